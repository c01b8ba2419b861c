"""What `status` and bare `kehoach` say, as tables, lines and JSON."""

from datetime import date
from typing import Any

from kehoach_cli import digest
from kehoach_cli import filings as fl
from kehoach_cli import standing as st
from kehoach_cli.cooperation import CONFIRMED, DENIED, UNCONFIRMED, Cooperation
from kehoach_cli.digest import Due, Row
from kehoach_cli.filings import FilingStanding
from kehoach_cli.model import Event, Plan, Register
from kehoach_cli.render import safe
from kehoach_cli.render.table import Table, without
from kehoach_cli.standing import Counts, ObligationStanding, PlanStanding
from kehoach_cli.text import Say
from kehoach_cli.vn import percent

FORMAT = "kehoach/status"
FORMAT_VERSION = "1.1"

_SIGNS = {
    st.DONE_ON_TIME: "✓",
    fl.ON_TIME: "✓",
    st.CONTRIBUTED: "✓",
    st.DONE_LATE: "✓",
    fl.LATE: "✓",
    st.DUE_SOON: "!",
    st.OVERDUE: "✗",
    fl.MISSING: "✗",
    fl.BLANK: "✗",
    st.AWAITING_CONFIRMATION: "?",
    st.NOT_JUDGED: "?",
    digest.UNASSIGNED: "?",
    digest.NOBODY_LEFT: "?",
    digest.NOBODY_YET: "?",
    st.ORPHANED: "?",
    UNCONFIRMED: "?",
    DENIED: "✗",
}


def sign(standing: str) -> str:
    """The sign of a standing or a filing status, so that colour never stands alone."""
    return _SIGNS.get(standing, "·")


def standing_word(say: Say, row: Row) -> str:
    """The standing in words, with its sign."""
    return f"{_SIGNS.get(row.standing, '·')} {_plain_word(say, row)}"


def _plain_word(say: Say, row: Row) -> str:
    word = say.word("filing" if row.section == digest.FILING else "standing", row.standing)
    word = say("screens.returned", standing=word) if row.returned else word
    return say("screens.to-review", standing=word) if row.review else word


_ROLE, _REPORTED = 2, 6  # columns
_WIDE = 100  # from this width on, the day of the report has room too


def sections(say: Say, rows: list[Row], width: int) -> list[Table]:
    """The same rows for a screen: obligations, on a narrow one without the day of the report, then filings, whose role goes
    without saying."""
    obligations = table(say, [row for row in rows if row.section == digest.OBLIGATION])
    filings = without(table(say, [row for row in rows if row.section == digest.FILING]), _ROLE)
    parts = (obligations if width >= _WIDE else without(obligations, _REPORTED), filings)
    return [part for part in parts if part.rows]


def table(say: Say, rows: list[Row]) -> Table:
    """The rows of a status, in the words of the language."""
    headings = tuple(
        say(f"screens.column-{name}") for name in ("subject", "agency", "role", "state", "standing", "due", "reported")
    )
    return Table(headings, tuple(_cells(say, row) for row in rows), tuple(row.standing for row in rows))


def sheet(say: Say, rows: list[Row]) -> Table:
    """The same rows for a spreadsheet: the agencies by their ids too, no signs, empty cells empty."""
    plain = table(say, rows)
    words = [_plain_word(say, row) for row in rows]
    cells = tuple(
        tuple("" if cell == "–" else cell for cell in (*line[:4], word, *line[5:], " ".join(row.agencies)))
        for row, line, word in zip(rows, plain.rows, words, strict=True)
    )
    return plain._replace(headings=(*plain.headings, say("screens.column-id")), rows=cells)


