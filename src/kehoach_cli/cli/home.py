"""Bare `kehoach`: what is late, what is due next, and what to type."""

from datetime import date, timedelta

import typer

from kehoach_cli import app, digest
from kehoach_cli.cli import clock
from kehoach_cli.cli.context import session
from kehoach_cli.digest import Due
from kehoach_cli.render import status
from kehoach_cli.standing import PlanStanding
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
    standings = sorted(app.status(workspace, None, today, None, digest.Filters()), key=_urgency)
    if not standings:
        out(say("screens.no-plans"))
    for of in standings:
        out(status.heading(say, of))
        lines = (status.cells(say, of.counts), status.beside(say, of.counts), status.filings(say, of), status.owed(say, of))
        for line in lines:
            if line:
                out(f"  {line}")
        dues = _to_show(of)
        for due in dues[:_MOST_LINES]:
            out(f"  {status.due_line(say, workspace.register, due, of.plan, today)}")
        if not dues:
            out(f"  {say('screens.nothing-due')}")
        if len(dues) > _MOST_LINES:
            out(f"  {say('screens.more', count=str(len(dues) - _MOST_LINES))}")
        out("")
    out(_next_commands(ctx, standings[0].plan.id if standings else ""))
    return 0


def _urgency(of: PlanStanding) -> tuple[bool, date]:
    """Plans with late work come first, then the one with the nearest date."""
    late = digest.late(of)
    return not late, min((due.day for due in [*late, *digest.coming(of)]), default=date.max)


def _to_show(of: PlanStanding) -> list[Due]:
    """What is late and what comes due soon; what is far off only where there is nothing else."""
    dues = [*digest.late(of), *digest.coming(of)]
    return [due for due in dues if due.day <= of.as_of + _SOON] or dues


def _next_commands(ctx: typer.Context, plan: str) -> str:
    say = session(ctx).say
    return say("screens.next", plan=plan) if plan else say("screens.next-empty")
