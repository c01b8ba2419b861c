"""KH203: an item that the plan does not have (mục không có trong kế hoạch)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, EntryOf, Finding, Meant, Pointer
from kehoach_cli.model import Plan, Register
from kehoach_cli.rules.base import Rule, item_references


def check(register: Register) -> Iterator[Finding]:
    for reference in item_references(register):
        plan = register.plan_by_id.get(reference.plan)
        if plan and reference.item not in plan.item_by_id:
            yield _unknown(reference.path, reference.pointer, reference.item, plan)
    for plan in register.plans:
        for transfer in plan.transfers:
            for item in transfer.items:
                if item not in plan.item_by_id:
                    yield _unknown(plan.path, ("transfers", transfer.position, "items", EntryOf(item)), item, plan)


def _unknown(path: str, pointer: Pointer, item: str, plan: Plan) -> Finding:
    return Finding("KH203", path, pointer, {"item": item, "plan": plan.id}, meant=Meant(item, plan.item_by_id))


RULE = Rule("KH203", ERROR, check)
