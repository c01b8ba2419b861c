"""Several machines, one server: what was recorded arrives once, what others recorded is received, and nothing else is touched."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest

from conftest import OFFICE_AGENCIES, OFFICE_PLAN, ROOT, Program, Ran, git, posix_only
from kehoach_cli import advance, drafts, locks, repo, sync

FILING = "plans/kh/filings/2026/so-a.yaml"
BRANCH = "refs/heads/main"


class Office(NamedTuple):
    """A server, and the folder of each of two machines that share a branch through it."""

    server: Path
    here: Path
    there: Path


@pytest.fixture
def offices(tmp_path: Path) -> Office:
    server, here, there = (tmp_path / name for name in ("may-chu.git", "day", "kia"))
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(server))
    git(tmp_path, "clone", "--quiet", str(server), str(here))
    (here / "plans/kh").mkdir(parents=True)
    (here / "agencies.yaml").write_text(OFFICE_AGENCIES, encoding="utf-8")
    (here / "plans/kh/plan.yaml").write_text(OFFICE_PLAN, encoding="utf-8")
    git(here, "add", "--all")
    git(here, "commit", "--quiet", "--message=Bắt đầu")
    git(here, "push", "--quiet")
    git(tmp_path, "clone", "--quiet", str(server), str(there))
    return Office(server, here, there)


@pytest.fixture
def record(kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Ran]]:
    """Record one event in a folder, each with a token of its own."""
    tokens = iter(range(0x100000, 0xFFFFFF))

    def call(folder: Path, item: str = "kh/I.1", agency: str = "so-a") -> Ran:
        monkeypatch.setenv("KEHOACH_TOKEN", f"{next(tokens):06x}")
        ran = kehoach("record", item, "--agency", agency, "--state", "in-progress", "--summary", "Đang làm.", cwd=folder)
        assert ran.code == 0, ran.err
        return ran

    return call


def filed(kehoach: Program, folder: Path, words: str) -> None:
    """File the report of so-a for 2026 in that folder."""
    form = Path(os.environ["HOME"]) / "bc.yaml"
    words_there = f"statement: {words}\nitems:\n  - {{item: I.1, state: in-progress, results: {words}}}\n"
    form.write_text(words_there, encoding="utf-8")
    ran = kehoach("submit", "kh", "--agency", "so-a", "--period", "2026", "--from", form, cwd=folder)
    assert ran.code == 0, ran.err


def edited(folder: Path, path: str, old: str, new: str) -> None:
    """Change a file by hand and commit it."""
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), encoding="utf-8")
    git(folder, "commit", "--quiet", "--all", f"--message=Sửa {path}")


def hook(folder: Path, name: str, script: str) -> None:
    path = folder / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def state_of(folder: Path) -> tuple[str, ...]:
    """Everything a user could have in hand: branch, index, stash, work tree."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }
    return (
        git(folder, "rev-parse", "HEAD"),
        git(folder, "ls-files", "--stage"),
        git(folder, "stash", "list"),
        git(folder, "diff"),
        repr(files),
    )


def events(folder: Path, revision: str = "HEAD") -> list[str]:
    """The entries that a commit holds."""
    return git(folder, "ls-tree", "-r", "--name-only", revision, "plans/kh/progress", "plans/kh/filings").splitlines()


def subjects(folder: Path, revision: str = "main") -> list[str]:
    return git(folder, "log", "--format=%s", revision).splitlines()


def assert_shared(offices: Office, *folders: Path) -> None:
    """The server and these folders hold the same, and nothing is left lying about."""
    for folder in folders:
        assert git(folder, "rev-parse", "HEAD") == git(offices.server, "rev-parse", BRANCH)
        assert git(folder, "status", "--porcelain") == ""
        assert_nothing_left(folder)
    git(offices.server, "fsck", "--strict", "--no-dangling")


def assert_nothing_left(folder: Path) -> None:
    left = {path.name for path in (folder / ".git/kehoach").iterdir()}
    assert left <= {"lock", "sync-lock", "drafts"}, left


# What arrives


def test_what_was_recorded_is_sent_and_what_others_recorded_is_received(
    offices: Office, kehoach: Program, record: Callable[..., Ran]
) -> None:
    record(offices.here)
    record(offices.there, "kh/I.3")
    record(offices.there, "kh/I.2", "so-moi")
    assert kehoach("sync", cwd=offices.here).code == 0
    ran = kehoach("sync", cwd=offices.there)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Kho này và máy chủ origin (nhánh main) nay đã như nhau.\n"
        "Đã gửi 2 lần ghi:\n  ↑ ghi(kh/I.3): so-a 2026-11-23\n  ↑ ghi(kh/I.2): so-moi 2026-11-23\n"
        "Đã nhận 1 lần ghi của người khác:\n  ↓ ghi(kh/I.1): so-a 2026-11-23\n"
    )
    assert kehoach("sync", cwd=offices.here).code == 0
    assert_shared(offices, offices.here, offices.there)
    assert len(events(offices.here)) == 3
    assert git(offices.here, "rev-list", "--merges", "--count", "HEAD") == "0\n"


def test_where_nothing_is_to_be_done_it_says_so(offices: Office, kehoach: Program) -> None:
    for language, words in {
        "vi": "Không có gì để gửi hay nhận: kho này và máy chủ origin (nhánh main) đã như nhau.\n",
        "en": "Nothing to send or receive: this folder and the server origin (branch main) hold the same.\n",
    }.items():
        assert kehoach("--lang", language, "sync", cwd=offices.here) == (0, words, "")


