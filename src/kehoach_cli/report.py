"""The values of a report: plain texts and lists, the same for Markdown and Word, and all that a template sees.

The outline follows what offices write: direction and documents issued, results item by item, difficulties and causes, next
steps, proposals, then the table of filings. What is not known is an empty text; templates leave a line to fill for it.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from kehoach_cli import filings as fl
from kehoach_cli import periods
from kehoach_cli import standing as st
from kehoach_cli.filings import FilingStanding
from kehoach_cli.history import History, Report, live_events, name_of
from kehoach_cli.model import (
    HALF_YEAR,
    LEAD,
    QUARTER,
    RETURNED,
    UPDATE,
    YEAR,
    Document,
    Event,
    Figure,
    Filing,
    FilingItem,
    Item,
    Plan,
    Register,
)
from kehoach_cli.periods import Period
from kehoach_cli.standing import Counts, ObligationStanding, PlanStanding
from kehoach_cli.text import Say
from kehoach_cli.vn import number, percent

Values = dict[str, Any]


def annual(register: Register, plan: Plan, period: Period, as_of: date, say: Say) -> Values:
    """The report of one period (báo cáo năm, sơ kết). `as_of` is the day the report speaks from."""
    whole = st.of_plan(register, plan, as_of, period)
    entries = _entries(register, plan, period, as_of)
    return {
        "plan": _plan(register, plan, say),
        "period": _period(period, say),
        "as_of": {"figures": say.day(as_of), "words": say.day_in_words(as_of), "year": str(as_of.year)},
        "cells": _cells(whole.counts),
        "filings": [_filing(register, say, one) for one in whole.filings],
        "filing_counts": _filing_counts(whole),
        "documents": _documents(entries, say),
        "items": _items(register, plan, whole, entries, say),
        "statements": _statements(register, plan, period, as_of),
        "difficulties": _said(entries, ("difficulties", "causes")),
        "next_steps": _said(entries, ("next",)),
        "proposals": _proposals(register, plan, period, as_of),
    }


KINDS: dict[str, Callable[[Register, Plan, Period, date, Say], Values]] = {"annual": annual}


def _plan(register: Register, plan: Plan, say: Say) -> Values:
    return {
        "id": plan.id,
        "type": plan.type,
        "number": plan.number or "",
        "title": plan.title,
        "issuer": register.party_name(plan.issuer) if plan.issuer else "",
        "issued": say.day_in_words(plan.issued) if plan.issued else "",
        "coordinator": register.party_name(plan.reporting.coordinator) if plan.reporting and plan.reporting.coordinator else "",
        "basis": [_document(document, say) for document in plan.basis],
        "recipients": list(plan.recipients),
    }


def _document(document: Document, say: Say) -> Values:
    day = say.day_in_words(document.date) if document.date else ""
    named = " ".join(part for part in (document.type, "số" if document.number else None, document.number) if part)
    return {
        "type": document.type or "",
        "number": document.number or "",
        "date": say.day(document.date) if document.date else "",
        "issuer": document.issuer or "",
        "title": document.title or "",
        "cited": " ".join(part for part in (named, day) if part) or document.url or document.file or "",
    }


def _period(period: Period, say: Say) -> Values:
    days = {"opens": say.day(period.opens), "closes": say.day(period.closes), "due": say.day(period.due)}
    words = {"words": _period_words(period.name, say), "next_words": _period_words(periods.next_name(period.name), say)}
    return {"name": period.name, "year": str(period.closes.year), "next_year": str(period.closes.year + 1), **words, **days}


def _period_words(name: str, say: Say) -> str:
    """ "năm 2026", "6 tháng đầu năm 2026", "quý III năm 2026", "tháng 7 năm 2026"."""
    every, (year, month) = periods.cadence_of(name) or YEAR, periods.last_month(name)
    turn = {HALF_YEAR: f"-{month // 6}", QUARTER: f"-{month // 3}"}.get(every, "")
    return say(f"words.period.{every}{turn}", year=str(year), month=str(month))


def _cells(counts: Counts) -> Values:
    return {**{name: str(value) for name, value in counts._asdict().items()}, "done": str(counts.done), "base": str(counts.base),
            "percent": percent(counts.done, counts.base) or ""}  # fmt: skip


def _filing(register: Register, say: Say, one: FilingStanding) -> Values:
    return {
        "agency": register.party_name(one.agency),
        "status": say.word("filing", one.status) + (f" ({one.excuse_basis})" if one.excuse_basis else ""),
        "status_key": one.status,
        "filed": say.day(one.filed) if one.filed else "",
        "days_late": str(one.days_late) if one.days_late else "",
        "inherited_from": ", ".join(register.party_name(agency) for agency in one.inherited_from),
    }


def _filing_counts(whole: PlanStanding) -> Values:
    by_status = {
        status.replace("-", "_"): str(sum(one.status == status for one in whole.filings)) for status in fl.FILING_STATUSES
    }
    filed = sum(one.status in (fl.ON_TIME, fl.LATE) for one in whole.filings)
    return {"expected": str(len(whole.filings)), "filed": str(filed), **by_status}


class _Entry(NamedTuple):
    """What one agency said of one item in the period, in its filing or by an event, and how it was returned, if it was."""

    agency: str
    name: str
    day: date
    said: FilingItem
    returned: Event | None


def _entries(register: Register, plan: Plan, period: Period, as_of: date) -> list[_Entry]:
    """Everything said in the period by the day, oldest first."""
    history = History(register, plan, as_of)
    said = [
        (event.agency, event.date, event.id, FilingItem(
            event.item or "", event.state, event.with_, event.summary, event.figures, event.difficulties, evidence=event.evidence
        ))
        for event in _period_events(register, plan, period, as_of)
    ]  # fmt: skip
    for filing in _period_filings(register, plan, period, as_of):
        said += [(filing.agency, filing.received, name_of(filing), entry) for entry in filing.items]
    found = [
        _Entry(
            agency,
            register.party_name(agency),
            day,
            entry,
            _return_of(history, entry.item, Report(day, id_, "", agency, None)),
        )
        for agency, day, id_, entry in said
    ]
    return sorted(found, key=lambda entry: (entry.day, entry.agency))


def _return_of(history: History, item: str, report: Report) -> Event | None:
    verdict = history.verdict(item, report)
    return verdict if verdict is not None and verdict.result == RETURNED else None


def _period_events(register: Register, plan: Plan, period: Period, as_of: date) -> list[Event]:
    """The updates of the period by the day. An event belongs to the period whose window holds its date; a filing to its own."""
    until = min(as_of, period.closes)
    return [
        event for event in live_events(register, plan.id, as_of) if event.kind == UPDATE and period.opens <= event.date <= until
    ]


def _period_filings(register: Register, plan: Plan, period: Period, as_of: date) -> list[Filing]:
    received = [filing for filing in fl.latest(register, plan.id, as_of) if filing.period == period.name]
    return sorted(received, key=lambda filing: fl.agency_order(register, filing.agency))


def _documents(entries: Iterable[_Entry], say: Say) -> list[Values]:
    """The documents issued, each once: an event and the filing after it often name the same one."""
    named = {
        (entry.agency, document.number, document.title): (entry, document)
        for entry in entries
        for document in entry.said.evidence
    }
    return [{**_document(document, say), "agency": entry.name} for entry, document in named.values()]


def _items(register: Register, plan: Plan, whole: PlanStanding, entries: list[_Entry], say: Say) -> list[Values]:
    by_item: dict[str, list[ObligationStanding]] = {}
    for one in whole.obligations:
        by_item.setdefault(one.obligation.item.id, []).append(one)
    plan = whole.plan  # as it reads on the day
    shown = [item for item in plan.items if plan.is_task(item)]
    return [
        _item(register, plan, item, by_item.get(item.id, []), [e for e in entries if e.said.item == item.id], say)
        for item in shown
    ]


def _item(
    register: Register, plan: Plan, item: Item, judged: list[ObligationStanding], entries: list[_Entry], say: Say
) -> Values:
    leads = [one for one in judged if one.obligation.role == LEAD]
    tally = {standing: sum(one.standing == standing for one in leads) for standing in st.STANDINGS}
    return {
        "id": item.id,
        "text": item.text or item.heading or "",
        "note": item.note or "",
        "leads": [register.party_name(party) for party in plan.lead_of(item)],
        "supports": [register.party_name(party) for party in item.support],
        "due": ", ".join(dict.fromkeys(say.day(one.due) for one in leads if one.due)) or _no_date(item, say),
        "standings": [f"{count} {say.word('standing', standing)}" for standing, count in tally.items() if count],
        "reports": [_report(entry, say) for entry in entries],
    }


def _no_date(item: Item, say: Say) -> str:
    if item.ongoing:
        return say.word("deadline", "ongoing")
    return say.word("cadence", item.recurs.every) if item.recurs else ""


def _report(entry: _Entry, say: Say) -> Values:
    return {
        "agency": entry.name,
        "date": say.day(entry.day),
        "state": say.word("state", entry.said.state) if entry.said.state else "",
        "results": entry.said.results or "",
        "returned": _returned(entry.returned, say) if entry.returned else "",
        "figures": [_figure(figure) for figure in entry.said.figures],
        "documents": [_document(document, say) for document in entry.said.evidence],
    }


def _returned(verdict: Event, say: Say) -> str:
    return say("words.verdict.returned", day=verdict.date.isoformat(), reason=verdict.reason or "")


def _figure(figure: Figure) -> Values:
    return {"name": figure.name, "value": number(figure.value), "unit": figure.unit or ""}


def _said(entries: Iterable[_Entry], keys: tuple[str, ...]) -> list[Values]:
    """The entries in which an agency wrote something under one of the keys."""
    found = []
    for entry in entries:
        texts = {key: getattr(entry.said, key) or "" for key in keys}
        if any(not fl.is_blank_text(text) for text in texts.values()):
            found.append({"agency": entry.name, "item": entry.said.item, **texts})
    return found


def _statements(register: Register, plan: Plan, period: Period, as_of: date) -> list[Values]:
    """The overall statement of each filing."""
    return [
        {"agency": register.party_name(filing.agency), "text": filing.statement}
        for filing in _period_filings(register, plan, period, as_of)
        if not fl.is_blank_text(filing.statement)
    ]


def _proposals(register: Register, plan: Plan, period: Period, as_of: date) -> list[Values]:
    filed = [
        {"agency": register.party_name(filing.agency), "text": filing.proposals}
        for filing in _period_filings(register, plan, period, as_of)
        if not fl.is_blank_text(filing.proposals)
    ]
    told = [
        {"agency": register.party_name(event.agency), "text": event.proposals}
        for event in _period_events(register, plan, period, as_of)
        if not fl.is_blank_text(event.proposals)
    ]
    return filed + told
