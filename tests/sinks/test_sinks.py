"""Hostile strings in every field through every output, each read back by a real parser: the text is there, and only as text."""

import csv
import email
import email.policy
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from email.header import decode_header
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx as python_docx
import icalendar
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from poison import DAY, MANY, World, blanks_evened, is_harmless, poisoned, said, shown

from conftest import Program, git
from kehoach_cli import app, candidates, changes, documents, mailing, review, rules
from kehoach_cli.changes import Side
from kehoach_cli.cli import context
from kehoach_cli.cli.console import Console
from kehoach_cli.model import Register
from kehoach_cli.parse import Snapshot
from kehoach_cli.text import Say
from kehoach_cli.vn import nfc
from kehoach_cli.workspace import load
from runner import commands

pytestmark = pytest.mark.xdist_group("sinks")  # the world is made once
EVERY = range(MANY)
_MARK = re.compile(r"z(\d+)z")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World.made(tmp_path_factory.mktemp("sinks"))


Run = Callable[..., str]


@pytest.fixture
def run(world: World, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command on the world, wide enough that no line is folded; what it says on either stream."""
    monkeypatch.setenv("KEHOACH_CACHE", "off")  # what is put in after reading is in no file
    monkeypatch.setattr(context, "load", lambda start, known_at=None: world.workspace)
    monkeypatch.setattr(app, "validate", lambda *_: _validation(world))
    monkeypatch.setattr(Console, "width", property(lambda self: 40_000))

    def call(*arguments: str) -> str:
        ran = kehoach(*arguments, cwd=world.workspace.root)
        assert ran.code in (0, 1), ran.err
        assert is_harmless(ran.err)
        return ran.out

    return call


def _validation(world: World) -> app.Validation:
    """Findings about names nobody knows: every string is a fact of one."""
    lines = [f'  - {{id: I.{n + 1}, text: Việc, lead: ["@{n}@"]}}' for n in EVERY]
    files = {
        "agencies.yaml": b"agencies: []\n",
        "plans/kh/plan.yaml": "\n".join(["id: kh", "title: K", "items:", *lines]).encode(),
    }
    found = poisoned(rules.judge(Snapshot(files), None).standing)
    texts = {path: poisoned(content.decode()).encode("utf-8", "surrogatepass") for path, content in files.items()}
    return app.Validation(world.workspace.root, Snapshot(texts), found, ())


def missing(texts: Iterator[str] | list[str], wanted: Callable[[int], str] = shown) -> list[int]:
    """The numbers of the strings that no text holds whole."""
    by_mark: dict[int, list[str]] = {}
    for text in texts:
        for found in _MARK.finditer(text):
            by_mark.setdefault(int(found[1]), []).append(text)
    return [n for n in EVERY if not any(wanted(n) in blanks_evened(text) for text in by_mark.get(n, ()))]


def without_colour(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


# --- a terminal and a log


SCREENS = {
    "home": (),
    "status of a plan": ("status", "kh"),
    "status of all": ("status",),
    "status, plain": ("status", "kh", "--format", "plain"),
    "by agency": ("status", "kh", "--by-agency"),
    "matrix": ("status", "kh", "--matrix"),
    "check": ("check", "kh", "--period", "2026"),
    "check as a table": ("check", "kh", "--period", "2026", "--format", "table"),
    "validate": ("validate",),
    "agencies": ("agency", "list"),
}
NOT_NAMED = {"by agency", "matrix"}  # they call an agency by its abbreviation or shorten it


@pytest.mark.parametrize("colour", ["", "1"], ids=["plain", "colour"])
@pytest.mark.parametrize("case", SCREENS)
def test_a_screen_shows_every_text_and_obeys_none(case: str, colour: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEHOACH_COLOR", colour or "0")
    text = without_colour(run(*SCREENS[case]))
    assert is_harmless(text), sorted({one for one in text if not one.isprintable()})
    assert missing(text.split("\n")) == []


def test_one_thing_shown_shows_its_texts(run: Run, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in EVERY:
        monkeypatch.setattr(context, "load", lambda start, known_at=None, n=n: world.with_plans("kh", f"p-{n}"))
        event = next(one for one in world.workspace.register.events if one.agency == f"a-{n}")
        for name in (f"kh/I.{n + 1}", f"a-{n}", f"p-{n}", event.path):
            text = run("show", name)
            assert is_harmless(text), (n, name)
            assert shown(n) in blanks_evened(text), (n, name)
    assert is_harmless(run("show", "kh/I.2", "--why"))


# --- tables and data


CSV = {
    "status": ("status", "kh", "--format", "csv"), "by agency": ("status", "kh", "--by-agency", "--format", "csv"),
    "matrix": ("status", "kh", "--matrix", "--format", "csv"), "check": ("check", "kh", "--period", "2026", "--format", "csv"),
    "agencies": ("agency", "list", "--format", "csv"),
}  # fmt: skip


@pytest.mark.parametrize("case", CSV)
def test_a_spreadsheet_holds_text_and_no_formula(case: str, run: Run) -> None:
    out = run(*CSV[case])
    assert is_harmless(out.removeprefix("\ufeff"), "\r\n")
    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))
    assert len({len(row) for row in rows}) == 1
    assert [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r＝＋－＠"))] == []
    assert missing([cell for row in rows for cell in row], lines_kept) == []


MARKDOWN = {
    "status": ("status", "kh", "--format", "markdown"), "all": ("status", "--format", "markdown"),
    "check": ("check", "kh", "--period", "2026", "--format", "markdown"), "agencies": ("agency", "list", "--format", "markdown"),
    "annual": ("report", "annual", "kh", "--period", "2026", "-f", "markdown"),
    "matrix": ("report", "matrix", "kh", "-f", "markdown"), "summary": ("report", "summary", "kh", "-f", "markdown"),
}  # fmt: skip
_PLAIN = {"text", "text_special", "strong_open", "strong_close", "em_open", "em_close", "softbreak"}


# The one comment of the program itself, at the end of a report: from what it was made, each fact percent-encoded.
_TRACE = re.compile(r"\n<!-- kehoach [\w.%&=-]*?(?<!-) -->\n\Z", re.ASCII)


def markdown_texts(text: str) -> list[str]:
    found = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        assert token.type not in ("html_block", "fence", "code_block", "blockquote_open", "hr", "ordered_list_open"), token
        for child in token.children or []:
            assert child.type in _PLAIN, (child.type, token.content[:200])
        if token.type == "inline":
            found.append("".join(child.content for child in token.children or []))
    return found


@pytest.mark.parametrize("case", MARKDOWN)
def test_markdown_says_every_text_and_nothing_of_it_is_markup(case: str, run: Run) -> None:
    out = _TRACE.sub("", run(*MARKDOWN[case]))
    assert missing(markdown_texts(out), kept_in_documents) == []


def lines_kept(number: int) -> str:
    """As `shown`, where a text may have lines: only line feeds and blanks are blanks."""
    flat = " ".join(one for one in re.split(r"[ \n]+", said(number)) if one)
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in flat)


def kept_in_documents(number: int) -> str:
    """As `shown`, but marks that join and break words stay, and so does what is no blank to a page: see `safe.for_document`."""
    kept = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
    text = "".join(" " if one in "\r\u0085\u2028\u2029\t" else one for one in said(number))
    flat = " ".join(one for one in re.split(r"[ \n\u00a0]+", text) if one)
    return "".join(one if one.isprintable() or one in kept else one.encode("unicode_escape").decode() for one in flat)


JSON = {
    "status": ("status", "kh", "--format", "json"), "check": ("check", "kh", "--period", "2026", "--format", "json"),
    "validate": ("validate", "--format", "json"), "agencies": ("agency", "list", "--format", "json"),
    "sarif": ("validate", "--format", "sarif"), "gitlab": ("validate", "--format", "gitlab"),
    "sarif of check": ("check", "kh", "--period", "2026", "--format", "sarif"),
}  # fmt: skip
EXACT = ("status", "check", "agencies")  # data for other tools; the others are sentences


@pytest.mark.parametrize("case", JSON)
def test_json_holds_every_text_exactly_and_can_be_looked_at(case: str, run: Run) -> None:
    out = run(*JSON[case])
    assert is_harmless(out)
    texts = list(leaves(json.loads(out)))
    if case.startswith("sarif"):
        texts = [re.sub(r"\\([\\\[\]])", r"\1", one) if "](" in one else one for one in texts]
        texts = [one.replace("{{", "{").replace("}}", "}") for one in texts]
    assert missing_exactly(texts) == [] if case in EXACT else missing(texts) == []


def missing_exactly(texts: list[str]) -> list[int]:
    return [n for n in EVERY if not any(said(n) in text for text in texts)]


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from leaves(inner)


@pytest.mark.parametrize("arguments", [("validate",), ("check", "kh", "--period", "2026")], ids=["validate", "check"])
def test_junit_is_xml_with_every_text(arguments: tuple[str, ...], run: Run) -> None:
    out = run(*arguments, "--format", "junit")
    assert is_harmless(out)
    tree = ElementTree.fromstring(out)
    texts = [text for node in tree.iter() for text in (node.text or "", *node.attrib.values())]
    assert missing(texts) == []
    assert {node.tag for node in tree.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "skipped", "system-out",
    }  # fmt: skip


@pytest.mark.parametrize("arguments", [("validate",), ("check", "kh", "--period", "2026")], ids=["validate", "check"])
def test_the_log_of_a_workflow_holds_no_command_but_ours(
    arguments: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary"
    summary.touch()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    out = run(*arguments, "--format", "github")
    assert is_harmless(out)
    found = commands(out)
    assert {one.name for one in found} <= {"error", "warning", "notice"}
    assert len(found) <= 10
    assert {key for one in found for key in one.properties} <= {"file", "line", "col", "title"}
    texts = markdown_texts(summary.read_text(encoding="utf-8"))
    assert missing(texts) == []


# --- documents


class Page(HTMLParser):
    """The texts of a page; what could only come from a text is an error."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert [name for name, _ in attrs if name.startswith("on") or name == "src"] == []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def test_the_page_says_every_text_and_runs_none(run: Run) -> None:
    out = run("report", "page", "--as-of", "2026-12-18")
    assert is_harmless(out)
    page = Page(out)
    assert page.tags.count("script") == 1
    assert not {"img", "iframe", "object", "embed", "link", "base", "form"} & set(page.tags)
    assert missing(page.texts, lambda n: lines_kept(n).replace("\\t", " ").strip()) == []


def word_texts(content: bytes) -> list[str]:
    signs = {qn("w:t"): None, qn("w:br"): "\n", qn("w:tab"): "\t"}
    body = python_docx.Document(io.BytesIO(content)).element.body
    return ["".join(signs[node.tag] or node.text or "" for node in p.iter(*signs)) for p in body.iter(qn("w:p"))]


@pytest.mark.parametrize("kind", ["annual", "matrix"])
def test_word_holds_every_text_whole(kind: str, world: World) -> None:
    request = documents.Request(kind, DAY, "kh", "2026")
    content = documents.make(world.workspace, request, Say("vi"), documents.DOCX)
    texts = word_texts(content)
    assert is_harmless("".join(texts), "\n\t\u00ad\u200b\u200c\u200d\u2060\ufeff\u00a0")
    assert missing(texts, kept_in_documents) == []


def test_letters_mails_and_calendars_hold_every_text(world: World) -> None:
    made = list(mailing.prepare(world.workspace, mailing.Request(date(2026, 11, 1), "kh", within=400), Say("vi")))
    files = {name: content for paper in made for name, content in paper.files.items()}
    found: dict[str, list[str]] = {"docx": [], "eml": [], "ics": [], "coming": []}
    for name, content in files.items():
        kind = name.rpartition(".")[2]
        found[kind] += {"docx": word_texts, "eml": mail_texts, "ics": calendar_texts}[kind](content)
        found["coming"] += described(content) if kind == "ics" else []
    assert missing(found["docx"], kept_in_documents) == []
    assert missing(found["eml"], kept_in_documents) == []
    assert missing(found["ics"]) == []  # the names of calendars
    assert [n for n in missing(found["coming"], _as_the_reader_gives_it) if n % 2 == 0] == []


def mail_texts(content: bytes) -> list[str]:
    """The headers and the body of a draft, which has no header and no part but ours."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert sorted(message.keys()) == sorted(["Content-Type", "MIME-Version", "Subject", "To", "Date", "X-Unsent"])
    assert message.defects == []
    (address,) = message["To"].addresses
    assert re.fullmatch(r"a\d+@example\.vn", address.addr_spec)
    (name, charset), *_ = decode_header(str(email.message_from_bytes(content)["To"]))  # the newer reader puts blanks into names
    parts = list(message.iter_parts())
    assert parts[0].get_content_type() == "text/plain"
    assert {part.get_content_type() for part in parts[1:]} <= {mailing.mail.WORD, mailing.mail.CALENDAR}
    return [name.decode(charset or "ascii"), message["Subject"], parts[0].get_content()]


def calendar_texts(content: bytes) -> list[str]:
    calendar = icalendar.Calendar.from_ical(content)
    names = {name for part in calendar.walk() for name in part}
    assert names <= {
        "PRODID", "VERSION", "METHOD", "X-WR-CALNAME", "UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION",
        "TRANSP", "ACTION", "TRIGGER",
    }  # fmt: skip
    name = re.sub(
        r"\\([\\;,n])", lambda found: "\n" if found[1] == "n" else found[1], str(calendar["X-WR-CALNAME"])
    )  # RFC 5545, 3.3.11
    return [name]


def _as_the_reader_gives_it(number: int) -> str:
    return kept_in_documents(number).lstrip("\ufeff")  # which the library takes for a byte order mark


def described(content: bytes) -> list[str]:
    """What events say of themselves: the words of the tasks that are still to come."""
    return [str(part["DESCRIPTION"]) for part in icalendar.Calendar.from_ical(content).walk("VEVENT") if "DESCRIPTION" in part]


# --- what a change means


@pytest.fixture
def changed(world: World, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`diff` of nothing and the world: everything in it is new."""
    nothing, everything = Side(Snapshot({}), Register()), Side(world.workspace.snapshot, world.workspace.register)
    found = review.Compared(review.Read(None, nothing), review.Read(None, everything), changes.compare(nothing, everything, DAY))
    monkeypatch.setattr(review, "compared", lambda *_: found)
    return run


def test_a_change_is_told_with_every_text_on_a_screen_and_as_data(changed: Run) -> None:
    text = changed("diff")
    assert is_harmless(text)
    assert missing(text.split("\n")) == []
    data = changed("diff", "--format", "json")
    assert is_harmless(data)
    assert missing(list(leaves(json.loads(data)))) == []


_OUR_HTML = re.compile(r"(<!-- [\w -]+ -->|</?details(?: open)?>|<summary>[^<]*</summary>|\s)*")


def test_a_comment_on_a_change_holds_no_markup_of_a_text(changed: Run) -> None:
    out = changed("diff", "--format", "markdown")
    tokens = MarkdownIt("commonmark").parse(out)
    assert [one.content for one in tokens if one.type == "html_block" and not _OUR_HTML.fullmatch(one.content)] == []
    assert {one.type for one in tokens} <= {
        "html_block", "paragraph_open", "paragraph_close", "inline", "bullet_list_open", "bullet_list_close", "list_item_open",
        "list_item_close",
    }  # fmt: skip
    inner = [child for one in tokens for child in one.children or []]
    assert {one.type for one in inner} <= _PLAIN
    assert is_harmless("".join(one.content for one in inner), "\n\u2060")


# --- what goes into git, and what a shell is offered


def test_a_commit_message_says_nothing_that_somebody_typed(office: Path, kehoach: Program) -> None:
    """Every string that a file can hold, in one report; the message is ids and dates, and its trailers are ours."""
    typed = nfc("\n".join(said(n) for n in EVERY if all(one.isprintable() or one == "\n" for one in said(n))))
    arguments = ("kh/I.1", "--agency", "so-a", "--date", "2026-06-30", "--state", "in-progress", "--yes", "--no-input")
    ran = kehoach("record", *arguments, "--summary", typed, "--evidence", "Báo cáo 1/BC 2026-06-29", cwd=office)
    assert ran.code == 0, ran.err
    message = git(office, "log", "-1", "--format=%B")
    assert message.rstrip("\n").split("\n") == [
        "ghi(kh/I.1): so-a 2026-06-30", "", "Plan: kh", "Item: I.1", "Agency: so-a",
    ]  # fmt: skip
    (event,) = (office / "plans/kh/progress/2026/so-a").iterdir()
    found = json.loads(kehoach("status", "kh", "--format", "json", cwd=office).out)
    assert found["plans"][0]["id"] == "kh"
    assert load(office).register.events[0].summary == "\n".join(map(str.rstrip, typed.split("\n")))
    assert is_harmless(event.read_text(encoding="utf-8"))


def test_codeowners_holds_ids_and_owners_only(run: Run) -> None:
    assert _MARK.search(run("codeowners")) is None


def test_what_a_shell_is_offered_is_one_harmless_line(world: World) -> None:
    for n in EVERY:
        meaning = candidates._meaning(said(n))
        assert is_harmless(meaning, "")
        assert len(meaning) <= 60
    assert [word for word in (said(n) for n in EVERY) if candidates._is_harmless(word)] == []
