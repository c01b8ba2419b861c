"""What a round of reminders takes: `kehoach remind` for many agencies, from the command line to the commit.

    python benchmarks/letters.py [AGENCIES] [RUNS]

A workspace is made in a folder of its own, with git: each agency owes a report and two tasks. The whole command is run as a
person would, then the parts of it in this process. Nothing here passes or fails.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from kehoach_cli import mailing
from kehoach_cli.render import calendar, docx, mail
from kehoach_cli.report import reminder
from kehoach_cli.text import Say
from kehoach_cli.workspace import load

ROOT = Path(__file__).parents[1]
DAY = date(2026, 12, 23)
PLAN = """\
id: p
type: Kế hoạch
number: 01/KH-MẪU
title: Thực hiện nhiệm vụ mẫu
reporting: {every: year, first: "2026", filers: [cac-so], coordinator: vp}
items:
  - {id: I.1, text: Xây dựng quy chế phối hợp và báo cáo kết quả., lead: [cac-so], due: 2026-06-30}
  - {id: I.2, text: Rà soát danh mục của đơn vị., lead: [cac-so], due: 2027-01-15}
"""


def workspace(folder: Path, agencies: int) -> None:
    """The files, and one commit of them."""
    ids = [f"s{n}" for n in range(agencies)]
    listed = "".join(f"  - {{id: {id_}, name: Sở thứ {id_[1:]}, rank: {id_[1:]}, email: {id_}@x.example}}\n" for id_ in ids)
    group = f"  - {{id: cac-so, name: các sở, members: [{', '.join(ids)}]}}\n"
    (folder / "plans/p").mkdir(parents=True)
    text = f"agencies:\n  - {{id: vp, name: Văn phòng}}\n{listed}groups:\n{group}"
    (folder / "agencies.yaml").write_text(text, encoding="utf-8")
    (folder / "plans/p/plan.yaml").write_text(PLAN, encoding="utf-8")
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message=x"]):
        subprocess.run(["git", *command], cwd=folder, check=True)


def seconds(work: Callable[[], Any]) -> float:
    """CPU time of one call, of the programs it starts as well."""
    before = sum(os.times()[:4])
    work()
    return sum(os.times()[:4]) - before


def remind(folder: Path, *options: str) -> None:
    """The command, as typed."""
    command = [sys.executable, "-m", "kehoach_cli", "remind", "--as-of", DAY.isoformat(), "--within", "40", *options]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, "KEHOACH_TODAY": DAY.isoformat()})


def parts(folder: Path) -> dict[str, Callable[[], Any]]:
    """The steps of a round that has not been recorded, in this process; each works on what the one before it has made."""
    of, say = load(folder), Say("vi")
    request = mailing.Request(DAY, within=40, by=date(2027, 1, 10), again=True)
    made = mailing.prepare(of, request, say)
    shared, template = reminder.Reminding(made.asked, request.by), (ROOT / "templates/vi/reminder.docx").read_bytes()
    values = [reminder.letter(shared, letter, calendar=True) for letter in made.round.letters]
    about = docx.About("x", DAY)
    word = docx.Template(template, "x")
    letter = word.fill(values[0], about)
    days = [calendar.Deadline(f"{n}@x", DAY, "Hạn: Báo cáo năm 2026") for n in range(2)]
    attached = [mail.Attachment("a.docx", mail.WORD, letter)]
    return {
        "who is to be reminded of what": lambda: mailing.prepare(of, request, say),
        "letters": lambda: [word.fill(one, about) for one in values],
        "calendars": lambda: [calendar.file("x", days, DAY, 3) for _ in values],
        "mail drafts": lambda: [mail.draft("V/v", "Sở", ["a@x.example"], "x" * 1000, attached, DAY) for _ in values],
    }


def main() -> None:
    """Make the workspace, time everything, print the medians."""
    agencies = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        workspace(folder, agencies)
        whole, rows = f"`remind` for {agencies} agencies", dict[str, list[float]]()
        rows[f"{whole}, files only"] = [seconds(lambda: remind(folder, "--no-record")) for _ in range(runs)]
        rows[f"{whole}, on record"] = [seconds(lambda: remind(folder))]
        for name, work in parts(folder).items():
            rows[f"of that: {name}"] = [seconds(work) for _ in range(runs)]
    print("| work | CPU s |\n| --- | ---: |")
    for name, found in rows.items():
        print(f"| {name} | {statistics.median(found):.2f} |")


if __name__ == "__main__":
    main()
