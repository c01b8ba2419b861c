"""KH419: a partner that cannot answer: the reporting agency itself, or one that does not exist on the day (bên phối hợp không
hợp lệ)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Partner, Rule, partners


def check(register: Register) -> Iterator[Finding]:
    for one in partners(register):
        cause = _cause(register, one)
        if cause:
            yield Finding("KH419", one.path, one.pointer, {"partner": register.party_name(one.partner), "cause": cause})


def _cause(register: Register, one: Partner) -> str | None:
    if one.partner == one.agency:
        return "itself"
    known = register.agency_by_id.get(one.partner)
    return "inactive" if known and not known.valid_on(one.day) else None


RULE = Rule("KH419", ERROR, check)
