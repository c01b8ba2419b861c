"""KH121: a key the form does not know, most often a slip of the pen (khóa lạ). Reported by `fields.fill`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH121", ERROR)
