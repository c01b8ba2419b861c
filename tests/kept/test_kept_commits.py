"""What is kept of commits never changes an answer, and a folder that two commits have in common is read once."""

import shutil
from pathlib import Path

import pytest

from conftest import Program, Ran, git
from kehoach_cli import objects, past
from kehoach_cli.kept import Kept
from kehoach_cli.store import store
from kehoach_cli.workspace import archive_of, load

FILING = "plans/{}/filings/2026/so-{}.yaml"
QUESTIONS = (
    ("status",),
    ("status", "--format", "json"),
    ("status", "--format", "table"),
    ("--lang", "en", "status", "--format", "markdown"),
    ("status", "--each", "--as-of", "2027-01-05"),
    ("status", "--matrix"),
    ("status", "--trend"),
    ("status", "--trend", "--known-then"),
    ("check", "--period", "2026"),
    ("check", "--period", "2026", "--format", "json"),
    ("show", "kh/I.1"),
)


def file(folder: Path, plan: str, agency: str, day: str) -> None:
    """A filing, committed."""
    path = folder / FILING.format(plan, agency)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"received: 2026-12-{day}\nstatement: Tốt.\n", encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=x")


@pytest.fixture
def told(office: Path) -> Path:
    """Two plans, and a commit for each of three filings."""
    shutil.copytree(office / "plans/kh", office / "plans/kh-2")
    plan = office / "plans/kh-2/plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("id: kh\n", "id: kh-2\n"), encoding="utf-8")
    file(office, "kh", "a", "10")
    file(office, "kh-2", "a", "11")
    file(office, "kh", "b", "12")
    return office


def without(kehoach: Program, *arguments: str, cwd: Path) -> Ran:
    """The program without anything kept."""
    with pytest.MonkeyPatch.context() as context:
        context.setenv("KEHOACH_CACHE", "off")
        return kehoach(*arguments, cwd=cwd)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes of the files that have been read from git since, each time."""
    found: list[str] = []
    blobs = objects.blobs

    def noted(repo: objects.Repo, names: list[str], largest: int) -> dict[str, bytes | None]:
        found.extend(names)
        return blobs(repo, names, largest)

    monkeypatch.setattr(objects, "blobs", noted)
    return found


@pytest.mark.parametrize("revision", ["HEAD", "HEAD~1", "HEAD~3"])
def test_cold_warm_and_without_give_the_same(revision: str, told: Path, kehoach: Program) -> None:
    for question in QUESTIONS:
        asked = (*question, "--known-at", revision)
        expected = without(kehoach, *asked, cwd=told)
        assert kehoach(*asked, cwd=told) == expected, question
        assert kehoach(*asked, cwd=told) == expected, question


def test_a_register_of_a_commit_read_late_is_the_one_read_at_once(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (told / "plans/kh/x.yaml").write_text("a: [", encoding="utf-8")
    (told / "plans/lac.yaml").touch()
    (told / "plans/kh-2/tep.yaml").symlink_to("plan.yaml")
    file(told, "kh", "c", "40")
    archive = past.archive(told)
    for _ in ("cold", "warm"):
        source, keeping = archive.committed(told, archive.head()), store()
        assert source is not None
        assert keeping is not None
        late = Kept(source, keeping)
        with monkeypatch.context() as context:
            context.setenv("KEHOACH_CACHE", "off")
            whole = load(told, archive.head().commit)
        assert late.register()._replace() == whole.register
        assert late.findings() == tuple(finding._replace(pointer=()) for finding in whole.findings)
        assert (dict(late.snapshot().files), dict(late.snapshot().refused)) == (whole.snapshot.files, whole.snapshot.refused)


def test_what_is_asked_of_a_commit_again_reads_no_file(told: Path, kehoach: Program, read: list[str]) -> None:
    first = kehoach("status", "--known-at", "HEAD", cwd=told)
    assert len(read) == len(set(read)) == 6
    read.clear()
    assert kehoach("status", "--known-at", "HEAD", cwd=told) == first
    assert read == []


def test_a_new_commit_costs_the_file_that_it_changes(told: Path, kehoach: Program, read: list[str]) -> None:
    kehoach("status", "--known-at", "HEAD", cwd=told)
    file(told, "kh-2", "b", "13")
    archive_of.cache_clear()  # as in another process
    read.clear()
    ran = kehoach("status", "--known-at", "HEAD", cwd=told)
    assert read == [git(told, "rev-parse", f"HEAD:{FILING.format('kh-2', 'b')}").strip()]
    assert ran == without(kehoach, "status", "--known-at", "HEAD", cwd=told)


def test_what_one_commit_gave_serves_every_other_that_has_the_folder(told: Path, kehoach: Program, read: list[str]) -> None:
    kehoach("status", "--known-at", "HEAD", cwd=told)
    git(told, "commit", "--quiet", "--allow-empty", "--message=Khác")
    git(told, "clone", "--quiet", ".", str(told.parent / "ban-sao"))
    read.clear()
    answers = [kehoach("status", "--known-at", "HEAD", cwd=folder) for folder in (told, told.parent / "ban-sao")]
    assert read == []
    assert answers == [without(kehoach, "status", "--known-at", "HEAD", cwd=told)] * 2


def test_a_trend_asked_again_reads_no_file(told: Path, kehoach: Program, read: list[str]) -> None:
    question = ("status", "--trend", "--known-then", "--as-of", "2028-01-31")
    first = kehoach(*question, cwd=told)
    archive_of.cache_clear()
    read.clear()
    assert kehoach(*question, cwd=told) == first
    assert read == []
    assert first == without(kehoach, *question, cwd=told)


@pytest.mark.parametrize("question", [("status",), ("check", "--period", "2026"), ("show", "kh/I.1")])
def test_a_repository_without_a_work_tree_answers_from_its_commits(
    question: tuple[str, ...], told: Path, kehoach: Program
) -> None:
    bare = told.parent / "kho.git"
    git(told, "clone", "--quiet", "--bare", ".", str(bare))
    asked = (*question, "--known-at", "HEAD")
    expected = kehoach(*asked, cwd=told)
    assert expected.code in (0, 1)
    for _ in ("cold", "warm"):
        assert kehoach(*asked, cwd=bare) == kehoach("-C", bare, *asked) == kehoach(*asked, cwd=bare / "refs") == expected
        assert without(kehoach, *asked, cwd=bare) == expected


def test_a_repository_without_a_work_tree_makes_a_report_of_its_commits(told: Path, kehoach: Program) -> None:
    bare = told.parent / "kho.git"
    git(told, "clone", "--quiet", "--bare", ".", str(bare))
    ran = kehoach("report", "annual", "kh", "--period", "2026", "--known-at", "HEAD", "--format", "markdown", cwd=bare)
    here = kehoach("report", "annual", "kh", "--period", "2026", "--known-at", "HEAD", "--format", "markdown", cwd=told)
    assert ran == here
    assert ran.code == 0
