"""Finding what a person meant: by any name an agency has, in any spelling; a guess is told, never taken."""

import unicodedata

import pytest
from world import read

from kehoach_cli import lookup
from kehoach_cli.model import Item, Plan, Register
from kehoach_cli.trouble import WRONG_USE, Trouble

AGENCIES = """\
agencies:
  - {id: so-noi-vu, name: Sở Nội vụ, abbreviation: SNV}
  - {id: so-ngoai-vu, name: Sở Ngoại vụ, abbreviation: SNgV, aliases: [Ngoại vụ]}
  - {id: so-khdt, name: Sở Kế hoạch và Đầu tư, aliases: [Sở KH&ĐT]}
  - {id: ubnd, name: Ủy ban nhân dân Thành phố}
  - {id: van-hoa, name: Sở Văn hóa, abbreviation: SVH}
  - {id: y-te, name: Sở Y tế, abbreviation: SYT}
  - {id: y-te-cu, name: Sở Ý tế, abbreviation: SYT}
  - {id: quan-1, name: Quận 1, aliases: [Q1]}
  - {id: q1, name: Phường Quận Một}
"""
REGISTER = read(AGENCIES, "items: []\n")


def trouble(key: str, **facts: str) -> tuple[str, int, dict[str, str]]:
    return key, WRONG_USE, facts


def told(caught: pytest.ExceptionInfo[Trouble]) -> tuple[str, int, dict[str, str]]:
    return caught.value.key, caught.value.exit_code, caught.value.facts


# Agencies


@pytest.mark.parametrize(
    ("typed", "agency"),
    [
        pytest.param("so-noi-vu", "so-noi-vu", id="id"),
        pytest.param(" so-noi-vu ", "so-noi-vu", id="id with spaces around"),
        pytest.param("SO-NOI-VU", "so-noi-vu", id="id in capitals"),
        pytest.param("SNV", "so-noi-vu", id="abbreviation"),
        pytest.param("snv", "so-noi-vu", id="abbreviation in small letters"),
        pytest.param("sngv", "so-ngoai-vu", id="another abbreviation"),
        pytest.param("Sở Nội vụ", "so-noi-vu", id="name"),
        pytest.param("SỞ  NỘI VỤ", "so-noi-vu", id="name in capitals"),
        pytest.param(unicodedata.normalize("NFD", "Sở Nội vụ"), "so-noi-vu", id="decomposed name"),
        pytest.param("Ngoại vụ", "so-ngoai-vu", id="alias"),
        pytest.param("sở kh&đt", "so-khdt", id="alias with signs"),
        pytest.param("so noi vu", "so-noi-vu", id="no diacritics"),
        pytest.param("so ke hoach va dau tu", "so-khdt", id="no diacritics, d for đ"),
        pytest.param("so kh đt", "so-khdt", id="alias without signs"),
        pytest.param("Uỷ ban nhân dân thành phố", "ubnd", id="other place of the tone"),
        pytest.param("Sở Văn hoá", "van-hoa", id="other place of the tone at the end"),
        pytest.param("Sở Y tế", "y-te", id="diacritics tell two apart"),
        pytest.param("Sở Ý tế", "y-te-cu", id="diacritics tell the other apart"),
        pytest.param("q1", "q1", id="an id comes before an alias"),
    ],
)
def test_an_agency_is_found_by_whatever_it_is_called(typed: str, agency: str) -> None:
    assert lookup.agency(REGISTER, typed).id == agency


@pytest.mark.parametrize("typed", ["SYT", "so y te"])
def test_a_name_that_two_agencies_share_is_refused_with_both(typed: str) -> None:
    with pytest.raises(Trouble) as caught:
        lookup.agency(REGISTER, typed)
    assert told(caught) == trouble("ambiguous-agency", typed=typed, candidates="y-te (Sở Y tế), y-te-cu (Sở Ý tế)")


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [("Sở Nội vụu", "so-noi-vu (Sở Nội vụ)"), ("so ngoai v", "so-ngoai-vu (Sở Ngoại vụ)"), ("Bộ Quốc phòng", ""), ("", "")],
)
def test_a_name_that_nobody_has_is_refused_with_the_nearest(typed: str, suggestion: str) -> None:
    with pytest.raises(Trouble) as caught:
        lookup.agency(REGISTER, typed)
    assert told(caught) == trouble("unknown-agency", typed=typed, suggestion=suggestion)


