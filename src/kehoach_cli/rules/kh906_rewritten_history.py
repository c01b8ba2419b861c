"""KH906: history no longer holds the commit it is judged against (lịch sử bị viết lại). Found by `audit`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH906", ERROR)
