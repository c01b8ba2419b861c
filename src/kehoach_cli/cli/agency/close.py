"""`kehoach agency close A [B ...]`: agencies end, without an heir unless one is named."""

from typing import Annotated

import typer

from kehoach_cli.cli import options
from kehoach_cli.cli.agency import change
from kehoach_cli.cli.context import session
from kehoach_cli.reorganisation import CLOSE


def command(
    ctx: typer.Context,
    agencies: change.AgenciesArgument = None,
    successor: Annotated[str | None, typer.Option("--successor", metavar="AGENCY")] = None,
    on: change.On = None,
    basis: options.BasisOption = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    yes: options.Yes = False,
    allow_detached: options.AllowDetached = False,
) -> int:
    change.require(session(ctx), CLOSE, {"AGENCY": agencies, "--on": on, "--basis": basis})
    heirs = [successor] if successor else []
    wish = change.Wish(CLOSE, agencies or [], "--successor", heirs, [], on or "", basis or "")
    return change.carry_out(ctx, wish, options.Common(None, dry_run, no_input, yes, allow_detached))
