"""`kehoach fmt`: which files it changes, which it leaves alone and says so, and how it ends."""

from pathlib import Path

import pytest

from conftest import Program, git, posix_only

UNTIDY = "title: Kế hoạch thử   # tên\nid: kh\nitems:\n- {id: I, heading: Nhiệm vụ}\n"
TIDY = "id: kh\ntitle: Kế hoạch thử # tên\nitems:\n  - {id: I, heading: Nhiệm vụ}\n"
LEDGER = "plans/kh/progress"
EVENT = f"{LEDGER}/2026/so-a/2026-06-05-I-0a1b2c.yaml"
UNTIDY_EVENT = "date: 2026-06-05\nkind: update\nitem: I\nstate: in-progress\n"


@pytest.fixture
def untidy(office: Path) -> Path:
    (office / "plans/kh/plan.yaml").write_text(UNTIDY, encoding="utf-8")
    return office


def plan_of(workspace: Path) -> str:
    return (workspace / "plans/kh/plan.yaml").read_text(encoding="utf-8")


def test_it_writes_and_names_what_it_changed_and_commits_nothing(untidy: Path, kehoach: Program) -> None:
    head = git(untidy, "rev-parse", "HEAD")
    ran = kehoach("fmt", cwd=untidy)
    assert ran == (0, "plans/kh/plan.yaml\n", "Đã trình bày lại 1 tệp; chưa lưu vào git.\n")
    assert plan_of(untidy) == TIDY
    assert git(untidy, "rev-parse", "HEAD") == head
    assert kehoach("fmt", cwd=untidy) == (0, "", "Không có tệp nào cần trình bày lại.\n")


def test_check_names_what_would_change_and_changes_nothing(untidy: Path, kehoach: Program) -> None:
    ran = kehoach("--lang", "en", "fmt", "--check", cwd=untidy)
    assert ran == (1, "plans/kh/plan.yaml\n", "Files that need another layout: 1; kehoach fmt does it.\n")
    assert plan_of(untidy) == UNTIDY
    (untidy / "plans/kh/plan.yaml").write_text(TIDY, encoding="utf-8")
    assert kehoach("fmt", "--check", cwd=untidy).code == 0


def test_diff_prints_a_patch_that_git_applies(untidy: Path, kehoach: Program) -> None:
    ran = kehoach("fmt", "--diff", cwd=untidy)
    assert (ran.code, plan_of(untidy)) == (0, UNTIDY)
    assert "-title: Kế hoạch thử   # tên\n" in ran.out
    (untidy / "patch").write_text(ran.out, encoding="utf-8")
    git(untidy, "apply", "patch")
    assert plan_of(untidy) == TIDY
    (untidy / "plans/kh/plan.yaml").write_text(UNTIDY, encoding="utf-8")
    assert kehoach("fmt", "--diff", "--check", cwd=untidy).code == 1


def test_only_what_is_named_is_changed(untidy: Path, kehoach: Program) -> None:
    assert kehoach("fmt", "agencies.yaml", cwd=untidy).out == ""
    assert kehoach("fmt", "../plan.yaml", cwd=untidy / "plans/kh").code == 2
    assert kehoach("fmt", ".", cwd=untidy / "plans/kh").out == "plans/kh/plan.yaml\n"


@pytest.mark.parametrize("path", ["khong-co.yaml", "/etc/passwd", "..", "plans/../..", "plans/kh/plan.yaml/x"])
def test_a_path_that_is_not_of_the_workspace_is_wrong_use(path: str, office: Path, kehoach: Program) -> None:
    ran = kehoach("fmt", path, cwd=office)
    assert (ran.code, ran.out) == (2, "")
    assert "không phải tệp YAML hay thư mục của kho này" in ran.err


def test_a_file_with_a_fault_is_left_alone_and_the_others_are_laid_out(untidy: Path, kehoach: Program) -> None:
    (untidy / "agencies.yaml").write_text("agencies:\n  - id: a\n    id: b\n", encoding="utf-8")
    ran = kehoach("fmt", cwd=untidy)
    assert (ran.code, ran.out) == (1, "plans/kh/plan.yaml\n")
    assert "“agencies.yaml” để nguyên: dòng 3 có lỗi KH104" in ran.err


def test_what_git_has_on_record_is_left_alone_unless_told(office: Path, kehoach: Program) -> None:
    (office / EVENT).parent.mkdir(parents=True)
    (office / EVENT).write_text(UNTIDY_EVENT, encoding="utf-8")
    git(office, "add", "--all")
    git(office, "commit", "--quiet", "--message=Ghi tay")
    ran = kehoach("fmt", "--check", LEDGER, cwd=office)
    assert (ran.code, ran.out) == (0, "")
    assert f"{EVENT}: đã lưu vào git nên để nguyên" in ran.err
    assert kehoach("fmt", LEDGER, cwd=office).out == ""
    assert (office / EVENT).read_text(encoding="utf-8") == UNTIDY_EVENT
    assert kehoach("fmt", "--yes", LEDGER, cwd=office).out == f"{EVENT}\n"
    assert (office / EVENT).read_text(encoding="utf-8").startswith("kind: update\ndate: ")


def test_of_many_on_record_the_first_are_named(office: Path, kehoach: Program) -> None:
    (office / EVENT).parent.mkdir(parents=True)
    for number in range(23):
        (office / EVENT.replace("0a1b2c", f"{number:06x}")).write_text(UNTIDY_EVENT, encoding="utf-8")
    git(office, "add", "--all")
    git(office, "commit", "--quiet", "--message=Ghi tay")
    told = kehoach("--lang", "en", "fmt", "--check", LEDGER, cwd=office).err.splitlines()
    assert (len(told), told[-1]) == (21, "3 more files that git has are left alone too.")


def test_an_event_that_is_not_on_record_yet_is_laid_out(office: Path, kehoach: Program) -> None:
    (office / EVENT).parent.mkdir(parents=True)
    (office / EVENT).write_text(UNTIDY_EVENT, encoding="utf-8")
    assert kehoach("fmt", LEDGER, cwd=office).out == f"{EVENT}\n"


def test_without_a_repository_everything_is_laid_out(shipped: Path, kehoach: Program) -> None:
    plan = shipped / "plans/38-ct-tw/plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("id: 38-ct-tw\ntype: Kế hoạch\n", "type: Kế hoạch\nid: 38-ct-tw\n"))
    assert kehoach("fmt", cwd=shipped).out == "plans/38-ct-tw/plan.yaml\n"


@posix_only
def test_nothing_is_written_through_a_link(untidy: Path, kehoach: Program, tmp_path: Path) -> None:
    outside = tmp_path / "ngoai.yaml"
    (untidy / "plans/kh/plan.yaml").rename(outside)
    (untidy / "plans/kh/plan.yaml").symlink_to(outside)
    ran = kehoach("fmt", cwd=untidy)
    assert (ran.code, ran.out, outside.read_text(encoding="utf-8")) == (1, "", UNTIDY)
    assert "“plans/kh/plan.yaml” để nguyên: là liên kết" in ran.err


@posix_only
def test_the_mode_of_a_file_stays(untidy: Path, kehoach: Program) -> None:
    (untidy / "plans/kh/plan.yaml").chmod(0o640)
    kehoach("fmt", cwd=untidy)
    assert (untidy / "plans/kh/plan.yaml").stat().st_mode & 0o777 == 0o640
    assert not list(untidy.rglob(".plan*"))
