"""The strict reader: every scalar is text, every fault has a place, and no input makes it raise, hang or crash."""

import unicodedata
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_cli import nodes, strict, usual
from kehoach_cli.findings import EntryOf, KeyOf, Pointer
from kehoach_cli.nodes import Data, Reading

LAW = settings(deadline=None, max_examples=100, derandomize=True)


def read(text: str | bytes) -> Reading:
    return nodes.read(text if isinstance(text, bytes) else text.encode(), "tep.yaml")


def data(text: str | bytes) -> Data:
    reading = read(text)
    assert reading.findings == ()
    return reading.data


def places(reading: Reading) -> list[tuple[str, int, int]]:
    return [(finding.code, finding.line, finding.column) for finding in reading.findings]


# Every scalar is text


@pytest.mark.parametrize(
    "written",
    [
        *("no", "NO", "on", "off", "yes", "y", "true", "False", "12:30", "190:20:30", "0147", "010", "08", "0x1F", "0o17", "0b1"),
        *("1.10", "2.10", "1e3", "+1", "-0", "1_000", ".inf", ".NaN", "2021-04-28", "2026-02-30", "2021-04-28 10:00:00Z"),
        *("=", "nil", "none", "nULL", "~ ~", "Công văn số 147-CV/TU", "a#b", "a:b", "C:\\Tep", "9" * 5000),
    ],
)
def test_a_value_is_read_as_written(written: str) -> None:
    assert data(f"a: {written}\nb: [{written}]\n") == {"a": written, "b": [written]}


@pytest.mark.parametrize("written", ["no", "2021", "1.10", "2021-04-28", "on", "~"])
def test_a_key_is_read_as_written(written: str) -> None:
    assert data(f"{written}: x\n") == {written: "x"}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_nothing_and_the_words_for_nothing_are_null(written: str) -> None:
    assert data(f"a: {written}\nb:\n  - {written}\n") == {"a": None, "b": [None]}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_in_quotes_the_words_for_nothing_are_text(written: str) -> None:
    assert data(f"a: \"{written}\"\nb: '{written}'\n") == {"a": written, "b": written}


@pytest.mark.parametrize("text", ["", "\n\n", "# chỉ có ghi chú\n", "---\n", "~\n"])
def test_a_file_that_says_nothing_is_null_without_a_finding(text: str) -> None:
    assert data(text) is None


def test_block_and_flow_forms_give_the_same_values() -> None:
    assert data("a:\n  - b\n  - c: d\n") == data("{a: [b, {\"c\": 'd'}]}\n") == {"a": ["b", {"c": "d"}]}


def test_long_text_is_folded_or_kept_line_by_line() -> None:
    assert data("a: >-\n  Câu một.\n  Câu hai.\nb: |-\n  Dòng một\n\n  Dòng hai\n") == {
        "a": "Câu một. Câu hai.",
        "b": "Dòng một\n\nDòng hai",
    }


# Bytes


@pytest.mark.parametrize(
    "raw",
    [
        "\ufeffa: Sở\nb: c\n".encode(),
        "a: Sở\r\nb: c\r\n".encode(),
        "a: Sở\nb: c".encode(),
        "a: Sở\nb: c\n...\n".encode(),
        "---\na: Sở\nb: c\n".encode(),
        "# yaml-language-server: $schema=x\na: Sở # ghi chú\nb: c\n".encode(),
    ],
    ids=["bom", "crlf", "no-final-newline", "document-end", "document-start", "comments"],
)
def test_honest_variants_of_a_file_read_the_same(raw: bytes) -> None:
    assert data(raw) == {"a": "Sở", "b": "c"}


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert nodes.decode("\ufeffa: Sở\n".encode(), "tep.yaml") == ("a: Sở\n", [])


def test_windows_line_ends_do_not_enter_the_text() -> None:
    assert data("a: |-\r\n  một\r\n  hai\r\n") == {"a": "một\nhai"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused(encoding: str) -> None:
    marked = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    reading = read(marked + "a: b\n".encode(encoding))
    assert (reading.data, places(reading), dict(reading.findings[0].facts)) == (None, [("KH101", 1, 1)], {"encoding": "UTF-16"})


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        (b"\xff", 1, 1),
        (b"a: 1\nb: Th\xe0nh ph\xf4\n", 2, 6),
        ("a: Ủy ban ".encode() + b"\xe1\xba", 1, 11),
        ("ế: 'ế".encode() + b"\xc0\xaf'\n", 1, 6),
        ("a: x".encode("cp1258") + "ộ".encode()[:2], 1, 5),
    ],
)
def test_bytes_that_are_no_utf_8_are_pointed_at(raw: bytes, line: int, column: int) -> None:
    assert places(read(raw)) == [("KH101", line, column)]


