"""A reorganisation changes agencies.yaml in one commit of its own, or leaves all as it was; undo takes it back."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from test_interruptions import SLOWLY, assert_sound, start
from test_recording import RECORD, append, hook, state_of

from conftest import Program, git, posix_only
from kehoach_cli import disk, drafts, ledger, repo

FILE = "agencies.yaml"
MERGE = (
    "agency", "merge", "so-du-lich", "--into", "so-van-hoa-the-thao", "--on", "2027-01-01", "--basis", "Nghị quyết 7/NQ-HĐND.",
)  # fmt: skip
RENAME = (
    "agency", "rename", "so-ngoai-vu", "--to", "so-doi-ngoai", "--name", "Sở Đối ngoại", "--on", "2026-06-01",
    "--basis", "Quyết định 8.",
)  # fmt: skip


def changed(before: bytes) -> bytes:
    """agencies.yaml after the merge."""
    entry = b"    since: 2025-07-01\n"
    head, name, rest = before.partition(b"    rank: 170\n")
    more = "      Nghị quyết 7/NQ-HĐND.\n".encode()
    keys, basis, end = rest.partition(b"  - id: so-dan-toc-ton-giao\n")
    assert keys.startswith(entry)
    return (
        head
        + name
        + entry
        + b"    until: 2027-01-01\n    successor: so-van-hoa-the-thao\n"
        + keys.removeprefix(entry)
        + more
        + basis
        + end
    )


# One change, one commit


def test_a_change_is_one_commit_of_one_file(repository: Path, kehoach: Program) -> None:
    before = (repository / FILE).read_bytes()
    ran = kehoach(*MERGE, "--yes", cwd=repository)
    assert ran.code == 0, ran.err
    assert (repository / FILE).read_bytes() == changed(before)
    subject = "to-chuc(agencies): merge so-du-lich into so-van-hoa-the-thao 2027-01-01"
    assert git(repository, "show", "--name-status", "--format=%s%n%(trailers)", "HEAD").split("\n") == [
        subject, "Agency: so-du-lich", "", "", f"M\t{FILE}", "",
    ]  # fmt: skip
    assert f"Đã ghi sổ: {subject}\n  tệp {FILE}\n" in ran.err
    assert_sound(repository)


def test_the_patch_of_a_dry_run_makes_the_same_file(repository: Path, kehoach: Program, tmp_path: Path) -> None:
    before = state_of(repository)
    for command in (MERGE, RENAME):
        ran = kehoach(*command, "--dry-run", cwd=repository)
        assert (ran.code, state_of(repository)) == (0, before)
        (tmp_path / "p.patch").write_bytes(ran.out.encode())
        git(repository, "apply", "--check", str(tmp_path / "p.patch"))
    git(repository, "apply", str(tmp_path / "p.patch"))
    applied = (repository / FILE).read_bytes()
    git(repository, "restore", FILE)
    assert kehoach(*RENAME, "--yes", cwd=repository).code == 0
    assert (repository / FILE).read_bytes() == applied


def test_in_a_folder_with_any_name_the_patch_starts_at_the_top(repository: Path, kehoach: Program, tmp_path: Path) -> None:
    outer = tmp_path / "ngoài"
    outer.mkdir()
    git(outer, "init", "--quiet", "--initial-branch=main")
    (repository / ".git").rename(tmp_path / "away")
    repository.rename(outer / "Kho kế hoạch")
    patch = kehoach(*MERGE, "-n", cwd=outer / "Kho kế hoạch").out
    (tmp_path / "p.patch").write_bytes(patch.encode())
    git(outer, "apply", str(tmp_path / "p.patch"))
    git(outer, "add", "--all")
    git(outer, "commit", "--quiet", "--message=x")
    assert kehoach(*RENAME, "--yes", cwd=outer / "Kho kế hoạch" / "plans").code == 0
    assert git(outer, "show", "--name-only", "--format=", "-z", "HEAD") == f"Kho kế hoạch/{FILE}\0"
    assert kehoach("undo", "--yes", cwd=outer / "Kho kế hoạch").code == 0


def test_without_a_repository_or_git_a_dry_run_works(shipped: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(shipped.parent))
    before = (shipped / FILE).read_bytes()
    ran = kehoach(*MERGE, "--dry-run", cwd=shipped)
    assert (ran.code, ran.out.startswith(f"diff --git a/{FILE} b/{FILE}\n")) == (0, True)
    assert kehoach(*MERGE, "--yes", cwd=shipped).code == 3
    assert (shipped / FILE).read_bytes() == before


def test_what_the_user_has_staged_and_unsaved_stays(repository: Path, kehoach: Program) -> None:
    (repository / "ghi-chu.txt").write_text("đang soạn", encoding="utf-8")
    git(repository, "add", "ghi-chu.txt")
    append(repository / "plans/38-ct-tw/plan.yaml", "# sửa dở\n")
    assert kehoach(*MERGE, "--yes", cwd=repository).code == 0
    assert git(repository, "status", "--porcelain") == "A  ghi-chu.txt\n M plans/38-ct-tw/plan.yaml\n"


def test_file_mode_and_line_ends_of_the_work_tree_stay(repository: Path, kehoach: Program) -> None:
    git(repository, "config", "core.autocrlf", "true")
    (repository / FILE).write_bytes((repository / FILE).read_bytes().replace(b"\n", b"\r\n"))
    git(repository, "add", FILE)
    mode = (repository / FILE).stat().st_mode
    assert kehoach(*MERGE, "--yes", cwd=repository).code == 0
    held = (repository / FILE).read_bytes()
    assert (held.count(b"\n"), (repository / FILE).stat().st_mode) == (held.count(b"\r\n"), mode)
    assert "\r" not in git(repository, "show", f"HEAD:{FILE}")
    assert git(repository, "status", "--porcelain") == ""
    assert kehoach("undo", "--yes", cwd=repository).code == 0
    assert (repository / FILE).read_bytes().count(b"\r\n") == held.count(b"\n") - 3


# What is refused

EDITS: dict[str, Callable[[Path], object]] = {
    "unsaved": lambda f: append(f / FILE, "# sửa dở\n"),
    "staged": lambda f: (append(f / FILE, "# sửa dở\n"), git(f, "add", FILE)),
    "staged and put back": lambda f: (append(f / FILE, "# x\n"), git(f, "add", FILE), git(f, "restore", "--source=HEAD", FILE)),
    "hidden from git": lambda f: (git(f, "update-index", "--assume-unchanged", FILE), append(f / FILE, "# sửa dở\n")),
    "never committed": lambda f: (git(f, "rm", "--quiet", "--cached", FILE), git(f, "commit", "--quiet", "--message=x")),
    "ignored": lambda f: (
        git(f, "rm", "--quiet", "--cached", FILE),
        (f / ".gitignore").write_text(f"{FILE}\n"),
        git(f, "add", ".gitignore"),
        git(f, "commit", "--quiet", "--message=x"),
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_file_with_uncommitted_changes_is_not_touched(name: str, repository: Path, kehoach: Program) -> None:
    EDITS[name](repository)
    before = state_of(repository)
    ran = kehoach(*MERGE, "--yes", cwd=repository)
    assert ran.code == 3
    assert f"Tệp “{FILE}” có phần sửa chưa lưu vào git" in ran.err
    assert f"git diff HEAD -- {FILE}" in ran.err
    assert state_of(repository) == before
    assert kehoach(*MERGE, "--dry-run", cwd=repository).code == 0


def test_a_new_error_means_that_nothing_is_written(repository: Path, kehoach: Program) -> None:
    """An event after the day on which its agency would end."""
    assert kehoach(*RECORD, cwd=repository).code == 0
    before = state_of(repository)
    close = ("agency", "close", "SNV", "--on", "2026-06-01", "--basis", "x")
    for how in ("--yes", "--dry-run"):
        ran = kehoach(*close, how, cwd=repository)
        assert (ran.code, ran.out) == (1, "")
        assert "KH202" in ran.err
    assert state_of(repository) == before


def test_without_a_terminal_and_without_yes_nothing_is_done(repository: Path, kehoach: Program) -> None:
    before = state_of(repository)
    ran = kehoach(*MERGE, cwd=repository)
    assert (ran.code, "Còn thiếu: --yes." in ran.err) == (2, True)
    assert state_of(repository) == before


def test_a_file_of_somebody_else_beside_it_is_not_removed(repository: Path, kehoach: Program) -> None:
    aside = disk.replacement_of(repository / FILE)
    aside.write_text("của người khác", encoding="utf-8")
    assert kehoach(*MERGE, "--yes", cwd=repository).code == 3
    assert aside.read_text(encoding="utf-8") == "của người khác"
    assert git(repository, "status", "--porcelain") == f"?? {aside.name}\n"


def test_a_change_between_reading_and_writing_is_noticed(repository: Path) -> None:
    of = repo.find(repository)
    with pytest.raises(ledger.Trouble) as trouble:
        ledger.replace(of, repository, FILE, b"what was read", b"new", "x")
    assert trouble.value.key == "changed-meanwhile"


# Interruptions


def test_a_refusing_hook_leaves_everything_as_it_was(repository: Path, kehoach: Program) -> None:
    (repository / "ghi-chu.txt").write_text("x", encoding="utf-8")
    git(repository, "add", "ghi-chu.txt")
    hook(repository, "pre-commit", "echo 'thiếu chữ ký' >&2; exit 1")
    before = state_of(repository)
    ran = kehoach(*MERGE, "--yes", cwd=repository)
    assert (ran.code, "thiếu chữ ký" in ran.err) == (3, True)
    assert state_of(repository) == before
    assert not ledger.is_interrupted(repo.find(repository))


def test_a_hook_that_edits_the_file_and_refuses_is_told_of(repository: Path, kehoach: Program) -> None:
    hook(repository, "pre-commit", f"echo '# hook' >> {FILE}; exit 1")
    ran = kehoach(*MERGE, "--yes", cwd=repository)
    assert (ran.code, "nên tệp được để nguyên" in ran.err, f"git restore {FILE}" in ran.err) == (3, True, True)
    assert (repository / FILE).read_text(encoding="utf-8").endswith("# hook\n")
    assert not ledger.is_interrupted(repo.find(repository))


def test_a_full_disk_while_committing_takes_all_back(repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = state_of(repository)
    monkeypatch.setattr(ledger, "_commit", full)
    ran = kehoach(*MERGE, "--yes", cwd=repository)
    assert (ran.code, "đĩa đã đầy" in ran.err) == (3, True)
    assert state_of(repository) == before
    assert_sound(repository)


def test_what_cannot_be_put_back_is_left_to_the_next_run(
    repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(repository)
    hook(repository, "pre-commit", "exit 1")
    real, calls = disk.replace, list[str]()

    def once(root: Path, path: str, content: bytes) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise ledger.Trouble("cannot-write", path=path, cause="đĩa đầy")
        real(root, path, content)

    monkeypatch.setattr(disk, "replace", once)
    assert "đĩa đầy" in kehoach(*MERGE, "--yes", cwd=repository).err
    settled = ledger.settle(repo.find(repository), repository)
    assert settled == ledger.Settled(FILE, ledger.CHANGE, ledger.UNDONE, "")
    assert state_of(repository) == before
    assert_sound(repository)


KILLED_AT = {
    "before the new content": "disk.replace = die",
    "before it takes its place": "Path.replace = die",
    "before the commit": "ledger._commit = die",
    "before the journal is closed": "ledger._close = die",
}


@posix_only
@pytest.mark.parametrize("moment", KILLED_AT)
def test_a_run_killed_at_any_moment_is_settled_by_the_next(moment: str, repository: Path, kehoach: Program) -> None:
    before = state_of(repository)
    code = f"""
