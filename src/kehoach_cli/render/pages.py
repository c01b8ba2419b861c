"""How much of a page a Word document fills, estimated from its text, its styles and the widths of Times New Roman.

For machines without LibreOffice. The estimate is on the safe side: words are taken 2 % wider than they are, every line and row a
little higher, and nothing is set closer than its style says. A document that fits by it fits in Word too; one that just misses
might still fit.
"""

import io
import zipfile
from typing import Any

from lxml import etree

from kehoach_cli.render.looks import Looks, W, runs, text_height, text_of, text_width, twips
from kehoach_cli.render.metrics import Face, lines

_WIDER = 1.02
_HIGHER = 1.01
_ROW_BORDER = 0.35  # mm
_MM_IN_POINT = 25.4 / 72


def filled(content: bytes) -> float:
    """The share of the first page's text area that the body takes: 1 is a full page, 1.5 a page and a half."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
        body = etree.fromstring(archive.read("word/document.xml"), parser).find(W + "body")
        looks = Looks(etree.fromstring(archive.read("word/styles.xml"), parser))
    section = next(body.iter(W + "sectPr"))
    return _height(body, text_width(section), looks) / text_height(section)


def _height(block: Any, width: float, looks: Looks) -> float:
    """The height in mm of what stands in a body or a cell of that width (mm)."""
    height = 0.0
    for child in block:
        if child.tag == W + "p":
            height += _paragraph(child, width, looks)
        elif child.tag == W + "tbl":
            height += sum(row_height(row, child, looks) for row in child.iter(W + "tr"))
    return height


def _paragraph(paragraph: Any, width: float, looks: Looks) -> float:
    look = looks.of(paragraph)
    room = (width - look.left - look.right) / _WIDER
    faces = {run.find(f"{W}rPr/{W}b") is not None for run, text in runs(paragraph) if text}
    face = Face(look.face.size, look.face.bold or True in faces, look.face.italic)
    count = len(lines(text_of(paragraph), room, face, look.first_line))
    return (look.before + look.after + count * look.line * _HIGHER) * _MM_IN_POINT


def row_height(row: Any, table: Any, looks: Looks) -> float:
    """The height in mm of a row of a table: that of its tallest cell."""
    properties = table.find(W + "tblPr")
    margins = properties.find(W + "tblCellMar") if properties is not None else None
    sides = sum(twips(margins.find(W + side), "w") for side in ("left", "right")) if margins is not None else 0
    heights = [_height(cell, twips(cell.find(f"{W}tcPr/{W}tcW"), "w") - sides, looks) for cell in row.findall(W + "tc")]
    return max(heights, default=0.0) + _ROW_BORDER
