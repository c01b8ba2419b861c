"""Reporting periods: their names, data windows and due dates.

A period is "2026", "2026-H1", "2026-Q3" or "2026-07". Its window runs from the day after the previous period closed to its
own closing day, both inclusive: by Decree 09/2019/NĐ-CP, article 12, a year from 15/12 of the year before to 14/12, a
half-year, quarter or month likewise to the 14th of its last month. Closing and due days are data of the plan, and so is its
calendar: what becomes of a deadline on a day off, and which deadlines a document has moved.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from kehoach_cli.model import HALF_YEAR, MONTH, QUARTER, YEAR, Recurrence, Reporting
from kehoach_cli.text import Say
from kehoach_cli.workdays import KEEP, NEXT, Calendar, Moved

MONTHS_IN = {YEAR: 12, HALF_YEAR: 6, QUARTER: 3, MONTH: 1}
_LONGEST_PAUSE = 31  # no calendar has a month without a working day; one that says so shall not make us search for ever
DEFAULT_CLOSING_DAY = 14
DEFAULT_DUE_DAY = 25  # Decree 09/2019/NĐ-CP, article 13: latest the 25th of the last month of the period

_NAME = re.compile(r"((?:19|20|21)[0-9]{2})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?")


class Period(NamedTuple):
    """One period with its days: the window [opens, closes] and the day by which the filing is due, all inclusive. Where
    the calendar made the due day another one, `regular_due` is what it was; `moved` is the entry that moved a day, if one did."""

    name: str
    every: str
    opens: date
    closes: date
    due: date
    regular_due: date | None = None
    moved: Moved | None = None


class Occurrence(NamedTuple):
    """One turn of a recurring item ("2026-Q3"): the day it is due, inclusive, and the day it would be due without calendar; both
    None where the plan sets no day."""

    name: str
    due: date | None
    regular_due: date | None = None
    moved: Moved | None = None


@lru_cache(maxsize=4096)
def cadence_of(name: str) -> str | None:
    """Which cadence a period name belongs to ("2026-Q3" is a quarter); None when it is no period name."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    return HALF_YEAR if found[2] else QUARTER if found[3] else MONTH if found[4] else YEAR


def period_words(name: str, say: Say) -> str:
    """ "năm 2026", "6 tháng đầu năm 2026", "quý III năm 2026", "tháng 7 năm 2026"."""
    every, (year, month) = cadence_of(name) or YEAR, last_month(name)
    turn = {HALF_YEAR: f"-{month // 6}", QUARTER: f"-{month // 3}"}.get(every, "")
    return say(f"words.period.{every}{turn}", year=str(year), month=str(month))


def last_month(name: str) -> tuple[int, int]:
    """The year and the last month of a period. Raises ValueError for what is no period name."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError(name)
    year = int(found[1])
    if found[2]:
        return year, int(found[2]) * 6
    if found[3]:
        return year, int(found[3]) * 3
    return year, int(found[4] or 12)


def _name(every: str, year: int, last_month: int) -> str:
    if every == HALF_YEAR:
        return f"{year:04}-H{last_month // 6}"
    if every == QUARTER:
        return f"{year:04}-Q{last_month // 3}"
    return f"{year:04}-{last_month:02}" if every == MONTH else f"{year:04}"


def _shift(year: int, month: int, by: int) -> tuple[int, int]:
    total = year * 12 + month - 1 + by
    return total // 12, total % 12 + 1


def clamped(year: int, month: int, day: int) -> date:
    """That day, or the last day of the month where the month is shorter."""
    last = 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day, last))


def deadline(calendar: Calendar, day: date) -> date:
    """When something due on the day is due by the rule for days off: that day, or the nearest working day after or before."""
    if calendar.days_off == KEEP:
        return day
    step = 1 if calendar.days_off == NEXT else -1
    near = (day + timedelta(days=step * count) for count in range(_LONGEST_PAUSE))
    return next((one for one in near if not calendar.is_off(one)), day)


def moved(calendar: Calendar, period: str, item: str | None = None) -> Moved | None:
    """What a document says of the deadline of a period, or of that turn of an item; the last entry counts."""
    return next((one for one in reversed(calendar.moved) if (one.period, one.item) == (period, item)), None)


def _closing_day(reporting: Reporting, year: int, last_month: int) -> date:
    exception = moved(reporting.calendar, _name(reporting.every, year, last_month))
    if exception and exception.closes:
        return exception.closes
    month, day = reporting.closes or (0, DEFAULT_CLOSING_DAY)
    return clamped(year, month or last_month, day)


@lru_cache(maxsize=4096)  # thousands of reports ask for few periods
def period(reporting: Reporting, name: str) -> Period:
    """The period of that name under a plan's reporting duty. Raises ValueError for a name of another cadence."""
    if cadence_of(name) != reporting.every:
        raise ValueError(name)
    return _ending(reporting, *last_month(name))


