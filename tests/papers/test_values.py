"""What each kind of document says of the world: the values its templates see, worked out by hand."""

from datetime import date

import pytest
from paper_world import AGENCIES, FILES, PLAN, asked, register, values

from kehoach_cli.report import KINDS
from kehoach_cli.report.agency import involved
from kehoach_cli.report.parts import shortened


def test_the_head_is_data_of_the_issuing_agency_and_the_plan() -> None:
    found = values("annual", number=5, dated=date(2027, 1, 5))
    assert found["head"] == {
        "superior": "Ủy ban Mẫu", "agency": "Văn phòng Mẫu", "number": "05", "symbol": "VPM", "place": "Thành phố Mẫu",
        "day": "ngày 05 tháng 01 năm 2027", "unit": "TH",
    }  # fmt: skip
    assert found["to"] == ["Ủy ban Mẫu", "Thường trực Thành ủy Mẫu"]
    assert (found["recipients"], found["on_file"]) == (["các sở"], "VT, TH")
    assert found["signer"] == {"authority": ["KT. Chánh Văn phòng"], "title": "Phó Chánh Văn phòng", "name": "Trần Văn Mẫu"}


def test_whoever_is_in_office_on_the_day_signs_and_the_plan_may_name_another() -> None:
    assert values("matrix", as_of=date(2025, 12, 31))["signer"]["name"] == "Nguyễn Thị Mẫu"
    named = PLAN.replace("report:\n", "report:\n  signer: {authority: [TM. Ủy ban, KT. Chủ tịch], title: Phó Chủ tịch}\n")
    signer = values("matrix", of=register(plan=named))["signer"]
    assert signer == {"authority": ["TM. Ủy ban", "KT. Chủ tịch"], "title": "Phó Chủ tịch", "name": ""}


def test_without_data_everything_of_the_head_is_left_to_fill() -> None:
    bare = register("agencies: [{id: a, name: Sở A}]\n", "id: kh\ntitle: T\nitems: [{id: I, text: Việc., lead: [a]}]\n", {})
    found = values("matrix", of=bare)
    assert set(found["head"].values()) == {""}
    assert (found["to"], found["recipients"], found["on_file"]) == ([], [], "")
    assert found["signer"] == {"authority": [], "title": "", "name": ""}
    assert found["source"] == {"commit": "0123456789", "changed": False, "closes": "", "as_of": "18/12/2026"}


def test_the_issuer_of_the_plan_is_addressed_unless_it_reports_itself() -> None:
    unnamed = PLAN.replace("  to: [ub, Thường trực Thành ủy Mẫu]\n", "")
    assert values("matrix", of=register(plan=unnamed))["to"] == ["Ủy ban Mẫu"]
    assert values("matrix", of=register(plan=unnamed.replace("report:\n", "report:\n  issuer: ub\n")))["to"] == []


def test_the_matrix_has_a_band_for_each_heading_and_a_row_for_each_task() -> None:
    rows = values("matrix")["rows"]
    assert rows[0] == {"heading": "I. NHIỆM VỤ"}
    assert [(row["number"], row["id"]) for row in rows[1:]] == [
        ("1", "I.1"), ("2", "I.2"), ("3", "I.3"), ("4", "I.4"), ("5", "I.5"), ("6", "I.6"),
    ]  # fmt: skip
    first, second, third = rows[1:4]
    assert first == {
        "heading": "", "number": "1", "id": "I.1", "text": "Sở A chủ trì xây dựng quy chế.", "note": "", "leads": ["Sở A"],
        "supports": ["Sở B"], "due": "30/06/2026", "products": ["Quy chế"], "standings": ["1 hoàn thành đúng hạn"],
        "progress": ["Hoàn thành đúng hạn"], "latest": "Sở A (12/12/2026): Quy chế đã ban hành.", "notes": [],
    }  # fmt: skip
    assert second["progress"] == ["Quá hạn 109 ngày"]
    assert second["notes"] == [
        "Sở C chuyển cho Sở B từ ngày 01/03/2026", "Sở B: gia hạn từ 31/05/2026 đến 31/08/2026",
        "Bị trả lại ngày 15/06/2026: Thiếu danh mục.",
    ]  # fmt: skip
    assert third["progress"] == ["Sở A: quá hạn 79 ngày", "Sở B: tạm dừng"]


def test_of_a_task_that_recurs_only_what_is_open_is_named() -> None:
    done = "kind: update\ndate: {0}\nitem: I.6\nstate: completed\nperiod: {1}\n"
    files = {
        "progress/2026/vp/2026-07-01-I.6-000001": done.format("2026-07-01", "2026-Q3"),
        "progress/2027/vp/2027-03-01-I.6-000002": done.format("2027-03-01", "2027-Q1"),
    }
    row = values("matrix", of=register(files=files), as_of=date(2027, 5, 1))["rows"][6]
    assert row["progress"] == [
        "Quý IV năm 2026: quá hạn 127 ngày",
        "quý II năm 2027: trong hạn",
        "các lần trước đã hoàn thành: 2",
    ]
    assert row["due"] == "hằng quý, hạn 25/06/2027"


