"""The life of an item, an agency or an entry: what each commit recorded or changed of it. Pure: commits and contents come in.

It is told from the end backwards: the state at the end is known whole, and undoing one commit gives the state before it. So a
clone that reaches back only some way can tell what it has.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kehoach_cli import changes, lookup
from kehoach_cli.changes import Change
from kehoach_cli.model import EVENT_KINDS, Event, Filing, Register
from kehoach_cli.oversight import names_of
from kehoach_cli.parse import AGENCIES_PATH, EVENT_NAME, EventPath, FilingPath, Snapshot, classify, parse
from kehoach_cli.trail import Recorded, Touch, Touches, is_entry, under
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import closest

Entry = Event | Filing
_REVISION = re.compile(r"\.r[0-9]+$")


class Subject(NamedTuple):
    """Whose life is told: an item of a plan, a whole plan, an agency, one entry (`paths`, of a filing with its revisions); or,
    with nothing set, everything. `former` are the ids that the plan had before, `kin` the agencies whose reports an agency may go
    on from."""

    plan: str | None = None
    item: str | None = None
    agency: str | None = None
    paths: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()

    def may_concern(self, path: str) -> bool:
        """Whether a file may say something of it, or what stood before it."""
        meaning = classify(path)
        if isinstance(meaning, EventPath | FilingPath):
            stated = meaning.name if isinstance(meaning, EventPath) else ""
            named = EVENT_NAME.fullmatch(stated)
            return (
                self._is_of_plan(meaning.plan)
                and (self.agency in (None, meaning.agency) or meaning.agency in self.kin)
                and (self.item is None or named is None or named[2] in EVENT_KINDS or self._covers(named[2]))
            )
        return path == AGENCIES_PATH or (meaning is not None and self._is_of_plan(meaning))  # names and days are there

    def is_told_by(self, change: Change) -> bool:
        """Whether a change speaks of it."""
        if self.paths:
            named = {change.facts.get("of"), change.facts.get("replaces")}
            return change.path in self.paths or any(named & _names(path) for path in self.paths)
        if self.item is not None:
            return self._is_of_plan(change.plan) and any(map(self._covers, change.items))
        if self.plan is not None:
            return self._is_of_plan(change.plan)
        return self.agency is None or self.agency in change.agencies

    def _is_of_plan(self, plan: str | None) -> bool:
        return self.plan in (None, plan) or plan in self.former

    def _covers(self, item: str) -> bool:
        return self.item is not None and (item == self.item or item.startswith((f"{self.item}.", f"{self.item}-")))


def _names(path: str) -> set[str]:
    """How other entries may name the one of that path."""
    return {name for _, _, name in names_of(path)}


def _ways_to_type(path: str) -> set[str]:
    plan = path.split("/")[1]
    return {path, *_names(path), *(f"{plan}/{name}" for name in _names(path))}


def subject(register: Register, entries: Iterable[str], typed: str | None, renamed: Mapping[str, str]) -> Subject:
    """What a person means: an entry among those paths (by path, name, or period/agency), an item, a plan, an agency; a plan by an
    id it had before too: `renamed` has the next one of each. Raises Trouble."""
    if typed is None:
        return Subject()
    newest = {was: _newest(register, was, renamed) for was in renamed}
    named, slash, rest = typed.partition("/")
    found = _named(register, entries, f"{newest.get(named, named)}{slash}{rest}")
    if found.plan is None:
        return found
    plan = newest.get(found.plan, found.plan)
    former = frozenset(was for was, now in newest.items() if now == plan != was)
    paths = frozenset(under(path, one) for path in found.paths for one in (plan, *former))
    return found._replace(plan=plan, former=former, paths=paths)


def _newest(register: Register, plan: str, renamed: Mapping[str, str]) -> str:
    """The id that a plan has come to; one that a plan has now is nobody's former one."""
    for _ in renamed:  # round in a circle goes what is gone
        if plan not in register.plan_by_id:
            plan = renamed.get(plan, plan)
    return plan


