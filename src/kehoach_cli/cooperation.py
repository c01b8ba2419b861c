"""Whom a lead says it has worked with, and whether the partner says so too (phối hợp được nêu và được xác nhận)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kehoach_cli import periods
from kehoach_cli.history import History, Report
from kehoach_cli.model import LEAD, NOT_ASKED
from kehoach_cli.succession import Obligation, holder

CONFIRMED = "cooperation-confirmed"  # the partner has reported on the item since
UNCONFIRMED = "cooperation-unconfirmed"  # it has not
DENIED = "cooperation-denied"  # it says that nobody asked it
ANSWERS = (CONFIRMED, UNCONFIRMED, DENIED)


class Cooperation(NamedTuple):
    """The newest word of a lead on one partner: the day and the file of it, the partner's answer and the file of that."""

    item: str
    lead: str
    partner: str
    date: date
    source: str
    answer: str
    answered_by: str | None = None


def cooperations(history: History, obligations: Iterable[Obligation]) -> Iterator[Cooperation]:
    """What the leads say, item by item in the order of the obligations, each partner once."""
    for obligation in obligations:
        if obligation.role != LEAD or obligation.agency is None:
            continue
        newest: dict[str, Report] = {}
        for report in history.of(obligation.item.id, obligation.holders):
            newest |= dict.fromkeys((partner for partner in report.partners if partner not in obligation.holders), report)
        for partner, report in newest.items():
            answer = _answer(history, obligation.item.id, partner, report.date)
            said = CONFIRMED if answer else UNCONFIRMED
            if answer and answer.state == NOT_ASKED:
                said = DENIED
            source = answer.path if answer else None
            yield Cooperation(obligation.item.id, obligation.agency, partner, report.date, report.path, said, source)


def _answer(history: History, item: str, partner: str, claimed: date) -> Report | None:
    """The last report on the item by the partner, or by who took over from it, in the period of the claim or later."""
    whose = holder(history.register, history.plan, item, partner, history.as_of).agencies(partner)
    since = periods.containing(history.plan.reporting, claimed).opens if history.plan.reporting else date(claimed.year, 1, 1)
    return next((report for report in reversed(history.of(item, whose)) if report.date >= since), None)
