"""`kehoach return PLAN/ITEM`: the coordinator gives a report of completion back, with the reason; the item is open again."""

from typing import Annotated

import typer

from kehoach_cli.cli import options, recording, subjects
from kehoach_cli.cli.confirm import OfOption, SubjectArgument, answer
from kehoach_cli.model import RETURNED

Text = str | None


def command(
    ctx: typer.Context,
    subject: SubjectArgument = None,
    agency: options.AgencyOption = None,
    reason: Annotated[Text, typer.Option("--reason", "-m", metavar="TEXT")] = None,
    of: OfOption = None,
    date_: options.DateOption = None,
    replaces: options.ReplacesOption = None,
    source: options.FromOption = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    yes: options.Yes = False,
    allow_detached: options.AllowDetached = False,
) -> int:
    rec = recording.begin(ctx, options.Common(source, dry_run, no_input, yes, allow_detached), subject)
    given = {"date": subjects.in_iso("--date", date_), "of": of, "reason": reason, "replaces": replaces}
    return answer(rec, RETURNED, subject, agency, given)
