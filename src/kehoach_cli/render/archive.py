"""Word files from elsewhere: looked at by the standard library alone, before anything opens one. Every reader asks here first.

A file is refused for its size, for what it would grow to, for a password or a document type; as a template also for what would
act when somebody opens what is made of it: macros, and parts that an office program would fetch from elsewhere.
"""

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from xml.parsers import expat

from kehoach_cli.trouble import WRONG_USE, Trouble

# What reading an archive raises that is broken, has a password or is packed in a way nobody uses.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError, OSError,
)  # fmt: skip

LARGEST = 20_000_000  # bytes of the file
_LARGEST_UNPACKED, _MOST_PARTS, _HIGHEST_RATIO, _SMALL = 50_000_000, 2_000, 100, 1_000_000
_NEEDED = ("[Content_Types].xml", "word/document.xml")
_ENCRYPTED = 0x1
_ACTIVE = ("vbaproject", "/embeddings/", "/activex/")
_OLE = b"\xd0\xcf\x11\xe0"  # how a file with a password, and one of Word 97, begins


def require_harmless(content: bytes, name: str) -> None:
    """Raise Trouble unless the content is a Word file that can be opened as a template without harm."""
    cause = _fault(content, _of_template, refuse_links=True)
    if cause == "damaged":
        raise Trouble("template-not-docx", place=name)
    if cause:
        raise Trouble("template-unsafe", place=name, cause=cause)


def require_readable(content: bytes, name: str) -> None:
    """Raise Trouble unless the content is an archive that can be read without harm; what it would do in Word is not asked."""
    cause = _fault(content, lambda _: "", refuse_links=False)
    if cause in ("damaged", "old"):
        raise Trouble("not-a-document", exit_code=WRONG_USE, path=name)
    if cause:
        raise Trouble("document-unsafe", exit_code=WRONG_USE, path=name, cause=cause)


def _fault(content: bytes, by_names: Callable[[set[str]], str], *, refuse_links: bool) -> str:
    if len(content) > LARGEST:
        return "size"
    if content.startswith(_OLE):
        return "old"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            return _of_parts(parts) or by_names({part.filename for part in parts}) or _inside(archive, refuse_links=refuse_links)
    except DAMAGE:
        return "damaged"


def _of_parts(parts: list[zipfile.ZipInfo]) -> str:
    """What is wrong by the list of the parts, before any is unpacked."""
    names = Counter(part.filename for part in parts)
    if len(parts) > _MOST_PARTS:
        return "parts"
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        return "encrypted"
    if max(names.values(), default=0) > 1:
        return "twice"
    large = [part for part in parts if part.file_size > _SMALL]
    if sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        return "unpacked"
    return "unpacked" if any(part.file_size > _HIGHEST_RATIO * max(part.compress_size, 1) for part in large) else ""


def _of_template(names: set[str]) -> str:
    if any(word in name.lower() for name in names for word in _ACTIVE):
        return "macro"
    return "" if all(needed in names for needed in _NEEDED) else "damaged"


def _inside(archive: zipfile.ZipFile, *, refuse_links: bool) -> str:
    """What is wrong in the parts. Each is read to the size it says and no further; a document type is refused like damage."""
    left = _LARGEST_UNPACKED
    for part in archive.infolist():
        with archive.open(part) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            return "unpacked"
        if part.filename.endswith((".xml", ".rels")):
            found = _Links()
            try:
                found.parser.Parse(content, True)
            except ValueError:
                return "document-type"
            if refuse_links and found.outside and part.filename.endswith(".rels"):
                return "outside"
    return ""


def parser() -> expat.XMLParserType:
    """A parser that trusts nothing: it raises ValueError for a document type, so no entity can grow."""
    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True

    def refuse(*_: object) -> None:
        raise ValueError("document type")

    made.StartDoctypeDeclHandler = refuse  # no entities, so nothing can grow
    return made


class _Links:
    """Whether a part names something outside the file that an office program would fetch by itself: not so a hyperlink, nor the
    template on the writer's own machine that Word notes down."""

    def __init__(self) -> None:
        self.outside, self.parser = False, parser()
        self.parser.StartElementHandler = self._start

    def _start(self, _: str, attributes: dict[str, str]) -> None:
        kind, target = attributes.get("Type", ""), attributes.get("Target", "").replace("\\", "/")
        fetched = attributes.get("TargetMode") == "External" and not kind.endswith("/hyperlink")
        own = kind.endswith("/attachedTemplate") and target.startswith("file:///") and not target.startswith("file:////")
        self.outside = self.outside or (fetched and not own)
