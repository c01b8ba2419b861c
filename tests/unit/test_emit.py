"""Files as the program writes them: one order of keys, one sentence a line, quotes only where needed, and read back equal."""

import unicodedata
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_cli import draft, emit, fields, forms, kinds, nodes
from kehoach_cli.fields import Field, Form, ListOf
from kehoach_cli.model import EVENT_KINDS, STATES
from kehoach_cli.nodes import Data

LAW = settings(deadline=None, max_examples=100, derandomize=True)
NOTE = Form("thu", dict, (Field("note", kinds.TEXT), Field("notes", ListOf(kinds.TEXT))))


def line(text: str) -> str:
    """How a text is written after its key."""
    return emit.document(NOTE, {"note": text}).removeprefix("note: ")


def read_back(written: str) -> Data:
    reading = nodes.read(written.encode(), "tep.yaml")
    assert reading.findings == ()
    return reading.data


# Whole files


def test_an_event_is_written_in_the_order_of_its_form() -> None:
    values: dict[str, Data] = {
        "evidence": [
            {"date": "2026-06-29", "number": "123/BC-SNV", "type": "Báo cáo"},
            {"number": "0147", "url": "https://snv.vn/bao-cao?so=123#muc-2"},
        ],
        "figures": [{"unit": "đoàn", "value": "12", "name": "số đoàn: ra và vào"}],
        "proposals": "Bố trí kinh phí.\nGiao thêm biên chế.\n\nXin ý kiến cấp trên.",
        "summary": (
            "Đã tổ chức 12 đoàn ra, 15 đoàn vào trong 6 tháng đầu năm 2026. Tỷ lệ đạt 98.62 % so với kế hoạch đề ra."
            " “Không gian văn hóa” được giới thiệu ở 3 nước."
        ),
        "state": "in-progress",
        "kind": "update",
        "item": "III.2",
        "date": "2026-06-30",
    }
    assert emit.document(forms.EVENT_FORMS["update"], values, ("một dòng đầu", "hai dòng đầu")) == (
        """\
# một dòng đầu
# hai dòng đầu
kind: update
date: 2026-06-30
item: III.2
state: in-progress
summary: >-
  Đã tổ chức 12 đoàn ra, 15 đoàn vào trong 6 tháng đầu năm 2026.
  Tỷ lệ đạt 98.62 % so với kế hoạch đề ra.
  “Không gian văn hóa” được giới thiệu ở 3 nước.
figures:
  - name: "số đoàn: ra và vào"
    value: 12
    unit: đoàn
proposals: |-
  Bố trí kinh phí.
  Giao thêm biên chế.

  Xin ý kiến cấp trên.
evidence:
  - type: Báo cáo
    number: 123/BC-SNV
    date: 2026-06-29
  - number: "0147"
    url: https://snv.vn/bao-cao?so=123#muc-2
"""
    )


def test_a_filing_is_written_with_its_document_and_its_items() -> None:
    values: dict[str, Data] = {
        "received": "2026-12-14",
        "document": {"type": "Báo cáo", "number": "15/BC-SNV", "date": "2026-12-13"},
        "statement": "Hoàn thành.",
        "items": [
            {"item": "III.2", "state": "completed", "results": "no", "evidence": [{"number": "1/QĐ"}, {"title": "on"}]},
            {"item": "II.1-1", "next": "Tiếp tục: giai đoạn 2"},
        ],
    }
    assert emit.document(forms.FILING_FILE, values) == (
        """\
document:
  type: Báo cáo
  number: 15/BC-SNV
  date: 2026-12-13
received: 2026-12-14
statement: Hoàn thành.
items:
  - item: III.2
    state: completed
    results: "no"
    evidence:
      - number: 1/QĐ
      - title: "on"
  - item: II.1-1
    next: "Tiếp tục: giai đoạn 2"
"""
    )


def test_keys_without_a_value_are_left_out() -> None:
    values: dict[str, Data] = {"received": "2026-12-14", "document": {}, "items": [], "statement": None}
    assert emit.document(forms.FILING_FILE, values) == "received: 2026-12-14\n"


# One line


@pytest.mark.parametrize(
    "text",
    [
        *("Sở Nội vụ", "123/BC-SNV", "III.2", "2021-04-28", "12 đoàn", "Đúng, đủ; kịp thời!", "a:b", "a#b", "x [y] {z}"),
        *(
            "https://snv.vn/x?a=1&b=2",
            "50 %",
            "3 nước",
            "no cơ quan",
            "“dấu ngoặc cong” đứng đầu",
            "(x)",
            "C:\\Tep",
            "có  hai dấu cách",
        ),
    ],
)
def test_an_honest_text_needs_no_quotes(text: str) -> None:
    assert line(text) == f"{text}\n"
    assert read_back(f"note: {line(text)}") == {"note": text}


