"""Who answers for an obligation on a given day: agencies end, their obligations go on.

An agency's heir takes all its obligations from the day it ends; a transfer in the plan hands single items to someone else,
on its own date. All functions are pure: the same register and day give the same answer.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kehoach_cli.model import LEAD, SUPPORT, Item, Plan, Register

SUCCESSION = "succession"  # the agency ended and has an heir
TRANSFER = "transfer"  # the plan hands the item over
_LONGEST_CHAIN = 50


class Step(NamedTuple):
    """One handover: from whom, to whom, on which day, by which document."""

    kind: str
    from_: str
    to: str
    date: date
    basis: str | None


class Holding(NamedTuple):
    """Who holds an obligation. `agency` is None when the last holder ended on `ended` without a single heir."""

    agency: str | None
    steps: tuple[Step, ...]
    ended: date | None = None

    def agencies(self, first: str) -> frozenset[str]:
        """Everyone who has held it, from the first named agency on."""
        return frozenset((first, *(step.to for step in self.steps)))


class Obligation(NamedTuple):
    """Item × agency × role on a day. `named` is the agency the plan first put it on, `party` the words it used for that
    (the agency itself or a group); `agency` is who holds it now, None when it is orphaned. `holders` is everyone through whose
    hands it came: where two members of a group have merged, the chains of both."""

    item: Item
    role: str
    agency: str | None
    named: str
    party: str
    holding: Holding
    holders: frozenset[str]


def holder(register: Register, plan: Plan, item_id: str, agency: str, day: date) -> Holding:
    """Follow handovers from the named agency up to the day (inclusive: a handover counts on its own date).

    An heir that agencies.yaml does not know ends the chain like a missing one: the obligation is orphaned, not lost.
    """
    steps: list[Step] = []
    current, moment = agency, date.min
    while len(steps) < _LONGEST_CHAIN:
        step = _next_step(register, plan, item_id, current, moment, day)
        if step is None:
            return Holding(current, tuple(steps))
        if step.to not in register.agency_by_id:
            return Holding(None, tuple(steps), step.date)
        steps.append(step)
        current, moment = step.to, step.date
    return Holding(None, tuple(steps), moment)


def _next_step(register: Register, plan: Plan, item_id: str, agency: str, after: date, day: date) -> Step | None:
    """The first handover by the agency on a day in (after, day]; its `to` is empty when nobody takes over."""
    moved = (
        {item_id, plan.lead_source(item_id)} if plan.transfers else set()
    )  # a transfer of II.4 moves II.4-1 too, which takes its lead from II.4
    handed = [
        Step(TRANSFER, agency, transfer.to, transfer.date, transfer.basis)
        for transfer in plan.transfers
        if transfer.from_ == agency and moved & set(transfer.items) and after < transfer.date <= day
    ]
    known = register.agency_by_id.get(agency)
    if known is not None and known.until is not None and known.until <= day:
        heir = known.successor[0] if len(known.successor) == 1 else ""
        handed.append(Step(SUCCESSION, agency, heir, max(known.until, after), known.basis))
    return min(handed, key=lambda step: (step.date, step.kind != TRANSFER), default=None)


def obligations(register: Register, plan: Plan, day: date) -> Iterator[Obligation]:
    """Every obligation of the plan on the day, in document order, one for each item and agency; a lead hides a support.

    A group fans out to its members that exist on the day, and to the heirs of those that have ended. A named agency that has
    ended without an heir leaves an orphan; a member of a group that has ended without an heir leaves nothing.
    """
    for item in tasks(plan, day):
        held: dict[str, list[Obligation]] = {}
        for role, parties in ((LEAD, plan.lead_of(item)), (SUPPORT, item.support)):
            for party in parties:
                for obligation in _of_party(register, plan, item, role, party, day):
                    held.setdefault(obligation.agency or f"\0{obligation.named}", []).append(obligation)
        for ways in held.values():
            yield _merged(ways)


def _merged(ways: list[Obligation]) -> Obligation:
    """One obligation out of the ways by which it reached an agency: lead before support, its own name before an heir's."""
    leading = [way for way in ways if way.role == LEAD] or ways
    first = min(leading, key=lambda way: (way.named != way.agency, way.party != way.named, way.named))
    return first._replace(holders=frozenset[str]().union(*(way.holders for way in leading)))


def tasks(plan: Plan, day: date) -> Iterator[Item]:
    """The items that assign work on the day, in document order, whether or not they say to whom."""
    if plan.issued is not None and day < plan.issued:
        return
    for item in plan.items:
        in_force = (item.since is None or item.since <= day) and (item.until is None or day < item.until)
        if in_force and plan.is_task(item):
            yield item


def _of_party(register: Register, plan: Plan, item: Item, role: str, party: str, day: date) -> Iterator[Obligation]:
    in_group = party in register.group_by_id
    for agency in register.members(party):
        if in_group and not _has_begun(register, agency, day):
            continue
        holding = holder(register, plan, item.id, agency, day)
        if holding.agency is not None or not in_group:
            yield Obligation(item, role, holding.agency, agency, party, holding, holding.agencies(agency))


def _has_begun(register: Register, agency: str, day: date) -> bool:
    since = register.agency_by_id[agency].since
    return since is None or since <= day


def filers(register: Register, plan: Plan, day: date) -> dict[str, tuple[str, ...]]:
    """Who is expected to file on a closing day: agency to the agencies it inherits the duty from.

    The plan's `filers`, after succession; without that list, every agency that holds an obligation on the day.
    """
    expected: dict[str, tuple[str, ...]] = {}
    if plan.reporting is None:
        return expected
    if not plan.reporting.filers:
        for obligation in obligations(register, plan, day):
            if obligation.agency is not None:
                expected.setdefault(obligation.agency, () if obligation.named == obligation.agency else (obligation.named,))
        return expected
    for party in plan.reporting.filers:
        for named in register.members(party):
            agency = holder(register, plan, "", named, day).agency if _has_begun(register, named, day) else None
            if agency is not None:
                before = expected.get(agency, ())
                expected[agency] = before if named in (agency, *before) else (*before, named)
    return expected
