"""KH902: an event or filing taken out of the ledger otherwise than by `undo` (mục đã ghi bị xóa). Found by `audit`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH902", ERROR)
