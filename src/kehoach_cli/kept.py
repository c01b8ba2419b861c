"""A workspace of which only what has changed is read again. What is kept is kept by part: agencies.yaml, or the folder of a plan.

Three things are kept of a part: under the mark that its source gave it what its files state at a glance (`Head`: the plan, the
findings) and answers worked out from it; and what each of its files holds as text. A part that has changed is read anew, but
of its files only those that are not what they were. The source is the work tree or a commit (`past.Committed`). Whatever is
asked, the answer is the one of a run that keeps nothing.
"""

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from kehoach_cli import codec, disk, suppression
from kehoach_cli.deferred import Deferred
from kehoach_cli.findings import Finding, in_order
from kehoach_cli.model import Agency, Group, Plan, Register
from kehoach_cli.nodes import Reading, read
from kehoach_cli.parse import Parsed, Snapshot, parse
from kehoach_cli.places import AGENCIES_PATH, PLANS
from kehoach_cli.store import Store
from kehoach_cli.survey import Part, Survey, is_settled

T = TypeVar("T")
_UNSOUND = (ValueError, TypeError, KeyError, IndexError)
_NO_AGENCIES = "KH116"  # said once, by the part that agencies.yaml is


class Source(Protocol):
    """Where the files of a workspace are; each part of it has a mark that is another one when any of its files is."""

    @property
    def root(self) -> Path:
        """The folder of the workspace."""

    @property
    def parts(self) -> Mapping[str, Part]:
        """The parts by path: agencies.yaml, the folder of each plan, and plans/ for what lies in none."""

    def place(self, part: str) -> tuple[str, ...]:
        """Under which name the values of a part are kept, each in place of the one before."""

    def readings_place(self, part: str) -> tuple[str, ...]:
        """The same for what its files hold, which the next state of the part can use too."""

    @property
    def at_once(self) -> int:
        """How many parts are best read together."""

    def listed(self, parts: Iterable[str]) -> "Mapping[str, Listed]":
        """Of each part the files with the state of each, which is another one when the file is; and what is refused, with the
        code why. Raises Trouble."""

    def contents(self, paths: Iterable[str]) -> Mapping[str, bytes | None]:
        """What files hold; None for one that has vanished. Raises Trouble."""

    def is_settled(self, state: tuple[Any, ...], now: int) -> bool:
        """Whether any change of a file after that moment (ns) gives it another state."""

    def snapshot(self) -> Snapshot:
        """All files. Raises Trouble."""


Listed = tuple[Mapping[str, tuple[Any, ...]], Mapping[str, str]]


class WorkTree:
    """The files as they lie on the disk, as they were surveyed."""

    at_once = 1

    def __init__(self, survey: Survey) -> None:
        self.root, self.parts = survey.root, survey.parts

    def place(self, part: str) -> tuple[str, ...]:
        """Of each part of a folder the values of its last state are kept."""
        return str(self.root), part

    readings_place = place

    def listed(self, parts: Iterable[str]) -> Mapping[str, Listed]:
        """The files with what the disk says of each."""
        return {part: disk.listed(self.root, part, deep=part != PLANS) for part in parts}

    def contents(self, paths: Iterable[str]) -> Mapping[str, bytes | None]:
        """What the files hold now."""
        return {path: disk.read_file(self.root, path) for path in paths}

    def is_settled(self, state: tuple[Any, ...], now: int) -> bool:
        """Whether it was changed long enough ago."""
        return is_settled(state, now)

    def snapshot(self) -> Snapshot:
        """All files as they are now."""
        return disk.read(self.root)


class Head(NamedTuple):
    """What a part states at a glance."""

    agencies: tuple[Agency, ...]
    groups: tuple[Group, ...]
    plans: tuple[Plan, ...]
    findings: tuple[Finding, ...]
    unread: tuple[str, ...]
    suppresses: bool


class Later(Mapping[str, T]):
    """What is looked up in something that is fetched when first needed."""

    def __init__(self, fetch: Callable[[], Mapping[str, T]]) -> None:
        self._fetch = fetch

    @cached_property
    def _fetched(self) -> Mapping[str, T]:
        return self._fetch()

    def __getitem__(self, key: str) -> T:
        return self._fetched[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fetched)

    def __len__(self) -> int:
        return len(self._fetched)


