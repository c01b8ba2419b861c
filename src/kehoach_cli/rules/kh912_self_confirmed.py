"""KH912: a confirmation recorded by who had recorded the report (tự xác nhận). Found by `audit`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH912", ERROR)
