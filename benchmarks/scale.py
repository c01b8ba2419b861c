"""What sharing a large workspace between machines costs: one sync, several ways to clone, eight machines at once.

    python benchmarks/scale.py [PLANS ...]

Makes a workspace for each number of plans (2 and 10 unless told), as benchmarks/workspaces.py does, on a bare repository that
`git daemon` serves on this machine; then clones it, records, syncs. The network is not in the figures: the server is this
machine. Prints the tables of docs/scale.md. Nothing here passes or fails.
"""

import contextlib
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from workspaces import workspace

RUNS = 3
MACHINES, ROUNDS = 8, 2
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_NAME": "Đo", "GIT_AUTHOR_EMAIL": "do@example.vn",
    "GIT_COMMITTER_NAME": "Đo", "GIT_COMMITTER_EMAIL": "do@example.vn", "KEHOACH_TODAY": "2026-03-01",
}  # fmt: skip
_RECORD = ("record", "kh-1/I.1", "-a", "so-1", "-s", "in-progress", "-m", "Đang làm.")
# One machine: record, sync, so many times; it tells how many attempts its syncs took.
_MACHINE = """
import os, sys, time
from kehoach_cli import remote
from kehoach_cli.cli.main import run
attempts = 0
sent = remote.send
def counted(*arguments, **options):
    global attempts
    attempts += 1
    return sent(*arguments, **options)
remote.send = counted
for number in range(int(sys.argv[2])):
    os.environ["KEHOACH_TOKEN"] = f"{int(sys.argv[1]):03x}{number:03x}"
    assert run(sys.argv[3:]) == 0 and run(["sync"]) == 0
print("attempts", attempts)
"""


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8")
    return done.stdout


def kehoach(folder: Path, *arguments: str) -> tuple[float, float]:
    """One command in a process of its own: seconds by the clock, and of CPU with the git it started."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "kehoach_cli", *arguments], cwd=folder, check=False, capture_output=True)
    assert done.returncode in (0, 1), done.stderr.decode()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The repository kho.git in the folder by `git daemon`; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    program = git(folder, "--exec-path").strip() + "/git-daemon"
    where = (f"--base-path={folder}", "--listen=127.0.0.1", f"--port={port}")
    running = subprocess.Popen([program, "--export-all", "--enable=receive-pack", *where, str(folder)], stderr=subprocess.DEVNULL)
    try:
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
        yield f"git://127.0.0.1:{port}/kho.git"
    finally:
        running.terminate()
        running.wait()


def seeded(folder: Path, plans: int) -> int:
    """A server with a workspace of so many plans, one commit, packed; the number of files."""
    work, count = folder / "goc", 0
    for path, text in workspace(plans):
        target = work / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        count += 1
    git(work, "init", "--quiet", "--initial-branch=main")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message=Bắt đầu")
    git(folder, "clone", "--quiet", "--bare", str(work), "kho.git")
    git(folder / "kho.git", "repack", "-adq")
    git(folder / "kho.git", "config", "uploadpack.allowFilter", "true")
    return count


def size(folder: Path) -> float:
    """Megabytes of all files below a folder, as they lie on the disk."""
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*") if path.is_file()) / 1e6


def clones(folder: Path, address: str) -> Iterator[str]:
    """Each way to clone: what lies on the disk, and what the everyday commands take there."""
    ways: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
        "whole": ((), ()),
        "the last commit only (`--depth=1`)": (("--depth=1",), ()),
        "one plan (`--filter=blob:none --sparse`)": (("--filter=blob:none", "--sparse"), ("plans/kh-1",)),
    }
    for name, (options, kept) in ways.items():
        place = folder / "ban"
        start = time.perf_counter()
        git(folder, "clone", "--quiet", *options, address, str(place))
        if kept:
            git(place, "sparse-checkout", "set", *kept)
        cloned = time.perf_counter() - start
        files = sum(1 for path in place.rglob("*.yaml") if ".git" not in path.parts)
        held, history = size(place), size(place / ".git")
        check = statistics.median(kehoach(place, "validate")[1] for _ in range(RUNS))
        kehoach(place, *_RECORD)
        sync = kehoach(place, "sync")[1]
        yield (f"| {name} | {files:,} | {held - history:.1f} | {history:.1f} | {cloned:.1f} | {check:.2f} | {sync:.2f} |")
        shutil.rmtree(place)


def one_sync(folder: Path, address: str) -> str:
    """A record, and a sync of it after ten commits of somebody else have arrived, beside git's own pull and push of the same."""
    here, there, plain = folder / "day", folder / "kia", folder / "tran"
    for place in (here, there, plain):
        git(folder, "clone", "--quiet", address, str(place))
    figures: dict[str, list[float]] = {"nothing": [], "sync": [], "plain": []}
    for turn in range(RUNS):
        kehoach(here, "sync")
        figures["nothing"].append(kehoach(here, "sync")[1])
        _others(there, turn * 2)
        kehoach(here, *_RECORD)
        figures["sync"].append(kehoach(here, "sync")[1])
        _others(there, turn * 2 + 1)
        git(plain, "commit", "--quiet", "--allow-empty", "--message=x")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        git(plain, "pull", "--quiet", "--rebase")
        git(plain, "push", "--quiet")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        figures["plain"].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    check = kehoach(here, "validate")[1]
    for place in (here, there, plain):
        shutil.rmtree(place)
    medians = " | ".join(f"{statistics.median(found):.2f}" for found in figures.values())
    return f"{medians} | {check:.2f}"


