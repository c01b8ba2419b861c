"""Each expected filing of a period: on time, late, missing, not due, excused or blank; filed means filed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import Files, day, excuse, filing, read, the_plan

from kehoach_cli import filings, periods
from kehoach_cli.filings import BLANK, EXCUSED, LATE, MISSING, NOT_DUE, ON_TIME, FilingStanding
from kehoach_cli.model import Filing, FilingItem
from kehoach_cli.periods import Period

LAW = settings(deadline=None, max_examples=100, derandomize=True)

AGENCIES = """\
agencies:
  - {id: z, name: Sở Z, rank: 10}
  - {id: a, name: Sở A, rank: 20}
  - {id: c, name: Sở C}
  - {id: b, name: Sở B}
  - {id: cu, name: Sở cũ, until: 2026-07-01, successor: a}
  - {id: cu-2, name: Sở cũ hai, until: 2026-07-01, successor: a}
  - {id: het, name: Sở đã hết, until: 2026-07-01}
  - {id: sap-het, name: Sở sắp hết, until: 2026-12-20}
groups:
  - {id: cac-so, name: các sở, members: [cu, cu-2, het, sap-het]}
"""
ITEMS = "items:\n  - {id: I.1, text: Việc., lead: [a], support: [b]}\n"


def plan(filers: str, more: str = "") -> str:
    return f"reporting: {{every: year, first: 2025, closes: 12-14, due: 12-20, filers: [{filers}]{more}}}\n{ITEMS}"


P2026 = Period("2026", "year", day("2025-12-15"), day("2026-12-14"), day("2026-12-20"))


def expected(text: str, on: str, *files: Files, period: str = "2026") -> tuple[FilingStanding, ...]:
    register = read(AGENCIES, text, *files)
    of = the_plan(register)
    assert of.reporting is not None
    return filings.filings(register, of, periods.period(of.reporting, period), day(on))


def stands(on: str, *files: Files) -> FilingStanding:
    """The filing of agency z, without the obligation that makes it expected."""
    (found,) = expected(plan("z"), on, *files)
    return found


# Against the due day


@pytest.mark.parametrize(("on", "status"), [("2026-06-01", NOT_DUE), ("2026-12-20", NOT_DUE), ("2026-12-21", MISSING)])
def test_a_filing_is_missing_from_the_day_after_it_was_due(on: str, status: str) -> None:
    assert stands(on) == FilingStanding(P2026, "z", status)


@pytest.mark.parametrize(
    ("received", "status", "late"),
    [("2026-01-05", ON_TIME, 0), ("2026-12-20", ON_TIME, 0), ("2026-12-21", LATE, 1), ("2027-01-04", LATE, 15)],
)
def test_a_filing_is_on_time_on_its_due_day_and_late_by_days_after_it(received: str, status: str, late: int) -> None:
    assert stands("2027-06-01", filing(received, "z")) == FilingStanding(
        P2026, "z", status, filed=day(received), days_late=late, path="plans/kh/filings/2026/z.yaml"
    )


def test_a_filing_counts_from_the_day_it_was_received() -> None:
    assert [stands(on, filing("2026-12-22", "z")).status for on in ("2026-12-21", "2026-12-22")] == [MISSING, LATE]


def test_the_filing_of_another_agency_or_period_is_not_this_one() -> None:
    others = [filing("2026-12-14", "a"), filing("2026-01-05", "z", period="2025")]
    assert stands("2026-12-21", *others).status == MISSING


def test_a_revision_keeps_the_day_of_the_first_filing() -> None:
    revised = [filing("2026-12-19", "z"), filing("2027-02-01", "z", revision=2)]
    assert stands("2027-03-01", *revised) == FilingStanding(
        P2026, "z", ON_TIME, filed=day("2026-12-19"), path="plans/kh/filings/2026/z.r2.yaml"
    )
    assert stands("2027-01-31", *revised).path == "plans/kh/filings/2026/z.yaml"


# Blank and excused

BLANK_FORM = "document: {type: Báo cáo}\nstatement: (điền vào đây)\nitems:\n  - {item: I.1, state: completed}\n"


@pytest.mark.parametrize("on", ["2026-12-14", "2027-01-01"])
def test_a_blank_form_is_not_a_filing(on: str) -> None:
    assert stands(on, filing("2026-12-14", "z", BLANK_FORM)) == FilingStanding(
        P2026, "z", BLANK, path="plans/kh/filings/2026/z.yaml"
    )


def test_a_blank_form_that_is_filled_in_later_was_filed_later() -> None:
    both = [filing("2026-12-14", "z", BLANK_FORM), filing("2026-12-27", "z", revision=2)]
    assert stands("2026-12-31", *both) == FilingStanding(
        P2026, "z", LATE, filed=day("2026-12-27"), days_late=7, path="plans/kh/filings/2026/z.r2.yaml"
    )


@pytest.mark.parametrize(
    "filed",
    [
        Filing("", "kh", "2026", "z", 1, day("2026-12-14")),
        Filing("", "kh", "2026", "z", 1, day("2026-12-14"), statement="(Điền vào đây) "),
        Filing("", "kh", "2026", "z", 1, day("2026-12-14"), statement="… – .", items=(FilingItem("I.1", state="completed"),)),
        Filing("", "kh", "2026", "z", 1, day("2026-12-14"), proposals="---", note="chưa điền"),
    ],
    ids=["nothing", "the hint", "signs only", "a note"],
)
def test_a_filing_without_one_word_to_the_matter_is_blank(filed: Filing) -> None:
    assert filings.is_blank(filed)


@pytest.mark.parametrize(
    "text",
    [
        "statement: Không phát sinh.\n",
        "proposals: Cấp kinh phí.\n",
        *(f"items:\n  - {{item: I.1, {key}: Đã làm.}}\n" for key in ("results", "difficulties", "causes", "next")),
        "items:\n  - {item: I.1, figures: [{name: số đoàn, value: 0}]}\n",
        "items:\n  - {item: I.1, evidence: [{number: 1/BC}]}\n",
    ],
)
def test_one_sentence_one_figure_or_one_document_is_a_filing(text: str) -> None:
    assert stands("2026-12-14", filing("2026-12-14", "z", text)).status == ON_TIME


def test_who_is_excused_does_not_owe_a_filing_and_the_document_is_named() -> None:
    assert stands("2027-01-01", excuse("2026-12-01", "z")) == FilingStanding(
        *(P2026, "z", EXCUSED),
        excused_by="plans/kh/progress/2026/z/2026-12-01-excuse-00000f.yaml",
        excuse_basis="Công văn miễn",
    )


def test_an_excuse_counts_from_its_own_day() -> None:
    assert [stands(on, excuse("2027-01-05", "z")).status for on in ("2027-01-04", "2027-01-05")] == [MISSING, EXCUSED]


@pytest.mark.parametrize("other", [excuse("2026-12-01", "a"), excuse("2026-12-01", "z", "2025")], ids=["agency", "period"])
def test_the_excuse_of_another_agency_or_period_is_not_this_one(other: Files) -> None:
    assert stands("2027-01-01", other).status == MISSING


def test_an_excuse_that_was_corrected_no_longer_counts() -> None:
    other = excuse("2026-12-02", "z", "2025", token="000010")
    corrected = {path: text + "replaces: 2026-12-01-excuse-00000f\n" for path, text in other.items()}
    assert stands("2027-01-01", excuse("2026-12-01", "z"), corrected).status == MISSING


def test_who_files_although_excused_has_filed() -> None:
    assert stands("2027-01-01", excuse("2026-12-01", "z"), filing("2026-12-14", "z")).status == ON_TIME


def test_an_excuse_covers_a_blank_form() -> None:
    assert stands("2027-01-01", excuse("2026-12-01", "z"), filing("2026-12-14", "z", BLANK_FORM)).status == EXCUSED


# Who is expected


def test_agencies_stand_in_official_order_the_others_by_id() -> None:
    assert [one.agency for one in expected(plan("c, b, a, z"), "2026-06-01")] == ["z", "a", "b", "c"]


@pytest.mark.parametrize("on", ["2026-01-01", "2026-06-30", "2026-12-14", "2026-12-31", "2030-01-01"])
def test_who_must_file_is_settled_on_the_closing_day_whatever_the_day_asked_about(on: str) -> None:
    found = expected(plan("z, cac-so"), on)
    assert [(one.agency, one.inherited_from) for one in found] == [("z", ()), ("a", ("cu", "cu-2")), ("sap-het", ())]


def test_a_closed_period_keeps_those_who_existed_then() -> None:
    found = expected(plan("z, cac-so"), "2030-01-01", period="2025")
    assert [one.agency for one in found] == ["z", "cu", "cu-2", "het", "sap-het"]


def test_without_a_list_whoever_holds_an_obligation_must_file() -> None:
    text = f"reporting: {{every: year}}\n{ITEMS}"
    assert [one.agency for one in expected(text, "2026-06-01")] == ["a", "b"]


# What earlier periods still owe


def owed(on: str, current: str | None, *files: Files) -> list[tuple[str, str, str]]:
    register = read(AGENCIES, plan("z, a"), *files)
    of = the_plan(register)
    assert of.reporting is not None
    period = periods.period(of.reporting, current) if current else None
    return [(one.period.name, one.agency, one.status) for one in filings.outstanding(register, of, period, day(on))]


def test_what_is_missing_or_blank_after_its_due_day_stays_owed_in_later_periods() -> None:
    files = [
        filing("2025-12-14", "a", period="2025"),
        filing("2026-12-14", "a", BLANK_FORM),
        filing("2027-01-01", "z", period="2026"),
    ]
    assert owed("2027-06-01", "2027", *files) == [("2025", "z", MISSING), ("2026", "a", BLANK)]


def test_what_is_not_yet_due_and_what_the_period_at_hand_shows_is_not_owed_twice() -> None:
    assert owed("2025-12-20", None) == []
    assert owed("2025-12-21", None) == [("2025", "z", MISSING), ("2025", "a", MISSING)]
    assert owed("2025-12-21", "2025") == []


def test_who_was_excused_owes_nothing() -> None:
    assert owed("2026-01-01", "2026", excuse("2025-12-01", "z", "2025")) == [("2025", "a", MISSING)]


# The last word


def test_of_every_agency_and_period_the_last_revision_counts() -> None:
    files = [
        filing("2026-12-14", "z"),
        filing("2026-12-16", "z", revision=2),
        filing("2026-12-18", "z", revision=3),
        filing("2025-12-14", "z", period="2025"),
        filing("2026-12-14", "a"),
    ]
    register = read(AGENCIES, plan("z"), *files)
    names = [one.path.removeprefix("plans/kh/filings/") for one in filings.latest(register, "kh", day("2026-12-17"))]
    assert sorted(names) == ["2025/z.yaml", "2026/a.yaml", "2026/z.r2.yaml"]


# Laws

DAYS = st.dates(day("2026-12-01"), day("2027-01-10")).map(str)
FILED = st.builds(
    filing,
    DAYS,
    st.sampled_from(["z", "a", "b"]),
    st.sampled_from(["statement: Xong.\n", BLANK_FORM]),
    revision=st.integers(1, 3),
)
EXCUSED_ONES = st.builds(excuse, DAYS, st.sampled_from(["z", "a", "b"]))


@LAW
@given(st.lists(FILED | EXCUSED_ONES, max_size=6), DAYS)
def test_every_expected_agency_has_one_status_that_later_files_do_not_change(files: list[Files], on: str) -> None:
    register = read(AGENCIES, plan("z, a, b"), *files)
    of = the_plan(register)
    known = register._replace(
        events=tuple(event for event in register.events if event.date <= day(on)),
        filings=tuple(one for one in register.filings if one.received <= day(on)),
    )
    found = filings.filings(register, of, P2026, day(on))
    assert found == filings.filings(known, of, P2026, day(on))
    assert [one.agency for one in found] == ["z", "a", "b"]
    assert all(one.status in filings.FILING_STATUSES for one in found)
    assert all((one.filed is not None) == (one.status in filings.FILED) for one in found)
    assert all((one.days_late > 0) == (one.status == LATE) for one in found)


# After the organisation has changed


def test_an_heir_sees_what_the_agency_before_it_had_filed_and_still_has_to_file() -> None:
    agencies = """\