class Files(Mapping[str, bytes]):
    """The files of a workspace, of which one alone is found in its part."""

    def __init__(self, source: Source, fetch: Callable[[], Mapping[str, bytes]]) -> None:
        self._source, self._fetch = source, fetch
        self._part = cache(lambda part: Opened(source, source.listed([part])[part][0]))

    @cached_property
    def _all(self) -> Mapping[str, bytes]:
        return self._fetch()

    def __getitem__(self, path: str) -> bytes:
        if "_all" in self.__dict__:  # somebody goes through them, or has
            return self._all[path]
        folder = "/".join(path.split("/", 2)[:2])
        return self._part(folder if folder in self._source.parts else PLANS)[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


class Opened(Mapping[str, bytes]):
    """The files of a part, each opened when somebody looks into it: where a finding has to be located."""

    def __init__(self, source: Source, paths: Iterable[str]) -> None:
        self._source, self._paths = source, dict.fromkeys(paths)

    def __getitem__(self, path: str) -> bytes:
        if path not in self._paths:
            raise KeyError(path)
        return self._source.contents([path])[path] or b""

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


class Kept:
    """What is kept of one workspace."""

    def __init__(self, source: Source, store: Store) -> None:
        self._source, self._store = source, store
        self._parsed: dict[str, Parsed] = {}
        self._suppresses: dict[str, bool] = {}

    def head(self, part: str) -> Head:
        """What a part states at a glance, without reading its files where that is kept. Raises Trouble."""
        return Head(*self._recalled(part, ("head",), "", self._mark(part), lambda: self._new_head(part)))

    def answer(
        self, plan: str, kind: str, question: str, work_out: Callable[[], T], holds: Callable[[T], bool] = lambda _: True
    ) -> T:
        """An answer on one plan, from what is kept if that still holds, or worked out: the last one of its kind is kept."""
        part = f"{PLANS}/{plan}"
        if part not in self._source.parts:
            return work_out()
        return self._recalled(part, ("answer", kind), question, self._mark(AGENCIES_PATH, part), work_out, holds)

    def answers(self, folders: Sequence[str], kind: str, question: str, work_out: Callable[[str], T]) -> Iterator[T]:
        """The same for the folders of several plans, of which as many are read together, and held, as the source likes."""
        for start in range(0, len(folders), self._source.at_once):
            some = folders[start : start + self._source.at_once]
            marks = {folder: self._mark(AGENCIES_PATH, folder) for folder in some}
            self._read([folder for folder in some if not self._is_kept(folder, ("answer", kind), question, marks[folder])])
            for folder in some:
                yield self._recalled(folder, ("answer", kind), question, marks[folder], partial(work_out, folder))
                self._parsed.pop(folder, None)

    def fresh(self) -> int:
        """How many parts have not changed since something was kept of them."""
        return sum(map(self._is_fresh, self._source.parts))

    def _is_fresh(self, part: str) -> bool:
        return self._is_kept(part, ("head",), "", self._mark(part))

    def _is_kept(self, part: str, kind: tuple[str, ...], question: str, mark: str) -> bool:
        return self._store.get((*kind, *self._source.place(part)), _state(question, mark)) is not None

    def register(self) -> Register:
        """The register, of which events and filings are read when they are asked for. Raises Trouble."""
        changed = [part for part in self._source.parts if not self._is_fresh(part)]
        for start in range(0, len(changed), self._source.at_once):
            self._read(changed[start : start + self._source.at_once])
        heads = {part: self.head(part) for part in self._order()}
        stated = heads[AGENCIES_PATH]
        plans = tuple(plan for head in heads.values() for plan in head.plans)
        found = Deferred(
            agencies=stated.agencies,
            groups=stated.groups,
            plans=plans,
            agency_by_id={agency.id: agency for agency in reversed(stated.agencies)},
            group_by_id={group.id: group for group in reversed(stated.groups)},
            plan_by_id={plan.id: plan for plan in reversed(plans)},
            unread=frozenset(path for head in heads.values() for path in head.unread),
        )
        found.read_from(self.parsed, tuple(part for part in heads if part.startswith(f"{PLANS}/")))
        return found

    def findings(self) -> tuple[Finding, ...]:
        """The findings of form on all files. Raises Trouble."""
        return in_order(finding for part in self._order() for finding in self.head(part).findings)

    def suppresses(self) -> bool:
        """Whether any file has a comment that suppresses a finding. Raises Trouble."""
        return any(self.head(part).suppresses for part in self._order())

    def snapshot(self) -> Snapshot:
        """The files: one alone is read alone, all when somebody goes through them."""
        whole = cache(self._source.snapshot)
        return Snapshot(Files(self._source, lambda: whole().files), Later(lambda: whole().refused))

    @property
    def root(self) -> Path:
        """The folder of the workspace."""
        return self._source.root

    def _order(self) -> list[str]:
        """The parts in the order in which one who reads everything meets their files."""
        return sorted(self._source.parts, key=lambda part: f"{part}/" if part.startswith(f"{PLANS}/") else part)

    def _mark(self, *parts: str) -> str:
        return " ".join(self._source.parts[part].mark for part in parts)

    def _recalled(
        self,
        part: str,
        kind: tuple[str, ...],
        question: str,
        mark: str,
        work_out: Callable[[], T],
        holds: Callable[[T], bool] = lambda _: True,
    ) -> T:
        name, state = (*kind, *self._source.place(part)), _state(question, mark)
        try:
            kept = self._store.get(name, state)
            if kept is not None:
                known: T = codec.decode(kept)
                if holds(known):
                    return known
        except _UNSOUND:  # cannot be, with a sound mark; but nothing kept is worth a fault
            pass
        found = work_out()
        if self._source.parts[part].settled and self._source.parts[AGENCIES_PATH].settled:
            with contextlib.suppress(*_UNSOUND):
                self._store.put(name, state, codec.encode(found))
        return found

    def _new_head(self, part: str) -> Any:
        """A head as a plain tuple."""
        found = self.parsed(part)
        findings = [one._replace(pointer=()) for one in found.findings if part == AGENCIES_PATH or one.code != _NO_AGENCIES]
        of = found.register
        return of.agencies, of.groups, of.plans, tuple(findings), tuple(sorted(of.unread)), self._suppresses[part]

    def parsed(self, part: str) -> Parsed:
        """What the files of a part state, all of it. Raises Trouble."""
        if part not in self._parsed:
            self._read([part])
        return self._parsed[part]

    def _read(self, parts: list[str]) -> None:
        """Read what is not kept of the files of some parts, and parse them."""
        now = time.time_ns()
        listed = self._source.listed(parts)
        before = {part: self._store.get(self._readings_name(part), "") or {} for part in parts}
        kept = {part: _still(before[part], listed[part][0]) for part in parts}
        contents = self._source.contents(path for part in parts for path in listed[part][0] if path not in kept[part])
        for part in parts:
            states, refused = listed[part]
            found = {path: contents[path] for path in states if path not in kept[part]}
            new = {path: read(content, path) for path, content in found.items() if content is not None}
            marked = {path: suppression.is_in({path: found[path] or b""}) for path in new}
            self._suppresses[part] = any(marked.values()) or any(entry[3] for entry in kept[part].values())
            if new or len(kept[part]) < len(before[part]):
                lasting = (path for path in new if self._source.is_settled(states[path], now))
                plain = {path: _plain(states[path], new[path], suppresses=marked[path]) for path in lasting}
                self._store.put(self._readings_name(part), "", kept[part] | plain)
            readings = {**{path: _reading(path, entry) for path, entry in kept[part].items()}, **new}
            self._parsed[part] = parse(Snapshot(Opened(self._source, readings), refused), readings.__getitem__)

    def _readings_name(self, part: str) -> tuple[str, ...]:
        return "readings", *self._source.readings_place(part)


def _still(before: Mapping[str, Any], states: Mapping[str, tuple[Any, ...]]) -> dict[str, Any]:
    """What is kept of those files that are in the state they were in."""
    return {path: entry for path, entry in before.items() if path in states and entry[0] == list(states[path])}


def _state(question: str, mark: str) -> str:
    return f"{question}\0{mark}"


def _plain(state: tuple[Any, ...], reading: Reading, *, suppresses: bool) -> list[Any]:
    """What a file in that state holds, as plain JSON; the findings of the reader have their places already."""
    return [state, reading.data, [[one.code, dict(one.facts), one.line, one.column] for one in reading.findings], suppresses]


def _reading(path: str, kept: list[Any]) -> Reading:
    return Reading(kept[1], tuple(Finding(code, path, (), *place) for code, *place in kept[2]))
