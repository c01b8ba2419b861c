"""What the other commands cost on a large workspace, when the program has run there before: CPU time of whole processes, in turn.

    python benchmarks/everyday.py [--runs RUNS] [FILES ...]

Install the program as users do (`pip install .`) into the environment whose Python runs this. Makes workspaces of about so many
files (100,000 unless told). Before each run one filing of the plan that is asked about is changed, so that no answer is said
again; at the end `diff` is asked twice after an agency has got another name, which may change every plan. Prints a table for
docs/speed.md. Nothing here passes or fails.
"""

import os
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from measure import Costs, Run, arguments, cpu, head, memory, ratio, row
from warm import SETTLED, change
from workspaces import AS_OF, GIT_STATUS, LAST_PERIOD, made

PROGRAM = Path(sys.executable).with_name("kehoach")
GIT = "git status"
RENAMED = ("diff, an agency renamed", "diff, asked again")
ASKED = (
    "show kh-1/I.1", "show so-9", "agency list", "agency show so-9", "log kh-1/I.1", "log",
    f"report annual kh-1 --period {LAST_PERIOD}", f"submit kh-1 -a so-3 --period {LAST_PERIOD} --form",
    "remind kh-1 --dry-run", "codeowners", "fmt --check plans/kh-1", "doctor", "diff", "diff --staged",
    "diff HEAD~1 HEAD",
)  # fmt: skip


def measured(folder: Path, times: int) -> Costs:
    """Every command turn by turn, `git status` among them; each has been run once before."""
    found: Costs = {}

    def note(name: str, command: Sequence[str | Path]) -> None:
        one = Run(command, folder).once()
        assert one
        found.setdefault(name, []).append(one)

    for turn in range(times + 1):
        for name in (GIT, *ASKED):
            change(folder)
            note(name, GIT_STATUS if name == GIT else (PROGRAM, *name.split()))
        if turn == 0:
            found.clear()
    for turn in range(times):  # at the end: whatever is kept of the plans was worked out for the agencies as they were
        rename_an_agency(folder, turn)
        for name in RENAMED:
            note(name, (PROGRAM, "diff"))
    return found


def rename_an_agency(folder: Path, turn: int) -> None:
    """Another name in every turn."""
    path = folder / "agencies.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub("name: Sở số 7[^,]*,", f"name: Sở số 7 lần {turn},", text), encoding="utf-8")
    time.sleep(SETTLED)


def main() -> None:
    """One table for each size."""
    given = arguments(__doc__, "files", [100000], runs=3)
    with tempfile.TemporaryDirectory() as kept:
        os.environ |= {"XDG_CACHE_HOME": kept, "KEHOACH_TODAY": AS_OF}
        for size in given.files:
            with made(size) as (folder, files):
                costs = measured(folder, given.runs)
            print(f"\n{head(f'{files:,} files', 'CPU s', f'x {GIT}', 'memory, MB')}")
            for name, some in costs.items():
                shown = name if name == GIT else f"kehoach {name}"
                print(row(f"`{shown}`", f"{cpu(some):.2f}", f"{ratio(some, costs[GIT]):.1f}", f"{memory(some):.0f}"))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
