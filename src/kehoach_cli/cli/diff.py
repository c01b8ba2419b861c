"""`kehoach diff [BASE [HEAD]]`: what a change means, for a reviewer."""

from typing import Annotated

import typer

from kehoach_cli.cli import options
from kehoach_cli.cli.context import day, one_of, session

FORMATS = ("text", "markdown", "json")
BY_EXTENSION = {".md": "markdown", ".json": "json"}


def command(
    ctx: typer.Context,
    base: Annotated[str | None, typer.Argument(metavar="BASE")] = None,
    head: Annotated[str | None, typer.Argument(metavar="HEAD")] = None,
    merge_base: options.MergeBase = None,
    staged: Annotated[bool, typer.Option("--staged")] = False,
    as_of: options.AsOf = None,
    format_: options.FormatOption = None,
    output: options.OutputOption = None,
) -> int:
    from kehoach_cli import review
    from kehoach_cli.render import as_json, changes

    here = session(ctx)
    by_name = BY_EXTENSION.get(output.suffix.lower(), "text") if output else "text"
    chosen = one_of("--format", format_, FORMATS) or by_name
    found = review.compared(here.folder, review.ends(base, head, merge_base, staged=staged), day("--as-of", as_of))
    for end in (found.before, found.after):
        if end.missing and end.known:
            here.console.note("no-workspace-then", commit=end.known.short, day=end.known.day)
        elif end.errors and end.known:
            here.console.note("compared-with-errors-then", count=str(end.errors), commit=end.known.short)
        elif end.errors:
            here.console.note("compared-with-errors", count=str(end.errors))
    if chosen == "json":
        text = as_json.text(changes.as_json(here.say, found))
    else:
        text = changes.as_markdown(here.say, found) if chosen == "markdown" else changes.as_text(here.say, found)
    here.deliver(text, output, prose=chosen == "text")
    return 0
