"""The same outlines as Markdown templates: the words are those of the Word templates, the layout is Markdown's own."""

from papers import layout as look
from papers.pieces import Grid, Line, Outline, Piece, Tag
from papers.wording import Words


def build(outline: Outline, words: Words) -> str:
    """The Markdown template of a document."""
    pieces: list[Piece] = []
    if outline.letterhead:
        pieces += [Line(look.TITLE, outline.title), Line(look.SUBJECT, outline.subject)] if outline.title else []
        pieces += [*look.addressees(words), *outline.body]
    for number, appendix in enumerate(outline.appendices, 1):
        pieces += look.appendix_pieces(appendix, words, look.sign_of(outline, number), outline.symbol)
    pieces.append(Line(look.SOURCE, words("source")))
    return "\n".join([words("markdown-note"), *(written(piece) for piece in pieces)])


def written(piece: Piece) -> str:
    """One piece, with an empty line behind it where it is shown."""
    if isinstance(piece, Tag):
        return "{% " + piece.text + " %}"
    if isinstance(piece, Grid):
        return grid(piece)
    if not piece.text:
        return ""
    line = piece.look.markdown.format(piece.text)
    return line + ("\n\n" if line.endswith("%}") else "\n")  # Jinja takes away the line end behind a block


def grid(of: Grid) -> str:
    """A table. Headings over several columns go before those below them; a band is a row with one cell filled."""
    columns = len(of.widths)
    heads = " | ".join(flat_heads(of))
    signs = " | ".join(":-:" if line.look.align == "centre" else "---" for line in of.rows[0])
    rows = [f"| {' | '.join(line.text for line in row)} |" for row in of.rows]
    if of.band:
        test, line = of.band
        rows = ["{% if " + test + " %}", f"| | **{line.text}** |" + " |" * (columns - 2), "{% else %}", *rows, "{% endif %}"]
    if of.loop:
        rows = ["{% for " + of.loop + " %}", *rows, "{% endfor %}"]
    return "\n".join([f"| {heads} |", f"| {signs} |", *rows, ""])


def flat_heads(of: Grid) -> list[str]:
    """The heading of each column in one line."""
    levels = [[text for text, count in level for _ in range(count)] for level in of.heads]
    return [flat(texts) for texts in zip(*levels, strict=True)]


def flat(texts: tuple[str, ...]) -> str:
    """ "Đã hoàn thành, đúng hạn"."""
    upper, *lower = [text for text in texts if text] or [""]
    return ", ".join([upper, *(text[0].lower() + text[1:] for text in lower)])
