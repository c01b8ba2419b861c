"""`kehoach report KIND [PLAN]`: a document for a plan and period, or a page for leaders; the output's name decides the format."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach_cli import app, disk
from kehoach_cli.cli import options
from kehoach_cli.cli.context import day, one_of, session
from kehoach_cli.render import known
from kehoach_cli.report import KINDS
from kehoach_cli.trouble import WRONG_USE, Trouble

PAGE = "page"
ALL_KINDS = (*KINDS, PAGE)
FORMATS = {"markdown": ".md", "docx": ".docx", "html": ".html"}
_OF_DOCUMENTS, _OF_PAGE = ("markdown", "docx"), ("html",)
_NOT_FOR_A_TERMINAL = ("docx", "html")


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
    one_of(options.metavar(here.say, "KIND"), kind, ALL_KINDS)
    chosen = _format(kind, one_of("--format", format_, tuple(FORMATS)), output)
    if chosen in _NOT_FOR_A_TERMINAL and output is None and here.console.is_terminal:
        raise Trouble("output-needed", exit_code=WRONG_USE, suffix=FORMATS[chosen])
    workspace, on = here.workspace(known_at), day("--as-of", as_of)
    if kind == PAGE:
        content = app.page(workspace, plan, period, on, here.say)
    else:
        content = app.report(workspace, kind, plan, period, on, here.say, chosen)
    for line in known.lines(here.say, workspace.known):
        here.console.err(line)
    if output is None:
        here.console.bytes_out(content)
    else:
        disk.write_output(output, content)
        here.console.note("written", path=str(output))
    return 0


def _format(kind: str, given: str | None, output: Path | None) -> str:
    """The format asked for, by name or by the name of the output, else the kind's first. Raises Trouble for another."""
    possible = _OF_PAGE if kind == PAGE else _OF_DOCUMENTS
    if given is not None:
        if given not in possible:
            raise Trouble("format-of-kind", exit_code=WRONG_USE, kind=kind, typed=given, among=", ".join(possible))
        return given
    if output is None:
        return possible[0]
    found = next((name for name in possible if output.suffix.lower() == FORMATS[name]), None)
    if found is None:
        among = ", ".join(FORMATS[name] for name in possible)
        raise Trouble("unknown-suffix", exit_code=WRONG_USE, path=output.name, among=among)
    return found
