"""Each obligation against its deadline: what is reported, what is confirmed, what is late, and what nobody can judge yet."""

import random
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import Files, confirmation, day, excuse, extension, filing, read, the_plan, update

from kehoach_cli import standing
from kehoach_cli.model import COMPLETED, IN_PROGRESS, LEAD, NOT_STARTED, SUSPENDED, Register
from kehoach_cli.standing import (
    AWAITING_CONFIRMATION,
    CONTRIBUTED,
    DONE_LATE,
    DONE_ON_TIME,
    DUE_SOON,
    HALTED,
    IN_TERM,
    NO_DEADLINE,
    NOT_JUDGED,
    NOTHING_REPORTED,
    ORPHANED,
    OVERDUE,
    Counts,
    ObligationStanding,
)
from kehoach_cli.vn import percent

LAW = settings(deadline=None, max_examples=50, derandomize=True)

AGENCIES = """\
agencies:
  - {id: dau-moi, name: Cơ quan đầu mối}
  - {id: a, name: Sở A}
  - {id: b, name: Sở B}
  - {id: cu, name: Sở cũ, until: 2026-07-01, successor: b}
  - {id: moi, name: Sở mới, since: 2026-07-01}
  - {id: het, name: Sở đã hết, until: 2026-07-01}
groups:
  - {id: cac-so, name: các sở, members: [a, b, cu]}
"""
COORDINATED = "reporting: {every: year, first: 2025, coordinator: dau-moi, filers: [a]}\n"


def item(lead: str = "a", more: str = "due: 2026-06-30", item_id: str = "I.1") -> str:
    return f"  - {{id: {item_id}, text: Việc., lead: [{lead}]{', ' if more else ''}{more}}}\n"


ALONE = "items:\n" + item()
CONFIRMED = COORDINATED + ALONE


def judged(plan: str, on: str, *files: Files) -> list[ObligationStanding]:
    register = read(AGENCIES, plan, *files)
    return list(standing.of_plan(register, the_plan(register), day(on)).obligations)


def judge(plan: str, on: str, *files: Files) -> ObligationStanding:
    (found,) = judged(plan, on, *files)
    return found


def path(on: str, agency: str = "a", subject: str = "I.1", token: str = "000001") -> str:
    return f"plans/kh/progress/{on[:4]}/{agency}/{on}-{subject}-{token}.yaml"


class Told(NamedTuple):
    """The part of a standing that most tests are about."""

    standing: str
    state: str | None = None
    reported: str | None = None
    verdict: str | None = None


def told(one: ObligationStanding) -> Told:
    return Told(one.standing, one.state, one.reported.isoformat() if one.reported else None, one.verdict and one.verdict.result)


# Against the deadline


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param("2026-01-01", IN_TERM, id="long before"),
        pytest.param("2026-06-26", IN_TERM, id="four days before"),
        pytest.param("2026-06-27", DUE_SOON, id="three days before"),
        pytest.param("2026-06-30", DUE_SOON, id="the deadline itself"),
        pytest.param("2026-07-01", OVERDUE, id="the day after"),
    ],
)
def test_what_is_not_completed_is_in_term_until_the_deadline_and_overdue_after_it(on: str, expected: str) -> None:
    one = judge(ALONE, on)
    assert (one.standing, one.state, one.due, one.original_due) == (expected, None, day("2026-06-30"), day("2026-06-30"))


@pytest.mark.parametrize("state", [NOT_STARTED, IN_PROGRESS])
@pytest.mark.parametrize(("on", "expected"), [("2026-06-20", IN_TERM), ("2026-06-30", DUE_SOON), ("2026-07-01", OVERDUE)])
def test_work_that_goes_on_is_held_against_the_deadline_too(state: str, on: str, expected: str) -> None:
    assert told(judge(ALONE, on, update("2026-06-01", "a", state))) == Told(expected, state, "2026-06-01")


@pytest.mark.parametrize(
    ("completed", "expected"),
    [("2026-01-01", DONE_ON_TIME), ("2026-06-30", DONE_ON_TIME), ("2026-07-01", DONE_LATE)],
)
def test_completion_is_on_time_on_the_deadline_and_late_the_day_after(completed: str, expected: str) -> None:
    assert told(judge(ALONE, "2026-12-31", update(completed, "a"))) == Told(expected, COMPLETED, completed)


def test_a_standing_names_the_day_and_the_file_that_made_it_so() -> None:
    one = judge(ALONE, "2026-12-31", update("2026-05-01", "a", IN_PROGRESS), update("2026-06-01", "a", token="000002"))
    assert one == ObligationStanding(
        one.obligation,
        state=COMPLETED,
        standing=DONE_ON_TIME,
        due=day("2026-06-30"),
        original_due=day("2026-06-30"),
        reported=day("2026-06-01"),
        source=path("2026-06-01", token="000002"),
        reporter="a",
    )


def test_a_report_counts_from_its_own_day_on() -> None:
    assert told(judge(ALONE, "2026-06-09", update("2026-06-10", "a"))) == Told(IN_TERM)
    assert told(judge(ALONE, "2026-06-10", update("2026-06-10", "a"))) == Told(DONE_ON_TIME, COMPLETED, "2026-06-10")


def test_completion_counts_from_the_first_report_that_still_stands() -> None:
    again = [update("2026-06-01", "a"), update("2026-08-01", "a")]
    assert told(judge(ALONE, "2026-12-31", *again)) == Told(DONE_ON_TIME, COMPLETED, "2026-06-01")
    taken_back = [*again, update("2026-07-01", "a", IN_PROGRESS)]
    assert told(judge(ALONE, "2026-07-15", *taken_back)) == Told(OVERDUE, IN_PROGRESS, "2026-07-01")
    assert told(judge(ALONE, "2026-12-31", *taken_back)) == Told(DONE_LATE, COMPLETED, "2026-08-01")


def test_of_two_reports_on_one_day_the_more_advanced_counts_whatever_their_names() -> None:
    for completed, going_on in (("000001", "000002"), ("000002", "000001")):
        reports = [update("2026-06-01", "a", token=completed), update("2026-06-01", "a", IN_PROGRESS, token=going_on)]
        assert judge(ALONE, "2026-12-31", *reports).standing == DONE_ON_TIME