import os, signal, sys
from pathlib import Path
from kehoach_cli import disk, ledger
from kehoach_cli.cli.main import run
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
{KILLED_AT[moment]}
run(sys.argv[1:])
"""
    env = {**os.environ, "KEHOACH_CACHE": "off"}  # whose files take their place likewise
    ran = subprocess.run([sys.executable, "-c", code, *MERGE, "--yes"], cwd=repository, check=False, capture_output=True, env=env)
    assert ran.returncode == -signal.SIGKILL
    assert ledger.is_interrupted(repo.find(repository))
    told = kehoach(*RECORD, cwd=repository).err
    if moment == "before the journal is closed":
        assert f"Lần sửa trước bị ngắt, nhưng git đã nhận: {FILE}" in told
        assert git(repository, "log", "--format=%s", "-1", "HEAD~1").startswith("to-chuc(agencies): merge")
    else:
        assert f"Lần sửa trước bị ngắt, tệp đã được đưa về như cũ: {FILE}" in told
        assert kehoach("undo", "--yes", cwd=repository).code == 0
        assert state_of(repository)[:2] == before[:2]
    assert_sound(repository)


@posix_only
def test_a_run_killed_together_with_git_is_taken_back(repository: Path, kehoach: Program) -> None:
    before = state_of(repository)
    hook(repository, "pre-commit", SLOWLY)
    running = start(repository, *MERGE, "--yes")
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    (repository / ".git/index.lock").unlink(missing_ok=True)  # git's own leavings
    assert FILE in kehoach("doctor", "--fix", cwd=repository).out
    assert state_of(repository) == before
    assert_sound(repository)


@posix_only
def test_a_run_killed_alone_while_git_commits_is_waited_for_and_finished(repository: Path, kehoach: Program) -> None:
    hook(repository, "pre-commit", SLOWLY)
    running = start(repository, *MERGE, "--yes")
    running.kill()
    running.communicate()
    ran = kehoach(*RENAME, "--yes", cwd=repository)
    assert (ran.code, f"nhưng git đã nhận: {FILE}" in ran.err) == (0, True), ran.err
    assert git(repository, "rev-list", "--count", "HEAD") == "3\n"
    assert_sound(repository)


@posix_only
def test_an_interrupt_from_the_keyboard_takes_all_back(repository: Path) -> None:
    before = state_of(repository)
    hook(repository, "pre-commit", SLOWLY)
    running = start(repository, *MERGE, "--yes")
    os.killpg(running.pid, signal.SIGINT)
    running.communicate(timeout=20)
    assert running.returncode == 130
    assert state_of(repository) == before
    assert_sound(repository)


def interrupted(repository: Path, content: bytes) -> repo.Repo:
    """The journal of a change that was at work, its file in place."""
    of = repo.find(repository)
    former = (repository / FILE).read_bytes()
    drafts.folder(of).mkdir(exist_ok=True)
    ledger._write_journal(of, ledger._Entry(FILE, content, "", former, repo.content_id(of, "HEAD", FILE)))
    (repository / FILE).write_bytes(content)
    return of


def test_a_commit_that_the_index_has_not_heard_of_is_finished(repository: Path) -> None:
    """Killed after git has moved the branch and before it has put its index in place."""
    content = changed((repository / FILE).read_bytes())
    of = interrupted(repository, content)
    git(repository, "commit", "--quiet", "--message=x", "--only", "--", FILE)
    git(repository, "reset", "--quiet", "HEAD~1", "--", FILE)
    assert git(repository, "status", "--porcelain") == f"MM {FILE}\n"
    assert ledger.settle(of, repository) == ledger.Settled(FILE, ledger.CHANGE, ledger.FINISHED, "")
    assert (repository / FILE).read_bytes() == content
    assert_sound(repository)


def test_what_somebody_has_edited_since_is_left_alone(repository: Path, kehoach: Program) -> None:
    of = interrupted(repository, changed((repository / FILE).read_bytes()))
    append(repository / FILE, "# sửa tiếp\n")
    edited = (repository / FILE).read_bytes()
    assert "nên tệp được để nguyên" in kehoach(*RECORD, cwd=repository).err
    assert ((repository / FILE).read_bytes(), ledger.is_interrupted(of)) == (edited, False)


def test_the_journal_of_an_earlier_version_is_understood(repository: Path) -> None:
    of = repo.find(repository)
    drafts.folder(of).mkdir()
    path = "plans/38-ct-tw/progress/2026/so-noi-vu/2026-06-30-III.2-0a1b2c.yaml"
    disk.create(repository, path, b"x")
    ledger._journal(of).write_text(f'{{"path": "{path}", "content": "x", "draft": "/khong/co"}}', encoding="utf-8")
    assert ledger.settle(of, repository) == ledger.Settled(path, ledger.RECORDING, ledger.UNDONE, "/khong/co")
    assert not (repository / path).exists()


# Undo


def test_undo_puts_the_file_back_as_it_was(repository: Path, kehoach: Program) -> None:
    before = (repository / FILE).read_bytes()
    assert kehoach(*MERGE, "--yes", cwd=repository).code == 0
    (repository / "ghi-chu.txt").write_text("x", encoding="utf-8")
    git(repository, "add", "ghi-chu.txt")
    ran = kehoach("undo", "--yes", cwd=repository)
    assert ran.code == 0, ran.err
    assert "+    until: 2027-01-01\n" in ran.err
    assert f"Đã đưa {FILE} về như trước bằng commit" in ran.err
    assert (repository / FILE).read_bytes() == before
    assert git(repository, "status", "--porcelain") == "A  ghi-chu.txt\n"
    assert git(repository, "log", "-1", "--format=%s").startswith('Revert "to-chuc(agencies): merge')
    assert "Không có mục ghi sổ nào" in kehoach("undo", "--yes", cwd=repository).err


def test_undo_goes_back_one_by_one(repository: Path, kehoach: Program) -> None:
    before = (repository / FILE).read_bytes()
    for command in ((*MERGE, "--yes"), RECORD, (*RENAME, "--yes")):
        assert kehoach(*command, cwd=repository).code == 0
    for _ in range(3):
        assert kehoach("undo", "--yes", cwd=repository).code == 0
    assert (repository / FILE).read_bytes() == before
    assert kehoach("undo", "--yes", cwd=repository).code == 2


def test_undo_refuses_what_was_changed_again_since(repository: Path, kehoach: Program) -> None:
    assert kehoach(*MERGE, "--yes", cwd=repository).code == 0
    append(repository / FILE, "# của người khác\n")
    assert kehoach("undo", "--yes", cwd=repository).code == 2
    git(repository, "commit", "--quiet", "--all", "--message=sửa thêm")
    before = state_of(repository)
    ran = kehoach("undo", "--yes", cwd=repository)
    assert (ran.code, f"Tệp “{FILE}” đã được sửa tiếp bằng commit khác" in ran.err) == (2, True)
    assert state_of(repository) == before


def test_undo_refuses_what_other_files_rely_on(repository: Path, kehoach: Program) -> None:
    assert kehoach(*RENAME, "--yes", cwd=repository).code == 0
    filing = repository / "plans/38-ct-tw/filings/2026/so-doi-ngoai.yaml"
    filing.parent.mkdir(parents=True)
    filing.write_text("received: 2026-11-20\nstatement: Đã thực hiện.\n", encoding="utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=nộp tay")
    before = state_of(repository)
    ran = kehoach("undo", "--yes", cwd=repository)
    assert (ran.code, "KH201" in ran.err) == (1, True)
    assert state_of(repository) == before
