"""What a run that was killed can leave lying about or damaged, of git's and of ours, and when it may be put out of the way.

Nothing of git's is ever deleted. A lock that nobody can be at work on any more is set aside, and only when a person asks for
it (`doctor --fix`): git itself leaves this to a person too, because no program can see the one that works on the same folder
from another machine. What speaks for "nobody" here: our own lock is held meanwhile, which every git of ours holds as well; no git
is seen at work; and the lock has been there, unchanged, for longer than a git needs between two steps.
"""

import contextlib
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kehoach_cli import locks, objects, repo
from kehoach_cli.repo import Repo
from kehoach_cli.trouble import Trouble

QUIET = 60.0  # seconds that a lock must have been there; a git of this machine would be seen at work
QUIET_UNSEEN = 3600.0  # where nobody can tell what is at work on this machine
_REST = re.compile(r"[.].+[.]kehoach|[.]kehoach-[a-z0-9_]{8}").fullmatch  # of `disk.replace`, `write_output` and `staging`


class Lock(NamedTuple):
    """A lock of git that is there, and for how many seconds."""

    path: Path
    age: float


def locks_of_git(of: Repo) -> list[Lock]:
    """The locks of git that would stop a recording here, or that a recording of ours may have left."""
    named = [Path(found) for found in repo.lock_files(of)]
    made = sorted(of.git_dir.glob("next-index-*.lock"))  # what `git commit --only` prepares
    return [Lock(path, locks.age(path)) for path in (*named, *made) if path.exists()]


def rests(root: Path) -> list[Path]:
    """The files and folders in the workspace that a killed run meant to put in the place of others, and never did."""
    found = []
    for folder, folders, files in os.walk(root):
        found += [Path(folder) / name for name in (*folders, *files) if _REST(name)]
        folders[:] = [name for name in folders if name != ".git" and not _REST(name)]
    return sorted(found)


def require_whole(of: Repo) -> None:
    """Raise Trouble when what a machine that went off has cut short is the index of git, the last commit, or the branch it is on.

    Git itself believes an index whose length is right, and takes a branch that cannot be read for none.
    """
    index = of.git_dir / "index"
    if index.is_file() and not _is_sealed(index.read_bytes()):
        raise Trouble("index-damaged", path=index.as_posix(), cause="checksum")
    if of.look("symbolic-ref", "--quiet", "HEAD")[0] > 1:  # 1 is a detached HEAD
        raise Trouble("branch-damaged")
    if of.look("rev-parse", "--verify", "--quiet", "HEAD")[0]:
        return  # nothing has been committed yet
    code, name, error = of.look("rev-parse", "--verify", "HEAD^{commit}")
    missing = frozenset[str]() if code else objects.absent(of, name.decode("ascii").strip())
    if code or (missing and not objects.is_partial(of)):
        raise Trouble("history-damaged", cause=error.rsplit("\n", maxsplit=1)[-1] or min(missing))


def _is_sealed(index: bytes) -> bool:
    """Whether an index ends in the checksum of what stands before it, or in zeros, as `index.skipHash` has it."""
    for kind in (hashlib.sha1, hashlib.sha256):
        size = kind(usedforsecurity=False).digest_size
        if index[-size:] in (bytes(size), kind(index[:-size], usedforsecurity=False).digest()):
            return True
    return False


def quiet_needed(of: Repo) -> float | None:
    """How many seconds a lock must have been there before it may be set aside; None while a git is at work."""
    at_work = is_git_at_work(of)
    if at_work:
        return None
    return QUIET_UNSEEN if at_work is None else QUIET


def is_git_at_work(of: Repo) -> bool | None:
    """Whether a git is at work on this repository, as far as this machine can tell; None where it cannot tell at all.

    Linux knows where a program is at work; elsewhere any git counts, whatever it works on.
    """
    if Path("/proc/self/cwd").exists():
        return any(place is None or _is_in(place, of) for place in _places_of_gits())
    names = _names_of_programs()
    return None if names is None else any(Path(name).name.startswith("git") for name in names)


def _places_of_gits() -> Iterator[Path | None]:
    """The folders in which gits are at work; None for one of somebody else's, which may be anywhere."""
    for process in Path("/proc").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # no process, or one that has ended meanwhile
            if process.name.isdecimal() and (process / "comm").read_text().startswith("git"):
                try:
                    yield (process / "cwd").readlink()
                except PermissionError:
                    yield None


def _is_in(place: Path, of: Repo) -> bool:
    return place.is_relative_to(of.top.resolve()) or place.is_relative_to(of.git_dir.resolve())


def _names_of_programs() -> list[str] | None:
    listing = ["tasklist", "/FO", "CSV", "/NH"] if sys.platform == "win32" else ["ps", "-axo", "comm="]
    try:
        told = subprocess.run(listing, capture_output=True, timeout=10, check=True)  # noqa: S603 - of the system, no argument of a user's
    except (OSError, subprocess.SubprocessError):
        return None
    return [line.split(",")[0].strip().strip('"') for line in told.stdout.decode(errors="replace").splitlines()]
