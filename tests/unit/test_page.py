"""The values of the page: what is counted, merged, folded and left to other places, before anything becomes HTML."""

from datetime import date
from typing import Any

import world
from hypothesis import given
from hypothesis import strategies as some
from world import day

from kehoach_cli import filings, page, standing
from kehoach_cli.cooperation import DENIED, UNCONFIRMED
from kehoach_cli.model import Document, Register
from kehoach_cli.page import bars, duties, reporting, timeline
from kehoach_cli.parse import Snapshot
from kehoach_cli.text import Say

SAY = Say("vi")
AGENCIES = """
agencies:
  - {id: a, name: Sở A, rank: 1}
  - {id: b, name: Sở B, rank: 2, until: 2026-03-01, successor: c}
  - {id: c, name: Sở C, rank: 3, since: 2026-03-01}
  - {id: p-1, name: Phường 1, rank: 4}
  - {id: p-2, name: Phường 2, rank: 5}
  - {id: p-10, name: Phường 10, rank: 5}
groups:
  - {id: phuong, name: các phường, members: [p-10, p-1, p-2]}
  - {id: mo, name: các đơn vị khác, open: true}
"""
PLAN = """
type: Kế hoạch
number: 01/KH
issued: 2025-01-02
reporting: {every: year, first: "2025", due: 12-20, filers: [a, b, phuong], coordinator: a}
items:
  - {id: I, heading: NHIỆM VỤ}
  - {id: I.1, text: Một., lead: [b], support: [phuong], due: 2026-06-30, products: [Đề án]}
  - {id: I.2, text: Hai., lead: [phuong], due: 2026-09-30}
  - {id: I.3, text: Ba., support: [mo]}
"""
NONE = Snapshot({})


def made(*more: world.Files, on: str = "2026-11-23", plan: str = PLAN) -> dict[str, Any]:
    return of_register(world.read(AGENCIES, plan, *more), on)


def of_register(register: Register, on: str = "2026-11-23") -> dict[str, Any]:
    of = standing.of_plan(register, world.the_plan(register), day(on))
    found: dict[str, Any] = page.values(register, [of], day(on), SAY, NONE)["plans"][0]
    return found


def test_the_four_cells_the_rate_and_the_headline() -> None:
    found = made(world.update("2026-07-02", "c"), world.confirmation("2026-07-05", "c", "2026-07-02-I.1-000001"))
    assert [(cell["key"], cell["count"]) for cell in found["cells"]] == [
        ("done-on-time", 0), ("done-late", 1), ("in-term", 0), ("overdue", 3),
    ]  # fmt: skip
    assert found["percent"] == "25,00 %"
    assert found["share"].startswith("1/4 ")
    assert [line["text"] for line in found["headline"]] == [
        "3 nhiệm vụ quá hạn",
        "0/5 cơ quan đã nộp báo cáo kỳ 2026 (hạn 20/12/2026)",
        "Các kỳ trước còn thiếu 5 báo cáo",
        "Hạn gần nhất: 20/12/2026 (còn 27 ngày)",
    ]


def test_a_plan_with_nothing_due_has_no_rate_and_says_why() -> None:
    found = made(on="2025-02-01")
    assert (found["percent"], found["share"]) == ("", "Chưa tính được tỷ lệ: chưa có nhiệm vụ nào hoàn thành hoặc đến hạn")
    assert found["headline"][0]["text"] == "Không có nhiệm vụ nào quá hạn"
    assert found["late"] == []


def test_what_is_late_says_how_late_whose_and_where_to_read_on() -> None:
    assert made()["late"] == [
        {"day": "30/06/2026", "iso": "2026-06-30", "days": "quá 146 ngày", "what": "mục I.1", "text": "Một.", "anchor": "p1-1",
         "who": ["Sở C"]},
        {"day": "30/09/2026", "iso": "2026-09-30", "days": "quá 54 ngày", "what": "mục I.2", "text": "Hai.", "anchor": "p1-2",
         "who": ["Phường 10", "Phường 1", "Phường 2"]},
    ]  # fmt: skip


