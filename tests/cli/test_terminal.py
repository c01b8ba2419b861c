"""On a terminal the program asks for what is missing; without one it never does."""

import os
import re
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from conftest import Program, git, spawn
from kehoach_cli.text import LANGUAGES, Say

pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")


CTRL_C = "\x03"


def talk(arguments: list[str], answers: list[str], cwd: Path) -> tuple[int, str]:
    """Run the program on a terminal of its own, answer its questions one by one, and return what the screen showed.

    A program that still waits after the deadline is ended, so that a fault fails the test and does not hang it.
    """
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.execv(sys.executable, [sys.executable, "-m", "kehoach_cli", *arguments])
    shown, waiting, quiet, deadline = "", list(answers), 0, time.monotonic() + 30
    while time.monotonic() < deadline:
        quiet += 1
        if select.select([terminal], [], [], 0.1)[0]:
            quiet = 0
            try:
                part = os.read(terminal, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part.decode("utf-8", "replace")
        if waiting == [CTRL_C]:
            # A signal that arrives between the prompt and the reading is heard at the next key only; a person presses again.
            if shown and quiet % 20 == 5:
                os.write(terminal, CTRL_C.encode())
        elif waiting and shown.rstrip("\r\n").endswith((": ", "] ")):
            os.write(terminal, f"{waiting.pop(0)}\n".encode())
            shown += "\0"
    else:
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.replace("\0", "").replace("\r\n", "\n")


def test_record_asks_with_defaults_shows_and_records(repository: Path) -> None:
    answers = ["III.2", "", "30/6/2026", "2", "Đã rà soát xong đợt một.", "Báo cáo 12/BC-SNV 29/6/2026", "", "c"]
    code, shown = talk(["record"], answers, repository)
    assert code == 0, shown
    assert "[so-noi-vu]" in shown
    assert "[23/11/2026]" in shown
    assert "(C = có, k = không) [C/k]" in shown
    assert "ngày 30 tháng 6 năm 2026" in shown
    (event,) = (repository / "plans/38-ct-tw/progress/2026/so-noi-vu").iterdir()
    assert event.read_text(encoding="utf-8").split("\n")[1:] == [
        "kind: update",
        "date: 2026-06-30",
        "item: III.2",
        "state: in-progress",
        "summary: Đã rà soát xong đợt một.",
        "evidence:",
        "  - type: Báo cáo",
        "    number: 12/BC-SNV",
        "    date: 2026-06-29",
        "",
    ]


def test_who_supports_is_offered_the_words_of_support_and_need_not_say_more(office: Path) -> None:
    code, shown = talk(["record", "I.1", "-a", "so-b", "-d", "1/6/2026"], ["2", "", "", "c"], office)
    assert code == 0, shown
    assert "1. đã phối hợp  2. không được đề nghị  3. không phát sinh" in shown
    (event,) = (office / "plans/kh/progress/2026/so-b").iterdir()
    assert event.read_text(encoding="utf-8").split("\n")[1:] == [
        "kind: update",
        "date: 2026-06-01",
        "item: I.1",
        "state: not-asked",
        "",
    ]


def test_a_wrong_answer_is_explained_and_asked_again(repository: Path) -> None:
    answers = ["III.99", "III.2", "sở xyz", "SNV", "31/2/2026", "1/6/2026", "9", "2", "Câu.", "", "c"]
    code, shown = talk(["record"], answers, repository)
    assert code == 0, shown
    for sentence in (
        "không có mục “III.99”",
        "Không có cơ quan nào tên “sở xyz”",
        "“31/2/2026” không phải là ngày",
        "không có “9”",
    ):
        assert sentence in shown


def test_saying_no_leaves_everything_and_keeps_the_words(repository: Path) -> None:
    code, shown = talk(
        ["record", "III.2", "-a", "SNV", "-d", "1/6/2026", "-s", "completed", "-m", "Chữ quý."], ["", "k"], repository
    )
    assert code == 130, shown
    assert git(repository, "rev-list", "--count", "HEAD") == "1\n"
    (draft,) = (repository / ".git/kehoach/drafts").iterdir()
    assert "Chữ quý." in draft.read_text(encoding="utf-8")


def test_submit_asks_item_by_item(repository: Path) -> None:
    answers = ["SNV", "", "Báo cáo 99/BC-SNV 10/12/2026", "11/12/2026", "Đã thực hiện tốt.", "", "", "Đã rà soát.", "3", "c"]
    code, shown = talk(["submit"], answers, repository)
    assert code == 0, shown
    text = (repository / "plans/38-ct-tw/filings/2026/so-noi-vu.yaml").read_text(encoding="utf-8")
    assert "number: 99/BC-SNV\n" in text
    assert "  - item: III.2\n    state: completed\n    results: Đã rà soát.\n" in text


@pytest.mark.parametrize("arguments", [("record",), ("record", "III.2"), ("submit",), ("undo",)])
def test_without_a_terminal_it_never_asks(arguments: tuple[str, ...], repository: Path) -> None:
    ran = spawn(*arguments, cwd=repository)
    assert ran.returncode == 2
    assert b"?" not in ran.stderr


def test_what_is_missing_is_named_all_at_once(repository: Path) -> None:
    said = spawn("record", cwd=repository).stderr.decode()
    assert "KẾ-HOẠCH/MỤC, --agency, --state, --summary." in said
    assert "PLAN/ITEM, --agency, --state, --summary." in spawn("--lang", "en", "record", cwd=repository).stderr.decode()
    assert "--agency, --period" in spawn("submit", cwd=repository).stderr.decode()


def test_submit_asks_which_plan_and_lists_who_files(tmp_path: Path, kehoach: Program) -> None:
    kehoach("init", "--sample", tmp_path / "mau")
    answers = [
        "",
        "khong-co",
        "mau-01",
        "",
        "so cay xanh",
        "",
        "Báo cáo sai",
        "Báo cáo 1/BC-MẪU 31/2/2026",
        "",
        "",
        "Tốt.",
        "",
        "",
        "k",
    ]
    code, shown = talk(["submit"], answers, tmp_path / "mau")
    assert code == 130, shown
    assert "mau-01  01/KH-MẪU THỰC HIỆN CHỈ THỊ MẪU" in shown
    assert "Không có kế hoạch “khong-co”" in shown
    assert "mau-so-cay-xanh  Sở Cây xanh (mẫu)" in shown
    assert "“Báo cáo sai” không có số, ký hiệu văn bản" in shown
    assert "“31/2/2026” không phải là ngày" in shown
    assert "Ngày nhận [23/11/2026]: " in shown
    assert "không có gì thay đổi" in shown
    assert shown.count("Kế hoạch nào") == 3
    assert shown.count("Cơ quan nào") == 2
    assert "Lỗi: Không có cơ quan" not in shown


def test_record_asks_again_for_headings_days_to_come_and_empty_words(repository: Path) -> None:
    answers = ["", "I", "III.2", "", "24/11/2026", "", "", "", "Đã làm.", "Báo cáo sai", "", "c"]
    code, shown = talk(["record"], answers, repository)
    assert code == 0, shown
    assert "Mục I của kế hoạch 38-ct-tw chỉ là đề mục" in shown
    assert "ngày 24/11/2026 chưa đến" in shown
    assert "“Báo cáo sai” không có số" in shown


def test_ctrl_c_ends_with_a_line_break_and_says_that_nothing_changed(repository: Path) -> None:
    code, shown = talk(["record"], [CTRL_C], repository)
    assert code == 130, shown
    assert "Đã dừng theo yêu cầu; không có gì thay đổi.\n" in shown


RECORD = ("record", "-a", "SNV", "-s", "completed", "-m", "Xong.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*RECORD, "II.2"), ""),
        ((*RECORD, "I"), "Mục I của kế hoạch 38-ct-tw chỉ là đề mục"),
        ((*RECORD, "III.2", "-d", "2026-11-24"), "--date: ngày 24/11/2026 chưa đến (hôm nay là 23/11/2026)."),
        ((*RECORD[:-2], "III.2"), "Còn thiếu: --summary."),
        ((*RECORD, "III.2", "-e", "Báo cáo sai"), 'ví dụ "Báo cáo 123/BC-SNV 29/6/2026"'),
        (("submit", "-a", "SNV", "-p", "2026", "--document", "Báo cáo sai"), "--document: “Báo cáo sai” không có số"),
        (("record", "--each=1"), "Không có tùy chọn --each"),
        (("status", "--each=1"), "Tùy chọn --each không nhận giá trị; chỉ gõ --each."),
        (("status", "--lang", "en"), "--lang đứng trước tên lệnh"),
        (("report",), "Còn thiếu: LOẠI."),
        (("submit", "--help"), "-p, --period KỲ"),
    ],
)  # fmt: skip
def test_what_is_refused_is_explained(arguments: tuple[str, ...], said: str, repository: Path, kehoach: Program) -> None:
    ran = kehoach(*arguments, "--no-input", cwd=repository) if arguments[0] == "record" else kehoach(*arguments, cwd=repository)
    assert ran.code == (0 if "--help" in arguments or not said else 2), ran.err
    assert said in ran.err + ran.out


