"""Decree 30/2020/NĐ-CP, annex I, part I, as questions to a Word document: each rule by its number, with the faults it finds.

The checker reads the XML of the finished document through python-docx and knows nothing of how the document was made: what a
component is follows from its place and its words, how it looks from styles and direct settings put together.
"""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from kehoach_cli.render.metrics import Face, lines, width

CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_MM = 36000
WORDS = {
    "vi": {
        "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập - Tự do - Hạnh phúc",
        "number": "Số: ",
        "about": "V/v ",
        "day": r", ngày (0[1-9]|[12]\d|3[01]|…) tháng (0[12]|[3-9]|1[0-2]|…) năm (\d{4}|……)",
        "basis": "Căn cứ ",
        "end": "./.",
        "to": "Kính gửi:",
        "recipients": "Nơi nhận:",
        "as-above": "- Như trên;",
        "on-file": r"- Lưu: VT, .+\.",
        "appendix": "Phụ lục",
        "attached": "(Kèm theo ",
    },
    "en": {
        "nation": "SOCIALIST REPUBLIC OF VIET NAM",
        "motto": "Independence - Freedom - Happiness",
        "number": "No.: ",
        "about": "Re: ",
        "day": r", (\d{4}-\d\d-\d\d|……/……/…………)",
        "basis": "Pursuant to ",
        "end": ".",
        "to": "To:",
        "recipients": "Recipients:",
        "as-above": "- As above;",
        "on-file": r"- On file: .+\.",
        "appendix": "Annex",
        "attached": "(Attached to ",
    },
}


class Look(NamedTuple):
    """A paragraph as it is shown."""

    size: float
    bold: bool
    italic: bool
    align: Any
    first_line: float
    before: float
    after: float
    spacing: float


class Paper:
    """A document, its components found by place and words."""

    def __init__(self, content: bytes, language: str) -> None:
        self.document = docx.Document(io.BytesIO(content))
        self.words = WORDS[language]
        tables = self.document.tables
        self.has_letterhead = bool(tables) and self.words["nation"] in tables[0].rows[0].cells[-1].text
        body = self.document.element.body
        self.blocks = [
            Paragraph(child, self.document) if child.tag == qn("w:p") else Table(child, self.document)
            for child in body
            if child.tag in (qn("w:p"), qn("w:tbl"))
        ]
        self.paragraphs = [block for block in self.blocks if isinstance(block, Paragraph)]

    def look(self, paragraph: Paragraph) -> Look:
        """Styles and direct settings put together; of the runs, the first with a text."""
        run = next((run for run in paragraph.runs if run.text.strip()), None)
        chain: list[Any] = []
        style: Any = paragraph.style
        while style is not None:
            chain.append(style)
            style = style.base_style
        faces = [*([run.font] if run is not None else []), *(style.font for style in chain)]
        forms = [paragraph.paragraph_format, *(style.paragraph_format for style in chain)]

        def of(places: list[Any], name: str) -> Any:
            return next((value for place in places if (value := getattr(place, name)) is not None), None)

        size, spacing = of(faces, "size"), of(forms, "line_spacing")
        return Look(
            size=size.pt if size is not None else self._default_size(),
            bold=bool(of(faces, "bold")),
            italic=bool(of(faces, "italic")),
            align=of(forms, "alignment"),
            first_line=(of(forms, "first_line_indent") or 0) / _MM,
            before=(of(forms, "space_before") or 0) / 12700,
            after=(of(forms, "space_after") or 0) / 12700,
            spacing=spacing if isinstance(spacing, float) else 1.0,
        )

    def _default_size(self) -> float:
        size = self.document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:sz')}")
        return int(size.get(qn("w:val"))) / 2

    # --- where the components stand

    def head_cells(self) -> dict[str, list[Paragraph]]:
        """The four places of the letterhead: agencies, nation, number, place."""
        rows = self.document.tables[0].rows
        (agencies, nation), (number, place) = ((row.cells[0], row.cells[-1]) for row in rows)
        return {
            "agencies": agencies.paragraphs,
            "nation": nation.paragraphs,
            "number": number.paragraphs,
            "place": place.paragraphs,
        }

    def signature(self) -> Table | None:
        """The table in which the recipients stand."""
        for block in self.blocks:
            if isinstance(block, Table) and block.rows[0].cells[0].paragraphs[0].text == self.words["recipients"]:
                return block
        return None

    def after_head(self) -> list[Paragraph]:
        """The paragraphs of the main document behind the letterhead, up to the signature."""
        found = []
        for block in self.blocks[1:]:
            if isinstance(block, Table) and block._tbl is (self.signature()._tbl if self.signature() else None):
                break
            if isinstance(block, Paragraph):
                found.append(block)
        return found

    def appendices(self) -> list[list[Paragraph]]:
        """The paragraphs of each appendix."""
        found: list[list[Paragraph]] = []
        for paragraph in self.paragraphs:
            if re.fullmatch(self.words["appendix"] + "( [IVXL]+)?", paragraph.text):
                found.append([])
            if found:
                found[-1].append(paragraph)
        return found

    def data_tables(self) -> list[Table]:
        """The tables with borders: not letterhead and signature."""
        hidden = [self.document.tables[0]._tbl] if self.has_letterhead else []
        if (signature := self.signature()) is not None:
            hidden.append(signature._tbl)
        return [table for table in self.document.tables if table._tbl not in hidden]


