"""A recording or an undo that is killed, interrupted, out of space or without its lock is finished or taken back, never half."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_recording import EVENT, RECORD, hook, state_of

from conftest import Program, git, posix_only
from kehoach_cli import disk, drafts, ledger, locks, repo
from kehoach_cli.trouble import Trouble

SLOWLY = "touch .git/at-work; sleep 2"


def start(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """The program in a process group of its own, git at work with a slow hook."""
    command = [sys.executable, "-m", "kehoach_cli", *arguments]
    running = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 20
    while not (folder / ".git/at-work").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    (folder / ".git/hooks/pre-commit").unlink()
    return running


def assert_sound(folder: Path) -> None:
    assert git(folder, "status", "--porcelain") == ""
    assert not (folder / ".git/kehoach/journal.json").exists()


@posix_only
def test_a_run_killed_alone_while_git_commits_is_waited_for_and_finished(repository: Path, kehoach: Program) -> None:
    hook(repository, "pre-commit", SLOWLY)
    running = start(repository, *RECORD)
    running.kill()
    running.communicate()
    ran = kehoach(*RECORD, "--date", "2026-06-29", cwd=repository)
    assert ran.code == 0, ran.err
    assert f"Lần ghi sổ trước bị ngắt, nhưng git đã nhận: {EVENT}" in ran.err
    assert git(repository, "rev-list", "--count", "HEAD") == "3\n"
    assert list((repository / ".git/kehoach/drafts").iterdir()) == []
    assert_sound(repository)


@posix_only
def test_the_git_that_outlives_us_holds_our_lock_with_us(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook(repository, "pre-commit", SLOWLY)
    running = start(repository, *RECORD)
    running.kill()
    running.communicate()
    of = repo.find(repository)
    with monkeypatch.context() as hasty:
        hasty.setattr(locks, "LONGEST_WAIT", 0.1)
        with pytest.raises(Trouble, match="busy"), locks.lock(of):
            pass
    with locks.lock(of):
        assert git(repository, "cat-file", "-t", f"HEAD:{EVENT}") == "blob\n"


@posix_only
def test_an_interrupt_to_the_tool_alone_lets_git_finish(repository: Path) -> None:
    hook(repository, "pre-commit", SLOWLY)
    running = start(repository, *RECORD)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=20)
    assert (running.returncode, "Đã ghi sổ" in said.decode()) == (0, True)
    assert git(repository, "cat-file", "-t", f"HEAD:{EVENT}") == "blob\n"
    assert_sound(repository)


@posix_only
def test_an_interrupt_from_the_keyboard_takes_all_back_and_keeps_the_words(repository: Path) -> None:
    before = state_of(repository)
    hook(repository, "pre-commit", SLOWLY)
    running = start(repository, *RECORD)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=20)
    assert running.returncode == 130
    assert state_of(repository) == before
    (draft,) = (repository / ".git/kehoach/drafts").iterdir()
    assert draft.name in said.decode()


@posix_only
def test_doctor_does_not_settle_what_somebody_is_at(repository: Path, kehoach: Program) -> None:
    hook(repository, "pre-commit", SLOWLY)
    running = start(repository, *RECORD)
    kehoach("doctor", "--fix", cwd=repository)
    _, said = running.communicate(timeout=20)
    assert running.returncode == 0, said.decode()
    assert git(repository, "cat-file", "-t", f"HEAD:{EVENT}") == "blob\n"
    assert_sound(repository)


def test_doctor_says_that_a_busy_recorder_cannot_be_settled(
    repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "LONGEST_WAIT", 0.1)
    of = repo.find(repository)
    with locks.lock(of):
        ledger._write_journal(of, ledger._Entry(EVENT, b"", "x"))
        ran = kehoach("doctor", "--fix", "--format", "json", cwd=repository)
    assert ran.code == 1
    assert {c["check"]: c["verdict"] for c in json.loads(ran.out)["checks"]}["interrupted-fixed"] == "bad"
    assert ledger.is_interrupted(of)


def test_git_still_at_work_without_our_lock_is_waited_for(
    repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a child cannot inherit the lock: nothing is deleted while git holds its own."""
    monkeypatch.setattr(locks, "LONGEST_WAIT", 0.2)
    of = repo.find(repository)
    assert ledger.settle(of, repository) is None
    disk.create(repository, EVENT, b"words: mine\n")
    git(repository, "add", EVENT)
    drafts.folder(of).mkdir(exist_ok=True)
    draft = drafts.keep(of, EVENT, b"words: mine\n")
    ledger._write_journal(of, ledger._Entry(EVENT, b"words: mine\n", draft))
    (repository / ".git/index.lock").touch()
    ran = kehoach("doctor", "--fix", cwd=repository)
    assert (ran.code, (repository / EVENT).exists(), ledger.is_interrupted(of)) == (1, True, True)
    (repository / ".git/index.lock").unlink()
    git(repository, "commit", "--quiet", "--message=x")
    assert ledger.settle(of, repository) == ledger.Settled(EVENT, ledger.RECORDING, ledger.FINISHED, "")
    assert_sound(repository)


