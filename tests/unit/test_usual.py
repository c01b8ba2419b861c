"""The fast reader of the usual layout: it gives what the strict reader gives, or nothing at all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from kehoach_cli import strict, usual
from kehoach_cli.reading import Reading

LAW = settings(deadline=None, max_examples=300, derandomize=True)
SHIPPED = sorted([*(ROOT / "plans").rglob("*.yaml"), *(ROOT / "src/kehoach_cli/sample").rglob("*.yaml"), ROOT / "agencies.yaml"])
TEXTS = [path.read_text(encoding="utf-8") for path in SHIPPED]

ODD = [
    *"\n\n\n  :#-'\"|>[]{},&*!%@`?~\t\r\\“(^_=<.0aĐ\xa0\u0301\u2028\ufeff",
    *(
        ": ",
        " #",
        "- ",
        "---\n",
        "...\n",
        "null",
        "~",
        "<<: ",
        "\n  ",
        "\n    ",
        "|-\n",
        ">\n",
        ">-\n",
        ", ",
        "''",
        '\\"',
        "\r\n",
        "# ",
    ),
    *(
        "key: value\n",
        "- key: value\n",
        "- value\n",
        "  more\n",
        "key:\n",
        "{a: b, c: [d, null]}",
        "[a, 'b', \"c\"]",
        "  # note\n",
    ),
]
ODD_TEXTS = st.sampled_from(ODD)


@st.composite
def edited(draw: st.DrawFn) -> str:
    """The beginning of a real file with pieces of YAML put in, taken out or written over at random places."""
    text = draw(st.sampled_from(TEXTS))
    start = text.rfind("\n", 0, draw(st.integers(0, len(text) - 1))) + 1
    text = text[start : start + 600] if draw(st.booleans()) else text[:600]
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(ODD_TEXTS) + text[place + draw(st.sampled_from([0, 0, 1, 2, 5])) :]
    return text


def strictly(text: str) -> Reading:
    """What the YAML parser makes of a text, without the fast reader before it."""
    return strict.read(text, "f.yaml")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: Path(path).name)
def test_what_the_program_writes_and_ships_is_in_the_usual_layout(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert usual.read(text) == strictly(text).data is not None


@LAW
@given(edited())
def test_what_it_reads_is_what_the_strict_reader_reads(text: str) -> None:
    found = usual.read(text)
    if found is not None:
        assert (found, ()) == strictly(text)


@LAW
@given(st.lists(ODD_TEXTS, max_size=12).map("".join))
def test_it_reads_nothing_otherwise_out_of_pieces_of_yaml(text: str) -> None:
    found = usual.read(text)
    if found is not None:
        assert (found, ()) == strictly(text)


def test_windows_line_ends_are_read_alike() -> None:
    text = 'a: x\nb: >-\n  Câu một.\n  Câu hai.\nc:\n  - {d: "e, f", g: null}\n'
    assert (
        usual.read(text.replace("\n", "\r\n"))
        == usual.read(text)
        == {
            "a": "x",
            "b": "Câu một. Câu hai.",
            "c": [{"d": "e, f", "g": None}],
        }
    )
