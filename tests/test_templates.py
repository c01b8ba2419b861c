"""The templates that travel with the program: they print everything, whole and harmless; a broken one is told with its line."""

import importlib.util
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from kehoach_cli import periods, report
from kehoach_cli.parse import Snapshot, parse
from kehoach_cli.render import docx, templates
from kehoach_cli.text import Say
from kehoach_cli.trouble import Trouble

ROOT = Path(__file__).parents[1]
LANGUAGES = ("vi", "en")
DAY = date(2026, 12, 31)
DOTTED_LINE = "…" * 15

# One of everything, some of it twice; what is not known is empty.
DOCUMENT = {"type": "Công văn", "number": "12/SA-VP", "date": "10/06/2026", "issuer": "", "title": "lấy ý kiến",
            "cited": "Công văn số 12/SA-VP ngày 10 tháng 6 năm 2026"}  # fmt: skip
UNTITLED = {**DOCUMENT, "number": "13/SA-VP", "title": "", "cited": "Công văn số 13/SA-VP ngày 10 tháng 6 năm 2026"}
BASIS = {"type": "Chỉ thị", "number": "01-CT/TU", "date": "03/11/2024", "issuer": "Thành ủy Mẫu", "title": "về việc mẫu",
         "cited": "Chỉ thị số 01-CT/TU ngày 03 tháng 11 năm 2024"}  # fmt: skip
VALUES: dict[str, Any] = {
    "plan": {
        "id": "mau",
        "type": "Kế hoạch",
        "number": "15/KH-UBND",
        "title": "Làm việc mẫu",
        "issuer": "Ủy ban Mẫu",
        "issued": "ngày 05 tháng 01 năm 2025",
        "coordinator": "Văn phòng Mẫu",
        "basis": [BASIS],
        "recipients": ["Lưu: VT."],
    },
    "period": {
        "name": "2026", "year": "2026", "next_year": "2027", "words": "năm 2026", "next_words": "năm 2027",
        "opens": "15/12/2025", "closes": "14/12/2026", "due": "20/12/2026",
    },
    "as_of": {"figures": "31/12/2026", "words": "ngày 31 tháng 12 năm 2026", "year": "2026"},
    "cells": {
        "done_on_time": "2", "done_late": "1", "in_term": "4", "overdue": "1", "due_soon": "3", "awaiting_confirmation": "5",
        "no_deadline": "6", "suspended": "7", "not_judged": "8", "done": "3", "base": "4", "percent": "75,00 %",
    },
    "filings": [
        {"agency": "Sở A", "status": "đã nộp, chậm", "status_key": "late", "filed": "22/12/2026", "days_late": "2",
         "inherited_from": "Sở C"},
        {"agency": "Sở B", "status": "chưa nộp, quá hạn", "status_key": "missing", "filed": "", "days_late": "",
         "inherited_from": ""},
    ],
    "filing_counts": {
        "expected": "2", "filed": "1", "on_time": "0", "late": "1", "missing": "1", "not_due": "0", "excused": "0", "blank": "0",
    },
    "documents": [{**DOCUMENT, "agency": "Sở A"}],
    "items": [
        {
            "id": "II.1-1",
            "text": "Sở A chủ trì xây dựng quy chế.",
            "note": "",
            "leads": ["Sở A", "Sở B"],
            "supports": ["Các sở"],
            "due": "30/06/2026",
            "standings": ["quá hạn: 1", "hoàn thành quá hạn: 1"],
            "reports": [
                {
                    "agency": "Sở A",
                    "date": "12/06/2026",
                    "state": "hoàn thành",
                    "results": "Đã lấy ý kiến.", "returned": "",
                    "figures": [
                        {"name": "Ý kiến", "value": "1.240", "unit": "ý kiến"}, {"name": "Cuộc họp", "value": "3", "unit": ""},
                    ],
                    "documents": [DOCUMENT, UNTITLED],
                },
                {"agency": "Sở B", "date": "13/06/2026", "state": "đang thực hiện", "results": "",
                 "returned": "bị trả lại ngày 01/07/2026: thiếu số liệu",
                 "figures": [],
                 "documents": []},
            ],
        },
        {"id": "II.2", "text": "Rà soát.", "note": "", "leads": [], "supports": [], "due": "", "standings": [], "reports": []},
    ],
    "statements": [{"agency": "Sở A", "text": "Đã thực hiện đủ nhiệm vụ được giao."}],
    "difficulties": [{"agency": "Sở A", "item": "II.1-1", "difficulties": "Thiếu kinh phí.", "causes": "Phân bổ chậm."}],
    "next_steps": [{"agency": "Sở A", "item": "II.1-1", "next": "Trình ban hành."}],
    "proposals": [{"agency": "Sở B", "text": "Bố trí kinh phí."}],
}  # fmt: skip

