"""What the coordinator may answer, extend and excuse on a day: reported is not confirmed, and a deadline moves by a document.

A report of completion is a *claim*; who answers for it is its agency or the heir of that agency. All functions are pure, and
raise Trouble with the cure where an act would mean nothing.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kehoach_cli import filings as fl
from kehoach_cli import lookup, periods
from kehoach_cli.filings import FilingStanding, filings
from kehoach_cli.history import Completion, History, Report, name_of
from kehoach_cli.model import (
    COMPLETED,
    LEAD,
    RETURNED,
    STATES,
    Document,
    Event,
    Figure,
    Filing,
    FilingItem,
    Plan,
    Register,
)
from kehoach_cli.parse import EVENT_NAME, Snapshot, parse
from kehoach_cli.periods import Period
from kehoach_cli.standing import AWAITING_CONFIRMATION, DUE_SOON, IN_TERM, OVERDUE, ObligationStanding, of_plan
from kehoach_cli.succession import holder, obligations
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import closest

_MOST_NAMED = 8
_OPEN = (IN_TERM, DUE_SOON, OVERDUE)


class Claim(NamedTuple):
    """A report of completion. `holder` is who answers for it on the day: its agency, or the heir; `judged` is where its
    obligation stands then, None when it is nobody's any more. It `stands` unless a later report says otherwise. `verdict` is the
    answer to this very report, `completion` what it is part of."""

    plan: Plan
    item: str
    report: Report
    holder: str
    judged: ObligationStanding | None
    stands: bool
    verdict: Event | None
    completion: Completion

    @property
    def occurrence(self) -> str | None:
        """The turn of a recurring item that it speaks of."""
        return self.judged.occurrence if self.judged else None

    @property
    def awaits_answer(self) -> bool:
        """Whether the standing of the item waits for an answer to it."""
        return self.verdict is None and self.judged is not None and self.judged.standing == AWAITING_CONFIRMATION

    def is_called(self, name: str) -> bool:
        """Whether the report is called so: by name, by path, or by name behind the plan."""
        return name == self.report.path or name.removeprefix(f"{self.plan.id}/") in self.report.names

    def is_open_to(self, result: str, *, named: bool) -> bool:
        """Whether that answer would say something new. A completion that was confirmed is returned only when `named`, and so is a
        report that was answered otherwise."""
        if not self.stands or (self.completion.confirmed and not (named and result == RETURNED)):
            return False
        return self.verdict is None or (named and self.verdict.result != result)


class About(NamedTuple):
    """Which claims are meant; None leaves it open. An agency stands for its own and for those it inherited; `of` is the name of
    a report."""

    plan: Plan | None = None
    item: str | None = None
    agency: str | None = None
    of: str | None = None

    def admits(self, claim: Claim) -> bool:
        """Whether the claim may be meant."""
        return (
            self.item in (None, claim.item)
            and (self.agency is None or self.agency in (claim.report.agency, claim.holder))
            and (self.of is None or claim.is_called(self.of))
        )


def entries(register: Register, typed: str) -> list[Event | Filing]:
    """The events and filings called so: by name, by path, or by name behind the plan; without a revision named, the last one
    stands for a filing."""
    if not _looks_like_entry(typed):
        return []
    found = (one for one in _among(register, typed) if typed == one.path or typed.removeprefix(f"{one.plan}/") in _names(one))
    return list({(one.plan, one.agency, one.id): one for one in found}.values())


def _among(register: Register, typed: str) -> list[Event | Filing]:
    """The events and filings that may be called so: of the plan that is named before the name, or all."""
    plan, _, name = typed.removeprefix("plans/").partition("/")
    if plan not in register.plan_by_id or not _looks_like_entry(name):
        return [*register.events, *register.filings]
    return [*register.events_by_plan.get(plan, ()), *register.filings_by_plan.get(plan, ())]


def _names(one: Event | Filing) -> tuple[str, ...]:
    return (one.id,) if isinstance(one, Event) else (one.id, name_of(one))


def entry(register: Register, typed: str) -> Event | Filing | None:
    """The one event or filing called so; None for what is no name of one. Raises Trouble where several plans have it, or where
    it looks like the name of one and nothing is called so."""
    found = entries(register, typed)
    if len(found) > 1:
        raise lookup.which_plan([f"{one.plan}/{one.id}" for one in found])
    if not found and _looks_like_entry(typed):
        raise _unknown_report(register, typed)
    return found[0] if found else None


def _looks_like_entry(typed: str) -> bool:
    parts = typed.removesuffix(".yaml").split("/")
    return bool(EVENT_NAME.fullmatch(parts[-1])) or (len(parts) > 1 and periods.cadence_of(parts[-2]) is not None)


def _unknown_report(register: Register, typed: str) -> Trouble:
    near = closest(typed.rpartition("/")[2], [event.id for event in register.events]) or ""
    return Trouble("unknown-report", exit_code=WRONG_USE, typed=typed, suggestion=near)


def without(register: Register, replaced: Event | None) -> Register:
    """The register as if that event, which is being corrected, said nothing; what it had corrected stays corrected."""
    if replaced is None:
        return register
    return register._replace(events=tuple(e._replace(kind="") if e.path == replaced.path else e for e in register.events))


def corrected(register: Register, kind: str, name: str | None) -> Event | None:
    """The event of that kind that a correction names; what it names wrongly is a finding when the correction is rehearsed."""
    found = [event for event in entries(register, name or "") if isinstance(event, Event) and event.kind == kind]
    return found[0] if len(found) == 1 else None


def after(register: Register, path: str, text: str) -> Register:
    """The register with one more event in it."""
    return register._replace(events=(*register.events, *parse(Snapshot({path: text.encode()})).register.events))


def claims(register: Register, plan: Plan, day: date) -> Iterator[Claim]:
    """Every report of completion by the day, in document order, those that were answered or taken back too."""
    history = History(register, plan, day)
    held = _Held(plan, of_plan(register, plan, day).obligations)
    for item in dict.fromkeys(one.id for one in plan.items):
        turns: dict[tuple[str, str | None], tuple[ObligationStanding | None, list[Report]]] = {}
        for report in history.reports.get(item, ()):
            if report.state in STATES and not held.only_supports(item, report.agency):
                holder = held.by(item, report.agency)
                judged = held.turn(item, holder, report)
                turns.setdefault((holder, judged.occurrence if judged else None), (judged, []))[1].append(report)
        for (holder, _), (judged, reports) in turns.items():
            completion = history.completion(item, reports)
            taken_back = max((place for place, report in enumerate(reports) if report.state != COMPLETED), default=-1)
            for place, report in enumerate(reports):
                if report.state == COMPLETED:
                    verdict = history.verdict(item, report)
                    yield Claim(plan, item, report, holder, judged, place > taken_back, verdict, completion)


class _Held:
    """Who answers on a day for what an agency said of an item, and of which turn of a recurring item that was said."""

    def __init__(self, plan: Plan, judged: Iterable[ObligationStanding]) -> None:
        self._plan = plan
        self._holder: dict[tuple[str, str], str] = {}
        self._turns: dict[tuple[str, str], list[ObligationStanding]] = {}
        self._supports: set[tuple[str, str]] = set()
        for one in judged:
            obligation, item = one.obligation, one.obligation.item.id
            if obligation.role != LEAD:
                self._supports |= {(item, agency) for agency in obligation.holders}
                continue
            holder = obligation.agency or obligation.holding.last(obligation.named)
            self._holder |= {(item, agency): holder for agency in obligation.holders}
            self._turns.setdefault((item, holder), []).append(one)

    def only_supports(self, item: str, agency: str) -> bool:
        """Whether the agency has to do with the item as a supporting one: it completes nothing."""
        return (item, agency) in self._supports and (item, agency) not in self._holder

    def by(self, item: str, agency: str) -> str:
        """The agency that holds the obligation now, or held it last; of one that has ended with its agency, that agency."""
        return self._holder.get((item, agency), agency)

    def turn(self, item: str, holder: str, report: Report) -> ObligationStanding | None:
        """Where the item stands; of a recurring one, the turn that the report names, otherwise the one whose deadline comes next,
        or where none has a deadline the calendar period it falls in."""
        turns = self._turns.get((item, holder), [])
        named = (one for one in turns if one.occurrence in (None, report.period))
        return next(named, None) or turn_on(self._plan, turns, report.date)


def turn_on(plan: Plan, turns: Iterable[ObligationStanding], day: date) -> ObligationStanding | None:
    """The turn for which a report of the day counts when it names none: the one whose deadline comes next, extensions left out,
    or where none has a deadline the calendar period. None when all are past."""
    return next((one for one in turns if _comes_next(plan, one, day)), None)


def _comes_next(plan: Plan, one: ObligationStanding, day: date) -> bool:
    recurs, due = one.obligation.item.recurs, one.due
    if one.extended_by and recurs and one.occurrence:
        turn = periods.occurrence(recurs, plan.calendar, one.obligation.item.id, one.occurrence)
        due = turn.due if turn else one.original_due
    return day <= due if due else recurs is not None and periods.name_on(recurs.every, day) == one.occurrence


def open_turns(turns: Iterable[ObligationStanding]) -> list[ObligationStanding]:
    """The turns that wait for work, oldest first."""
    return [one for one in turns if one.standing in _OPEN]


def answerable(register: Register, about: About, result: str, day: date) -> list[Claim]:
    """The claims that the answer may be meant for, of each completion the newest report that is meant; one that was answered
    already only when `about` names it. Raises Trouble when there is none, and says why."""
    plans = register.plans if about.plan is None else (about.plan,)
    meant = (claim for plan in plans for claim in claims(register, plan, day) if about.admits(claim))
    newest = {(claim.plan.id, claim.item, claim.holder, claim.occurrence): claim for claim in meant}
    found = [claim for claim in newest.values() if claim.is_open_to(result, named=about.of is not None)]
    if about.plan is None:  # nobody asked about one of them: leave out what waits for nothing
        found = [claim for claim in found if claim.awaits_answer]
    if not found:
        raise _refusal(register, about, list(newest.values()), result, day)
    return found


def _refusal(register: Register, about: About, meant: list[Claim], result: str, day: date) -> Trouble:
    if about.plan is None:
        return Trouble("nothing-awaits", exit_code=WRONG_USE)
    newest = max(meant, key=lambda claim: (claim.stands, claim.report.order()), default=None)
    if newest is not None:
        taken_back = _not_completed(register, newest.plan, newest.item, newest.holder, day)
        return _answered(register, newest, result) if newest.stands else taken_back
    if about.of is not None:
        return _no_claim(register, about.plan, about.of, about)
    assert about.item is not None  # noqa: S101 - for the type checker: whoever leaves the item open names the plan by a report
    return _not_completed(register, about.plan, about.item, about.agency, day)


def _answered(register: Register, claim: Claim, result: str) -> Trouble:
    verdict = claim.verdict or claim.completion.verdict
    assert verdict is not None  # noqa: S101 - for the type checker: a standing claim is open until it is answered
    facts = {
        "agency": register.party_name(claim.report.agency),
        "item": claim.item,
        "day": verdict.date.isoformat(),
        "event": verdict.id,
        "reason": verdict.reason or "",
    }
    if verdict.result == RETURNED:
        return Trouble("already-returned", exit_code=WRONG_USE, **facts)
    return Trouble("already-confirmed", exit_code=WRONG_USE, **facts, of=claim.report.id if result == RETURNED else "")


def _no_claim(register: Register, plan: Plan, name: str, about: About) -> Trouble:
    """Why the report of that name is none that is meant."""
    found = next((one for one in entries(register, name) if one.plan == plan.id), None)
    if found is None:
        return _unknown_report(register, name)
    correction = next((event.id for event in register.events if event.plan == plan.id and event.replaces == found.id), None)
    if correction:
        return Trouble("corrected-since", exit_code=WRONG_USE, of=name, by=correction)
    agency = register.party_name(about.agency) if about.agency else ""
    return Trouble("no-completion", exit_code=WRONG_USE, of=name, item=about.item or "", agency=agency)


def _not_completed(register: Register, plan: Plan, item: str, agency: str | None, day: date) -> Trouble:
    """Nobody, or not this agency, says that the item is done."""
    if agency is None:
        return Trouble("nobody-completed", exit_code=WRONG_USE, item=item, plan=plan.id)
    held = [o for o in obligations(register, plan, day) if o.item.id == item and agency in o.holders]
    facts = {"agency": register.party_name(agency), "id": agency, "item": item, "plan": plan.id}
    if held and all(one.role != LEAD for one in held):
        return Trouble("only-supports", exit_code=WRONG_USE, **facts)
    whose = frozenset((agency,)).union(*(one.holders for one in held if one.agency == agency))
    said = [report for report in History(register, plan, day).of(item, whose) if report.state]
    last = {"reported": said[-1].date.isoformat(), "state": said[-1].state or ""} if said else {"reported": "", "state": ""}
    return Trouble("not-completed", exit_code=WRONG_USE, **facts, **last, day=day.isoformat())


def acts_for(register: Register, plan: Plan, item: str, agency: str, day: date) -> str:
    """Who can record something of the item for the agency on the day: itself, or when it has ended the one who holds its item."""
    known = register.agency_by_id.get(agency)
    if known is None or known.until is None or day < known.until:
        return agency
    return holder(register, plan, item, agency, day).agency or agency


class Said(NamedTuple):
    """What a report brings forward for the completion of an item."""

    words: str | None
    figures: tuple[Figure, ...]
    evidence: tuple[Document, ...]


def said(register: Register, claim: Claim) -> Said:
    """The words, figures and documents of a claim, from its event or from its part of the filing."""
    event = register.event_by_path.get(claim.report.path)
    if event is not None:
        return Said(event.summary, event.figures, event.evidence)
    filing = register.filing_by_path.get(claim.report.path)
    parts = filing.items if filing else ()
    found = next((part for part in parts if part.item == claim.item), FilingItem(claim.item))
    return Said(found.results, found.figures, found.evidence)


def led(register: Register, plan: Plan, item: str, agency: str, day: date) -> list[ObligationStanding]:
    """Where the agency stands with an item that it leads, or held as the lead before its heir; one for each turn."""
    return [
        one
        for one in of_plan(register, plan, day).obligations
        if one.obligation.item.id == item and one.obligation.role == LEAD and agency in one.obligation.holders
    ]


def deadlines(register: Register, plan: Plan, item: str, agency: str, day: date) -> list[ObligationStanding]:
    """The deadlines of an item that an extension for the agency could move, oldest first. Raises Trouble when there is none."""
    found = led(register, plan, item, agency, day)
    if not found:
        leads = (o.agency for o in obligations(register, plan, day) if o.item.id == item and o.role == LEAD and o.agency)
        facts = {"agency": register.party_name(agency), "item": item, "leads": names(register, leads)}
        raise Trouble("not-lead", exit_code=WRONG_USE, **facts)
    if any(one.due is None for one in found):
        raise Trouble("no-deadline", exit_code=WRONG_USE, item=item, plan=plan.id)
    return found


def deadline(register: Register, plan: Plan, item: str, agency: str, period: str | None, day: date) -> ObligationStanding:
    """The deadline that an extension moves: the one of the item, or of the turn that `period` names, which may be still to come.
    Raises Trouble when there is no such deadline, or when the period is missing or one too many."""
    found = deadlines(register, plan, item, agency, day)
    turns = [one.occurrence for one in found if one.occurrence]
    if period is None and turns:
        raise Trouble("which-occurrence", exit_code=WRONG_USE, item=item, period=turns[-1])
    if period is not None and not turns:
        raise Trouble("no-occurrences", exit_code=WRONG_USE, item=item)
    if period is not None and period > turns[-1] and periods.cadence_of(period) == periods.cadence_of(turns[-1]):
        found = led(register, plan, item, agency, periods.last_day(period))
    one = next((one for one in found if one.occurrence == period), None)
    if one is None:
        among = ", ".join(turns[-_MOST_NAMED:])
        raise Trouble("unknown-occurrence", exit_code=WRONG_USE, item=item, period=period or "", among=among)
    return one


def require_later(one: ObligationStanding, to: date) -> None:
    """Raise Trouble unless the new deadline is after the one in force."""
    if one.due is not None and to <= one.due:
        moved = one.original_due if one.original_due != one.due else None
        event = (one.extended_by or "").rpartition("/")[2].removesuffix(".yaml")
        facts = {"to": to.isoformat(), "due": one.due.isoformat(), "item": one.obligation.item.id}
        original = moved.isoformat() if moved else ""
        raise Trouble("not-later", exit_code=WRONG_USE, **facts, original=original, event=event)


def excusable(register: Register, plan: Plan, period: Period, agency: str, day: date) -> FilingStanding:
    """The filing from which the agency may be excused. Raises Trouble when none is expected from it, when it has filed (a blank
    filing is none), or when it is excused already."""
    expected = filings(register, plan, period, day)
    facts = {"agency": register.party_name(agency), "period": period.name, "plan": plan.id}
    one = next((one for one in expected if one.agency == agency), None)
    if one is None:
        heirs = [one.agency for one in expected if agency in one.inherited_from]
        who = names(register, heirs or [one.agency for one in expected])
        raise Trouble("not-a-filer", exit_code=WRONG_USE, **facts, expected=who)
    if one.status in fl.FILED:
        filed = one.filed.isoformat() if one.filed else ""
        raise Trouble("filed-not-excused", exit_code=WRONG_USE, **facts, filed=filed)
    if one.status == fl.EXCUSED:
        event = (one.excused_by or "").rpartition("/")[2].removesuffix(".yaml")
        raise Trouble("already-excused", exit_code=WRONG_USE, **facts, basis=one.excuse_basis or "", event=event)
    return one


def names(register: Register, agencies: Iterable[str]) -> str:
    """Agencies by id and name, the first few of many."""
    shown = [f"{agency} ({register.party_name(agency)})" for agency in agencies]
    return ", ".join([*shown[:_MOST_NAMED], *(["…"] if len(shown) > _MOST_NAMED else [])])
