"""Who answers for an obligation on a day: agencies end and their obligations go on, by succession and by transfer."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import day, read, the_plan

from kehoach_cli import succession
from kehoach_cli.model import Agency, Item, Plan, Register, Reporting, Transfer
from kehoach_cli.succession import SUCCESSION, TRANSFER, Holding, Step

LAW = settings(deadline=None, max_examples=100, derandomize=True)

AGENCIES = """\
agencies:
  - {id: a, name: Sở A, until: 2024-03-01, successor: b, basis: Nghị quyết 1}
  - {id: b, name: Sở B, until: 2025-07-01, successor: c}
  - {id: c, name: Sở C, since: 2023-01-01}
  - {id: d, name: Sở D}
  - {id: dead, name: Sở đã giải thể, until: 2024-03-01}
  - {id: split, name: Sở chia tách, until: 2024-03-01, successor: [c, d]}
  - {id: young, name: Sở mới, since: 2025-07-01}
groups:
  - {id: all, name: các sở, members: [a, d, dead, young, inner]}
  - {id: inner, name: các sở khác, members: [c, all]}
"""
ITEM = "items:\n  - {id: I.1, text: Việc một., lead: [a]}\n"


def holder(plan: str, agency: str, on: str, agencies: str = AGENCIES, item: str = "I.1") -> Holding:
    register = read(agencies, plan)
    return succession.holder(register, the_plan(register), item, agency, day(on))


def held(plan: str, on: str, agencies: str = AGENCIES) -> list[tuple[str, str, str | None, str]]:
    register = read(agencies, plan)
    return [(o.item.id, o.role, o.agency, o.named) for o in succession.obligations(register, the_plan(register), day(on))]


def filers(plan: str, on: str, agencies: str = AGENCIES) -> dict[str, tuple[str, ...]]:
    register = read(agencies, plan)
    return succession.filers(register, the_plan(register), day(on))


# Succession

A_TO_B = Step(SUCCESSION, "a", "b", day("2024-03-01"), "Nghị quyết 1")
B_TO_C = Step(SUCCESSION, "b", "c", day("2025-07-01"), None)


@pytest.mark.parametrize(
    ("on", "holding"),
    [
        ("2024-02-29", Holding("a", ())),
        ("2024-03-01", Holding("b", (A_TO_B,))),
        ("2025-06-30", Holding("b", (A_TO_B,))),
        ("2025-07-01", Holding("c", (A_TO_B, B_TO_C))),
        ("2040-01-01", Holding("c", (A_TO_B, B_TO_C))),
    ],
)
def test_an_heir_holds_from_the_day_on_which_the_agency_no_longer_exists(on: str, holding: Holding) -> None:
    assert holder(ITEM, "a", on) == holding


def test_everyone_who_has_held_an_obligation_is_remembered() -> None:
    assert holder(ITEM, "a", "2026-01-01").agencies("a") == {"a", "b", "c"}
    assert holder(ITEM, "d", "2026-01-01").agencies("d") == {"d"}


def test_without_an_heir_an_obligation_is_orphaned_on_the_day_the_agency_ends() -> None:
    assert holder(ITEM, "dead", "2024-02-29") == Holding("dead", ())
    assert holder(ITEM, "dead", "2024-03-01") == Holding(None, (), day("2024-03-01"))


def test_several_heirs_and_no_word_on_who_takes_what_leave_an_orphan() -> None:
    assert holder(ITEM, "split", "2026-01-01") == Holding(None, (), day("2024-03-01"))


def test_an_orphan_at_the_end_of_a_chain_remembers_the_chain() -> None:
    agencies = AGENCIES.replace("until: 2025-07-01, successor: c", "until: 2025-07-01")
    assert holder(ITEM, "a", "2026-01-01", agencies) == Holding(None, (A_TO_B,), day("2025-07-01"))


def test_an_heir_that_ended_first_passes_on_at_once() -> None:
    agencies = AGENCIES.replace("until: 2025-07-01", "until: 2020-01-01")
    on_the_way = Step(SUCCESSION, "b", "c", day("2024-03-01"), None)
    assert holder(ITEM, "a", "2024-03-01", agencies) == Holding("c", (A_TO_B, on_the_way))


def test_an_heir_that_nobody_knows_is_no_heir() -> None:
    agencies = AGENCIES.replace("successor: b", "successor: unknown")
    assert holder(ITEM, "a", "2026-01-01", agencies) == Holding(None, (), day("2024-03-01"))


def test_agencies_that_inherit_from_each_other_end_in_an_orphan() -> None:
    circle = AGENCIES.replace("successor: c}", "successor: a}")
    assert holder(ITEM, "a", "2026-01-01", circle).agency is None
    assert holder(ITEM, "a", "2025-01-01", circle).agency == "b"


def test_an_agency_that_is_its_own_heir_ends_in_an_orphan() -> None:
    assert holder(ITEM, "a", "2026-01-01", AGENCIES.replace("successor: b", "successor: a")).agency is None


# Transfers


def with_transfers(*transfers: str) -> str:
    return "transfers:\n" + "".join(f"  - {{{one}}}\n" for one in transfers) + ITEM


def test_a_transfer_counts_on_its_own_day() -> None:
    plan = with_transfers("items: [I.1], from: d, to: c, date: 2025-01-10, basis: Công văn 5")
    assert holder(plan, "d", "2025-01-09") == Holding("d", ())
    assert holder(plan, "d", "2025-01-10") == Holding("c", (Step(TRANSFER, "d", "c", day("2025-01-10"), "Công văn 5"),))


def test_a_transfer_moves_only_the_items_it_names() -> None:
    plan = with_transfers("items: [I.2, I.3], from: d, to: c, date: 2025-01-10")
    assert [holder(plan, "d", "2026-01-01", item=item).agency for item in ("I.1", "I.2", "I.3")] == ["d", "c", "c"]


def test_a_transfer_moves_what_takes_its_lead_from_the_item_too() -> None:
    plan = """\
