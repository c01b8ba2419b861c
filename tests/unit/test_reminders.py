"""Whom to remind of what: worked out by hand for a small world and many days."""

from collections.abc import Mapping
from datetime import date

import pytest

from kehoach_cli.model import Register
from kehoach_cli.parse import Snapshot, parse
from kehoach_cli.periods import period
from kehoach_cli.reminders import Letter, Round, Wanted, coming, of_day

AGENCIES = """\
agencies:
  - {id: vp, name: Văn phòng, rank: 1}
  - {id: a, name: Sở A, rank: 2}
  - {id: b, name: Sở B, rank: 3}
  - {id: c, name: Sở C, rank: 4, until: 2027-02-01, successor: b, basis: Nhập.}
  - {id: d, name: Sở D, rank: 5, until: 2027-02-01, successor: [a, b], basis: Tách.}
  - {id: e, name: Sở E, rank: 6, until: 2027-02-01, basis: Giải thể.}
"""
PLAN = """\
id: kh
title: Kế hoạch
issued: 2026-01-01
reporting: {every: year, first: "2026", closes: 12-14, due: 12-20, filers: [vp, a, b], coordinator: vp}
items:
  - {id: I.1, text: Việc một., lead: [a], due: 2026-06-30}
  - {id: I.2, text: Việc hai., lead: [a, b], due: 2026-09-30}
  - {id: I.3, text: Việc ba., lead: [vp], due: 2026-09-30}
  - {id: I.4, text: Việc bốn., lead: [b], recurs: {every: quarter, by: "25"}}
  - {id: I.5, text: Việc năm., lead: [b], ongoing: true}
"""


def register(files: Mapping[str, str] | None = None, plan: str = PLAN) -> Register:
    texts = {"agencies.yaml": AGENCIES, "plans/kh/plan.yaml": plan}
    texts |= {f"plans/kh/{path}.yaml": text for path, text in (files or {}).items()}
    parsed = parse(Snapshot({path: text.encode() for path, text in texts.items()}))
    assert parsed.findings == ()
    return parsed.register


def reminder(agency: str, day: str, what: str) -> dict[str, str]:
    """A reminder as a file: `what` are the keys that say of what."""
    name = f"progress/{day[:4]}/{agency}/{day}-reminder-{day[5:7]}{day[8:]}{agency}a"
    return {name.replace("vpa", "0a"): f"kind: reminder\ndate: {day}\n{what}\n"}


def round_(day: str, files: Mapping[str, str] | None = None, plan: str = PLAN, **wanted: object) -> Round:
    of = register(files, plan)
    return of_day(of, of.plans[0], Wanted(date.fromisoformat(day), **wanted), "vp")  # type: ignore[arg-type]


def said(letters: tuple[Letter, ...]) -> dict[str, tuple[int, list[str]]]:
    """Each letter by its agency: the level, and what it asks for."""
    return {one.agency: (one.level, [" ".join(part for part in debt.key if part) for debt in one.debts]) for one in letters}


def test_everything_late_or_soon_due_is_asked_for_oldest_first() -> None:
    assert said(round_("2026-12-22").letters) == {
        "a": (1, ["I.1", "I.2", "2026"]),
        "b": (1, ["I.4 2026-Q1", "I.4 2026-Q2", "I.4 2026-Q3", "I.2", "2026", "I.4 2026-Q4"]),
    }


def test_nobody_writes_to_itself() -> None:
    found = round_("2026-12-22")
    assert [debt.key for debt in found.own] == [("", "2026"), ("I.3", "")]
    assert "vp" not in said(found.letters)


