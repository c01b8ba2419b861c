"""`doctor --fix` brings whatever a stopped run left to a good state, says what it did, and touches nothing that is in use."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from test_recording import EVENT, RECORD, hook, state_of

from conftest import Program, git, posix_only
from kehoach_cli import advance, disk, drafts, ledger, leftovers, locks, repo
from kehoach_cli.store import store

OLD = 120.0  # seconds


def make_old(path: Path) -> None:
    os.utime(path, (time.time() - OLD, time.time() - OLD))


def verdicts(repository: Path, kehoach: Program, *arguments: str) -> tuple[int, dict[str, str]]:
    ran = kehoach("doctor", *arguments, "--format", "json", cwd=repository)
    return ran.code, {check["check"]: check["verdict"] for check in json.loads(ran.out)["checks"]}


@pytest.fixture(autouse=True)
def only_gits_of_this_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every git of the machine counts, those of other tests must not."""
    if not Path("/proc/self/cwd").exists():
        monkeypatch.setattr(leftovers, "_names_of_programs", list)


def test_a_sound_repository_has_nothing_left_behind(repository: Path, kehoach: Program) -> None:
    _, found = verdicts(repository, kehoach)
    assert [found[key] for key in ("locks", "interrupted", "rests", "drafts")] == ["ok"] * 4
    before = state_of(repository)
    _, found = verdicts(repository, kehoach, "--fix")
    assert [found[key] for key in ("locks", "interrupted", "rests", "drafts")] == ["ok"] * 4
    assert state_of(repository) == before


@pytest.mark.parametrize(
    "name",
    ["index.lock", "HEAD.lock", "refs/heads/main.lock", "packed-refs.lock", "objects/maintenance.lock", "next-index-12345.lock"],
)
def test_a_lock_that_a_stopped_git_left_is_set_aside_and_recording_works_again(
    name: str, repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "LONGEST_WAIT", 0.1)
    lock = repository / ".git" / name
    lock.write_bytes(b"half an index")
    make_old(lock)
    if name in ("index.lock", "HEAD.lock", "refs/heads/main.lock"):  # the others stop no commit
        ran = kehoach(*RECORD, cwd=repository)
        assert ran.code == 3
        assert f"{lock.as_posix()} đã 0:02:0" in ran.err
        assert "gõ kehoach doctor --fix" in ran.err
    told = kehoach("doctor", cwd=repository)
    assert f"! Git đang giữ khóa {lock.as_posix()}, đã 0:02:0" in told.out
    assert lock.exists(), "looking changes nothing"
    mended = kehoach("doctor", "--fix", cwd=repository)
    aside = repository / ".git/kehoach/set-aside" / lock.name
    assert f"✓ Đã cất khóa do một git bị ngắt bỏ lại: {lock.as_posix()} → {aside.as_posix()}" in mended.out
    assert (lock.exists(), aside.read_bytes()) == (False, b"half an index")
    assert kehoach(*RECORD, cwd=repository).code == 0


def test_locks_of_a_linked_work_tree_are_found_where_git_keeps_them(
    repository: Path, tmp_path: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "khac"), "-b", "khac")
    monkeypatch.setattr(locks, "LONGEST_WAIT", 0.1)
    left = [repository / ".git/worktrees/khac/index.lock", repository / ".git/refs/heads/khac.lock"]
    for lock in left:
        lock.touch()
        make_old(lock)
    assert verdicts(tmp_path / "khac", kehoach, "--fix")[1]["locks-fixed"] == "ok"
    assert [lock.exists() for lock in left] == [False, False]
    assert kehoach(*RECORD, cwd=tmp_path / "khac").code == 0


def test_a_new_lock_stays_because_somebody_may_be_using_it(repository: Path, kehoach: Program) -> None:
    lock = repository / ".git/index.lock"
    lock.touch()
    assert verdicts(repository, kehoach)[1]["locks"] == "warn"
    code, found = verdicts(repository, kehoach, "--fix")
    assert (code, found["too-new"], lock.exists()) == (1, "bad", True)


@posix_only
def test_an_old_lock_of_a_git_at_work_stays(repository: Path, kehoach: Program) -> None:
    hook(repository, "pre-commit", "touch .git/at-work; sleep 30")
    (repository / "ghi-chu.txt").write_text("x", encoding="utf-8")
    git(repository, "add", "ghi-chu.txt")
    slow = subprocess.Popen(["git", "commit", "--quiet", "--all", "--message=x"], cwd=repository, start_new_session=True)
    while not (repository / ".git/at-work").exists():
        time.sleep(0.02)
    lock = repository / ".git/index.lock"
    make_old(lock)
    try:
        code, found = verdicts(repository, kehoach, "--fix")
        assert (code, found["git-at-work"], lock.exists()) == (1, "bad", True)
    finally:
        os.killpg(slow.pid, signal.SIGKILL)
        slow.wait()
    assert verdicts(repository, kehoach, "--fix")[1]["locks-fixed"] == "ok"