def _others(folder: Path, turn: int) -> None:
    for number in range(10):
        path = folder / f"plans/kh-2/progress/2026/so-2/2026-02-0{1 + number % 9}-I.1-{turn:03x}{number:03x}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"kind: update\nitem: I.1\ndate: 2026-02-0{1 + number % 9}\nstate: in-progress\nsummary: Việc {turn} {number}.\n",
            encoding="utf-8",
        )
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message=ghi")
    git(folder, "pull", "--quiet", "--rebase")
    git(folder, "push", "--quiet")


def at_once(folder: Path, address: str) -> str:
    """Eight machines that record and sync in a loop: entries a minute, and attempts for each sync."""
    places = [folder / f"may-{number}" for number in range(MACHINES)]
    for place in places:
        git(folder, "clone", "--quiet", address, str(place))
    start = time.perf_counter()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _MACHINE, str(number), str(ROUNDS), *_RECORD],
            cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )
        for number, place in enumerate(places)
    ]  # fmt: skip
    told = [process.communicate() for process in running]
    assert all(process.returncode == 0 for process in running), told
    minutes = (time.perf_counter() - start) / 60
    attempts = sum(int(out.rpartition("attempts ")[2]) for out, _ in told)
    entries = MACHINES * ROUNDS
    for place in places:
        shutil.rmtree(place)
    return f"{entries} | {entries / minutes:.0f} | {attempts / entries:.1f}"


def main() -> None:
    os.environ.update(_ENVIRONMENT)
    for plans in [int(given) for given in sys.argv[1:]] or [2, 10]:
        with tempfile.TemporaryDirectory() as kept:
            folder = Path(kept)
            files = seeded(folder, plans)
            with served(folder) as address:
                print(f"\n{plans} plans, {files:,} files\n")
                print("| clone | files | files MB | history MB | cloning s | validate CPU s | sync of one entry CPU s |")
                print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
                for row in clones(folder, address):
                    print(row, flush=True)
                print("\n| nothing to do, CPU s | one entry, ten others | git pull and push of the same | validate |")
                print("| ---: | ---: | ---: | ---: |")
                print(f"| {one_sync(folder, address)} |", flush=True)
    with tempfile.TemporaryDirectory() as kept:
        files = seeded(Path(kept), 1)
        with served(Path(kept)) as address:
            print(f"\n{files} files: entries of {MACHINES} machines at once | a minute | attempts for each")
            print(at_once(Path(kept), address))


if __name__ == "__main__":
    main()