def test_how_soon_is_soon_follows_the_plan_unless_asked_otherwise() -> None:
    calendar = PLAN.replace("items:", "calendar: {due_soon: 40}\nitems:")
    by_plan = said(round_("2026-06-20").letters)
    assert by_plan == {"b": (1, ["I.4 2026-Q1"])}
    assert said(round_("2026-06-20", plan=calendar).letters)["a"] == (0, ["I.1"])
    assert said(round_("2026-06-20", within=10).letters) == {"a": (0, ["I.1"]), "b": (1, ["I.4 2026-Q1", "I.4 2026-Q2"])}
    assert said(round_("2026-06-27", within=0).letters) == {"b": (1, ["I.4 2026-Q1", "I.4 2026-Q2"])}
    assert said(round_("2026-06-30", within=0).letters)["a"] == (0, ["I.1"]), "due on the day itself is not late"


def test_one_period_means_its_filings_alone_and_one_agency_itself_alone() -> None:
    of = register().plans[0].reporting
    assert of is not None
    assert said(round_("2026-12-22", period=period(of, "2026")).letters) == {"a": (1, ["2026"]), "b": (1, ["2026"])}
    assert list(said(round_("2026-12-22", agency="a").letters)) == ["a"]
    assert round_("2026-12-22", agency="a").own == ()


ASKED = {
    **reminder("a", "2026-07-10", "items: [{item: I.1}]"),
    **reminder("a", "2026-08-10", "items: [{item: I.1}]"),
    **reminder("a", "2026-10-10", "items: [{item: I.1}, {item: I.2}]"),
}


@pytest.mark.parametrize(
    ("day", "letters", "leadership"),
    [
        ("2026-07-10", {}, {}),  # asked for on the day itself
        ("2026-07-11", {"a": (2, ["I.1"])}, {}),
        ("2026-08-11", {"a": (3, ["I.1"])}, {}),
        ("2026-10-09", {"a": (3, ["I.1", "I.2"])}, {}),
        ("2026-10-10", {}, {}),
        ("2026-10-11", {"a": (2, ["I.2"])}, {"a": (4, ["I.1"])}),
    ],
)
def test_every_thing_has_its_own_count_and_after_three_it_goes_to_the_leadership(
    day: str, letters: dict[str, object], leadership: dict[str, object]
) -> None:
    found = round_(day, ASKED, agency="a", within=0)
    assert said(found.letters) == letters
    assert said(found.to_leadership) == leadership


def test_what_the_leadership_has_heard_of_stays_with_it() -> None:
    files = {**ASKED, **reminder("a", "2026-11-11", "level: 4\nitems: [{item: I.1}]")}
    assert said(round_("2026-11-11", files, agency="a").to_leadership) == {}
    assert said(round_("2026-12-01", files, agency="a").to_leadership) == {"a": (4, ["I.1"])}


def test_never_twice_on_a_day_for_the_same_thing_but_for_another() -> None:
    found = round_("2026-10-10", ASKED, agency="a", within=100)
    assert said(found.letters) == {"a": (0, ["2026"])}
    assert [debt.key for debt in found.today] == [("I.1", ""), ("I.2", "")]


def test_the_letters_of_a_day_can_be_made_again_as_they_were() -> None:
    before = {path: text for path, text in ASKED.items() if "2026-10-10" not in path}
    again = round_("2026-10-10", ASKED, agency="a", again=True)
    assert (again.letters, again.today) == (round_("2026-10-10", before, agency="a").letters, ())


def test_a_notice_before_the_deadline_is_no_reminder() -> None:
    notice = reminder("a", "2026-06-28", "level: 0\nitems: [{item: I.1}]")
    assert said(round_("2026-07-10", notice, agency="a").letters) == {"a": (1, ["I.1"])}


def test_after_an_extension_counting_begins_anew() -> None:
    extended = {
        "progress/2026/a/2026-08-20-I.1-0000aa": "kind: extension\ndate: 2026-08-20\nitem: I.1\nto: 2026-12-31\nbasis: CV.\n"
    }
    assert said(round_("2026-09-01", {**ASKED, **extended}, agency="a").letters) == {}
    found = round_("2027-01-10", {**ASKED, **extended}, agency="a")
    assert said(found.letters) == {"a": (2, ["I.2", "2026", "I.1"])}
    assert [debt.level for debt in found.letters[0].debts] == [2, 1, 1]


