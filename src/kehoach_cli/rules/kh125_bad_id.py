"""KH125: an id with letters an id may not have (mã sai dạng). Reported by `fields.fill`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH125", ERROR)
