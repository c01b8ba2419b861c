"""KH301: two items of one plan have the same id at one time (trùng mã mục).

An amended item stands in the plan once for each wording; their times do not overlap.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Item, Register
from kehoach_cli.rules.base import Rule

Times = list[tuple[date, date]]  # half-open, none overlapping another, in order


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        taken: dict[str, Times] = {}
        written: dict[str, str] = {}
        for item in plan.items:
            folded = item.id.casefold()
            is_taken = _take(taken.setdefault(folded, []), item)
            if is_taken or written.setdefault(folded, item.id) != item.id:
                yield Finding("KH301", plan.path, ("items", item.position, "id"), {"item": item.id})


def _take(times: Times, item: Item) -> bool:
    """Whether the time of an item meets one that was taken before; it is taken then as well."""
    since, until = item.since or date.min, item.until or date.max
    first, after = bisect_right(times, since, key=lambda one: one[1]), bisect_left(times, until, key=lambda one: one[0])
    met = times[first:after]
    if since < until:
        times[first:after] = (
            [(min(since, *(one[0] for one in met)), max(until, *(one[1] for one in met)))] if met else [(since, until)]
        )
    return bool(met)


RULE = Rule("KH301", ERROR, check)
