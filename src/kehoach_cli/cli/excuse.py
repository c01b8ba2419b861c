"""`kehoach excuse PLAN`: no report is asked of one agency for one period, by a document."""

import typer

from kehoach_cli import coordinator, draft
from kehoach_cli.cli import ask, clock, options, outcome, recording, subjects
from kehoach_cli.cli.context import token
from kehoach_cli.cli.subjects import text_of
from kehoach_cli.model import EXCUSE


def command(
    ctx: typer.Context,
    plan: options.PlanArgument = None,
    agency: options.AgencyOption = None,
    period: options.PeriodOption = None,
    basis: options.BasisOption = None,
    date_: options.DateOption = None,
    replaces: options.ReplacesOption = None,
    source: options.FromOption = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    yes: options.Yes = False,
    allow_detached: options.AllowDetached = False,
) -> int:
    rec = recording.begin(ctx, options.Common(source, dry_run, no_input, yes, allow_detached), plan)
    given = {"date": subjects.in_iso("--date", date_), "basis": basis, "replaces": replaces}
    typed = rec.read_event(EXCUSE, given)
    if typed.findings:
        return rec.refuse(typed)
    values = typed.values
    plan, agency, period = subjects.agreed_filing(rec, typed, plan, agency, period)
    of = subjects.plan(rec, plan)
    if not rec.asks:
        options.require(rec.here.say, {"--agency": agency, "--period": period, "--basis": values.get("basis")})
    agency_id, wanted = subjects.agency_and_period(rec, of, agency, period)
    replaced = coordinator.corrected(rec.register, EXCUSE, text_of(values.get("replaces")))
    coordinator.excusable(coordinator.without(rec.register, replaced), of, wanted, agency_id, clock.today())
    if rec.asks and not values.get("basis"):
        values["basis"] = ask.text(rec.here.console, "basis", needed=True)
    on = subjects.asked_day(rec, "act-date", values.get("date"))
    made = draft.event(of.id, agency_id, EXCUSE, {**values, "period": wanted.name}, on, token())
    outcome.show_filing(rec, of, wanted, agency_id, made)
    return rec.finish(made, of.id, "--agency", agency_id, "--period", wanted.name)
