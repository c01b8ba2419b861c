"""What the disk says of the files of a workspace without opening one: enough to know that none has changed.

A file counts as unchanged while its name, kind, size, number on the disk and both its times are what they were. The time of the
last change of state (ctime) cannot be set back, so neither can an edit be hidden that restores the time of the content.
"""

import contextlib
import os
import stat
import time
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kehoach_cli.marks import mark_of, mark_of_texts
from kehoach_cli.places import AGENCIES_PATH, PLANS, is_passed_over
from kehoach_cli.trouble import WRONG_USE, Trouble

_FINE_TICK = 40_000_000  # ns: no kernel keeps the times of files in steps of more than 10 ms, where they have fractions at all
_COARSE_TICK = 2_500_000_000  # FAT counts in steps of two seconds, some servers in seconds
_SECOND = 1_000_000_000

State = tuple[int, int, int, int, int]  # mode, number, size, time of the content, time of the state (both in ns)
_CONTENT, _STATE, _NUMBERS = 3, 4, 5
_HIDDEN = ".~"  # how the names begin that `is_passed_over` may mean
_LARGEST = 0x7FFF_FFFF_FFFF_FFFF  # that the array takes; some systems number files higher


class Part(NamedTuple):
    """agencies.yaml, the folder of one plan, or what else lies in plans/: a mark that is another one after any change, and
    whether its last change is long enough past for the next one to bear another time."""

    mark: str
    settled: bool


class Survey(NamedTuple):
    """The parts of a workspace by path ("agencies.yaml", "plans/38-ct-tw", "plans" for what lies in no plan)."""

    root: Path
    parts: dict[str, Part]

    @property
    def mark(self) -> str:
        """One mark for the whole workspace."""
        return mark_of_texts(*(f"{path}\0{part.mark}" for path, part in sorted(self.parts.items())))

    @property
    def settled(self) -> bool:
        """Whether every part is."""
        return all(part.settled for part in self.parts.values())


def find_root(start: Path, *, or_bare: bool = False) -> Path:
    """The workspace that holds the folder: the nearest one upwards with agencies.yaml or plans/; else, if that will do, the
    repository without a work tree. Raises Trouble."""
    if not start.is_dir():
        raise Trouble("no-such-folder", exit_code=WRONG_USE, path=str(start))
    around = (start.resolve(), *start.resolve().parents)
    for folder in around:
        if is_workspace(folder):
            return folder
    bare = next(filter(_is_bare_repository, around), None)
    if bare and or_bare:
        return bare
    if bare:
        raise Trouble("bare-repository", path=str(start.resolve()))
    raise Trouble("no-workspace", path=str(start))


def is_workspace(folder: Path) -> bool:
    """Whether the folder holds agencies.yaml or plans/."""
    return (folder / AGENCIES_PATH).is_file() or (folder / PLANS).is_dir()


def _is_bare_repository(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()


def survey(root: Path) -> Survey:
    """Look at every file once. Raises OSError where the disk does not let us, OverflowError for times beyond counting."""
    now = time.time_ns()
    parts = {path: _part(root, path, now) for path in (AGENCIES_PATH, *_plan_folders(root))}
    return Survey(root, {**parts, PLANS: _part(root, PLANS, now, deep=False)})


def _plan_folders(root: Path) -> Iterator[str]:
    if (root / PLANS).is_symlink() or not (root / PLANS).is_dir():
        return
    with os.scandir(root / PLANS) as entries:
        yield from (f"{PLANS}/{entry.name}" for entry in entries if is_plan_folder(entry))


def is_plan_folder(entry: "os.DirEntry[str]") -> bool:
    """Whether something in plans/ is a folder to enter."""
    return entry.is_dir(follow_symlinks=False) and not is_passed_over(entry.name) and not entry.name.endswith(".yaml")


def _part(root: Path, path: str, now: int, *, deep: bool = True) -> Part:
    names: list[str] = []
    numbers = array("q")
    for folder, in_folder, of_each in states(root, path, deep=deep):
        names += (folder, *in_folder, "")
        numbers.extend(of_each)
    mark = mark_of("\0".join(names).encode("utf-8", "surrogatepass") + b"\0\0" + numbers.tobytes())
    return Part(mark, _are_past((numbers[_CONTENT::_NUMBERS], numbers[_STATE::_NUMBERS]), now))


def _are_past(times: "tuple[array[int], ...]", now: int) -> bool:
    """Whether all of the times are past, as `_is_past` says of one; in most workspaces the newest of all tells."""
    if all(max(some, default=0) + _COARSE_TICK < now for some in times):
        return True
    return all(_is_past(when, now) for some in times for when in some)


def _is_past(when: int, now: int) -> bool:
    """Whether what is changed from now on must bear another time. A time without a fraction may come from a coarse clock."""
    return when + (_FINE_TICK if when % _SECOND else _COARSE_TICK) < now


def states(root: Path, path: str, *, deep: bool = True) -> Iterator[tuple[str, list[str], list[int]]]:
    """Every folder below a path with the names of the files in it, links, devices and folders called *.yaml among them, and their
    states one after another, as `each` takes them apart. What is no folder stands in none (""). Without `deep` no folder below is
    entered. What is not there, or vanishes meanwhile, is left out. Raises OSError.

    One loop without calls, contexts or values of its own inside: each of those would cost a tenth of what the disk takes.
    """
    with contextlib.suppress(FileNotFoundError):
        top = (root / path).lstat()
        if not stat.S_ISDIR(top.st_mode):
            yield "", [path], [top.st_mode, top.st_ino & _LARGEST, top.st_size, top.st_mtime_ns, top.st_ctime_ns]
            return
    base, waiting = str(root), [path]
    while waiting:
        folder = waiting.pop()
        names: list[str] = []
        numbers: list[int] = []
        try:
            with os.scandir(f"{base}/{folder}") as entries:
                for entry in entries:
                    name = entry.name
                    if name[0] in _HIDDEN and is_passed_over(name):
                        continue
                    if entry.is_dir(follow_symlinks=False) and not name.endswith(".yaml"):
                        if deep:
                            waiting.append(f"{folder}/{name}")
                        continue
                    try:
                        of = entry.stat(follow_symlinks=False)
                    except FileNotFoundError:
                        continue
                    names.append(name)
                    numbers += (of.st_mode, of.st_ino & _LARGEST, of.st_size, of.st_mtime_ns, of.st_ctime_ns)
        except FileNotFoundError:
            continue
        yield folder, names, numbers


def each(names: list[str], numbers: list[int]) -> Iterator[tuple[str, State]]:
    """The files of a folder, each with its state."""
    for place, name in enumerate(names):
        mode, number, size, content, state = numbers[place * _NUMBERS : (place + 1) * _NUMBERS]
        yield name, (mode, number, size, content, state)


def is_settled(state: State, now: int) -> bool:
    """Whether a file was last changed long enough ago for its next change to bear another time."""
    return all(_is_past(when, now) for when in state[_CONTENT:])
