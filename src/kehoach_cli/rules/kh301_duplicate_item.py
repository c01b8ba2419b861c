"""KH301: two items of one plan have the same id at one time (trùng mã mục).

An amended item stands in the plan once for each wording; their times do not overlap.
"""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Item, Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        seen: dict[str, list[Item]] = {}
        for item in plan.items:
            same = seen.setdefault(item.id.casefold(), [])
            if any(other.id != item.id or _at_one_time(item, other) for other in same):
                yield Finding("KH301", plan.path, ("items", item.position, "id"), {"item": item.id})
            same.append(item)


def _at_one_time(one: Item, other: Item) -> bool:
    return _begins_before_end(one, other) and _begins_before_end(other, one)


def _begins_before_end(one: Item, other: Item) -> bool:
    return one.since is None or other.until is None or one.since < other.until


RULE = Rule("KH301", ERROR, check)
