"""Which errors a commit has, worked out plan by plan and kept by the hashes git gives to folders.

What is found in a plan follows from its folder and agencies.yaml alone, so a plan of which both hashes are known need not be read
again: neither for the next commit, nor by the next run.
"""

import stat
from collections import Counter
from typing import Any, NamedTuple

from kehoach_cli import disk, objects, store
from kehoach_cli.objects import Entry
from kehoach_cli.parse import AGENCIES_PATH, Snapshot
from kehoach_cli.past import Archive, Known
from kehoach_cli.rehearsal import without_place
from kehoach_cli.repo import Repo
from kehoach_cli.workspace import errors

Told = tuple[str, ...]  # what tells a finding from others
_LOOSE = ""  # the part that what lies in plans/, but in no folder, makes up


class Errors(NamedTuple):
    """The errors of a commit: those that stand, each by its place; and how often there is each, wherever it is, those that a
    comment suppresses among them."""

    standing: frozenset[Told]
    all: Counter[Told]

    def brings(self, before: "Errors") -> bool:
        """Whether there is one that was not there before."""
        return bool(self.all - before.all)


class Judge:
    """Tells the errors of one commit after another; what was judged before is not read again."""

    def __init__(self, of: Repo) -> None:
        self._of, self._archive, self._store = of, Archive(of), store.store()
        self._name = ("errors", of.top.as_posix(), of.prefix)
        kept: Any = self._store.get(self._name, "") if self._store else None
        self._known = {mark: _read(*told) for mark, told in (kept or {}).items()}

    def errors(self, commit: str) -> Errors:
        """The errors of a commit. Raises Trouble where objects are missing or damaged."""
        marks, places = self._parts(commit)
        unknown = [part for part, mark in marks.items() if mark not in self._known]
        if unknown:
            wanted = (AGENCIES_PATH, *(place for part in unknown for place in places[part]))
            known = Known(commit, "", "", "")
            kept = self._archive.attachments(known, wanted)
            snapshot = (self._archive.read(known, places=wanted) or Snapshot({}))._replace(attachments=kept)
            for part in unknown:
                self._known[marks[part]] = _judged(_only(snapshot, places[part]))
            if self._store:
                self._store.put(self._name, "", {mark: _plain(self._known[mark]) for mark in marks.values()})
        standing: frozenset[Told] = frozenset()
        every: Counter[Told] = Counter()
        for mark in marks.values():
            standing |= self._known[mark].standing
            every |= self._known[mark].all  # one in agencies.yaml is found again beside each plan
        return Errors(standing, every)

    def _parts(self, commit: str) -> tuple[dict[str, str], dict[str, list[str]]]:
        """Each plan of the commit and what lies beside them: a mark that is another one after any change, and the paths of it."""
        agencies = objects.tree(self._of, commit, (self._of.full(AGENCIES_PATH),), deep=False)
        beside = objects.tree(self._of, commit, (self._of.full(disk.PLANS) + "/",), deep=False)
        parts: dict[str, list[Entry]] = {_LOOSE: []}
        for entry in beside:
            parts.setdefault(entry.path if stat.S_ISDIR(entry.mode) else _LOOSE, []).append(entry)
        marks = {part: _mark([*agencies, *entries]) for part, entries in parts.items()}
        return marks, {part: [self._here(entry) for entry in entries] for part, entries in parts.items()}

    def _here(self, entry: Entry) -> str:
        return entry.path.removeprefix(self._of.prefix)


def _only(snapshot: Snapshot, places: list[str]) -> Snapshot:
    """agencies.yaml and what lies at these places, or below."""
    starts = tuple(f"{place}/" for place in places)

    def belongs(path: str) -> bool:
        return path == AGENCIES_PATH or path in places or path.startswith(starts)

    files = {path: content for path, content in snapshot.files.items() if belongs(path)}
    refused = {path: code for path, code in snapshot.refused.items() if belongs(path)}
    kept = snapshot.attachments
    return Snapshot(files, refused, kept and {path: found for path, found in kept.items() if belongs(path)})


def _judged(snapshot: Snapshot) -> Errors:
    from kehoach_cli import rules, suppression

    found = rules.check(snapshot)
    standing = suppression.judge(found, suppression.find(snapshot.files, rules.objection), None).standing
    placed = frozenset((*without_place(one), str(one.line), str(one.column)) for one in errors(standing))
    return Errors(placed, Counter(without_place(one) for one in errors(found)))


def _mark(entries: list[Entry]) -> str:
    return "\0".join(f"{entry.path} {entry.mode:o} {entry.hash}" for entry in entries)


def _plain(errors: Errors) -> list[list[Told]]:
    return [sorted(errors.standing), sorted(errors.all.elements())]


def _read(standing: list[list[str]], every: list[list[str]]) -> Errors:
    return Errors(frozenset(map(tuple, standing)), Counter(map(tuple, every)))
