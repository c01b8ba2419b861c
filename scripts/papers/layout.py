"""The official layout of documents: Decree 30/2020/NĐ-CP of 5/3/2020, annex I, part I. All of it is here, and only here.

"Section" below means one of that part: I (paper, margins, font, page number), II (the components of a document), III
(appendices), V (the table of sizes and styles). A letter, a report and an appendix are put together from the same functions.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from kehoach_cli.render.rules import AS_LONG_AS_TEXT, PART_OF_TEXT
from kehoach_cli.vn import roman
from papers.pieces import Appendix, Grid, Line, Look, Outline, Piece, Tag
from papers.wording import Words

# Section I.1 and I.3: A4; top and bottom margin 20-25 mm, left 30-35 mm, right 15-20 mm. I.7: the page number in the top margin.
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT, HEADER_FROM_EDGE = 20, 20, 30, 15, 10
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
LANDSCAPE_WIDTH = PAGE_HEIGHT - LEFT - RIGHT
FONT = "Times New Roman"

# The letterhead is a table without borders, as in the annex's own Word files. Its first row has 69 and 96 mm, so that
# "LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ THÀNH PHỐ HỒ CHÍ MINH" (bold, 12) takes two lines and the national title (88 mm) one; its
# second 65 and 100, so that "Thành phố Hồ Chí Minh, ngày 05 tháng 01 năm 2026" (italic, 13: 99 mm) takes one.
LETTERHEAD = (65, 4, 96)
SIGNATURE = (80, 85)
SIGNATURE_LINES, FEW_LINES = 5, 3  # room for a signature and a stamp

FIRST_LINE = 12.7  # section II.6.e: first line 1 or 1.27 cm
BETWEEN = 6  # section II.6.e: at least 6 pt between paragraphs
TO_INDENT = 30  # mm to "Kính gửi:"; the dashes of its list stand under the colon, 18 mm further

# Sizes and styles: section V, each within its range, mostly that of the sample.
PLAIN = Look("Normal", "Normal", 14)
PAGE_NUMBER = Look("SoTrang", "Số trang", 14, align="centre")
NATION = Look("QuocHieu", "Quốc hiệu", 12, bold=True, align="centre")
MOTTO = Look("TieuNgu", "Tiêu ngữ", 13, bold=True, align="centre")
SUPERIOR = Look("CoQuanChuQuan", "Cơ quan chủ quản", 12, align="centre")
AGENCY = Look("CoQuanBanHanh", "Cơ quan ban hành", 12, bold=True, align="centre")
NUMBER = Look("SoKyHieu", "Số, ký hiệu", 13, align="centre", before=4)
PLACE = Look("DiaDanhThoiGian", "Địa danh, thời gian", 13, italic=True, align="centre", before=4)
ABOUT = Look("TrichYeuCongVan", "Trích yếu công văn", 12, align="centre", before=6)
TITLE = Look("TenLoai", "Tên loại văn bản", 14, bold=True, align="centre", before=14, markdown="# {}")
SUBJECT = Look("TrichYeu", "Trích yếu", 14, bold=True, align="centre", markdown="**{}**")
RULE = Look("KeBangDongChu", AS_LONG_AS_TEXT, 2)
PART_RULE = Look("KeMotPhanDongChu", PART_OF_TEXT, 2, after=6)
TO = Look("KinhGui", "Kính gửi", 14, align="centre", before=10, after=4)
TO_HEAD = Look("KinhGuiNhieuNoi", "Kính gửi nhiều nơi", 14, left=TO_INDENT, before=10)
TO_LIST = Look("KinhGuiDanhSach", "Kính gửi, danh sách", 14, left=TO_INDENT + 18, markdown="- {}")
TO_LAST = TO_LIST._replace(id="KinhGuiNoiCuoi", name="Kính gửi, nơi cuối", after=4)
BASIS = Look("CanCu", "Căn cứ", 14, italic=True, align="justified", first_line=FIRST_LINE, before=BETWEEN, markdown="*{}*")
BODY = Look("NoiDung", "Nội dung", 14, align="justified", first_line=FIRST_LINE, after=BETWEEN)
OPENING = BODY._replace(id="NoiDungDau", name="Nội dung mở đầu", before=BETWEEN)
BEFORE_TABLE = BODY._replace(id="TruocBang", name="Nội dung trước bảng", keep_with_next=True)
AFTER_TABLE = BODY._replace(id="SauBang", name="Nội dung sau bảng", before=BETWEEN)
DUTY = BODY._replace(id="PhanCong", name="Phân công", keep_with_next=True)
CLOSING = BODY._replace(id="KetThuc", name="Kết thúc", before=BETWEEN, after=12, keep_with_next=True)
PART = BODY._replace(id="Muc", name="Mục (I.)", bold=True, before=BETWEEN, keep_with_next=True, outline=0, markdown="## {}")
CLAUSE = BODY._replace(id="Khoan", name="Khoản (1.)", bold=True, keep_with_next=True, outline=1, markdown="### {}")
CLAUSE_AFTER_TABLE = CLAUSE._replace(id="KhoanSauBang", name="Khoản sau bảng", before=BETWEEN)
POINT = BODY._replace(id="Diem", name="Điểm (a)")
POINT_BEFORE_TABLE = BODY._replace(id="DiemTruocBang", name="Điểm trước bảng", keep_with_next=True)
DASH = BODY._replace(id="GachDauDong", name="Gạch đầu dòng", markdown="- {}")
UNDER_DASH = BODY._replace(id="DuoiGachDauDong", name="Dưới gạch đầu dòng", markdown="  {}")
RECIPIENTS = Look("NoiNhan", "Nơi nhận", 12, bold=True, italic=True)
RECIPIENT = Look("NoiNhanDanhSach", "Nơi nhận, danh sách", 11)
AUTHORITY = Look("QuyenHanChucVu", "Quyền hạn, chức vụ", 14, bold=True, align="centre")
SIGNER = Look("HoTenNguoiKy", "Họ tên người ký", 14, bold=True, align="centre")
APPENDIX = Look("PhuLuc", "Phụ lục", 14, bold=True, align="centre", outline=0, markdown="## {}")
APPENDIX_TITLE = Look("PhuLucTieuDe", "Phụ lục, tiêu đề", 14, bold=True, align="centre", markdown="**{}**")
ATTACHED = Look("PhuLucKemTheo", "Phụ lục, kèm theo", 14, italic=True, align="centre", markdown="*{}*")
APPENDIX_BODY = BODY._replace(id="PhuLucNoiDung", name="Phụ lục, nội dung", before=BETWEEN)
SOURCE = Look("NguonSoLieu", "Nguồn số liệu", 9, italic=True, markdown="*{}*")
# The decree sets no size for tables; 13 is the smaller of its two body sizes, 12 serves tables of many columns.
CELL_HEAD = Look("BangTieuDe", "Bảng, tiêu đề", 13, bold=True, align="centre", before=2, after=2)
CELL = Look("BangO", "Bảng, ô", 13, before=2, after=2)
CELL_CENTRED = Look("BangOGiua", "Bảng, ô giữa", 13, align="centre", before=2, after=2)
SMALL_HEAD = Look("BangNhoTieuDe", "Bảng nhỏ, tiêu đề", 12, bold=True, align="centre", before=2, after=2)
SMALL = Look("BangNhoO", "Bảng nhỏ, ô", 12, before=2, after=2)
SMALL_CENTRED = Look("BangNhoOGiua", "Bảng nhỏ, ô giữa", 12, align="centre", before=2, after=2)
BAND = Look("BangNhoNhom", "Bảng nhỏ, nhóm", 12, bold=True, before=2, after=2, keep_with_next=True)
LOOKS = (
    PAGE_NUMBER, NATION, MOTTO, SUPERIOR, AGENCY, NUMBER, PLACE, ABOUT, TITLE, SUBJECT, RULE, PART_RULE, TO, TO_HEAD, TO_LIST,
    TO_LAST, BASIS, BODY, OPENING, BEFORE_TABLE, AFTER_TABLE, DUTY, CLOSING, PART, CLAUSE, CLAUSE_AFTER_TABLE, POINT,
    POINT_BEFORE_TABLE, DASH, UNDER_DASH, RECIPIENTS, RECIPIENT, AUTHORITY, SIGNER, APPENDIX, APPENDIX_TITLE, ATTACHED,
    APPENDIX_BODY, SOURCE, CELL_HEAD, CELL, CELL_CENTRED, SMALL_HEAD, SMALL, SMALL_CENTRED, BAND,
)  # fmt: skip
SMALL_LOOKS = (SMALL_HEAD, SMALL, SMALL_CENTRED, BAND)
DASHED = (DASH, TO_LIST, TO_LAST)  # a dash stands before the text
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT, "centre": WD_ALIGN_PARAGRAPH.CENTER, "justified": WD_ALIGN_PARAGRAPH.JUSTIFY,
}  # fmt: skip


def build(outline: Outline, words: Words) -> bytes:
    """The Word template of a document; the same bytes every time."""
    document = blank_document(words, outline.title or words("appendix"), compact=outline.compact)
    if outline.letterhead:
        add_letterhead(document, outline, words)
        if outline.title:
            add_title(document, outline)
        add_addressees(document, words)
        add_pieces(document, outline.body)
        add_signature(document, words, FEW_LINES if outline.compact else SIGNATURE_LINES)
    for number, appendix in enumerate(outline.appendices, 1):
        begin_appendix(document, appendix, first=not outline.letterhead and number == 1)
        add_pieces(document, appendix_pieces(appendix, words, sign_of(outline, number), outline.symbol))
    make_tiny(document.add_paragraph())
    return frozen(document)


def sign_of(outline: Outline, number: int) -> str:
    """The number of an appendix. Section III.1.a: Roman figures, where there are two or more."""
    return roman(number) if len(outline.appendices) > 1 else ""


# --- the paper


def blank_document(words: Words, title: str, *, compact: bool = False) -> Document:
    """An empty document with nothing in it but the page, our styles and the few settings we need."""
    document = docx.Document()
    keep_only(document.part.rels, {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS})
    keep_only(document.part.package.rels, {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES})
    refill(document.settings.element, settings_xml(words.language))
    refill(document.styles.element, styles_xml(words.language))
    for look in LOOKS:
        add_style(document, _compact(look) if compact else look)
    section = document.sections[0]
    set_page(section)
    number_pages(section)
    tell_source(section, words)
    set_properties(document, title)
    return document


def keep_only(relationships: dict[str, Any], kinds: set[str]) -> None:
    """Drop every part we do not use (thumbnail, theme, numbering, somebody else's program name)."""
    for name in [name for name, relationship in relationships.items() if relationship.reltype not in kinds]:
        del relationships[name]


def refill(element: Any, xml: str) -> None:
    """Put other children into the root element of a part."""
    element.clear()
    for child in list(parse_xml(xml)):
        element.append(child)


def settings_xml(language: str) -> str:
    """The settings. `doNotExpandShiftReturn`: a line that a value breaks off is not stretched in a justified paragraph."""
    return (
        f"<w:settings {nsdecls('w')}>"
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:doNotExpandShiftReturn/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{_locale(language)}"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def styles_xml(language: str) -> str:
    """The defaults of every paragraph and the four styles Word expects. Section I.4: Times New Roman, Unicode, black."""
    language_tag = _locale(language)
    return (
        f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'<w:sz w:val="{PLAIN.size * 2:.0f}"/><w:szCs w:val="{PLAIN.size * 2:.0f}"/>'
        f'<w:lang w:val="{language_tag}" w:eastAsia="{language_tag}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        f"{_cell_margins(CELL_SIDE)}</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
        "</w:styles>"
    )


CELL_SIDE = 85  # twentieths of a point (1.5 mm) between the text of a table cell and its sides


def _cell_margins(side: int) -> str:
    return "".join(
        f'<w:{edge} w:w="{width}" w:type="dxa"/>' for edge, width in (("top", 0), ("left", side), ("bottom", 0), ("right", side))
    )


def _locale(language: str) -> str:
    return {"vi": "vi-VN", "en": "en-GB"}[language]


def add_style(document: Document, look: Look) -> None:
    """A look as a style that people can change in Word."""
    style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    style.style_id = look.id
    style.base_style = document.styles[PLAIN.name]
    style.quick_style = True
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold or None, look.italic or None
    form = style.paragraph_format
    form.alignment, form.widow_control = _ALIGN[look.align], True
    form.first_line_indent = Mm(look.first_line) if look.first_line else None
    form.left_indent = Mm(look.left) if look.left else None
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.keep_with_next = look.keep_with_next or None
    if look in (RULE, PART_RULE):
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
        draw_below(style.element.get_or_add_pPr())
    if look.outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(look.outline))
        style.element.get_or_add_pPr().append(level)


def _compact(look: Look) -> Look:
    """The look in the smaller of its two sizes, and closer to its neighbours; the size of tables is free."""
    size = look.size - 1 if look in SMALL_LOOKS else min(look.size, 13)
    return look._replace(size=size, before=min(look.before, BETWEEN), after=min(look.after, BETWEEN))


def draw_below(properties: Any) -> None:
    """A solid line below a paragraph."""
    border = parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>')
    properties.insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"
    )


