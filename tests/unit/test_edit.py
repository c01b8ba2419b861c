"""agencies.yaml is edited in place: only the lines that must change, in the style they are written in; all others stay."""

import difflib
import re
from datetime import date
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_cli import edit, strict
from kehoach_cli.model import Agency, Register
from kehoach_cli.parse import Snapshot, parse
from kehoach_cli.reorganisation import CLOSE, MERGE, SPLIT, Reorganisation, applied
from kehoach_cli.trouble import Trouble

LAW = settings(deadline=None, max_examples=200, derandomize=True)
DAY = date(2027, 1, 1)
BASIS = "Nghị quyết 7/NQ-HĐND ngày 20/11/2026."
NEW = Agency("so-moi", "Sở Mới", rank=5, since=DAY, basis=BASIS)


def register(text: str) -> Register:
    parsed = parse(Snapshot({"agencies.yaml": text.encode()}))
    assert parsed.findings == ()
    return parsed.register


def merged(text: str, *ended: str, into: str = "so-b", new: tuple[Agency, ...] = (), basis: str = BASIS) -> str:
    """The text after agencies have ended and one has taken over."""
    change = Reorganisation(MERGE, ended, (new[0].id if new else into,), new, DAY, basis)
    return edit.agencies(text, applied(register(text), change).agencies)


def changed_lines(before: str, after: str) -> list[str]:
    """The lines taken out and put in, in order."""
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line.rstrip("\n") for line in lines if line[0] in "+-"]


# One edit at a time

BLOCK = """\
# Danh bạ
agencies:
  - id: so-a        # giữ nguyên
    name: Sở A
    rank: 10
    # ghi chú của Sở A
  - id: so-b
    name: Sở B
    note: >-
      Còn hoạt động.

  # Khối khác
  - id: so-c
    name: Sở C
    since: 2020-01-01
    basis: >-
      Thành lập năm 2020.
      Đọc trên báo.
    note: Tên cũ
groups:
  - {id: nhom, name: các sở, members: [so-a, so-b, so-c]}
"""


def test_an_agency_that_ends_gets_its_keys_in_canonical_order() -> None:
    assert changed_lines(BLOCK, merged(BLOCK, "so-a")) == [
        "+     until: 2027-01-01",
        "+     successor: so-b",
        "+     basis: Nghị quyết 7/NQ-HĐND ngày 20/11/2026.",
    ]
    assert "    rank: 10\n    until: 2027-01-01\n" in merged(BLOCK, "so-a")


def test_a_basis_in_a_block_gets_a_further_sentence_and_keys_stand_before_it() -> None:
    after = merged(BLOCK, "so-c", basis="Nghị quyết 7/NQ-HĐND về tổ chức lại. Điều 2 giao Sở B.")
    assert "since: 2020-01-01\n    until: 2027-01-01\n    successor: so-b\n    basis: >-\n" in after
    assert "      Đọc trên báo.\n      Nghị quyết 7/NQ-HĐND về tổ chức lại.\n      Điều 2 giao Sở B.\n    note:" in after


def test_a_new_agency_stands_below_the_last_it_succeeds_and_below_the_comments_of_that_one() -> None:
    after = merged(BLOCK, "so-a", new=(NEW,))
    assert (
        "    # ghi chú của Sở A\n  - id: so-moi\n    name: Sở Mới\n    rank: 5\n    since: 2027-01-01\n"
        "    basis: Nghị quyết 7/NQ-HĐND ngày 20/11/2026.\n  - id: so-b\n"
    ) in after


def test_entries_kept_apart_by_empty_lines_stay_apart() -> None:
    after = merged(BLOCK, "so-b", new=(NEW,))
    assert "      Còn hoạt động.\n\n  - id: so-moi\n" in after
    assert "ngày 20/11/2026.\n\n  # Khối khác\n  - id: so-c\n" in after


def test_several_heirs_are_a_list() -> None:
    wanted = applied(register(BLOCK), Reorganisation(SPLIT, ("so-a",), ("so-b", "so-c"), (), DAY, BASIS)).agencies
    assert "    successor:\n      - so-b\n      - so-c\n    basis:" in edit.agencies(BLOCK, wanted)


