"""KH319: an entry of the calendar that means nothing: days the wrong way round, a period or an item that does not come back
so, nothing moved (lịch ghi sai)."""

from collections.abc import Iterator

from kehoach_cli import periods
from kehoach_cli.findings import ERROR, Finding, Pointer
from kehoach_cli.model import Plan, Register, Reporting
from kehoach_cli.rules.base import Rule
from kehoach_cli.workdays import Moved


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        for at, cause in (*_holidays(plan), *_moved(plan)):
            yield Finding("KH319", plan.path, ("calendar", *at), {"cause": cause})


def _holidays(plan: Plan) -> Iterator[tuple[Pointer, str]]:
    for holiday in plan.calendar.holidays:
        if holiday.to and holiday.to < holiday.date:
            yield ("holidays", holiday.position, "to"), "backwards"


def _moved(plan: Plan) -> Iterator[tuple[Pointer, str]]:
    for one in plan.calendar.moved:
        at = ("moved", one.position)
        if one.closes is None and one.due is None:
            yield at, "nothing-moved"
        elif one.item:
            if one.closes:
                yield (*at, "closes"), "item-closes"
            if not _is_turn(plan, one):
                yield (*at, "period"), "no-turn"
            elif one.due and one.due < periods.first_day(one.period):
                yield (*at, "due"), "before-period"
        elif plan.reporting is None or not periods.is_expected(plan.reporting, one.period):
            yield (*at, "period"), "no-period"
        elif _is_crooked(plan.reporting, one.period):
            yield (*at, "due" if one.due else "closes"), "due-before-closes"
        elif one.closes and _is_crooked(plan.reporting, periods.next_name(one.period)):
            yield (*at, "closes"), "swallows-next"


def _is_turn(plan: Plan, one: Moved) -> bool:
    """Whether some wording of the item comes back with that cadence, on a set day."""
    wordings = (item.recurs for item in plan.wordings(one.item or ""))
    return any(recurs and recurs.by and periods.cadence_of(one.period) == recurs.every for recurs in wordings)


def _is_crooked(reporting: Reporting, name: str) -> bool:
    """Whether the days of a period come in the wrong order."""
    period = periods.period(reporting, name)
    return period.due < period.closes or period.closes < period.opens


RULE = Rule("KH319", ERROR, check)
