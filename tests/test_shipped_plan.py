"""The shipped plan holds the source character for character, and says who leads only as the words do."""

import re

import pytest

from conftest import ROOT
from kehoach_cli import rules, standing
from kehoach_cli.model import LEAD, SUPPORT, Register
from kehoach_cli.parse import Snapshot, parse

SOURCE = (ROOT / "tests/data/ke-hoach-38-ct-tw.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    paths = ["agencies.yaml", "plans/38-ct-tw/plan.yaml"]
    return Snapshot({path: (ROOT / path).read_bytes() for path in paths})


@pytest.fixture(scope="module")
def register(snapshot: Snapshot) -> Register:
    return parse(snapshot).register


def source_items() -> dict[str, str]:
    """The numbered and dashed paragraphs of Mục I to III, by the id their place gives them."""
    found: dict[str, str] = {}
    section = point = ""
    dash = 0
    body = SOURCE[SOURCE.index("I. MỤC ĐÍCH") : SOURCE.index("Nơi nhận:")]
    for line in (line.strip() for line in body.split("\n") if line.strip()):
        if heading := re.fullmatch(r"(I{1,3})\. (.*)", line):
            section, point = heading[1], ""
            found[section] = heading[2]
        elif numbered := re.fullmatch(r"(\d)\. (.*)", line):
            point, dash = numbered[1], 0
            found[f"{section}.{point}"] = numbered[2]
        else:
            dash += 1
            found[f"{section}.{point}-{dash}"] = line.removeprefix("- ")
    return found


def test_every_paragraph_is_there_character_for_character(register: Register) -> None:
    plan = register.plan_by_id["38-ct-tw"]
    assert {item.id: item.text or item.heading for item in plan.items} == source_items()
    assert [item.id for item in plan.items] == list(source_items())


def test_title_preamble_and_recipients_are_verbatim(register: Register) -> None:
    plan = register.plan_by_id["38-ct-tw"]
    lines = [line.strip() for line in SOURCE.split("\n")]
    assert plan.title in lines
    assert plan.preamble in lines
    assert [f"- {recipient}" for recipient in plan.recipients] == [line for line in lines[lines.index("Nơi nhận:") + 1 :] if line]


def test_leads_are_those_the_words_name(register: Register) -> None:
    plan = register.plan_by_id["38-ct-tw"]
    leads = {item.id: plan.lead_of(item) for item in plan.items if plan.is_task(item)}
    union = ("lien-hiep-huu-nghi",)
    assert len(leads) == 26
    assert sorted(item for item, lead in leads.items() if not lead) == [
        "II.1", "II.2", "II.2-1", "II.2-2", "II.2-3", "II.3", "II.3-3",
    ]  # fmt: skip
    assert sum(lead == union for lead in leads.values()) == 11
    assert {item: leads[item] for item in ("III.2", "III.3", "III.4", "III.5", "III.6", "III.7")} == {
        "III.2": ("so-noi-vu",),
        "III.3": ("so-thong-tin-truyen-thong",),
        "III.4": ("so-ngoai-vu",),
        "III.5": ("so-ke-hoach-dau-tu",),
        "III.6": ("uy-ban-nguoi-viet-nam-o-nuoc-ngoai",),
        "III.7": union,
    }
    assert plan.item_by_id["III.3"].support == ()
    assert [item.id for item in plan.items if item.id.startswith("I.") and plan.is_task(item)] == []


def test_the_plan_sets_no_absolute_deadline(register: Register) -> None:
    plan = register.plan_by_id["38-ct-tw"]
    assert [item.id for item in plan.items if item.due or (item.recurs and item.recurs.by)] == []


def test_it_has_no_errors_and_says_what_is_missing(snapshot: Snapshot) -> None:
    found = [(rules.severity(finding), finding.code, finding.facts["item"]) for finding in rules.check(snapshot)]
    assert found == [
        ("note", "KH306", "II.1"),
        ("note", "KH306", "II.2"),
        ("note", "KH306", "II.2-1"),
        ("note", "KH306", "II.2-2"),
        ("note", "KH306", "II.2-3"),
        ("warning", "KH305", "II.2-3"),
        ("note", "KH306", "II.3"),
        ("note", "KH306", "II.3-3"),
        ("note", "KH318", "III.1"),  # thành phố Thủ Đức, named alone, ended with the district level
    ]


def test_it_ships_without_progress_of_real_agencies() -> None:
    assert [path.name for path in (ROOT / "plans/38-ct-tw").iterdir()] == ["plan.yaml"]


def test_all_twenty_two_district_units_end_with_the_district_level(register: Register) -> None:
    units = [*register.group_by_id["ubnd-quan-huyen"].members, "ubnd-tp-thu-duc"]
    assert len(units) == 22
    assert {str(register.agency_by_id[unit].until) for unit in units} == {"2025-07-01"}


@pytest.mark.parametrize(
    ("day", "leads_now"),
    [
        ("2025-02-28", {"III.3": "so-thong-tin-truyen-thong", "III.5": "so-ke-hoach-dau-tu"}),
        ("2025-03-01", {"III.3": "so-khoa-hoc-cong-nghe", "III.5": "so-tai-chinh"}),
    ],
)
def test_obligations_pass_to_the_heirs_on_the_day_itself(register: Register, day: str, leads_now: dict[str, str]) -> None:
    plan = register.plan_by_id["38-ct-tw"]
    whole = standing.of_plan(register, plan, standing.date.fromisoformat(day))
    holders = {one.obligation.item.id: one.obligation.agency for one in whole.obligations if one.obligation.role == LEAD}
    assert {item: holders[item] for item in leads_now} == leads_now
    assert {one.obligation.role for one in whole.obligations} == {LEAD, SUPPORT}
