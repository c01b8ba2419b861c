"""The hooks for pre-commit, tried for real: pre-commit fetches this repository, installs it and runs the hook on a commit."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, git

pytestmark = pytest.mark.xdist_group("install")


def pre_commit(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=cwd,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=900,
    )


def outcomes(log: str) -> dict[str, str]:
    return dict(re.findall(r"^kehoach (\w+)\.+(\w+)$", log, re.MULTILINE))


def test_the_manifest_is_one() -> None:
    assert pre_commit("validate-manifest", ".pre-commit-hooks.yaml", cwd=ROOT).returncode == 0


def test_the_hooks_let_a_sound_change_pass_and_stop_a_bad_one(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if subprocess.run(["git", "-C", str(ROOT), "rev-parse", "HEAD"], check=False, capture_output=True).returncode:
        pytest.skip("pre-commit fetches a hook from a repository, and this is none")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    call = ("try-repo", str(ROOT), "--all-files", "--verbose")
    done = pre_commit(*call, cwd=repository)
    if done.returncode and re.search("No matching distribution|Could not find a version|Connection|Network", done.stdout):
        pytest.skip(f"no package index: {done.stdout[-300:]}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert outcomes(done.stdout) == {"validate": "Passed", "fmt": "Passed", "audit": "Passed"}
    assert "KH306" in done.stdout
    (repository / "plans/x.yaml").write_text("a: 1\n", encoding="utf-8")
    git(repository, "add", "--all")
    done = pre_commit(*call, cwd=repository)
    assert done.returncode == 1
    assert outcomes(done.stdout) == {"validate": "Failed", "fmt": "Failed", "audit": "Passed"}
    assert "plans/x.yaml:1:1: KH127" in done.stdout