def test_the_report_of_another_agency_is_not_this_ones() -> None:
    assert told(judge(ALONE, "2026-06-01", update("2026-05-01", "b"))) == Told(IN_TERM)


def test_the_report_on_another_item_is_not_on_this_one() -> None:
    plan = ALONE + item(item_id="I.2")
    assert [one.standing for one in judged(plan, "2026-06-01", update("2026-05-01", "a", item="I.2"))] == [IN_TERM, DONE_ON_TIME]


@pytest.mark.parametrize("on", ["2026-06-15", "2026-12-31"])
def test_what_is_suspended_is_never_overdue(on: str) -> None:
    assert told(judge(ALONE, on, update("2026-06-01", "a", SUSPENDED))) == Told(HALTED, SUSPENDED, "2026-06-01")


def test_suspension_ends_with_the_next_report() -> None:
    events = [update("2026-06-01", "a", SUSPENDED), update("2026-09-01", "a", IN_PROGRESS)]
    assert judge(ALONE, "2026-12-31", *events).standing == OVERDUE


@pytest.mark.parametrize("more", ["", "ongoing: true"])
def test_without_a_date_nothing_is_late(more: str) -> None:
    plan = "items:\n" + item(more=more)
    assert told(judge(plan, "2030-01-01")) == Told(NO_DEADLINE)
    assert told(judge(plan, "2030-01-01", update("2026-06-01", "a", IN_PROGRESS))) == Told(NO_DEADLINE, IN_PROGRESS, "2026-06-01")
    assert told(judge(plan, "2030-01-01", update("2026-06-01", "a"))) == Told(DONE_ON_TIME, COMPLETED, "2026-06-01")


# Confirmation

REPORT = "2026-06-10-I.1-000001"


def test_reported_is_not_confirmed() -> None:
    events = [update("2026-06-10", "a")]
    assert told(judge(CONFIRMED, "2026-06-10", *events)) == Told(AWAITING_CONFIRMATION, COMPLETED, "2026-06-10")
    assert told(judge(CONFIRMED, "2026-12-31", *events)) == Told(AWAITING_CONFIRMATION, COMPLETED, "2026-06-10")


def test_what_is_accepted_is_done_on_the_day_it_was_reported() -> None:
    events = [update("2026-06-10", "a"), confirmation("2026-07-20", "a", REPORT)]
    assert told(judge(CONFIRMED, "2026-07-19", *events)) == Told(AWAITING_CONFIRMATION, COMPLETED, "2026-06-10")
    one = judge(CONFIRMED, "2026-07-20", *events)
    assert told(one) == Told(DONE_ON_TIME, COMPLETED, "2026-06-10", "accepted")
    assert one.verdict is not None
    assert one.verdict.path == path("2026-07-20", token="00000c")


@pytest.mark.parametrize(("on", "expected"), [("2026-06-20", IN_TERM), ("2026-06-30", DUE_SOON), ("2026-07-01", OVERDUE)])
def test_what_is_returned_is_not_done_though_the_agency_said_so(on: str, expected: str) -> None:
    events = [update("2026-06-10", "a"), confirmation("2026-06-15", "a", REPORT, "returned")]
    assert told(judge(CONFIRMED, on, *events)) == Told(expected, COMPLETED, "2026-06-10", "returned")


def test_after_a_return_completion_counts_anew() -> None:
    events = [
        update("2026-06-10", "a"),
        confirmation("2026-06-15", "a", REPORT, "returned"),
        update("2026-07-05", "a", token="000002"),
    ]
    assert told(judge(CONFIRMED, "2026-07-05", *events)) == Told(AWAITING_CONFIRMATION, COMPLETED, "2026-07-05")
    accepted = confirmation("2026-07-10", "a", "2026-07-05-I.1-000002")
    assert told(judge(CONFIRMED, "2026-07-10", *events, accepted)) == Told(DONE_LATE, COMPLETED, "2026-07-05", "accepted")


def test_the_last_word_of_the_coordinator_counts() -> None:
    events = [
        update("2026-06-10", "a"),
        confirmation("2026-06-15", "a", REPORT, "returned"),
        confirmation("2026-06-16", "a", REPORT, "accepted"),
    ]
    assert judge(CONFIRMED, "2026-06-15", *events).standing == IN_TERM
    assert judge(CONFIRMED, "2026-06-16", *events).standing == DONE_ON_TIME


def test_what_was_accepted_stays_done_when_it_is_reported_again() -> None:
    events = [update("2026-06-10", "a"), confirmation("2026-06-15", "a", REPORT), update("2026-08-01", "a", token="000002")]
    assert told(judge(CONFIRMED, "2026-12-31", *events)) == Told(DONE_ON_TIME, COMPLETED, "2026-06-10", "accepted")


def test_what_was_accepted_and_then_taken_back_is_open_again() -> None:
    events = [update("2026-06-10", "a"), confirmation("2026-06-15", "a", REPORT), update("2026-08-01", "a", IN_PROGRESS)]
    assert told(judge(CONFIRMED, "2026-12-31", *events)) == Told(OVERDUE, IN_PROGRESS, "2026-08-01")


@pytest.mark.parametrize(
    "word",
    [
        pytest.param(confirmation("2026-06-15", "a", "2026-06-10-I.1-999999"), id="of another report"),
        pytest.param(confirmation("2026-06-15", "b", REPORT), id="of another agency's report"),
        pytest.param(confirmation("2026-06-15", "a", REPORT, item="I.2"), id="on another item"),
        pytest.param(confirmation("2026-06-09", "a", REPORT), id="given before the report"),
    ],
)
def test_a_word_about_something_else_confirms_nothing(word: Files) -> None:
    assert judge(CONFIRMED, "2026-12-31", update("2026-06-10", "a"), word).standing == AWAITING_CONFIRMATION


def test_the_coordinator_need_not_confirm_itself() -> None:
    plan = COORDINATED + "items:\n" + item("dau-moi")
    assert told(judge(plan, "2026-12-31", update("2026-06-10", "dau-moi"))) == Told(DONE_ON_TIME, COMPLETED, "2026-06-10")


