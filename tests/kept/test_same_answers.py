"""What is kept never changes an answer: every question asked cold, warm and without it; and what is asked again costs nothing."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Program, Ran, git, posix_only
from kehoach_cli import digest, disk, standing
from kehoach_cli import survey as surveying
from kehoach_cli.store import store
from kehoach_cli.survey import survey
from kehoach_cli.workspace import load, load_surveyed

QUESTIONS = (
    (),
    ("--lang", "en"),
    ("status",),
    ("--lang", "en", "status", "--format", "table"),
    *(("status", "--format", form) for form in ("json", "csv", "markdown")),
    ("status", "--each"),
    ("status", "--as-of", "2026-01-05"),
    ("status", "--standing", "overdue"),
    ("status", "--agency", "so-a"),
    ("status", "--by-agency"),
    ("status", "--matrix"),
    ("status", "--trend"),
    ("status", "--period", "2026"),
    ("status", "không-có"),
    ("status", "--format", "xml"),
    ("status", "--known-at", "HEAD"),
    ("status", "--trend", "--known-then"),
    ("check",),
    ("check", "--period", "2026"),
    ("--lang=en", "check", "--period", "2026", "--format", "json"),
    ("check", "--period", "2026", "--as-of", "2027-01-15"),
    ("check", "--period", "2026-Q1"),
    ("check", "--period", "2026", "--format", "sarif"),
    ("status", "--help"),
    ("show", "kh/I.1"),
    ("show", "kh/I.1", "--why"),
    ("show", "I.1"),
    ("show", "so-a", "--why", "--as-of", "2026-07-01"),
    ("show", "kh"),
    ("show", "2026/so-b"),
    ("show", "plans/kh/filings/2026/so-b.yaml"),
    ("show", "kh/2026/so-b"),
    ("show", "2026-06-01-I.1-abcdef"),
    ("show", "nothing"),
    ("agency", "list"),
    ("agency", "list", "--all", "--format", "json"),
    ("agency", "show", "so-a"),
    ("codeowners",),
    ("log",),
    ("log", "kh/I.1"),
    ("report", "annual", "kh", "--period", "2026"),
    ("report", "page"),
    ("remind", "kh", "--dry-run"),
    ("submit", "kh", "--agency", "so-a", "--period", "2026", "--form"),
)


def settle() -> None:
    """Wait until what was just written is kept."""
    time.sleep(0.05)


@pytest.fixture
def without(kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program without anything kept."""

    def call(*arguments: object, cwd: Path | None = None) -> Ran:
        with monkeypatch.context() as context:
            context.setenv("KEHOACH_CACHE", "off")
            return kehoach(*arguments, cwd=cwd)

    return call


@pytest.fixture
def desk(office: Path, kehoach: Program) -> Path:
    """The small workspace with a report, an answer, a filing, and a second plan."""
    second = office / "plans/kh-2"
    shutil.copytree(office / "plans/kh", second)
    plan = (second / "plan.yaml").read_text(encoding="utf-8")
    (second / "plan.yaml").write_text(plan.replace("id: kh\n", "id: kh-2\n"), encoding="utf-8")
    git(office, "add", "--all")
    git(office, "commit", "--quiet", "--message=x")
    report = ("--agency", "so-a", "--date", "2026-06-01", "--state", "completed", "--summary", "Xong.", "--yes")
    assert kehoach("record", "kh/I.1", *report, cwd=office).code == 0
    (office / "plans/kh/filings/2026").mkdir(parents=True)
    (office / "plans/kh/filings/2026/so-b.yaml").write_text("received: 2026-12-16\nstatement: Tốt.\n", encoding="utf-8")
    settle()
    return office


def faulty(folder: Path) -> None:
    (folder / "plans/kh/filings/2026/so-a.yaml").write_text("received: hôm qua\nstatement: [a\n", encoding="utf-8")
    (folder / "plans/kh/x.yaml").touch()
    (folder / "plans/lac.yaml").touch()


