"""Word files from elsewhere: looked at by the standard library alone, before anything opens one.

A file is refused for its size, for what it would grow to, and for what would act when somebody opens what is made of it: macros,
and parts that an office program would fetch from elsewhere.
"""

import io
import zipfile
from collections import Counter

from kehoach_cli.render.properties import DAMAGE, parser
from kehoach_cli.trouble import Trouble

LARGEST = 20_000_000  # bytes of the file
_LARGEST_UNPACKED, _MOST_PARTS, _HIGHEST_RATIO, _SMALL = 50_000_000, 2_000, 100, 1_000_000
_NEEDED = ("[Content_Types].xml", "word/document.xml")
_ENCRYPTED = 0x1
_ACTIVE = ("vbaproject", "/embeddings/", "/activex/")
_OLE = b"\xd0\xcf\x11\xe0"  # how a file with a password, and one of Word 97, begins


def require_harmless(content: bytes, name: str) -> None:
    """Raise Trouble unless the content is a Word file that can be opened without harm."""
    cause = _fault(content)
    if cause == "damaged":
        raise Trouble("template-not-docx", place=name)
    if cause:
        raise Trouble("template-unsafe", place=name, cause=cause)


def _fault(content: bytes) -> str:
    if len(content) > LARGEST:
        return "size"
    if content.startswith(_OLE):
        return "old"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _of_parts(archive.infolist()) or _inside(archive)
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
    if any(part.file_size > _HIGHEST_RATIO * max(part.compress_size, 1) for part in large):
        return "unpacked"
    if any(word in name.lower() for name in names for word in _ACTIVE):
        return "macro"
    return "" if all(needed in names for needed in _NEEDED) else "damaged"


def _inside(archive: zipfile.ZipFile) -> str:
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
            if found.outside and part.filename.endswith(".rels"):
                return "outside"
    return ""


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
