"""Handing over a table: in which format, and drawn how."""

from pathlib import Path

from kehoach_cli.cli.context import Session
from kehoach_cli.render.table import TEXT_FORMATS, Table
from kehoach_cli.trouble import WRONG_USE, Trouble

FORMATS = ("table", *TEXT_FORMATS, "json")
_BY_ENDING = {".csv": "csv", ".json": "json", ".md": "markdown", ".txt": "plain"}
_WIDTH_IN_FILE = 100


def chosen(here: Session, given: str | None, output: Path | None) -> str:
    """The format asked for, else that of the file's ending, else what suits a person or a pipe. Raises Trouble."""
    by_ending = _BY_ENDING.get(output.suffix.lower()) if output else None
    if output and not given and by_ending is None:
        raise Trouble("unknown-suffix", exit_code=WRONG_USE, path=output.name, among=", ".join(_BY_ENDING))
    return given or by_ending or ("table" if here.console.is_terminal and not output else "plain")


def drawn(here: Session, table: Table, format_: str, output: Path | None) -> str:
    """The table as text, in any format but JSON."""
    if format_ != "table":
        return TEXT_FORMATS[format_](table)
    if not table.rows:
        return here.say("screens.no-rows")
    from kehoach_cli.render.terminal import draw

    return draw(table, _WIDTH_IN_FILE if output else here.console.width, colour=here.console.colour and not output)
