"""KH417: an agency that leads an item reports in the words for those who support it (tình trạng không hợp vai trò).

Its own state would stay unknown. The other way round is harmless: who supports and says "in progress" has contributed.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

from kehoach_cli.findings import ERROR, Finding, Pointer
from kehoach_cli.model import LEAD, STATES, SUPPORT_STATES, Register
from kehoach_cli.rules.base import Rule
from kehoach_cli.succession import obligations


def check(register: Register) -> Iterator[Finding]:
    @cache
    def leads(plan: str, day: date) -> frozenset[tuple[str | None, str]]:
        held = obligations(register, register.plan_by_id[plan], day)
        return frozenset((o.agency, o.item.id) for o in held if o.role == LEAD)

    for path, pointer, plan, agency, item, state, day in _stated(register):
        if state in SUPPORT_STATES and plan in register.plan_by_id and (agency, item) in leads(plan, day):
            facts = {"agency": register.party_name(agency), "item": item, "state": state, "among": ", ".join(STATES)}
            yield Finding("KH417", path, pointer, facts)


def _stated(register: Register) -> Iterator[tuple[str, Pointer, str, str, str, str | None, date]]:
    for event in register.events:
        if event.item:
            yield event.path, ("state",), event.plan, event.agency, event.item, event.state, event.date
    for filing in register.filings:
        for entry in filing.items:
            at = ("items", entry.position, "state")
            yield filing.path, at, filing.plan, filing.agency, entry.item, entry.state, filing.received


RULE = Rule("KH417", ERROR, check)