def drawn_line(paragraph: Paragraph, room: float) -> float | None:
    """The length in mm of a line drawn as the border of an empty paragraph; None for another paragraph."""
    style: Any = paragraph.style
    borders = [p.find(qn("w:pBdr")) for p in (paragraph._p.pPr, style.element.pPr) if p is not None]
    border = next((found for found in borders if found is not None), None)
    if paragraph.text or border is None or border.find(qn("w:bottom")).get(qn("w:val")) != "single":
        return None
    form = paragraph.paragraph_format
    return room - ((form.left_indent or 0) + (form.right_indent or 0)) / _MM


def expect(what: str, found: object, wanted: object) -> Iterator[str]:
    if found != wanted:
        yield f"{what}: {found!r}, not {wanted!r}"


def within(what: str, value: float, low: float, high: float) -> Iterator[str]:
    if not low - 0.06 <= value <= high + 0.06:
        yield f"{what}: {value:.2f}, not {low} to {high}"


def styled(
    paper: Paper, paragraph: Paragraph, what: str, sizes: tuple[float, float], kind: str, align: Any = None
) -> Iterator[str]:
    """Size and style of a component: kind is "bold", "italic", "bold italic" or "upright"."""
    look = paper.look(paragraph)
    yield from within(f"{what}, size", look.size, *sizes)
    yield from expect(f"{what}, bold", look.bold, "bold" in kind)
    yield from expect(f"{what}, italic", look.italic, "italic" in kind)
    if align is not None:
        yield from expect(f"{what}, alignment", look.align, align)


# --- the rules


def rule_i_1_paper(paper: Paper) -> Iterator[str]:
    for section in paper.document.sections:
        yield from expect("A4", sorted(round(side / _MM) for side in (section.page_width, section.page_height)), [210, 297])


def rule_i_2_upright(paper: Paper) -> Iterator[str]:
    if paper.has_letterhead:
        first = paper.document.sections[0]
        yield from expect("the main document stands upright", first.page_width < first.page_height, True)


def rule_i_3_margins(paper: Paper) -> Iterator[str]:
    for section in paper.document.sections:
        for name, low, high in (("top", 20, 25), ("bottom", 20, 25), ("left", 30, 35), ("right", 15, 20)):
            yield from within(name, getattr(section, f"{name}_margin") / _MM, low, high)


def rule_i_4_font(paper: Paper) -> Iterator[str]:
    fonts = {
        value
        for element in (paper.document.styles.element, paper.document.element)
        for fonts in element.iter(qn("w:rFonts"))
        for value in fonts.values()
    }
    yield from expect("fonts", fonts, {"Times New Roman"})
    colours = {
        c.get(qn("w:val"))
        for c in [*paper.document.styles.element.iter(qn("w:color")), *paper.document.element.iter(qn("w:color"))]
    }
    yield from expect("colours", colours - {"auto", "000000"}, set())


def rule_i_7_page_number(paper: Paper) -> Iterator[str]:
    for section in paper.document.sections:
        yield from expect("hidden on the first page", section.different_first_page_header_footer, True)
        yield from expect("nothing above the first page", "".join(p.text for p in section.first_page_header.paragraphs), "")
        (paragraph,) = section.header.paragraphs
        field = paragraph._p.find(qn("w:fldSimple"))
        yield from expect("page field", field is not None and field.get(qn("w:instr")), "PAGE")
        yield from styled(paper, paragraph, "page number", (13, 14), "upright", CENTRE)
        yield from expect("in the top margin", section.header_distance < section.top_margin, True)
        numbers = section._sectPr.find(qn("w:pgNumType"))
        yield from expect("Arabic figures", numbers is None or numbers.get(qn("w:fmt")) in (None, "decimal"), True)


