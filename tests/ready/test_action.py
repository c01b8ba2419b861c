"""The GitHub action: its steps run as the runner runs them, from the installation to the verdict."""

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT, git, posix_only
from runner import Ended, commands, run_steps

pytestmark = [
    posix_only,
    pytest.mark.xdist_group("install"),
    pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash"),
]
PLAN = "plans/38-ct-tw/plan.yaml"
ACTION: dict[str, Any] = yaml.load((ROOT / "action.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
INSTALLED = {"python": {"python-path": sys.executable}, "install": {"program": str(Path(sys.executable).with_name("kehoach"))}}


def run(workspace: Path, given: dict[str, dict[str, str]] | None = None, **inputs: str) -> Ended:
    """The action on a workspace, with the inputs as a workflow gives them (an underscore stands for a dash)."""
    chosen = {name: one["default"] for name, one in ACTION["inputs"].items()}
    chosen |= {name.replace("_", "-"): value for name, value in inputs.items()}
    known = {f"inputs.{name}": value for name, value in chosen.items()} | {"github.action_path": str(ROOT)}
    return run_steps(ACTION["runs"]["steps"], known, workspace, INSTALLED if given is None else given)


def test_it_installs_the_program_and_runs_it(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNNER_TEMP", str(tmp_path / "có dấu cách"))
    ended = run(repository, {"python": INSTALLED["python"]})
    if ended.code and re.search("No matching distribution|Could not find a version|Connection|Network", ended.log):
        pytest.skip(f"no package index: {ended.log[-300:]}")
    assert ended.code == 0, ended.log
    assert ended.outputs["install"]["program"].startswith(str(tmp_path / "có dấu cách"))
    assert ended.outputs["verdict"] == {"code": "0"}
    assert {command.name for command in commands(ended.log)} == {"warning", "notice"}
    assert "### kehoach validate" in ended.summary


def test_findings_fail_the_job_unless_told_otherwise(repository: Path) -> None:
    (repository / "plans/x.yaml").write_text("a: 1\n", encoding="utf-8")
    ended = run(repository)
    assert (ended.code, ended.outputs["verdict"]["code"]) == (1, "1")
    assert [command.properties["file"] for command in commands(ended.log) if command.name == "error"] == ["plans/x.yaml"]
    ended = run(repository, fail="false")
    assert (ended.code, ended.outputs["verdict"]["code"]) == (0, "1")


def test_warnings_fail_it_only_when_asked(repository: Path) -> None:
    assert run(repository).code == 0
    assert run(repository, strict="true").code == 1


def test_a_change_answers_for_itself_only(repository: Path) -> None:
    (repository / "plans/x.yaml").write_text("a: 1\n", encoding="utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=Hỏng")
    git(repository, "commit", "--quiet", "--allow-empty", "--message=Sau")
    assert run(repository).code == 1
    assert run(repository, changed_since=git(repository, "rev-parse", "HEAD~1").strip()).code == 0


def test_a_missing_filing_fails_it_and_the_summary_names_who(repository: Path) -> None:
    ended = run(repository, validate="false", period="2025", plan="38-ct-tw", as_of="2026-02-01", language="en")
    assert ended.code == 1
    assert "kehoach validate" not in ended.summary
    assert "### kehoach check\n\n38-ct-tw, period 2025: 0 of" in ended.summary
    assert "has not filed for 2025 of plan 38-ct-tw" in ended.summary
    assert {command.name for command in commands(ended.log)} == {"error"}


def test_both_questions_are_asked_even_when_the_first_has_findings(repository: Path) -> None:
    (repository / "plans/x.yaml").write_text("a: 1\n", encoding="utf-8")
    ended = run(repository, period="2025")
    assert ended.summary.count("### kehoach") == 2


def test_what_cannot_be_done_fails_it_always(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    assert run(tmp_path / "trong", fail="false").code == 3
    assert run(repository, fail="false", changed_since="khong-co").code == 2
    assert run(repository, fail="false", period="năm nay").code == 2


def test_code_scanning_gets_its_file_beside_the_annotations(repository: Path) -> None:
    ended = run(repository, sarif="kehoach.sarif")
    assert ended.code == 0
    assert '"version": "2.1.0"' in (repository / "kehoach.sarif").read_text(encoding="utf-8")


def test_owners_are_held_against_the_register(repository: Path) -> None:
    register = repository / "agencies.yaml"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("  - id: so-noi-vu\n", "  - id: so-noi-vu\n    owners: [snv]\n"), encoding="utf-8")
    (repository / "CODEOWNERS").write_text("* @khac\n", encoding="utf-8")
    assert run(repository, validate="false", codeowners="CODEOWNERS").code == 1


def test_a_workspace_below_the_top_of_the_repository(tmp_path: Path, shipped: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (shipped / "plans/x.yaml").write_text("a: 1\n", encoding="utf-8")
    ended = run(tmp_path, folder=shipped.name)
    assert [command.properties["file"] for command in commands(ended.log) if command.name == "error"] == ["kho/plans/x.yaml"]


def test_a_change_to_what_is_on_record_fails_it(repository: Path) -> None:
    filing = repository / "plans/38-ct-tw/filings/2026/so-noi-vu.yaml"
    filing.parent.mkdir(parents=True)
    for statement in ("Đã làm xong.", "Đã làm xong cả."):
        filing.write_text(f"received: 2026-11-20\nstatement: {statement}\n", encoding="utf-8")
        git(repository, "add", "--all")
        git(repository, "commit", "--quiet", f"--message={statement}")
    assert run(repository, audit="true", validate="false").code == 1
    assert run(repository, audit="true", validate="false", changed_since="HEAD").code == 0


@pytest.mark.parametrize("hostile", ['"; echo ::error::x; "', "$(touch co)", "`touch co`", "--help", "a\n::error::y"])
def test_inputs_are_given_on_and_never_run(hostile: str, repository: Path) -> None:
    all_at_once = {"changed_since": hostile, "period": hostile, "as_of": hostile, "codeowners": hostile}
    for inputs in (all_at_once, {"period": hostile}, {"period": "2025", "plan": hostile}, {"folder": hostile}):
        ended = run(repository, **inputs)
        assert ended.code in (1, 2, 3), (inputs, ended.log)
        assert not (repository / "co").exists()
        assert all(command.data.count("Cách sửa") == 1 for command in commands(ended.log)), (inputs, ended.log)
