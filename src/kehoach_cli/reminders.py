"""Whom to remind of what on a day (đôn đốc): what each agency owes, how often it has been asked, what comes next.

Computed like everything else: from the files and one day. What has been asked for stands in `reminder` events; a reminder counts
for each thing it names, and only when that was late already: a notice before the deadline is a courtesy. After three, the matter
goes to the leadership.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from kehoach_cli import filings as fl
from kehoach_cli import standing as st
from kehoach_cli.filings import FilingStanding
from kehoach_cli.history import live_events
from kehoach_cli.model import ADVANCE, LEAD, LEADERSHIP, REMINDER, Event, Item, Plan, Register
from kehoach_cli.periods import Period
from kehoach_cli.standing import ObligationStanding
from kehoach_cli.succession import heirs


class Debt(NamedTuple):
    """Something an agency owes, or soon will: a filing (no `item`), or a task; `period` is that of the filing or the turn of a
    recurring task. `agency` is whom to write to: whoever had to do it (`of`), or the heir; `holders` are both, and those the duty
    came from; `asked` the days after the deadline on which any of them was reminded of it.
    """

    agency: str
    of: str
    item: Item | None
    period: str | None
    due: date
    days_late: int
    status: str
    holders: frozenset[str]
    asked: tuple[date, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """By what reminders name it: the item or "", the period or ""."""
        return self.item.id if self.item else "", self.period or ""

    @property
    def level(self) -> int:
        """What comes next: 0 a notice before the deadline, 1 to 3 a reminder, 4 a report to the leadership."""
        return min(len(self.asked) + 1, LEADERSHIP) if self.days_late > 0 else ADVANCE


class Letter(NamedTuple):
    """One reminder: to whom, at which level, of what, oldest deadline first. At the last level it is a part of the report to the
    leadership, about the agency."""

    agency: str
    level: int
    debts: tuple[Debt, ...]


class Round(NamedTuple):
    """Everything to be sent on a day, in the official order of agencies. `today` are debts that somebody was reminded of that day
    already, `unreachable` those of agencies that have ended without heirs, `own` those of the agency that sends the letters.
    """

    letters: tuple[Letter, ...] = ()
    to_leadership: tuple[Letter, ...] = ()
    today: tuple[Debt, ...] = ()
    unreachable: tuple[Debt, ...] = ()
    own: tuple[Debt, ...] = ()

    @property
    def all(self) -> tuple[Letter, ...]:
        """Every letter, and every agency reported to the leadership: what is put on record."""
        return (*self.letters, *self.to_leadership)


class Wanted(NamedTuple):
    """What to remind of: on which day, how many days before a deadline (None: as the plan counts "due soon"), the filing of one
    period only, one agency only. `again` ignores what was sent on the day itself, to make its letters once more."""

    day: date
    within: int | None = None
    period: Period | None = None
    agency: str | None = None
    again: bool = False


def of_day(register: Register, plan: Plan, wanted: Wanted, sender: str | None) -> Round:
    """Whom to remind of what. `sender` is the agency that sends the letters; nobody writes to itself."""
    asked = _Asked(register, plan, wanted)
    letters: dict[tuple[str, bool], list[Debt]] = {}
    left: dict[str, list[Debt]] = {"today": [], "unreachable": [], "own": []}
    for debt in owed(register, plan, wanted):
        reached = _reached(register, debt, wanted.day)
        for agency in reached or (debt.of,):
            one = asked.of(debt._replace(agency=agency, holders=debt.holders | {agency}))
            if wanted.agency not in (None, agency):
                continue
            if not reached:
                left["unreachable"].append(one)
            elif agency == sender:
                left["own"].append(one)
            elif asked.today(one):
                left["today"].append(one)
            else:
                letters.setdefault((agency, one.level == LEADERSHIP), []).append(one)
    found = [_letter(agency, debts) for (agency, _), debts in letters.items()]
    found.sort(key=lambda letter: fl.agency_order(register, letter.agency))
    return Round(
        tuple(letter for letter in found if letter.level != LEADERSHIP),
        tuple(letter for letter in found if letter.level == LEADERSHIP),
        **{name: tuple(debts) for name, debts in left.items()},
    )


def _letter(agency: str, debts: list[Debt]) -> Letter:
    return Letter(agency, max(debt.level for debt in debts), tuple(sorted(debts, key=lambda debt: debt.due)))


def owed(register: Register, plan: Plan, wanted: Wanted) -> list[Debt]:
    """Everything that is late on the day or comes due within the days asked for: filings first, then tasks in document order."""
    soon = wanted.day + timedelta(days=plan.calendar.due_soon if wanted.within is None else wanted.within)
    return [debt for debt in _open(register, plan, wanted.day, wanted.period) if debt.due <= soon]


def coming(register: Register, plan: Plan, day: date) -> dict[str, list[Debt]]:
    """What each agency has to do from the day on, soonest first, however far off."""
    found: dict[str, list[Debt]] = {}
    for debt in sorted(_open(register, plan, day), key=lambda debt: debt.due):
        if debt.days_late <= 0:
            for agency in _reached(register, debt, day):
                found.setdefault(agency, []).append(debt._replace(agency=agency))
    return found


def _reached(register: Register, debt: Debt, day: date) -> tuple[str, ...]:
    """Whom to write to: who owes it, or the heirs. A task that nobody holds is nobody's, whoever else has inherited."""
    return () if debt.status == st.ORPHANED else heirs(register, debt.of, day)


