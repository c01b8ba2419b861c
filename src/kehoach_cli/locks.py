"""One at a time: our own lock on a work tree, and patience with the locks of git.

The lock is the kernel's, held by us and by the git we started: nothing stale is left by a killed run, and a next run waits for a
git that outlives us.
"""

import contextlib
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from kehoach_cli.drafts import folder
from kehoach_cli.repo import Answer, Repo
from kehoach_cli.trouble import Trouble

LONGEST_WAIT = 10.0  # seconds for a lock held by somebody else
PAUSE = 0.05

# What only one may do at a time: change the work tree; talk to the server.
RECORDING, SYNCING = "lock", "sync-lock"
_BUSY = {RECORDING: "busy", SYNCING: "busy-syncing"}


def insist(of: Repo, command: Callable[[], Answer], patience: float | None = None) -> Answer:
    """Run a git command, again while another git holds its lock. Raises Trouble when it is still held after a while."""
    deadline = time.monotonic() + (LONGEST_WAIT if patience is None else patience)
    while True:
        with _interrupt_later():
            answer = command()
        if answer.code == 0 or not _is_locked(answer):
            return answer
        if time.monotonic() > deadline:
            raise _still_held(_lock_named(of, answer), answer.error.split("\n")[0])
        time.sleep(PAUSE)


@contextlib.contextmanager
def _interrupt_later() -> Iterator[None]:
    """Hear Ctrl-C when git has ended: a terminal sends it to git as well, which then stops by itself; sent to us alone, it
    must not make us undo what git goes on to commit.
    """
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    heard: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if heard:
        raise KeyboardInterrupt


@contextlib.contextmanager
def interrupts_noted() -> Iterator[list[int]]:
    """For work in steps that are each whole: Ctrl-C stops none of them; what was heard so far is the value, to be looked at
    between them."""
    heard: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield heard
        return
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield heard
    finally:
        signal.signal(signal.SIGINT, before)


def hear_no_more_interrupts() -> None:
    """From here to the end of the program Ctrl-C comes too late: what was to be done is done, or being put back, and is still to
    be told. Where the work has more steps, as in `interrupts_noted`, somebody else listens."""
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN, which the programs that we start would inherit


def _is_locked(answer: Answer) -> bool:
    return ".lock': File exists" in answer.error or "cannot lock ref" in answer.error


def _lock_named(of: Repo, answer: Answer) -> Path:
    """The lock that git speaks of: that of the index, of HEAD or of a branch."""
    named = re.search("'([^'\n]+[.]lock)': File exists", answer.error)
    return of.top / named[1] if named else of.git_dir / "index.lock"


def _still_held(path: Path, cause: str) -> Trouble:
    return Trouble("git-locked", path=path.as_posix(), cause=cause, age=in_words(age(path)))


def age(path: Path) -> float:
    """For how many seconds a file has been as it is; 0 for one that is gone, or of a time to come."""
    try:
        return max(0.0, time.time() - path.stat().st_mtime)
    except OSError:
        return 0.0


def in_words(seconds: float) -> str:
    """A span of time as hours, minutes and seconds: 0:00:12."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def outlast_git(of: Repo) -> None:
    """Wait until no git is at work: where git cannot hold our lock with us, one of ours may still be at it. Raises Trouble."""
    file, deadline = of.git_dir / "index.lock", time.monotonic() + LONGEST_WAIT
    while file.exists():
        if time.monotonic() > deadline:
            raise _still_held(file, file.name)
        time.sleep(PAUSE)


@contextlib.contextmanager
def lock(of: Repo, name: str = RECORDING) -> Iterator[Repo]:
    """One of a kind at a time in a work tree; the repository whose git holds the lock with us. Raises Trouble when another run
    still has it after a while.
    """
    folder(of).mkdir(parents=True, exist_ok=True)
    path = folder(of) / name
    with path.open("a+b") as file:
        deadline = time.monotonic() + LONGEST_WAIT
        while not _try_lock(file):
            if time.monotonic() > deadline:
                raise Trouble(_BUSY[name], path=path.as_posix(), age=in_words(age(path)))
            time.sleep(PAUSE)
        try:
            os.utime(path)  # since when it is held
            yield of._replace(held=() if sys.platform == "win32" else (*of.held, file.fileno()))
        finally:
            _unlock(file)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        """Also for what a hook has left running in the background."""
        fcntl.flock(file, fcntl.LOCK_UN)
