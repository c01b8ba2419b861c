"""Mistakes in templates, told so that whoever edits one in Word finds the place: the words of the paragraph, the nearest name."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kehoach_cli.report.parts import shortened
from kehoach_cli.vn import closest

_LONGEST_PLACE = 90
_TAG = re.compile(r"<[^>]+>")
UNDEFINED, SECURITY, SYNTAX, INCLUDE, OTHER = "undefined", "security", "syntax", "include", "other"
ENDLESS, LARGE = "endless", "large"  # it does not come to an end; it makes more than fits
BESIDE = "beside"  # words that go with a tag
IDLE = "idle"  # what a page forbids itself


class Mistake(NamedTuple):
    """One mistake: its kind, the line it is on, the words of that line, the name it is about with a near one, and the cause."""

    kind: str
    line: int | None = None
    words: str = ""
    name: str = ""
    suggestion: str = ""
    cause: str = ""


def with_words(found: Mistake, source: str) -> Mistake:
    """The mistake with the words of its line, without markup: of a long one, those around the name it is about."""
    lines = source.split("\n")
    if found.line is None or not 0 < found.line <= len(lines):
        return found
    text = " ".join(html.unescape(_TAG.sub("", lines[found.line - 1])).split())
    name = re.search(rf"\b{re.escape(found.name.rpartition('.')[2])}\b", text) if found.name else None
    before = max(name.end() - _LONGEST_PLACE // 2, 0) if name and len(text) > _LONGEST_PLACE else 0
    start = text.rfind(" ", 0, before) + 1
    return found._replace(words=("…" if start else "") + shortened(text[start:], _LONGEST_PLACE))


def idle(line: int, text: str) -> Mistake:
    """A line that asks for what no browser will do in a page of ours."""
    return Mistake(IDLE, line, shortened(" ".join(text.split()), _LONGEST_PLACE))


def near(name: str, among: Mapping[str, Any], values: Mapping[str, Any], start: str = "") -> str:
    """What was probably meant, as it is written in a template: a name in the same place (`start`), else any there is."""
    if found := closest(name, list(among)):
        return f"{start}.{found}" if start else found
    places: dict[str, str] = {}
    for path, _ in _paths(values, ""):
        places.setdefault(path.removesuffix("[]").rpartition(".")[2], path)
    return places.get(closest(name, sorted(filter(None, places))) or "", "")


def path_of(wanted: Any, values: Mapping[str, Any]) -> str:
    """How a template calls a mapping among the values: "plan", "filings[]"; "" for the values themselves or what is not there."""
    return next((path for path, value in _paths(values, "") if value is wanted), "")


def _paths(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    yield path, value
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _paths(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner, f"{path}[]")
