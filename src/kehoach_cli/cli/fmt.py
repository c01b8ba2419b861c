"""`kehoach fmt [PATH ...]`: every file in its one layout; what it says and its comments stay."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach_cli import formatting
from kehoach_cli.cli import options, recording
from kehoach_cli.cli.context import Session, session
from kehoach_cli.trouble import FOUND

MOST = 20  # files on record that are named: an old ledger may have thousands, and there is nothing to do about them


def command(
    ctx: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH...")] = None,
    check: Annotated[bool, typer.Option("--check")] = False,
    diff: Annotated[bool, typer.Option("--diff")] = False,
    yes: options.Yes = False,
) -> int:
    here = session(ctx)
    found = formatting.layouts(here.folder, paths or [])
    kept = [one for one in found.files if one.on_record and not yes]
    files = [one for one in found.files if yes or not one.on_record]
    if diff:
        _show(here, found.root, files)
    for one in files:
        if not (check or diff):
            formatting.lay_out(found.root, one)
        if not diff:
            here.console.out(one.path)
    for one in kept[:MOST]:
        here.console.note("layout-on-record", path=one.path)
    if kept[MOST:]:
        here.console.note("layouts-on-record", count=str(len(kept) - MOST))
    for trouble in found.left:
        here.console.trouble(trouble)
    if files or not (kept or found.left):
        _sum_up(here, len(files), will_write=not (check or diff))
    return FOUND if found.left or (check and files) else 0


def _show(here: Session, root: Path, files: list[formatting.Relaid]) -> None:
    from kehoach_cli.draft import unified

    prefix = recording.prefix(root)
    for one in files:
        here.console.out(unified(prefix + one.path, one.before.decode(), one.after.decode()))


def _sum_up(here: Session, count: int, *, will_write: bool) -> None:
    if not count:
        here.console.note("layout-nothing")
    else:
        here.console.note("layout-written" if will_write else "layout-wanted", count=str(count))
