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
from kehoach_cli.model import EXTENSION, LEAD, RETURNED, SUSPENDED, Agency, Event, Item, Plan, Register
from kehoach_cli.periods import Period
from kehoach_cli.succession import Obligation, heirs, obligations, tasks
from kehoach_cli.turns import own_beginning, turns
from kehoach_cli.wording import has_changed
from kehoach_cli.workdays import Moved

DONE_ON_TIME = "done-on-time"  # đã hoàn thành, đúng hạn
DONE_LATE = "done-late"  # đã hoàn thành, quá hạn
IN_TERM = "in-term"  # chưa hoàn thành, trong hạn
OVERDUE = "overdue"  # chưa hoàn thành, quá hạn
DUE_SOON = "due-soon"  # sắp đến hạn, a part of "in term"
AWAITING_CONFIRMATION = "awaiting-confirmation"  # chờ xác nhận
NO_DEADLINE = "no-deadline"  # thường xuyên or no date in the plan: never counted as late
HALTED = "suspended"  # tạm dừng
ORPHANED = "orphaned"  # không còn ai giữ: its agency has ended, and nobody was said to take it over
NOT_JUDGED = "not-judged"  # chưa thể đánh giá: the agency has not begun, or it was due before there was one
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
    ORPHANED,
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

    `reporter` is the agency that said so. `occurrence` names the turn of a recurring duty ("2026"). `verdict` is the
    coordinator's last word on the completion. `review` says that the words of the item have changed since the report (cần xem
    lại).
    """

    obligation: Obligation
    state: str | None
    standing: str
    due: date | None
    original_due: date | None = None
    occurrence: str | None = None
    reported: date | None = None
    source: str | None = None
    reporter: str | None = None
    verdict: Event | None = None
    extended_by: str | None = None
    moved: Moved | None = None
    review: bool = False

    @property
    def returned(self) -> bool:
        """Whether the coordinator has returned the completion, and nothing has been reported since."""
        return self.verdict is not None and self.verdict.result == RETURNED and self.standing not in (DONE_ON_TIME, DONE_LATE)


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
    orphaned: int = 0
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
    """The standing of an obligation; a recurring one has several, one for each occurrence that matters on the day.

    Where the shares of several agencies have come to one, the least advanced of them counts: what one had completed does not
    complete what the other had not.
    """
    holder = history.register.agency_by_id.get(obligation.agency or "")
    if holder is None:
        return [_not_judged(history, obligation, ORPHANED)]
    if not _has_begun(holder, history.as_of):
        return [_not_judged(history, obligation, NOT_JUDGED)]
    if obligation.role != LEAD:
        return [_support_standing(history, obligation, history.of(obligation.item.id, obligation.holders))]
    by_turn: dict[str | None, list[ObligationStanding]] = {}
    for share in obligation.shares:
        for one in _share_standings(history, obligation._replace(holders=share)):
            by_turn.setdefault(one.occurrence, []).append(one)
    least = [min(found, key=lambda one: _ADVANCE.index(one.standing)) for found in by_turn.values()]
    return [one._replace(obligation=obligation) for one in least]


# From the least to the most advanced.
_ADVANCE = (OVERDUE, DUE_SOON, IN_TERM, NO_DEADLINE, HALTED, AWAITING_CONFIRMATION, DONE_LATE, DONE_ON_TIME, NOT_JUDGED)


def _not_judged(history: History, obligation: Obligation, standing: str) -> ObligationStanding:
    due = obligation.item.due
    return ObligationStanding(obligation, None, standing, _shifted(history, due), due)


def _shifted(history: History, due: date | None) -> date | None:
    return periods.deadline(history.plan.calendar, due) if due else None


def _share_standings(history: History, obligation: Obligation) -> list[ObligationStanding]:
    """How the share of those holders stands, one for each turn."""
    item = obligation.item
    reports = [report for report in history.of(item.id, obligation.holders) if report.state in model.STATES]
    if item.recurs is not None:
        return [
            _lead_standing(history, obligation, turn.reports, _Deadline(of.due, of.regular_due, of.name, of.moved))
            for turn in turns(history, obligation, reports)
            for of in [turn.occurrence]
        ]
    due = _shifted(history, item.due)
    if due is not None and due < own_beginning(history, obligation):
        # Due before the agency existed, and not inherited. A member of a group was never meant; an agency named alone was.
        return [_not_judged(history, obligation, NOT_JUDGED)] if obligation.party == obligation.named else []
    return [_lead_standing(history, obligation, reports, _Deadline(due, item.due))]


def _has_begun(agency: Agency, day: date) -> bool:
    return agency.since is None or agency.since <= day


def _support_standing(history: History, obligation: Obligation, reports: list[Report]) -> ObligationStanding:
    last = reports[-1] if reports else None
    if last is None:
        return ObligationStanding(obligation, None, NOTHING_REPORTED, None)
    said = last.state if last.state in (NOT_ASKED, NOTHING_TO_REPORT) else CONTRIBUTED
    review = has_changed(history.plan, obligation.item, last.date)
    return ObligationStanding(
        obligation, last.state, said, None, reported=last.date, source=last.path, reporter=last.agency, review=review
    )


class _Deadline(NamedTuple):
    """When an obligation is due, by the calendar and by the plan's own words, and which turn of it."""

    day: date | None
    regular: date | None
    turn: str | None = None
    moved: Moved | None = None


def _lead_standing(history: History, obligation: Obligation, reports: list[Report], deadline: _Deadline) -> ObligationStanding:
    last = reports[-1] if reports else None
    completion = history.completion(obligation.item.id, reports)
    extension = _extension(history, obligation, deadline.turn, completion.since or date.max)
    confirmed = completion.confirmed or not _needs_confirmation(history, completion)
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
        reporter=completion.by or (last.agency if last else None),
        verdict=completion.verdict,
        extended_by=extension.path if extension else None,
        moved=deadline.moved,
        review=seen is not None and has_changed(history.plan, obligation.item, seen),
    )


def _needs_confirmation(history: History, completion: Completion) -> bool:
    """Reported is not confirmed, except where the plan names no coordinator, or where who reported was the coordinator itself on
    the day of the report: what becomes of either later changes nothing."""
    coordinator = history.plan.reporting.coordinator if history.plan.reporting else None
    if coordinator is None or completion.since is None:
        return coordinator is not None
    return completion.by not in heirs(history.register, coordinator, completion.since)


def _extension(history: History, obligation: Obligation, turn: str | None, done: date) -> Event | None:
    """The last extension granted to whoever held the obligation; of a recurring one, for that turn. What was granted after the
    work was done moves nothing: late stays late."""
    granted = history.events.get((EXTENSION, obligation.item.id), ())
    of_turn = (event for event in reversed(granted) if event.agency in obligation.holders and event.period == turn)
    return next((event for event in of_turn if history.granted_on(event) <= done), None)


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