def set_page(section: Section, *, landscape: bool = False) -> None:
    """Section I.1 and I.3: paper and margins; pages that lie on their side (I.2) keep the margins as one reads them."""
    width, height = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(HEADER_FROM_EDGE)
    section.gutter = Mm(0)


def number_pages(section: Section) -> None:
    """Section I.7: the number of the page, size 13-14, centred in the top margin, not shown on the first page."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.style = PAGE_NUMBER.name
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>2</w:t></w:r>"))
    xml_of(paragraph).append(field)


def tell_source(section: Section, words: Words) -> None:
    """At the foot of the first page, small: from what the document was made. Nothing in the decree stands in that place."""
    write(section.first_page_footer.paragraphs[0], Line(SOURCE, words("source")))


def set_properties(document: Document, title: str) -> None:
    """Properties that say nothing of whom and when."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.last_modified_by = title, "", "", ""
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)


# --- the head


def add_letterhead(document: Document, outline: Outline, words: Words) -> None:
    """Section II.1 to II.5: agencies and number on the left, national title, motto, place and day on the right."""
    table = add_table(document, LETTERHEAD, 2, bordered=False)
    upper, lower = table.rows[0].cells, table.rows[1].cells
    agency, nation = upper[0].merge(upper[1]), upper[2]
    number, place = lower[0], lower[1].merge(lower[2])
    add_to_cell(
        agency,
        Tag("if head.superior"), Line(SUPERIOR, "{{ head.superior|upper }}"), Tag("endif"),
        Line(AGENCY, words("agency")), Line(PART_RULE, ""),
    )  # fmt: skip
    add_to_cell(nation, Line(NATION, words("nation")), Line(MOTTO, words("motto")), Line(RULE, ""))
    about = [Line(ABOUT, outline.about)] if outline.about else []
    sign = words("number", symbol=outline.symbol) if outline.symbol else words("number-letter")
    add_to_cell(number, Line(NUMBER, sign), *about)
    add_to_cell(place, Line(PLACE, words("place")))


