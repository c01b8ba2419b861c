"""Where an agency comes from and where its work went: its line, what it has inherited and handed on, what a change would move."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from world import day, read, the_plan

from kehoach_cli import lineage
from kehoach_cli.lineage import Handover, Lineage, Link
from kehoach_cli.model import Register
from kehoach_cli.reorganisation import CLOSE, MERGE, SPLIT, Reorganisation, applied
from kehoach_cli.succession import filers, obligations

LAW = settings(deadline=None, max_examples=100, derandomize=True)

AGENCIES = """\
agencies:
  - {id: a, name: Sở A, until: 2023-01-01, successor: b, basis: Văn bản 1}
  - {id: b, name: Sở B, until: 2025-03-01, successor: c, basis: Văn bản 2}
  - {id: c, name: Sở C}
  - {id: d, name: Sở D}
  - {id: gone, name: Sở giải thể, until: 2024-03-01, basis: Văn bản 3}
  - {id: split, name: Sở chia tách, until: 2024-03-01, successor: [c, d], basis: Văn bản 4}
groups:
  - {id: all, name: các sở, members: [b, d, gone]}
"""
PLAN = """\
reporting: {every: year, first: 2021, filers: [all]}
transfers:
  - {items: [I.2], from: b, to: d, date: 2024-06-01, basis: Công văn 5}
items:
  - {id: I.1, text: Việc một., lead: [a], support: [all]}
  - {id: I.2, text: Việc hai., lead: [b]}
"""


def found(agency: str, on: str, plan: str = PLAN, agencies: str = AGENCIES) -> Lineage:
    register = read(agencies, plan)
    return lineage.of_agency(register, register.agency_by_id[agency], day(on))


def summary(handovers: tuple[Handover, ...]) -> list[str]:
    """ "2025-03-01 I.1 lead b>c succession: Văn bản 2"."""
    return [f"{h.date} {h.item or '*'} {h.role} {h.from_}>{h.to or ''} {h.kind}: {h.basis}" for h in handovers]


# The line of an agency


def test_the_line_leads_through_any_number_of_agencies_oldest_first() -> None:
    first, second = Link("a", ("b",), day("2023-01-01"), "Văn bản 1"), Link("b", ("c",), day("2025-03-01"), "Văn bản 2")
    split = Link("split", ("c", "d"), day("2024-03-01"), "Văn bản 4")
    assert found("c", "2026-01-01").before == (first, split, second)
    assert found("c", "2026-01-01").after == ()
    assert found("a", "2026-01-01").after == (first, second)
    assert found("b", "2026-01-01").before == (first,)
    assert found("gone", "2026-01-01").after == (Link("gone", (), day("2024-03-01"), "Văn bản 3"),)


def test_agencies_that_follow_each_other_in_a_circle_are_told_once() -> None:
    circle = AGENCIES.replace("successor: c,", "successor: a,")
    assert [link.agency for link in found("a", "2026-01-01", agencies=circle).before] == ["a", "b"]
    assert [link.agency for link in found("a", "2026-01-01", agencies=circle).after] == ["a", "b"]


# What it has inherited


def test_what_an_heir_has_inherited_names_from_whom_since_when_and_by_which_document() -> None:
    assert summary(found("c", "2026-01-01").inherited) == [
        "2025-03-01 I.1 lead b>c succession: Văn bản 2",
        "2025-03-01 * filer b>c succession: Văn bản 2",
    ]
    assert found("c", "2025-02-28").inherited == ()


def test_what_was_inherited_and_handed_on_since_stays_told() -> None:
    assert summary(found("b", "2026-01-01").inherited) == ["2023-01-01 I.1 lead a>b succession: Văn bản 1"]


def test_a_transfer_is_inherited_alone() -> None:
    assert summary(found("d", "2026-01-01").inherited) == ["2024-06-01 I.2 lead b>d transfer: Công văn 5"]


def test_a_plan_younger_than_the_handover_is_inherited_all_the_same() -> None:
    assert summary(found("c", "2026-01-01", f"issued: 2025-06-01\n{PLAN}").inherited)[0].startswith("2025-03-01 I.1 lead b>c")


def test_who_holds_a_duty_in_its_own_name_inherits_that_of_a_fellow_member_too() -> None:
    plan = "items:\n  - {id: I.1, text: Việc một., support: [b, c]}\n"
    assert summary(found("c", "2026-01-01", plan).inherited) == ["2025-03-01 I.1 support b>c succession: Văn bản 2"]


# What it has handed on


def test_what_an_agency_has_handed_on_names_to_whom_and_when() -> None:
    assert summary(found("b", "2026-01-01").handed_on) == [
        "2024-06-01 I.2 lead b>d transfer: Công văn 5",
        "2025-03-01 I.1 lead b>c succession: Văn bản 2",
        "2025-03-01 * filer b>c succession: Văn bản 2",
    ]
    assert summary(found("b", "2024-12-31").handed_on) == ["2024-06-01 I.2 lead b>d transfer: Công văn 5"]


def test_what_nobody_took_over_is_told_of_a_member_of_a_group_too() -> None:
    assert summary(found("gone", "2026-01-01").handed_on) == [
        "2024-03-01 I.1 support gone> succession: Văn bản 3",
        "2024-03-01 * filer gone> succession: Văn bản 3",
    ]


def test_an_item_that_was_dropped_has_been_handed_to_nobody() -> None:
    plan = "items:\n  - {id: I.1, text: Việc một., lead: [gone], until: 2024-03-01}\n"
    assert found("gone", "2026-01-01", plan).handed_on == ()


def test_without_a_list_of_filers_the_duty_to_file_goes_with_the_agency() -> None:
    plan = "reporting: {every: year, first: 2021}\nitems:\n  - {id: I.1, text: Việc một., lead: [b]}\n"
    assert summary(found("b", "2026-01-01", plan).handed_on)[-1] == "2025-03-01 * filer b>c succession: Văn bản 2"
    assert summary(found("c", "2026-01-01", plan).inherited)[-1] == "2025-03-01 * filer b>c succession: Văn bản 2"


# What a reorganisation moves

NOW = """\
agencies:
  - {id: a, name: Sở A}
  - {id: b, name: Sở B}
  - {id: c, name: Sở C}
  - {id: d, name: Sở D}
