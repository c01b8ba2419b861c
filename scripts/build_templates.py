"""Write the Word templates that travel with the program: templates/<language>/annual.docx.

`python scripts/build_templates.py` writes them; with `--check` it writes nothing and fails where one is not current.
Offices change the result in Word; this file is the layout the shipped ones start from.

Layout numbers are those of Decree 30/2020/NĐ-CP, annex I, part I; "section" below means one of its sections: I (paper,
margins, font, page number), II (the components of a document), III (appendices) and V (the table of sizes and styles).
"""

import io
import re
import sys
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

ROOT = Path(__file__).parents[1]

# Section I.1 and I.3: A4; top and bottom margin 20-25 mm, left 30-35 mm, right 15-20 mm. I.7: the page number in the top margin.
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT, HEADER_FROM_EDGE = 20, 20, 30, 15, 10
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
FONT = "Times New Roman"

# The letterhead is a table without borders, as in the annex's own Word files. Its first row has 69 and 96 mm, so that
# "LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ THÀNH PHỐ HỒ CHÍ MINH" (bold, 12) takes two lines and the national title (88 mm) one; its
# second 65 and 100, so that "Thành phố Hồ Chí Minh, ngày 05 tháng 01 năm 2026" (italic, 13: 99 mm) takes one.
LETTERHEAD = (65, 4, 96)
SIGNATURE = (80, 85)

_LEFT, _CENTRE, _JUSTIFIED = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_FIRST_LINE = 12.7  # section II.6.e: first line 1 or 1.27 cm
_BETWEEN = 6  # section II.6.e: at least 6 pt between paragraphs


class Look(NamedTuple):
    """A paragraph style: its id, the name people see in Word, and how it looks (sizes and spaces in pt, indent in mm)."""

    id: str
    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = _LEFT
    first_line: float = 0
    before: float = 0
    after: float = 0
    keep_with_next: bool = False
    outline: int | None = None  # its level in Word's navigation pane


# Sizes and styles: section V, each within its range, mostly that of the sample.
PLAIN = Look("Normal", "Normal", 14)
PAGE_NUMBER = Look("SoTrang", "Số trang", 14, align=_CENTRE)
NATION = Look("QuocHieu", "Quốc hiệu", 12, bold=True, align=_CENTRE)
MOTTO = Look("TieuNgu", "Tiêu ngữ", 13, bold=True, align=_CENTRE)
AGENCY = Look("CoQuanBanHanh", "Cơ quan ban hành", 12, bold=True, align=_CENTRE)
NUMBER = Look("SoKyHieu", "Số, ký hiệu", 13, align=_CENTRE, before=4)
PLACE = Look("DiaDanhThoiGian", "Địa danh, thời gian", 13, italic=True, align=_CENTRE, before=4)
TITLE = Look("TenLoai", "Tên loại văn bản", 14, bold=True, align=_CENTRE, before=14)
SUBJECT = Look("TrichYeu", "Trích yếu", 14, bold=True, align=_CENTRE)
ADDRESSEE = Look("KinhGui", "Kính gửi", 14, align=_CENTRE, before=10, after=10)
BASIS = Look("CanCu", "Căn cứ", 14, italic=True, align=_JUSTIFIED, first_line=_FIRST_LINE, after=_BETWEEN)
BODY = Look("NoiDung", "Nội dung", 14, align=_JUSTIFIED, first_line=_FIRST_LINE, after=_BETWEEN)
BEFORE_TABLE = BODY._replace(id="TruocBang", name="Nội dung trước bảng", keep_with_next=True)
AFTER_TABLE = BODY._replace(id="SauBang", name="Nội dung sau bảng", before=_BETWEEN)
DUTY = BODY._replace(id="PhanCong", name="Phân công", keep_with_next=True)
CLOSING = BODY._replace(id="KetThuc", name="Kết thúc", before=_BETWEEN, after=12, keep_with_next=True)
PART = BODY._replace(id="Muc", name="Mục (I.)", bold=True, before=_BETWEEN, keep_with_next=True, outline=0)
CLAUSE = BODY._replace(id="Khoan", name="Khoản (1.)", bold=True, keep_with_next=True, outline=1)
RECIPIENTS = Look("NoiNhan", "Nơi nhận", 12, bold=True, italic=True)
RECIPIENT = Look("NoiNhanDanhSach", "Nơi nhận, danh sách", 11)
SIGNER = Look("NguoiKy", "Người ký", 14, bold=True, align=_CENTRE)
APPENDIX = Look("PhuLuc", "Phụ lục", 14, bold=True, align=_CENTRE, outline=0)
APPENDIX_NOTE = Look("PhuLucKemTheo", "Phụ lục, kèm theo", 14, italic=True, align=_CENTRE, after=12)
# The decree sets no size for tables; 13 is the smaller of its two body sizes.
CELL_HEAD = Look("BangTieuDe", "Bảng, tiêu đề", 13, bold=True, align=_CENTRE, before=2, after=2)
CELL = Look("BangO", "Bảng, ô", 13, before=2, after=2)
CELL_CENTRED = Look("BangOGiua", "Bảng, ô giữa", 13, align=_CENTRE, before=2, after=2)
LOOKS = (
    PAGE_NUMBER, NATION, MOTTO, AGENCY, NUMBER, PLACE, TITLE, SUBJECT, ADDRESSEE, BASIS, BODY, BEFORE_TABLE, AFTER_TABLE, DUTY,
    CLOSING, PART, CLAUSE, RECIPIENTS, RECIPIENT, SIGNER, APPENDIX, APPENDIX_NOTE, CELL_HEAD, CELL, CELL_CENTRED,
)  # fmt: skip


