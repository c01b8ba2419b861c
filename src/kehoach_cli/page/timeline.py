"""What happened, newest first, by month: events and filings as they came in, corrections applied."""

from datetime import date
from typing import Any, NamedTuple

from kehoach_cli.history import live_events
from kehoach_cli.model import ACCEPTED, CONFIRMATION, Document, Event, Figure, Filing, Register
from kehoach_cli.page.reporting import period_name
from kehoach_cli.periods import cadence_of
from kehoach_cli.standing import PlanStanding
from kehoach_cli.text import Say
from kehoach_cli.vn import number

Values = dict[str, Any]

MOST_ENTRIES = 300  # told in full; older ones are counted by month, so that a page of ten years stays a page
_OPEN_MONTHS = 2
FILING = "filing"


class _Entry(NamedTuple):
    """Something on record: its day and file, and what of it is shown."""

    day: date
    path: str
    of: Event | Filing


def values(register: Register, of: PlanStanding, anchors: dict[str, str], say: Say) -> Values:
    """The newest entries in full, by month; how many older ones each month holds."""
    entries = [_Entry(event.date, event.path, event) for event in live_events(register, of.plan.id, of.as_of)]
    entries += [_Entry(f.received, f.path, f) for f in register.filings_by_plan.get(of.plan.id, ()) if f.received <= of.as_of]
    entries.sort(key=lambda entry: (entry.day, entry.path), reverse=True)
    months: dict[str, list[Values]] = {}
    for entry in entries[:MOST_ENTRIES]:
        months.setdefault(_month(entry.day, say), []).append(_entry(register, entry, anchors, say))
    older: dict[str, int] = {}
    for entry in entries[MOST_ENTRIES:]:
        older[_month(entry.day, say)] = older.get(_month(entry.day, say), 0) + 1
    return {
        "months": [{"name": name, "open": n < _OPEN_MONTHS, "entries": found} for n, (name, found) in enumerate(months.items())],
        "older": [say("page.older", month=name, count=str(count)) for name, count in older.items()],
    }


def _month(day: date, say: Say) -> str:
    return say("page.month", year=str(day.year), month=str(day.month))


def _entry(register: Register, entry: _Entry, anchors: dict[str, str], say: Say) -> Values:
    told = _of_filing(entry.of, say) if isinstance(entry.of, Filing) else _of_event(register, entry.of, say)
    item = entry.of.item if isinstance(entry.of, Event) else None
    return {
        "day": say.day(entry.day),
        "iso": entry.day.isoformat(),
        "agency": register.party_name(entry.of.agency),
        "item": say("page.due-obligation", subject=item) if item else "",
        "anchor": anchors.get(item or "", ""),
        **told,
    }


def _of_event(register: Register, event: Event, say: Say) -> Values:
    details = [
        say.word("state", event.state) if event.state else "",
        say("page.until", day=event.to.isoformat()) if event.to else "",
        *(_period(name, say) for name in (*([event.period] if event.period else []), *event.periods)),
        ", ".join(asked.item for asked in event.items),
        say("page.with", agencies=", ".join(map(register.party_name, event.with_))) if event.with_ else "",
        say("page.level", level=str(event.level)) if event.level else "",
        say("page.corrects") if event.replaces else "",
    ]
    texts = {"": event.summary} | {key: getattr(event, key) for key in ("difficulties", "proposals", "reason", "basis")}
    return {
        "kind": _kind(event),
        "word": say(f"page.verdict-{_verdict(event)}") if event.kind == CONFIRMATION else say.word("event-kind", event.kind),
        "details": [detail for detail in details if detail],
        "texts": _texts(texts),
        "figures": [_figure(figure) for figure in event.figures],
        "documents": [_document(d, say) for d in (*event.evidence, *([event.document] if event.document else []))],
    }


def _of_filing(filing: Filing, say: Say) -> Values:
    revised = [say("page.revision", revision=str(filing.revision))] if filing.revision > 1 else []
    documents = [_document(filing.document, say)] if filing.document != Document() else []
    return {
        "kind": FILING,
        "word": say("page.filed"),
        "details": [_period(filing.period, say), say("page.filed-items", count=str(len(filing.items))), *revised],
        "texts": _texts({"": filing.statement, "proposals": filing.proposals}),
        "figures": [],
        "documents": documents,
    }


def _kind(event: Event) -> str:
    return f"{event.kind}-{_verdict(event)}" if event.kind == CONFIRMATION else event.kind


def _verdict(event: Event) -> str:
    return "accepted" if event.result == ACCEPTED else "returned"


def _period(name: str, say: Say) -> str:
    return say("page.of-period", period=period_name(name, say) if cadence_of(name) else name)


def _texts(texts: dict[str, str | None]) -> list[Values]:
    return [{"label": label, "text": text} for label, text in texts.items() if text]


def _figure(figure: Figure) -> str:
    return f"{figure.name}: {number(figure.value)}" + (f" {figure.unit}" if figure.unit else "")


def _document(document: Document, say: Say) -> Values:
    """How a document is cited, and where it can be read; nothing but http and https becomes a link."""
    day = say.day(document.date) if document.date else ""
    cited = " ".join(part for part in (document.type, document.number, day) if part)
    place = document.url or document.file or ", ".join(one.shown for one in document.attachments)
    is_link = place.lower().startswith(("http://", "https://"))
    return {
        "cited": cited or document.title or place,
        "title": (document.title or "") if cited else "",
        "url": place if is_link else "",
        "place": "" if is_link or not cited else place,
    }