def test_many_agencies_on_one_date_are_counted_and_named_where_the_link_leads() -> None:
    wards = [f"q-{n}" for n in range(page.MOST_NAMES + 1)]
    agencies = AGENCIES.replace("groups:", "".join(f"  - {{id: {ward}, name: Quận {ward}}}\n" for ward in wards) + "groups:")
    register = world.read(agencies.replace("[p-10, p-1, p-2]", f"[{', '.join(wards)}]"), PLAN)
    assert of_register(register)["late"][1]["who"] == ["13 cơ quan"]


def rows(found: dict[str, Any], task: int) -> list[tuple[Any, ...]]:
    return [(row["key"], row["name"], row["numbers"], row["members"]) for row in found["tasks"][task]["rows"]]


def test_members_of_a_group_that_stand_alike_share_a_line_and_are_named() -> None:
    found = made(world.update("2026-09-01", "p-2", item="I.2"))
    assert [agency["name"] for agency in found["agencies"]] == ["Sở C", "Phường 1", "Phường 2", "Phường 10"]
    assert rows(found, 1) == [
        ("overdue", "các phường (2)", "2 4", ["Phường 10", "Phường 1"]),
        ("awaiting-confirmation", "Phường 2", "3", []),
    ]
    assert rows(found, 0)[1] == ("nothing-reported", "các phường (3)", "2-4", []), "who need not have reported is only counted"


def test_a_task_for_nobody_keeps_its_line() -> None:
    assert rows(made(), 2) == [("unassigned", "", "", []), ("unassigned", "các đơn vị khác", "", [])]


def test_a_line_tells_of_heirs_extensions_and_returns() -> None:
    found = made(
        world.extension("2026-06-20", "c", "2026-12-01"),
        world.update("2026-07-02", "c"),
        world.confirmation("2026-07-05", "c", "2026-07-02-I.1-000001", result="returned\nreason: Thiếu phụ lục."),
    )
    row = found["tasks"][0]["rows"][0]
    told = [row[name] for name in ("role", "heir_of", "due", "state", "returned")]
    assert told == [
        "chủ trì",
        "thay Sở B",
        "hạn 01/12/2026, còn 8 ngày (kế hoạch ghi 30/06/2026)",
        "hoàn thành, báo ngày 02/07/2026",
        "bị trả lại ngày 05/07/2026: Thiếu phụ lục.",
    ]


def test_a_line_says_what_the_agency_said() -> None:
    found = made(world.update("2026-05-02", "c", "in-progress", more="summary: Đang lấy ý kiến.\n"))
    assert found["tasks"][0]["rows"][0]["said"] == "Đang lấy ý kiến."
    filed = world.filing("2026-11-20", "c", "items:\n  - {item: I.1, state: in-progress, results: Đã trình.}\n")
    assert made(filed)["tasks"][0]["rows"][0]["said"] == "Đã trình."


def test_a_partner_that_a_lead_names_and_that_has_not_said_so_has_a_line() -> None:
    found = made(
        world.update("2026-05-02", "c", "in-progress", more="with: [p-1, a]\n"), world.update("2026-05-03", "p-1", "contributed")
    )
    line = found["tasks"][0]["rows"][-1]
    assert (line["key"], line["name"], line["role"]) == ("cooperation-unconfirmed", "Sở A", "do Sở C nêu ngày 02/05/2026")
    assert "cooperation-unconfirmed" in found["tasks"][0]["keys"]
    entry = found["timeline"]["months"][0]["entries"][1]
    assert entry["details"] == ["đang thực hiện", "cùng Phường 1, Sở A"]


AMENDED = PLAN.replace(
    "{id: I.1, text: Một., lead: [b], support: [phuong], due: 2026-06-30, products: [Đề án]}",
    """{id: I.1, text: Một., lead: [b], until: 2026-06-01}
  - {id: I.1, text: Một và hai., lead: [b], due: 2026-12-31, since: 2026-06-01, basis: Quyết định 9}""",
)


