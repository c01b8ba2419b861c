"""KH106: a YAML tag ("!!int"), which would retype a value (thẻ kiểu của YAML). Reported by `nodes.read`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH106", ERROR)
