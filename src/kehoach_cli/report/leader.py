"""One page for a leader: the four cells, what changed since the last period, the five worst with owner and the decision asked.

What stands here is cut to fit: five lines, and long texts end at a word with "…". The whole of it is in the other reports.
"""

from datetime import timedelta
from typing import NamedTuple

from kehoach_cli import filings as fl
from kehoach_cli import periods
from kehoach_cli import standing as st
from kehoach_cli.digest import alike
from kehoach_cli.history import History, live_events
from kehoach_cli.model import LEAD, UPDATE, Event, Plan
from kehoach_cli.periods import Period, period_words
from kehoach_cli.report import head
from kehoach_cli.report.asked import Asked
from kehoach_cli.report.parts import Values, cells, days_late, filing_counts, period, shortened
from kehoach_cli.standing import Counts, ObligationStanding, PlanStanding
from kehoach_cli.vn import percent

WORST = 5
_TASK, _OWNER, _ASK, _IDS = 80, 46, 66, 60  # characters that fit the columns of the table and the lines above it
_NAMES = 2
_CELLS = ("done_on_time", "done_late", "in_term", "overdue")
_DONE = (st.DONE_ON_TIME, st.DONE_LATE)
_LATE, _WAITING, _HALTED = range(3)  # what is worse comes first


class Worry(NamedTuple):
    """Something a leader should decide on: how bad, for how many days, what, whose, and what is asked for."""

    rank: int
    days: int
    order: int
    what: str
    owner: str
    since: str
    ask: str


def values(asked: Asked) -> Values:
    """What the templates of the page see."""
    now = asked.standing()
    last = _before(asked.plan, asked.period)
    then = st.of_plan(asked.register, asked.plan, min(last.closes, asked.as_of), last) if last else None
    worries = sorted(_worries(asked, now), key=lambda worry: (worry.rank, -worry.days, worry.order))
    return {
        **head.common(asked),
        "cells": cells(now.counts),
        "filing_counts": filing_counts(now.filings),
        "before": {**period(last, asked.say), "cells": cells(then.counts if then else Counts())},
        "change": _change(now.counts, then.counts) if then else dict.fromkeys((*_CELLS, "percent"), ""),
        "newly": _newly(now, then),
        "worst": [_line(worry) for worry in worries[:WORST]],
        "more": str(len(worries) - WORST) if len(worries) > WORST else "",
    }


def _before(of: Plan, current: Period | None) -> Period | None:
    """The period before, where the plan asked for reports on it."""
    if of.reporting is None or current is None:
        return None
    found = periods.containing(of.reporting, current.opens - timedelta(days=1))
    return found if periods.is_expected(of.reporting, found.name) else None


def _change(now: Counts, then: Counts) -> Values:
    """How much more or fewer, with a sign: "+2", "-1", "0"."""
    change = {name: _signed(getattr(now, name) - getattr(then, name)) for name in _CELLS}
    return {**change, "percent": percent(then.done, then.base) or ""}


def _signed(difference: int) -> str:
    return f"+{difference}" if difference > 0 else str(difference)


def _newly(now: PlanStanding, then: PlanStanding | None) -> Values:
    """The items of obligations that are done, or overdue, and were not before."""
    before = {_key(one): one.standing for one in then.obligations} if then else {}
    done = [one for one in _leads(now) if one.standing in _DONE and before.get(_key(one)) not in _DONE]
    overdue = [one for one in _leads(now) if one.standing == st.OVERDUE and before.get(_key(one)) != st.OVERDUE]
    return {"done": str(len(done)), "done_items": _ids(done), "overdue": str(len(overdue)), "overdue_items": _ids(overdue)}


def _leads(of: PlanStanding) -> list[ObligationStanding]:
    return [one for one in of.obligations if one.obligation.role == LEAD]


def _key(one: ObligationStanding) -> tuple[str, str, str | None]:
    return one.obligation.item.id, one.obligation.named, one.occurrence


