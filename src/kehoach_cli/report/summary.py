"""The closing report over several periods (tổng kết): the outline of the annual one, and how it went from period to period."""

from kehoach_cli import filings as fl
from kehoach_cli import standing as st
from kehoach_cli.filings import FilingStanding
from kehoach_cli.model import YEAR
from kehoach_cli.periods import Period, period_words
from kehoach_cli.report import annual, head, matrix, said
from kehoach_cli.report.asked import Asked
from kehoach_cli.report.parts import Values, by_item, cells, figure, filing_counts, period
from kehoach_cli.vn import comparable


def values(asked: Asked) -> Values:
    """What the templates of the closing report see."""
    whole = asked.standing()
    entries = said.entries(asked)
    filings = [one for of in asked.span for one in fl.filings(asked.register, asked.plan, of, asked.as_of)]
    now = asked.reading(whole.plan)
    return {
        **head.common(asked),
        "span": _span(asked),
        "periods": [_in_period(asked, of) for of in asked.span],
        "cells": cells(whole.counts),
        "filing_counts": filing_counts(filings),
        "filers": _filers(asked, filings),
        "documents": said.documents(entries, asked.say),
        "items": annual.items(now, by_item(whole.obligations), entries),
        "statements": said.statements(asked),
        "difficulties": said.written_under(entries, ("difficulties", "causes")),
        "next_steps": said.written_under([entry for entry in entries if entry.period == asked.span[-1].name], ("next",)),
        "proposals": said.proposals(asked),
        "figures": _figures(asked, entries),
        "rows": matrix.rows(now, whole),
    }


def _span(asked: Asked) -> Values:
    """The periods together: "giai đoạn 2021 - 2025", or from the first to the last where they are not years."""
    first, last = asked.span[0], asked.span[-1]
    if first == last:
        words = period_words(first.name, asked.say)
    elif first.every == YEAR:
        words = asked.say("words.paper.span-years", first=first.name, last=last.name)
    else:
        words = asked.say("words.paper.span", first=period_words(first.name, asked.say), last=period_words(last.name, asked.say))
    return {
        "words": words,
        "opens": asked.say.day(first.opens),
        "closes": asked.say.day(last.closes),
        "count": str(len(asked.span)),
    }


def _in_period(asked: Asked, of: Period) -> Values:
    """Where the plan stood on the closing day of a period, or on the day of the report where that is earlier; and its filings
    as known today."""
    then = st.of_plan(asked.register, asked.plan, min(of.closes, asked.as_of), of)
    filings = fl.filings(asked.register, asked.plan, of, asked.as_of)
    return {**period(of, asked.say), "cells": cells(then.counts), "filing_counts": filing_counts(filings)}


def _filers(asked: Asked, filings: list[FilingStanding]) -> list[Values]:
    """Each agency that had to file in any of the periods: how often it did, and every period in which it did not in time."""
    agencies = sorted({one.agency for one in filings}, key=lambda agency: fl.agency_order(asked.register, agency))
    found = []
    for agency in agencies:
        own = [one for one in filings if one.agency == agency]
        faults = [
            f"{period_words(one.period.name, asked.say)}: {asked.say.word('filing', one.status)}"
            for one in own
            if one.status != fl.ON_TIME
        ]
        found.append({"agency": asked.name(agency), **filing_counts(own), "faults": faults})
    return found


def _figures(asked: Asked, entries: list[said.Entry]) -> list[Values]:
    """Every figure an agency reported of an item, its values from period to period side by side; of a period the last counts."""
    found: dict[tuple[str, str, str, str], dict[str, str]] = {}
    names: dict[tuple[str, str, str, str], Values] = {}
    for entry in entries:
        for one in entry.said.figures:
            key = (entry.said.item, entry.agency, comparable(one.name), comparable(one.unit or ""))
            names.setdefault(key, {"item": entry.said.item, "agency": entry.name, **figure(one)})
            found.setdefault(key, {})[entry.period] = figure(one)["value"]
    order = {one.id: number for number, one in enumerate(asked.plan.items)}
    return [
        {
            **names[key],
            "values": [{"period": period_words(name, asked.say), "value": value} for name, value in sorted(by.items())],
        }
        for key, by in sorted(found.items(), key=lambda entry: (order.get(entry[0][0], len(order)), entry[0]))
    ]
