"""`kehoach agency list`: the agencies of a day, or all that the file knows."""

from typing import Annotated

import typer

from kehoach_cli import filings
from kehoach_cli.cli import options, tables
from kehoach_cli.cli.context import day, one_of, session
from kehoach_cli.render import agencies, as_json, known


def command(
    ctx: typer.Context,
    every: Annotated[bool, typer.Option("--all")] = False,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    format_: options.FormatOption = None,
    output: options.OutputOption = None,
) -> int:
    here = session(ctx)
    on = day("--as-of", as_of)
    chosen = tables.chosen(here, one_of("--format", format_, tables.FORMATS), output)
    workspace = here.workspace(known_at)
    register = workspace.register
    listed = sorted(
        (one for one in register.agencies if every or one.valid_on(on)), key=lambda one: filings.agency_order(register, one.id)
    )
    if chosen == "json":
        here.deliver(as_json.text(agencies.as_json(listed, on, known.as_json(workspace.known))), output)
        return 0
    for line in known.lines(here.say, workspace.known):  # a list has no place for it
        here.console.err(line)
    table = agencies.table(here.say, register, listed)
    here.deliver(tables.drawn(here, agencies.sheet(table) if chosen == "csv" else table, chosen, output), output)
    return 0
