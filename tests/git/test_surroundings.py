"""Where recording works and where it is refused: repositories of every kind, odd configuration, several clones, links."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from test_recording import EVENT, RECORD, append, state_of

from conftest import Program, git, posix_only, spawn
from kehoach_cli import disk
from kehoach_cli.trouble import Trouble


def recorded(folder: Path) -> bool:
    return git(folder, "cat-file", "-t", f"HEAD:{EVENT}", check=False) == "blob\n"


def test_a_shallow_clone_records(repository: Path, tmp_path: Path, kehoach: Program) -> None:
    append(repository / "agencies.yaml", "# thêm\n")
    git(repository, "commit", "--quiet", "--all", "--message=Thêm")
    git(tmp_path, "clone", "--quiet", "--depth=1", repository.as_uri(), "nong")
    assert kehoach(*RECORD, cwd=tmp_path / "nong").code == 0
    assert recorded(tmp_path / "nong")


def test_a_submodule_records_in_itself_and_leaves_the_repository_around_it(
    repository: Path, tmp_path: Path, kehoach: Program
) -> None:
    outer = tmp_path / "ngoai"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(outer))
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repository), "kho")
    git(outer, "commit", "--quiet", "--message=Kho con")
    before = git(outer, "rev-parse", "HEAD")
    assert kehoach(*RECORD, cwd=outer / "kho").code == 0
    assert recorded(outer / "kho")
    assert git(outer, "rev-parse", "HEAD") == before


ODD = {
    "core.editor": "false",
    "core.pager": "false",
    "color.ui": "always",
    "commit.template": "/nowhere",
    "commit.verbose": "true",
    "commit.cleanup": "scissors",
    "core.commentChar": "g",
    "core.quotePath": "true",
    "core.precomposeUnicode": "true",
    "core.safecrlf": "true",
    "core.autocrlf": "input",
    "core.ignoreCase": "true",
    "status.short": "true",
    "status.showUntrackedFiles": "no",
    "status.relativePaths": "false",
    "log.decorate": "full",
    "log.date": "relative",
    "i18n.commitEncoding": "cp1258",
    "i18n.logOutputEncoding": "cp1258",
    "diff.noprefix": "true",
    "diff.renames": "copies",
    "index.version": "4",
    "core.splitIndex": "true",
    "core.untrackedCache": "true",
    "core.fsmonitor": "true",
    "feature.manyFiles": "true",
    "gc.auto": "1",
    "advice.detachedHead": "false",
}


@pytest.mark.parametrize("keys", [list(ODD)[start::4] for start in range(4)], ids=" ".join)
def test_odd_configuration_changes_nothing_in_what_is_recorded(keys: list[str], repository: Path, kehoach: Program) -> None:
    for key in keys:
        git(repository, "config", key, ODD[key])
    ran = kehoach(*RECORD, cwd=repository)
    assert ran.code == 0, ran.err
    assert recorded(repository)
    for key in keys:
        git(repository, "config", "--unset", key)
    assert git(repository, "log", "-1", "--format=%s") == "ghi(38-ct-tw/III.2): so-noi-vu 2026-06-30\n"
    assert b"\r" not in (repository / EVENT).read_bytes()
    assert git(repository, "status", "--porcelain") == ""


def unmerged(folder: Path) -> None:
    for name, text in (("khac", "# khác\n"), ("main", "# chính\n")):
        git(folder, "checkout", "--quiet", *(["-b", "khac"] if name == "khac" else ["main"]))
        append(folder / "agencies.yaml", text)
        git(folder, "commit", "--quiet", "--all", "--message=Sửa")
    git(folder, "cherry-pick", "khac", check=False)
    (folder / ".git/CHERRY_PICK_HEAD").unlink()  # the files are still in conflict, whatever made them so
    (folder / "agencies.yaml").write_text(git(folder, "show", ":2:agencies.yaml"), encoding="utf-8")


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "files in conflict": (unmerged, "git status"),
    "a revert": (lambda f: (f / ".git/REVERT_HEAD").write_text(git(f, "rev-parse", "HEAD")), "git revert --abort"),
    "patches being applied": (lambda f: (f / ".git/rebase-apply").mkdir(), "git rebase --abort"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_in_the_middle_of_something_nothing_is_recorded(name: str, repository: Path, kehoach: Program) -> None:
    prepare, cure = REFUSED[name]
    prepare(repository)
    before = state_of(repository)
    ran = kehoach(*RECORD, cwd=repository)
    assert (ran.code, cure in ran.err) == (3, True), ran.err
    assert state_of(repository) == before


@pytest.mark.parametrize(
    ("command", "takes_a_commit"),
    [
        *((command, False) for command in ((*RECORD,), ("sync",), ("validate",), ("log",), ("audit",), ("undo",), ())),
        *((command, True) for command in (("status",), ("check", "--period", "2026"), ("report", "annual"), ("show", "III.2"))),
    ],
    ids=lambda value: value[0] if value and isinstance(value, tuple) else "",
)
def test_in_a_bare_repository_the_cure_fits_the_command(
    command: tuple[str, ...], takes_a_commit: bool, repository: Path, tmp_path: Path, kehoach: Program
) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(repository), "kho.git")
    clone = "make a work tree with git clone, and type the command there"
    look = "; only to look, type it again here with --known-at HEAD" if takes_a_commit else ""
    ran = kehoach("--lang", "en", *command, cwd=tmp_path / "kho.git")
    assert (ran.code, ran.err.splitlines()[1]) == (3, f"Cure: {clone}{look}")


@pytest.mark.parametrize("place", ["", "moi"])
def test_no_workspace_is_made_in_a_bare_repository(place: str, tmp_path: Path, kehoach: Program) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "kho.git")
    before = sorted(path.name for path in (tmp_path / "kho.git").iterdir())
    ran = kehoach("init", tmp_path / "kho.git" / place)
    assert (ran.code, ran.err.count("\n")) == (3, 2)
    assert "nên không tạo kho kehoach ở đó được" in ran.err
    assert "chọn thư mục khác" in ran.err
    assert sorted(path.name for path in (tmp_path / "kho.git").iterdir()) == before


def test_under_an_owner_that_git_does_not_trust_nothing_is_recorded(repository: Path) -> None:
    before = state_of(repository)
    ran = spawn(*RECORD, cwd=repository, GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    assert ran.returncode == 3
    said = ran.stderr.decode()
    assert "vì chủ sở hữu là người khác" in said
    assert "git config --global --add safe.directory" in said
    assert state_of(repository) == before


@pytest.mark.parametrize("way", ["--no-rebase", "--rebase"])
def test_three_clones_that_record_and_sync_lose_nothing_and_never_conflict(
    way: str, repository: Path, tmp_path: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = tmp_path / "may-chu.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(repository), str(server))
    clones = [tmp_path / name for name in ("mot", "hai", "ba")]
    for clone in clones:
        git(tmp_path, "clone", "--quiet", str(server), str(clone))
    for turn in range(2):
        for number, clone in enumerate(clones):
            monkeypatch.setenv("KEHOACH_TOKEN", f"{turn:03x}{number:03x}")
            assert kehoach(*RECORD, cwd=clone).code == 0
        for clone in clones:
            git(clone, "pull", "--quiet", "--no-edit", way)
            git(clone, "push", "--quiet")
    for clone in clones:
        git(clone, "pull", "--quiet", "--no-edit", way)
        assert len(list((clone / EVENT).parent.iterdir())) == 6
        assert git(clone, "status", "--porcelain") == ""
        assert kehoach("validate", cwd=clone).code == 0


@posix_only
@pytest.mark.parametrize("link", ["plans", "plans/38-ct-tw", "plans/38-ct-tw/plan.yaml", "agencies.yaml"])
def test_nothing_is_read_or_written_through_a_link(link: str, repository: Path, tmp_path: Path, kehoach: Program) -> None:
    elsewhere = tmp_path / "noi-khac"
    (repository / link).rename(elsewhere)
    (repository / link).symlink_to(elsewhere)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=Liên kết")
    before = {path: path.read_bytes() for path in [elsewhere, *elsewhere.rglob("*")] if path.is_file()}
    head = git(repository, "rev-parse", "HEAD")
    assert kehoach("validate", cwd=repository).code in (1, 3)
    assert kehoach(*RECORD, cwd=repository).code in (1, 2, 3)
    kehoach("fmt", "--yes", cwd=repository)
    if link == "agencies.yaml":
        close = ("agency", "close", "so-noi-vu", "--on", "2027-01-01", "--basis", "Quyết định 1/QĐ 2026-12-01", "--yes")
        assert kehoach(*close, cwd=repository).code in (1, 2, 3)
    assert {path: path.read_bytes() for path in [elsewhere, *elsewhere.rglob("*")] if path.is_file()} == before
    assert git(repository, "rev-parse", "HEAD") == head


@posix_only
def test_a_link_that_is_put_in_the_way_meanwhile_is_not_followed(tmp_path: Path) -> None:
    """Between the look at a path and its opening: what reads and what writes holds to it on its own."""
    root, elsewhere = tmp_path / "kho", tmp_path / "noi-khac"
    elsewhere.mkdir()
    root.mkdir()
    (elsewhere / "a.yaml").write_bytes(b"x: 1\n")
    (root / "plans").symlink_to(elsewhere)
    (root / "a.yaml").symlink_to(elsewhere / "a.yaml")
    (root / "moi.yaml").symlink_to(elsewhere / "moi.yaml")
    with pytest.raises(Trouble, match="in-the-way"):
        disk.create(root, "plans/b.yaml", b"y: 2\n")
    with pytest.raises(Trouble, match="file-exists"):
        disk.create(root, "moi.yaml", b"y: 2\n")
    with pytest.raises(OSError, match=str(root)):
        disk.content(str(root / "a.yaml"))
    with pytest.raises(Trouble, match="changed-meanwhile"):
        disk.exchange(root, "a.yaml", b"x: 1\n", b"y: 2\n")
    assert [(path.name, path.read_bytes()) for path in elsewhere.iterdir()] == [("a.yaml", b"x: 1\n")]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs to see which file a number stands for")
def test_what_is_told_to_be_recorded_was_handed_to_the_disk(
    repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft and the journal before the file, the file before the commit (git itself: core.fsync=all), and their names."""
    synced: list[str] = []
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        place = Path(f"/proc/self/fd/{descriptor}").readlink()
        synced.append(place.relative_to(repository).as_posix())
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    assert kehoach(*RECORD, cwd=repository).code == 0
    draft, journal = f".git/kehoach/drafts/{EVENT.replace('/', '__')}", ".git/kehoach/journal.json"
    wanted = [draft, str(Path(draft).parent), journal, ".git/kehoach", EVENT, str(Path(EVENT).parent)]
    assert [place for place in synced if place in wanted] == wanted


