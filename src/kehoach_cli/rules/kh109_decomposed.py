"""KH109: letters and marks are stored apart, Unicode NFD (chữ có dấu tổ hợp). Reported by `nodes.read`."""

from kehoach_cli.findings import WARNING
from kehoach_cli.rules.base import Rule

RULE = Rule("KH109", WARNING)
