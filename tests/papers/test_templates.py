"""The templates that travel with the program: they print everything, whole and harmless; a broken one is told with its line."""

import importlib.util
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import count
from types import ModuleType
from typing import Any

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from paper_world import AGENCIES, DAY, LANGUAGES, register, values

from conftest import ROOT
from kehoach_cli import disk
from kehoach_cli.parse import Snapshot, parse
from kehoach_cli.render import docx, templates
from kehoach_cli.report import KINDS
from kehoach_cli.trouble import Trouble

ABOUT = docx.About("Báo cáo năm", DAY)
DOTTED_LINE = "…" * 15
FORMS = ("markdown", "docx")
CASES = [(kind, language, form) for kind in KINDS for language in LANGUAGES for form in FORMS]
every = pytest.mark.parametrize(("kind", "language", "form"), CASES)
every_kind = pytest.mark.parametrize(("kind", "language"), [(kind, language) for kind in KINDS for language in LANGUAGES])


def written(kind: str, language: str, form: str) -> bytes:
    return (ROOT / f"templates/{language}/{kind}{'.md.j2' if form == 'markdown' else '.docx'}").read_bytes()


def markdown(kind: str, language: str, of: dict[str, Any]) -> str:
    return templates.Markdown(written(kind, language, "markdown"), f"{language}/{kind}.md.j2").fill(of).decode()


def word(kind: str, language: str, of: dict[str, Any]) -> bytes:
    return docx.render(written(kind, language, "docx"), f"{language}/{kind}.docx", of, ABOUT)


SHOWN = {qn("w:t"): lambda node: node.text or "", qn("w:br"): lambda _: "\n", qn("w:tab"): lambda _: "\t"}


def text_of(paragraph: Any) -> str:
    return "".join(SHOWN[node.tag](node) for node in paragraph.iter(*SHOWN))


def paragraphs(content: bytes) -> list[str]:
    """Every paragraph of a Word document in order, tables and the foot of the first page included, as a reader sees it."""
    document = python_docx.Document(io.BytesIO(content))
    foot = document.sections[0].first_page_footer.paragraphs
    return [text_of(p) for p in [*document.element.body.iter(qn("w:p")), *(one._p for one in foot)]]


def tokens(text: str) -> list[Any]:
    """Markdown parsed; what no value may bring (links, code, HTML) is an error."""
    found = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    for token in found:
        assert token.type.removesuffix("_open").removesuffix("_close") in {
            "heading", "paragraph", "inline", "bullet_list", "list_item", "table", "thead", "tbody", "tr", "th", "td",
        }, token  # fmt: skip
        for child in token.children or []:
            assert child.type in {"text", "text_special", "strong_open", "strong_close", "em_open", "em_close"}, child
    return found


def blocks(text: str) -> list[str]:
    """Every block of a Markdown text in order as a reader sees it."""
    return ["".join(child.content for child in token.children or []) for token in tokens(text) if token.type == "inline"]


def shown(kind: str, language: str, form: str, of: dict[str, Any]) -> list[str]:
    return blocks(markdown(kind, language, of)) if form == "markdown" else paragraphs(word(kind, language, of))


# --- both forms say the same


