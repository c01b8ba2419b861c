"""Word files that come in broken: told in a sentence, whatever byte of them has gone wrong."""

import io
import random
import zipfile
from collections.abc import Callable

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
    assert set(told) <= {"not-a-document", "not-made-here", "document-unsafe", "template-not-docx", "template-unsafe"}


def rebuilt(change: Callable[[zipfile.ZipFile], None] = lambda _: None, **parts: bytes) -> bytes:
    """The document with some parts replaced, and more added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(MADE)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, parts.get(name, source.read(name)))
        change(target)
    return out.getvalue()


def encrypted() -> bytes:
    """The document with every part marked as one with a password, in both places where the archive says it."""
    content = bytearray(MADE)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + flags] |= 1
            place = content.find(mark, place + 4)
    return bytes(content)


def lying_about_its_size() -> bytes:
    """A part that unpacks to more than the list of the archive says."""
    content = bytearray(rebuilt(lambda made: made.writestr("word/large.xml", b"<x>" + b"a" * 3_000_000 + b"</x>")))
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(content)


def several(made: zipfile.ZipFile) -> None:
    for number in range(2001):
        made.writestr(f"word/x{number}.txt", b"")


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
UNSAFE = {
    "size": bytes(archive.LARGEST + 1),
    "encrypted": encrypted(),
    "parts": rebuilt(several),
    "unpacked": rebuilt(lambda made: made.writestr("word/bomb.xml", b" " * 20_000_000)),
    "document-type": rebuilt(lambda made: made.writestr("word/more.xml", ENTITIES)),
    "twice": rebuilt(lambda made: made.writestr("word/documenT.xml", b"<x/>")).replace(b"documenT", b"document"),
}


@pytest.mark.parametrize("cause", UNSAFE)
@pytest.mark.parametrize("reader", READERS)
def test_what_may_do_harm_is_refused_by_every_reader_for_the_same_reason(reader: str, cause: str) -> None:
    with pytest.raises(Trouble) as told:
        READERS[reader](UNSAFE[cause], "x.docx")
    assert (told.value.key.partition("-")[2], told.value.facts["cause"]) == ("unsafe", cause)


@pytest.mark.parametrize("reader", READERS)
def test_a_part_larger_than_the_archive_says_is_not_unpacked(reader: str) -> None:
    with pytest.raises(Trouble):
        READERS[reader](lying_about_its_size(), "x.docx")
