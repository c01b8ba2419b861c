"""Reading the usual layout fast: what `emit` writes and `fmt` lays out, line by line, without a YAML parser.

A workspace has thousands of files, and nearly all are written alike: keys at the start of lines, plain or quoted values on one
line, texts folded behind `>-`, short lists in brackets. Of such a text `read` gives what the strict reader gives, several times
faster. In all other cases it gives None and decides nothing: that a text is faulty, and where, is said by `nodes` alone. A
property test holds the two against each other.
"""

import re
from typing import Any

from kehoach_cli.vn import is_nfc

MAX_CHARACTERS = 50_000  # far below every limit of the strict reader on what one file may hold
_MAX_DEPTH = 8

# What the strict reader must look at: control characters (tabs too), line separators, marks of direction and of byte order,
# surrogates, characters that are none. The same said by what is usual would take the compiler a tenth of a whole `status`.
_UNUSUAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_KEY = re.compile(r"( *)([a-z][a-z0-9_]*):(?: ([^ ].*))?").fullmatch
# Plain text begins with a letter, a digit, “ or (, and holds neither what would end it nor what would make it a key.
_PLAIN = re.compile(r"(?:[^\W_]|[“(])(?:[^:#]|:(?=\S)|(?<=\S)#)*").fullmatch
_DOUBLE_QUOTED = re.compile(r'"((?:[^"\\]|\\["\\])*)"').fullmatch
_SINGLE_QUOTED = re.compile(r"'([^']*)'").fullmatch
_ESCAPED = re.compile(r'\\(["\\])')
_IN_BRACKETS = re.compile(r"""([^\W_](?:[^,\[\]{}:#"']*[^\s,\[\]{}:#"'])?)|"([^"\\]*)\"""").match
_KEY_IN_BRACKETS = re.compile(r"([a-z][a-z0-9_]*): (?=[^ ])").match
# One level of brackets without quotes inside quotes or brackets inside brackets, as nearly all are.
_BARE = r"""[^\W_](?:[^,\[\]{}:#"']*[^\s,\[\]{}:#"'])?"""
_PAIR = rf"""[a-z][a-z0-9_]*: (?:{_BARE}|"[^"\\]*")"""
_FLAT_MAPPING = re.compile(rf"\{{{_PAIR}(?:, {_PAIR})*\}}").fullmatch
_PAIRS = re.compile(rf"""([a-z][a-z0-9_]*): (?:({_BARE})|"([^"\\]*)")""").findall
_NULLS = frozenset(("null", "Null", "NULL"))
_BLOCKS = frozenset(("|", "|-", ">", ">-"))


class _Unusual(Exception):  # noqa: N818 - leaves the text to the strict reader
    pass


