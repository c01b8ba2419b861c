"""`kehoach report KIND [PLAN]`: a document for a plan, or a page for leaders; the name of the output decides its format.

`--verify FILE` looks back.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach_cli import disk, documents, pdf
from kehoach_cli.cli import options
from kehoach_cli.cli.context import Session, day, one_of, session, whole
from kehoach_cli.documents import DOCX, FORMATS, HTML, OF_PAGE, OF_REPORTS, PAGE, PDF, Request
from kehoach_cli.render import known, safe
from kehoach_cli.report import AGENCY, ITEM, KINDS
from kehoach_cli.trouble import WRONG_USE, Trouble

if TYPE_CHECKING:  # it loads what makes letters, and only looking back needs it
    from kehoach_cli.verification import Verdict

ALL_KINDS = (*KINDS, PAGE)
_NOT_FOR_A_TERMINAL = (DOCX, PDF, HTML)
_SHOWN_WIDTH = 110


def command(
    ctx: typer.Context,
    kind: Annotated[str | None, typer.Argument(metavar="KIND")] = None,
    plan: options.PlanArgument = None,
    period: options.PeriodOption = None,
    agency: options.AgencyOption = None,
    item: Annotated[str | None, typer.Option("--item", "-i", metavar="ITEM")] = None,
    every: Annotated[bool, typer.Option("--all")] = False,
    number: Annotated[str | None, typer.Option("--number", metavar="NUMBER")] = None,
    dated: Annotated[str | None, typer.Option("--dated", metavar="DATE")] = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    verify: Annotated[Path | None, typer.Option("--verify", metavar="FILE")] = None,
    format_: options.FormatOption = None,
    output: options.OutputOption = None,
) -> int:
    here = session(ctx)
    if verify is not None:
        given = {"KIND": kind, "--period": period, "--agency": agency, "--item": item, "--all": every, "--number": number}
        _refuse({**given, "--dated": dated, "--as-of": as_of, "--format": format_, "--output": output}, "--verify")
        return _verify(here, verify, known_at)
    options.require(here.say, {"KIND": kind})
    kind = one_of(options.metavar(here.say, "KIND"), kind, ALL_KINDS) or ""
    form = one_of("--format", format_, tuple(FORMATS))
    signed = day("--dated", dated) if dated else None
    running = whole("--number", number, least=1) if number is not None else None
    request = Request(kind, day("--as-of", as_of), plan, period, agency, item, running, signed)
    _require_what_it_needs(here, request, every=every)
    if every:
        return _all(here, request, known_at, _format(kind, form or DOCX, None), output)
    return _one(here, request, known_at, _format(kind, form, output), output)


def _require_what_it_needs(here: Session, request: Request, *, every: bool) -> None:
    if request.kind == PAGE:
        given = {"--agency": request.agency, "--item": request.item, "--number": request.number, "--dated": request.dated}
        _refuse({**given, "--all": every}, PAGE)
        return
    needs = KINDS[request.kind].needs
    options.require(
        here.say,
        {"--agency": request.agency or every or AGENCY not in needs, "--item": request.item or ITEM not in needs},
    )


def _refuse(given: dict[str, object], kind: str) -> None:
    """Raise Trouble for the first option that was given and means nothing there."""
    for name in (name for name, value in given.items() if value):
        raise Trouble("not-for-this-kind", exit_code=WRONG_USE, option=name, kind=kind)


def _format(kind: str, given: str | None, output: Path | None) -> str:
    """The format asked for, by name or by the name of the output, else the kind's first. Raises Trouble for another."""
    possible = OF_PAGE if kind == PAGE else OF_REPORTS
    if given is not None:
        if given not in possible:
            raise Trouble("format-of-kind", exit_code=WRONG_USE, kind=kind, typed=given, among=", ".join(possible))
        return given
    if output is None:
        return possible[0]
    found = next((name for name in possible if output.suffix.lower() == FORMATS[name]), None)
    if found is None:
        among = ", ".join(FORMATS[name] for name in possible)
        raise Trouble("unknown-suffix", exit_code=WRONG_USE, path=output.name or str(output), among=among)
    return found


def _one(here: Session, request: Request, known_at: str | None, form: str, output: Path | None) -> int:
    if form in _NOT_FOR_A_TERMINAL and output is None and here.console.is_terminal:
        raise Trouble("output-needed", exit_code=WRONG_USE, suffix=FORMATS[form])
    workspace = here.workspace(known_at)
    content = documents.make(workspace, request, here.say, form)
    _tell_font(here, form)
    for line in known.lines(here.say, workspace.known):
        here.console.err(line)
    if output is None:
        here.console.bytes_out(content)
    else:
        disk.write_output(output, content)
        here.console.note("written", path=str(output))
    return 0


def _all(here: Session, request: Request, known_at: str | None, form: str, output: Path | None) -> int:
    """One sheet for each agency, into a folder."""
    if AGENCY not in KINDS[request.kind].needs or request.agency:
        raise Trouble("all-agencies-only", exit_code=WRONG_USE)
    options.require(here.say, {"--output": output})
    workspace = here.workspace(known_at)
    batch = documents.make_for_all(workspace, request, here.say, form)
    folder = disk.output_folder(output or Path())
    with here.console.progress(len(batch)) as step:
        for agency, content in batch:
            disk.write_output(folder / f"{agency}{FORMATS[form]}", content)
            step()
    _tell_font(here, form)
    for line in known.lines(here.say, workspace.known):
        here.console.err(line)
    here.console.note("written-all", count=str(len(batch)), path=str(folder))
    return 0


def _tell_font(here: Session, form: str) -> None:
    """Say in which font the pages were set, where that is not the font the decree asks for."""
    found = pdf.font() if form == PDF else None
    if found and found != pdf.FONT:
        here.console.note("other-font", wanted=pdf.FONT, font=found)


def _verify(here: Session, source: Path, known_at: str | None) -> int:
    from kehoach_cli import verification

    content = disk.read_input(source, verification.LARGEST_DOCUMENT)
    found = verification.verify(here.workspace(known_at), content, source.name)
    here.console.out("\n".join([_sentence(here, found, source), *_differences(here, found)]))
    if not found.commit_is_known:
        here.console.note("verify-unknown-commit", commit=safe.on_one_line(found.commit))
    if not found.is_made:
        here.console.note("verify-nothing-owed")
    return 0 if found.kind in verification.HOLDS else 1


def _sentence(here: Session, found: "Verdict", source: Path) -> str:
    facts = {"path": source.name, "commit": found.commit, "version": found.version}
    return here.say(f"screens.verify-{found.kind}", **{name: safe.on_one_line(fact) for name, fact in facts.items()})


def _differences(here: Session, found: "Verdict") -> list[str]:
    from kehoach_cli.report.parts import shortened

    if not found.lines:
        return []
    lines = [
        f"{sign} {safe.on_one_line(shortened(_from_difference(line, found.lines), _SHOWN_WIDTH))}" for sign, line in found.lines
    ]
    more = [here.say("screens.verify-more", count=str(found.more))] if found.more else []
    return ["", here.say("screens.verify-differences"), *lines, *more]


def _from_difference(line: str, among: tuple[tuple[str, str], ...]) -> str:
    """A line, or where it leaves the one that is most like it too far on to be shown, from shortly before that place."""
    alike = max((_common(line, other) for _, other in among if other != line), default=0)
    start = line.rfind(" ", 0, alike - _SHOWN_WIDTH // 2) + 1 if alike > _SHOWN_WIDTH - 15 else 0
    return ("… " if start else "") + line[start:]


def _common(one: str, other: str) -> int:
    """With how many characters two lines begin alike."""
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
