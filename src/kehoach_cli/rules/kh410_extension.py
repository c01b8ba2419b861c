"""KH410: an extension that does not extend: no deadline, no turn named, or a new date not after the one in force (gia hạn không
hợp lệ). The date in force is the last one granted before, to the agency or to those whose item it has taken over; else that of
the plan."""

from collections.abc import Iterator
from datetime import date

from kehoach_cli import periods
from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.history import corrects, has_passed
from kehoach_cli.model import EXTENSION, Event, Item, Plan, Register
from kehoach_cli.rules.base import Rule
from kehoach_cli.wording import in_force


def check(register: Register) -> Iterator[Finding]:
    extensions = sorted(
        (event for event in register.events if event.kind == EXTENSION), key=lambda one: (one.date, one.id, one.path)
    )
    corrections = [event for event in extensions if event.replaces]
    granted: dict[tuple[str, str | None, str | None], list[Event]] = {}
    for event in extensions:
        plan = register.plan_by_id.get(event.plan)
        item = in_force(plan, event.item or "", event.date) if plan else None
        if plan is None or item is None or event.to is None:
            continue
        before = granted.setdefault((event.plan, event.item, event.period), [])
        due = _granted(register, before, event) or _due(plan, item, event)
        if due is None or event.to <= due:
            facts = {"item": item.id, "to": event.to.isoformat(), "cause": _cause(item, event, due)}
            yield Finding("KH410", event.path, ("to",), facts | ({"due": due.isoformat()} if due else {}))
        elif not any(corrects(register, new, event) for new in corrections):
            before.append(event)


def _granted(register: Register, before: list[Event], event: Event) -> date | None:
    """The date last granted for what the agency answers for on the day of the event."""
    own = (one for one in reversed(before) if one.agency == event.agency or has_passed(register, one, event.agency, event.date))
    return next((one.to for one in own), None)


def _due(plan: Plan, item: Item, event: Event) -> date | None:
    """The deadline of the plan for what is extended; None where it sets none."""
    if item.recurs is None:
        return periods.deadline(plan.calendar, item.due) if item.due and event.period is None else None
    turn = periods.occurrence(item.recurs, plan.calendar, item.id, event.period) if event.period else None
    return turn.due if turn else None


def _cause(item: Item, event: Event, due: date | None) -> str:
    if due is not None:
        return "not-later"
    return "no-turn" if item.recurs and item.recurs.by and event.period is None else "no-deadline"


RULE = Rule("KH410", ERROR, check)
