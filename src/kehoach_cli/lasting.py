"""Until when an answer about a day stays what it is: where things stand changes on few days, on all others the date alone.

Whatever is compared with the day is a date that the files state, or one that follows from a period, a turn or a deadline. So an
answer holds until the next day on which one of those begins, has gone by, or comes near enough to be due soon. A day too many
among them costs an answer worked out anew; one too few would be a wrong answer, so in doubt a day is taken.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from kehoach_cli import periods
from kehoach_cli.model import Plan, Register

_DAY = timedelta(days=1)


def until(register: Register, plan: Plan, as_of: date, answer: object) -> date:
    """The first day after `as_of` on which the answer about that day (where the plan stands, or its filings of a period) might be
    another one; not later than the next month."""
    soon = timedelta(days=plan.calendar.due_soon)
    stated = _dates((answer, plan, register.agencies, register.groups))
    turning = (
        day
        for said in {*stated, *_to_come(register, plan, as_of), *_due(plan, as_of)}
        for found in {said, _shifted(plan, said)}
        for day in (found, _after(found), found - min(soon, found - date.min))
    )
    return min([_next_month(as_of), *(day for day in turning if day > as_of)])


def _after(day: date) -> date:
    return day + _DAY if day < date.max else day


def _shifted(plan: Plan, day: date) -> date:
    """When it would be due by the calendar: of an obligation whose shares have different deadlines an answer holds but one."""
    return periods.deadline(plan.calendar, day) if date.min.year < day.year < date.max.year else day


def _next_month(day: date) -> date:
    """Calendar periods, which turns without a day of their own are counted by, begin with a month."""
    return _after(periods.clamped(day.year, day.month, 31))


def _to_come(register: Register, plan: Plan, as_of: date) -> Iterator[date]:
    """What has been entered ahead of its day, and to which days deadlines have been extended."""
    events = register.events_by_plan.get(plan.id, ())
    yield from (event.date for event in events if event.date > as_of)
    yield from (event.to for event in events if event.to is not None)
    yield from (filing.received for filing in register.filings_by_plan.get(plan.id, ()) if filing.received > as_of)


def _due(plan: Plan, as_of: date) -> Iterator[date]:
    """The days of every period that has opened, of the one after, and of that by whose days it is told in which one we are."""
    if plan.reporting is None:
        return
    opened = list(periods.up_to(plan.reporting, as_of))
    nearest = periods.period(plan.reporting, periods.name_on(plan.reporting.every, as_of))
    around = periods.containing(plan.reporting, as_of)
    before = periods.containing(plan.reporting, around.opens - _DAY)
    following = periods.containing(plan.reporting, _after(around.closes))
    for period in (*opened, nearest, before, around, following):
        yield from (period.opens, period.closes, period.due)


def _dates(values: Iterable[object]) -> set[date]:
    """Every date in values of the field, however deep."""
    found: set[date] = set()
    waiting, seen = list(values), set[int]()
    while waiting:
        value = waiting.pop()
        if isinstance(value, date):
            found.add(value)
        elif isinstance(value, Mapping):
            waiting += value.values()
        elif isinstance(value, tuple | list) and id(value) not in seen:
            seen.add(id(value))
            waiting += value
    return found
