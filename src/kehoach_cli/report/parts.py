"""The values that several kinds of report share."""

from collections.abc import Iterable
from typing import Any

from kehoach_cli import filings as fl
from kehoach_cli import periods
from kehoach_cli import standing as st
from kehoach_cli.digest import alike, holders_name
from kehoach_cli.filings import FilingStanding
from kehoach_cli.model import LEAD, Document, Figure, Item
from kehoach_cli.periods import Period, period_words
from kehoach_cli.report.asked import Asked
from kehoach_cli.standing import Counts, ObligationStanding
from kehoach_cli.text import Say
from kehoach_cli.vn import number, percent

Values = dict[str, Any]
_DONE = (st.DONE_ON_TIME, st.DONE_LATE)


def plan(asked: Asked) -> Values:
    """The plan and the documents it is based on."""
    of = asked.plan
    return {
        "id": of.id,
        "type": of.type,
        "number": of.number or "",
        "title": of.title,
        "issuer": asked.name(of.issuer),
        "issued": asked.say.day_in_words(of.issued) if of.issued else "",
        "coordinator": asked.name(of.reporting.coordinator) if of.reporting else "",
        "basis": [document(one, asked.say) for one in of.basis],
        "recipients": list(of.recipients),
    }


def document(of: Document, say: Say) -> Values:
    """A document as it is cited: "Báo cáo số 123/BC-SNV ngày 29 tháng 6 năm 2026", else by its address."""
    day = say.day_in_words(of.date) if of.date else ""
    named = " ".join(part for part in (of.type, "số" if of.number else None, of.number) if part)
    files = ", ".join(one.name for one in of.attachments)
    return {
        "type": of.type or "",
        "number": of.number or "",
        "date": say.day(of.date) if of.date else "",
        "issuer": of.issuer or "",
        "title": of.title or "",
        "cited": " ".join(part for part in (named, day) if part) or of.url or of.file or files,
    }


def document_with_files(of: Document, say: Say) -> Values:
    """The same with the files kept with it, behind its title: what a reader of the files themselves looks for."""
    told = document(of, say)
    if not of.attachments:
        return told
    is_bare = told["cited"] == ", ".join(one.name for one in of.attachments)
    files = say("words.paper.attached", files=", ".join(one.shown for one in of.attachments))
    title = f"{told['title']}; {files}" if told["title"] else files
    return {**told, "title": title, "cited": "" if is_bare else told["cited"]}


_NO_PERIOD = dict.fromkeys(("name", "year", "next_year", "words", "next_words", "opens", "closes", "due"), "")


def period(of: Period | None, say: Say) -> Values:
    """A period and the one after it; empty texts where there is none."""
    if of is None:
        return dict(_NO_PERIOD)
    days = {"opens": say.day(of.opens), "closes": say.day(of.closes), "due": say.day(of.due)}
    words = {"words": period_words(of.name, say), "next_words": period_words(periods.next_name(of.name), say)}
    return {"name": of.name, "year": str(of.closes.year), "next_year": str(of.closes.year + 1), **words, **days}


def as_of(asked: Asked) -> Values:
    """The day the document speaks from."""
    day, say = asked.as_of, asked.say
    return {"figures": say.day(day), "words": say.day_in_words(day), "year": str(day.year)}


def cells(counts: Counts) -> Values:
    """The official cells and the classes beside them, with the percentage and what it is taken of."""
    return {**{name: str(value) for name, value in counts._asdict().items()}, "done": str(counts.done), "base": str(counts.base),
            "percent": percent(counts.done, counts.base) or ""}  # fmt: skip


def filing(asked: Asked, one: FilingStanding) -> Values:
    """One expected filing."""
    say = asked.say
    return {
        "agency": asked.name(one.agency),
        "period": period_words(one.period.name, say),
        "due": say.day(one.period.due),
        "status": say.word("filing", one.status) + (f" ({one.excuse_basis})" if one.excuse_basis else ""),
        "status_key": one.status,
        "filed": say.day(one.filed) if one.filed else "",
        "days_late": str(one.days_late) if one.days_late else "",
        "inherited_from": ", ".join(asked.name(agency) for agency in one.inherited_from),
    }


