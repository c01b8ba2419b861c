"""`kehoach agency show AGENCY`: its line, what it holds, what it has inherited and handed on. The same as `kehoach show`."""

from typing import Annotated

import typer

from kehoach_cli import lookup
from kehoach_cli.cli import options
from kehoach_cli.cli.context import day, session
from kehoach_cli.cli.show import View


def command(
    ctx: typer.Context,
    agency: Annotated[str, typer.Argument(metavar="AGENCY")],
    why: Annotated[bool, typer.Option("--why", "-w")] = False,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
) -> int:
    here = session(ctx)
    view = View(here, here.workspace(known_at), day("--as-of", as_of), with_reasons=why)
    view.print(view.agency(lookup.agency(view.register, agency)))
    return 0
