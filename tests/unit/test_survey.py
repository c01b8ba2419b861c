"""What the disk says of a workspace: another mark after every change that a reader of the files could notice."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import posix_only
from kehoach_cli.survey import is_settled, survey

FILING = "plans/kh/filings/2026/so-a.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in ("agencies.yaml", "plans/kh/plan.yaml", "plans/khac/plan.yaml", FILING):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("a: b\n", encoding="utf-8")
        os.utime(tmp_path / path, (1_700_000_000, 1_700_000_000))
    time.sleep(0.05)
    return tmp_path


def edited_unseen(root: Path) -> None:
    """Other content of the same size, with the time of the old one put back."""
    before = (root / FILING).stat()
    (root / FILING).write_text("a: c\n", encoding="utf-8")
    os.utime(root / FILING, ns=(before.st_atime_ns, before.st_mtime_ns))


def swapped(root: Path) -> None:
    (root / "plans/kh").rename(root / "plans/x")
    (root / "plans/khac").rename(root / "plans/kh")
    (root / "plans/x").rename(root / "plans/khac")


def replaced_by_its_copy(root: Path) -> None:
    shutil.copy2(root / FILING, root / "copy")
    (root / "copy").replace(root / FILING)


CHANGES: dict[str, Callable[[Path], object]] = {
    "content": lambda root: (root / FILING).write_text("a: khác\n", encoding="utf-8"),
    "deleted": lambda root: (root / FILING).unlink(),
    "renamed": lambda root: (root / FILING).rename(root / "plans/kh/filings/2026/so-b.yaml"),
    "moved folder": lambda root: (root / "plans/kh/filings").rename(root / "plans/kh/baocao"),
    "swapped plans": swapped,
    "new plan": lambda root: shutil.copytree(root / "plans/kh", root / "plans/moi"),
    "stray file": lambda root: (root / "plans/x.yaml").touch(),
    "folder called as a file": lambda root: (root / "plans/kh/x.yaml").mkdir(),
    "agencies": lambda root: (root / "agencies.yaml").unlink(),
    "plans": lambda root: shutil.rmtree(root / "plans"),
}
ON_POSIX: dict[str, Callable[[Path], object]] = {
    "content, its time put back": edited_unseen,
    "replaced by its copy": replaced_by_its_copy,
    "link": lambda root: (root / "plans/kh/x.yaml").symlink_to("plan.yaml"),
    "plans is a link": lambda root: ((root / "plans").rename(root / "p"), (root / "plans").symlink_to("p")),
    "may not be read": lambda root: (root / FILING).chmod(0),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_gives_another_mark(change: str, folder: Path) -> None:
    before = survey(folder).mark
    CHANGES[change](folder)
    assert survey(folder).mark != before


@posix_only
@pytest.mark.parametrize("change", ON_POSIX)
def test_so_does_what_only_some_systems_can_show(change: str, folder: Path) -> None:
    before = survey(folder).mark
    ON_POSIX[change](folder)
    assert survey(folder).mark != before


def test_a_change_in_one_plan_marks_that_plan_alone(folder: Path) -> None:
    before = survey(folder).parts
    (folder / FILING).unlink()
    after = survey(folder).parts
    assert {part for part in after if after[part].mark != before[part].mark} == {"plans/kh"}


def test_looking_reading_and_hidden_files_change_nothing(folder: Path) -> None:
    before = survey(folder)
    (folder / FILING).read_bytes()
    (folder / "plans/kh/.~lock").touch()
    (folder / "plans/kh/~$ke-hoach.docx").touch()
    assert survey(folder).mark == before.mark


def test_what_was_just_written_is_not_settled_and_soon_is(folder: Path) -> None:
    assert survey(folder).settled
    (folder / FILING).touch()
    assert not survey(folder).parts["plans/kh"].settled
    assert survey(folder).parts["plans/khac"].settled
    time.sleep(0.05)
    assert survey(folder).settled


def test_a_time_without_a_fraction_takes_longer_to_settle() -> None:
    """A disk that counts in seconds, or in steps of two, could give the next change the same time."""
    second = 1_000_000_000
    for state in (
        (0, 1, 5, 5 * second, 5 * second),
        (0, 1, 5, 5 * second, 5 * second + 1),
        (0, 1, 5, 5 * second + 1, 5 * second),
    ):
        assert not is_settled(state, 7 * second)
        assert is_settled(state, 8 * second)
    assert is_settled((0, 1, 5, 5 * second + 1, 5 * second + 1), 5 * second + second // 10)


def test_one_such_file_keeps_its_plan_from_settling(folder: Path) -> None:
    assert survey(folder).settled
    now = int(time.time()) + 1
    os.utime(folder / FILING, (now, now))
    time.sleep(0.05)
    assert not survey(folder).parts["plans/kh"].settled


def test_what_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert survey(tmp_path).settled
