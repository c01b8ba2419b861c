"""The first look at a workspace, with nothing kept: `kehoach validate`, all rules, beside PyYAML's C loader on the same bytes.

    python benchmarks/cold.py [--runs RUNS] [FILES ...]

Install the program as users do (`pip install .`) into the environment whose Python runs this. Makes workspaces of about so many
files (10,000 and 100,000 unless told). The yardstick is a process that does nothing but open each file and hand it to
`yaml.load` with `CSafeLoader`, keeping none. Prints a table for docs/speed.md. Nothing here passes or fails.
"""

import os
import sys
import tempfile
from pathlib import Path

from measure import Run, arguments, cpu, head, in_turn, memory, ratio, row
from workspaces import AS_OF, LAST_PERIOD, made

PROGRAM = Path(sys.executable).with_name("kehoach")
YARDSTICK = "PyYAML's C loader, nothing else"
AIMS = {"kehoach validate": "x 0.60, 200 MB"}
_EACH_FILE = """
import os
{first}
for folder, _, names in os.walk("."):
    for name in names:
        if name.endswith(".yaml"):
            with open(os.path.join(folder, name), "rb") as file:
                {then}
"""


def runs(folder: Path) -> dict[str, Run]:
    """What is measured: the yardstick, the floor, and the commands."""
    off = {"KEHOACH_CACHE": "off", "KEHOACH_TODAY": AS_OF}
    load = _EACH_FILE.format(first="import yaml", then="yaml.load(file, yaml.CSafeLoader)")
    read = _EACH_FILE.format(first="", then="file.read()")
    return {
        YARDSTICK: Run((sys.executable, "-c", load), folder),
        "reading the files, nothing else": Run((sys.executable, "-c", read), folder),
        "kehoach validate": Run((PROGRAM, "validate"), folder, off),
        "kehoach status": Run((PROGRAM, "status"), folder, off),
        "kehoach check": Run((PROGRAM, "check", "--period", LAST_PERIOD), folder, off),
    }


def main() -> None:
    """One table for each size."""
    given = arguments(__doc__, "files", [10000, 100000], runs=5)
    with tempfile.TemporaryDirectory() as kept:
        os.environ["XDG_CACHE_HOME"] = kept
        for size in given.files:
            with made(size) as (folder, files):
                costs = in_turn(runs(folder), given.runs)
            print(f"\n{head(f'{files:,} files', 'CPU s', f'x {YARDSTICK}', 'memory, MB', 'aim')}")
            for name, found in costs.items():
                beside = f"{ratio(found, costs[YARDSTICK]):.2f}"
                print(row(name, f"{cpu(found):.2f}", beside, f"{memory(found):.0f}", AIMS.get(name, "")))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