def read(text: str) -> dict[str, Any] | None:
    """The mapping that a text in the usual layout holds, as `nodes.read` reads it; None for every other text."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if len(text) > MAX_CHARACTERS or not text.endswith("\n") or _UNUSUAL.search(text) or not is_nfc(text):
        return None
    lines = text[:-1].split("\n")
    try:
        found, at = _mapping(lines, 0, 0, 1)
    except _Unusual:
        return None
    return found if found and at == len(lines) else None


def _mapping(lines: list[str], at: int, column: int, depth: int) -> tuple[dict[str, Any], int]:
    """The mapping whose keys stand in a column, from a line on; and the line behind it."""
    if depth > _MAX_DEPTH:
        raise _Unusual
    found: dict[str, Any] = {}
    while at < len(lines):
        pair = _KEY(lines[at])
        if pair is None:
            if (indent := _indent(lines[at])) is None:
                at += 1
                continue
        else:
            indent = pair.end(1)
        if indent < column:
            break
        if pair is None or indent > column or pair[2] in found:
            raise _Unusual
        found[pair[2]], at = _below(lines, at + 1, column, depth) if pair[3] is None else _value(lines, at + 1, column, pair[3])
    return found, at


def _indent(line: str) -> int | None:
    """In which column a line begins to say something; None for an empty one and for a comment."""
    stripped = line.lstrip(" ")
    return None if not stripped or stripped[0] == "#" else len(line) - len(stripped)


def _below(lines: list[str], at: int, column: int, depth: int) -> tuple[Any, int]:
    """What belongs to a key that has nothing beside it: the mapping or the list further in, or nothing."""
    indent = None
    while at < len(lines) and (indent := _indent(lines[at])) is None:
        at += 1
    if indent is None or indent < column:
        return None, at
    is_list = lines[at].startswith("-", indent)
    if indent == column:
        if is_list:  # a list may stand there, but nobody writes it so
            raise _Unusual
        return None, at
    return (_sequence if is_list else _mapping)(lines, at, indent, depth + 1)


def _sequence(lines: list[str], at: int, column: int, depth: int) -> tuple[list[Any], int]:
    """The list whose dashes stand in a column, from a line on; and the line behind it."""
    if depth > _MAX_DEPTH:
        raise _Unusual
    found: list[Any] = []
    while at < len(lines):
        indent = _indent(lines[at])
        if indent is None:
            at += 1
            continue
        if indent < column:
            break
        entry = lines[at][column + 2 :]
        if indent > column or lines[at][column : column + 2] != "- " or not entry or entry[0] == " ":
            raise _Unusual
        if entry[0] != "{" and _KEY(entry):
            lines[at] = " " * (column + 2) + entry  # its keys stand in one column, the first one too
            value, at = _mapping(lines, at, column + 2, depth + 1)
        else:
            value, at = _value(lines, at + 1, column, entry)
        found.append(value)
    return found, at


def _value(lines: list[str], at: int, column: int, written: str) -> tuple[Any, int]:
    """What is written behind a key or a dash, with the lines that belong to it; and the line behind them."""
    if written in _BLOCKS:
        return _block(lines, at, column, written)
    first = written[0]
    if first == '"' and (quoted := _DOUBLE_QUOTED(written)):
        return _ESCAPED.sub(r"\1", quoted[1]), at
    if first == "'" and (quoted := _SINGLE_QUOTED(written)):
        return quoted[1], at
    if first == "{" and _FLAT_MAPPING(written):
        return _flat_mapping(written), at
    if first in "[{":
        value, end = _in_brackets(written, 0, 1)
        if end == len(written):
            return value, at
    elif _PLAIN(written) and not written[-1].isspace():
        return None if written in _NULLS else written, at
    raise _Unusual


def _block(lines: list[str], at: int, column: int, header: str) -> tuple[str, int]:
    """A text on lines of its own: kept line by line behind `|`, joined to one paragraph behind `>`."""
    indent = _indent(lines[at].replace("#", "-")) if at < len(lines) else None
    if indent is None or indent <= column:
        raise _Unusual
    prefix, body = " " * indent, []
    while at < len(lines) and (not lines[at] or lines[at].startswith(prefix)):
        body.append(lines[at][indent:])
        at += 1
    while not body[-1]:
        body.pop()
    is_folded = header[0] == ">"
    if any((line or is_folded) and (not line.strip() or (is_folded and line[0] == " ")) for line in body):
        raise _Unusual
    return (" " if is_folded else "\n").join(body) + ("" if header.endswith("-") else "\n"), at


def _flat_mapping(written: str) -> dict[str, Any]:
    pairs = _PAIRS(written)
    found = {key: None if bare in _NULLS else bare or quoted for key, bare, quoted in pairs}
    if len(found) < len(pairs):
        raise _Unusual
    return found


def _in_brackets(text: str, at: int, depth: int) -> tuple[Any, int]:
    """A list, a mapping or a single value in brackets, from a place on; and the place behind it."""
    if depth > _MAX_DEPTH:
        raise _Unusual
    opening = text[at : at + 1]
    if opening == "{":
        return _mapping_in_brackets(text, at + 1, depth)
    if opening == "[":
        return _list_in_brackets(text, at + 1, depth)
    found = _IN_BRACKETS(text, at)
    if found is None:
        raise _Unusual
    value = found[1] if found[2] is None else found[2]
    return None if found[2] is None and value in _NULLS else value, found.end()


def _list_in_brackets(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    if text.startswith("]", at):
        return found, at + 1
    while True:
        value, at = _in_brackets(text, at, depth + 1)
        found.append(value)
        if text.startswith("]", at):
            return found, at + 1
        at = _behind_comma(text, at)


def _mapping_in_brackets(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    while True:
        key = _KEY_IN_BRACKETS(text, at)
        if key is None or key[1] in found:
            raise _Unusual
        found[key[1]], at = _in_brackets(text, key.end(), depth + 1)
        if text.startswith("}", at):
            return found, at + 1
        at = _behind_comma(text, at)


def _behind_comma(text: str, at: int) -> int:
    if not text.startswith(", ", at):
        raise _Unusual
    return at + 2