class Line(NamedTuple):
    """One paragraph. Text between two pairs of asterisks is bold."""

    look: Look
    text: str


def expanded(text: str) -> str:
    """The text with every <name> of `PARTS` put in."""
    return re.sub(r"<([\w-]+)>", lambda name: expanded(PARTS[name[1]]), text)


def tag(text: str) -> Line:
    """A block tag, alone in its paragraph: `if documents` is written {%p if documents %}. The renderer takes it out."""
    return Line(PLAIN, "{%p " + text + " %}")


class Grid(NamedTuple):
    """A table: the widths of its columns (mm), the rows of its heading, its one row, and the loop that repeats it ("" for none).

    A heading is a text and the number of columns it stands over.
    """

    widths: tuple[int, ...]
    heads: tuple[tuple[tuple[str, int], ...], ...]
    row: tuple[Line, ...]
    loop: str = ""


Piece = Line | Grid
Words = dict[str, str]

DOTTED_LINE = "…" * 15  # what is not known is left to be filled in, never invented
# What stands in the wording below as <name>.
PARTS = {
    "state": "{% if report.state %}, {{ report.state }}{% endif %}{% if report.returned %}; {{ report.returned }}{% endif %}",
    "line": DOTTED_LINE,
    "plan-number": '{{ plan.number or "……………" }}',
    "coordinator": '{{ plan.coordinator or "<line>" }}',
    "addressed": '{{ plan.issuer if plan.issuer and plan.issuer != plan.coordinator else "<line>" }}',
    "cited": '{{ document.cited or document.title or "……………" }}',
    "cited-en": (
        '{% if document.cited %}{{ document.type or "Document" }}{% if document.number %} No. {{ document.number }}{% endif %}'
        '{% if document.date %} dated {{ document.date }}{% endif %}{% else %}{{ document.title or "……………" }}{% endif %}'
    ),
    "results": "{% if report.results %}: {{ report.results|trim }}{% else %}.{% endif %}",
    "each-figure": (
        "{% for figure in report.figures %}{{ figure.name }}: {{ figure.value }}"
        "{% if figure.unit %} {{ figure.unit }}{% endif %}<end-each>"
    ),
    "each-document": "{% for document in report.documents %}",
    "end-each": "{% if not loop.last %}; {% endif %}{% endfor %}.",
    "entry": "- {{ entry.agency }} ({{ entry.item }}):",
}
VI: Words = {
    "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "motto": "Độc lập - Tự do - Hạnh phúc",
    "number": "Số: ……/BC-……",
    "place": "…………, ngày …… tháng …… năm {{ as_of.year }}",
    "title": "BÁO CÁO",
    "subject": (
        "Tình hình, kết quả thực hiện {{ plan.type }} số <plan-number>"
        "{% if plan.issuer %} của {{ plan.issuer }}{% endif %} {{ period.words }}"
    ),
    "to": "Kính gửi: <addressed>",
    "basis": (
        "Căn cứ <cited>{% if document.issuer %} của {{ document.issuer }}{% endif %}"
        "{% if document.cited and document.title %} {{ document.title }}{% endif %};"
    ),
    "basis-plan": (
        'Căn cứ {{ plan.type }} số <plan-number> {{ plan.issued or "ngày …… tháng …… năm ……" }}'
        "{% if plan.issuer %} của {{ plan.issuer }}{% endif %} “{{ plan.title }}”."
    ),
    "opening": (
        "<coordinator> báo cáo tình hình, kết quả thực hiện {{ plan.type }} trong {{ period.words }} (kỳ số liệu từ "
        "ngày {{ period.opens }} đến ngày {{ period.closes }}, tổng hợp đến {{ as_of.words }}) như sau:"
    ),
    "I": "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
    "documents": "Trong kỳ báo cáo, các cơ quan đã nêu các văn bản chỉ đạo, triển khai sau:",
    "document": ("- <cited>{% if document.cited and document.title %}: {{ document.title }}{% endif %} ({{ document.agency }})."),
    "no-documents": "Trong kỳ báo cáo, chưa có cơ quan nào nêu văn bản chỉ đạo, triển khai.",
    "II": "II. KẾT QUẢ THỰC HIỆN",
    "II.1": "1. Kết quả chung",
    "cells": "Tính đến {{ as_of.words }}, các nhiệm vụ của {{ plan.type }}, tính theo lượt cơ quan chủ trì:",
    "done": "Đã hoàn thành",
    "not-done": "Chưa hoàn thành",
    "done-on-time": "Đúng hạn",
    "done-late": "Quá hạn",
    "in-term": "Trong hạn",
    "overdue": "Quá hạn",
    "percent": (
        "Tỷ lệ hoàn thành: {{ cells.percent }} ({{ cells.done }}/{{ cells.base }} lượt; mẫu số gồm nhiệm vụ đã hoàn thành và "
        "nhiệm vụ quá hạn, không tính nhiệm vụ còn trong hạn)."
    ),
    "no-percent": "Tỷ lệ hoàn thành: chưa tính, vì chưa có nhiệm vụ nào hoàn thành hoặc đến hạn.",
    "beside": (
        "Ngoài bốn nhóm trên: chờ xác nhận {{ cells.awaiting_confirmation }}; không có thời hạn {{ cells.no_deadline }}; "
        "tạm dừng {{ cells.suspended }}; chưa đánh giá {{ cells.not_judged }}. Trong số còn trong hạn có {{ cells.due_soon }} "
        "lượt sắp đến hạn."
    ),
    "filing": (
        "Chế độ báo cáo: đã nhận {{ filing_counts.filed }}/{{ filing_counts.expected }} báo cáo của các cơ quan, trong đó "
        "đúng hạn {{ filing_counts.on_time }}, chậm {{ filing_counts.late }}; chưa gửi và đã quá hạn "
        "{{ filing_counts.missing }}; chưa đến hạn {{ filing_counts.not_due }}; để trống {{ filing_counts.blank }}; "
        "được miễn {{ filing_counts.excused }} "
        "(hạn gửi ngày {{ period.due }}; chi tiết tại Phụ lục)."
    ),
    "II.2": "2. Kết quả theo từng nhiệm vụ",
    "duty": (
        'Chủ trì: {{ item.leads|join("; ") or "văn bản không nêu" }}.'
        '{% if item.supports %} Phối hợp: {{ item.supports|join("; ") }}.{% endif %}'
        ' Thời hạn: {{ item.due or "văn bản không nêu" }}.'
        '{% if item.standings %} Đánh giá (số lượt cơ quan chủ trì): {{ item.standings|join("; ") }}.{% endif %}'
    ),
    "report": "- {{ report.agency }} (ngày {{ report.date }}<state>)<results>",
    "figures": "Số liệu: <each-figure>",
    "evidence": (
        "Văn bản: <each-document><cited>{% if document.cited and document.title %} ({{ document.title }}){% endif %}<end-each>"
    ),
    "II.3": "3. Đánh giá chung của các cơ quan",
    "no-statement": "Trong kỳ báo cáo, chưa có cơ quan nào nêu đánh giá chung.",
    "no-report": "Chưa có cơ quan nào báo cáo kết quả.",
    "no-item": "{{ plan.type }} không có nhiệm vụ nào được ghi nhận.",
    "III": "III. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN",
    "III.1": "1. Tồn tại, hạn chế",
    "no-difficulty": "Trong kỳ báo cáo, chưa có cơ quan nào nêu tồn tại, hạn chế.",
    "III.2": "2. Nguyên nhân",
    "no-cause": "Trong kỳ báo cáo, chưa có cơ quan nào nêu nguyên nhân.",
    "IV": "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ {{ period.next_words|upper }}",
    "no-next": "Trong kỳ báo cáo, chưa có cơ quan nào nêu phương hướng, nhiệm vụ.",
    "V": "V. KIẾN NGHỊ, ĐỀ XUẤT",
    "no-proposal": "Trong kỳ báo cáo, chưa có cơ quan nào nêu kiến nghị, đề xuất.",
    "closing": ("Trên đây là báo cáo tình hình, kết quả thực hiện {{ plan.type }} số <plan-number> {{ period.words }}./."),
    "recipients": "Nơi nhận:",
    "as-above": "- Như trên;",
    "on-file": "- Lưu: VT, …………….",
    "appendix": "Phụ lục",
    "appendix-title": "TÌNH HÌNH GỬI BÁO CÁO {{ period.words|upper }} CỦA CÁC CƠ QUAN",
    "appendix-note": "(Kèm theo Báo cáo số ……/BC-…… ngày …… tháng …… năm …… của <coordinator>)",
    "filing-heads": "STT | Cơ quan | Tình trạng | Ngày gửi | Số ngày chậm | Kế thừa từ",
    "no-filer": "Không có cơ quan nào thuộc diện gửi báo cáo trong kỳ.",
}

