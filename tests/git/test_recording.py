"""One event or filing, one file, one commit; and whatever goes wrong, the tree is as it was and the words are kept."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Program, git, posix_only, spawn
from kehoach_cli import repo
from kehoach_cli.trouble import Trouble

RECORD = (
    "record", "38-ct-tw/III.2", "--agency", "so-noi-vu", "--date", "2026-06-30",
    "--state", "in-progress", "--summary", "Đang làm.",
)  # fmt: skip
EVENT = "plans/38-ct-tw/progress/2026/so-noi-vu/2026-06-30-III.2-0a1b2c.yaml"


def state_of(folder: Path) -> tuple[str, str, str]:
    """Everything a user could have in hand: index, work tree, last commit."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if _is_theirs(folder, path)
    }
    return (
        git(folder, "ls-files", "--stage"),
        repr(files),
        git(folder, "rev-parse", "--verify", "--quiet", "HEAD", check=False),
    )


def _is_theirs(folder: Path, path: Path) -> bool:
    return path.is_file() and not path.relative_to(folder).as_posix().startswith(".git/")


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def hook(folder: Path, name: str, script: str) -> None:
    path = folder / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_recording_makes_one_commit_of_one_file(repository: Path, kehoach: Program) -> None:
    ran = kehoach(*RECORD, "--summary", "Đã rà soát.", "--evidence", "Báo cáo 123/BC-SNV 2026-06-29", cwd=repository)
    assert ran.code == 0, ran.err
    assert git(repository, "show", "--name-status", "--format=%s", "HEAD").split("\n") == [
        "ghi(38-ct-tw/III.2): so-noi-vu 2026-06-30",
        "",
        f"A\t{EVENT}",
        "",
    ]
    assert (
        git(repository, "log", "-1", "--format=%(trailers:only,unfold)") == "Plan: 38-ct-tw\nItem: III.2\nAgency: so-noi-vu\n\n"
    )
    assert (repository / EVENT).read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../../../../schema/event.schema.json\n"
        "kind: update\n"
        "date: 2026-06-30\n"
        "item: III.2\n"
        "state: in-progress\n"
        "summary: Đã rà soát.\n"
        "evidence:\n"
        "  - type: Báo cáo\n"
        "    number: 123/BC-SNV\n"
        "    date: 2026-06-29\n"
    )
    assert git(repository, "status", "--porcelain") == ""


def test_what_the_user_has_staged_and_unsaved_stays(repository: Path, kehoach: Program) -> None:
    (repository / "ghi-chu.txt").write_text("đang soạn", encoding="utf-8")
    git(repository, "add", "ghi-chu.txt")
    append(repository / "agencies.yaml", "# sửa dở\n")
    assert kehoach(*RECORD, cwd=repository).code == 0
    assert git(repository, "status", "--porcelain") == " M agencies.yaml\nA  ghi-chu.txt\n"


def test_dry_run_prints_a_patch_that_git_applies_to_the_same_file(repository: Path, kehoach: Program, tmp_path: Path) -> None:
    before = state_of(repository)
    ran = kehoach(*RECORD, "--summary", "Câu một. Câu hai: “trích” #3.", "--dry-run", cwd=repository)
    assert (ran.code, state_of(repository)) == (0, before)
    (tmp_path / "p.patch").write_text(ran.out, encoding="utf-8", newline="\n")
    git(repository, "apply", str(tmp_path / "p.patch"))
    applied = (repository / EVENT).read_bytes()
    (repository / EVENT).unlink()
    kehoach(*RECORD, "--summary", "Câu một. Câu hai: “trích” #3.", cwd=repository)
    assert (repository / EVENT).read_bytes() == applied


