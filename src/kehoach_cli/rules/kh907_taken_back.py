"""KH907: a recording that its author took back (rút lại). Found by `audit`."""

from kehoach_cli.findings import NOTE
from kehoach_cli.rules.base import Rule

RULE = Rule("KH907", NOTE)
