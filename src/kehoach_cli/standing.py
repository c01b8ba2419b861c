"""Where things stand on a day: each obligation against its deadline, each expected filing against its due date.

Computed, never stored: a pure function of the register and one date. Events and filings dated after it do not exist yet.
Two things are kept apart: the *state* an agency reported, and the *standing* that the secretariat reads from it.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from kehoach_cli import periods
from kehoach_cli.filings import FilingStanding, filings, outstanding
from kehoach_cli.history import Completion, History, Report
from kehoach_cli.model import EXTENSION, LEAD, SUSPENDED, Agency, Event, Item, Plan, Register
from kehoach_cli.periods import Period
from kehoach_cli.succession import Obligation, obligations, tasks

DONE_ON_TIME = "done-on-time"  # đã hoàn thành, đúng hạn
DONE_LATE = "done-late"  # đã hoàn thành, quá hạn
IN_TERM = "in-term"  # chưa hoàn thành, trong hạn
OVERDUE = "overdue"  # chưa hoàn thành, quá hạn
DUE_SOON = "due-soon"  # sắp đến hạn, a part of "in term"
AWAITING_CONFIRMATION = "awaiting-confirmation"  # chờ xác nhận
NO_DEADLINE = "no-deadline"  # thường xuyên or no date in the plan: never counted as late
HALTED = "suspended"  # tạm dừng
NOT_JUDGED = "not-judged"  # chưa thể đánh giá: nobody holds it, or it has not begun
CONTRIBUTED = "contributed"  # a supporting agency that has reported something
NOTHING_REPORTED = "nothing-reported"  # a supporting agency that has not, and need not have
STANDINGS = (
    DONE_ON_TIME,
    DONE_LATE,
    IN_TERM,
    DUE_SOON,
    OVERDUE,
    AWAITING_CONFIRMATION,
    NO_DEADLINE,
    HALTED,
    NOT_JUDGED,
    CONTRIBUTED,
    NOTHING_REPORTED,
)

DUE_SOON_DAYS = 3


class ObligationStanding(NamedTuple):
    """One obligation as of a day. `reported` and `source` are the day and the file that decide the state: of a completion, the
    first report of it that still stands. `due` includes extensions, `original_due` does not.

    `occurrence` names the turn of a recurring duty ("2026"). `verdict` is the coordinator's last word on the completion.
    """

    obligation: Obligation
    state: str | None
    standing: str
    due: date | None
    original_due: date | None = None
    occurrence: str | None = None
    reported: date | None = None
    source: str | None = None
    verdict: Event | None = None
    extended_by: str | None = None


class Counts(NamedTuple):
    """The official four cells and the classes beside them, counted over lead obligations only."""

    done_on_time: int = 0
    done_late: int = 0
    in_term: int = 0
    overdue: int = 0
    due_soon: int = 0
    awaiting_confirmation: int = 0
    no_deadline: int = 0
    suspended: int = 0
    not_judged: int = 0

    @property
    def done(self) -> int:
        """Done on time or late."""
        return self.done_on_time + self.done_late

    @property
    def base(self) -> int:
        """What the official percentage is taken of: tasks not yet due are left out (Report 1270/BC-TCTTTg, 2017)."""
        return self.done + self.overdue


class PlanStanding(NamedTuple):
    """One plan as of a day. `tasks` holds every task in force, those that are nobody's obligation too. `filings` are those of
    `period`, the current one unless another was asked for; `outstanding` what earlier periods still owe."""

    plan: Plan
    as_of: date
    tasks: tuple[Item, ...]
    obligations: tuple[ObligationStanding, ...]
    counts: Counts
    period: Period | None
    filings: tuple[FilingStanding, ...]
    outstanding: tuple[FilingStanding, ...] = ()


def of_plan(register: Register, plan: Plan, as_of: date, period: Period | None = None) -> PlanStanding:
    """Where the plan stands on the day, with the filings of the given or the current period."""
    history = History(register, plan, as_of)
    judged = tuple(one for obligation in obligations(register, plan, as_of) for one in _judge(history, obligation))
    current = periods.current(plan.reporting, as_of) if plan.reporting else None
    shown = period or current
    filed = filings(register, plan, shown, as_of) if shown else ()
    owed = outstanding(register, plan, shown, as_of)
    return PlanStanding(plan, as_of, tuple(tasks(plan, as_of)), judged, count(judged), shown, filed, owed)


def count(judged: Iterable[ObligationStanding]) -> Counts:
    """The cells over the lead obligations; "in term" includes what is due soon."""
    tally = dict.fromkeys(Counts._fields, 0)
    for one in judged:
        if one.obligation.role != LEAD:
            continue
        tally[one.standing.replace("-", "_")] += 1
        if one.standing == DUE_SOON:
            tally["in_term"] += 1
    return Counts(**tally)


def _judge(history: History, obligation: Obligation) -> list[ObligationStanding]:
    """The standing of an obligation; a recurring one has several, one for each occurrence that matters on the day."""
    due = obligation.item.due
    holder = history.register.agency_by_id.get(obligation.agency or "")
    if holder is None or not _has_begun(holder, history.as_of):
        return [ObligationStanding(obligation, None, NOT_JUDGED, due)]
    reports = history.of(obligation.item.id, obligation.holders)
    if obligation.role != LEAD:
        return [_support_standing(obligation, reports)]
    stated = [report for report in reports if report.state is not None]
    recurrence = obligation.item.recurs
    if recurrence is not None and recurrence.by is not None:
        return _occurrences(history, obligation, stated)
    if due is not None and due < _own_beginning(history, obligation):
        return []  # due before the agency existed, and not inherited: never its duty
    return [_lead_standing(history, obligation, stated, due, None)]


def _has_begun(agency: Agency, day: date) -> bool:
    return agency.since is None or agency.since <= day


def _own_beginning(history: History, obligation: Obligation) -> date:
    """The first day on which the duty can be this agency's: its own first day, unless it inherited from somebody older."""
    sinces = [history.register.agency_by_id[holder].since for holder in obligation.holders]
    return min((since or date.min for since in sinces), default=date.min)


