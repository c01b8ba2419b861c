"""KH115: conflict markers of a git merge are still in the file (còn dấu xung đột). Reported by `nodes.read`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH115", ERROR)
