"""KH102: the file is not well-formed YAML (sai cú pháp YAML). Reported by `nodes.read`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH102", ERROR)
