"""KH404: an agency reports on an item it neither leads nor supports (mục không giao cho cơ quan này).

Groups, heirs and handovers count, and so do those who held it before; an open group ("các đơn vị liên quan") may be anyone.
"""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Item, Plan, Register
from kehoach_cli.rules.base import ItemReference, Rule, item_references, partners
from kehoach_cli.succession import holder


def check(register: Register) -> Iterator[Finding]:
    named = {(one.plan, one.item, one.partner) for one in partners(register)}  # whom a lead names may answer
    for reference in item_references(register):
        whole = register.plan_by_id.get(reference.plan)
        may_answer = (reference.plan, reference.item, reference.agency) in named
        if whole is None or may_answer or reference.agency not in register.agency_by_id:
            continue
        plans = [plan for day in reference.days if reference.item in (plan := whole.on(day)).item_by_id]
        if plans and not any(_concerns(register, plan, plan.item_by_id[reference.item], reference) for plan in plans):
            facts = {"agency": register.party_name(reference.agency), "item": reference.item}
            yield Finding("KH404", reference.path, reference.pointer, facts)


def _concerns(register: Register, plan: Plan, item: Item, reference: ItemReference) -> bool:
    if not plan.is_task(item):
        return False  # a heading assigns nothing to anybody
    parties = (*plan.lead_of(item), *item.support)
    if not parties or any(_is_open(register, party) for party in parties):
        return True  # the plan does not say who
    coordinator = plan.reporting.coordinator if plan.reporting else None
    named = {agency for party in parties for agency in register.members(party)} | ({coordinator} if coordinator else set())
    if reference.agency in named:
        return True
    return any(
        reference.agency in holder(register, plan, item.id, agency, reference.days[1]).agencies(agency) for agency in named
    )


def _is_open(register: Register, party: str) -> bool:
    group = register.group_by_id.get(party)
    return group is not None and group.open


RULE = Rule("KH404", ERROR, check)
