"""What stands in each kind of document: its outline, from the words of a language. The layout is elsewhere."""

from collections.abc import Callable

from papers import layout as look
from papers.pieces import Appendix, Grid, Line, Look, Outline, Piece, Tag
from papers.wording import Words

REPORT = "BC"  # the abbreviation of a report in document numbers; annex III
_MATRIX_WIDTHS = (10, 76, 28, 28, 24, 24, 38, 24)  # a date of size 12 takes 20 mm


def annual(words: Words) -> Outline:
    """The report of one period."""
    return Outline(
        title=words("title"),
        subject=words("subject"),
        symbol=REPORT,
        body=(
            *basis(words),
            Line(look.OPENING, words("opening")),
            Line(look.PART, words("I")),
            *issued(words),
            Line(look.PART, words("II")),
            Line(look.CLAUSE, words("II.1")),
            Line(look.POINT_BEFORE_TABLE, words("cells")),
            *four_cells(words),
            Line(look.POINT, words("beside")),
            Line(look.POINT, words("filing")),
            Line(look.CLAUSE, words("II.2")),
            *results(words),
            Line(look.CLAUSE, words("II.3")),
            *said("statements", words("statement"), words("no-statement"), words),
            Line(look.PART, words("III")),
            Line(look.CLAUSE, words("III.1")),
            *said("difficulties if entry.difficulties", words("difficulty"), words("no-difficulty"), words),
            Line(look.CLAUSE, words("III.2")),
            *said("difficulties if entry.causes", words("cause"), words("no-cause"), words),
            Line(look.PART, words("IV")),
            *said("next_steps", words("next"), words("no-next"), words),
            Line(look.PART, words("V")),
            *said("proposals", words("proposal"), words("no-proposal"), words),
            Line(look.CLOSING, words("closing")),
        ),
        appendices=(
            Appendix(words("filings-title"), filings(words)),
            Appendix(words("matrix-title"), matrix_table(words), landscape=True),
        ),
    )


def summary(words: Words) -> Outline:
    """The closing report over several periods."""
    return Outline(
        title=words("title"),
        subject=words("subject"),
        symbol=REPORT,
        body=(
            *basis(words),
            Line(look.OPENING, words("opening")),
            Line(look.PART, words("I")),
            *issued(words),
            Line(look.PART, words("II")),
            Line(look.CLAUSE, words("II.1")),
            Line(look.POINT_BEFORE_TABLE, words("cells")),
            *four_cells(words),
            Line(look.POINT, words("beside")),
            Line(look.POINT_BEFORE_TABLE, words("periods")),
            period_table(words),
            Line(look.AFTER_TABLE, words("filing")),
            Line(look.POINT, words("figures-appended")),
            Line(look.CLAUSE, words("II.2")),
            *results(words),
            Line(look.CLAUSE, words("II.3")),
            *said("statements", words("statement"), words("no-statement"), words),
            Line(look.PART, words("III")),
            Line(look.CLAUSE, words("III.1")),
            *said("difficulties if entry.difficulties", words("difficulty"), words("no-difficulty"), words),
            Line(look.CLAUSE, words("III.2")),
            *said("difficulties if entry.causes", words("cause"), words("no-cause"), words),
            Line(look.CLAUSE, words("III.3")),
            Line(look.BODY, words("to-fill")),
            Line(look.PART, words("IV")),
            *said("next_steps", words("next"), words("no-next"), words),
            Line(look.PART, words("V")),
            *said("proposals", words("proposal"), words("no-proposal"), words),
            Line(look.CLOSING, words("closing")),
        ),
        appendices=(
            Appendix(words("filers-title"), filers(words)),
            Appendix(words("figures-title"), figures(words)),
            Appendix(words("matrix-title"), matrix_table(words), landscape=True),
        ),
    )


