"""KH405: a filing without a real sentence or figure is still the blank form (báo cáo còn để trống)."""

from collections.abc import Iterator

from kehoach_cli.filings import is_blank
from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for filing in register.filings:
        if is_blank(filing):
            yield Finding("KH405", filing.path, (), {"agency": register.party_name(filing.agency), "period": filing.period})


RULE = Rule("KH405", ERROR, check)
