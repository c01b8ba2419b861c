"""Who answers for an obligation on a given day: agencies end, their obligations go on.

An agency's heir takes all its obligations from the day it ends; a transfer in the plan hands single items to someone else,
on its own date. An agency that was split has several heirs, and only a transfer says which of them takes an item. All
functions are pure: the same register and day give the same answer.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kehoach_cli.model import LEAD, SUPPORT, Item, Plan, Register, Transfer

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

    def last(self, first: str) -> str:
        """The last one who has held it, from the first named agency on, though it may have ended."""
        return self.steps[-1].to if self.steps else first

    def agencies(self, first: str) -> frozenset[str]:
        """Everyone who has held it, from the first named agency on."""
        return frozenset((first, *(step.to for step in self.steps)))


class Obligation(NamedTuple):
    """Item × agency × role on a day. `named` is the agency the plan first put it on, `party` the words it used for that
    (the agency itself or a group); `agency` is who holds it now, None when it is orphaned. `holders` is everyone through whose
    hands it came: where two members of a group have merged, the chains of both; `shares` are those chains one by one."""

    item: Item
    role: str
    agency: str | None
    named: str
    party: str
    holding: Holding
    holders: frozenset[str]
    shares: tuple[frozenset[str], ...] = ()


def holder(register: Register, plan: Plan, item_id: str, agency: str, day: date) -> Holding:
    """Follow handovers from the named agency up to the day (inclusive: a handover counts on its own date).

    An heir that agencies.yaml does not know ends the chain like a missing one: the obligation is orphaned, not lost. So does a
    split: several heirs, and no transfer that says who takes the item.
    """
    steps: list[Step] = []
    current = agency
    while len(steps) < _LONGEST_CHAIN:
        step = _next_step(register, plan, item_id, current, steps[-1] if steps else None, day)
        if step is None:
            return Holding(current, tuple(steps))
        if step.to not in register.agency_by_id:
            return Holding(None, tuple(steps), step.date)
        steps.append(step)
        current = step.to
    return Holding(None, tuple(steps), steps[-1].date)


def _next_step(register: Register, plan: Plan, item_id: str, agency: str, last: Step | None, day: date) -> Step | None:
    """The first handover by the agency up to the day, after the last one; its `to` is empty when nobody takes over. On the day
    itself only what came by succession is handed on: transfers there and back on one day would have no order."""
    since = last.date if last else date.min
    too_early = last.date if last and last.kind == TRANSFER else None
    handed = [
        Step(TRANSFER, agency, transfer.to, transfer.date, transfer.basis)
        for transfer in plan.transfers
        if transfer.from_ == agency
        and since <= transfer.date <= day
        and transfer.date != too_early
        and moves(plan, transfer, item_id)
    ]
    known = register.agency_by_id.get(agency)
    if known is not None and known.until is not None and known.until <= day:
        heir = known.successor[0] if len(known.successor) == 1 else ""
        if heir or not handed:  # an orphan may find a new holder later, by a transfer
            handed.append(Step(SUCCESSION, agency, heir, max(known.until, since), known.basis))
    return min(handed, key=lambda step: (step.date, step.kind != TRANSFER), default=None)


def moves(plan: Plan, transfer: Transfer, item_id: str) -> bool:
    """Whether a transfer hands over the item: by its own id, or by that of the item whose lead it takes."""
    return item_id in transfer.items or plan.lead_source(item_id) in transfer.items


def heirs(register: Register, agency: str, day: date) -> tuple[str, ...]:
    """Who continues an agency on a day, in the order of the file: itself while it exists, else the heirs of its heirs. Several
    after a split, nobody after an abolition or before it has begun."""
    return tuple(lines(register, agency, day))


def lines(register: Register, agency: str, day: date) -> dict[str, tuple[str, ...]]:
    """Who continues an agency on a day, and for each the agencies between, from the given one on; empty for itself."""
    found: dict[str, tuple[str, ...]] = {}
    waiting: list[tuple[str, tuple[str, ...]]] = [(agency, ())]
    seen: set[str] = set()  # several lines may lead to one heir, and by mistake to where they came from
    while waiting:
        current, before = waiting.pop()
        known = register.agency_by_id.get(current)
        if known is None or current in seen:
            continue
        seen.add(current)
        if known.valid_on(day):
            found.setdefault(current, before)
        elif known.until is not None and known.until <= day:
            waiting += [(heir, (*before, current)) for heir in reversed(known.successor)]
    return found


def obligations(register: Register, plan: Plan, day: date, of: str | None = None) -> Iterator[Obligation]:
    """Every obligation of the plan on the day, or those `of` one item, in document order, one for each item and agency; a lead
    hides a support.

    A group fans out to its members that exist on the day, and to the heirs of those that have ended. A named agency that has
    ended without an heir leaves an orphan; a member of a group that has ended without an heir leaves nothing, since only those
    in the group on the day are meant. A member that was split leaves an orphan, unless one of its heirs is in the group itself.
    """
    plan = plan.on(day)
    for item in tasks(plan, day):
        if of not in (None, item.id):
            continue
        held: dict[str, list[Obligation]] = {}
        for role, parties in ((LEAD, plan.lead_of(item)), (SUPPORT, item.support)):
            for party in parties:
                for obligation in _of_party(register, plan, item, role, party, day):
                    held.setdefault(obligation.agency or f"\0{obligation.named}", []).append(obligation)
        for ways in held.values():
            yield _merged(ways)


def supports(register: Register, plan: Plan, item_id: str, agency: str, day: date) -> bool:
    """Whether an agency supports an item on a day, and does not lead it."""
    return any((o.agency, o.role) == (agency, SUPPORT) for o in obligations(register, plan, day, item_id))


def _merged(ways: list[Obligation]) -> Obligation:
    """One obligation out of the ways by which it reached an agency: lead before support, its own name before an heir's."""
    leading = [way for way in ways if way.role == LEAD] or ways
    first = min(leading, key=lambda way: (way.named != way.agency, way.party != way.named, way.named))
    shares = tuple(dict.fromkeys(way.holders for way in leading))
    return first._replace(holders=frozenset[str]().union(*shares), shares=shares)


