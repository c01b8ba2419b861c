"""What a change means, computed from two states of a workspace: changes as values, and what they do to the official figures.

Pure: the same registers and day give the same answer. Wherever two registers state something different, there is a change that
says so (a test holds this as a law); where they state the same, there is none, whatever the files look like.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from kehoach_cli.changes import entries, organisations, plans, renamed
from kehoach_cli.changes.base import GONE, NEW, Change, Sentence
from kehoach_cli.filings import FILED
from kehoach_cli.model import Plan, Register
from kehoach_cli.parse import AGENCIES_PATH, Snapshot, classify
from kehoach_cli.periods import Period
from kehoach_cli.places import PLANS
from kehoach_cli.standing import Counts, of_plan

__all__ = [
    "GONE", "NEW", "SECTIONS", "Alike", "Change", "Comparison", "Effect", "Figures", "Sentence", "alike", "between", "compare",
    "section",
]  # fmt: skip

# The headings under which changes are told, each with the kinds below it, in the order of both.
SECTIONS: dict[str, tuple[str, ...]] = {
    "altered": ("filing-edited", "event-edited", "entry-moved", "filing-removed", "event-removed"),
    "unreadable": ("unreadable", "readable"),
    "filings": ("filed", "revised", "excused", "reminded"),
    "progress": ("reported", "reported-again", "confirmed", "returned", "extended"),
    "organisations": (
        "agencies-added", "agencies-removed", "agency-added", "agency-renamed", "agency-ended", "agency-field", "agency-list",
        "agency-text", "agency-removed",
        "group-added", "group-field", "group-list", "group-text", "group-removed",
    ),
    "succession": ("handed-over", "handover-gone", "inherited", "orphaned"),
    "items": (
        "item-amended", "item-reworded", "item-added", "item-dropped", "item-removed", "item-lead", "item-due-later",
        "item-due-earlier", "item-field", "item-list", "item-text", "items-reordered",
    ),
    "plan": (
        "plan-renamed", "plan-added", "plan-removed", "plan-field", "plan-list", "plan-text", "plan-reporting-added",
        "plan-reporting-removed", "plan-holiday-added", "plan-holiday-removed", "plan-worked-added", "plan-worked-removed",
        "plan-moved-added", "plan-moved-removed",
    ),
    "templates": ("template-added", "template-changed", "template-removed"),
}  # fmt: skip
_PLACE = {name: place for place, name in enumerate(SECTIONS)}
_SECTION = {kind: name for name, kinds in SECTIONS.items() for kind in kinds}


def section(change: Change) -> str:
    """The heading under which a change is told."""
    return _SECTION[change.kind]


class Figures(NamedTuple):
    """The official figures of a plan as of a day: the cells; of the filings expected for the period, how many are there and how
    many are expected; how many earlier periods still owe."""

    counts: Counts = Counts()
    period: Period | None = None
    filed: int = 0
    expected: int = 0
    owed: int = 0


class Effect(NamedTuple):
    """What a change does to the figures of one plan as of a day; a side is None where the plan is not there."""

    plan: str
    before: Figures | None
    after: Figures | None

    @property
    def sides(self) -> tuple[Figures, Figures]:
        """Both, with nothing where the plan is not there."""
        return self.before or Figures(), self.after or Figures()

    @property
    def is_nothing(self) -> bool:
        """Whether all figures are as before."""
        before, after = self.sides
        return before == after._replace(period=before.period)


class Comparison(NamedTuple):
    """Everything that differs between two states of a workspace, as of a day; changes in the order of their headings, effects in
    the order of the plans."""

    as_of: date
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]

    def by_section(self) -> Iterator[tuple[str, tuple[Change, ...]]]:
        """The changes under their headings, empty ones left out."""
        for name in SECTIONS:
            if found := tuple(change for change in self.changes if section(change) == name):
                yield name, found


class Side(NamedTuple):
    """One state of a workspace, or of those parts of it that differ: its files, what they state, and its templates, each path
    with what tells its content apart."""

    snapshot: Snapshot
    register: Register
    templates: Mapping[str, str] = {}


class Alike(NamedTuple):
    """What other agencies do to a plan that is the same on both sides: what is handed on, and the figures."""

    changes: tuple[Change, ...]
    effect: Effect


def compare(before: Side, after: Side, as_of: date, others: Callable[[], Iterable[Alike]] = tuple) -> Comparison:
    """What a change means, and what it does to each plan it touches. `others` gives the plans that neither side holds, because
    they are the same on both; it is asked where agencies have changed, which may touch them all."""
    meant = between(before.register, after.register, as_of)
    names = renamed.plans(before.register, after.register)
    before = before._replace(snapshot=renamed.snapshot(before.snapshot, names), register=renamed.register(before.register, names))
    found = (*_unreadable(before, after), *meant, *_templates(before, after))
    if AGENCIES_PATH in before.register.unread | after.register.unread:
        return Comparison(as_of, _in_order(found), ())  # without agencies nobody holds anything, and no figure means anything
    of_all = any(change.path == AGENCIES_PATH for change in found)
    elsewhere = tuple(others()) if of_all else ()
    touched = None if of_all else {change.plan for change in found}
    effects = (*_effects(before.register, after.register, touched, as_of), *(one.effect for one in elsewhere))
    changes = _in_order((*found, *(change for one in elsewhere for change in one.changes)))
    return Comparison(as_of, changes, tuple(sorted(effects, key=_place_of_effect)))


def _in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=_place))


def _place(change: Change) -> tuple[int, str]:
    """Changes stand in the order of their headings; what is handed on, in the order of the plans."""
    name = section(change)
    return _PLACE[name], change.path if name == "succession" else ""


def _place_of_effect(effect: Effect) -> tuple[bool, str]:
    """Plans stand in the order of their folders, those that are gone at the end."""
    return effect.after is None, f"{PLANS}/{effect.plan}/"


def alike(before: Register, after: Register, plan: str, as_of: date) -> Alike:
    """What the agencies of both registers do to a plan that is the same in both."""
    return Alike(tuple(plans.between(before, after, plan)), _effect(before, after, plan, as_of))


def between(
    before: Register, after: Register, as_of: date | None = None, only: Callable[[str], bool] = lambda _: True
) -> tuple[Change, ...]:
    """What two registers state differently. `as_of` is the day for which standings are compared, None for none; `only` says of
    which files to speak. What one side could not read is not taken for missing."""
    names = renamed.plans(before, after)
    told = renamed.changes(names, before, after)
    before = renamed.register(before, names)
    unread = before.unread | after.unread | {event.path for event in (*before.faulty, *after.faulty)}

    def speaks_of(path: str) -> bool:
        return path not in unread and only(path)

    found = [*(one for one in told if speaks_of(one.path)), *entries.between(before, after, as_of, speaks_of)]
    if speaks_of(AGENCIES_PATH):
        found += organisations.between(before, after)
    for plan in dict.fromkeys(plan.id for plan in (*after.plans, *before.plans)):
        if speaks_of(f"plans/{plan}/plan.yaml"):
            found += plans.between(before, after, plan)
    if AGENCIES_PATH in unread:  # who inherits from whom is not known on one side
        found = [change for change in found if change.kind not in ("inherited", "orphaned")]
    return tuple(found)


def _unreadable(before: Side, after: Side) -> Iterator[Change]:
    """Files that nothing can be read from: new ones, ones that were readable, and those that have changed and still are not."""
    then, now = _not_read(before), _not_read(after)
    for path in sorted(now):
        if path not in then or _content(before, path) != _content(after, path):
            known = path in before.snapshot.files and path not in then
            yield Change("unreadable", path, facts={"path": path, "was": "readable" if known else ""})
    for path in sorted(then - now):
        facts = {"path": path, "now": "read" if path in after.snapshot.files else "gone"}
        yield Change("readable", path, facts=facts)


def _content(side: Side, path: str) -> bytes | None:
    """What a file holds, whatever the line ends of the system it comes from; None for one that is refused."""
    content = side.snapshot.files.get(path)
    return content and content.replace(b"\r\n", b"\n")


def _not_read(side: Side) -> set[str]:
    misplaced = {path for path in side.snapshot.files if path != AGENCIES_PATH and classify(path) is None}
    return misplaced | {*side.snapshot.refused} | side.register.unread | {event.path for event in side.register.faulty}


def _templates(before: Side, after: Side) -> Iterator[Change]:
    for path in sorted({*before.templates, *after.templates}):
        then, now = before.templates.get(path), after.templates.get(path)
        if then != now:
            what = "added" if then is None else "removed" if now is None else "changed"
            yield Change(f"template-{what}", path, facts={"path": path})


def _effects(before: Register, after: Register, touched: set[str | None] | None, as_of: date) -> Iterator[Effect]:
    """The figures of every plan that a change touches; of all with None."""
    for plan in dict.fromkeys(plan.id for plan in (*after.plans, *before.plans)):
        if touched is None or plan in touched:
            yield _effect(before, after, plan, as_of)


def _effect(before: Register, after: Register, plan: str, as_of: date) -> Effect:
    return Effect(plan, *(_figures(side, side.plan_by_id.get(plan), as_of) for side in (before, after)))


def _figures(register: Register, plan: Plan | None, as_of: date) -> Figures | None:
    if plan is None:
        return None
    of = of_plan(register, plan, as_of)
    filed = sum(one.status in FILED for one in of.filings)
    return Figures(of.counts, of.period, filed, len(of.filings), len(of.outstanding))
