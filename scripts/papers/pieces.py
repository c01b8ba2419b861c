"""What a document is put together from, whatever it is written as: lines, tables, block tags, appendices, the whole outline."""

from typing import NamedTuple


class Look(NamedTuple):
    """A paragraph style: its id, the name people see in Word, and how it looks (sizes and spaces in pt, indents in mm).

    `markdown` is how a line of this look is written there.
    """

    id: str
    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: str = "left"
    first_line: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    keep_with_next: bool = False
    outline: int | None = None  # its level in Word's navigation pane
    markdown: str = "{}"


class Line(NamedTuple):
    """One paragraph. Text between two pairs of asterisks is bold."""

    look: Look
    text: str


class Tag(NamedTuple):
    """A block tag, alone in its paragraph: "if documents". The renderer takes the paragraph out."""

    text: str


class Grid(NamedTuple):
    """A table: the widths of its columns (mm), the rows of its heading, its rows, and the loop that repeats them ("" for none).

    A heading is a text and the number of columns it stands over. `band` is a test and a line: rows that pass the test are
    that line, over all columns.
    """

    widths: tuple[int, ...]
    heads: tuple[tuple[tuple[str, int], ...], ...]
    rows: tuple[tuple[Line, ...], ...]
    loop: str = ""
    band: tuple[str, Line] | None = None


Piece = Line | Grid | Tag


class Appendix(NamedTuple):
    """An appendix: its title, what is in it, and whether its pages lie on their side."""

    title: str
    pieces: tuple[Piece, ...]
    landscape: bool = False


class Outline(NamedTuple):
    """A whole document.

    `title` and `subject` stand under the letterhead; a letter has neither, but says under its number what it is `about`.
    `symbol` is the abbreviation of its kind in the number ("BC"; "" for a letter). Without `letterhead` the document is its
    appendices alone. A `compact` one is set in the smallest sizes allowed.
    """

    title: str = ""
    subject: str = ""
    about: str = ""
    symbol: str = ""
    body: tuple[Piece, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    letterhead: bool = True
    compact: bool = False
