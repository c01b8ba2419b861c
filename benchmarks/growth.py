"""How the cost of a question grows with the workspace: whole processes on workspaces of more and more files.

    python benchmarks/growth.py [--runs RUNS] [--picture FILE] [FILES ...]

Install the program as users do (`pip install .`) into the environment whose Python runs this. Makes workspaces of about so many
files (1,000, 3,000, 10,000, 30,000 and 100,000 unless told; 400,000 take 3 GB of disk and some ten minutes). "cold" is asked
with nothing kept, "again" after the same was asked before. What grows as the number of files does keeps its cost for each file.
Prints a table for docs/speed.md, and draws it into the file. Nothing here passes or fails.
"""

import os
import sys
import tempfile
from pathlib import Path

from measure import Run, arguments, cpu, head, in_turn, memory, row
from plot import lines
from workspaces import AS_OF, GIT_STATUS, LAST_PERIOD, made

PROGRAM = Path(sys.executable).with_name("kehoach")
COLD, AGAIN, GIT = ("validate, cold", "status, cold"), ("status, again", "check, again"), "git status"
_FEW = 20000  # files up to which every question is asked more than once


def runs(folder: Path) -> dict[str, Run]:
    """What is measured."""
    off, check = {"KEHOACH_CACHE": "off"}, (PROGRAM, "check", "--period", LAST_PERIOD)
    commands = (
        Run((PROGRAM, "validate"), folder, off),
        Run((PROGRAM, "status"), folder, off),
        Run((PROGRAM, "status"), folder),
        Run(check, folder),
        Run(GIT_STATUS, folder),
    )
    return dict(zip((*COLD, *AGAIN, GIT), commands, strict=True))


def main() -> None:
    """One line for each size, and the picture of all."""
    given = arguments(__doc__, "files", [1000, 3000, 10000, 30000, 100000], runs=3)
    series: dict[str, list[tuple[float, float]]] = {name: [] for name in (*COLD, *AGAIN, GIT)}
    columns = [f"{name}, s" for name in series]
    each = [f"{name}, µs a file" for name in (COLD[0], AGAIN[0], GIT)]
    print(head("files", *columns, *each, "validate, MB", "status again, MB"))
    with tempfile.TemporaryDirectory() as kept:
        os.environ |= {"XDG_CACHE_HOME": kept, "KEHOACH_TODAY": AS_OF}
        for size in given.files:
            with made(size) as (folder, files):
                costs = in_turn(runs(folder), given.runs if files < _FEW else 1)
            for name, found in costs.items():
                series[name].append((files, cpu(found)))
            of_each = (f"{cpu(costs[name]) / files * 1e6:.1f}" for name in (COLD[0], AGAIN[0], GIT))
            peaks = (f"{memory(costs[name]):.0f}" for name in (COLD[0], AGAIN[0]))
            print(row(f"{files:,}", *(f"{cpu(found):.2f}" for found in costs.values()), *of_each, *peaks), flush=True)
    if given.picture:
        title = "One command on more and more files"
        given.picture.write_text(lines(title, "files", "CPU seconds, whole process", series), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
