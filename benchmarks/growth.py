"""How the cost of a question grows with the workspace, as CPU time in multiples of reading the files alone (`load`).

    python benchmarks/growth.py [PLANS ...]

Makes a workspace for each number of plans (20, 40 and 80 unless told): 40 agencies, a filing of each for each of 8 years, updates
with the coordinator's answers, excuses. Reading grows with the number of files, so a question whose cost grows as they do keeps
its ratio from one row to the next, and one that doubles it with them has become quadratic. All in one process: start-up and
compiling are not in the figures. Prints a table for docs/speed.md. Nothing here passes or fails.
"""

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kehoach_cli import app, overview
from kehoach_cli.digest import Filters
from kehoach_cli.parse import event_path, filing_path
from kehoach_cli.workspace import Workspace, load

AGENCIES = 40
FIRST_YEAR, YEARS = 2018, 8
AS_OF = date(2026, 3, 1)
LAST_PERIOD = str(FIRST_YEAR + YEARS - 1)
RUNS = 3


def workspace(plans: int, agencies: int = AGENCIES, years: int = YEARS) -> Iterator[tuple[str, str]]:
    """The path and the text of every file; the same numbers give the same files."""
    ids = [f"so-{number}" for number in range(1, agencies + 1)]
    listed = "".join(f"  - {{id: {one}, name: Sở số {place}, rank: {place}}}\n" for place, one in enumerate(ids, start=1))
    group = f"groups:\n  - {{id: cac-so, name: các sở, members: [{', '.join(ids)}]}}\n"
    yield "agencies.yaml", f"agencies:\n{listed}{group}"
    for number in range(plans):
        plan = f"kh-{number + 1}"
        yield f"plans/{plan}/plan.yaml", _plan(plan, ids[number % agencies])
        for year in range(FIRST_YEAR, FIRST_YEAR + years):
            for place, agency in enumerate(ids):
                if (place + number + year) % 7:  # some never file
                    yield filing_path(plan, str(year), agency, 1), _filing(f"{plan}, {year}, {agency}", year, place)
            yield from _events(plan, ids, year, number)


def _plan(plan: str, lead: str) -> str:
    return f"""\
id: {plan}
title: Kế hoạch {plan}
issued: {FIRST_YEAR - 1}-06-01
reporting: {{every: year, first: "{FIRST_YEAR}", closes: 12-14, due: 12-20, filers: [cac-so], coordinator: so-1}}
items:
  - {{id: I, heading: Nhiệm vụ}}
  - {{id: I.1, text: Tuyên truyền trong cơ quan., lead: [cac-so], ongoing: true}}
  - {{id: I.2, text: Rà soát hằng năm., lead: [cac-so], recurs: {{every: year, by: 12-15}}}}
  - {{id: I.3, text: Xây dựng đề án., lead: [{lead}], support: [cac-so], due: {FIRST_YEAR + 2}-06-30, products: [Đề án]}}
"""


def _filing(name: str, year: int, place: int) -> str:
    return f"""\
received: {date(year, 12, 14) + timedelta(days=place % 10)}
document: {{type: Báo cáo, number: {place + 1}/BC, date: {year}-12-14}}
statement: Kết quả thực hiện ({name}).
items:
  - {{item: I.1, state: in-progress, results: "Đã tổ chức các buổi tuyên truyền ({name})."}}
  - {{item: I.2, state: completed, results: "Đã rà soát xong ({name})."}}
  - {{item: I.3, results: "Đã góp ý dự thảo đề án ({name})."}}
"""


def _events(plan: str, ids: list[str], year: int, number: int) -> Iterator[tuple[str, str]]:
    """Each year a quarter of the agencies report by events too, and are answered; some are excused."""
    for place, agency in enumerate(ids):
        if (place + year) % 4:
            continue
        day = date(year, 12, 1)
        path = event_path(plan, agency, day, "I.2", f"{place:05x}1")
        yield path, f"kind: update\nitem: I.2\ndate: {day}\nstate: completed\nsummary: Đã rà soát ({plan}, {year}, {agency}).\n"
        name = path.rpartition("/")[2].removesuffix(".yaml")
        accepted = f"kind: confirmation\nitem: I.2\ndate: {day}\nof: {name}\nresult: accepted\n"
        yield event_path(plan, agency, day, "I.2", f"{place:05x}2"), accepted
        if (place + number) % 3 == 0:
            excused = f"kind: excuse\ndate: {day}\nperiod: '{year}'\nbasis: Công văn miễn báo cáo\n"
            yield event_path(plan, agency, day, "excuse", f"{place:05x}3"), excused


def written(root: Path, plans: int) -> int:
    """Write a workspace and commit it, once, before the first period; how many files it has."""
    count = 0
    for path, text in workspace(plans):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
        count += 1
    when = f"{FIRST_YEAR}-01-01T09:00:00+07:00"
    known = {**os.environ, "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
    person = ("-c", "user.name=x", "-c", "user.email=x@example.vn")
    for command in (["init", "--quiet"], ["add", "--all"], [*person, "commit", "--quiet", "--message=x"]):
        subprocess.run(["git", *command], cwd=root, check=True, env=known)
    return count


def questions(root: Path, of: Workspace) -> dict[str, Callable[[], Any]]:
    """What is measured. `validate` reads the files itself, `trend --known-then` those of the one commit: that counts too."""
    plans = list(of.register.plans)
    return {
        "status": lambda: app.status(of, None, AS_OF, None, Filters()),
        "matrix": lambda: [overview.matrix(of.register, plan, AS_OF) for plan in plans],
        "check": lambda: [app.gate_of(of, one, LAST_PERIOD, AS_OF) for one in app.gated(of, None, LAST_PERIOD)],
        "trend": lambda: app.trends(of, plans, AS_OF),
        "trend --known-then": lambda: app.trends(of, plans, AS_OF, known_then=True),
        "validate": lambda: app.validate(root),
    }


def cpu_seconds(question: Callable[[], Any]) -> float:
    """User and system time of one answer; what git uses as a process of its own is not in it."""
    gc.collect()
    before = time.process_time()
    question()
    return time.process_time() - before


def measured(root: Path) -> tuple[float, dict[str, float]]:
    """Medians: the time reading takes, and the multiples of it that each question takes."""
    times: dict[str, list[float]] = {}
    reading = []
    of = load(root)  # loads what reading needs, too
    for _ in range(RUNS):
        reading.append(cpu_seconds(lambda: load(root)))
        for name in questions(root, of):
            times.setdefault(name, []).append(cpu_seconds(questions(root, as_just_read(of))[name]))
    base = statistics.median(reading)
    return base, {name: statistics.median(found) / base for name, found in times.items()}


def as_just_read(of: Workspace) -> Workspace:
    """The workspace as a command of its own finds it: nothing looked up in it yet, no commit read."""
    app._committed.cache_clear()  # noqa: SLF001 - what a new process would not have
    return of._replace(register=of.register._replace())


def main() -> None:
    """Make a workspace of each size, ask, and print one row for each."""
    sizes = [int(size) for size in sys.argv[1:]] or [20, 40, 80]
    for place, plans in enumerate(sizes):
        with tempfile.TemporaryDirectory() as folder:
            files = written(Path(folder), plans)
            base, ratios = measured(Path(folder))
        if place == 0:
            print(f"| plans | files | reading, CPU s | {' | '.join(ratios)} |\n| ---: | ---: | ---: |{' ---: |' * len(ratios)}")
        print(f"| {plans} | {files} | {base:.1f} | {' | '.join(f'x {ratio:.2f}' for ratio in ratios.values())} |", flush=True)


if __name__ == "__main__":
    main()