def test_without_a_coordinator_a_report_counts_at_once() -> None:
    plan = "reporting: {every: year}\n" + ALONE
    assert judge(plan, "2026-06-10", update("2026-06-10", "a")).standing == DONE_ON_TIME


# Extension


def test_an_extension_moves_the_deadline_and_keeps_the_old_one_on_record() -> None:
    one = judge(ALONE, "2026-07-15", extension("2026-06-20", "a", "2026-08-31"))
    assert (one.standing, one.due, one.original_due) == (IN_TERM, day("2026-08-31"), day("2026-06-30"))
    assert one.extended_by == path("2026-06-20", token="00000e")


def test_an_extension_counts_from_its_own_day() -> None:
    granted = extension("2026-07-10", "a", "2026-08-31")
    assert [judge(ALONE, on, granted).standing for on in ("2026-07-09", "2026-07-10", "2026-08-31", "2026-09-01")] == [
        *(OVERDUE, IN_TERM, DUE_SOON, OVERDUE)
    ]


def test_the_last_extension_counts_be_it_shorter() -> None:
    granted = [extension("2026-06-20", "a", "2026-12-31"), extension("2026-06-25", "a", "2026-07-31")]
    assert judge(ALONE, "2026-07-01", *granted).due == day("2026-07-31")


def test_what_is_completed_within_the_extension_is_on_time() -> None:
    assert (
        judge(ALONE, "2026-12-31", extension("2026-06-20", "a", "2026-08-31"), update("2026-08-31", "a")).standing == DONE_ON_TIME
    )


def test_what_is_granted_after_the_work_was_done_does_not_make_late_work_on_time() -> None:
    done = update("2026-07-05", "a")
    assert judge(ALONE, "2026-12-31", done, extension("2026-07-05", "a", "2026-08-31")).standing == DONE_ON_TIME
    late = judge(ALONE, "2026-12-31", done, extension("2026-07-06", "a", "2026-08-31"))
    assert (late.standing, late.due, late.extended_by) == (DONE_LATE, day("2026-06-30"), None)


def test_an_extension_that_is_set_right_after_the_work_was_done_stands_from_its_first_day() -> None:
    granted = extension("2026-06-20", "a", "2026-07-31")
    right = extension("2026-07-20", "a", "2026-07-04", more="replaces: 2026-06-20-I.1-00000e\n", token="00000f")
    one = judge(ALONE, "2026-12-31", update("2026-07-05", "a"), granted, right)
    assert (one.standing, one.due) == (DONE_LATE, day("2026-07-04"))


def test_an_extension_counts_for_work_that_was_returned() -> None:
    known = "2026-07-05-I.1-000001"
    back = confirmation("2026-07-06", "a", known, "returned")
    again = update("2026-08-01", "a", token="000002")
    found = judge(CONFIRMED, "2026-12-31", update("2026-07-05", "a"), back, extension("2026-07-07", "a", "2026-08-31"), again)
    assert (found.standing, found.due) == (AWAITING_CONFIRMATION, day("2026-08-31"))


def test_the_extension_of_another_agency_is_not_this_ones() -> None:
    assert judge(ALONE, "2026-07-15", extension("2026-06-20", "b", "2026-08-31")).due == day("2026-06-30")


def test_an_heir_keeps_the_extension_and_the_reports_of_the_agency_before() -> None:
    plan = "items:\n" + item("cu")
    granted = extension("2026-06-20", "cu", "2026-08-31")
    one = judge(plan, "2026-07-15", granted, update("2026-06-25", "cu", IN_PROGRESS))
    assert (one.obligation.agency, one.due, one.state) == ("b", day("2026-08-31"), IN_PROGRESS)
    assert judge(plan, "2026-09-01", granted, update("2026-08-31", "b")).standing == DONE_ON_TIME


# Correction


def test_a_corrected_report_counts_until_the_day_of_its_correction() -> None:
    wrong = update("2026-06-01", "a")
    right = update("2026-06-05", "a", IN_PROGRESS, token="000002", more="replaces: 2026-06-01-I.1-000001\n")
    assert told(judge(ALONE, "2026-06-04", wrong, right)) == Told(DONE_ON_TIME, COMPLETED, "2026-06-01")
    assert told(judge(ALONE, "2026-06-05", wrong, right)) == Told(IN_TERM, IN_PROGRESS, "2026-06-05")


def test_a_correction_of_a_correction_leaves_only_the_last() -> None:
    chain = [
        update("2026-06-01", "a"),
        update("2026-06-02", "a", SUSPENDED, token="000002", more="replaces: 2026-06-01-I.1-000001\n"),
        update("2026-06-03", "a", IN_PROGRESS, token="000003", more="replaces: 2026-06-02-I.1-000002\n"),
    ]
    assert told(judge(ALONE, "2026-06-03", *chain)) == Told(IN_TERM, IN_PROGRESS, "2026-06-03")


def test_a_correction_of_the_words_of_a_completion_makes_it_not_late() -> None:
    reported = update("2026-06-25", "a")
    again = update("2026-07-05", "a", token="000002", more="replaces: 2026-06-25-I.1-000001\n")
    once_more = update("2026-07-09", "a", token="000003", more="replaces: 2026-07-05-I.1-000002\n")
    for files in ((reported, again), (reported, again, once_more)):
        assert told(judge(ALONE, "2026-12-31", *files)) == Told(DONE_ON_TIME, COMPLETED, "2026-06-25")
    accepted = confirmation("2026-07-06", "a", "2026-07-05-I.1-000002")
    assert told(judge(CONFIRMED, "2026-12-31", reported, again, accepted))[:3] == (DONE_ON_TIME, COMPLETED, "2026-06-25")
    too_early = confirmation("2026-07-04", "a", "2026-07-05-I.1-000002")
    assert judge(CONFIRMED, "2026-12-31", reported, again, too_early).standing == AWAITING_CONFIRMATION


