"""KH913: a commit without a good signature by a known key (commit thiếu chữ ký). Found by `audit`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH913", ERROR)
