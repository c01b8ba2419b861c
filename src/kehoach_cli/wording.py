"""How the words of an item change: amendments give it new wordings, history keeps the former ones."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from kehoach_cli.model import Item, Plan, parent_of

_OVERLAPPING = 20


def in_force(plan: Plan, item_id: str, day: date) -> Item | None:
    """The wording of an item on a day; None while the plan did not have it."""
    return next((item for item in plan.wordings(item_id) if item.in_force(day)), None)


def has_changed(plan: Plan, now: Item, since: date) -> bool:
    """Whether the item reads differently from what it said on a day: what was reported then needs another look."""
    before = in_force(plan, now.id, since)
    return before is not None and (before.heading, before.text) != (now.heading, now.text)


def wordings_under(plan: Plan, item_id: str, party: str, day: date) -> tuple[Item, ...]:
    """The wordings of an item up to the day, oldest first, that follow each other without a gap and give it to the party;
    the last one is in force on the day."""
    found: list[Item] = []
    for item in reversed([one for one in plan.wordings(item_id) if one.since is None or one.since <= day]):
        follows = not found or item.until == found[-1].since
        if not follows or (found and party not in _parties(plan, item)):
            break
        found.append(item)
    return tuple(reversed(found))


def given_since(plan: Plan, item_id: str, party: str, day: date) -> date | None:
    """The day from which amendments have given the item to the party, its own or that of the item whose lead it takes; None
    when it has been so from the beginning."""
    ids = dict.fromkeys((item_id, plan.on(day).lead_source(item_id) or item_id))
    sinces = [wordings[0].since for id_ in ids if (wordings := wordings_under(plan, id_, party, day)) and wordings[0].since]
    return max(sinces, default=None)


def last_read(plan: Plan, item: Item) -> Plan:
    """The plan as it read on the last day on which that wording of the item was in force."""
    day = last_day(item)
    return plan.on(day) if item.in_force(day) else plan  # an item that never was in force: KH309


def each_last_read(plan: Plan) -> Iterator[tuple[Item, Plan]]:
    """Every wording of the items, in the order of the file, with the plan as it last read for it: of that plan only the item and
    those above it, so that a plan of thousands is gone through as soon as one of ten."""
    by_id: dict[str, list[Item]] = {}
    for one in sorted(plan.items, key=lambda one: (one.since or date.min, -one.position)):
        by_id.setdefault(one.id, []).append(one)
    for item in plan.items:
        day = last_day(item)
        if not item.in_force(day):
            yield item, plan
            continue
        found = [_newest_on(by_id.get(id_, []), day) for id_ in _with_those_above(item.id)]
        above = {item.id: item, **{one.id: one for one in found if one is not None}}
        yield (
            item,
            plan._replace(
                items=tuple({item.position: item, **{one.position: one for one in above.values()}}.values()), item_by_id=above
            ),
        )


def last_day(item: Item) -> date:
    """The last day on which a wording of an item is in force, unless it never was: KH309."""
    return item.until - timedelta(days=1) if item.until and item.until > date.min else date.max


def _newest_on(wordings: list[Item], day: date) -> Item | None:
    """Of the wordings of one item, those that begin later standing later, the newest in force on a day. In a sound plan that can
    only be the last that has begun; where they overlap (KH301), a few are looked at."""
    begun = bisect_right(wordings, day, key=lambda one: one.since or date.min)
    return next(
        (one for one in map(wordings.__getitem__, range(begun - 1, max(begun - _OVERLAPPING, 0) - 1, -1)) if one.in_force(day)),
        None,
    )


def _with_those_above(item_id: str) -> Iterator[str]:
    current: str | None = item_id
    while current is not None:
        yield current
        current = parent_of(current)


def _parties(plan: Plan, item: Item) -> tuple[str, ...]:
    """Who led or supported the item when that wording was last in force."""
    return (*last_read(plan, item).lead_of(item), *item.support)
