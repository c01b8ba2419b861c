"""What the coordinator may answer, extend and excuse: the report that is meant is found, and what means nothing is refused."""

import pytest
from world import Files, confirmation, day, excuse, extension, filing, read, the_plan, update

from kehoach_cli import coordinator
from kehoach_cli.coordinator import About
from kehoach_cli.model import ACCEPTED, CONFIRMATION, EXTENSION, RETURNED, Register
from kehoach_cli.periods import period
from kehoach_cli.trouble import Trouble

AGENCIES = """\
agencies:
  - {id: van-phong, name: Văn phòng}
  - {id: so-a, name: Sở A}
  - {id: so-b, name: Sở B}
  - {id: so-cu, name: Sở Cũ, until: 2026-07-01, successor: so-moi}
  - {id: so-moi, name: Sở Mới, since: 2026-07-01}
  - {id: so-het, name: Sở Hết, until: 2026-07-01}
groups:
  - {id: cac-so, name: các sở, members: [so-a, so-b, so-cu, so-moi, so-het]}
"""
PLAN = """\
issued: 2026-01-01
reporting: {every: year, first: "2026", filers: [cac-so], coordinator: van-phong}
items:
  - {id: I.1, text: Câu., lead: [so-a], support: [so-b], due: 2026-06-30}
  - {id: I.2, text: Câu., lead: [so-cu], due: 2026-09-30}
  - {id: I.3, text: Câu., lead: [so-a], recurs: {every: quarter, by: "25"}}
  - {id: I.4, text: Câu., lead: [cac-so], due: 2026-12-31}
  - {id: I.5, text: Câu., lead: [so-a], ongoing: true}
  - {id: I.6, text: Câu., lead: [van-phong], due: 2026-12-31}
"""
TODAY = day("2026-11-23")
DONE = "2026-06-20-I.1-000001"


def world(*more: Files) -> Register:
    return read(AGENCIES, PLAN, *more)


def answerable(
    register: Register, result: str = ACCEPTED, *, item: str | None = "I.1", agency: str | None = None, of: str | None = None
) -> list[str]:
    """The names of the reports that may be answered."""
    about = About(the_plan(register), item, agency, of)
    return [claim.report.id for claim in coordinator.answerable(register, about, result, TODAY)]


def refused(register: Register, result: str = ACCEPTED, **about: str) -> tuple[str, dict[str, str]]:
    with pytest.raises(Trouble) as caught:
        answerable(register, result, **about)
    assert caught.value.exit_code == 2
    return caught.value.key, caught.value.facts


# Which report an answer is meant for


def test_a_report_of_completion_awaits_an_answer() -> None:
    assert answerable(world(update("2026-06-20", "so-a"))) == [DONE]


def test_of_several_reports_of_one_completion_the_newest_is_answered() -> None:
    register = world(update("2026-06-20", "so-a"), update("2026-08-01", "so-a", token="000002"))
    assert answerable(register) == ["2026-08-01-I.1-000002"]
    assert answerable(register, of=DONE) == [DONE]


def test_a_filing_counts_as_a_report_and_speaks_for_each_of_its_items() -> None:
    said = "items:\n  - {item: I.1, state: completed, results: Xong.}\n  - {item: I.4, state: completed, results: Xong.}\n"
    register = world(filing("2026-11-01", "so-a", said))
    assert answerable(register) == ["2026/so-a.r1"]
    assert answerable(register, item=None, of="2026/so-a") == ["2026/so-a.r1", "2026/so-a.r1"]


def test_of_a_revised_filing_the_last_revision_counts() -> None:
    completed, going_on = (
        f"items:\n  - {{item: I.1, state: {state}, results: Câu.}}\n" for state in ("completed", "in-progress")
    )
    first, second = filing("2026-11-01", "so-a", going_on), filing("2026-11-05", "so-a", completed, revision=2)
    assert answerable(world(first, second)) == ["2026/so-a.r2"]
    first, second = filing("2026-11-01", "so-a", completed), filing("2026-11-05", "so-a", going_on, revision=2)
    assert refused(world(first, second), of="2026/so-a")[0] == "not-completed"


