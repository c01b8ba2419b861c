"""An answer holds until the day that is named, and not a wrong day longer: held against the answer worked out on every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_standing import AGENCIES, LAW_PLAN, histories
from world import Files, day, extension, filing, read, the_plan, update

from kehoach_cli import filings, lasting, periods, standing
from kehoach_cli.disk import packaged
from kehoach_cli.model import Plan, Register
from kehoach_cli.parse import Snapshot, parse

LAW = settings(deadline=None, max_examples=60, derandomize=True)
ONE = timedelta(days=1)

# Every kind of day that can turn an answer: windows closed early, deadlines moved and shifted, turns with and without a day,
# words that change, agencies that begin and end, entries ahead of their day.
EVENTFUL = """\
ends: 2027-11-30
calendar:
  days_off: next
  due_soon: 9
  holidays: [{date: 2026-04-30, to: 2026-05-03}, {date: 2026-12-31, to: 2027-01-03}]
  moved:
    - {period: 2026-Q1, closes: 2026-03-20, due: 2026-05-19, basis: 1/CV}
    - {period: 2026-06, item: I.3, due: 2026-07-09, basis: 2/CV}
reporting: {every: quarter, first: 2025-Q4, last: 2027-Q2, closes: 14, due: 20, filers: [a, cu, moi], coordinator: dau-moi}
transfers:
  - {from: a, to: b, date: 2026-08-20, items: [I.1], basis: 3/QĐ}
items:
  - {id: I.1, text: Việc., lead: [a], due: 2026-06-20, support: [cac-so]}
  - {id: I.2, text: Việc., lead: [cu], due: 2026-09-05, until: 2026-08-10}
  - {id: I.2, text: Việc mới., lead: [cu], due: 2026-10-11, since: 2026-08-10, basis: 4/KH}
  - {id: I.3, text: Việc., lead: [cac-so], recurs: {every: month, by: 15}, since: 2026-05-01}
  - {id: I.4, text: Việc., lead: [moi], recurs: {every: year, by: 02-28}}
  - {id: I.5, text: Việc., lead: [b], recurs: {every: half-year}, since: 2026-03-10}
  - {id: I.6, text: Việc., lead: [het]}
"""
REPORTS: tuple[Files, ...] = (
    update("2026-06-10", "a"),
    update("2026-09-01", "b", "completed", "I.5", "000002"),
    update("2026-05-20", "cu", "in-progress", "I.3", "000003"),
    filing("2026-07-02", "a", "statement: Xong.\n", "2026-Q2", 1),
)


def holds_every_day(register: Register, plan: Plan, first: date, last: date, period: periods.Period | None = None) -> int:
    """Hold each answer against those of the days until it is to be worked out anew; how often that was."""
    answers, as_of = 0, first
    while as_of <= last:
        answers += 1
        found = standing.of_plan(register, plan, as_of, period)._replace(as_of=date.min)
        of_period = filings.filings(register, plan, period, as_of) if period else ()
        end = min(lasting.until(register, plan, as_of, found), lasting.until(register, plan, as_of, of_period), last + ONE)
        assert end > as_of
        for days in range(1, (end - as_of).days):
            later = as_of + ONE * days
            assert standing.of_plan(register, plan, later, period) == found._replace(as_of=later), (as_of, later)
            if period:
                assert filings.filings(register, plan, period, later) == of_period, (as_of, later)
        as_of = end
    return answers


@pytest.mark.parametrize("period", [None, "2026-Q2"])
def test_in_an_eventful_plan_an_answer_holds_as_long_as_it_says(period: str | None) -> None:
    register = read(AGENCIES.replace("2026-07-01", "2026-07-08"), EVENTFUL, *REPORTS)
    plan = the_plan(register)
    assert plan.reporting
    wanted = periods.period(plan.reporting, period) if period else None
    answers = holds_every_day(register, plan, date(2025, 12, 1), date(2028, 2, 1), wanted)
    assert answers < (date(2028, 2, 1) - date(2025, 12, 1)).days / 3


@LAW
@given(histories(), st.integers(0, 90))
def test_whatever_happens_an_answer_holds_as_long_as_it_says(history: list[Files], days: int) -> None:
    register = read(AGENCIES, LAW_PLAN, *history)
    first = date(2026, 5, 10) + ONE * days
    holds_every_day(register, the_plan(register), first, first + ONE * 20)


def test_in_the_sample_an_answer_holds_as_long_as_it_says() -> None:
    register = parse(Snapshot(packaged("sample"))).register
    (plan,) = register.plans
    holds_every_day(register, plan, date(2025, 11, 1), date(2027, 1, 31))


HEIRS = """\
agencies:
  - {id: a, name: Sở A, until: 2026-03-01, successor: c, basis: 1/QĐ}
  - {id: b, name: Sở B, until: 2026-03-01, successor: c, basis: 1/QĐ}
  - {id: c, name: Sở C}