def _named(register: Register, entries: Iterable[str], typed: str) -> Subject:
    last = "/" + _REVISION.sub("", typed.rpartition("/")[2].removesuffix(".yaml"))  # which its path holds, whatever its name is
    found = [path for path in entries if last in path and typed in _ways_to_type(path)]
    for meaning in map(classify, sorted(found)):
        if isinstance(meaning, EventPath | FilingPath):
            return Subject(plan=meaning.plan, agency=meaning.agency, paths=frozenset(found))
    plans = {plan.id.casefold() for plan in register.plans}
    if "/" in typed and typed.partition("/")[0].casefold() in plans:
        named, item = lookup.plan_and_item(register, typed)
        return Subject(named.id, item)
    holders = lookup.holders(register, typed)
    if len(holders) > 1:
        raise lookup.which_plan([f"{plan.id}/{typed}" for plan in holders])
    if holders:
        return Subject(holders[0].id, lookup.item(holders[0], typed))
    if typed.casefold() in plans:
        return Subject(lookup.plan(register, typed).id)
    try:
        agency = lookup.agency(register, typed).id
    except Trouble as trouble:
        if trouble.key != "unknown-agency":
            raise
        among = [*plans, *(item for plan in register.plans for item in plan.item_by_id)]
        near = trouble.facts["suggestion"] or closest(typed, among) or ""
        raise Trouble("unknown-subject", exit_code=WRONG_USE, typed=typed, suggestion=near) from None
    return Subject(agency=agency, kin=_kin(register).get(agency, frozenset()))


class Told(NamedTuple):
    """What one commit recorded or changed."""

    commit: Recorded
    changes: tuple[Change, ...]


def relevant(commits: Iterable[Recorded], touches: Touches, of: Subject) -> list[tuple[Recorded, tuple[Touch, ...]]]:
    """The commits that may tell something, newest first, each with what it did to files that may. Of a plan or the agencies a
    merge only brings together what its parents say."""
    found = []
    for commit in reversed(list(commits)):
        done = (touch for touch in touches[commit.commit] if of.may_concern(touch.path))
        if mine := tuple(touch for touch in done if is_entry(touch.path) or not commit.is_merge):
            found.append((commit, mine))
    return found


ByAgency = dict[str, dict[str, Entry]]  # by agency, then by path
Contents = Mapping[str, bytes]  # by the hashes that touches name
Step = tuple[Recorded, tuple[Touch, ...], Contents]


def tell(steps: Iterable[Step], at_end: Register, of: Subject) -> Iterator[Told]:
    """What each commit did, newest first; nothing, where it changed no meaning."""
    teller = _Teller(at_end, of)
    for commit, touches, contents in steps:
        yield Told(commit, tuple(change for change in teller.undo(touches, contents) if of.is_told_by(change)))


