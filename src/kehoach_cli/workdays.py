"""The calendar of a plan (lịch): days off, days on which work is made up for, deadlines that a document has moved."""

import datetime
from typing import NamedTuple

KEEP, NEXT, PREVIOUS = "keep", "next", "previous"
SHIFTS = (KEEP, NEXT, PREVIOUS)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Holiday(NamedTuple):
    """Days off (ngày nghỉ), from `date` to `to`, both inclusive; one day without `to`."""

    date: datetime.date
    to: datetime.date | None = None
    name: str | None = None
    basis: str | None = None
    position: int = 0

    def holds(self, day: datetime.date) -> bool:
        """Whether the day is one of them."""
        return self.date <= day <= (self.to or self.date)


class Moved(NamedTuple):
    """A deadline moved by a document: of the filings of a period, or with `item` of that turn of a recurring item."""

    period: str
    item: str | None = None
    closes: datetime.date | None = None
    due: datetime.date | None = None
    basis: str | None = None
    position: int = 0


class Calendar(NamedTuple):
    """How the plan counts days (lịch). `days_off` says what becomes of a deadline that falls on a day off: it stays, or goes to
    the next or the previous working day. `worked` are days off on which work is made up for (ngày làm bù). `due_soon` is how
    many days before its deadline a task counts as due soon."""

    days_off: str = KEEP
    weekend: tuple[str, ...] = ("saturday", "sunday")
    holidays: tuple[Holiday, ...] = ()
    worked: tuple[datetime.date, ...] = ()
    moved: tuple[Moved, ...] = ()
    due_soon: int = 3

    def is_off(self, day: datetime.date) -> bool:
        """Whether nobody works on the day."""
        if day in self.worked:
            return False
        return WEEKDAYS[day.weekday()] in self.weekend or any(holiday.holds(day) for holiday in self.holidays)
