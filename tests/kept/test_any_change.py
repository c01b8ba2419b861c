"""Whatever happens to the files, in whatever order and however fast, the answer is the one of a run that keeps nothing."""

import contextlib
import io
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import OFFICE_AGENCIES, OFFICE_PLAN, git
from kehoach_cli.cli.door import run
from kehoach_cli.store import store

PLANS = ("kh", "kh-2")
FILES = tuple(
    f"plans/{plan}/{name}"
    for plan in PLANS
    for name in (
        "filings/2026/so-a.yaml",
        "filings/2026/so-b.yaml",
        "progress/2026/so-a/2026-06-01-I.1-aaaaaa.yaml",
        "progress/2026/so-b/2026-06-02-I.4-bbbbbb.yaml",
    )
)
_CHECK = ("check", "--period", "2026", "--as-of", "2027-01-31")
QUESTIONS = (
    *(("status", "--format", "json"), ("status",), (*_CHECK, "--format", "json"), _CHECK, ()),
    *(("show", "kh/I.1", "--why"), ("show", "so-a"), ("agency", "list"), ("report", "annual", "kh", "--period", "2026")),
)
SETTLED = 0.05  # seconds after which a change is kept
PAST = 1_700_000_000_000_000_000  # ns: the same old time for every file whose time is put back

# All of one length, so that neither the size nor, put back, the time of a file gives a change away.
FILINGS = tuple(f"received: 2026-{day}\nstatement: Tốt.\n" for day in ("12-10", "12-16", "12-22", "12-28", "99-10"))
EVENTS = tuple(
    f"kind: update\nitem: I.{item}\ndate: 2026-06-01\nstate: {state}\n" for item in (1, 4) for state in ("completed", "suspended")
)


def answered(question: tuple[str, ...], cwd: Path) -> tuple[int, str, str]:
    """What the program says, in this process."""
    out, err, before = io.StringIO(), io.StringIO(), Path.cwd()
    os.chdir(cwd)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(list(question))
    finally:
        os.chdir(before)
    return code, out.getvalue(), err.getvalue()


