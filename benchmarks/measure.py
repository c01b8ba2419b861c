"""What whole processes take, and tables of it.

Always side by side: everything is run in turn, again and again, and the figure is the median of the ratios within a turn. On a
machine that others use too, two runs an hour apart differ by more than what is compared; therefore also CPU time, not the clock.
"""

import argparse
import os
import signal
import statistics
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


def arguments(about: str | None, counted: str, usual: list[int], runs: int, among: Sequence[str] = ()) -> argparse.Namespace:
    """What was typed: how many of what is counted (a list by that name), `runs`, where a `picture` goes, if anywhere, and `only`,
    which of several (all of them where none was named)."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(counted, nargs="*", type=int, default=usual)
    parser.add_argument("--runs", type=int, default=runs)
    parser.add_argument("--picture", type=Path)
    if among:
        parser.add_argument("--only", action="append", choices=among, default=[])
    given = parser.parse_args(namespace=argparse.Namespace(only=[]))
    given.only = given.only or [*among]
    return given


class Cost(NamedTuple):
    """What one run took: CPU seconds, user and system, of the process and all it started; memory of the largest of them in MB.

    Linux starts counting the memory of a process before it has become the program that is measured, so nothing comes out below
    what this process holds. It is kept small for that: no script here that tells memory imports the program.
    """

    cpu: float
    memory: float


def cost(command: Sequence[str | Path], folder: Path, limit: float | None = None, **environment: str) -> Cost | None:
    """What one run takes, with or without findings; None if it was still running after so many seconds by the clock, and was
    ended.

    A run that did not do its work (an exit code but 0 and 1) is no measurement: that raises CalledProcessError.
    """
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**known, **environment}, start_new_session=True,
    )  # fmt: skip
    ended = threading.Event()

    def end() -> None:
        ended.set()
        os.killpg(process.pid, signal.SIGKILL)

    timer = threading.Timer(limit, end) if limit else None
    if timer:
        timer.start()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if timer:
        timer.cancel()
    if ended.is_set():
        return None
    if process.returncode not in (0, 1):
        raise subprocess.CalledProcessError(process.returncode, [str(word) for word in command])
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


class Run(NamedTuple):
    """Something to measure: a command, where, and what its environment says beyond ours."""

    command: Sequence[str | Path]
    folder: Path
    environment: Mapping[str, str] = {}

    def once(self, limit: float | None = None) -> Cost | None:
        """What one run takes."""
        return cost(self.command, self.folder, limit, **self.environment)


Costs = dict[str, list[Cost]]


def in_turn(runs: Mapping[str, Run], times: int, limit: float | None = None) -> Costs:
    """What each took, turn by turn, after one turn that does not count. What goes over the limit is not run again: it has no
    costs."""
    found: Costs = {name: [] for name in runs}
    over: set[str] = set()
    for turn in range(times + 1):
        for name, run in runs.items():
            if name in over:
                continue
            one = run.once(limit)
            if one is None:
                over.add(name)
                found[name].clear()
            elif turn:
                found[name].append(one)
    return found


def cpu(costs: Sequence[Cost]) -> float:
    """The median, in seconds."""
    return statistics.median(one.cpu for one in costs)


def memory(costs: Sequence[Cost]) -> float:
    """The most that any run needed, in MB."""
    return max(one.memory for one in costs)


def ratio(costs: Sequence[Cost], base: Sequence[Cost], beyond: Sequence[Cost] | None = None) -> float:
    """The median over all turns of one in multiples of the other; of what is beyond start-up, if the cost of that is given."""
    start = cpu(beyond) if beyond else 0.0
    return statistics.median((one.cpu - start) / other.cpu for one, other in zip(costs, base, strict=True))


def head(*columns: str) -> str:
    """The first two lines of a Markdown table: the first column holds words, all others numbers."""
    return f"| {' | '.join(columns)} |\n| --- |{' ---: |' * (len(columns) - 1)}"


def row(*cells: object) -> str:
    """One line of it."""
    return f"| {' | '.join(map(str, cells))} |"
