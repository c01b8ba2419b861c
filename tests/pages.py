"""The pages that tests look at: of the sample and the shipped plan, of hostile texts, of a city with many agencies."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from conftest import ROOT
from kehoach_cli import disk, documents, founding
from kehoach_cli.parse import Snapshot, event_path, filing_path, parse
from kehoach_cli.report.asked import Source
from kehoach_cli.text import Say
from kehoach_cli.workspace import Workspace

DAY = date(2026, 11, 23)
SOURCE = Source("0123456789")
SAMPLE, SHIPPED = "mau-01", "38-ct-tw"

# What it would do if anything obeyed it: leave its element, run, load, turn the direction, ring the bell.
HOSTILE = (
    "</style></script></title><script>document.title='bị chiếm'</script>"
    "<img src=\"http://example.vn/x.png\" onerror='document.title=1'>"
    "<svg onload=document.title=1> \" ' ` & &lt; {{ 7*7 }} {% raw %} \u202eđảo\u202c \u2066\u200b \x1b[2J\x07\x00 ]]> --> <!--"
)
_FOREIGN = {
    "name", "abbreviation", "title", "text", "heading", "note", "summary", "difficulties", "proposals", "reason", "basis",
    "statement", "results", "causes", "next", "number", "type", "unit", "products", "value", "file",
}  # fmt: skip
_LINKS = (
    "javascript:document.title=1",
    "JavaScript:x",
    "data:text/html,<script>1</script>",
    " https://example.vn/",
    'https://example.vn/?q="><b>',
)


def workspace() -> Workspace:
    """The sample and the shipped plan together, as `init --sample` lays them."""
    plans = {f"plans/{path}": content for path, content in disk.files_below(disk.shipped("plans")).items()}
    shipped = {"agencies.yaml": disk.shipped("agencies.yaml").read_bytes(), **plans}
    files = founding.sample(disk.packaged("skeleton"), {}, shipped, disk.packaged("sample"), DAY.year)
    return read({path: content for path, content in files.items() if path == "agencies.yaml" or path.startswith("plans/")})


def read(files: Mapping[str, bytes]) -> Workspace:
    """A workspace of these files; the templates are the shipped ones."""
    parsed = parse(Snapshot(files))
    assert parsed.findings == () or all(finding.code >= "KH2" for finding in parsed.findings)
    return Workspace(ROOT, Snapshot(files), parsed.register, ())


def page(of: Workspace, plan: str | None = None, language: str = "vi", as_of: date = DAY) -> str:
    request = documents.Request(documents.PAGE, as_of, plan)
    return documents.page(of, request, Say(language), SOURCE).decode()


def hostile() -> Workspace:
    """The sample with hostile words wherever people write words. No file could bring the worst of them: the reader refuses it."""
    of = workspace()
    register = _poisoned(of.register, [0])
    return of._replace(
        register=register._replace(
            agency_by_id={agency.id: agency for agency in register.agencies},
            group_by_id={group.id: group for group in register.groups},
            plan_by_id={plan.id: plan for plan in register.plans},
        )
    )


def _poisoned(value: Any, links: list[int], field: str = "") -> Any:
    if isinstance(value, str):
        return HOSTILE + value if field in _FOREIGN else value
    if hasattr(value, "_fields"):
        changed = {name: _poisoned(getattr(value, name), links, name) for name in value._fields}
        if "url" in changed:
            links[0] += 1
            changed["url"] = _LINKS[links[0] % len(_LINKS)]
        if "item_by_id" in changed:
            changed["item_by_id"] = {item.id: item for item in changed["items"]}
        return type(value)(**changed)
    return tuple(_poisoned(one, links, field) for one in value) if isinstance(value, tuple) else value


def city(agencies: int, tasks: int, years: int, every: str = "year") -> Workspace:
    """A plan that every ward reports on, late and early, for years; long names and long tasks."""
    names = [f"Ủy ban nhân dân phường Bình Hưng Hòa {n}, thành phố Hồ Chí Minh" for n in range(agencies)]
    first = DAY.year - years + 1
    period = {"year": "{0}", "month": "{0}-01"}[every].format(first)
    lines = ["agencies:", *(f"  - {{id: a-{n}, name: '{name}', since: 2010-01-01}}" for n, name in enumerate(names))]
    lines += ["groups:", f"  - {{id: all, name: tất cả các phường, members: [{', '.join(f'a-{n}' for n in range(agencies))}]}}"]
    plan = [
        "id: kh", "title: Kế hoạch của một thành phố lớn", f"issued: {first}-01-05",
        f"reporting: {{every: {every}, first: '{period}', filers: [all], coordinator: a-0}}", "items:",
    ]  # fmt: skip
    for n in range(tasks):
        due = "recurs: {every: year, by: 12-15}" if n % 10 == 0 else f"due: {first + n % years}-06-30"
        lead = "all" if n % 5 == 0 else f"a-{n % agencies}"
        text = "Rà soát, bổ sung, hoàn thiện quy định về công tác đối ngoại nhân dân. " * 5
        plan += [f"  - id: I.{n + 1}", f"    text: '{text}'", f"    lead: [{lead}]", "    support: [all]", f"    {due}"]
    files = {"agencies.yaml": "\n".join(lines), "plans/kh/plan.yaml": "\n".join(plan)}
    for year in range(first, DAY.year + 1):
        for n in range(agencies):
            day = date(year, 1 + n % 11, 1 + n % 28)
            said = f"kind: update\ndate: {day}\nitem: I.{n % tasks + 1}\nstate: completed\nsummary: Đã trình dự thảo.\n"
            files[event_path("kh", f"a-{n}", day, f"I.{n % tasks + 1}", f"{n:06x}")] = said
            for name, month in [(str(year), 12)] if every == "year" else [(f"{year}-{m:02}", m) for m in range(1, 13)]:
                if (n + month) % 9:
                    received = date(year, month, 14 + n % 14)
                    files[filing_path("kh", name, f"a-{n}", 1)] = f"received: {received}\nstatement: Đã làm đủ.\n"
    return read({path: text.encode() for path, text in files.items()})
