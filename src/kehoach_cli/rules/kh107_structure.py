"""KH107: a second document, a directive or a key that is not a plain word. Reported by `nodes.read`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH107", ERROR)
