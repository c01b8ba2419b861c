"""KH129: a key or list entry with nothing behind it (giá trị trống). Reported by `fields.fill`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH129", ERROR)
