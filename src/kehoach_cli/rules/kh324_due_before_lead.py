"""KH324: an item that names one agency as its lead and was due before that agency existed (đến hạn trước khi có cơ quan)."""

from collections.abc import Iterator

from kehoach_cli.findings import WARNING, EntryOf, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    heirs = {heir for agency in register.agencies for heir in agency.successor}
    receivers = {transfer.to for plan in register.plans for transfer in plan.transfers}
    for plan in register.plans:
        for item in plan.items:
            for party in item.lead or ():
                agency = register.agency_by_id.get(party)
                inherits = party in heirs or party in receivers
                if agency and agency.since and item.due and item.due < agency.since and not inherits:
                    facts = {"item": item.id, "agency": agency.name, "due": item.due.isoformat()}
                    at = ("items", item.position, "lead", EntryOf(party))
                    yield Finding("KH324", plan.path, at, {**facts, "since": agency.since.isoformat()})


RULE = Rule("KH324", WARNING, check)
