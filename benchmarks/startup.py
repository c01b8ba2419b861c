"""Start-up of the installed program, as CPU time in multiples of an empty interpreter, measured side by side in one run.

    python benchmarks/startup.py [RUNS]

Install the program as users do (`pip install .`, not editable) into the environment whose Python runs this: a checkout without
compiled bytecode doubles every figure. Prints a table for docs/speed.md. Nothing here passes or fails.
"""

import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM = str(Path(sys.executable).with_name("kehoach"))
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "kehoach --version": [PROGRAM, "--version"],
    "completion of a command": [PROGRAM, "--complete", "1", "kehoach", "st"],
    "completion of an agency": [PROGRAM, "--complete", "3", "kehoach", "status", "--agency", "so-"],
    "completion of an item": [PROGRAM, "--complete", "2", "kehoach", "show", "III"],
    "completion of an event": [PROGRAM, "--complete", "4", "kehoach", "confirm", "III.2", "--of", ""],
    "kehoach status": [PROGRAM, "status"],
    "kehoach check --period 2026": [PROGRAM, "check", "--period", "2026"],
    "kehoach": [PROGRAM],
    "kehoach validate": [PROGRAM, "validate"],
    "kehoach --help": [PROGRAM, "--help"],
    "kehoach report annual": [PROGRAM, "report", "annual"],
}


def cpu_seconds(command: list[str]) -> float:
    """User and system time of one whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Run every command in turn, again and again, and print the medians."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs + 1):
        for name, command in COMMANDS.items():
            times[name].append(cpu_seconds(command))
    medians = {name: statistics.median(found[1:]) for name, found in times.items()}
    base = medians["python -c pass"]
    print("| command | CPU ms | x `python -c pass` |\n| --- | ---: | ---: |")
    for name, median in medians.items():
        print(f"| `{name}` | {median * 1000:.0f} | {median / base:.1f} |")


if __name__ == "__main__":
    main()
