"""The register of expected filings: who must file for a period, who has, how late, who is excused, whose filing says nothing,
and whose speaks of words that have changed since."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kehoach_cli import periods
from kehoach_cli.history import live_events
from kehoach_cli.model import EXCUSE, Event, Filing, Plan, Register, grouped
from kehoach_cli.periods import Period
from kehoach_cli.succession import filers, obligations
from kehoach_cli.vn import SortKey, comparable, sort_key
from kehoach_cli.wording import has_changed

ON_TIME, LATE, MISSING, NOT_DUE, EXCUSED, BLANK = "on-time", "late", "missing", "not-due", "excused", "blank"
FILING_STATUSES = (ON_TIME, LATE, MISSING, NOT_DUE, EXCUSED, BLANK)
FILED = (ON_TIME, LATE)
_UNRANKED = 1_000_000
OUTSTANDING = (MISSING, BLANK)


class FilingStanding(NamedTuple):
    """One expected filing as of a day; `filed` is the day the first real filing was received, `path` the last revision of it.

    `inherited_from` are the agencies whose duty it has taken over, `before` what those have filed for the period themselves;
    `review` the items that read differently now than when the filing was received (cần xem lại).
    """

    period: Period
    agency: str
    status: str
    filed: date | None = None
    days_late: int = 0
    path: str | None = None
    excused_by: str | None = None
    excuse_basis: str | None = None
    inherited_from: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    review: tuple[str, ...] = ()


def filings(register: Register, plan: Plan, period: Period, as_of: date) -> tuple[FilingStanding, ...]:
    """Every filing the plan expects for the period, in the official order of agencies.

    Who is expected is settled on the closing day, whatever the day asked about; who has filed, on the day asked about.
    """
    return next(in_periods(register, plan, (period,), as_of))


def in_periods(register: Register, plan: Plan, wanted: Iterable[Period], as_of: date) -> Iterator[tuple[FilingStanding, ...]]:
    """What `filings` says of each of the periods, in their order."""
    events = live_events(register, plan.id, as_of)
    excuses = {(event.agency, event.period): event for event in events if event.kind == EXCUSE}
    for period in wanted:
        received = [f for f in register.filings_by_period.get((plan.id, period.name), ()) if f.received <= as_of]
        own = grouped(received, lambda filing: filing.agency)
        expected = filers(register, plan, period.closes)
        yield tuple(
            _standing(plan, period, agency, own.get(agency, ()), excuses.get((agency, period.name)), as_of)._replace(
                inherited_from=from_, before=tuple(f.path for f in received if f.agency in from_) if from_ else ()
            )
            for agency, from_ in sorted(expected.items(), key=lambda entry: agency_order(register, entry[0]))
        )


def through(register: Register, plan: Plan, day: date) -> dict[str, tuple[str, ...]]:
    """The items through which each agency has to do with the plan on a day, in document order."""
    found: dict[str, tuple[str, ...]] = {}
    for obligation in obligations(register, plan, day):
        if obligation.agency is not None:
            found[obligation.agency] = (*found.get(obligation.agency, ()), obligation.item.id)
    return found


def outstanding(register: Register, plan: Plan, current: Period | None, as_of: date) -> tuple[FilingStanding, ...]:
    """The filings of earlier periods that are still missing or blank after their due date, oldest period first."""
    if plan.reporting is None:
        return ()
    opened = [one for one in periods.up_to(plan.reporting, as_of) if current is None or one.closes < current.closes]
    past = [period for period in opened if period.due < as_of]
    return tuple(one for expected in in_periods(register, plan, past, as_of) for one in expected if one.status in OUTSTANDING)


def latest(register: Register, plan: str, as_of: date) -> list[Filing]:
    """For each period and agency the last revision received by the day."""
    found: dict[str, Filing] = {}
    for filing in register.filings_by_plan.get(plan, ()):
        if filing.received <= as_of:
            found[filing.id] = filing
    return list(found.values())


def agency_order(register: Register, agency: str) -> tuple[int, SortKey, str]:
    """The official order of lists: rank, then the name as a Vietnamese dictionary has it."""
    known = register.agency_by_id.get(agency)
    rank = known.rank if known and known.rank is not None else _UNRANKED
    return rank, sort_key(register.party_name(agency)), agency


def _standing(
    plan: Plan, period: Period, agency: str, own: tuple[Filing, ...], excuse: Event | None, as_of: date
) -> FilingStanding:
    real = [filing for filing in own if not is_blank(filing)]
    if real:
        late = max(0, (real[0].received - period.due).days)
        status, last = LATE if late else ON_TIME, real[-1]
        return FilingStanding(period, agency, status, real[0].received, late, last.path, review=_to_review(plan, last, as_of))
    if excuse is not None:
        return FilingStanding(period, agency, EXCUSED, excused_by=excuse.path, excuse_basis=excuse.basis)
    if own:
        return FilingStanding(period, agency, BLANK, path=own[-1].path)
    return FilingStanding(period, agency, MISSING if as_of > period.due else NOT_DUE)


def _to_review(plan: Plan, filing: Filing, as_of: date) -> tuple[str, ...]:
    now = plan.on(as_of).item_by_id
    spoken_of = dict.fromkeys(entry.item for entry in filing.items)
    return tuple(item for item in spoken_of if item in now and has_changed(plan, now[item], filing.received))


_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
FORM_HINT = "(điền vào đây)"  # what the blank form puts where the agency has to write


def is_blank_text(text: str | None) -> bool:
    """Whether a text says nothing: missing, without a letter or digit, or the hint of the blank form."""
    if text is None or (text.lstrip().startswith("(") and comparable(text) == comparable(FORM_HINT)):
        return True
    return _LETTER_OR_DIGIT.search(text) is None


def is_blank(filing: Filing) -> bool:
    """Filed means filed: a filing without one real sentence, figure or document is the blank form, and does not count."""
    said = [filing.statement, filing.proposals]
    for entry in filing.items:
        said += [entry.results, entry.difficulties, entry.causes, entry.next]
    return all(is_blank_text(text) for text in said) and not any(entry.figures or entry.evidence for entry in filing.items)