WHOLE = {
    "vi": """\
# BÁO CÁO

**Tình hình, kết quả thực hiện Kế hoạch số 15/KH-UBND của Ủy ban Mẫu năm 2026**

Kính gửi: Ủy ban Mẫu

*Căn cứ Chỉ thị số 01-CT/TU ngày 03 tháng 11 năm 2024 của Thành ủy Mẫu về việc mẫu;*

*Căn cứ Kế hoạch số 15/KH-UBND ngày 05 tháng 01 năm 2025 của Ủy ban Mẫu “Làm việc mẫu”.*

Văn phòng Mẫu báo cáo tình hình, kết quả thực hiện Kế hoạch trong năm 2026 (kỳ số liệu từ ngày 15/12/2025 đến ngày \
14/12/2026, tổng hợp đến ngày 31 tháng 12 năm 2026) như sau:

## I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI

Trong kỳ báo cáo, các cơ quan đã nêu các văn bản chỉ đạo, triển khai sau:

- Công văn số 12/SA-VP ngày 10 tháng 6 năm 2026: lấy ý kiến (Sở A).

## II. KẾT QUẢ THỰC HIỆN

### 1. Kết quả chung

Tính đến ngày 31 tháng 12 năm 2026, các nhiệm vụ của Kế hoạch, tính theo lượt cơ quan chủ trì:

| Đã hoàn thành đúng hạn | Đã hoàn thành quá hạn | Chưa hoàn thành, trong hạn | Chưa hoàn thành, quá hạn |
| :-: | :-: | :-: | :-: |
| 2 | 1 | 4 | 1 |

Tỷ lệ hoàn thành: 75,00 % (3/4 lượt; mẫu số gồm nhiệm vụ đã hoàn thành và nhiệm vụ quá hạn, không tính nhiệm vụ còn trong hạn).

Ngoài bốn nhóm trên: chờ xác nhận 5; không có thời hạn 6; tạm dừng 7; chưa đánh giá 8. Trong số còn trong hạn có 3 lượt sắp \
đến hạn.

Chế độ báo cáo: đã nhận 1/2 báo cáo của các cơ quan, trong đó đúng hạn 0, chậm 1; chưa gửi và đã quá hạn 1; chưa đến hạn 0; \
để trống 0; được miễn 0 (hạn gửi ngày 20/12/2026; chi tiết tại Phụ lục).

### 2. Kết quả theo từng nhiệm vụ

**II.1-1.** “Sở A chủ trì xây dựng quy chế.”

Chủ trì: Sở A; Sở B. Phối hợp: Các sở. Thời hạn: 30/06/2026. Đánh giá (số lượt cơ quan chủ trì): quá hạn: 1; hoàn thành quá \
hạn: 1.

- Sở A (ngày 12/06/2026, hoàn thành): Đã lấy ý kiến.

  Số liệu: Ý kiến: 1.240 ý kiến; Cuộc họp: 3.

  Văn bản: Công văn số 12/SA-VP ngày 10 tháng 6 năm 2026 (lấy ý kiến); Công văn số 13/SA-VP ngày 10 tháng 6 năm 2026.

- Sở B (ngày 13/06/2026, đang thực hiện; bị trả lại ngày 01/07/2026: thiếu số liệu).

**II.2.** “Rà soát.”

Chủ trì: văn bản không nêu. Thời hạn: văn bản không nêu.

Chưa có cơ quan nào báo cáo kết quả.

### 3. Đánh giá chung của các cơ quan

- Sở A: Đã thực hiện đủ nhiệm vụ được giao.

## III. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN

### 1. Tồn tại, hạn chế

- Sở A (II.1-1): Thiếu kinh phí.

### 2. Nguyên nhân

- Sở A (II.1-1): Phân bổ chậm.

## IV. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2027

- Sở A (II.1-1): Trình ban hành.

## V. KIẾN NGHỊ, ĐỀ XUẤT

- Sở B: Bố trí kinh phí.

Trên đây là báo cáo tình hình, kết quả thực hiện Kế hoạch số 15/KH-UBND năm 2026./.

## PHỤ LỤC

**Tình hình gửi báo cáo năm 2026 của các cơ quan**

| STT | Cơ quan | Tình trạng | Ngày gửi | Số ngày chậm | Kế thừa từ |
| :-: | --- | --- | :-: | :-: | --- |
| 1 | Sở A | đã nộp, chậm | 22/12/2026 | 2 | Sở C |
| 2 | Sở B | chưa nộp, quá hạn | – | – | – |
""",
    "en": """\
# REPORT

**On the implementation and results of Kế hoạch No. 15/KH-UBND of Ủy ban Mẫu in năm 2026**

To: Ủy ban Mẫu

*Pursuant to Chỉ thị No. 01-CT/TU dated 03/11/2024 of Thành ủy Mẫu “về việc mẫu”;*

*Pursuant to Kế hoạch No. 15/KH-UBND, ngày 05 tháng 01 năm 2025, of Ủy ban Mẫu “Làm việc mẫu”.*

Văn phòng Mẫu reports on the implementation and results of the plan in năm 2026 (data from 15/12/2025 to 14/12/2026, as known on \
31/12/2026) as follows:

## I. DIRECTION AND ORGANISATION

In the reporting period the agencies named the following documents:

- Công văn No. 12/SA-VP dated 10/06/2026: lấy ý kiến (Sở A).

## II. RESULTS

### 1. Results as a whole

As of 31/12/2026, the tasks of the plan, counted once for each leading agency:

| Completed on time | Completed late | Not completed, within term | Not completed, overdue |
| :-: | :-: | :-: | :-: |
| 2 | 1 | 4 | 1 |

Completion rate: 75,00 % (3 of 4; the base is the completed and the overdue tasks, without those still within term).

Beside these four groups: awaiting confirmation 5; without a deadline 6; suspended 7; not judged 8. Of those within term, 3 \
will soon be due.

Reporting: 1 of 2 reports of the agencies have been received, 0 on time and 1 late; missing and overdue 1; not yet due 0; \
blank 0; excused 0 (due on 20/12/2026; details in the Annex).

### 2. Results task by task

**II.1-1.** “Sở A chủ trì xây dựng quy chế.”

Lead: Sở A; Sở B. Support: Các sở. Deadline: 30/06/2026. Standing (counted once for each leading agency): quá hạn: 1; hoàn \
thành quá hạn: 1.

- Sở A (12/06/2026, hoàn thành): Đã lấy ý kiến.

  Figures: Ý kiến: 1.240 ý kiến; Cuộc họp: 3.

  Documents: Công văn No. 12/SA-VP dated 10/06/2026 (lấy ý kiến); Công văn No. 13/SA-VP dated 10/06/2026.

- Sở B (13/06/2026, đang thực hiện; bị trả lại ngày 01/07/2026: thiếu số liệu).

**II.2.** “Rà soát.”

Lead: not named in the plan. Deadline: not named in the plan.

No agency has reported any result.

### 3. Overall statements of the agencies

- Sở A: Đã thực hiện đủ nhiệm vụ được giao.

## III. SHORTCOMINGS, LIMITATIONS AND CAUSES

### 1. Shortcomings and limitations

- Sở A (II.1-1): Thiếu kinh phí.

### 2. Causes

- Sở A (II.1-1): Phân bổ chậm.

## IV. DIRECTIONS AND TASKS FOR NĂM 2027

- Sở A (II.1-1): Trình ban hành.

## V. RECOMMENDATIONS AND PROPOSALS

- Sở B: Bố trí kinh phí.

This is the report on the implementation and results of Kế hoạch No. 15/KH-UBND in năm 2026.

## ANNEX

**Filing of reports for năm 2026 by the agencies**

| No. | Agency | Status | Date filed | Days late | Inherited from |
| :-: | --- | --- | :-: | :-: | --- |
| 1 | Sở A | đã nộp, chậm | 22/12/2026 | 2 | Sở C |
| 2 | Sở B | chưa nộp, quá hạn | – | – | – |
""",
}
# What the Word document has of its own.
LETTERHEAD = {
    "vi": ["VĂN PHÒNG MẪU", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "", "Số: ……/BC-……",
           "…………, ngày …… tháng …… năm 2026"],
    "en": ["VĂN PHÒNG MẪU", "", "SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness", "", "No.: ……/BC-……",
           "…………, …… ………… 2026"],
}  # fmt: skip
CELL_HEADS = {
    "vi": ["Đã hoàn thành", "Chưa hoàn thành", "Đúng hạn", "Quá hạn", "Trong hạn", "Quá hạn"],
    "en": ["Completed", "Not completed", "On time", "Late", "Within term", "Overdue"],
}
SIGNATURE = {
    "vi": ["Nơi nhận:", "- Như trên;", "- ……………;", "- Lưu: VT, …………….", DOTTED_LINE, *[""] * 5, DOTTED_LINE, ""],
    "en": ["Recipients:", "- As above;", "- ……………;", "- On file: …………….", DOTTED_LINE, *[""] * 5, DOTTED_LINE, ""],
}
APPENDIX_HEAD = {
    "vi": ["Phụ lục", "TÌNH HÌNH GỬI BÁO CÁO NĂM 2026 CỦA CÁC CƠ QUAN",
           "(Kèm theo Báo cáo số ……/BC-…… ngày …… tháng …… năm …… của Văn phòng Mẫu)"],
    "en": ["Annex", "FILING OF REPORTS FOR NĂM 2026 BY THE AGENCIES",
           "(Attached to Report No. ……/BC-…… dated ……/……/………… of Văn phòng Mẫu)"],
}  # fmt: skip


