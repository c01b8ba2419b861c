"""KH418: `period` names no turn of the item: it does not come back, or not with that cadence (lần không có của nhiệm vụ).

What is said of such a turn would count for none.
"""

from collections.abc import Iterator

from kehoach_cli import periods
from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import EXTENSION, UPDATE, Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for event in register.events:
        plan = register.plan_by_id.get(event.plan)
        wordings = plan.wordings(event.item or "") if plan else ()
        if event.kind not in (UPDATE, EXTENSION) or event.period is None or not wordings:
            continue
        cadences = {item.recurs.every for item in wordings if item.recurs}
        if periods.cadence_of(event.period) not in cadences:
            every = next(iter(sorted(cadences)), "")
            yield Finding("KH418", event.path, ("period",), {"item": event.item or "", "period": event.period, "every": every})


RULE = Rule("KH418", ERROR, check)