def _ids(found: list[ObligationStanding]) -> str:
    return shortened(", ".join(dict.fromkeys(one.obligation.item.id for one in found)), _IDS)


def _worries(asked: Asked, now: PlanStanding) -> list[Worry]:
    history, proposals = History(asked.register, asked.plan, asked.as_of), _proposals(asked)
    found = []
    for order, same in enumerate(alike(asked.register, _leads(now))):
        if same[0].standing in (st.OVERDUE, st.AWAITING_CONFIRMATION, st.HALTED):
            heard = any(history.of(one.obligation.item.id, one.obligation.holders) for one in same)
            found.append(_of_task(asked, same, order, proposals, heard=heard))
    return found + _of_filings(asked, now, len(found))


def _of_task(
    asked: Asked, same: list[ObligationStanding], order: int, proposals: dict[tuple[str, str], str], *, heard: bool
) -> Worry:
    say, first = asked.say, same[0]
    item = first.obligation.item
    turn = f" ({period_words(first.occurrence, say)})" if first.occurrence else ""
    what = f"{item.id}{turn}: {item.text or item.heading or ''}"
    owner = _owners(asked, [one.obligation.agency or one.obligation.named for one in same])
    since = first.due if first.standing == st.OVERDUE else first.reported
    days = max((asked.as_of - since).days, 0) if since else 0
    rank = {st.OVERDUE: _LATE, st.AWAITING_CONFIRMATION: _WAITING}.get(first.standing, _HALTED)
    proposal = next((text for one in same if (text := proposals.get((one.obligation.agency or "", item.id)))), "")
    asked_for = f"overdue-{'open' if heard else 'silent'}" if rank == _LATE else first.standing
    ask = say("words.paper.agency-proposes", text=proposal) if proposal and rank != _WAITING else say.word("ask", asked_for)
    return Worry(rank, days, order, what, owner, _since(asked, first.standing, days), ask)


def _since(asked: Asked, standing: str, days: int) -> str:
    """ "quá hạn 53 ngày", "chờ xác nhận 27 ngày"."""
    if standing == st.OVERDUE:
        return days_late(asked.say, days)
    words = asked.say.word("standing", standing)
    return asked.say("words.paper.days-waiting", standing=words, days=str(days)) if days else words


def _of_filings(asked: Asked, now: PlanStanding, order: int) -> list[Worry]:
    """The filings that are missing or blank after their due date: one line for all of them, as old as the oldest."""
    owing = [one for one in (*now.outstanding, *now.filings) if one.status in fl.OUTSTANDING and one.period.due < asked.as_of]
    if not owing:
        return []
    names = list(dict.fromkeys(period_words(one.period.name, asked.say) for one in owing))
    what = asked.say("words.paper.filing-of", period=", ".join(names))
    days = max((asked.as_of - one.period.due).days for one in owing)
    ask = asked.say("words.ask.filing", period=names[0]) if len(names) == 1 else asked.say("words.ask.filings")
    return [Worry(_LATE, days, order, what, _owners(asked, [one.agency for one in owing]), days_late(asked.say, days), ask)]


def _owners(asked: Asked, agencies: list[str]) -> str:
    """Who it is on: the names, of more than two the first and how many more."""
    names = [asked.name(agency) for agency in dict.fromkeys(agencies)]
    if len(names) <= _NAMES:
        return "; ".join(names)
    return asked.say("words.paper.and-more", name=names[0], count=str(len(names) - 1))


def _proposals(asked: Asked) -> dict[tuple[str, str], str]:
    """The last proposal an agency made on an item."""
    live: list[Event] = live_events(asked.register, asked.plan.id, asked.as_of)
    made = [event for event in live if event.kind == UPDATE and not fl.is_blank_text(event.proposals)]
    return {(event.agency, event.item or ""): event.proposals or "" for event in made}


def _line(worry: Worry) -> Values:
    return {
        "what": shortened(worry.what, _TASK),
        "owner": shortened(worry.owner, _OWNER),
        "since": worry.since,
        "ask": shortened(worry.ask, _ASK),
    }