def filing_counts(filings: Iterable[FilingStanding]) -> Values:
    """How many filings are expected, received, late, missing and so on."""
    statuses = [one.status for one in filings]
    by_status = {status.replace("-", "_"): str(statuses.count(status)) for status in fl.FILING_STATUSES}
    filed = sum(status in fl.FILED for status in statuses)
    return {"expected": str(len(statuses)), "filed": str(filed), **by_status}


def figure(of: Figure) -> Values:
    """A reported number as offices write it."""
    return {"name": of.name, "value": number(of.value), "unit": of.unit or ""}


def task(asked: Asked, of: Item, judged: Iterable[ObligationStanding]) -> Values:
    """A task of the plan: its words, who it is on, by when, and where its lead obligations stand."""
    leads = [one for one in judged if one.obligation.role == LEAD]
    tally = {standing: sum(one.standing == standing for one in leads) for standing in st.STANDINGS}
    return {
        "id": of.id,
        "text": of.text or of.heading or "",
        "note": of.note or "",
        "leads": [asked.name(party) for party in asked.plan.lead_of(of)],
        "supports": [asked.name(party) for party in of.support],
        "due": due(asked.say, of, leads),
        "products": list(of.products),
        "standings": [f"{count} {asked.say.word('standing', standing)}" for standing, count in tally.items() if count],
    }


def due(say: Say, of: Item, leads: Iterable[ObligationStanding]) -> str:
    """The deadlines of a task, extensions included; of one that recurs, how often and the latest; "" where there is none."""
    days = sorted({one.due for one in leads if one.due})
    if of.recurs and days:
        return say("words.paper.recurring-due", cadence=no_date(say, of), day=days[-1].isoformat())
    return ", ".join(map(say.day, days)) or no_date(say, of)


def no_date(say: Say, of: Item) -> str:
    """What stands for a deadline where the plan gives no day: "thường xuyên", "hằng năm", or nothing."""
    if of.ongoing:
        return say.word("deadline", "ongoing")
    return say.word("cadence", of.recurs.every) if of.recurs else ""


def standing(asked: Asked, one: ObligationStanding) -> str:
    """How an obligation stands, in words, with the days it is late: "quá hạn 53 ngày"."""
    if one.standing == st.OVERDUE and one.due:
        return days_late(asked.say, (asked.as_of - one.due).days)
    return asked.say.word("standing", one.standing)


def days_late(say: Say, days: int) -> str:
    """ "quá hạn 53 ngày"."""
    return say("words.paper.days-late", standing=say.word("standing", st.OVERDUE), days=str(days))


def progress(asked: Asked, judged: Iterable[ObligationStanding]) -> list[str]:
    """Where the lead obligations of one task stand: one line for those that stand alike, with names where there are several.

    Of a task that recurs, the turns that are done and over are only counted.
    """
    leads = [one for one in judged if one.obligation.role == LEAD]
    latest = {one.obligation.named: one for one in leads}
    over = {id(one) for one in leads if one.occurrence and one.standing in _DONE and latest[one.obligation.named] is not one}
    lines = []
    for same in alike(asked.register, [one for one in leads if id(one) not in over]):
        first = same[0]
        turn = f"{period_words(first.occurrence, asked.say)}: " if first.occurrence else ""
        name = f"{holders_name(asked.register, same)}: " if len(latest) > 1 else ""
        lines.append(f"{name}{turn}{standing(asked, first)}")
    return [*lines, *([asked.say("words.paper.turns-done", count=str(len(over)))] if over else [])]


def capital(text: str) -> str:
    """The text with a capital letter first, as in a cell of a table."""
    return text[:1].upper() + text[1:]


def by_item(judged: Iterable[ObligationStanding]) -> dict[str, list[ObligationStanding]]:
    """The obligations of each item, in their order."""
    found: dict[str, list[ObligationStanding]] = {}
    for one in judged:
        found.setdefault(one.obligation.item.id, []).append(one)
    return found


def shortened(text: str, limit: int) -> str:
    """The text in at most so many characters: cut behind a word, with "…" where something was left out."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    cut = flat[: limit - 1]
    kept = cut.rpartition(" ")[0] if flat[limit - 1] != " " else cut
    return (kept or cut).rstrip(" ,;:.–-") + "…"
