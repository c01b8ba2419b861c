"""Where things stand on a day: each obligation against its deadline, each expected filing against its due date.

Computed, never stored: a pure function of the register and one date. Events and filings dated after it do not exist yet.
Two things are kept apart: the *state* an agency reported, and the *standing* that the secretariat reads from it.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from kehoach_cli import model, periods
from kehoach_cli.cooperation import Cooperation, cooperations
from kehoach_cli.filings import FilingStanding, filings, outstanding
from kehoach_cli.history import Completion, History, Report
from kehoach_cli.model import EXTENSION, LEAD, SUSPENDED, Agency, Event, Item, Moved, Plan, Register
from kehoach_cli.periods import Occurrence, Period
from kehoach_cli.succession import Obligation, obligations, tasks
from kehoach_cli.wording import given_since, has_changed, wordings_under

DONE_ON_TIME = "done-on-time"  # đã hoàn thành, đúng hạn
DONE_LATE = "done-late"  # đã hoàn thành, quá hạn
IN_TERM = "in-term"  # chưa hoàn thành, trong hạn
OVERDUE = "overdue"  # chưa hoàn thành, quá hạn
DUE_SOON = "due-soon"  # sắp đến hạn, a part of "in term"
AWAITING_CONFIRMATION = "awaiting-confirmation"  # chờ xác nhận
NO_DEADLINE = "no-deadline"  # thường xuyên or no date in the plan: never counted as late
HALTED = "suspended"  # tạm dừng
NOT_JUDGED = "not-judged"  # chưa thể đánh giá: nobody holds it, or it has not begun
CONTRIBUTED = model.CONTRIBUTED  # a supporting agency that has reported something (đã phối hợp)
NOT_ASKED = model.NOT_ASKED  # one that says nobody asked it (không được đề nghị)
NOTHING_TO_REPORT = model.NOTHING_TO_REPORT  # one that says there is nothing (không phát sinh)
NOTHING_REPORTED = "nothing-reported"  # one that has said nothing, and need not have
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
    NOT_ASKED,
    NOTHING_TO_REPORT,
    NOTHING_REPORTED,
)


class ObligationStanding(NamedTuple):
    """One obligation as of a day. `reported` and `source` are the day and the file that decide the state: of a completion, the
    first report of it that still stands. `due` is the deadline in force, `original_due` the one by the plan's own words; between
    them stand an extension, a document that `moved` it for everyone, or the rule for days off.

    `occurrence` names the turn of a recurring duty ("2026"). `verdict` is the coordinator's last word on the completion.
    `review` says that the words of the item have changed since the report (cần xem lại).
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
    moved: Moved | None = None
    review: bool = False


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
    """One plan as it read on a day, and as of it. `tasks` holds every task in force, those that are nobody's obligation too.
    `filings` are those of `period`, the current one unless another was asked for; `outstanding` what earlier periods still owe;
    `cooperation` whom the leads say they have worked with."""

    plan: Plan
    as_of: date
    tasks: tuple[Item, ...]
    obligations: tuple[ObligationStanding, ...]
    counts: Counts
    period: Period | None
    filings: tuple[FilingStanding, ...]
    outstanding: tuple[FilingStanding, ...] = ()
    cooperation: tuple[Cooperation, ...] = ()


def of_plan(register: Register, plan: Plan, as_of: date, period: Period | None = None) -> PlanStanding:
    """Where the plan stands on the day, with the filings of the given or the current period."""
    history = History(register, plan, as_of)
    held = tuple(obligations(register, plan, as_of))
    judged = tuple(one for obligation in held for one in _judge(history, obligation))
    current = periods.current(plan.reporting, as_of) if plan.reporting else None
    shown = period or current
    filed = filings(register, plan, shown, as_of) if shown else ()
    owed = outstanding(register, plan, shown, as_of)
    claimed = tuple(cooperations(history, held))
    return PlanStanding(plan.on(as_of), as_of, tuple(tasks(plan, as_of)), judged, count(judged), shown, filed, owed, claimed)