def rule_ii_1_nation_and_motto(paper: Paper) -> Iterator[str]:
    nation, motto, line = paper.head_cells()["nation"]
    yield from expect("Quốc hiệu", nation.text, paper.words["nation"])
    yield from styled(paper, nation, "Quốc hiệu", (12, 13), "bold", CENTRE)
    yield from expect("Tiêu ngữ", motto.text, paper.words["motto"])
    yield from styled(paper, motto, "Tiêu ngữ", (13, 14), "bold", CENTRE)
    for one in (nation, motto):
        look = paper.look(one)
        yield from expect("single spacing", (look.before, look.after, look.spacing), (0, 0, 1.0))
    room = paper.document.tables[0].rows[0].cells[-1].width / _MM
    length = drawn_line(line, room)
    yield from within("line as long as the motto", length or 0, *[width(motto.text, Face(paper.look(motto).size, bold=True))] * 2)


def rule_ii_2_agencies(paper: Paper) -> Iterator[str]:
    *names, line = paper.head_cells()["agencies"]
    for name in names[:-1]:
        yield from expect("superior in capitals", name.text, name.text.upper())
        yield from styled(paper, name, "superior agency", (12, 13), "upright", CENTRE)
    yield from expect("one superior at most", len(names) <= 2, True)
    issuing = names[-1]
    yield from expect("agency in capitals", issuing.text, issuing.text.upper())
    yield from styled(paper, issuing, "issuing agency", (12, 13), "bold", CENTRE)
    room = paper.document.tables[0].rows[0].cells[0].width / _MM
    longest = max(lines(issuing.text, room, Face(paper.look(issuing).size, bold=True)))
    yield from within("line of a third to a half", drawn_line(line, room) or 0, longest / 3, longest / 2)


def rule_ii_3_number(paper: Paper) -> Iterator[str]:
    number = paper.head_cells()["number"][0]
    pattern = re.escape(paper.words["number"]) + r"(0[1-9]|[1-9]\d+|……)/([A-ZĐĂÂÊÔƠƯ]{2,}|……)(-[A-ZĐĂÂÊÔƠƯa-z]+|-……)"
    yield from expect("number and symbol", bool(re.fullmatch(pattern, number.text)), True)
    yield from styled(paper, number, "number", (13, 13), "upright", CENTRE)


def rule_ii_4_place_and_day(paper: Paper) -> Iterator[str]:
    (place,) = paper.head_cells()["place"]
    yield from expect("place and day", bool(re.search(paper.words["day"] + "$", place.text)), True)
    yield from expect("a capital first", place.text[0] == "…" or place.text[0].isupper(), True)
    yield from styled(paper, place, "place and day", (13, 14), "italic", CENTRE)
    yield from expect("on the line of the number", len(paper.document.tables[0].rows), 2)


def rule_ii_5_title_and_subject(paper: Paper) -> Iterator[str]:
    title, subject, line = paper.after_head()[:3]
    yield from expect("kind in capitals", title.text, title.text.upper())
    yield from styled(paper, title, "kind", (13, 14), "bold", CENTRE)
    yield from styled(paper, subject, "subject", (13, 14), "bold", CENTRE)
    yield from expect("no full stop behind the subject", subject.text.endswith("."), False)
    longest = max(lines(subject.text, 165, Face(paper.look(subject).size, bold=True)))
    yield from within("line of a third to a half", drawn_line(line, 165) or 0, longest / 3, longest / 2)


def rule_ii_6_a_basis(paper: Paper) -> Iterator[str]:
    found = [p for p in paper.after_head() if p.text.startswith(paper.words["basis"])]
    for paragraph in found:
        yield from styled(paper, paragraph, "basis", (13, 14), "italic")
        yield from expect("end of a basis", paragraph.text[-1], "." if paragraph is found[-1] else ";")


_HEADING = {"section": r"[IVXL]+\. ", "clause": r"\d+\. ", "point": r"(\w{1,2})\) "}
_ALPHABET = "abcdđeghiklmnopqrstuvxy"


