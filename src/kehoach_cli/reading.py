"""What reading one file gives: plain values, and the faults with their places."""

from typing import NamedTuple, TypeAlias

from kehoach_cli.findings import Finding

MAX_BYTES = 1_000_000

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"


class Reading(NamedTuple):
    """What one file holds. `data` is None when nothing can be made of it; the findings say why."""

    data: Data
    findings: tuple[Finding, ...]


def decode(raw: bytes, path: str, most: int = MAX_BYTES) -> tuple[str, list[Finding]]:
    """The text of a file, and the faults that keep it from being read as UTF-8 (KH101, KH111)."""
    if len(raw) > most:
        return "", [Finding("KH111", path, facts={"limit": f"{most // 1_000_000} MB"}, line=1, column=1)]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", [Finding("KH101", path, facts={"encoding": "UTF-16"}, line=1, column=1)]
    try:
        return raw.decode("utf-8").removeprefix("\ufeff"), []
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        line, column = place_after(before)
        return "", [Finding("KH101", path, facts={"encoding": "?"}, line=line, column=column)]


def place_after(text: str) -> tuple[int, int]:
    """The line and column, from 1, of what follows a text."""
    return text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1
