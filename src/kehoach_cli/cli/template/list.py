"""`kehoach template list`: every template, and where it comes from."""

import typer

from kehoach_cli import disk, templating
from kehoach_cli.cli import options, tables
from kehoach_cli.cli.context import one_of, session
from kehoach_cli.render.table import TEXT_FORMATS, Table
from kehoach_cli.text import Say

FORMATS = ("table", *TEXT_FORMATS)


def command(ctx: typer.Context, format_: options.FormatOption = None, output: options.OutputOption = None) -> int:
    here = session(ctx)
    say = here.say
    chosen = tables.chosen(here, one_of("--format", format_, FORMATS), output)
    found = templating.listed(disk.find_root(here.folder))
    rows = tuple((one.name, _use(here.say, one), say.word("origin", one.origin)) for one in found)
    headings = tuple(say(f"screens.column-{name}") for name in ("template", "used-for", "origin"))
    signs = tuple("" if one.kind else "overdue" for one in found)
    here.deliver(tables.drawn(here, Table(headings, rows, signs), chosen, output), output)
    return 0


def _use(say: Say, one: templating.Listed) -> str:
    if one.kind:
        return say.word("template-kind", one.kind)
    return say("screens.template-unused", suggestion=one.suggestion)