def test_without_an_heir_there_is_no_successor() -> None:
    wanted = applied(register(BLOCK), Reorganisation(CLOSE, ("so-a", "so-c"), (), (), DAY, BASIS)).agencies
    after = edit.agencies(BLOCK, wanted)
    assert ("successor" in after, after.count("until: 2027-01-01")) == (False, 2)


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("basis: Quyết định 1", "basis: Quyết định 1. Văn bản 2"),
        ("basis: Quyết định 1.   # đọc báo", "basis: Quyết định 1. Văn bản 2   # đọc báo"),
        ("basis: 'Quyết định: 1'", 'basis: "Quyết định: 1. Văn bản 2"'),
        ("basis: (Quyết định 1.)", "basis: (Quyết định 1.) Văn bản 2"),
        ("basis: >\n      Quyết định 1;", "basis: >\n      Quyết định 1;\n      Văn bản 2"),
        ("basis: |\n      Quyết định 1", "basis: |\n      Quyết định 1.\n      Văn bản 2"),
        (
            "basis: >-\n         Quyết định 1\n\n         thay.",
            "basis: >-\n         Quyết định 1\n\n         thay.\n         Văn bản 2",
        ),
        ("basis:", "basis: Văn bản 2"),
        ("basis: ~  # chưa rõ", "basis: Văn bản 2  # chưa rõ"),
        ("basis: Văn bản 2 ngày 1/1", "basis: Văn bản 2 ngày 1/1"),
    ],
)
def test_a_basis_keeps_its_text_and_its_style(written: str, becomes: str) -> None:
    text = f"agencies:\n  - id: so-a\n    name: Sở A\n    {written}\n  - {{id: so-b, name: Sở B}}\n"
    assert f"    {becomes}\n  - {{id: so-b" in merged(text, "so-a", basis="Văn bản 2")


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("{id: so-a, name: Sở A}", "{id: so-a, name: Sở A, until: 2027-01-01, successor: so-b, basis: Văn bản 2}"),
        (
            "{id: so-a, name: Sở A, basis: cũ, note: x}  # c",
            "{id: so-a, name: Sở A, until: 2027-01-01, successor: so-b, basis: cũ. Văn bản 2, note: x}  # c",
        ),
        (
            "{id: so-a,\n     name: Sở A, until: ,  # chưa\n     rank: 5 }",
            "{id: so-a,\n     name: Sở A, until: 2027-01-01, successor: so-b, basis: Văn bản 2 ,  # chưa\n     rank: 5 }",
        ),
    ],
)
def test_an_entry_in_braces_stays_in_braces(written: str, becomes: str) -> None:
    file = "agencies:\n  - {}\n  - {{id: so-b, name: Sở B}}\n"
    assert merged(file.format(written), "so-a", basis="Văn bản 2") == file.format(becomes)


def test_a_new_agency_is_written_as_the_one_above_it() -> None:
    braces = "agencies:\n  - {id: so-a, name: Sở A}  # c\n  - {id: so-b, name: Sở B}\n"
    assert "# c\n  - {id: so-moi, name: Sở Mới, rank: 5, since: 2027-01-01, basis: " in merged(braces, "so-a", new=(NEW,))
    brackets = "agencies: [{id: so-a, name: Sở A}, {id: so-b, name: Sở B}] # c\n"
    assert merged(brackets, "so-a", new=(NEW,)).count("\n") == 1
    wide = "agencies:\n-   id: so-a\n    name: Sở A\n-   id: so-b\n    name: Sở B\n"
    assert "\n-   id: so-moi\n    name: Sở Mới\n" in merged(wide, "so-a", new=(NEW,))
    below = "agencies:\n -\n  id: so-a\n  name: Sở A\n"
    assert "\n - id: so-moi\n   name: Sở Mới\n" in merged(below, "so-a", new=(NEW,))


def test_what_stands_for_nothing_is_filled_in_where_it_stands() -> None:
    text = "agencies:\n  - id: so-a\n    name: Sở A\n    until:     # chưa rõ\n    successor: null\n  - {id: so-b, name: Sở B}\n"
    assert "    until: 2027-01-01     # chưa rõ\n    successor: so-b\n    basis:" in merged(text, "so-a")


def test_a_successor_without_a_day_is_replaced() -> None:
    text = "agencies:\n  - id: so-a\n    name: Sở A\n    successor:\n    - so-c\n    note: x\n  - {id: so-b, name: Sở B}\n"
    assert "    name: Sở A\n    until: 2027-01-01\n    successor: so-b\n    basis:" in merged(text, "so-a")


def test_line_ends_and_a_byte_order_mark_stay_as_they_are() -> None:
    windows = "\ufeff" + BLOCK.replace("\n", "\r\n")
    after = merged(windows, "so-a", new=(NEW,))
    assert after == "\ufeff" + merged(BLOCK, "so-a", new=(NEW,)).replace("\n", "\r\n")
    assert merged("agencies:\n  - id: so-a\n    name: Sở A", "so-a", new=(NEW,)).endswith("ngày 20/11/2026.")


def test_decomposed_letters_stay_decomposed() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", BLOCK)
    after = edit.agencies(text, applied(register(BLOCK), Reorganisation(CLOSE, ("so-c",), (), (), DAY, BASIS)).agencies)
    assert [line for line in changed_lines(text, after) if line.startswith("-")] == []


