"""Plans that have got another id: their folder has another name, and everything in it went along. What else has changed in them
is found by comparing the state before as it would have been told under the new id."""

from collections.abc import Mapping
from typing import TypeVar

from kehoach_cli.changes.base import Change, differing
from kehoach_cli.model import Event, Filing, Register
from kehoach_cli.parse import Snapshot

Entry = Event | Filing
T = TypeVar("T")


def plans(before: Register, after: Register) -> dict[str, str]:
    """The new id of each plan whose id has changed, by the old one: it is gone, another one has come, and of all that came that
    one holds most of its entries, as they were and at the same places. A plan without an entry has to say the same itself."""
    gone = [plan for plan in before.plans if plan.id not in after.plan_by_id]
    came = {plan.id: plan for plan in after.plans if plan.id not in before.plan_by_id}
    found = {}
    for plan in gone if came else ():
        held = _held(before, plan.id)
        shared = {now: len(held & _held(after, now)) for now in came}
        now = max(shared, key=shared.__getitem__, default="")
        if now and (shared[now] or (not held and not any(differing(plan, came[now], ("id",))))):
            found[plan.id] = now
            del came[now]
    return found


def changes(names: Mapping[str, str], before: Register, after: Register) -> list[Change]:
    """One change for each."""
    found = []
    for was, now in names.items():
        plan = after.plan_by_id[now]
        agencies = dict.fromkeys(entry.agency for entry in _entries(before, was))
        facts = {"was": was, "now": now, "title": plan.title}
        found.append(Change("plan-renamed", plan.path, now, facts, tuple(plan.item_by_id), tuple(agencies)))
    return found


def register(of: Register, names: Mapping[str, str]) -> Register:
    """What was stated, under the new ids."""
    if not names:
        return of
    listed = tuple(plan._replace(id=names.get(plan.id, plan.id), path=_path(plan.path, names)) for plan in of.plans)
    events, faulty = (tuple(_entry(one, names) for one in those) for those in (of.events, of.faulty))
    filings = tuple(_entry(one, names) for one in of.filings)
    return of._replace(
        plans=listed,
        plan_by_id={plan.id: plan for plan in reversed(listed)},
        events=tuple(sorted(events, key=lambda one: (one.date, one.id, one.path))),
        faulty=faulty,
        filings=tuple(sorted(filings, key=lambda one: (one.plan, one.period, one.agency, one.revision))),
        unread=frozenset(_path(path, names) for path in of.unread),
    )


def snapshot(of: Snapshot, names: Mapping[str, str]) -> Snapshot:
    """The files, likewise."""
    return Snapshot(_by_path(of.files, names), _by_path(of.refused, names)) if names else of


def _held(of: Register, plan: str) -> set[Entry]:
    """The entries of a plan, without its id."""
    return {entry._replace(plan="", path=entry.path.split("/", 2)[2]) for entry in _entries(of, plan)}


def _entries(of: Register, plan: str) -> tuple[Entry, ...]:
    return *of.events_by_plan.get(plan, ()), *of.filings_by_plan.get(plan, ())


Kind = TypeVar("Kind", Event, Filing)


def _entry(one: Kind, names: Mapping[str, str]) -> Kind:
    return one._replace(plan=names.get(one.plan, one.plan), path=_path(one.path, names))


def _path(path: str, names: Mapping[str, str]) -> str:
    folder, _, rest = path.partition("/")
    plan, _, rest = rest.partition("/")
    return f"{folder}/{names[plan]}/{rest}" if folder == "plans" and plan in names else path


def _by_path(files: Mapping[str, T], names: Mapping[str, str]) -> dict[str, T]:
    return {_path(path, names): content for path, content in files.items()}
