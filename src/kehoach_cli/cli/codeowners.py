"""`kehoach codeowners`: who must agree to a change to which file, for GitHub and GitLab; or whether their file says so."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach_cli import disk
from kehoach_cli.cli import options
from kehoach_cli.cli.context import session
from kehoach_cli.owners import codeowners


def command(
    ctx: typer.Context,
    check: Annotated[Path | None, typer.Option("--check", metavar="FILE")] = None,
    output: options.OutputOption = None,
) -> int:
    here = session(ctx)
    workspace = here.workspace()
    text = codeowners(workspace.register, here.say, disk.place_in_repository(workspace.root))
    if not any(agency.owners for agency in workspace.register.agencies):
        here.console.note("no-owners")
    if check is None:
        here.deliver(text, output)
        return 0
    written = disk.read_input(check).decode("utf-8", "replace").replace("\r\n", "\n")
    holds = f"\n{_lines_only(written)}".endswith(f"\n{_lines_only(text)}")  # of several lines that match, the last counts
    here.console.note("owners-current" if holds else "owners-stale", path=str(check))
    return 0 if holds else 1


def _lines_only(text: str) -> str:
    """What counts in the file: without comments, which are in one language, and without empty lines."""
    return "".join(f"{line.rstrip()}\n" for line in text.split("\n") if line.strip() and not line.startswith("#"))
