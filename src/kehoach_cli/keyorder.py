"""The keys of a file in the order of its form, and nothing else moved: whole lines, each with the comments that belong to it.

What else the one layout asks for (`layout`) stays as it is written. So the layout of the file is the test: where it is not the
same before and after, something else has moved as well, and the order is left to a person.
"""

from collections.abc import Iterable

from kehoach_cli import layout, parse
from kehoach_cli.fields import Form
from kehoach_cli.layout import Holds
from kehoach_cli.nodes import read
from kehoach_cli.outline import BLANK, Doubt, Unit, outline
from kehoach_cli.trouble import Trouble


def in_order(path: str, text: str) -> str:
    """A text, with LF line ends and without a byte order mark, with its keys in order; as it is where that is not certain."""
    data = read(text.encode(), path).data
    form = parse.form_of(path, data) if isinstance(data, dict) else None
    if form is None:
        return text
    try:
        root = outline(text)
        ordered = "\n".join(_Lines(text.removesuffix("\n").split("\n")).of(root, form)) + "\n" * text.endswith("\n")
        is_certain = ordered != text and layout.laid_out(path, ordered.encode()) == layout.laid_out(path, text.encode())
    except (Doubt, Trouble):
        return text
    return ordered if is_certain else text


class _Lines:
    """The lines of a text, taken apart by what they belong to and put together again. Spans are half open and count from 0."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def of(self, root: Unit, form: Form) -> list[str]:
        """Every line of the text, in order."""
        return self._unit(root, form, 0, len(self.lines))

    def _unit(self, unit: Unit, holds: Holds, start: int, end: int) -> list[str]:
        """The lines from one to another, all of which belong to the unit."""
        if not unit.is_open or not unit.children:
            return self.lines[start:end]
        inner = layout.held(holds)
        last = self._back_over(unit.below or [BLANK], end)  # empty lines at the end belong to nothing in it
        starts = [self._back_over(child.above, child.start[0]) for child in unit.children]
        spans = zip(unit.children, starts, [*starts[1:], last], strict=True)
        if unit.value.pairs:
            parts = self._pairs(unit, inner if isinstance(inner, Form) else None, spans)
        else:
            parts = [self._unit(child, inner, *span) for child, *span in spans]
        return [*self.lines[start : starts[0]], *(line for part in parts for line in part), *self.lines[last:end]]

    def _pairs(self, unit: Unit, form: Form | None, spans: Iterable[tuple[Unit, int, int]]) -> list[list[str]]:
        """The lines of each key of a mapping, in order."""
        fields = {field.name: field.holds for field in form.fields} if form else {}
        found = {id(child): self._unit(child, fields.get(layout.name_of(child)), *span) for child, *span in spans}
        order = layout.in_order(unit, form)
        has_dash = unit.parent is not None and unit.start[0] == unit.children[0].start[0]
        has_unknown = any(layout.name_of(child) not in fields for child in unit.children)  # a slip to be seen where it was made
        if has_unknown or (has_dash and order[0].above):  # a comment cannot stand between the dash and the first key
            order = list(unit.children)
        if has_dash and order[0] is not unit.children[0]:
            _hand_on_dash(unit.children[0].start[1], found[id(unit.children[0])], found[id(order[0])])
        return [found[id(child)] for child in order]

    def _back_over(self, comments: list[str], line: int) -> int:
        """Where those comments, and empty lines between and before them, begin that end above a line."""
        missing = sum(comment != BLANK for comment in comments)
        while line and (missing or (comments[:1] == [BLANK] and not self.lines[line - 1].strip())):
            line -= 1
            missing -= bool(self.lines[line].strip())
        return line


def _hand_on_dash(column: int, was_first: list[str], first: list[str]) -> None:
    """Have the dash of an entry, and the blanks around it, before its new first key."""
    dash = was_first[0][:column]
    was_first[0] = " " * column + was_first[0][column:]
    first[0] = dash + first[0][column:]
