"""What the official layout costs beyond the Word engine: documents against the bare table of docxtpl, side by side in one run.

    python benchmarks/documents.py [RUNS] [ROWS]

The same rows go into a table with nothing around it, drawn by docxtpl as it comes, and into the appendix that follows the tasks
(letterhead of the appendix, styles, escaping, the checks, properties, the same bytes every time). Then 200 letters' worth of
sheets, one for each agency, from one template read once. Ratios are medians of pairs. Nothing here passes or fails.
"""

import io
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx as python_docx
from docxtpl import DocxTemplate

from kehoach_cli.parse import Snapshot, parse
from kehoach_cli.render import docx
from kehoach_cli.report import KINDS
from kehoach_cli.report.asked import Asked
from kehoach_cli.text import Say

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 23)
ABOUT = docx.About("Kế hoạch", DAY, {"kind": "matrix"})
COLUMNS = ("number", "text", "leads", "supports", "due", "products", "progress", "notes")
SHEETS = 200


def workspace(rows: int, agencies: int) -> Asked:
    """A plan with so many tasks, shared out among so many agencies."""
    listed = "".join(f"  - {{id: s{n}, name: Sở thứ {n} của thành phố, rank: {n}}}\n" for n in range(agencies))
    item = "  - {{id: I.{0}, text: Xây dựng quy chế phối hợp thứ {0} và báo cáo kết quả., lead: [s{1}], due: 2026-{2:02}-28}}\n"
    items = "".join(item.format(n, n % agencies, n % 12 + 1) for n in range(rows))
    texts = {"agencies.yaml": f"agencies:\n{listed}", "plans/p/plan.yaml": f"id: p\ntitle: T\nitems:\n{items}"}
    register = parse(Snapshot({path: text.encode() for path, text in texts.items()})).register
    return Asked(register, register.plans[0], DAY, Say("vi"), agency="s0")


def bare_template() -> bytes:
    """A table of the same columns, and nothing else."""
    document = python_docx.Document()
    table = document.add_table(4, len(COLUMNS))
    for cell, name in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.text = name
    table.rows[1].cells[0].text = "{%tr for row in rows %}"
    for cell, name in zip(table.rows[2].cells, COLUMNS, strict=True):
        cell.text = "{{ row." + name + " }}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def bare(template: bytes, rows: list[dict[str, str]]) -> bytes:
    """The table as docxtpl makes it."""
    document = DocxTemplate(io.BytesIO(template))
    document.render({"rows": rows}, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def seconds(work: Callable[[], Any]) -> float:
    """CPU time of one call."""
    before = time.process_time()
    work()
    return time.process_time() - before


def main() -> None:
    """Run everything in turn, again and again, and print the medians."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    asked = workspace(rows, 40)
    values = KINDS["matrix"].values(asked)
    flat = [{name: text(row[name]) for name in COLUMNS} for row in values["rows"] if not row["heading"]]
    template, shipped = bare_template(), (ROOT / "templates/vi/matrix.docx").read_bytes()
    works: dict[str, Callable[[], Any]] = {
        f"docxtpl, the bare table of {rows} rows": lambda: bare(template, flat),
        f"the appendix of {rows} rows, from its values": lambda: docx.render(shipped, "matrix", values, ABOUT),
        "the values of the appendix, from the register": lambda: KINDS["matrix"].values(asked),
        f"{SHEETS} sheets, one for each agency": lambda: sheets(asked),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs + 1):
        for name, work in works.items():
            times[name].append(seconds(work))
    base = next(iter(times.values()))[1:]
    print("| work | CPU ms | x the bare table |\n| --- | ---: | ---: |")
    for name, found in times.items():
        ratio = statistics.median(one / other for one, other in zip(found[1:], base, strict=True))
        print(f"| {name} | {statistics.median(found[1:]) * 1000:.0f} | {ratio:.2f} |")


def sheets(asked: Asked) -> list[bytes]:
    """As `report agency --all` makes them."""
    template, asked = docx.Template((ROOT / "templates/vi/agency.docx").read_bytes(), "agency"), asked._replace(memory={})
    return [template.fill(KINDS["agency"].values(asked._replace(agency=f"s{n % 40}")), ABOUT) for n in range(SHEETS)]


def text(value: Any) -> str:
    """A value as one text."""
    return "; ".join(value) if isinstance(value, list) else str(value)


if __name__ == "__main__":
    main()
