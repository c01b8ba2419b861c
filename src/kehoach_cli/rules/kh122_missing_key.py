"""KH122: a key without which the entry means nothing (thiếu khóa bắt buộc). Reported by `fields.fill`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH122", ERROR)
