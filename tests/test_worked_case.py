"""The worked case of docs/organisations.md: the shipped plan from 2021 to 2026, through the mergers of March 2025, the split by
function of one department and the end of the district level in July 2025. The register of every year is listed by hand."""

from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT, Program
from kehoach_cli import filings, periods, rules, succession
from kehoach_cli.findings import Finding
from kehoach_cli.model import Plan, Register
from kehoach_cli.parse import AGENCIES_PATH, Snapshot, parse
from kehoach_cli.succession import SUCCESSION, TRANSFER

PLAN_PATH = "plans/38-ct-tw/plan.yaml"

# The departments the repository knows of before 2025 (the list of 26 was not found), and the union of friendship.
DEPARTMENTS_UNTIL_2024 = {
    "so-noi-vu": (),
    "so-tai-chinh": (),
    "so-ke-hoach-dau-tu": (),
    "so-khoa-hoc-cong-nghe": (),
    "so-thong-tin-truyen-thong": (),
    "so-lao-dong-thuong-binh-xa-hoi": (),
    "so-ngoai-vu": (),
    "uy-ban-nguoi-viet-nam-o-nuoc-ngoai": (),
    "lien-hiep-huu-nghi": (),
}
DISTRICTS = {
    "ubnd-tp-thu-duc": (),
    **{f"ubnd-quan-{number}": () for number in (1, 3, 4, 5, 6, 7, 8, 10, 11, 12)},
    **{f"ubnd-quan-{name}": () for name in ("binh-tan", "binh-thanh", "go-vap", "phu-nhuan", "tan-binh", "tan-phu")},
    **{f"ubnd-huyen-{name}": () for name in ("binh-chanh", "can-gio", "cu-chi", "hoc-mon", "nha-be")},
}
FROM_2025 = {
    "van-phong-ubnd-tphcm": (),
    "so-noi-vu": ("so-lao-dong-thuong-binh-xa-hoi",),
    "so-tu-phap": (),
    "so-tai-chinh": ("so-ke-hoach-dau-tu",),
    "thanh-tra-tphcm": (),
    "so-xay-dung": (),
    "so-nong-nghiep-moi-truong": (),
    "so-giao-duc-dao-tao": (),
    "so-y-te": (),
    "so-an-toan-thuc-pham": (),
    "so-cong-thuong": (),
    "so-khoa-hoc-cong-nghe": ("so-thong-tin-truyen-thong",),
    "so-van-hoa-the-thao": (),
    "so-du-lich": (),
    "so-dan-toc-ton-giao": (),
    "so-ngoai-vu": (),
    "uy-ban-nguoi-viet-nam-o-nuoc-ngoai": (),
    "lien-hiep-huu-nghi": (),
}
UNTIL_2024 = DEPARTMENTS_UNTIL_2024 | DISTRICTS
REGISTER = {
    "2021": UNTIL_2024,
    "2022": UNTIL_2024,
    "2023": UNTIL_2024,
    "2024": UNTIL_2024,
    "2025": FROM_2025,
    "2026": FROM_2025,
}


def read_files() -> dict[str, bytes]:
    return {path: (ROOT / path).read_bytes() for path in (AGENCIES_PATH, PLAN_PATH)}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return read_files()


@pytest.fixture(scope="module")
def register(files: dict[str, bytes]) -> Register:
    return parse(Snapshot(files)).register


def the_plan(register: Register) -> Plan:
    return register.plan_by_id["38-ct-tw"]


def leads(register: Register, item: str, on: str) -> list[tuple[str | None, str]]:
    """Who holds the lead of an item on a day, and whom the plan named."""
    found = succession.obligations(register, the_plan(register), date.fromisoformat(on))
    return [(o.agency, o.named) for o in found if o.item.id == item and o.role == "lead"]


@pytest.mark.parametrize("year", REGISTER)
def test_the_register_of_a_year_is_the_one_listed_by_hand(year: str, register: Register) -> None:
    plan = the_plan(register)
    assert plan.reporting is not None
    period = periods.period(plan.reporting, year)
    found = filings.filings(register, plan, period, date(2026, 11, 23))
    assert {one.agency: one.inherited_from for one in found} == REGISTER[year]


def test_everyone_of_the_twenty_two_district_units_filed_until_2024_and_none_after(register: Register) -> None:
    assert len(DISTRICTS) == 22
    units = set(DISTRICTS)
    assert [len(units & set(expected)) for expected in REGISTER.values()] == [22, 22, 22, 22, 0, 0]


@pytest.mark.parametrize(
    ("item", "before", "after"),
    [
        ("III.2", "so-noi-vu", "so-noi-vu"),
        ("III.3", "so-thong-tin-truyen-thong", "so-khoa-hoc-cong-nghe"),
        ("III.4", "so-ngoai-vu", "so-ngoai-vu"),
        ("III.5", "so-ke-hoach-dau-tu", "so-tai-chinh"),
        ("III.6", "uy-ban-nguoi-viet-nam-o-nuoc-ngoai", "uy-ban-nguoi-viet-nam-o-nuoc-ngoai"),
        ("III.7", "lien-hiep-huu-nghi", "lien-hiep-huu-nghi"),
    ],
)
def test_each_of_the_six_leads_is_held_by_one_agency_on_every_day(item: str, before: str, after: str, register: Register) -> None:
    assert leads(register, item, "2021-08-15") == leads(register, item, "2025-02-28") == [(before, before)]
    assert leads(register, item, "2025-03-01") == leads(register, item, "2026-11-23") == [(after, before)]


