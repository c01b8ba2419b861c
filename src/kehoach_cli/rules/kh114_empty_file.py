"""KH114: the file holds nothing (tệp trống). Reported by `fields.fill`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH114", ERROR)