def tasks(plan: Plan, day: date) -> Iterator[Item]:
    """The items that assign work on the day, in document order, whether or not they say to whom."""
    if plan.issued is not None and day < plan.issued:
        return
    current = plan.on(day)
    yield from (item for item in current.items if current.is_task(item))


def _of_party(register: Register, plan: Plan, item: Item, role: str, party: str, day: date) -> Iterator[Obligation]:
    in_group = party in register.group_by_id
    for agency in register.members(party):
        if in_group and not _has_begun(register, agency, day):
            continue
        holding = holder(register, plan, item.id, agency, day)
        if holding.agency is not None or not in_group or _is_split_away(register, party, holding.last(agency)):
            yield Obligation(item, role, holding.agency, agency, party, holding, holding.agencies(agency))


def _is_split_away(register: Register, group: str, agency: str) -> bool:
    """Whether an agency was split among others none of which is in the group: then nobody carries on for it."""
    parts = register.agency_by_id[agency].successor
    return len(parts) > 1 and not set(parts) & set(register.members(group))


def _has_begun(register: Register, agency: str, day: date) -> bool:
    since = register.agency_by_id[agency].since
    return since is None or since <= day


def filers(register: Register, plan: Plan, day: date) -> dict[str, tuple[str, ...]]:
    """Who is expected to file on a closing day: agency to the agencies it inherits the duty from.

    The plan's `filers`, after succession; without that list, every agency that holds an obligation on the day. After a split
    each of the heirs files: unlike an item, the duty to report needs no single hand.
    """
    expected: dict[str, dict[str, None]] = {}
    if plan.reporting is None:
        return {}
    for agency, before in _inheriting(register, plan, plan.reporting.filers, day):
        expected.setdefault(agency, {}).update(dict.fromkeys(one for one in before if one != agency))
    return {agency: tuple(before) for agency, before in expected.items()}


def _inheriting(register: Register, plan: Plan, parties: tuple[str, ...], day: date) -> Iterator[tuple[str, Iterable[str]]]:
    """Each agency that files, with those whose duty has come to it; an agency may come several times."""
    if not parties:
        for obligation in obligations(register, plan, day):
            if obligation.agency is not None:
                yield obligation.agency, sorted(obligation.holders)
        return
    for party in parties:
        for named in register.members(party):
            yield from lines(register, named, day).items()
