"""KH123: a list where a text should be, or the like (sai kiểu giá trị). Reported by `fields.fill`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH123", ERROR)
