"""What agencies said in the periods a report is about: by events and in filings."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from kehoach_cli import filings as fl
from kehoach_cli.history import History, Report, live_events, name_of
from kehoach_cli.model import RETURNED, UPDATE, Document, Event, Filing, FilingItem
from kehoach_cli.periods import Period, period_words
from kehoach_cli.report.asked import Asked
from kehoach_cli.report.parts import Values, document, figure
from kehoach_cli.text import Say


class Entry(NamedTuple):
    """What one agency said of one item in a period, in its filing or by an event, and how it was returned, if it was."""

    agency: str
    name: str
    day: date
    period: str
    said: FilingItem
    returned: Event | None


def entries(asked: Asked) -> list[Entry]:
    """Everything said in the periods asked for, by the day, oldest first."""
    return asked.once("entries", lambda: _entries(asked))


def _entries(asked: Asked) -> list[Entry]:
    history = History(asked.register, asked.plan, asked.as_of)
    said = [
        (event.agency, event.date, event.id, period.name, FilingItem(
            event.item or "", event.state, event.with_, event.summary, event.figures, event.difficulties, evidence=event.evidence
        ))
        for period, event in events(asked)
    ]  # fmt: skip
    for filing in filings(asked):
        said += [(filing.agency, filing.received, name_of(filing), filing.period, entry) for entry in filing.items]
    found = [
        Entry(agency, asked.name(agency), day, period, entry, _returned(history, entry.item, Report(day, id_, "", agency, None)))
        for agency, day, id_, period, entry in said
    ]
    return sorted(found, key=lambda entry: (entry.day, entry.agency))


def _returned(history: History, item: str, report: Report) -> Event | None:
    verdict = history.verdict(item, report)
    return verdict if verdict is not None and verdict.result == RETURNED else None


def events(asked: Asked) -> list[tuple[Period, Event]]:
    """The updates of each period by the day. An event belongs to the period whose window holds its date; a filing to its own."""
    live = [event for event in live_events(asked.register, asked.plan.id, asked.as_of) if event.kind == UPDATE]
    return [(period, event) for period in asked.span for event in live if period.opens <= event.date <= period.closes]


def filings(asked: Asked) -> list[Filing]:
    """The last revision of each filing of the periods, by period and then in the official order of agencies."""
    wanted = [period.name for period in asked.span]
    received = [one for one in fl.latest(asked.register, asked.plan.id, asked.as_of) if one.period in wanted]
    return sorted(received, key=lambda one: (wanted.index(one.period), fl.agency_order(asked.register, one.agency)))


def of_item(found: Iterable[Entry], item: str, say: Say) -> list[Values]:
    """The entries on one item."""
    return [report(entry, say) for entry in found if entry.said.item == item]


def report(entry: Entry, say: Say, cite: Callable[[Document, Say], Values] = document) -> Values:
    """One entry as a template sees it."""
    returned = entry.returned
    return {
        "agency": entry.name,
        "date": say.day(entry.day),
        "period": period_words(entry.period, say),
        "state": say.word("state", entry.said.state) if entry.said.state else "",
        "results": entry.said.results or "",
        "returned": say("words.verdict.returned", day=returned.date.isoformat(), reason=returned.reason or "")
        if returned
        else "",
        "figures": [figure(one) for one in entry.said.figures],
        "documents": [cite(one, say) for one in entry.said.evidence],
    }


def documents(found: Iterable[Entry], say: Say) -> list[Values]:
    """The documents issued, each once: an event and the filing after it often name the same one."""
    named = {
        (entry.agency, one.number, one.title, () if one.number or one.title else one.attachments): (entry, one)
        for entry in found
        for one in entry.said.evidence
    }
    return [{**document(one, say), "agency": entry.name} for entry, one in named.values()]


def written_under(found: Iterable[Entry], keys: tuple[str, ...]) -> list[Values]:
    """The entries in which an agency wrote something under one of the keys of a filing's item."""
    kept = []
    for entry in found:
        texts = {key: getattr(entry.said, key) or "" for key in keys}
        if any(not fl.is_blank_text(text) for text in texts.values()):
            kept.append({"agency": entry.name, "item": entry.said.item, **texts})
    return kept


def statements(asked: Asked) -> list[Values]:
    """The overall statement of each filing."""
    return [
        {"agency": asked.name(one.agency), "period": period_words(one.period, asked.say), "text": one.statement}
        for one in filings(asked)
        if not fl.is_blank_text(one.statement)
    ]


def proposals(asked: Asked) -> list[Values]:
    """What agencies propose, in filings first, then by events."""
    filed = [(one.agency, one.period, one.proposals) for one in filings(asked)]
    told = [(event.agency, period.name, event.proposals) for period, event in events(asked)]
    return [
        {"agency": asked.name(agency), "period": period_words(period, asked.say), "text": text}
        for agency, period, text in filed + told
        if not fl.is_blank_text(text)
    ]
