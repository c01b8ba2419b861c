"""A file as a person sees it: keys and entries in their order, each with the comments and empty lines that belong to it.

YAML readers drop comments. They are found again by their places: outside of keys and values a text holds only blanks, the marks
of YAML and comments. Where a comment belongs is decided by its line and its indent, and where that leaves doubt, not at all.
"""

import re
from collections.abc import Iterator

from kehoach_cli.strict import Node, Place, tree
from kehoach_cli.vn import nfc

_BLOCK_MARK = re.compile(r"[|>][-+0-9]*")
_MARKS_ONLY = re.compile(r"[-x ,:\[\]{}]*")  # "x" stands for what belongs to a key or a value
_ENTRY_ASIDE = re.compile(r"# ?- ")
BLANK = ""  # among comments: an empty line


class Doubt(Exception):  # noqa: N818 - ends the outline of one file
    """The text cannot be taken apart with certainty. `line`, from 1, is where."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line + 1


class Unit:
    """A key with its value, or an entry of a list (without a `key`). Comments stand `above` it, `beside` it, and `below` the last
    thing in it; `above` and `below` are lines, BLANK for an empty one.
    """

    def __init__(self, key: Node | None, value: Node, start: Place, parent: "Unit | None") -> None:
        self.key, self.value, self.start, self.parent = key, value, start, parent
        self.bracket = ""  # that the value begins with
        self.children: tuple[Unit, ...] = ()
        self.above: list[str] = []
        self.beside = ""
        self.below: list[str] = []

    @property
    def is_open(self) -> bool:
        """Whether the value stands on lines of its own, with room for comments between them."""
        return self.value.style == "block"

    def opened(self) -> "Iterator[Unit]":
        """What stands in it on lines of its own, from the first line to the last."""
        for child in self.children if self.is_open else ():
            yield child
            yield from child.opened()

    def outward(self) -> "Iterator[Unit]":
        """Itself and everything it stands in, from the inside out."""
        unit: Unit | None = self
        while unit is not None:
            yield unit
            unit = unit.parent


def outline(text: str) -> Unit:
    """The outline of a text that `nodes.read` accepts and that holds a mapping, with LF line ends and without a byte order mark.

    The comments at the top of a file, down to the last empty line before the first key, belong to the whole. Raises Doubt.
    """
    lines = text.split("\n")
    root = _unit(None, tree(text), (0, -1), None, lines)
    units = list(root.opened())
    scan = _Scan(lines, root)
    _Attachment(root, units).take(scan)
    if units:
        _claim_heading(root, units[0])
    return root


def comments(text: str) -> list[str]:
    """Every comment of such a text, in order. Raises Doubt."""
    lines = text.split("\n")
    scan = _Scan(lines, _unit(None, tree(text), (0, -1), None, lines))
    return [found[1] for number in range(len(lines)) if (found := scan.comment(number))]


def _unit(key: Node | None, value: Node, start: Place, parent: Unit | None, lines: list[str]) -> Unit:
    unit = Unit(key, value, start, parent)
    unit.bracket = lines[value.start[0]][value.start[1]] if value.style == "flow" else ""
    pairs = tuple(_unit(name, one, name.start, unit, lines) for name, one in value.pairs)
    entries = tuple(_unit(None, one, _beginning(value, one, lines), unit, lines) for one in value.entries)
    unit.children = pairs or entries
    return unit


def _beginning(listed: Node, entry: Node, lines: list[str]) -> Place:
    """Where an entry begins: at its dash, if it has one."""
    if listed.style == "flow":
        return entry.start
    if entry.style == "block" and entry.entries:
        raise Doubt(entry.start[0])  # a list in a list: no form has one
    column = listed.start[1]
    for line in range(entry.start[0], listed.start[0] - 1, -1):
        if lines[line][column : column + 1] == "-" and not lines[line][:column].strip():
            return line, column
    raise Doubt(entry.start[0])


def _leaves(unit: Unit) -> Iterator[Node]:
    if unit.key is not None:
        yield unit.key
    if not unit.children:
        yield unit.value
    for child in unit.children:
        yield from _leaves(child)


class _Scan:
    """The lines of a text, and what on them is no value."""

    def __init__(self, lines: list[str], root: Unit) -> None:
        self.lines = lines
        self.masked = list(lines)
        self._within: set[int] = set()  # lines that begin inside of a value
        self._brackets: list[tuple[Place, Place]] = []
        for leaf in _leaves(root):
            self._cover(leaf)
        for unit in (root, *root.opened()):
            if not unit.is_open:
                self._within |= set(range(unit.start[0] + 1, unit.value.end[0] + 1))
                if unit.value.style == "flow":
                    self._brackets.append((unit.value.start, unit.value.end))

    def _cover(self, leaf: Node) -> None:
        if leaf.style == "flow":  # an empty pair of brackets
            return
        start, (last, end) = leaf.start, leaf.end
        if leaf.style in ("|", ">"):
            mark = _BLOCK_MARK.match(self.lines[start[0]], start[1])
            self._mask(start[0], start[1], mark.end() if mark else start[1])
            start = (start[0] + 1, 0)
        for line in range(start[0], last + 1):
            self._mask(line, start[1] if line == start[0] else 0, end if line == last else len(self.lines[line]))

    def _mask(self, line: int, start: int, end: int) -> None:
        text = self.masked[line]
        self.masked[line] = text[:start] + "x" * (end - start) + text[end:]

    def is_blank(self, line: int) -> bool:
        """Whether the line is empty and between keys and entries."""
        return line not in self._within and not self.masked[line].strip()

    def comment(self, line: int) -> tuple[int, str] | None:
        """The column and the text of the comment on the line. Raises Doubt where the line holds what is not expected there."""
        masked = self.masked[line]
        column = masked.find("#")
        marks = masked if column < 0 else masked[:column]
        if not _MARKS_ONLY.fullmatch(marks) or (column > 0 and marks[-1] != " "):
            raise Doubt(line)
        if column < 0:
            return None
        if any(start < (line, column) < end for start, end in self._brackets):
            raise Doubt(line)
        return column, nfc(self.lines[line][column:].rstrip())

    def stands_alone(self, line: int) -> bool:
        """Whether nothing stands before the comment on the line. Raises Doubt where such a comment stands inside of a value."""
        is_alone = not self.masked[line].partition("#")[0].strip()
        if is_alone and line in self._within:
            raise Doubt(line)
        return is_alone


class _Attachment:
    """Gives each comment to the unit it belongs to, from the first line to the last."""

    def __init__(self, root: Unit, units: list[Unit]) -> None:
        self._root, self._units = root, units
        self._next = 0
        self._blank = False
        self._inside: Unit | None = None  # where the comment before this one went, when it went below something

    def take(self, scan: _Scan) -> None:
        """Every comment and empty line of a text."""
        for line in range(len(scan.lines)):
            if scan.is_blank(line):
                self._blank = True
                continue
            found = scan.comment(line)
            if found and scan.stands_alone(line):
                self._place(found[1], found[0])
                continue
            self._pass_units(line)
            if found:
                self._beside(found[1], line)

    def _pass_units(self, line: int) -> None:
        while self._next < len(self._units) and self._units[self._next].start[0] == line:
            unit = self._units[self._next]
            if self._blank:
                unit.above.append(BLANK)
            self._next, self._blank, self._inside = self._next + 1, False, unit

    def _beside(self, comment: str, line: int) -> None:
        unit = self._units[self._next - 1] if self._next else None
        if unit is None:
            self._root.above.append(comment)
        elif unit.beside:
            raise Doubt(line)
        else:
            unit.beside = comment

    def _place(self, comment: str, column: int) -> None:
        """A comment on a line of its own stands above what follows, unless its indent says that it ends what went before."""
        following = self._units[self._next] if self._next < len(self._units) else None
        outer = following.start[1] if following else -1
        around = set(map(id, following.outward())) if following else set()
        before = [unit for unit in self._inside.outward() if id(unit) not in around] if self._inside else []
        is_entry = bool(_ENTRY_ASIDE.match(comment))
        home = next((unit for unit in before if _may_end(unit, outer, column, is_entry=is_entry)), None)
        if home is None and following is None:
            home = self._root
        self._inside = home
        lines = home.below if home is not None else following.above if following else []
        lines += [BLANK, comment] if self._blank else [comment]
        self._blank = False


def _may_end(unit: Unit, outer: int, column: int, *, is_entry: bool) -> bool:
    """Whether a comment at the column belongs to what went before in the unit, when what follows begins at `outer`. After a list
    whose dashes stand right below its key only an entry that was made a comment does."""
    inner = _column(unit)
    if inner == unit.start[1]:
        return is_entry and outer <= inner <= column
    return outer < inner <= column


def _column(unit: Unit) -> int:
    """The indent of what stands in a unit; of a key without a value, that of what could stand there; -1 where nothing can."""
    if unit.is_open:
        return unit.children[0].start[1]
    is_empty = unit.value.style == "" and unit.value.start == unit.value.end
    return unit.start[1] + 1 if is_empty else -1


def _claim_heading(root: Unit, first: Unit) -> None:
    lines = root.above + first.above
    if first.above[:1] == [BLANK] and not root.above:
        lines = lines[1:]
    own = len(lines) - lines[::-1].index(BLANK) if BLANK in lines else len(lines)
    root.above, first.above = lines[:own], lines[own:]
