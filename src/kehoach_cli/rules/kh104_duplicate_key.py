"""KH104: a key given twice; most YAML readers silently keep the last (khóa trùng). Reported by `nodes.read`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH104", ERROR)
