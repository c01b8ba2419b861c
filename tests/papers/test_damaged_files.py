"""Word files that come in broken: told in a sentence, whatever byte of them has gone wrong."""

import random

import pytest
from paper_world import DAY, values
from test_own_templates import shipped

from kehoach_cli.render import archive, docx, properties
from kehoach_cli.trouble import Trouble

MADE = docx.render(shipped("vi/leader.docx"), "x", values("leader"), docx.About("x", DAY, {"kind": "leader"}))
READERS = {"a document": properties.read, "a template": archive.require_harmless}


def damaged(seed: int) -> bytes:
    """The document with a few bytes changed, or cut short."""
    chance, content = random.Random(seed), bytearray(MADE)
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content[: chance.randrange(len(content))] if seed % 10 == 0 else content)


@pytest.mark.parametrize("reader", READERS)
def test_a_damaged_file_never_ends_the_program(reader: str) -> None:
    told = []
    for seed in range(300):
        try:
            READERS[reader](damaged(seed), "x.docx")
        except Trouble as trouble:
            told.append(trouble.key)
    assert len(told) > 200
    assert set(told) <= {"not-a-document", "not-made-here", "template-not-docx", "template-unsafe"}
