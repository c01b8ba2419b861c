"""What can be mended without a person: letters composed (Unicode NFC), spaces at line ends, the newline at the end of a file, the
order of keys.

Only where the file, read back, says exactly what it said: spaces inside a block of text belong to it and stay. Comments stay with
what they are about. The rest of the layout is a matter for `kehoach fmt`.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from kehoach_cli import keyorder
from kehoach_cli.nodes import Data, decode, read
from kehoach_cli.strict import blocks
from kehoach_cli.vn import nfc

_BOM = "\ufeff"
_TRAILING = re.compile(r" +(?=\r?$)")


class Mend(NamedTuple):
    """One file and what becomes of it: how many marks are joined to letters, how many lines lose the spaces at their end, whether
    the newline at the end was missing, whether keys move.
    """

    path: str
    before: bytes
    after: bytes
    letters: int
    spaces: int
    newline: bool
    keys: bool


def mends(files: Mapping[str, bytes]) -> list[Mend]:
    """Every file that can be mended, in order of path. A file with a fault of form is left to a person."""
    return [mend for path, raw in sorted(files.items()) if (mend := _mend(path, raw))]


def _mend(path: str, raw: bytes) -> Mend | None:
    text = decode(raw, path)[0]
    said = _said(path, raw) if text else None
    if said is None:
        return None
    composed = nfc(text)
    letters = len(text) - len(composed) if composed != text else 0
    stripped = _kept_if_same(composed, _without_trailing_spaces(composed), path, said)
    spaces = sum(old != new for old, new in zip(composed.split("\n"), stripped.split("\n"), strict=True))
    line_end = "\r\n" if "\r\n" in stripped else "\n"
    ended = stripped if stripped.endswith("\n") else _kept_if_same(stripped, stripped + line_end, path, said)
    ordered = _with_keys_in_order(path, ended, line_end)
    bom = _BOM if raw.startswith(_BOM.encode()) else ""
    after = (bom + ordered).encode()
    if after == raw or _said(path, after) != said:
        return None
    return Mend(path, raw, after, letters or int(composed != text), spaces, ended != stripped, ordered != ended)


def _said(path: str, raw: bytes) -> tuple[Data] | None:
    """What a file says; None where it has a fault of form other than decomposed letters."""
    reading = read(raw, path)
    return (reading.data,) if all(finding.code == "KH109" for finding in reading.findings) else None


def _kept_if_same(old: str, new: str, path: str, said: tuple[Data]) -> str:
    return new if _said(path, new.encode()) == said else old


def _with_keys_in_order(path: str, text: str, line_end: str) -> str:
    lines = text.split(line_end)
    if "\r" in "".join(lines) or "\n" in "".join(lines):  # line ends of both kinds
        return text
    return keyorder.in_order(path, "\n".join(lines)).replace("\n", line_end)


def _without_trailing_spaces(text: str) -> str:
    in_blocks = blocks(text)
    return "\n".join(
        line if any(first <= number < last for first, last in in_blocks) else _TRAILING.sub("", line)
        for number, line in enumerate(text.split("\n"), 1)
    )
