"""Many entries given in one list, step by step: what each would put on record, whether all are sound, then agency by agency.

The whole list is checked before anything is written; where very many entries are faulty, as far as these can be told. What is on
record already is passed over, so the same list can be given again after it was interrupted, or with more entries in it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from kehoach_cli import ledger, onrecord
from kehoach_cli.draft import Batch, Draft, of_agency
from kehoach_cli.entryfile import Given, Typed
from kehoach_cli.findings import MOST as MOST_OF_A_KIND
from kehoach_cli.findings import Finding, Pointer, bounded, in_order
from kehoach_cli.model import Event, Filing, Register, grouped
from kehoach_cli.nodes import Data, locate
from kehoach_cli.parse import EventPath, FilingPath, Snapshot, classify, parse, placed
from kehoach_cli.rehearsal import Rehearsal
from kehoach_cli.repo import Repo
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.workspace import Workspace, errors

MOST = 100  # entries with faults that are told: more are one mistake made many times
_FIRST = 100_000  # characters of sound entries, a few hundred of them, after which the rules are asked for the first time
_TIMES = 4  # as many until they are asked again: all this takes no longer than the last time


class Fault(NamedTuple):
    """What is wrong with an entry, or is to be noted of it: its number, from 1, the line it begins in, and either what keeps it
    from being made or what was found in it."""

    number: int
    line: int
    trouble: Trouble | None
    findings: tuple[Finding, ...] = ()

    @property
    def forbids(self) -> bool:
        """Whether nothing is written for it."""
        return self.trouble is not None or bool(errors(self.findings))


class Checked(NamedTuple):
    """A list as a whole: what would be put on record, agency by agency; how many entries are there already; the faults, entry by
    entry, and how many entries are not told: of a list that is refused those behind the last one told, which may have faults too,
    of any other those that have something to be noted. Last what the list would bring into other files, with these files."""

    batches: tuple[Batch, ...]
    known: int
    faults: tuple[Fault, ...]
    untold: int
    elsewhere: tuple[Rehearsal, ...]

    @property
    def is_refused(self) -> bool:
        """Whether nothing is to be written."""
        return any(fault.forbids for fault in self.faults) or any(one.errors for one in self.elsewhere)

    @property
    def total(self) -> int:
        """How many entries would be put on record."""
        return sum(len(batch.drafts) for batch in self.batches)


class Recorded:
    """What is on record, to find an entry of a list there by what it says, whatever its file is called."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._events: dict[str, Mapping[tuple[str, str], tuple[Event, ...]]] = {}  # of each plan
        self._said: dict[tuple[object, ...], frozenset[Event | Filing]] = {}

    def has(self, made: Draft, *, whenever_received: bool = False) -> bool:
        """Whether that is on record; with `whenever_received` also a filing that differs only in the day it was received."""
        where = classify(made.path)
        if not isinstance(where, EventPath | FilingPath):
            return False
        about = (*_about(where), whenever_received)
        if about not in self._said:
            there = self._there(where)
            self._said[about] = frozenset(_said(one, whenever_received=whenever_received) for one in there)
        if not self._said[about]:  # which is nearly always so, and spares reading it
            return False
        stated = parse(Snapshot({made.path: made.text.encode()})).register
        new: list[Event | Filing] = [*stated.events, *stated.filings]
        return any(_said(one, whenever_received=whenever_received) in self._said[about] for one in new)

    def _there(self, where: EventPath | FilingPath) -> Iterable[Event | Filing]:
        """What is on record of that agency: of the day, or for the period."""
        if isinstance(where, FilingPath):
            of_period = self._register.filings_by_period.get((where.plan, where.period), ())
            return [one for one in of_period if one.agency == where.agency]
        if where.plan not in self._events:
            events = self._register.events_by_plan.get(where.plan, ())
            self._events[where.plan] = grouped(events, lambda event: (event.agency, event.date.isoformat()))
        return self._events[where.plan].get((where.agency, where.name[:_DAY]), ())


_DAY = len("2026-06-30")


def _about(where: EventPath | FilingPath) -> tuple[object, ...]:
    return where.plan, where.agency, where.name[:_DAY] if isinstance(where, EventPath) else where.period, type(where)


def _said(entry: Event | Filing, *, whenever_received: bool) -> Event | Filing:
    """What an entry says, wherever it is kept."""
    if isinstance(entry, Event):
        return entry._replace(path="", id="")
    alike = entry._replace(path="", revision=1)
    return alike._replace(received=date.min) if whenever_received else alike