def test_the_split_by_function_moves_no_item_because_no_document_says_that_it_does(register: Register) -> None:
    """The committee on religion went from Sở Nội vụ to Sở Dân tộc và Tôn giáo; no item of the plan speaks of religion."""
    today = date(2026, 11, 23)
    inherited = [
        o
        for o in succession.obligations(register, the_plan(register), today)
        if o.agency == "so-dan-toc-ton-giao" and o.holding.steps
    ]
    assert inherited == []
    assert leads(register, "III.2", "2026-11-23") == [("so-noi-vu", "so-noi-vu")]


def test_if_a_document_gave_an_item_to_the_new_department_one_line_would_move_it_and_only_it(files: dict[str, bytes]) -> None:
    """A supposition of this test, not a fact: what such a document would take."""
    line = (
        "transfers:\n  - {items: [III.2], from: so-noi-vu, to: so-dan-toc-ton-giao, date: 2025-03-01, basis: Giả định}\nitems:\n"
    )
    supposed = {**files, PLAN_PATH: files[PLAN_PATH].replace(b"\nitems:\n", f"\n{line}".encode(), 1)}
    before, after = (parse(Snapshot(one)).register for one in (files, supposed))
    on = date(2025, 3, 1)
    held = [{(o.item.id, o.role, o.agency) for o in succession.obligations(r, the_plan(r), on)} for r in (before, after)]
    assert held[0] - held[1] == {("III.2", "lead", "so-noi-vu"), ("III.2", "support", "so-dan-toc-ton-giao")}
    assert held[1] - held[0] == {("III.2", "lead", "so-dan-toc-ton-giao")}
    (holding,) = [
        o.holding for o in succession.obligations(after, the_plan(after), on) if o.item.id == "III.2" and o.role == "lead"
    ]
    assert [(step.kind, step.basis) for step in holding.steps] == [(TRANSFER, "Giả định")]
    assert brought(files, supposed) == []


def test_the_end_of_the_district_level_leaves_a_group_with_nobody_and_one_orphan(register: Register) -> None:
    before, after = (
        [o for o in succession.obligations(register, the_plan(register), date.fromisoformat(on)) if o.item.id == "III.1"]
        for on in ("2025-06-30", "2025-07-01")
    )
    assert {o.agency for o in before if o.named in DISTRICTS} == set(DISTRICTS)
    assert [(o.agency, o.named) for o in after if o.named in DISTRICTS] == [(None, "ubnd-tp-thu-duc")]


def test_the_chain_behind_an_inherited_item_has_its_day_and_its_document(register: Register) -> None:
    holding = succession.holder(register, the_plan(register), "III.5", "so-ke-hoach-dau-tu", date(2026, 11, 23))
    (step,) = holding.steps
    assert (step.kind, step.from_, step.to, step.date) == (
        *(SUCCESSION, "so-ke-hoach-dau-tu", "so-tai-chinh"),
        date(2025, 3, 1),
    )
    assert "ngày 20/02/2025" in (step.basis or "")


# A pull request that only closes an agency


def brought(before: dict[str, bytes], after: dict[str, bytes]) -> list[Finding]:
    known = {(one.code, one.path, tuple(sorted(one.facts.items()))) for one in rules.check(Snapshot(before))}
    return [one for one in rules.check(Snapshot(after)) if (one.code, one.path, tuple(sorted(one.facts.items()))) not in known]


def closed(files: dict[str, bytes], agency: str, more: str) -> dict[str, bytes]:
    """The files with an end to one agency, as a reviewer would see it: a few lines in one file."""
    lines = files[AGENCIES_PATH].decode().split("\n")
    start = lines.index(f"  - id: {agency}")
    end = next(n for n in range(start + 1, len(lines)) if not lines[n].startswith("    "))
    kept = [line for line in lines[start:end] if not line.startswith(("    until:", "    successor:"))]
    at = next((n for n, line in enumerate(kept) if line.startswith(("    basis:", "    note:"))), len(kept))
    basis = [] if any(line.startswith("    basis:") for line in kept) else ["    basis: Quyết định giả định của bài kiểm tra"]
    return {**files, AGENCIES_PATH: "\n".join([*lines[:start], *kept[:at], more, *basis, *kept[at:], *lines[end:]]).encode()}


def sample_files() -> dict[str, bytes]:
    folder = ROOT / "src" / "kehoach_cli" / "sample"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


SAMPLE_AGENCIES = ["mau-so-cay-xanh", "mau-so-song-nuoc", "mau-so-gio-nang", "mau-phuong-hoa-mai", "mau-phuong-hoa-lan"]


@pytest.mark.parametrize("agency", SAMPLE_AGENCIES)
def test_closing_an_agency_with_an_heir_brings_no_finding_though_it_has_reported_for_years(agency: str) -> None:
    files = sample_files()
    after = closed(files, agency, "    until: 2026-11-24\n    successor: mau-van-phong")
    assert parse(Snapshot(after)).register.agency_by_id[agency].successor == ("mau-van-phong",)
    assert brought(files, after) == []


@pytest.mark.parametrize("agency", SAMPLE_AGENCIES)
def test_closing_an_agency_without_an_heir_brings_notes_on_what_nobody_holds_and_nothing_else(agency: str) -> None:
    files = sample_files()
    found = brought(files, closed(files, agency, "    until: 2026-11-24"))
    assert {(one.code, rules.severity(one)) for one in found} <= {("KH318", "note")}


def test_closing_any_agency_of_the_shipped_plan_leaves_validate_at_zero(shipped: Path, kehoach: Program) -> None:
    files = read_files()
    for agency in ("so-noi-vu", "so-ngoai-vu", "lien-hiep-huu-nghi"):
        (shipped / AGENCIES_PATH).write_bytes(closed(files, agency, "    until: 2026-11-24")[AGENCIES_PATH])
        assert kehoach("validate", cwd=shipped).code == 0