agencies:
  - {id: cu, name: Sở cũ, until: 2026-03-01, successor: moi, basis: Nghị quyết 1}
  - {id: moi, name: Sở mới}
"""
    plan = "reporting: {every: year, filers: [cu]}\nitems:\n  - {id: I.1, text: Việc., lead: [cu]}\n"
    register = read(agencies, plan, filing("2026-02-10", "cu"))
    of = the_plan(register)
    (one,) = filings.filings(register, of, periods.period(of.reporting, "2026"), day("2027-01-10"))
    assert (one.agency, one.status, one.inherited_from) == ("moi", "missing", ("cu",))
    assert one.before == ("plans/kh/filings/2026/cu.yaml",)


def test_a_filing_on_words_that_changed_later_is_to_be_looked_at_again() -> None:
    plan = """\
reporting: {every: year, filers: [a]}
items:
  - {id: I.1, text: Lời cũ., lead: [a], until: 2027-02-01}
  - {id: I.1, text: Lời mới., lead: [a], since: 2027-02-01, basis: Quyết định 4}
  - {id: I.2, text: Việc., lead: [a]}
"""
    said = filing("2026-12-20", "a", "items:\n  - {item: I.1, results: Xong.}\n  - {item: I.2, results: Xong.}\n")
    register = read("agencies:\n  - {id: a, name: Sở A}\n", plan, said)
    of = the_plan(register)
    period = periods.period(of.reporting, "2026")
    assert [filings.filings(register, of, period, day(on))[0].review for on in ("2027-01-31", "2027-02-01")] == [(), ("I.1",)]


def test_each_agency_knows_the_items_through_which_it_has_to_do_with_the_plan() -> None:
    plan = "items:\n  - {id: I.1, text: Việc., lead: [a], support: [b]}\n  - {id: I.2, text: Việc., lead: [b]}\n"
    register = read("agencies:\n  - {id: a, name: Sở A}\n  - {id: b, name: Sở B}\n", plan)
    assert filings.through(register, the_plan(register), day("2026-01-01")) == {"a": ("I.1",), "b": ("I.1", "I.2")}