def agency(words: Words) -> Outline:
    """The sheet of one agency."""
    return Outline(
        title=words("title"),
        subject=words("subject"),
        symbol=REPORT,
        body=(
            Line(look.OPENING, words("opening")),
            Tag("if agency.heirs"),
            Line(look.BODY, words("heirs")),
            Tag("endif"),
            Line(look.PART, words("I")),
            Line(look.CLAUSE, words("I.1")),
            Tag("if leads"),
            Line(look.BEFORE_TABLE, words("cells")),
            *four_cells(words),
            table(
                "duty in leads",
                (16, 67, 26, 26, 30),
                words("lead-heads"),
                Line(look.SMALL_CENTRED, "{{ duty.item }}{% if duty.occurrence %} ({{ duty.occurrence }}){% endif %}"),
                Line(look.SMALL, "{{ duty.text }}"),
                Line(look.SMALL_CENTRED, '{{ duty.due or "–" }}'),
                Line(look.SMALL, "{{ duty.state }}{% if duty.reported %} ({{ duty.reported }}){% endif %}"),
                Line(look.SMALL, '{{ duty.standing }}{% if duty.notes %}; {{ duty.notes|join("; ") }}{% endif %}'),
            ),
            Tag("else"),
            Line(look.BODY, words("no-lead")),
            Tag("endif"),
            Line(look.CLAUSE_AFTER_TABLE, words("I.2")),
            Tag("if supports"),
            table(
                "duty in supports",
                (16, 75, 44, 30),
                words("support-heads"),
                Line(look.SMALL_CENTRED, "{{ duty.item }}"),
                Line(look.SMALL, "{{ duty.text }}"),
                Line(look.SMALL, '{{ duty.leads|join("; ") or "–" }}'),
                Line(look.SMALL, "{{ duty.standing }}{% if duty.reported %} ({{ duty.reported }}){% endif %}"),
            ),
            Tag("else"),
            Line(look.BODY, words("no-support")),
            Tag("endif"),
            Line(look.PART, words("II")),
            Tag("for entry in statements"),
            Line(look.BODY, words("statement")),
            Tag("endfor"),
            Tag("for report in reports"),
            Line(look.DASH, words("report")),
            *said_with(words),
            Tag("else"),
            Line(look.BODY, words("no-report")),
            Tag("endfor"),
            Line(look.PART, words("III")),
            Tag("if filings"),
            Line(look.BEFORE_TABLE, words("filing")),
            table(
                "filing in filings",
                (45, 30, 45, 25, 20),
                words("filing-heads"),
                Line(look.CELL, "{{ filing.period }}"),
                Line(look.CELL_CENTRED, "{{ filing.due }}"),
                Line(look.CELL, "{{ filing.status }}"),
                Line(look.CELL_CENTRED, '{{ filing.filed or "–" }}'),
                Line(look.CELL_CENTRED, '{{ filing.days_late or "–" }}'),
            ),
            Tag("else"),
            Line(look.BODY, words("no-filing")),
            Tag("endif"),
            Line(look.PART, words("IV")),
            *said("difficulties", words("difficulty"), words("no-difficulty"), words),
            Line(look.PART, words("V")),
            *said("next_steps", words("next"), words("no-next"), words),
            Tag("for entry in proposals"),
            Line(look.DASH, words("proposal")),
            Tag("endfor"),
            Line(look.CLOSING, words("closing")),
        ),
    )