def test_a_new_problem_means_nothing_is_written_and_the_words_are_kept(repository: Path, kehoach: Program) -> None:
    before = state_of(repository)
    ran = kehoach("record", "III.3", "--agency", "so-noi-vu", "--state", "completed", "--summary", "Chữ quý.", cwd=repository)
    assert ran.code == 1
    assert "KH404" in ran.err
    assert state_of(repository) == before
    (draft,) = (repository / ".git/kehoach/drafts").iterdir()
    assert "Chữ quý." in draft.read_text(encoding="utf-8")
    assert str(draft.name) in ran.err


def test_the_draft_can_be_taken_up_again(repository: Path, kehoach: Program) -> None:
    hook(repository, "pre-commit", "exit 1")
    assert kehoach(*RECORD, "--summary", "Đã làm.", cwd=repository).code == 3
    (repository / ".git/hooks/pre-commit").unlink()
    (draft,) = (repository / ".git/kehoach/drafts").iterdir()
    ran = kehoach("record", "38-ct-tw/III.2", "--agency", "so-noi-vu", "--from", draft, cwd=repository)
    assert ran.code == 0, ran.err
    assert "summary: Đã làm.\n" in (repository / EVENT).read_text(encoding="utf-8")


def test_a_refusing_hook_leaves_everything_as_it_was(repository: Path, kehoach: Program) -> None:
    hook(repository, "pre-commit", "echo 'thiếu chữ ký' >&2; exit 1")
    (repository / "ghi-chu.txt").write_text("x", encoding="utf-8")
    git(repository, "add", "ghi-chu.txt")
    before = state_of(repository)
    ran = kehoach(*RECORD, cwd=repository)
    assert ran.code == 3
    assert "thiếu chữ ký" in ran.err
    assert "kehoach record 38-ct-tw/III.2 --agency so-noi-vu --from" in ran.err
    assert state_of(repository) == before


def test_a_hook_that_refuses_without_a_word_is_told_as_such(repository: Path, kehoach: Program) -> None:
    hook(repository, "pre-commit", "exit 1")
    ran = kehoach("--lang", "en", *RECORD, cwd=repository)
    assert ran.code == 3
    assert ran.err.startswith("Error: git refused the commit and gave no reason, as it does when a hook refuses without a word;")


def test_every_hook_of_a_commit_runs(repository: Path, kehoach: Program) -> None:
    for name in ("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"):
        hook(repository, name, f"echo {name} >> .git/ran")
    assert kehoach(*RECORD, cwd=repository).code == 0
    assert (repository / ".git/ran").read_text(encoding="utf-8").split() == [
        "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit",
    ]  # fmt: skip


def test_signing_is_honoured(repository: Path, kehoach: Program) -> None:
    git(repository, "config", "commit.gpgsign", "true")
    git(repository, "config", "gpg.program", "false")
    before = state_of(repository)
    assert kehoach(*RECORD, cwd=repository).code == 3
    assert state_of(repository) == before


def test_an_unborn_branch_gets_a_first_commit_of_the_entry_alone(shipped: Path, kehoach: Program) -> None:
    git(shipped, "init", "--quiet", "--initial-branch=main")
    git(shipped, "add", "agencies.yaml")
    assert kehoach(*RECORD, cwd=shipped).code == 0
    assert git(shipped, "ls-tree", "-r", "--name-only", "HEAD") == f"{EVENT}\n"
    assert git(shipped, "status", "--porcelain").startswith("A  agencies.yaml")


REFUSALS: dict[str, tuple[Callable[[Path], object], str]] = {
    "detached": (lambda f: git(f, "checkout", "--quiet", "--detach"), "git switch"),
    "merge": (lambda f: (f / ".git/MERGE_HEAD").write_text(git(f, "rev-parse", "HEAD")), "git merge --abort"),
    "rebase": (lambda f: (f / ".git/rebase-merge").mkdir(), "git rebase --abort"),
    "cherry-pick": (
        lambda f: (f / ".git/CHERRY_PICK_HEAD").write_text(git(f, "rev-parse", "HEAD")),
        "git cherry-pick --abort",
    ),
    "bisect": (lambda f: git(f, "bisect", "start"), "git bisect reset"),
    "ignored": (lambda f: (f / ".gitignore").write_text("*.txt\nprogress/\n!*.md\n"), f"“{EVENT}” (dòng 2 của {{}}/.gitignore)"),
    "ignored here alone": (lambda f: (f / ".git/info/exclude").write_text("*.yaml\n"), "(dòng 1 của {}/.git/info/exclude)"),
    "in the way": (lambda f: (f / "plans/38-ct-tw/progress").write_text(""), "plans/38-ct-tw/progress"),
    "a link out": (lambda f: (f / "plans/38-ct-tw/progress").symlink_to(f.parent), "plans/38-ct-tw/progress"),
}


