"""The turns of a recurring duty, and which reports speak of each (các lần của nhiệm vụ định kỳ)."""

from datetime import date
from typing import NamedTuple

from kehoach_cli import periods
from kehoach_cli.history import History, Report
from kehoach_cli.model import Item
from kehoach_cli.periods import Occurrence
from kehoach_cli.succession import Obligation
from kehoach_cli.wording import given_since, wordings_under


class Turn(NamedTuple):
    """One turn with the reports that speak of it, oldest first."""

    occurrence: Occurrence
    reports: list[Report]


def turns(history: History, obligation: Obligation, reports: list[Report]) -> list[Turn]:
    """The turns since the duty began, oldest first, the current one included. A report counts for the turn it names, otherwise
    for the one whose deadline comes next.

    Where the plan sets no day a turn is a calendar period, and of those gone by only the ones somebody reported on are told:
    without a deadline nothing was missed.
    """
    asked = _occurrences(history, obligation, reports)
    found, after = [], date.min
    for place, (every, occurrence) in enumerate(asked):
        if occurrence.regular_due is None:
            own = [report for report in reports if _turn_of(report, every) == occurrence.name]
            if not own and occurrence.name != periods.name_on(every, history.as_of):
                continue
        else:
            following = asked[place + 1][1].regular_due if place + 1 < len(asked) else None
            until = _last_day(occurrence, following)
            own = [r for r in reports if (r.period == occurrence.name if _names_turn(r, every) else after < r.date <= until)]
            after = until
        found.append(Turn(occurrence, own))
    return found


def _last_day(occurrence: Occurrence, following: date | None) -> date:
    """Until when a report that names no turn speaks of this one: its deadline by the plan's own words, or the later one of the
    calendar, unless the next turn has come due by then."""
    regular, due = occurrence.regular_due or date.max, occurrence.due or date.max
    return due if due > regular and (following is None or due < following) else regular


def _occurrences(history: History, obligation: Obligation, reports: list[Report]) -> list[tuple[str, Occurrence]]:
    """The turns up to the current one, with their cadence. An amended item has each turn as it read when the turn was due;
    where an amendment moved the day within a period, the new day counts."""
    found: dict[str, tuple[str, Occurrence]] = {}
    for wording in wordings_under(history.plan, obligation.item.id, obligation.party, history.as_of):
        if wording.recurs is None:
            found.clear()  # it was no recurring duty then
            continue
        began = duty_began(history, obligation)
        if wording.recurs.by is None and reports:
            began = min(began, reports[0].date)
        since = max(wording.since or date.min, began)
        for occurrence in periods.occurrences(wording.recurs, history.plan.calendar, wording.id, since):
            if _is_over(history, wording, occurrence.regular_due or periods.first_day(occurrence.name)):
                break
            found[occurrence.name] = wording.recurs.every, occurrence
            if (occurrence.regular_due or periods.last_day(occurrence.name)) >= history.as_of:
                break
    return list(found.values())


def _is_over(history: History, wording: Item, day: date) -> bool:
    """Whether a turn falls behind the end of the plan, or behind the wording that asks for it, where that has ended by now."""
    ends, until = history.plan.ends, wording.until
    return (ends is not None and day > ends) or (until is not None and until <= history.as_of and day >= until)


def _turn_of(report: Report, every: str) -> str:
    return report.period if report.period and _names_turn(report, every) else periods.name_on(every, report.date)


def _names_turn(report: Report, every: str) -> bool:
    """Whether a report says itself which turn of a recurring duty it speaks of; a yearly filing says nothing of a quarter."""
    return report.period is not None and periods.cadence_of(report.period) == every


def duty_began(history: History, obligation: Obligation) -> date:
    """The first day of a recurring duty: the item's, the plan's or the first reporting period's, and never before the agency
    or those it inherited from; else the day asked about."""
    plan = history.plan
    known = given_since(plan, obligation.item.id, obligation.party, history.as_of) or plan.issued
    if known is None and plan.reporting and plan.reporting.first and periods.is_expected(plan.reporting, plan.reporting.first):
        known = periods.period(plan.reporting, plan.reporting.first).opens
    return min(max(known or history.as_of, own_beginning(history, obligation)), history.as_of)


def own_beginning(history: History, obligation: Obligation) -> date:
    """The first day on which the duty can be this agency's: its own first day, unless it inherited from somebody older."""
    sinces = [history.register.agency_by_id[holder].since for holder in obligation.holders]
    return min((since or date.min for since in sinces), default=date.min)
