"""`validate --changed-since`: a change answers for what it brings, from where its branch left the other."""

import json
from pathlib import Path

import jsonschema
import pytest

from conftest import ROOT, Program, git

PLAN = "plans/38-ct-tw/plan.yaml"


def edit(folder: Path, old: str, new: str, path: str = PLAN) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def commit(folder: Path, message: str = "Sửa") -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", f"--message={message}")


def found(kehoach: Program, folder: Path, since: str = "main", *arguments: str) -> list[tuple[str, str]]:
    ran = kehoach("validate", "--changed-since", since, "--format", "json", *arguments, cwd=folder)
    shown = json.loads(ran.out)
    jsonschema.validate(shown, json.loads((ROOT / "schema/validate.schema.json").read_text(encoding="utf-8")))
    assert ran.code == (1 if any(one["severity"] == "error" for one in shown["findings"]) else 0)
    return [(one["code"], one["path"]) for one in shown["findings"]]


@pytest.fixture
def branch(repository: Path) -> Path:
    """A main branch on which one file is bad, and a branch that was made from it."""
    bad = repository / "plans/38-ct-tw/ghi-chu.yaml"
    bad.write_text("a: 1\n", encoding="utf-8")
    commit(repository, "Một tệp đặt nhầm chỗ")
    git(repository, "switch", "--quiet", "--create", "thay-doi")
    return repository


def test_a_bad_file_on_main_does_not_redden_a_change(branch: Path, kehoach: Program) -> None:
    (branch / "README.md").write_text("Sổ.\n", encoding="utf-8")
    commit(branch)
    assert kehoach("validate", cwd=branch).code == 1
    assert found(kehoach, branch) == []


def test_a_change_answers_for_the_files_it_touches_and_for_what_it_breaks_elsewhere(branch: Path, kehoach: Program) -> None:
    edit(branch, "  - id: so-ngoai-vu\n", "  - id: so-ngoai-vu-moi\n", "agencies.yaml")
    commit(branch)
    assert ("KH201", PLAN) in found(kehoach, branch)
    assert "KH306" not in [code for code, _ in found(kehoach, branch)]
    edit(branch, "38-ct-tw", "38-ct-tw", PLAN)  # nothing changes
    assert "KH306" not in [code for code, _ in found(kehoach, branch)]
    edit(branch, "title: ", "title:  ", PLAN)  # a touched file answers for all of it, uncommitted too
    assert "KH306" in [code for code, _ in found(kehoach, branch)]


def test_what_main_did_since_is_not_the_change_s_doing(branch: Path, kehoach: Program) -> None:
    git(branch, "switch", "--quiet", "main")
    edit(branch, "lead: [so-ngoai-vu]", "lead: [so-ngoai-vuu]")
    commit(branch, "Hỏng ở main")
    git(branch, "switch", "--quiet", "thay-doi")
    (branch / "README.md").write_text("Sổ.\n", encoding="utf-8")
    commit(branch)
    assert found(kehoach, branch) == []
    git(branch, "merge", "--quiet", "--no-edit", "main")  # as GitHub tries a pull request
    assert found(kehoach, branch) == []
    git(branch, "switch", "--quiet", "main")
    edit(branch, "title: ", "titel: ")
    commit(branch, "Hỏng nữa ở main")
    git(branch, "switch", "--quiet", "thay-doi")
    assert found(kehoach, branch) == []


def test_it_says_from_where_it_looked(branch: Path, kehoach: Program) -> None:
    short = git(branch, "rev-parse", "--short", "main").strip()
    ran = kehoach("validate", "--changed-since", "main", "--format", "text", cwd=branch)
    assert f"từ commit {short} ngày 23/11/2026" in ran.out
    shown = json.loads(kehoach("validate", "--changed-since", "main", "--format", "json", cwd=branch).out)
    assert shown["changed_since"]["commit"] == git(branch, "rev-parse", "main").strip()
    assert shown["changed_since"]["typed"] == "main"


def test_every_way_to_name_the_other_side(branch: Path, kehoach: Program) -> None:
    (branch / "plans/x.yaml").write_text("a: 1\n", encoding="utf-8")
    git(branch, "tag", "moc", "main")
    for since in ("main", "moc", "HEAD", "2026-11-23", git(branch, "rev-parse", "HEAD").strip()):
        assert found(kehoach, branch, since) == [("KH127", "plans/x.yaml")]


def test_where_there_was_no_workspace_before_everything_is_new(tmp_path: Path, shipped: Path, kehoach: Program) -> None:
    git(shipped, "init", "--quiet", "--initial-branch=main")
    git(shipped, "commit", "--quiet", "--allow-empty", "--message=Trống")
    git(shipped, "switch", "--quiet", "--create", "so")
    commit(shipped)
    assert len(found(kehoach, shipped)) == len(json.loads(kehoach("validate", "--format", "json", cwd=shipped).out)["findings"])