def test_a_report_on_words_that_have_changed_since_is_to_be_reviewed() -> None:
    reported = world.update("2026-05-02", "c", "in-progress")
    filed = world.filing("2026-05-03", "a", "statement: Xong.\nitems:\n  - {item: I.1, results: Đã làm.}\n")
    found = made(reported, filed, plan=AMENDED)
    assert found["tasks"][0]["text"] == "Một và hai."
    assert found["tasks"][0]["rows"][0]["review"] == "cần xem lại"
    assert ("needs-review", 1) in [(entry["key"], entry["count"]) for entry in found["standings"]]
    assert found["reporting"]["maps"][0]["rows"][0]["cells"][0]["word"] == "đúng hạn, cần xem lại"
    assert made(reported, filed, plan=AMENDED, on="2026-05-31")["tasks"][0]["rows"][0]["review"] == ""


def test_the_filter_counts_tasks_and_leaves_out_what_supporting_agencies_said() -> None:
    found = made(world.update("2026-09-01", "p-2", item="I.2"))["standings"]
    assert [(entry["key"], entry["count"]) for entry in found] == [
        ("overdue", 2),
        ("awaiting-confirmation", 1),
        ("unassigned", 1),
    ]


def test_every_standing_has_its_place() -> None:
    from kehoach_cli import digest

    beside = {digest.REVIEW, digest.UNASSIGNED, digest.NOBODY_LEFT, digest.NOBODY_YET, DENIED, UNCONFIRMED}
    assert set(duties.ORDER) == {*standing.STANDINGS, *beside}
    assert set(reporting.ORDER) == set(filings.FILING_STATUSES)


def test_the_map_shows_agencies_by_periods_the_newest_first() -> None:
    found = made(
        world.filing("2025-12-22", "a", period="2025"), world.filing("2025-12-19", "b", period="2025"),
        world.filing("2026-11-20", "c"), world.excuse("2025-12-01", "p-1", "2025"),
    )["reporting"]  # fmt: skip
    assert [period["name"] for period in found["recent"]] == ["2026", "2025"]
    assert found["maps"][0]["periods"] == ["2026", "2025"]
    assert [(row["agency"], [cell["word"] for cell in row["cells"]]) for row in found["maps"][0]["rows"]] == [
        ("Sở A", ["chưa đến hạn", "chậm 2 ngày"]),
        ("Sở B", ["", "đúng hạn"]),
        ("Sở C", ["đúng hạn", ""]),
        ("Phường 1", ["chưa đến hạn", "miễn"]),
        ("Phường 2", ["chưa đến hạn", "chưa nộp"]),
        ("Phường 10", ["chưa đến hạn", "chưa nộp"]),
    ]
    assert [row["counts"] for row in found["recent"]] == [[1, 0, 0, 0, 0, 4], [1, 1, 0, 2, 1, 0]]


def test_many_periods_are_laid_out_twelve_to_a_map() -> None:
    monthly = PLAN.replace('every: year, first: "2025", due: 12-20', 'every: month, first: "2025-01"')
    found = made(plan=monthly)["reporting"]
    names = [name for block in found["maps"] for name in block["periods"]]
    assert names[:2] == ["12/2026", "11/2026"]
    assert names[-1] == "1/2025"
    assert [len(block["periods"]) for block in found["maps"]] == [12, 12]
    assert [period["name"] for period in (*found["recent"], *found["earlier"])] == names
    assert len(found["recent"]) == 12


def test_a_plan_without_a_filing_duty_has_no_map() -> None:
    plan = "\n".join(line for line in PLAN.split("\n") if "reporting" not in line)
    assert made(plan=plan)["reporting"] is None


def test_periods_have_short_names() -> None:
    names = ("2026", "2026-H1", "2026-Q3", "2026-07")
    assert [reporting.period_name(name, SAY) for name in names] == ["2026", "6 tháng đầu 2026", "Quý III/2026", "7/2026"]


