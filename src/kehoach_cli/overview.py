"""Many things at once: each agency across all plans, each agency's filings over the periods, the cells over the years."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from kehoach_cli import filings as fl
from kehoach_cli import periods
from kehoach_cli import standing as st
from kehoach_cli.filings import FilingStanding, agency_order
from kehoach_cli.model import LEAD, Plan, Register
from kehoach_cli.standing import Counts, PlanStanding

T = TypeVar("T")


class AgencyOverview(NamedTuple):
    """One agency across plans: the cells of what it leads, how many items it supports, its filings of the current periods and
    those it owes from earlier ones."""

    agency: str
    plans: tuple[str, ...]
    counts: Counts
    supports: int
    filed: int
    expected: int
    owed: int


def by_agency(register: Register, standings: Sequence[PlanStanding]) -> list[AgencyOverview]:
    """Every agency that has to do with any of the plans, in the official order."""
    held = [(one.obligation.agency or "", of.plan.id, one) for of in standings for one in of.obligations]
    expected = [(one.agency, of.plan.id, one) for of in standings for one in of.filings]
    missing = [(one.agency, of.plan.id, one) for of in standings for one in of.outstanding]
    leads = _grouped((agency, one) for agency, _, one in held if one.obligation.role == LEAD)
    supports = _grouped((agency, (plan, one.obligation.item.id)) for agency, plan, one in held if one.obligation.role != LEAD)
    filings, owed = (_grouped((agency, one) for agency, _, one in found) for found in (expected, missing))
    plans = _grouped((agency, plan) for agency, plan, _ in (*held, *expected, *missing) if agency)
    return [
        AgencyOverview(
            agency,
            tuple(dict.fromkeys(plans[agency])),
            st.count(leads.get(agency, ())),
            len(set(supports.get(agency, ()))),
            sum(one.status in fl.FILED for one in filings.get(agency, ())),
            len(filings.get(agency, ())),
            len(owed.get(agency, ())),
        )
        for agency in sorted(plans, key=lambda agency: agency_order(register, agency))
    ]


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


class Matrix(NamedTuple):
    """Agency × period for one plan: the periods that have opened, oldest first, the agencies expected in any of them in the
    official order, and each expected filing."""

    plan: Plan
    periods: tuple[str, ...]
    agencies: tuple[str, ...]
    cells: dict[tuple[str, str], FilingStanding]


def matrix(register: Register, plan: Plan, as_of: date, agency: str | None = None) -> Matrix:
    """All filings of a plan as of the day; only those of one agency when it is given."""
    opened = list(periods.up_to(plan.reporting, as_of)) if plan.reporting else []
    by_period = fl.in_periods(register, plan, opened, as_of)
    expected = [one for of_period in by_period for one in of_period if agency in (None, one.agency)]
    agencies = sorted({one.agency for one in expected}, key=lambda one: agency_order(register, one))
    cells = {(one.agency, one.period.name): one for one in expected}
    return Matrix(plan, tuple(period.name for period in opened), tuple(agencies), cells)


class Point(NamedTuple):
    """The cells at the end of a day; `period` is the one that closed on it, None for the day asked about."""

    period: str | None
    day: date
    counts: Counts | None


def ends(plan: Plan, as_of: date) -> list[tuple[str | None, date]]:
    """The closing day of every past period of a plan, oldest first, and the day asked about."""
    opened = periods.up_to(plan.reporting, as_of) if plan.reporting else ()
    return [*((period.name, period.closes) for period in opened if period.closes < as_of), (None, as_of)]
