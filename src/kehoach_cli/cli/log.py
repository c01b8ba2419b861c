"""`kehoach log [ID]`: the life of an item, an agency or an entry, from history."""

from typing import Annotated

import typer

from kehoach_cli.cli import options
from kehoach_cli.cli.context import one_of, session, whole

FORMATS = ("text", "json")
_LATEST = 30  # commits shown when nothing is named


def command(
    ctx: typer.Context,
    id_: Annotated[str | None, typer.Argument(metavar="ID")] = None,
    limit: Annotated[str | None, typer.Option("--limit", "-n", metavar="NUMBER")] = None,
    format_: options.FormatOption = None,
    output: options.OutputOption = None,
) -> int:
    from kehoach_cli import review
    from kehoach_cli.render import as_json, life

    here = session(ctx)
    by_name = "json" if output and output.suffix.lower() == ".json" else "text"
    chosen = one_of("--format", format_, FORMATS) or by_name
    at_most = whole("--limit", limit) if limit is not None else 0 if id_ else _LATEST
    found = review.lived(here.folder, id_, at_most)
    text = as_json.text(life.as_json(here.say, found)) if chosen == "json" else life.as_text(here.say, found)
    here.deliver(text, output, prose=chosen == "text")
    return 0
