"""`kehoach agency merge A [B ...] --into C`: agencies end, and one that exists or is new takes over all they had."""

from typing import Annotated

import typer

from kehoach_cli.cli import options
from kehoach_cli.cli.agency import change
from kehoach_cli.cli.context import session
from kehoach_cli.reorganisation import MERGE


def command(
    ctx: typer.Context,
    agencies: change.AgenciesArgument = None,
    into: Annotated[str | None, typer.Option("--into", metavar="AGENCY")] = None,
    name: change.Name = None,
    abbreviation: change.Abbreviation = None,
    rank: change.Rank = None,
    on: change.On = None,
    basis: options.BasisOption = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    yes: options.Yes = False,
    allow_detached: options.AllowDetached = False,
) -> int:
    needs_name = {"--name": name} if abbreviation or rank else {}
    change.require(session(ctx), MERGE, {"AGENCY": agencies, "--into": into, **needs_name, "--on": on, "--basis": basis})
    wish = change.Wish(
        MERGE, agencies or [], "--into", [into or ""], [name] if name else [], on or "", basis or "", abbreviation, rank
    )
    return change.carry_out(ctx, wish, options.Common(None, dry_run, no_input, yes, allow_detached))