class Desk:
    """A workspace in a repository, and everything that people and programs do to its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for plan in PLANS:
            (folder / "plans" / plan).mkdir(parents=True)
            (folder / f"plans/{plan}/plan.yaml").write_text(OFFICE_PLAN.replace("id: kh\n", f"id: {plan}\n"), encoding="utf-8")
        (folder / "agencies.yaml").write_text(OFFICE_AGENCIES, encoding="utf-8")
        git(folder, "init", "--quiet")
        self.commit()

    def require_the_same(self) -> None:
        """Ask everything as a run that keeps nothing would answer it."""
        for question in QUESTIONS:
            with patch.dict(os.environ, {"KEHOACH_CACHE": "off"}):
                expected = answered(question, self.folder)
            assert answered(question, self.folder) == expected, question

    def write(self, path: str = FILES[0], choice: int = 0) -> None:
        texts = FILINGS if "filings" in path else EVENTS
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(texts[choice % len(texts)], encoding="utf-8")

    def write_unseen(self, path: str, choice: int) -> None:
        """Two contents after each other, of the same size and the same time."""
        for one in (choice, choice + 1):
            self.write(path, one)
            os.utime(self.folder / path, ns=(PAST, PAST))
            time.sleep(SETTLED)
            self.require_the_same()

    def write_at_once(self, path: str, choice: int) -> None:
        """The same without a pause."""
        for one in (choice, choice + 1):
            self.write(path, one)
            os.utime(self.folder / path, ns=(PAST, PAST))
            self.require_the_same()

    def rename(self, path: str, choice: int) -> None:
        alike = [other for other in FILES if ("filings" in other) == ("filings" in path)]
        other = self.folder / alike[choice % len(alike)]
        if (self.folder / path).is_file():
            other.parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).replace(other)

    def delete(self, path: str, _: int) -> None:
        (self.folder / path).unlink(missing_ok=True)

    def swap(self, *_: object) -> None:
        """The filings of the two plans."""
        first, second = (self.folder / f"plans/{plan}/filings" for plan in PLANS)
        if first.is_dir() and second.is_dir():
            first.rename(self.folder / "aside")
            second.rename(first)
            (self.folder / "aside").rename(second)

    def change_agencies(self, _: str, choice: int) -> None:
        text = OFFICE_AGENCIES.replace("until: 2026-07-01", f"until: 2026-0{choice + 6}-01")
        (self.folder / "agencies.yaml").write_text(text, encoding="utf-8")

    def change_plan(self, path: str, choice: int) -> None:
        plan = path.split("/")[1]
        text = OFFICE_PLAN.replace("id: kh\n", f"id: {plan}\n").replace("2026-06-30", f"2026-0{choice + 5}-30")
        (self.folder / f"plans/{plan}/plan.yaml").write_text(text, encoding="utf-8")

    def commit(self, *_: object) -> None:
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "--allow-empty", "--message=x")

    def check_out(self, _: str, choice: int) -> None:
        git(self.folder, "checkout", "--quiet", "--force", f"HEAD~{choice}", check=False)

    def revert(self, *_: object) -> None:
        git(self.folder, "checkout", "--quiet", "--", ".")

    def stash_and_take_back(self, *_: object) -> None:
        git(self.folder, "stash", "--quiet", check=False)
        self.require_the_same()
        git(self.folder, "stash", "pop", "--quiet", check=False)

    def hide_from_git(self, path: str, _: int) -> None:
        git(self.folder, "update-index", "--assume-unchanged", path, check=False)
        (self.folder / ".gitignore").write_text("plans/*/filings\n", encoding="utf-8")

    def change_line_ends(self, path: str, _: int) -> None:
        (self.folder / ".gitattributes").write_text("* text=auto eol=lf\n", encoding="utf-8")
        if (self.folder / path).is_file():
            (self.folder / path).write_bytes((self.folder / path).read_bytes().replace(b"\n", b"\r\n"))

    def let_days_pass(self, path: str, choice: int) -> None:
        """Up to the day before a deadline, onto it and past it; and back, as who asks with another clock."""
        for days in (choice, 1, 1, 40 * choice, -7):
            os.environ["KEHOACH_TODAY"] = (date.fromisoformat(os.environ["KEHOACH_TODAY"]) + timedelta(days=days)).isoformat()
            self.require_the_same()

    def lose_what_is_kept(self, *_: object) -> None:
        if keeping := store():
            shutil.rmtree(keeping.folder, ignore_errors=True)


CHANGES: tuple[Callable[[Desk, str, int], None], ...] = (
    Desk.write, Desk.write_unseen, Desk.write_at_once, Desk.rename, Desk.delete, Desk.swap, Desk.change_agencies,
    Desk.change_plan, Desk.commit, Desk.check_out, Desk.revert, Desk.stash_and_take_back, Desk.hide_from_git,
    Desk.change_line_ends, Desk.let_days_pass, Desk.lose_what_is_kept,
)  # fmt: skip
ANYTHING = st.tuples(st.sampled_from(CHANGES), st.sampled_from(FILES), st.integers(0, 3), st.booleans())


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.lists(ANYTHING, min_size=6, max_size=10))
def test_after_any_change_the_answer_is_that_of_a_run_that_keeps_nothing(
    changes: list[tuple[Callable[[Desk, str, int], None], str, int, bool]],
) -> None:
    world = {"KEHOACH_TODAY": "2026-12-22"}
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, {**world, "XDG_CACHE_HOME": f"{folder}/cache"}):
        desk = Desk(Path(folder) / "kho")
        for change, path, choice, pause in changes:
            change(desk, path, choice)
            time.sleep(SETTLED if pause else 0)
            desk.require_the_same()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@patch.dict(os.environ, {"KEHOACH_TODAY": "2026-12-22"})
def test_after_each_change_too(change: Callable[[Desk, str, int], None], tmp_path: Path) -> None:
    desk = Desk(tmp_path / "kho")
    for path in FILES:
        desk.write(path)
    desk.commit()
    for choice in (1, 2):
        time.sleep(SETTLED)
        desk.require_the_same()
        change(desk, FILES[0], choice)
        desk.require_the_same()