@pytest.mark.parametrize("first", ["2026-11-01", "2026-11-05"])
def test_an_answer_to_one_revision_does_not_speak_of_another_of_the_same_day(first: str) -> None:
    said = "items:\n  - {item: I.1, state: completed, results: Xong.}\n"
    filed = [filing(first, "so-a", said), filing("2026-11-05", "so-a", said, revision=2)]
    returned = world(*filed, confirmation("2026-11-05", "so-a", "2026/so-a.r1", RETURNED))
    assert answerable(returned) == ["2026/so-a.r2"]
    assert answerable(returned, of="kh/2026/so-a") == ["2026/so-a.r2"]
    assert refused(returned, RETURNED, of="2026/so-a.r1")[0] == "already-returned"
    without_revision = world(*filed, confirmation("2026-11-05", "so-a", "2026/so-a", RETURNED))
    assert refused(without_revision)[0] == "already-returned"


def test_several_agencies_are_told_apart() -> None:
    register = world(update("2026-11-01", "so-a", item="I.4"), update("2026-11-02", "so-b", item="I.4", token="000002"))
    assert answerable(register, item="I.4") == ["2026-11-01-I.4-000001", "2026-11-02-I.4-000002"]
    assert answerable(register, item="I.4", agency="so-b") == ["2026-11-02-I.4-000002"]


@pytest.mark.parametrize("agency", ["so-cu", "so-moi"])
def test_an_heir_answers_for_what_its_predecessor_reported(agency: str) -> None:
    register = world(update("2026-06-20", "so-cu", item="I.2"))
    about = About(the_plan(register), "I.2", agency)
    (claim,) = coordinator.answerable(register, about, ACCEPTED, TODAY)
    assert (claim.report.agency, claim.holder) == ("so-cu", "so-moi")


def test_what_an_agency_reported_before_it_ended_without_an_heir_can_still_be_answered() -> None:
    assert answerable(world(update("2026-06-20", "so-het", item="I.4")), item="I.4", agency="so-het") == ["2026-06-20-I.4-000001"]


def test_the_turns_of_a_recurring_item_are_answered_apart() -> None:
    register = world(
        update("2026-06-20", "so-a", item="I.3"),
        update("2026-07-02", "so-a", item="I.3", token="000002", more="period: 2026-Q2\n"),
        update("2026-09-20", "so-a", item="I.3", token="000003"),
        update("2026-11-01", "so-a", state="in-progress", item="I.3", token="000004"),
    )
    about = About(the_plan(register), "I.3")
    found = [(claim.occurrence, claim.report.id) for claim in coordinator.answerable(register, about, ACCEPTED, TODAY)]
    assert found == [("2026-Q2", "2026-07-02-I.3-000002"), ("2026-Q3", "2026-09-20-I.3-000003")]


def test_a_report_before_a_deadline_that_a_day_off_moved_counts_for_that_turn() -> None:
    saturday = PLAN.replace('by: "25"', 'by: "26"') + "calendar: {days_off: next}\n"
    register = read(AGENCIES, saturday, update("2026-09-27", "so-a", item="I.3"))
    (claim,) = coordinator.answerable(register, About(the_plan(register), "I.3"), ACCEPTED, TODAY)
    assert claim.occurrence == "2026-Q3"


def test_a_return_opens_the_item_and_a_new_report_awaits_a_new_answer() -> None:
    returned = confirmation("2026-07-01", "so-a", DONE, RETURNED)
    assert refused(world(update("2026-06-20", "so-a"), returned))[0] == "already-returned"
    again = update("2026-07-10", "so-a", token="000002")
    assert answerable(world(update("2026-06-20", "so-a"), returned, again)) == ["2026-07-10-I.1-000002"]


