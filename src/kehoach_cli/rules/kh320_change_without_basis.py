"""KH320: an agency ends, an item is handed over, added, changed or dropped, and no document says so (thay đổi thiếu căn cứ)."""

from collections.abc import Iterator

from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.model import Item, Plan, Register
from kehoach_cli.rules.base import Rule, in_agencies


def check(register: Register) -> Iterator[Finding]:
    for agency in register.agencies:
        if agency.until and not agency.basis:
            yield in_agencies("KH320", ("agencies", agency.position, "until"), name=agency.name, cause="agency")
    for plan in register.plans:
        for transfer in plan.transfers:
            if not transfer.basis:
                facts = {"name": ", ".join(transfer.items), "cause": "transfer"}
                yield Finding("KH320", plan.path, ("transfers", transfer.position), facts)
        for item in plan.items:
            key = "until" if item.until and not _is_reworded(plan, item) else "since"
            if (key == "until" or item.since) and not item.basis:
                yield Finding("KH320", plan.path, ("items", item.position, key), {"name": item.id, "cause": "item"})


def _is_reworded(plan: Plan, item: Item) -> bool:
    """Whether a later wording follows, which says why."""
    return any(other.since == item.until for other in plan.wordings(item.id))


RULE = Rule("KH320", WARNING, check)
