"""KH903: an event or filing moved to a path that means something else (mục đã ghi bị chuyển chỗ). Found by `audit`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH903", ERROR)
