"""`kehoach audit [BASE [HEAD]]`: was the ledger only ever added to? A gate for CI."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kehoach_cli.cli import formats, options
from kehoach_cli.cli.context import Session, session
from kehoach_cli.findings import ERROR
from kehoach_cli.render import ci

if TYPE_CHECKING:
    from kehoach_cli.review import Audited

_OWN = ("text", "json")
FORMATS = (*_OWN, *ci.FORMATS)
_BY_EXTENSION = {".json": "json"}
FORMAT = "kehoach/audit"
FORMAT_VERSION = "1.0"


def command(
    ctx: typer.Context,
    base: Annotated[str | None, typer.Argument(metavar="BASE")] = None,
    head: Annotated[str | None, typer.Argument(metavar="HEAD")] = None,
    merge_base: options.MergeBase = None,
    staged: Annotated[bool, typer.Option("--staged")] = False,
    format_: options.FormatOption = None,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero")] = False,
    output: options.OutputOption = None,
) -> int:
    from kehoach_cli import review
    from kehoach_cli.rules import severity

    here = session(ctx)
    form = formats.chosen(here, format_, output, _OWN, _BY_EXTENSION)
    asked = staged or base is not None or merge_base is not None
    which = review.ends(base, head, merge_base, staged=staged) if asked else None
    found = review.audited(here.folder, which)
    counted = found.findings if strict else [one for one in found.findings if severity(one) == ERROR]
    _hand_over(here, form, found, output, passed=not counted, strict=strict)
    return 1 if counted and not exit_zero else 0


def _hand_over(here: Session, form: str, found: "Audited", output: Path | None, *, passed: bool, strict: bool) -> None:
    from kehoach_cli.parse import Snapshot
    from kehoach_cli.render import as_json, findings
    from kehoach_cli.rules import HISTORY

    closing = _closing(here, found, passed=passed)
    if form == "json":
        here.deliver(as_json.text(_json(here, found)), output)
    elif form == "text":
        told = [findings.as_text(here.say, found.findings, Snapshot({}))] if found.findings else []
        here.deliver("\n".join([*told, *closing]) + "\n", output, prose=True)
    else:
        listing = formats.listing(here, "audit", found.root, found.findings, closing, codes=HISTORY, strict=strict)
        formats.hand_over(here, form, listing, output)


def _closing(here: Session, found: "Audited", *, passed: bool) -> tuple[str, str]:
    """The last sentences: what was looked at, and the verdict."""
    say = here.say
    head = say("changes.commit", commit=found.head.short, day=found.head.day) if found.head else say("changes.index")
    facts = {"commits": str(found.commits), "entries": str(found.entries), "head": head}
    looked = say("screens.audited", **facts, start=found.start.short if found.start else "")
    verdict = say("screens.audit-passed" if passed else "screens.audit-failed")
    return looked, verdict


def _json(here: Session, found: "Audited") -> dict[str, Any]:
    from kehoach_cli.render import findings, known

    listed = findings.as_json(here.say, found.findings)["findings"]
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "base": known.as_json(found.start),
        "head": known.as_json(found.head),
        "commits": found.commits,
        "entries": found.entries,
        "findings": [
            {**entry, "facts": {name: fact for name, fact in one.facts.items() if fact}}
            for entry, one in zip(listed, found.findings, strict=True)
        ],
    }
