"""`kehoach submit PLAN`: the report of one agency for one period, one file, one commit."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach_cli import app, draft, filings, lookup, periods
from kehoach_cli.cli import ask, clock, options, recording
from kehoach_cli.cli.context import Session, day, session
from kehoach_cli.draft import Draft
from kehoach_cli.forms import FILING_FILE, PERIOD, Field
from kehoach_cli.model import LEAD, STATES, Plan
from kehoach_cli.nodes import Data
from kehoach_cli.parse import Snapshot, parse
from kehoach_cli.periods import Period
from kehoach_cli.succession import filers, obligations
from kehoach_cli.trouble import WRONG_USE, Trouble

Text = str | None
_FORM = FILING_FILE._replace(fields=(*FILING_FILE.fields, Field("period", PERIOD)))  # the blank form names its period too


def command(
    ctx: typer.Context,
    plan: options.PlanArgument = None,
    agency: options.AgencyOption = None,
    period: options.PeriodOption = None,
    source: options.FromOption = None,
    document: Annotated[Text, typer.Option("--document", metavar="DOCUMENT")] = None,
    received: Annotated[Text, typer.Option("--received", metavar="DATE")] = None,
    statement: Annotated[Text, typer.Option("--statement", "-m", metavar="TEXT")] = None,
    form: Annotated[bool, typer.Option("--form")] = False,
    output: options.OutputOption = None,
    revise: Annotated[bool, typer.Option("--revise")] = False,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    yes: options.Yes = False,
    allow_detached: options.AllowDetached = False,
) -> int:
    here = session(ctx)
    if form:
        return _print_form(here, here.workspace(), plan, agency, period, output=output)
    workspace = recording.workspace(here, dry_run=dry_run, allow_detached=allow_detached)
    asks = here.console.can_ask and not no_input and source is None
    values: dict[str, Data] = {
        "document": ask.document("--document", document) if document else None,
        "received": day("--received", received).isoformat() if received else None,
        "statement": statement,
    }
    if source is not None:
        typed = _from_file(source, values)
        if typed.findings:
            return recording.refuse(here, typed, "submit", dry_run=dry_run)
        values = typed.values
        plan, agency, period = _whose(here, workspace, typed, plan, agency, period)
    of = _plan(here, workspace, plan, asks=asks)
    agency_id, wanted = _who_and_when(here, workspace, of, agency, period, asks=asks)
    revision = _revision(workspace, of, agency_id, wanted.name, revise=revise)
    if asks:
        _ask_for_rest(here, workspace, of, agency_id, values)
    values["received"] = values.get("received") or clock.today().isoformat()
    made = draft.filing(of.id, wanted.name, agency_id, revision, values)
    _require_news(workspace, made)
    again = ["kehoach", "submit", of.id, "--agency", agency_id, "--period", wanted.name, *(["--revise"] if revise else [])]
    return recording.finish(
        here, workspace, made, again, dry_run=dry_run, ask_first=asks and not yes, allow_detached=allow_detached, source=source
    )


def _print_form(here: Session, workspace: app.Workspace, plan: Text, agency: Text, period: Text, *, output: Path | None) -> int:
    of = lookup.plan(workspace.register, plan)
    wanted = _period(of, period)
    options.require(here.say, {"--agency": agency, "--period": wanted})
    assert wanted is not None  # noqa: S101 - for the type checker: `require` has made sure
    text = draft.blank_form(workspace.register, of, lookup.agency(workspace.register, agency or "").id, wanted, here.say)
    here.deliver(text, output)
    return 0


def _from_file(source: str, values: dict[str, Data]) -> app.Typed:
    """What the file says; a document of which only the type is given, as the form offers it, is none."""
    content, name = recording.read_source(source)
    typed = app.read_typed(content, name, _FORM, values)
    if isinstance(document := typed.values.get("document"), dict) and not any(document.get(k) for k in document if k != "type"):
        typed.values["document"] = None
    return typed


def _whose(
    here: Session, workspace: app.Workspace, typed: app.Typed, plan: Text, agency: Text, period: Text
) -> tuple[Text, Text, Text]:
    """Plan, agency and period, which the command line or the file names. Raises Trouble when they name different ones."""

    def in_file(value: Data) -> Text:
        return value if isinstance(value, str) else None

    register = workspace.register
    plans = [lookup.plan(register, one).id if one else None for one in (plan, in_file(typed.whose.get("plan")))]
    agencies = [lookup.agency(register, one).id if one else None for one in (agency, in_file(typed.whose.get("agency")))]
    return (
        options.agree(here.say, "PLAN", *plans),
        options.agree(here.say, "--agency", *agencies),
        options.agree(here.say, "--period", period, in_file(typed.values.pop("period", None))),
    )


def _plan(here: Session, workspace: app.Workspace, typed: Text, *, asks: bool) -> Plan:
    """The plan, asked for when there are several and none was named."""
    register = workspace.register
    if typed is None and asks and len(register.plans) > 1:
        here.console.err(here.say("questions.plans"))
        for one in register.plans:
            here.console.err(f"  {one.id}  {one.number or ''} {one.title}")
        typed = ask.text(here.console, "plan", check=lambda answer: lookup.plan(register, answer).id, needed=True)
    return lookup.plan(register, typed)


def _period(plan: Plan, typed: Text) -> Period | None:
    """The period named, or the current one, if any. Raises Trouble when the plan asks for no filing for it."""
    if plan.reporting is None:
        raise Trouble("no-reporting", exit_code=WRONG_USE, plan=plan.id)
    if typed is None:
        return periods.current(plan.reporting, clock.today())
    if not periods.is_expected(plan.reporting, typed):
        raise Trouble("unexpected-period", exit_code=WRONG_USE, period=typed, plan=plan.id)
    return periods.period(plan.reporting, typed)


def _who_and_when(
    here: Session, workspace: app.Workspace, plan: Plan, agency: Text, period: Text, *, asks: bool
) -> tuple[str, Period]:
    """The agency and the period, asked for when they were not given."""
    register, wanted = workspace.register, _period(plan, period)
    if not asks:
        options.require(here.say, {"--agency": agency, "--period": period})
    if agency is None:
        if wanted is not None:
            _list_filers(here, workspace, plan, wanted)
        agency = ask.text(here.console, "agency", check=lambda typed: lookup.agency(register, typed).id, needed=True)
    agency = lookup.agency(register, agency).id
    if period is None:
        default = wanted.name if wanted else ""
        period = ask.text(here.console, "period", default, lambda typed: _name(_period(plan, typed)), needed=True)
    found = _period(plan, period)
    assert found is not None  # noqa: S101 - for the type checker: a period that was named is there, or Trouble was raised
    return agency, found


def _name(period: Period | None) -> str:
    return period.name if period else ""


def _list_filers(here: Session, workspace: app.Workspace, plan: Plan, period: Period) -> None:
    """Show who is expected to file, by id and name."""
    expected = filers(workspace.register, plan, period.closes)
    here.console.err(here.say("questions.agencies", period=period.name))
    for agency in sorted(expected, key=lambda one: filings.agency_order(workspace.register, one)):
        here.console.err(f"  {agency}  {workspace.register.party_name(agency)}")


def _revision(workspace: app.Workspace, plan: Plan, agency: str, period: str, *, revise: bool) -> int:
    """Which revision this one is. Raises Trouble when there is a filing and nobody said that this one revises it."""
    there = [f.revision for f in workspace.register.filings if (f.plan, f.period, f.agency) == (plan.id, period, agency)]
    if there and not revise:
        raise Trouble("already-filed", exit_code=WRONG_USE, agency=agency, period=period)
    return max(there, default=0) + 1


def _require_news(workspace: app.Workspace, made: Draft) -> None:
    """Raise Trouble when a revision says nothing but what the last one says; the day it was received is no news."""
    for new in parse(Snapshot({made.path: made.text.encode()})).register.filings:
        whose = (new.plan, new.period, new.agency)
        before = [f for f in workspace.register.filings if (f.plan, f.period, f.agency) == whose]
        last = max(before, key=lambda filing: filing.revision, default=None)
        if last and last == new._replace(path=last.path, revision=last.revision, received=last.received):
            raise Trouble("nothing-revised", exit_code=WRONG_USE, agency=new.agency, period=new.period)


def _ask_for_rest(here: Session, workspace: app.Workspace, plan: Plan, agency: str, values: dict[str, Data]) -> None:
    console = here.console
    if not values.get("document"):
        typed = ask.text(console, "document", check=ask.as_document("--document"))
        values["document"] = ask.document("--document", typed) if typed else None
    if not values.get("received"):
        values["received"] = ask.text(
            console, "received", here.say.day(clock.today()), lambda typed: day("--received", typed).isoformat()
        )
    if not values.get("statement"):
        values["statement"] = ask.text(console, "statement") or None
    entries: list[Data] = []
    for obligation in obligations(workspace.register, plan, clock.today()):
        if obligation.agency != agency or obligation.role != LEAD:
            continue
        words = " ".join((obligation.item.text or obligation.item.heading or "").split())
        console.err(f"\n{obligation.item.id}: {words[:200]}{'…' if len(words) > 200 else ''}")
        results = ask.text(console, "results", item=obligation.item.id)
        if results:
            state = ask.choice(console, "state", STATES, "state", STATES[1])
            entries.append({"item": obligation.item.id, "state": state, "results": results})
    values["items"] = entries