"""
UNTIL_JUNE = extension("2026-02-01", "a", "2026-06-20", token="000001")
UNTIL_MAY = extension("2026-02-01", "b", "2026-05-15", token="000002")


@pytest.mark.parametrize(
    ("due", "extensions", "turns_on"),
    [
        ("2026-04-10", (UNTIL_JUNE, UNTIL_MAY), "2026-05-16"),
        ("2026-05-09", (UNTIL_JUNE,), "2026-05-12"),  # a Saturday, so due on the Monday
    ],
)
def test_of_two_shares_in_one_hand_the_deadline_that_is_not_told_counts_too(
    due: str, extensions: tuple[Files, ...], turns_on: str
) -> None:
    text = f"calendar: {{days_off: next}}\nitems:\n  - {{id: I.1, text: Việc., lead: [a, b], due: {due}}}\n"
    register = read(HEIRS, text, *extensions)
    plan = the_plan(register)
    (before,) = standing.of_plan(register, plan, day(turns_on) - 6 * ONE).obligations
    (after,) = standing.of_plan(register, plan, day(turns_on)).obligations
    assert (before.standing, before.due) == (standing.IN_TERM, day("2026-06-20"))
    assert after.standing == standing.OVERDUE
    holds_every_day(register, plan, date(2026, 4, 1), date(2026, 7, 31))


def test_a_window_that_closes_behind_the_next_one_is_left_in_time() -> None:
    text = """\
calendar:
  moved: [{period: 2026-06, closes: 2026-12-26, due: 2026-12-27, basis: 1/CV}]
reporting: {every: month, first: 2026-07, last: 2026-07, closes: 15, due: 25, filers: [a]}
items: []
"""
    register = read(AGENCIES, text)  # which KH319 speaks of; what is kept of it is right all the same
    holds_every_day(register, the_plan(register), date(2026, 5, 1), date(2027, 1, 31))


def test_a_calendar_whose_week_begins_with_a_day_off_is_no_trouble() -> None:
    calendar = "calendar: {days_off: previous, weekend: [sunday, monday]}\n"
    register = read(AGENCIES, f"{calendar}items:\n  - {{id: I.1, text: Việc., lead: [a], due: 2026-03-23}}\n")
    holds_every_day(register, the_plan(register), date(2026, 3, 1), date(2026, 4, 30))


def test_the_answer_of_a_quiet_plan_holds_until_something_is_near() -> None:
    register = read(AGENCIES, "items:\n  - {id: I.1, text: Việc., lead: [a], due: 2026-03-20}\n")
    plan = the_plan(register)
    found = standing.of_plan(register, plan, day("2026-03-02"))._replace(as_of=date.min)
    assert lasting.until(register, plan, day("2026-03-02"), found) == day("2026-03-17")  # due soon: three days before
    assert lasting.until(register, plan, day("2026-03-17"), found) == day("2026-03-20")  # a day too many is no harm
    assert lasting.until(register, plan, day("2026-03-20"), found) == day("2026-03-21")
    assert lasting.until(register, plan, day("2026-03-21"), found) == day("2026-04-01")
