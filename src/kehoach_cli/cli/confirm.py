"""`kehoach confirm PLAN/ITEM`: the coordinator accepts a report of completion; `return` gives one back by the same steps."""

from collections.abc import Mapping
from typing import Annotated

import typer

from kehoach_cli import coordinator, draft, lookup
from kehoach_cli.cli import ask, options, outcome, recording, subjects
from kehoach_cli.cli.context import token
from kehoach_cli.cli.recording import Recording
from kehoach_cli.cli.subjects import text_of
from kehoach_cli.coordinator import About, Claim
from kehoach_cli.entryfile import Typed
from kehoach_cli.model import ACCEPTED, CONFIRMATION, RETURNED, Event, Filing
from kehoach_cli.nodes import Data
from kehoach_cli.render import safe
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import number

Text = str | None
_MOST_NAMED = 8
SubjectArgument = Annotated[Text, typer.Argument(metavar="PLAN/ITEM")]
OfOption = Annotated[Text, typer.Option("--of", metavar="EVENT")]


def command(
    ctx: typer.Context,
    subject: SubjectArgument = None,
    agency: options.AgencyOption = None,
    of: OfOption = None,
    date_: options.DateOption = None,
    note: Annotated[Text, typer.Option("--note", "-m", metavar="TEXT")] = None,
    replaces: options.ReplacesOption = None,
    source: options.FromOption = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    yes: options.Yes = False,
    allow_detached: options.AllowDetached = False,
) -> int:
    rec = recording.begin(ctx, options.Common(source, dry_run, no_input, yes, allow_detached), subject)
    given = {"date": subjects.in_iso("--date", date_), "of": of, "note": note, "replaces": replaces}
    return answer(rec, ACCEPTED, subject, agency, given)


def answer(rec: Recording, result: str, subject: Text, agency: Text, given: Mapping[str, Data]) -> int:
    """Record the coordinator's answer to the one report of completion that is meant, under the agency whose report it is."""
    typed = rec.read_event(CONFIRMATION, given)
    if typed.findings:
        return rec.refuse(typed)
    values = typed.values
    replaced = coordinator.corrected(rec.register, CONFIRMATION, text_of(values.get("replaces")))
    about = _about(rec, typed, subject, agency, replaced)
    if not rec.asks:
        reason = {"--reason": values.get("reason")} if result == RETURNED else {}
        options.require(rec.here.say, {"PLAN/ITEM": about.plan, **reason})
    by = subjects.day_past("--date", text_of(values.get("date")))
    claim = _one(rec, coordinator.answerable(coordinator.without(rec.register, replaced), about, result, by))
    if rec.asks:
        _show(rec, claim)
        _ask_for_words(rec, values, result)
    on = subjects.asked_day(rec, "act-date", values.get("date"), lambda answer: _not_before(claim, answer))
    values |= {"item": claim.item, "of": claim.report.id, "result": result}
    made = draft.event(claim.plan.id, claim.report.agency, CONFIRMATION, values, on, token())
    outcome.show(rec, claim.plan, claim.item, claim.holder, claim.occurrence, made)
    return rec.finish(made, f"{claim.plan.id}/{claim.item}", "--agency", claim.report.agency)


def _about(rec: Recording, typed: Typed, subject: Text, agency: Text, replaced: Event | None) -> About:
    """Which reports may be meant. The report itself may be named instead of the item; a correction is about what it corrects."""
    register, of = rec.register, text_of(typed.values.get("of"))
    named = coordinator.entry(register, subject) if subject else None
    item, agency = subjects.agreed_item(rec, typed, _item_path(named) if named else subject, agency)
    if named:
        of = of or (subject if isinstance(named, Filing) else named.id)
    elif item is None:
        named = replaced or (coordinator.entry(register, of) if of else None)
        item = _item_path(named)
    if replaced:
        of = of or replaced.of
    plan, item_id = subjects.task(register, item) if item else (lookup.plan(register, named.plan) if named else None, None)
    return About(plan, item_id, lookup.agency(register, agency).id if agency else None, of)


def _item_path(named: Event | Filing | None) -> Text:
    """The item that an event is about, as a command line names it; a filing leaves it open."""
    return f"{named.plan}/{named.item}" if isinstance(named, Event) and named.item else None


def _one(rec: Recording, found: list[Claim]) -> Claim:
    """The one of several reports that is meant. Raises Trouble, naming them, when nobody can be asked."""
    if len(found) == 1:
        return found[0]
    if rec.asks:
        rec.here.console.err(rec.here.say("questions.claims"))
        return found[ask.pick(rec.here.console, "claim", [_line(rec, claim) for claim in found])]
    shown = [f"{one.plan.id}/{one.item} --agency {one.report.agency} --of {one.report.id}" for one in found[:_MOST_NAMED]]
    candidates = "; ".join([*shown, *(["…"] if len(found) > _MOST_NAMED else [])])
    raise Trouble("several-completions", exit_code=WRONG_USE, candidates=candidates)


def _line(rec: Recording, claim: Claim) -> str:
    name = safe.on_one_line(rec.register.party_name(claim.report.agency))
    return f"{claim.plan.id}/{claim.item}  {name}  {rec.here.say.day(claim.report.date)}  {claim.report.id}"


def _show(rec: Recording, claim: Claim) -> None:
    """What was reported, its evidence, and the deadline."""
    console, say = rec.here.console, rec.here.say
    console.err(f"\n{subjects.words_of(claim.plan.item_by_id[claim.item])}")
    name, report = rec.register.party_name(claim.report.agency), claim.report
    console.note("claim", agency=name, day=report.date.isoformat(), path=report.path, occurrence=claim.occurrence or "")
    said = coordinator.said(rec.register, claim)
    if said.words:
        console.note("claim-words", words=said.words)
    for figure in said.figures:
        console.note("claim-figure", name=figure.name, value=number(figure.value), unit=figure.unit or "")
    for document in said.evidence:
        parts = (document.type, document.number, document.date and say.day(document.date), document.title)
        words = " ".join(part for part in parts if part) or document.file or document.url or ""
        files = ", ".join(one.shown for one in document.attachments)
        console.note("claim-evidence", document=words or files, files=files if words else "")
    if not said.evidence:
        console.note("claim-without-evidence")
    outcome.show_deadline(rec, claim.plan, claim.item, claim.holder, claim.occurrence)


def _ask_for_words(rec: Recording, values: dict[str, Data], result: str) -> None:
    if result == RETURNED and not values.get("reason"):
        values["reason"] = ask.text(rec.here.console, "reason", needed=True)
    if result == ACCEPTED and not values.get("note"):
        values["note"] = ask.text(rec.here.console, "note") or None


def _not_before(claim: Claim, answer: str) -> str:
    """The day of the answer in ISO form. Raises Trouble for one before the report came."""
    reported = claim.report.known.isoformat()
    if answer < reported:
        raise Trouble("before-report", exit_code=WRONG_USE, day=answer, reported=reported)
    return answer
