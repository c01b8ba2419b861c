"""What the tests share: a fixed world, the program as a function, whole-output files, tiny repositories."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
TODAY = "2026-11-23"
posix_only = pytest.mark.skipif(os.name == "nt", reason="needs symbolic links, signals or file modes of POSIX")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is printed now as what is expected")


@pytest.fixture(autouse=True)
def fixed_world(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The same day, author, language and width for every test, and nothing of the machine's own configuration."""
    for name in list(os.environ):
        if name.startswith(("GIT_", "GITHUB_", "KEHOACH_", "LC_", "FORCE_", "NO_COLOR", "XDG_")):
            monkeypatch.delenv(name)
    world = {
        "KEHOACH_TODAY": TODAY,
        "KEHOACH_TOKEN": "0a1b2c",
        "COLUMNS": "80",
        "LANG": "C",
        "HOME": str(tmp_path_factory.mktemp("home")),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "Nguyễn Văn Thử",
        "GIT_AUTHOR_EMAIL": "thu@example.vn",
        "GIT_COMMITTER_NAME": "Nguyễn Văn Thử",
        "GIT_COMMITTER_EMAIL": "thu@example.vn",
        "GIT_AUTHOR_DATE": "2026-11-23T09:00:00+07:00",
        "GIT_COMMITTER_DATE": "2026-11-23T09:00:00+07:00",
    }
    for name, value in world.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(autouse=True)
def interrupts_heard_again() -> Iterator[None]:
    """The program stops listening to Ctrl-C when its work is on record; the process of a test goes on."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Program = Callable[..., Ran]


@pytest.fixture
def kehoach(capsys: pytest.CaptureFixture[str]) -> Program:
    """The program in this process: `kehoach("status", "--each", cwd=folder)`."""
    from kehoach_cli.cli.door import run

    def call(*arguments: object, cwd: Path | None = None) -> Ran:
        before = Path.cwd()
        os.chdir(cwd or before)
        try:
            code = run([str(argument) for argument in arguments])
        finally:
            os.chdir(before)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """Plain git in a folder."""
    done = subprocess.run(["git", *arguments], cwd=folder, check=False, capture_output=True, text=True, encoding="utf-8")
    assert not check or done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A workspace with the shipped plan, without a repository."""
    folder = tmp_path / "kho"
    folder.mkdir()
    shutil.copy(ROOT / "agencies.yaml", folder)
    shutil.copytree(ROOT / "plans", folder / "plans")
    return folder


@pytest.fixture
def repository(shipped: Path) -> Path:
    """The same workspace in a repository with one commit."""
    git(shipped, "init", "--quiet", "--initial-branch=main")
    git(shipped, "add", "--all")
    git(shipped, "commit", "--quiet", "--message=Bắt đầu")
    return shipped


OFFICE_AGENCIES = """\
agencies:
  - {id: van-phong, name: Văn phòng}
  - {id: so-a, name: Sở A, abbreviation: SA}
  - {id: so-b, name: Sở B}
  - {id: so-cu, name: Sở Cũ, until: 2026-07-01, successor: so-moi}
  - {id: so-moi, name: Sở Mới, since: 2026-07-01}
groups:
  - {id: cac-so, name: các sở, members: [so-a, so-b, so-cu, so-moi]}
"""
OFFICE_PLAN = """\
id: kh
type: Kế hoạch
number: 01/KH
title: Kế hoạch thử
issued: 2026-01-01
reporting: {every: year, first: "2026", filers: [so-a, so-b, so-cu], coordinator: van-phong, basis: Quy ước}
items:
  - {id: I, heading: Nhiệm vụ}
  - {id: I.1, text: Soạn quy chế., lead: [so-a], support: [so-b], due: 2026-06-30}
  - {id: I.2, text: Họp báo., lead: [so-cu], due: 2026-12-31}
  - {id: I.3, text: Báo cáo quý., lead: [so-a], recurs: {every: quarter, by: "25"}}
  - {id: I.4, text: Mỗi sở một việc., lead: [cac-so], due: 2026-12-31}
  - {id: I.5, text: Thường xuyên., lead: [so-a], ongoing: true}
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A small workspace in a repository, without a report yet."""
    folder = tmp_path / "kho"
    (folder / "plans/kh").mkdir(parents=True)
    (folder / "agencies.yaml").write_text(OFFICE_AGENCIES, encoding="utf-8")
    (folder / "plans/kh/plan.yaml").write_text(OFFICE_PLAN, encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Bắt đầu")
    return folder


@pytest.fixture
def sample(tmp_path: Path, kehoach: Program) -> Path:
    """What `init --sample` makes: the shipped plan, and a plan with two years of progress by agencies that do not exist."""
    folder = tmp_path / "mau"
    assert kehoach("init", "--sample", folder).code == 0
    return folder


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a whole output with the file that holds it; `--update-golden` writes the file."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert text == path.read_bytes().decode(), f"see tests/golden/{name}"

    return compare


def spawn(*arguments: str, cwd: Path, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """The program in a process of its own, with a raw look at its bytes."""
    command = [sys.executable, "-m", "kehoach_cli", *arguments]
    return subprocess.run(
        command,
        cwd=cwd,
        check=False,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
        timeout=60,
    )