def test_the_slow_reader_sees_every_value_at_the_same_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML without libyaml gives the end of an empty value in braces elsewhere."""
    text = BLOCK.replace("name: Sở A", "name: >-\n      Sở\n      A").replace("    rank: 10\n", "    until:\n    rank:  # chưa\n")
    text = text.replace("  - id: so-b", "  - {id: so-d, name: Sở D, until: , basis: 'a\n       b'}\n  - id: so-b")
    swift = merged(text, "so-a", "so-c", "so-d", new=(NEW,))
    monkeypatch.setattr(strict, "Loader", yaml.SafeLoader)
    assert merged(text, "so-a", "so-c", "so-d", new=(NEW,)) == swift


# What is refused


@pytest.mark.parametrize(
    "text",
    [
        "agencies:\n  - &x\n    id: so-a\n    name: Sở A\n",
        "agencies:\n  - id: so-a\n    name: Sở A\n    ran: 5\n",
        "agencies:\n  - id: so-a\n    name: Sở A\n  - id: so-b\n",
        "agencies:\n\t- id: so-a\n",
    ],
)
def test_a_file_with_faults_is_not_edited(text: str) -> None:
    with pytest.raises(Trouble) as trouble:
        edit.agencies(text, [Agency("so-a", "Sở A", until=DAY)])
    assert trouble.value.key == "unsound-agencies"


@pytest.mark.parametrize(
    "text",
    [
        "agencies:\n  - {id: so-a, name: Sở A}\n  - {id: so-a, name: Sở A hai}\n",
        "agencies:\r  - id: so-a\r    name: Sở A\r",
    ],
)
def test_what_cannot_be_edited_safely_is_not_edited(text: str) -> None:
    wanted = [agency._replace(until=DAY) for agency in register(text).agencies]
    with pytest.raises(Trouble) as trouble:
        edit.agencies(text, wanted)
    assert trouble.value.key == "cannot-edit"


def test_an_edit_that_would_say_something_else_is_refused() -> None:
    for wanted in ([], [Agency("so-a", "Sở A")], [*register(BLOCK).agencies[:2], Agency("so-c", "Sở C", basis="khác")]):
        with pytest.raises(Trouble) as trouble:
            edit.agencies(BLOCK, wanted)
        assert trouble.value.key == "cannot-edit"


# Laws

WORDS = st.lists(st.sampled_from(["Sở", "Nội vụ", "ủy ban", "1/NQ", "(x)", "ngày", "a:b", "“c”", "no"]), min_size=1, max_size=6)
NASTY = st.text(alphabet="aĐế .:#-'\"[]{},&*!|>%@`;()/019", min_size=1, max_size=30).map(lambda text: " ".join(text.split()))
SENTENCES = st.lists(WORDS.map(lambda words: " ".join(words) + "."), min_size=1, max_size=3)
COMMENT = st.sampled_from(["", "", "  # ※ ghi chú"])
IN_BLOCK = {  # what may stand behind each key, at an indent of the key
    "abbreviation": ["SA", "'S:A'", ""],
    "aliases": ["[x, 'y, z']", "\n{i}  - x\n{i}  - y  # ※ bí danh", "\n{i}- x"],
    "rank": ["10", "'10'"],
    "since": ["2020-01-01", '"2020-01-01"'],
    "until": ["", "null"],
    "successor": ["", "~"],
    "note": ["Tên cũ", "'a # b'", ">-\n{i}  Dòng một.\n{i}  Dòng hai.", "|\n{i}  Dòng\n{i}   thụt\n", "a\n{i}  nối dòng"],
}
IN_BRACES = {
    "abbreviation": ["SA", "'S:A'"],
    "aliases": ["[x, 'y, z']", "[x,\n      y]"],
    "rank": ["10"],
    "since": ["2020-01-01"],
    "until": ["null", "~"],
    "note": ["Tên cũ", '"a, # b"', "'a\n       nối dòng'"],
    "basis": ["Quyết định 1", '"Quyết định: 1."', "'Quyết\n      định'"],
}


class Written(NamedTuple):
    """A generated file, and for each agency the lines of its entry."""

    text: str
    lines: dict[str, range]


@st.composite
def files(draw: st.DrawFn) -> Written:
    """A file as people write it: block and flow style side by side, comments, empty lines, keys in any order."""
    indent, gap = draw(st.sampled_from(["", "  ", "    "])), draw(st.sampled_from([" ", "   "]))
    lines, places = ["# ※ Danh bạ", "agencies:"], dict[str, range]()
    for number in range(draw(st.integers(1, 4))):
        if number:
            lines += draw(st.sampled_from([[], [""], [f"{indent}# ※ khối"], ["", "# ※ khối"]]))
        entry = draw(_in_braces(number)) if draw(st.booleans()) else draw(_in_block(number, f"{indent} {gap}", gap))
        places[f"so-{number}"] = range(len(lines), len(lines) + len(entry))
        lines += [f"{indent}-{gap if entry[0] else ''}{entry[0]}", *entry[1:]]
    lines += draw(st.sampled_from([[], ["# ※ hết"], ["groups:", "  - {id: nhom, name: nhóm, members: [so-0]}"]]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return Written(end.join(lines) + draw(st.sampled_from(["", end])), places)


@st.composite
def _in_block(draw: st.DrawFn, number: int, indent: str, gap: str) -> list[str]:
    keys = draw(st.lists(st.sampled_from([*IN_BLOCK, "basis"]), unique=True))
    entries = [f"id: so-{number}{draw(COMMENT)}", f"name: Sở {number}{draw(COMMENT)}"]
    for key in keys:
        value = draw(_basis()) if key == "basis" else draw(st.sampled_from(IN_BLOCK[key]))
        shown = value.replace("{i}", indent)
        entries.append(f"{key}:{'' if shown.startswith(chr(10)) or not shown else ' '}{shown}".rstrip(" "))
    if draw(st.booleans()):
        entries = draw(st.permutations(entries))
    lines = "\n".join([entries[0], *(f"{indent}{entry}" for entry in entries[1:])]).split("\n")
    if draw(st.booleans()):
        lines.append(f"{indent}# ※ của so-{number}")
    return ["", indent + lines[0], *lines[1:]] if draw(st.booleans()) and len(gap) == 1 else lines


@st.composite
def _basis(draw: st.DrawFn) -> str:
    sentences = draw(SENTENCES)
    style = draw(st.sampled_from(["plain", "single", "double", ">-", ">", "|", "|-"]))
    if style in (">-", ">", "|", "|-"):
        inner = "{i}" + draw(st.sampled_from(["  ", "    "]))
        return f"{style}\n" + "\n".join(inner + sentence for sentence in sentences)
    text = " ".join(sentences).replace('"', "").replace("'", "")
    if style == "plain":
        return re.sub(r"[^\w ./]", "", text)
    return f"'{text}'" if style == "single" else f'"{text}"'


@st.composite
def _in_braces(draw: st.DrawFn, number: int) -> list[str]:
    keys = draw(st.lists(st.sampled_from(list(IN_BRACES)), unique=True))
    entries = [f"id: so-{number}", f"name: Sở {number}", *(f"{key}: {draw(st.sampled_from(IN_BRACES[key]))}" for key in keys)]
    comma = draw(st.sampled_from([", ", ",", " ,\n      ", ",  # ※ chú thích\n      "]))
    return ("{" + comma.join(entries) + draw(st.sampled_from(["", " ", "\n      "])) + "}" + draw(COMMENT)).split("\n")


@LAW
@given(files(), st.data())
def test_whatever_the_file_only_entries_that_end_change_and_it_says_what_is_wanted(written: Written, data: st.DataObject) -> None:
    before = register(written.text)
    known = [agency.id for agency in before.agencies]
    ended = tuple(data.draw(st.lists(st.sampled_from(known), unique=True, min_size=1)))
    basis = data.draw(NASTY.filter(bool))
    new = tuple(NEW._replace(id=f"moi-{n}", name=data.draw(NASTY.filter(bool))) for n in range(data.draw(st.integers(0, 2))))
    heirs = (*(one.id for one in new), *(one for one in known if one not in ended))
    wanted = applied(before, Reorganisation(SPLIT, ended, heirs, new, DAY, basis))
    after = edit.agencies(written.text, wanted.agencies)

    def said(of: Register) -> list[Agency]:
        return [one._replace(basis=" ".join((one.basis or "").split()), note=None, position=0) for one in of.agencies]

    assert said(register(after)) == said(wanted)
    assert register(after).groups == before.groups
    assert _lines_outside(written, ended, after) == []
    assert re.findall("# ※[^\r\n]*", after) == re.findall("# ※[^\r\n]*", written.text)


def _lines_outside(written: Written, ended: tuple[str, ...], after: str) -> list[str]:
    """The lines that were changed or taken out though no agency that ends stands there."""
    own = {line for agency in ended for line in written.lines[agency]}
    end = "" if written.text.endswith("\n") else "\r\n" if "\r" in written.text else "\n"  # the last line may get its end
    old, new = (written.text + end).split("\n"), (after + end).split("\n")
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    gone = [line for kind, first, last, _, _ in blocks if kind in ("replace", "delete") for line in range(first, last)]
    return [old[line] for line in gone if line not in own]