def test_what_was_confirmed_can_be_returned_when_it_is_named() -> None:
    register = world(update("2026-06-20", "so-a"), confirmation("2026-07-01", "so-a", DONE))
    assert refused(register, RETURNED)[0] == "already-confirmed"
    assert answerable(register, RETURNED, of=DONE) == [DONE]


def test_a_correction_frees_what_it_corrects_for_another_answer() -> None:
    register = world(update("2026-06-20", "so-a"), confirmation("2026-07-01", "so-a", DONE, RETURNED))
    replaced = coordinator.corrected(register, CONFIRMATION, "2026-07-01-I.1-00000c")
    assert replaced is not None
    assert answerable(coordinator.without(register, replaced)) == [DONE]
    assert coordinator.corrected(register, EXTENSION, "2026-07-01-I.1-00000c") is None


def test_correcting_a_correction_does_not_bring_back_the_first() -> None:
    second = {
        path.replace("00000c", "00000d"): text + "replaces: 2026-07-01-I.1-00000c\n"
        for path, text in confirmation("2026-07-01", "so-a", DONE, RETURNED).items()
    }
    register = world(update("2026-06-20", "so-a"), confirmation("2026-07-01", "so-a", DONE), second)
    replaced = coordinator.corrected(register, CONFIRMATION, "2026-07-01-I.1-00000d")
    assert answerable(coordinator.without(register, replaced)) == [DONE]


def test_where_nothing_is_asked_for_only_what_waits_is_offered() -> None:
    register = world(
        update("2026-06-20", "so-a"),
        confirmation("2026-07-01", "so-a", DONE),
        filing("2026-11-01", "so-a", "items:\n  - {item: I.1, state: completed, results: Xong.}\n"),
        update("2026-11-02", "so-b", item="I.4", token="000002"),
        update("2026-11-02", "van-phong", item="I.6", token="000003"),
    )
    for result in (ACCEPTED, RETURNED):
        found = coordinator.answerable(register, About(), result, TODAY)
        assert [claim.report.id for claim in found] == ["2026-11-02-I.4-000002"]
    assert answerable(register, item="I.6") == ["2026-11-02-I.6-000003"]
    with pytest.raises(Trouble) as caught:
        coordinator.answerable(world(), About(), ACCEPTED, TODAY)
    assert caught.value.key == "nothing-awaits"


# Why there is none


def test_what_was_never_reported_as_completed_is_told_with_what_was() -> None:
    facts = {"agency": "Sở A", "id": "so-a", "item": "I.1", "plan": "kh", "day": "2026-11-23"}
    nothing = {"reported": "", "state": ""}
    assert refused(world(), agency="so-a") == ("not-completed", facts | nothing)
    going_on = world(update("2026-06-20", "so-a", state="in-progress"))
    assert refused(going_on, agency="so-a") == ("not-completed", facts | {"reported": "2026-06-20", "state": "in-progress"})
    assert refused(going_on) == ("nobody-completed", {"item": "I.1", "plan": "kh"})


def test_a_completion_taken_back_since_is_none() -> None:
    register = world(update("2026-06-20", "so-a"), update("2026-08-01", "so-a", state="in-progress", token="000002"))
    key, facts = refused(register, of=DONE)
    assert (key, facts["reported"], facts["state"]) == ("not-completed", "2026-08-01", "in-progress")


def test_a_supporting_agency_completes_nothing() -> None:
    register = world(update("2026-06-20", "so-b"))
    assert refused(register, agency="so-b")[0] == "only-supports"


def test_a_report_after_the_day_of_the_answer_is_not_known_yet() -> None:
    register = world(update("2026-06-20", "so-a"))
    with pytest.raises(Trouble) as caught:
        coordinator.answerable(register, About(the_plan(register), "I.1", "so-a"), ACCEPTED, day("2026-06-19"))
    assert (caught.value.key, caught.value.facts["day"]) == ("not-completed", "2026-06-19")


