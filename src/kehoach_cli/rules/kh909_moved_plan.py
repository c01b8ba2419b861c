"""KH909: a plan that got another id, all its entries with it (kế hoạch đổi mã). Found by `audit`."""

from kehoach_cli.findings import NOTE
from kehoach_cli.rules.base import Rule

RULE = Rule("KH909", NOTE)
