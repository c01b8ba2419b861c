"""What putting an entry on record costs, beside typing `git add` and `git commit --only` for a file of the same words.

    python benchmarks/recording.py [PLANS ...]

Install the program as users do (`pip install .`) into the environment whose Python runs this. Makes the workspaces of
`workspaces.py` (2 and 217 plans unless told) and records in turn: by git typed by hand, by `kehoach record`, one event and one
commit each. Then a list of 1,000 entries of 40 agencies, beside git for as many commits of as many files. CPU time of whole
processes with all git they start, medians of runs in turn. Prints a table for docs/speed.md. Nothing here passes or fails.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import cost
from workspaces import AGENCIES, written

PROGRAM = str(Path(sys.executable).with_name("kehoach"))
RUNS = 9
ENTRIES = 1000
_WORLD = {"GIT_AUTHOR_NAME": "Đo", "GIT_AUTHOR_EMAIL": "do@example.vn", "KEHOACH_TODAY": "2026-03-01"}
_WORLD |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in _WORLD.items() if "AUTHOR" in name}
_EVENT = "kind: update\ndate: 2026-02-01\nitem: I.1\nstate: in-progress\nsummary: Đã tổ chức {} buổi tuyên truyền tại cơ quan.\n"


def taken(command: list[str], root: Path) -> float:
    """CPU seconds of a command and of all it starts."""
    found = cost(command, root)
    assert found is not None
    return found.cpu


def by_hand(root: Path, number: int) -> float:
    """CPU seconds of the two commands that put one file on record."""
    path = _file(root, "so-2", number)
    add = taken(["git", "add", "--", path], root)
    return add + taken(["git", "commit", "--quiet", "--message=ghi", "--only", "--", path], root)


def by_program(root: Path, number: int) -> float:
    """CPU seconds of one `kehoach record`."""
    words = f"Đã tổ chức {number} buổi tuyên truyền tại cơ quan."
    return taken([PROGRAM, "record", "kh-1/I.1", "-a", "so-3", "-d", "2026-02-01", "-s", "in-progress", "-m", words], root)


def _file(root: Path, agency: str, number: int) -> str:
    path = f"plans/kh-1/progress/2026/{agency}/2026-02-01-I.1-{number:06x}.yaml"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(_EVENT.format(number), encoding="utf-8")
    return path


def list_by_hand(root: Path) -> float:
    """CPU seconds of git for the files of a list, one commit for each agency."""
    total = 0.0
    for agency in range(1, AGENCIES + 1):
        paths = [_file(root, f"so-{agency}", 0x1000 + number) for number in range(ENTRIES // AGENCIES)]
        total += taken(["git", "add", "--", *paths], root)
        total += taken(["git", "commit", "--quiet", "--message=ghi", "--only", "--", *paths], root)
    return total


def list_by_program(root: Path) -> float:
    """CPU seconds of `kehoach record --from` for a list of as many entries."""
    entry = "- {{plan: kh-1, item: I.1, agency: so-{}, date: 2026-02-02, state: in-progress, summary: Đã tổ chức {} buổi.}}\n"
    text = "".join(entry.format(number % AGENCIES + 1, number) for number in range(ENTRIES))
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        return taken([PROGRAM, "record", "--from", file.name], root)


def measured(root: Path) -> tuple[float, float]:
    """Medians of both ways, in turn; each has been done once before."""
    hand, program = [], []
    for number in range(RUNS + 1):
        hand.append(by_hand(root, number))
        program.append(by_program(root, number))
    return statistics.median(hand[1:]), statistics.median(program[1:])


def main() -> None:
    """Make a workspace of each size, record, and print one row for each."""
    os.environ.update(_WORLD)
    print(
        "| files | git add and commit --only, ms | kehoach record, ms | x | list: git, ms an entry | list: kehoach, ms an entry |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for plans in [int(size) for size in sys.argv[1:]] or [2, 217]:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            files = written(root, plans)
            subprocess.run(["git", "config", "gc.auto", "0"], cwd=root, check=True)
            subprocess.run(["git", "repack", "-adq"], cwd=root, check=True)
            hand, program = measured(root)
            lists = [way(root) * 1000 / ENTRIES for way in (list_by_hand, list_by_program)]
        shown = [f"{hand * 1000:.0f}", f"{program * 1000:.0f}", f"{program / hand:.1f}", *(f"{one:.1f}" for one in lists)]
        print(f"| {files} | {' | '.join(shown)} |", flush=True)


if __name__ == "__main__":
    main()
