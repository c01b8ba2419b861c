"""Questions about the past, asked the first time and again: CPU time of whole processes.

    python benchmarks/history.py [FILES ...]

Install the program as users do (`pip install .`) into the environment whose Python runs this. Makes workspaces of about so many
files (1,000 and 10,000 unless told) whose history has a commit for each plan and year. Multiples are of `kehoach status` with
nothing kept: of reading one state of the files once. Prints a table for docs/speed.md. Nothing here passes or fails.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path

from measure import cost, head, row
from workspaces import AS_OF, made

PROGRAM = Path(sys.executable).with_name("kehoach")
ASKED = {
    "status": ("status",),
    "status --as-of 2024-12-31 --known-at 2025-01-31": ("status", "--as-of", "2024-12-31", "--known-at", "2025-01-31"),
    "status --trend": ("status", "--trend"),
    "status --trend --known-then": ("status", "--trend", "--known-then"),
    "log": ("log",),
    "audit": ("audit",),
}
RUNS = 3


def cpu(question: tuple[str, ...], folder: Path, **environment: str) -> float:
    """Seconds that one run takes."""
    found = cost((PROGRAM, *question), folder, **environment)
    assert found
    return found.cpu


def measured(folder: Path, question: tuple[str, ...]) -> tuple[float, float]:
    """The first answer, and the median of the next ones."""
    with tempfile.TemporaryDirectory() as kept:
        first = cpu(question, folder, XDG_CACHE_HOME=kept)
        return first, statistics.median(cpu(question, folder, XDG_CACHE_HOME=kept) for _ in range(RUNS))


def main() -> None:
    """One table for each size."""
    os.environ["KEHOACH_TODAY"] = AS_OF
    for size in [int(given) for given in sys.argv[1:]] or [1000, 10000]:
        with made(size) as (folder, files):
            base = statistics.median(cpu(("status",), folder, KEHOACH_CACHE="off") for _ in range(RUNS))
            print(f"\n{head(f'{files:,} files', 'first, CPU s', 'again, CPU s', 'first, x one reading', 'again, x one reading')}")
            for name, question in ASKED.items():
                found = measured(folder, question)
                figures = (*(f"{one:.2f}" for one in found), *(f"{one / base:.2f}" for one in found))
                print(row(f"`kehoach {name}`", *figures), flush=True)


if __name__ == "__main__":
    main()
