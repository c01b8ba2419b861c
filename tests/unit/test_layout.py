"""One layout for every file: what it says and its comments stay, twice changes nothing, and doubt leaves a file alone."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import OFFICE_AGENCIES, ROOT
from kehoach_cli import draft, emit, formatting, forms, layout, nodes
from kehoach_cli.disk import packaged
from kehoach_cli.nodes import Data
from kehoach_cli.outline import comments
from kehoach_cli.trouble import Trouble

LAW = settings(deadline=None, max_examples=150, derandomize=True)
PLAN = "plans/kh/plan.yaml"
EVENT = "plans/kh/progress/2026/so-a/2026-06-05-III.2-0a1b2c.yaml"


def plan(text: str) -> str:
    return layout.laid_out(PLAN, text.encode()).decode()


def agencies(text: str) -> str:
    return layout.laid_out("agencies.yaml", text.encode()).decode()


def left_alone(text: str, path: str = PLAN) -> tuple[str, dict[str, str]]:
    with pytest.raises(Trouble) as trouble:
        layout.laid_out(path, text.encode())
    return trouble.value.key, trouble.value.facts


# Whole files


def test_a_file_out_of_order_gets_its_one_layout() -> None:
    written = """\


# yaml-language-server: $schema=../../schema/plan.schema.json
# Kế hoạch thử

# tên, theo văn bản
'title':   "Kế hoạch thử"
id: kh   # mã
number: ~
reporting: {coordinator: so-a, every: year, due: 12-20, first: 2026}
items:
- text: |-
    Sở A chủ trì xây dựng quy chế.
  id: I
  # ai làm
  lead: [ so-a,so-b ]


# mục hai
- id: II
  lead:
  - so-a   # đầu mối
  # - so-c
  text: Câu thứ nhất của mục hai, dài vừa phải. Câu thứ hai của mục hai; còn dấu chấm phẩy. Và câu thứ ba.
  # hết mục hai
# hết
"""
    assert plan(written) == (
        """\
# yaml-language-server: $schema=../../schema/plan.schema.json
# Kế hoạch thử

id: kh # mã
number: null
# tên, theo văn bản
title: Kế hoạch thử
reporting: {every: year, first: "2026", due: 12-20, coordinator: so-a}
items:
  - id: I
    text: Sở A chủ trì xây dựng quy chế.
    # ai làm
    lead: [so-a, so-b]

  # mục hai
  - id: II
    text: >-
      Câu thứ nhất của mục hai, dài vừa phải.
      Câu thứ hai của mục hai; còn dấu chấm phẩy.
      Và câu thứ ba.
    lead:
      - so-a # đầu mối
      # - so-c
    # hết mục hai