def token(*said: Data) -> str:
    """Six hex digits for the name of a file, which follow from what the entry says: the same list gives the same files."""
    return blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=3).hexdigest()


class _Look:
    """What has been seen of a list, entry after entry: the draft of each sound one by its place; what kept others from being made
    and what was found in their form; in which places something forbids to write."""

    def __init__(self, make: Callable[[Typed], Draft | None], on_record: "_Names") -> None:
        self.made: dict[int, Draft] = {}
        self.troubles: dict[int, Trouble] = {}
        self.found: list[Finding] = []
        self.faulty: set[int] = set()
        self.seen = self.known = 0
        self.length = 0  # of what would be written, in characters
        self._errors = 0  # found in the form of entries
        self._make, self._on_record = make, on_record
        self._taken: dict[tuple[str, str], int] = {}

    def take(self, typed: Typed) -> None:
        """Look at the next entry."""
        place, self.seen = self.seen, self.seen + 1
        if typed.findings:
            forbidding = errors(typed.findings)
            self.found += typed.findings
            self._errors += len(forbidding)
            self.faulty |= _places(forbidding)
            return
        try:
            draft = self._make(typed)
            if draft is None:
                self.known += 1
                return
            self.made[place] = self._under_free_name(draft)
            self._taken[_name(self.made[place].path)] = place
            self.length += len(draft.text)
        except Trouble as trouble:
            self.troubles[place] = trouble
            self.faulty.add(place)

    def _under_free_name(self, draft: Draft) -> Draft:
        """The draft of an event under the next name, where another event of its plan has that: six digits are few for
        thousands of entries of one item and day. Raises Trouble when an earlier entry says the same, or reports on the same
        period."""
        where = classify(draft.path)
        while (earlier := self._taken.get(_name(draft.path))) is not None or self._on_record.has(draft.path):
            if earlier is not None and (isinstance(where, FilingPath) or self.made[earlier][:2] == draft[:2]):
                raise Trouble("entry-twice", exit_code=WRONG_USE, number=str(earlier + 1))
            if isinstance(where, FilingPath):
                break
            draft = draft._replace(path=_next_name(draft.path))
        return draft

    def has_enough(self, ruled_out: Sequence[Finding] = ()) -> bool:
        """Whether more faults would not be told, with what the rules do not allow."""
        return self._errors + len(ruled_out) >= MOST_OF_A_KIND or len(self.faulty | _places(ruled_out)) >= MOST


class _Names:
    """The names that are taken on record."""

    def __init__(self, of: Workspace) -> None:
        self._of = of
        self._events: dict[str, frozenset[str]] = {}

    def has(self, path: str) -> bool:
        """Whether there is a file at the path, or an event of that name elsewhere in its plan."""
        plan, name = _name(path)
        if plan not in self._events:
            known = (*self._of.register.events_by_plan.get(plan, ()), *self._of.register.faulty)
            self._events[plan] = frozenset(event.id for event in known if event.plan == plan)
        return path in self._of.snapshot.files or name in self._events[plan]


def _name(path: str) -> tuple[str, str]:
    """What must be one entry's alone: of an event its name in the plan, of a filing its path in it."""
    where = classify(path)
    if isinstance(where, EventPath):
        return where.plan, where.name
    _, plan, name = path.split("/", 2)
    return plan, name


def _next_name(path: str) -> str:
    name, digits = path.removesuffix(".yaml").rsplit("-", 1)
    return f"{name}-{(int(digits, 16) + 1) % 0x1000000:06x}.yaml"


def check(of: Workspace, given: Given, entries: Iterable[Typed], make: Callable[[Typed], Draft | None]) -> Checked:
    """Check the list, up to where the faults become too many to be told. `make` gives the draft of an entry, or None when it is
    on record, or raises Trouble."""
    look = _Look(make, _Names(of))
    next_asked = _FIRST
    rehearsed = None
    for typed in entries:
        if look.length >= next_asked:
            next_asked = look.length * _TIMES
            rehearsed = _rehearsed(of, given, look.made)
        if look.has_enough(errors(tuple(rehearsed[0])) if rehearsed else ()):
            break
        look.take(typed)
        rehearsed = None
    found, elsewhere = rehearsed or _rehearsed(of, given, look.made)
    faults, untold = _told(given, look, [*look.found, *found])
    return Checked(_by_agency(look.made.values()), look.known, faults, untold, elsewhere)