def item(words: Words) -> Outline:
    """The life of one item."""
    return Outline(
        title=words("title"),
        subject=words("subject"),
        symbol=REPORT,
        body=(
            Line(look.OPENING, words("opening")),
            Line(look.PART, words("I")),
            Tag("if item.headings"),
            Line(look.BODY, words("headings")),
            Tag("endif"),
            Line(look.BODY, words("text")),
            Line(look.BODY, words("duty")),
            Tag("if item.since or item.until or item.basis"),
            Line(look.BODY, words("changed")),
            Tag("endif"),
            Line(look.PART, words("II")),
            Tag("if holders"),
            table(
                "holder in holders",
                (36, 19, 24, 24, 27, 35),
                words("holder-heads"),
                Line(look.SMALL, "{{ holder.agency }}{% if holder.occurrence %} ({{ holder.occurrence }}){% endif %}"),
                Line(look.SMALL, "{{ holder.role }}"),
                Line(look.SMALL_CENTRED, '{{ holder.due or "–" }}'),
                Line(look.SMALL, "{{ holder.state }}"),
                Line(look.SMALL, "{{ holder.standing }}"),
                Line(look.SMALL, '{{ holder.notes|join("; ") or "–" }}'),
            ),
            Tag("else"),
            Line(look.BODY, words("no-holder")),
            Tag("endif"),
            Line(look.PART, words("III")),
            Tag("if moments"),
            table(
                "moment in moments",
                (24, 42, 33, 66),
                words("moment-heads"),
                Line(look.SMALL_CENTRED, "{{ moment.date }}"),
                Line(look.SMALL, "{{ moment.agency }}"),
                Line(look.SMALL, "{{ moment.what }}"),
                Line(look.SMALL, words("moment")),
            ),
            Tag("else"),
            Line(look.BODY, words("no-moment")),
            Tag("endif"),
            Line(look.PART, words("IV")),
            Tag("if figures"),
            table(
                "figure in figures",
                (55, 25, 25, 36, 24),
                words("figure-heads"),
                Line(look.SMALL, "{{ figure.name }}"),
                Line(look.SMALL_CENTRED, "{{ figure.value }}"),
                Line(look.SMALL_CENTRED, '{{ figure.unit or "–" }}'),
                Line(look.SMALL, "{{ figure.agency }}"),
                Line(look.SMALL_CENTRED, "{{ figure.date }}"),
            ),
            Tag("else"),
            Line(look.BODY, words("no-figure")),
            Tag("endif"),
            Line(look.PART, words("V")),
            *said("difficulties", words("difficulty"), words("no-difficulty"), words, blank=False),
            Tag("for entry in proposals"),
            Line(look.DASH, words("proposal")),
            Tag("endfor"),
            Line(look.CLOSING, words("closing")),
        ),
    )


def matrix(words: Words) -> Outline:
    """The table that follows the tasks, as an appendix of its own."""
    return Outline(
        symbol=REPORT,
        letterhead=False,
        appendices=(
            Appendix(words("matrix-title"), (Line(look.APPENDIX_BODY, words("cells")), *matrix_table(words)), landscape=True),
        ),
    )


def leader(words: Words) -> Outline:
    """One page for a leader: the smaller sizes of the decree, and little room for the signature."""
    return Outline(
        title=words("title"),
        subject=words("subject"),
        symbol=REPORT,
        compact=True,
        body=(
            leader_cells(words),
            Line(look.AFTER_TABLE, words("share")),
            Line(look.CLAUSE, words("worst")),
            Tag("if worst"),
            table(
                "one in worst",
                (9, 53, 35, 26, 42),
                words("worst-heads"),
                Line(look.SMALL_CENTRED, "{{ loop.index }}"),
                Line(look.SMALL, "{{ one.what }}"),
                Line(look.SMALL, "{{ one.owner }}"),
                Line(look.SMALL, "{{ one.since }}"),
                Line(look.SMALL, "{{ one.ask }}"),
            ),
            Tag("else"),
            Line(look.BODY, words("no-worst")),
            Tag("endif"),
            Line(look.CLOSING, words("closing")),
        ),
    )


KINDS: dict[str, Callable[[Words], Outline]] = {
    "annual": annual,
    "summary": summary,
    "agency": agency,
    "item": item,
    "matrix": matrix,
    "leader": leader,
}


# --- parts that several kinds share


def basis(words: Words) -> tuple[Piece, ...]:
    """The documents a report is based on, one a line, the plan itself the last."""
    return (
        Tag("for document in plan.basis"),
        Line(look.BASIS, words("basis")),
        Tag("endfor"),
        Line(look.BASIS, words("basis-plan")),
    )