transfers:
  - {items: [I.1], from: d, to: c, date: 2025-01-10}
items:
  - {id: I.1, text: Việc một., lead: [d]}
  - {id: I.1-1, text: Việc nhỏ.}
  - {id: I.1-2, text: Việc nhỏ khác., lead: [d]}
"""
    assert [(item, agency) for item, _, agency, _ in held(plan, "2026-01-01")] == [("I.1", "c"), ("I.1-1", "c"), ("I.1-2", "d")]


def test_a_transfer_to_somebody_unknown_leaves_an_orphan() -> None:
    plan = with_transfers("items: [I.1], from: d, to: unknown, date: 2025-01-10")
    assert holder(plan, "d", "2026-01-01") == Holding(None, (), day("2025-01-10"))


def test_on_the_day_an_agency_ends_a_transfer_beats_its_heir() -> None:
    plan = with_transfers("items: [I.1], from: a, to: d, date: 2024-03-01")
    assert holder(plan, "a", "2024-03-01").agency == "d"
    assert holder(plan, "a", "2024-03-01", item="I.2").agency == "b"


def test_a_transfer_decides_where_several_heirs_do_not() -> None:
    plan = with_transfers("items: [I.1], from: split, to: d, date: 2024-03-01")
    assert holder(plan, "split", "2026-01-01").agency == "d"


def test_a_transfer_by_an_agency_that_has_ended_before_comes_too_late() -> None:
    plan = with_transfers("items: [I.1], from: a, to: d, date: 2024-03-02")
    assert holder(plan, "a", "2026-01-01").agency == "c"


def test_the_receiver_of_a_transfer_has_heirs_of_its_own() -> None:
    plan = with_transfers("items: [I.1], from: d, to: b, date: 2025-01-10")
    handed = Step(TRANSFER, "d", "b", day("2025-01-10"), None)
    assert holder(plan, "d", "2025-06-30") == Holding("b", (handed,))
    assert holder(plan, "d", "2025-07-01") == Holding("c", (handed, B_TO_C))


def test_a_receiver_that_has_ended_passes_on_at_once() -> None:
    plan = with_transfers("items: [I.1], from: d, to: b, date: 2025-08-01")
    on_the_way = Step(SUCCESSION, "b", "c", day("2025-08-01"), None)
    assert holder(plan, "d", "2025-08-01").steps[1] == on_the_way


def test_an_heir_may_hand_on_what_it_inherited() -> None:
    plan = with_transfers("items: [I.1], from: b, to: d, date: 2024-06-01")
    assert [holder(plan, "a", on).agency for on in ("2024-02-29", "2024-03-01", "2024-06-01")] == ["a", "b", "d"]


def test_what_an_heir_handed_over_before_it_inherited_is_something_else() -> None:
    plan = with_transfers("items: [I.1], from: b, to: d, date: 2023-06-01")
    assert holder(plan, "a", "2024-06-01").agency == "b"
    assert holder(plan, "b", "2024-06-01").agency == "d"


def test_transfers_there_and_back_end_with_the_last_one() -> None:
    plan = with_transfers(
        "items: [I.1], from: c, to: d, date: 2025-01-01",
        "items: [I.1], from: d, to: c, date: 2025-02-01",
        "items: [I.1], from: c, to: d, date: 2025-03-01",
    )
    assert [holder(plan, "c", on).agency for on in ("2024-12-31", "2025-01-31", "2025-02-28", "2025-12-31")] == [
        "c",
        "d",
        "c",
        "d",
    ]


def test_transfers_there_and_back_on_one_day_come_to_an_end() -> None:
    plan = with_transfers("items: [I.1], from: c, to: d, date: 2025-01-01", "items: [I.1], from: d, to: c, date: 2025-01-01")
    assert holder(plan, "c", "2025-01-01").agency == "d"


def test_an_heir_may_hand_on_what_it_inherits_on_the_very_day() -> None:
    plan = with_transfers("items: [I.1], from: b, to: d, date: 2024-03-01")
    handed = Step(TRANSFER, "b", "d", day("2024-03-01"), None)
    assert holder(plan, "a", "2024-03-01") == Holding("d", (A_TO_B, handed))
    assert holder(plan, "a", "2030-01-01") == Holding("d", (A_TO_B, handed))


def test_an_orphan_finds_a_new_holder_by_a_later_transfer() -> None:
    plan = with_transfers("items: [I.1], from: dead, to: d, date: 2025-01-01, basis: Công văn 8")
    assert holder(plan, "dead", "2024-12-31") == Holding(None, (), day("2024-03-01"))
    assert holder(plan, "dead", "2025-01-01") == Holding("d", (Step(TRANSFER, "dead", "d", day("2025-01-01"), "Công văn 8"),))


def test_the_day_on_which_a_receiver_that_had_ended_passed_on_does_not_depend_on_the_day_asked_about() -> None:
    plan = with_transfers("items: [I.1], from: d, to: b, date: 2025-08-01")
    steps = holder(plan, "d", "2025-08-01").steps
    assert all(holder(plan, "d", on).steps == steps for on in ("2025-08-02", "2030-01-01"))


# Heirs


@pytest.mark.parametrize(
    ("agency", "on", "heirs"),
    [
        ("a", "2024-02-29", ("a",)),
        ("a", "2024-03-01", ("b",)),
        ("a", "2025-07-01", ("c",)),
        ("split", "2024-03-01", ("c", "d")),
        ("dead", "2024-03-01", ()),
        ("young", "2025-06-30", ()),
        ("stranger", "2025-06-30", ()),
    ],
)
def test_an_agency_is_continued_by_itself_or_its_heirs(agency: str, on: str, heirs: tuple[str, ...]) -> None:
    assert succession.heirs(read(AGENCIES, ITEM), agency, day(on)) == heirs


def test_agencies_that_inherit_from_each_other_have_no_heirs() -> None:
    circle = AGENCIES.replace("until: 2025-07-01, successor: c}", "until: 2025-07-01, successor: a}")
    assert succession.heirs(read(circle, ITEM), "a", day("2026-01-01")) == ()


# Obligations


def test_a_member_of_a_group_that_was_split_leaves_an_orphan_unless_an_heir_is_in_the_group() -> None:
    plan = "items:\n  - {id: I.1, text: Việc một., lead: [parts]}\n"
    group = "  - {id: parts, name: các phần, members: [split%s]}\n"
    assert held(plan, "2024-02-29", AGENCIES + group % "") == [("I.1", "lead", "split", "split")]
    assert held(plan, "2024-03-01", AGENCIES + group % "") == [("I.1", "lead", None, "split")]
    assert held(plan, "2024-03-01", AGENCIES + group % ", d") == [("I.1", "lead", "d", "d")]


def test_an_amended_item_is_held_as_it_reads_on_the_day() -> None:
    plan = """\
