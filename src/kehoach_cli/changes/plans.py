"""What a change does to a plan: its identity, its reporting duty and calendar, who takes over, and every item and wording."""

from collections.abc import Iterator
from datetime import date

from kehoach_cli.changes import items
from kehoach_cli.changes.base import About, Change, Names, differing, iso, of_field
from kehoach_cli.model import Plan, Register, Transfer
from kehoach_cli.succession import SUCCESSION, TRANSFER, Obligation, Step, obligations
from kehoach_cli.workdays import Calendar

_ELSEWHERE = ("id", "reporting", "calendar", "transfers", "items", "audit", "report")  # compared part by part
_PARTIES = ("issuer", "coordinator", "filers")


def between(before: Register, after: Register, plan_id: str) -> Iterator[Change]:
    """Everything that has changed in one plan; the plan itself when it has come or gone."""
    names = Names(before, after)
    old, new = before.plan_by_id.get(plan_id), after.plan_by_id.get(plan_id)
    if old is None or new is None:
        if plan := new or old:
            facts = {"title": plan.title, "count": str(len(plan.item_by_id))}
            about = _about(plan)._replace(items=tuple(plan.item_by_id))
            yield about.change("added" if new else "removed", **facts)
        return
    for field in differing(old, new, _ELSEWHERE):
        yield of_field(_about(new), field, names.of if field.name in _PARTIES else str)
    yield from _reporting(old, new, names)
    yield from (of_field(_about(new, "audit"), field) for field in differing(old.audit, new.audit))
    parties = {"issuer": names.of, "to": names.of, "recipients": names.of}
    for field in differing(old.report, new.report):
        yield of_field(_about(new, "issuing"), field, parties.get(field.name, str))
    yield from _calendar(old, new)
    yield from _transfers(before, after, old, new)
    yield from items.between(old, new, names)


def _about(plan: Plan, form: str = "plan") -> About:
    return About("plan", form, plan.path, plan.id)


def _reporting(before: Plan, after: Plan, names: Names) -> Iterator[Change]:
    about = _about(after, "reporting")
    if before.reporting is None or after.reporting is None:
        if reporting := after.reporting or before.reporting:
            facts = {"every": reporting.every, "first": reporting.first or ""}
            if before.reporting != after.reporting:
                yield about.change("reporting-added" if after.reporting else "reporting-removed", **facts)
        return
    for field in differing(before.reporting, after.reporting, ("calendar",)):
        yield of_field(about, field, names.of if field.name in _PARTIES else str)


def _calendar(before: Plan, after: Plan) -> Iterator[Change]:
    old, new, about = before.calendar, after.calendar, _about(after, "calendar")
    for field in differing(old, new, ("moved", "holidays", "worked")):
        yield of_field(about, field)
    for what, added, removed in (("added", new, old), ("removed", old, new)):
        yield from _days(about, what, added, removed)


def _days(about: About, what: str, one: Calendar, other: Calendar) -> Iterator[Change]:
    """The days off, the days worked and the moved deadlines that one calendar has and the other has not."""
    known = {holiday._replace(position=0) for holiday in other.holidays}
    for holiday in one.holidays:
        if holiday._replace(position=0) not in known:
            facts = {"day": iso(holiday.date), "to": iso(holiday.to), "name": holiday.name or "", "basis": holiday.basis or ""}
            yield about.change(f"holiday-{what}", **facts)
    for day in one.worked:
        if day not in other.worked:
            yield about.change(f"worked-{what}", day=iso(day))
    moves = {moved._replace(position=0) for moved in other.moved}
    for moved in one.moved:
        if moved._replace(position=0) not in moves:
            facts = {"turn": moved.period, "closes": iso(moved.closes), "due": iso(moved.due), "basis": moved.basis or ""}
            concerned = about._replace(items=(moved.item,) if moved.item else ())
            yield concerned.change(f"moved-{what}", **facts, item=moved.item or "")


def _transfers(before: Register, after: Register, old: Plan, new: Plan) -> Iterator[Change]:
    """Transfers the plan states, then what successions in agencies.yaml hand on."""
    names, then, now = Names(before, after), _handovers(before, old), _handovers(after, new)
    for what, ones, others, roles in (
        ("handed-over", new.transfers, old.transfers, now),
        ("handover-gone", old.transfers, new.transfers, then),
    ):
        known = {transfer._replace(position=0) for transfer in others}
        for transfer in ones:
            if transfer._replace(position=0) not in known:
                yield _transfer(what, new, transfer, roles, names)
    for (step, role), ids in now.items():
        came = tuple(item for item in ids if item not in then.get((step, role), ()))
        if step.kind == SUCCESSION and came:
            yield _step("inherited" if step.to else "orphaned", new, step, role, came, names)


Handovers = dict[tuple[Step, str], tuple[str, ...]]


def _handovers(register: Register, plan: Plan) -> Handovers:
    """Every handover of any time of what the plan says today, with the role, and the items it hands over."""
    found: Handovers = {}
    for obligation in obligations(register, plan, date.max):
        for step in _steps(register, obligation):
            ids = found.get((step, obligation.role), ())
            found[step, obligation.role] = ids if obligation.item.id in ids else (*ids, obligation.item.id)
    return found


def _steps(register: Register, obligation: Obligation) -> Iterator[Step]:
    yield from obligation.holding.steps
    if obligation.holding.agency is None and obligation.holding.ended is not None:
        last = obligation.holding.last(obligation.named)
        basis = register.agency_by_id[last].basis if last in register.agency_by_id else None
        yield Step(SUCCESSION, last, "", obligation.holding.ended, basis)


def _transfer(what: str, plan: Plan, transfer: Transfer, roles: Handovers, names: Names) -> Change:
    step = Step(TRANSFER, transfer.from_, transfer.to, transfer.date, transfer.basis)
    role = next((role for known, role in roles if known == step), "")
    return _step(what, plan, step, role, transfer.items, names)


def _step(kind: str, plan: Plan, step: Step, role: str, ids: tuple[str, ...], names: Names) -> Change:
    facts = {"items": ", ".join(ids), "role": role, "from": names.of(step.from_), "to": names.of(step.to) if step.to else ""}
    facts |= {"day": iso(step.date), "basis": step.basis or ""}
    concerned = (step.from_, step.to) if step.to else (step.from_,)
    return Change(kind, plan.path, plan.id, facts, ids, concerned)
