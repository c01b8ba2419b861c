"""KH908: an entry edited, removed or replaced, and again as it was recorded (đã khôi phục). Found by `audit`."""

from kehoach_cli.findings import NOTE
from kehoach_cli.rules.base import Rule

RULE = Rule("KH908", NOTE)