def test_a_file_and_an_option_that_differ_are_refused(repository: Path, kehoach: Program) -> None:
    source = repository / "su-kien.yaml"
    source.write_text("plan: 38-ct-tw\nagency: so-noi-vu\nitem: III.2\nstate: completed\nsummary: Xong.\n", encoding="utf-8")
    ran = kehoach("record", "III.3", "--from", source, cwd=repository)
    assert (ran.code, "KẾ-HOẠCH/MỤC là “38-ct-tw/III.3” nhưng tệp ghi “38-ct-tw/III.2”" in ran.err) == (2, True), ran.err
    assert "--agency là “so-tai-chinh”" in kehoach("record", "-a", "so-tai-chinh", "--from", source, cwd=repository).err
    assert kehoach("record", "iii.2", "-a", "SNV", "--from", source, cwd=repository).code == 0


def test_no_identity_is_cured_by_two_commands_on_two_lines() -> None:
    for language in LANGUAGES:
        lines = Say(language)("errors.no-identity.cure").split("\n")
        assert [line.split('"')[0].strip() for line in lines[1:]] == [
            "git config --global user.name",
            "git config --global user.email",
        ]


def test_a_late_report_of_a_recurring_task_is_asked_for_its_turn_the_oldest_open_one_first(office: Path) -> None:
    record = ["record", "I.3", "-a", "so-a", "-d", "2026-03-27", "-s", "completed", "-m", "Đã gửi."]
    code, shown = talk(record, ["", "Q1", "", "c"], office)
    assert code == 0, shown
    assert "Các lần chưa xong: 2026-Q1 (hạn 25/03/2026), 2026-Q2 (hạn 25/06/2026)\n" in shown
    assert shown.count("Lần nào của nhiệm vụ định kỳ (ví dụ 2026-Q3) [2026-Q1]: ") == 2
    (event,) = (office / "plans/kh/progress/2026/so-a").iterdir()
    assert "period: 2026-Q1\n" in event.read_text(encoding="utf-8")
    code, shown = talk([*record[:5], "2026-06-20", *record[6:], "--yes"], ["", "2026-Q2"], office)
    assert code == 0, shown


def test_where_one_turn_is_open_nothing_is_asked(office: Path) -> None:
    code, shown = talk(["record", "I.3", "-a", "so-a", "-d", "2026-02-01", "-s", "completed", "-m", "Đã gửi."], ["", "c"], office)
    assert code == 0, shown
    assert "Báo cáo này tính cho lần 2026-Q1 (hạn 25/03/2026).\n" in shown


def test_many_documents_move_a_bar_that_is_gone_when_they_are_made(repository: Path) -> None:
    code, shown = talk(["report", "agency", "--all", "-f", "markdown", "-o", "phieu"], [], repository)
    assert code == 0, shown
    assert "Đang lập văn bản" in shown
    assert re.search(r"(\d+)/\1(?!\d)", shown), "the last step was shown"
    assert len(list((repository / "phieu").iterdir())) > 10
    assert "Đang lập" not in shown.rpartition("Đã ghi")[2]
