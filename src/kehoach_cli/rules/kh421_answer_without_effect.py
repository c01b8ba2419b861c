"""KH421: an answer dated before its report, or given to a report that had been corrected by then (trả lời không có hiệu lực).

A correction that comes after the answer leaves the answer right; so does an answer that has been corrected itself.
"""

from collections.abc import Iterator
from datetime import date

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.history import name_of
from kehoach_cli.model import COMPLETED, CONFIRMATION, UPDATE, Event, Register
from kehoach_cli.rules.base import Rule, answered_filings

Report = tuple[str, str, str, str | None]  # plan, agency, name, item


def check(register: Register) -> Iterator[Finding]:
    reported = _reported(register)
    corrections: dict[tuple[str, str, str], Event] = {}
    for event in sorted(register.events, key=lambda one: (one.date, one.id, one.path)):
        if event.replaces and event.replaces != event.id:
            corrections.setdefault((event.plan, event.agency, event.replaces), event)
    for event in register.events:
        if event.kind != CONFIRMATION or (event.plan, event.agency, event.id) in corrections:
            continue
        day = reported.get((event.plan, event.agency, event.of or "", event.item))
        by = corrections.get((event.plan, event.agency, event.of or ""))
        facts = {"of": event.of or "", "item": event.item or ""}
        if day is not None and event.date < day:
            yield Finding("KH421", event.path, ("date",), facts | {"cause": "too-early", "day": day.isoformat()})
        elif by is not None and by.date < event.date:
            yield Finding("KH421", event.path, ("of",), facts | {"cause": "corrected", "by": by.id, "day": by.date.isoformat()})


def _reported(register: Register) -> dict[Report, date]:
    """The first day on which each report of completion was there."""
    found: dict[Report, date] = {
        (event.plan, event.agency, event.id, event.item): event.date
        for event in register.events
        if event.kind == UPDATE and event.state == COMPLETED
    }
    for filing in answered_filings(register):
        for entry in filing.items:
            if entry.state == COMPLETED:
                for name in (filing.id, name_of(filing)):
                    about = (filing.plan, filing.agency, name, entry.item)
                    found[about] = min(found.get(about, filing.received), filing.received)
    return found


RULE = Rule("KH421", ERROR, check)
