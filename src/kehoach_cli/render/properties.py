"""What a Word document carries with it: from what it was made, as its custom properties; and its text, read back.

The reader trusts nothing: `archive` has looked at the file before, and only the standard library looks inside.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from kehoach_cli.render import archive, safe
from kehoach_cli.trouble import WRONG_USE, Trouble

PART = "docProps/custom.xml"
PREFIX = "kehoach."
_FORM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # what Office takes for a user's own properties
_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SIGNS = {"br": "\n", "tab": "\t", "noBreakHyphen": "-"}


class About(NamedTuple):
    """What a document says of itself: its title, the day it speaks from, and from what it was made."""

    title: str
    day: date
    made_from: Mapping[str, str] = {}


class Read(NamedTuple):
    """A document as read back: what it was made from, and the text of each of its paragraphs."""

    made_from: dict[str, str]
    paragraphs: tuple[str, ...]


def written(made_from: Mapping[str, str]) -> bytes:
    """The part of the archive that holds the properties."""
    rows = "".join(
        f'<property fmtid="{_FORM}" pid="{number}" name={quoteattr(PREFIX + name)}>'
        f"<vt:lpwstr>{escape(safe.for_document(value))}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(made_from.items(), 2)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Properties xmlns="{_NAMESPACE}" xmlns:vt="{_TYPES}">{rows}</Properties>'.encode()


def read(content: bytes, name: str) -> Read:
    """A document that was made here. Raises Trouble when it is no Word file, cannot be read safely, or says nothing of its
    making."""
    archive.require_readable(content, name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            made_from = _properties(package.read(PART)) if PART in names else {}
            text = paragraphs(package.read("word/document.xml"))
    except archive.DAMAGE as error:
        raise Trouble("not-a-document", exit_code=WRONG_USE, path=name) from error
    if not made_from:
        raise Trouble("not-made-here", exit_code=WRONG_USE, path=name)
    return Read(made_from, text)


def fingerprint(text: tuple[str, ...]) -> str:
    """A short mark of a text, by which a later edit is noticed."""
    return hashlib.sha256("\n".join(text).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _properties(content: bytes) -> dict[str, str]:
    reader, found = archive.parser(), dict[str, str]()
    current = [""]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith(" property"):
            current[0] = attributes.get("name", "")

    def text(data: str) -> None:
        if current[0].startswith(PREFIX):
            key = current[0].removeprefix(PREFIX)
            found[key] = found.get(key, "") + data

    def end(tag: str) -> None:
        if tag.endswith(" property"):
            current[0] = ""

    reader.StartElementHandler, reader.CharacterDataHandler, reader.EndElementHandler = start, text, end
    reader.Parse(content, True)
    return {key: value.strip() for key, value in found.items()}


def paragraphs(content: bytes) -> tuple[str, ...]:
    """The text of every paragraph of a body, tables included; blanks and what an office program adds without words are evened."""
    reader, found, inside = archive.parser(), [""], [False]

    def start(tag: str, _: dict[str, str]) -> None:
        name = tag.removeprefix(_WORD + " ")
        inside[0] = name == "t"
        if name == "p":
            found.append("")
        found[-1] += _SIGNS.get(name, "")

    def text(data: str) -> None:
        if inside[0]:
            found[-1] += data

    def end(_: str) -> None:
        inside[0] = False

    reader.StartElementHandler, reader.CharacterDataHandler, reader.EndElementHandler = start, text, end
    reader.Parse(content, True)
    return evened(found)


def paragraphs_of(root: Any) -> tuple[str, ...]:
    """The same of a document that is still in memory, as its elements."""
    names = {f"{{{_WORD}}}{name}": sign for name, sign in (("p", None), ("t", ""), *_SIGNS.items())}
    found = [""]
    for node in root.iter(*names):
        sign = names[node.tag]
        if sign is None:
            found.append("")
        else:
            found[-1] += sign or node.text or ""
    return evened(found)


def evened(lines: list[str]) -> tuple[str, ...]:
    """The lines that say something, each with its blanks evened."""
    return tuple(line for line in (" ".join(line.split()) for line in lines) if line)
