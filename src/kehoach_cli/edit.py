"""Changing agencies.yaml the way a careful person would: only the lines that must change, all others byte for byte.

`emit` writes files that are the program's own; this file is people's own: their comments, order and layout stay. An entry is
found by its place in the text and changed where it stands, in the style it is written in.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kehoach_cli import emit, fields, forms
from kehoach_cli.issuing import Letterhead, Signer
from kehoach_cli.model import Agency, Group
from kehoach_cli.nodes import Data
from kehoach_cli.parse import AGENCIES_PATH, Snapshot, parse
from kehoach_cli.strict import Node, Place, tree
from kehoach_cli.trouble import FOUND, Trouble

_KEYS = tuple(field.name for field in forms.AGENCY.fields)  # in canonical order
_BOM = "\ufeff"


def agencies(text: str, wanted: Sequence[Agency]) -> str:
    """The text of agencies.yaml with the agencies as wanted: keys set, new entries below the one they follow in `wanted`. A
    `basis` that begins with the present one is continued, not rewritten.

    Raises Trouble where the text has a fault of form, and unless the result, read back, says exactly what is wanted and has
    the groups of before: then nothing must be written.
    """
    before = _read(text)
    bare = text.removeprefix(_BOM)
    if before is None:
        raise Trouble("unsound-agencies", exit_code=FOUND, path=AGENCIES_PATH)
    listed = tree(bare).value_of("agencies")
    present = {agency.id: agency for agency in before.agencies}
    if listed is None or not len(present) == len(before.agencies) == len(listed.entries) or re.search(r"\r(?!\n)", bare):
        raise Trouble("cannot-edit", path=AGENCIES_PATH)
    entries = dict(zip(present, listed.entries, strict=True))
    editor, above = _Editor(bare), listed.entries[0]
    evened = tuple(map(_evened, wanted))
    for agency in evened:
        if agency.id in present:
            above = entries[agency.id]
            editor.change(above, present[agency.id], agency)
        else:
            editor.add(listed, above, agency)
    edited = text[: len(text) - len(bare)] + editor.result()
    if _read(edited) != _Said(evened, before.groups):
        raise Trouble("cannot-edit", path=AGENCIES_PATH)
    return edited


class _Said(NamedTuple):
    """What the file says, whatever its layout."""

    agencies: tuple[Agency, ...]
    groups: tuple[Group, ...]


def _read(text: str) -> _Said | None:
    parsed = parse(Snapshot({AGENCIES_PATH: text.encode()}))
    if any(finding.code != "KH109" for finding in parsed.findings):  # decomposed letters are read like composed ones
        return None
    return _Said(tuple(map(_evened, parsed.register.agencies)), parsed.register.groups)


def _evened(agency: Agency) -> Agency:
    """An agency without what the layout of the file adds: its place in it, the line breaks of its texts."""
    basis, note = (" ".join(text.split()) if text else None for text in (agency.basis, agency.note))
    return agency._replace(name=" ".join(agency.name.split()), basis=basis, note=note, position=0)


def _values(agency: Agency) -> dict[str, Data]:
    """The keys of an agency as they are written."""
    values = {key: _data(getattr(agency, key)) for key in _KEYS}
    if len(agency.successor) == 1:
        values["successor"] = agency.successor[0]
    return {key: value for key, value in values.items() if value}


def _data(value: object) -> Data:
    """A value as it is written: a form within the form by its keys, what is not stated as nothing."""
    if isinstance(value, Letterhead | Signer):
        parts = {key: _data(part) for key, part in value._asdict().items() if key != "position"}
        return {key: part for key, part in parts.items() if part}
    if isinstance(value, tuple):
        return [_data(part) for part in value]
    return None if value is None else fields.as_text(value)


class _Editor:
    """Collects what is to be put where in a text, and does it all at the end."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._eol = "\r\n" if "\r\n" in text else "\n"
        self._replacements: list[tuple[Place, Place, str]] = []

    def result(self) -> str:
        """The text with everything in it; what was put at one place stands there in the order in which it was put."""
        text, starts = "\n".join(self._lines), [0]
        for line in self._lines:
            starts.append(starts[-1] + len(line) + 1)
        from_the_end = sorted(((place, turn) for turn, (place, _, _) in enumerate(self._replacements)), reverse=True)
        for _, turn in from_the_end:
            start, end, new = self._replacements[turn]
            text = text[: starts[start[0]] + start[1]] + new + text[starts[end[0]] + end[1] :]
        return text

    def change(self, entry: Node, now: Agency, wanted: Agency) -> None:
        """Set the keys of an entry that differ."""
        present = _values(now)
        for key, value in _values(wanted).items():
            if value == present.get(key):
                continue
            found = entry.value_of(key)
            more = str(value).removeprefix(now.basis) if key == "basis" and now.basis else value
            if found is None:
                self._insert(entry, key, value)
            elif more == value:
                self._replace(entry, key, found, value)
            elif found.style in ("|", ">"):
                self._continue(found, str(more))
            else:
                self._replace(entry, key, found, found.text.rstrip() + str(more))

    def _insert(self, entry: Node, key: str, value: Data) -> None:
        """A new key, behind the one that it follows in canonical order."""
        ranks = {_KEYS.index(name.text): one for name, one in entry.pairs}
        before = ranks[max(rank for rank in ranks if rank < _KEYS.index(key))]
        if entry.style == "flow":
            self._put(self._end(entry, before), f", {emit.flow(forms.AGENCY, {key: value})}")
        else:
            self._put_lines(before.end[0], emit.lines(forms.AGENCY, {key: value}, " " * entry.start[1]))

    def _continue(self, found: Node, more: str) -> None:
        """A text in a block goes on, one sentence a line; `more` begins with the full stop that is wanting, if any."""
        stop, _, words = more.partition(" ")
        written = [line for line in self._lines[found.start[0] + 1 : found.end[0] + 1] if line.strip()]
        indent = min(len(line) - len(line.lstrip(" ")) for line in written)
        self._put(found.end, stop)
        self._put_lines(found.end[0], [" " * indent + sentence for sentence in emit.sentences(words)])

    def _replace(self, entry: Node, key: str, found: Node, value: Data) -> None:
        """Another value, in the place of the present one; what stands behind that on its line stays."""
        start, end, gap = found.start, self._end(entry, found), ""
        if found.style == "block" or found.start == found.end:  # a list on lines of its own, or nothing
            start, gap = self._behind_colon(entry, found), " "
        if entry.style == "flow":
            new, more = emit.flow(forms.AGENCY, {key: value}), list[str]()
        else:
            new, *more = emit.lines(forms.AGENCY, {key: value}, " " * entry.start[1])
        self._replacements.append((start, end, gap + new.partition(":")[2].lstrip()))
        self._put_lines(end[0], more)

    def _end(self, entry: Node, found: Node) -> Place:
        return found.end if found.start != found.end else self._behind_colon(entry, found)

    def _behind_colon(self, entry: Node, found: Node) -> Place:
        line, column = next(name.end for name, one in entry.pairs if one is found)
        return line, max(column, self._lines[line].find(":", column) + 1)  # `{until}` has none: what comes of it is refused

    def add(self, listed: Node, above: Node, agency: Agency) -> None:
        """A new entry below another, written as that one is."""
        values = _values(agency)
        start = (" " * listed.start[1] + "-").ljust(max(above.start[1], listed.start[1] + 2))
        if listed.style == "flow":
            self._put(above.end, f", {{{emit.flow(forms.AGENCY, values)}}}")
        elif above.style == "flow":
            self._put_lines(above.end[0], [f"{start}{{{emit.flow(forms.AGENCY, values)}}}"])
        else:
            first, *more = emit.lines(forms.AGENCY, values, " " * len(start))
            last = self._last_line(above)
            apart = last + 2 < len(self._lines) and not self._lines[last + 1].strip()
            self._put_lines(last, [*([""] if apart else []), start + first.lstrip(), *more])

    def _last_line(self, entry: Node) -> int:
        """The last line of an entry, with the comments below it that are indented like its keys."""
        line = entry.end[0]
        while line + 1 < len(self._lines) and self._lines[line + 1].startswith(" " * entry.start[1] + "#"):
            line += 1
        return line

    def _put(self, place: Place, new: str) -> None:
        self._replacements.append((place, place, new))

    def _put_lines(self, line: int, new: list[str]) -> None:
        """Lines below a line."""
        end = (line, len(self._lines[line].rstrip("\r")))
        self._put(end, "".join(self._eol + one for one in new))