def _rehearsed(of: Workspace, given: Given, made: Mapping[int, Draft]) -> tuple[list[Finding], tuple[Rehearsal, ...]]:
    """What the rules find in the entries, as findings in the list, each as in `entryfile.each`; and what they find elsewhere."""
    inside = {draft.path: place for place, draft in made.items()}
    found: list[Finding] = []
    elsewhere = []
    for drafts in grouped(tuple(made.values()), lambda draft: draft.path.split("/")[1]).values():  # of one plan
        one = onrecord.rehearse_unplaced(of, {draft.path: draft.text.encode() for draft in drafts})
        found += _in_list(given, inside, [finding for finding in one.findings if finding.path in inside])
        outside = bounded(finding for finding in one.findings if finding.path not in inside)
        elsewhere += [one._replace(findings=placed(outside, one.snapshot))] if outside else []
    return found, tuple(elsewhere)


def _places(findings: Iterable[Finding]) -> set[int]:
    return {_place(finding) for finding in findings}


def _in_list(given: Given, places: Mapping[str, int], findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings in the files that entries would become, as findings in the list."""
    entries = given.entries or []
    of_form: dict[int, list[int]] = {}
    for finding in findings:
        place, kept = places[finding.path], finding.pointer
        entry = entries[place]
        if isinstance(entry, dict) and kept[:1] == ("items",) and len(kept) > 1 and isinstance(kept[1], int):
            if place not in of_form:
                of_form[place] = _that_say_something(entry.get("items"))
            kept = ("items", of_form[place][kept[1]], *kept[2:])
        yield Finding(finding.code, given.name, (place, *kept), finding.facts, meant=finding.meant)


def _that_say_something(items: Data) -> list[int]:
    """Which items of a form get into the file: those with more than their id."""
    entries = items if isinstance(items, list) else []
    return [n for n, one in enumerate(entries) if isinstance(one, dict) and any(one[key] for key in one if key != "item")]


def _told(given: Given, look: _Look, found: Sequence[Finding]) -> tuple[tuple[Fault, ...], int]:
    """The faults that are told, in the order of the list, and how many entries are not."""
    forbidden = sorted(look.faulty | _places(errors(tuple(found))))
    noted = sorted(_places(found) - set(forbidden))
    named = {*forbidden[:MOST], *noted[:MOST]}
    told = bounded(sorted((finding for finding in found if _place(finding) in named), key=_place))
    faults = _faults(given, {place: look.troubles[place] for place in named & look.troubles.keys()}, told)
    if not forbidden:
        return faults, len(noted) - len(faults)
    total, last = len(given.entries or ()), max(fault.number for fault in faults if fault.forbids)
    return faults, total - last if look.seen < total or last <= forbidden[-1] else 0


def _faults(given: Given, troubles: Mapping[int, Trouble], found: Sequence[Finding]) -> tuple[Fault, ...]:
    """By entry, in the order of the list; each place is worked out once, and only now that there is something to tell."""
    faulty = sorted({*troubles, *_places(found)})
    if not faulty:
        return ()
    waiting = [finding for finding in found if not finding.line]
    pointers: list[Pointer] = [*((place,) for place in faulty), *(finding.pointer for finding in waiting)]
    spots = locate(given.snapshot.files[given.name], pointers)
    located = [one._replace(line=line, column=column) for one, (line, column) in zip(waiting, spots[len(faulty) :], strict=True)]
    of_entry = grouped(in_order(located), _place)
    return tuple(
        Fault(place + 1, line, troubles.get(place), of_entry.get(place, ()))
        for place, (line, _) in zip(faulty, spots[: len(faulty)], strict=True)
    )


def _place(finding: Finding) -> int:
    place = finding.pointer[0]
    return place if isinstance(place, int) else 0


def _by_agency(made: Iterable[Draft]) -> tuple[Batch, ...]:
    return tuple(of_agency(drafts) for drafts in grouped(tuple(made), lambda draft: draft.agency).values())


def put_on_record(of: Workspace, here: Repo, batches: Sequence[Batch]) -> Iterator[Batch]:
    """Put one batch after another on record, each by a commit of its own; each is given when it is. Raises Trouble, with those
    that were given on record and nothing of the others."""
    told = [(batch.files, batch.message) for batch in batches]
    for batch, _ in zip(batches, ledger.record_each(here, of.root, told), strict=True):
        yield batch
