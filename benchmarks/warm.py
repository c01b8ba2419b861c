"""What is asked again, beside `git status` on the same repository: CPU time of whole processes, in turn.

    python benchmarks/warm.py [--runs RUNS] [FILES ...]

Install the program as users do (`pip install .`) into the environment whose Python runs this. Makes workspaces of about so many
files (10,000 and 100,000 unless told) and asks the same again and again. "start-up" is what `kehoach status` takes where there
are hardly any files; a ratio is what is beyond it, in multiples of `git status`. Every turn is another day, on which nothing
falls due; a filing is changed, and asked about, then committed, and asked about. Prints a table for docs/speed.md. Nothing here
passes or fails.
"""

import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from measure import Cost, Costs, Run, arguments, cpu, head, memory, ratio, row
from workspaces import AS_OF, GIT_STATUS, LAST_PERIOD, made, written

PROGRAM = Path(sys.executable).with_name("kehoach")
GIT, STARTUP, STATUS = "git status", "start-up", "kehoach status"
ONE_FILE, ONE_COMMIT, BARE = "after one changed file", "after one commit", "status --known-at HEAD, bare clone"
NEXT_DAY = "the first answer of the next day"
ASKED: dict[str, tuple[str, ...]] = {STATUS: ("status",), "kehoach check": ("check", "--period", LAST_PERIOD), "kehoach": ()}
AIMS = {**dict.fromkeys(ASKED, "x 1.50, 60 MB"), ONE_FILE: "x 1.50", ONE_COMMIT: "x 1.50", BARE: "x 0.50"}
_CHANGED = "plans/kh-1/filings/2025/so-3.yaml"
SETTLED = 0.1  # seconds after which a change is kept


def measured(folder: Path, bare: Path, small: Path, times: int) -> Costs:
    """Every question turn by turn, `git status` and the small workspace among them."""
    ask = {name: Run((PROGRAM, *question), folder) for name, question in ASKED.items()}
    in_turn = {GIT: Run(GIT_STATUS, folder), STARTUP: Run((PROGRAM, "status"), small), **ask}
    in_turn[BARE] = Run((PROGRAM, "status", "--known-at", "HEAD"), bare)
    found: Costs = {}

    def note(name: str, one: Cost | None) -> None:
        assert one
        found.setdefault(name, []).append(one)

    for turn in range(times + 1):
        os.environ["KEHOACH_TODAY"] = (date.fromisoformat(AS_OF) + timedelta(days=turn)).isoformat()
        note(NEXT_DAY, ask[STATUS].once())
        for run in (*ask.values(), in_turn[STARTUP], in_turn[BARE]):
            run.once()
        for name, run in in_turn.items():
            note(name, run.once())
        change(folder)
        note(ONE_FILE, ask[STATUS].once())
        subprocess.run(["git", *_PERSON, "commit", "--quiet", "--all", "--message=x"], cwd=folder, check=True)
        note(ONE_COMMIT, ask[STATUS].once())
        for run in ask.values():
            run.once()
        if turn == 0:
            found.clear()
    return found


_PERSON = ("-c", "user.name=x", "-c", "user.email=x@example.vn")


def change(folder: Path) -> None:
    """One filing says something else."""
    with (folder / _CHANGED).open("a", encoding="utf-8") as file:
        file.write("# .\n")
    time.sleep(SETTLED)


def main() -> None:
    """One table for each size."""
    given = arguments(__doc__, "files", [10000, 100000], runs=7)
    with tempfile.TemporaryDirectory() as kept, tempfile.TemporaryDirectory() as small:
        os.environ |= {"XDG_CACHE_HOME": kept}
        written(Path(small), 1, most=10)
        for size in given.files:
            with made(size) as (folder, files), tempfile.TemporaryDirectory() as bare:
                subprocess.run(["git", "clone", "--quiet", "--bare", folder, bare], check=True)
                costs = measured(folder, Path(bare), Path(small), given.runs)
            print(f"\n{head(f'{files:,} files', 'CPU ms', f'beyond start-up, x {GIT}', 'memory, MB', 'aim')}")
            for name, found in costs.items():
                beyond = "–" if name == STARTUP else f"{ratio(found, costs[GIT], None if name == GIT else costs[STARTUP]):.2f}"
                print(row(name, f"{cpu(found) * 1000:.0f}", beyond, f"{memory(found):.0f}", AIMS.get(name, "")))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
