"""`kehoach remind [PLAN]`: a letter, a mail draft and a calendar for each agency that owes something; one commit a round."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach_cli import disk, draft, onrecord
from kehoach_cli.cli import ask, options, recording, subjects, tables
from kehoach_cli.cli.context import Session, day, token
from kehoach_cli.cli.recording import Recording
from kehoach_cli.reminders import Debt
from kehoach_cli.render import reminders as shown
from kehoach_cli.trouble import FOUND, WRONG_USE, Trouble

if TYPE_CHECKING:  # it loads what makes documents, and help need not
    from kehoach_cli.mailing import Mailing, Record

_FARTHEST = 3_660  # days
_MOST_NAMED = 6


def command(
    ctx: typer.Context,
    plan: options.PlanArgument = None,
    agency: options.AgencyOption = None,
    period: options.PeriodOption = None,
    within: Annotated[str | None, typer.Option("--within", metavar="DAYS")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="DATE")] = None,
    as_of: options.AsOf = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="DIR")] = None,
    no_record: Annotated[bool, typer.Option("--no-record")] = False,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    yes: options.Yes = False,
    allow_detached: options.AllowDetached = False,
) -> int:
    from kehoach_cli import mailing

    records = not (no_record or dry_run)
    on = subjects.day_past("--as-of", as_of) if records else day("--as-of", as_of)
    answer = day("--by", by) if by else None
    request = mailing.Request(on, plan, agency, period, _days(within), answer, again=no_record)
    rec = recording.begin(ctx, options.Common(None, not records, no_input, yes, allow_detached))
    round_ = mailing.prepare(rec.workspace, request, rec.here.say)
    _show(rec.here, round_)
    if dry_run or not len(round_):
        return 0
    if rec.asks and not yes and not ask.agrees(rec.here.console, "remind-these"):
        raise KeyboardInterrupt
    folder = output or Path(f"don-doc-{on.isoformat()}")
    return _make(rec, round_, folder, records=records)


def _days(typed: str | None) -> int | None:
    if typed is None:
        return None
    if not (typed.isascii() and typed.isdigit() and int(typed) <= _FARTHEST):
        raise Trouble("not-days", exit_code=WRONG_USE, option="--within", typed=typed, most=str(_FARTHEST))
    return int(typed)


def _show(here: Session, round_: "Mailing") -> None:
    """Who is reminded of what; and on stderr, who is not, and why."""
    found, day_ = round_.round, round_.day.isoformat()
    for key, debts in (("today", found.today), ("unreachable", found.unreachable), ("own", found.own)):
        if debts:
            here.console.note(f"reminded-{key}", agencies=_names(round_, debts), count=str(len(debts)), day=day_)
    if not len(round_):
        here.console.out(here.say("screens.nobody-to-remind"))
        return
    table = shown.table(round_.asked, found)
    here.console.out(tables.drawn(here, table, "table" if here.console.is_terminal else "plain", None))


def _names(round_: "Mailing", debts: tuple[Debt, ...]) -> str:
    names = list(dict.fromkeys(round_.asked.name(debt.agency) for debt in debts))
    return ", ".join([*names[:_MOST_NAMED], *(["…"] if len(names) > _MOST_NAMED else [])])


def _make(rec: Recording, round_: "Mailing", folder: Path, *, records: bool) -> int:
    """Make every document, put the round on record, then put the documents in their places: nothing of it, or all."""
    here = rec.here
    asked: list[Record] = []
    with disk.staging(folder) as staged:
        with here.console.progress(len(round_)) as step:
            for paper in round_:
                for name, content in paper.files.items():
                    staged.add(name, content)
                asked += paper.record
                step()
        if records:
            batch = draft.reminders(round_.plan.id, asked, round_.day, token())
            rehearsal = onrecord.rehearse_files(rec.workspace, batch.files)
            if rehearsal.findings:
                recording.show_findings(here, rehearsal.findings, rehearsal.snapshot)
            if rehearsal.errors:
                here.console.note("nothing-recorded")
                return FOUND
            commit = onrecord.put_all(rec.workspace, rec.ready(), batch)
            here.console.note("recorded-round", count=str(len(asked)), commit=commit, subject=batch.subject)
        try:
            staged.publish()
        except Trouble:
            if records:
                here.console.note("round-without-files")
            raise
    here.console.note("written-all", count=str(len(staged.names)), path=str(folder))
    return 0
