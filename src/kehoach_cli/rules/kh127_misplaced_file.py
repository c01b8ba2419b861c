"""KH127: a YAML file whose path means nothing, so nobody would ever read it (tệp đặt sai chỗ). By `parse.parse`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH127", ERROR)
