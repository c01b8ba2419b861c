"""Mending files of the work tree that no person is needed for: which of them may be, and how they are written."""

from pathlib import Path
from typing import NamedTuple

from kehoach_cli import disk, repo
from kehoach_cli.mending import Mend, mends
from kehoach_cli.parse import EventPath, FilingPath, classify
from kehoach_cli.trouble import Trouble


class Mendable(NamedTuple):
    """What can be mended without a person, and what is left alone, each with the reason: "on-record" or "uncommitted". `prefix`
    leads from the top of the repository to the workspace.
    """

    root: Path
    mends: tuple[Mend, ...]
    left: dict[str, str]
    prefix: str


def find(start: Path, only: frozenset[str] | None = None) -> Mendable:
    """Which files can be mended here, and may be: all of them, or `only` those of these paths.

    An event or a filing that is on record is never edited. Of the others one with uncommitted changes is left alone, so that what
    the program changes can be seen, and taken back, apart from what a person changes; a new file is mended. Raises Trouble.
    """
    root = disk.find_root(start)
    prefix = disk.place_in_repository(root)
    files = disk.read(root).files
    found = mends({path: raw for path, raw in files.items() if only is None or path in only})
    left = _not_to_be_mended(root, [mend.path for mend in found]) if found else {}
    return Mendable(root, tuple(mend for mend in found if mend.path not in left), left, prefix)


def _not_to_be_mended(root: Path, paths: list[str]) -> dict[str, str]:
    try:
        uncommitted = repo.uncommitted(repo.find(root))
    except Trouble as trouble:
        if trouble.key == "no-repository":  # nothing is on record
            return {}
        raise
    reasons = {path: _reason(path, uncommitted) for path in paths}
    return {path: reason for path, reason in reasons.items() if reason}


def _reason(path: str, uncommitted: dict[str, bool]) -> str | None:
    """Why a file is left alone; None where it need not be."""
    if not uncommitted.get(path, True):
        return None  # new
    if isinstance(classify(path), EventPath | FilingPath):
        return "on-record"
    return "uncommitted" if path in uncommitted else None


def write(of: Mendable) -> None:
    """Write what was mended. Raises Trouble where a file has changed since it was read."""
    for one in of.mends:
        disk.exchange(of.root, one.path, one.before, one.after)
