"""`kehoach submit PLAN`: the report of one agency for one period, one file, one commit; or a list of reports, one commit for each
agency."""

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from kehoach_cli import draft, lookup
from kehoach_cli.cli import ask, attaching, clock, options, recording, subjects
from kehoach_cli.cli.context import Session, day, session
from kehoach_cli.cli.recording import Recording
from kehoach_cli.draft import Draft
from kehoach_cli.entryfile import Typed
from kehoach_cli.fields import Field
from kehoach_cli.forms import FILING_FILE
from kehoach_cli.kinds import PERIOD
from kehoach_cli.model import LEAD, STATES, Plan
from kehoach_cli.nodes import Data
from kehoach_cli.parse import Snapshot, parse
from kehoach_cli.periods import Period
from kehoach_cli.succession import obligations
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.workspace import Workspace

Text = str | None
_FORM = FILING_FILE._replace(fields=(*FILING_FILE.fields, Field("period", PERIOD)))  # the blank form names its period too


def command(
    ctx: typer.Context,
    plan: options.PlanArgument = None,
    agency: options.AgencyOption = None,
    period: options.PeriodOption = None,
    source: options.FromOption = None,
    document: Annotated[Text, typer.Option("--document", metavar="DOCUMENT")] = None,
    attach: options.AttachOption = None,
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
    if form:
        here = session(ctx)
        return _print_form(here, here.workspace(), plan, agency, period, output=output)
    rec = recording.begin(ctx, options.Common(source, dry_run, no_input, yes, allow_detached), plan)
    files = attaching.read(attach)
    given: dict[str, Data] = {
        "document": ask.document("--document", document) if document else None,
        "received": subjects.in_iso("--received", received),
        "statement": statement,
    }
    if rec.entries:
        attaching.require_none(files)
        return _submit_list(rec, given, (plan, agency, period), revise=revise)
    typed = _without_bare_type(rec.read(_FORM, given))
    if typed.findings:
        return rec.refuse(typed)
    of = _of(rec, typed, plan, agency, period)
    _require_unfiled(of, revise=revise)
    typed.values["document"] = attaching.to_document(typed.values.get("document"), files)
    made = _made(rec, of, typed.values)
    _require_news(rec.workspace, made)
    made = attaching.bring(rec, made, files)
    return rec.finish(made, of.plan.id, "--agency", of.agency, "--period", of.period.name, *(["--revise"] if revise else []))


def _submit_list(rec: Recording, given: dict[str, Data], said: tuple[Text, Text, Text], *, revise: bool) -> int:
    """`said` are the plan, the agency and the period of the options."""
    from kehoach_cli import lists
    from kehoach_cli.cli import many

    recorded = lists.Recorded(rec.register)

    def make(typed: Typed) -> Draft | None:
        open_day = not typed.values.get("received")
        of = _of(rec, _without_bare_type(typed), *said)
        made = _made(rec, of, typed.values)
        if recorded.has(made, whenever_received=open_day):
            return None
        _require_unfiled(of, revise=revise)
        return made

    return many.record(rec, _FORM, given, make)


class _Of(NamedTuple):
    """Which filing it is; revision 1 is the first."""

    plan: Plan
    agency: str
    period: Period
    revision: int


def _of(rec: Recording, typed: Typed, plan: Text, agency: Text, period: Text) -> _Of:
    """Said by the options and the file, or asked for. Raises Trouble."""
    plan, agency, period = subjects.agreed_filing(rec, typed, plan, agency, period)
    of = subjects.plan(rec, plan)
    if not rec.asks:
        rec.require({"--agency": agency, "--period": period})
    agency_id, wanted = subjects.agency_and_period(rec, of, agency, period)
    there = [one.revision for one in rec.register.filings_by_period.get((of.id, wanted.name), ()) if one.agency == agency_id]
    return _Of(of, agency_id, wanted, max(there, default=0) + 1)


def _require_unfiled(of: _Of, *, revise: bool) -> None:
    """Raise Trouble when there is a filing and nobody said that this one revises it."""
    if of.revision > 1 and not revise:
        raise Trouble("already-filed", exit_code=WRONG_USE, agency=of.agency, period=of.period.name)


def _made(rec: Recording, of: _Of, values: dict[str, Data]) -> Draft:
    if rec.asks:
        _ask_for_rest(rec, of.plan, of.agency, values)
    values["received"] = values.get("received") or clock.today().isoformat()
    return draft.filing(of.plan.id, of.period.name, of.agency, of.revision, values)


def _print_form(here: Session, workspace: Workspace, plan: Text, agency: Text, period: Text, *, output: Path | None) -> int:
    of = lookup.plan(workspace.register, plan)
    wanted = subjects.period(of, period)
    options.require(here.say, {"--agency": agency, "--period": wanted})
    assert wanted is not None  # noqa: S101 - for the type checker: `require` has made sure
    text = draft.blank_form(workspace.register, of, lookup.agency(workspace.register, agency or "").id, wanted, here.say)
    here.deliver(text, output)
    return 0


def _without_bare_type(typed: Typed) -> Typed:
    """A document of which only the type is given, as the form offers it, is none."""
    if isinstance(document := typed.values.get("document"), dict) and not any(document.get(k) for k in document if k != "type"):
        typed.values["document"] = None
    return typed


def _require_news(workspace: Workspace, made: Draft) -> None:
    """Raise Trouble when a revision says nothing but what the last one says; the day it was received is no news."""
    for new in parse(Snapshot({made.path: made.text.encode()})).register.filings:
        whose = (new.plan, new.period, new.agency)
        before = [f for f in workspace.register.filings if (f.plan, f.period, f.agency) == whose]
        last = max(before, key=lambda filing: filing.revision, default=None)
        if last and last == new._replace(path=last.path, revision=last.revision, received=last.received):
            raise Trouble("nothing-revised", exit_code=WRONG_USE, agency=new.agency, period=new.period)


def _ask_for_rest(rec: Recording, plan: Plan, agency: str, values: dict[str, Data]) -> None:
    console = rec.here.console
    if not values.get("document"):
        typed = ask.text(console, "document", check=ask.as_document("--document"))
        values["document"] = ask.document("--document", typed) if typed else None
    if not values.get("received"):
        values["received"] = ask.text(
            console, "received", console.say.day(clock.today()), lambda typed: day("--received", typed).isoformat()
        )
    if not values.get("statement"):
        values["statement"] = ask.text(console, "statement") or None
    entries: list[Data] = []
    for obligation in obligations(rec.register, plan, clock.today()):
        if obligation.agency != agency or obligation.role != LEAD:
            continue
        console.err(f"\n{subjects.words_of(obligation.item)}")
        results = ask.text(console, "results", item=obligation.item.id)
        if results:
            state = ask.choice(console, "state", STATES, "state", STATES[1])
            entries.append({"item": obligation.item.id, "state": state, "results": results})
    values["items"] = entries
