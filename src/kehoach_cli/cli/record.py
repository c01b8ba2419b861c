"""`kehoach record PLAN/ITEM`: one progress event, one file, one commit; or a list of them, one commit for each agency."""

from datetime import date
from typing import Annotated, NamedTuple

import typer

from kehoach_cli import coordinator, draft, lookup
from kehoach_cli.cli import ask, attaching, options, recording, subjects, turns
from kehoach_cli.cli.console import Console
from kehoach_cli.cli.context import one_of, token
from kehoach_cli.cli.recording import Recording
from kehoach_cli.draft import Draft
from kehoach_cli.entryfile import Typed
from kehoach_cli.forms import EVENT_FORMS
from kehoach_cli.model import (
    ALL_STATES,
    CONTRIBUTED,
    IN_PROGRESS,
    NOT_ASKED,
    NOTHING_TO_REPORT,
    STATES,
    SUPPORT_STATES,
    UPDATE,
    Plan,
)
from kehoach_cli.nodes import Data
from kehoach_cli.succession import supports

Text = str | None


def command(
    ctx: typer.Context,
    item: options.ItemArgument = None,
    agency: options.AgencyOption = None,
    date_: options.DateOption = None,
    state: Annotated[Text, typer.Option("--state", "-s", metavar="STATE")] = None,
    summary: Annotated[Text, typer.Option("--summary", "-m", metavar="TEXT")] = None,
    evidence: Annotated[list[str] | None, typer.Option("--evidence", "-e", metavar="DOCUMENT")] = None,
    attach: options.AttachOption = None,
    figure: Annotated[list[str] | None, typer.Option("--figure", metavar="NAME=VALUE [UNIT]")] = None,
    difficulties: Annotated[Text, typer.Option("--difficulties", metavar="TEXT")] = None,
    proposals: Annotated[Text, typer.Option("--proposals", metavar="TEXT")] = None,
    with_: Annotated[list[str] | None, typer.Option("--with", metavar="AGENCY")] = None,
    period: options.PeriodOption = None,
    replaces: options.ReplacesOption = None,
    source: options.FromOption = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    yes: options.Yes = False,
    allow_detached: options.AllowDetached = False,
) -> int:
    rec = recording.begin(ctx, options.Common(source, dry_run, no_input, yes, allow_detached), item)
    one_of("--state", state, ALL_STATES)
    files = attaching.read(attach)
    given: dict[str, Data] = {
        "date": subjects.in_iso("--date", date_),
        "state": state,
        "period": period,
        "summary": summary,
        "figures": [draft.figure(typed) for typed in figure or ()],
        "difficulties": difficulties,
        "proposals": proposals,
        "with": [lookup.agency(rec.register, typed).id for typed in with_ or ()],
        "evidence": [ask.document("--evidence", typed) for typed in evidence or ()],
        "replaces": replaces,
    }
    if rec.entries:
        attaching.require_none(files)
        return _record_list(rec, given, item, agency)
    typed = rec.read_event(UPDATE, given)
    if typed.findings:
        return rec.refuse(typed)
    if files:
        typed.values["evidence"] = attaching.to_evidence(typed.values.get("evidence"), files)
    found = _settled(rec, typed, item, agency)
    made = attaching.bring(rec, found.draft, files)
    again = coordinator.acts_for(rec.register, found.plan, found.item, found.agency, found.on)
    return rec.finish(made, f"{found.plan.id}/{found.item}", "--agency", again)


def _record_list(rec: Recording, given: dict[str, Data], item: Text, agency: Text) -> int:
    from kehoach_cli import lists
    from kehoach_cli.cli import many

    recorded = lists.Recorded(rec.register)

    def make(typed: Typed) -> Draft | None:
        found = _settled(rec, typed, item, agency)
        return None if recorded.has(found.draft) else found.draft

    return many.record(rec, EVENT_FORMS[UPDATE], given, make)


class _Settled(NamedTuple):
    plan: Plan
    item: str
    agency: str
    on: date
    draft: Draft


def _settled(rec: Recording, typed: Typed, item: Text, agency: Text) -> _Settled:
    """An event with all that belongs to it: said by the options and the file, or asked for. Raises Trouble."""
    values = typed.values
    item, agency = subjects.agreed_item(rec, typed, item, agency)
    if not rec.asks:
        needed = {"PLAN/ITEM": item, "--agency": agency, "--state": values.get("state"), "--summary": _said(values)}
        rec.require({**needed, "--date": values.get("date")} if rec.entries else needed)
    plan, item_id, agency_id = subjects.item_and_agency(rec, item, agency)
    on = subjects.asked_day(rec, "date", values.get("date"))
    if rec.asks:
        _ask_for_rest(rec.here.console, values, supports=supports(rec.register, plan, item_id, agency_id, on))
    turns.settle(rec, plan, item_id, agency_id, values, on)
    said = {**values, "item": item_id}
    name = _token(plan.id, agency_id, said) if rec.entries else token()
    return _Settled(plan, item_id, agency_id, on, draft.event(plan.id, agency_id, UPDATE, said, on, name))


def _token(*said: Data) -> str:
    from kehoach_cli import lists

    return lists.token(*said)


def _said(values: dict[str, Data]) -> bool:
    """Whether the event says anything beyond a state; who supports and was not asked, or has nothing to report, need not."""
    if values.get("state") in (NOT_ASKED, NOTHING_TO_REPORT):
        return True
    return any(values.get(key) for key in ("summary", "evidence", "figures", "difficulties", "proposals"))


def _ask_for_rest(console: Console, values: dict[str, Data], *, supports: bool) -> None:
    """Ask for what the options left open; who supports an item is offered words of its own."""
    if not values.get("state"):
        words, usual = (SUPPORT_STATES, CONTRIBUTED) if supports else (STATES, IN_PROGRESS)
        values["state"] = ask.choice(console, "state", words, "state", usual)
    if not values.get("summary"):
        values["summary"] = ask.text(console, "summary", needed=not _said(values)) or None
    if not values.get("evidence"):
        typed = ask.lines(console, "evidence", ask.as_document("--evidence"))
        values["evidence"] = [ask.document("--evidence", one) for one in typed]