def test_where_nobody_can_tell_what_is_at_work_a_lock_must_be_an_hour_old(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = repo.find(repository)
    for at_work, needed in ((None, leftovers.QUIET_UNSEEN), (False, leftovers.QUIET), (True, None)):
        monkeypatch.setattr(leftovers, "is_git_at_work", lambda _, said=at_work: said)
        assert leftovers.quiet_needed(of) == needed


@posix_only
def test_the_programs_at_work_are_listed_by_name() -> None:
    names = leftovers._names_of_programs()
    if names is None:
        pytest.skip("no ps here")
    assert any("python" in name or "pytest" in name for name in names)


def test_a_journal_a_lock_and_a_temporary_file_are_all_settled_in_one_go(repository: Path, kehoach: Program) -> None:
    before = state_of(repository)
    of = repo.find(repository)
    drafts.folder(of).mkdir()
    draft = drafts.keep(of, EVENT, b"words: mine\n")
    disk.create(repository, EVENT, b"words: mine\n")
    git(repository, "add", EVENT)
    ledger._write_journal(of, ledger._Entry(EVENT, b"words: mine\n", draft, added=True))
    rest, lock = repository / "plans/38-ct-tw/.plan.yaml.kehoach", repository / ".git/index.lock"
    for left in (rest, lock):
        left.write_bytes(b"half")
        make_old(left)
    ran = kehoach("doctor", "--fix", cwd=repository)
    assert f"Lần ghi sổ trước bị ngắt, đã đưa về như cũ: {EVENT} – Nội dung khi đó được giữ tại {draft}" in ran.out
    assert f"Đã cất tệp tạm: {rest.as_posix()}" in ran.out
    assert f"Đã cất khóa do một git bị ngắt bỏ lại: {lock.as_posix()}" in ran.out
    assert f"kehoach record 38-ct-tw/III.2 --agency so-noi-vu --from {draft}" in ran.out
    assert state_of(repository) == before
    assert Path(draft).read_bytes() == b"words: mine\n"
    english = kehoach("--lang", "en", "doctor", "--fix", cwd=repository).out
    assert "No recording or sync was interrupted" in english
    assert "No lock of git is in the way" in english


def test_what_is_set_aside_twice_is_kept_twice(repository: Path) -> None:
    of = repo.find(repository)
    for content in (b"1", b"2"):
        (repository / ".git/index.lock").write_bytes(content)
        drafts.set_aside(of, repository / ".git/index.lock")
    kept = sorted((repository / ".git/kehoach/set-aside").iterdir())
    assert [(path.name, path.read_bytes()) for path in kept] == [("index.lock", b"1"), ("index.lock.2", b"2")]


def test_a_file_that_only_looks_like_ours_stays(repository: Path, kehoach: Program) -> None:
    theirs = [repository / name for name in (".kehoach", ".kehoach-ghi-chu.txt", "x.kehoach", "plans/.ghi-chu")]
    for path in theirs:
        path.write_bytes(b"x")
        make_old(path)
    assert verdicts(repository, kehoach, "--fix")[1]["rests"] == "ok"
    assert all(path.exists() for path in theirs)


@pytest.mark.parametrize("damaged", [b"", bytes(4096)], ids=["empty", "zeros"])
def test_a_damaged_index_stops_recording_and_is_made_anew(damaged: bytes, repository: Path, kehoach: Program) -> None:
    before = state_of(repository)
    index = repository / ".git/index"
    index.write_bytes(damaged)
    ran = kehoach(*RECORD, cwd=repository)
    assert (ran.code, "gõ kehoach doctor --fix" in ran.err) == (3, True)
    code, found = verdicts(repository, kehoach, "--fix")
    assert (code, found["index-fixed"]) == (0, "ok")
    assert state_of(repository) == before
    assert (repository / ".git/kehoach/set-aside/index").read_bytes() == damaged
    assert kehoach(*RECORD, cwd=repository).code == 0


def test_a_repository_that_git_does_not_know_any_more_is_not_taken_for_none(repository: Path, kehoach: Program) -> None:
    (repository / ".git/HEAD").write_bytes(b"")
    for language, cure in (("vi", "git clone"), ("en", "delete nothing")):
        ran = kehoach("--lang", language, *RECORD, cwd=repository)
        assert (ran.code, cure in ran.err, "git init" in ran.err) == (3, True, False)


def cut(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-30])