def _cells(say: Say, row: Row) -> tuple[str, ...]:
    filing = row.section == digest.FILING
    state = "–" if filing or row.role == digest.PARTNER else say.word("state", row.state or "none")
    return (
        say("screens.filing-subject", period=row.subject) if filing else row.subject,
        row.agency or say("screens.no-lead"),
        say.word("role", row.role),
        state,
        standing_word(say, row),
        say.day(row.due) if row.due else "–",
        say.day(row.reported) if row.reported else "–",
    )


def heading(say: Say, of: PlanStanding) -> str:
    """Which plan it is, and as of which day."""
    return say("screens.plan", **called(of.plan), day=of.as_of.isoformat())


def called(plan: Plan) -> dict[str, str]:
    """What a heading calls a plan by: its type and number, which are foreign, and its id."""
    return {"type": safe.on_one_line(plan.type), "number": safe.on_one_line(plan.number or plan.id), "plan": plan.id}


def summary(say: Say, register: Register, of: PlanStanding) -> list[str]:
    """The four cells, the classes beside them, the official percentage with its base, the filings, and what is due next."""
    parts = (
        cells(say, of.counts),
        beside(say, of.counts),
        share(say, of.counts),
        filings(say, of),
        owed(say, of),
        attention(say, of),
        next_due(say, register, of),
    )
    return [line for line in parts if line]


def attention(say: Say, of: PlanStanding) -> str:
    """What asks for somebody's attention beside deadlines, with the items: no lead, nobody left, cooperation that the partner
    never confirmed, reports on words that have changed."""
    leadless = [task.id for task in of.tasks if not of.plan.lead_of(task)]
    orphaned = [one.obligation.item.id for one in of.obligations if one.obligation.agency is None]
    unsure = [one.item for one in of.cooperation if one.answer != CONFIRMED]
    review = [one.obligation.item.id for one in of.obligations if one.review] + [
        one.period.name for one in of.filings if one.review
    ]
    returned = [one.obligation.item.id for one in of.obligations if one.returned]
    found = (("leadless", leadless), ("orphaned", orphaned), ("returned", returned), ("unsure", unsure), ("review", review))
    parts = [say(f"screens.attention-{key}", items=", ".join(dict.fromkeys(items))) for key, items in found if items]
    return say("screens.attention", parts="; ".join(parts)) if parts else ""


def owed(say: Say, of: PlanStanding) -> str:
    """How many filings each earlier period still owes."""
    parts = [f"{period} ({count})" for period, count in digest.owed(of).items()]
    return say("screens.owed", periods=", ".join(parts)) if parts else ""


def next_due(say: Say, register: Register, of: PlanStanding) -> str:
    """The nearest date that is still to come."""
    coming = digest.coming(of)
    return (
        say("screens.next-due", what=due_line(say, register, coming[0], of.plan, of.as_of).removeprefix("· ")) if coming else ""
    )


def cells(say: Say, counts: Counts) -> str:
    """The official four cells."""
    return say("screens.cells", **{name: str(getattr(counts, name)) for name in Counts._fields})


def beside(say: Say, counts: Counts) -> str:
    """The classes beside the four cells, those that are not empty."""
    names = ("due_soon", "awaiting_confirmation", "no_deadline", "suspended", "orphaned", "not_judged")
    parts = [f"{say.word('standing', name.replace('_', '-'))} {getattr(counts, name)}" for name in names if getattr(counts, name)]
    return say("screens.beside", parts=" · ".join(parts)) if parts else ""


def share(say: Say, counts: Counts) -> str:
    """The official percentage with its base, or why there is none."""
    rate = percent(counts.done, counts.base)
    if rate is None:
        return say("screens.no-base")
    return say("screens.share", percent=rate, done=str(counts.done), base=str(counts.base))


def filings(say: Say, of: PlanStanding) -> str:
    """How many of the expected filings of the period are there."""
    if of.period is None or not of.filings:
        return ""
    filed = sum(one.status in (fl.ON_TIME, fl.LATE) for one in of.filings)
    return say(
        "screens.filings",
        period=of.period.name,
        filed=str(filed),
        expected=str(len(of.filings)),
        opens=of.period.opens.isoformat(),
        closes=of.period.closes.isoformat(),
        due=of.period.due.isoformat(),
    )


