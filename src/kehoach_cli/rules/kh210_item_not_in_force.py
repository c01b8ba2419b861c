"""KH210: an event or filing on an item that an amendment had not yet added, or had dropped (mục chưa có hoặc đã bỏ).

An event is held against its own day; a filing against every day from the opening of its period to its receipt.
"""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Item, Register, grouped
from kehoach_cli.rules.base import ItemReference, Rule, item_references


def check(register: Register) -> Iterator[Finding]:
    known = {
        (plan.id, id_): wordings
        for plan in register.plan_by_id.values()
        for id_, wordings in grouped(plan.items, lambda item: item.id).items()
    }
    for reference in item_references(register):
        wordings = known.get((reference.plan, reference.item), ())
        if wordings and not any(_meets(item, reference) for item in wordings):
            yield Finding("KH210", reference.path, reference.pointer, _facts(wordings, reference))


def _meets(item: Item, reference: ItemReference) -> bool:
    first, last = reference.days
    return (item.since is None or item.since <= last) and (item.until is None or first < item.until)


def _facts(wordings: tuple[Item, ...], reference: ItemReference) -> dict[str, str]:
    first, last = reference.days
    facts = {"item": reference.item, "day": last.isoformat()}
    dropped = [item.until for item in wordings if item.until and item.until <= first]
    added = [item.since for item in wordings if item.since and item.since > last]
    return facts | ({"until": max(dropped).isoformat()} if dropped else {}) | ({"since": min(added).isoformat()} if added else {})


RULE = Rule("KH210", ERROR, check)