def _ending(reporting: Reporting, year: int, last_month: int) -> Period:
    """The period that ends in that month."""
    closes = _closing_day(reporting, year, last_month)
    opens = _closing_day(reporting, *_shift(year, last_month, -MONTHS_IN[reporting.every])) + timedelta(days=1)
    name = _name(reporting.every, year, last_month)
    exception = moved(reporting.calendar, name)
    regular = _regular_due(reporting, year, last_month, closes)
    due = exception.due if exception and exception.due else max(closes, deadline(reporting.calendar, regular))
    return Period(name, reporting.every, opens, closes, due, regular if regular != due else None, exception)


def _regular_due(reporting: Reporting, year: int, last_month: int, closes: date) -> date:
    """The first day with the due (month and) day that does not come before the closing day."""
    month, day = reporting.due or (0, DEFAULT_DUE_DAY)
    due = clamped(year, month or last_month, day)
    if due >= closes:
        return due
    return clamped(*((year + 1, month) if month else _shift(year, last_month, 1)), day)


def containing(reporting: Reporting, day: date) -> Period:
    """The period whose window holds the day."""
    step = MONTHS_IN[reporting.every]
    year, last = day.year, -(-day.month // step) * step
    found = _ending(reporting, year, last)
    if day > found.closes:
        return _ending(reporting, *_shift(year, last, step))
    if day < found.opens:
        return _ending(reporting, *_shift(year, last, -step))
    return found


def next_name(name: str) -> str:
    """The name of the period after: "2026-Q4" gives "2027-Q1". Raises ValueError for what is no period name."""
    every = cadence_of(name) or ""
    return _name(every, *_shift(*last_month(name), MONTHS_IN[every]))


def is_expected(reporting: Reporting, name: str) -> bool:
    """Whether the plan asks for filings of that period: right cadence, within [first, last]."""
    if cadence_of(name) != reporting.every:
        return False
    return (reporting.first is None or reporting.first <= name) and (reporting.last is None or name <= reporting.last)


def up_to(reporting: Reporting, day: date) -> Iterator[Period]:
    """Every expected period that has opened by the day, oldest first; none when the plan gives no first period."""
    if reporting.first is None or cadence_of(reporting.first) != reporting.every:
        return
    current = period(reporting, reporting.first)
    while current.opens <= day and is_expected(reporting, current.name):
        yield current
        following = next_name(current.name)
        if cadence_of(following) is None:
            return  # beyond the years that have names
        current = period(reporting, following)


def current(reporting: Reporting, day: date) -> Period | None:
    """The expected period to look at on a day: the one just closed until its filing is due, then the one whose window holds
    the day; of a duty that has ended, the last one."""
    found = containing(reporting, day)
    before = containing(reporting, found.opens - timedelta(days=1))
    if is_expected(reporting, before.name) and day <= before.due:
        return before
    if is_expected(reporting, found.name):
        return found
    if reporting.last is not None and cadence_of(reporting.last) == reporting.every and found.name > reporting.last:
        return period(reporting, reporting.last)
    return None


def occurrences(recurrence: Recurrence, calendar: Calendar, item: str, since: date) -> Iterator[Occurrence]:
    """The turns of a recurring item from the one that is due on or after the day, oldest first, without end. Where the plan
    sets no day there is one for each calendar period, from the one that holds the day."""
    start = since
    while start.year < date.max.year:
        if recurrence.by is None:
            name = name_on(recurrence.every, start)
            yield Occurrence(name, None)
            start = last_day(name) + timedelta(days=1)
        else:
            regular = _occurrence_due(recurrence.every, recurrence.by, start)
            name = name_on(recurrence.every, regular)
            exception = moved(calendar, name, item)
            due = exception.due if exception and exception.due else deadline(calendar, regular)
            yield Occurrence(name, due, regular, exception)
            start = regular + timedelta(days=1)


def occurrence(recurrence: Recurrence, calendar: Calendar, item: str, name: str) -> Occurrence | None:
    """The turn of that name; None for a name of another cadence."""
    if cadence_of(name) != recurrence.every:
        return None
    found = next(occurrences(recurrence, calendar, item, first_day(name)), None)
    return found if found and found.name == name else None


def first_day(name: str) -> date:
    """The first calendar day of the period of that name. Raises ValueError for what is no period name."""
    year, month = last_month(name)
    return date(year, month - MONTHS_IN[cadence_of(name) or MONTH] + 1, 1)


def last_day(name: str) -> date:
    """The last calendar day of the period of that name. Raises ValueError for what is no period name."""
    year, month = last_month(name)
    return clamped(year, month, 31)


def _occurrence_due(every: str, by: tuple[int, int], day: date) -> date:
    """The first deadline of a recurring duty, by the plan's own words, that falls on or after the day."""
    month, day_of_month = by
    if month:
        this_year = clamped(day.year, month, day_of_month)
        return this_year if this_year >= day else clamped(day.year + 1, month, day_of_month)
    step = MONTHS_IN[every]
    year, last = day.year, -(-day.month // step) * step
    due = clamped(year, last, day_of_month)
    return due if due >= day else clamped(*_shift(year, last, step), day_of_month)


def name_on(every: str, day: date) -> str:
    """The calendar name of the period a day falls in, whatever the reporting window: 2026-06-30 is in "2026-Q2"."""
    step = MONTHS_IN[every]
    return _name(every, day.year, -(-day.month // step) * step)
