"""KH318: an item whose agency has ended, and nobody was said to take it over (nhiệm vụ không còn ai giữ).

A note, not a fault: the agency has ended whatever the plan says, and closing it must not make the files wrong. A member of a
group that has ended without an heir leaves nothing behind, because the plan means those in the group on the day.
"""

from collections.abc import Iterator

from kehoach_cli.findings import NOTE, Finding
from kehoach_cli.model import Plan, Register
from kehoach_cli.rules.base import Rule
from kehoach_cli.succession import Obligation, obligations
from kehoach_cli.wording import each_last_read, last_day


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        for item, then in each_last_read(plan):
            day = last_day(item)
            for obligation in obligations(register, then, day, item.id) if item.in_force(day) else ():
                if obligation.agency is None and obligation.item.position == item.position:
                    yield _finding(register, plan, obligation)


def _finding(register: Register, plan: Plan, obligation: Obligation) -> Finding:
    last = register.agency_by_id[obligation.holding.last(obligation.named)]
    facts = {"item": obligation.item.id, "agency": last.name, "cause": "split" if len(last.successor) > 1 else "abolished"}
    if obligation.holding.ended:
        facts["day"] = obligation.holding.ended.isoformat()
    if len(last.successor) > 1:
        facts["heirs"] = ", ".join(register.party_name(heir) for heir in last.successor)
    return Finding("KH318", plan.path, ("items", obligation.item.position, "id"), facts)


RULE = Rule("KH318", NOTE, check)
