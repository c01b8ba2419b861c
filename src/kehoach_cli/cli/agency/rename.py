"""`kehoach agency rename A --to NEW-ID --name NAME`: the agency ends under its old id, and a new one goes on with everything."""

from typing import Annotated

import typer

from kehoach_cli.cli import options
from kehoach_cli.cli.agency import change
from kehoach_cli.cli.context import session
from kehoach_cli.reorganisation import RENAME


def command(
    ctx: typer.Context,
    agency: change.AgencyArgument = None,
    to: Annotated[str | None, typer.Option("--to", metavar="ID")] = None,
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
    change.require(session(ctx), RENAME, {"AGENCY": agency, "--to": to, "--name": name, "--on": on, "--basis": basis})
    wish = change.Wish(RENAME, [agency or ""], "--to", [to or ""], [name or ""], on or "", basis or "", abbreviation, rank)
    return change.carry_out(ctx, wish, options.Common(None, dry_run, no_input, yes, allow_detached))
