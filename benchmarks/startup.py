"""Start-up of the installed program, as CPU time in multiples of an empty interpreter, measured side by side in one run.

    python benchmarks/startup.py [RUNS]

Install the program as users do (`pip install .`, not editable) into the environment whose Python runs this: a checkout without
compiled bytecode doubles every figure. Every command is asked on the shipped plan, with nothing kept unless it says so. Prints a
table for docs/speed.md. Nothing here passes or fails.
"""

import sys
import tempfile
from pathlib import Path

from measure import Run, cpu, head, in_turn, memory, ratio, row

ROOT = Path(__file__).parents[1]
PROGRAM = str(Path(sys.executable).with_name("kehoach"))
BASE = "python -c pass"
TODAY = "2026-11-23"
AGAIN = ("kehoach", "kehoach status", "kehoach check --period 2026")
ALONE, WITH_FILES = 5, 9  # the aims: what needs no workspace and completion; a command on a workspace
COMMANDS: dict[str, tuple[float, list[str]]] = {
    "kehoach --version": (ALONE, ["--version"]),
    "completion of a command": (ALONE, ["--complete", "1", "kehoach", "st"]),
    "completion of an agency": (ALONE, ["--complete", "3", "kehoach", "status", "--agency", "so-"]),
    "completion of an item": (ALONE, ["--complete", "2", "kehoach", "show", "III"]),
    "completion of an event": (ALONE, ["--complete", "4", "kehoach", "confirm", "III.2", "--of", ""]),
    **{
        f"kehoach {typed}".strip(): (WITH_FILES, typed.split())
        for typed in (
            "", "--help", "status --help", "status", "status --by-agency", "check --period 2026", "validate", "fmt --check",
            "show III.2", "show so-noi-vu --why", "rule KH201", "schema plan", "codeowners", "agency list",
            "template list", "template vars annual", "record III.2 -a so-noi-vu -s in-progress -m x --dry-run",
            "remind --dry-run", "report annual", "log III.2", "diff HEAD", "audit", "doctor",
        )
    },
}  # fmt: skip


def main() -> None:
    """Run every command in turn, again and again, and print the medians; then those that a second run says again."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    runs = {BASE: Run((sys.executable, "-c", "pass"), ROOT)}
    with tempfile.TemporaryDirectory() as kept:
        off, on = {"KEHOACH_CACHE": "off", "KEHOACH_TODAY": TODAY}, {"XDG_CACHE_HOME": kept, "KEHOACH_TODAY": TODAY}
        runs |= {name: Run((PROGRAM, *words), ROOT, off) for name, (_, words) in COMMANDS.items()}
        runs |= {f"{name}, again": Run((PROGRAM, *COMMANDS[name][1]), ROOT, on) for name in AGAIN}
        costs = in_turn(runs, times)
    print(head("command", "CPU ms", f"x {BASE}", "memory, MB", "aim"))
    for name, found in costs.items():
        aim = COMMANDS.get(name.removesuffix(", again"), ("",))[0]
        beside = f"{ratio(found, costs[BASE]):.1f}"
        print(row(f"`{name}`", f"{cpu(found) * 1000:.0f}", beside, f"{memory(found):.0f}", aim and f"x {aim}"))


if __name__ == "__main__":
    main()