def add_title(document: Document, outline: Outline) -> None:
    """Section II.5.b: kind of document and subject, and under them a solid line of a third to half the length of the subject."""
    add_pieces(document, (Line(TITLE, outline.title), Line(SUBJECT, outline.subject), Line(PART_RULE, "")))


def add_addressees(document: Document, words: Words) -> None:
    """Section II.9.a: one addressee on the line of "Kính gửi:", several each on a line of its own, under the colon."""
    add_pieces(document, addressees(words))


def addressees(words: Words) -> tuple[Piece, ...]:
    """To whom the document goes; a line to fill where nobody is named."""
    return (
        Tag("if to|length < 2"),
        Line(TO, words("to-one")),
        Tag("else"),
        Line(TO_HEAD, words("to")),
        Tag("for name in to"),
        Tag("if loop.last"),
        Line(TO_LAST, "{{ name }}."),
        Tag("else"),
        Line(TO_LIST, "{{ name }};"),
        Tag("endif"),
        Tag("endfor"),
        Tag("endif"),
    )


# --- the body


def add_pieces(document: Document, pieces: Iterable[Piece]) -> None:
    """The pieces at the end of the document, in order."""
    for piece in pieces:
        if isinstance(piece, Grid):
            add_grid(document, piece)
        else:
            write(document.add_paragraph(), piece)