def test_a_corrected_reminder_counts_no_more() -> None:
    (path, _), *_ = reminder("a", "2026-07-10", "items: [{item: I.1}]").items()
    name = path.rpartition("/")[2]
    corrected = {**ASKED, **reminder("a", "2026-07-12", f"period: 2026\nreplaces: {name}")}
    assert said(round_("2026-08-09", corrected, agency="a").letters) == {"a": (1, ["I.1"])}


def test_a_turn_is_not_another_turn() -> None:
    asked = reminder("b", "2026-07-10", "items: [{item: I.4, period: 2026-Q2}]")
    debts = {debt.key: debt.level for debt in round_("2026-08-01", asked, agency="b").letters[0].debts}
    assert debts == {("I.4", "2026-Q1"): 1, ("I.4", "2026-Q2"): 2}


SUCCESSION = PLAN.replace("filers: [vp, a, b]", "filers: [vp, c, d, e]")


def test_heirs_are_asked_for_what_others_left_and_what_was_asked_before_counts() -> None:
    """The filing of 2026 was expected of c, d and e on its closing day; all three ended in February."""
    asked = {**reminder("c", "2027-01-10", "period: 2026"), **reminder("d", "2027-01-12", "period: [2026]")}
    found = round_("2027-03-01", asked, SUCCESSION, within=0)
    filings = [(letter.agency, debt.of, debt.level) for letter in found.letters for debt in letter.debts if debt.item is None]
    assert filings == [("a", "d", 2), ("b", "c", 2), ("b", "d", 2)]
    assert [(debt.agency, debt.of) for debt in found.unreachable] == [("e", "e")]


def test_a_task_that_nobody_holds_is_asked_of_nobody() -> None:
    """After a split no heir holds an item before a transfer says so; of d both a and b are heirs."""
    plan = PLAN.replace("  - {id: I.3", "  - {id: I.6, text: Việc sáu., lead: [d], due: 2026-09-30}\n  - {id: I.3")
    found = round_("2027-03-01", plan=plan)
    assert [(debt.of, debt.key, debt.days_late) for debt in found.unreachable] == [("d", ("I.6", ""), 152)]
    handed = "transfers: [{items: [I.6], from: d, to: a, date: 2027-02-01, basis: CV.}]\nitems:"
    found = round_("2027-03-01", plan=plan.replace("items:", handed, 1))
    assert found.unreachable == ()
    assert "I.6" in said(found.letters)["a"][1]


def test_an_excused_or_filed_report_is_not_asked_for() -> None:
    files = {
        "filings/2026/a": "received: 2026-12-23\nstatement: Đã làm.\n",
        "progress/2026/b/2026-12-21-excuse-0000ab": "kind: excuse\ndate: 2026-12-21\nperiod: 2026\nbasis: CV.\n",
    }
    of = register().plans[0].reporting
    assert of is not None
    assert round_("2026-12-30", files, period=period(of, "2026")).letters == ()
    blank = {"filings/2026/a": "received: 2026-12-19\nstatement: ...\n"}
    (letter, _) = round_("2026-12-30", blank, period=period(of, "2026")).letters
    assert [(debt.status, debt.days_late) for debt in letter.debts] == [("blank", 10)]


def test_what_is_coming_is_told_however_far_off() -> None:
    of = register()
    found = coming(of, of.plans[0], date(2026, 7, 1))
    assert {agency: [(debt.key, debt.due.isoformat()) for debt in debts] for agency, debts in found.items()} == {
        "a": [(("I.2", ""), "2026-09-30"), (("", "2026"), "2026-12-20")],
        "b": [(("I.4", "2026-Q3"), "2026-09-25"), (("I.2", ""), "2026-09-30"), (("", "2026"), "2026-12-20")],
        "vp": [(("I.3", ""), "2026-09-30"), (("", "2026"), "2026-12-20")],
    }
