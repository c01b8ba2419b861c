"""Where an agency comes from and what became of its work: its line of predecessors and heirs, what it has inherited and handed
on, and what a reorganisation would move. All functions are pure: the same register and day give the same answer.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from kehoach_cli.model import Agency, Plan, Register
from kehoach_cli.succession import SUCCESSION, Step, filers, holder, obligations

FILER = "filer"  # the role of who has to file
_A_DAY = timedelta(days=1)


class Link(NamedTuple):
    """One step in the line of an agency: it ended on `date` and these took over. No heirs: nobody did."""

    agency: str
    heirs: tuple[str, ...]
    date: date | None
    basis: str | None


class Handover(NamedTuple):
    """One duty that passed from an agency to another on a day; `item` is empty for the duty to file, `to` is None when nobody
    took it over. `kind` is that of a `Step`. `orphaned` is whether nobody would answer for the item then; what was asked of a
    group, the others in it go on with."""

    plan: str
    item: str
    role: str
    from_: str
    to: str | None
    date: date
    kind: str
    basis: str | None
    orphaned: bool = False


class Lineage(NamedTuple):
    """The line of an agency, oldest step first; what it had inherited by a day and what it had handed on, in order of time,
    then of plans and items."""

    before: tuple[Link, ...]
    after: tuple[Link, ...]
    inherited: tuple[Handover, ...]
    handed_on: tuple[Handover, ...]


def of_agency(register: Register, agency: Agency, day: date) -> Lineage:
    """Everything known of where an agency comes from and where its work went by the day (inclusive)."""
    before, after = tuple(_links_before(register, agency)), tuple(_links_after(register, agency))
    inherited: dict[Handover, None] = {}
    handed_on: dict[Handover, None] = {}
    for plan in register.plans:
        for moment in (*_receiving(plan, agency, before, day), day):
            inherited |= dict.fromkeys(_received(register, plan, agency.id, moment))
        for moment in _giving(plan, agency, day):
            handed_on |= dict.fromkeys(_given(register, plan, agency.id, moment))
    return Lineage(
        before=_in_time(before),
        after=_in_time(after),
        inherited=_in_order(register, inherited),
        handed_on=_in_order(register, handed_on),
    )


def _in_order(register: Register, found: Iterable[Handover]) -> tuple[Handover, ...]:
    """By day, then plan, then place in the plan, the duty to file last."""
    plans = {plan.id: place for place, plan in enumerate(register.plans)}

    def place(one: Handover) -> tuple[date, int, bool, int]:
        item = register.plan_by_id[one.plan].item_by_id.get(one.item)
        return one.date, plans[one.plan], item is None, item.position if item else 0

    return tuple(sorted(found, key=place))


def _in_time(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(dict.fromkeys(links), key=lambda link: (link.date or date.max, link.agency)))


def _link(agency: Agency) -> Link:
    return Link(agency.id, agency.successor, agency.until, agency.basis)


def _links_before(register: Register, agency: Agency) -> Iterator[Link]:
    """The steps that lead to the agency, through any number of agencies."""
    waiting, seen = [agency.id], set[str]()
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            ancestors = [one for one in register.agencies if current in one.successor]
            yield from map(_link, ancestors)
            waiting += [one.id for one in ancestors]


def _links_after(register: Register, agency: Agency) -> Iterator[Link]:
    """The steps that lead away from the agency, through any number of agencies."""
    waiting, seen = [agency.id], set[str]()
    while waiting:
        current = register.agency_by_id.get(waiting.pop())
        if current is not None and current.id not in seen:
            seen.add(current.id)
            if current.until is not None or current.successor:
                yield _link(current)
            waiting += current.successor


def _receiving(plan: Plan, agency: Agency, before: Iterable[Link], day: date) -> list[date]:
    """The days up to this one on which something can have come to the agency, oldest first: by its ancestors, or a transfer to
    one of them or to itself."""
    line = {agency.id, *(link.agency for link in before)}
    days = {link.date for link in before} | {transfer.date for transfer in plan.transfers if transfer.to in line}
    return sorted(one for one in days if one is not None and one <= day)


def _giving(plan: Plan, agency: Agency, day: date) -> list[date]:
    """The days up to this one on which something can have left the agency, oldest first."""
    days = {agency.until, *(transfer.date for transfer in plan.transfers if transfer.from_ == agency.id)}
    return sorted(one for one in days if one is not None and one <= day)


def _received(register: Register, plan: Plan, agency: str, day: date) -> Iterator[Handover]:
    """What the agency holds on the day because somebody handed it over."""
    for one in obligations(register, plan, day):
        if one.agency == agency:
            ways = (holder(register, plan, one.item.id, named, day) for named in sorted(one.holders))
            steps = dict.fromkeys(way.steps[-1] for way in ways if way.agency == agency and way.steps)
            yield from (_handover(plan, one.item.id, one.role, step) for step in steps)
    for named in filers(register, plan, day).get(agency, ()):
        for step in _filing_steps(register, named, day):
            if step.to == agency:
                yield _handover(plan, "", FILER, step)


def _filing_steps(register: Register, agency: str, day: date) -> Iterator[Step]:
    """Every handover of an agency's duty to file up to the day, from heir to heir; after a split each of the heirs files."""
    waiting, seen = [(agency, date.min)], set[str]()
    while waiting:
        current, since = waiting.pop(0)
        known = register.agency_by_id.get(current)
        if current in seen or known is None or known.until is None or known.until > day:
            continue
        seen.add(current)
        steps = [Step(SUCCESSION, current, heir, max(known.until, since), known.basis) for heir in known.successor]
        yield from steps
        waiting += [(step.to, step.date) for step in steps]