def test_suppressions_past_their_day_are_told_only_where_the_change_touches(branch: Path, kehoach: Program) -> None:
    edit(branch, "  - id: II.1\n", "  # kehoach: bỏ qua KH306 đến 2026-06-30: chờ hướng dẫn\n  - id: II.1\n")
    commit(branch)
    assert ("KH332", PLAN) in found(kehoach, branch, "main", "--as-of", "2026-11-23")
    assert ("KH332", PLAN) not in found(kehoach, branch)
    assert found(kehoach, branch, "HEAD", "--as-of", "2026-11-23") == []


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        ("khong-co", "“khong-co” không phải là ngày"),
        ("--output=x", "“--output=x” không phải là ngày"),
        ("", "“” không phải là ngày"),
        ("2020-01-01", "Đến hết ngày 01/01/2020 nhánh này chưa lưu gì vào git"),
        ("roi", "“roi” và “HEAD” không có commit chung nào."),
    ],
)
def test_bad_revisions_are_one_clear_sentence_each(since: str, sentence: str, branch: Path, kehoach: Program) -> None:
    git(branch, "switch", "--quiet", "--orphan", "roi")
    git(branch, "commit", "--quiet", "--allow-empty", "--message=Rời")
    git(branch, "switch", "--quiet", "thay-doi")
    ran = kehoach("validate", f"--changed-since={since}", cwd=branch)
    assert ran.code in (2, 3)
    assert sentence in ran.err
    assert ran.out == ""
    assert not (branch / "x").exists()


def test_without_a_repository_without_commits_and_in_a_shallow_clone(
    shipped: Path, branch: Path, kehoach: Program, tmp_path: Path
) -> None:
    shallow = tmp_path / "nong"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", branch.as_uri(), str(shallow))
    ran = kehoach("validate", "--changed-since", "HEAD~1", cwd=shallow)
    assert ran.code == 2
    assert "shallow clone" in ran.err
    empty = tmp_path / "moi"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(empty))
    (empty / "plans").mkdir()
    assert kehoach("validate", "--changed-since", "HEAD", cwd=empty).code == 2


def test_a_file_that_is_gone_from_the_work_tree_is_a_change(branch: Path, kehoach: Program) -> None:
    (branch / "agencies.yaml").unlink()
    codes = {code for code, _ in found(kehoach, branch)}
    assert {"KH116", "KH201"} <= codes
    (branch / PLAN).unlink()
    assert {path for _, path in found(kehoach, branch)} == {"agencies.yaml"}


def test_files_that_could_not_be_read_before_do_not_stand_in_the_way(branch: Path, kehoach: Program) -> None:
    edit(branch, "title: ", "title: [")
    commit(branch, "Hỏng")
    assert found(kehoach, branch, "HEAD") == []
    edit(branch, "title: [", "title: ")
    after = kehoach("validate", "--format", "json", cwd=branch)
    brought = {(one["code"], one["path"]) for one in json.loads(after.out)["findings"]} - {
        ("KH127", "plans/38-ct-tw/ghi-chu.yaml")
    }
    assert set(found(kehoach, branch, "HEAD")) == brought


def test_a_bare_repository_holds_no_files_to_look_at(branch: Path, kehoach: Program, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(branch), str(tmp_path / "kho.git"))
    ran = kehoach("validate", "--changed-since", "main", cwd=tmp_path / "kho.git")
    assert ran.code == 3
    assert ran.out == ""
    assert ran.err.splitlines() == [
        f"Lỗi: “{tmp_path / 'kho.git'}” là kho git không có tệp làm việc (bare).",
        "Cách sửa: tạo bản làm việc bằng git clone, rồi gõ lệnh trong đó",
    ]


def test_a_folder_without_history_says_so(shipped: Path, kehoach: Program) -> None:
    ran = kehoach("validate", "--changed-since", "main", cwd=shipped)
    assert ran.code == 3
    assert "không nằm trong kho git" in ran.err


def test_a_shallow_clone_that_has_both_ends_but_not_where_they_parted(branch: Path, kehoach: Program, tmp_path: Path) -> None:
    git(branch, "commit", "--quiet", "--allow-empty", "--message=Một")
    git(branch, "switch", "--quiet", "main")
    git(branch, "commit", "--quiet", "--allow-empty", "--message=Hai")
    shallow = tmp_path / "nong"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=thay-doi", branch.as_uri(), str(shallow))
    ran = kehoach("validate", "--changed-since", "origin/main", cwd=shallow)
    assert ran.code == 3
    assert "Không tìm thấy commit chung của “origin/main” và “HEAD”" in ran.err
    assert "fetch-depth: 0" in ran.err
