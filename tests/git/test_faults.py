"""A small sample of the fault injection in scripts/faults.py, and hooks that fail, dawdle or come back; nothing is lost."""

import random
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from test_recording import EVENT, RECORD, hook, state_of

import faults
from conftest import Program, git, posix_only

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="needs process groups and limits as Linux has them")
needs_strace = pytest.mark.skipif(not faults.can_strace(), reason="needs strace and the right to trace")


@pytest.fixture
def bench(tmp_path: Path) -> faults.Bench:
    return faults.Bench(tmp_path / "kho")


def assert_nothing_lost(cases: Iterable[tuple[str, list[str]]]) -> None:
    assert {told: wrong for told, wrong in cases if wrong} == {}


@linux_only
@pytest.mark.parametrize(
    ("operation", "together"), [("record", True), ("record", False), ("attach", True), ("undo", True), ("change", True)]
)
def test_a_run_killed_at_random_moments(operation: str, together: bool, bench: faults.Bench) -> None:
    assert_nothing_lost(faults.kills(bench, 2, random.Random(7), operation, together=together))


@needs_strace
@pytest.mark.parametrize(
    ("fault", "call", "step", "follow"),
    [
        ("signal=SIGKILL", "fsync", 2, False),
        ("signal=SIGKILL", "unlink", 2, True),
        ("signal=SIGTERM", "write", 4, True),
        ("signal=SIGINT", "fsync", 3, False),
        ("signal=SIGINT", "unlink", 3, False),
        ("error=ENOSPC", "write", 5, True),
        ("error=ENOSPC", "link", 2, True),
        ("error=EIO", "fsync", 1, True),
        ("error=EIO", "rename", 1, True),
        ("error=EIO", "unlink", 2, True),
    ],
)
@pytest.mark.parametrize("operation", ["record", "attach"])
def test_a_fault_at_a_system_call(operation: str, fault: str, call: str, step: int, follow: bool, bench: faults.Bench) -> None:
    assert_nothing_lost([(fault, faults.injected(bench, operation, call, fault, step, follow=follow))])
    traced = (bench.folder.parent / "trace").read_text(encoding="utf-8", errors="replace")
    assert re.search(r"INJECTED|killed by SIG|--- SIG", traced), "the fault happened"


def test_nothing_is_loaded_before_the_program_hears_an_interrupt() -> None:
    """Whatever Python itself has not loaded yet is loaded where Ctrl-C is answered by an exit code and no traceback."""
    code = "import sys; before = set(sys.modules); import kehoach_cli.__main__; print(sorted(set(sys.modules) - before))"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout == "['kehoach_cli', 'kehoach_cli.__main__']\n"


START_UP = """\
Traceback (most recent call last):
  File "<frozen runpy>", line 198, in _run_module_as_main
  File "<frozen importlib._bootstrap_external>", line 1073, in get_data
KeyboardInterrupt
"""


@linux_only
@pytest.mark.parametrize(
    ("said", "early", "wrong"),
    [
        (START_UP, 1, []),
        (START_UP.replace("<frozen runpy>", "/kho/src/kehoach_cli/__main__.py"), 0, ["a traceback"]),
        ("Đã dừng.\n", 0, []),
    ],
)
def test_a_traceback_of_python_alone_is_counted_by_itself(said: str, early: int, wrong: list[str], bench: faults.Bench) -> None:
    assert bench.case("record", lambda _: faults.Outcome(1, said)) == wrong
    assert bench.before_ours == early


@linux_only
def test_what_is_on_record_and_said_not_to_be_is_bad(bench: faults.Bench) -> None:
    found = bench.case("record", lambda command: bench.run(command)._replace(code=130))
    assert found == ["said not to be done (exit code 130), but 1 commits were made"]


@linux_only
@pytest.mark.parametrize("operation", ["record", "attach"])
def test_files_that_may_not_grow(operation: str, bench: faults.Bench) -> None:
    assert_nothing_lost(faults.limits(bench, operation, (0, 150, 400, 5000)))


@linux_only
def test_a_crowd_that_records_while_somebody_else_commits(bench: faults.Bench) -> None:
    assert_nothing_lost(faults.crowd(bench, recorders=4, number=2))


