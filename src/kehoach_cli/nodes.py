"""The one way to read a file, and to find places in it: text in, plain values out, every fault with its place.

Nearly all files are in the usual layout and are read without a YAML parser; the rest goes to the strict reader, which loads one.
"""

from kehoach_cli import usual
from kehoach_cli.findings import Pointer
from kehoach_cli.reading import MAX_BYTES, Data, Reading, decode

__all__ = ["LONGEST_BYTES", "MAX_BYTES", "Data", "Reading", "comments", "decode", "locate", "read"]

LONGEST_BYTES = 8_000_000
_LONGEST_EVENTS = 60_000  # as much as is checked in two seconds


def read(raw: bytes, path: str, *, long: bool = False) -> Reading:
    """Read one file; never raises. A fault of form ends the reading, faults of single values do not. A `long` one may be
    many times as long as a file of a workspace: a list that a person hands over."""
    text, findings = decode(raw, path, LONGEST_BYTES if long else MAX_BYTES)
    if findings:
        return Reading(None, tuple(findings))
    data = usual.read(text)
    if data is not None:
        return Reading(data, ())
    from kehoach_cli import strict

    return strict.read(text, path, _LONGEST_EVENTS) if long else strict.read(text, path)


def locate(raw: bytes, pointers: list[Pointer]) -> list[tuple[int, int]]:
    """The line and column, from 1, of each pointer in a file that `read` accepts; the nearest parent where one is missing.

    Positions are worked out only here, only for files with findings: a clean workspace does not pay for them.
    """
    from kehoach_cli import strict

    return strict.locate(raw.decode("utf-8").removeprefix("\ufeff"), pointers)


def comments(text: str) -> list[tuple[int, int, str]]:
    """Every comment of a file: its line and column, from 1, and its text from the # on. A # inside a value is none. Empty where
    the text is no YAML.
    """
    from kehoach_cli import strict

    return strict.comments(text)
