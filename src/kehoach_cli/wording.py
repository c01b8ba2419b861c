"""How the words of an item change: amendments give it new wordings, history keeps the former ones."""

from datetime import date, timedelta

from kehoach_cli.model import Item, Plan


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
    day = item.until - timedelta(days=1) if item.until else date.max
    return plan.on(day) if item.in_force(day) else plan  # an item that never was in force: KH309


def _parties(plan: Plan, item: Item) -> tuple[str, ...]:
    """Who led or supported the item when that wording was last in force."""
    return (*last_read(plan, item).lead_of(item), *item.support)