def test_a_correction_of_a_completed_turn_counts_for_that_turn() -> None:
    again = update("2025-01-09", "a", token="000002", more="replaces: 2024-12-10-I.1-000001\n")
    assert turns(YEARLY, "2025-02-01", update("2024-12-10", "a"), again) == [
        ("2024", DONE_ON_TIME, "2024-12-15"),
        ("2025", IN_TERM, "2025-12-15"),
    ]


def test_a_correction_makes_nothing_earlier() -> None:
    going_on = update("2026-06-25", "a", IN_PROGRESS)
    done = update("2026-07-05", "a", token="000002", more="replaces: 2026-06-25-I.1-000001\n")
    assert told(judge(ALONE, "2026-12-31", going_on, done)) == Told(DONE_LATE, COMPLETED, "2026-07-05")
    returned = confirmation("2026-06-28", "a", "2026-06-25-I.1-000001", "returned")
    accepted = confirmation("2026-07-06", "a", "2026-07-05-I.1-000002")
    one = judge(CONFIRMED, "2026-12-31", update("2026-06-25", "a"), returned, done, accepted)
    assert told(one)[:3] == (DONE_LATE, COMPLETED, "2026-07-05")


def test_corrections_of_each_other_end_somewhere() -> None:
    both = [
        update("2026-06-25", "a", more="replaces: 2026-06-26-I.1-000002\n"),
        update("2026-06-26", "a", token="000002", more="replaces: 2026-06-25-I.1-000001\n"),
        update("2026-06-27", "a", token="000003", more="replaces: 2026-06-26-I.1-000002\n"),
    ]
    assert judge(ALONE, "2026-12-31", *both).standing == DONE_ON_TIME


def test_an_event_that_claims_to_correct_itself_stands() -> None:
    odd = update("2026-06-01", "a", more="replaces: 2026-06-01-I.1-000001\n")
    assert judge(ALONE, "2026-06-01", odd).standing == DONE_ON_TIME


# Filings as reports


def filed(state: str | None = COMPLETED) -> str:
    return "items:\n  - {item: I.1, results: Đã làm." + (f", state: {state}" if state else "") + "}\n"


def test_what_a_filing_says_of_an_item_is_a_report() -> None:
    one = judge(ALONE, "2026-12-31", filing("2026-06-29", "a", filed()))
    assert told(one) == Told(DONE_ON_TIME, COMPLETED, "2026-06-29")
    assert one.source == "plans/kh/filings/2026/a.yaml"


def test_a_filing_without_a_state_leaves_the_state_as_it_was() -> None:
    events = [update("2026-06-01", "a", IN_PROGRESS), filing("2026-06-29", "a", filed(None))]
    assert told(judge(ALONE, "2026-06-29", *events)) == Told(DUE_SOON, IN_PROGRESS, "2026-06-01")


def test_a_filing_is_confirmed_by_its_period_and_agency() -> None:
    events = [filing("2026-06-29", "a", filed()), confirmation("2026-07-05", "a", "2026/a")]
    assert told(judge(CONFIRMED, "2026-07-04", *events)) == Told(AWAITING_CONFIRMATION, COMPLETED, "2026-06-29")
    assert told(judge(CONFIRMED, "2026-07-05", *events)) == Told(DONE_ON_TIME, COMPLETED, "2026-06-29", "accepted")


def test_a_revision_is_a_new_report_that_waits_for_its_own_word() -> None:
    events = [
        filing("2026-06-29", "a", filed()),
        confirmation("2026-07-05", "a", "2026/a", "returned"),
        filing("2026-07-10", "a", filed(), revision=2),
    ]
    assert told(judge(CONFIRMED, "2026-07-10", *events)) == Told(AWAITING_CONFIRMATION, COMPLETED, "2026-07-10")
    word = confirmation("2026-07-12", "a", "2026/a")
    assert told(judge(CONFIRMED, "2026-07-12", *events, word)).verdict == "accepted"


# Duties that come back

YEARLY = "items:\n" + item(more="recurs: {every: year, by: 12-15}, since: 2024-01-01")


def turns(plan: str, on: str, *files: Files) -> list[tuple[str | None, str, str]]:
    return [(one.occurrence, one.standing, str(one.due)) for one in judged(plan, on, *files)]


def test_a_duty_that_comes_back_is_judged_turn_by_turn() -> None:
    events = [update("2024-12-15", "a"), update("2026-01-10", "a", IN_PROGRESS, token="000002")]
    assert turns(YEARLY, "2026-11-23", *events) == [
        ("2024", DONE_ON_TIME, "2024-12-15"),
        ("2025", OVERDUE, "2025-12-15"),
        ("2026", IN_TERM, "2026-12-15"),
    ]


@pytest.mark.parametrize(("on", "last"), [("2025-12-15", ("2025", DUE_SOON)), ("2025-12-16", ("2026", IN_TERM))])
def test_the_next_turn_begins_the_day_after_a_deadline(on: str, last: tuple[str, str]) -> None:
    assert turns(YEARLY, on)[-1][:2] == last


def test_a_report_may_name_the_turn_it_speaks_of() -> None:
    late = update("2026-01-10", "a", more='period: "2025"\n')
    assert turns(YEARLY, "2026-11-23", late)[1:] == [("2025", DONE_LATE, "2025-12-15"), ("2026", IN_TERM, "2026-12-15")]


def test_a_yearly_filing_speaks_of_its_year_and_a_half_yearly_one_of_the_turn_at_hand() -> None:
    yearly = filing("2026-01-10", "a", filed(), period="2025")
    assert [standing for _, standing, _ in turns(YEARLY, "2026-11-23", yearly)] == [OVERDUE, DONE_LATE, IN_TERM]
    half_yearly = filing("2026-01-10", "a", filed(), period="2025-H2")
    assert [standing for _, standing, _ in turns(YEARLY, "2026-11-23", half_yearly)] == [OVERDUE, OVERDUE, DONE_ON_TIME]


def test_a_completed_turn_does_not_complete_the_next() -> None:
    assert turns(YEARLY, "2026-01-01", update("2024-06-01", "a"))[1:] == [
        ("2025", OVERDUE, "2025-12-15"),
        ("2026", IN_TERM, "2026-12-15"),
    ]