items:
  - {id: I.1, text: Lời cũ., lead: [d], until: 2025-01-01}
  - {id: I.1, text: Lời mới., lead: [c], support: [d], since: 2025-01-01}
"""
    assert held(plan, "2024-12-31") == [("I.1", "lead", "d", "d")]
    assert held(plan, "2025-01-01") == [("I.1", "lead", "c", "c"), ("I.1", "support", "d", "d")]


def test_a_group_fans_out_to_its_members_of_the_day_and_to_the_heirs_of_the_others() -> None:
    plan = "items:\n  - {id: I.1, text: Việc một., support: [all]}\n"
    assert held(plan, "2024-02-29") == [("I.1", "support", agency, agency) for agency in ("a", "d", "dead", "c")]
    assert held(plan, "2024-03-01") == [
        ("I.1", "support", "b", "a"),
        ("I.1", "support", "d", "d"),
        ("I.1", "support", "c", "c"),
    ]
    assert held(plan, "2025-07-01") == [
        ("I.1", "support", "c", "c"),
        ("I.1", "support", "d", "d"),
        ("I.1", "support", "young", "young"),
    ]


def test_a_named_agency_that_ended_without_an_heir_leaves_an_orphan_and_a_member_leaves_nothing() -> None:
    plan = "items:\n  - {id: I.1, text: Việc một., lead: [dead]}\n  - {id: I.2, text: Việc hai., lead: [all]}\n"
    assert held(plan, "2024-03-01") == [
        ("I.1", "lead", None, "dead"),
        ("I.2", "lead", "b", "a"),
        ("I.2", "lead", "d", "d"),
        ("I.2", "lead", "c", "c"),
    ]


def test_several_orphans_of_one_item_are_told_apart() -> None:
    plan = "items:\n  - {id: I.1, text: Việc một., lead: [dead, split]}\n"
    assert held(plan, "2026-01-01") == [("I.1", "lead", None, "dead"), ("I.1", "lead", None, "split")]


def test_the_words_of_the_plan_are_kept_beside_the_agency() -> None:
    register = read(AGENCIES, "items:\n  - {id: I.1, text: Việc một., lead: [d], support: [inner]}\n")
    found = list(succession.obligations(register, the_plan(register), day("2024-01-01")))
    assert [(o.agency, o.party) for o in found] == [("d", "d"), ("c", "inner"), ("a", "inner"), ("dead", "inner")]


def test_who_leads_an_item_does_not_support_it_as_well() -> None:
    plan = "items:\n  - {id: I.1, text: Việc một., lead: [d], support: [all, d, c]}\n"
    assert held(plan, "2026-01-01") == [
        ("I.1", "lead", "d", "d"),
        ("I.1", "support", "c", "c"),
        ("I.1", "support", "young", "young"),
    ]


def test_when_two_leads_have_merged_their_heir_leads_once() -> None:
    plan = "items:\n  - {id: I.1, text: Việc một., lead: [a, b, c]}\n"
    assert [agency for _, _, agency, _ in held(plan, "2024-01-01")] == ["a", "b", "c"]
    assert [agency for _, _, agency, _ in held(plan, "2024-06-01")] == ["b", "c"]
    assert [agency for _, _, agency, _ in held(plan, "2026-01-01")] == ["c"]


@pytest.mark.parametrize("lead", ["[a, c]", "[c, a]", "[a, inner]"])
def test_an_agency_holds_in_its_own_name_before_an_heirs_whatever_the_order(lead: str) -> None:
    register = read(AGENCIES, f"items:\n  - {{id: I.1, text: Việc một., lead: {lead}}}\n")
    (found,) = [o for o in succession.obligations(register, the_plan(register), day("2026-01-01")) if o.agency == "c"]
    assert (found.named, found.holding.steps, found.holders) == ("c", (), frozenset("abc"))


def test_who_leads_by_inheritance_does_not_support_in_its_own_name() -> None:
    register = read(AGENCIES, "items:\n  - {id: I.1, text: Việc một., lead: [a], support: [c, d]}\n")
    found = list(succession.obligations(register, the_plan(register), day("2026-01-01")))
    assert [(o.role, o.agency, o.named) for o in found] == [("lead", "c", "a"), ("support", "d", "d")]
    assert found[0].holders == {"a", "b", "c"}


def test_a_party_that_nobody_knows_holds_nothing() -> None:
    assert held("items:\n  - {id: I.1, text: Việc một., lead: [stranger, d]}\n", "2026-01-01") == [("I.1", "lead", "d", "d")]


def test_an_item_takes_the_lead_of_the_nearest_one_above() -> None:
    plan = """\