def _support_standing(obligation: Obligation, reports: list[Report]) -> ObligationStanding:
    last = reports[-1] if reports else None
    return ObligationStanding(
        obligation,
        last.state if last else None,
        CONTRIBUTED if last else NOTHING_REPORTED,
        None,
        reported=last.date if last else None,
        source=last.path if last else None,
    )


def _occurrences(history: History, obligation: Obligation, reports: list[Report]) -> list[ObligationStanding]:
    """One standing for each occurrence since the duty began, the current one included; a report counts for the occurrence
    it names, otherwise for the one whose deadline comes next."""
    recurrence = obligation.item.recurs
    if recurrence is None or recurrence.by is None:
        return []
    due = periods.occurrence_due(recurrence.every, recurrence.by, _duty_began(history, obligation))
    found, after = [], date.min
    while history.plan.ends is None or due <= history.plan.ends:
        name = periods.name_on(recurrence.every, due)
        own = [r for r in reports if (r.period == name if _names_turn(r, recurrence.every) else after < r.date <= due)]
        found.append(_lead_standing(history, obligation, own, due, name))
        if due >= history.as_of:
            break
        after, due = due, periods.occurrence_due(recurrence.every, recurrence.by, due + timedelta(days=1))
    return found


def _names_turn(report: Report, every: str) -> bool:
    """Whether a report says itself which turn of a recurring duty it speaks of; a yearly filing says nothing of a quarter."""
    return report.period is not None and periods.cadence_of(report.period) == every


def _duty_began(history: History, obligation: Obligation) -> date:
    """The first day of a recurring duty: the item's, the plan's or the first reporting period's, and never before the agency
    or those it inherited from; else the day asked about."""
    plan, item = history.plan, obligation.item
    known = item.since or plan.issued
    if known is None and plan.reporting and plan.reporting.first and periods.is_expected(plan.reporting, plan.reporting.first):
        known = periods.period(plan.reporting, plan.reporting.first).opens
    return min(max(known or history.as_of, _own_beginning(history, obligation)), history.as_of)


def _lead_standing(
    history: History, obligation: Obligation, reports: list[Report], due: date | None, occurrence: str | None
) -> ObligationStanding:
    extension = _extension(history, obligation, occurrence)
    last = reports[-1] if reports else None
    completion = history.completion(obligation.item.id, reports)
    confirmed = completion.confirmed or not _needs_confirmation(history.plan, obligation)
    deadline = extension.to if extension else due
    return ObligationStanding(
        obligation,
        state=last.state if last else None,
        standing=_verdict(last.state if last else None, completion, deadline, history.as_of, confirmed=confirmed),
        due=deadline,
        original_due=due,
        occurrence=occurrence,
        reported=completion.since or (last.date if last else None),
        source=completion.source or (last.path if last else None),
        verdict=completion.verdict,
        extended_by=extension.path if extension else None,
    )


def _needs_confirmation(plan: Plan, obligation: Obligation) -> bool:
    """Reported is not confirmed, except where the plan names no coordinator or the coordinator reports on itself."""
    coordinator = plan.reporting.coordinator if plan.reporting else None
    return coordinator is not None and coordinator != obligation.agency


def _extension(history: History, obligation: Obligation, occurrence: str | None) -> Event | None:
    if occurrence is not None:
        return None
    granted = history.events.get((EXTENSION, obligation.item.id), ())
    return next((event for event in reversed(granted) if event.agency in obligation.holders), None)


def _verdict(state: str | None, completion: Completion, due: date | None, as_of: date, *, confirmed: bool) -> str:
    if completion.since is not None and not confirmed:
        return AWAITING_CONFIRMATION
    if completion.since is not None:
        return DONE_ON_TIME if due is None or completion.since <= due else DONE_LATE
    if state == SUSPENDED:
        return HALTED
    if due is None:
        return NO_DEADLINE
    if as_of > due:
        return OVERDUE
    return DUE_SOON if (due - as_of).days <= DUE_SOON_DAYS else IN_TERM
