"""KH128: not the name of a period (kỳ báo cáo sai dạng). Reported by `fields.fill`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH128", ERROR)
