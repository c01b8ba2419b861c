"""The strict YAML reader: text in, plain values out, every fault with its place. The only module that imports yaml.

Every scalar is read as written (`no`, `12:30`, `0147` and `2021-04-28` are texts), because what a value means is decided by
the form it stands in, never by YAML. Anchors, aliases, tags, directives, second documents, complex and duplicate keys are
faults. The file is read as one stream of events, without recursion and with limits, so that no input can hang or crash it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from kehoach_cli.findings import EntryOf, Finding, KeyOf, Pointer, more
from kehoach_cli.reading import Data, Reading, place_after
from kehoach_cli.vn import is_nfc, nfc

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML without libyaml: slower, the same answers
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_DEPTH = 20
MAX_EVENTS = 50_000
_MOST_FAULTS = 20  # of one code in one file that are told one by one

# Never allowed, raw or by escape: control characters but TAB, LF and CR; line separators and bidirectional overrides
# (CVE-2021-42574); surrogates and non-characters.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_TAB = re.compile("\t")
_MERGE = "<<"
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class _Fault(Exception):  # noqa: N818 - ends the reading of one file, becomes a finding at once
    def __init__(self, code: str, mark: Any, **facts: str) -> None:
        super().__init__(code)
        self.code, self.mark, self.facts = code, mark, facts


def read(text: str, path: str, most_events: int = MAX_EVENTS) -> Reading:
    """Read one text; never raises. A fault of form ends the reading, faults of single values do not. A list may have up to
    `most_events` parts, each of its entries no more than a file."""
    findings = list(_character_faults(text, path))
    if findings:
        return Reading(None, tuple(findings))
    builder = _Builder(path)
    try:
        data = builder.build(text, most_events)
    except _Fault as fault:
        return Reading(None, (*builder.faults(), _at_mark(fault.code, path, fault.mark, fault.facts)))
    except yaml.MarkedYAMLError as error:
        return Reading(None, (*builder.faults(), _syntax_finding(error, text, path)))
    except (yaml.YAMLError, ValueError, OverflowError):  # without libyaml, an escape beyond Unicode is no YAMLError
        return Reading(None, (*builder.faults(), Finding("KH102", path, facts={"cause": "other"}, line=1, column=1)))
    if not is_nfc(text):
        findings.append(_first_decomposed(text, path))
    return Reading(data, (*builder.faults(), *findings))


def _character_faults(text: str, path: str) -> Iterator[Finding]:
    if conflict := re.search(r"^(<{7}|>{7}) ", text, re.MULTILINE):
        line, column = place_after(text[: conflict.start()])
        yield Finding("KH115", path, line=line, column=column)
        return
    for code, wrong in (("KH103", _TAB), ("KH108", _FORBIDDEN)):
        for count, found in enumerate(wrong.finditer(text)):
            line, column = place_after(text[: found.start()])
            facts = {"character": _character_name(found[0])} if code == "KH108" else {}
            finding = Finding(code, path, facts=facts, line=line, column=column)
            if count == _MOST_FAULTS:
                yield more(finding, len(wrong.findall(text)) - count)
                break
            yield finding


def _character_name(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" {name}" if name else "")


def _first_decomposed(text: str, path: str) -> Finding:
    pairs = zip(text, nfc(text), strict=False)
    start = next((place for place, (written, composed) in enumerate(pairs) if written != composed), 0)
    line, column = place_after(text[:start])
    return Finding("KH109", path, line=line, column=column)


def _at_mark(code: str, path: str, mark: Any, facts: dict[str, str]) -> Finding:
    return Finding(code, path, facts=facts, line=mark.line + 1, column=mark.column + 1)


class _Builder:
    """Turns the events of one document into values, with an explicit stack instead of recursion."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._found: dict[str, list[Finding]] = {}  # by code, and one more than is told
        self._counts: Counter[str] = Counter()
        self._root: Data = None
        self._open: list[list[Data] | dict[str, Data]] = []
        self._keys: list[str | None] = []  # for each open mapping, the key that waits for its value

    def build(self, text: str, most_events: int) -> Data:
        documents = begun = 0
        event: Any  # the stubs do not say which event has which attributes
        for count, event in enumerate(yaml.parse(text, Loader=Loader)):
            if len(self._open) == 1 and isinstance(self._root, list):
                begun = count
            if count > most_events or count - begun > MAX_EVENTS:
                raise _Fault("KH111", event.start_mark, limit=f"{most_events if count > most_events else MAX_EVENTS}")
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._add(self._scalar(event), event)
            elif kind is yaml.MappingStartEvent:
                self._descend({}, event)
            elif kind is yaml.SequenceStartEvent:
                self._descend([], event)
            elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
                self._open.pop()
                self._keys.pop()
            elif kind is yaml.AliasEvent:
                self._note("KH105", event)
                self._add(None, event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1 or event.version or event.tags:
                    raise _Fault("KH107", event.start_mark)
        return self._root

    def _descend(self, collection: list[Data] | dict[str, Data], event: Any) -> None:
        self._note_anchor_and_tag(event)
        if len(self._open) >= MAX_DEPTH:
            raise _Fault("KH111", event.start_mark, limit=f"{MAX_DEPTH}")
        self._add(collection, event)
        self._open.append(collection)
        self._keys.append(None)

    def _scalar(self, event: Any) -> str | None:
        self._note_anchor_and_tag(event)
        value: str = event.value
        if not event.style and value in _NULLS:
            return None
        if event.style == '"' and (found := _FORBIDDEN.search(value) or re.search("[\t\r]", value)):
            raise _Fault("KH108", event.start_mark, character=_character_name(found[0]))
        return nfc(value)

    def _add(self, value: Data, event: Any) -> None:
        if not self._open:
            self._root = value
            return
        holder = self._open[-1]
        if isinstance(holder, list):
            holder.append(value)
        elif self._keys[-1] is None:
            self._keys[-1] = self._key(holder, event)
        else:
            if self._keys[-1] != _MERGE:
                holder.setdefault(self._keys[-1], value)  # of a duplicate key, the first value stays
            self._keys[-1] = None

    def _key(self, holder: dict[str, Data], event: Any) -> str:
        if type(event) is not yaml.ScalarEvent:
            raise _Fault("KH107", event.start_mark)
        key = nfc(event.value)
        if key == _MERGE:
            self._note("KH105", event)
        elif key in holder:
            self._note("KH104", event, key=key)
        return key

    def _note_anchor_and_tag(self, event: Any) -> None:
        if event.anchor:
            self._note("KH105", event)
        if event.tag:
            self._note("KH106", event, tag=event.tag)

    def _note(self, code: str, event: Any, **facts: str) -> None:
        """A fault that does not keep the rest of the file from being read."""
        self._counts[code] += 1
        if self._counts[code] <= _MOST_FAULTS + 1:
            self._found.setdefault(code, []).append(_at_mark(code, self.path, event.start_mark, facts))

    def faults(self) -> Iterator[Finding]:
        """The faults so far; after many of one code, how many more there are."""
        for code, found in self._found.items():
            yield from found[:_MOST_FAULTS]
            for first in found[_MOST_FAULTS:]:
                yield more(first, self._counts[code] - _MOST_FAULTS)


def _syntax_finding(error: yaml.MarkedYAMLError, text: str, path: str) -> Finding:
    """A YAML error in the words of the person who made it, at the place where the cure applies."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = f"{error.context or ''} {error.problem or ''}"
    lines = text.split("\n")
    written = lines[line - 1] if line <= len(lines) else ""
    cause = "other"
    if "mapping values are not allowed" in problem:
        cause = "colon"
    elif "found character" in problem and "cannot start any token" in problem:
        cause = "special"
    elif "quoted scalar" in problem or "found unexpected end of stream" in problem:
        cause = "quote"
    elif "flow sequence" in problem or "flow mapping" in problem:
        cause = "bracket"
    elif "could not find expected ':'" in problem or "did not find expected" in problem or "but found" in problem:
        cause = "indent"
    return Finding("KH102", path, facts={"cause": cause, "text": written.strip()[:60]}, line=line, column=column)


Place = tuple[int, int]  # line and column, both from 0


class Node(NamedTuple):
    """A value as it stands in a text: [start, end). A scalar has a `text` and the style it is written in: "" (plain), "'", '"',
    "|", ">"; a list has `entries`, a mapping `pairs`, either in the style "flow" or "block". What has no character, an
    empty value, starts where it ends; what ends with a line does not reach into the next."""

    style: str
    start: Place
    end: Place
    text: str = ""
    entries: "tuple[Node, ...]" = ()
    pairs: "tuple[tuple[Node, Node], ...]" = ()

    def value_of(self, key: str) -> "Node | None":
        """The value of a key of a mapping; None when it is not there."""
        return next((value for name, value in self.pairs if nfc(name.text) == key), None)


def tree(text: str) -> Node:
    """Every value of a text that `read` accepts without a finding of form, with its place; for editing a file in place."""
    return _node(yaml.compose(text, Loader=Loader), text.split("\n"))


def _node(found: Any, lines: list[str]) -> Node:
    start = (found.start_mark.line, found.start_mark.column)
    end = (found.end_mark.line, found.end_mark.column)
    if isinstance(found, yaml.ScalarNode):
        style = found.style or ""
        return Node(style, start, _last_written(lines, end) if style in ("|", ">") else end, found.value)
    style = "flow" if found.flow_style else "block"
    if isinstance(found, yaml.SequenceNode):
        entries = tuple(_node(entry, lines) for entry in found.value)
        return Node(style, start, end if style == "flow" else entries[-1].end, entries=entries)
    pairs = tuple((_node(key, lines), _node(value, lines)) for key, value in found.value)
    return Node(style, start, end if style == "flow" else pairs[-1][1].end, pairs=pairs)


def _last_written(lines: list[str], end: Place) -> Place:
    """Where a block scalar really ends: yaml counts the empty lines behind it in."""
    line, column = end
    while not column or not lines[line][:column].strip():
        line -= 1
        column = len(lines[line].rstrip("\r"))
    return line, column


def locate(text: str, pointers: list[Pointer]) -> list[tuple[int, int]]:
    """The line and column, from 1, of each pointer in a text that is read without a fault of form. Of a list no more is read than
    the entries that are asked for."""
    entries = {pointer[0] for pointer in pointers if pointer and isinstance(pointer[0], int)}
    root = _spots(text, entries if all(pointer and isinstance(pointer[0], int) for pointer in pointers) else None)
    return [_locate(root, pointer) for pointer in pointers]


def comments(text: str) -> list[tuple[int, int, str]]:
    """See `nodes.comments`."""
    try:
        values = [_extent(token) for token in _scalar_tokens(text)]
    except (yaml.YAMLError, ValueError, OverflowError):
        return []
    found, value = [], 0
    for number, line in enumerate(text.split("\n")):
        for mark in re.finditer("(?:^|(?<=[ \t]))#", line):
            while value < len(values) and values[value][1] <= (number, mark.start()):
                value += 1
            if value == len(values) or (number, mark.start()) < values[value][0]:
                found.append((number + 1, mark.start() + 1, line[mark.start() :].rstrip("\r")))
                break
    return found


def blocks(text: str) -> list[tuple[int, int]]:
    """The lines of every block of text (after | or >) in a file that `read` accepts, from 1, the last exclusive."""
    extents = (_extent(token) for token in _scalar_tokens(text) if token.style in ("|", ">"))
    return [(first + 1, last + 1 + (column > 0)) for (first, _), (last, column) in extents]


def _scalar_tokens(text: str) -> Iterator[Any]:
    tokens: Any = yaml.scan(text, Loader=Loader)
    return (token for token in tokens if isinstance(token, yaml.ScalarToken))


def _extent(token: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where a value begins and ends; that of a block begins below its indicator, behind which a comment may stand."""
    start, end = token.start_mark, token.end_mark
    first = (start.line + 1, 0) if token.style in ("|", ">") else (start.line, start.column)
    return first, (end.line, end.column)


class _Spot:
    """A value where it stands, to look up what is in it: the entries of a list, or the keys and values of a mapping in turn."""

    __slots__ = ("_known", "inside", "is_list", "mark", "text")

    def __init__(self, event: Any) -> None:
        self.mark = event.start_mark
        self.text: str = event.value if isinstance(event, yaml.ScalarEvent) else ""  # an alias is a finding already (KH105)
        self.is_list = isinstance(event, yaml.SequenceStartEvent)
        self.inside: list[_Spot] | None = [] if isinstance(event, yaml.CollectionStartEvent) else None
        self._known: dict[str, tuple[_Spot, _Spot]] | None = None

    def child(self, step: str | int) -> "_Spot | None":
        """What a step leads to, if anything."""
        if isinstance(step, int):
            return self.inside[step] if self.is_list and self.inside and step < len(self.inside) else None
        if self.inside is None:  # a single value where a list may stand
            return self if isinstance(step, EntryOf) and self.text == step else None
        if self.is_list != isinstance(step, EntryOf):
            return None
        key, value = self._by_text(self.inside).get(step, (None, None))
        return key if isinstance(step, KeyOf) else value

    def _by_text(self, inside: "list[_Spot]") -> "dict[str, tuple[_Spot, _Spot]]":
        """What is in it by key or entry, worked out once: a file may have thousands of findings. Of two, the first."""
        if self._known is None:
            pairs = zip(inside, inside, strict=True) if self.is_list else zip(inside[::2], inside[1::2], strict=True)
            self._known = {nfc(key.text): (key, value) for key, value in reversed(list(pairs))}
        return self._known


def _spots(text: str, entries: set[int] | None) -> _Spot | None:
    """Where every value of a text stands; of a list, if entries are named, what is in these, and nothing behind the last one."""
    root: _Spot | None = None
    opened: list[_Spot] = []
    passed_over = 0  # collections open in an entry that is not named
    last = max(entries) if entries else None
    event: Any  # the stubs do not say which event has which attributes
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.CollectionEndEvent):
            if passed_over:
                passed_over -= 1
            else:
                opened.pop()
        elif passed_over:
            passed_over += isinstance(event, yaml.CollectionStartEvent)
        elif isinstance(event, yaml.NodeEvent):
            spot = _Spot(event)
            if root is None:
                root = spot
            elif opened[-1].inside is not None:
                opened[-1].inside.append(spot)
            if last is not None and root.is_list and len(root.inside or ()) > last + 1:
                break
            if spot.inside is not None and entries and len(opened) == 1 and root.is_list:
                passed_over = len(root.inside or ()) - 1 not in entries
            if spot.inside is not None and not passed_over:
                opened.append(spot)
    return root


def _locate(root: _Spot | None, pointer: Pointer) -> tuple[int, int]:
    if root is None:
        return 1, 1
    spot = root
    for step in pointer:
        child = spot.child(step)
        if child is None:
            break
        spot = child
    return spot.mark.line + 1, spot.mark.column + 1
