"""KH103: a tab character, which YAML does not take as indentation (ký tự tab). Reported by `nodes.read`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH103", ERROR)
