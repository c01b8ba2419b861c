"""The drawn lines of an official document, fitted to the text above them.

Decree 30/2020/NĐ-CP, annex I, part I, section II: under the motto a line as long as the text (II.1.b), under the issuing agency
and under the subject one of a third to half of it, in the middle (II.2.b, II.5.b). A drawn line is an empty paragraph with a
border below; the style of that paragraph says which of the two it is, so an office may change every text and size above it.
"""

from typing import Any

from kehoach_cli.render.looks import Looks, W, text_of, twips
from kehoach_cli.render.metrics import lines

AS_LONG_AS_TEXT = "Kẻ bằng dòng chữ"
PART_OF_TEXT = "Kẻ một phần dòng chữ"
SHARE = {AS_LONG_AS_TEXT: 1.0, PART_OF_TEXT: 0.4}
_TWIPS_IN_MM = 1440 / 25.4


def fit(body: Any, looks: Looks) -> None:
    """Set the indents of every drawn line below the body of a document, so that the line is as long as its style says."""
    for name, share in SHARE.items():
        ids = looks.ids_of(name)
        for style in list(body.iter(W + "pStyle")) if ids else ():
            if style.get(W + "val") in ids:
                _fit_one(style.getparent().getparent(), share, looks)


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
        return page_width(line)
    properties = cell.find(W + "tcPr")
    width = properties.find(W + "tcW") if properties is not None else None
    table = next(cell.iterancestors(W + "tbl")).find(W + "tblPr")
    margins = table.find(W + "tblCellMar") if table is not None else None
    sides = sum(twips(margins.find(W + side), "w") for side in ("left", "right")) if margins is not None else 0
    return twips(width, "w") - sides


def page_width(paragraph: Any) -> float:
    """The width in mm of the text on the page of a paragraph of the body: that of the section it belongs to."""
    block = paragraph
    while block.getparent() is not None and block.getparent().tag != W + "body":
        block = block.getparent()
    while block is not None:
        section = block if block.tag == W + "sectPr" else block.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            return text_width(section)
        block = block.getnext()
    return 0.0


def text_width(section: Any) -> float:
    """The width in mm between the margins of a section."""
    page, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    return twips(page, "w") - twips(margins, "left") - twips(margins, "right")