def test_the_timeline_is_told_by_month_the_newest_first_corrections_applied() -> None:
    found = made(
        world.update("2026-05-02", "c", "in-progress", more="summary: Cũ.\n"),
        world.update("2026-05-03", "c", "in-progress", token="000002", more="summary: Mới.\nreplaces: 2026-05-02-I.1-000001\n"),
        world.filing("2026-11-20", "c"),
        world.excuse("2025-12-01", "p-1", "2025"),
    )["timeline"]
    assert [(month["name"], month["open"]) for month in found["months"]] == [
        ("Tháng 11/2026", True), ("Tháng 5/2026", True), ("Tháng 12/2025", False),
    ]  # fmt: skip
    entries = [entry for month in found["months"] for entry in month["entries"]]
    assert [(e["word"], e["agency"], e["item"], e["details"]) for e in entries] == [
        ("nộp báo cáo", "Sở C", "", ["kỳ 2026", "0 mục"]),
        ("cập nhật tiến độ", "Sở C", "mục I.1", ["đang thực hiện", "đính chính"]),
        ("miễn báo cáo", "Phường 1", "", ["kỳ 2025"]),
    ]
    assert entries[1]["texts"] == [{"label": "", "text": "Mới."}]


def test_older_entries_are_counted_by_month() -> None:
    register = world.read(AGENCIES, PLAN, world.update("2026-05-02", "c", "in-progress"))
    one = register.events[0]
    days = [date(2026, 1 + n % 10, 1 + n % 28) for n in range(timeline.MOST_ENTRIES + 40)]
    events = tuple(one._replace(date=on, id=f"{n}", path=f"{n}") for n, on in enumerate(days))
    found = of_register(register._replace(events=events))["timeline"]
    assert sum(len(month["entries"]) for month in found["months"]) == timeline.MOST_ENTRIES
    assert found["older"] == ["Tháng 2/2026: 6", "Tháng 1/2026: 34"]


def test_only_web_addresses_become_links() -> None:
    def cited(**facts: Any) -> tuple[str, str, str, str]:
        found = timeline._document(Document(**facts), SAY)
        return found["cited"], found["title"], found["url"], found["place"]

    assert cited(type="Báo cáo", number="1/BC", date=date(2026, 1, 5), title="tháng 12") == (
        "Báo cáo 1/BC 05/01/2026",
        "tháng 12",
        "",
        "",
    )
    assert cited(number="1/BC", url="HTTPS://example.vn/a") == ("1/BC", "", "HTTPS://example.vn/a", "")
    assert cited(number="1/BC", url="javascript:alert(1)") == ("1/BC", "", "", "javascript:alert(1)")
    assert cited(file="anh.pdf") == ("anh.pdf", "", "", "")
    assert cited(url="https://example.vn/") == ("https://example.vn/", "", "https://example.vn/", "")


def test_the_mark_is_of_paths_and_contents_in_any_order() -> None:
    files = {"b.yaml": b"1", "a.yaml": b"2"}
    same = page.mark(dict(reversed(files.items())))
    assert page.mark(files) == same
    assert len({same, page.mark({"b.yaml": b"2", "a.yaml": b"1"}), page.mark({"b.yaml": b"1"})}) == 3


def test_several_plans_share_one_page() -> None:
    register = world.read(AGENCIES, PLAN)
    of = standing.of_plan(register, world.the_plan(register), day("2026-11-23"))
    found = page.values(register, [of, of], day("2026-11-23"), SAY, NONE)
    assert found["heading"] == "Tình hình thực hiện các kế hoạch"
    assert [plan["anchor"] for plan in found["plans"]] == ["p1", "p2"]
    assert (
        page.values(register, [of], day("2026-11-23"), SAY, NONE)["head"]
        == "Tình hình thực hiện Kế hoạch 01/KH, tính đến ngày 23/11/2026"
    )


@given(some.lists(some.integers(0, 10_000), min_size=1, max_size=6))
def test_the_parts_of_a_bar_fill_it_without_gap(counts: list[int]) -> None:
    parts = bars.bar([(f"k{n}", count) for n, count in enumerate(counts)], SAY, "standing")["parts"]
    ends = [(round(float(p["x"][:-1]) * 100), round(float(p["width"][:-1]) * 100)) for p in parts]
    at = 0
    for start, width in ends:
        assert start == at
        at += width
    assert at == (10_000 if any(counts) else 0)


@given(some.sets(some.integers(1, 300)))
def test_runs_hold_every_number_and_no_other(numbers: set[int]) -> None:
    found: list[int] = []
    for run in duties._runs(sorted(numbers)).split():
        first, _, last = run.partition("-")
        found += range(int(first), int(last or first) + 1)
    assert found == sorted(numbers)