class _Teller:
    """The state of the workspace while commits are undone, newest first."""

    def __init__(self, at_end: Register, of: Subject) -> None:
        self.contents: Contents = {}
        self.at_end, self.of = at_end, of
        self.entries: dict[str, ByAgency] = {}  # of those plans that a commit has touched
        self.base = at_end._replace(events=(), filings=(), unread=frozenset(), faulty=())
        self.kin = _kin(self.base)

    def undo(self, touches: tuple[Touch, ...], contents: Contents) -> tuple[Change, ...]:
        """Take back what a commit did, and say what that was."""
        self.contents = contents
        after, before, kin_after = self.base, self.base, self.kin
        now: dict[str, Entry] = {}
        for touch in touches:
            if is_entry(touch.path):
                now |= _entries(self._read(touch.path, touch.new))
                self._put_back(touch)
            else:
                after = _with(after, touch.path, self._read(touch.path, touch.new))
                before = _with(before, touch.path, self._read(touch.path, touch.old))
        if before is not self.base:
            self.base, self.kin = before, _kin(before)
        touched = {touch.path for touch in touches}
        then = self._told_with(touched, kin_after, self.kin)
        rest = {path: entry for path, entry in then.items() if path not in touched}
        found = changes.between(_holding(before, then), _holding(after, rest | now), only=touched.__contains__)
        return (*found, *self._unreadable(touches))

    def _put_back(self, touch: Touch) -> None:
        """Let an entry be as it was before."""
        plan, agency = _whose(touch.path)
        mine = self._entries_of(plan).setdefault(agency, {})
        mine.pop(touch.path, None)
        mine |= _entries(self._read(touch.path, touch.old))

    def _told_with(self, touched: Iterable[str], *kins: "Kin") -> dict[str, Entry]:
        """The entries without which those touched cannot be told: of their plan the agency's own, and those of its kin."""
        those = {_whose(path) for path in touched if is_entry(path)}
        near = {(plan, one) for plan, agency in those for one in {agency}.union(*(kin.get(agency, ()) for kin in kins))}
        return {path: entry for plan, agency in sorted(near) for path, entry in self._entries_of(plan).get(agency, {}).items()}

    def _entries_of(self, plan: str) -> ByAgency:
        """The entries of a plan as they are at this point, as far as they may concern the subject."""
        if plan not in self.entries:
            at_end: list[Entry] = [*self.at_end.events_by_plan.get(plan, ()), *self.at_end.filings_by_plan.get(plan, ())]
            found = self.entries[plan] = ByAgency()
            for entry in at_end:
                if self.of.may_concern(entry.path):
                    found.setdefault(entry.agency, {})[entry.path] = entry
        return self.entries[plan]

    def _read(self, path: str, content: str | None) -> Register:
        return parse(Snapshot({path: self.contents[content]})).register if content else Register()

    def _unreadable(self, touches: tuple[Touch, ...]) -> Iterator[Change]:
        for touch in touches:
            now = self._read(touch.path, touch.new)
            if touch.new and not any((now.events, now.filings, now.plans, now.agencies)):
                yield Change("unreadable", touch.path, facts={"path": touch.path, "was": ""})


def _entries(register: Register) -> dict[str, Entry]:
    found: list[Entry] = [*register.events, *register.filings]
    return {entry.path: entry for entry in found}


def _whose(path: str) -> tuple[str, str]:
    """The plan and the agency of an entry."""
    meaning = classify(path)
    return (meaning.plan, meaning.agency) if isinstance(meaning, EventPath | FilingPath) else ("", "")


Kin = dict[str, frozenset[str]]


def _kin(register: Register) -> Kin:
    """For each agency those that items may have come to it from or gone to from it, by whatever way; itself among them."""
    found: Kin = {}
    heirs = [(agency.id, heir) for agency in register.agencies for heir in agency.successor]
    handed = [(transfer.from_, transfer.to) for plan in register.plans for transfer in plan.transfers]
    for one, other in (*heirs, *handed):
        together = found.get(one, frozenset({one})) | found.get(other, frozenset({other}))
        found |= dict.fromkeys(together, together)
    return found


def _holding(register: Register, entries: Mapping[str, Entry]) -> Register:
    events = sorted((one for one in entries.values() if isinstance(one, Event)), key=lambda one: (one.date, one.id, one.path))
    return register._replace(events=tuple(events), filings=tuple(one for one in entries.values() if isinstance(one, Filing)))


def _with(register: Register, path: str, found: Register) -> Register:
    """The register with one of its two other kinds of files as it was read."""
    if path == AGENCIES_PATH:
        unread = (register.unread - {path}) | found.unread
        known = register._replace(agencies=found.agencies, groups=found.groups, unread=unread)
        return known._replace(agency_by_id=found.agency_by_id, group_by_id=found.group_by_id)
    plan = classify(path)
    plans = (*(one for one in register.plans if one.id != plan), *found.plans)
    return register._replace(plans=plans, plan_by_id={one.id: one for one in plans})
