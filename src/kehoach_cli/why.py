"""The reasons behind a standing, in the order a person would ask for them: whose task, since when, by when, what was said.

Each reason is a key of the catalogue ("why.<key>") with its facts: the rule, the date and the file that made it so.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kehoach_cli import standing as st
from kehoach_cli.cooperation import Cooperation
from kehoach_cli.filings import FilingStanding, through
from kehoach_cli.model import LEAD, RETURNED, Plan, Register
from kehoach_cli.periods import Period
from kehoach_cli.standing import ObligationStanding


class Reason(NamedTuple):
    """One reason."""

    key: str
    facts: dict[str, str]


def of_obligation(register: Register, plan: Plan, one: ObligationStanding, as_of: date) -> list[Reason]:
    """Why an obligation stands as it does. `plan` is the whole plan, with every wording of its items."""
    return [
        *_assignment(register, plan.on(as_of), one),
        *_amendment(plan, one, as_of),
        *_handovers(register, one),
        _deadline(register, plan, one),
        *_reports(register, plan, one),
        *([Reason("review", {})] if one.review else ()),
        _verdict(one, as_of),
    ]


def _assignment(register: Register, plan: Plan, one: ObligationStanding) -> Iterator[Reason]:
    o = one.obligation
    source = (plan.lead_source(o.item.id) if o.role == LEAD else None) or o.item.id
    facts = {"party": register.party_name(o.party), "role": o.role, "item": source, "path": plan.path}
    yield Reason("assigned" if source == o.item.id else "assigned-above", {**facts, "below": o.item.id})
    if o.party in register.group_by_id:
        yield Reason("member", {"agency": register.party_name(o.named), "party": register.party_name(o.party)})


def _amendment(plan: Plan, one: ObligationStanding, as_of: date) -> Iterator[Reason]:
    """The amendments that have made the item read as it does, oldest first."""
    for item in plan.wordings(one.obligation.item.id):
        if item.since is not None and item.since <= as_of:
            facts = {"day": item.since.isoformat(), "item": item.id, "basis": item.basis or "", "path": plan.path}
            yield Reason("amended", facts)


def _handovers(register: Register, one: ObligationStanding) -> Iterator[Reason]:
    """The chain from the agency the plan named to the one that holds the item; then those whose share has come to it as well."""
    o, name = one.obligation, register.party_name
    for step in o.holding.steps:
        facts = {"from": name(step.from_), "to": name(step.to), "day": step.date.isoformat(), "basis": step.basis or ""}
        yield Reason(step.kind, facts)
    if o.holding.agency is None:
        yield _orphaned(register, one)
    for other in sorted(o.holders - o.holding.agencies(o.named)):
        yield Reason("also-inherited", {"from": name(other)})


def _orphaned(register: Register, one: ObligationStanding) -> Reason:
    o = one.obligation
    last = register.agency_by_id[o.holding.last(o.named)]
    day = o.holding.ended.isoformat() if o.holding.ended else ""
    facts = {"agency": last.name, "day": day, "basis": last.basis or ""}
    if len(last.successor) > 1:
        return Reason("succession-split", {**facts, "heirs": ", ".join(map(register.party_name, last.successor))})
    return Reason("orphaned", facts)


def _deadline(register: Register, plan: Plan, one: ObligationStanding) -> Reason:
    item = one.obligation.item
    if one.obligation.role != LEAD:
        return Reason("support-has-no-deadline", {})
    if one.due and one.original_due and one.due != one.original_due:
        return _changed_deadline(register, plan, one.original_due, one.due, one)
    if one.occurrence:
        known = {"occurrence": one.occurrence, "path": plan.path}
        if one.due:
            return Reason("occurrence", {**known, "due": one.due.isoformat()})
        return Reason("turn-undated", {**known, "every": item.recurs.every if item.recurs else ""})
    if one.due:
        return Reason("due", {"due": one.due.isoformat(), "path": plan.path})
    if item.recurs:  # nobody is there to be held against a turn of it
        return Reason("recurs", {"every": item.recurs.every, "path": plan.path})
    return Reason("ongoing" if item.ongoing else "undated", {"path": plan.path})


def _changed_deadline(register: Register, plan: Plan, old: date, due: date, one: ObligationStanding) -> Reason:
    facts = {"old": old.isoformat(), "due": due.isoformat(), "path": one.extended_by or plan.path}
    if one.extended_by:
        event = register.event_by_path.get(one.extended_by)
        return Reason("extended", {**facts, "basis": (event.basis if event else None) or ""})
    if one.moved:
        return Reason("moved", {**facts, "basis": one.moved.basis or ""})
    return Reason("shifted", facts)


def _reports(register: Register, plan: Plan, one: ObligationStanding) -> Iterator[Reason]:
    if not one.source or not one.reported:
        yield Reason("not-reported", {})
        return
    agency = register.party_name(one.reporter or "")
    facts = {"day": one.reported.isoformat(), "agency": agency, "state": one.state or "none", "path": one.source}
    yield Reason("reported", facts)
    coordinator = plan.reporting.coordinator if plan.reporting else None
    if one.verdict is not None:
        key = "returned" if one.verdict.result == RETURNED else "confirmed"
        yield Reason(key, {"path": one.verdict.path, "reason": one.verdict.reason or "", "day": one.verdict.date.isoformat()})
    elif one.standing in (st.DONE_ON_TIME, st.DONE_LATE):
        yield Reason("no-confirmation-needed" if coordinator is None else "coordinator-itself", {})


def _verdict(one: ObligationStanding, as_of: date) -> Reason:
    days = abs((one.due - as_of).days) if one.due else 0
    facts = {
        "standing": one.standing,
        "day": as_of.isoformat(),
        "due": one.due.isoformat() if one.due else "–",
        "days": str(days),
    }
    return Reason(f"verdict-{one.standing}", facts)


def of_filing(register: Register, plan: Plan, one: FilingStanding, as_of: date) -> list[Reason]:
    """Why a filing is expected, and why it stands as it does."""
    period = one.period
    window = {"period": period.name, "opens": period.opens.isoformat(), "closes": period.closes.isoformat()}
    basis = (plan.reporting.basis if plan.reporting else None) or ""
    reasons = [Reason("filing-expected", {**window, "due": period.due.isoformat(), "path": plan.path, "basis": basis})]
    reasons += _calendar(plan, period)
    if items := through(register, plan, period.closes).get(one.agency):
        reasons.append(Reason("filing-through", {"items": ", ".join(dict.fromkeys(items))}))
    if one.inherited_from:
        reasons.append(Reason("filing-inherited", {"from": ", ".join(register.party_name(a) for a in one.inherited_from)}))
    if one.before:
        reasons.append(Reason("filing-before", {"paths": ", ".join(one.before)}))
    facts = {
        "day": as_of.isoformat(),
        "filed": one.filed.isoformat() if one.filed else "–",
        "days": str(one.days_late),
        "path": one.path or one.excused_by or "",
        "basis": one.excuse_basis or "",
    }
    if one.review:
        reasons.append(Reason("filing-review", {"items": ", ".join(one.review)}))
    return [*reasons, Reason(f"filing-{one.status}", facts)]


def _calendar(plan: Plan, period: Period) -> Iterator[Reason]:
    """What the calendar has made of the days of a period."""
    if period.moved:
        yield Reason("filing-moved", {"basis": period.moved.basis or "", "path": plan.path})
    elif period.regular_due:
        old, due = period.regular_due.isoformat(), period.due.isoformat()
        yield Reason("filing-shifted", {"old": old, "due": due, "path": plan.path})


def of_cooperation(register: Register, one: Cooperation) -> list[Reason]:
    """What a lead says of a partner, and what the partner says."""
    name = register.party_name
    facts = {"lead": name(one.lead), "partner": name(one.partner), "day": one.date.isoformat(), "path": one.source}
    return [Reason("cooperation", facts), Reason(one.answer, {"partner": name(one.partner), "answer": one.answered_by or ""})]
