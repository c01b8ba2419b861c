"""At which places the two ends of a comparison differ, so that nothing else need be read.

A place is agencies.yaml or what lies right in plans/: the folder of a plan, mostly. Of commits git's hashes tell whether one is
the same, and of the index git does. The work tree is asked as elsewhere, by what the disk says of each file (`survey`): that a
folder in that state holds just what the folder of that hash does is found once, file by file, and kept.
"""

import contextlib
import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from kehoach_cli import disk, objects
from kehoach_cli.kept import Source, WorkTree
from kehoach_cli.past import Archive, Committed, Known
from kehoach_cli.places import AGENCIES_PATH, PLANS, is_passed_over
from kehoach_cli.store import Store, store
from kehoach_cli.survey import Survey, is_plan_folder, survey


class Scope(NamedTuple):
    """What there is to read at both ends: `places` and everything below them, agencies.yaml always among them; and the folders of
    plans that are the same at both, with where they can be read. Where no folder is the same, everything is read."""

    places: tuple[str, ...] = (AGENCIES_PATH, PLANS)
    alike: tuple[str, ...] = ()
    source: Source | None = None

    @property
    def names(self) -> list[str] | None:
        """How the places in plans/ are called there; None for everything there is."""
        return [place.removeprefix(f"{PLANS}/") for place in self.places if place != AGENCIES_PATH] if self.alike else None


def of_commits(archive: Archive, root: Path, one: Known, other: Known) -> Scope:
    """What differs between two commits. Raises Trouble."""
    then, now = archive.committed(root, one), archive.committed(root, other)
    if then is None or now is None:
        return Scope()
    return _scope(then, then, {path for path in {*then.marks, *now.marks} if then.marks.get(path) != now.marks.get(path)})


def of_index(archive: Archive, root: Path, one: Known) -> Scope:
    """What differs between a commit and what is staged. Raises Trouble."""
    then = archive.committed(root, one)
    return _scope(then, then, archive.staged_otherwise(one)) if then else Scope()


def of_work_tree(archive: Archive, root: Path, one: Known) -> Scope:
    """What differs between a commit and the files as they are; other line ends are no difference. Raises Trouble."""
    then = archive.committed(root, one)
    try:
        seen = survey(root)
    except (OSError, OverflowError):  # who reads the files will tell what is wrong with them
        return Scope()
    if then is None:
        return Scope()
    same = _same(seen, then, store())
    beside = set() if PLANS in same else {*then.beside, *_beside(root)}
    return _scope(WorkTree(seen), then, beside | ({*then.parts, *seen.parts} - same - {PLANS}))


def _scope(source: Source, then: Committed, unlike: set[str]) -> Scope:
    alike = tuple(part for part in then.parts if part.startswith(f"{PLANS}/") and part not in unlike)
    if not alike or any(path.count("/") > 1 for path in unlike):  # in a commit that git did not make a name may have a slash
        return Scope()
    places = sorted(path for path in unlike if path != AGENCIES_PATH and not is_passed_over(path.rpartition("/")[2]))
    return Scope((AGENCIES_PATH, *places), alike, source)


def _same(seen: Survey, then: Committed, keeping: Store | None) -> set[str]:
    """The parts that hold the same in both, agencies.yaml apart, which is read anyway."""
    name = "same", str(seen.root)
    known = (keeping.get(name, "") if keeping else None) or {}
    parts = [part for part in then.parts if part in seen.parts and part != AGENCIES_PATH]
    both = {part: [seen.parts[part].mark, then.parts[part].mark] for part in parts}
    same = {part for part in parts if known.get(part) == both[part]}
    found = {*_found_the_same(seen.root, then, [part for part in parts if part not in same])}
    if keeping and any(seen.parts[part].settled for part in found):
        lasting = same | {part for part in found if seen.parts[part].settled}
        keeping.put(name, "", {part: both[part] for part in parts if part in lasting})
    return same | found


def _found_the_same(root: Path, then: Committed, parts: Collection[str]) -> Iterator[str]:
    """Those of the parts of which every file is on the disk what it is in the commit."""
    for part, (files, refused) in then.listed(parts).items():
        here, refused_here = disk.listed(root, part, deep=part != PLANS)
        if here.keys() == files.keys() and refused_here == refused and all(_is_here(root, path, *files[path]) for path in files):
            yield part


def _is_here(root: Path, path: str, name: str) -> bool:
    content = disk.read_file(root, path)
    return content is not None and objects.is_content(name, content)


def _beside(root: Path) -> list[str]:
    """What lies in plans/ beside the folders of plans; nothing where that is no folder itself."""
    with contextlib.suppress(OSError), os.scandir(root / PLANS) as entries:
        return [f"{PLANS}/{entry.name}" for entry in entries if not is_plan_folder(entry)]
    return []