def test_the_summary_follows_the_cells_and_the_figures_from_period_to_period() -> None:
    found = values("summary")
    assert found["span"] == {"words": "giai đoạn 2025 - 2026", "opens": "15/12/2024", "closes": "14/12/2026", "count": "2"}
    cells = [one["cells"] for one in found["periods"]]
    assert [one["words"] for one in found["periods"]] == ["năm 2025", "năm 2026"]
    assert [(one["in_term"], one["overdue"], one["done"]) for one in cells] == [("5", "0", "0"), ("1", "3", "1")]
    assert [(one["filing_counts"]["filed"], one["filing_counts"]["expected"]) for one in found["periods"]] == [
        ("2", "3"),
        ("1", "2"),
    ]
    assert [(one["agency"], one["expected"], one["faults"]) for one in found["filers"]] == [
        ("Sở A", "2", []),
        ("Sở B", "2", ["năm 2025: chưa nộp, quá hạn", "năm 2026: chưa nộp, chưa đến hạn"]),
        ("Sở C", "1", ["năm 2025: đã nộp, chậm"]),
    ]
    assert [(one["item"], one["agency"], one["name"], one["values"]) for one in found["figures"]] == [
        ("I.2", "Sở B", "hồ sơ", [{"period": "năm 2026", "value": "2.480"}]),
        ("I.2", "Sở C", "Cuộc họp", [{"period": "năm 2025", "value": "3"}]),
        ("I.2", "Sở C", "Hồ sơ", [{"period": "năm 2025", "value": "1.900"}]),
    ]
    assert [one["next"] for one in found["next_steps"]] == ["Tổ chức thực hiện."], "only of the last period"


def test_a_span_of_quarters_is_named_from_the_first_to_the_last() -> None:
    quarters = PLAN.replace('every: year, first: "2025", closes: 12-14, due: 12-20', 'every: quarter, first: "2026-Q2"')
    of = register(plan=quarters, files={})
    assert values("summary", of=of, as_of=date(2026, 9, 20))["span"]["words"] == "từ quý II năm 2026 đến quý III năm 2026"
    assert values("summary", of=of, as_of=date(2026, 6, 20))["span"]["words"] == "quý II năm 2026"


def test_the_life_of_an_item_has_every_event_in_order() -> None:
    found = values("item")
    assert [(one["date"], one["agency"], one["what"], one["text"]) for one in found["moments"]] == [
        ("01/10/2025", "Sở C", "Báo đang thực hiện", "Đã rà soát một nửa."),
        ("22/12/2025", "Sở C", "Báo cáo năm 2025: đang thực hiện", "Đã rà soát thêm."),
        ("01/03/2026", "Sở B", "Chuyển giao", "Sở C chuyển cho Sở B từ ngày 01/03/2026 (Quyết định nhập Sở C vào Sở B)"),
        ("20/05/2026", "Sở B", "Gia hạn", "hạn mới 31/08/2026 (Công văn 20/VPM đồng ý gia hạn)"),
        ("10/06/2026", "Sở B", "Báo hoàn thành", "Đã rà soát xong."),
        ("15/06/2026", "Sở B", "Bị trả lại", "Thiếu danh mục."),
    ]
    assert [one["cited"] for one in found["moments"][0]["documents"]] == [
        "Công văn số 12/SC-VP ngày 10 tháng 9 năm 2025", "Công văn số 13/SC-VP ngày 11 tháng 9 năm 2025",
    ]  # fmt: skip
    assert found["item"]["place"] == "khoản 2 Mục I"
    assert found["item"]["headings"] == ["I. NHIỆM VỤ"]
    assert [(one["value"], one["date"]) for one in found["figures"]] == [
        ("1.240", "01/10/2025"), ("3", "01/10/2025"), ("1.900", "22/12/2025"), ("2.480", "10/06/2026"),
    ]  # fmt: skip
    assert found["difficulties"] == [{"agency": "Sở C", "date": "01/10/2025", "text": "Thiếu người."}]


def test_a_day_in_the_past_knows_nothing_of_what_came_after() -> None:
    found = values("item", as_of=date(2025, 12, 1))
    assert [one["what"] for one in found["moments"]] == ["Báo đang thực hiện"]
    assert [one["agency"] for one in found["holders"]] == ["Sở C"]


def test_the_sheet_of_an_agency_holds_its_own_and_nothing_else() -> None:
    found = values("agency")
    assert [(one["item"], one["standing"]) for one in found["leads"]] == [
        ("I.1", "Hoàn thành đúng hạn"), ("I.3", "Quá hạn 79 ngày"),
    ]  # fmt: skip
    assert found["supports"] == []
    assert [(one["period"], one["status"]) for one in found["filings"]] == [
        ("năm 2025", "đã nộp đúng hạn"), ("năm 2026", "đã nộp đúng hạn"),
    ]  # fmt: skip
    assert [one["item"] for one in found["reports"]] == ["I.1", "I.1", "I.3"]
    assert [one["text"] for one in found["proposals"]] == ["Cử giảng viên."]
    assert found["agency"]["heirs"] == []
    assert values("agency", agency="c")["agency"]["heirs"] == ["Sở B"]


