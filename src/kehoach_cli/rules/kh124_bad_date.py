"""KH124: no such day, or not written as YYYY-MM-DD (ngày sai). Reported by `fields.fill`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH124", ERROR)
