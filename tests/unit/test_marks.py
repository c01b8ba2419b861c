"""The marks by which a run knows what another one has read."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from kehoach_cli.marks import mark_of, mark_of_texts


@given(st.binary())
def test_a_mark_is_the_hash_that_every_interpreter_makes(content: bytes) -> None:
    assert mark_of(content) == hashlib.blake2b(content, digest_size=16).hexdigest()


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\0"))), st.lists(st.text()))
def test_other_texts_have_another_mark(some: list[str], others: list[str]) -> None:
    others = [text.replace("\0", "") for text in others]
    assert (mark_of_texts(*some) == mark_of_texts(*others)) == ("\0".join(some) == "\0".join(others))


def test_a_name_that_is_no_text_has_a_mark_too() -> None:
    assert mark_of_texts("plans/\udcff") != mark_of_texts("plans/\udcfe")