EN: Words = {
    "nation": "SOCIALIST REPUBLIC OF VIET NAM",
    "motto": "Independence - Freedom - Happiness",
    "number": "No.: ……/BC-……",
    "place": "…………, …… ………… {{ as_of.year }}",
    "title": "REPORT",
    "subject": (
        "On the implementation and results of {{ plan.type }} No. <plan-number>"
        "{% if plan.issuer %} of {{ plan.issuer }}{% endif %} in {{ period.words }}"
    ),
    "to": "To: <addressed>",
    "basis": (
        "Pursuant to <cited-en>{% if document.issuer %} of {{ document.issuer }}{% endif %}"
        "{% if document.cited and document.title %} “{{ document.title }}”{% endif %};"
    ),
    "basis-plan": (
        'Pursuant to {{ plan.type }} No. <plan-number>, {{ plan.issued or "dated ……/……/…………" }}'
        "{% if plan.issuer %}, of {{ plan.issuer }}{% endif %} “{{ plan.title }}”."
    ),
    "opening": (
        "<coordinator> reports on the implementation and results of the plan in {{ period.words }} (data from "
        "{{ period.opens }} to {{ period.closes }}, as known on {{ as_of.figures }}) as follows:"
    ),
    "I": "I. DIRECTION AND ORGANISATION",
    "documents": "In the reporting period the agencies named the following documents:",
    "document": (
        "- <cited-en>{% if document.cited and document.title %}: {{ document.title }}{% endif %} ({{ document.agency }})."
    ),
    "no-documents": "In the reporting period no agency has named a document on direction or organisation.",
    "II": "II. RESULTS",
    "II.1": "1. Results as a whole",
    "cells": "As of {{ as_of.figures }}, the tasks of the plan, counted once for each leading agency:",
    "done": "Completed",
    "not-done": "Not completed",
    "done-on-time": "On time",
    "done-late": "Late",
    "in-term": "Within term",
    "overdue": "Overdue",
    "percent": (
        "Completion rate: {{ cells.percent }} ({{ cells.done }} of {{ cells.base }}; the base is the completed and the overdue "
        "tasks, without those still within term)."
    ),
    "no-percent": "Completion rate: no figure, because no task has been completed or has come due.",
    "beside": (
        "Beside these four groups: awaiting confirmation {{ cells.awaiting_confirmation }}; without a deadline "
        "{{ cells.no_deadline }}; suspended {{ cells.suspended }}; not judged {{ cells.not_judged }}. Of those within term, "
        "{{ cells.due_soon }} will soon be due."
    ),
    "filing": (
        "Reporting: {{ filing_counts.filed }} of {{ filing_counts.expected }} reports of the agencies have been received, "
        "{{ filing_counts.on_time }} on time and {{ filing_counts.late }} late; missing and overdue {{ filing_counts.missing }}; "
        "not yet due {{ filing_counts.not_due }}; blank {{ filing_counts.blank }}; excused {{ filing_counts.excused }} "
        "(due on {{ period.due }}; details in the Annex)."
    ),
    "II.2": "2. Results task by task",
    "duty": (
        'Lead: {{ item.leads|join("; ") or "not named in the plan" }}.'
        '{% if item.supports %} Support: {{ item.supports|join("; ") }}.{% endif %}'
        ' Deadline: {{ item.due or "not named in the plan" }}.'
        '{% if item.standings %} Standing (counted once for each leading agency): {{ item.standings|join("; ") }}.{% endif %}'
    ),
    "report": "- {{ report.agency }} ({{ report.date }}<state>)<results>",
    "figures": "Figures: <each-figure>",
    "evidence": (
        "Documents: <each-document><cited-en>{% if document.cited and document.title %} ({{ document.title }}){% endif %}"
        "<end-each>"
    ),
    "II.3": "3. Overall statements of the agencies",
    "no-statement": "In the reporting period no agency has made an overall statement.",
    "no-report": "No agency has reported any result.",
    "no-item": "No task of the plan is on record.",
    "III": "III. SHORTCOMINGS, LIMITATIONS AND CAUSES",
    "III.1": "1. Shortcomings and limitations",
    "no-difficulty": "In the reporting period no agency has named a shortcoming or limitation.",
    "III.2": "2. Causes",
    "no-cause": "In the reporting period no agency has named a cause.",
    "IV": "IV. DIRECTIONS AND TASKS FOR {{ period.next_words|upper }}",
    "no-next": "In the reporting period no agency has named directions or tasks.",
    "V": "V. RECOMMENDATIONS AND PROPOSALS",
    "no-proposal": "In the reporting period no agency has made a recommendation or proposal.",
    "closing": (
        "This is the report on the implementation and results of {{ plan.type }} No. <plan-number> in {{ period.words }}."
    ),
    "recipients": "Recipients:",
    "as-above": "- As above;",
    "on-file": "- On file: …………….",
    "appendix": "Annex",
    "appendix-title": "FILING OF REPORTS FOR {{ period.words|upper }} BY THE AGENCIES",
    "appendix-note": "(Attached to Report No. ……/BC-…… dated ……/……/………… of <coordinator>)",
    "filing-heads": "No. | Agency | Status | Date filed | Days late | Inherited from",
    "no-filer": "No agency is expected to file a report for this period.",
}
WORDS = {"vi": VI, "en": EN}
MOTTO_WIDTH = {"vi": 56, "en": 73}  # mm in Times New Roman, bold, 13; section II.1: the line under it is as long as the text


