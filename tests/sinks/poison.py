"""Words that would do something if anything obeyed them, and a world that says each of them wherever people write words."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kehoach_cli.parse import Snapshot, event_path, filing_path, parse
from kehoach_cli.workspace import Workspace

STRINGS = (
    # a terminal
    "\x1b[2J\x1b[H", "\x1b]8;;https://x.example\x1b\\chữ\x1b]8;;\x1b\\", "\x1b]52;c;eA==\x07", "\x1b]0;tên\x07", "\x1bP1$r\x1b\\",
    "\x9b31mđỏ", "\x9d8;;x\x9c", "\x90x\x9c", "a\rb", "a\x08\x08b", "\x07", "\x0b\x0c", "\x7f", "\x0e\x0f", "\x00",
    "\u202eđảo", "\u2066a\u2069", "\u200f\u200eb", "\u061c", "a\u200bb\u200c\u200d", "\ufeffđầu", "\u2028\u2029", "\x85",
    "\ud800", "\udcff", "\ufffe\uffff", "a\u00adb", "[bold red]chữ[/]", "[/]", "[link=https://x.example]x[/link]",
    "Khoản [a]", ":smile: :warning:", "مرحبا بالعالم", "שלום", "e\u0302\u0301", "🙂👨\u200d👩\u200d👧",
    # Markdown
    "# đề mục", "- mục", "1. một", "> trích", "```\nmã\n```", "| a | b |", "|---|", "*a* **b** _c_ ~~d~~", "[x](javascript:1)",
    "![x](https://x.example/a.png)", "<https://x.example>", "a\n\n# b", "a  \nb", "\\", "&lt;b&gt; &amp;#65;", "[x]: https://x",
    # HTML and XML
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"'><b>", "</title></style>", "<!-- x -->", "]]>", "<![CDATA[x",
    "&x;", "<?xml version='1.0'?>", "</w:t></w:r></w:p><w:p>", "{{ 7*7 }} {% if x %}", "{_{ x }_}",
    # spreadsheets
    "=1+1", "+84", "-5", "@SUM(A1)", "=cmd|'/c calc'!A1", '=HYPERLINK("https://x.example")', "\t=1", "\r=1", '"a","b";c\n=1',
    "＝1+1",
    # calendars and mail
    "x\r\nATTENDEE:mailto:a@x.example", "x\nEND:VEVENT", "a;b,c\\n:d", "x\r\nBcc: a@x.example", "=?utf-8?q?a?=",
    "a <b@x.example>, c",
    # CI and git
    "::error file=x::y", "::set-output name=x::y", "x\n::stop-commands::y", "##[error]x", "%0A::error::x", "a%25b",
    "${{ github.token }}",
    "x\n\nReviewed-by: Chủ tịch <a@x.example>", "# mất", "--output=x", "$(id) `id` ; id", "../../etc/passwd", "%s %n {0}",
    # much
    "ế" * 3_000, "a" * 3_000, "1" * 5_000, "\u0300" * 200,
)  # fmt: skip
DAY = date(2026, 12, 18)
MANY = len(STRINGS)


def mark(number: int) -> str:
    """What stands behind a string, to find it again."""
    return f"z{number}z"


def said(number: int) -> str:
    """A hostile string with its mark."""
    return f"{STRINGS[number]} {mark(number)}"


def shown(number: int) -> str:
    """How it may be shown on one line: printable, blanks evened, everything else as an escape."""
    flat = " ".join(said(number).split())
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in flat)


def is_harmless(text: str, but: str = "\n") -> bool:
    """Whether a screen would show every character and obey none."""
    return all(one.isprintable() or one in but for one in text)


def blanks_evened(text: str) -> str:
    """The text as a reader sees it: blanks of every kind are one blank."""
    spaced = "".join(" " if unicodedata.category(one) == "Zs" else one for one in text)
    return " ".join(spaced.split())


def placeholder(number: int) -> str:
    """What a file says in its place until it has been read: no file could bring the worst of them."""
    return f"@{number}@"


def poisoned(value: Any) -> Any:
    """The same value with every placeholder replaced."""
    if isinstance(value, str):
        head, _, tail = value.partition("@")
        number, _, end = tail.partition("@")
        return f"{head}{said(int(number))}{end}" if number.isdigit() else value
    if isinstance(value, bytes):
        return value
    if hasattr(value, "_fields"):
        changed = {name: poisoned(getattr(value, name)) for name in value._fields}
        if "item_by_id" in changed:
            changed["item_by_id"] = {item.id: item for item in changed["items"]}
        return type(value)(**changed)
    if isinstance(value, (tuple, list, frozenset)):
        return type(value)(poisoned(one) for one in value)
    return {key: poisoned(one) for key, one in value.items()} if isinstance(value, Mapping) else value


class World(NamedTuple):
    """A workspace in which agency, item, report, filing and plan number n say string n in all their words."""

    workspace: Workspace

    @staticmethod
    def made(root: Path) -> "World":
        """The world, its files in a folder; what they state is poisoned after they have been read."""
        files = {path: text.encode() for path, text in _files().items()}
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        parsed = parse(Snapshot(files))
        assert parsed.findings == (), parsed.findings[:3]
        register = poisoned(parsed.register)
        register = register._replace(
            agency_by_id={one.id: one for one in register.agencies},
            group_by_id={one.id: one for one in register.groups},
            plan_by_id={one.id: one for one in register.plans},
        )
        texts = {path: poisoned(content.decode()).encode("utf-8", "surrogatepass") for path, content in files.items()}
        return World(Workspace(root, Snapshot(texts), register, ()))

    def with_plans(self, *names: str) -> Workspace:
        """The same with some of its plans only, which is quicker to judge."""
        register = self.workspace.register
        plans = {name: register.plan_by_id[name] for name in names}
        return self.workspace._replace(register=register._replace(plans=tuple(plans.values()), plan_by_id=plans))


def _files() -> dict[str, str]:
    agencies = ["agencies:", "  - {id: vp, name: Văn phòng}"]
    plan = [
        "id: kh", 'title: "@40@"', "issuer: vp", "issued: 2025-01-05",
        'basis: [{type: Chỉ thị, number: "@41@", date: 2024-11-03, issuer: "@42@", title: "@43@"}]',
        'reporting: {every: year, first: "2026", closes: 12-14, due: 12-20, filers: [all], coordinator: vp, basis: "@44@"}',
        "items:", "  - {id: I, heading: NHIỆM VỤ}",
    ]  # fmt: skip
    files: dict[str, str] = {}
    for n in range(MANY):
        p = f'"{placeholder(n)}"'
        agencies.append(f"  - {{id: a-{n}, name: {p}, abbreviation: {p}, note: {p}, basis: {p}, email: [a{n}@example.vn]}}")
        due = "due: 2026-03-31" if n % 2 else "due: 2026-12-30"
        plan.append(f"  - {{id: I.{n + 1}, text: {p}, lead: [a-{n}], {due}, products: [{p}], note: {p}}}")
        evidence = f"[{{type: {p}, number: {p}, date: 2026-02-01, title: {p}}}]"
        files[event_path("kh", f"a-{n}", date(2026, 2, 2), f"I.{n + 1}", f"{n:06x}")] = (
            f"kind: update\ndate: 2026-02-02\nitem: I.{n + 1}\nstate: in-progress\nsummary: {p}\ndifficulties: {p}\n"
            f"proposals: {p}\nfigures: [{{name: {p}, value: \"1\", unit: {p}}}]\nevidence: {evidence}\n"
        )  # fmt: skip
        if n % 2:
            files[filing_path("kh", "2026", f"a-{n}", 1)] = (
                f"received: 2026-12-15\nstatement: {p}\nproposals: {p}\n"
                f"items: [{{item: I.{n + 1}, state: in-progress, results: {p}, difficulties: {p}, causes: {p}, next: {p}}}]\n"
            )
        files[f"plans/p-{n}/plan.yaml"] = (
            f"id: p-{n}\ntype: {p}\nnumber: {p}\ntitle: {p}\nissued: 2025-01-05\n"
            f"items: [{{id: I, heading: {p}}}, {{id: I.1, text: {p}, lead: [a-{n}], due: 2026-03-31}}]\n"
        )
    agencies += ["groups:", f"  - {{id: all, name: tất cả, members: [{', '.join(f'a-{n}' for n in range(MANY))}]}}"]
    return {"agencies.yaml": "\n".join(agencies) + "\n", "plans/kh/plan.yaml": "\n".join(plan) + "\n", **files}
