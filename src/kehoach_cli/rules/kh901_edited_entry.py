"""KH901: an event or filing that was edited after it had been recorded (mục đã ghi bị sửa). Found by `audit`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH901", ERROR)