def test_an_extension_moves_no_turn() -> None:
    assert turns(YEARLY, "2024-12-31", extension("2024-12-01", "a", "2025-06-30"))[0] == ("2024", OVERDUE, "2024-12-15")


@pytest.mark.parametrize(
    ("head", "first"),
    [
        pytest.param("", "2026", id="nothing known"),
        pytest.param("issued: 2023-05-01\n", "2023", id="the plan was issued"),
        pytest.param("reporting: {every: year, first: 2025}\n", "2024", id="the window of the first period opened"),
        pytest.param("reporting: {every: quarter, first: 2025}\n", "2026", id="the first period does not fit"),
    ],
)
def test_a_duty_that_comes_back_begins_with_the_plan(head: str, first: str) -> None:
    plan = head + "items:\n" + item(more="recurs: {every: year, by: 12-31}")
    assert turns(plan, "2026-11-23")[0][0] == first


def test_a_duty_that_comes_back_ends_with_the_plan() -> None:
    plan = "ends: 2025-12-31\n" + YEARLY
    assert [turn for turn, _, _ in turns(plan, "2030-01-01")] == ["2024", "2025"]


def test_a_quarterly_duty_has_four_turns_a_year() -> None:
    plan = "items:\n" + item(more="recurs: {every: quarter, by: 20}, since: 2026-01-01")
    assert [(turn, due) for turn, _, due in turns(plan, "2026-07-01")] == [
        *(("2026-Q1", "2026-03-20"), ("2026-Q2", "2026-06-20"), ("2026-Q3", "2026-09-20")),
    ]


# Who cannot be judged


def test_what_nobody_holds_is_an_orphan() -> None:
    assert told(judge("items:\n" + item("het"), "2026-07-01", update("2026-06-01", "het"))) == Told(ORPHANED)


def test_an_agency_that_does_not_exist_yet_is_not_judged() -> None:
    plan = "items:\n" + item("moi", more="due: 2026-12-31")
    assert [judge(plan, on).standing for on in ("2026-06-30", "2026-07-01")] == [NOT_JUDGED, IN_TERM]


def test_what_was_due_before_an_agency_existed_is_not_held_against_it_but_stays_in_sight() -> None:
    assert judge("items:\n" + item("moi", more="due: 2026-06-30"), "2026-07-01").standing == NOT_JUDGED
    assert judge("items:\n" + item("moi", more="due: 2026-07-01"), "2026-07-02").standing == OVERDUE


def test_a_member_founded_after_the_deadline_of_a_group_was_never_meant() -> None:
    agencies = AGENCIES.replace("members: [a, b, cu]", "members: [a, moi]")
    register = read(agencies, "items:\n" + item("cac-so"))
    found = standing.of_plan(register, the_plan(register), day("2026-07-02")).obligations
    assert [one.obligation.agency for one in found] == ["a"]


def test_an_heir_that_nobody_knows_leaves_an_orphan() -> None:
    register = read(AGENCIES.replace("successor: b", "successor: khong-ai-biet"), "items:\n" + item("cu"))
    found = standing.of_plan(register, the_plan(register), day("2026-07-01"))
    assert [(one.obligation.agency, one.standing) for one in found.obligations] == [(None, ORPHANED)]


# Support

SUPPORTED = "items:\n" + item(more="support: [b], due: 2026-06-30")


def test_a_supporting_agency_is_never_late() -> None:
    lead, support = judged(SUPPORTED, "2027-01-01")
    assert (lead.standing, support.standing, support.due) == (OVERDUE, NOTHING_REPORTED, None)


def test_whatever_a_supporting_agency_reports_is_a_contribution() -> None:
    _, support = judged(SUPPORTED, "2027-01-01", update("2026-06-01", "b", IN_PROGRESS), update("2026-08-01", "b", SUSPENDED))
    assert told(support) == Told(CONTRIBUTED, SUSPENDED, "2026-08-01")
    _, support = judged(SUPPORTED, "2027-01-01", filing("2026-12-14", "b", filed(None)))
    assert told(support) == Told(CONTRIBUTED, None, "2026-12-14")


# Counting

SEVERAL = f"""\
reporting: {{every: year, first: 2026, filers: [a], coordinator: dau-moi}}
items:
{item("dau-moi", "due: 2026-01-31", "I.1")}\
{item("dau-moi", "due: 2026-01-31", "I.2")}\
{item("a", "due: 2026-01-31, support: [b]", "I.3")}\
{item("a", "due: 2026-12-31", "I.4")}\
{item("a", "due: 2026-06-30", "I.5")}\
{item("a", "due: 2026-06-30", "I.6")}\
{item("a", "ongoing: true", "I.7")}\
{item("a", "due: 2026-01-31", "I.8")}\
{item("het", "due: 2026-01-31", "I.9")}\
  - {{id: I.10, text: Không giao ai., due: 2026-01-31}}
"""
SEVERAL_EVENTS = [
    update("2026-01-31", "dau-moi", item="I.1"),
    update("2026-02-01", "dau-moi", item="I.2"),
    update("2026-06-01", "a", item="I.6"),
    update("2026-06-01", "a", SUSPENDED, item="I.8"),
    update("2026-06-01", "b", item="I.3"),
]


def test_the_cells_count_lead_obligations_and_what_is_due_soon_is_in_term() -> None:
    register = read(
        AGENCIES.replace("id: het, name: Sở đã hết, until: 2026-07-01", "id: het, name: x, until: 2026-01-01"),
        SEVERAL,
        *SEVERAL_EVENTS,
    )
    found = standing.of_plan(register, the_plan(register), day("2026-06-28"))
    assert found.counts == Counts(*(1, 1, 2, 1), due_soon=1, awaiting_confirmation=1, no_deadline=1, suspended=1, orphaned=1)
    assert (found.counts.done, found.counts.base) == (2, 3)
    assert [task.id for task in found.tasks] == [f"I.{number}" for number in range(1, 11)]