# hết
"""
    )


def files_of(folder: str) -> dict[str, bytes]:
    return {path: raw for path, raw in packaged(folder).items() if path.endswith(".yaml")}


SHIPPED = {path: (ROOT / path).read_bytes() for path in ("agencies.yaml", "plans/38-ct-tw/plan.yaml")}


@pytest.mark.parametrize("folder", ["shipped", "sample", "skeleton"])
def test_the_files_that_travel_with_the_program_are_laid_out(folder: str) -> None:
    files = SHIPPED if folder == "shipped" else files_of(folder)
    assert len(files) > 1
    assert {path: layout.laid_out(path, raw) for path, raw in files.items()} == files


def test_an_office_that_writes_in_brackets_may_go_on_so() -> None:
    assert agencies(OFFICE_AGENCIES) == OFFICE_AGENCIES


# Comments


@pytest.mark.parametrize(
    "text",
    [
        "# một\n\n# hai\nid: kh\ntitle: x\nitems: []\n",
        "id: kh\ntitle: x # cuối dòng\nitems: [] # rỗng\n# hết tệp\n",
        "id: kh\ntitle: >- # đứng sau dấu\n  " + "lời " * 30 + "dài\nitems: []\n",
        "id: kh\ntitle: x\nnumber: # chưa rõ\nitems: # các mục\n  # trước mục đầu\n  - id: I\n    # trong mục\n    heading: A\n",
        "id: kh\ntitle: x\nitems:\n  - id: I\n    # cuối mục I\n\n  # đầu mục II\n\n  - id: II\n  # cuối danh sách\n",
        "id: kh\ntitle: x\nrecipients:\n  # - Như trên\nitems: []\n",
        "id: kh\ntitle: x\nitems:\n  - id: I\n    products:\n      - A # đã có\n      # - B\n      - C\n",
        "id: kh\ntitle: x # một # hai\nnote: a#b\nitems: []\n",
    ],
)
def test_comments_stay_where_they_are(text: str) -> None:
    written = plan(text)
    assert [line for line in written.split("\n") if "#" in line] == [line for line in text.split("\n") if "#" in line]
    assert comments(written) == comments(text)


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("items:\n  - # I\n    id: I\n    lead: []\n", "items:\n  # I\n  - id: I\n    lead: []\n"),
        ("items:\n  -\n    # I\n    id: I\n", "items:\n  # I\n  - id: I\n"),
        ("items:\n  - heading: A # tên\n    # mã\n    id: I\n", "items:\n  # mã\n  - id: I\n    heading: A # tên\n"),
        ("items:\n    # sâu\n  - id: I\n      # sâu nữa\n", "items:\n  # sâu\n  - id: I\n    # sâu nữa\n"),
        ("items: #chữ   \n  - {id: I}   #   b\n", "items: #chữ\n  - {id: I} #   b\n"),
        ("items:\n\n\n\n  - id: I\n\n\n\n  - id: II\n\n\n", "items:\n\n  - id: I\n\n  - id: II\n"),
        ("title: x # e\u0302\u0301\n", "title: x # ế\n"),
    ],
)
def test_a_comment_goes_with_what_it_stands_at(text: str, becomes: str) -> None:
    assert plan(text) == becomes


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("items: [ # trong ngoặc\n  ]\n", "1"),
        ("id: kh\nrecipients: [A,\n  # trong ngoặc\n  B]\n", "3"),
        ("id: kh\ntitle:\n  # giữa khóa và giá trị\n  x\n", "3"),
        ("title: # một\n  x # hai\n", "2"),
        ("? id\n: kh\n", "1"),
        ("items:\n  - - a\n", "2"),
        ("id: kh\n...\n", "2"),
        ("id: kh\rtitle: x\n", "1"),
    ],
)
def test_where_there_is_doubt_the_file_is_left_alone(text: str, line: str) -> None:
    assert left_alone(text) == ("unclear-layout", {"path": PLAN, "line": line})


# Single values


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("'Sở A'", "Sở A"),
        ('"no"', '"no"'),
        ("no", '"no"'),
        ("12:30", '"12:30"'),
        ("'Kết quả: tốt'", '"Kết quả: tốt"'),
        ("một\n  hai", "một hai"),
        (">-\n  Ngắn.\n  Gọn.", "Ngắn. Gọn."),
        ("|-\n  một\n\n  hai", "|-\n  một\n\n  hai"),
        (">-\n  một\n\n  hai", "|-\n  một\n  hai"),
        ("|\n  một", ">\n  một"),
        ("|\n  một\n  hai", "|\n  một\n  hai"),
        ("|+\n  một\n", '"một\\n\\n"'),
        ("|2-\n    lùi\n  vào", '"  lùi\\nvào"'),
        ("'  hai  '", '"  hai  "'),
        ("~", "null"),
        ("", ""),
        ("[]", "[]"),
        ("{}", "{}"),
        ("[a, ~, 'b, c', \"d\\ne\"]", "\n  - a\n  - null\n  - b, c\n  - |-\n    d\n    e"),
        ("x" * 80, "x" * 80),
        ("Một câu. " * 11 + "Hết.", ">-\n" + "  Một câu.\n" * 11 + "  Hết."),
        ("a  " * 40 + "b", "a  " * 40 + "b"),
    ],
)
def test_a_value_is_written_in_one_way(written: str, becomes: str) -> None:
    assert plan(f"note: {written}\n") == f"note: {becomes}\n".replace("note: \n", "note:\n")


def test_a_line_with_brackets_that_is_too_long_is_taken_apart() -> None:
    members = [f"so-{number:03}" for number in range(12)]
    text = f"agencies: []\ngroups: [{{members: [{', '.join(members)}], name: các sở, id: nhom}}]\n"
    assert agencies(text) == (
        "agencies: []\ngroups:\n  - id: nhom\n    name: các sở\n    members:\n" + "".join(f"      - {one}\n" for one in members)
    )


def test_brackets_over_several_lines_are_joined_where_they_fit() -> None:
    assert plan("recipients: [\n  Như trên,\n\n  'A, B',\n]\n") == 'recipients: [Như trên, "A, B"]\n'


def test_keys_that_are_not_known_stand_last_as_they_were() -> None:
    assert plan("z: 1\n'a b': {d: m, c: p}\nid: kh\n") == 'id: kh\nz: "1"\na b: {d: m, c: p}\n'


def test_an_event_has_the_order_of_its_kind() -> None:
    path = "plans/kh/progress/2026/so-a/2026-06-05-I.1-0a1b2c.yaml"
    text = b"to: 2026-09-30\nbasis: x\nitem: I.1\ndate: 2026-06-05\nkind: extension\n"
    assert layout.laid_out(path, text) == b"kind: extension\ndate: 2026-06-05\nitem: I.1\nto: 2026-09-30\nbasis: x\n"


# Bytes


def test_crlf_stays_where_every_line_has_it_and_a_byte_order_mark_goes() -> None:
    assert layout.laid_out(PLAN, b"\xef\xbb\xbftitle: x\r\nid: kh") == b"id: kh\r\ntitle: x\r\n"
    assert layout.laid_out(PLAN, b"title: x\r\nid: kh\n") == b"id: kh\ntitle: x\n"


def test_letters_are_composed() -> None:
    assert plan(f"title: {unicodedata.normalize('NFD', 'Sở Nội vụ')}\n") == "title: Sở Nội vụ\n"


@pytest.mark.parametrize(
    ("text", "path", "key"),
    [
        ("title: a: b\n", PLAN, "unsound-layout"),
        ("title: a\ntitle: b\n", PLAN, "unsound-layout"),
        ("title: &a x\nnote: *a\n", PLAN, "unsound-layout"),
        ("title: !!str x\n", PLAN, "unsound-layout"),
        ("%TAG ! tag:x,2000:\n---\ntitle: x\n", PLAN, "unsound-layout"),
        ("a: 1\n---\nb: 2\n", PLAN, "unsound-layout"),
        ("title:\tx\n", PLAN, "unsound-layout"),
        ("title: x\u202ey\n", PLAN, "unsound-layout"),
        ("", PLAN, "unknown-layout"),
        ("# chỉ có chú thích\n", PLAN, "unknown-layout"),
        ("- a\n", PLAN, "unknown-layout"),
        ("title: x\n", "plans/kh/khac.yaml", "unknown-layout"),
    ],
)
def test_a_file_with_a_fault_of_form_is_left_alone(text: str, path: str, key: str) -> None:
    assert left_alone(text, path)[0] == key


# Laws

TEXTS = st.text(alphabet="aBĐọ “”:#-\"'[]{}&*!|>%@?,;.()~ \n019e\u0302", max_size=30) | st.sampled_from(
    ["Câu một. " * 12, "no", "12:30", "2026", "null", "- x", "một\nhai", "một\n", " lùi"]
)
STYLES = st.sampled_from(["plain", "'", '"', "|", "flow"])
NOTES = st.lists(st.sampled_from(["", "# một", "  # hai", "    # - ba: x", "      # bốn", "        # năm"]), max_size=3)


def single(text: str, style: str, indent: str) -> str:
    """A text as somebody might write it behind a key; it need not be read as what was meant."""
    flat = " ".join(text.split())
    if style == "'":
        return "'" + flat.replace("'", "''") + "'"
    if style == '"':
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if style == "|":
        return "|\n" + "\n".join(f"{indent}  {line}" for line in text.split("\n"))
    return f"[{flat}, x]" if style == "flow" else flat


@st.composite
def written(draw: st.DrawFn) -> str:
    """A plan as a hurried person writes it: keys in any order, any style, comments and empty lines anywhere."""
    lines: list[str] = []

    def keys(names: list[str], indent: str, first: str) -> None:
        for place, name in enumerate(draw(st.permutations(names))):
            lines.extend(draw(NOTES) if place else [])
            comment = draw(st.sampled_from(["", "", " # ghi chú", "   #x"]))
            style = draw(STYLES)
            value = single(draw(TEXTS), style, indent)
            lines.append(f"{first if not place else indent}{name}: {value}" + ("" if style == "|" else comment))

    keys(["id", "title", "khac", "note"], "", "")
    lines.extend(draw(NOTES))
    lines.append("items:")
    step = draw(st.sampled_from(["", "  ", "    "]))
    for _ in range(draw(st.integers(1, 3))):
        lines.extend(draw(NOTES))
        keys(["text", "id", "lead"], step + "  ", step + "- ")
    lines.extend(draw(NOTES))
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n\n"]))


def outcome(text: str) -> str | Trouble:
    try:
        return plan(text)
    except Trouble as trouble:
        return trouble


@LAW
@given(written())
def test_layout_keeps_what_is_said_and_every_comment_and_is_final(text: str) -> None:
    after = outcome(text)
    if isinstance(after, Trouble):
        assert after.key in {"unsound-layout", "unclear-layout"}  # never one that was laid out wrongly
        return
    assert nodes.read(after.encode(), PLAN) == nodes.Reading(nodes.read(text.encode(), PLAN).data, ())
    assert sorted(comments(after)) == sorted(comments(text.replace("\r\n", "\n")))
    assert plan(after) == after
    assert not any(line != line.rstrip() for line in after.split("\n") if "#" in line and ":" not in line)


VALUES = st.fixed_dictionaries(
    {"item": st.sampled_from(["III.2", "II.1-1"]), "state": st.just("in-progress"), "summary": TEXTS},
    optional={
        "with": st.lists(st.sampled_from(["so-a", "so-b"])),
        "figures": st.lists(st.fixed_dictionaries({"name": TEXTS, "value": st.sampled_from(["1", "2.5"])}), max_size=2),
        "evidence": st.lists(st.fixed_dictionaries({}, optional={"title": TEXTS, "number": TEXTS}), max_size=2),
        "proposals": TEXTS,
    },
)


@LAW
@given(VALUES)
def test_what_the_program_writes_is_laid_out_already(values: dict[str, Data]) -> None:
    kept = {key: tidied for key, value in values.items() if (tidied := _tidied(value))}
    text = emit.document(forms.EVENT_FORMS["update"], {"kind": "update", "date": "2026-06-05", **kept}, ("đầu tệp",))
    assert layout.laid_out(EVENT, text.encode()).decode() == text


@pytest.mark.parametrize(
    "text", ["một\nhai ", " một\nhai", "\n\nmột", "một\n", "một\nhai\n", "một\n\n", " ", f"{'việc ' * 30}\n"]
)
def test_a_text_with_loose_ends_keeps_them_and_has_one_layout_too(text: str) -> None:
    values = {"kind": "update", "item": "III.2", "date": "2026-06-05", "state": "in-progress", "summary": text}
    written = emit.document(forms.EVENT_FORMS["update"], values).encode()
    assert nodes.read(written, EVENT).data == values
    assert layout.laid_out(EVENT, written) == written


HEADINGS = st.lists(
    st.sampled_from(["# đầu tệp", "#sát", "# thừa ", "#", "# \t", "# \u00a0", "", "# kehoach: ignore KH306"]), max_size=3
)
EDITS = st.sampled_from(
    [("", ""), ("\n", "\n\n"), (": ", ":  "), ("\n", "\r\n"), ("date:", "date: # ngày\n "), ("- ", "-  "), ("\n", " \n")]
)


@LAW
@given(VALUES, HEADINGS, EDITS)
def test_what_need_not_be_taken_apart_would_stay_as_it_is(
    values: dict[str, Data], heading: list[str], edit: tuple[str, str]
) -> None:
    kept = {key: tidied for key, value in values.items() if (tidied := _tidied(value))}
    text = emit.document(forms.EVENT_FORMS["update"], {"kind": "update", "date": "2026-06-05", **kept})
    content = "".join(f"{line}\n" for line in heading).encode() + text.replace(*edit).encode()
    if formatting.is_as_emitted(EVENT, content):
        assert layout.laid_out(EVENT, content) == content
    else:
        assert heading or edit[0]


def test_a_heading_with_loose_blanks_of_any_kind_has_to_be_laid_out() -> None:
    text = emit.document(forms.EVENT_FORMS["update"], {"kind": "update", "item": "I", "date": "2026-06-05", "summary": "Tốt."})
    assert [formatting.is_as_emitted(EVENT, f"# đầu tệp{end}\n{text}".encode()) for end in ("", " ", "\u00a0")] == [
        True,
        False,
        False,
    ]


def test_entries_as_the_program_writes_them_are_not_taken_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: dict[str, Data] = {"kind": "update", "item": "III.2", "state": "completed", "evidence": [{"number": "01/BC-SNV"}]}
    made = draft.event("kh", "so-a", "update", said, date(2026, 6, 5), "0a1b2c")
    files = {
        "agencies.yaml": "agencies: [] # chưa có\n",
        made.path: made.text,
        made.path.replace("0a1b2c", "0a1b2d"): "item: I\nkind: update\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    taken: list[str] = []
    monkeypatch.setattr(layout, "laid_out", lambda path, content: (taken.append(path), content)[1])
    assert formatting.layouts(tmp_path, []).files == ()
    assert sorted(taken) == sorted(path for path in files if path != made.path)


def _tidied(value: Data) -> Data:
    if isinstance(value, str):
        return emit.tidy(unicodedata.normalize("NFC", value)) or None
    if isinstance(value, list):
        return [entry for entry in map(_tidied, value) if entry]
    return {key: kept for key, one in value.items() if (kept := _tidied(one))} if isinstance(value, dict) else None
