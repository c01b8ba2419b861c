"""KH126: a word outside the fixed list for its key (giá trị ngoài danh mục). Reported by `fields.fill`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH126", ERROR)