def test_the_official_percentage_leaves_out_what_is_not_yet_due() -> None:
    year_2017 = Counts(done_on_time=14_068, done_late=1_983, in_term=5_640, overdue=223)
    assert (year_2017.done, year_2017.base, percent(year_2017.done, year_2017.base)) == (16_051, 16_274, "98,63 %")


def test_a_plan_stands_with_its_current_period_or_the_one_asked_for() -> None:
    register = read(AGENCIES, CONFIRMED)
    plan = the_plan(register)
    now = standing.of_plan(register, plan, day("2026-06-01"))
    assert now.period is not None
    assert (now.as_of, now.period.name, [one.agency for one in now.filings]) == (day("2026-06-01"), "2026", ["a"])
    before = standing.of_plan(register, plan, day("2026-06-01"), now.period._replace(name="2025"))
    assert [one.period.name for one in before.filings] == ["2025"]


def test_a_plan_without_a_duty_to_report_expects_no_filings() -> None:
    register = read(AGENCIES, ALONE)
    found = standing.of_plan(register, the_plan(register), day("2026-06-01"))
    assert (found.period, found.filings, found.outstanding) == (None, (), ())


# Laws

LAW_PLAN = f"""\
reporting: {{every: year, first: 2026, filers: [a, cu], coordinator: dau-moi}}
items:
{item("a", "due: 2026-06-20, support: [cac-so]", "I.1")}\
{item("cu", "due: 2026-06-25", "I.2")}\
{item("cac-so", "recurs: {every: month, by: 15}, since: 2026-05-01", "I.3")}\
"""
DAYS = st.integers(0, 60).map(lambda days: (date(2026, 5, 20) + timedelta(days=days)).isoformat())
WHO = st.sampled_from(["a", "b", "cu"])
ITEMS = st.sampled_from(["I.1", "I.2", "I.3"])
TOKENS = st.integers(0, 255).map("{:06x}".format)
UPDATES = st.builds(update, DAYS, WHO, st.sampled_from([NOT_STARTED, IN_PROGRESS, COMPLETED, SUSPENDED]), ITEMS, TOKENS)
FILINGS = st.builds(filing, DAYS, WHO, ITEMS.map(lambda one: filed().replace("I.1", one)), st.just("2026"), st.integers(1, 3))


@st.composite
def histories(draw: st.DrawFn) -> list[Files]:
    """Reports, then words about some of them: accepted, returned, corrected, extended, excused."""
    reports = draw(st.lists(UPDATES, min_size=1, max_size=6))
    names = st.sampled_from([next(iter(one)).rpartition("/")[2].removesuffix(".yaml") for one in reports]) | st.just("2026/a")
    words = st.one_of(
        st.builds(confirmation, DAYS, WHO, names, st.sampled_from(["accepted", "returned"]), ITEMS, TOKENS),
        st.builds(extension, DAYS, WHO, DAYS, ITEMS, TOKENS),
        st.builds(excuse, DAYS, WHO, st.just("2026"), TOKENS),
        st.builds(update, DAYS, WHO, st.just(IN_PROGRESS), ITEMS, TOKENS, names.map("replaces: {}\n".format)),
        FILINGS,
    )
    return [*reports, *draw(st.lists(words, max_size=6))]


def until(register: Register, on: date) -> Register:
    """The register without whatever happened after the day."""
    return register._replace(
        events=tuple(event for event in register.events if event.date <= on),
        filings=tuple(one for one in register.filings if one.received <= on),
    )


@LAW
@given(histories(), DAYS)
def test_a_standing_does_not_depend_on_what_happened_later(history: list[Files], on: str) -> None:
    register = read(AGENCIES, LAW_PLAN, *history)
    plan = the_plan(register)
    assert standing.of_plan(register, plan, day(on)) == standing.of_plan(until(register, day(on)), plan, day(on))


def test_the_last_word_is_the_last_by_date_wherever_it_stands_in_the_register() -> None:
    events = [
        update("2026-06-10", "a"),
        *(confirmation("2026-06-15", "a", REPORT), confirmation("2026-06-16", "a", REPORT, "returned")),
        *(extension("2026-06-20", "a", "2026-12-31"), extension("2026-06-25", "a", "2026-07-31")),
    ]
    register = read(AGENCIES, CONFIRMED, *events)
    backwards = register._replace(events=register.events[::-1])
    (one,) = standing.of_plan(backwards, the_plan(register), day("2026-07-01")).obligations
    assert (told(one), one.due) == (Told(IN_TERM, COMPLETED, "2026-06-10", "returned"), day("2026-07-31"))


@LAW
@given(histories(), DAYS, st.randoms(use_true_random=False))
def test_a_standing_does_not_depend_on_the_order_of_the_events(history: list[Files], on: str, chance: random.Random) -> None:
    register = read(AGENCIES, LAW_PLAN, *history)
    plan = the_plan(register)
    shuffled = register._replace(events=tuple(chance.sample(register.events, len(register.events))))
    assert standing.of_plan(shuffled, plan, day(on)) == standing.of_plan(register, plan, day(on))


@LAW
@given(histories(), DAYS)
def test_every_lead_obligation_is_in_exactly_one_cell_for_a_reason(history: list[Files], on: str) -> None:
    register = read(AGENCIES, LAW_PLAN, *history)
    found = standing.of_plan(register, the_plan(register), day(on))
    assert sum(found.counts._replace(due_soon=0)) == sum(one.obligation.role == LEAD for one in found.obligations)
    assert found.counts.due_soon <= found.counts.in_term
    for one in found.obligations:
        if one.standing in (DONE_ON_TIME, DONE_LATE, AWAITING_CONFIRMATION):
            assert (one.state, one.reported is not None) == (COMPLETED, True)
        if one.standing == OVERDUE:
            assert one.due is not None
            assert one.due < day(on)


# Turns of a recurring duty


def test_without_a_day_each_calendar_period_is_a_turn_of_its_own() -> None:
    plan = "items:\n" + item(more="recurs: {every: year}, since: 2024-01-01")
    told_of = [
        (one.occurrence, *told(one)[:3])
        for one in judged(plan, "2026-03-01", update("2024-06-01", "a"), update("2026-02-01", "a", IN_PROGRESS, token="000002"))
    ]
    assert told_of == [("2024", DONE_ON_TIME, COMPLETED, "2024-06-01"), ("2026", NO_DEADLINE, IN_PROGRESS, "2026-02-01")]


