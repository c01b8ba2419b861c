"""Outputs read back by real parsers. A reader gives the texts that an output holds; whatever is more than text is an error."""

import csv
import email
import email.policy
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Iterator
from email.header import decode_header
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import docx as python_docx
import icalendar
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from poison import EVERY, blanks_evened, is_harmless, said, shown

from kehoach_cli import mailing
from runner import commands

_MARK = re.compile(r"z(\d+)z")
KEPT_ON_PAPER = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # they join and break words; see `safe.for_document`


def missing(texts: Iterable[str], wanted: Callable[[int], str] = shown) -> list[int]:
    """The numbers of the strings that no text holds whole."""
    by_mark: dict[int, list[str]] = {}
    for text in texts:
        for found in _MARK.finditer(text):
            by_mark.setdefault(int(found[1]), []).append(text)
    return [n for n in EVERY if not any(wanted(n) in blanks_evened(text) for text in by_mark.get(n, ()))]


def lines_kept(number: int) -> str:
    """As `shown`, where a text may have lines: only line feeds and blanks are blanks."""
    flat = " ".join(one for one in re.split(r"[ \n]+", said(number)) if one)
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in flat)


def on_paper(number: int) -> str:
    """As `shown`, but marks that join and break words stay, and so does what is no blank to a page: see `safe.for_document`."""
    text = "".join(" " if one in "\r\u0085\u2028\u2029\t" else one for one in said(number))
    flat = " ".join(one for one in re.split(r"[ \n\u00a0]+", text) if one)
    return "".join(one if one.isprintable() or one in KEPT_ON_PAPER else one.encode("unicode_escape").decode() for one in flat)


