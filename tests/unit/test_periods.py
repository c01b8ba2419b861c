"""Reporting periods: the windows of Decree 09/2019, due days after the closing day, and deadlines that come back."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_cli import periods
from kehoach_cli.model import CADENCES, HALF_YEAR, MONTH, QUARTER, YEAR, Recurrence, Reporting
from kehoach_cli.periods import Period
from kehoach_cli.workdays import NEXT, PREVIOUS, SHIFTS, WEEKDAYS, Calendar, Holiday, Moved

LAW = settings(deadline=None, max_examples=60, derandomize=True)
ONE_DAY = timedelta(days=1)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


# Names


@pytest.mark.parametrize(
    ("name", "every", "ends"),
    [
        ("2026", YEAR, (2026, 12)),
        ("2026-H1", HALF_YEAR, (2026, 6)),
        ("2026-H2", HALF_YEAR, (2026, 12)),
        ("2026-Q1", QUARTER, (2026, 3)),
        ("2026-Q4", QUARTER, (2026, 12)),
        ("2026-01", MONTH, (2026, 1)),
        ("2026-12", MONTH, (2026, 12)),
    ],
)
def test_the_name_of_a_period_tells_its_cadence_and_its_last_month(name: str, every: str, ends: tuple[int, int]) -> None:
    assert (periods.cadence_of(name), periods.last_month(name)) == (every, ends)


@pytest.mark.parametrize(
    "name",
    ["", "26", "2026-H0", "2026-H3", "2026-Q5", "2026-00", "2026-13", "2026-7", "2026-q1", "2026-07-01", " 2026", "２０２６"],
)
def test_other_names_are_no_periods(name: str) -> None:
    assert periods.cadence_of(name) is None
    with pytest.raises(ValueError, match=f"^{name}$"):
        periods.last_month(name)


@pytest.mark.parametrize("year", ["0000", "0001", "1899", "2200", "9999"])
def test_a_year_that_no_office_plans_for_is_no_period(year: str) -> None:
    assert [periods.cadence_of(year + part) for part in ("", "-H1", "-Q4", "-12")] == [None] * 4


@pytest.mark.parametrize("every", CADENCES)
@pytest.mark.parametrize("year", [1900, 2199])
@pytest.mark.parametrize("due", [(0, 1), (1, 1), (12, 31)])
def test_the_first_and_the_last_year_have_all_their_days(every: str, year: int, due: tuple[int, int]) -> None:
    for month in range(1, 13):
        name = periods.name_on(every, date(year, month, 28))
        found = periods.period(Reporting(every, due=due), name)
        assert found.opens < found.closes <= found.due


# Windows


@pytest.mark.parametrize(
    ("every", "name", "opens", "closes"),
    [
        (YEAR, "2026", "2025-12-15", "2026-12-14"),
        (HALF_YEAR, "2026-H1", "2025-12-15", "2026-06-14"),
        (HALF_YEAR, "2026-H2", "2026-06-15", "2026-12-14"),
        (QUARTER, "2026-Q1", "2025-12-15", "2026-03-14"),
        (QUARTER, "2026-Q2", "2026-03-15", "2026-06-14"),
        (QUARTER, "2026-Q3", "2026-06-15", "2026-09-14"),
        (QUARTER, "2026-Q4", "2026-09-15", "2026-12-14"),
        (MONTH, "2026-01", "2025-12-15", "2026-01-14"),
        (MONTH, "2026-03", "2026-02-15", "2026-03-14"),
        (MONTH, "2026-12", "2026-11-15", "2026-12-14"),
    ],
)
def test_without_days_of_its_own_a_plan_follows_the_decree(every: str, name: str, opens: str, closes: str) -> None:
    found = periods.period(Reporting(every), name)
    assert found == Period(name, every, day(opens), day(closes), day(closes).replace(day=25))


@pytest.mark.parametrize(
    ("reporting", "name", "opens", "closes", "due"),
    [
        pytest.param(Reporting(YEAR, closes=(12, 14), due=(12, 20)), "2026", "2025-12-15", "2026-12-14", "2026-12-20", id="year"),
        pytest.param(Reporting(YEAR, closes=(6, 30), due=(7, 10)), "2026", "2025-07-01", "2026-06-30", "2026-07-10", id="June"),
        pytest.param(
            Reporting(YEAR, closes=(12, 31), due=(1, 15)), "2026", "2026-01-01", "2026-12-31", "2027-01-15", id="due next year"
        ),
        pytest.param(
            Reporting(YEAR, closes=(12, 14), due=(12, 14)), "2026", "2025-12-15", "2026-12-14", "2026-12-14", id="same day"
        ),
        pytest.param(
            Reporting(YEAR, closes=(12, 14), due=(12, 13)), "2026", "2025-12-15", "2026-12-14", "2027-12-13", id="day before"
        ),
        pytest.param(Reporting(YEAR, closes=(2, 29)), "2025", "2024-03-01", "2025-02-28", "2025-12-25", id="29 February"),
        pytest.param(
            Reporting(MONTH, closes=(0, 31), due=(0, 5)), "2026-02", "2026-02-01", "2026-02-28", "2026-03-05", id="month end"
        ),
        pytest.param(
            Reporting(MONTH, closes=(0, 30), due=(0, 31)), "2024-02", "2024-01-31", "2024-02-29", "2024-02-29", id="leap year"
        ),
        pytest.param(
            Reporting(MONTH, closes=(0, 31), due=(0, 2)), "2026-12", "2026-12-01", "2026-12-31", "2027-01-02", id="new year"
        ),
        pytest.param(
            Reporting(QUARTER, closes=(0, 31), due=(0, 10)), "2026-Q2", "2026-04-01", "2026-06-30", "2026-07-10", id="quarter"
        ),
        pytest.param(
            Reporting(HALF_YEAR, closes=(0, 14), due=(0, 20)), "2026-H1", "2025-12-15", "2026-06-14", "2026-06-20", id="half-year"
        ),
    ],
)
def test_a_plan_may_set_its_own_days(reporting: Reporting, name: str, opens: str, closes: str, due: str) -> None:
    assert periods.period(reporting, name) == Period(name, reporting.every, day(opens), day(closes), day(due))


@pytest.mark.parametrize("name", ["2026-Q1", "2026-01", "", "năm 2026"])
def test_a_period_of_another_cadence_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name}$"):
        periods.period(Reporting(YEAR), name)


@pytest.mark.parametrize(
    ("year", "month", "wanted", "given"),
    [(2026, 2, 31, 28), (2024, 2, 31, 29), (2026, 4, 31, 30), (2026, 12, 31, 31), (2026, 6, 14, 14), (9999, 12, 31, 31)],
)
def test_a_day_beyond_the_month_is_its_last_day(year: int, month: int, wanted: int, given: int) -> None:
    assert periods.clamped(year, month, wanted) == date(year, month, given)


# Finding a period


@pytest.mark.parametrize(
    ("every", "on", "name"),
    [
        (YEAR, "2026-12-14", "2026"),
        (YEAR, "2026-12-15", "2027"),
        (YEAR, "2025-12-15", "2026"),
        (HALF_YEAR, "2026-06-14", "2026-H1"),
        (HALF_YEAR, "2026-06-15", "2026-H2"),
        (HALF_YEAR, "2026-12-31", "2027-H1"),
        (QUARTER, "2026-03-15", "2026-Q2"),
        (MONTH, "2026-07-14", "2026-07"),
        (MONTH, "2026-12-15", "2027-01"),
    ],
)
def test_the_day_after_the_closing_day_is_in_the_next_period(every: str, on: str, name: str) -> None:
    assert periods.containing(Reporting(every), day(on)).name == name


@pytest.mark.parametrize(
    ("name", "following"),
    [("2026", "2027"), ("2026-H1", "2026-H2"), ("2026-H2", "2027-H1"), ("2026-Q4", "2027-Q1"), ("2026-12", "2027-01")],
)
def test_every_period_has_a_next_one_and_one_before(name: str, following: str) -> None:
    assert periods.next_name(name) == following


def test_a_period_is_expected_from_the_first_to_the_last_of_the_plan() -> None:
    duty = Reporting(QUARTER, first="2025-Q3", last="2026-Q2")
    names = ["2025-Q2", "2025-Q3", "2026-Q1", "2026-Q2", "2026-Q3", "2026", "2026-H1", "2026-01", "nonsense"]
    assert [name for name in names if periods.is_expected(duty, name)] == ["2025-Q3", "2026-Q1", "2026-Q2"]


def test_without_first_and_last_every_period_of_the_cadence_is_expected() -> None:
    assert [periods.is_expected(Reporting(YEAR), name) for name in ("1990", "2050", "2026-H1")] == [True, True, False]


@pytest.mark.parametrize(
    ("on", "name"),
    [
        pytest.param("2020-12-14", None, id="before the duty"),
        pytest.param("2020-12-15", "2021", id="first day of the first window"),
        pytest.param("2023-06-01", "2023", id="within a window"),
        pytest.param("2023-12-14", "2023", id="closing day"),
        pytest.param("2023-12-20", "2023", id="closed, and due today"),
        pytest.param("2023-12-21", "2024", id="the day after it was due"),
        pytest.param("2025-12-21", "2025", id="after the last period"),
        pytest.param("2040-01-01", "2025", id="long after the duty"),
    ],
)
def test_the_current_period_is_the_one_just_closed_until_it_is_due_then_the_open_one(on: str, name: str | None) -> None:
    found = periods.current(Reporting(YEAR, first="2021", last="2025", due=(12, 20)), day(on))
    assert (found and found.name) == name


def test_a_last_period_of_another_cadence_ends_no_duty() -> None:
    assert periods.current(Reporting(YEAR, last="2025-Q4"), day("2030-01-01")) is None


def test_expected_periods_are_listed_from_the_first_to_the_one_that_has_opened() -> None:
    duty = Reporting(HALF_YEAR, first="2025-H2", last="2026-H2")
    names = {
        on: [one.name for one in periods.up_to(duty, day(on))] for on in ("2025-06-14", "2025-06-15", "2026-06-14", "2040-01-01")
    }
    assert names == {
        "2025-06-14": [],
        "2025-06-15": ["2025-H2"],
        "2026-06-14": ["2025-H2", "2026-H1"],
        "2040-01-01": ["2025-H2", "2026-H1", "2026-H2"],
    }


@pytest.mark.parametrize("first", [None, "2025", "2025-Q1"])
def test_without_a_fitting_first_period_none_is_listed(first: str | None) -> None:
    assert list(periods.up_to(Reporting(HALF_YEAR, first=first), day("2026-01-01"))) == []


# Deadlines that come back


@pytest.mark.parametrize(
    ("every", "by", "on", "due"),
    [
        (YEAR, (12, 15), "2026-01-01", "2026-12-15"),
        (YEAR, (12, 15), "2026-12-15", "2026-12-15"),
        (YEAR, (12, 15), "2026-12-16", "2027-12-15"),
        (YEAR, (2, 29), "2025-01-01", "2025-02-28"),
        (YEAR, (2, 29), "2025-03-01", "2026-02-28"),
        (YEAR, (0, 20), "2026-05-01", "2026-12-20"),
        (HALF_YEAR, (0, 20), "2026-06-20", "2026-06-20"),
        (HALF_YEAR, (0, 20), "2026-06-21", "2026-12-20"),
        (QUARTER, (0, 31), "2026-04-01", "2026-06-30"),
        (QUARTER, (0, 10), "2026-12-11", "2027-03-10"),
        (MONTH, (0, 31), "2026-02-10", "2026-02-28"),
        (MONTH, (0, 5), "2026-12-06", "2027-01-05"),
    ],
)
def test_the_next_deadline_falls_on_or_after_the_day(every: str, by: tuple[int, int], on: str, due: str) -> None:
    turn = next(periods.occurrences(Recurrence(every, by), Calendar(), "I.1", day(on)))
    assert (turn.due, turn.regular_due) == (day(due), day(due))


@pytest.mark.parametrize(
    ("every", "on", "name"),
    [
        *((YEAR, "2026-12-31", "2026"), (HALF_YEAR, "2026-06-30", "2026-H1"), (HALF_YEAR, "2026-07-01", "2026-H2")),
        *((QUARTER, "2026-06-30", "2026-Q2"), (QUARTER, "2026-10-01", "2026-Q4"), (MONTH, "2026-02-28", "2026-02")),
    ],
)
def test_a_deadline_is_named_by_the_calendar_not_by_the_reporting_window(every: str, on: str, name: str) -> None:
    assert periods.name_on(every, day(on)) == name


# The calendar of the plan

TET = Holiday(day("2026-02-16"), day("2026-02-20"), "Tết Nguyên đán")  # a Monday to a Friday
OFF = Calendar(NEXT, holidays=(TET,), worked=(day("2026-02-28"),))


@pytest.mark.parametrize(
    ("calendar", "on", "due"),
    [
        pytest.param(Calendar(), "2026-12-20", "2026-12-20", id="a Sunday stays where nothing is said"),
        pytest.param(Calendar(NEXT), "2026-12-20", "2026-12-21", id="a Sunday goes to Monday"),
        pytest.param(Calendar(PREVIOUS), "2026-12-20", "2026-12-18", id="a Sunday goes to the Friday before"),
        pytest.param(Calendar(NEXT), "2026-12-18", "2026-12-18", id="a working day stays"),
        pytest.param(Calendar(NEXT, weekend=()), "2026-12-20", "2026-12-20", id="a week without days off"),
        pytest.param(OFF, "2026-02-14", "2026-02-23", id="a weekend, a week of holidays and another weekend"),
        pytest.param(OFF, "2026-02-28", "2026-02-28", id="a Saturday that is worked"),
        pytest.param(Calendar(NEXT, weekend=WEEKDAYS), "2026-02-28", "2026-02-28", id="a calendar without any working day"),
    ],
)
def test_a_deadline_on_a_day_off_goes_where_the_plan_says(calendar: Calendar, on: str, due: str) -> None:
    assert periods.deadline(calendar, day(on)) == day(due)


def test_a_filing_that_falls_due_on_a_day_off_remembers_the_day_it_was() -> None:
    duty = Reporting(YEAR, closes=(12, 14), due=(12, 20), calendar=Calendar(NEXT))
    found = periods.period(duty, "2026")
    assert (found.due, found.regular_due, found.moved) == (day("2026-12-21"), day("2026-12-20"), None)
    assert periods.period(duty, "2027") == Period("2027", YEAR, day("2026-12-15"), day("2027-12-14"), day("2027-12-20"))


def test_a_document_moves_the_days_of_one_period_and_the_window_after_it_follows() -> None:
    moved = Moved("2026", closes=day("2026-11-30"), due=day("2027-01-10"), basis="Công văn 9")
    duty = Reporting(YEAR, closes=(12, 14), due=(12, 20), calendar=Calendar(NEXT, moved=(moved,)))
    this = Period("2026", YEAR, day("2025-12-15"), day("2026-11-30"), day("2027-01-10"), day("2026-12-20"), moved)
    assert periods.period(duty, "2026") == this
    assert periods.period(duty, "2027").opens == day("2026-12-01")
    assert [periods.containing(duty, day(on)).name for on in ("2026-11-30", "2026-12-01")] == ["2026", "2027"]


def test_a_moved_deadline_of_an_item_leaves_the_filings_and_the_other_turns_alone() -> None:
    moved = Moved("2026-Q2", "I.1", due=day("2026-07-15"), basis="Công văn 9")
    calendar = Calendar(moved=(moved,))
    turns = list(itertools.islice(periods.occurrences(Recurrence(QUARTER, (0, 20)), calendar, "I.1", day("2026-01-01")), 3))
    assert [(turn.name, turn.due, turn.moved) for turn in turns] == [
        ("2026-Q1", day("2026-03-20"), None),
        ("2026-Q2", day("2026-07-15"), moved),
        ("2026-Q3", day("2026-09-20"), None),
    ]
    assert periods.period(Reporting(QUARTER, calendar=calendar), "2026-Q2").due == day("2026-06-25")


def test_without_a_day_a_duty_comes_back_with_every_calendar_period() -> None:
    turns = list(itertools.islice(periods.occurrences(Recurrence(HALF_YEAR), Calendar(), "I.1", day("2026-08-01")), 3))
    assert [(turn.name, turn.due) for turn in turns] == [("2026-H2", None), ("2027-H1", None), ("2027-H2", None)]


@pytest.mark.parametrize(
    ("name", "due"), [("2026-Q2", "2026-06-20"), ("2026-Q4", "2026-12-20"), ("2026", None), ("2026-H1", None), ("x", None)]
)
def test_a_turn_is_found_by_its_name(name: str, due: str | None) -> None:
    found = periods.occurrence(Recurrence(QUARTER, (0, 20)), Calendar(), "I.1", name)
    assert (found and found.due) == (due and day(due))


# Laws

MONTH_DAYS = st.tuples(st.integers(1, 12), st.integers(1, 31))
MONTHLESS_DAYS = st.tuples(st.just(0), st.integers(1, 31))


def with_days(every: str) -> st.SearchStrategy[Reporting]:
    days = st.none() | (MONTH_DAYS if every == YEAR else MONTHLESS_DAYS)
    return st.builds(Reporting, st.just(every), closes=days, due=days, calendar=st.just(Calendar()))


CALENDARS = st.builds(
    Calendar,
    st.sampled_from(SHIFTS),
    st.lists(st.sampled_from(WEEKDAYS), max_size=7, unique=True).map(tuple),
    st.lists(st.builds(Holiday, DAYS), max_size=5).map(tuple),
    st.lists(DAYS, max_size=3).map(tuple),
    moved=st.just(()),
)
DUTIES = st.sampled_from(CADENCES).flatmap(with_days)


@LAW
@given(DUTIES, DAYS)
def test_the_period_that_contains_a_day_holds_it(duty: Reporting, on: date) -> None:
    found = periods.containing(duty, on)
    assert found.opens <= on <= found.closes <= found.due
    assert found == periods.period(duty, found.name)


@LAW
@given(DUTIES, DAYS)
def test_windows_tile_the_calendar_without_gap_or_overlap(duty: Reporting, on: date) -> None:
    current = periods.containing(duty, on)
    for _ in range(14):
        after = periods.containing(duty, current.closes + ONE_DAY)
        assert (after.opens, after.name) == (current.closes + ONE_DAY, periods.next_name(current.name))
        assert current.name < after.name
        current = after


@LAW
@given(DUTIES, DAYS)
def test_the_due_day_is_the_first_of_its_kind_from_the_closing_day_on(duty: Reporting, on: date) -> None:
    found = periods.containing(duty, on)
    years = 12 if duty.every == YEAR else 1
    assert timedelta(0) <= found.due - found.closes <= timedelta(days=31 * years)


@LAW
@given(CALENDARS, DAYS)
def test_a_deadline_is_a_working_day_with_none_between_it_and_the_day_it_was(calendar: Calendar, on: date) -> None:
    due = periods.deadline(calendar, on)
    between = [min(on, due) + timedelta(days=count) for count in range(abs((due - on).days))]
    assert due == on or not calendar.is_off(due)
    assert all(calendar.is_off(one) for one in between if one != due)


@LAW
@given(DUTIES, CALENDARS, DAYS)
def test_no_calendar_makes_a_filing_due_before_its_period_has_closed(duty: Reporting, calendar: Calendar, on: date) -> None:
    found = periods.containing(duty._replace(calendar=calendar), on)
    assert found.opens <= on <= found.closes <= found.due


@LAW
@given(st.sampled_from(CADENCES), st.integers(1, 31), DAYS)
def test_deadlines_that_come_back_have_names_of_their_own(every: str, by: int, on: date) -> None:
    turns = list(itertools.islice(periods.occurrences(Recurrence(every, (0, by)), Calendar(), "I.1", on), 13))
    assert all(turn.due is not None and turn.due >= on for turn in turns)
    names = [turn.name for turn in turns]
    assert names == sorted(set(names))
    assert all(periods.next_name(one) == other for one, other in itertools.pairwise(names))
