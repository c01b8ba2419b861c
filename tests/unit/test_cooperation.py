"""Whom a lead says it has worked with, and what the partner says of it."""

import pytest
from world import Files, day, filing, read, the_plan, update

from kehoach_cli import standing
from kehoach_cli.cooperation import CONFIRMED, DENIED, UNCONFIRMED

AGENCIES = """\
agencies:
  - {id: a, name: Sở A}
  - {id: b, name: Sở B}
  - {id: c, name: Sở C}
  - {id: cu, name: Sở cũ, until: 2026-09-01, successor: c, basis: Nghị quyết 1}
"""
PLAN = """\
reporting: {every: year, first: "2025", closes: 12-14, due: 12-20, filers: [a]}
items:
  - {id: I.1, text: Việc., lead: [a], support: [b, cu]}
"""
CLAIM = update("2026-06-01", "a", "in-progress", more="with: [b]\n")
CLAIM_PATH = "plans/kh/progress/2026/a/2026-06-01-I.1-000001.yaml"


def told(on: str, *files: Files, plan: str = PLAN) -> list[tuple[str, str, str, str | None]]:
    register = read(AGENCIES, plan, *files)
    found = standing.of_plan(register, the_plan(register), day(on)).cooperation
    return [(one.lead, one.partner, one.answer, one.answered_by) for one in found]


def by(agency: str, on: str, state: str = "contributed") -> Files:
    return update(on, agency, state, token="000002")


def path(agency: str, on: str) -> str:
    return f"plans/kh/progress/{on[:4]}/{agency}/{on}-I.1-000002.yaml"


def test_a_partner_that_has_said_nothing_has_not_confirmed() -> None:
    assert told("2026-06-01", CLAIM) == [("a", "b", UNCONFIRMED, None)]
    assert told("2026-05-31", CLAIM) == []


@pytest.mark.parametrize(
    ("state", "answer"),
    [("contributed", CONFIRMED), ("in-progress", CONFIRMED), ("nothing-to-report", CONFIRMED), ("not-asked", DENIED)],
)
def test_a_partner_confirms_by_reporting_and_denies_by_saying_that_it_was_not_asked(state: str, answer: str) -> None:
    assert told("2026-07-01", CLAIM, by("b", "2026-06-20", state)) == [("a", "b", answer, path("b", "2026-06-20"))]


def test_a_filing_answers_too() -> None:
    said = filing("2026-12-10", "b", "items:\n  - {item: I.1, state: contributed}\n")
    assert told("2026-12-31", CLAIM, said) == [("a", "b", CONFIRMED, "plans/kh/filings/2026/b.yaml")]


@pytest.mark.parametrize(("on", "answer"), [("2025-12-14", UNCONFIRMED), ("2025-12-15", CONFIRMED)])
def test_what_the_partner_said_in_an_earlier_period_is_no_answer(on: str, answer: str) -> None:
    assert [one[2] for one in told("2026-07-01", CLAIM, by("b", on))] == [answer]


def test_the_heir_of_a_partner_answers_for_it() -> None:
    claim = update("2026-06-01", "a", "in-progress", more="with: [cu]\n")
    assert told("2026-10-01", claim, by("c", "2026-09-20")) == [("a", "cu", CONFIRMED, path("c", "2026-09-20"))]


def test_only_the_newest_word_of_a_lead_on_a_partner_counts_and_each_partner_has_a_line() -> None:
    again = update("2026-08-01", "a", "in-progress", token="000003", more="with: [cu, b]\n")
    assert told("2026-08-02", CLAIM, again) == [("a", "b", UNCONFIRMED, None), ("a", "cu", UNCONFIRMED, None)]


def test_a_lead_that_names_itself_and_a_supporter_that_names_others_claim_nothing() -> None:
    own = update("2026-06-01", "a", "in-progress", more="with: [a]\n")
    support = update("2026-06-01", "b", "contributed", token="000002", more="with: [c]\n")
    assert told("2026-07-01", own, support) == []