def test_dry_run_tells_and_changes_nothing(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    record(offices.there)
    kehoach("sync", cwd=offices.there)
    record(offices.here, "kh/I.3")
    before = state_of(offices.here), git(offices.server, "rev-parse", BRANCH)
    ran = kehoach("--lang", "en", "sync", "--dry-run", cwd=offices.here)
    assert ran == (
        0,
        (
            "Nothing sent or received yet (--dry-run); for real it would be:\n"
            "To be sent, 1 recording:\n  ↑ ghi(kh/I.3): so-a 2026-11-23\n"
            "To be received, 1 recording of others:\n  ↓ ghi(kh/I.1): so-a 2026-11-23\n"
        ),
        "",
    )
    assert (state_of(offices.here), git(offices.server, "rev-parse", BRANCH)) == before


def test_author_date_and_message_stay(
    offices: Office, kehoach: Program, record: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    record(offices.there)
    kehoach("sync", cwd=offices.there)
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("GIT_AUTHOR_NAME", "Trần Thị Khác")
        elsewhere.setenv("GIT_AUTHOR_DATE", "2026-11-20T08:00:00+07:00")
        record(offices.here, "kh/I.3")
    form = "--format=%an|%ae|%aI|%B"
    before = git(offices.here, "log", "-1", form)
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Người gửi")
    assert kehoach("sync", cwd=offices.here).code == 0
    assert git(offices.here, "log", "-1", form) == before
    assert git(offices.here, "log", "-1", "--format=%cn") == "Người gửi\n"


def test_what_the_user_has_in_hand_stays_as_it_is(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    record(offices.there)
    kehoach("sync", cwd=offices.there)
    here = offices.here
    record(here, "kh/I.3")
    (here / "agencies.yaml").write_text(OFFICE_AGENCIES + "# cất\n", encoding="utf-8")
    git(here, "stash", "--quiet")
    (here / "ghi-chu.txt").write_text("soạn", encoding="utf-8")
    git(here, "add", "ghi-chu.txt")
    (here / "ghi-chu.txt").write_text("soạn thêm", encoding="utf-8")
    (here / "agencies.yaml").write_text(OFFICE_AGENCIES + "# sửa dở\n", encoding="utf-8")
    (here / "khac.txt").write_text("chưa theo dõi", encoding="utf-8")
    before = git(here, "diff"), git(here, "diff", "--cached"), git(here, "stash", "list"), git(here, "stash", "show", "-p")
    status = git(here, "status", "--porcelain")
    assert kehoach("sync", cwd=here).code == 0
    assert (
        git(here, "diff"),
        git(here, "diff", "--cached"),
        git(here, "stash", "list"),
        git(here, "stash", "show", "-p"),
    ) == before
    assert git(here, "status", "--porcelain") == status == " M agencies.yaml\nAM ghi-chu.txt\n?? khac.txt\n"
    assert git(here, "rev-parse", "HEAD") == git(offices.server, "rev-parse", BRANCH)
    assert len(events(here)) == 2


def test_unsaved_work_in_the_way_of_what_arrives_stops_it_before_anything_is_sent(
    offices: Office, kehoach: Program, record: Callable[..., Ran]
) -> None:
    edited(offices.there, "agencies.yaml", "name: Sở B}", "name: Sở B mới}")
    kehoach("sync", cwd=offices.there)
    record(offices.here)
    (offices.here / "agencies.yaml").write_text(OFFICE_AGENCIES + "# sửa dở\n", encoding="utf-8")
    before = state_of(offices.here), git(offices.server, "rev-parse", BRANCH)
    ran = kehoach("sync", cwd=offices.here)
    assert (ran.code, ran.out) == (3, "")
    assert "đúng chỗ phần nhận về cần ghi:\n  agencies.yaml\n" in ran.err
    assert (state_of(offices.here), git(offices.server, "rev-parse", BRANCH)) == before
    git(offices.here, "checkout", "--quiet", "agencies.yaml")
    assert kehoach("sync", cwd=offices.here).code == 0
    assert_shared(offices, offices.here)


def test_an_untracked_file_in_the_way_is_named(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    filed(kehoach, offices.there, "Đã nộp.")
    kehoach("sync", cwd=offices.there)
    (offices.here / FILING).parent.mkdir(parents=True)
    (offices.here / FILING).write_bytes(b"")
    before = state_of(offices.here)
    ran = kehoach("sync", cwd=offices.here)
    assert (ran.code, state_of(offices.here)) == (3, before)
    assert FILING in ran.err


def test_the_same_words_recorded_twice_arrive_once(offices: Office, kehoach: Program) -> None:
    filed(kehoach, offices.here, "Đã nộp.")
    filed(kehoach, offices.there, "Đã nộp.")
    assert kehoach("sync", cwd=offices.here).code == 0
    assert kehoach("sync", cwd=offices.there).code == 0
    assert_shared(offices, offices.here, offices.there)
    assert subjects(offices.server) == ["nop(kh/2026): so-a", "Bắt đầu"]


def test_a_coordinators_own_commits_go_along(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    edited(offices.there, "agencies.yaml", "name: Sở B}", "name: Sở B mới}")
    kehoach("sync", cwd=offices.there)
    edited(offices.here, "plans/kh/plan.yaml", "title: Kế hoạch thử", "title: Kế hoạch thử nghiệm")
    edited(offices.here, "agencies.yaml", "name: Văn phòng}", "name: Văn phòng Ủy ban}")
    git(offices.here, "commit", "--quiet", "--allow-empty", "--message=Mốc")
    record(offices.here)
    assert kehoach("sync", cwd=offices.here).code == 0
    assert_shared(offices, offices.here)
    assert subjects(offices.here)[:4] == ["ghi(kh/I.1): so-a 2026-11-23", "Mốc", "Sửa agencies.yaml", "Sửa plans/kh/plan.yaml"]
    text = (offices.here / "agencies.yaml").read_text(encoding="utf-8")
    assert ("Sở B mới" in text, "Văn phòng Ủy ban" in text) == (True, True)


# Disagreements


def disagreeing(offices: Office, kehoach: Program, record: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    """Two filings for the same agency and period; the one there is on the server."""
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Trần Thị Kia")
    filed(kehoach, offices.there, "Kia nộp.")
    assert kehoach("sync", cwd=offices.there).code == 0
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Nguyễn Văn Đây")
    filed(kehoach, offices.here, "Đây nộp.")
    record(offices.here)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("format_", ["text", "json"])
def test_two_filings_for_one_agency_and_period_are_shown_side_by_side(
    offices: Office,
    kehoach: Program,
    record: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
    golden: Callable[[str, str], None],
    language: str,
    format_: str,
) -> None:
    disagreeing(offices, kehoach, record, monkeypatch)
    before = state_of(offices.here), git(offices.server, "rev-parse", BRANCH)
    ran = kehoach("--lang", language, "sync", "--format", format_, cwd=offices.here)
    assert (ran.code, ran.err) == (1, "")
    assert (state_of(offices.here), git(offices.server, "rev-parse", BRANCH)) == before
    assert_nothing_left(offices.here)
    golden(f"sync-disagreement.{language}.{format_}.txt", ran.out)


def test_the_commands_shown_settle_it_and_both_filings_stay(
    offices: Office, kehoach: Program, record: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    disagreeing(offices, kehoach, record, monkeypatch)
    assert kehoach("sync", "--theirs", FILING, "--dry-run", cwd=offices.here).code == 0
    assert not (offices.here / ".git/kehoach/drafts").exists() or not list((offices.here / ".git/kehoach/drafts").iterdir())
    ran = kehoach("sync", "--theirs", FILING, cwd=offices.here)
    assert ran.code == 0, ran.err
    (draft,) = (offices.here / ".git/kehoach/drafts").iterdir()
    assert f"kehoach submit kh --agency so-a --period 2026 --revise --from {draft.as_posix()}\n    kehoach sync\n" in ran.out
    assert "Kia nộp." in (offices.here / FILING).read_text(encoding="utf-8")
    assert subjects(offices.server) == ["ghi(kh/I.1): so-a 2026-11-23", "nop(kh/2026): so-a", "Bắt đầu"]
    submit = ("submit", "kh", "--agency", "so-a", "--period", "2026", "--revise", "--from", draft)
    assert kehoach(*submit, cwd=offices.here).code == 0
    assert kehoach("sync", cwd=offices.here).code == 0
    assert_shared(offices, offices.here)
    assert "Đây nộp." in git(offices.server, "show", f"{BRANCH}:{FILING.replace('.yaml', '.r2.yaml')}")


def test_taking_ones_own_filing_back_settles_it_too(offices: Office, kehoach: Program) -> None:
    filed(kehoach, offices.there, "Kia nộp.")
    kehoach("sync", cwd=offices.there)
    filed(kehoach, offices.here, "Đây nộp.")
    assert kehoach("sync", cwd=offices.here).code == 1
    assert kehoach("undo", "--yes", cwd=offices.here).code == 0
    assert kehoach("sync", cwd=offices.here).code == 0
    assert_shared(offices, offices.here)
    assert subjects(offices.here) == ["nop(kh/2026): so-a", "Bắt đầu"]


def test_the_same_line_changed_on_both_sides_is_shown_as_two_changes(
    offices: Office, kehoach: Program, golden: Callable[[str, str], None]
) -> None:
    edited(offices.there, "plans/kh/plan.yaml", "title: Kế hoạch thử", "title: Tên kia")
    kehoach("sync", cwd=offices.there)
    edited(offices.here, "plans/kh/plan.yaml", "title: Kế hoạch thử", "title: Tên đây")
    ran = kehoach("sync", cwd=offices.here)
    assert ran.code == 1
    golden("sync-both-changed.vi.txt", ran.out)
    ran = kehoach("sync", "--theirs", "plans/kh/plan.yaml", cwd=offices.here)
    assert ran.code == 0
    assert_shared(offices, offices.here)
    assert "Tên kia" in (offices.here / "plans/kh/plan.yaml").read_text(encoding="utf-8")
    (draft,) = (offices.here / ".git/kehoach/drafts").iterdir()
    assert "Tên đây" in draft.read_text(encoding="utf-8")


def test_a_file_taken_away_there_and_changed_here_is_a_disagreement(offices: Office, kehoach: Program) -> None:
    filed(kehoach, offices.here, "Đã nộp.")
    kehoach("sync", cwd=offices.here)
    kehoach("sync", cwd=offices.there)
    git(offices.there, "rm", "--quiet", FILING)
    git(offices.there, "commit", "--quiet", "--message=Bỏ")
    kehoach("sync", cwd=offices.there)
    edited(offices.here, FILING, "Đã nộp.", "Đã sửa.")
    ran = kehoach("sync", cwd=offices.here)
    assert ran.code == 1
    assert "(tệp bị bỏ)" in ran.out
    assert kehoach("sync", "--theirs", FILING, cwd=offices.here).code == 0
    assert_shared(offices, offices.here)
    assert not (offices.here / FILING).exists()


def test_a_path_that_is_not_in_dispute_cannot_be_given_up(offices: Office, kehoach: Program) -> None:
    filed(kehoach, offices.here, "Đã nộp.")
    ran = kehoach("sync", "--theirs", FILING, cwd=offices.here)
    assert (ran.code, subjects(offices.server)) == (2, ["Bắt đầu"])
    assert FILING in ran.err


def test_what_is_sound_alone_but_not_together_is_not_sent(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    edited(offices.there, "agencies.yaml", "  - {id: so-b, name: Sở B}\n", "  - {id: so-b, name: Sở B, until: 2026-01-01}\n")
    edited(offices.there, "plans/kh/plan.yaml", "support: [so-b], ", "")
    kehoach("sync", cwd=offices.there)
    record(offices.here, "kh/I.4", "so-b")
    before = state_of(offices.here), git(offices.server, "rev-parse", BRANCH)
    ran = kehoach("sync", "--format", "json", cwd=offices.here)
    assert (ran.code, state_of(offices.here), git(offices.server, "rev-parse", BRANCH)) == (1, *before)
    told = json.loads(ran.out)
    assert (told["outcome"], [finding["code"] for finding in told["findings"]]) == ("unsound", ["KH202"])
    assert "KH202" in ran.err


def test_an_attachment_that_was_altered_is_not_sent(offices: Office, kehoach: Program, tmp_path: Path) -> None:
    (offices.here / ".gitattributes").write_text("plans/*/attachments/** binary\n", encoding="utf-8")
    git(offices.here, "add", "--all")
    git(offices.here, "commit", "--quiet", "--message=Thuộc tính")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    recorded = ("record", "kh/I.1", "-a", "so-a", "-s", "in-progress", "-m", "x", "--attach", tmp_path / "a.pdf")
    assert kehoach(*recorded, cwd=offices.here).code == 0
    (path,) = (offices.here / "plans/kh/attachments").iterdir()
    before = git(offices.server, "rev-parse", "main")
    path.write_bytes(b"%PDF-1.8")
    git(offices.here, "commit", "--quiet", "--all", "--message=sửa")
    for language, said in (("vi", "nội dung không còn như lúc đính kèm"), ("en", "no longer holds the bytes that were attached")):
        ran = kehoach("--lang", language, "sync", cwd=offices.here)
        assert (ran.code, said in ran.err, path.name in ran.err) == (1, True, True), ran.err
    assert git(offices.server, "rev-parse", "main") == before
    path.write_bytes(b"%PDF-1.7")
    git(offices.here, "commit", "--quiet", "--all", "--message=trả lại")
    assert kehoach("sync", cwd=offices.here).code == 0
    assert git(offices.server, "rev-parse", "main") == git(offices.here, "rev-parse", "HEAD")


def test_faults_that_others_have_sent_do_not_stop_it_but_are_told(
    offices: Office, kehoach: Program, record: Callable[..., Ran]
) -> None:
    edited(offices.there, "plans/kh/plan.yaml", "lead: [so-cu]", "lead: [so-la]")
    git(offices.there, "push", "--quiet")
    record(offices.here)
    ran = kehoach("sync", cwd=offices.here)
    assert ran.code == 0
    assert "các tệp hiện có 1 lỗi, không phải do phần vừa gửi" in ran.out
    assert_shared(offices, offices.here)


def test_json_is_as_its_schema_says(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    described = json.loads((ROOT / "schema/sync.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(described)
    record(offices.here)
    filed(kehoach, offices.there, "Kia.")
    outcomes = []
    for folder, options in (
        (offices.here, ["--dry-run"]), (offices.here, []), (offices.here, []), (offices.there, []),
    ):  # fmt: skip
        told = json.loads(kehoach("sync", "--format", "json", *options, cwd=folder).out)
        jsonschema.validate(told, described)
        outcomes.append((told["outcome"], len(told["sent"]), len(told["received"])))
    assert outcomes == [("planned", 1, 0), ("synced", 1, 0), ("up-to-date", 0, 0), ("synced", 1, 1)]


# Hooks, signing, refusals


def test_the_hook_before_a_push_is_obeyed(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    record(offices.here)
    hook(offices.here / ".git", "pre-push", "cat > .git/told; echo 'chưa duyệt' >&2; exit 1")
    before = state_of(offices.here), git(offices.server, "rev-parse", BRANCH)
    ran = kehoach("sync", cwd=offices.here)
    assert (ran.code, state_of(offices.here), git(offices.server, "rev-parse", BRANCH)) == (3, *before)
    assert "không cho gửi; mọi thứ như cũ. Nó nói:\nchưa duyệt\n" in ran.err
    assert (offices.here / ".git/told").read_text().split()[2] == BRANCH


def test_what_the_server_refuses_is_told_in_its_words(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    record(offices.here)
    hook(offices.server, "pre-receive", "echo 'nhánh được bảo vệ' >&2; exit 1")
    before = state_of(offices.here)
    ran = kehoach("sync", cwd=offices.here)
    assert (ran.code, state_of(offices.here)) == (3, before)
    assert "Máy chủ nói:\n[remote rejected] (pre-receive hook declined)\nnhánh được bảo vệ\n" in ran.err
    assert "git push origin HEAD:refs/heads/TÊN-NHÁNH" in ran.err
    (offices.server / "hooks/pre-receive").unlink()
    assert kehoach("sync", cwd=offices.here).code == 0
    assert_shared(offices, offices.here)


SIGNER = """
test "$1" = --verify && exit 1
cat >/dev/null
echo '[GNUPG:] SIG_CREATED D 1 8 00 0 0' >&2
printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nthử\\n-----END PGP SIGNATURE-----\\n'
"""


@posix_only
def test_what_was_signed_is_signed_again(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    record(offices.there)
    kehoach("sync", cwd=offices.there)
    hook(offices.here / ".git", "signer", SIGNER)
    git(offices.here, "config", "gpg.program", str(offices.here / ".git/hooks/signer"))
    git(offices.here, "config", "commit.gpgsign", "true")
    record(offices.here, "kh/I.3")
    git(offices.here, "config", "--unset", "commit.gpgsign")
    record(offices.here, "kh/I.2", "so-moi")
    assert kehoach("sync", cwd=offices.here).code == 0
    assert_shared(offices, offices.here)
    signed = ["gpgsig" in git(offices.here, "cat-file", "commit", name) for name in ("HEAD", "HEAD^", "HEAD^^")]
    assert signed == [False, True, False]


def test_what_cannot_be_signed_is_not_sent(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    record(offices.there)
    kehoach("sync", cwd=offices.there)
    record(offices.here, "kh/I.3")
    git(offices.here, "config", "commit.gpgsign", "true")
    git(offices.here, "config", "gpg.program", "false")
    before = state_of(offices.here), git(offices.server, "rev-parse", BRANCH)
    assert kehoach("sync", cwd=offices.here).code == 3
    assert (state_of(offices.here), git(offices.server, "rev-parse", BRANCH)) == before
    assert_nothing_left(offices.here)


def test_a_hook_that_keeps_the_branch_leaves_all_as_it_was_and_nothing_is_sent_twice(
    offices: Office, kehoach: Program, record: Callable[..., Ran]
) -> None:
    record(offices.there)
    kehoach("sync", cwd=offices.there)
    record(offices.here, "kh/I.3")
    hook(offices.here / ".git", "reference-transaction", 'test "$1" = prepared && grep -q refs/heads/ && exit 1; exit 0')
    before = state_of(offices.here)
    ran = kehoach("sync", cwd=offices.here)
    assert (ran.code, state_of(offices.here)) == (3, before)
    assert "Đã gửi 1 lần ghi lên máy chủ, nhưng chưa đưa được phần nhận về" in ran.err
    (offices.here / ".git/hooks/reference-transaction").unlink()
    record(offices.here, "kh/I.2", "so-moi")
    ran = kehoach("sync", cwd=offices.here)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("Lần gửi trước bị ngắt, nhưng máy chủ đã nhận 1 lần ghi của máy này.\n")
    assert_shared(offices, offices.here)
    assert len(events(offices.here)) == len(subjects(offices.here)) - 1 == 3


# No server, no branch, no way


def test_without_a_branch_or_server_it_says_what_to_type(offices: Office, kehoach: Program) -> None:
    here = offices.here
    expected = {
        ("checkout", "--quiet", "--detach"): "git switch main",
        ("checkout", "--quiet", "-B", "rieng"): "git push --set-upstream origin rieng",
        ("remote", "remove", "origin"): "git remote add origin ĐỊA-CHỈ",
        ("checkout", "--quiet", "--orphan", "trong"): "chưa lưu gì vào git",
    }
    for change, words in expected.items():
        git(here, *change)
        ran = kehoach("sync", cwd=here)
        assert (ran.code, ran.out) == (3, "")
        assert words in ran.err


def test_a_branch_that_sends_elsewhere_is_left_to_its_owner(offices: Office, kehoach: Program, tmp_path: Path) -> None:
    git(offices.here, "remote", "add", "rieng", str(tmp_path / "rieng.git"))
    git(offices.here, "config", "branch.main.pushRemote", "rieng")
    ran = kehoach("sync", cwd=offices.here)
    assert ran.code == 3
    assert "được đặt để gửi lên rieng" in ran.err


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("git://127.0.0.1:9/kho.git", "Không liên lạc được với máy chủ origin; phần đã ghi vẫn ở máy này"),
        ("http://127.0.0.1:9/kho.git", "Không liên lạc được với máy chủ origin"),
        ("/khong/co/kho.git", "Không thấy kho chung ở địa chỉ của máy chủ origin"),
    ],
)
def test_a_server_that_is_not_there(
    offices: Office, kehoach: Program, record: Callable[..., Ran], address: str, words: str
) -> None:
    record(offices.here)
    git(offices.here, "remote", "set-url", "origin", address)
    before = state_of(offices.here)
    ran = kehoach("sync", cwd=offices.here)
    assert (ran.code, ran.out, state_of(offices.here)) == (3, "", before)
    assert words in ran.err


def test_a_branch_that_the_server_has_no_more(offices: Office, kehoach: Program) -> None:
    git(offices.server, "branch", "--move", "main", "khac")
    ran = kehoach("sync", cwd=offices.here)
    assert ran.code == 3
    assert "Trên máy chủ origin không còn nhánh main" in ran.err


def test_the_first_to_send_fills_an_empty_server(offices: Office, kehoach: Program, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", str(tmp_path / "moi.git"))
    git(offices.here, "remote", "set-url", "origin", str(tmp_path / "moi.git"))
    git(offices.here, "update-ref", "-d", "refs/remotes/origin/main")
    ran = kehoach("sync", cwd=offices.here)
    assert (ran.code, ran.err) == (0, "")
    assert git(tmp_path / "moi.git", "rev-parse", BRANCH) == git(offices.here, "rev-parse", "HEAD")


def test_a_rewritten_history_is_not_filled_up_again(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    record(offices.there)
    kehoach("sync", cwd=offices.there)
    kehoach("sync", cwd=offices.here)
    git(offices.there, "reset", "--quiet", "--hard", "HEAD^")
    edited(offices.there, "agencies.yaml", "name: Sở B}", "name: Sở B mới}")
    git(offices.there, "push", "--quiet", "--force")
    record(offices.here, "kh/I.3")
    for _ in range(2):  # also once git remembers what is there now
        ran = kehoach("sync", cwd=offices.here)
        assert ran.code == 3
        assert "đã bị viết lại" in ran.err
    assert subjects(offices.server) == ["Sửa agencies.yaml", "Bắt đầu"]


def test_another_repository_at_the_address(offices: Office, kehoach: Program, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "la")
    git(tmp_path / "la", "commit", "--quiet", "--allow-empty", "--message=lạ")
    git(offices.here, "remote", "set-url", "origin", str(tmp_path / "la"))
    ran = kehoach("sync", cwd=offices.here)
    assert ran.code == 3
    assert "không có chung lịch sử" in ran.err


def test_a_merge_among_what_is_unsent_is_sent_as_it_is_or_left_to_its_owner(
    offices: Office, kehoach: Program, record: Callable[..., Ran]
) -> None:
    here = offices.here
    git(here, "checkout", "--quiet", "-b", "phu")
    record(here)
    git(here, "checkout", "--quiet", "main")
    record(here, "kh/I.3")
    git(here, "merge", "--quiet", "--no-edit", "phu")
    record(offices.there, "kh/I.2", "so-moi")
    kehoach("sync", cwd=offices.there)
    before = state_of(here)
    ran = kehoach("sync", cwd=here)
    assert (ran.code, state_of(here)) == (3, before)
    assert "git pull --no-rebase" in ran.err
    git(here, "pull", "--quiet", "--no-rebase", "--no-edit")
    assert kehoach("sync", cwd=here).code == 0
    assert_shared(offices, here)
    assert len(events(here)) == 3


@pytest.mark.parametrize("name", ["MERGE_HEAD", "rebase-merge", "CHERRY_PICK_HEAD", "BISECT_LOG"])
def test_it_refuses_in_the_middle_of_something(offices: Office, kehoach: Program, name: str) -> None:
    (offices.here / ".git" / name).write_text("x")
    assert kehoach("sync", cwd=offices.here).code == 3


# Places


def test_sub_folders_work_trees_and_branches_of_another_name(
    offices: Office, kehoach: Program, record: Callable[..., Ran], tmp_path: Path
) -> None:
    record(offices.there)
    kehoach("sync", cwd=offices.there)
    git(offices.here, "worktree", "add", "--quiet", "-b", "rieng", "--track", str(tmp_path / "cay"), "origin/main")
    record(tmp_path / "cay", "kh/I.3")
    assert kehoach("sync", cwd=tmp_path / "cay/plans/kh").code == 0
    assert subjects(offices.server)[0] == "ghi(kh/I.3): so-a 2026-11-23"
    assert kehoach("sync", cwd=offices.here).code == 0
    assert_shared(offices, offices.here)


def test_a_workspace_below_the_top(tmp_path: Path, kehoach: Program, record: Callable[..., Ran], offices: Office) -> None:
    (offices.here / "kho").mkdir()
    git(offices.here, "mv", "agencies.yaml", "plans", "kho")
    git(offices.here, "commit", "--quiet", "--message=Dời")
    assert kehoach("sync", cwd=offices.here / "kho").code == 0
    kehoach("sync", cwd=offices.there)
    filed(kehoach, offices.there / "kho", "Kia nộp.")
    assert kehoach("sync", cwd=offices.there / "kho").code == 0
    filed(kehoach, offices.here / "kho", "Đây nộp.")
    ran = kehoach("sync", cwd=offices.here / "kho")
    assert ran.code == 1
    assert f"kehoach sync --theirs {FILING}\n" in ran.out
    assert kehoach("sync", "--theirs", FILING, cwd=offices.here / "kho").code == 0
    assert_shared(offices, offices.here)


def test_a_shallow_clone_sends_and_receives(
    offices: Office, kehoach: Program, record: Callable[..., Ran], tmp_path: Path
) -> None:
    record(offices.there)
    kehoach("sync", cwd=offices.there)
    git(tmp_path, "clone", "--quiet", "--depth=1", offices.server.as_uri(), "nong")
    record(offices.there, "kh/I.3")
    kehoach("sync", cwd=offices.there)
    record(tmp_path / "nong", "kh/I.2", "so-moi")
    assert kehoach("sync", cwd=tmp_path / "nong").code == 0
    assert_shared(offices, tmp_path / "nong")
    assert len(events(tmp_path / "nong")) == 3


def test_a_partial_and_sparse_clone_sends_and_receives_without_getting_the_rest(
    offices: Office, kehoach: Program, record: Callable[..., Ran], tmp_path: Path
) -> None:
    git(offices.server, "config", "uploadpack.allowFilter", "true")
    (offices.there / "plans/khac").mkdir()
    (offices.there / "plans/khac/plan.yaml").write_text(OFFICE_PLAN.replace("id: kh\n", "id: khac\n"), encoding="utf-8")
    git(offices.there, "add", "--all")
    git(offices.there, "commit", "--quiet", "--message=Kế hoạch khác")
    assert kehoach("sync", cwd=offices.there).code == 0
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--sparse", offices.server.as_uri(), "thua")
    thin = tmp_path / "thua"
    git(thin, "sparse-checkout", "set", "plans/kh")
    record(offices.there, "khac/I.1")
    record(offices.there, "kh/I.3")
    kehoach("sync", cwd=offices.there)
    record(thin, "kh/I.2", "so-moi")
    ran = kehoach("sync", cwd=thin)
    assert ran.code == 0, ran.err
    assert_shared(offices, thin)
    assert len(events(thin)) == 2
    assert not (thin / "plans/khac").exists()
    assert [kehoach(*command, cwd=thin).code for command in (["validate"], ["status", "kh"])] == [0, 0]
    missing = git(thin, "rev-list", "--objects", "--missing=print", "HEAD")
    assert missing.count("\n?") == 2  # the plan and the event of the other folder


# Others at the same time


def test_who_is_overtaken_fetches_and_tries_again(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    record(offices.here)
    for item in ("kh/I.3", "kh/I.2"):
        record(offices.there, item, "so-a" if item == "kh/I.3" else "so-moi")
    overtake = f"""
    git -C {offices.there.as_posix()} rev-parse -q --verify refs/heads/xong >/dev/null && exit 0
    unset GIT_DIR; git -C {offices.there.as_posix()} push -q && git -C {offices.there.as_posix()} branch xong
    """
    hook(offices.here / ".git", "pre-push", overtake)
    ran = kehoach("sync", cwd=offices.here)
    assert ran.code == 0, ran.err
    assert_shared(offices, offices.here)
    assert [subject[:12] for subject in subjects(offices.here)] == ["ghi(kh/I.1):", "ghi(kh/I.2):", "ghi(kh/I.3):", "Bắt đầu"]


def test_who_is_overtaken_each_time_gives_up_with_all_as_it_was(
    offices: Office, kehoach: Program, record: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "ATTEMPTS", 3)
    monkeypatch.setattr(sync, "_FIRST_PAUSE", 0.0)
    record(offices.here)
    overtake = f"unset GIT_DIR; cd {offices.there.as_posix()}; git commit -q --allow-empty -m nữa; git push -q"
    hook(offices.here / ".git", "pre-push", overtake)
    before = state_of(offices.here)
    ran = kehoach("sync", cwd=offices.here)
    assert (ran.code, state_of(offices.here)) == (3, before)
    assert "Đã thử 3 lần" in ran.err
    (offices.here / ".git/hooks/pre-push").unlink()
    assert kehoach("sync", cwd=offices.here).code == 0
    assert_shared(offices, offices.here)


def test_what_is_recorded_while_it_sends_stays_on_top_for_the_next_time(
    offices: Office, kehoach: Program, record: Callable[..., Ran]
) -> None:
    record(offices.there)
    kehoach("sync", cwd=offices.there)
    record(offices.here, "kh/I.3")
    meanwhile = f"{Path(sys.executable).as_posix()} -m kehoach_cli record kh/I.2 --agency so-moi -s in-progress -m Họp. >&2"
    hook(offices.here / ".git", "pre-push", f"test -e .git/da || {{ touch .git/da; KEHOACH_TOKEN=abcdef {meanwhile}; }}")
    ran = kehoach("sync", cwd=offices.here)
    assert ran.code == 0, ran.err
    assert "máy này ghi thêm 1 lần; gõ lại kehoach sync" in ran.out
    assert git(offices.here, "rev-parse", "HEAD^") == git(offices.server, "rev-parse", BRANCH)
    assert git(offices.here, "status", "--porcelain") == ""
    assert kehoach("sync", cwd=offices.here).code == 0
    assert_shared(offices, offices.here)
    assert len(events(offices.here)) == 3


def test_a_second_sync_waits_its_turn(offices: Office, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "LONGEST_WAIT", 0.1)
    with locks.lock(repo.find(offices.here), locks.SYNCING):
        ran = kehoach("sync", cwd=offices.here)
    assert ran.code == 3
    assert "Một lệnh kehoach sync khác đang chạy" in ran.err


# Interruptions


def ready_to_move(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> tuple[str, str]:
    """What has arrived changes, adds and removes files; here is where the branch is, and where it will be."""
    filed(kehoach, offices.here, "Đã nộp.")
    kehoach("sync", cwd=offices.here)
    kehoach("sync", cwd=offices.there)
    git(offices.there, "rm", "--quiet", FILING)
    edited(offices.there, "agencies.yaml", "name: Sở B}", "name: Sở B mới}")
    record(offices.there)
    kehoach("sync", cwd=offices.there)
    git(offices.here, "fetch", "--quiet")
    return git(offices.here, "rev-parse", "HEAD").strip(), git(offices.here, "rev-parse", "origin/main").strip()


def killed_while_moving(folder: Path, here: str, there: str) -> None:
    advance._write_journal(repo.find(folder), here, there)


@pytest.mark.parametrize("cut", ["whole", "short", "empty", "none"])
def test_a_work_tree_that_was_half_moved_is_put_back_by_the_next_recording(
    offices: Office, kehoach: Program, record: Callable[..., Ran], cut: str
) -> None:
    here, there = ready_to_move(offices, kehoach, record)
    (offices.here / "ghi-chu.txt").write_text("của tôi", encoding="utf-8")
    before = state_of(offices.here)
    killed_while_moving(offices.here, here, there)
    new = git(offices.here, "show", f"{there}:agencies.yaml").encode()
    event = next(path for path in events(offices.here, there) if "progress" in path)
    (offices.here / "agencies.yaml").unlink()
    (offices.here / FILING).unlink()
    if cut != "none":
        (offices.here / "agencies.yaml").write_bytes(new[: {"whole": len(new), "short": 100, "empty": 0}[cut]])
        (offices.here / event).parent.mkdir(parents=True)
        (offices.here / event).write_bytes(b"")
    ran = record(offices.here, "kh/I.3")
    assert "thư mục đã được đưa về như trước đó" in ran.err
    git(offices.here, "reset", "--quiet", "--hard", "HEAD^")
    assert state_of(offices.here) == before
    assert kehoach("sync", cwd=offices.here).code == 0
    (offices.here / "ghi-chu.txt").unlink()
    assert_shared(offices, offices.here)


def test_an_index_that_has_moved_takes_the_branch_along(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    here, there = ready_to_move(offices, kehoach, record)
    killed_while_moving(offices.here, here, there)
    git(offices.here, "read-tree", "-m", "-u", here, there)
    (offices.here / "agencies.yaml").write_text("# sửa sau đó\n", encoding="utf-8")
    ran = kehoach("doctor", "--fix", cwd=offices.here)
    assert "Lần kehoach sync trước bị ngắt; phần nhận về nay đã vào thư mục đủ." in ran.out
    assert git(offices.here, "rev-parse", "HEAD").strip() == there
    assert git(offices.here, "status", "--porcelain") == " M agencies.yaml\n"
    assert not advance.is_interrupted(repo.find(offices.here))


def test_what_somebody_has_changed_since_is_never_put_back(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    here, there = ready_to_move(offices, kehoach, record)
    killed_while_moving(offices.here, here, there)
    event = next(path for path in events(offices.here, there) if "progress" in path)
    (offices.here / event).parent.mkdir(parents=True)
    (offices.here / event).write_text("việc của tôi", encoding="utf-8")
    (offices.here / "agencies.yaml").write_text("# tôi sửa\n", encoding="utf-8")
    assert advance.settle(repo.find(offices.here)) == advance.UNDONE
    assert (offices.here / event).read_text(encoding="utf-8") == "việc của tôi"
    assert (offices.here / "agencies.yaml").read_text(encoding="utf-8") == "# tôi sửa\n"
    assert (offices.here / FILING).exists()


def test_a_commit_made_in_between_is_kept(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    here, there = ready_to_move(offices, kehoach, record)
    killed_while_moving(offices.here, here, there)
    git(offices.here, "read-tree", "-m", "-u", here, there)
    (offices.here / "moi.txt").write_text("x", encoding="utf-8")
    git(offices.here, "add", "moi.txt")
    git(offices.here, "commit", "--quiet", "--only", "--message=Của tôi", "--", "moi.txt")
    assert advance.settle(repo.find(offices.here)) == advance.UNDONE
    assert git(offices.here, "status", "--porcelain") == ""
    assert subjects(offices.here)[0] == "Của tôi"
    assert kehoach("sync", cwd=offices.here).code == 0
    assert_shared(offices, offices.here)


def test_a_journal_cut_short_means_that_nothing_had_begun(offices: Office, kehoach: Program) -> None:
    drafts.folder(repo.find(offices.here)).mkdir(exist_ok=True)
    (offices.here / ".git/kehoach/advance.json").write_text('{"here": "0')
    (offices.here / ".git/kehoach/sent.json").write_text("{")
    assert kehoach("sync", cwd=offices.here).code == 0
    assert not advance.is_interrupted(repo.find(offices.here))


def test_git_failing_while_it_writes_files_leaves_all_as_it_was(
    offices: Office, kehoach: Program, record: Callable[..., Ran]
) -> None:
    """As on a full disk: some files are there already when the next one cannot be written."""
    _here, _there = ready_to_move(offices, kehoach, record)
    attributes = offices.here / ".git/info/attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("plans/kh/progress/** filter=day\n")
    git(offices.here, "config", "filter.day.smudge", "false")
    git(offices.here, "config", "filter.day.required", "true")
    before = state_of(offices.here)
    ran = kehoach("sync", cwd=offices.here)
    assert (ran.code, state_of(offices.here)) == (3, before)
    assert "smudge filter" in ran.err
    git(offices.here, "config", "--remove-section", "filter.day")
    assert kehoach("sync", cwd=offices.here).code == 0
    assert_shared(offices, offices.here)


def test_what_was_sent_before_an_interruption_is_not_sent_again_even_where_others_took_it_away(
    offices: Office, kehoach: Program, record: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    record(offices.there)
    kehoach("sync", cwd=offices.there)
    record(offices.here, "kh/I.3")
    before = state_of(offices.here)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(sync, "_brought_home", interrupted)
        assert kehoach("sync", cwd=offices.here).code == 130
    assert state_of(offices.here) == before
    kehoach("sync", cwd=offices.there)
    git(offices.there, "rm", "--quiet", next(path for path in events(offices.there) if "I.3" in path))
    git(offices.there, "commit", "--quiet", "--message=Bỏ")
    kehoach("sync", cwd=offices.there)
    record(offices.here, "kh/I.2", "so-moi")
    ran = kehoach("sync", cwd=offices.here)
    assert ran.code == 0, ran.err
    assert "máy chủ đã nhận 1 lần ghi của máy này" in ran.out
    assert_shared(offices, offices.here)
    assert sorted(path.split("-")[-2] for path in events(offices.here)) == ["I.1", "I.2"]


KILLER = """#!/bin/sh
# git, but for one step: there the whole group is killed, before or after it
case " $* " in *" $KILL_AT "*)
    test "$KILL_WHEN" = before || {git} "$@"
    kill -9 0
esac
exec {git} "$@"
"""
STEPS = ("fetch --quiet", "write-tree", "commit-tree", "push --porcelain", "read-tree -m -u", "update-ref -m")


@posix_only
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_the_next_run_finishes_and_each_entry_arrives_once(
    offices: Office, kehoach: Program, record: Callable[..., Ran], step: str, when: str
) -> None:
    ready_to_move(offices, kehoach, record)
    record(offices.here, "kh/I.3")
    (offices.here / "ghi-chu.txt").write_text("của tôi", encoding="utf-8")
    before = state_of(offices.here)
    shim = offices.here.parent / "bin/git"
    shim.parent.mkdir()
    shim.write_text(KILLER.replace("{git}", str(shutil.which("git"))), encoding="utf-8")
    shim.chmod(0o755)
    path = f"{shim.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "KILL_AT": step, "KILL_WHEN": when}
    command = [sys.executable, "-m", "kehoach_cli", "sync"]
    ran = subprocess.run(command, cwd=offices.here, check=False, capture_output=True, env=environment, start_new_session=True)
    assert ran.returncode == -signal.SIGKILL
    if step not in ("read-tree -m -u", "update-ref -m"):
        assert state_of(offices.here) == before
    record(offices.here, "kh/I.2", "so-moi")
    synced = kehoach("sync", cwd=offices.here)
    assert synced.code == 0, synced.err
    (offices.here / "ghi-chu.txt").unlink()
    assert_shared(offices, offices.here)
    assert sorted(path.split("-")[-2] for path in events(offices.here)) == ["I.1", "I.2", "I.3"]


@posix_only
def test_an_interrupt_from_the_keyboard_while_it_sends_leaves_all_as_it_was(
    offices: Office, kehoach: Program, record: Callable[..., Ran]
) -> None:
    record(offices.there)
    kehoach("sync", cwd=offices.there)
    record(offices.here, "kh/I.3")
    hook(offices.here / ".git", "pre-push", "touch .git/at-work; sleep 5")
    before = state_of(offices.here)
    command = [sys.executable, "-m", "kehoach_cli", "sync"]
    running = subprocess.Popen(command, cwd=offices.here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 20
    while not (offices.here / ".git/at-work").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=20)
    assert (running.returncode, state_of(offices.here)) == (130, before)
    assert "Đã dừng theo yêu cầu" in said.decode()
    (offices.here / ".git/hooks/pre-push").unlink()
    assert kehoach("sync", cwd=offices.here).code == 0
    assert_shared(offices, offices.here)


def test_a_held_index_is_waited_for_then_named_and_nothing_is_sent(
    offices: Office, kehoach: Program, record: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    record(offices.here)
    record(offices.there, "kh/I.3")
    kehoach("sync", cwd=offices.there)
    monkeypatch.setattr(locks, "LONGEST_WAIT", 0.2)
    (offices.here / ".git/index.lock").touch()
    before = state_of(offices.here), git(offices.server, "rev-parse", BRANCH)
    ran = kehoach("sync", cwd=offices.here)
    assert (ran.code, state_of(offices.here), git(offices.server, "rev-parse", BRANCH)) == (3, *before)
    assert "index.lock" in ran.err


def test_what_others_call_their_commits_is_shown_not_obeyed(offices: Office, kehoach: Program) -> None:
    git(offices.there, "commit", "--quiet", "--allow-empty", "--message=một\u2028hai \x1b[2J [red]ba")
    git(offices.there, "push", "--quiet")
    ran = kehoach("sync", cwd=offices.here)
    assert "  ↓ một hai \\x1b[2J [red]ba\n" in ran.out


def test_nothing_of_it_is_loaded_by_other_commands() -> None:
    lines = "import sys; from kehoach_cli.cli import record, status; print('kehoach_cli.sync' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", lines], check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"


def test_a_commit_in_another_encoding_keeps_its_bytes(offices: Office, kehoach: Program, record: Callable[..., Ran]) -> None:
    record(offices.there)
    kehoach("sync", cwd=offices.there)
    message = offices.here.parent / "loi"
    message.write_bytes("Tóm tắt é\n".encode("latin-1", "replace"))
    git(offices.here, "-c", "i18n.commitEncoding=ISO-8859-1", "commit", "--quiet", "--allow-empty", "-F", str(message))
    raw = ["git", "cat-file", "commit", "HEAD"]
    before = subprocess.run(raw, cwd=offices.here, check=True, capture_output=True).stdout.partition(b"\n\n")
    assert kehoach("sync", cwd=offices.here).code == 0
    after = subprocess.run(raw, cwd=offices.here, check=True, capture_output=True).stdout.partition(b"\n\n")
    assert (b"encoding ISO-8859-1" in after[0], after[2]) == (True, before[2])


def test_the_scratch_of_killed_runs_is_tidied_away(offices: Office, kehoach: Program) -> None:
    (offices.here / ".git/kehoach/sync-abc").mkdir(parents=True)
    assert kehoach("sync", cwd=offices.here).code == 0
    assert_nothing_left(offices.here)