def test_an_undated_turn_is_told_from_the_first_report_on_even_where_nobody_knows_when_the_duty_began() -> None:
    found = judged("items:\n" + item(more="recurs: {every: year}"), "2030-01-01", update("2026-06-01", "a", IN_PROGRESS))
    assert [(one.occurrence, one.state) for one in found] == [("2026", IN_PROGRESS), ("2030", None)]


def test_an_extension_of_one_turn_leaves_the_others_alone() -> None:
    plan = "items:\n" + item(more="recurs: {every: quarter, by: 20}, since: 2026-01-01")
    found = judged(plan, "2026-07-01", extension("2026-06-15", "a", "2026-07-10", more="period: 2026-Q2\n"))
    assert [(one.occurrence, one.standing, one.due, one.original_due) for one in found] == [
        ("2026-Q1", OVERDUE, day("2026-03-20"), day("2026-03-20")),
        ("2026-Q2", IN_TERM, day("2026-07-10"), day("2026-06-20")),
        ("2026-Q3", IN_TERM, day("2026-09-20"), day("2026-09-20")),
    ]


# The calendar


def test_a_deadline_on_a_day_off_is_late_only_after_the_next_working_day() -> None:
    plan = "calendar: {days_off: next}\nitems:\n" + item(more="due: 2026-06-28")  # a Sunday
    one = judge(plan, "2026-06-29")
    assert (one.standing, one.due, one.original_due) == (DUE_SOON, day("2026-06-29"), day("2026-06-28"))
    assert judge(plan, "2026-06-30").standing == OVERDUE
    assert told(judge(plan, "2026-12-31", update("2026-06-29", "a"))).standing == DONE_ON_TIME


@pytest.mark.parametrize(("days", "expected"), [(0, IN_TERM), (14, IN_TERM), (15, DUE_SOON)])
def test_how_soon_is_soon_is_said_by_the_plan(days: int, expected: str) -> None:
    assert judge(f"calendar: {{due_soon: {days}}}\n" + ALONE, "2026-06-15").standing == expected


def test_a_document_moves_the_deadline_of_one_turn_for_everyone() -> None:
    head = "calendar:\n  moved:\n    - {item: I.1, period: '2025', due: 2026-01-31, basis: Công văn 3}\n"
    found = judged(head + YEARLY, "2026-01-15")
    assert [(one.occurrence, one.standing, one.due, one.original_due) for one in found] == [
        ("2024", OVERDUE, day("2024-12-15"), day("2024-12-15")),
        ("2025", IN_TERM, day("2026-01-31"), day("2025-12-15")),
        ("2026", IN_TERM, day("2026-12-15"), day("2026-12-15")),
    ]


MONTHLY = "calendar:\n  moved:\n    - {item: I.1, period: 2026-01, due: 2026-02-28, basis: Công văn 3}\nitems:\n" + item(
    more="recurs: {every: month, by: 10}, since: 2026-01-01"
)


def test_a_moved_deadline_does_not_hide_the_turn_that_comes_due_before_it() -> None:
    assert [(one.occurrence, one.standing) for one in judged(MONTHLY, "2026-02-20")] == [
        ("2026-01", IN_TERM),
        ("2026-02", OVERDUE),
        ("2026-03", IN_TERM),
    ]


def test_a_moved_deadline_does_not_take_the_report_of_the_next_turn() -> None:
    found = judged(MONTHLY, "2026-02-20", update("2026-02-09", "a"))
    assert [(one.occurrence, one.state) for one in found] == [("2026-01", None), ("2026-02", COMPLETED), ("2026-03", None)]


def test_a_report_on_the_working_day_to_which_a_turn_was_shifted_is_for_that_turn() -> None:
    plan = "calendar: {days_off: next}\nitems:\n" + item(more="recurs: {every: month, by: 10}, since: 2026-01-01")
    found = judged(plan, "2026-01-20", update("2026-01-12", "a"))  # the 10th is a Saturday
    assert (found[0].occurrence, found[0].standing) == ("2026-01", DONE_ON_TIME)


# Mergers


MERGED = """\
agencies:
  - {id: dau-moi, name: Đầu mối}
  - {id: a, name: Sở A, until: 2026-08-01, successor: b, basis: Nghị quyết 1}
  - {id: b, name: Sở B}
groups:
  - {id: cac-so, name: các sở, members: [a, b]}
"""


def merged(agencies: str, plan: str, on: str, *files: Files) -> list[Told]:
    register = read(agencies, plan, *files)
    return [told(one) for one in standing.of_plan(register, the_plan(register), day(on)).obligations]


def test_what_one_member_had_completed_does_not_complete_what_the_other_had_not() -> None:
    plan = "items:\n" + item("cac-so")
    files = [update("2026-06-01", "a"), update("2026-05-01", "b", IN_PROGRESS, token="000002")]
    assert [one.standing for one in merged(MERGED, plan, "2026-07-31", *files)] == [DONE_ON_TIME, OVERDUE]
    assert merged(MERGED, plan, "2026-08-01", *files) == [Told(OVERDUE, IN_PROGRESS, "2026-05-01")]
    by_heir = update("2026-08-05", "b", token="000003")
    assert merged(MERGED, plan, "2026-08-10", *files, by_heir) == [Told(DONE_LATE, COMPLETED, "2026-08-05")]


def test_what_a_coordinator_reported_on_itself_stays_done_when_it_is_renamed() -> None:
    agencies = MERGED.replace("name: Đầu mối}", "name: Đầu mối, until: 2026-08-01, successor: b, basis: Nghị quyết 1}")
    plan = COORDINATED + "items:\n" + item("dau-moi")
    assert merged(agencies, plan, "2026-09-01", update("2026-06-01", "dau-moi")) == [Told(DONE_ON_TIME, COMPLETED, "2026-06-01")]


