"""`diff` reads nothing but the plans that differ, and tells what it would tell if it read everything."""

import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import OFFICE_AGENCIES, OFFICE_PLAN, Program, git
from kehoach_cli import disk, objects, review, unlike
from kehoach_cli.review import Compared, ends
from kehoach_cli.trouble import Trouble
from kehoach_cli.unlike import Scope

DAY = date(2026, 12, 31)
PLANS = ("kh", "kh-2", "kh-3")
ENTRIES = (
    "filings/2026/so-a.yaml",
    "filings/2026/so-b.yaml",
    "progress/2026/so-a/2026-06-01-I.1-aaaaaa.yaml",
    "progress/2026/so-b/2026-06-02-I.4-bbbbbb.yaml",
)
TEXTS = {
    "filings": tuple(f"received: 2026-12-{day}\nstatement: Tốt.\n" for day in ("10", "22", "99")),
    "progress": tuple(
        f"kind: update\nitem: I.{item}\ndate: 2026-06-01\nstate: {state}\n"
        for item in (1, 4)
        for state in ("completed", "unsaid")
    ),
}
WORK_TREE = ends(None, None, None)
ALL_ENDS = (
    ("work tree", WORK_TREE),
    ("work tree before", ends("HEAD~1", None, None)),
    ("index", ends(None, None, None, staged=True)),
    ("commits", ends("HEAD~2", "HEAD", None)),
    ("back", ends("HEAD", "HEAD~1", None)),
    ("merge base", ends(None, None, "khac")),
)
KEPT = 0.05  # seconds after which a change is kept


def plan_of(path: str) -> str:
    return path.partition("/")[0]


