"""Reading a workspace out of git: the same as from the disk, whatever the tree holds; and one day after another, cheaply."""

import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Program, git, posix_only
from kehoach_cli import app, chronicle, disk, gitrun, objects, past, repo, workspace
from kehoach_cli.nodes import MAX_BYTES
from kehoach_cli.parse import Parsed, Snapshot, parse
from kehoach_cli.trouble import Trouble
from kehoach_cli.workspace import load, load_at

AGENCIES = b"agencies: []\n"


def read(root: Path, revision: str = "HEAD") -> Snapshot:
    archive = past.archive(root)
    known = archive.at(revision)
    snapshot = archive.read(known)
    assert snapshot is not None
    assert in_parts(archive, root, known) == snapshot
    return snapshot


def in_parts(archive: past.Archive, root: Path, known: past.Known) -> Snapshot:
    """The same files, read one part after the other."""
    source = archive.committed(root, known)
    assert source is not None
    files: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    for listed, no_files in source.listed(source.parts).values():
        files |= {path: content or b"" for path, content in source.contents(listed).items()}
        refused |= no_files
    return Snapshot(files, refused)


def commit_all(folder: Path) -> None:
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=x")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A repository that holds agencies.yaml and nothing more."""
    folder = tmp_path / "kho"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "agencies.yaml").write_bytes(AGENCIES)
    commit_all(folder)
    return folder


def plant(folder: Path, *entries: tuple[str, str, bytes]) -> None:
    """Commit a tree with these entries (mode, hash, name) in plans/, written as bytes: no checkout could be asked to make it."""
    agencies = git(folder, "rev-parse", "HEAD:agencies.yaml").strip()
    top = tree(folder, ("100644", agencies, b"agencies.yaml"), ("40000", tree(folder, *entries), b"plans"))
    git(folder, "update-ref", "HEAD", git(folder, "commit-tree", "-p", "HEAD", "-m", "x", top).strip())


def tree(folder: Path, *entries: tuple[str, str, bytes]) -> str:
    content = b"".join(mode.encode() + b" " + path + b"\0" + bytes.fromhex(name) for mode, name, path in entries)
    return written(folder, "tree", content)


def blob(folder: Path, content: bytes) -> str:
    return written(folder, "blob", content)


def written(folder: Path, kind: str, content: bytes) -> str:
    """An object of git as its bytes; the hash."""
    command = ["git", "hash-object", "-t", kind, "-w", "--literally", "--stdin"]
    return subprocess.run(command, cwd=folder, input=content, check=True, capture_output=True).stdout.decode().strip()


NAMES = st.sampled_from(
    [
        "plan.yaml", "a.yml", "A.YAML", "b.Yml", "ghi-chu.md", ".an.yaml", "~$mo.yaml", "thư mục", "x.yaml", "y.yml", "p", "q",
        "yaml", ".yaml", "dòng\nmới.yaml", "\x1b[2J.yaml", "e\u0301.yaml", "\udcff.yaml", "\udce1\udcba.txt", "lùi ", "-n", "--",
        '"', "*",
    ]
)  # fmt: skip
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
CONTENTS = st.sampled_from([b"", b"a: 1\n", "id: kế hoạch\n".encode(), b"\xff\xfe\x00", b"\0" * 1000, b"\n\n", b"x" * 70_000])


@posix_only
@settings(max_examples=40, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    files=st.dictionaries(PATHS, CONTENTS, max_size=12),
    links=st.sets(PATHS, max_size=3),
    top=st.sampled_from(["", "con/", "a b/ế/"]),
)
def test_a_clean_tree_reads_the_same_from_the_disk_and_from_its_commit(
    files: dict[str, bytes], links: set[str], top: str, empty: Path
) -> None:
    for path in empty.iterdir():
        if path.name != ".git":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    root = empty / top
    root.mkdir(parents=True, exist_ok=True)
    (root / "agencies.yaml").write_bytes(AGENCIES)
    for path, content in {**files, **dict.fromkeys(links)}.items():
        target = root / "plans" / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                target.symlink_to("agencies.yaml")
            else:
                target.write_bytes(content)
        except OSError:  # a file is where a folder would be: the other stays
            continue
    commit_all(empty)
    for folder in sorted(root.rglob("*"), reverse=True):  # git knows no empty folders
        if folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir()):
            folder.rmdir()
    assert read(root) == disk.read(root)


def test_the_shipped_plan_reads_the_same(repository: Path) -> None:
    assert read(repository) == disk.read(repository)
    assert list(read(repository).files) == list(disk.read(repository).files)


