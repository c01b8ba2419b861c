"""Files that are brought as attachments, and those that are kept: read whole, bounded, through no link, and never opened as more
than bytes."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kehoach_cli import attachments, disk
from kehoach_cli.attachments import LARGEST, Stored
from kehoach_cli.repo import Repo
from kehoach_cli.trouble import WRONG_USE, Trouble, cause_of


class Brought(NamedTuple):
    """A file that somebody names to be attached: its name as it is kept, and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash it is kept under."""
        return attachments.digest(self.content)

    def stored_at(self, plan: str) -> str:
        """Where it is kept."""
        return attachments.path_of(plan, self.sha256, self.name)


def read(source: Path) -> Brought:
    """A file to attach. Raises Trouble for what is no regular file, has an ending that is not taken, is empty, too large, or
    changes while it is read."""
    path, name = str(source), attachments.given_name(source.name)
    try:
        before = source.lstat()
        if not stat.S_ISREG(before.st_mode):
            raise Trouble("attachment-not-a-file", exit_code=WRONG_USE, path=path)
        if not attachments.is_sound_name(name):
            endings = " ".join(attachments.ENDINGS)
            raise Trouble("attachment-ending", exit_code=WRONG_USE, path=path, endings=endings)
        if before.st_size > LARGEST:
            raise _too_large(path)
        content = disk.content(str(source), LARGEST)
        after = source.lstat()
    except OSError as error:
        raise Trouble("cannot-read", exit_code=WRONG_USE, path=path, cause=cause_of(error)) from error
    if len(content) > LARGEST:
        raise _too_large(path)
    if len(content) != before.st_size or _state(after) != _state(before):
        raise Trouble("attachment-changing", path=path)
    if not content:
        raise Trouble("attachment-empty", exit_code=WRONG_USE, path=path)
    return Brought(name, content)


def _too_large(path: str) -> Trouble:
    return Trouble("attachment-too-large", exit_code=WRONG_USE, path=path, limit=f"{LARGEST // 1_000_000} MB")


def _state(of: os.stat_result) -> tuple[int, ...]:
    return of.st_mode, of.st_ino, of.st_size, of.st_mtime_ns


def present(root: Path, plan: str) -> dict[str, Stored]:
    """What is kept for one plan, by path, without looking into it. Raises Trouble on a fault of the disk."""
    folder = f"{disk.PLANS}/{plan}/{attachments.FOLDER}"
    try:
        with os.scandir(root / folder) as entries:
            found = [(entry.name, entry.stat(follow_symlinks=False)) for entry in entries if not disk.is_passed_over(entry.name)]
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise Trouble("cannot-read", path=folder, cause=cause_of(error)) from error
    return {disk.shown(f"{folder}/{name}"): _at_a_glance(about) for name, about in sorted(found)}


def _at_a_glance(about: os.stat_result) -> Stored:
    if not stat.S_ISREG(about.st_mode):
        return Stored(about.st_size, attachments.NOT_REGULAR)
    return Stored(about.st_size, attachments.TOO_LARGE if about.st_size > LARGEST else "")


def verified(root: Path) -> dict[str, Stored]:
    """What is kept for all plans, by path, every file read and held against the hash in its name. Raises Trouble."""
    plans = root / disk.PLANS
    names = sorted(folder.name for folder in plans.iterdir() if _is_folder(folder)) if _is_folder(plans) else []
    kept = {path: found for plan in names if not disk.is_passed_over(plan) for path, found in present(root, plan).items()}
    return {path: found if found.fault else _verified(root, path, found) for path, found in kept.items()}


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _verified(root: Path, path: str, found: Stored) -> Stored:
    if attachments.hash_in(path) is None:
        return found
    try:
        return found._replace(fault=attachments.fault_of(path, disk.content(f"{root}/{path}", LARGEST)))
    except OSError:
        return found._replace(fault=attachments.UNREADABLE)


def converted(of: Repo, paths: Iterable[str]) -> list[str]:
    """Those of the paths whose bytes git could store as others than they are: line ends, encoding, or the keyword $Id$. A filter,
    such as that of git-lfs, gives them back as they were."""
    wanted = [*map(of.full, paths)]
    told = of.run("check-attr", "-z", "text", "ident", "working-tree-encoding", "--", *wanted).out.split("\0") if wanted else []
    rows = zip(told[::3], told[1::3], told[2::3], strict=False)
    found = [path for path, name, value in rows if value != "unset" and (name == "text" or value != "unspecified")]
    return [path.removeprefix(of.prefix) for path in dict.fromkeys(found)]
