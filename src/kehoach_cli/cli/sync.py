"""`kehoach sync`: send what was recorded here, receive what the others have recorded."""

from typing import Annotated

import typer

from kehoach_cli import disk, repo
from kehoach_cli.cli import options, recording
from kehoach_cli.cli.context import one_of, session
from kehoach_cli.trouble import FOUND, Trouble

FORMATS = ("text", "json")


def command(
    ctx: typer.Context,
    theirs: Annotated[list[str] | None, typer.Option("--theirs", metavar="PATH")] = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    format_: options.FormatOption = None,
) -> int:
    from kehoach_cli import sync
    from kehoach_cli.render import as_json
    from kehoach_cli.render import sync as told

    here = session(ctx)
    chosen = one_of("--format", format_, FORMATS) or "text"
    root = disk.find_root(here.folder)
    recording.settle(here, repo.find(root), root)
    asks = here.console.can_ask and not no_input
    try:
        report = sync.run(root, theirs_at=tuple(theirs or ()), dry_run=dry_run, asks=asks)
    except sync.SentOnly as half:
        reason = here.say(f"errors.{half.trouble.key}", **half.trouble.facts)
        raise Trouble("sync-sent-only", count=str(half.count), reason=reason) from half
    if report.rehearsal:
        recording.show_findings(here, report.rehearsal.errors, report.rehearsal.snapshot)
    if chosen == "json":
        here.console.out(as_json.text(told.as_json(here.say, report)))
    else:
        here.console.prose(told.as_text(here.say, report))
    return FOUND if report.outcome in (sync.DISAGREEMENT, sync.UNSOUND) else 0