WORLDS: dict[str, Callable[[Path], object]] = {
    "sound": lambda _: None,
    "faulty": faulty,
    "without agencies": lambda folder: (folder / "agencies.yaml").unlink(),
    "without plans": lambda folder: shutil.rmtree(folder / "plans"),
    "plan cannot be read": lambda folder: (folder / "plans/kh/plan.yaml").write_text("id: [", encoding="utf-8"),
    "with a suppression that has lapsed": lambda folder: (folder / "plans/kh/filings/2026/so-b.yaml").write_text(
        "# kehoach: bỏ qua KH408 đến 2026-01-31: chờ văn bản\nreceived: 2026-12-16\nstatement: Tốt.\n", encoding="utf-8"
    ),
    "without a repository": lambda folder: shutil.rmtree(folder / ".git"),
    "with line ends of Windows": lambda folder: (folder / "plans/kh/plan.yaml").write_bytes(
        (folder / "plans/kh/plan.yaml").read_bytes().replace(b"\n", b"\r\n")
    ),
}


@pytest.mark.parametrize("world", WORLDS)
def test_cold_warm_and_without_give_the_same(world: str, desk: Path, kehoach: Program, without: Program) -> None:
    WORLDS[world](desk)
    settle()
    for question in QUESTIONS:
        expected = without(*question, cwd=desk)
        assert kehoach(*question, cwd=desk) == expected, question
        assert kehoach(*question, cwd=desk) == expected, question


@pytest.mark.parametrize("name", ["shipped", "sample"])
def test_so_they_do_on_the_shipped_plans(name: str, request: pytest.FixtureRequest, kehoach: Program, without: Program) -> None:
    folder = request.getfixturevalue(name)
    settle()
    for question in QUESTIONS:
        expected = without(*question, cwd=folder)
        assert kehoach(*question, cwd=folder) == kehoach(*question, cwd=folder) == expected, question


def test_a_register_read_late_is_the_one_read_at_once(desk: Path) -> None:
    faulty(desk)
    settle()
    keeping = store()
    assert keeping
    for _ in ("cold", "warm"):
        late = load_surveyed(survey(desk), keeping)
        whole = load(desk)
        for name in whole.register._fields:
            assert getattr(late.register, name) == getattr(whole.register, name), name
        for name in ("events_by_plan", "filings_by_plan", "filings_by_period"):
            assert dict(getattr(late.register, name)) == getattr(whole.register, name), name
        assert tuple(late.register._replace(groups=())) == tuple(whole.register._replace(groups=()))
        assert (late.findings, dict(late.snapshot.files)) == (whole.findings, dict(whole.snapshot.files))
        assert late.snapshot.refused == whole.snapshot.refused