def test_a_part_of_a_name_is_no_name() -> None:
    with pytest.raises(Trouble, match="unknown-agency"):
        lookup.agency(REGISTER, "Ủy ban")


# Plans and items


def plan(plan_id: str, *items: str) -> Plan:
    return Plan(id=plan_id, title="Kế hoạch", items=tuple(Item(item) for item in items))


ONE = Register(plans=(plan("38-ct-tw", "II.1", "II.1-1", "III.2"),))
TWO = Register(plans=(*ONE.plans, plan("12-ct-tw", "I.1")))


@pytest.mark.parametrize("typed", ["38-ct-tw", "38-CT-TW", None])
def test_a_plan_is_found_in_any_case_and_the_only_one_without_a_name(typed: str | None) -> None:
    assert lookup.plan(ONE, typed) == ONE.plans[0]


@pytest.mark.parametrize(
    ("register", "typed", "key", "facts"),
    [
        pytest.param(
            TWO,
            None,
            "which-plan",
            {"plans": "38-ct-tw, 12-ct-tw", "more": "", "example": "38-ct-tw"},
            id="several to choose from",
        ),
        pytest.param(Register(), None, "no-plan", {}, id="none"),
        pytest.param(TWO, "38-ct-tww", "unknown-plan", {"typed": "38-ct-tww", "suggestion": "38-ct-tw"}, id="nearly"),
        pytest.param(TWO, "xyz", "unknown-plan", {"typed": "xyz", "suggestion": "38-ct-tw, 12-ct-tw"}, id="not at all"),
        pytest.param(Register(), "xyz", "unknown-plan", {"typed": "xyz", "suggestion": ""}, id="nothing to choose from"),
    ],
)
def test_a_plan_that_is_not_clear_is_refused(register: Register, typed: str | None, key: str, facts: dict[str, str]) -> None:
    with pytest.raises(Trouble) as caught:
        lookup.plan(register, typed)
    assert told(caught) == trouble(key, **facts)


@pytest.mark.parametrize(
    ("typed", "plan_id", "item"),
    [
        ("38-ct-tw/III.2", "38-ct-tw", "III.2"),
        ("38-CT-TW/iii.2", "38-ct-tw", "III.2"),
        ("38-ct-tw/ii.1-1", "38-ct-tw", "II.1-1"),
        ("12-ct-tw/i.1", "12-ct-tw", "I.1"),
    ],
)
def test_an_item_is_found_in_any_case_and_named_as_the_plan_writes_it(typed: str, plan_id: str, item: str) -> None:
    found, found_item = lookup.plan_and_item(TWO, typed)
    assert (found.id, found_item) == (plan_id, item)


def test_where_there_is_one_plan_its_name_may_be_left_out() -> None:
    assert lookup.plan_and_item(ONE, "iii.2") == (ONE.plans[0], "III.2")


def test_where_there_are_several_plans_the_name_may_not_be_left_out_and_the_one_that_has_the_item_is_named() -> None:
    with pytest.raises(Trouble) as caught:
        lookup.plan_and_item(TWO, "iii.2")
    assert told(caught) == trouble("which-plan", plans="38-ct-tw/III.2", more="", example="38-ct-tw/III.2")


def test_of_many_plans_the_first_are_named_and_how_many_more_there_are() -> None:
    many = Register(plans=tuple(plan(f"kh-{number}", "I.1") for number in range(1, 31)))
    with pytest.raises(Trouble) as caught:
        lookup.plan_and_item(many, "I.1")
    named = ", ".join(f"kh-{number}/I.1" for number in range(1, 11))
    assert told(caught) == trouble("which-plan", plans=named, more="20", example="kh-1/I.1")


@pytest.mark.parametrize(("typed", "suggestion"), [("III.22", "III.2"), ("II.1.1", "II.1-1"), ("xyz", "")])
def test_an_item_that_the_plan_does_not_have_is_refused_with_the_nearest(typed: str, suggestion: str) -> None:
    with pytest.raises(Trouble) as caught:
        lookup.plan_and_item(ONE, f"38-ct-tw/{typed}")
    assert told(caught) == trouble("unknown-item", typed=typed, plan="38-ct-tw", suggestion=suggestion)
