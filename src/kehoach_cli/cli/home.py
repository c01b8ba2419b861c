"""Bare `kehoach`: what is late, what is due next, and what to type."""

from datetime import date, timedelta
from functools import partial

import typer

from kehoach_cli import app, digest
from kehoach_cli.cli import clock
from kehoach_cli.cli.context import session
from kehoach_cli.digest import Due
from kehoach_cli.model import Plan, Register
from kehoach_cli.render import status
from kehoach_cli.standing import PlanStanding
from kehoach_cli.text import Say
from kehoach_cli.trouble import Trouble

_MOST_LINES = 7
_SOON = timedelta(days=60)  # what is further off is shown only where nothing else is due


def command(ctx: typer.Context) -> int:
    here = session(ctx)
    say, out = here.say, here.console.prose
    try:
        workspace = here.workspace()
    except Trouble as trouble:
        if trouble.key != "no-workspace":
            raise
        out(say("screens.welcome"))
        return 0
    today = clock.today()

    def part(plan: Plan) -> tuple[tuple[bool, date], str, list[str]]:
        of = app.standing_of(workspace, plan, today, None, digest.Filters())
        return _urgency(of), plan.id, _lines(say, workspace.register, of)

    parts = [here.said_of(plan, workspace, "kehoach", partial(part, plan)) for plan in workspace.register.plans]
    parts.sort(key=lambda one: one[0])
    if not parts:
        out(say("screens.no-plans"))
    for _, _, lines in parts:
        for line in lines:
            out(line)
    out(say("screens.next", plan=parts[0][1]) if parts else say("screens.next-empty"))
    return 0


def _lines(say: Say, register: Register, of: PlanStanding) -> list[str]:
    """What stands under the heading of a plan, and the heading; an empty line behind it."""
    counted = (status.cells(say, of.counts), status.beside(say, of.counts), status.filings(say, of), status.owed(say, of))
    dues = _to_show(of)
    lines = [line for line in counted if line]
    lines += [status.due_line(say, register, due, of.plan, of.as_of) for due in dues[:_MOST_LINES]]
    if not dues:
        lines.append(say("screens.nothing-due"))
    if len(dues) > _MOST_LINES:
        lines.append(say("screens.more", count=str(len(dues) - _MOST_LINES)))
    return [status.heading(say, of), *(f"  {line}" for line in lines), ""]


def _urgency(of: PlanStanding) -> tuple[bool, date]:
    """Plans with late work come first, then the one with the nearest date."""
    late = digest.late(of)
    return not late, min((due.day for due in [*late, *digest.coming(of)]), default=date.max)


def _to_show(of: PlanStanding) -> list[Due]:
    """What is late and what comes due soon; what is far off only where there is nothing else."""
    dues = [*digest.late(of), *digest.coming(of)]
    return [due for due in dues if due.day <= of.as_of + _SOON] or dues