@posix_only
@pytest.mark.parametrize("name", REFUSALS)
def test_where_recording_is_unsafe_it_is_refused_with_a_cure(name: str, repository: Path, kehoach: Program) -> None:
    prepare, cure = REFUSALS[name]
    prepare(repository)
    before = state_of(repository)
    ran = kehoach(*RECORD, cwd=repository)
    assert ran.code in (1, 3)
    assert cure.format(repository.as_posix()) in ran.err
    assert state_of(repository) == before


def test_a_detached_head_may_be_allowed(repository: Path, kehoach: Program) -> None:
    git(repository, "checkout", "--quiet", "--detach")
    assert kehoach(*RECORD, "--allow-detached", cwd=repository).code == 0


def test_without_identity_the_cure_is_told(repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{name}_NAME")
        monkeypatch.delenv(f"GIT_{name}_EMAIL")
    git(repository, "config", "user.useConfigOnly", "true")
    before = state_of(repository)
    ran = kehoach(*RECORD, cwd=repository)
    assert ran.code == 3
    assert "git config --global user.name" in ran.err
    assert "kehoach record 38-ct-tw/III.2 --agency so-noi-vu --from" in ran.err  # the words are kept
    assert state_of(repository) == before


@pytest.mark.parametrize("variable", ["GIT_COMMITTER_DATE", "GIT_AUTHOR_DATE"])
def test_a_day_that_git_cannot_read_is_told_as_that(
    variable: str, repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "hôm nay")
    ran = kehoach(*RECORD, cwd=repository)
    assert ran.code == 3
    assert ran.err.startswith(f"Lỗi: Biến môi trường {variable} không phải ngày giờ mà git đọc được: “hôm nay”.\nCách sửa: ")


@pytest.mark.parametrize("damaged", [".git/HEAD", ".git/config"])
def test_what_git_cannot_tell_is_never_taken_for_not_on_record(damaged: str, repository: Path) -> None:
    of = repo.find(repository)
    assert [repo.head_holds(of, path) for path in ("agencies.yaml", "plans", "plans/x.yaml")] == [True, True, False]
    (repository / damaged).write_bytes(bytes(100))
    for ask in (lambda: repo.head_holds(of, "agencies.yaml"), lambda: repo.content_id(of, "HEAD", "agencies.yaml")):
        with pytest.raises(Trouble) as told:
            ask()
        assert told.value.key == "git-refused"


def test_before_the_first_commit_nothing_is_on_record(shipped: Path) -> None:
    git(shipped, "init", "--quiet")
    of = repo.find(shipped)
    assert (repo.head_holds(of, "agencies.yaml"), repo.content_id(of, "HEAD", "agencies.yaml")) == (False, "")


def test_outside_a_repository_it_says_git_init(shipped: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(shipped.parent))
    ran = kehoach(*RECORD, cwd=shipped)
    assert ran.code == 3
    assert "git init" in ran.err


def test_without_git_it_says_where_to_get_it(repository: Path) -> None:
    ran = spawn(*RECORD, cwd=repository, PATH="")
    assert ran.returncode == 3
    assert "git-scm.com" in ran.stderr.decode()
    assert b"Traceback" not in ran.stderr


def test_validate_and_status_need_no_git(repository: Path) -> None:
    assert spawn("validate", cwd=repository, PATH="").returncode == 0
    assert spawn("status", cwd=repository, PATH="").returncode == 0


def test_variables_inherited_from_a_hook_do_not_lead_elsewhere(
    repository: Path, tmp_path: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other-index"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    assert kehoach(*RECORD, cwd=repository).code == 0
    monkeypatch.delenv("GIT_INDEX_FILE", raising=False)
    monkeypatch.delenv("GIT_DIR", raising=False)
    assert git(repository, "status", "--porcelain") == ""


def test_a_workspace_in_a_folder_of_the_repository_works(repository: Path, tmp_path: Path, kehoach: Program) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "--quiet", "--initial-branch=main")
    (repository / ".git").rename(tmp_path / "away")
    repository.rename(outer / "kho")
    assert kehoach(*RECORD, cwd=outer / "kho" / "plans").code == 0
    assert git(outer, "ls-tree", "-r", "--name-only", "HEAD") == f"kho/{EVENT}\n"
    assert kehoach("undo", "--yes", cwd=outer / "kho").code == 0


def test_a_linked_work_tree_works(repository: Path, tmp_path: Path, kehoach: Program) -> None:
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "khac"), "-b", "khac")
    assert kehoach(*RECORD, cwd=tmp_path / "khac").code == 0
    assert git(tmp_path / "khac", "log", "--format=%s", "-1", "khac").startswith("ghi(")


