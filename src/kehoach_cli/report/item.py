"""The life of one item of the plan: its words, who has held it, every event in order, its figures, where it stands."""

from datetime import date
from typing import NamedTuple

from kehoach_cli import filings as fl
from kehoach_cli import vn
from kehoach_cli.history import live_events
from kehoach_cli.model import CONFIRMATION, EXTENSION, LEAD, UPDATE, Document, Event, Figure, FilingItem
from kehoach_cli.periods import period_words
from kehoach_cli.report import head, matrix
from kehoach_cli.report.asked import Asked
from kehoach_cli.report.parts import Values, capital, document_with_files, figure, no_date, standing, task
from kehoach_cli.standing import ObligationStanding


class Moment(NamedTuple):
    """Something that happened to the item: when, to whom, what, in whose words, with which documents and figures."""

    day: date
    agency: str
    what: str
    text: str = ""
    documents: tuple[Document, ...] = ()
    figures: tuple[Figure, ...] = ()
    difficulties: str = ""
    proposals: str = ""


def values(asked: Asked) -> Values:
    """What the templates of the life of an item see. `asked.item` is an item of the plan."""
    whole = asked.standing()
    if asked.item in whole.plan.item_by_id:  # as it reads on the day, unless it is not in force then
        asked = asked.reading(whole.plan)
    of = asked.plan.item_by_id[asked.item]
    judged = [one for one in whole.obligations if one.obligation.item.id == of.id]
    moments = sorted(_moments(asked, judged), key=lambda moment: moment.day)
    say = asked.say
    return {
        **head.common(asked),
        "item": {
            **task(asked, of, judged),
            "place": (say.language == "vi" and vn.place(of.id)) or say("words.paper.item", item=of.id),
            "headings": [f"{above.id}. {above.heading}" for above in matrix.headings(asked, of)],
            "since": say.day(of.since) if of.since else "",
            "until": say.day(of.until) if of.until else "",
            "basis": of.basis or "",
        },
        "holders": [_holder(asked, one) for one in judged],
        "moments": [_moment(asked, moment) for moment in moments],
        "figures": [
            {**figure(one), "agency": asked.name(moment.agency), "date": say.day(moment.day)}
            for moment in moments
            for one in moment.figures
        ],
        "difficulties": _written(asked, moments, "difficulties"),
        "proposals": _written(asked, moments, "proposals"),
    }


def _holder(asked: Asked, one: ObligationStanding) -> Values:
    say, obligation = asked.say, one.obligation
    return {
        "agency": asked.name(obligation.agency or obligation.named),
        "role": capital(say.word("role", obligation.role)),
        "occurrence": period_words(one.occurrence, say) if one.occurrence else "",
        "due": say.day(one.due) if one.due else no_date(say, obligation.item) if obligation.role == LEAD else "",
        "state": capital(say.word("state", one.state or "none")),
        "standing": capital(standing(asked, one)),
        "notes": matrix.notes(asked, [one]),
    }


def _moments(asked: Asked, judged: list[ObligationStanding]) -> list[Moment]:
    """Handovers first, then events, then what filings say: in this order where they fall on one day."""
    steps = {step: None for one in judged for step in one.obligation.holding.steps}
    found = [
        Moment(step.date, step.to, asked.say("words.paper.handover"), matrix.handover(asked, step) + _because(step.basis))
        for step in steps
    ]
    found += [
        _of_event(asked, event)
        for event in live_events(asked.register, asked.plan.id, asked.as_of)
        if event.item == asked.item and event.kind in (UPDATE, CONFIRMATION, EXTENSION)
    ]
    found += [
        _of_filing(asked, filing.agency, filing.received, filing.period, entry)
        for filing in fl.latest(asked.register, asked.plan.id, asked.as_of)
        for entry in filing.items
        if entry.item == asked.item
    ]
    return found


def _because(basis: str | None) -> str:
    return f" ({' '.join(basis.split()).rstrip('.')})" if basis else ""


def _of_event(asked: Asked, event: Event) -> Moment:
    say = asked.say
    if event.kind == CONFIRMATION:
        return Moment(event.date, event.agency, say(f"words.paper.{event.result}"), event.reason or "")
    if event.kind == EXTENSION:
        text = say("words.paper.new-due", day=event.to.isoformat() if event.to else "") + _because(event.basis)
        return Moment(event.date, event.agency, say.word("event-kind", event.kind), text)
    what = say("words.paper.state-reported", state=event.state or "none")
    return Moment(
        event.date, event.agency, what, event.summary or "", event.evidence, event.figures, event.difficulties or "",
        event.proposals or "",
    )  # fmt: skip


def _of_filing(asked: Asked, agency: str, day: date, period: str, entry: FilingItem) -> Moment:
    words = period_words(period, asked.say)
    what = asked.say("words.paper.state-filed", state=entry.state or "none", period=words)
    return Moment(day, agency, what, entry.results or "", entry.evidence, entry.figures, entry.difficulties or "")


def _moment(asked: Asked, moment: Moment) -> Values:
    return {
        "date": asked.say.day(moment.day),
        "agency": asked.name(moment.agency),
        "what": capital(moment.what),
        "text": moment.text,
        "documents": [document_with_files(one, asked.say) for one in moment.documents],
    }


def _written(asked: Asked, moments: list[Moment], key: str) -> list[Values]:
    written = ((moment, getattr(moment, key)) for moment in moments)
    return [
        {"agency": asked.name(moment.agency), "date": asked.say.day(moment.day), "text": text}
        for moment, text in written
        if not fl.is_blank_text(text)
    ]