items:
  - {id: I, heading: PHẦN MỘT, lead: [c]}
  - {id: I.1, text: Việc một.}
  - {id: I.1-1, text: Việc nhỏ., lead: [d]}
  - {id: I.1-2, text: Việc nhỏ nữa.}
  - {id: I.2, text: Việc không giao ai., lead: []}
  - {id: I.2-1, text: Việc nhỏ không giao ai.}
  - {id: II.1, text: Việc không có mục cha.}
"""
    leads = [(item, agency) for item, _, agency, _ in held(plan, "2026-01-01")]
    assert leads == [("I", "c"), ("I.1", "c"), ("I.1-1", "d"), ("I.1-2", "c")]


def test_an_item_counts_from_since_to_the_day_before_until() -> None:
    plan = "items:\n  - {id: I.1, text: Việc một., lead: [d], since: 2025-01-01, until: 2026-01-01}\n"
    counted = [on for on in ("2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01") if held(plan, on)]
    assert counted == ["2025-01-01", "2025-12-31"]


def test_a_plan_assigns_nothing_before_the_day_it_was_issued() -> None:
    plan = "issued: 2025-01-01\nitems:\n  - {id: I.1, text: Việc một., lead: [d]}\n"
    assert (held(plan, "2024-12-31"), len(held(plan, "2025-01-01"))) == ([], 1)


def test_what_assigns_no_work_is_no_task() -> None:
    plan = """\