def test_what_an_agency_reported_waits_though_it_merges_into_the_coordinator() -> None:
    agencies = MERGED.replace("successor: b", "successor: dau-moi")
    plan = COORDINATED + ALONE
    found = merged(agencies, plan, "2026-09-01", update("2026-06-01", "a"))
    assert [one.standing for one in found] == [AWAITING_CONFIRMATION]


# Amendments

AMENDED = """\
items:
  - {id: I.1, text: Lời cũ., lead: [a], due: 2026-06-30, until: 2026-05-01}
  - {id: I.1, text: Lời mới., lead: [a], due: 2026-09-30, since: 2026-05-01, basis: Quyết định 4}
"""


def test_an_amendment_counts_from_its_day_on_and_history_keeps_the_former_words() -> None:
    before, after = judge(AMENDED, "2026-04-30"), judge(AMENDED, "2026-05-01")
    assert [(one.obligation.item.text, one.due) for one in (before, after)] == [
        ("Lời cũ.", day("2026-06-30")),
        ("Lời mới.", day("2026-09-30")),
    ]


def test_what_was_reported_on_words_that_changed_later_is_to_be_looked_at_again() -> None:
    old = update("2026-04-10", "a")
    assert not judge(AMENDED, "2026-04-30", old).review
    one = judge(AMENDED, "2026-05-01", old)
    assert (one.standing, one.review) == (DONE_ON_TIME, True)
    assert not judge(AMENDED, "2026-06-01", old, update("2026-05-20", "a", token="000002")).review


def test_a_coordinator_that_confirms_after_the_change_has_looked_again() -> None:
    old, plan = update("2026-04-10", "a"), COORDINATED + AMENDED
    known = "2026-04-10-I.1-000001"
    assert judge(plan, "2026-06-01", old, confirmation("2026-04-20", "a", known)).review
    assert not judge(plan, "2026-06-01", old, confirmation("2026-05-20", "a", known)).review


def test_a_change_that_leaves_the_words_alone_asks_for_nothing() -> None:
    moved = AMENDED.replace("Lời mới.", "Lời cũ.")
    assert not judge(moved, "2026-05-01", update("2026-04-10", "a")).review


def test_what_the_coordinator_returned_says_so_until_the_agency_reports_anew() -> None:
    known = "2026-06-01-I.1-000001"
    back = [update("2026-06-01", "a"), confirmation("2026-06-05", "a", known, "returned")]
    assert judge(CONFIRMED, "2026-06-10", *back).returned
    assert not judge(CONFIRMED, "2026-06-20", *back, update("2026-06-15", "a", token="000002")).returned


def test_support_is_looked_at_again_too() -> None:
    plan = AMENDED.replace("lead: [a]", "lead: [b], support: [a]")
    found = judged(plan, "2026-05-01", update("2026-04-10", "a", "contributed"))
    assert [(one.obligation.agency, one.standing, one.review) for one in found] == [
        ("b", IN_TERM, False),
        ("a", CONTRIBUTED, True),
    ]


def test_each_turn_is_held_against_the_words_of_its_own_time() -> None:
    plan = """\
items:
  - {id: I.1, text: Lời cũ., lead: [a], recurs: {every: year, by: 06-30}, since: 2024-01-01, until: 2025-09-01}
  - {id: I.1, text: Lời mới., lead: [a], recurs: {every: year, by: 12-15}, since: 2025-09-01, basis: Quyết định 4}
"""
    found = [(one.occurrence, one.due) for one in judged(plan, "2026-01-01")]
    assert found == [("2024", day("2024-06-30")), ("2025", day("2025-12-15")), ("2026", day("2026-12-15"))]


def test_who_is_given_an_item_by_an_amendment_does_not_answer_for_the_turns_before() -> None:
    plan = """\
items:
  - {id: I.1, text: Việc., lead: [a], recurs: {every: year, by: 06-30}, since: 2024-01-01, until: 2026-01-01}
  - {id: I.1, text: Việc., lead: [b], recurs: {every: year, by: 06-30}, since: 2026-01-01, basis: Quyết định 4}
"""
    assert [(one.obligation.agency, one.occurrence) for one in judged(plan, "2026-02-01")] == [("b", "2026")]
    assert [(one.obligation.agency, one.occurrence) for one in judged(plan, "2025-12-31")] == [
        ("a", "2024"),
        ("a", "2025"),
        ("a", "2026"),
    ]


def test_an_amendment_above_that_changes_the_lead_counts_for_what_takes_its_lead_from_there() -> None:
    plan = """\
items:
  - {id: I, heading: PHẦN MỘT, task: true, lead: [a], until: 2026-01-01}
  - {id: I, heading: PHẦN MỘT, task: true, lead: [b], since: 2026-01-01, basis: Quyết định 4}
  - {id: I.1, text: Việc., recurs: {every: year, by: 06-30}, since: 2024-01-01}
"""
    found = [one for one in judged(plan, "2026-02-01") if one.obligation.item.id == "I.1"]
    assert [(one.obligation.agency, one.occurrence) for one in found] == [("b", "2026")]


# Support


@pytest.mark.parametrize("said", ["contributed", "not-asked", "nothing-to-report"])
def test_who_supports_says_what_it_did_in_a_word(said: str) -> None:
    plan = "items:\n  - {id: I.1, text: Việc., lead: [b], support: [a], due: 2026-06-30}\n"
    found = judged(plan, "2026-12-31", update("2026-06-01", "a", said))
    assert [(one.obligation.role, one.standing) for one in found] == [(LEAD, OVERDUE), ("support", said)]


def test_the_words_of_support_leave_the_state_of_who_leads_unknown() -> None:
    assert told(judge(ALONE, "2026-07-01", update("2026-06-01", "a", "not-asked"))) == Told(OVERDUE)


# Corrections


def test_nobody_corrects_what_another_agency_has_reported() -> None:
    plan = "items:\n" + item("a, b")
    of_a = "2026-06-01-I.1-000001"
    files = [update("2026-06-01", "a"), update("2026-06-02", "b", IN_PROGRESS, more=f"replaces: {of_a}\n", token="000002")]
    assert [one.state for one in judged(plan, "2026-12-31", *files)] == [COMPLETED, IN_PROGRESS]
