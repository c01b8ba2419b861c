"""Every kind of document keeps every rule of Decree 30/2020/NĐ-CP, in both languages, with full data and with none."""

import importlib
import io
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from types import ModuleType
from typing import Any

import docx as python_docx
import pytest
from decree30 import ALWAYS, WITH_LETTERHEAD, WITH_TITLE, Paper, drawn_line, rule_ii_5_b_letter
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from paper_world import AGENCIES, DAY, FILES, LANGUAGES, PLAN, register, values

from conftest import ROOT
from kehoach_cli.render import docx
from kehoach_cli.render.metrics import Face, width
from kehoach_cli.report import KINDS

ABOUT = docx.About("Báo cáo", DAY)
BARE_PLAN = """\
id: kh
title: Làm việc mẫu
reporting: {every: year, first: "2026"}
items: [{id: I.2, text: Việc., lead: [a]}]
"""
DATA = {
    "full": values,
    "signed": lambda kind, language: values(kind, language, number=5, dated=date(2027, 1, 5), of=_one_addressee()),
    "empty": lambda kind, language: values(kind, language, of=register(AGENCIES, BARE_PLAN, {})),
}
RULES = {**ALWAYS, **WITH_LETTERHEAD, **WITH_TITLE}


def _one_addressee() -> Any:
    return register(plan=PLAN.replace("  to: [ub, Thường trực Thành ủy Mẫu]\n", ""), files=FILES)


@cache
def paper(kind: str, language: str, data: str) -> Paper:
    template = (ROOT / f"templates/{language}/{kind}.docx").read_bytes()
    return Paper(docx.render(template, f"{language}/{kind}.docx", DATA[data](kind, language), ABOUT), language)


def rules_of(kind: str) -> list[str]:
    """A table that goes with another document has no letterhead of its own."""
    return list(ALWAYS if kind == "matrix" else RULES)


CASES = [(kind, language, data, rule) for kind in KINDS for language in LANGUAGES for data in DATA for rule in rules_of(kind)]


@pytest.mark.parametrize(("kind", "language", "data", "rule"), CASES)
def test_every_rule_of_the_annex(kind: str, language: str, data: str, rule: str) -> None:
    assert list(RULES[rule](paper(kind, language, data))) == []


def _paragraph(document: Any, start: str) -> Any:
    cells = [p for table in document.tables for cell in table._cells for p in cell.paragraphs]
    return next(p for p in [*document.paragraphs, *cells] if p.text.startswith(start))


