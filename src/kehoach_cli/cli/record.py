"""`kehoach record PLAN/ITEM`: one progress event, one file, one commit."""

from datetime import date
from typing import Annotated

import typer

from kehoach_cli import app, draft, lookup
from kehoach_cli.cli import ask, clock, options, recording
from kehoach_cli.cli.context import Session, day, one_of, session, token
from kehoach_cli.forms import EVENT_FORMS
from kehoach_cli.model import ALL_STATES, IN_PROGRESS, LEAD, STATES, UPDATE, Plan, Register
from kehoach_cli.nodes import Data
from kehoach_cli.succession import obligations
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import day_words

Text = str | None
_MOST_NAMED = 8


def command(
    ctx: typer.Context,
    item: options.ItemArgument = None,
    agency: options.AgencyOption = None,
    date_: Annotated[Text, typer.Option("--date", "-d", metavar="DATE")] = None,
    state: Annotated[Text, typer.Option("--state", "-s", metavar="STATE")] = None,
    summary: Annotated[Text, typer.Option("--summary", "-m", metavar="TEXT")] = None,
    evidence: Annotated[list[str] | None, typer.Option("--evidence", "-e", metavar="DOCUMENT")] = None,
    figure: Annotated[list[str] | None, typer.Option("--figure", metavar="NAME=VALUE [UNIT]")] = None,
    difficulties: Annotated[Text, typer.Option("--difficulties", metavar="TEXT")] = None,
    proposals: Annotated[Text, typer.Option("--proposals", metavar="TEXT")] = None,
    period: options.PeriodOption = None,
    replaces: Annotated[Text, typer.Option("--replaces", metavar="EVENT")] = None,
    source: options.FromOption = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    yes: options.Yes = False,
    allow_detached: options.AllowDetached = False,
) -> int:
    here = session(ctx)
    workspace = recording.workspace(here, dry_run=dry_run, allow_detached=allow_detached)
    asks = here.console.can_ask and not no_input and source is None
    one_of("--state", state, ALL_STATES)
    values: dict[str, Data] = {
        "date": day("--date", date_).isoformat() if date_ else None,
        "state": state,
        "period": period,
        "summary": summary,
        "figures": [draft.figure(typed) for typed in figure or ()],
        "difficulties": difficulties,
        "proposals": proposals,
        "evidence": [ask.document("--evidence", typed) for typed in evidence or ()],
        "replaces": replaces,
    }
    if source is not None:
        content, name = recording.read_source(source)
        typed = app.read_typed(content, name, EVENT_FORMS[UPDATE], values)
        if typed.findings:
            return recording.refuse(here, typed, "record", dry_run=dry_run)
        values = typed.values
        item, agency = _whose(here, workspace, typed, item, agency)
    if not asks:
        options.require(
            here.say, {"PLAN/ITEM": item, "--agency": agency, "--state": values.get("state"), "--summary": _said(values)}
        )
    plan, item_id, agency_id = _what_and_who(here, workspace, item, agency)
    values["item"] = item_id
    on = _day_past("--date", _text(values.get("date")))
    if asks:
        on = _ask_for_rest(here, values, on)
    made = draft.event(plan.id, agency_id, UPDATE, {**values, "date": None}, on, token())
    again = ["kehoach", "record", f"{plan.id}/{item_id}", "--agency", agency_id]
    return recording.finish(
        here, workspace, made, again, dry_run=dry_run, ask_first=asks and not yes, allow_detached=allow_detached, source=source
    )


def _text(value: Data) -> str | None:
    return value if isinstance(value, str) else None


def _said(values: dict[str, Data]) -> bool:
    """Whether the event says anything beyond a state."""
    return any(values.get(key) for key in ("summary", "evidence", "figures", "difficulties", "proposals"))


