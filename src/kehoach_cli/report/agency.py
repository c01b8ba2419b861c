"""The sheet of one agency: what it leads and supports, what it reported, how it filed, what it asks for."""

from kehoach_cli import filings as fl
from kehoach_cli import periods
from kehoach_cli import standing as st
from kehoach_cli.filings import FilingStanding
from kehoach_cli.model import LEAD, SUPPORT
from kehoach_cli.periods import Period
from kehoach_cli.report import head, matrix, said
from kehoach_cli.report.asked import Asked
from kehoach_cli.report.parts import Values, capital, cells, document_with_files, filing, filing_counts, no_date, standing
from kehoach_cli.standing import ObligationStanding


def values(asked: Asked) -> Values:
    """What the templates of the sheet see. `asked.agency` is an id of agencies.yaml."""
    whole = asked.standing()
    own = [one for one in whole.obligations if one.obligation.agency == asked.agency]
    entries = [entry for entry in said.entries(asked) if entry.agency == asked.agency]
    filed = [one for one in asked.once("filed", lambda: _filed(asked)) if one.agency == asked.agency]
    name, now = asked.name(asked.agency), asked.reading(whole.plan)
    return {
        **head.common(asked),
        "agency": {"id": asked.agency, "name": name, "heirs": _heirs(asked)},
        "cells": cells(st.count(own)),
        "leads": [_duty(now, one) for one in own if one.obligation.role == LEAD],
        "supports": [_duty(now, one) for one in own if one.obligation.role == SUPPORT],
        "reports": [{**said.report(entry, asked.say, document_with_files), "item": entry.said.item} for entry in entries],
        "filings": [filing(asked, one) for one in filed],
        "filing_counts": filing_counts(filed),
        "documents": said.documents(entries, asked.say),
        "statements": [one for one in said.statements(asked) if one["agency"] == name],
        "difficulties": said.written_under(entries, ("difficulties", "causes")),
        "next_steps": said.written_under(entries, ("next",)),
        "proposals": [one for one in said.proposals(asked) if one["agency"] == name],
    }


def involved(asked: Asked) -> list[str]:
    """The agencies a sheet can be made for on the day, in the official order: those with an obligation or a filing expected."""
    whole = asked.standing()
    found = {one.obligation.agency for one in whole.obligations if one.obligation.agency} | {one.agency for one in whole.filings}
    return sorted(found, key=lambda agency: fl.agency_order(asked.register, agency))


def _periods(asked: Asked) -> list[Period]:
    """Every period up to the one asked for, that one included even where the plan does not say when filing began."""
    if asked.plan.reporting is None or asked.period is None:
        return []
    before = [of for of in periods.up_to(asked.plan.reporting, asked.as_of) if of.closes < asked.period.closes]
    return [*before, asked.period]


def _filed(asked: Asked) -> list[FilingStanding]:
    """The expected filings of all agencies, period after period."""
    return [one for of in _periods(asked) for one in fl.filings(asked.register, asked.plan, of, asked.as_of)]


def _heirs(asked: Asked) -> list[str]:
    known = asked.register.agency_by_id[asked.agency]
    return [asked.name(heir) for heir in known.successor] if known.until and known.until <= asked.as_of else []


def _duty(asked: Asked, one: ObligationStanding) -> Values:
    item, say = one.obligation.item, asked.say
    return {
        "item": item.id,
        "occurrence": one.occurrence or "",
        "text": item.text or item.heading or "",
        "due": say.day(one.due) if one.due else no_date(say, item) if one.obligation.role == LEAD else "",
        "state": capital(say.word("state", one.state or "none")),
        "standing": capital(standing(asked, one)),
        "reported": say.day(one.reported) if one.reported else "",
        "leads": [asked.name(party) for party in asked.plan.lead_of(item)],
        "products": list(item.products),
        "notes": matrix.notes(asked, [one]),
    }
