"""KH108: a control or bidirectional character, which can hide or reorder text (ký tự điều khiển). By `nodes.read`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH108", ERROR)