def _handover(plan: Plan, item: str, role: str, step: Step) -> Handover:
    return Handover(plan.id, item, role, step.from_, step.to, step.date, step.kind, step.basis)


def _given(register: Register, plan: Plan, agency: str, day: date) -> Iterator[Handover]:
    """What the agency held on the day before, or was the last to hold, and handed to somebody else, or nobody, on the day."""
    eve, now = day - _A_DAY, {item.id for item in plan.on(day).items}
    for one in obligations(register, plan, eve):
        if one.item.id in now and (one.agency or one.holding.last(one.named)) == agency:  # what the plan dropped, nobody took
            yield from _left(register, plan, one.item.id, one.role, one.named, agency, day)
    ended = register.agency_by_id[agency]
    if ended.until == day and agency in filers(register, plan, eve):
        filing = filers(register, plan, day)
        heirs = [heir for heir in ended.successor if heir in filing]
        yield from (Handover(plan.id, "", FILER, agency, to, day, SUCCESSION, ended.basis) for to in heirs or (None,))


def _left(register: Register, plan: Plan, item: str, role: str, named: str, agency: str, day: date) -> Iterator[Handover]:
    """How an item left an agency on a day, if it did."""
    way = holder(register, plan, item, named, day)
    step = next((step for step in reversed(way.steps) if step.from_ == agency and step.date == day), None)
    if step is not None:
        yield _handover(plan, item, role, step)
    elif way.agency is None and (ended := register.agency_by_id[agency]).until == day:
        yield Handover(plan.id, item, role, agency, None, day, SUCCESSION, ended.basis)


def moves(before: Register, after: Register, day: date) -> tuple[Handover, ...]:
    """Every duty for which another agency answers on the day, or nobody, by one register than by the other: plan by plan, in
    the order of items, the duty to file last."""
    found: list[Handover] = []
    for plan in before.plans:
        items = list(_moved_items(before, after, plan, day))
        found += [*items, *_moved_filers(before, after, plan, day, {one.from_ for one in items if one.to is not None})]
    return tuple(found)


def _moved_items(before: Register, after: Register, plan: Plan, day: date) -> Iterator[Handover]:
    orphans = {(one.item.id, one.holding.last(one.named)) for one in obligations(after, plan, day) if one.agency is None}
    for one in obligations(before, plan, day):
        to = holder(after, plan, one.item.id, one.named, day).agency
        if one.agency is not None and to != one.agency:
            yield _move(after, plan, one.item.id, one.role, one.agency, to, day, orphaned=(one.item.id, one.agency) in orphans)


def _moved_filers(before: Register, after: Register, plan: Plan, day: date, taken_over: set[str]) -> Iterator[Handover]:
    """Without a list of filers, the duty of an agency whose items have gone to others has gone with them."""
    filing = filers(after, plan, day)
    listed = plan.reporting is not None and bool(plan.reporting.filers)
    for agency in filers(before, plan, day):
        if agency not in filing:
            heirs = [heir for heir in after.agency_by_id[agency].successor if heir in filing]
            lost = (None,) if listed or agency not in taken_over else ()
            yield from (_move(after, plan, "", FILER, agency, to, day) for to in heirs or lost)


def _move(
    after: Register, plan: Plan, item: str, role: str, agency: str, to: str | None, day: date, *, orphaned: bool = False
) -> Handover:
    return Handover(plan.id, item, role, agency, to, day, SUCCESSION, after.agency_by_id[agency].basis, orphaned)


def wanting_transfers(plan: Plan, moved: Iterable[Handover]) -> tuple[Handover, ...]:
    """Those of the moves that leave an item of the plan to nobody: each needs a line in `transfers`, but for items that take
    their lead from another one of them and go with it."""
    orphaned = {(one.from_, one.item): one for one in moved if one.plan == plan.id and one.orphaned}

    def goes_with_another(one: Handover) -> bool:
        source = plan.lead_source(one.item)
        return source != one.item and (one.from_, source) in orphaned

    return tuple(one for one in orphaned.values() if not goes_with_another(one))