def test_what_a_hostile_tree_holds_is_refused_by_name(empty: Path) -> None:
    sound = blob(empty, b"id: p\n")
    commit = git(empty, "rev-parse", "HEAD").strip()
    plant(
        empty,
        ("120000", blob(empty, b"/etc/passwd"), b"lien-ket"),
        ("120000", blob(empty, b"../agencies.yaml"), b"lien-ket.yaml"),
        ("160000", commit, b"mo-dun"),
        ("160000", commit, b"mo-dun.yaml"),
        ("160000", commit, b".an"),
        ("100755", sound, b"chay-duoc.yaml"),
        ("100644", sound, b"d\xf2ng.yaml"),
        ("100644", sound, b"d\nng.yaml"),
        ("100644", sound, b"...yaml"),
        ("100644", sound, b"ghi-chu.txt"),
        ("100644", sound, b"tab\there.md"),
    )
    assert read(empty) == Snapshot(
        {"agencies.yaml": AGENCIES, "plans/chay-duoc.yaml": b"id: p\n"},
        {
            "plans/lien-ket": "KH112",
            "plans/lien-ket.yaml": "KH112",
            "plans/mo-dun": "KH112",
            "plans/mo-dun.yaml": "KH112",
            "plans/d\\udcf2ng.yaml": "KH127",
            "plans/d\\nng.yaml": "KH127",
            "plans/tab\\there.md": "KH127",
        },
    )


@pytest.mark.parametrize("name", [b"..", b".", b".git", b".GIT"])
def test_names_that_lead_out_are_passed_over(name: bytes, empty: Path) -> None:
    plant(empty, ("40000", tree(empty, ("100644", blob(empty, b"id: p\n"), b"plan.yaml")), name))
    assert read(empty) == Snapshot({"agencies.yaml": AGENCIES})


def test_a_tree_in_the_place_of_a_file_is_damage(empty: Path) -> None:
    plant(empty, ("100644", git(empty, "rev-parse", "HEAD^{tree}").strip(), b"plan.yaml"))
    with pytest.raises(Trouble) as trouble:
        read(empty)
    assert trouble.value.key == "history-damaged"