def body(words: Words) -> tuple[Piece, ...]:
    """From the addressee to the last sentence."""
    return (
        Line(ADDRESSEE, words["to"]),
        tag("for document in plan.basis"),
        Line(BASIS, words["basis"]),
        tag("endfor"),
        Line(BASIS, words["basis-plan"]),
        Line(BODY, words["opening"]),
        Line(PART, words["I"]),
        tag("if documents"),
        Line(BODY, words["documents"]),
        tag("for document in documents"),
        Line(BODY, words["document"]),
        tag("endfor"),
        tag("else"),
        Line(BODY, words["no-documents"]),
        Line(BODY, DOTTED_LINE),
        tag("endif"),
        Line(PART, words["II"]),
        Line(CLAUSE, words["II.1"]),
        Line(BEFORE_TABLE, words["cells"]),
        four_cells(words),
        tag("if cells.percent"),
        Line(AFTER_TABLE, words["percent"]),
        tag("else"),
        Line(AFTER_TABLE, words["no-percent"]),
        tag("endif"),
        Line(BODY, words["beside"]),
        Line(BODY, words["filing"]),
        Line(CLAUSE, words["II.2"]),
        *results(words),
        Line(CLAUSE, words["II.3"]),
        *said("statements", "- {{ entry.agency }}: {{ entry.text|trim }}", words["no-statement"]),
        Line(PART, words["III"]),
        Line(CLAUSE, words["III.1"]),
        *said("difficulties if entry.difficulties", "<entry> {{ entry.difficulties|trim }}", words["no-difficulty"]),
        Line(CLAUSE, words["III.2"]),
        *said("difficulties if entry.causes", "<entry> {{ entry.causes|trim }}", words["no-cause"]),
        Line(PART, words["IV"]),
        *said("next_steps", "<entry> {{ entry.next|trim }}", words["no-next"]),
        Line(PART, words["V"]),
        *said("proposals", "- {{ entry.agency }}: {{ entry.text|trim }}", words["no-proposal"]),
        Line(CLOSING, words["closing"]),
    )


