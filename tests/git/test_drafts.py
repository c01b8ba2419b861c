"""What was typed is never lost, never overwritten, and never left lying once it is on record; what undo and doctor refuse."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from test_recording import EVENT, RECORD, hook, state_of

from conftest import Program, git, spawn
from kehoach_cli import repo
from kehoach_cli.cli import ask
from kehoach_cli.cli.console import Console


def drafts(folder: Path) -> list[Path]:
    return sorted((folder / ".git/kehoach/drafts").glob("*"))


def pipe(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Console, "can_ask", True)
    monkeypatch.setattr("builtins.input", lambda: "")


def confirmed(folder: Path, kehoach: Program) -> None:
    """A completion on record, and the coordinator's word on it."""
    assert kehoach(*RECORD, "--state", "completed", "--summary", "Xong.", "--evidence", "1/BC-SNV", cwd=folder).code == 0
    path = folder / EVENT.replace("2026-06-30", "2026-07-01")
    path.write_text(
        f"kind: confirmation\ndate: 2026-07-01\nitem: III.2\nof: {Path(EVENT).stem}\nresult: accepted\n", encoding="utf-8"
    )
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Xác nhận")


def test_two_refused_recordings_of_one_name_are_both_kept(repository: Path, kehoach: Program) -> None:
    hook(repository, "pre-commit", "exit 1")
    for words in ("Câu một.", "Câu hai.", "Câu ba.", "Câu một."):
        assert kehoach(*RECORD, "--summary", words, cwd=repository).code == 3
    assert [path.name.removeprefix(EVENT.replace("/", "__").removesuffix(".yaml")) for path in drafts(repository)] == [
        "-2.yaml",
        "-3.yaml",
        ".yaml",
    ]
    kept = "".join(path.read_text(encoding="utf-8") for path in drafts(repository))
    assert [kept.count(words) for words in ("Câu một.", "Câu hai.", "Câu ba.")] == [1, 1, 1]


