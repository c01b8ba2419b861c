"""KH310: one agency both leads and supports the same item (vừa chủ trì vừa phối hợp)."""

from collections.abc import Iterator

from kehoach_cli.findings import WARNING, EntryOf, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        for item in plan.items:
            for party in item.support:
                if party in plan.lead_of(item):
                    at = ("items", item.position, "support", EntryOf(party))
                    yield Finding("KH310", plan.path, at, {"item": item.id, "agency": register.party_name(party)})


RULE = Rule("KH310", WARNING, check)
