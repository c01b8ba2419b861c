"""KH101: the file is not UTF-8 (tệp không phải UTF-8). Reported by `nodes.decode`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH101", ERROR)