@posix_only
@pytest.mark.parametrize("made", ["fifo", "device"])
def test_what_is_no_file_is_refused_and_not_waited_for(made: str, repository: Path, kehoach: Program) -> None:
    target = repository / "plans/38-ct-tw/filings/2026/so-noi-vu.yaml"
    target.parent.mkdir(parents=True)
    os.mkfifo(target) if made == "fifo" else target.symlink_to("/dev/zero")
    ran = kehoach("validate", cwd=repository)
    assert (ran.code, "KH112" in ran.out) == (1, True)


def test_a_path_that_a_sparse_work_tree_leaves_out_is_refused_and_not_forced(repository: Path, kehoach: Program) -> None:
    git(repository, "sparse-checkout", "set", "--no-cone", "/*", "!/plans/*/progress/")
    before = state_of(repository)
    ran = kehoach(*RECORD, cwd=repository)
    assert (ran.code, "sparse" in ran.err, "--from" in ran.err) == (3, True, True), ran.err
    assert state_of(repository) == before
    git(repository, "sparse-checkout", "disable")
    assert kehoach(*RECORD, cwd=repository).code == 0


@pytest.mark.parametrize("clock", ["1970-01-02T00:00:00+07:00", "2040-02-29T23:59:59-11:00", "@0 +0000", "@4070908800 +0700"])
def test_whatever_day_the_clock_of_the_machine_says_recording_and_history_work(
    clock: str, repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", clock)
    monkeypatch.setenv("GIT_AUTHOR_DATE", clock)
    assert kehoach(*RECORD, cwd=repository).code == 0
    assert EVENT in kehoach("log", "--format", "json", cwd=repository).out
    for arguments in (("audit",), ("status", "--known-at", "HEAD"), ("undo", "--yes")):
        ran = kehoach(*arguments, cwd=repository)
        assert ran.code in (0, 1), ran.err
    assert git(repository, "status", "--porcelain") == ""
