"""What is written in entries of the ledger: whether a filing came in time, and in what two states of one entry differ."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from kehoach_cli import periods
from kehoach_cli.changes.base import GONE, NEW, Sentence, differing, reworded, shown
from kehoach_cli.filings import is_blank
from kehoach_cli.model import Event, Filing, FilingItem, Register
from kehoach_cli.succession import filers

ON_TIME, BLANK, NOT_ASKED_FOR = "on-time", "blank", "not-asked-for"
_LONGEST_ON_ONE_LINE = 60
_CALLED = {"periods": "period"}  # how the key of a field is called in the file


def timing(register: Register, filing: Filing) -> dict[str, str]:
    """How a filing stands against its due day: `late` days, or `how`: in time, blank, or asked of nobody. Empty facts where the
    plan does not say."""
    plan = register.plan_by_id.get(filing.plan)
    known = {"late": "", "how": ""}
    if is_blank(filing):
        return known | {"how": BLANK}
    if filing.revision > 1:  # the first one decides
        return known
    if plan is None or plan.reporting is None:
        return known
    if not periods.is_expected(plan.reporting, filing.period):
        return known | {"how": NOT_ASKED_FOR}
    period = periods.period(plan.reporting, filing.period)
    if filing.agency not in filers(register, plan, period.closes):
        return known | {"how": NOT_ASKED_FOR}
    late = (filing.received - period.due).days
    return known | ({"late": str(late)} if late > 0 else {"how": ON_TIME})


class Difference(NamedTuple):
    """One field in which an entry differs, as "form.field", and what was and is written there."""

    field: str
    words: tuple[Sentence, ...]


def differences(old: Event | Filing, new: Event | Filing) -> Iterator[Difference]:
    """What two states of one entry say differently, field by field."""
    form = new.kind if isinstance(new, Event) else "filing"
    for field in differing(old, new, ("items",) if isinstance(new, Filing) else ()):
        key = _CALLED.get(field.name, field.name.rstrip("_"))
        yield _difference(f"{form}.{key}", "", field.before, field.after)
    if isinstance(old, Filing) and isinstance(new, Filing):
        yield from _item_differences(old, new)


def _item_differences(old: Filing, new: Filing) -> Iterator[Difference]:
    """The same for what a filing says of single items; of two entries on one item the first is compared."""
    then, now = ({said.item: said for said in reversed(filing.items)} for filing in (old, new))
    for item in dict.fromkeys((*then, *now)):
        one, other = then.get(item, FilingItem(item)), now.get(item, FilingItem(item))
        if (item in then) != (item in now):
            yield Difference("filing.items", (Sentence(NEW if item in now else GONE, item),))
        for field in differing(one, other):
            yield _difference(f"filing-item.{field.name.rstrip('_')}", f"{item} ", field.before, field.after)


def _difference(field: str, place: str, old: Any, new: Any) -> Difference:
    """Long texts by their sentences, anything else as the file has it: the key and the value."""
    key = place + field.partition(".")[2]
    if any(isinstance(value, str) and len(value) > _LONGEST_ON_ONE_LINE for value in (old, new)):
        return Difference(field, reworded(old, new))
    lines = (Sentence(sign, f"{key}: {shown(value)}") for sign, value in ((GONE, old), (NEW, new)) if value not in (None, ()))
    return Difference(field, tuple(lines))
