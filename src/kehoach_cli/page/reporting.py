"""The periodic filings of a plan: a bar for each period, and the map of agencies by periods."""

from typing import Any

from kehoach_cli import filings as fl
from kehoach_cli import periods
from kehoach_cli.filings import FilingStanding
from kehoach_cli.model import HALF_YEAR, QUARTER, YEAR, Register
from kehoach_cli.page.bars import bar
from kehoach_cli.periods import Period
from kehoach_cli.standing import PlanStanding
from kehoach_cli.text import Say

Values = dict[str, Any]

NOT_EXPECTED = "not-expected"  # the agency had no such duty in that period
ORDER = (fl.ON_TIME, fl.LATE, fl.BLANK, fl.MISSING, fl.EXCUSED, fl.NOT_DUE)  # of the parts of a bar
MOST_PERIODS = 12  # side by side in one map: what a sheet of A4 holds
_MOST_BARS = 12


def values(register: Register, of: PlanStanding, say: Say) -> Values | None:
    """How the filings of every period stand, newest first; None for a plan that asks for none."""
    by_period = _by_period(register, of)
    if not by_period:
        return None
    rows = [_period(period, filings, say) for period, filings in by_period.items()]
    columns = list(by_period)
    blocks = [columns[start : start + MOST_PERIODS] for start in range(0, len(columns), MOST_PERIODS)]
    return {
        "recent": rows[:_MOST_BARS],
        "earlier": rows[_MOST_BARS:],
        "columns": [{"key": key, "word": say(f"page.filing-{key}")} for key in ORDER],
        "maps": [_map(register, {period: by_period[period] for period in block}, say) for block in blocks],
        "legend": [{"key": key, "word": say(f"page.legend-{key}")} for key in (*ORDER, NOT_EXPECTED)],
    }


def period_name(name: str, say: Say) -> str:
    """A period as a short heading: "2026", "Quý III/2026", "7/2026"."""
    every, (year, month) = periods.cadence_of(name) or YEAR, periods.last_month(name)
    turn = {HALF_YEAR: f"-{month // 6}", QUARTER: f"-{month // 3}"}.get(every, "")
    return say(f"page.period-{every}{turn}", year=str(year), month=str(month))


def _by_period(register: Register, of: PlanStanding) -> dict[Period, tuple[FilingStanding, ...]]:
    if of.plan.reporting is None:
        return {}
    known = {*periods.up_to(of.plan.reporting, of.as_of), *([of.period] if of.period else [])}
    newest_first = sorted(known, key=lambda period: period.closes, reverse=True)
    found = zip(newest_first, fl.in_periods(register, of.plan, newest_first, of.as_of), strict=True)
    return {period: of.filings if period == of.period else expected for period, expected in found}


def _period(period: Period, filings: tuple[FilingStanding, ...], say: Say) -> Values:
    tally = dict.fromkeys(ORDER, 0)
    for one in filings:
        tally[one.status] += 1
    return {
        "name": period_name(period.name, say),
        "due": say.day(period.due),
        "expected": len(filings),
        "counts": list(tally.values()),
        "bar": bar(list(tally.items()), say, "filing"),
    }


def _map(register: Register, block: dict[Period, tuple[FilingStanding, ...]], say: Say) -> Values:
    """Agencies by periods, as far as an agency was expected to file in one of them."""
    by_agency: dict[str, dict[Period, FilingStanding]] = {}
    for period, filings in block.items():
        for one in filings:
            by_agency.setdefault(one.agency, {})[period] = one
    agencies = sorted(by_agency, key=lambda agency: fl.agency_order(register, agency))
    nothing = {"key": NOT_EXPECTED, "word": ""}
    names = [period_name(period.name, say) for period in block]
    return {
        "name": say("page.map", first=names[-1], last=names[0]) if len(names) > 1 else names[0],
        "periods": names,
        "rows": [
            {
                "agency": register.party_name(agency),
                "cells": [_cell(by_agency[agency][p], say) if p in by_agency[agency] else nothing for p in block],
            }
            for agency in agencies
        ],
    }


def _cell(one: FilingStanding, say: Say) -> Values:
    word = say(f"page.map-{one.status}", days=str(one.days_late))
    return {"key": one.status, "word": say("page.map-review", word=word) if one.review else word}
