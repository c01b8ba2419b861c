"""Who listens changes nothing in what is done: exit code 0 means on record, whatever becomes of the messages."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_recording import EVENT, RECORD

from conftest import git, posix_only

pytestmark = posix_only


def ended(folder: Path, arguments: tuple[str, ...], streams: str) -> int:
    """The exit code of the program with stdout and stderr as told, each a pipe that nobody reads, a full device, or closed."""
    reader, gone = os.pipe()
    os.close(reader)
    full = os.open("/dev/full", os.O_WRONLY)
    given = [{"gone": gone, "full": full}.get(stream, subprocess.DEVNULL) for stream in streams.split()]
    closing = " ".join(f"{number}>&-" for number, stream in enumerate(streams.split(), start=1) if stream == "closed")
    command = ["sh", "-c", f'exec "$@" {closing}', "sh", sys.executable, "-m", "kehoach_cli", *arguments]
    try:
        return subprocess.run(command, cwd=folder, check=False, stdout=given[0], stderr=given[1]).returncode
    finally:
        os.close(gone)
        os.close(full)


STREAMS = ("open gone", "gone open", "full full", "closed closed")


@pytest.mark.parametrize("streams", STREAMS)
def test_a_recording_and_its_undo_succeed_whoever_listens(streams: str, repository: Path) -> None:
    assert ended(repository, RECORD, streams) == 0
    assert git(repository, "cat-file", "-t", f"HEAD:{EVENT}") == "blob\n"
    assert ended(repository, ("undo", "--yes"), streams) == 0
    assert git(repository, "rev-list", "--count", "HEAD") == "3\n"
    assert git(repository, "status", "--porcelain") == ""


@pytest.mark.parametrize("streams", ["open gone", "open full"])
def test_a_refusal_stays_a_refusal_whoever_listens(streams: str, repository: Path) -> None:
    assert ended(repository, ("record", "III.99", *RECORD[2:]), streams) == 2
    assert ended(repository, ("validate",), streams) == 0
    assert git(repository, "rev-list", "--count", "HEAD") == "1\n"
