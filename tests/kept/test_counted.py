"""What a command touches, counted: files of the workspace that it opens, and processes that it starts. No clock, so no luck.

Counted by the interpreter itself, which tells of every file opened and every process started, whatever module does it.
"""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import Program, git
from kehoach_cli import kept

WARM = (("status",), ("check", "--period", "2026"), ())
RECORD = (
    "record",
    "kh/I.1",
    "--agency",
    "so-a",
    "--date",
    "2026-06-01",
    "--state",
    "in-progress",
    "--summary",
    "Đang làm.",
    "--yes",
)
FILING = "plans/kh/filings/2026/so-b.yaml"


class Seen:
    """What has been opened, by path in the workspace, and how many processes were started, since the last time one asked."""

    def __init__(self, folder: Path) -> None:
        self._root = f"{folder}/"
        self._opened: list[str] = []
        self._started = 0

    def note(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(path := arguments[0], str) and path.startswith(self._root) and path.endswith(".yaml"):
            self._opened.append(path.removeprefix(self._root))
        if event == "subprocess.Popen":
            self._started += 1

    def opened(self) -> list[str]:
        found, self._opened = self._opened, []
        return sorted(found)

    def started(self) -> int:
        found, self._started = self._started, 0
        return found


_listening: list[Seen] = []


@pytest.fixture(scope="module")
def _hook() -> None:
    """One for all tests: it cannot be taken away again."""

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        for one in _listening:
            one.note(event, arguments)

    sys.addaudithook(hear)


@pytest.fixture
def watch(_hook: None) -> Iterator[Callable[[Path], Seen]]:
    def start(folder: Path) -> Seen:
        _listening.append(Seen(folder))
        return _listening[-1]

    yield start
    _listening.clear()


def add_plans(folder: Path, *names: str) -> None:
    """More plans like the one that is there, committed, and a filing under it that is not."""
    for name in names:
        shutil.copytree(folder / "plans/kh", folder / "plans" / name)
        text = (folder / "plans/kh/plan.yaml").read_text(encoding="utf-8")
        (folder / f"plans/{name}/plan.yaml").write_text(text.replace("id: kh\n", f"id: {name}\n"), encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=x")
    (folder / FILING).parent.mkdir(parents=True)
    (folder / FILING).write_text("received: 2026-12-16\nstatement: Tốt.\n", encoding="utf-8")
    settle()


def settle() -> None:
    """Wait until what was just written is kept."""
    time.sleep(0.05)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))


def test_the_first_answer_opens_every_file_once_and_starts_nothing(
    office: Path, kehoach: Program, watch: Callable[[Path], Seen]
) -> None:
    add_plans(office, "kh-2")
    seen = watch(office)
    for question in (("validate",), ("status",)):
        kehoach(*question, cwd=office)
        assert seen.opened() == files(office), question
    assert seen.started() == 0


@pytest.mark.parametrize("question", WARM, ids=" ".join)
def test_what_is_asked_again_opens_nothing_and_starts_nothing(
    question: tuple[str, ...], office: Path, kehoach: Program, watch: Callable[[Path], Seen]
) -> None:
    add_plans(office, "kh-2")
    first = kehoach(*question, cwd=office)
    seen = watch(office)
    assert kehoach(*question, cwd=office) == first
    assert (seen.opened(), seen.started()) == ([], 0)


@pytest.mark.parametrize("question", [*WARM, ("status", "--trend")], ids=" ".join)
def test_on_a_day_on_which_nothing_falls_due_no_entry_is_looked_at_again(
    question: tuple[str, ...], office: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_plans(office, "kh-2")
    monkeypatch.setenv("KEHOACH_TODAY", "2026-12-02")
    kehoach(*question, cwd=office)
    monkeypatch.setenv("KEHOACH_TODAY", "2026-12-09")
    looked: list[str] = []
    with monkeypatch.context() as context:
        context.setattr(kept.Kept, "parsed", lambda _, part: looked.append(part))
        answer = kehoach(*question, cwd=office)
    assert looked == []
    monkeypatch.setenv("KEHOACH_CACHE", "off")
    assert kehoach(*question, cwd=office) == answer


@pytest.mark.parametrize("question", WARM, ids=" ".join)
def test_after_one_changed_file_that_file_is_opened_and_nothing_is_started(
    question: tuple[str, ...], office: Path, kehoach: Program, watch: Callable[[Path], Seen]
) -> None:
    add_plans(office, "kh-2")
    kehoach(*question, cwd=office)
    (office / FILING).write_text("received: 2026-12-28\nstatement: Muộn.\n", encoding="utf-8")
    settle()
    seen = watch(office)
    kehoach(*question, cwd=office)
    assert (seen.opened(), seen.started()) == ([FILING], 0)


def test_a_commit_or_another_branch_opens_nothing(office: Path, kehoach: Program, watch: Callable[[Path], Seen]) -> None:
    add_plans(office, "kh-2")
    kehoach("status", cwd=office)
    git(office, "add", "--all")
    git(office, "commit", "--quiet", "--message=x")
    git(office, "switch", "--quiet", "--create", "khac")
    seen = watch(office)
    kehoach("status", cwd=office)
    assert (seen.opened(), seen.started()) == ([], 0)


def test_recording_reads_no_file_twice_and_starts_as_many_processes_however_many_plans_there_are(
    office: Path, kehoach: Program, watch: Callable[[Path], Seen], monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted(number: int) -> int:
        monkeypatch.setenv("KEHOACH_TOKEN", f"0a1b2{number}")
        before = files(office)
        seen = watch(office)
        assert kehoach(*RECORD, cwd=office).code == 0
        read = [path for path in seen.opened() if path in before]
        assert sorted(set(read)) == read  # none twice
        return seen.started()

    counted(0)  # the first one ever finds nothing of what recording leaves in the git folder
    small = counted(1)
    add_plans(office, "kh-2", "kh-3", "kh-4", "kh-5")
    assert counted(2) == small > 0