@pytest.mark.parametrize(
    "text",
    [
        *("no", "No", "ON", "off", "yes", "y", "N", "true", "FALSE", "null", "Null", "inf", "NaN"),
        *("12:30", "0147", "010", "1.10", "21914", "1_000", "0x1F", "0o17", "0b1", "1e3", "12,5", "2026", "+1", "-1", "~", ".5"),
        *("Kết quả: tốt", "mục:", "x # y", "#1", "- mục", "-", "? x", ": x", "[x]", "{x}", "]", "&x", "*x", "!x", "|", ">", "%x"),
        *("@x", "`x`", '"x"', "'x'", "_x_", "…", "=", "<<", "/x", "--- x", "..."),
    ],
)
def test_a_text_that_yaml_could_take_for_something_else_is_quoted(text: str) -> None:
    written = text.replace('"', '\\"')
    assert line(text) == f'"{written}"\n'
    assert read_back(f"note: {line(text)}") == {"note": text}


@pytest.mark.parametrize("text", ["no", "12:30", "0147", "1_000", "0x1F", "1e3", "y", "NaN", "null", "Có", "12 đoàn", "a: b"])
def test_other_readers_of_yaml_take_every_text_for_a_text_too(text: str) -> None:
    assert yaml.safe_load(emit.document(NOTE, {"note": text, "notes": [text]})) == {"note": text, "notes": [text]}


def test_backslashes_and_quotes_are_escaped_only_within_quotes() -> None:
    assert line("C:\\Tep\\moi") == "C:\\Tep\\moi\n"
    assert line('"C:\\Tep"') == '"\\"C:\\\\Tep\\""\n'


# Long text


def test_a_long_text_stands_one_sentence_a_line() -> None:
    text = (
        "Câu thứ nhất khá dài, có dấu phẩy; có dấu chấm phẩy. Câu thứ hai: có dấu hai chấm # và dấu thăng! - Câu ba? (Câu bốn.)"
    )
    assert emit.document(NOTE, {"note": text, "notes": [text]}) == (
        """\
note: >-
  Câu thứ nhất khá dài, có dấu phẩy; có dấu chấm phẩy.
  Câu thứ hai: có dấu hai chấm # và dấu thăng! - Câu ba?
  (Câu bốn.)
notes:
  - >-
    Câu thứ nhất khá dài, có dấu phẩy; có dấu chấm phẩy.
    Câu thứ hai: có dấu hai chấm # và dấu thăng! - Câu ba?
    (Câu bốn.)
"""
    )


def test_a_short_text_stays_on_its_line_whatever_its_sentences() -> None:
    assert line("Một. Hai. Ba.") == "Một. Hai. Ba.\n"


def test_a_text_of_several_lines_keeps_them() -> None:
    text = "# Đoạn một: x\n\n  - lùi vào\n---\nĐoạn hai"
    assert line(text) == "|-\n  # Đoạn một: x\n\n    - lùi vào\n  ---\n  Đoạn hai\n"
    assert read_back(f"note: {line(text)}") == {"note": text}


def test_a_long_text_with_odd_spaces_is_not_folded() -> None:
    text = "một  hai. Ba" * 10
    assert line(text) == f"{text}\n"
    assert read_back(f"note: {line(text)}") == {"note": text}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Một. Hai! Ba? Bốn; Năm… Sáu", ["Một.", "Hai!", "Ba?", "Bốn;", "Năm…", "Sáu"]),
        ("ngày 19.9.2019. Ông Nguyễn V. A. nói", ["ngày 19.9.2019.", "Ông Nguyễn V.", "A. nói"]),
        ("đạt 98. trong đó", ["đạt 98. trong đó"]),
        ('Một. "Hai." “Ba.” (Bốn.)', ["Một.", '"Hai." “Ba.” (Bốn.)']),
        ("Một.  Hai", ["Một.  Hai"]),
        ("", [""]),
    ],
)
def test_a_sentence_ends_where_a_capital_follows(text: str, parts: list[str]) -> None:
    assert list(emit.sentences(text)) == parts


# Typed text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  một \r\n hai\t\r ba \n\n", "một\n hai\n ba"),
        ("\n\n  \n", ""),
        ("một\n\n\nhai", "một\n\n\nhai"),
        ("một\u00a0", "một"),
    ],
)
def test_typed_text_is_kept_without_loose_ends(typed: str, kept: str) -> None:
    assert emit.tidy(typed) == kept


@LAW
@given(st.text())
def test_tidied_text_is_tidy(typed: str) -> None:
    tidied = emit.tidy(typed)
    assert emit.tidy(tidied) == tidied
    assert "\r" not in tidied


# Laws