def issued(words: Words) -> tuple[Piece, ...]:
    """The documents that agencies issued."""
    return (
        Tag("if documents"),
        Line(look.BODY, words("documents")),
        Tag("for document in documents"),
        Line(look.DASH, words("document")),
        Tag("endfor"),
        Tag("else"),
        Line(look.BODY, words("no-documents")),
        Line(look.BODY, words("to-fill")),
        Tag("endif"),
    )


def four_cells(words: Words) -> tuple[Piece, ...]:
    """The official matrix of four: done on time and late, not done within term and overdue; and the share done."""
    names = ("done_on_time", "done_late", "in_term", "overdue")
    return (
        Grid(
            widths=(41, 41, 42, 41),
            heads=(
                ((words("done"), 2), (words("not-done"), 2)),
                ((words("done-on-time"), 1), (words("done-late"), 1), (words("in-term"), 1), (words("overdue"), 1)),
            ),
            rows=(tuple(Line(look.CELL_CENTRED, "{{ cells." + name + " }}") for name in names),),
        ),
        Tag("if cells.percent"),
        Line(look.AFTER_TABLE, words("percent")),
        Tag("else"),
        Line(look.AFTER_TABLE, words("no-percent")),
        Tag("endif"),
    )


def results(words: Words) -> tuple[Piece, ...]:
    """Every task of the plan, and under it what each agency has reported."""
    return (
        Tag("for item in items"),
        Line(look.BODY, "**{{ item.id }}.** “{{ item.text }}”"),
        Line(look.DUTY, words("duty")),
        Tag("for report in item.reports"),
        Line(look.DASH, words("report")),
        *said_with(words),
        Tag("else"),
        Line(look.BODY, words("no-report")),
        Tag("endfor"),
        Tag("else"),
        Line(look.BODY, words("no-item")),
        Tag("endfor"),
    )


def said_with(words: Words) -> tuple[Piece, ...]:
    """The figures and documents of one report."""
    return (
        Tag("if report.figures"),
        Line(look.UNDER_DASH, words("figures")),
        Tag("endif"),
        Tag("if report.documents"),
        Line(look.UNDER_DASH, words("evidence")),
        Tag("endif"),
    )


def said(entries: str, text: str, nobody: str, words: Words, *, blank: bool = True) -> tuple[Piece, ...]:
    """A dash for every entry of a list; a sentence, and a line to fill, where there is none."""
    return (
        Tag(f"for entry in {entries}"),
        Line(look.DASH, text),
        Tag("else"),
        Line(look.BODY, nobody),
        *([Line(look.BODY, words("to-fill"))] if blank else []),
        Tag("endfor"),
    )


def table(loop: str, widths: tuple[int, ...], heads: str, *row: Line) -> Grid:
    """A table with one row for each turn of a loop; its headings apart by bars."""
    return Grid(widths, (tuple((head, 1) for head in heads.split(" | ")),), (row,), loop)


def period_table(words: Words) -> Grid:
    """How things stood at the end of each period."""
    return table(
        "one in periods", (40, 35, 35, 30, 25), words("period-heads"),
        Line(look.CELL, "{{ one.words }}"),
        Line(look.CELL, words("period-done")),
        Line(look.CELL, words("period-open")),
        Line(look.CELL_CENTRED, '{{ one.cells.percent or "–" }}'),
        Line(look.CELL_CENTRED, "{{ one.filing_counts.filed }}/{{ one.filing_counts.expected }}"),
    )  # fmt: skip


def filings(words: Words) -> tuple[Piece, ...]:
    """The register of filings of one period."""
    return (
        Tag("if filings"),
        table(
            "filing in filings", (12, 50, 34, 25, 16, 28), words("filing-heads"),
            Line(look.CELL_CENTRED, "{{ loop.index }}"),
            Line(look.CELL, "{{ filing.agency }}"),
            Line(look.CELL, "{{ filing.status }}"),
            Line(look.CELL_CENTRED, '{{ filing.filed or "–" }}'),
            Line(look.CELL_CENTRED, '{{ filing.days_late or "–" }}'),
            Line(look.CELL, '{{ filing.inherited_from or "–" }}'),
        ),
        Tag("else"),
        Line(look.APPENDIX_BODY, words("no-filer")),
        Tag("endif"),
    )  # fmt: skip


