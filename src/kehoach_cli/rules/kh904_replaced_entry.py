"""KH904: an event or filing replaced by another version, as by a merge (bản đã ghi bị thay). Found by `audit`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH904", ERROR)
