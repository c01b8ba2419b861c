"""What of the layout depends on the words: drawn lines fitted to the text above them, rows too tall for a page.

Decree 30/2020/NĐ-CP, annex I, part I, section II: under the motto a line as long as the text (II.1.b), under the issuing agency
and under the subject one of a third to half of it, in the middle (II.2.b, II.5.b). A drawn line is an empty paragraph with a
border below; the style of that paragraph says which of the two it is, so an office may change every text and size above it.
"""

from typing import Any

from lxml import etree

from kehoach_cli.render.looks import Looks, W, section_of, text_height, text_of, text_width, twips
from kehoach_cli.render.metrics import lines
from kehoach_cli.render.pages import row_height

AS_LONG_AS_TEXT = "Kẻ bằng dòng chữ"
PART_OF_TEXT = "Kẻ một phần dòng chữ"
SHARE = {AS_LONG_AS_TEXT: 1.0, PART_OF_TEXT: 0.4}
_TWIPS_IN_MM = 1440 / 25.4
_SURELY_FITS = 300  # characters that no column is too narrow for
_MOST_OF_A_PAGE = 0.9
_NAMES = {"w": W[1:-1]}
_IN_STYLE = etree.XPath(".//w:p[w:pPr/w:pStyle/@w:val=$id]", namespaces=_NAMES)
_LONG_ROWS = etree.XPath(f".//w:tr[w:trPr/w:cantSplit and string-length(.) > {_SURELY_FITS}]", namespaces=_NAMES)


def fit(body: Any, looks: Looks) -> None:
    """Set the indents of every drawn line below the body of a document, so that the line is as long as its style says."""
    for name, share in SHARE.items():
        for id_ in looks.ids_of(name):
            for line in _IN_STYLE(body, id=id_):
                _fit_one(line, share, looks)


def _fit_one(line: Any, share: float, looks: Looks) -> None:
    above = _text_above(line)
    if above is None:
        return
    room, look = _room(line), looks.of(above)
    longest = max(lines(text_of(above), room - look.left - look.right, look.face, look.first_line))
    side = max(0, round((room - longest * share) / 2 * _TWIPS_IN_MM))
    properties = line.find(W + "pPr")
    indent = properties.find(W + "ind")
    if indent is None:
        indent = properties.makeelement(W + "ind", {})
        before = next((one for one in properties if one.tag in (W + "jc", W + "rPr")), None)
        properties.append(indent) if before is None else before.addprevious(indent)
    indent.attrib.clear()
    indent.set(W + "left", str(side))
    indent.set(W + "right", str(side))


def split_tall_rows(body: Any, looks: Looks) -> None:
    """Let a row that does not fit on a page go on to the next one: kept whole, some office programs never come to an end."""
    for row in _LONG_ROWS(body):
        if row_height(row, row.getparent(), looks) > text_height(section_of(row)) * _MOST_OF_A_PAGE:
            properties = row.find(W + "trPr")
            properties.remove(properties.find(W + "cantSplit"))


def _text_above(line: Any) -> Any:
    """The nearest paragraph above with a text, in the same cell or page."""
    current = line.getprevious()
    while current is not None and (current.tag != W + "p" or not text_of(current).strip()):
        current = current.getprevious()
    return current


def _room(line: Any) -> float:
    """The width in mm of the column the line stands in: its table cell, or the text of its page."""
    cell = next(line.iterancestors(W + "tc"), None)
    if cell is None:
        return text_width(section_of(line))
    properties = cell.find(W + "tcPr")
    width = properties.find(W + "tcW") if properties is not None else None
    table = next(cell.iterancestors(W + "tbl")).find(W + "tblPr")
    margins = table.find(W + "tblCellMar") if table is not None else None
    sides = sum(twips(margins.find(W + side), "w") for side in ("left", "right")) if margins is not None else 0
    return twips(width, "w") - sides
