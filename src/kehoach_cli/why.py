"""The reasons behind a standing, in the order a person would ask for them: whose task, since when, by when, what was said.

Each reason is a key of the catalogue ("why.<key>") with its facts: the rule, the date and the file that made it so.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kehoach_cli import standing as st
from kehoach_cli.filings import FilingStanding
from kehoach_cli.model import LEAD, RETURNED, Plan, Register
from kehoach_cli.standing import ObligationStanding


class Reason(NamedTuple):
    """One reason."""

    key: str
    facts: dict[str, str]


def of_obligation(register: Register, plan: Plan, one: ObligationStanding, as_of: date) -> list[Reason]:
    """Why an obligation stands as it does."""
    return [
        *_assignment(register, plan, one),
        *_handovers(register, one),
        _deadline(plan, one),
        *_reports(plan, one),
        _verdict(one, as_of),
    ]


def _assignment(register: Register, plan: Plan, one: ObligationStanding) -> Iterator[Reason]:
    o = one.obligation
    source = (plan.lead_source(o.item.id) if o.role == LEAD else None) or o.item.id
    facts = {"party": register.party_name(o.party), "role": o.role, "item": source, "path": plan.path}
    yield Reason("assigned" if source == o.item.id else "assigned-above", {**facts, "below": o.item.id})
    if o.party in register.group_by_id:
        yield Reason("member", {"agency": register.party_name(o.named), "party": register.party_name(o.party)})


def _handovers(register: Register, one: ObligationStanding) -> Iterator[Reason]:
    holding = one.obligation.holding
    for step in holding.steps:
        yield Reason(
            step.kind,
            {
                "from": register.party_name(step.from_),
                "to": register.party_name(step.to),
                "day": step.date.isoformat(),
                "basis": step.basis or "",
            },
        )
    if holding.agency is None:
        last = holding.steps[-1].to if holding.steps else one.obligation.named
        day = holding.ended.isoformat() if holding.ended else ""
        yield Reason("orphaned", {"agency": register.party_name(last), "day": day})


def _deadline(plan: Plan, one: ObligationStanding) -> Reason:
    item = one.obligation.item
    if one.obligation.role != LEAD:
        return Reason("support-has-no-deadline", {})
    if one.extended_by and one.original_due and one.due:
        facts = {"old": one.original_due.isoformat(), "due": one.due.isoformat(), "path": one.extended_by}
        return Reason("extended", facts)
    if one.occurrence and one.due:
        return Reason("occurrence", {"occurrence": one.occurrence, "due": one.due.isoformat(), "path": plan.path})
    if one.due:
        return Reason("due", {"due": one.due.isoformat(), "path": plan.path})
    if item.ongoing:
        return Reason("ongoing", {"path": plan.path})
    if item.recurs:
        return Reason("recurs-undated", {"every": item.recurs.every, "path": plan.path})
    return Reason("undated", {"path": plan.path})


def _reports(plan: Plan, one: ObligationStanding) -> Iterator[Reason]:
    if not one.source or not one.reported:
        yield Reason("not-reported", {})
        return
    facts = {"day": one.reported.isoformat(), "state": one.state or "none", "path": one.source}
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
    if one.inherited_from:
        reasons.append(Reason("filing-inherited", {"from": ", ".join(register.party_name(a) for a in one.inherited_from)}))
    facts = {
        "day": as_of.isoformat(),
        "filed": one.filed.isoformat() if one.filed else "–",
        "days": str(one.days_late),
        "path": one.path or one.excused_by or "",
    }
    return [*reasons, Reason(f"filing-{one.status}", facts)]
