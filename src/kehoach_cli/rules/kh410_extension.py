"""KH410: an extension that does not extend: no deadline, no turn named, or a new date not after the one in force (gia hạn không
hợp lệ). The date in force is the last one granted before, else that of the plan."""

from collections.abc import Iterator
from datetime import date

from kehoach_cli import periods
from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import EXTENSION, Event, Item, Plan, Register
from kehoach_cli.rules.base import Rule
from kehoach_cli.wording import in_force


def check(register: Register) -> Iterator[Finding]:
    replaced = {(event.plan, event.agency, event.replaces) for event in register.events if event.replaces}
    granted: dict[tuple[str, str, str | None, str | None], date] = {}
    for event in register.events:
        plan = register.plan_by_id.get(event.plan)
        item = in_force(plan, event.item or "", event.date) if plan else None
        if event.kind != EXTENSION or plan is None or item is None or event.to is None:
            continue
        whose = (event.plan, event.agency, event.item, event.period)
        due = granted.get(whose) or _due(plan, item, event)
        if due is None or event.to <= due:
            facts = {"item": item.id, "to": event.to.isoformat(), "cause": _cause(item, event, due)}
            yield Finding("KH410", event.path, ("to",), facts | ({"due": due.isoformat()} if due else {}))
        elif (event.plan, event.agency, event.id) not in replaced:
            granted[whose] = event.to


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
