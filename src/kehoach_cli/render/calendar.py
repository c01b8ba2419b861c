"""Deadlines as a calendar file (.ics) that any calendar program takes up. The only module that imports icalendar."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import icalendar

from kehoach_cli.render import safe

_PROGRAM = "-//kehoach//kehoach//VI"
_MORNING = timedelta(hours=8)


class Deadline(NamedTuple):
    """A day to keep: `id` names the same thing in every calendar made of it, so that one taken up later replaces the first."""

    id: str
    day: date
    title: str
    text: str = ""


def file(name: str, deadlines: Iterable[Deadline], made: date, days_before: int) -> bytes:
    """A calendar of whole days, each with an alarm at eight in the morning, on the day and so many days before. The same bytes
    for the same deadlines and the same day; names and texts are foreign.
    """
    calendar = icalendar.Calendar()
    for key, value in (("PRODID", _PROGRAM), ("VERSION", "2.0"), ("METHOD", "PUBLISH")):
        calendar.add(key, value)
    calendar.add("X-WR-CALNAME", icalendar.vText(safe.on_one_line(name)))  # told that it is a text, the library escapes it
    for one in deadlines:
        calendar.add_component(_event(one, made, days_before))
    content: bytes = calendar.to_ical()
    return content


def _event(one: Deadline, made: date, days_before: int) -> icalendar.Event:
    event, title = icalendar.Event(), safe.on_one_line(one.title)
    event.add("UID", one.id)
    event.add("DTSTAMP", datetime(made.year, made.month, made.day, tzinfo=UTC))
    event.add("SEQUENCE", made.toordinal())  # what was made later counts
    event.add("DTSTART", one.day)
    event.add("DTEND", one.day + timedelta(days=1))
    event.add("SUMMARY", title)
    if one.text:
        event.add("DESCRIPTION", safe.for_document(one.text))
    event.add("TRANSP", "TRANSPARENT")  # a deadline keeps nobody from meetings
    for days in dict.fromkeys((days_before, 0)):
        alarm = icalendar.Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", title)
        alarm.add("TRIGGER", _MORNING - timedelta(days=days))
        event.add_component(alarm)
    return event