# Faults of form


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        pytest.param("%YAML 1.1\n---\na: 1\n", "KH107", 1, 1, id="version directive"),
        pytest.param("%TAG ! tag:vi,2026:\n---\na: 1\n", "KH107", 1, 1, id="tag directive"),
        pytest.param("a: 1\n---\nb: 2\n", "KH107", 2, 1, id="second document"),
        pytest.param("? [a]\n: b\n", "KH107", 1, 3, id="list as key"),
        pytest.param("a: 1\n? {b: c}\n: d\n", "KH107", 2, 3, id="mapping as key"),
        pytest.param("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> nhánh\n", "KH115", 1, 1, id="conflict"),
        pytest.param("a: 1\n=======\n>>>>>>> nhánh\n", "KH115", 3, 1, id="half a conflict"),
        pytest.param("a: " + "[" * 20 + "]" * 20 + "\n", "KH111", 1, 23, id="nested too deep"),
        pytest.param("- a\n" * 50_000, "KH111", 49_999, 3, id="too many parts"),
    ],
)
def test_what_a_file_may_not_hold_ends_its_reading_at_that_place(text: str, code: str, line: int, column: int) -> None:
    reading = read(text)
    assert (reading.data, places(reading)) == (None, [(code, line, column)])


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "values"),
    [
        pytest.param("a: &x 1\nb: c\n", "KH105", 1, 4, {"a": "1", "b": "c"}, id="anchor"),
        pytest.param("a:\n  b: &x {c: d}\n", "KH105", 2, 6, {"a": {"b": {"c": "d"}}}, id="anchor on a mapping"),
        pytest.param("a: &x [b]\n", "KH105", 1, 4, {"a": ["b"]}, id="anchor on a list"),
        pytest.param("a: 1\nb: *x\n", "KH105", 2, 4, {"a": "1", "b": None}, id="alias"),
        pytest.param("a: [b, *x]\n", "KH105", 1, 8, {"a": ["b", None]}, id="alias in a list"),
        pytest.param("b:\n  <<: {c: d}\n  e: f\n", "KH105", 2, 3, {"b": {"e": "f"}}, id="merge key"),
        pytest.param('"<<": x\na: 1\n', "KH105", 1, 1, {"a": "1"}, id="merge key in quotes"),
        pytest.param("a: !!str 1\n", "KH106", 1, 4, {"a": "1"}, id="tag"),
        pytest.param("a: !!int 'mười'\n", "KH106", 1, 4, {"a": "mười"}, id="tag that does not fit"),
        pytest.param("a: ! x\n", "KH106", 1, 4, {"a": "x"}, id="tag without a name"),
        pytest.param("a: !!python/object/apply:os.system [ls]\n", "KH106", 1, 4, {"a": ["ls"]}, id="tag that runs"),
        pytest.param("!x\na: 1\n", "KH106", 1, 1, {"a": "1"}, id="tag on the file"),
    ],
)
def test_an_anchor_an_alias_or_a_tag_is_told_and_means_nothing(
    text: str, code: str, line: int, column: int, values: Data
) -> None:
    reading = read(text)
    assert (reading.data, places(reading)) == (values, [(code, line, column)])


def test_of_many_such_faults_in_one_file_twenty_are_told_and_how_many_more_there_are() -> None:
    reading = read("- &x a\n" * 100)
    assert places(reading) == [*(("KH105", line, 3) for line in range(1, 21)), ("KH118", 21, 3)]
    assert reading.findings[-1].facts == {"code": "KH105", "more": "80"}


def test_twenty_levels_are_read() -> None:
    value: Data = "x"
    for _ in range(20):
        value = [value]
    assert data("[" * 20 + "x" + "]" * 20) == value


def test_a_million_bytes_are_read_and_one_more_is_refused() -> None:
    comment = b"a: b\n#" + b"x" * (1_000_000 - 6)
    assert data(comment) == {"a": "b"}
    assert places(read(comment + b"x")) == [("KH111", 1, 1)]


def test_of_a_duplicate_key_the_first_value_stays_and_the_second_is_pointed_at() -> None:
    reading = read("a: 1\nb:\n  - c: 2\n    c: 3\na:\n  - 4\n")
    assert reading.data == {"a": "1", "b": [{"c": "2"}]}
    assert places(reading) == [("KH104", 4, 5), ("KH104", 5, 1)]
    assert [dict(finding.facts) for finding in reading.findings] == [{"key": "c"}, {"key": "a"}]


