"""`kehoach extend PLAN/ITEM`: a later deadline for one agency, by a document; the old date stays on record."""

from datetime import date
from typing import Annotated

import typer

from kehoach_cli import coordinator, draft
from kehoach_cli.cli import ask, clock, options, outcome, recording, subjects
from kehoach_cli.cli.context import day, token
from kehoach_cli.cli.recording import Recording
from kehoach_cli.cli.subjects import text_of
from kehoach_cli.model import EXTENSION, Plan, Register
from kehoach_cli.nodes import Data
from kehoach_cli.standing import ObligationStanding

Text = str | None


def command(
    ctx: typer.Context,
    item: options.ItemArgument = None,
    agency: options.AgencyOption = None,
    to: Annotated[Text, typer.Option("--to", metavar="DATE")] = None,
    basis: options.BasisOption = None,
    period: options.PeriodOption = None,
    date_: options.DateOption = None,
    replaces: options.ReplacesOption = None,
    source: options.FromOption = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    yes: options.Yes = False,
    allow_detached: options.AllowDetached = False,
) -> int:
    rec = recording.begin(ctx, options.Common(source, dry_run, no_input, yes, allow_detached), item)
    given: dict[str, Data] = {
        "date": subjects.in_iso("--date", date_),
        "period": period,
        "to": subjects.in_iso("--to", to),
        "basis": basis,
        "replaces": replaces,
    }
    typed = rec.read_event(EXTENSION, given)
    if typed.findings:
        return rec.refuse(typed)
    values = typed.values
    item, agency = subjects.agreed_item(rec, typed, item, agency)
    if not rec.asks:
        needed = {"PLAN/ITEM": item, "--agency": agency, "--to": values.get("to"), "--basis": values.get("basis")}
        options.require(rec.here.say, needed)
    plan, item_id, agency_id = subjects.item_and_agency(rec, item, agency)
    replaced = coordinator.corrected(rec.register, EXTENSION, text_of(values.get("replaces")))
    one = _deadline(rec, coordinator.without(rec.register, replaced), plan, item_id, agency_id, text_of(values.get("period")))
    if rec.asks:
        _ask_for_rest(rec, values, one)
    coordinator.require_later(one, date.fromisoformat(str(values["to"])))
    on = subjects.asked_day(rec, "act-date", values.get("date"))
    values |= {"item": item_id, "period": one.occurrence}
    made = draft.event(plan.id, agency_id, EXTENSION, values, on, token())
    outcome.show(rec, plan, item_id, agency_id, one.occurrence, made)
    again = coordinator.acts_for(rec.register, plan, item_id, agency_id, on)
    return rec.finish(made, f"{plan.id}/{item_id}", "--agency", again)


def _deadline(rec: Recording, register: Register, plan: Plan, item: str, agency: str, period: Text) -> ObligationStanding:
    """The deadline that is moved; which turn of a recurring item is asked for, the present one being the default."""
    today = clock.today()

    def known(answer: str) -> str:
        return coordinator.deadline(register, plan, item, agency, answer, today).occurrence or ""

    if rec.asks and period is None:
        turns = [one.occurrence for one in coordinator.deadlines(register, plan, item, agency, today) if one.occurrence]
        period = ask.text(rec.here.console, "occurrence", turns[-1], known, needed=True) if turns else None
    return coordinator.deadline(register, plan, item, agency, period, today)


def _ask_for_rest(rec: Recording, values: dict[str, Data], one: ObligationStanding) -> None:
    console = rec.here.console
    outcome.say_deadline(rec, one)

    def later(answer: str) -> str:
        found = day("--to", answer)
        coordinator.require_later(one, found)
        return found.isoformat()

    if not values.get("to"):
        values["to"] = ask.text(console, "new-deadline", check=later, needed=True)
    if not values.get("basis"):
        values["basis"] = ask.text(console, "basis", needed=True)