def four_cells(words: Words) -> Grid:
    """The official matrix of four: done on time and late, not done within term and overdue."""
    names = ("done_on_time", "done_late", "in_term", "overdue")
    return Grid(
        widths=(41, 41, 42, 41),
        heads=(
            ((words["done"], 2), (words["not-done"], 2)),
            ((words["done-on-time"], 1), (words["done-late"], 1), (words["in-term"], 1), (words["overdue"], 1)),
        ),
        row=tuple(Line(CELL_CENTRED, "{{ cells." + name + " }}") for name in names),
    )


def results(words: Words) -> tuple[Line, ...]:
    """Every task of the plan, and under it what each agency has reported."""
    return (
        tag("for item in items"),
        Line(BODY, "**{{ item.id }}.** “{{ item.text }}”"),
        Line(DUTY, words["duty"]),
        tag("for report in item.reports"),
        Line(BODY, words["report"]),
        tag("if report.figures"),
        Line(BODY, words["figures"]),
        tag("endif"),
        tag("if report.documents"),
        Line(BODY, words["evidence"]),
        tag("endif"),
        tag("else"),
        Line(BODY, words["no-report"]),
        tag("endfor"),
        tag("else"),
        Line(BODY, words["no-item"]),
        tag("endfor"),
    )


def said(entries: str, text: str, nobody: str) -> tuple[Line, ...]:
    """A paragraph for every entry of a list; a sentence and a line to fill where there is none."""
    return (
        tag(f"for entry in {entries}"),
        Line(BODY, text),
        tag("else"),
        Line(BODY, nobody),
        Line(BODY, DOTTED_LINE),
        tag("endfor"),
    )


