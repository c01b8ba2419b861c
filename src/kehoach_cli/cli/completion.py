"""`kehoach completion SHELL`: the script that teaches a shell to complete our words."""

from typing import Annotated

import typer

from kehoach_cli.cli import options
from kehoach_cli.cli.context import one_of, session
from kehoach_cli.shells import SCRIPTS


def command(ctx: typer.Context, shell: Annotated[str, typer.Argument(metavar="SHELL")]) -> int:
    here = session(ctx)
    here.console.out(SCRIPTS[one_of(options.metavar(here.say, "SHELL"), shell, tuple(SCRIPTS)) or ""])
    return 0
