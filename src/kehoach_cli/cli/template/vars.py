"""`kehoach template vars KIND`: every variable of a kind, what it means, a sample of it."""

from typing import Annotated

import typer

from kehoach_cli.cli import options, tables
from kehoach_cli.cli.context import one_of, session
from kehoach_cli.render.table import TEXT_FORMATS, Table
from kehoach_cli.report import variables

FORMATS = ("table", *TEXT_FORMATS)


def command(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND")],
    format_: options.FormatOption = None,
    output: options.OutputOption = None,
) -> int:
    here = session(ctx)
    one_of(options.metavar(here.say, "KIND"), kind, tuple(variables.KINDS))
    chosen = tables.chosen(here, one_of("--format", format_, FORMATS), output)
    headings = tuple(here.say(f"screens.column-{name}") for name in ("variable", "meaning", "sample"))
    table = Table(headings, tuple(tuple(one) for one in variables.of_kind(kind, here.say)))
    here.deliver(tables.drawn(here, table, chosen, output), output)
    if not output:
        here.console.note("variables-how")
    return 0