def write(paragraph: Paragraph, piece: Line | Tag) -> None:
    """The text in as few runs as can be, so that no tag is split over two."""
    if isinstance(piece, Tag):
        paragraph.add_run("{%p " + piece.text + " %}")
        return
    paragraph.style = piece.look.name
    text = f"- {piece.text}" if piece.look in DASHED else piece.text
    for position, part in enumerate(text.split("**")):
        if part:
            paragraph.add_run(part).bold = True if position % 2 else None


def add_to_cell(cell: _Cell, *pieces: Line | Tag) -> None:
    """The pieces, one paragraph each, into an empty cell."""
    for position, piece in enumerate(pieces):
        write(cell.add_paragraph() if position else cell.paragraphs[0], piece)


def add_grid(document: Document, grid: Grid) -> None:
    """A table whose heading is repeated on every page and whose rows stay whole (offices ask for both, the decree does not)."""
    tags = [f"for {grid.loop}"] if grid.loop else []
    rows: list[str | tuple[Line, ...]] = [*tags]
    if grid.band:
        rows += [f"if {grid.band[0]}", (grid.band[1],), "else"]
    rows += [*grid.rows, *(["endif"] if grid.band else []), *(["endfor"] if grid.loop else [])]
    table = add_table(document, grid.widths, len(grid.heads) + len(rows), bordered=True)
    for row, heads in zip(table.rows, grid.heads, strict=False):
        add_flag(row, "w:tblHeader")
        fill_heads(row, heads, SMALL_HEAD if grid.rows[0][0].look in SMALL_LOOKS else CELL_HEAD)
    for row, content in zip(table.rows[len(grid.heads) :], rows, strict=True):
        if isinstance(content, str):
            row.cells[0].paragraphs[0].add_run("{%tr " + content + " %}")
            continue
        cells = row.cells if len(content) > 1 else [row.cells[0].merge(row.cells[-1])]
        for cell, line in zip(cells, content, strict=True):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            add_to_cell(cell, line)