def test_the_answer_already_given_is_named() -> None:
    register = world(update("2026-06-20", "so-a"), confirmation("2026-07-01", "so-a", DONE))
    facts = {"agency": "Sở A", "item": "I.1", "day": "2026-07-01", "event": "2026-07-01-I.1-00000c", "reason": ""}
    assert refused(register) == ("already-confirmed", facts | {"of": ""})
    assert refused(register, of=DONE) == ("already-confirmed", facts | {"of": ""})
    later = world(
        update("2026-06-20", "so-a"),
        confirmation("2026-07-01", "so-a", DONE),
        filing("2026-11-01", "so-a", "items:\n  - {item: I.1, state: completed, results: Xong.}\n"),
    )
    assert refused(later) == ("already-confirmed", facts | {"of": ""})


@pytest.mark.parametrize(
    ("of", "key"),
    [
        ("2026-06-20-I.1-00000x", "unknown-report"),
        ("2026-01-01-I.1-000009", "no-completion"),
        ("2026-06-20-I.1-000001", "corrected-since"),
        ("2026/so-a", "unknown-report"),
        ("2026-06-21-I.4-000003", "no-completion"),
    ],
)
def test_a_name_that_stands_for_no_completion_is_explained(of: str, key: str) -> None:
    register = world(
        update("2026-01-01", "so-a", state="in-progress", token="000009"),
        update("2026-06-20", "so-a", state="completed"),
        update("2026-06-21", "so-a", state="in-progress", token="000002", more=f"replaces: {DONE}\n"),
        update("2026-06-21", "so-a", item="I.4", token="000003"),
    )
    assert refused(register, of=of)[0] == key


# Events and filings by name


def test_an_entry_is_found_by_its_name_its_path_or_behind_its_plan() -> None:
    register = world(update("2026-06-20", "so-a"), filing("2026-11-01", "so-a"), filing("2026-11-02", "so-a", revision=2))
    path = f"plans/kh/progress/2026/so-a/{DONE}.yaml"
    for typed in (DONE, path, f"kh/{DONE}"):
        assert [one.path for one in coordinator.entries(register, typed)] == [path]
    for typed in ("2026/so-a", "kh/2026/so-a"):
        assert [one.path for one in coordinator.entries(register, typed)] == ["plans/kh/filings/2026/so-a.r2.yaml"]
    for typed in ("2026/so-a.r1", "kh/2026/so-a.r1"):
        assert [one.path for one in coordinator.entries(register, typed)] == ["plans/kh/filings/2026/so-a.yaml"]
    assert coordinator.entry(register, "I.1") is None


@pytest.mark.parametrize("typed", ["2026-06-20-I.1-000002", "2026/so-b", "kh/2026/so-b", "plans/kh/filings/2026/so-b.yaml"])
def test_what_looks_like_an_entry_and_is_none_is_no_item_either(typed: str) -> None:
    with pytest.raises(Trouble) as caught:
        coordinator.entry(world(update("2026-06-20", "so-a")), typed)
    assert caught.value.key == "unknown-report"


# Deadlines


def due(register: Register, item: str, agency: str, period: str | None = None) -> tuple[str | None, str | None]:
    one = coordinator.deadline(register, the_plan(register), item, agency, period, TODAY)
    return one.occurrence, one.due.isoformat() if one.due else None


def no_deadline(register: Register, item: str, agency: str, period: str | None = None) -> tuple[str, dict[str, str]]:
    with pytest.raises(Trouble) as caught:
        due(register, item, agency, period)
    return caught.value.key, caught.value.facts


def test_the_deadline_in_force_counts_earlier_extensions_and_is_found_for_predecessors_too() -> None:
    assert due(world(), "I.1", "so-a") == (None, "2026-06-30")
    assert due(world(extension("2026-06-01", "so-a", "2026-08-31")), "I.1", "so-a") == (None, "2026-08-31")
    assert due(world(), "I.2", "so-moi") == due(world(), "I.2", "so-cu") == (None, "2026-09-30")


