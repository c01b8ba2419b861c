"""What the commands that change agencies share: their options, and the last steps: work out, show, ask, change and commit."""

from typing import Annotated, NamedTuple

import typer
from typer import Argument, Option

from kehoach_cli import kinds, ledger, lookup, onrecord, reorganisation, repo
from kehoach_cli.cli import ask, options, recording
from kehoach_cli.cli.context import Session, day, session
from kehoach_cli.findings import NOTE
from kehoach_cli.model import Agency, Register
from kehoach_cli.parse import AGENCIES_PATH
from kehoach_cli.render import agencies, safe
from kehoach_cli.reorganisation import Reorganisation, typed_text
from kehoach_cli.rules import severity
from kehoach_cli.trouble import FOUND, WRONG_USE, Trouble

Text = str | None
AgencyArgument = Annotated[Text, Argument(metavar="AGENCY")]
AgenciesArgument = Annotated[list[str] | None, Argument(metavar="AGENCY...")]
On = Annotated[Text, Option("--on", "-d", metavar="DATE")]
Name = Annotated[Text, Option("--name", metavar="NAME")]
Abbreviation = Annotated[Text, Option("--abbreviation", metavar="TEXT")]
Rank = Annotated[Text, Option("--rank", metavar="NUMBER")]


class Wish(NamedTuple):
    """A reorganisation as it was typed. `option` is the one that names the heirs; `names` are those of new agencies, in order;
    abbreviation and rank belong to the only one."""

    verb: str
    ended: list[str]
    option: str
    heirs: list[str]
    names: list[str]
    on: str
    basis: str
    abbreviation: Text = None
    rank: Text = None


def require(here: Session, verb: str, given: dict[str, object]) -> None:
    """Raise Trouble that names everything still missing at once; `given` maps an option or a metavar to its value."""
    missing = [name if name.startswith("-") else options.metavar(here.say, name) for name, value in given.items() if not value]
    if missing:
        raise Trouble("incomplete", exit_code=WRONG_USE, options=", ".join(missing), command=f"kehoach agency {verb}")


def carry_out(ctx: typer.Context, wish: Wish, common: options.Common) -> int:
    """Change agencies.yaml and commit it, or print the patch; the list of what moves goes to stderr. The exit code."""
    here = session(ctx)
    if not (common.dry_run or common.yes or (here.console.can_ask and not common.no_input)):
        raise Trouble("options-needed", exit_code=WRONG_USE, options="--yes")
    workspace = recording.begin(ctx, common).workspace
    if not common.dry_run:
        ledger.require_committed(repo.find(workspace.root), AGENCIES_PATH)
    change = _understood(workspace.register, wish)
    shaped = onrecord.reshape(workspace, change)
    faults = tuple(finding for finding in shaped.rehearsal.findings if severity(finding) != NOTE)
    if faults:
        recording.show_findings(here, faults, shaped.rehearsal.snapshot)
    if shaped.rehearsal.errors:
        here.console.note("nothing-recorded")
        return FOUND
    patch = shaped.revision._replace(path=recording.prefix(workspace.root) + AGENCIES_PATH).patch
    if not common.dry_run:
        _show(here, patch)
    _tell(here, change, shaped)
    if common.dry_run:
        here.console.out(patch)
        return 0
    if not common.yes and not ask.agrees(here.console, "change-this", default=False):
        raise KeyboardInterrupt
    commit = onrecord.put_change(workspace, shaped.revision, allow_detached=common.allow_detached)
    here.console.note("recorded", path=AGENCIES_PATH, commit=commit, subject=change.subject)
    return 0


def _understood(register: Register, wish: Wish) -> Reorganisation:
    """Who and what is meant. Raises Trouble."""
    on, basis = day("--on", wish.on), typed_text("--basis", wish.basis)
    ended = tuple(dict.fromkeys(lookup.agency(register, typed).id for typed in wish.ended))
    like = register.agency_by_id[ended[0]]
    heirs, founded = reorganisation.heirs(register, wish.option, wish.heirs, wish.names, like, on, basis)
    return Reorganisation(wish.verb, ended, heirs, tuple(_described(one, wish) for one in founded), on, basis)


def _described(founded: Agency, wish: Wish) -> Agency:
    abbreviation = typed_text("--abbreviation", wish.abbreviation) if wish.abbreviation else None
    if wish.rank is None:
        return founded._replace(abbreviation=abbreviation)
    rank = kinds.INTEGER.convert(wish.rank)
    if rank is None:
        raise Trouble("bad-rank", exit_code=WRONG_USE, typed=wish.rank)
    return founded._replace(abbreviation=abbreviation, rank=rank)


def _show(here: Session, text: str) -> None:
    """Text that must stay as it is, line by line, on stderr."""
    here.console.err_part(safe.for_terminal(text))


def _tell(here: Session, change: Reorganisation, shaped: onrecord.Reshaping) -> None:
    """Every duty that moves, and what has to be written into plans for those that nobody would take over."""
    lines = agencies.moves(here.say, shaped.after, change, shaped.moves)
    for plan in shaped.after.plans:
        wanted = agencies.wanted_transfers(here.say, plan, change, shaped.moves)
        lines += ["", *wanted] if wanted else []
    _show(here, "\n".join([*lines, ""]))