def _day_past(option: str, typed: Text) -> date:
    """The day named, or today. Raises Trouble for a day that has not come yet."""
    found = day(option, typed)
    if found > clock.today():
        facts = {"day": found.isoformat(), "today": clock.today().isoformat()}
        raise Trouble("future-day", exit_code=WRONG_USE, option=option, **facts)
    return found


def _whose(here: Session, workspace: app.Workspace, typed: app.Typed, item: Text, agency: Text) -> tuple[Text, Text]:
    """The item and the agency, which the command line or the file names. Raises Trouble when they name different ones."""
    register = workspace.register
    plan_in_file, item_in_file = _text(typed.whose.get("plan")), _text(typed.values.get("item"))
    if item and item_in_file:
        plan_here = item.rpartition("/")[0] or None
        items = [
            "/".join(_ids(lookup.plan_and_item(register, item if plan_here or not plan_in_file else f"{plan_in_file}/{item}"))),
            "/".join(_ids(lookup.plan_and_item(register, _joined(plan_in_file or plan_here, item_in_file)))),
        ]
        item = options.agree(here.say, "PLAN/ITEM", *items)
    elif item_in_file:
        item = _joined(plan_in_file, item_in_file)
    agencies = [lookup.agency(register, one).id if one else None for one in (agency, _text(typed.whose.get("agency")))]
    return item, options.agree(here.say, "--agency", *agencies)


def _joined(plan: Text, item: str) -> str:
    return f"{plan}/{item}" if plan else item


def _task(register: Register, typed: str) -> tuple[Plan, str]:
    """The plan and the item meant. Raises Trouble when the item assigns no work."""
    plan, item_id = lookup.plan_and_item(register, typed)
    if not plan.is_task(plan.item_by_id[item_id]):
        below = [one.id for one in plan.items if one.id.startswith((f"{item_id}.", f"{item_id}-")) and plan.is_task(one)]
        raise Trouble("not-a-task", exit_code=WRONG_USE, item=item_id, plan=plan.id, tasks=", ".join(below[:_MOST_NAMED]))
    return plan, item_id


def _what_and_who(here: Session, workspace: app.Workspace, item: Text, agency: Text) -> tuple[Plan, str, str]:
    """The plan, the item and the agency, asked for when they were not given."""
    register = workspace.register
    if item is None:
        from textwrap import fill

        here.console.err(here.say("questions.items"))
        for one in register.plans:
            ids = "  ".join(entry.id for entry in one.items if one.is_task(entry))
            here.console.err(fill(f"{one.id}/  {ids}", here.console.width, subsequent_indent="  ", break_on_hyphens=False))
        item = ask.text(here.console, "item", check=lambda typed: "/".join(_ids(_task(register, typed))), needed=True)
    plan, item_id = _task(register, item)
    if agency is None:
        leads = [o.agency for o in obligations(register, plan, clock.today()) if o.item.id == item_id and o.role == LEAD]
        default = leads[0] if len(leads) == 1 and leads[0] else ""
        agency = ask.text(here.console, "agency", default, lambda typed: lookup.agency(register, typed).id, needed=True)
    return plan, item_id, lookup.agency(register, agency).id


def _ids(found: tuple[Plan, str]) -> tuple[str, str]:
    return found[0].id, found[1]


def _ask_for_rest(here: Session, values: dict[str, Data], on: date) -> date:
    """Ask for what the options left open; the day is echoed in words."""
    console = here.console
    if not values.get("date"):
        default = console.say.day(on)
        on = day("--date", ask.text(console, "date", default, lambda typed: _day_past("--date", typed).isoformat()))
        console.err(f"  {day_words(on)}")
    if not values.get("state"):
        values["state"] = ask.choice(console, "state", STATES, "state", IN_PROGRESS)
    if not values.get("summary"):
        values["summary"] = ask.text(console, "summary", needed=not _said(values)) or None
    if not values.get("evidence"):
        typed = ask.lines(console, "evidence", ask.as_document("--evidence"))
        values["evidence"] = [ask.document("--evidence", one) for one in typed]
    return on
