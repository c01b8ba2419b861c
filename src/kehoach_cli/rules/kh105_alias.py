"""KH105: an anchor, alias or merge key, which makes text mean something it does not show. Reported by `nodes.read`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH105", ERROR)