class Desk:
    """Three plans in a repository, another branch, and everything that people do to the files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        git(folder.parent, "init", "--quiet", folder.name)
        for place, plan in enumerate(PLANS):
            self.plan(plan, 0)
            for entry in ENTRIES[: place + 2]:
                self.entry(f"{plan}/{entry}", 0)
        self.agencies("", 0)
        for _ in range(3):
            self.commit()
        git(folder, "branch", "khac", "HEAD~1")

    def write(self, path: str, content: str) -> None:
        target = self.folder / path
        if target.is_symlink() or target.is_file():
            target.unlink()
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode())

    def entry(self, path: str, choice: int) -> None:
        texts = TEXTS[path.split("/")[1]]
        self.write(f"plans/{path}", texts[choice % len(texts)])

    def plan(self, path: str, choice: int) -> None:
        plan = plan_of(path)
        texts = "2026-06-30", "2026-08-31", "[", "2026-06-30  # lời"
        text = OFFICE_PLAN.replace("id: kh\n", f"id: {plan}\n").replace("2026-06-30", texts[choice])
        self.write(f"plans/{plan}/plan.yaml", text)

    def agencies(self, _: str, choice: int) -> None:
        texts = (
            OFFICE_AGENCIES,
            OFFICE_AGENCIES.replace("abbreviation: SA", "until: 2026-04-01, successor: van-phong"),
            f"# Lời.\n{OFFICE_AGENCIES}",
            "agencies: [",
        )
        self.write("agencies.yaml", texts[choice])

    def delete(self, path: str, _: int) -> None:
        (self.folder / "plans" / path).unlink(missing_ok=True)

    def delete_plan(self, path: str, _: int) -> None:
        shutil.rmtree(self.folder / "plans" / plan_of(path), ignore_errors=True)

    def delete_much(self, _: str, choice: int) -> None:
        if choice == 3:
            shutil.rmtree(self.folder / "plans", ignore_errors=True)
        if choice > 1:
            (self.folder / "agencies.yaml").unlink(missing_ok=True)

    def rename_plan(self, path: str, choice: int) -> None:
        plan, other = self.folder / "plans" / plan_of(path), self.folder / "plans" / (*PLANS, "kh-moi")[choice]
        if plan.is_dir() and not other.exists():
            plan.rename(other)

    def move_entry(self, path: str, choice: int) -> None:
        here, there = (self.folder / "plans" / one for one in (path, f"{PLANS[choice % 3]}/{path.partition('/')[2]}"))
        if here.is_file():
            there.parent.mkdir(parents=True, exist_ok=True)
            here.replace(there)

    def stray(self, path: str, choice: int) -> None:
        places = "plans/lac.yaml", f"plans/{plan_of(path)}/lac.yaml", "plans/lac.yaml/x.yaml", "plans/.an/x.yaml"
        target = self.folder / places[choice]
        for one in (target, target.parent):
            if one.is_file() or (one.suffix == ".yaml" and one.is_dir()):
                shutil.rmtree(one) if one.is_dir() else one.unlink()
        self.write(places[choice], f"x: {time.time_ns() % 3}\n")

    def link(self, path: str, choice: int) -> None:
        place = ("plans/lac.yaml", f"plans/{path}", "agencies.yaml", "plans/lac")[choice]
        target = self.folder / place
        if target.is_file():
            target.unlink()
        if target.parent.is_dir() and not target.exists() and not target.is_symlink():
            target.symlink_to("plan.yaml")

    def line_ends(self, path: str, choice: int) -> None:
        for file in self.folder.glob("plans/*/**/*.yaml" if choice > 1 else f"plans/{plan_of(path)}/**/*.yaml"):
            if file.is_file() and not file.is_symlink():
                file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))

    def stage(self, path: str, choice: int) -> None:
        what = ["--all"] if choice == 0 else [f"plans/{path}"] if choice == 1 else ["agencies.yaml"]
        git(self.folder, "add", *what, check=False)

    def intend(self, path: str, _: int) -> None:
        git(self.folder, "add", "--intent-to-add", f"plans/{path}", check=False)

    def hide_from_git(self, path: str, choice: int) -> None:
        git(self.folder, "update-index", ("--assume-unchanged", "--skip-worktree")[choice % 2], f"plans/{path}", check=False)

    def commit(self, *_: object) -> None:
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "--allow-empty", "--message=x")

    def commit_staged(self, *_: object) -> None:
        git(self.folder, "commit", "--quiet", "--allow-empty", "--message=x", check=False)

    def check_out(self, _: str, choice: int) -> None:
        git(self.folder, "checkout", "--quiet", "--force", ("khac", "HEAD~1", "-", "HEAD")[choice], check=False)

    def merge(self, *_: object) -> None:
        git(self.folder, "merge", "--quiet", "--no-edit", "khac", check=False)


CHANGES: tuple[Callable[[Desk, str, int], None], ...] = (
    *(Desk.entry, Desk.plan, Desk.agencies, Desk.delete, Desk.delete_plan, Desk.delete_much, Desk.rename_plan, Desk.move_entry),
    *(Desk.stray, Desk.link, Desk.line_ends, Desk.stage, Desk.intend, Desk.hide_from_git, Desk.commit, Desk.commit_staged),
    *(Desk.check_out, Desk.merge),
)
PATHS = tuple(f"{plan}/{entry}" for plan in PLANS for entry in ENTRIES)
ANYTHING = st.tuples(st.sampled_from(CHANGES), st.sampled_from(PATHS), st.integers(0, 3), st.booleans())


def everything(*_: object) -> Scope:
    return Scope()


def found(folder: Path, which: review.Ends) -> tuple[Compared | None, str]:
    """What is compared, or what keeps it from being compared."""
    try:
        return review.compared(folder, which, DAY), ""
    except Trouble as trouble:
        return None, trouble.key


def require_the_same(folder: Path) -> None:
    for name, which in ALL_ENDS:
        narrow, trouble = found(folder, which)
        with pytest.MonkeyPatch.context() as context:
            for kind in ("of_commits", "of_index", "of_work_tree"):
                context.setattr(unlike, kind, everything)
            whole, expected = found(folder, which)
        assert trouble == expected, name
        if narrow and whole:
            assert narrow.comparison == whole.comparison, name
            assert (narrow.before.missing, narrow.after.missing) == (whole.before.missing, whole.after.missing), name
            assert narrow.before.errors <= whole.before.errors
            assert narrow.after.errors <= whole.after.errors


@settings(max_examples=6, deadline=None, derandomize=True)
@given(st.lists(ANYTHING, min_size=4, max_size=7), st.booleans())
def test_whatever_has_changed_the_same_is_told_as_if_everything_were_read(
    changes: list[tuple[Callable[[Desk, str, int], None], str, int, bool]], keeping: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as context:
        context.setenv("XDG_CACHE_HOME", f"{folder}/cache")
        context.setenv("KEHOACH_CACHE", "" if keeping else "off")
        desk = Desk(Path(folder) / "kho")
        for change, path, choice, pause in changes:
            change(desk, path, choice)
            time.sleep(KEPT if pause else 0)
            found(desk.folder, WORK_TREE)  # so that something is kept which may no longer be true
        require_the_same(desk.folder)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "kho")
    time.sleep(KEPT)
    return made


def told(folder: Path, which: review.Ends) -> list[tuple[str, str]]:
    """What has changed, with its place; that reading everything says the same is asked too."""
    require_the_same(folder)
    narrow, _ = found(folder, which)
    assert narrow is not None
    return [(change.kind, change.path) for change in narrow.comparison.changes]


def test_the_line_ends_of_another_system_are_no_change_even_in_what_cannot_be_read(desk: Desk) -> None:
    desk.entry("kh/filings/2026/so-b.yaml", 2)
    desk.stray("kh/", 1)
    desk.stray("kh/", 0)
    desk.commit()
    desk.line_ends("", 3)
    assert told(desk.folder, WORK_TREE) == []
    desk.delete("kh/lac.yaml", 0)
    assert told(desk.folder, WORK_TREE) == [("readable", "plans/kh/lac.yaml")]


def test_what_other_agencies_hand_on_is_told_in_the_order_of_the_plans_whichever_have_changed_too(desk: Desk) -> None:
    desk.plan("kh-2/", 1)
    desk.delete_plan("kh-3/", 0)
    desk.agencies("", 1)
    kinds = told(desk.folder, WORK_TREE)
    handed_on = [path for kind, path in kinds if kind == "inherited"]
    assert handed_on == sorted(handed_on)
    assert {*handed_on} == {"plans/kh/plan.yaml", "plans/kh-2/plan.yaml"}
    comparison = review.compared(desk.folder, WORK_TREE, DAY).comparison
    assert [effect.plan for effect in comparison.effects] == ["kh-2", "kh", "kh-3"]


def test_a_plan_under_another_name_is_found_among_those_that_differ(desk: Desk) -> None:
    desk.rename_plan("kh-2/", 3)
    git(desk.folder, "add", "--all")
    for which in (WORK_TREE, ends(None, None, None, staged=True)):
        assert told(desk.folder, which) == [("plan-renamed", "plans/kh-moi/plan.yaml")]


def test_what_lies_beside_the_plans_is_told_and_costs_no_plan(desk: Desk, opened: "Opened") -> None:
    kehoach_reads = ["agencies.yaml", "plans/lac.yaml"]
    found(desk.folder, WORK_TREE)
    desk.stray("", 0)
    desk.stray("", 3)
    assert told(desk.folder, WORK_TREE) == [("unreadable", "plans/lac.yaml")]
    opened.here(desk.folder)
    found(desk.folder, WORK_TREE)
    assert opened.here(desk.folder) == kehoach_reads


@pytest.mark.parametrize("staged", [False, True])
def test_the_errors_counted_are_those_in_what_was_compared(desk: Desk, staged: bool, kehoach: Program) -> None:
    desk.entry("kh-3/filings/2026/so-a.yaml", 2)
    desk.commit()
    question = "diff", *(["--staged"] if staged else [])
    assert kehoach(*question, cwd=desk.folder).err == ""
    desk.entry("kh-2/filings/2026/so-a.yaml", 2)
    desk.stage("", 0)
    expected = (
        "Chú ý: 1 lỗi trong các tệp được so sánh ở đây, kết quả dưới đây có thể thiếu; gõ kehoach validate để xem mọi lỗi.\n"
    )
    assert kehoach(*question, cwd=desk.folder).err == expected
    desk.agencies("", 1)
    desk.stage("", 0)
    assert "Chú ý: 2 lỗi" in kehoach(*question, cwd=desk.folder).err


# --- what is read, counted


class Opened:
    """The files that were read from the disk, and the hashes of those read from git, since one asked the last time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._here: list[str] = []
        self._then: list[str] = []
        content, blobs = disk.content, objects.blobs
        monkeypatch.setattr(disk, "content", lambda path: self._here.append(path) or content(path))
        monkeypatch.setattr(
            objects, "blobs", lambda repo, names, largest: self._then.extend(names) or blobs(repo, names, largest)
        )

    def here(self, folder: Path) -> list[str]:
        found = sorted(path.removeprefix(f"{folder}/") for path in self._here)
        self._here.clear()
        return found

    def then(self) -> list[str]:
        found = sorted(self._then)
        self._then.clear()
        return found


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    return Opened(monkeypatch)


