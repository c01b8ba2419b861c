"""Words that would do something if anything obeyed them, and a world that says each of them wherever people write words."""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kehoach_cli.model import Register
from kehoach_cli.parse import AGENCIES_PATH, Snapshot, event_path, filing_path, parse
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
EVERY = range(MANY)


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
        return re.sub("@([0-9]+)@", lambda found: said(int(found[1])), value)
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
        files = {path: text.encode() for path, text in files_of_the_world().items()}
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        entries = {path: content.decode() for path, content in files.items() if "/progress/" in path or "/filings/" in path}
        texts = {path: poisoned(text).encode("utf-8", "replace") for path, text in entries.items()}  # which are shown as they are
        return World(Workspace(root, Snapshot({**files, **texts}), _register(files), ()))

    def with_plans(self, *names: str) -> Workspace:
        """The same with some of its plans only, which is quicker to judge."""
        register = self.workspace.register
        plans = {name: register.plan_by_id[name] for name in names}
        return self.workspace._replace(register=register._replace(plans=tuple(plans.values()), plan_by_id=plans))

    def of_one(self, n: int) -> Workspace:
        """Agency a-n, its plan p-n and the office vp alone. The files are as they are before they are poisoned: who judges them
        anew, as commands do that record, reads what files can hold."""
        files = {path: text.encode() for path, text in _files_of_one(n).items()}
        return Workspace(self.workspace.root, Snapshot(files), _register(files), ())

    def held_of_one(self, n: int) -> Workspace | None:
        """The same, where files say the string themselves; None where no file can hold it."""
        quoted = json.dumps(said(n), ensure_ascii=False)[1:-1]
        texts = {path: text.replace(placeholder(n), quoted) for path, text in _files_of_one(n).items()}
        files = {path: text.encode("utf-8", "surrogatepass") for path, text in texts.items()}
        parsed = parse(Snapshot(files))
        return None if parsed.findings else Workspace(self.workspace.root, Snapshot(files), parsed.register, ())


def _files_of_one(n: int) -> dict[str, str]:
    lines = ["agencies:", "  - id: vp", "    name: Văn phòng", _agency(n), "groups:", _group(n)]
    return {AGENCIES_PATH: "\n".join(lines) + "\n", **_own_plan(n)}


def _register(files: Mapping[str, bytes]) -> Register:
    """What the files state, each placeholder replaced."""
    parsed = parse(Snapshot(files))
    assert parsed.findings == (), parsed.findings[:3]
    register: Register = poisoned(parsed.register)
    return register._replace(
        agency_by_id={one.id: one for one in register.agencies},
        group_by_id={one.id: one for one in register.groups},
        plan_by_id={one.id: one for one in register.plans},
    )


def files_of_the_world() -> dict[str, str]:
    """The files of the world. Everything is said in plan `kh`, where all agencies work, and in a plan of each string, p-n, which
    has what would move the deadlines of others: extensions, excuses, a calendar."""
    agencies = ["agencies:", "  - {id: vp, name: Văn phòng}"]
    groups = ["groups:", f"  - {{id: all, name: tất cả, members: [{', '.join(f'a-{n}' for n in range(MANY))}]}}"]
    plan = [
        "id: kh", 'title: "@40@"', "issuer: vp", "issued: 2025-01-05",
        'basis: [{type: Chỉ thị, number: "@41@", date: 2024-11-03, issuer: "@42@", title: "@43@"}]',
        'reporting: {every: year, first: "2026", closes: 12-14, due: 12-20, filers: [all], coordinator: vp, basis: "@44@"}',
        "items:", "  - {id: I, heading: NHIỆM VỤ}",
    ]  # fmt: skip
    files: dict[str, str] = {}
    for n in range(MANY):
        p = f'"{placeholder(n)}"'
        agencies.append(_agency(n))
        groups.append(_group(n))
        due = "due: 2026-03-31" if n % 2 else "due: 2026-12-30"
        plan.append(f"  - {{id: I.{n + 1}, text: {p}, lead: [a-{n}], {due}, products: [{p}], note: {p}}}")
        files[event_path("kh", f"a-{n}", date(2026, 2, 2), f"I.{n + 1}", f"{n:06x}")] = _update(n, f"I.{n + 1}", "in-progress")
        if n % 2:
            files[filing_path("kh", "2026", f"a-{n}", 1)] = _filing(n, f"I.{n + 1}")
        files |= _own_plan(n)
    lines = {AGENCIES_PATH: [*agencies, *groups], "plans/kh/plan.yaml": plan}
    return {**{path: "\n".join(those) + "\n" for path, those in lines.items()}, **files}


