"""Which files of a workspace need another layout, and the writing of it. Nothing is committed.

An event or a filing that git has is on record: the ledger is only ever added to, so such a file is told apart.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kehoach_cli import disk, emit, repo
from kehoach_cli.nodes import read
from kehoach_cli.parse import Snapshot, form_of
from kehoach_cli.places import PLANS
from kehoach_cli.trail import is_entry
from kehoach_cli.trouble import WRONG_USE, Trouble


class Relaid(NamedTuple):
    """A file whose layout is another than the one it should have. An event or a filing that git has is `on_record`."""

    path: str
    before: bytes
    after: bytes
    on_record: bool


class Layouts(NamedTuple):
    """The files that are to be laid out anew, and those that have to be left alone, each with the reason."""

    root: Path
    files: tuple[Relaid, ...]
    left: tuple[Trouble, ...]


def layouts(start: Path, wanted: list[Path]) -> Layouts:
    """What the one layout would change in the files and folders, or in the whole workspace when none is named. Raises Trouble."""
    root = disk.find_root(start)
    chosen = [disk.inside(root, start / one) for one in wanted]
    snapshot = disk.read(root, _plans_of(root, chosen))
    anew: dict[str, bytes] = {}
    left: list[Trouble] = []
    for path in _chosen(snapshot, chosen):
        if path in snapshot.refused:
            left.append(Trouble("linked-layout", path=path))
            continue
        before = snapshot.files[path]
        try:
            after = before if is_as_emitted(path, before) else _laid_out(path, before)
        except Trouble as trouble:
            left.append(trouble)
            continue
        if after != before:
            anew[path] = after
    recorded = _on_record(root, anew)
    files = tuple(Relaid(path, snapshot.files[path], after, path in recorded) for path, after in anew.items())
    return Layouts(root, files, tuple(left))


def is_as_emitted(path: str, content: bytes) -> bool:
    """Whether a file is what the program writes, below comments at its top: then it is laid out already, and need not be taken
    apart. So are nearly all entries."""
    found = read(content, path)
    form = form_of(path, found.data)
    if found.findings or form is None or not isinstance(found.data, dict):
        return False
    return re.sub(r"\A(# \S(.*\S)?\n)*", "", content.decode()) == emit.document(form, found.data)


def _laid_out(path: str, content: bytes) -> bytes:
    from kehoach_cli import layout  # which loads a parser of YAML

    return layout.laid_out(path, content)


def _plans_of(root: Path, wanted: list[str]) -> set[str] | None:
    """The plans that all of the paths lie in; None where one lies in none."""
    if not wanted or not all(one.startswith(f"{PLANS}/") for one in wanted):
        return None
    plans = {one.split("/")[1] for one in wanted}
    return plans if disk.has_plans(root, plans) else None


def _chosen(snapshot: Snapshot, wanted: list[str]) -> list[str]:
    every = sorted({*snapshot.files, *snapshot.refused})
    if not wanted:
        return every
    chosen: set[str] = set()
    for one in wanted:
        found = [path for path in every if one in ("", path) or path.startswith(f"{one}/")]
        if not found:
            raise Trouble("not-a-workspace-file", exit_code=WRONG_USE, path=one)
        chosen |= set(found)
    return sorted(chosen)


def _on_record(root: Path, paths: Iterable[str]) -> set[str]:
    """The events and filings among them that the last commit has."""
    entries = [path for path in paths if is_entry(path)]
    try:
        return repo.committed(repo.find(root), entries) if entries else set()
    except Trouble as trouble:
        if trouble.key in ("no-repository", "no-git"):
            return set()
        raise


def lay_out(root: Path, one: Relaid) -> None:
    """Write the file in its layout. Raises Trouble where it has changed since it was read."""
    disk.exchange(root, one.path, one.before, one.after)
