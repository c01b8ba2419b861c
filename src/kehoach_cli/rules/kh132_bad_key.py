"""KH132: a mail address that not every mail program would take (địa chỉ thư điện tử sai dạng). Reported by `fields.fill`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH132", ERROR)