def test_crlf_configuration_does_not_change_what_is_stored(repository: Path, kehoach: Program) -> None:
    git(repository, "config", "core.autocrlf", "true")
    assert kehoach(*RECORD, cwd=repository).code == 0
    assert "\r" not in git(repository, "show", f"HEAD:{EVENT}")


def test_a_held_lock_is_waited_for_then_named(repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from kehoach_cli import locks

    monkeypatch.setattr(locks, "LONGEST_WAIT", 0.2)
    before = state_of(repository)
    (repository / ".git/index.lock").touch()
    ran = kehoach(*RECORD, cwd=repository)
    assert ran.code == 3
    assert "index.lock" in ran.err
    assert state_of(repository) == before
    (repository / ".git/index.lock").unlink()
    assert kehoach(*RECORD, cwd=repository).code == 0


@posix_only
def test_a_run_killed_after_writing_is_taken_back_by_the_next(repository: Path, kehoach: Program) -> None:
    hook(repository, "pre-commit", "sleep 30")
    command = [sys.executable, "-m", "kehoach_cli", *RECORD, "--summary", "Dở dang."]
    running = subprocess.Popen(command, cwd=repository, stderr=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 20
    while not (repository / EVENT).exists() or not git(repository, "diff", "--cached", "--name-only"):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    (repository / ".git/hooks/pre-commit").unlink()
    (repository / ".git/index.lock").unlink(missing_ok=True)  # git's own leavings; we never remove another program's lock
    ran = kehoach(*RECORD, "--summary", "Làm lại.", cwd=repository)
    assert ran.code == 0, ran.err
    assert "Làm lại." in git(repository, "show", f"HEAD:{EVENT}")
    assert any("Dở dang." in draft.read_text(encoding="utf-8") for draft in (repository / ".git/kehoach/drafts").iterdir())
    assert git(repository, "status", "--porcelain") == ""


def test_eight_recorders_at_once_lose_nothing(repository: Path) -> None:
    running = [
        subprocess.Popen([sys.executable, "-m", "kehoach_cli", *RECORD], cwd=repository, stderr=subprocess.DEVNULL,
                         env={**os.environ, "KEHOACH_TOKEN": f"00000{n}"})
        for n in range(8)
    ]  # fmt: skip
    assert [process.wait(timeout=60) for process in running] == [0] * 8
    assert git(repository, "rev-list", "--count", "HEAD") == "9\n"
    assert git(repository, "status", "--porcelain") == ""


def test_two_clones_record_and_merge_without_conflict(
    repository: Path, tmp_path: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "clone", "--quiet", str(repository), "khac")
    kehoach(*RECORD, cwd=repository)
    monkeypatch.setenv("KEHOACH_TOKEN", "ffffff")
    kehoach(*RECORD, cwd=tmp_path / "khac")
    git(repository, "pull", "--quiet", "--no-rebase", "--no-edit", str(tmp_path / "khac"), "main")
    assert len(list((repository / EVENT).parent.iterdir())) == 2
    assert kehoach("validate", cwd=repository).code == 0


def test_undo_takes_back_our_last_recording_only(repository: Path, kehoach: Program) -> None:
    kehoach(*RECORD, cwd=repository)
    (repository / "ghi-chu.txt").write_text("x", encoding="utf-8")
    git(repository, "add", "ghi-chu.txt")
    ran = kehoach("undo", "--yes", cwd=repository)
    assert ran.code == 0, ran.err
    assert not (repository / EVENT).exists()
    assert git(repository, "status", "--porcelain") == "A  ghi-chu.txt\n"
    assert git(repository, "log", "-1", "--format=%s") == 'Revert "ghi(38-ct-tw/III.2): so-noi-vu 2026-06-30"\n'
    assert kehoach("undo", "--yes", cwd=repository).code == 2


def test_undo_refuses_what_was_pushed_unless_told(repository: Path, tmp_path: Path, kehoach: Program) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "may-chu.git")
    git(repository, "remote", "add", "origin", str(tmp_path / "may-chu.git"))
    kehoach(*RECORD, cwd=repository)
    git(repository, "push", "--quiet", "origin", "main")
    assert kehoach("undo", "--yes", cwd=repository).code == 2
    assert kehoach("undo", "--yes", "--pushed", cwd=repository).code == 0


def test_undo_refuses_a_file_changed_since(repository: Path, kehoach: Program) -> None:
    kehoach(*RECORD, cwd=repository)
    append(repository / EVENT, "note: thêm tay\n")
    before = state_of(repository)
    assert kehoach("undo", "--yes", cwd=repository).code == 2
    assert state_of(repository) == before


def test_submit_files_once_and_revises_beside(repository: Path, kehoach: Program) -> None:
    form = kehoach("submit", "--agency", "so-noi-vu", "--form", cwd=repository).out
    blank = repository.parent / "mau.yaml"
    blank.write_text(form, encoding="utf-8")
    submit = ("submit", "38-ct-tw", "--agency", "SNV", "--period", "2026", "--from", blank)
    refused = kehoach(*submit, cwd=repository)
    assert refused.code == 1
    assert "KH405" in refused.err
    blank.write_text(form.replace("(điền vào đây)", "Đã thực hiện đầy đủ."), encoding="utf-8")
    assert kehoach(*submit, cwd=repository).code == 0
    assert git(repository, "log", "-1", "--format=%s") == "nop(38-ct-tw/2026): so-noi-vu\n"
    assert kehoach(*submit, cwd=repository).code == 2
    blank.write_text(form.replace("(điền vào đây)", "Đã thực hiện đầy đủ, đúng hạn."), encoding="utf-8")
    assert kehoach(*submit, "--revise", cwd=repository).code == 0
    names = sorted(path.name for path in (repository / "plans/38-ct-tw/filings/2026").iterdir())
    assert names == ["so-noi-vu.r2.yaml", "so-noi-vu.yaml"]


def test_from_a_file_with_faults_nothing_is_recorded_and_each_is_named(repository: Path, kehoach: Program) -> None:
    source = repository.parent / "ghi.yaml"
    source.write_text("date: 30/6/2026\nstate: xong\nsumary: a\n", encoding="utf-8")
    ran = kehoach("record", "III.2", "--agency", "SNV", "--from", source, cwd=repository)
    assert ran.code == 1
    assert [line.split(" ")[1] for line in ran.err.splitlines() if line.startswith(str(source))] == [
        "KH124",
        "KH126",
        "KH121",
    ]
    assert git(repository, "rev-list", "--count", "HEAD") == "1\n"
