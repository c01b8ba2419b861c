"""Which format a result is given in, and how one for CI is handed over. Their renderers are loaded when one is asked for."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kehoach_cli import disk
from kehoach_cli.cli.context import Session, one_of
from kehoach_cli.render import ci

if TYPE_CHECKING:  # loaded only where a format for CI is wanted
    from kehoach_cli.findings import Finding
    from kehoach_cli.render.entries import Listing

_IN_WORKFLOW = "GITHUB_ACTIONS"
_SUMMARY = "GITHUB_STEP_SUMMARY"


def chosen(here: Session, typed: str | None, output: Path | None, own: tuple[str, ...], by_extension: dict[str, str]) -> str:
    """The format: the one typed, else by the ending of the output file, else "github" in a workflow of GitHub, where stdout is no
    terminal, else the first of the command's own. Raises Trouble for one that does not exist.
    """
    wanted = one_of("--format", typed, (*own, *ci.FORMATS))
    if wanted:
        return wanted
    if output is not None:
        return {**by_extension, **ci.BY_EXTENSION}.get(output.suffix.lower(), own[0])
    in_workflow = os.environ.get(_IN_WORKFLOW) == "true" and not here.console.is_terminal
    return "github" if in_workflow else own[0]


def listing(
    here: Session,
    command: str,
    root: Path,
    found: "tuple[Finding, ...]",
    closing: tuple[str, ...],
    *,
    codes: Iterable[str],
    strict: bool,
    excused: "tuple[tuple[Finding, str], ...]" = (),
) -> "Listing":
    """Findings of rules as the formats for CI show them, the suppressed ones each with its reason. `codes` are the rules that the
    command has asked, a case each; with `strict` warnings and notes fail one too.
    """
    from kehoach_cli.findings import ERROR
    from kehoach_cli.render import cases
    from kehoach_cli.render.entries import Listing, entry
    from kehoach_cli.rules import SEVERITIES, severity

    prefix = disk.place_in_repository(root)
    placed = [(finding, None) for finding in found] + list(excused)
    placed.sort(key=lambda pair: pair[0].order())
    entries = tuple(entry(here.say, finding, severity(finding), prefix, excuse) for finding, excuse in placed)
    standing = [one for one in entries if one.excuse is None]
    failing = SEVERITIES if strict else (ERROR,)
    return Listing(command, here.say, entries, cases.of_rules(here.say, codes, standing, failing), closing)


def hand_over(here: Session, form: str, listing: "Listing", output: Path | None) -> None:
    """Give a listing in a format for CI; "github" adds to the step summary too, where the runner has set out a file for it."""
    here.console.keep_nothing()  # its paths begin at the top of the repository, wherever that is by then
    here.deliver(ci.text(form, listing), output)
    summary = os.environ.get(_SUMMARY)
    if form == "github" and summary:
        from kehoach_cli.render import github

        disk.append(Path(summary), github.summary(listing))