def hashes(folder: Path, *paths: str, revision: str = "HEAD") -> list[str]:
    lines = git(folder, "ls-tree", "-r", revision, "--", *paths).splitlines()
    return [line.split()[2] for line in lines]


def test_of_a_new_commit_the_plan_that_it_changes_is_read(desk: Desk, kehoach: Program, opened: Opened) -> None:
    desk.entry("kh-2/filings/2026/so-a.yaml", 1)
    desk.commit()
    assert kehoach("diff", "HEAD~1", "HEAD", cwd=desk.folder).code == 0
    places = "agencies.yaml", "plans/kh-2"
    both = {*hashes(desk.folder, *places), *hashes(desk.folder, *places, revision="HEAD~1")}
    assert (opened.here(desk.folder), opened.then()) == ([], sorted(both))


def test_of_what_is_staged_the_plan_that_differs_is_read(desk: Desk, kehoach: Program, opened: Opened) -> None:
    desk.entry("kh-2/filings/2026/so-a.yaml", 1)
    git(desk.folder, "add", "--all")
    kehoach("diff", "--staged", cwd=desk.folder)
    new = git(desk.folder, "rev-parse", ":plans/kh-2/filings/2026/so-a.yaml").strip()
    assert (opened.here(desk.folder), opened.then()) == ([], sorted({new, *hashes(desk.folder, "agencies.yaml", "plans/kh-2")}))