def appendix(words: Words) -> tuple[Piece, ...]:
    """The table of filings. Section III.1: "Phụ lục" in small letters, its title in capitals, then what it belongs to."""
    return (
        Line(APPENDIX, words["appendix"]),
        Line(APPENDIX, words["appendix-title"]),
        Line(APPENDIX_NOTE, words["appendix-note"]),
        tag("if filings"),
        Grid(
            widths=(14, 48, 34, 25, 16, 28),
            heads=(tuple((head, 1) for head in words["filing-heads"].split(" | ")),),
            row=(
                Line(CELL_CENTRED, "{{ loop.index }}"),
                Line(CELL, "{{ filing.agency }}"),
                Line(CELL, "{{ filing.status }}"),
                Line(CELL_CENTRED, '{{ filing.filed or "–" }}'),
                Line(CELL_CENTRED, '{{ filing.days_late or "–" }}'),
                Line(CELL_CENTRED, '{{ filing.inherited_from or "–" }}'),
            ),
            loop="filing in filings",
        ),
        tag("else"),
        Line(BODY, words["no-filer"]),
        tag("endif"),
    )


def build(language: str) -> bytes:
    """The template of one language; the same bytes every time."""
    words = WORDS[language]
    document = blank_document(language)
    add_letterhead(document, words, MOTTO_WIDTH[language])
    add_title(document, words)
    add_pieces(document, body(words))
    add_signature(document, words)
    add_appendix(document, words)
    return frozen(document)


def blank_document(language: str) -> Document:
    """An empty document with nothing in it but the page, our styles and the few settings we need."""
    document = docx.Document()
    keep_only(document.part.rels, {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS})
    keep_only(document.part.package.rels, {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES})
    refill(document.settings.element, settings_xml(language))
    refill(document.styles.element, styles_xml(language))
    for look in LOOKS:
        add_style(document, look)
    set_page(document.sections[0])
    number_pages(document.sections[0])
    set_properties(document, WORDS[language]["title"])
    return document


def keep_only(relationships: dict[str, Any], kinds: set[str]) -> None:
    """Drop every part we do not use (thumbnail, theme, numbering, somebody else's program name)."""
    for name in [name for name, relationship in relationships.items() if relationship.reltype not in kinds]:
        del relationships[name]


def refill(element: Any, xml: str) -> None:
    """Put other children into the root element of a part."""
    element.clear()
    for child in list(parse_xml(xml)):
        element.append(child)


