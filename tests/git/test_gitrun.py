"""Which git is started, and what is loaded for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kehoach_cli import gitrun
from kehoach_cli.trouble import Trouble


@pytest.fixture
def impostor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a program that calls itself git."""
    folder = tmp_path / "work"
    folder.mkdir()
    for name in ("git", "git.exe"):
        (folder / name).write_text(f"#!{sys.executable}\nprint('impostor')\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("entry", ["", ".", "sub/..", "../work"])
def test_a_program_where_one_stands_is_never_taken_for_git(impostor: Path, monkeypatch: pytest.MonkeyPatch, entry: str) -> None:
    (impostor / "sub").mkdir()
    monkeypatch.setenv("PATH", entry + os.pathsep + os.environ["PATH"])
    assert gitrun.run(impostor, ("--version",), {})[1].startswith(b"git version ")
    assert gitrun.talk(impostor, ("--version",), {}, ())[1].startswith(b"git version ")
    monkeypatch.setenv("PATH", entry)
    with pytest.raises(Trouble) as trouble:
        gitrun.run(impostor, ("--version",), {})
    assert trouble.value.key == "no-git"


def test_neither_a_folder_nor_a_file_that_cannot_be_run_is_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one" / "git").mkdir(parents=True)
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "git").write_text("no program", encoding="utf-8")
    monkeypatch.setenv("PATH", os.pathsep.join(str(tmp_path / name) for name in ("one", "two")))
    with pytest.raises(Trouble):
        gitrun.run(tmp_path, ("--version",), {})


def test_a_folder_that_is_gone_is_named_and_no_other_repository_is_asked(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        gitrun.run(tmp_path / "gone", ("rev-parse", "HEAD"), {})
    assert trouble.value.key == "git-refused"
    assert str(tmp_path / "gone") in trouble.value.facts["cause"]


@pytest.mark.parametrize(
    "words",
    [
        ("record", "38-ct-tw/III.2", "-a", "so-noi-vu", "-s", "in-progress", "-m", "Đã rà soát.", "--no-input"),
        ("log",),
        ("audit",),
        ("diff", "HEAD"),
        ("doctor",),
        ("undo", "--yes"),
    ],
    ids=lambda words: words[0],
)
def test_what_asks_no_server_does_without_gitpython(repository: Path, words: tuple[str, ...]) -> None:
    loaded = [sys.executable, "-X", "importtime", "-m", "kehoach_cli", *words]
    said = subprocess.run(loaded, cwd=repository, capture_output=True, text=True, check=False, encoding="utf-8").stderr
    modules = {line.rpartition("|")[2].strip() for line in said.splitlines() if line.startswith("import time:")}
    assert "kehoach_cli.gitrun" in modules
    assert "git" not in modules
