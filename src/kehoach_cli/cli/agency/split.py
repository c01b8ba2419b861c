"""`kehoach agency split A --into B C`: the agency ends, several take over; who takes what, the plans have to say."""

from typing import Annotated

import typer

from kehoach_cli.cli import options
from kehoach_cli.cli.agency import change
from kehoach_cli.cli.context import session
from kehoach_cli.reorganisation import SPLIT


def command(
    ctx: typer.Context,
    agency: change.AgencyArgument = None,
    more: Annotated[list[str] | None, typer.Argument(metavar="HEIR...")] = None,
    into: Annotated[list[str] | None, typer.Option("--into", metavar="AGENCY")] = None,
    name: Annotated[list[str] | None, typer.Option("--name", metavar="NAME")] = None,
    on: change.On = None,
    basis: options.BasisOption = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    yes: options.Yes = False,
    allow_detached: options.AllowDetached = False,
) -> int:
    change.require(session(ctx), SPLIT, {"AGENCY": agency, "--into": into, "--on": on, "--basis": basis})
    heirs = [*(into or []), *(more or [])]
    wish = change.Wish(SPLIT, [agency or ""], "--into", heirs, name or [], on or "", basis or "")
    return change.carry_out(ctx, wish, options.Common(None, dry_run, no_input, yes, allow_detached))
