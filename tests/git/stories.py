"""A small office in a repository, and the things people do to it: what the tests of `diff`, `audit` and `log` are told with."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

from conftest import Program

AGENCIES = """\
agencies:
  - {id: van-phong, name: Văn phòng}
  - {id: so-a, name: Sở A}
  - {id: so-b, name: Sở B}
  - {id: so-c, name: Sở C}
groups:
  - {id: cac-so, name: các sở, members: [so-a, so-b]}
"""
PLAN = """\
id: p
title: Kế hoạch thử
number: 1/KH
issued: 2024-12-01
reporting: {every: year, first: "2024", closes: 12-14, due: 12-20, filers: [cac-so], coordinator: van-phong}
items:
  - id: I
    heading: Việc chung
  - id: I.1
    text: >-
      Sở A rà soát danh mục hằng năm.
      Kết quả gửi Văn phòng.
    lead: [so-a]
    support: [so-b]
    due: 2026-06-30
  - id: I.2
    text: Sở B lập đề án.
    lead: [so-b]
    due: 2026-12-31
  - id: I.3
    text: Sở C kiểm tra.
    lead: [so-c]
"""
PLAN_PATH = "plans/p/plan.yaml"


def event_path(agency: str, day: str, item: str, token: str, plan: str = "p") -> str:
    return f"plans/{plan}/progress/{day[:4]}/{agency}/{day}-{item}-{token}.yaml"


def filing_path(agency: str, period: str, mark: str = "") -> str:
    return f"plans/p/filings/{period}/{agency}{mark}.yaml"


def update(day: str, item: str, state: str, summary: str = "Đang làm.", more: str = "") -> str:
    return f"kind: update\ndate: {day}\nitem: {item}\nstate: {state}\nsummary: {summary}\n{more}"


def filing(received: str, statement: str = "Đã làm theo kế hoạch.", more: str = "") -> str:
    return f"received: {received}\nstatement: {statement}\n{more}"


BEGUN = event_path("so-a", "2026-03-31", "I.1", "aaaaaa")
DONE = event_path("so-b", "2026-05-31", "I.2", "bbbbbb")
FILED = filing_path("so-a", "2024")
FOUNDED = {
    "agencies.yaml": AGENCIES,
    PLAN_PATH: PLAN,
    BEGUN: update("2026-03-31", "I.1", "in-progress"),
    DONE: update("2026-05-31", "I.2", "completed", "Đề án đã trình."),
    FILED: filing("2024-12-18"),
}
START = "goc"  # the tag on the founding commit


class Office:
    """A repository in which people work; unless said otherwise everybody is Thử."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *arguments: str, who: str = "", check: bool = True) -> str:
        env = {**os.environ, "GIT_EDITOR": "true"}
        if who:
            env |= {f"GIT_{role}_{what}": who + end for role in ("AUTHOR", "COMMITTER") for what, end in _WHO}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, check=False, capture_output=True, text=True, encoding="utf-8", env=env
        )
        assert not check or done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def write(self, files: dict[str, str]) -> None:
        for path, text in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")


_WHO = (("NAME", ""), ("EMAIL", "@example.vn"))


def founded(folder: Path, files: dict[str, str] | None = None) -> Office:
    """An office with what it has been founded with, in one commit that is tagged."""
    folder.mkdir(parents=True)
    office = Office(folder)
    office.git("init", "--quiet", "--initial-branch=main")
    office.git("config", "commit.gpgsign", "false")
    office.write(files or FOUNDED)
    office.git("add", "--all")
    office.git("commit", "--quiet", "--message=Lập sổ")
    office.git("tag", START)
    return office


def copy_of(office: Office, folder: Path) -> Office:
    shutil.copytree(office.folder, folder)
    return Office(folder)


Step = Callable[[Office], object]


def commit(files: dict[str, str] | None = None, gone: tuple[str, ...] = (), message: str = "ghi", who: str = "") -> Step:
    """Write these files, take those away, and commit all of it."""

    def step(office: Office) -> None:
        office.write(files or {})
        for path in gone:
            (office.folder / path).unlink()
        office.git("add", "--all")
        office.git("commit", "--quiet", f"--message={message}", who=who)

    return step


def replaced(path: str, old: str, new: str, *, message: str = "sửa", who: str = "") -> Step:
    """Change one text in a file, and commit it."""

    def step(office: Office) -> None:
        text = (office.folder / path).read_text(encoding="utf-8")
        assert old in text
        commit({path: text.replace(old, new)}, message=message, who=who)(office)

    return step


def git(*arguments: str, who: str = "", check: bool = True) -> Step:
    """One command of git."""
    return lambda office: office.git(*arguments, who=who, check=check)


def branch(name: str, *steps: Step, onto: str = "main") -> Step:
    """Do something on a branch that starts where the founding commit is, and come back."""

    def step(office: Office) -> None:
        office.git("switch", "--quiet", "--create", name, START)
        for one in steps:
            one(office)
        office.git("switch", "--quiet", onto)

    return step


def merge(name: str, *options: str) -> Step:
    return git("merge", "--quiet", "--no-ff", "--no-edit", *options, name)


def settle(name: str, files: dict[str, str]) -> Step:
    """Merge a branch with whatever conflicts there are, and commit the result with these files."""

    def step(office: Office) -> None:
        office.git("merge", "--quiet", "--no-ff", "--no-commit", name, check=False)
        commit(files, message=f"Merge branch '{name}'")(office)

    return step


def unsaved(files: dict[str, str], gone: tuple[str, ...] = ()) -> Step:
    """Change files in the work tree, and commit nothing."""

    def step(office: Office) -> None:
        office.write(files)
        for path in gone:
            (office.folder / path).unlink()

    return step


def once(make: Callable[[], Office]) -> Callable[[], Office]:
    """What makes an office when first called, within the world of that test, and gives the same one ever after."""
    return cache(make)


def audited(kehoach: Program, office: Office, *arguments: str) -> tuple[list[str], int]:
    """The codes that `audit` finds, sorted, and how it ends."""
    ran = kehoach("audit", *arguments, "--format", "json", cwd=office.folder)
    return sorted(finding["code"] for finding in json.loads(ran.out)["findings"]), ran.code