def flip(path: Path) -> None:
    """One byte of a hash, of which git itself takes no notice."""
    content = path.read_bytes()
    path.write_bytes(content[:60] + bytes([content[60] ^ 1]) + content[61:])


def empty(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(b"")


def stored(folder: Path, name: str) -> Path:
    """The file in which git stores an object."""
    found = git(folder, "rev-parse", name).strip()
    return folder / ".git/objects" / found[:2] / found[2:]


@pytest.mark.parametrize("damage", [cut, flip])
def test_an_index_that_git_itself_would_believe_is_told_by_its_checksum(
    damage: Callable[[Path], None], repository: Path, kehoach: Program
) -> None:
    before = state_of(repository)
    damage(repository / ".git/index")
    told = kehoach("doctor", cwd=repository)
    assert (told.code, "Danh mục của git" in told.out, "gõ kehoach doctor --fix" in told.out) == (1, True, True)
    assert "was damaged and is made anew" in kehoach("--lang", "en", "doctor", "--fix", cwd=repository).out
    assert state_of(repository) == before
    assert verdicts(repository, kehoach)[1]["ready"] == "ok"


@pytest.mark.parametrize("kind", ["index.skipHash=true", "core.splitIndex=true", "index.version=4"])
def test_an_index_of_another_kind_is_not_taken_for_damaged(kind: str, repository: Path, kehoach: Program) -> None:
    git(repository, "-c", kind, "update-index", "--force-write-index")
    if kind == "index.skipHash=true":  # of git 2.40 and later
        index = repository / ".git/index"
        index.write_bytes(index.read_bytes()[:-20] + bytes(20))
    assert verdicts(repository, kehoach)[1]["ready"] == "ok"


def test_an_unborn_branch_and_a_repository_of_longer_hashes_are_sound(shipped: Path, kehoach: Program) -> None:
    git(shipped, "init", "--quiet", "--initial-branch=main", "--object-format=sha256")
    assert verdicts(shipped, kehoach)[1]["ready"] == "ok"
    git(shipped, "add", "agencies.yaml")
    git(shipped, "commit", "--quiet", "--message=Một")
    assert verdicts(shipped, kehoach)[1]["ready"] == "ok"


DAMAGED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "the branch": (lambda folder: folder / ".git/refs/heads/main", "docs/recovery.md"),
    "the last commit": (lambda folder: stored(folder, "HEAD"), "git fsck"),
    "its folder": (lambda folder: stored(folder, "HEAD^{tree}"), "git fsck"),
    "HEAD": (lambda folder: folder / ".git/HEAD", "git clone"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_else_is_damaged_is_told_with_a_cure_that_does_no_harm(name: str, repository: Path, kehoach: Program) -> None:
    where, cure = DAMAGED[name]
    empty(where(repository))
    for arguments in (("doctor",), ("doctor", "--fix")):
        ran = kehoach("--lang", "en", *arguments, cwd=repository)
        assert (ran.code, cure in ran.out, "git init" in ran.out) == (1, True, False)
    ran = kehoach(*RECORD, cwd=repository)
    assert (ran.code, "Traceback" in ran.err, (repository / EVENT).exists()) == (3, False, False)


def test_settings_of_which_only_zeros_are_left_are_told_with_a_cure(repository: Path, kehoach: Program) -> None:
    (repository / ".git/config").write_bytes(bytes(200))
    for command in (("doctor",), ("doctor", "--fix"), ("status", "--known-at", "HEAD"), RECORD):
        ran = kehoach("--lang", "en", *command, cwd=repository)
        said = ran.out + ran.err
        assert (ran.code == 0, "The settings of git are damaged" in said, ".git/config" in said) == (False, True, True)
        assert "Cure: mend that line; where the file holds nothing but zeros" in said


def journal(repository: Path, words: bytes = b"words: mine\n") -> str:
    """What a run leaves that is killed before it writes the file; where its words are."""
    of = repo.find(repository)
    drafts.folder(of).mkdir(exist_ok=True)
    draft = drafts.keep(of, EVENT, words)
    ledger._write_journal(of, ledger._Entry(EVENT, words, draft, added=True))
    return draft


@pytest.mark.parametrize("stage", ["before the file", "half a file", "the file", "staged", "committed"])
def test_wherever_a_recording_was_stopped_doctor_tells_and_settles_it(stage: str, repository: Path, kehoach: Program) -> None:
    before = state_of(repository)
    draft = journal(repository)
    if stage != "before the file":
        disk.create(repository, EVENT, b"words: mine\n"[: 6 if stage == "half a file" else None])
    if stage in ("staged", "committed"):
        git(repository, "add", EVENT)
    if stage == "committed":
        git(repository, "commit", "--quiet", "--message=ghi", "--only", "--", EVENT)
    assert "! A recording or a sync was interrupted" in kehoach("--lang", "en", "doctor", cwd=repository).out
    assert "! Một lần ghi sổ hoặc gửi nhận bị ngắt giữa chừng" in kehoach("doctor", cwd=repository).out
    told = kehoach("doctor", "--fix", cwd=repository).out
    if stage == "committed":
        assert f"✓ Lần ghi sổ trước bị ngắt, nhưng git đã nhận: {EVENT}" in told
        assert not Path(draft).exists()
        assert git(repository, "status", "--porcelain") == ""
    else:
        assert f"✓ Lần ghi sổ trước bị ngắt, đã đưa về như cũ: {EVENT}" in told
        assert Path(draft).read_bytes() == b"words: mine\n"
        assert state_of(repository) == before
        assert not (repository / ".git/kehoach/set-aside").exists(), "it was nobody's but ours"
    assert "✓ No recording or sync was interrupted" in kehoach("--lang", "en", "doctor", "--fix", cwd=repository).out


def test_a_run_stopped_before_it_had_begun_is_told_as_that(repository: Path, kehoach: Program) -> None:
    before = state_of(repository)
    draft = journal(repository)
    for name in ("journal.json", "advance.json"):
        (repository / ".git/kehoach" / name).write_bytes(b'{"path": "pla')
    told = kehoach("doctor", "--fix", cwd=repository).out
    assert "✓ Lệnh trước bị ngắt khi chưa thay đổi gì." in told
    assert "✓ Lần kehoach sync trước bị ngắt khi chưa thay đổi gì." in told
    assert (state_of(repository), Path(draft).exists()) == (before, True)


@pytest.mark.parametrize("staged", [False, True])
def test_what_somebody_has_made_of_a_half_recorded_file_is_set_aside(staged: bool, repository: Path, kehoach: Program) -> None:
    before = state_of(repository)
    journal(repository)
    disk.create(repository, EVENT, b"words: mine\n")
    if staged:
        git(repository, "add", EVENT)
    (repository / EVENT).write_bytes(b"words: edited\n")
    told = kehoach("--lang", "en", "doctor", "--fix", cwd=repository).out
    aside = repository / ".git/kehoach/set-aside" / Path(EVENT).name
    assert f"What was made of the file since is in {aside.as_posix()}" in told
    assert aside.read_bytes() == b"words: edited\n"
    assert state_of(repository) == before
    assert kehoach(*RECORD, cwd=repository).code == 0


def test_words_that_another_commit_has_overtaken_stay_in_their_draft(repository: Path, kehoach: Program) -> None:
    draft = journal(repository)
    disk.create(repository, EVENT, b"words: of another\n")
    git(repository, "add", EVENT)
    git(repository, "commit", "--quiet", "--message=khac")
    told = kehoach("doctor", "--fix", cwd=repository).out
    assert f"commit cuối có nội dung khác ở {EVENT}" in told
    assert Path(draft).read_bytes() == b"words: mine\n"
    assert git(repository, "status", "--porcelain") == ""


@posix_only
def test_a_hook_that_rewrites_the_file_and_then_refuses_leaves_nothing_half_done(repository: Path, kehoach: Program) -> None:
    """As those do that lay out YAML anew: the file is no longer what was written, and staged in another form."""
    before = state_of(repository)
    hook(repository, "pre-commit", f"echo '# gọn' >> {EVENT}; exit 1")
    for _ in range(2):
        assert kehoach(*RECORD, cwd=repository).code == 3
        assert state_of(repository) == before
    (repository / ".git/hooks/pre-commit").unlink()
    assert kehoach(*RECORD, cwd=repository).code == 0


@pytest.mark.parametrize(
    ("stage", "vietnamese", "english"),
    [
        ("noted", "thư mục đã được đưa về như trước đó", "the folder is as it was before"),
        ("half a file", "thư mục đã được đưa về như trước đó", "the folder is as it was before"),
        ("files moved", "phần nhận về nay đã vào thư mục đủ", "what it received is now all in the folder"),
        ("branch moved", "phần nhận về nay đã vào thư mục đủ", "what it received is now all in the folder"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_wherever_a_sync_was_stopped_while_it_moved_doctor_tells_and_settles_it(
    stage: str, vietnamese: str, english: str, language: str, repository: Path, kehoach: Program
) -> None:
    here = git(repository, "rev-parse", "HEAD").strip()
    (repository / "agencies.yaml").write_bytes((repository / "agencies.yaml").read_bytes() + "# đến\n".encode())
    git(repository, "commit", "--quiet", "--all", "--message=Đến")
    there, arrived = git(repository, "rev-parse", "HEAD").strip(), state_of(repository)
    git(repository, "reset", "--quiet", "--hard", here)
    before = state_of(repository)
    of = repo.find(repository)
    drafts.folder(of).mkdir(exist_ok=True)
    advance._write_journal(of, here, there)
    if stage == "half a file":
        (repository / "agencies.yaml").write_bytes((repository / "agencies.yaml").read_bytes()[:30])
    if stage in ("files moved", "branch moved"):
        git(repository, "read-tree", "-m", "-u", here, there)
    if stage == "branch moved":
        git(repository, "update-ref", "HEAD", there, here)
    assert verdicts(repository, kehoach)[1]["interrupted"] == "warn"
    told = kehoach("--lang", language, "doctor", "--fix", cwd=repository).out
    assert (vietnamese if language == "vi" else english) in told
    assert state_of(repository) == (arrived if "moved" in stage else before)
    assert verdicts(repository, kehoach, "--fix")[1]["interrupted"] == "ok"


HALF_WAY: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "no branch": (lambda folder: git(folder, "checkout", "--quiet", "--detach"), "HEAD tách rời", "git switch main"),
    "a rebase": (lambda folder: (folder / ".git/rebase-merge").mkdir(), "chuyển nền (rebase) dở", "git rebase --abort"),
    "a merge": (lambda folder: shutil.copy(folder / ".git/refs/heads/main", folder / ".git/MERGE_HEAD"), "dở", "git merge"),
}  # fmt: skip


@pytest.mark.parametrize("name", HALF_WAY)
def test_what_somebody_is_in_the_middle_of_is_told_with_the_way_out_and_left_to_them(
    name: str, repository: Path, kehoach: Program
) -> None:
    prepare, cause, cure = HALF_WAY[name]
    prepare(repository)
    before = state_of(repository)
    for arguments in (("doctor",), ("doctor", "--fix")):
        ran = kehoach(*arguments, cwd=repository)
        assert (ran.code, cause in ran.out, cure in ran.out) == (1, True, True), ran.out
    assert state_of(repository) == before


def test_a_damaged_cache_stops_nothing_and_can_be_cleared(repository: Path, kehoach: Program) -> None:
    told = kehoach("status", cwd=repository)
    keeping = store()
    assert keeping
    for path in keeping.folder.iterdir():
        path.write_bytes(b"\0" * 50)
    assert verdicts(repository, kehoach)[1]["cache"] == "ok"
    assert kehoach("status", cwd=repository) == told
    assert "Bộ nhớ đệm: 0 tệp" in kehoach("doctor", "--clear-cache", cwd=repository).out
    assert kehoach("status", cwd=repository) == told


CLOSE = ("agency", "close", "so-noi-vu", "--on", "2027-01-01", "--basis", "Quyết định 1/QĐ 2026-12-01", "--yes")


@posix_only
@pytest.mark.parametrize("command", [RECORD, ("undo", "--yes"), CLOSE], ids=" ".join)
def test_a_git_killed_between_commit_and_index_has_it_on_record_and_doctor_mends_the_index(
    command: tuple[str, ...], repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    if command[0] == "undo":
        kehoach(*RECORD, cwd=repository)
    monkeypatch.setattr(locks, "LONGEST_WAIT", 0.1)
    commits = git(repository, "rev-list", "--count", "HEAD")
    hook(repository, "reference-transaction", 'test "$1" != committed || kill -9 $PPID')
    ran = kehoach(*command, cwd=repository)
    assert (ran.code, int(git(repository, "rev-list", "--count", "HEAD"))) == (0, int(commits) + 1), ran.err
    (repository / ".git/hooks/reference-transaction").unlink()
    for lock in (repository / ".git").rglob("*.lock"):
        make_old(lock)
    assert kehoach("doctor", "--fix", cwd=repository).out.count("Đã cất khóa do một git bị ngắt bỏ lại") >= 1
    assert git(repository, "status", "--porcelain") == ""
    assert not ledger.is_interrupted(repo.find(repository))