def counts_on(register: Register, plan: Plan, day: date) -> Counts:
    """The cells alone, as of a day."""
    history = History(register, plan, day)
    return count(one for obligation in obligations(register, plan, day) for one in _judge(history, obligation))


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
    item = obligation.item
    due = periods.deadline(history.plan.calendar, item.due) if item.due else None
    holder = history.register.agency_by_id.get(obligation.agency or "")
    if holder is None or not _has_begun(holder, history.as_of):
        return [ObligationStanding(obligation, None, NOT_JUDGED, due, item.due)]
    reports = history.of(item.id, obligation.holders)
    if obligation.role != LEAD:
        return [_support_standing(history, obligation, reports)]
    stated = [report for report in reports if report.state in model.STATES]
    if item.recurs is not None:
        return _recurring(history, obligation, stated)
    if due is not None and due < _own_beginning(history, obligation):
        return []  # due before the agency existed, and not inherited: never its duty
    return [_lead_standing(history, obligation, stated, _Deadline(due, item.due))]


def _has_begun(agency: Agency, day: date) -> bool:
    return agency.since is None or agency.since <= day


def _own_beginning(history: History, obligation: Obligation) -> date:
    """The first day on which the duty can be this agency's: its own first day, unless it inherited from somebody older."""
    sinces = [history.register.agency_by_id[holder].since for holder in obligation.holders]
    return min((since or date.min for since in sinces), default=date.min)


def _support_standing(history: History, obligation: Obligation, reports: list[Report]) -> ObligationStanding:
    last = reports[-1] if reports else None
    if last is None:
        return ObligationStanding(obligation, None, NOTHING_REPORTED, None)
    said = last.state if last.state in (NOT_ASKED, NOTHING_TO_REPORT) else CONTRIBUTED
    review = has_changed(history.plan, obligation.item, last.date)
    return ObligationStanding(obligation, last.state, said, None, reported=last.date, source=last.path, review=review)


class _Deadline(NamedTuple):
    """When an obligation is due, by the calendar and by the plan's own words, and which turn of it."""

    day: date | None
    regular: date | None
    turn: str | None = None
    moved: Moved | None = None


def _recurring(history: History, obligation: Obligation, reports: list[Report]) -> list[ObligationStanding]:
    """One standing for each turn since the duty began, the current one included; a report counts for the turn it names,
    otherwise for the one whose deadline comes next. Where the plan sets no day a turn is a calendar period, and of those gone
    by only the ones somebody reported on are told: without a deadline nothing was missed."""
    found, after = [], date.min
    for every, turn in _turns(history, obligation, reports):
        if turn.due is None:
            own = [report for report in reports if _turn_of(report, every) == turn.name]
        else:
            own = [r for r in reports if (r.period == turn.name if _names_turn(r, every) else after < r.date <= turn.due)]
            after = turn.due
        if own or turn.due is not None or turn.name == periods.name_on(every, history.as_of):
            deadline = _Deadline(turn.due, turn.regular_due, turn.name, turn.moved)
            found.append(_lead_standing(history, obligation, own, deadline))
    return found


def _turns(history: History, obligation: Obligation, reports: list[Report]) -> list[tuple[str, Occurrence]]:
    """The turns of a recurring duty up to the current one, oldest first, with their cadence. An amended item has each turn as
    it read when the turn was due; where an amendment moved the day within a period, the new day counts."""
    turns: dict[str, tuple[str, Occurrence]] = {}
    for wording in wordings_under(history.plan, obligation.item.id, obligation.party, history.as_of):
        if wording.recurs is None:
            turns.clear()  # it was no recurring duty then
            continue
        began = _duty_began(history, obligation)
        if wording.recurs.by is None and reports:
            began = min(began, reports[0].date)
        since = max(wording.since or date.min, began)
        for turn in periods.occurrences(wording.recurs, history.plan.calendar, wording.id, since):
            day = turn.regular_due or periods.first_day(turn.name)
            if _is_over(history, wording, day):
                break
            turns[turn.name] = wording.recurs.every, turn
            if (turn.due or periods.last_day(turn.name)) >= history.as_of:
                break
    return list(turns.values())