def said_in_word(content: bytes) -> list[str]:
    """What stands between letterhead and signature and in the appendices; headings of tables are each form's own."""
    body = python_docx.Document(io.BytesIO(content)).element.body
    unseen = [table for table in body.iter(qn("w:tbl")) if table.find(f".//{qn('w:tblBorders')}/*").get(qn("w:val")) == "nil"]
    heads = [row for row in body.iter(qn("w:tr")) if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    skipped = {paragraph for part in (*unseen, *heads) for paragraph in part.iter(qn("w:p"))}
    lines = [text_of(paragraph).removeprefix("- ") for paragraph in body.iter(qn("w:p")) if paragraph not in skipped]
    return [line for line in lines if line]


def said_in_markdown(text: str) -> list[str]:
    found, inside = [], ""
    for token in tokens(text):
        inside = token.type if token.type in ("th_open", "td_open", "paragraph_open", "heading_open") else inside
        if token.type == "inline" and inside != "th_open":
            found.append("".join(child.content for child in token.children or []))
    return [line for line in found if line]


@every_kind
def test_markdown_and_word_say_the_same_in_the_same_order(kind: str, language: str) -> None:
    of = values(kind, language)
    *text, source = said_in_markdown(markdown(kind, language, of))
    content = word(kind, language, of)
    assert said_in_word(content) == text
    assert paragraphs(content)[-1] == source


@every
def test_every_task_of_the_plan_is_there_in_its_order(kind: str, language: str, form: str) -> None:
    if kind not in ("annual", "summary", "matrix"):
        return
    paths = ("agencies.yaml", "plans/38-ct-tw/plan.yaml")
    of = values(kind, language, of=parse(Snapshot({path: (ROOT / path).read_bytes() for path in paths})).register)
    rows = [f"{row['id']}. {row['text']}" for row in of["rows"] if not row["heading"]]
    assert len(rows) == 26
    assert [line for line in shown(kind, language, form, of) if line in set(rows)] == rows


@every
def test_a_year_in_which_nobody_reported_reads_well(kind: str, language: str, form: str) -> None:
    lines = shown(kind, language, form, values(kind, language, of=register(files={})))
    own_words = " ".join(lines)
    assert re.findall(r"None|\(\)|\( | \)| [,;.:](?!/)|[,;:][,;.:]|“”|\[\]|Undefined", own_words) == []


@every
def test_what_is_not_known_is_left_to_fill(kind: str, language: str, form: str) -> None:
    bare = "id: kh\ntitle: Làm việc mẫu\nreporting: {every: year, first: '2026'}\nitems: [{id: I.2, text: Việc., lead: [a]}]\n"
    lines = shown(kind, language, form, values(kind, language, of=register(AGENCIES, bare, {})))
    expected = {
        "vi": ["Số: ……/BC-……", "…………, ngày … tháng … năm ……", f"Kính gửi: {DOTTED_LINE}", "- Lưu: VT, ……………."],
        "en": ["No.: ……/BC-……", "…………, ……/……/…………", f"To: {DOTTED_LINE}", "- On file: ……………."],
    }[language]
    if kind == "matrix":
        expected = []
    elif form == "markdown":
        expected = expected[2:3]
    assert [line for line in lines if line in expected] == expected
    assert "".join(lines).count("None") == 0


# --- foreign text

NASTY = (
    "&<b>|*đ*_e_ {{ plan.id }} {% endfor %} {# x #} {_{ y }_} {_% z %_} `g` [h](i) ![j](k) ~~l~~ &amp; \\ # 1. "
    "<!-- m --> ]]> </w:t> "
    "“n” 'o' \"p\"\n# q\n- r\n1. s\n| t | u |\n| --- | --- |"
)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in the values with its path; the entries of a list share one."""
    if isinstance(value, str):
        yield path, value
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield from leaves(inner, f"{path}.{key}" if path else key)
    for inner in value if isinstance(value, list) else ():
        yield from leaves(inner, f"{path}[]")


def filled(value: Any, text: str, number: Iterator[int]) -> Any:
    """The same values with every text, empty ones too, replaced by the given one and a number of its own."""
    if isinstance(value, dict):  # a heading decides whether a row of the matrix is one
        return {key: inner if (key, inner) == ("heading", "") else filled(inner, text, number) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, text, number) for inner in value]
    return f"x{next(number)}x {text}" if isinstance(value, str) else value


def of_everything(kind: str, language: str) -> dict[str, Any]:
    """Values in which no list is empty: of two agencies, or two items, each list from the one that has something."""
    other = {"agency": {"agency": "b"}, "item": {"item": "I.1"}}.get(kind, {})
    of, more = values(kind, language), values(kind, language, **other)
    of = {key: value or more[key] for key, value in of.items()}
    if kind == "agency":
        of["agency"]["heirs"] = ["Sở D"]
        of["leads"][0]["notes"] = ["gia hạn"]
        of["reports"][0] |= {"figures": [{"name": "a", "value": "1", "unit": "b"}], "documents": [of["plan"]["basis"][0]]}
    return of


def printed(lines: list[str], of: dict[str, Any], form: str) -> set[str]:
    """The paths of the values that stand in a document whole; headings put their words in capitals."""
    text = "\n".join(lines).casefold()
    return {path for path, value in leaves(of) if (" ".join(value.split()) if form == "markdown" else value).casefold() in text}


@every
def test_values_come_out_whole_and_harmless(kind: str, language: str, form: str) -> None:
    """Whatever a value holds, the same values are printed, each from its first letter to its last."""
    of = of_everything(kind, language)
    plain, nasty = (filled(of, text, count()) for text in ("y", NASTY))
    found = printed(shown(kind, language, form, nasty), nasty, form)
    assert found == printed(shown(kind, language, form, plain), plain, form)
    assert len(found) > 15


@every
def test_values_change_nothing_but_their_own_place(kind: str, language: str, form: str) -> None:
    """As many blocks as with plain values: no value opens a list, a table, a heading or a paragraph of its own."""
    of = of_everything(kind, language)
    plain, nasty = (shown(kind, language, form, filled(of, text, count())) for text in ("y", NASTY))
    assert len(nasty) == len(plain)


HOSTILE = {
    "\x01\x0b\x0c\x1b\x7f": "\\x01\\x0b\\x0c\\x1b\\x7f",  # control characters: a page break, the end of the document
    "a\u202eb\u2066c\u200fd": "a\\u202eb\\u2066c\\u200fd",  # the rest would be read from right to left
    "\ud800x\ufffe": "\\ud800x\\ufffe",  # no characters at all
    "\a{_{ a }_} {_% b %_}": "\\x07{_{ a }_} {_% b %_}",
    "một\u00a0hai\u2003ba": None,  # blanks of every kind stay
    "=1+1 @x ﷽ 漢 🙂": None,
    "ế" * 100_000: None,
    "e\u0302\u0301 ỷ": None,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_not_obeyed(text: str, form: str) -> None:
    of = values("leader") | {"worst": [{"what": f"[{text}]", "owner": "o", "since": "s", "ask": "a"}]}
    wanted = HOSTILE[text] or text
    if form == "markdown":
        wanted = " ".join(wanted.split())
    assert f"[{wanted}]" in shown("leader", "vi", form, of)


def test_line_breaks_and_tabs_of_a_value_are_those_of_word() -> None:
    of = values("leader") | {"worst": [{"what": "a\nb\tc\r\nd\u2028e", "owner": "", "since": "", "ask": ""}]}
    assert "a\nb\tc\nd\ne" in shown("leader", "vi", "docx", of)


def test_a_template_can_write_braces(builder: ModuleType) -> None:
    document = python_docx.Document()
    document.add_paragraph("{_{ {{ plan.id }} }_} {_% x %_}")
    out = io.BytesIO()
    document.save(out)
    made = docx.render(out.getvalue(), "x.docx", {"plan": {"id": "{_{ a }_}"}}, ABOUT)
    assert paragraphs(made)[0] == "{{ {_{ a }_} }} {% x %}"


def test_unsound_xml_is_an_error_not_a_lost_paragraph() -> None:
    document = python_docx.Document()
    document.add_paragraph("{{ plan.id|safe }}")
    document.add_paragraph("sau")
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(Trouble) as caught:
        docx.render(out.getvalue(), "x.docx", {"plan": {"id": "</w:t><b>"}}, ABOUT)
    assert caught.value.key == "template-other"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_line_break_of_a_value_leaves_no_empty_line(language: str) -> None:
    of = values("item", language)
    of["moments"][0] |= {"text": "Một.\nHai.\n", "documents": []}
    assert "Một.\nHai." in paragraphs(word("item", language, of))


# --- the files themselves


@every_kind
def test_same_input_same_bytes(kind: str, language: str) -> None:
    of = values(kind, language)
    assert word(kind, language, of) == word(kind, language, of)
    template = docx.Template(written(kind, language, "docx"), "x")
    assert [template.fill(of, ABOUT) for _ in range(2)] == [word(kind, language, of)] * 2
    assert markdown(kind, language, of) == markdown(kind, language, of)


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    specification = importlib.util.spec_from_file_location("build_templates", ROOT / "scripts/build_templates.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_templates_are_current(builder: ModuleType) -> None:
    made = builder.files()
    assert made == builder.files()
    shipped = {path: content for path, content in disk.files_below(ROOT / "templates").items() if "/" in path}
    assert sorted(shipped) == sorted(made)
    assert [path for path in made if shipped[path] != made[path]] == [], "run python scripts/build_templates.py"


def test_both_languages_have_the_same_words_to_say(builder: ModuleType) -> None:
    from papers import wording_en, wording_vi

    assert list(wording_vi.TEXTS) == list(wording_en.TEXTS)
    assert sorted(wording_vi.PARTS) == sorted(wording_en.PARTS)


@every_kind
def test_the_word_templates_say_nothing_of_whom_and_when(kind: str, language: str) -> None:
    with zipfile.ZipFile(io.BytesIO(written(kind, language, "docx"))) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert archive.namelist() == [
            "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/_rels/document.xml.rels",
            "word/styles.xml", "word/settings.xml", "word/header1.xml", "word/footer1.xml",
        ]  # fmt: skip
        properties = archive.read("docProps/core.xml").decode()
    title = {"vi": ("BÁO CÁO", "Phụ lục"), "en": ("REPORT", "Annex")}[language][kind == "matrix"]
    day = "2026-01-01T00:00:00Z"
    assert re.findall(r">([^<\n]+)<", properties) == [title, "1", day, day]


@every_kind
def test_tags_stand_where_a_word_user_can_see_them(kind: str, language: str) -> None:
    """One block tag a paragraph at most, no tag split over two runs."""
    document = python_docx.Document(io.BytesIO(written(kind, language, "docx")))
    for p in document.element.body.iter(qn("w:p")):
        runs = [text_of(run) for run in p.iter(qn("w:r"))]
        assert max(text_of(p).count("{%p") + text_of(p).count("{%tr"), 0) <= 1
        assert [run for run in runs if run.count("{{") != run.count("}}") or run.count("{%") != run.count("%}")] == []


BROKEN = [
    ("{{ khong_co }}", "template-undefined"),
    ("{{ plan.khong_co }}", "template-undefined"),
    ("{{ cycler('a') }}", "template-undefined"),
    ("{{ cycler.__init__.__globals__ }}", "template-security"),
    ("{{ ''.__class__.__mro__ }}", "template-security"),
    ("{{ plan.clear() }}", "template-security"),
    ("{{ plan|attr('__class__') }}", "template-security"),
    ("{{ 1 // 0 }}", "template-other"),
    ("{% include 'x' %}", "template-include"),
    ("{% for x in %}", "template-syntax"),
    ("{% endif %}", "template-syntax"),
]


@pytest.mark.parametrize(("attack", "key"), BROKEN)
def test_a_broken_markdown_template_is_told_with_its_line(attack: str, key: str) -> None:
    with pytest.raises(Trouble) as caught:
        templates.Markdown(f"một\n\nba {attack}\n".encode(), "vi/x.md.j2").fill(values("leader"))
    assert (caught.value.key, caught.value.facts["place"]) == (key, "vi/x.md.j2:3")


@pytest.mark.parametrize(("attack", "key"), BROKEN)
def test_a_broken_word_template_is_told_with_the_words_of_its_paragraph(attack: str, key: str) -> None:
    document = python_docx.Document()
    for text in ("một", "hai", attack):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(Trouble) as caught:
        docx.render(out.getvalue(), "vi/x.docx", values("leader"), ABOUT)
    assert (caught.value.key, caught.value.facts["place"]) == (key, "vi/x.docx")
    assert attack in caught.value.facts["words"]


def test_a_file_that_is_no_word_file() -> None:
    with pytest.raises(Trouble) as caught:
        docx.render(b"PK no", "vi/x.docx", {}, ABOUT)
    assert (caught.value.key, caught.value.facts["place"]) == ("template-not-docx", "vi/x.docx")
