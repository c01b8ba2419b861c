"""KH911: a change that records for one agency and touches more (thay đổi động tới nhiều nơi). Found by `audit`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH911", ERROR)
