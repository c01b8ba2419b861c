"""KH112: a symbolic link or a device where a file should be (liên kết, không phải tệp). Reported by `disk.read`."""

from kehoach_cli.findings import ERROR
from kehoach_cli.rules.base import Rule

RULE = Rule("KH112", ERROR)