def settings_xml(language: str) -> str:
    """The settings. `doNotExpandShiftReturn`: a line that a value breaks off is not stretched in a justified paragraph."""
    return (
        f"<w:settings {nsdecls('w')}>"
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:doNotExpandShiftReturn/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{_locale(language)}"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def styles_xml(language: str) -> str:
    """The defaults of every paragraph and the four styles Word expects. Section I.4: Times New Roman, Unicode, black."""
    language_tag = _locale(language)
    return (
        f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'<w:sz w:val="{PLAIN.size * 2:.0f}"/><w:szCs w:val="{PLAIN.size * 2:.0f}"/>'
        f'<w:lang w:val="{language_tag}" w:eastAsia="{language_tag}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        f"{_cell_margins(CELL_SIDE)}</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
        "</w:styles>"
    )


CELL_SIDE = 85  # twentieths of a point (1.5 mm) between the text of a table cell and its sides


def _cell_margins(side: int) -> str:
    return "".join(
        f'<w:{edge} w:w="{width}" w:type="dxa"/>' for edge, width in (("top", 0), ("left", side), ("bottom", 0), ("right", side))
    )


def _locale(language: str) -> str:
    return {"vi": "vi-VN", "en": "en-GB"}[language]


def add_style(document: Document, look: Look) -> None:
    """A look as a style that people can change in Word."""
    style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    style.style_id = look.id
    style.base_style = document.styles[PLAIN.name]
    style.quick_style = True
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold or None, look.italic or None
    form = style.paragraph_format
    form.alignment, form.widow_control = look.align, True
    form.first_line_indent = Mm(look.first_line) if look.first_line else None
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.keep_with_next = look.keep_with_next or None
    if look.outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(look.outline))
        style.element.get_or_add_pPr().append(level)


def set_page(section: Section) -> None:
    """Section I.1 and I.3: paper and margins."""
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(HEADER_FROM_EDGE)
    section.gutter = Mm(0)


def number_pages(section: Section) -> None:
    """Section I.7: the number of the page, size 13-14, centred in the top margin, not shown on the first page."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.style = PAGE_NUMBER.name
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>2</w:t></w:r>"))
    xml_of(paragraph).append(field)


def set_properties(document: Document, title: str) -> None:
    """Properties that say nothing of whom and when."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.last_modified_by = title, "", "", ""
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)


def add_letterhead(document: Document, words: Words, motto_width: int) -> None:
    """Section II.1 to II.4: agency and number on the left, national title, motto, place and date on the right."""
    table = add_table(document, LETTERHEAD, 2, bordered=False)
    upper, lower = table.rows[0].cells, table.rows[1].cells
    agency, nation = upper[0].merge(upper[1]), upper[2]
    number, place = lower[0], lower[1].merge(lower[2])
    fill(agency, Line(AGENCY, '{{ plan.coordinator|upper or "<line>" }}'))
    add_lines_under_agency(agency, LETTERHEAD[0] + LETTERHEAD[1])
    fill(nation, Line(NATION, words["nation"]), Line(MOTTO, words["motto"]))
    add_rule(nation.add_paragraph(), LETTERHEAD[2], motto_width)
    fill(number, Line(NUMBER, words["number"]))
    fill(place, Line(PLACE, words["place"]))


def add_lines_under_agency(cell: _Cell, width: int) -> None:
    """Section II.2.b: a solid line of a third to half the length of the name, in the middle under it.

    A capital of size 12, bold, takes about 2.5 mm; a name of 27 letters or more breaks and fills the column.
    """
    for test, length in (
        ("if plan.coordinator|length > 18", 24),
        ("elif plan.coordinator|length > 13", 16),
        ("elif plan.coordinator|length > 9", 11),
        ("else", 8),
    ):
        write(cell.add_paragraph(), tag(test))
        add_rule(cell.add_paragraph(), width, length)
    write(cell.add_paragraph(), tag("endif"))


