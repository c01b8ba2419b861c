"""`kehoach validate`: every problem of the files at once, whatever the day."""

from typing import Annotated

import typer

from kehoach_cli import app
from kehoach_cli.cli import options
from kehoach_cli.cli.context import one_of, session
from kehoach_cli.findings import ERROR

FORMATS = ("text", "json")


def command(
    ctx: typer.Context,
    format_: options.FormatOption = None,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero")] = False,
    output: options.OutputOption = None,
) -> int:
    from kehoach_cli.render import as_json, findings
    from kehoach_cli.rules import severity

    here = session(ctx)
    by_name = "json" if output and output.suffix.lower() == ".json" else "text"
    chosen = one_of("--format", format_, FORMATS) or by_name
    snapshot, found = app.validate(here.folder)
    if chosen == "json":
        text = as_json.text(findings.as_json(here.say, found))
    else:
        text = findings.as_text(here.say, found, snapshot) + "\n"
    here.deliver(text, output, prose=chosen != "json")
    counted = found if strict else [finding for finding in found if severity(finding) == ERROR]
    return 1 if counted and not exit_zero else 0
