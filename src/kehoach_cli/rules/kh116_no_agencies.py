"""KH116: the workspace has no agencies.yaml (thiếu danh bạ cơ quan). Reported by `parse.parse`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH116", ERROR)