def add_title(document: Document, words: Words) -> None:
    """Section II.5.b: kind of document and subject, and under them a solid line of a third to half the length of the subject."""
    add_pieces(document, (Line(TITLE, words["title"]), Line(SUBJECT, words["subject"])))
    add_rule(document.add_paragraph(), TEXT_WIDTH, TEXT_WIDTH // 3)


def add_rule(paragraph: Paragraph, width: int, length: int) -> None:
    """A drawn line in the middle of a column: an empty paragraph with a border below, indented from both sides."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm((width - length) / 2)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    border = parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>')
    xml_of(paragraph).get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def xml_of(paragraph: Paragraph) -> Any:
    """The element of a paragraph."""
    return paragraph.paragraph_format.element


def add_pieces(document: Document, pieces: Iterable[Piece]) -> None:
    """The pieces at the end of the document, in order."""
    for piece in pieces:
        if isinstance(piece, Grid):
            add_grid(document, piece)
        else:
            write(document.add_paragraph(), piece)


def write(paragraph: Paragraph, line: Line) -> None:
    """The text in as few runs as can be, so that no tag is split over two."""
    paragraph.style = line.look.name
    for position, text in enumerate(expanded(line.text).split("**")):
        if text:
            paragraph.add_run(text).bold = True if position % 2 else None


def fill(cell: _Cell, *lines: Line) -> None:
    """The lines, one paragraph each, into an empty cell."""
    for position, line in enumerate(lines):
        write(cell.add_paragraph() if position else cell.paragraphs[0], line)


def add_grid(document: Document, grid: Grid) -> None:
    """A table whose heading is repeated on every page and whose rows stay whole (offices ask for both, the decree does not)."""
    table = add_table(document, grid.widths, len(grid.heads) + (3 if grid.loop else 1), bordered=True)
    heads, rows = table.rows[: len(grid.heads)], table.rows[len(grid.heads) :]
    for row, texts in zip(heads, grid.heads, strict=True):
        add_flag(row, "w:tblHeader")
        fill_heads(row, texts)
    if grid.loop:
        write(rows[0].cells[0].paragraphs[0], Line(CELL, "{%tr for " + grid.loop + " %}"))
        write(rows[2].cells[0].paragraphs[0], Line(CELL, "{%tr endfor %}"))
    for cell, line in zip(rows[1 if grid.loop else 0].cells, grid.row, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        fill(cell, line)


def fill_heads(row: _Row, heads: tuple[tuple[str, int], ...]) -> None:
    """One heading row; a heading over several columns takes their cells together."""
    cells, column = row.cells, 0
    for text, columns in heads:
        cell = cells[column].merge(cells[column + columns - 1])
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        fill(cell, Line(CELL_HEAD, text))
        column += columns


def add_table(document: Document, widths: tuple[int, ...], rows: int, *, bordered: bool) -> Table:
    """A table as wide as the text. Word goes by the width of each cell, other programs by that of the columns: both are set."""
    table: Table = document.add_table(rows, len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no other way in
    kind, size = ("single", 4) if bordered else ("nil", 0)
    edges = "".join(
        f'<w:{edge} w:val="{kind}" w:sz="{size}" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>"))
    margins = _cell_margins(CELL_SIDE if bordered else 0)
    layout.addnext(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row in table.rows:
        add_flag(row, "w:cantSplit")
    return table


def add_flag(row: _Row, name: str) -> None:
    """Switch on a property of a row."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no other way in


def add_signature(document: Document, words: Words) -> None:
    """Section II.7 and II.9: recipients on the left, level with the signer's title; title and name on the right, to be filled."""
    table = add_table(document, SIGNATURE, 1, bordered=False)
    recipients, signer = table.rows[0].cells
    names = (words["as-above"], "- ……………;", words["on-file"])
    fill(recipients, Line(RECIPIENTS, words["recipients"]), *(Line(RECIPIENT, name) for name in names))
    fill(signer, Line(SIGNER, DOTTED_LINE), *[Line(SIGNER, "")] * SIGNATURE_LINES, Line(SIGNER, DOTTED_LINE))


SIGNATURE_LINES = 5  # room for a signature and a stamp


def add_appendix(document: Document, words: Words) -> None:
    """Section III.1.đ: an appendix has its own page numbers. It begins a new page."""
    document.add_section(WD_SECTION.NEW_PAGE)
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    document.element.body.sectPr.find(qn("w:cols")).addprevious(numbers)
    make_tiny(document.paragraphs[-1])
    add_pieces(document, appendix(words))
    make_tiny(document.add_paragraph())


def make_tiny(paragraph: Paragraph) -> None:
    """The empty paragraph after a last table must not need a page of its own."""
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


def frozen(document: Document) -> bytes:
    """The document as a zip archive without the hour it was made, stored unpacked: the same bytes from every zlib."""
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name)  # dated 1980-01-01, the earliest a zip archive can hold
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            target.writestr(entry, source.read(name))
    return out.getvalue()


def main() -> int:
    """Write what is not current; with `--check` only name it."""
    stale = []
    for language in WORDS:
        target, made = ROOT / "templates" / language / "annual.docx", build(language)
        if target.is_file() and target.read_bytes() == made:
            continue
        stale.append(target.relative_to(ROOT).as_posix())
        if "--check" not in sys.argv:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(made)
    print("\n".join(stale) or "all current")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