def test_a_huge_file_is_a_finding_and_never_loaded(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edge, above = b"#" * MAX_BYTES, b"#" * (MAX_BYTES + 1)
    contents = {b"a": above * 20, b"b": above, b"c": edge}
    plans = {plan: tree(empty, ("100644", blob(empty, content), b"plan.yaml")) for plan, content in contents.items()}
    plant(empty, *(("40000", name, plan) for plan, name in plans.items()))
    read_bytes: list[int] = []
    look = repo.Repo.look

    def counted(here: repo.Repo, *arguments: str, given: bytes = b"") -> tuple[int, bytes, str]:
        answer = look(here, *arguments, given=given)
        read_bytes.append(len(answer[1]))
        return answer

    monkeypatch.setattr(repo.Repo, "look", counted)
    snapshot = read(empty)
    assert sum(read_bytes) < MAX_BYTES + 2000
    assert snapshot.files["plans/c/plan.yaml"] == edge
    too_large = [finding.path for finding in parse(snapshot).findings if finding.code == "KH111"]
    assert too_large == ["plans/a/plan.yaml", "plans/b/plan.yaml"]


def test_links_and_modules_in_the_place_of_the_workspace_itself_are_refused(empty: Path) -> None:
    (empty / "agencies.yaml").unlink()
    (empty / "agencies.yaml").symlink_to("/etc/passwd")
    (empty / "plans").symlink_to("/etc")
    commit_all(empty)
    assert read(empty) == disk.read(empty) == Snapshot({}, {"agencies.yaml": "KH112", "plans": "KH112"})


@pytest.fixture
def years(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped plan, committed on 23 November 2026, and a filing on the first of each of the next nine months."""
    for month in range(1, 10):
        path = repository / f"plans/38-ct-tw/filings/2027/so-{month}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"received: 2027-{month:02}-01\nstatement: Tốt.\n", encoding="utf-8")
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"2027-{month:02}-01T08:00:00+07:00")
        commit_all(repository)
    return repository


def test_one_day_after_another(years: Path) -> None:
    of = load(years)
    found = {day: load_at(of, day) for day in (date(2026, 11, 22), date(2026, 11, 23), date(2027, 3, 15), date(2199, 1, 1))}
    assert [then and (len(then.register.filings), then.known and then.known.day) for then in found.values()] == [
        None,
        (0, "2026-11-23"),
        (3, "2027-03-01"),
        (9, "2027-09-01"),
    ]
    last = found[date(2199, 1, 1)]
    assert last is not None
    assert (last.root, dict(last.snapshot.files)) == (of.root, dict(of.snapshot.files))
    assert last.register._replace() == of.register._replace()
    assert last.known is not None
    assert (last.known.typed, last.known.commit) == ("2199-01-01", git(years, "rev-parse", "HEAD").strip())


def test_days_are_counted_on_the_line_the_workspace_was_read_from(years: Path) -> None:
    then = load_at(load(years, "HEAD~5"), date(2199, 1, 1))
    assert then is not None
    assert len(then.register.filings) == 4


def test_a_day_before_the_workspace_is_none_and_a_day_cut_off_is_trouble(years: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", years.as_uri(), "nong")
    of = load(tmp_path / "nong")
    assert load_at(of, date(2027, 9, 1)) is not None
    with pytest.raises(Trouble) as trouble:
        load_at(of, date(2027, 8, 31))
    assert trouble.value.key == "history-cut-off"
    (years / "con").mkdir()
    for name in ("agencies.yaml", "plans"):
        git(years, "mv", name, "con")
    git(years, "commit", "--quiet", "--message=x")
    assert load_at(load(years / "con"), date(2027, 8, 31)) is None


def test_ten_periods_find_the_repository_once_and_read_no_file_twice(years: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[tuple[str, ...]] = []
    contents: list[str] = []
    execute, blobs = gitrun.run, objects.blobs

    def counted(folder: Path, arguments: tuple[str, ...], *rest: object, **more: object) -> tuple[int, bytes, str]:
        commands.append(arguments)
        return execute(folder, arguments, *rest, **more)  # type: ignore[arg-type]

    def noted(here: repo.Repo, names: list[str], largest: int) -> dict[str, bytes | None]:
        contents.extend(names)
        return blobs(here, names, largest)

    monkeypatch.setattr(gitrun, "run", counted)
    monkeypatch.setattr(objects, "blobs", noted)
    of = load(years)
    assert commands == []
    days = [date(2026, 12, 1) + timedelta(days=31 * n) for n in range(10)]
    registers = [then.register for then in (load_at(of, day) for day in days) if then]
    assert [len(register.filings) for register in registers] == list(range(10))
    assert len(commands) <= 2 + 5 * len(days)
    assert len(contents) == len(set(contents))
    before = len(commands)
    assert load_at(of, days[-1]) is not None
    assert len(commands) - before == 1, "nothing new to read: only where HEAD is"


@pytest.fixture
def parsed(years: Path, monkeypatch: pytest.MonkeyPatch) -> list[Snapshot]:
    """What has been parsed since, each time, where nothing is kept between runs."""
    monkeypatch.setenv("KEHOACH_CACHE", "off")
    found: list[Snapshot] = []

    def noted(snapshot: Snapshot) -> Parsed:
        found.append(snapshot)
        return parse(snapshot)

    monkeypatch.setattr(workspace, "parse", noted)
    return found


def test_days_on_one_commit_parse_its_files_once(years: Path, parsed: list[Snapshot]) -> None:
    of = load(years)
    days = [date(2027, 3, 1) + timedelta(days=n) for n in range(35)]  # the commits of 1 March and of 1 April
    found = [then for then in (load_at(of, day) for day in days) if then]
    assert parsed == [of.snapshot, found[0].snapshot, found[-1].snapshot]
    assert [then.known and then.known.typed for then in found] == [day.isoformat() for day in days]
    assert [len(then.register.filings) for then in found] == [3] * 31 + [4] * 4


def test_the_trends_of_many_plans_parse_each_commit_once(years: Path, parsed: list[Snapshot]) -> None:
    of = load(years)
    (plan,) = of.register.plans
    assert plan.reporting is not None
    monthly = plan._replace(
        id="hang-thang", reporting=plan.reporting._replace(every="month", first="2026-11", closes=None, due=None)
    )
    alone = app.trends(of, [plan], date(2027, 9, 1), known_then=True)
    assert len(parsed) == 1 + 2, "of 23 November, and of the day itself"
    both = app.trends(of, [plan, monthly], date(2027, 9, 1), known_then=True)
    assert len(parsed) == 3 + 10, "each commit once, though the days of both plans fall on some"
    assert both[0] == alone[0]
    assert [point.period for point in both[1]] == ["2026-11", "2026-12", *(f"2027-{month:02}" for month in range(1, 9)), None]
    assert {point.counts for point in both[1]} == {None}, "the plan has never been there"


def test_a_commit_made_meanwhile_is_seen(years: Path) -> None:
    of = load(years)
    assert load_at(of, date(2199, 1, 1)) is not None
    git(years, "commit", "--quiet", "--allow-empty", "--message=x")
    then = load_at(of, date(2199, 1, 1))
    assert then is not None
    assert then.known is not None
    assert then.known.commit == git(years, "rev-parse", "HEAD").strip()


def test_many_entries_are_read_in_one_go(empty: Path) -> None:
    sound = blob(empty, b"id: p\n")
    plant(empty, *(("100644", sound, f"{n:05}.yaml".encode()) for n in range(5000)))
    snapshot = read(empty)
    assert len(snapshot.files) == 5001
    assert len({id(content) for content in snapshot.files.values()}) == 2, "one content is kept once"


def test_more_content_than_a_workspace_can_hold_is_not_loaded(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "MOST_CONTENT", 1_000)
    plant(empty, *(("100644", blob(empty, b"%d" % n * 200), b"%d.yaml" % n) for n in range(6)))
    with pytest.raises(Trouble) as told:
        read(empty)
    assert told.value.key == "history-too-large"


def endless(folder: Path) -> None:
    """Commit twelve objects that make 10,000,000,000 paths, and a commit behind it that has taken them away."""
    name, mode, head = blob(folder, b"kind: update\n"), "100644", git(folder, "rev-parse", "HEAD").strip()
    for _ in range(10):
        name, mode = tree(folder, *((mode, name, b"%d" % n) for n in range(10))), "40000"
    plant(folder, (mode, name, b"kh"))
    after = git(folder, "commit-tree", "-p", "HEAD", "-m", "x", git(folder, "rev-parse", f"{head}^{{tree}}").strip())
    git(folder, "update-ref", "HEAD", after.strip())


limits_git = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere nothing limits the memory that git takes to compare two trees"
)


@limits_git
@pytest.mark.parametrize(
    "command",
    [("status", "--known-at", "HEAD~1"), ("diff", "HEAD~1"), ("diff", "HEAD~2", "HEAD~1"), ("audit",), ("log",)],
    ids=" ".join,
)
def test_more_paths_than_git_could_ever_name_are_refused_with_a_cure(
    command: tuple[str, ...], empty: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gitrun, "MOST", 10_000_000)
    monkeypatch.setattr(gitrun, "_MOST_MEMORY", 100_000_000)
    endless(empty)
    ran = kehoach("--lang", "en", *command, cwd=empty)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("Error: The history in git has more files there than can be in a workspace")
    assert "Cure: look with git ls-tree COMMIT plans/" in ran.err


def repeated(folder: Path, contents: list[bytes], far_down: int = 0) -> None:
    """Commit a year of an agency with so many files in each of ten plans, and so many folders more around each of them."""
    names = [("100644", blob(folder, content), b"2026-06-01-I.1-%06x.yaml" % n) for n, content in enumerate(contents)]
    held = tree(folder, *names)
    for name in (b"so-a", b"2026", b"progress", *([b"x"] * far_down)):
        held = tree(folder, ("40000", held, name))
    plant(folder, *(("40000", held, b"kh-%d" % n) for n in range(10)))


def test_a_commit_that_names_the_same_contents_again_and_again_is_refused_before_it_is_read(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gitrun, "_AT_ONCE", 5_000)
    monkeypatch.setattr(gitrun, "_MOST_PLACES", 10)
    repeated(empty, [b"kind: update\n"] * 20)
    with pytest.raises(Trouble) as told:
        read(empty)
    assert told.value.key == "history-too-many"
    with pytest.raises(Trouble) as told:
        chronicle.read(past.archive(empty).repo, "HEAD")
    assert told.value.key == "history-too-many"
    repeated(empty, [b"kind: update\nsummary: %d\n" % n for n in range(20)])
    assert len(read(empty).files) == 201, "each content in no more than ten places"
    repeated(empty, [])
    assert len(chronicle.read(past.archive(empty).repo, "HEAD", "HEAD~1")[0].touches) == 200, "none of them again and again"


def test_very_many_files_further_down_than_any_of_ours_are_refused(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "_MOST_FAR_DOWN", 100)
    repeated(empty, [b"kind: update\n"] * 20, far_down=3)
    assert len(read(empty).files) == 201, "not further than people put them"
    repeated(empty, [b"kind: update\n"] * 10, far_down=4)
    assert len(read(empty).files) == 101, "not very many"
    repeated(empty, [b"kind: update\n"] * 11, far_down=4)
    with pytest.raises(Trouble) as told:
        read(empty)
    assert told.value.key == "history-too-many"


@limits_git
def test_a_server_that_sends_more_paths_than_git_could_ever_name_changes_nothing_here(
    empty: Path, tmp_path: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gitrun, "MOST", 10_000_000)
    monkeypatch.setattr(gitrun, "_MOST_MEMORY", 100_000_000)
    git(tmp_path, "clone", "--quiet", "--bare", str(empty), "may-chu.git")
    git(tmp_path, "clone", "--quiet", "may-chu.git", "ban")
    endless(empty)
    git(empty, "push", "--quiet", str(tmp_path / "may-chu.git"), "HEAD~1:main")
    before = git(tmp_path / "ban", "rev-parse", "HEAD")
    ran = kehoach("sync", cwd=tmp_path / "ban")
    assert (ran.code, "riêng tên tệp đã hơn" in ran.err) == (3, True), ran.err
    assert (git(tmp_path / "ban", "rev-parse", "HEAD"), git(tmp_path / "ban", "status", "--porcelain")) == (before, "")