items:
  - {id: I, heading: MỤC ĐÍCH, task: false}
  - {id: I.1, text: Quán triệt Chỉ thị., lead: [d]}
  - {id: I.1-1, text: Một việc thật., task: true, lead: [d]}
  - {id: II, heading: NHIỆM VỤ}
  - {id: II.1, text: Không giao ai.}
"""
    register = read(AGENCIES, plan)
    assert [item.id for item in succession.tasks(the_plan(register), day("2026-01-01"))] == ["I.1-1", "II.1"]
    assert held(plan, "2026-01-01") == [("I.1-1", "lead", "d", "d")]


# Filers

REPORTING = "reporting: {every: year, first: 2021%s}\n"
FILED_ITEMS = """\
items:
  - {id: I.1, text: Việc một., lead: [a], support: [d]}
  - {id: I.2, text: Việc hai., lead: [c], support: [dead]}
"""


def test_without_a_list_every_agency_with_an_obligation_files() -> None:
    plan = REPORTING % "" + FILED_ITEMS
    assert filers(plan, "2024-02-29") == {"a": (), "d": (), "c": (), "dead": ()}
    assert filers(plan, "2024-03-01") == {"b": ("a",), "d": (), "c": ()}
    assert filers(plan, "2025-07-01") == {"c": ("a", "b"), "d": ()}


def test_without_a_list_whatever_came_to_an_agency_counts_not_only_its_first_item() -> None:
    plan = REPORTING % "" + "items:\n  - {id: I.1, text: Việc., lead: [b]}\n  - {id: I.2, text: Việc., lead: [a]}\n"
    assert filers(plan, "2024-03-01") == {"b": ("a",)}


def test_with_a_list_those_on_it_file_after_succession() -> None:
    plan = REPORTING % ", filers: [d, a, dead, young]" + FILED_ITEMS
    assert filers(plan, "2024-02-29") == {"d": (), "a": (), "dead": ()}
    assert filers(plan, "2024-03-01") == {"d": (), "b": ("a",)}
    assert filers(plan, "2025-07-01") == {"d": (), "c": ("a", "b"), "young": ()}  # every link of the chain


def test_an_heir_files_once_for_all_it_inherits_and_for_itself() -> None:
    plan = REPORTING % ", filers: [a, b, c]" + FILED_ITEMS
    assert filers(plan, "2024-02-29") == {"a": (), "b": (), "c": ()}
    assert filers(plan, "2025-07-01") == {"c": ("a", "b")}


def test_after_a_split_each_heir_files() -> None:
    plan = REPORTING % ", filers: [split, c]" + FILED_ITEMS
    assert filers(plan, "2024-02-29") == {"split": (), "c": ()}
    assert filers(plan, "2024-03-01") == {"c": ("split",), "d": ("split",)}


def test_an_agency_named_alone_and_in_a_group_is_inherited_from_once() -> None:
    plan = REPORTING % ", filers: [a, all]" + FILED_ITEMS
    assert filers(plan, "2024-03-01")["b"] == ("a",)


def test_without_a_duty_to_report_nobody_files() -> None:
    assert filers(FILED_ITEMS, "2024-02-29") == {}


# Laws

FIRST = date(2020, 1, 1)


LAST = 20
SOME_DAYS = st.integers(0, LAST).map(lambda days: FIRST + timedelta(days=days))
ANY_DAY = st.integers(-1, LAST + 1).map(lambda days: FIRST + timedelta(days=days))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Agency, ...]:
    """Agencies 0 to n; each may end on some day, and then has no heir, one or several with greater numbers: renames, mergers,
    splits and abolitions, without circles."""
    count = draw(st.integers(1, 8))
    agencies = []
    for number in range(count):
        until = draw(st.none() | SOME_DAYS)
        later = [str(one) for one in range(number + 1, count)]
        heirs = draw(st.lists(st.sampled_from(later), max_size=3, unique=True)) if until and later else []
        agencies.append(Agency(str(number), f"Sở {number}", until=until, successor=tuple(heirs)))
    return tuple(agencies)


@st.composite
def handed_over(draw: st.DrawFn) -> tuple[Register, Plan]:
    """A history and a plan with one item for each agency, some of which are handed over on days of their own."""
    agencies = draw(histories())
    ids = st.sampled_from([agency.id for agency in agencies])
    transfer = st.builds(lambda item, from_, to, on: Transfer((f"I.{item}",), from_, to, on), ids, ids, ids, SOME_DAYS)
    items = tuple(Item(f"I.{agency.id}", text="Việc.", lead=(agency.id,)) for agency in agencies)
    transfers = tuple(draw(st.lists(transfer, max_size=6)))
    plan = Plan(id="kh", title="", items=items, item_by_id={item.id: item for item in items}, transfers=transfers)
    return Register(agencies=agencies, agency_by_id={agency.id: agency for agency in agencies}, plans=(plan,)), plan


def plain_holder(by_id: dict[str, Agency], agency: str, on: date) -> str | None:
    one = by_id[agency]
    if one.valid_on(on):
        return agency
    return plain_holder(by_id, one.successor[0], on) if len(one.successor) == 1 else None


@LAW
@given(histories(), ANY_DAY)
def test_on_every_day_an_obligation_has_exactly_one_living_holder_or_is_an_orphan(agencies: tuple[Agency, ...], on: date) -> None:
    by_id = {agency.id: agency for agency in agencies}
    items = tuple(Item(f"I.{agency.id}", text="Việc.", lead=(agency.id,)) for agency in agencies)
    plan = Plan(id="kh", title="", items=items, item_by_id={item.id: item for item in items})
    register = Register(agencies=agencies, agency_by_id=by_id, plans=(plan,))
    found = [(o.item.id, o.agency) for o in succession.obligations(register, plan, on)]
    assert found == [(f"I.{agency.id}", plain_holder(by_id, agency.id, on)) for agency in agencies]
    assert all(holder is None or by_id[holder].valid_on(on) for _, holder in found)


@LAW
@given(handed_over(), ANY_DAY)
def test_whatever_was_handed_over_an_item_has_one_living_holder_or_is_an_orphan(world: tuple[Register, Plan], on: date) -> None:
    register, plan = world
    found = list(succession.obligations(register, plan, on))
    assert [o.item.id for o in found] == [item.id for item in plan.items]
    assert all(o.agency is None or register.agency_by_id[o.agency].valid_on(on) for o in found)


@LAW
@given(handed_over(), ANY_DAY, ANY_DAY)
def test_what_came_to_pass_by_a_day_stays_whatever_comes_later(world: tuple[Register, Plan], one: date, other: date) -> None:
    register, plan = world
    first, last = min(one, other), max(one, other)
    for item in plan.items:
        named = item.id.removeprefix("I.")
        before = succession.holder(register, plan, item.id, named, first)
        after = succession.holder(register, plan, item.id, named, last)
        assert after.steps[: len(before.steps)] == before.steps
        assert all(step.date > first for step in after.steps[len(before.steps) :])


@LAW
@given(histories(), ANY_DAY)
def test_everyone_who_must_file_is_alive_and_nobody_is_forgotten(agencies: tuple[Agency, ...], on: date) -> None:
    reporting = Reporting("year", filers=tuple(agency.id for agency in agencies))
    register = Register(agencies=agencies, agency_by_id={agency.id: agency for agency in agencies})
    expected = succession.filers(register, Plan(id="kh", title="", reporting=reporting), on)
    assert set(expected) == {agency.id for agency in agencies if agency.valid_on(on)}


@LAW
@given(histories(), ANY_DAY)
def test_the_steps_of_a_holding_lead_from_the_named_agency_to_the_holder_in_order_of_time(
    agencies: tuple[Agency, ...], on: date
) -> None:
    register = Register(agencies=agencies, agency_by_id={agency.id: agency for agency in agencies})
    for agency in agencies:
        holding = succession.holder(register, Plan(id="kh", title=""), "I.1", agency.id, on)
        chain = [agency.id, *(step.to for step in holding.steps)]
        assert [step.from_ for step in holding.steps] == chain[:-1]
        assert holding.agency in (chain[-1], None)
        days = [step.date for step in holding.steps]
        assert days == sorted(days)
        assert all(moment <= on for moment in days)


def test_splits_upon_splits_are_followed_once_for_each_agency() -> None:
    """Each was split among two others: to follow every way would take longer than anybody lives."""
    ended = [
        Agency(f"s{n}", f"Sở {n}", until=date(2020, 1, 1) + timedelta(n), successor=(f"s{n + 1}", f"s{n + 2}")) for n in range(90)
    ]
    living = [Agency(f"s{n}", f"Sở {n}") for n in (90, 91)]
    register = Register(agency_by_id={one.id: one for one in (*ended, *living)})
    assert succession.heirs(register, "s0", date(2026, 1, 1)) == ("s90", "s91")
    assert succession.heirs(register, "s89", date(2026, 1, 1)) == ("s90", "s91")
