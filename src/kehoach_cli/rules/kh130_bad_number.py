"""KH130: a figure that is not a plain number (số liệu không phải là số). Reported by `fields.fill`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH130", ERROR)