def rule_ii_6_dd_headings(paper: Paper) -> Iterator[str]:
    points: list[str] = []
    for paragraph in paper.after_head():
        look = paper.look(paragraph)
        if re.match(_HEADING["section"], paragraph.text) and look.bold and paragraph.text.isupper():
            yield from styled(paper, paragraph, "section", (13, 14), "bold")
        elif re.match(_HEADING["clause"], paragraph.text):
            yield from expect("clause: bold because it has a title of its own", look.bold, True)
            points = []
        elif point := re.match(_HEADING["point"], paragraph.text):
            yield from styled(paper, paragraph, "point", (13, 14), "upright")
            points.append(point[1])
            yield from expect("points by the Vietnamese alphabet", points[-1], _ALPHABET[len(points) - 1])


def body_paragraphs(paper: Paper) -> Iterator[Paragraph]:
    """The paragraphs of the text proper: behind subject and addressees."""
    seen = False
    for paragraph in paper.after_head():
        seen = seen or paper.look(paragraph).align == JUSTIFIED
        if seen and paragraph.text.strip():
            yield paragraph


def rule_ii_6_e_text(paper: Paper) -> Iterator[str]:
    for paragraph in body_paragraphs(paper):
        look, what = paper.look(paragraph), paragraph.text[:20]
        yield from expect(f"{what}: justified", look.align, JUSTIFIED)
        yield from within(f"{what}: size", look.size, 13, 14)
        yield from expect(f"{what}: first line", round(look.first_line, 1) in (10.0, 12.7), True)
        yield from within(f"{what}: space between paragraphs", max(look.before, look.after), 6, 12)
        yield from within(f"{what}: line spacing", look.spacing, 1, 1.5)
    last = [paragraph.text for paragraph in body_paragraphs(paper)][-1]
    yield from expect("the text ends with ./.", last.endswith(paper.words["end"]), True)


def rule_ii_7_signer(paper: Paper) -> Iterator[str]:
    table = paper.signature()
    if table is None:
        yield "no signature"
        return
    *authority, name = [p for p in table.rows[0].cells[1].paragraphs if p.text]
    for line in authority:
        yield from expect("authority in capitals", line.text, line.text.upper())
        yield from styled(paper, line, "authority and title", (13, 14), "bold", CENTRE)
    for line in authority[:-1]:
        yield from expect("authority abbreviated", bool(re.match(r"(TM|KT|TL|TUQ)\. \S", line.text)), True)
    yield from styled(paper, name, "name of the signer", (13, 14), "bold", CENTRE)
    yield from expect("room for a signature", sum(not p.text for p in table.rows[0].cells[1].paragraphs) >= 3, True)
    yield from expect("signature stays whole", table.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None, True)


def rule_ii_9_a_addressees(paper: Paper) -> Iterator[str]:
    found = [p for p in paper.after_head() if p.text.startswith(paper.words["to"])]
    yield from expect("Kính gửi once", len(found), 1)
    yield from styled(paper, found[0], "Kính gửi", (13, 14), "upright")
    if found[0].text == paper.words["to"]:  # several: each on a line of its own, the dashes under the colon
        rest = paper.after_head()
        index = next(i for i, p in enumerate(rest) if p._p is found[0]._p) + 1
        names = []
        while rest[index].text.startswith("- "):
            names.append(rest[index])
            index += 1
        yield from expect("two or more", len(names) >= 2, True)
        yield from expect("ends", "".join(name.text[-1] for name in names), ";" * (len(names) - 1) + ".")
        colon = indent(found[0]) + width(paper.words["to"][:-1], Face(paper.look(found[0]).size))
        for name in names:
            yield from styled(paper, name, "addressee", (13, 14), "upright")
            if paper.words["to"] == "Kính gửi:":
                yield from within("dash under the colon", indent(name), colon - 2, colon + 3)


def indent(paragraph: Paragraph) -> float:
    style: Any = paragraph.style
    return ((paragraph.paragraph_format.left_indent or style.paragraph_format.left_indent) or 0) / _MM