def filers(words: Words) -> tuple[Piece, ...]:
    """How each agency filed over the periods."""
    return (
        Tag("if filers"),
        table(
            "filer in filers", (12, 50, 15, 15, 15, 15, 43), words("filer-heads"),
            Line(look.SMALL_CENTRED, "{{ loop.index }}"),
            Line(look.SMALL, "{{ filer.agency }}"),
            Line(look.SMALL_CENTRED, "{{ filer.expected }}"),
            Line(look.SMALL_CENTRED, "{{ filer.on_time }}"),
            Line(look.SMALL_CENTRED, "{{ filer.late }}"),
            Line(look.SMALL_CENTRED, "{{ filer.missing }}"),
            Line(look.SMALL, '{{ filer.faults|join("; ") or "–" }}'),
        ),
        Tag("else"),
        Line(look.APPENDIX_BODY, words("no-filer")),
        Tag("endif"),
    )  # fmt: skip


def figures(words: Words) -> tuple[Piece, ...]:
    """Every reported figure, from period to period."""
    return (
        Tag("if figures"),
        table(
            "figure in figures", (12, 18, 42, 20, 36, 37), words("figure-heads"),
            Line(look.SMALL_CENTRED, "{{ loop.index }}"),
            Line(look.SMALL_CENTRED, "{{ figure.item }}"),
            Line(look.SMALL, "{{ figure.name }}"),
            Line(look.SMALL_CENTRED, '{{ figure.unit or "–" }}'),
            Line(look.SMALL, "{{ figure.agency }}"),
            Line(look.SMALL, words("figure-values")),
        ),
        Tag("else"),
        Line(look.APPENDIX_BODY, words("no-figure")),
        Tag("endif"),
    )  # fmt: skip


def matrix_table(words: Words) -> tuple[Piece, ...]:
    """The table that follows the tasks, with the headings of the plan as bands."""
    heads = tuple((head, 1) for head in words("matrix-heads").split(" | "))
    row: tuple[tuple[Look, str], ...] = (
        (look.SMALL_CENTRED, "{{ row.number }}"),
        (look.SMALL, "**{{ row.id }}.** {{ row.text }}"),
        (look.SMALL, '{{ row.leads|join("; ") or "' + words("not-named") + '" }}'),
        (look.SMALL, '{{ row.supports|join("; ") or "–" }}'),
        (look.SMALL, '{{ row.due or "' + words("not-named") + '" }}'),
        (look.SMALL, '{{ row.products|join("; ") or "–" }}'),
        (look.SMALL, '{{ row.progress|join("; ") or "–" }}{% if row.latest %}. {{ row.latest }}{% endif %}'),
        (look.SMALL, '{{ row.notes|join("; ") or "–" }}'),
    )
    return (
        Tag("if rows"),
        Grid(
            _MATRIX_WIDTHS, (heads,), (tuple(Line(*cell) for cell in row),), "row in rows",
            band=("row.heading", Line(look.BAND, "{{ row.heading }}")),
        ),
        Tag("else"),
        Line(look.APPENDIX_BODY, words("no-row")),
        Tag("endif"),
    )  # fmt: skip


def leader_cells(words: Words) -> Grid:
    """The four cells now, and how they changed since the end of the period before."""
    names = ("done_on_time", "done_late", "in_term", "overdue")
    heads = ("done-on-time", "done-late", "in-term", "overdue")
    rows = (("now", "cells.{}"), ("change", 'change.{} or "–"'))
    return Grid(
        widths=(45, 30, 30, 30, 30),
        heads=(
            ((words("counted"), 1), (words("done"), 2), (words("not-done"), 2)),
            (("", 1), *((words(head), 1) for head in heads)),
        ),
        rows=tuple(
            (Line(look.SMALL, words(name)), *(Line(look.SMALL_CENTRED, "{{ " + value.format(cell) + " }}") for cell in names))
            for name, value in rows
        ),
    )
