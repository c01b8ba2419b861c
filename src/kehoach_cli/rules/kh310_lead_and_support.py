"""KH310: one agency both leads and supports the same item (vừa chủ trì vừa phối hợp)."""

from collections.abc import Iterator

from kehoach_cli.findings import WARNING, EntryOf, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule
from kehoach_cli.wording import each_last_read


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        for item, then in each_last_read(plan):
            leads = then.lead_of(item)
            for party in item.support:
                if party in leads:
                    at = ("items", item.position, "support", EntryOf(party))
                    yield Finding("KH310", plan.path, at, {"item": item.id, "agency": register.party_name(party)})


RULE = Rule("KH310", WARNING, check)