def due_line(say: Say, register: Register, due: Due, plan: Plan, as_of: date) -> str:
    """One line on something that is or comes due: what, whose, when, in how many days."""
    names = [safe.on_one_line(register.party_name(agency)) for agency in due.agencies]
    days = (due.day - as_of).days
    return say(
        f"screens.{'late' if days < 0 else 'coming'}-{due.section}",
        plan=plan.id,
        subject=due.subject,
        who=names[0] if len(names) == 1 else say("screens.agencies", count=str(len(names))),
        day=due.day.isoformat(),
        days=str(abs(days)),
    )


def as_json(register: Register, standings: list[PlanStanding], as_of: date, known_at: dict[str, Any] | None) -> dict[str, Any]:
    """The status for other tools, in the shape of `schema/status.schema.json`."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "as_of": as_of.isoformat(),
        "known_at": known_at,
        "plans": [_plan(register, of) for of in standings],
    }


def counts_as_json(counts: Counts) -> dict[str, Any]:
    """The cells, and the official percentage with its base."""
    value = round(counts.done / counts.base * 100, 2) if counts.base else None
    return {**counts._asdict(), "percent": {"value": value, "done": counts.done, "base": counts.base}}


def _plan(register: Register, of: PlanStanding) -> dict[str, Any]:
    return {
        "id": of.plan.id,
        "title": of.plan.title,
        "number": of.plan.number,
        "counts": counts_as_json(of.counts),
        "items": _items(of),
        "filings": [filing_as_json(register, one) for one in of.filings],
        "outstanding": [filing_as_json(register, one) for one in of.outstanding],
    }


def filing_as_json(register: Register, one: FilingStanding) -> dict[str, Any]:
    """One line of the register of filings."""
    return {
        "period": one.period.name,
        "agency": one.agency,
        "name": register.party_name(one.agency),
        "status": one.status,
        "due": one.period.due.isoformat(),
        "filed": _iso(one.filed),
        "days_late": one.days_late,
        "path": one.path,
        "excused_by": one.excused_by,
        "excuse_basis": one.excuse_basis,
        "inherited_from": list(one.inherited_from),
        "before": list(one.before),
        "review": list(one.review),
    }


def _items(of: PlanStanding) -> list[dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = {
        task.id: {
            "id": task.id,
            "lead": list(of.plan.lead_of(task)),
            "support": list(task.support),
            "obligations": [],
            "cooperation": [],
        }
        for task in of.tasks
    }
    for one in of.obligations:
        entries[one.obligation.item.id]["obligations"].append(_obligation(one))
    for claim in of.cooperation:
        entries[claim.item]["cooperation"].append(_cooperation(claim))
    return list(entries.values())


def _cooperation(one: Cooperation) -> dict[str, Any]:
    said = {"lead": one.lead, "partner": one.partner, "date": one.date.isoformat(), "source": one.source}
    return {**said, "answer": one.answer.removeprefix("cooperation-"), "answered_by": one.answered_by}


def _obligation(one: ObligationStanding) -> dict[str, Any]:
    return {
        "agency": one.obligation.agency,
        "named": one.obligation.named,
        "party": one.obligation.party,
        "role": one.obligation.role,
        "state": one.state,
        "standing": one.standing,
        "due": _iso(one.due),
        "original_due": _iso(one.original_due),
        "occurrence": one.occurrence,
        "reported": _iso(one.reported),
        "source": one.source,
        "reporter": one.reporter,
        "verdict": _verdict(one.verdict) if one.verdict else None,
        "review": one.review,
    }


def _verdict(given: Event) -> dict[str, Any]:
    return {"result": given.result, "date": given.date.isoformat(), "reason": given.reason, "path": given.path}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
