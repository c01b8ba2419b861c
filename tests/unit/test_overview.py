"""Agencies across plans, the matrix of filings, the days of a trend: values, before anything is drawn."""

from world import confirmation, day, excuse, filing, read, the_plan, update

from kehoach_cli import overview, standing
from kehoach_cli.overview import AgencyOverview
from kehoach_cli.parse import Snapshot, parse
from kehoach_cli.render.overview import fitting
from kehoach_cli.standing import Counts

AGENCIES = """\
agencies:
  - {id: a, name: Sở A, rank: 2}
  - {id: b, name: Sở B, rank: 1}
  - {id: cu, name: Sở cũ, rank: 3, until: 2026-03-01, successor: b, basis: Nghị quyết 1}
"""
PLAN = """\
reporting: {every: year, first: "2025", closes: 12-14, due: 12-20, filers: [a, cu]}
items:
  - {id: I.1, text: Việc., lead: [a], support: [b], due: 2026-06-30}
  - {id: I.2, text: Việc., lead: [cu], support: [b], due: 2026-12-31}
"""


def test_each_agency_has_one_line_across_all_plans_in_the_official_order() -> None:
    files = {
        "agencies.yaml": AGENCIES,
        "plans/kh/plan.yaml": f"id: kh\ntitle: Một\n{PLAN}",
        "plans/kh-hai/plan.yaml": f"id: kh-hai\ntitle: Hai\n{PLAN}",
        **update("2026-06-01", "a"),
        **filing("2025-12-18", "a", period="2025"),
    }
    register = parse(Snapshot({path: text.encode() for path, text in files.items()})).register
    on = day("2026-07-01")
    assert overview.by_agency(register, [standing.of_plan(register, plan, on) for plan in register.plans]) == [
        AgencyOverview("b", ("kh-hai", "kh"), Counts(in_term=2), 2, 0, 2, 0),
        AgencyOverview("a", ("kh-hai", "kh"), Counts(done_on_time=1, overdue=1), 0, 0, 2, 1),
        AgencyOverview("cu", ("kh-hai", "kh"), Counts(), 0, 0, 0, 2),
    ]


def test_the_matrix_has_a_cell_for_each_expected_filing_and_no_other() -> None:
    register = read(AGENCIES, PLAN, filing("2025-12-23", "a", period="2025"), excuse("2025-12-16", "cu", "2025"))
    found = overview.matrix(register, the_plan(register), day("2026-12-31"))
    assert (found.periods, found.agencies) == (("2025", "2026", "2027"), ("b", "a", "cu"))
    assert {key: (one.status, one.days_late) for key, one in found.cells.items()} == {
        ("a", "2025"): ("late", 3),
        ("cu", "2025"): ("excused", 0),
        ("a", "2026"): ("missing", 0),
        ("b", "2026"): ("missing", 0),
        ("a", "2027"): ("not-due", 0),
        ("b", "2027"): ("not-due", 0),
    }
    assert overview.matrix(register, the_plan(register), day("2026-12-31"), "cu").agencies == ("cu",)


def test_a_narrow_screen_shows_the_newest_periods() -> None:
    plan = PLAN.replace('every: year, first: "2025", closes: 12-14, due: 12-20', "every: month, first: 2020-01")
    register = read(AGENCIES, plan)
    whole = overview.matrix(register, the_plan(register), day("2026-12-31"))
    assert len(whole.periods) == 85
    shown = [len(fitting(whole, width).periods) for width in (80, 100, 1000, 10)]
    assert shown == [9, 12, 85, 1]
    assert fitting(whole, 80).periods[-1] == whole.periods[-1]


def test_a_trend_looks_at_the_end_of_each_past_period_and_at_the_day_itself() -> None:
    register = read(AGENCIES, PLAN)
    assert overview.ends(the_plan(register), day("2027-01-05")) == [
        ("2025", day("2025-12-14")),
        ("2026", day("2026-12-14")),
        (None, day("2027-01-05")),
    ]
    assert overview.ends(the_plan(read(AGENCIES, "items: [{id: I.1, text: Việc.}]\n")), day("2027-01-05")) == [
        (None, day("2027-01-05"))
    ]


def test_the_cells_of_a_day_are_those_of_the_whole_standing() -> None:
    register = read(AGENCIES, PLAN, update("2026-06-01", "a"), confirmation("2026-06-10", "a", "2026-06-01-I.1-000001"))
    plan, on = the_plan(register), day("2026-07-01")
    assert standing.counts_on(register, plan, on) == standing.of_plan(register, plan, on).counts != Counts()