def test_sheets_are_made_for_whoever_has_a_duty_or_a_filing_in_the_official_order() -> None:
    assert involved(asked(register(), "agency")) == ["vp", "a", "b"]
    assert involved(asked(register(), "agency", as_of=date(2025, 12, 31))) == ["a", "b", "c"]


def test_the_leader_sees_what_is_worst_first_and_what_changed() -> None:
    found = values("leader")
    assert found["change"] == {"done_on_time": "+1", "done_late": "0", "in_term": "-4", "overdue": "+3", "percent": ""}
    assert found["newly"] == {"done": "1", "done_items": "I.1", "overdue": "3", "overdue_items": "I.2, I.3, I.6"}
    assert [(one["what"], one["owner"], one["since"], one["ask"]) for one in found["worst"]] == [
        ("Báo cáo năm 2025", "Sở B", "quá hạn 363 ngày", "Yêu cầu gửi báo cáo năm 2025"),
        ("I.2: Sở C rà soát.", "Sở B", "quá hạn 109 ngày", "Yêu cầu báo cáo nguyên nhân, ấn định thời hạn hoàn thành"),
        ("I.6 (quý III năm 2026): Văn phòng tổng hợp.", "Văn phòng Mẫu", "quá hạn 84 ngày",
         "Yêu cầu báo cáo ngay tình hình thực hiện"),
        ("I.3: Các sở tập huấn.", "Sở A", "quá hạn 79 ngày", "Yêu cầu báo cáo nguyên nhân, ấn định thời hạn hoàn thành"),
        ("I.3: Các sở tập huấn.", "Sở B", "tạm dừng 47 ngày", "Kiến nghị: Đề nghị lùi sang năm sau."),
    ]  # fmt: skip
    assert found["more"] == ""


def test_reports_missing_for_several_periods_are_one_line() -> None:
    worst = values("leader", of=register(files={}), as_of=date(2027, 1, 31))["worst"][0]
    assert worst == {
        "what": "Báo cáo năm 2025, năm 2026", "owner": "Sở A và 2 cơ quan khác", "since": "quá hạn 407 ngày",
        "ask": "Yêu cầu gửi các báo cáo còn thiếu",
    }  # fmt: skip


def test_in_the_first_period_there_is_nothing_to_compare_with() -> None:
    found = values("leader", as_of=date(2025, 12, 1))
    assert found["before"]["closes"] == ""
    assert set(found["change"].values()) == {""}


def test_five_at_most_and_of_many_owners_the_first() -> None:
    agencies = "agencies:\n" + "".join(f"  - {{id: s{n}, name: Sở {n}, rank: {n}}}\n" for n in range(1, 10))
    items = "".join(f"  - {{id: I.{n}, text: Việc., lead: [s{n}], due: 2026-01-{n:02}}}\n" for n in range(1, 10))
    many = "reporting: {every: year, first: '2025', filers: [moi]}\n"
    of = register(
        agencies + "groups: [{id: moi, name: mọi sở, members: [s1, s2, s3, s4]}]\n",
        f"id: kh\ntitle: T\n{many}items:\n{items}",
        {},
    )
    found = values("leader", of=of, as_of=date(2026, 6, 30))
    assert [one["what"] for one in found["worst"]] == ["Báo cáo năm 2025", "I.1: Việc.", "I.2: Việc.", "I.3: Việc.", "I.4: Việc."]
    assert found["worst"][0]["owner"] == "Sở 1 và 3 cơ quan khác"
    assert found["more"] == "5"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_plan_without_reports_and_without_progress_has_values_of_every_kind(kind: str, language: str) -> None:
    plan = "id: kh\ntitle: T\nitems: [{id: I.2, text: Việc., lead: [a]}]\n"
    if kind in ("annual", "summary"):
        plan += "reporting: {every: year, first: '2026'}\n"
    assert values(kind, language, of=register(AGENCIES, plan, {}))["plan"]["title"] == "T"


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("một hai ba", 10, "một hai ba"),
        ("một hai ba bốn", 12, "một hai ba…"),
        ("một hai, ba bốn", 9, "một hai…"),
        ("một\n  hai ba", 8, "một hai…"),
        ("mộthaibabốn", 6, "mộtha…"),
        ("", 5, ""),
    ],
)
def test_long_texts_end_behind_a_word(text: str, limit: int, cut: str) -> None:
    assert shortened(text, limit) == cut
    assert len(cut) <= limit


def test_files_of_the_world_are_used() -> None:
    assert len(FILES) == 10