def rule_ii_9_b_recipients(paper: Paper) -> Iterator[str]:
    table = paper.signature()
    if table is None:
        yield "no recipients"
        return
    head, *names = table.rows[0].cells[0].paragraphs
    yield from styled(paper, head, "Nơi nhận", (12, 12), "bold italic")
    yield from expect("at the left edge", (indent(head), paper.look(head).align), (0, WD_ALIGN_PARAGRAPH.LEFT))
    for name in names:
        yield from styled(paper, name, "recipient", (11, 11), "upright")
        yield from expect("a dash at the left edge", (name.text[:2], indent(name)), ("- ", 0))
        yield from expect("end of a recipient", name.text[-1], "." if name is names[-1] else ";")
    to = next(p for p in paper.after_head() if p.text.startswith(paper.words["to"]))
    if not to.text.endswith("…"):
        yield from expect("as above, first", names[0].text, paper.words["as-above"])
    yield from expect("copies kept, last", bool(re.fullmatch(paper.words["on-file"], names[-1].text)), True)


def rule_iii_1_appendices(paper: Paper) -> Iterator[str]:
    found = paper.appendices()
    sections = list(paper.document.sections)[1 if paper.has_letterhead else 0 :]
    yield from expect("a section for each appendix", len(sections), len(found))
    for number, (appendix, section) in enumerate(zip(found, sections, strict=False), 1):
        head, title, attached, line = appendix[:4]
        sign = f" {('I', 'II', 'III', 'IV')[number - 1]}" if len(found) > 1 else ""
        yield from expect("number of the appendix", head.text, paper.words["appendix"] + sign)
        yield from styled(paper, head, "appendix", (14, 14), "bold", CENTRE)
        yield from styled(paper, title, "title of the appendix", (13, 14), "bold", CENTRE)
        yield from expect("attached to", attached.text.startswith(paper.words["attached"]) and attached.text.endswith(")"), True)
        yield from styled(paper, attached, "attached to", (13, 14), "italic", CENTRE)
        room = (section.page_width - section.left_margin - section.right_margin) / _MM
        yield from expect("a line below", drawn_line(line, room) is not None, True)
        start = section._sectPr.find(qn("w:pgNumType"))
        yield from expect("pages numbered on their own", start is not None and start.get(qn("w:start")), "1")
        yield from expect("on a page of its own", section.start_type.name, "NEW_PAGE")
        if paper.has_letterhead:
            text = "".join(p.text for p in paper.after_head())
            pointed = re.search(paper.words["appendix"] + sign + r"\b", text) is not None
            yield from expect("the text points to it", pointed, True)


def rule_tables(paper: Paper) -> Iterator[str]:
    """Not in the decree, asked by offices: a table repeats its heading and does not split its rows; it is as wide as the text."""
    for table in paper.data_tables():
        rows = table._tbl.tr_lst
        repeated = [row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None for row in rows]
        yield from expect("heading repeated", repeated[0] and repeated == sorted(repeated, reverse=True), True)
        whole = all(row.trPr is not None and row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        yield from expect("rows stay whole", whole, True)
        total = sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid) / 56.6929
        yield from expect("as wide as the text", round(total) in (165, 252), True)


Rule = Callable[[Paper], Iterator[str]]
ALWAYS: dict[str, Rule] = {
    "I.1": rule_i_1_paper,
    "I.2": rule_i_2_upright,
    "I.3": rule_i_3_margins,
    "I.4": rule_i_4_font,
    "I.7": rule_i_7_page_number,
    "III.1": rule_iii_1_appendices,
    "tables": rule_tables,
}
WITH_LETTERHEAD: dict[str, Rule] = {
    "II.1": rule_ii_1_nation_and_motto,
    "II.2": rule_ii_2_agencies,
    "II.3": rule_ii_3_number,
    "II.4": rule_ii_4_place_and_day,
    "II.6.đ": rule_ii_6_dd_headings,
    "II.6.e": rule_ii_6_e_text,
    "II.7": rule_ii_7_signer,
    "II.9.a": rule_ii_9_a_addressees,
    "II.9.b": rule_ii_9_b_recipients,
}
WITH_TITLE: dict[str, Rule] = {"II.5": rule_ii_5_title_and_subject, "II.6.a": rule_ii_6_a_basis}


def rule_ii_5_b_letter(paper: Paper) -> Iterator[str]:
    """A letter has its subject under the number, 6 points away."""
    _, about = paper.head_cells()["number"]
    yield from styled(paper, about, "subject of a letter", (12, 13), "upright", CENTRE)
    yield from within("6 points away", paper.look(about).before, 6, 6)
    yield from expect("V/v", about.text.startswith(paper.words["about"]), True)