def _agency(n: int) -> str:
    p = f'"{placeholder(n)}"'
    letterhead = f"{{superior: {p}, name: {p}, symbol: {p}, place: {p}, signers: [{_signer(p)}]}}"
    keys = {"name": p, "abbreviation": p, "aliases": f"[{p}]", "note": p, "basis": p, "letterhead": letterhead}
    return "\n".join([f"  - id: a-{n}", *(f"    {key}: {value}" for key, value in keys.items()), f"    email: [a{n}@example.vn]"])


def _group(n: int) -> str:
    p = f'"{placeholder(n)}"'
    return f"  - {{id: g-{n}, name: {p}, aliases: [{p}], note: {p}, members: [a-{n}]}}"


def _signer(p: str) -> str:
    return f"{{title: {p}, name: {p}, authority: [{p}]}}"


def _document(n: int) -> str:
    """A document that says string n wherever one has words."""
    p = f'"{placeholder(n)}"'
    words = ", ".join(f"{key}: {p}" for key in ("type", "number", "title", "issuer", "url", "file"))
    attached = f'[{{name: "{placeholder(n)}.pdf", sha256: "{n:064x}", size: {n + 1}}}]'
    return f"{{date: 2026-02-01, {words}, attachments: {attached}}}"


def _update(n: int, item: str, state: str) -> str:
    p = f'"{placeholder(n)}"'
    return (
        f"kind: update\ndate: 2026-02-02\nitem: {item}\nstate: {state}\nsummary: {p}\ndifficulties: {p}\n"
        f'proposals: {p}\nnote: {p}\nfigures: [{{name: {p}, value: "1", unit: {p}}}]\nevidence: [{_document(n)}]\n'
    )


def _filing(n: int, item: str) -> str:
    p = f'"{placeholder(n)}"'
    return (
        f"document: {_document(n)}\nreceived: 2026-12-15\nstatement: {p}\nproposals: {p}\nnote: {p}\n"
        f"items: [{{item: {item}, state: in-progress, results: {p}, difficulties: {p}, causes: {p}, next: {p}, "
        f'figures: [{{name: {p}, value: "1", unit: {p}}}], evidence: [{_document(n)}]}}]\n'
    )


def _own_plan(n: int) -> dict[str, str]:
    """The plan of one string, with an event of every kind."""
    p, plan, agency = f'"{placeholder(n)}"', f"p-{n}", f"a-{n}"
    key = f'"ssh-ed25519 {"A" * 68} {placeholder(n)}"'
    said_of_all = {
        "update": _update(n, "I.1", "completed") + f"replaces: {p}\n",
        "confirmation": f"item: I.1\nof: {p}\nresult: returned\nreason: {p}\nreplaces: {p}\nnote: {p}\n",
        "extension": f"item: I.1\nto: 2026-04-30\nbasis: {p}\nreplaces: {p}\nnote: {p}\n",
        "excuse": f"period: 2027\nbasis: {p}\nreplaces: {p}\nnote: {p}\n",
        "reminder": f"period: [2026]\nlevel: 1\ndocument: {_document(n)}\nreplaces: {p}\nnote: {p}\n",
    }
    files = {
        event_path(plan, agency, date(2026, 2, 2 + number), "I.1", f"{number:06x}"): (
            text if kind == "update" else f"kind: {kind}\ndate: 2026-02-0{2 + number}\n{text}"
        )
        for number, (kind, text) in enumerate(said_of_all.items())
    }
    files[f"plans/{plan}/plan.yaml"] = (
        f"id: {plan}\ntype: {p}\nnumber: {p}\ntitle: {p}\nissuer: {agency}\nissued: 2025-01-05\n"
        f"source: {p}\nnote: {p}\npreamble: {p}\n"
        f"basis: [{_document(n)}]\nrecipients: [{p}]\n"
        f'reporting: {{every: year, first: "2026", filers: [{agency}], coordinator: vp, basis: {p}, note: {p}}}\n'
        f"report: {{to: [{p}], recipients: [{p}], signer: {_signer(p)}}}\n"
        f"calendar: {{holidays: [{{date: 2026-09-02, name: {p}, basis: {p}}}], "
        f"moved: [{{period: 2026, due: 2026-12-22, basis: {p}}}]}}\n"
        f"transfers: [{{items: [I.2], from: {agency}, to: vp, date: 2026-05-01, basis: {p}}}]\n"
        f"audit: {{signed: true, keys: [{key}]}}\n"
        f"items: [{{id: I, heading: {p}}}, {{id: I.1, text: {p}, lead: [{agency}], due: 2026-03-31}}, "
        f"{{id: I.2, text: {p}, lead: [{agency}], ongoing: true, basis: {p}, since: 2026-01-01, products: [{p}], note: {p}}}]\n"
    )
    files[filing_path(plan, "2026", agency, 1)] = _filing(n, "I.1")
    return files
