"""What is mended without a person: only what leaves the meaning as it is, told as a patch."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_cli import nodes
from kehoach_cli.mending import Mend, mends

PATH = "agencies.yaml"
LAW = settings(deadline=None, max_examples=150, derandomize=True)


def mended(text: str) -> Mend | None:
    found = mends({PATH: text.encode()})
    return found[0] if found else None


def after(text: str) -> str:
    found = mended(text)
    return found.after.decode() if found else text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("a: 1\n", "a: 1\n", id="nothing to mend"),
        pytest.param("a: 1", "a: 1\n", id="newline at the end"),
        pytest.param("a: 1  \nb:   \n  - x \n", "a: 1\nb:\n  - x\n", id="spaces"),
        pytest.param("# ghi chú \n\na: 1 # vì thế \n   \n", "# ghi chú\n\na: 1 # vì thế\n\n", id="comments stay"),
        pytest.param("a: 1 \r\nb: 2", "a: 1\r\nb: 2\r\n", id="line ends of Windows stay"),
        pytest.param("\ufeffa: 1 \n", "\ufeffa: 1\n", id="byte order mark stays"),
        pytest.param("a: >-  \n  một \n  hai \nb: 1 \n", "a: >-\n  một \n  hai \nb: 1\n", id="spaces in a block belong to it"),
        pytest.param("a: |\n  một\n   \n  hai  \n", "a: |\n  một\n   \n  hai  \n", id="blank line in a block"),
        pytest.param("a: |\n  một", "a: |\n  một", id="a newline would be said"),
        pytest.param('a: "một  \n  hai\\ \n  ba"\n', 'a: "một  \n  hai\\ \n  ba"\n', id="an escaped space"),
        pytest.param('a: "một  \n  hai"\n', 'a: "một\n  hai"\n', id="a quoted text over two lines"),
        pytest.param("a:\tb \n", "a:\tb \n", id="a file with a fault of form is left alone"),
        pytest.param("a: [1 \n", "a: [1 \n", id="a file that is no YAML is left alone"),
        pytest.param("", "", id="an empty file"),
    ],
)
def test_only_what_changes_no_meaning_is_mended(text: str, wanted: str) -> None:
    assert after(text) == wanted


def test_decomposed_letters_are_composed_everywhere_comments_too() -> None:
    composed = "# Danh bạ\nagencies:\n  - {id: a, name: Sở Nội vụ}\n"
    found = mended(unicodedata.normalize("NFD", composed))
    assert found is not None
    assert found.after.decode() == composed
    assert (found.letters, found.spaces, found.newline, found.keys) == (6, 0, False, False)


TEXTS = st.text(alphabet="ab: -|>\n '\"#\\ế\u0301\u0323", max_size=60)


@LAW
@given(TEXTS)
def test_a_mended_file_says_what_it_said_and_needs_no_second_mending(text: str) -> None:
    found = mended(text)
    if found is not None:
        before, now = nodes.read(found.before, PATH), nodes.read(found.after, PATH)
        assert now.data == before.data
        assert now.findings == ()
        assert mends({PATH: found.after}) == []


@LAW
@given(TEXTS)
def test_a_file_with_faults_is_never_touched(text: str) -> None:
    raw = f"{text}\n\tx".encode()
    assert mends({PATH: raw}) == []
