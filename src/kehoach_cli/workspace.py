"""A workspace as read: from the work tree or from a commit, whole or as far as something has changed since it was last read."""

import contextlib
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kehoach_cli import disk
from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.parse import Snapshot, parse
from kehoach_cli.store import Store, store
from kehoach_cli.survey import Survey, find_root, survey
from kehoach_cli.trouble import Trouble

if TYPE_CHECKING:  # only the past needs git
    from kehoach_cli.kept import Kept
    from kehoach_cli.past import Archive, Known


class Workspace(NamedTuple):
    """A workspace as read: its folder, its files, what they state, and the findings of form. `known` is the commit that the files
    were read from, or None for the work tree; `kept` is where answers on it are kept between runs, if anywhere.
    """

    root: Path
    snapshot: Snapshot
    register: Register
    findings: tuple[Finding, ...]
    known: "Known | None" = None
    kept: "Kept | None" = None

    @property
    def form_errors(self) -> int:
        """How many faults keep something from being read."""
        return len(errors(self.findings)) if self.findings else 0


def load(start: Path, known_at: str | None = None) -> Workspace:
    """Find the workspace around a folder and read it: the work tree, or what had been committed by a day or a revision as typed.

    For the past, a repository without a work tree will do. A day counts to its end in Vietnam and along the current branch's own
    line; `past.Archive.at` says what may be typed.
    Raises Trouble: no workspace, and for the past also no git, no commit by then, history cut off, no workspace then.
    """
    root = find_root(start, or_bare=known_at is not None)
    if known_at is None:
        return _of_work_tree(root)
    archive = archive_of(root)
    known = archive.at(known_at)
    found = committed(archive, root, known)
    if found is None:
        raise Trouble("no-workspace-then", commit=known.short, day=known.day)
    return found


def load_plans(start: Path, plans: Collection[str]) -> Workspace:
    """The work tree with no other plans than those, as in a sparse clone of them; all of it where one of them is not there.
    Raises Trouble."""
    root = find_root(start)
    return _parsed(root, disk.read(root, plans if disk.has_plans(root, plans) else None), None)


def load_surveyed(seen: Survey, keeping: Store) -> Workspace:
    """The work tree as it was surveyed, of which only what has changed since the last run is read, and of events and filings
    only those that somebody asks for. Raises Trouble."""
    from kehoach_cli.kept import Kept, WorkTree

    return _kept(Kept(WorkTree(seen), keeping), None)


def load_at(of: Workspace, day: date) -> Workspace | None:
    """The workspace as committed by the end of the day in Vietnam, on the line of commits that `of` was read from; None when no
    workspace had been committed by then.

    Cheap to call for one day after another: the repository is found once, a file that has not changed is read once, and while
    the days fall on one commit its files are parsed once.
    Raises Trouble: no git, no repository, objects missing, or a shallow clone that does not reach back to the day.
    """
    archive = archive_of(of.root)
    known = archive.by(day, day.isoformat(), of.known.commit if of.known else "HEAD")
    then = committed(archive, of.root, known._replace(typed="")) if known else None
    return then._replace(known=known) if then else None


def errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those of the findings that are errors."""
    from kehoach_cli.rules import severity

    return tuple(finding for finding in findings if severity(finding) == ERROR)


@lru_cache(maxsize=1)
def archive_of(root: Path) -> "Archive":
    """The history of the workspace in that folder. Raises Trouble."""
    from kehoach_cli import past

    return past.archive(root)


@lru_cache(maxsize=1)  # a workspace is large, and days come in order
def committed(archive: "Archive", root: Path, known: "Known") -> Workspace | None:
    """The workspace of a commit; None where there was none. Raises Trouble."""
    keeping = store()
    if keeping is None:
        snapshot = archive.read(known)
        return _parsed(root, snapshot, known) if snapshot else None
    from kehoach_cli.kept import Kept

    source = archive.committed(root, known)
    return _kept(Kept(source, keeping), known) if source else None


def _of_work_tree(root: Path) -> Workspace:
    keeping = store()
    if keeping is not None:
        with contextlib.suppress(OSError, OverflowError):  # who reads the files will tell what is wrong with them
            return load_surveyed(survey(root), keeping)
    return _parsed(root, disk.read(root), None)


def _kept(kept: "Kept", known: "Known | None") -> Workspace:
    return Workspace(kept.root, kept.snapshot(), kept.register(), kept.findings(), known, kept)


def _parsed(root: Path, snapshot: Snapshot, known: "Known | None") -> Workspace:
    parsed = parse(snapshot)
    return Workspace(root, snapshot, parsed.register, parsed.findings, known)