def test_a_key_and_its_decomposed_twin_are_one_key() -> None:
    twin = unicodedata.normalize("NFD", "kế")
    reading = read(f"kế: 1\n{twin}: 2\n")
    assert reading.data == {"kế": "1"}
    assert [code for code, _, _ in places(reading)] == ["KH104", "KH109"]


def test_keys_that_differ_in_case_are_two_keys() -> None:
    assert data("a: 1\nA: 2\n") == {"a": "1", "A": "2"}


# Characters


def test_every_tab_is_pointed_at_up_to_twenty() -> None:
    assert places(read("a:\tb\n\tc: d\n")) == [("KH103", 1, 3), ("KH103", 2, 1)]
    found = read("\t" * 100 + "\0" * 30).findings
    assert [(one.code, one.column) for one in found if one.code != "KH103"] == [
        ("KH118", 21), *(("KH108", 101 + n) for n in range(20)), ("KH118", 121),
    ]  # fmt: skip
    assert [dict(one.facts) for one in found if one.code == "KH118"] == [
        {"code": "KH103", "more": "80"}, {"code": "KH108", "more": "10"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000"),
        ("\x07", "U+0007"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\x9b", "U+009B"),
        ("\u2028", "U+2028 LINE SEPARATOR"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\ufffe", "U+FFFE"),
    ],
)
def test_control_and_bidi_characters_are_refused_raw_and_by_escape(character: str, name: str) -> None:
    raw = read(f"a: 1\nb: ế{character}\n")
    assert (raw.data, places(raw), dict(raw.findings[0].facts)) == (None, [("KH108", 2, 5)], {"character": name})
    escaped = read(f'a: 1\nb: "ế\\u{ord(character):04x}"\n')
    assert (escaped.data, places(escaped), dict(escaped.findings[0].facts)) == (None, [("KH108", 2, 4)], {"character": name})


@pytest.mark.parametrize("escape", [r"\t", r"\r", r"\e", r"\b", r"\0", r"\N", r"\L", r"\x1b", r"\U0000202e"])
def test_no_escape_brings_in_what_is_refused_raw(escape: str) -> None:
    assert places(read(f'"x{escape}": b\n')) == [("KH108", 1, 1)]


def test_a_new_line_by_escape_is_text() -> None:
    assert data(r'a: "một\nhai"') == {"a": "một\nhai"}


def test_an_escape_means_nothing_outside_double_quotes() -> None:
    assert data("a: 'x\\e'\nb: x\\e\n") == {"a": "x\\e", "b": "x\\e"}


@pytest.mark.parametrize("written", [r"\ud800", r"\U00110000", r"\UFFFFFFFF"])
def test_an_escape_beyond_unicode_is_a_fault(written: str) -> None:
    reading = read(f'a: "{written}"\n')
    assert (reading.data, [finding.line for finding in reading.findings]) == (None, [1])


def test_decomposed_text_is_read_composed_and_pointed_at_once() -> None:
    reading = read("a: Sở\nb: " + unicodedata.normalize("NFD", "Hòa bình, hữu nghị") + "\n")
    assert reading.data == {"a": "Sở", "b": "Hòa bình, hữu nghị"}
    assert places(reading) == [("KH109", 2, 5)]


def test_jamo_that_compose_are_decomposed_text_too() -> None:
    reading = read("a: \u1100\u1161\n")
    assert (reading.data, places(reading)) == ({"a": "\uac00"}, [("KH109", 1, 4)])


# Syntax

SYNTAX = [
    pytest.param("a: b: c\n", "colon", 1, 5, "a: b: c", id="a second colon"),
    pytest.param("a:\n  b: 1\n   c: 2\n", "colon", 3, 5, "c: 2", id="an indented neighbour"),
    pytest.param("a: 1\nb: @c\n", "special", 2, 4, "b: @c", id="an at sign"),
    pytest.param("a: `c`\n", "special", 1, 4, "a: `c`", id="a backtick"),
    pytest.param('a: "b\nc: d\n', "quote", 3, 1, "", id="an open quote"),
    pytest.param('a: "C:\\Tep"\n', "quote", 1, 7, 'a: "C:\\Tep"', id="a backslash in quotes"),
    pytest.param("a: [b, c\nd: e\n", "bracket", 2, 2, "d: e", id="an open bracket"),
    pytest.param("a:\n  - b\n - c\n", "indent", 3, 2, "- c", id="a dash out of line"),
    pytest.param("a: 1\nb\nc: 2\n", "indent", 3, 1, "c: 2", id="a key without a colon"),
    pytest.param('a: "b" c\n', "indent", 1, 8, 'a: "b" c', id="text after a quote"),
]


@pytest.mark.parametrize(("text", "cause", "line", "column", "shown"), SYNTAX)
def test_a_syntax_error_has_a_cause_and_a_place(text: str, cause: str, line: int, column: int, shown: str) -> None:
    reading = read(text)
    (finding,) = reading.findings
    assert reading.data is None
    assert (finding.code, dict(finding.facts)) == ("KH102", {"cause": cause, "text": shown})
    assert (finding.line, finding.column) == (line, column)


def test_what_was_found_before_a_syntax_error_is_not_lost() -> None:
    assert places(read("a: 1\na: 2\nb: [\n")) == [("KH104", 2, 1), ("KH102", 4, 1)]


# Bombs


def test_a_billion_laughs_are_read_as_nothing() -> None:
    laughs = ["a0: &a0 [" + ", ".join(["ha"] * 9) + "]"]
    laughs += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 10)]
    reading = read("\n".join(laughs))
    assert reading.data == {"a0": ["ha"] * 9, **{f"a{n}": [None] * 9 for n in range(1, 10)}}
    assert {finding.code for finding in reading.findings} == {"KH105", "KH118"}