class Clock:
    """Time that passes only where somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_a_held_lock_is_waited_for_once(repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(locks, "time", clock)
    hook(repository, "pre-commit", "exit 0")
    before = state_of(repository)
    (repository / ".git/index.lock").touch()
    assert kehoach(*RECORD, cwd=repository).code == 3
    assert locks.LONGEST_WAIT <= clock.now < locks.LONGEST_WAIT + 1
    assert state_of(repository) == before


def test_without_space_for_a_draft_nothing_stays_behind_and_the_words_are_shown(
    repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(repository)
    (repository / ".git/kehoach").mkdir()
    (repository / ".git/kehoach/drafts").touch()  # no folder can be made there, as on a full disk
    ran = kehoach(*RECORD, "--summary", "Chữ quý.", cwd=repository)
    assert ran.code == 3
    assert "Chữ quý." in ran.err
    assert state_of(repository) == before


def test_a_full_disk_while_committing_takes_all_back_and_tells_of_the_draft(
    repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = state_of(repository)
    monkeypatch.setattr(ledger, "_commit", full)
    ran = kehoach(*RECORD, cwd=repository)
    assert ran.code == 3
    assert ran.err.index("đĩa đã đầy") < ran.err.index("kehoach record 38-ct-tw/III.2 --agency so-noi-vu --from")
    assert state_of(repository) == before


def test_what_git_cannot_unstage_is_left_to_the_next_run(
    repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(repository)
    hook(repository, "pre-commit", "exit 1")
    with monkeypatch.context() as broken:
        broken.setattr(repo, "unstage", lambda *_: repo.Answer(128, "", "unable to write new index file"))
        assert "unable to write" in kehoach(*RECORD, cwd=repository).err
    settled = ledger.settle(repo.find(repository), repository)
    assert settled is not None
    assert Path(settled.draft).exists()
    assert state_of(repository) == before


@posix_only
@pytest.mark.parametrize("together", [True, False])
def test_a_killed_undo_is_settled_by_the_next_run(repository: Path, kehoach: Program, together: bool) -> None:
    assert kehoach(*RECORD, cwd=repository).code == 0
    before = state_of(repository)
    hook(repository, "pre-commit", SLOWLY)
    running = start(repository, "undo", "--yes")
    (os.killpg if together else os.kill)(running.pid, signal.SIGKILL)
    running.communicate()
    if together:
        (repository / ".git/index.lock").unlink(missing_ok=True)
        ran = kehoach("doctor", "--fix", cwd=repository)
        assert EVENT in ran.out
        assert state_of(repository) == before
    else:
        ran = kehoach(*RECORD, "--date", "2026-06-29", cwd=repository)
        assert f"git đã nhận: {EVENT}" in ran.err
        assert not (repository / EVENT).exists()
    assert_sound(repository)


def test_a_refused_undo_leaves_all_as_it_was(repository: Path, kehoach: Program) -> None:
    assert kehoach(*RECORD, cwd=repository).code == 0
    before = state_of(repository)
    hook(repository, "pre-commit", "exit 1")
    assert kehoach("undo", "--yes", cwd=repository).code == 3
    assert state_of(repository) == before
    assert_sound(repository)