def fill_heads(row: _Row, heads: tuple[tuple[str, int], ...], look: Look) -> None:
    """One heading row; a heading over several columns takes their cells together."""
    cells, column = row.cells, 0
    for text, columns in heads:
        if not text:  # the heading above goes on
            go_on(cells[column])
            column += columns
            continue
        cell = cells[column].merge(cells[column + columns - 1])
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        add_to_cell(cell, Line(look, text))
        column += columns


def go_on(cell: _Cell) -> None:
    """Let the cell above reach down over this one."""
    above = cell._tc.getparent().getprevious().tc_lst[0]  # noqa: SLF001 - python-docx has no other way in
    above.get_or_add_tcPr().get_or_add_vMerge().val = "restart"
    cell._tc.get_or_add_tcPr().get_or_add_vMerge().val = "continue"  # noqa: SLF001 - likewise


def add_table(document: Document, widths: tuple[int, ...], rows: int, *, bordered: bool) -> Table:
    """A table as wide as the text. Word goes by the width of each cell, other programs by that of the columns: both are set."""
    table: Table = document.add_table(rows, len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no other way in
    kind, size = ("single", 4) if bordered else ("nil", 0)
    edges = "".join(
        f'<w:{edge} w:val="{kind}" w:sz="{size}" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>"))
    margins = _cell_margins(CELL_SIDE if bordered else 0)
    layout.addnext(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row in table.rows:
        add_flag(row, "w:cantSplit")
    return table


def add_flag(row: _Row, name: str) -> None:
    """Switch on a property of a row."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no other way in


# --- the end


def add_signature(document: Document, words: Words, lines: int = SIGNATURE_LINES) -> None:
    """Section II.7 and II.9.b: recipients on the left, level with the signer's authority; the signer on the right."""
    table = add_table(document, SIGNATURE, 1, bordered=False)
    left, right = table.rows[0].cells
    add_to_cell(
        left,
        Line(RECIPIENTS, words("recipients")),
        Tag("if to"), Line(RECIPIENT, words("as-above")), Tag("endif"),
        Tag("for name in recipients"), Line(RECIPIENT, "- {{ name }};"), Tag("else"), Line(RECIPIENT, words("more-recipients")),
        Tag("endfor"),
        Line(RECIPIENT, words("on-file")),
    )  # fmt: skip
    add_to_cell(
        right,
        Tag("for line in signer.authority"), Line(AUTHORITY, "{{ line|upper }}"), Tag("endfor"),
        Line(AUTHORITY, words("signer-title")),
        *[Line(SIGNER, "")] * lines,
        Line(SIGNER, words("signer-name")),
    )  # fmt: skip


def begin_appendix(document: Document, appendix: Appendix, *, first: bool) -> None:
    """Section III.1.đ: an appendix has its own page numbers, from 1. It begins a new page."""
    if first:
        section = document.sections[0]
    else:
        section = document.add_section(WD_SECTION.NEW_PAGE)
        make_tiny(document.paragraphs[-1])
    set_page(section, landscape=appendix.landscape)
    properties = section._sectPr  # noqa: SLF001 - python-docx has no other way in
    for numbers in properties.findall(qn("w:pgNumType")):
        properties.remove(numbers)
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    properties.find(qn("w:cols")).addprevious(numbers)


def appendix_pieces(appendix: Appendix, words: Words, sign: str, symbol: str) -> tuple[Piece, ...]:
    """Section III.1: "Phụ lục" and its Roman number, its title in capitals, and what document it comes with."""
    attached = words("attached", symbol=symbol) if symbol else words("attached-letter")
    head = (Line(APPENDIX, f"{words('appendix')} {sign}".strip()), Line(APPENDIX_TITLE, appendix.title), Line(ATTACHED, attached))
    return (*head, Line(PART_RULE, ""), *appendix.pieces)


def make_tiny(paragraph: Paragraph) -> None:
    """The empty paragraph after a last table must not need a page of its own."""
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


def xml_of(paragraph: Paragraph) -> Any:
    """The element of a paragraph."""
    return paragraph.paragraph_format.element


def frozen(document: Document) -> bytes:
    """The document as a zip archive without the hour it was made, stored unpacked: the same bytes from every zlib."""
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name)  # dated 1980-01-01, the earliest a zip archive can hold
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            target.writestr(entry, source.read(name))
    return out.getvalue()