def test_a_merge_bomb_is_read_as_nothing() -> None:
    bomb = ["a0: &a0 {x: 1}"] + [f"a{n}: &a{n}\n  <<: [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 10)]
    reading = read("\n".join(bomb))
    assert reading.data == {"a0": {"x": "1"}, **{f"a{n}": {} for n in range(1, 10)}}
    assert {finding.code for finding in reading.findings} == {"KH105", "KH118"}


@pytest.mark.parametrize("text", ["a: *x\nb: 1\n", "a: &x 1\nb: &x 2\n", "a: &x {c: *x}\nb: 1\n", "a: *x\nb: *y\n"])
def test_an_alias_that_leads_nowhere_hides_no_place(text: str) -> None:
    assert nodes.locate(text.encode(), [("a",), (KeyOf("b"),), ("b",)]) == [(1, 4), (2, 1), (2, 4)]


@pytest.mark.parametrize(("opening", "code"), [("[", "KH111"), ("{a: ", "KH111"), ("- ", "KH111"), ("? ", "KH107")])
def test_a_tower_of_brackets_ends_early(opening: str, code: str) -> None:
    reading = read(opening * 100_000)
    assert (reading.data, [finding.code for finding in reading.findings]) == (None, [code])


# Without libyaml


@pytest.fixture
def slow_loader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict, "Loader", yaml.SafeLoader)
    monkeypatch.setattr(usual, "read", lambda _text: None)


@pytest.mark.usefixtures("slow_loader")
@pytest.mark.parametrize(("text", "cause", "line", "column", "shown"), SYNTAX)
def test_without_libyaml_a_syntax_error_has_the_same_cause(text: str, cause: str, line: int, column: int, shown: str) -> None:
    (finding,) = read(text).findings
    assert (finding.code, finding.facts["cause"], finding.line) == ("KH102", cause, line)


@pytest.mark.usefixtures("slow_loader")
@pytest.mark.parametrize("written", [r"\ud800", r"\U00110000", r"\UFFFFFFFF"])
def test_without_libyaml_an_escape_beyond_unicode_is_a_fault_too(written: str) -> None:
    reading = read(f'a: "{written}"\n')
    assert (reading.data, len(reading.findings)) == (None, 1)


@pytest.mark.usefixtures("slow_loader")
def test_without_libyaml_an_honest_file_reads_the_same() -> None:
    assert data("a: no\nb: [12:30, 'x', \"y\"]\nc: >-\n  Câu một.\n  Câu hai.\n") == {
        "a": "no",
        "b": ["12:30", "x", "y"],
        "c": "Câu một. Câu hai.",
    }


# Places