groups:
  - {id: all, name: các sở, members: [a, b]}
"""
DUTIES = """\
transfers:
  - {items: [I.3], from: a, to: c, date: 2027-01-01}
items:
  - {id: I.1, text: Việc một., lead: [a], support: [all]}
  - {id: I.1-1, text: Việc nhỏ.}
  - {id: I.2, text: Việc hai., lead: [all]}
  - {id: I.3, text: Việc ba., lead: [a]}
"""
ALONE = "items:\n  - {id: I.1, text: Việc một., lead: [a]}\n"
LISTED, UNLISTED = "reporting: {every: year, first: 2021, filers: [all]}\n", "reporting: {every: year, first: 2021}\n"


def moved(plan: str, verb: str, heirs: tuple[str, ...]) -> tuple[Register, tuple[Handover, ...]]:
    before = read(NOW, plan)
    after = applied(before, Reorganisation(verb, ("a",), heirs, (), day("2027-01-01"), "Văn bản"))
    return after, lineage.moves(before, after, day("2027-01-01"))


def test_every_duty_that_moves_is_listed_and_the_duty_to_file_last() -> None:
    assert summary(moved(LISTED + DUTIES, MERGE, ("b",))[1]) == [
        "2027-01-01 I.1 lead a>b succession: Văn bản",
        "2027-01-01 I.1-1 lead a>b succession: Văn bản",
        "2027-01-01 I.2 lead a>b succession: Văn bản",
        "2027-01-01 * filer a>b succession: Văn bản",
    ]


def test_what_nobody_would_take_over_is_listed_too() -> None:
    assert [(one.item, one.to) for one in moved(LISTED + DUTIES, CLOSE, ())[1]] == [
        ("I.1", None),
        ("I.1-1", None),
        ("I.2", None),
        ("", None),
    ]


def test_after_a_split_each_heir_files() -> None:
    assert summary(moved(LISTED + DUTIES, SPLIT, ("b", "c"))[1])[-2:] == [
        "2027-01-01 * filer a>b succession: Văn bản",
        "2027-01-01 * filer a>c succession: Văn bản",
    ]


def test_without_a_list_of_filers_the_duty_to_file_is_lost_only_with_everything_else() -> None:
    assert [one.item for one in moved(UNLISTED + ALONE, SPLIT, ("b", "c"))[1]] == ["I.1", ""]
    handed = "transfers:\n  - {items: [I.1], from: a, to: d, date: 2027-01-01}\n"
    assert [one.item for one in moved(UNLISTED + handed + ALONE, CLOSE, ())[1]] == []


def wanting(plan: str, verb: str, *heirs: str) -> list[str]:
    after, found = moved(plan, verb, heirs)
    return [one.item for one in lineage.wanting_transfers(the_plan(after), found)]


def test_a_transfer_is_wanted_for_each_item_but_not_for_those_that_go_with_another() -> None:
    assert wanting(LISTED + DUTIES, SPLIT, "c", "d") == ["I.1", "I.2"]
    assert wanting(LISTED + DUTIES, MERGE, "b") == []


def test_what_was_asked_of_a_group_is_left_to_the_others_in_it() -> None:
    assert wanting(LISTED + DUTIES, CLOSE) == ["I.1"]
    assert wanting(LISTED + DUTIES, SPLIT, "b", "c") == ["I.1"]


@LAW
@given(
    st.lists(st.sampled_from("abc"), unique=True, min_size=1, max_size=2),
    st.lists(st.sampled_from("abcd"), unique=True, max_size=2),
    st.sampled_from([LISTED, UNLISTED, ""]),
)
def test_what_is_not_listed_stays_and_what_is_listed_goes_where_it_says(
    ended: list[str], heirs: list[str], reporting: str
) -> None:
    register, on = read(NOW, reporting + DUTIES), date(2027, 1, 1)
    plan = the_plan(register)
    heirs = [heir for heir in heirs if heir not in ended]
    after = applied(register, Reorganisation(MERGE, tuple(ended), tuple(heirs), (), on, "Văn bản"))
    gone = {(one.item, one.from_): one.to for one in lineage.moves(register, after, on)}
    expected = {(o.item.id, gone.get((o.item.id, o.agency), o.agency)) for o in obligations(register, plan, on) if o.agency}
    assert {(o.item.id, o.agency) for o in obligations(after, plan, on) if o.agency} == {one for one in expected if one[1]}
    if reporting == LISTED:
        lost = {one.from_ for one in lineage.moves(register, after, on) if not one.item}
        gained = {one.to for one in lineage.moves(register, after, on) if not one.item and one.to}
        assert set(filers(after, plan, on)) == (set(filers(register, plan, on)) - lost) | gained
