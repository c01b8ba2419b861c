"""Tables, once as values and then in every format: the same rows in each."""

import io
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kehoach_cli.render import safe


class Table(NamedTuple):
    """Headings and rows of plain texts. `signs` gives each row the word that colours it on a terminal ("overdue")."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    signs: tuple[str, ...] = ()


def without(table: Table, column: int) -> Table:
    """The table without one of its columns."""
    cut = [(*row[:column], *row[column + 1 :]) for row in (table.headings, *table.rows)]
    return table._replace(headings=cut[0], rows=tuple(cut[1:]))


def joined(heading: str, tables: Sequence[tuple[str, Table]]) -> Table:
    """Tables one under the other, each line under the name of its table; columns that only some have stay empty in the others."""
    headings = tuple(dict.fromkeys(name for _, table in tables for name in table.headings))
    rows = []
    for name, table in tables:
        for row in table.rows:
            cells = dict(zip(table.headings, row, strict=True))
            rows.append((name, *(cells.get(column, "") for column in headings)))
    return Table((heading, *headings), tuple(rows))


def plain(table: Table) -> str:
    """One row a line, cells apart by two spaces or more and lined up; for pipes, logs and `grep`."""
    lines = [tuple(safe.on_one_line(cell) for cell in row) for row in (table.headings, *table.rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(table.headings))]
    drawn = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)
    return "\n".join(drawn) + "\n"


def as_csv(table: Table) -> str:
    """For spreadsheets: a byte order mark so that Excel sees UTF-8, CRLF, every cell quoted, no formulas."""
    import csv

    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (table.headings, *table.rows):
        writer.writerow([safe.for_csv(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def markdown(table: Table) -> str:
    """A Markdown table."""
    lines = [_markdown_row(table.headings), _markdown_row(tuple("---" for _ in table.headings), raw=True)]
    return "\n".join([*lines, *(_markdown_row(row) for row in table.rows)]) + "\n"


def _markdown_row(cells: tuple[str, ...], *, raw: bool = False) -> str:
    return "| " + " | ".join(cell if raw else safe.for_markdown(cell) for cell in cells) + " |"


TEXT_FORMATS: dict[str, Callable[[Table], str]] = {"plain": plain, "csv": as_csv, "markdown": markdown}
