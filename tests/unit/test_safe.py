"""Foreign text in a terminal, in Markdown and in a spreadsheet: it says what it said, and can do nothing."""

import itertools
import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kehoach_cli.render import as_json, safe

LAW = settings(deadline=None, max_examples=100, derandomize=True)
VIETNAMESE = "Ủy ban nhân dân Thành phố: “Không gian văn hóa Hồ Chí Minh” – 98,62 % (Điều 12); Đồng chí… 2.722/KH-UBND"

# Terminal


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        pytest.param("\x1b[2J", r"\x1b[2J", id="clear the screen"),
        pytest.param("\x1b]8;;https://x\x1b\\chữ\x1b]8;;\x1b\\", r"\x1b]8;;https://x\x1b\chữ\x1b]8;;\x1b" + "\\", id="link"),
        pytest.param("\x1b]52;c;eA==\x07", r"\x1b]52;c;eA==\x07", id="clipboard"),
        pytest.param("\x9b31mđỏ", r"\x9b31mđỏ", id="C1"),
        pytest.param("a\u202eb\u2066c", r"a\u202eb\u2066c", id="bidi"),
        pytest.param("a\u200bb\ufeffc", r"a\u200bb\ufeffc", id="invisible"),
        pytest.param("a\u2028b", r"a\u2028b", id="line separator"),
        pytest.param("a\rb\x08\x00", r"a\rb\x08\x00", id="over the line"),
        pytest.param("a\tb\u00a0c", r"a\tb\xa0c", id="odd spaces"),
        pytest.param("a\ud800b\udcffc", r"a\ud800b\udcffc", id="surrogates"),
        pytest.param("một\nhai", "một\nhai", id="new line"),
    ],
)
def test_a_terminal_shows_what_it_would_obey(foreign: str, shown: str) -> None:
    assert safe.for_terminal(foreign) == shown


@pytest.mark.parametrize("text", [VIETNAMESE, unicodedata.normalize("NFD", VIETNAMESE), "😀 [bold]x[/bold] :smile:", "", "\n"])
def test_a_terminal_shows_honest_text_untouched(text: str) -> None:
    assert safe.for_terminal(text) == text


def test_what_must_stay_on_one_line_does() -> None:
    assert safe.on_one_line(" một\n\thai\r\n  ba\u2028bốn\x1b[A ") == r"một hai ba bốn\x1b[A"


@LAW
@given(st.text() | st.text(alphabet="\x00\x07\x1b\x9b\r\n\u202e\u2028\ud800ếĐ"))
def test_a_terminal_is_given_printable_characters_and_line_ends_only(text: str) -> None:
    assert all(character.isprintable() or character == "\n" for character in safe.for_terminal(text))
    assert safe.on_one_line(text).isprintable()


# Markdown

HOSTILE = [
    *("# đề mục", "###### sáu", "#", "#không", "## đóng ##", "- mục", "+ mục", "* mục", "-", "--", "---", "- - -", "***", "___"),
    *("1. một", "2) hai", "123456789. chín", "1.", "1234567890. quá dài", "1.không", "=", "===", "= x", "> trích", ">", ">>> x"),
    *("`mã`", "```", "~~~", "~~gạch~~", "*nghiêng*", "**đậm**", "_a_", "a_b_c", "[chữ](https://x)", "![ảnh](x)", "[x]", "[x]: y"),
    *("<script>alert(1)</script>", "<b>", "<!-- x -->", "<https://x>", "a < b > c", "&amp; &lt; &#65; &nbsp;", "R&D", "A&B;"),
    *("a | b | c", "|---|---|", "\\", "\\\\", "\\*x\\*", "cuối dòng\\", "C:\\Tep\\moi", "hai dấu cách  \nrồi xuống dòng"),
    *(
        "một\n\nhai",
        "một\n# hai",
        "một\n---",
        "một\n===",
        "    bốn dấu cách",
        "\tthẻ",
        "https://x.vn",
        "{{ x }}",
        "{% x %}",
        ":::",
    ),
    *("a^b", "$x$", "@ai", "38-CT/TW", "- 12 %", "+84 28", "”—…", "5 * 3 * 2", "[ ] việc", "[^1]", "!", "(c)", VIETNAMESE),
]


def said(tokens: list[Token]) -> str:
    """The text a reader sees, if the document is one plain paragraph; anything else shows as its type."""
    parts = []
    for token in tokens:
        if token.type == "inline":
            parts.append(said(token.children or []))
        elif token.type in ("text", "text_special"):
            parts.append(token.content)
        elif token.type not in ("paragraph_open", "paragraph_close"):
            parts.append(f"<{token.type}>")
    return "".join(parts)


MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_says_what_was_written_and_nothing_in_it_is_markup(text: str) -> None:
    assert said(MARKDOWN.parse(safe.for_markdown(text))) == " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_of_a_markdown_table_stays_one_cell(text: str) -> None:
    tokens = MARKDOWN.parse(f"| x | y |\n|---|---|\n| {safe.for_markdown(text)} | z |\n")
    cells = [said([token]) for before, token in itertools.pairwise(tokens) if before.type == "td_open"]
    assert cells == [" ".join(text.split()), "z"]


@LAW
@given(st.text(alphabet="#-+=*_~`<>[]()!\\|&;:.)1 2\n\tax ếĐ\"'{}", max_size=30))
def test_markdown_says_any_text_as_written(text: str) -> None:
    flat = " ".join(text.split())
    assert said(MARKDOWN.parse(safe.for_markdown(text))) == flat
    assert said(MARKDOWN.parse(f"x {safe.for_markdown(text)} y")) == f"x {flat} y"


# JSON


@LAW
@given(st.text() | st.text(alphabet='\x00\x1b\x9b\u202e\u2028\ud800\U000e0001"\\ế'))
def test_json_can_be_looked_at_and_says_exactly_what_it_said(text: str) -> None:
    shown = as_json.text({"x": text})
    assert shown.replace("\n", "").isprintable()
    assert json.loads(shown) == json.loads(json.dumps({"x": text}))


# Spreadsheets


@pytest.mark.parametrize(
    "text", ["=1+1", "+84", "-5", "@SUM(A1)", '=HYPERLINK("https://x")', "=cmd|'/c calc'!A1", "＝1", "＋1", "－1", "＠a"]
)
def test_a_cell_that_begins_like_a_formula_is_text(text: str) -> None:
    assert safe.for_csv(text) == "'" + text


@pytest.mark.parametrize("text", ["", "12", "21.914", VIETNAMESE, "a=b", "x -5", "một\nhai", "'=x"])
def test_any_other_cell_is_left_alone(text: str) -> None:
    assert safe.for_csv(text) == text


@pytest.mark.parametrize("text", ["\t=1+1", "\r=1+1", "\x00=1+1", "\x1b=1", "\u00a0=1", "\u200b=1"])
def test_nothing_invisible_stands_before_a_formula(text: str) -> None:
    assert safe.for_csv(text)[0] == "\\"
