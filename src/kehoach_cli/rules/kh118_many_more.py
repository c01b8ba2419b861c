"""KH118: a file has more findings of a rule than are told one by one (còn nhiều chỗ cùng loại). Reported by `findings.bounded`
and by the reader.
"""

from kehoach_cli.findings import NOTE
from kehoach_cli.rules.base import Rule

RULE = Rule("KH118", NOTE)