NASTY = "aBếĐọ “”…:#-\"'\\[]{}&*!|>%@`~?,;.()/=<_ \n\u00a0\u0301\u0302😀019"
SENTENCES = st.sampled_from(["Câu một. ", "câu: hai. ", "“Ba”; ", "- Bốn! ", "# Năm? ", "Ủy ban… ", "\n", " "])
TEXTS = (
    st.text(alphabet=NASTY, min_size=1, max_size=40)
    | st.lists(SENTENCES, max_size=20).map("".join)
    | st.sampled_from(["no", "on", "null", "~", "12:30", "0147", "1e3", "---", "...", "- x", "x: y", "x #y", "<<", "2026-06-05"])
)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
NUMBERS = st.from_regex(r"-?[0-9]{1,9}(\.[0-9]{1,2})?", fullmatch=True)
DOCUMENTS = st.fixed_dictionaries(
    {}, optional={"type": TEXTS, "number": TEXTS, "date": DAYS.map(str), "title": TEXTS, "url": TEXTS, "issuer": TEXTS}
)
FIGURES = st.fixed_dictionaries({"name": TEXTS, "value": NUMBERS}, optional={"unit": TEXTS})
SAID = {"difficulties": TEXTS, "figures": st.lists(FIGURES, max_size=3), "evidence": st.lists(DOCUMENTS, max_size=3)}
UPDATES = st.fixed_dictionaries(
    {"item": st.sampled_from(["III.2", "II.1-1"]), "state": st.sampled_from(STATES)},
    optional={**SAID, "summary": TEXTS, "proposals": TEXTS, "period": st.sampled_from(["2026", "2026-H1"]), "note": TEXTS},
)
FILINGS = st.fixed_dictionaries(
    {"received": DAYS.map(str)},
    optional={
        "document": DOCUMENTS,
        "statement": TEXTS,
        "items": st.lists(
            st.fixed_dictionaries(
                {"item": st.sampled_from(["III.2", "II.1-1"])}, optional={**SAID, "results": TEXTS, "next": TEXTS}
            ),
            max_size=3,
        ),
        "proposals": TEXTS,
    },
)


def as_filled(form: Form, values: Data) -> dict[str, Any]:
    """What a form gives for values that are already tidy; the long way round, by a file, must give the same."""
    filled = fields.fill(form, values, "tep.yaml")
    return filled.values


def tidied(value: Data) -> Data:
    if isinstance(value, str):
        return emit.tidy(unicodedata.normalize("NFC", value)) or None
    if isinstance(value, list):
        return [entry for entry in map(tidied, value) if entry]
    return {key: kept for key, one in value.items() if (kept := tidied(one))} if isinstance(value, dict) else None


@LAW
@given(UPDATES, DAYS)
def test_a_drafted_event_reads_back_as_what_was_typed(values: dict[str, Data], on: date) -> None:
    form = forms.EVENT_FORMS["update"]
    data = read_back(draft.event("kh", "so-a", "update", values, on, "0a1b2c").text)
    typed: Data = {"kind": "update", "date": on.isoformat(), **values}
    assert data == tidied(typed)
    assert as_filled(form, data) == as_filled(form, tidied(typed))


@LAW
@given(FILINGS)
def test_a_drafted_filing_reads_back_as_what_was_typed(values: dict[str, Data]) -> None:
    data = read_back(draft.filing("kh", "2026", "so-a", 1, values).text)
    kept = tidied(values)
    assert isinstance(kept, dict)
    if isinstance(entries := kept.get("items"), list):  # an item of which nothing is said is not written
        kept["items"] = [entry for entry in entries if isinstance(entry, dict) and len(entry) > 1]
        kept = {key: entry for key, entry in kept.items() if entry}
    assert data == kept
    assert as_filled(forms.FILING_FILE, data) == as_filled(forms.FILING_FILE, kept)


@LAW
@given(st.sampled_from(EVENT_KINDS).flatmap(lambda kind: st.tuples(st.just(kind), st.fixed_dictionaries(
    {}, optional={field.name: TEXTS for field in forms.EVENT_FORMS[kind].fields[2:] if isinstance(field.holds, fields.Kind)}
))))  # fmt: skip
def test_no_value_of_any_key_reads_back_as_another_key(typed: tuple[str, dict[str, Data]]) -> None:
    kind, values = typed
    data = read_back(draft.event("kh", "so-a", kind, values, date(2026, 6, 30), "0a1b2c").text)
    assert data == tidied({"kind": kind, "date": "2026-06-30", **values})


@LAW
@given(TEXTS.map(lambda text: " ".join(text.split())))
def test_the_sentences_of_a_text_make_the_text_again(text: str) -> None:
    assert " ".join(emit.sentences(text)) == text
