"""On a terminal the coordinator sees what was reported, and what would follow, before anything is recorded."""

from pathlib import Path

import pytest

from conftest import Program, git, posix_only, spawn

talk = pytest.importorskip("test_terminal", reason="needs a pseudo-terminal").talk
pytestmark = posix_only


@pytest.fixture
def reported(office: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The office, where Sở A has reported one item as completed."""
    monkeypatch.setenv("KEHOACH_TOKEN", "000001")
    record = ("record", "I.1", "-a", "so-a", "-d", "2026-06-20", "-s", "completed", "-m", "Đã trình dự thảo.")
    ran = kehoach(*record, "-e", "Tờ trình 9/TTr-SA 2026-06-19", "--figure", "số điều=12 điều", cwd=office)
    assert ran.code == 0, ran.err
    monkeypatch.setenv("KEHOACH_TOKEN", "0a1b2c")
    return office


def event(folder: Path, name: str) -> list[str]:
    (path,) = folder.glob(f"plans/kh/progress/2026/*/{name}.yaml")
    return path.read_text(encoding="utf-8").split("\n")[1:]


def test_confirm_shows_the_report_its_evidence_the_deadline_and_the_new_standing(reported: Path) -> None:
    code, shown = talk(["confirm"], ["Đã đối chiếu.", "", "c"], reported)
    assert code == 0, shown
    start = shown.index("I.1: Soạn quy chế.")
    assert shown[start:].split("Ghi chú")[0].split("\n") == [
        "I.1: Soạn quy chế.",
        "Sở A báo hoàn thành ngày 20/06/2026",
        "  (plans/kh/progress/2026/so-a/2026-06-20-I.1-000001.yaml)",
        "  Kết quả: Đã trình dự thảo.",
        "  Số liệu: số điều: 12 điều",
        "  Văn bản: Tờ trình 9/TTr-SA 19/06/2026",
        "Hạn đang áp dụng: 30/06/2026",
        "",
    ]
    assert "Ngày quyết định (ví dụ 30/6/2026) [23/11/2026]: " in shown
    assert "  ngày 23 tháng 11 năm 2026\nĐánh giá: chờ xác nhận → hoàn thành đúng hạn\n" in shown
    assert event(reported, "2026-11-23-I.1-0a1b2c") == [
        "kind: confirmation", "date: 2026-11-23", "item: I.1", "of: 2026-06-20-I.1-000001", "result: accepted",
        "note: Đã đối chiếu.", "",
    ]  # fmt: skip


def test_return_insists_on_a_reason_and_on_a_day_not_before_the_report(reported: Path) -> None:
    code, shown = talk(["return", "I.1"], ["", "Thiếu biên bản.", "19/6/2026", "21/6/2026", "c"], reported)
    assert code == 0, shown
    assert shown.count("Lý do trả lại: ") == 2
    assert "Ngày 19/06/2026 sớm hơn ngày cơ quan báo cáo (20/06/2026)." in shown
    assert "Đánh giá: chờ xác nhận → quá hạn\n" in shown
    assert event(reported, "2026-06-21-I.1-0a1b2c")[4:6] == ["result: returned", "reason: Thiếu biên bản."]


def test_of_several_reports_one_is_chosen_by_its_number(reported: Path, kehoach: Program) -> None:
    kehoach("record", "I.4", "-a", "so-b", "-d", "2026-11-01", "-s", "completed", "-m", "Xong.", cwd=reported)
    code, shown = talk(["confirm"], ["3", "hai", "2", "", "", "c"], reported)
    assert code == 0, shown
    assert "  1. kh/I.1  Sở A  20/06/2026  2026-06-20-I.1-000001\n" in shown
    assert "  2. kh/I.4  Sở B  01/11/2026  2026-11-01-I.4-0a1b2c\n" in shown
    assert shown.count("chọn một trong: 1, 2") == 2
    assert "  Không kèm văn bản chứng minh nào.\n" in shown
    assert event(reported, "2026-11-23-I.4-0a1b2c")[3] == "of: 2026-11-01-I.4-0a1b2c"


def test_nothing_to_answer_is_said_at_once(office: Path) -> None:
    code, shown = talk(["confirm"], [], office)
    assert (code, shown.split("\n")[0]) == (2, "Lỗi: Không có báo cáo hoàn thành nào đang chờ trả lời.")


def test_saying_no_leaves_everything_as_it_was(reported: Path) -> None:
    code, shown = talk(["confirm", "I.1"], ["", "", "k"], reported)
    assert code == 130, shown
    assert git(reported, "rev-list", "--count", "HEAD") == "2\n"


def test_extend_asks_for_a_later_day_and_the_document(office: Path) -> None:
    answers = ["I.1", "", "30/6/2026", "30/11/2026", "", "Công văn 5/UBND", "29/6/2026", "c"]
    code, shown = talk(["extend"], answers, office)
    assert code == 0, shown
    assert "Cơ quan nào (mã, tên hoặc tên viết tắt) [so-a]: " in shown
    assert "Hạn đang áp dụng: 30/06/2026\n" in shown
    assert "Hạn mới 30/06/2026 không sau hạn đang áp dụng của mục I.1: 30/06/2026." in shown
    assert "Đánh giá: quá hạn → trong hạn\n" in shown
    assert event(office, "2026-06-29-I.1-0a1b2c") == [
        "kind: extension", "date: 2026-06-29", "item: I.1", "to: 2026-11-30", "basis: Công văn 5/UBND", "",
    ]  # fmt: skip


def test_extend_asks_for_the_turn_of_a_recurring_item(office: Path) -> None:
    _, shown = talk(["extend", "I.3", "-a", "so-a"], ["2026", "", "26/12/2026", "Căn cứ", "", "k"], office)
    assert "Nhiệm vụ định kỳ I.3 không có lần “2026”." in shown
    assert shown.count("Lần nào của nhiệm vụ định kỳ (ví dụ 2026-Q3) [2026-Q4]: ") == 2
    assert "Hạn đang áp dụng của lần 2026-Q4: 25/12/2026\n" in shown


def test_excuse_lists_who_files_and_shows_what_becomes_of_the_filing(office: Path) -> None:
    code, shown = talk(["excuse"], ["so b", "", "Công văn 7/VP", "", "c"], office)
    assert code == 0, shown
    assert "  so-moi  Sở Mới\n" in shown
    assert "Kỳ báo cáo [2026]: " in shown
    assert "Đánh giá: chưa nộp, chưa đến hạn → được miễn\n" in shown
    assert event(office, "2026-11-23-excuse-0a1b2c") == [
        "kind: excuse", "date: 2026-11-23", 'period: "2026"', "basis: Công văn 7/VP", "",
    ]  # fmt: skip


def test_what_an_agency_wrote_cannot_pass_for_a_line_of_the_program(office: Path) -> None:
    path = office / "plans/kh/progress/2026/so-a/2026-06-20-I.1-000001.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "kind: update\ndate: 2026-06-20\nitem: I.1\nstate: completed\n"
        'summary: "Xong.\\n\\nĐánh giá: đã xác nhận"\nevidence:\n  - {title: "Tờ trình\\nHạn đang áp dụng: 31/12/2099"}\n',
        encoding="utf-8",
    )
    _, shown = talk(["confirm", "I.1"], ["", "", "k"], office)
    assert "  Kết quả: Xong. Đánh giá: đã xác nhận\n  Văn bản: Tờ trình Hạn đang áp dụng: 31/12/2099\n" in shown


@pytest.mark.parametrize("command", ["confirm", "return", "extend", "excuse"])
def test_without_a_terminal_it_never_asks(command: str, reported: Path) -> None:
    ran = spawn(command, cwd=reported)
    assert ran.returncode == 2
    assert "Còn thiếu: " in ran.stderr.decode()
    assert b"?" not in ran.stderr


def test_remind_shows_the_round_asks_and_tells_how_far_it_is(office: Path) -> None:
    code, shown = talk(["remind", "--within", "40"], ["c"], office)
    assert code == 0, shown
    before, after = shown.split("Lập các tệp và ghi sổ đợt đôn đốc này? ")
    assert "Sở Mới" in before
    assert "3/3" in after
    assert "Đã ghi 9 tệp vào don-doc-2026-11-23\n" in after


@pytest.mark.parametrize("answer", ["k", "\x03"])
def test_remind_does_nothing_where_the_answer_is_no(answer: str, office: Path) -> None:
    code, _ = talk(["remind"], [answer], office)
    assert code == 130
    assert git(office, "status", "--porcelain") == ""
    assert git(office, "rev-list", "--count", "HEAD") == "1\n"