PLAN = """\
# ghi chú
id: p
items:
  - id: I.1
    lead: [so-a, so-b]
  - id: I.2
    lead: so-c
    text: >-
      Một câu.
"""


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        pytest.param((), 2, 1, id="the file"),
        pytest.param(("id",), 2, 5, id="a value"),
        pytest.param((KeyOf("id"),), 2, 1, id="a key"),
        pytest.param(("items",), 4, 3, id="a list"),
        pytest.param(("items", 1), 6, 5, id="an entry by its number"),
        pytest.param(("items", 1, KeyOf("lead")), 7, 5, id="a key of an entry"),
        pytest.param(("items", 1, "text"), 8, 11, id="a long text"),
        pytest.param(("items", 0, "lead", EntryOf("so-b")), 5, 18, id="an entry by its text"),
        pytest.param(("items", 1, "lead", EntryOf("so-c")), 7, 11, id="one value where a list may stand"),
        pytest.param(("items", 0, "lead", EntryOf("so-x")), 5, 11, id="an entry that is not there"),
        pytest.param(("items", 0, "due"), 4, 5, id="a key that is not there"),
        pytest.param(("items", 7, "lead"), 4, 3, id="a number beyond the list"),
        pytest.param(("id", "number", 3), 2, 5, id="a step into a text"),
        pytest.param(("items", "id"), 4, 3, id="a key of a list"),
        pytest.param((3,), 2, 1, id="a number into a mapping"),
    ],
)
def test_a_pointer_finds_its_place_or_the_nearest_parent(pointer: Pointer, line: int, column: int) -> None:
    assert nodes.locate(PLAN.encode(), [pointer]) == [(line, column)]


def test_of_a_duplicate_key_the_first_is_the_place() -> None:
    assert nodes.locate(b"a: 1\na: 2\n", [("a",), (KeyOf("a"),)]) == [(1, 4), (1, 1)]


def test_of_a_list_no_more_is_read_than_the_entries_that_are_asked_for() -> None:
    assert nodes.locate(b"- a: 1\n- [b,\n   c]\n- {never closed", [(1, 1), (0, "a")]) == [(3, 4), (1, 6)]


def test_where_an_alias_stands_is_known_too() -> None:
    assert nodes.locate(b"a: [*x, &y b]\nc: *x\n", [("a", 0), ("a", 1), ("c",)]) == [(1, 5), (1, 9), (2, 4)]


def test_a_byte_order_mark_and_windows_line_ends_do_not_move_a_place() -> None:
    assert nodes.locate(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", [("a",), ("b",)]) == [(1, 4), (2, 4)]


def test_a_decomposed_key_is_found_by_its_composed_name() -> None:
    assert nodes.locate(unicodedata.normalize("NFD", "kế: 1\n").encode(), [(KeyOf("kế"),), ("kế",)]) == [(1, 1), (1, 7)]


def test_an_empty_file_has_a_place_too() -> None:
    assert nodes.locate(b"", [("id",)]) == [(1, 1)]


# Laws

YAML_MARKS = "abn01 \n\n\r\t:-?#,[]{}&*!|>%@`\"'\\~<=.+_/"
UNEASY = "ếĐọ\u0300\u0301\u1100\u1161“”…\u00a0\u0085\u2028\u202e\u200b\ufeff\ufffd\x00\x07\x1b\x7f\ud800\udfff\uffff😀"
ANY_TEXT = st.text(alphabet=YAML_MARKS + UNEASY, max_size=60) | st.text(max_size=40)


def told(reading: Reading) -> bool:
    return all(finding.line >= 1 and finding.column >= 1 for finding in reading.findings)


@LAW
@given(ANY_TEXT)
def test_reading_never_raises_and_every_finding_has_a_place(text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    reading = read(raw)
    assert told(reading)
    if reading.data is not None:
        assert all(line >= 1 and column >= 1 for line, column in nodes.locate(raw, list(pointers(reading.data))))


@LAW
@given(st.integers(0, len(PLAN)), st.integers(0, 3), ANY_TEXT)
def test_a_damaged_file_never_makes_reading_raise(at: int, lost: int, put: str) -> None:
    assert told(read((PLAN[:at] + put[:5] + PLAN[at + lost :]).encode("utf-8", "surrogatepass")))


@LAW
@given(st.binary(max_size=60))
def test_no_bytes_make_reading_raise(raw: bytes) -> None:
    assert told(read(raw))


def pointers(value: Data, at: Pointer = ()) -> Iterator[Pointer]:
    yield at
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, below in inside:
        yield from pointers(below, (*at, step))


SOUND_TEXT = st.text(
    alphabet=st.characters(exclude_categories=["C", "Zl", "Zp"]) | st.sampled_from("\n :#-[]{}\"'\\&*!|>%@`"), max_size=20
).map(lambda text: unicodedata.normalize("NFC", text))
KEYS = SOUND_TEXT.filter(lambda key: key != "<<")
TREES = st.recursive(
    SOUND_TEXT, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)), max_leaves=12
)


@LAW
@given(TREES)
def test_whatever_yaml_writes_in_quotes_is_read_back_equal(tree: Data) -> None:
    written = yaml.safe_dump(tree, allow_unicode=True, default_style='"')
    reading = read(written)
    assert [finding for finding in reading.findings if finding.code != "KH109"] == []
    assert reading.data == tree
