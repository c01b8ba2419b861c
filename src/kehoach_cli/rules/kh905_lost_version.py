"""KH905: two branches recorded two versions, and a merge kept one (một bản bị bỏ khi gộp). Found by `audit`."""

from kehoach_cli.findings import WARNING
from kehoach_cli.rules.base import Rule

RULE = Rule("KH905", WARNING)
