"""KH418: `period` names no turn of the item: it does not come back, or not with that cadence (lần không có của nhiệm vụ).

What is said of such a turn would count for none.
"""

from collections.abc import Iterator

from kehoach_cli import periods
from kehoach_cli.findings import ERROR, Finding, Pointer
from kehoach_cli.model import EXTENSION, UPDATE, Event, Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for event, pointer, item, period in _turns(register):
        plan = register.plan_by_id.get(event.plan)
        wordings = plan.wordings(item) if plan else ()
        cadences = {wording.recurs.every for wording in wordings if wording.recurs}
        if wordings and periods.cadence_of(period) not in cadences:
            every = next(iter(sorted(cadences)), "")
            yield Finding("KH418", event.path, pointer, {"item": item, "period": period, "every": every})


def _turns(register: Register) -> Iterator[tuple[Event, Pointer, str, str]]:
    for event in register.events:
        if event.kind in (UPDATE, EXTENSION) and event.item and event.period:
            yield event, ("period",), event.item, event.period
        for asked in event.items:
            if asked.period:
                yield event, ("items", asked.position, "period"), asked.item, asked.period


RULE = Rule("KH418", ERROR, check)
