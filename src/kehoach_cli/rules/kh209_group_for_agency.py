"""KH209: a group where only one agency makes sense: issuer, coordinator, handover, partner (nhóm đặt vào chỗ của một cơ quan)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, all_parties, partners


def check(register: Register) -> Iterator[Finding]:
    for reference in all_parties(register):
        if reference.single and reference.party in register.group_by_id:
            yield Finding("KH209", reference.plan.path, reference.pointer, {"group": reference.party})
    for one in partners(register):
        if one.partner in register.group_by_id:
            yield Finding("KH209", one.path, one.pointer, {"group": one.partner})


RULE = Rule("KH209", ERROR, check)
