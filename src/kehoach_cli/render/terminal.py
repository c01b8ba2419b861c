"""Tables drawn on a terminal, in colour. The only module that imports rich, loaded only when a table is drawn."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kehoach_cli.render import safe
from kehoach_cli.render.table import Table

# Never by colour alone: every word comes with its sign (see `render.status`).
_STYLES = {
    "done-on-time": "green",
    "on-time": "green",
    "contributed": "green",
    "done-late": "yellow",
    "late": "yellow",
    "due-soon": "yellow",
    "awaiting-confirmation": "cyan",
    "overdue": "bold red",
    "missing": "bold red",
    "blank": "bold red",
    "error": "bold red",
    "warning": "yellow",
}


_NOTHING = "–"
_ROOM_FOR_NAMES = 22  # the widest column, names, keeps this much while others can still give way


def draw(table: Table, width: int, *, colour: bool) -> str:
    """The table in the given width: long cells are wrapped between words, never cut; an empty column is left out."""
    if not table.rows:
        return ""
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    shown = [n for n in range(len(table.headings)) if any(row[n] != _NOTHING for row in table.rows)]
    columns = [[table.headings[n], *(safe.on_one_line(row[n]) for row in table.rows)] for n in shown]
    gap = _gap(columns, width)
    widths = _widths(columns, width - gap * len(columns))
    drawn = RichTable(box=None, padding=(0, gap, 0, 0), header_style="bold underline")
    for column, room in zip(columns, widths, strict=True):
        drawn.add_column(Text(column[0]), overflow="fold", width=room)
    for line, sign in enumerate(table.signs, 1):
        drawn.add_row(*(Text(column[line]) for column in columns), style=_STYLES.get(sign, ""))
    out = io.StringIO()
    console = Console(
        file=out, width=max(width, sum(widths) + gap * len(columns)), force_terminal=colour, no_color=not colour,
        color_system="standard" if colour else None, markup=False, emoji=False, highlight=False, legacy_windows=False,
    )  # fmt: skip
    console.print(drawn)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _gap(columns: list[list[str]], width: int) -> int:
    """Two blanks between columns where only names have to give way for them, else one."""
    widths = [max(map(len, column)) for column in columns]
    others = sum(widths) - max(widths)
    return 2 if others + min(max(widths), _ROOM_FOR_NAMES) + 2 * len(columns) <= width else 1


def _widths(columns: list[list[str]], width: int) -> list[int]:
    """How wide each column is drawn: where the width is short the widest gives way, step by step, none below its longest
    word, and names only when nothing else can."""
    widths = [max(map(len, column)) for column in columns]
    longest_words = [max(len(word) for cell in column for word in cell.split() or [""]) for column in columns]
    names = widths.index(max(widths))
    for room_for_names in (_ROOM_FOR_NAMES, 0):
        floors = [max(word, room_for_names) if n == names else word for n, word in enumerate(longest_words)]
        while sum(widths) > width:
            loose = [n for n in range(len(columns)) if widths[n] > floors[n]]
            if not loose:
                break
            widths[max(loose, key=lambda n: widths[n])] -= 1
    return widths


@contextmanager
def bar(total: int, words: str) -> Iterator[Callable[[], None]]:
    """A progress bar on stderr, gone when the work is done; calling the value moves it by one step."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(words, total=total)
        yield lambda: shown.advance(task)
