"""The GitLab template and the steps of the yearly workflow: their scripts run in bash, as the runners do."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from conftest import ROOT, git, posix_only
from runner import run_steps

pytestmark = [posix_only, pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")]
JOBS: dict[str, Any] = yaml.load((ROOT / "ci/kehoach.gitlab-ci.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def job(name: str, cwd: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """The script of a job; its virtual environment is the one that runs the tests."""
    (cwd / ".kehoach-venv").mkdir(exist_ok=True)
    programs = cwd / ".kehoach-venv/bin"
    if not programs.exists():
        programs.symlink_to(Path(sys.executable).parent)
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", "\n".join(JOBS[name]["script"])],
        cwd=cwd,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **JOBS["variables"], **variables},
        timeout=300,
    )


def test_a_merge_request_gets_its_reports_and_its_verdict(repository: Path) -> None:
    done = job("kehoach:files", repository)
    assert done.returncode == 0, done.stderr
    assert {one["severity"] for one in json.loads((repository / "gl-code-quality-report.json").read_text(encoding="utf-8"))}
    assert ElementTree.parse(repository / "kehoach-validate.xml").getroot().get("failures") == "0"
    (repository / "plans/x.yaml").write_text("a: 1\n", encoding="utf-8")
    done = job("kehoach:files", repository)
    assert done.returncode == 1
    assert "plans/x.yaml:1:1: KH127" in done.stdout
    assert ElementTree.parse(repository / "kehoach-validate.xml").getroot().get("failures") == "1"


def test_a_merge_request_answers_for_itself_only(repository: Path) -> None:
    (repository / "plans/x.yaml").write_text("a: 1\n", encoding="utf-8")
    git(repository, "add", "plans")
    git(repository, "commit", "--quiet", "--message=Hỏng")
    assert job("kehoach:files", repository, CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD").returncode == 0
    assert json.loads((repository / "gl-code-quality-report.json").read_text(encoding="utf-8")) == []


def test_the_schedule_asks_who_has_filed(repository: Path) -> None:
    done = job("kehoach:filings", repository, KEHOACH_PERIOD="2025")
    assert done.returncode == 1
    cases = ElementTree.parse(repository / "kehoach-check.xml").getroot()
    assert int(cases.get("failures", "0")) == int(cases.get("tests", "0")) - 1  # all but the files
    assert job("kehoach:filings", repository).returncode == 1  # of this year


@pytest.mark.parametrize(
    ("asked", "name"), [("", "20"), ("2025", "2025"), ("2025-H1", "2025-H1"), ("$(touch co)", "$(touch co)")]
)
def test_the_yearly_workflow_asks_for_this_year_or_for_what_was_typed(asked: str, name: str, tmp_path: Path) -> None:
    workflow = yaml.load((ROOT / "ci/github-yearly.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    ended = run_steps(workflow["jobs"]["filings"]["steps"], {"inputs.period": asked}, tmp_path, {})
    found = ended.outputs["period"]["name"]
    assert found.startswith(name)
    assert len(found) == 4 or asked
    assert list(tmp_path.iterdir()) == []