def without_colour(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def screen_texts(out: str) -> list[str]:
    """The lines on a screen, of which none is obeyed."""
    text = without_colour(out)
    assert is_harmless(text), sorted({one for one in text if not one.isprintable()})
    return text.split("\n")


# What a file may hold though nobody sees it; `validate` warns of each (KH110).
HELD = KEPT_ON_PAPER + "\u200e\u200f\u061c"


def patch_texts(out: str) -> list[str]:
    """The lines of a patch, which gives what files hold to the character, and so nothing that no file may hold."""
    text = out.replace("\r\n", "\n")
    assert is_harmless(text, "\n" + HELD), sorted({one for one in text if not one.isprintable()})
    return text.split("\n")


def csv_texts(out: str) -> list[str]:
    """The cells of a spreadsheet, of which none is a formula."""
    assert is_harmless(out.removeprefix("\ufeff"), "\r\n")
    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝＋－＠"))] == []
    return cells


_PLAIN = {"text", "text_special", "strong_open", "strong_close", "em_open", "em_close", "softbreak"}
# The one comment of the program itself, at the end of a report: from what it was made, each fact percent-encoded.
_TRACE = re.compile(r"\n<!-- kehoach [\w.%&=-]*?(?<!-) -->\n\Z", re.ASCII)


def markdown_texts(text: str) -> list[str]:
    """The texts of Markdown; nothing in them is markup."""
    found = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(_TRACE.sub("", text)):
        assert token.type not in ("html_block", "fence", "code_block", "blockquote_open", "hr", "ordered_list_open"), token
        for child in token.children or []:
            assert child.type in _PLAIN, (child.type, token.content[:200])
        if token.type == "inline":
            found.append("".join(child.content for child in token.children or []))
    return found


_OUR_HTML = re.compile(r"(<!-- [\w -]+ -->|</?details(?: open)?>|<summary>[^<]*</summary>|\s)*")


def comment_texts(out: str) -> list[str]:
    """The texts of a comment on a forge, which besides them holds only what folds its parts."""
    tokens = MarkdownIt("commonmark").parse(out)
    assert [one.content for one in tokens if one.type == "html_block" and not _OUR_HTML.fullmatch(one.content)] == []
    assert {one.type for one in tokens} <= {
        "html_block", "paragraph_open", "paragraph_close", "inline", "bullet_list_open", "bullet_list_close", "list_item_open",
        "list_item_close",
    }  # fmt: skip
    inner = [child for one in tokens for child in one.children or []]
    assert {one.type for one in inner} <= _PLAIN
    assert is_harmless("".join(one.content for one in inner), "\n\u2060")
    return [one.content for one in inner]


def json_texts(out: str) -> list[str]:
    """Every string of JSON, which can be looked at."""
    assert is_harmless(out)
    return list(leaves(json.loads(out)))


def leaves(value: Any) -> Iterator[str]:
    """Every string in what JSON holds."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from leaves(inner)


def sarif_texts(out: str) -> list[str]:
    """The same of SARIF, whose messages have placeholders and links of their own."""
    texts = [re.sub(r"\\([\\\[\]])", r"\1", one) if "](" in one else one for one in json_texts(out)]
    return [one.replace("{{", "{").replace("}}", "}") for one in texts]


def junit_texts(out: str) -> list[str]:
    """The texts and attributes of JUnit's elements, of which there are no others."""
    assert is_harmless(out)
    tree = ElementTree.fromstring(out)
    assert {node.tag for node in tree.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "skipped", "system-out",
    }  # fmt: skip
    return [text for node in tree.iter() for text in (node.text or "", *node.attrib.values())]


def workflow_texts(out: str) -> list[str]:
    """The lines in the log of a workflow, which hold no command but ours."""
    assert is_harmless(out)
    found = commands(out)
    assert {one.name for one in found} <= {"error", "warning", "notice"}
    assert len(found) <= 10
    assert {key for one in found for key in one.properties} <= {"file", "line", "col", "title"}
    return out.split("\n")


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


def page_texts(out: str) -> list[str]:
    """The texts of a page, which runs no script but its own and loads nothing."""
    assert is_harmless(out)
    page = Page(out)
    assert page.tags.count("script") == 1
    assert not {"img", "iframe", "object", "embed", "link", "base", "form"} & set(page.tags)
    return page.texts


_FIELDS = {"PAGE", "NUMPAGES"}  # of Word, that our templates hold
_FIELD = re.compile(r'<w:instrText[^>]*>([^<]+)<|<w:fldSimple[^>]* w:instr="([^"]+)"')


def word_texts(content: bytes) -> list[str]:
    """The paragraphs of a Word document, which points nowhere and has no field but the numbers of its pages."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))}
    assert [name for name, text in parts.items() if 'TargetMode="External"' in text] == []
    fields = [one or other for text in parts.values() for one, other in _FIELD.findall(text)]
    assert {field.split()[0] for field in fields} <= _FIELDS, fields
    assert not any("<w:hyperlink" in text for text in parts.values())
    signs = {qn("w:t"): None, qn("w:br"): "\n", qn("w:tab"): "\t"}
    body = python_docx.Document(io.BytesIO(content)).element.body
    texts = ["".join(signs[node.tag] or node.text or "" for node in p.iter(*signs)) for p in body.iter(qn("w:p"))]
    assert is_harmless("".join(texts), "\n\t\u00a0" + KEPT_ON_PAPER)
    return texts


def pdf_text(content: bytes, folder: Path) -> str:
    """The text of a PDF without its blanks, in the order in which it was set; nothing in it points or runs anywhere."""
    assert [name for name in (b"/URI", b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/GoToR") if name in content] == []
    (folder / "x.pdf").write_bytes(content)
    done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", folder / "x.pdf", "-"], check=True, capture_output=True)
    return "".join(done.stdout.decode().split())


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
    """The name of a calendar, which has no part and no property but ours."""
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


def described(content: bytes) -> list[str]:
    """What events say of themselves: the words of the tasks that are still to come."""
    return [str(part["DESCRIPTION"]) for part in icalendar.Calendar.from_ical(content).walk("VEVENT") if "DESCRIPTION" in part]


class Format(NamedTuple):
    """How an output of a format is read, and how it shows a string."""

    read: Callable[[str], list[str]]
    shows: Callable[[int], str] = shown


# By the words that `--format` takes; "" is what a command says without it.
FORMATS = {
    "": Format(screen_texts), "text": Format(screen_texts), "table": Format(screen_texts), "plain": Format(screen_texts),
    "csv": Format(csv_texts, lines_kept), "markdown": Format(markdown_texts, on_paper), "json": Format(json_texts),
    "sarif": Format(sarif_texts), "gitlab": Format(json_texts), "junit": Format(junit_texts), "github": Format(workflow_texts),
}  # fmt: skip