def _open(register: Register, plan: Plan, day: date, period: Period | None = None) -> list[Debt]:
    """Every filing not received and every task with a deadline not completed; of a period named, its filings alone."""
    whole = st.of_plan(register, plan, day, period)
    filings = whole.filings if period else (*whole.outstanding, *whole.filings)
    found = [_of_filing(one, day) for one in filings if one.status in (*fl.OUTSTANDING, fl.NOT_DUE)]
    if period is None:
        open_ = (st.OVERDUE, st.IN_TERM, st.DUE_SOON, st.ORPHANED)
        leads = (one for one in whole.obligations if one.obligation.role == LEAD and one.standing in open_)
        found += [_of_task(one, one.due, day) for one in leads if one.due]
    return found


def _of_filing(one: FilingStanding, day: date) -> Debt:
    late, holders = (day - one.period.due).days, frozenset((one.agency, *one.inherited_from))
    return Debt(one.agency, one.agency, None, one.period.name, one.period.due, late, one.status, holders)


def _of_task(one: ObligationStanding, due: date, day: date) -> Debt:
    of = one.obligation
    agency = of.agency or of.named
    return Debt(agency, agency, of.item, one.occurrence, due, (day - due).days, one.standing, of.holders)


class _Asked:
    """What agencies have been reminded of, by the day."""

    def __init__(self, register: Register, plan: Plan, wanted: Wanted) -> None:
        self._day = wanted.day
        self._days: dict[tuple[str, tuple[str, str]], list[date]] = {}
        for event in live_events(register, plan.id, wanted.day):
            if event.kind == REMINDER and not (wanted.again and event.date == wanted.day):
                for key in keys_of(event):
                    self._days.setdefault((event.agency, key), []).append(event.date)

    def _of(self, debt: Debt) -> list[date]:
        days = {day for holder in debt.holders for day in self._days.get((holder, debt.key), ())}
        return sorted(days)

    def of(self, debt: Debt) -> Debt:
        """The debt, with the days on which it was asked for when it was late, before the day."""
        return debt._replace(asked=tuple(day for day in self._of(debt) if debt.due < day < self._day))

    def today(self, debt: Debt) -> bool:
        """Whether it was asked for on the day itself."""
        return self._day in self._of(debt)


def keys_of(event: Event) -> Iterable[tuple[str, str]]:
    """What a reminder names, as `Debt.key` has it."""
    yield from (("", period) for period in event.periods)
    yield from ((asked.item, asked.period or "") for asked in event.items)
