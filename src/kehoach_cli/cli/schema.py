"""`kehoach schema [KIND]`: the JSON Schema of a kind of file or output, for editors and other tools."""

import json
from typing import Annotated

import typer

from kehoach_cli import disk, schema
from kehoach_cli.cli import options
from kehoach_cli.cli.context import one_of, session
from kehoach_cli.render import as_json

FILES = ("agencies", "plan", "event", "filing")
OUTPUTS = ("validate", "status", "check", "by-agency", "matrix", "trend", "agency-list", "sync", "diff", "audit", "log")


def command(
    ctx: typer.Context,
    kind: Annotated[str | None, typer.Argument(metavar="KIND")] = None,
    output: options.OutputOption = None,
) -> int:
    here = session(ctx)
    one_of(options.metavar(here.say, "KIND"), kind, (*FILES, *OUTPUTS))
    if kind is None:
        here.console.out("\n".join(f"{name:<11} {here.say(f'fields.{name}')}" for name in (*FILES, *OUTPUTS)))
        return 0
    found = schema.files()[kind] if kind in FILES else _of_output(kind)
    text = as_json.text(found)
    here.deliver(text, output)
    return 0


def _of_output(kind: str) -> object:
    return json.loads((disk.shipped("schema") / f"{kind}.schema.json").read_text(encoding="utf-8"))
