"""Attachments: files that stand behind what was reported, kept beside the entries of a plan under the hash of their bytes.

The name of a stored file says what must be in it, so the same file brought twice is stored once, two clones can never disagree
on one, and whoever has the file can check it. The name it was given is a text in the entry and never becomes a path.
"""

import re
from typing import NamedTuple

from kehoach_cli.places import is_passed_over
from kehoach_cli.vn import nfc

FOLDER = "attachments"
LARGEST = 10_000_000  # bytes
LONGEST_NAME = 255
# What an office keeps as proof; nothing that acts by being opened (programs, scripts, pages, documents with macros).
ENDINGS = (
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "txt", "csv",
    "jpg", "jpeg", "png", "gif", "webp", "tif", "tiff", "heic", "mp3", "mp4", "eml", "msg", "zip", "rar", "7z",
)  # fmt: skip
_PATH = re.compile(rf"plans/[^/]+/{FOLDER}/([0-9a-f]{{64}})\.({'|'.join(ENDINGS)})")
_POINTER = b"version https://git-lfs.github.com/spec/"
_SMALL = 1_024  # bytes; a pointer of git-lfs has some 130

# What can be wrong with a stored file.
OTHER_BYTES, LINE_ENDS, POINTER, NOT_REGULAR = "bytes", "line-ends", "lfs", "not-regular"
TOO_LARGE, UNREADABLE = "too-large", "unreadable"


class Attachment(NamedTuple):
    """A file kept with the entries of a plan: the name it was given, the hash it is kept under, and its size in bytes."""

    name: str
    sha256: str
    size: int

    @property
    def shown(self) -> str:
        """How it is named to people: "Báo cáo 123.pdf (48 KB)"."""
        return f"{self.name} ({size_in_words(self.size)})"


class Stored(NamedTuple):
    """A file found where attachments are kept: its size in bytes, None where nobody has asked, and what is wrong with its bytes
    by the hash in its name ("" for nothing, or for not looked at)."""

    size: int | None
    fault: str = ""


def ending(name: str) -> str | None:
    """The ending of a file name in small letters; None for one that is not taken."""
    found = name.rpartition(".")[2].lower()
    return found if found in ENDINGS and "." in name[1:] else None


def path_of(plan: str, sha256: str, name: str) -> str:
    """Where an attachment of that hash and name is kept; the name must have an ending that is taken."""
    return f"plans/{plan}/{FOLDER}/{sha256}.{ending(name)}"


def hash_in(path: str) -> str | None:
    """The hash that a path under plans/ promises; None when it is not one of an attachment."""
    found = _PATH.fullmatch(path)
    return found[1] if found else None


def given_name(name: str) -> str:
    """A file name as it is kept in an entry: in NFC, on one line; "_" stands for what no text of a workspace may hold, and for
    what would make it look like a path."""
    shown = "".join(c if c.isprintable() and c not in "/\\\ufffd" else "_" for c in nfc(name))
    return " ".join(shown.split())


def is_sound_name(name: str) -> bool:
    """Whether a text is the name of a file alone, with an ending that is taken."""
    return ending(name) is not None and len(name) <= LONGEST_NAME and not set(name) & set("/\\\n")


def fault_of(path: str, content: bytes) -> str:
    """What is wrong with the bytes of a stored file, by the hash in its name; "" when they are what was attached."""
    promised = hash_in(path)
    if promised is None or digest(content) == promised:
        return ""
    if len(content) <= _SMALL and content.startswith(_POINTER):
        return POINTER
    plain = content.replace(b"\r\n", b"\n")
    if promised in (digest(plain), digest(plain.replace(b"\n", b"\r\n"))):
        return LINE_ENDS
    return OTHER_BYTES


def size_in_words(size: int) -> str:
    """A size as file managers show it: whole kilobytes, rounded up."""
    return f"{-(-size // 1024)} KB"


def digest(content: bytes) -> str:
    """The SHA-256 of the bytes, in small hexadecimal digits."""
    import hashlib

    return hashlib.sha256(content).hexdigest()


def is_kept(path: str) -> bool:
    """Whether a path under plans/ lies where attachments are kept, whatever its name."""
    parts = path.split("/")
    return len(parts) == 4 and parts[2] == FOLDER and not is_passed_over(parts[3])


def entries_first(path: str) -> tuple[bool, str]:
    """Sorts what an entry brings behind the entry itself."""
    return is_kept(path), path