@pytest.mark.parametrize(
    ("period", "day_"),
    [("2026-Q2", "2026-06-25"), ("2026-Q4", "2026-12-25"), ("2027-Q1", "2027-03-25"), ("2027-Q4", "2027-12-25")],
)
def test_a_turn_of_a_recurring_item_has_its_own_deadline_past_or_to_come(period: str, day_: str) -> None:
    assert due(world(), "I.3", "so-a", period) == (period, day_)


def test_a_deadline_that_is_not_there_is_not_extended() -> None:
    leads = {"agency": "Sở B", "item": "I.1", "leads": "so-a (Sở A)"}
    assert no_deadline(world(), "I.1", "so-b") == ("not-lead", leads)
    assert no_deadline(world(), "I.5", "so-a") == ("no-deadline", {"item": "I.5", "plan": "kh"})
    assert no_deadline(world(), "I.1", "so-a", "2026") == ("no-occurrences", {"item": "I.1"})
    assert no_deadline(world(), "I.3", "so-a") == ("which-occurrence", {"item": "I.3", "period": "2026-Q4"})
    among = {"item": "I.3", "among": "2026-Q1, 2026-Q2, 2026-Q3, 2026-Q4"}
    for turn in ("2026", "2025-Q4", "Q4", ""):
        assert no_deadline(world(), "I.3", "so-a", turn) == ("unknown-occurrence", among | {"period": turn})


@pytest.mark.parametrize("to", ["2026-06-30", "2026-08-31"])
def test_an_extension_to_a_day_not_after_the_deadline_in_force_names_that_deadline(to: str) -> None:
    register = world(extension("2026-06-01", "so-a", "2026-08-31"))
    one = coordinator.deadline(register, the_plan(register), "I.1", "so-a", None, TODAY)
    with pytest.raises(Trouble) as caught:
        coordinator.require_later(one, day(to))
    facts = {"to": to, "due": "2026-08-31", "item": "I.1", "original": "2026-06-30", "event": "2026-06-01-I.1-00000e"}
    assert (caught.value.key, caught.value.facts) == ("not-later", facts)
    coordinator.require_later(one, day("2026-09-01"))


# Excuses


def excusable(register: Register, agency: str) -> str:
    plan = the_plan(register)
    assert plan.reporting
    return coordinator.excusable(register, plan, period(plan.reporting, "2026"), agency, TODAY).status


def test_whoever_is_expected_and_has_not_filed_can_be_excused() -> None:
    assert excusable(world(), "so-a") == "not-due"
    assert excusable(world(filing("2026-11-01", "so-a", "statement: …\n")), "so-a") == "blank"


@pytest.mark.parametrize(
    ("agency", "key", "told"),
    [
        ("van-phong", "not-a-filer", ("expected", "so-a (Sở A), so-b (Sở B), so-moi (Sở Mới)")),
        ("so-cu", "not-a-filer", ("expected", "so-moi (Sở Mới)")),
        ("so-a", "filed-not-excused", ("filed", "2026-11-01")),
        ("so-b", "already-excused", ("event", "2026-10-01-excuse-00000f")),
    ],
)
def test_nobody_else_is(agency: str, key: str, told: tuple[str, str]) -> None:
    register = world(filing("2026-11-01", "so-a"), excuse("2026-10-01", "so-b"))
    with pytest.raises(Trouble) as caught:
        excusable(register, agency)
    assert (caught.value.key, caught.value.facts[told[0]]) == (key, told[1])


def test_of_many_agencies_the_first_few_are_named() -> None:
    assert coordinator.names(world(), [f"x{n}" for n in range(9)]).endswith("x7 (x7), …")
    assert "…" not in coordinator.names(world(), [f"x{n}" for n in range(8)])
