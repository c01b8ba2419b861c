"""KH111: the file is larger or deeper than any hand-kept file (tệp quá lớn, lồng quá sâu). Reported by `nodes`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH111", ERROR)