def written(language: str) -> str:
    return (ROOT / f"templates/{language}/annual.md.j2").read_text(encoding="utf-8")


def drawn(language: str) -> bytes:
    return (ROOT / f"templates/{language}/annual.docx").read_bytes()


def markdown(language: str, values: dict[str, Any]) -> str:
    return templates.markdown(written(language).encode(), f"{language}/annual.md.j2", values)


def word(language: str, values: dict[str, Any]) -> bytes:
    return docx.render(drawn(language), f"{language}/annual.docx", values, DAY, "Báo cáo năm")


def paragraphs(content: bytes) -> list[str]:
    """Every paragraph of a Word document in order, tables included, as a reader sees it."""
    shown = {qn("w:t"): lambda node: node.text or "", qn("w:br"): lambda _: "\n", qn("w:tab"): lambda _: "\t"}
    body = python_docx.Document(io.BytesIO(content)).element.body
    return ["".join(shown[node.tag](node) for node in p.iter(*shown)) for p in body.iter(qn("w:p"))]


def blocks(text: str) -> list[str]:
    """Every block of a Markdown text in order as a reader sees it; what no value may bring (links, code, HTML) is an error."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    found = []
    for token in tokens:
        assert token.type.removesuffix("_open").removesuffix("_close") in {
            "heading", "paragraph", "inline", "bullet_list", "list_item", "table", "thead", "tbody", "tr", "th", "td",
        }, token  # fmt: skip
        if token.type == "inline":
            for child in token.children or []:
                assert child.type in {"text", "text_special", "strong_open", "strong_close", "em_open", "em_close"}, child
            found.append("".join(child.content for child in token.children or []))
    return found


def shown(language: str, form: str, values: dict[str, Any]) -> list[str]:
    return blocks(markdown(language, values)) if form == "markdown" else paragraphs(word(language, values))


FORMS = ("markdown", "docx")
every = pytest.mark.parametrize(("language", "form"), [(language, form) for language in LANGUAGES for form in FORMS])
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def the_plan() -> dict[str, dict[str, Any]]:
    """The values of the shipped plan, in which nothing has been reported yet, by language."""
    paths = ("agencies.yaml", "plans/38-ct-tw/plan.yaml")
    parsed = parse(Snapshot({path: (ROOT / path).read_bytes() for path in paths}))
    plan = parsed.register.plan_by_id["38-ct-tw"]
    assert plan.reporting is not None
    period = periods.period(plan.reporting, "2026")
    return {language: report.annual(parsed.register, plan, period, DAY, Say(language)) for language in LANGUAGES}


@in_both_languages
def test_the_whole_markdown(language: str) -> None:
    assert markdown(language, VALUES) == WHOLE[language]


@in_both_languages
def test_the_word_document_says_the_same(language: str) -> None:
    """The same sentences in the same order; the letterhead, the heads of tables and the signature are its own."""
    lines, text = paragraphs(word(language, VALUES)), blocks(WHOLE[language])
    cells, appendix = text.index("2") - 4, text.index({"vi": "PHỤ LỤC", "en": "ANNEX"}[language])
    title, subject, *opening = text[:cells]
    body, filings = text[cells + 4 : appendix], text[appendix + 2 :]
    expected = [
        *LETTERHEAD[language], title, subject, "", *opening, *CELL_HEADS[language], *body, *SIGNATURE[language],
        *APPENDIX_HEAD[language], *filings, "",
    ]  # fmt: skip
    assert [line.removeprefix("- ") for line in lines] == [line.removeprefix("- ") for line in expected]


@every
def test_every_item_of_the_plan_is_there_in_its_order(language: str, form: str, the_plan: dict[str, dict[str, Any]]) -> None:
    values = the_plan[language]
    expected = [f"{item['id']}. “{item['text']}”" for item in values["items"]]
    assert len(expected) > 20
    assert [line for line in shown(language, form, values) if line in set(expected)] == expected


@every
def test_a_year_in_which_nobody_reported_reads_well(language: str, form: str, the_plan: dict[str, dict[str, Any]]) -> None:
    values = the_plan[language]
    lines = shown(language, form, values)
    nobody = {"vi": "Chưa có cơ quan nào báo cáo kết quả.", "en": "No agency has reported any result."}[language]
    assert lines.count(nobody) == len(values["items"])
    in_period = {"vi": "Trong kỳ báo cáo, chưa có cơ quan nào nêu", "en": "In the reporting period no agency has"}[language]
    silent = [number for number, line in enumerate(lines) if line.startswith(in_period)]
    assert [lines[number + 1] for number in silent] == [DOTTED_LINE] * 6
    own_words = " ".join(line for line in lines if not any(item["text"] in line for item in values["items"]))
    assert re.findall(r"None|\(\)|\( | \)| [,;.:]|[,;:][,;.:]|“”", own_words) == []


@every
def test_what_is_not_known_is_left_to_fill(language: str, form: str) -> None:
    plan = {**VALUES["plan"], "number": "", "issuer": "", "issued": "", "coordinator": "", "basis": []}
    bare = {**VALUES["documents"][0], "cited": "", "type": "", "number": "", "date": "", "title": ""}
    cells = {**VALUES["cells"], "base": "0", "percent": ""}
    lines = shown(language, form, VALUES | {"plan": plan, "cells": cells, "documents": [bare], "filings": [], "items": []})
    expected = {
        "vi": [
            "Tình hình, kết quả thực hiện Kế hoạch số …………… năm 2026",
            f"Kính gửi: {DOTTED_LINE}",
            "Căn cứ Kế hoạch số …………… ngày …… tháng …… năm …… “Làm việc mẫu”.",
            "…………… (Sở A).",
            "Tỷ lệ hoàn thành: chưa tính, vì chưa có nhiệm vụ nào hoàn thành hoặc đến hạn.",
            "Kế hoạch không có nhiệm vụ nào được ghi nhận.",
            "Không có cơ quan nào thuộc diện gửi báo cáo trong kỳ.",
        ],
        "en": [
            "On the implementation and results of Kế hoạch No. …………… in năm 2026",
            f"To: {DOTTED_LINE}",
            "Pursuant to Kế hoạch No. ……………, dated ……/……/………… “Làm việc mẫu”.",
            "…………… (Sở A).",
            "Completion rate: no figure, because no task has been completed or has come due.",
            "No task of the plan is on record.",
            "No agency is expected to file a report for this period.",
        ],
    }[language]
    assert [line for line in (line.removeprefix("- ") for line in lines) if line in expected] == expected


NASTY = (
    "&<b>|*đ*_e_ {{ plan.id }} {% endfor %} {# x #} `g` [h](i) ![j](k) ~~l~~ &amp; \\ # 1. <!-- m --> ]]> </w:t> “n” 'o' \"p\"\n"
    "# q\n- r\n1. s\n| t | u |\n| --- | --- |"
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
    if isinstance(value, dict):
        return {key: filled(inner, text, number) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, text, number) for inner in value]
    return f"x{next(number)}x {text}"


# Values that a template may use and the shipped ones do not: a recipient of the plan is not one of the report.
UNUSED = {"plan.id", "plan.recipients[]", "period.name", "period.year", "period.next_year",
          "filings[].status_key", "items[].note", "documents[].issuer",
          "items[].reports[].documents[].issuer"}  # fmt: skip
UNUSED_IN_FORM = {"markdown": {"as_of.year"}, "docx": set()}  # only the Word document has a line for place and date
CITED = ("plan.basis", "documents", "items[].reports[].documents")
# Each language cites documents and dates in its own way.
UNUSED_IN = {
    "vi": {"as_of.figures", *(f"{where}[].{key}" for where in CITED for key in ("type", "number", "date"))},
    "en": {"as_of.words", *(f"{where}[].cited" for where in CITED)},
}


@every
def test_values_come_out_whole_and_harmless(language: str, form: str) -> None:
    values = filled(VALUES, NASTY, count())
    text = "\n".join(shown(language, form, values)).casefold()  # headings put their words in capitals
    wanted = [(path, " ".join(value.split()) if form == "markdown" else value) for path, value in leaves(values)]
    assert {path for path, value in wanted if value.casefold() not in text} == UNUSED | UNUSED_IN[language] | UNUSED_IN_FORM[form]


@every
def test_values_change_nothing_but_their_own_place(language: str, form: str) -> None:
    """As many blocks as with plain values: no value opens a list, a table, a heading or a paragraph of its own."""
    plain, nasty = (shown(language, form, filled(VALUES, text, count())) for text in ("y", NASTY))
    assert len(nasty) == len(plain)


@in_both_languages
def test_the_last_line_break_of_a_value_leaves_no_empty_line(language: str) -> None:
    item = VALUES["items"][0]
    values = VALUES | {"items": [{**item, "reports": [{**item["reports"][0], "results": "Một.\nHai.\n"}]}]}
    line = next(line for line in paragraphs(word(language, values)) if "Hai." in line)
    assert line.endswith(": Một.\nHai.")


@in_both_languages
def test_same_input_same_bytes(language: str) -> None:
    assert word(language, VALUES) == word(language, VALUES)
    assert markdown(language, VALUES) == markdown(language, VALUES)


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    specification = importlib.util.spec_from_file_location("build_templates", ROOT / "scripts/build_templates.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@in_both_languages
def test_the_word_templates_are_current(language: str, builder: ModuleType) -> None:
    made = builder.build(language)
    assert made == builder.build(language)
    assert made == drawn(language), "run python scripts/build_templates.py"


@in_both_languages
def test_the_word_templates_say_nothing_of_whom_and_when(language: str) -> None:
    with zipfile.ZipFile(io.BytesIO(drawn(language))) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert archive.namelist() == [
            "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/_rels/document.xml.rels",
            "word/styles.xml", "word/settings.xml", "word/header1.xml",
        ]  # fmt: skip
        properties = archive.read("docProps/core.xml").decode()
    title, day = {"vi": "BÁO CÁO", "en": "REPORT"}[language], "2026-01-01T00:00:00Z"
    assert re.findall(r">([^<\n]+)<", properties) == [title, "1", day, day]


@in_both_languages
def test_the_layout_holds(language: str, builder: ModuleType) -> None:
    """Decree 30/2020/NĐ-CP, annex I: the page; and what keeps tables and tags in order in Word and in other programs."""
    document = python_docx.Document(io.BytesIO(drawn(language)))
    for section in document.sections:
        page = (section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin)
        assert [round(length.mm) for length in (*page, section.right_margin)] == [210, 297, 20, 20, 30, 15]
        assert section.different_first_page_header_footer
    assert 'w:instr="PAGE"' in document.sections[0].header.paragraphs[0].paragraph_format.element.xml
    for table in document.tables:
        columns = [column.width for column in table.columns]
        assert round(sum(column.mm for column in columns)) == builder.TEXT_WIDTH
        for row in table.rows:
            assert "<w:cantSplit/>" in row._tr.xml
            assert abs(sum(tc.width for tc in row._tr.tc_lst) - sum(columns)) < 1000
    repeated = [sum("<w:tblHeader/>" in row._tr.xml for row in table.rows) for table in document.tables]
    assert repeated == [0, 2, 0, 1]
    assert max(text.count("{%p") + text.count("{%tr") for text in paragraphs(drawn(language))) == 1


BROKEN = [
    ("{{ khong_co }}", "template-undefined"),
    ("{{ plan.khong_co }}", "template-undefined"),
    ("{{ cycler('a') }}", "template-undefined"),
    ("{{ cycler.__init__.__globals__ }}", "template-security"),
    ("{{ ''.__class__.__mro__ }}", "template-security"),
    ("{{ plan.clear() }}", "template-security"),
    ("{{ plan|attr('__class__') }}", "template-security"),
    ("{{ 1 // 0 }}", "template-other"),
    ("{% include 'x' %}", "template-other"),
    ("{% for x in %}", "template-syntax"),
    ("{% endif %}", "template-syntax"),
]


@pytest.mark.parametrize(("attack", "key"), BROKEN)
def test_a_broken_markdown_template_is_told_with_its_line(attack: str, key: str) -> None:
    with pytest.raises(Trouble) as caught:
        templates.markdown(f"một\n\nba {attack}\n".encode(), "vi/x.md.j2", VALUES)
    assert (caught.value.key, caught.value.facts["place"]) == (key, "vi/x.md.j2:3")


@pytest.mark.parametrize(("attack", "key"), BROKEN)
def test_a_broken_word_template_is_told_with_its_line(attack: str, key: str) -> None:
    document = python_docx.Document()
    for text in ("một", "hai", attack):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(Trouble) as caught:
        docx.render(out.getvalue(), "vi/x.docx", VALUES, DAY, "")
    assert (caught.value.key, caught.value.facts["place"]) == (key, "vi/x.docx:4")


def test_a_file_that_is_no_word_file() -> None:
    with pytest.raises(Trouble) as caught:
        docx.render(b"PK no", "vi/x.docx", VALUES, DAY, "")
    assert (caught.value.key, caught.value.facts["place"]) == ("template-not-docx", "vi/x.docx")
