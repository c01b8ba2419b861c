"""Which files of a workspace need another layout, and the writing of it. Nothing is committed.

An event or a filing that git has is on record: the ledger is only ever added to, so such a file is told apart.
"""

from pathlib import Path
from typing import NamedTuple

from kehoach_cli import disk, layout, repo
from kehoach_cli.parse import EventPath, FilingPath, Snapshot, classify
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
    snapshot = disk.read(root)
    files: list[Relaid] = []
    left: list[Trouble] = []
    for path in _chosen(snapshot, [disk.inside(root, start / one) for one in wanted]):
        if path in snapshot.refused:
            left.append(Trouble("linked-layout", path=path))
            continue
        before = snapshot.files[path]
        try:
            after = layout.laid_out(path, before)
        except Trouble as trouble:
            left.append(trouble)
            continue
        if after != before:
            files.append(Relaid(path, before, after, on_record=_is_on_record(root, path)))
    return Layouts(root, tuple(files), tuple(left))


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


def _is_on_record(root: Path, path: str) -> bool:
    if not isinstance(classify(path), EventPath | FilingPath):
        return False
    try:
        return bool(repo.content_id(repo.find(root), "HEAD", path))
    except Trouble as trouble:
        if trouble.key in ("no-repository", "no-git"):
            return False
        raise


def lay_out(root: Path, one: Relaid) -> None:
    """Write the file in its layout. Raises Trouble where it has changed since it was read."""
    disk.exchange(root, one.path, one.before, one.after)
