"""KH203: an item that the plan does not have (mục không có trong kế hoạch)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, EntryOf, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, item_references, suggestion


def check(register: Register) -> Iterator[Finding]:
    for reference in item_references(register):
        plan = register.plan_by_id.get(reference.plan)
        if plan and reference.item not in plan.item_by_id:
            facts = {"item": reference.item, "plan": plan.id, **suggestion(reference.item, list(plan.item_by_id))}
            yield Finding("KH203", reference.path, reference.pointer, facts)
    for plan in register.plans:
        for transfer in plan.transfers:
            for item in transfer.items:
                if item not in plan.item_by_id:
                    facts = {"item": item, "plan": plan.id, **suggestion(item, list(plan.item_by_id))}
                    yield Finding("KH203", plan.path, ("transfers", transfer.position, "items", EntryOf(item)), facts)


RULE = Rule("KH203", ERROR, check)