class Work:
    """How many files were opened and read, and how many plans judged."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened: list[str] = []
        self.judged: list[str] = []
        content, of_plan = disk.content, standing.of_plan
        monkeypatch.setattr(disk, "content", lambda path: self.opened.append(path) or content(path))
        monkeypatch.setattr(standing, "of_plan", lambda *given: self.judged.append(given[1].id) or of_plan(*given))

    def done(self) -> tuple[int, list[str]]:
        """The files opened and the plans judged since the last time."""
        found = len(self.opened), self.judged.copy()
        self.opened.clear()
        self.judged.clear()
        return found


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(monkeypatch)


def test_what_is_asked_again_opens_no_file(desk: Path, kehoach: Program, work: Work) -> None:
    kehoach("status", cwd=desk)
    assert work.done() == (5, ["kh-2", "kh"])
    kehoach("status", cwd=desk)
    assert work.done() == (0, [])


def test_another_question_on_the_same_day_judges_no_plan_again(desk: Path, kehoach: Program, work: Work) -> None:
    kehoach("status", cwd=desk)
    work.done()
    kehoach("status", "--format", "json", cwd=desk)
    kehoach(cwd=desk)
    assert work.done() == (0, [])


def test_one_changed_file_is_one_file_read_and_one_plan_judged(
    desk: Path, kehoach: Program, without: Program, work: Work
) -> None:
    kehoach("status", cwd=desk)
    work.done()
    (desk / "plans/kh/filings/2026/so-b.yaml").write_text("received: 2026-12-28\nstatement: Muộn.\n", encoding="utf-8")
    settle()
    ran = kehoach("status", cwd=desk)
    assert work.done() == (1, ["kh"])
    assert ran == without("status", cwd=desk)


def test_one_changed_file_is_one_plan_drawn(desk: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    rows = digest.rows
    monkeypatch.setattr(digest, "rows", lambda register, of, **how: drawn.append(of.plan.id) or rows(register, of, **how))
    kehoach("status", cwd=desk)
    assert drawn == ["kh-2", "kh"]
    (desk / "plans/kh/filings/2026/so-b.yaml").write_text("received: 2026-12-28\nstatement: Muộn.\n", encoding="utf-8")
    settle()
    kehoach("status", cwd=desk)
    assert drawn == ["kh-2", "kh", "kh"]


def test_another_day_judges_every_plan_and_opens_no_file(desk: Path, kehoach: Program, work: Work) -> None:
    kehoach("status", cwd=desk)
    work.done()
    kehoach("status", "--as-of", "2026-12-01", cwd=desk)
    assert work.done() == (0, ["kh-2", "kh"])


def test_commits_and_branches_do_not_matter_but_files_do(desk: Path, kehoach: Program, without: Program, work: Work) -> None:
    kehoach("status", cwd=desk)
    git(desk, "add", "--all")
    git(desk, "commit", "--quiet", "--message=x")
    git(desk, "switch", "--quiet", "--create", "khac")
    work.done()
    kehoach("status", cwd=desk)
    assert work.done() == (0, [])
    git(desk, "checkout", "--quiet", "HEAD~2", "--", "plans/kh-2")
    git(desk, "checkout", "--quiet", "HEAD~1")
    assert kehoach("status", cwd=desk) == without("status", cwd=desk)


def test_what_was_written_this_moment_is_told_and_not_kept(desk: Path, kehoach: Program, without: Program) -> None:
    """The next change in the same moment, of the same size and with its time put back, could not be told from this one."""
    path = desk / "plans/kh/filings/2026/so-b.yaml"
    question = ("check", "kh", "--period", "2026", "--as-of", "2026-12-31", "--format", "json")
    for day in range(10, 20):
        before = path.stat()
        path.write_text(f"received: 2026-12-{day}\nstatement: Tốt.\n", encoding="utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert f'"filed": "2026-12-{day}"' in kehoach(*question, cwd=desk).out


@pytest.mark.parametrize("harm", ["empty", "cut", "foreign", "older"])
def test_a_damaged_or_foreign_file_is_as_if_it_were_not_there(harm: str, desk: Path, kehoach: Program, without: Program) -> None:
    expected = {question: without(*question, cwd=desk) for question in QUESTIONS}
    for question in QUESTIONS:
        kehoach(*question, cwd=desk)
    keeping = store()
    assert keeping
    files = sorted(keeping.folder.iterdir())
    contents = [path.read_bytes() for path in files]
    for path, content, other in zip(files, contents, [*contents[1:], contents[0]], strict=True):
        harmed = {"empty": b"", "cut": content[: len(content) // 2], "foreign": other, "older": b"\x80\x04." + content}
        path.write_bytes(harmed[harm])
    for question in QUESTIONS:
        assert kehoach(*question, cwd=desk) == expected[question], question


def test_nothing_is_kept_of_what_goes_to_a_file_or_comes_from_history(desk: Path, kehoach: Program) -> None:
    target = desk / "a.txt"
    for _ in range(2):
        assert kehoach("status", "-o", target, cwd=desk).code == 0
        assert target.is_file()
        target.unlink()
    before = kehoach("status", "--known-at", "HEAD", "--format", "json", cwd=desk).out
    git(desk, "commit", "--quiet", "--allow-empty", "--message=x", "--date=2026-11-24")
    assert kehoach("status", "--known-at", "HEAD", "--format", "json", cwd=desk).out != before


@pytest.mark.parametrize("name", ["KEHOACH_TODAY", "KEHOACH_LANG", "COLUMNS", "KEHOACH_COLOR"])
def test_what_the_environment_decides_is_decided_anew(
    name: str, desk: Path, kehoach: Program, without: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = ("status", "--format", "table")
    before = kehoach(*question, cwd=desk)
    other = {"KEHOACH_TODAY": "2027-02-01", "KEHOACH_LANG": "en", "COLUMNS": "120", "KEHOACH_COLOR": "1"}
    monkeypatch.setenv(name, other[name])
    assert kehoach(*question, cwd=desk) == without(*question, cwd=desk) != before


def test_the_folder_may_be_named_in_every_way(desk: Path, kehoach: Program, tmp_path: Path) -> None:
    other = tmp_path / "khac"
    shutil.copytree(desk, other)
    (other / "plans/kh/plan.yaml").unlink()
    shutil.rmtree(other / "plans/kh-2")
    settle()
    for ways in (("-C", "kho"), ("-Ckho",), ("-C", desk), ("--lang", "vi", "-C", "kho")):
        assert "kh-2" in kehoach(*ways, "status", cwd=tmp_path).out
        named = [str(word).replace("kho", "khac").replace(str(desk), str(other)) for word in ways]
        assert "kh-2" not in kehoach(*named, "status", cwd=tmp_path).out
    assert "kh-2" in kehoach("status", cwd=desk / "plans/kh").out


@posix_only
@pytest.mark.parametrize("place", ["a file", "not writable"])
def test_where_nothing_can_be_kept_everything_is_answered(
    place: str, desk: Path, kehoach: Program, without: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache"
    if place == "a file":
        folder.touch()
    else:
        folder.mkdir(mode=0o500)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    for question in QUESTIONS:
        assert kehoach(*question, cwd=desk) == without(*question, cwd=desk), question


@posix_only
def test_a_file_that_has_become_a_link_is_told(desk: Path, kehoach: Program, without: Program) -> None:
    kehoach("status", cwd=desk)
    (desk / "plans/kh/plan.yaml").rename(desk / "plan.yaml")
    (desk / "plans/kh/plan.yaml").symlink_to("../../plan.yaml")
    assert kehoach("status", cwd=desk) == without("status", cwd=desk)


def test_off_leaves_nothing_behind(desk: Path, without: Program) -> None:
    shutil.rmtree(Path.home() / ".cache", ignore_errors=True)
    without("status", cwd=desk)
    assert not (Path.home() / ".cache").exists()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_doctor_shows_what_is_kept_and_clears_it(language: str, desk: Path, kehoach: Program, without: Program) -> None:
    def cache(*options: str, ask: Program = kehoach) -> str:
        checks = json.loads(ask("--lang", language, "doctor", "--format", "json", *options, cwd=desk).out)["checks"]
        return next(check["message"] for check in checks if check["check"].startswith("cache"))

    kehoach("status", cwd=desk)
    assert {"vi": "4/4 phần", "en": "4 of 4 parts"}[language] in cache()
    (desk / "plans/kh-2/plan.yaml").touch()
    assert {"vi": "3/4 phần", "en": "3 of 4 parts"}[language] in cache()
    assert {"vi": ": 0 tệp, 0.0 MB; 0/4", "en": ": 0 files, 0.0 MB; 0 of 4"}[language] in cache("--clear-cache")
    assert "KEHOACH_CACHE=off" in cache(ask=without)


def test_doctor_looks_at_the_files_once(desk: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    states = surveying.states
    monkeypatch.setattr(surveying, "states", lambda root, path, **how: looked.append(path) or states(root, path, **how))
    assert kehoach("doctor", cwd=desk).code == 0
    assert sorted(looked) == ["agencies.yaml", "plans", "plans/kh", "plans/kh-2"]


def test_many_at_once_on_nothing_kept_give_the_same(desk: Path, without: Program) -> None:
    expected = without("status", cwd=desk)
    command = [sys.executable, "-m", "kehoach_cli", "status"]
    running = [subprocess.Popen(command, cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    for one in running:
        out, err = one.communicate(timeout=60)
        assert (one.returncode, out.decode(), err.decode()) == expected
