"""Hostile strings in every field through every document: reports of every kind in every form, letters, mails, calendars."""

import shutil
from pathlib import Path

import pytest
from poison import DAY, EVERY, World, mark
from readers import (
    calendar_texts,
    described,
    lines_kept,
    mail_texts,
    markdown_texts,
    missing,
    on_paper,
    page_texts,
    pdf_text,
    word_texts,
)  # fmt: skip

from kehoach_cli import documents, mailing, pdf
from kehoach_cli.cli.report import ALL_KINDS
from kehoach_cli.documents import DOCX, HTML, MARKDOWN, OF_PAGE, OF_REPORTS, PAGE, PDF, Request
from kehoach_cli.report.asked import Source
from kehoach_cli.text import Say
from kehoach_cli.workspace import Workspace

pytestmark = pytest.mark.xdist_group("sinks-documents")  # the world is made once


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World.made(tmp_path_factory.mktemp("sinks"))


SAY = Say("vi")
# Of every kind the documents that are asked for, each with the numbers of the strings that it must say.
OF_ALL = list(EVERY)
ASKED: dict[str, list[tuple[Request, list[int]]]] = {
    "annual": [(Request("annual", DAY, "kh", "2026"), OF_ALL), *((Request("annual", DAY, f"p-{n}", "2026"), [n]) for n in EVERY)],
    "summary": [(Request("summary", DAY, "kh"), OF_ALL)],
    "agency": [(Request("agency", DAY, "kh", "2026", agency=f"a-{n}"), [n]) for n in EVERY],
    "item": [(Request("item", DAY, "kh", item=f"I.{n + 1}"), [n]) for n in EVERY],
    "matrix": [(Request("matrix", DAY, "kh"), OF_ALL)],
    "leader": [(Request("leader", DAY, f"p-{n}"), [n]) for n in EVERY],
    PAGE: [(Request(PAGE, DAY), OF_ALL)],
}
READERS = {
    MARKDOWN: lambda content: markdown_texts(content.decode()),
    DOCX: word_texts,
    HTML: lambda content: page_texts(content.decode()),
}
FORMS = {kind: OF_PAGE if kind == PAGE else OF_REPORTS for kind in ALL_KINDS}
_OF_A_PAGE = 2_000  # characters
EACH = {MARKDOWN: 3, DOCX: 19}  # of the documents that say one string alone, every so many: what fills them is the same


def _shows(form: str, number: int) -> str:
    return lines_kept(number).replace("\\t", " ").strip() if form == HTML else on_paper(number)


def made(of: Workspace, request: Request, form: str) -> bytes:
    """A document, however many pages a text of five thousand characters gives it."""
    return documents.make_again(of, request, SAY, form, Source("", changed=False))


def unsaid(texts: list[str], form: str, wanted: list[int]) -> list[int]:
    return sorted(set(missing(texts, lambda n: _shows(form, n))) & set(wanted))


def test_every_kind_is_asked_for() -> None:
    assert set(ASKED) == set(ALL_KINDS)


@pytest.mark.parametrize(("kind", "form"), [(kind, form) for kind in FORMS for form in FORMS[kind] if form != PDF])
def test_a_report_says_every_text_and_obeys_none(kind: str, form: str, world: World) -> None:
    for request, wanted in ASKED[kind][:: EACH.get(form, 1)]:
        of = world.with_plans(request.plan) if request.plan else world.workspace
        texts = READERS[form](made(of, request, form))
        assert unsaid(texts, form, wanted) == [], request


@pytest.mark.skipif(
    pdf.program() is None or shutil.which("pdftotext") is None, reason="needs LibreOffice Writer and poppler-utils"
)
def test_a_pdf_says_every_text_and_obeys_none(world: World, tmp_path: Path) -> None:
    """Text that runs from right to left, has no glyph here or is longer than a page is found by its mark."""
    kinds = [kind for kind in FORMS if PDF in FORMS[kind]]
    of = world.with_plans("kh", *(f"p-{n}" for n in EVERY))
    asked = [ASKED[kind][0] for kind in kinds]
    converted = pdf.convert([made(of, request, DOCX) for request, _ in asked])
    for (request, wanted), content in zip(asked, converted, strict=True):
        text = pdf_text(content, tmp_path)
        assert [n for n in wanted if "".join(_in_glyphs(n).split()) not in text] == [], request


def _in_glyphs(number: int) -> str:
    text = on_paper(number)
    is_latin = all(one < "\u0250" or "\u1e00" <= one <= "\u1eff" for one in text) and "\u00ad" not in text
    return text if is_latin and len(text) < _OF_A_PAGE else mark(number)


def test_letters_mails_and_calendars_hold_every_text(world: World) -> None:
    round_ = list(mailing.prepare(world.workspace, mailing.Request(DAY.replace(month=11, day=1), "kh", within=400), SAY))
    files = {name: content for paper in round_ for name, content in paper.files.items()}
    found: dict[str, list[str]] = {"docx": [], "eml": [], "ics": [], "coming": []}
    for name, content in files.items():
        kind = name.rpartition(".")[2]
        found[kind] += {"docx": word_texts, "eml": mail_texts, "ics": calendar_texts}[kind](content)
        found["coming"] += described(content) if kind == "ics" else []
    assert missing(found["docx"], on_paper) == []
    assert missing(found["eml"], on_paper) == []
    assert missing(found["ics"]) == []  # the names of calendars
    assert [n for n in missing(found["coming"], _as_the_reader_gives_it) if n % 2 == 0] == []


def _as_the_reader_gives_it(number: int) -> str:
    return on_paper(number).lstrip("\ufeff")  # which the library takes for a byte order mark