def program_in_a_hook(*arguments: str) -> str:
    """The program as a hook would call it, with little patience."""
    code = "import sys; from kehoach_cli import ledger; ledger.LONGEST_WAIT = 0.2; from kehoach_cli.cli.main import run; "
    return f"'{sys.executable}' -c '{code} sys.exit(run(sys.argv[1:]))' {subprocess.list2cmdline(arguments)}"


@posix_only
def test_a_hook_that_records_again_before_the_commit_is_refused_and_all_is_as_before(repository: Path, kehoach: Program) -> None:
    hook(repository, "pre-commit", program_in_a_hook(*RECORD, "--date", "2026-06-29"))
    before = state_of(repository)
    ran = kehoach(*RECORD, cwd=repository)
    assert ran.code == 3
    assert "Một lệnh kehoach khác đang ghi sổ" in ran.err
    assert state_of(repository) == before


@posix_only
def test_a_hook_that_looks_while_git_commits_may_look(repository: Path, kehoach: Program) -> None:
    hook(repository, "pre-commit", f"{program_in_a_hook('validate')} >.git/looked && {program_in_a_hook('status')} >>.git/looked")
    assert kehoach(*RECORD, cwd=repository).code == 0
    assert (repository / ".git/looked").stat().st_size > 100


@posix_only
@pytest.mark.parametrize("name", ["commit-msg", "prepare-commit-msg", "reference-transaction"])
def test_whichever_hook_refuses_all_is_as_before(name: str, repository: Path, kehoach: Program) -> None:
    before = state_of(repository)
    hook(repository, name, "exit 1")
    assert kehoach(*RECORD, cwd=repository).code == 3
    (repository / ".git/hooks" / name).unlink()
    assert state_of(repository) == before
    assert git(repository, "fsck", "--strict", "--no-dangling") == ""


@posix_only
def test_what_a_hook_fails_at_after_the_commit_takes_nothing_back(repository: Path, kehoach: Program) -> None:
    hook(repository, "post-commit", "exit 1")
    assert kehoach(*RECORD, cwd=repository).code == 0
    assert git(repository, "cat-file", "-t", f"HEAD:{EVENT}") == "blob\n"


@posix_only
def test_recorders_wait_for_one_whose_hook_dawdles(bench: faults.Bench) -> None:
    hook(bench.folder, "pre-commit", "sleep 1")
    running = [bench.start(bench.command(*faults.RECORD)) for _ in range(3)]
    assert [process.communicate()[0] or process.returncode for process in running] == [0, 0, 0]
    assert len(bench.records()) == 3


INHERITED = {
    "GIT_DIR": "elsewhere", "GIT_WORK_TREE": "elsewhere", "GIT_INDEX_FILE": "other-index", "GIT_OBJECT_DIRECTORY": "objects",
    "GIT_COMMON_DIR": "elsewhere", "GIT_NAMESPACE": "other", "GIT_PREFIX": "plans/", "GIT_LITERAL_PATHSPECS": "0",
    "GIT_GLOB_PATHSPECS": "1", "GIT_ICASE_PATHSPECS": "1", "GIT_EDITOR": "false", "GIT_PAGER": "false",
    "GIT_EXTERNAL_DIFF": "false", "GIT_DEFAULT_HASH": "sha256", "GIT_REPLACE_REF_BASE": "refs/other/", "GIT_OPTIONAL_LOCKS": "0",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES": "elsewhere", "GIT_SHALLOW_FILE": "elsewhere",
    "GIT_TRACE": "1", "GIT_ATTR_SOURCE": "HEAD", "GIT_CEILING_DIRECTORIES": "/nowhere",
}  # fmt: skip


@pytest.mark.parametrize("name", INHERITED)
def test_no_inherited_variable_leads_elsewhere(
    name: str, repository: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    value = INHERITED[name]
    with monkeypatch.context() as inherited:
        inherited.setenv(name, str(tmp_path / value) if value in ("elsewhere", "other-index", "objects") else value)
        ran = kehoach(*RECORD, cwd=repository)
    assert ran.code == 0, ran.err
    assert git(repository, "cat-file", "-t", f"HEAD:{EVENT}") == "blob\n"
    assert git(repository, "status", "--porcelain") == ""
    assert git(repository, "fsck", "--strict", "--no-dangling") == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kho"]
