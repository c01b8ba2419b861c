"""KH202: an agency acts before it exists or after it has ended (cơ quan ngoài thời gian hoạt động).

Nothing that was right when it was written becomes wrong: an event is held against the agency's dates on its own day; a
filing and an excuse on the closing day of the period (who files is settled then), or on their own day when that is earlier; a
reminder on either, because an heir is asked for what another left; a confirmation not at all, because the coordinator may
answer after the agency has ended.
"""

from collections.abc import Iterator
from datetime import date

from kehoach_cli import periods
from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import CONFIRMATION, REMINDER, Event, Register
from kehoach_cli.rules.base import Rule, events
from kehoach_cli.succession import heirs, holder


def check(register: Register) -> Iterator[Finding]:
    for event in events(register):
        if event.kind != CONFIRMATION:
            days = _days_of(register, event)
            if all(_is_inactive(register, event.agency, day) for day in days):
                day = days[-1]
                yield _inactive(register, event.path, event.agency, day, _who_continues(register, event, day))
    for filing in register.filings:
        day = _day(register, filing.plan, filing.period, filing.received)
        if _is_inactive(register, filing.agency, day):
            yield _inactive(register, filing.path, filing.agency, day, heirs(register, filing.agency, day))


def _days_of(register: Register, event: Event) -> tuple[date, ...]:
    """The days on any of which the agency has to exist. A reminder may go to whoever had to file, or to the heir of the day."""
    if event.kind == REMINDER:
        return (*(_day(register, event.plan, period, event.date) for period in event.periods), event.date)
    return (_day(register, event.plan, None if event.item else event.period, event.date),)


def _who_continues(register: Register, event: Event, day: date) -> tuple[str, ...]:
    """Whose event it may be instead: that of who holds the item, because after a split only that one answers for it."""
    plan = register.plan_by_id.get(event.plan)
    if event.item is None or plan is None:
        return heirs(register, event.agency, day)
    now = holder(register, plan, event.item, event.agency, day).agency
    return (now,) if now else ()


def _day(register: Register, plan_id: str, period: str | None, own_day: date) -> date:
    plan = register.plan_by_id.get(plan_id)
    if plan and plan.reporting and period and periods.cadence_of(period) == plan.reporting.every:
        return min(own_day, periods.period(plan.reporting, period).closes)
    return own_day


def _is_inactive(register: Register, agency_id: str, day: date) -> bool:
    agency = register.agency_by_id.get(agency_id)
    return agency is not None and not agency.valid_on(day)


def _inactive(register: Register, path: str, agency_id: str, day: date, continues: tuple[str, ...]) -> Finding:
    agency = register.agency_by_id[agency_id]
    facts = {"agency": agency.name, "day": day.isoformat()}
    if agency.until and agency.until <= day:
        living = ", ".join(f"{register.party_name(heir)} ({heir})" for heir in continues)
        facts |= {"until": agency.until.isoformat()} | ({"heir": living} if living else {})
    elif agency.since:
        facts["since"] = agency.since.isoformat()
    return Finding("KH202", path, (), facts)


RULE = Rule("KH202", ERROR, check)
