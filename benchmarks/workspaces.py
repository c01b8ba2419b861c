"""Workspaces of any size as an office would have them after years: agencies, plans, filings, events, answers, and their history.

    python benchmarks/workspaces.py FOLDER FILES

Makes a workspace of about so many files in a new folder, in git, so that it can be looked at. Every plan asks 40 agencies for a
filing a year, for 8 years; some never file, a quarter report by events too and are answered, some are excused. One commit sets
up the plans, and then there is one for each plan and year. The same number gives the same bytes, commits included.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import BinaryIO

AGENCIES = 40
FIRST_YEAR, YEARS = 2018, 8
LAST_PERIOD = str(FIRST_YEAR + YEARS - 1)
AS_OF = "2026-03-01"
GIT_STATUS = ("git", "--no-optional-locks", "status", "--porcelain")  # the yardstick of what is asked again
_FILES_OF_A_PLAN = 462
_AUTHOR = b"Van thu <vt@example.vn>"
_IDS = [f"so-{number}" for number in range(1, AGENCIES + 1)]

File = tuple[str, str]  # path and text


def plans_for(files: int) -> int:
    """How many plans make about so many files; at least one."""
    return max(1, round(files / _FILES_OF_A_PLAN))


def workspace(plans: int) -> Iterator[File]:
    """Every file, plan by plan."""
    yield from foundation(plans)
    for number in range(plans):
        yield from entries(number)


def foundation(plans: int) -> Iterator[File]:
    """The agencies, and the plans before anybody has reported."""
    listed = "".join(f"  - {{id: {one}, name: Sở số {place}, rank: {place}}}\n" for place, one in enumerate(_IDS, start=1))
    yield "agencies.yaml", f"agencies:\n{listed}groups:\n  - {{id: cac-so, name: các sở, members: [{', '.join(_IDS)}]}}\n"
    for number in range(plans):
        yield f"plans/kh-{number + 1}/plan.yaml", _plan(f"kh-{number + 1}", _IDS[number % AGENCIES])


def entries(number: int) -> Iterator[File]:
    """All filings and events of one plan, year by year."""
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        yield from entries_of_year(number, year)


def entries_of_year(number: int, year: int) -> Iterator[File]:
    """Those of one plan and year."""
    plan = f"kh-{number + 1}"
    for place, agency in enumerate(_IDS):
        if (place + number + year) % 7:  # some never file
            yield f"plans/{plan}/filings/{year}/{agency}.yaml", _filing(f"{plan}, {year}, {agency}", year, place)
    for place, agency in enumerate(_IDS):
        if (place + year) % 4 == 0:
            yield from _events(plan, agency, date(year, 12, 1), place, excused=(place + number) % 3 == 0)


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


def _events(plan: str, agency: str, day: date, place: int, *, excused: bool) -> Iterator[File]:
    """A report, what the coordinator says to it, and perhaps that the agency need not file."""
    folder, reported = f"plans/{plan}/progress/{day.year}/{agency}", f"{day}-I.2-{place:05x}1"
    summary = f"Đã rà soát ({plan}, {day.year}, {agency})."
    yield f"{folder}/{reported}.yaml", f"kind: update\nitem: I.2\ndate: {day}\nstate: completed\nsummary: {summary}\n"
    accepted = f"kind: confirmation\nitem: I.2\ndate: {day}\nof: {reported}\nresult: accepted\n"
    yield f"{folder}/{day}-I.2-{place:05x}2.yaml", accepted
    if excused:
        basis = f"kind: excuse\ndate: {day}\nperiod: '{day.year}'\nbasis: Công văn miễn báo cáo\n"
        yield f"{folder}/{day}-excuse-{place:05x}3.yaml", basis


def written(folder: Path, plans: int, most: int | None = None) -> int:
    """Write a workspace into a new folder, with its history in git; how many files it has. With `most`, only so many entries."""
    left = most if most is not None else sys.maxsize
    count = 0

    def told(files: Iterator[File]) -> list[File]:
        nonlocal count
        found = list(files)
        count += len(found)
        return found

    start_repository(folder)
    with importing(folder) as stream:
        commit(stream, date(FIRST_YEAR, 1, 1), "Bắt đầu", told(foundation(plans)))
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
            for number in range(plans):
                files = told(islice(entries_of_year(number, year), left))
                left -= len(files)
                if files:
                    commit(stream, date(year, 12, 24), f"kh-{number + 1} {year}", files)
    check_out(folder)
    return count


def start_repository(folder: Path) -> None:
    """An empty repository in which no housekeeping disturbs what is measured."""
    folder.mkdir(parents=True, exist_ok=True)
    for command in ("init --quiet --initial-branch=main", "config gc.auto 0", "config maintenance.auto false"):
        subprocess.run(["git", *command.split()], cwd=folder, check=True)


@contextmanager
def importing(folder: Path) -> Iterator[BinaryIO]:
    """Git's own bulk reader on the folder: what is written goes into one pack."""
    with subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE) as process:
        assert process.stdin
        yield process.stdin
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)


def commit(stream: BinaryIO, day: date, message: str, files: list[File]) -> None:
    """One commit on main of files that are added or changed."""
    when = int(datetime(day.year, day.month, day.day, 2, tzinfo=UTC).timestamp())
    stream.write(b"commit refs/heads/main\ncommitter %s %d +0700\n" % (_AUTHOR, when) + _data(message))
    stream.writelines(b"M 100644 inline %s\n" % path.encode() + _data(text) for path, text in files)


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)


def check_out(folder: Path) -> None:
    """Write the files of the last commit, and let git look at them once, as it will have in a folder that is worked in."""
    for command in (["reset", "--quiet", "--hard"], ["status", "--porcelain"]):
        subprocess.run(["git", *command], cwd=folder, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def made(files: int) -> Iterator[tuple[Path, int]]:
    """A workspace of about so many files in a folder that is removed afterwards, and how many it has."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder), written(Path(folder), plans_for(files))


if __name__ == "__main__":
    print(written(Path(sys.argv[1]), plans_for(int(sys.argv[2]))), "files")
