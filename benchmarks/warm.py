"""What is asked again, beside `git status` on the same repository: CPU time of whole processes, in turn, in one run.

    python benchmarks/warm.py [PLANS ...]

Install the program as users do (`pip install .`) into the environment whose Python runs this. Makes the workspaces of `growth.py`
(28 and 217 plans unless told), commits them, and asks the same questions again and again. "start-up" is what `kehoach status`
takes where there are hardly any files; a ratio is what is beyond it, in multiples of `git status`. "one file" is the first answer
after a filing was changed, "cold" one without anything kept. Prints a table for docs/speed.md. Nothing here passes or fails.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from growth import written

PROGRAM = str(Path(sys.executable).with_name("kehoach"))
GIT = ["git", "--no-optional-locks", "status", "--porcelain"]
ASKED = {
    "status": [PROGRAM, "status"],
    "check": [PROGRAM, "check", "--period", "2025"],
    "kehoach": [PROGRAM],
}
RUNS = 7
CHANGED = "plans/kh-1/filings/2025/so-3.yaml"
_SETTLED = 0.1  # seconds after which a change is kept


class Cost(NamedTuple):
    """CPU seconds of a process and its children, and the peak memory of the largest in MB."""

    cpu: float
    memory: float


def cost(command: list[str], folder: Path, **environment: str) -> Cost:
    """What one run takes."""
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **environment}
    )
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def median(costs: list[Cost]) -> Cost:
    """The medians of both."""
    return Cost(statistics.median(one.cpu for one in costs), max(one.memory for one in costs))


def changed(folder: Path) -> None:
    """One filing says something else."""
    with (folder / CHANGED).open("a", encoding="utf-8") as file:
        file.write("# .\n")
    time.sleep(_SETTLED)


def measured(folder: Path, small: Path) -> dict[str, Cost]:
    """Every question in turn, `git status` and the small workspace among them."""
    times: dict[str, list[Cost]] = {}
    for command in ASKED.values():
        for place in (folder, small):
            cost(command, place)
    for _ in range(RUNS):
        times.setdefault("git", []).append(cost(GIT, folder))
        times.setdefault("start-up", []).append(cost(ASKED["status"], small))
        for name, command in ASKED.items():
            times.setdefault(name, []).append(cost(command, folder))
        changed(folder)
        times.setdefault("one file", []).append(cost(ASKED["status"], folder))
        for command in ASKED.values():
            cost(command, folder)
    times["cold"] = [cost(ASKED["status"], folder, KEHOACH_CACHE="off")]
    return {name: median(found) for name, found in times.items()}


def main() -> None:
    """Make a workspace of each size, ask, and print one row for each."""
    sizes = [int(size) for size in sys.argv[1:]] or [28, 217]
    with tempfile.TemporaryDirectory() as kept, tempfile.TemporaryDirectory() as small:
        os.environ["XDG_CACHE_HOME"] = kept
        written(Path(small), 1)
        print("| files | git status, ms | start-up, ms | status | check | kehoach | one file | memory, MB | cold, ms |")
        print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        for plans in sizes:
            with tempfile.TemporaryDirectory() as folder:
                files = written(Path(folder), plans)
                found = measured(Path(folder), Path(small))
            base, start = found["git"].cpu, found["start-up"].cpu
            ratios = [f"x {(found[name].cpu - start) / base:.2f}" for name in (*ASKED, "one file")]
            memory = max(found[name].memory for name in ASKED)
            print(
                f"| {files} | {base * 1000:.0f} | {start * 1000:.0f} | {' | '.join(ratios)} | {memory:.0f} "
                f"| {found['cold'].cpu * 1000:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