def test_of_the_files_every_one_is_read_once_and_then_what_has_changed(desk: Desk, kehoach: Program, opened: Opened) -> None:
    everything = sorted(path.relative_to(desk.folder).as_posix() for path in desk.folder.glob("**/*.yaml"))
    kehoach("diff", cwd=desk.folder)
    assert opened.here(desk.folder) == everything
    kehoach("diff", cwd=desk.folder)
    assert opened.here(desk.folder) == ["agencies.yaml"]
    opened.then()
    desk.entry("kh/filings/2026/so-a.yaml", 1)
    ran = kehoach("diff", cwd=desk.folder)
    assert "1 thay đổi" in ran.out
    assert {*opened.here(desk.folder)} == {"agencies.yaml", *(path for path in everything if path.startswith("plans/kh/"))}
    assert {*opened.then()} == {*hashes(desk.folder, "agencies.yaml", "plans/kh")}


def test_a_folder_known_from_one_commit_need_not_be_read_for_the_next(desk: Desk, kehoach: Program, opened: Opened) -> None:
    kehoach("diff", cwd=desk.folder)
    desk.entry("kh/filings/2026/so-a.yaml", 1)
    desk.commit()
    time.sleep(KEPT)
    kehoach("diff", cwd=desk.folder)
    opened.here(desk.folder)
    kehoach("diff", cwd=desk.folder)
    assert opened.here(desk.folder) == ["agencies.yaml"]


def test_between_other_agencies_every_plan_is_read_once_for_both_ends(desk: Desk, kehoach: Program, opened: Opened) -> None:
    kehoach("diff", cwd=desk.folder)
    desk.agencies("", 1)
    time.sleep(KEPT)
    everything = sorted(path.relative_to(desk.folder).as_posix() for path in desk.folder.glob("**/*.yaml"))
    opened.here(desk.folder), opened.then()
    first = kehoach("diff", cwd=desk.folder)
    assert (opened.here(desk.folder), opened.then()) == (everything, hashes(desk.folder, "agencies.yaml"))
    assert kehoach("diff", cwd=desk.folder) == first
    assert opened.here(desk.folder) == ["agencies.yaml"]


def test_a_comment_in_agencies_concerns_no_plan(desk: Desk, kehoach: Program, opened: Opened) -> None:
    kehoach("diff", cwd=desk.folder)
    opened.here(desk.folder)
    desk.agencies("", 2)
    assert "Không có thay đổi nào" in kehoach("diff", cwd=desk.folder).out
    assert opened.here(desk.folder) == ["agencies.yaml"]
