"""`kehoach validate`: every problem of the files at once, whatever the day; with `--fix` what needs no person is mended first."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach_cli import app
from kehoach_cli.cli import formats, options
from kehoach_cli.cli.context import Session, day, session
from kehoach_cli.findings import ERROR
from kehoach_cli.render import ci
from kehoach_cli.trouble import WRONG_USE, Trouble

_OWN = ("text", "json")
FORMATS = (*_OWN, *ci.FORMATS)
_BY_EXTENSION = {".json": "json"}


def command(
    ctx: typer.Context,
    format_: options.FormatOption = None,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero")] = False,
    changed_since: Annotated[str | None, typer.Option("--changed-since", metavar="DATE|REV")] = None,
    as_of: options.AsOf = None,
    fix: Annotated[bool, typer.Option("--fix")] = False,
    yes: options.Yes = False,
    no_input: options.NoInput = False,
    dry_run: options.DryRun = False,
    output: options.OutputOption = None,
) -> int:
    here = session(ctx)
    form = formats.chosen(here, format_, output, _OWN, _BY_EXTENSION)
    on = day("--as-of", as_of) if as_of else None
    for option, given in (("--yes", yes), ("--dry-run", dry_run)):
        if given and not fix:
            raise Trouble("needs-fix", exit_code=WRONG_USE, option=option)
    if fix:
        from kehoach_cli.cli import mend

        only = app.touched(here.folder, changed_since) if changed_since is not None else None
        mend.run(here, only, ask_first=not yes, may_ask=not no_input, dry_run=dry_run, output=output)
        if dry_run:
            return 0
    found = app.validate(here.folder, on, changed_since)
    _hand_over(here, form, found, output, strict=strict)
    return 1 if not exit_zero and any(_counts(severity, strict=strict) for severity in _severities(found)) else 0


def _counts(severity: str, *, strict: bool) -> bool:
    return strict or severity == ERROR


def _severities(found: app.Validation) -> set[str]:
    from kehoach_cli.rules import severity

    return set(map(severity, found.standing))


def _hand_over(here: Session, form: str, found: app.Validation, output: Path | None, *, strict: bool) -> None:
    from kehoach_cli.render import as_json, findings
    from kehoach_cli.rules import ON_FILES

    if form == "json":
        here.deliver(as_json.text(findings.as_json(here.say, found.standing, found.suppressed, found.since)), output)
    elif form == "text":
        text = findings.as_text(here.say, found.standing, found.snapshot, len(found.suppressed), found.since)
        here.deliver(text + "\n", output, prose=True)
    else:
        closing = findings.closing(here.say, found.standing, len(found.suppressed), found.since)
        excused = tuple((one.finding, one.by.reason) for one in found.suppressed)
        listing = formats.listing(
            here, "validate", found.root, found.standing, closing, codes=ON_FILES, strict=strict, excused=excused
        )
        formats.hand_over(here, form, listing, output)