def _is_over(history: History, wording: Item, day: date) -> bool:
    """Whether a turn falls behind the end of the plan, or behind the wording that asks for it, where that has ended by now."""
    ends, until = history.plan.ends, wording.until
    return (ends is not None and day > ends) or (until is not None and until <= history.as_of and day >= until)


def _turn_of(report: Report, every: str) -> str:
    return report.period if report.period and _names_turn(report, every) else periods.name_on(every, report.date)


def _names_turn(report: Report, every: str) -> bool:
    """Whether a report says itself which turn of a recurring duty it speaks of; a yearly filing says nothing of a quarter."""
    return report.period is not None and periods.cadence_of(report.period) == every


def _duty_began(history: History, obligation: Obligation) -> date:
    """The first day of a recurring duty: the item's, the plan's or the first reporting period's, and never before the agency
    or those it inherited from; else the day asked about."""
    plan = history.plan
    known = given_since(plan, obligation.item.id, obligation.party, history.as_of) or plan.issued
    if known is None and plan.reporting and plan.reporting.first and periods.is_expected(plan.reporting, plan.reporting.first):
        known = periods.period(plan.reporting, plan.reporting.first).opens
    return min(max(known or history.as_of, _own_beginning(history, obligation)), history.as_of)


def _lead_standing(history: History, obligation: Obligation, reports: list[Report], deadline: _Deadline) -> ObligationStanding:
    extension = _extension(history, obligation, deadline.turn)
    last = reports[-1] if reports else None
    completion = history.completion(obligation.item.id, reports)
    confirmed = completion.confirmed or not _needs_confirmation(history.plan, obligation)
    due = extension.to if extension else deadline.day
    seen = max((day for day in (last and last.date, completion.verdict and completion.verdict.date) if day), default=None)
    return ObligationStanding(
        obligation,
        state=last.state if last else None,
        standing=_verdict(history, last.state if last else None, completion, due, confirmed=confirmed),
        due=due,
        original_due=deadline.regular,
        occurrence=deadline.turn,
        reported=completion.since or (last.date if last else None),
        source=completion.source or (last.path if last else None),
        verdict=completion.verdict,
        extended_by=extension.path if extension else None,
        moved=deadline.moved,
        review=seen is not None and has_changed(history.plan, obligation.item, seen),
    )


def _needs_confirmation(plan: Plan, obligation: Obligation) -> bool:
    """Reported is not confirmed, except where the plan names no coordinator or the coordinator reports on itself."""
    coordinator = plan.reporting.coordinator if plan.reporting else None
    return coordinator is not None and coordinator != obligation.agency


def _extension(history: History, obligation: Obligation, turn: str | None) -> Event | None:
    """The last extension granted to whoever held the obligation; of a recurring one, for that turn."""
    granted = history.events.get((EXTENSION, obligation.item.id), ())
    return next((event for event in reversed(granted) if event.agency in obligation.holders and event.period == turn), None)


def _verdict(history: History, state: str | None, completion: Completion, due: date | None, *, confirmed: bool) -> str:
    if completion.since is not None and not confirmed:
        return AWAITING_CONFIRMATION
    if completion.since is not None:
        return DONE_ON_TIME if due is None or completion.since <= due else DONE_LATE
    if state == SUSPENDED:
        return HALTED
    if due is None:
        return NO_DEADLINE
    if history.as_of > due:
        return OVERDUE
    return DUE_SOON if (due - history.as_of).days <= history.plan.calendar.due_soon else IN_TERM