def test_a_draft_that_is_on_record_now_is_removed(repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    hook(repository, "pre-commit", "exit 1")
    kehoach(*RECORD, "--summary", "Câu một.", cwd=repository)
    (repository / ".git/hooks/pre-commit").unlink()
    (draft,) = drafts(repository)
    draft.write_text(draft.read_text(encoding="utf-8").replace("một", "hai") + "\n\n", encoding="utf-8")
    monkeypatch.setenv("KEHOACH_TOKEN", "ffffff")
    ran = kehoach("record", "38-ct-tw/III.2", "--agency", "so-noi-vu", "--from", draft, cwd=repository)
    assert ran.code == 0, ran.err
    assert drafts(repository) == []


def test_a_file_of_the_user_taken_up_stays(repository: Path, kehoach: Program) -> None:
    source = repository.parent / "ghi.yaml"
    source.write_text("date: 2026-06-30\nstate: in-progress\nsummary: Chữ.\n", encoding="utf-8")
    assert kehoach("record", "III.2", "--agency", "SNV", "--from", source, cwd=repository).code == 0
    assert source.exists()


def test_a_dry_run_keeps_no_draft(repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = kehoach("record", "III.3", *RECORD[2:], "--state", "completed", "--dry-run", cwd=repository)
    assert (ran.code, ran.out) == (1, "")
    pipe(monkeypatch, "state: xong\n")
    assert kehoach("record", "III.2", "--agency", "SNV", "--from", "-", "--dry-run", cwd=repository).code == 1
    assert not (repository / ".git/kehoach").exists()


def test_stopping_at_the_last_question_keeps_the_words(
    repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> bool:
        raise KeyboardInterrupt

    at_a_terminal(monkeypatch)
    monkeypatch.setattr(ask, "agrees", stop)
    ran = kehoach(*RECORD, "--summary", "Chữ quý.", cwd=repository)
    assert ran.code == 130
    (draft,) = drafts(repository)
    assert "Chữ quý." in draft.read_text(encoding="utf-8")
    assert str(draft) in ran.err


def test_what_was_piped_in_with_faults_is_kept_as_it_was(
    repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = "date: 30/6/2026\nstate: xong  # chữ của tôi\n"
    pipe(monkeypatch, piped)
    ran = kehoach("record", "III.2", "--agency", "SNV", "--from", "-", cwd=repository)
    assert ran.code == 1
    (draft,) = drafts(repository)
    assert draft.read_bytes().decode() == piped
    assert str(draft) in ran.err
    (repository / ".git/kehoach/drafts").rename(repository / ".git/kehoach/away")
    (repository / ".git/kehoach/drafts").touch()
    pipe(monkeypatch, piped)
    assert "# chữ của tôi" in kehoach("record", "III.2", "--agency", "SNV", "--from", "-", cwd=repository).err


def test_the_trouble_comes_first_then_where_the_words_are(repository: Path, kehoach: Program) -> None:
    hook(repository, "pre-commit", "exit 1")
    ran = kehoach(*RECORD, cwd=repository)
    assert ran.err.index("Lỗi:") < ran.err.index("Cách sửa:") < ran.err.index("--from")
    assert ran.err.count("Lỗi:") == 1


def test_undo_is_refused_where_another_file_relies_on_it(repository: Path, kehoach: Program) -> None:
    confirmed(repository, kehoach)
    assert kehoach("validate", cwd=repository).code == 0
    before = state_of(repository)
    ran = kehoach("undo", "--yes", cwd=repository)
    assert ran.code == 1, ran.err
    assert "KH206" in ran.err
    assert state_of(repository) == before


@pytest.mark.parametrize("configured", [True, False])
def test_undo_never_takes_back_what_somebody_else_recorded(
    configured: bool, repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    kehoach(*RECORD, cwd=repository)
    if configured:  # what git would commit as counts, not what is configured
        git(repository, "config", "user.email", "thu@example.vn")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "khac@example.vn")
    assert kehoach("undo", "--yes", cwd=repository).code == 2
    assert (repository / EVENT).exists()


def test_without_an_address_no_commit_is_ours(repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    kehoach(*RECORD, cwd=repository)
    monkeypatch.delenv("GIT_AUTHOR_EMAIL")
    git(repository, "config", "user.useConfigOnly", "true")
    assert repo.last_own_commit(repo.find(repository), ("ghi(",), ()) is None


def test_undo_reads_a_log_that_shows_signatures(repository: Path, kehoach: Program) -> None:
    kehoach(*RECORD, cwd=repository)
    git(repository, "config", "log.showSignature", "true")
    git(repository, "config", "gpg.program", "false")
    assert kehoach("undo", "--yes", cwd=repository).code == 0


def test_a_broken_repository_is_told_in_the_words_of_git(repository: Path, kehoach: Program) -> None:
    (repository / ".git/config").write_text("[core\n", encoding="utf-8")
    ran = kehoach(*RECORD, cwd=repository)
    assert ran.code == 3
    assert "bad config" in ran.err
    assert "git init" not in ran.err


def test_gitpython_told_to_be_quiet_still_tells_that_git_is_missing(repository: Path) -> None:
    ran = spawn(*RECORD, cwd=repository, PATH="", KEHOACH_DEBUG="1")
    assert ran.returncode == 3
    assert "git-scm.com" in ran.stderr.decode()


@pytest.mark.parametrize("name", ["kho", "kho của tôi"])
def test_a_patch_from_a_workspace_in_a_folder_applies_at_the_top(
    name: str, repository: Path, tmp_path: Path, kehoach: Program
) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    (repository / ".git").rename(outer / ".git")
    repository.rename(outer / name)
    patch = kehoach(*RECORD, "--dry-run", cwd=outer / name).out
    subprocess.run(["git", "apply"], cwd=outer, input=patch.encode(), check=True)
    assert "summary: Đang làm." in (outer / name / EVENT).read_text(encoding="utf-8")


def test_doctor_names_its_format_and_the_command_that_takes_a_draft_up(repository: Path, kehoach: Program) -> None:
    kept = repository / ".git/kehoach/drafts"
    kept.mkdir(parents=True)
    for name, command in (
        (EVENT, "record 38-ct-tw/III.2 --agency so-noi-vu"),
        (EVENT.replace(".yaml", "-2.yaml"), "record 38-ct-tw/III.2 --agency so-noi-vu"),
        ("plans/38-ct-tw/filings/2026/so-noi-vu.yaml", "submit 38-ct-tw --agency so-noi-vu --period 2026"),
        ("plans/38-ct-tw/filings/2026/so-noi-vu.r2.yaml", "submit 38-ct-tw --agency so-noi-vu --period 2026 --revise"),
    ):
        draft = kept / name.replace("/", "__")
        draft.write_text("", encoding="utf-8")
        told = json.loads(kehoach("doctor", "--format", "json", cwd=repository).out)
        assert (told["format"], told["format_version"]) == ("kehoach/doctor", "1.0")
        (mend,) = [check["mend"] for check in told["checks"] if check["check"] == "drafts"]
        assert f"kehoach {command} --from {draft}" in mend
        draft.unlink()
