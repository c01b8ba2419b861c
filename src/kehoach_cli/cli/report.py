"""`kehoach report KIND [PLAN]`: a document for a plan and period; the name of the output decides its format."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach_cli import app, disk
from kehoach_cli.cli import options
from kehoach_cli.cli.context import day, one_of, session
from kehoach_cli.render import known
from kehoach_cli.report import KINDS
from kehoach_cli.trouble import WRONG_USE, Trouble

FORMATS = {"markdown": ".md", "docx": ".docx"}


def command(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND")],
    plan: options.PlanArgument = None,
    period: options.PeriodOption = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    format_: options.FormatOption = None,
    output: options.OutputOption = None,
) -> int:
    here = session(ctx)
    one_of(options.metavar(here.say, "KIND"), kind, tuple(KINDS))
    chosen = one_of("--format", format_, tuple(FORMATS)) or _by_name(output)
    if chosen == "docx" and output is None and here.console.is_terminal:
        raise Trouble("output-needed", exit_code=WRONG_USE)
    workspace = here.workspace(known_at)
    content = app.report(workspace, kind, plan, period, day("--as-of", as_of), here.say, chosen)
    for line in known.lines(here.say, workspace.known):
        here.console.err(line)
    if output is None:
        here.console.bytes_out(content)
    else:
        disk.write_output(output, content)
        here.console.note("written", path=str(output))
    return 0


def _by_name(output: Path | None) -> str:
    """The format that the name of the output asks for; Markdown without a name. Raises Trouble for a name of no format."""
    if output is None:
        return "markdown"
    found = next((name for name, suffix in FORMATS.items() if output.suffix.lower() == suffix), None)
    if found is None:
        raise Trouble("unknown-suffix", exit_code=WRONG_USE, path=output.name, among=", ".join(FORMATS.values()))
    return found