def _say(start: str, text: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        paragraph = _paragraph(document, start)
        for run in paragraph.runs[1:]:
            run.text = ""
        paragraph.runs[0].text = text

    return change


def _style(called: str, **font: Any) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for key, value in font.items():
            setattr(document.styles[called].font, key, value)

    return change


def _section(number: int, **settings: Any) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for key, value in settings.items():
            setattr(document.sections[number], key, value)

    return change


def _split_rows(document: Any) -> None:
    for row in document.tables[-1].rows:
        row._tr.trPr.remove(row._tr.trPr.find(qn("w:cantSplit")))


# One fault for each rule: what a checker that cannot fail would let pass.
FAULTS: dict[str, Callable[[Any], None]] = {
    "I.1": _section(0, page_height=Mm(300)),
    "I.2": _section(0, page_width=Mm(297), page_height=Mm(210)),
    "I.3": _section(1, left_margin=Mm(20)),
    "I.4": _style("Nội dung", name="Arial"),
    "I.7": _section(0, different_first_page_header_footer=False),
    "II.1": _say("Độc lập", "Độc lập - Tự do"),
    "II.2": _style("Cơ quan chủ quản", bold=True),
    "II.3": _say("Số: ", "Số 5/BC-VPM"),
    "II.4": _say("Thành phố Mẫu,", "Thành phố Mẫu, ngày 5 tháng 1 năm 2027"),
    "II.5": _style("Trích yếu", bold=False),
    "II.6.a": _style("Căn cứ", italic=False),
    "II.6.đ": _say("b) ", "c) Không theo bảng chữ cái."),
    "II.6.e": lambda document: setattr(document.styles["Nội dung"].paragraph_format, "first_line_indent", Mm(5)),
    "II.7": _style("Họ tên người ký", bold=False),
    "II.9.a": _say("- Ủy ban Mẫu;", "- Ủy ban Mẫu,"),
    "II.9.b": _style("Nơi nhận, danh sách", size=Pt(12)),
    "III.1": _say("Phụ lục II", "Phụ lục 2"),
    "tables": _split_rows,
}


@pytest.mark.parametrize("rule", RULES)
def test_the_checker_notices_a_fault(rule: str) -> None:
    template = (ROOT / "templates/vi/annual.docx").read_bytes()
    document = python_docx.Document(io.BytesIO(docx.render(template, "vi/annual.docx", values("annual"), ABOUT)))
    FAULTS[rule](document)
    out = io.BytesIO()
    document.save(out)
    assert list(RULES[rule](Paper(out.getvalue(), "vi"))) != []


@pytest.fixture(scope="module")
def papers() -> Iterator[ModuleType]:
    """The layout, with which templates of other documents are built too."""
    sys.path.insert(0, str(ROOT / "scripts"))
    yield importlib.import_module("papers.layout")
    sys.path.remove(str(ROOT / "scripts"))


def letter(papers: ModuleType, language: str) -> bytes:
    from papers.pieces import Appendix, Line, Outline
    from papers.wording import Words

    outline = Outline(
        about={"vi": "V/v", "en": "Re:"}[language] + " đôn đốc thực hiện {{ plan.type }}",
        body=(Line(papers.OPENING, "{{ head.agency }} đề nghị, xem Phụ lục ( Annex )./."),),
        appendices=(Appendix("DANH SÁCH", (Line(papers.APPENDIX_BODY, "Nội dung."),)),),
    )
    return papers.build(outline, Words(language, "letter"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_is_built_from_the_same_parts(language: str, papers: ModuleType) -> None:
    content = docx.render(letter(papers, language), "letter.docx", values("matrix", language), ABOUT)
    of = Paper(content, language)
    faults = {name: list(rule(of)) for name, rule in {**ALWAYS, **WITH_LETTERHEAD, "II.5.b": rule_ii_5_b_letter}.items()}
    assert {name: found for name, found in faults.items() if found} == {}
    assert of.head_cells()["number"][0].text == {"vi": "Số: ……/VPM-TH", "en": "No.: ……/VPM-TH"}[language]


@pytest.mark.parametrize("kind", KINDS)
def test_sections_lie_on_their_side_for_wide_tables_only(kind: str) -> None:
    wide = [section.page_width > section.page_height for section in paper(kind, "vi", "full").document.sections]
    expected = {"annual": [False, False, True], "summary": [False, False, False, True], "matrix": [True]}
    assert wide == expected.get(kind, [False])


def test_a_drawn_line_follows_what_an_office_writes_above_it() -> None:
    """Another motto, in another size, typed over the first in Word: the line is as long as that."""
    document = python_docx.Document(str(ROOT / "templates/vi/leader.docx"))
    motto = document.tables[0].rows[0].cells[-1].paragraphs[1]
    motto.runs[0].text, motto.style.font.size = "Một khẩu hiệu khác", Pt(14)
    out = io.BytesIO()
    document.save(out)
    made = Paper(docx.render(out.getvalue(), "x.docx", values("leader"), ABOUT), "vi")
    line = made.head_cells()["nation"][2]
    assert drawn_line(line, 96) == pytest.approx(width("Một khẩu hiệu khác", Face(14, bold=True)), abs=0.1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_style_has_a_name_people_understand(kind: str, language: str) -> None:
    document = paper(kind, language, "full").document
    used = {p.style.name for p in [*document.paragraphs, *(p for t in document.tables for c in t._cells for p in c.paragraphs)]}
    assert not {name for name in used if name != "Normal" and name.isascii()}
