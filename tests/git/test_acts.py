"""The coordinator's acts on real repositories: each is one event and one commit, changes a standing, and can be undone."""

import json
from pathlib import Path
from typing import Any

import pytest
from test_recording import hook, state_of

from conftest import Program, Ran, git


class Desk:
    """Somebody at work in the office: every command must end well; each is given a name of its own for its file."""

    def __init__(self, folder: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._kehoach, self._monkeypatch, self._number = folder, kehoach, monkeypatch, 0

    def does(self, *arguments: str) -> Ran:
        self._number += 1
        self._monkeypatch.setenv("KEHOACH_TOKEN", f"{self._number:06x}")
        ran = self._kehoach(*arguments, cwd=self.folder)
        assert ran.code == 0, ran.err
        return ran

    def refused(self, *arguments: str) -> str:
        """What is said when the command is refused as wrongly used; it leaves everything as it was."""
        before = state_of(self.folder)
        ran = self._kehoach(*arguments, cwd=self.folder)
        assert (ran.code, state_of(self.folder)) == (2, before), ran.err
        return ran.err

    def reports(self, item: str, agency: str, on: str, state: str = "completed") -> str:
        """A report on record; its name."""
        self.does("record", item, "-a", agency, "-d", on, "-s", state, "-m", "Đã làm.", "-e", "Báo cáo 1/BC 2026-06-01")
        return f"{on}-{item}-{self._number:06x}"

    def stands(self, item: str, agency: str) -> dict[str, Any]:
        """The obligation as `status` tells it."""
        (plan,) = json.loads(self._kehoach("status", "--format", "json", cwd=self.folder).out)["plans"]
        (found,) = (one for one in plan["items"] if one["id"] == item)
        (own,) = (one for one in found["obligations"] if one["agency"] == agency and one["role"] == "lead")
        return {key: own[key] for key in ("state", "standing", "due", "original_due")}

    def turns(self, item: str, agency: str) -> dict[str, tuple[str, str]]:
        """The standing and the deadline of every turn of a recurring item."""
        (plan,) = json.loads(self._kehoach("status", "--format", "json", cwd=self.folder).out)["plans"]
        (found,) = (one for one in plan["items"] if one["id"] == item)
        own = (one for one in found["obligations"] if one["agency"] == agency)
        return {one["occurrence"]: (one["standing"], one["due"]) for one in own}

    def standing(self, item: str, agency: str) -> str:
        return str(self.stands(item, agency)["standing"])

    def last_event(self) -> tuple[str, str]:
        """The path and the text of the one file the last commit added."""
        (line,) = git(self.folder, "show", "--name-status", "--format=", "HEAD").splitlines()
        change, path = line.split("\t")
        assert change == "A"
        return path, (self.folder / path).read_text(encoding="utf-8")

    def subject(self) -> str:
        return git(self.folder, "log", "-1", "--format=%s").strip()


@pytest.fixture
def desk(office: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(office, kehoach, monkeypatch)


def test_the_life_of_a_task_from_report_to_confirmation_and_back_by_undo(desk: Desk) -> None:
    steps = ["overdue"]

    def step() -> None:
        steps.append(desk.standing("I.1", "so-a"))

    first = desk.reports("I.1", "SA", "2026-06-20")
    step()
    desk.does("return", "I.1", "--agency", "SA", "--reason", "Thiếu biên bản.", "--date", "25/6/2026")
    path, text = desk.last_event()
    assert path == "plans/kh/progress/2026/so-a/2026-06-25-I.1-000002.yaml"
    assert text == (
        "# yaml-language-server: $schema=../../../../../schema/event.schema.json\n"
        f"kind: confirmation\ndate: 2026-06-25\nitem: I.1\nof: {first}\nresult: returned\nreason: Thiếu biên bản.\n"
    )
    assert desk.subject() == "tra-lai(kh/I.1): so-a 2026-06-25"
    step()
    second = desk.reports("I.1", "SA", "2026-07-10")
    step()
    desk.does("confirm", "kh/I.1", "--note", "Đã đối chiếu.")
    path, text = desk.last_event()
    assert path == "plans/kh/progress/2026/so-a/2026-11-23-I.1-000004.yaml"
    assert text.split("\n")[1:] == [
        "kind: confirmation", "date: 2026-11-23", "item: I.1", f"of: {second}", "result: accepted", "note: Đã đối chiếu.", "",
    ]  # fmt: skip
    assert desk.subject() == "xac-nhan(kh/I.1): so-a 2026-11-23"
    assert git(desk.folder, "log", "-1", "--format=%(trailers:only,unfold)") == "Plan: kh\nItem: I.1\nAgency: so-a\n\n"
    assert git(desk.folder, "log", "-1", "--format=%an") == "Nguyễn Văn Thử\n"
    step()
    assert steps == ["overdue", "awaiting-confirmation", "overdue", "awaiting-confirmation", "done-late"]
    desk.does("validate")
    for before in reversed(steps[:-1]):
        desk.does("undo", "--yes")
        assert desk.standing("I.1", "so-a") == before
    assert desk.standing("I.1", "so-a") == "overdue"
    assert git(desk.folder, "ls-files") == "agencies.yaml\nplans/kh/plan.yaml\n"


def test_a_lead_names_whom_it_has_worked_with_and_the_partner_answers(desk: Desk, kehoach: Program) -> None:
    desk.does("record", "I.1", "-a", "SA", "-d", "2026-06-01", "-s", "in-progress", "-m", "Đã họp.", "--with", "sở b")
    assert "with:\n  - so-b\n" in desk.last_event()[1]

    def partner() -> list[str]:
        rows = kehoach("status", "--item", "I.1", "--format", "plain", cwd=desk.folder).out.splitlines()
        return [row.split("  ")[-2].strip() for row in rows if "được nêu" in row]

    assert len(partner()) == 1
    desk.does("record", "I.1", "-a", "so-b", "-d", "2026-06-02", "-s", "nothing-to-report")
    assert partner() == []


def test_an_extension_moves_the_deadline_and_keeps_the_old_one_until_undone(desk: Desk) -> None:
    before = desk.stands("I.1", "so-a")
    assert before == {"state": None, "standing": "overdue", "due": "2026-06-30", "original_due": "2026-06-30"}
    desk.does("extend", "I.1", "-a", "so-a", "--to", "30/11/2026", "--basis", "Công văn 5/UBND", "--date", "2026-06-29")
    assert desk.last_event()[1].split("\n")[1:] == [
        "kind: extension", "date: 2026-06-29", "item: I.1", "to: 2026-11-30", "basis: Công văn 5/UBND", "",
    ]  # fmt: skip
    assert desk.subject() == "gia-han(kh/I.1): so-a 2026-06-29"
    assert desk.stands("I.1", "so-a") == before | {"standing": "in-term", "due": "2026-11-30"}
    assert "Hạn cũ 30/06/2026 được gia hạn đến 30/11/2026" in desk.does("show", "I.1", "--why").out
    desk.does("validate")
    desk.does("undo", "--yes")
    assert desk.stands("I.1", "so-a") == before


def test_an_extension_moves_one_turn_of_a_recurring_task_and_leaves_the_others(desk: Desk) -> None:
    before = desk.turns("I.3", "so-a")
    assert before["2026-Q3"] == ("overdue", "2026-09-25")
    desk.does("extend", "I.3", "-a", "so-a", "-p", "2026-Q3", "--to", "30/11/2026", "-b", "Công văn 5/UBND")
    assert desk.last_event()[1].split("\n")[1:] == [
        "kind: extension", "date: 2026-11-23", "item: I.3", "period: 2026-Q3", "to: 2026-11-30", "basis: Công văn 5/UBND", "",
    ]  # fmt: skip
    assert git(desk.folder, "log", "-1", "--format=%(trailers:key=Period,valueonly)").strip() == "2026-Q3"
    assert desk.turns("I.3", "so-a") == before | {"2026-Q3": ("in-term", "2026-11-30")}
    desk.does("validate")
    desk.does("undo", "--yes")
    assert desk.turns("I.3", "so-a") == before


def test_an_excuse_lets_the_check_pass_until_undone(desk: Desk, kehoach: Program) -> None:
    for agency in ("so-a", "so-b"):
        desk.does("submit", "-a", agency, "-p", "2026", "-m", "Đã thực hiện.")
    assert kehoach("check", "-p", "2026", cwd=desk.folder).code == 1
    desk.does("excuse", "kh", "-a", "so-moi", "-p", "2026", "-b", "Công văn 7/VP", "-d", "2026-11-01")
    path, text = desk.last_event()
    assert path == "plans/kh/progress/2026/so-moi/2026-11-01-excuse-000003.yaml"
    assert text.split("\n")[1:] == ["kind: excuse", "date: 2026-11-01", 'period: "2026"', "basis: Công văn 7/VP", ""]
    assert desk.subject() == "mien(kh/2026): so-moi 2026-11-01"
    assert "Sở Mới (so-moi): Công văn 7/VP" in desk.does("check", "-p", "2026").out
    desk.does("undo", "--yes")
    assert kehoach("check", "-p", "2026", cwd=desk.folder).code == 1


def test_a_return_does_not_speak_of_the_revision_that_comes_on_the_same_day(desk: Desk, tmp_path: Path) -> None:
    form = tmp_path / "bao-cao.yaml"
    text = "received: {}\nstatement: Tốt.\nitems:\n  - {{item: I.1, state: completed, results: {}.}}\n"
    submit = ("submit", "kh", "-a", "so-a", "-p", "2026", "--from", str(form))
    form.write_text(text.format("2026-11-10", "Xong"), encoding="utf-8")
    desk.does(*submit)
    desk.does("return", "2026/so-a", "-m", "Thiếu biên bản.")
    form.write_text(text.format("2026-11-23", "Xong và có biên bản"), encoding="utf-8")
    desk.does(*submit, "--revise")
    assert desk.standing("I.1", "so-a") == "awaiting-confirmation"
    desk.does("confirm", "2026/so-a")
    assert "of: 2026/so-a.r2\n" in desk.last_event()[1]
    assert desk.standing("I.1", "so-a") == "done-late"
    desk.does("validate")


# Which turn a report counts for


def test_a_late_report_of_a_recurring_task_says_for_which_turn_it_counts_and_how_to_name_another(desk: Desk) -> None:
    for day in ("2026-03-20", "2026-06-20"):
        assert desk.does("record", "I.3", "-a", "so-a", "-d", day, "-s", "completed", "-m", "Đã gửi.").err.startswith(
            f"Báo cáo này tính cho lần 2026-Q{int(day[6]) // 3} (hạn 25/0{day[6]}/2026).\nĐã ghi"
        )
    late = ("record", "I.3", "-a", "so-a", "-d", "2026-09-27", "-s", "completed", "-m", "Đã gửi.")
    said = desk.does(*late).err
    assert said.startswith(
        "Báo cáo này tính cho lần 2026-Q4 (hạn 25/12/2026). Các lần trước chưa xong: 2026-Q3 (hạn 25/09/2026); "
        "nếu báo cho lần đó thì thêm --period 2026-Q3.\n"
    )
    desk.does("undo", "--yes")
    assert "tính cho" not in desk.does(*late, "--period", "2026-Q3").err
    desk.does("confirm", "I.3", "--of", "2026-09-27-I.3-000005")
    assert desk.turns("I.3", "so-a")["2026-Q3"][0] == "done-late"


def test_a_correction_counts_for_the_turn_of_what_it_corrects(desk: Desk) -> None:
    name = desk.reports("I.3", "so-a", "2026-06-20", "completed")
    again = ("record", "I.3", "-a", "so-a", "-d", "2026-07-05", "-s", "in-progress", "-m", "Chưa xong.", "--replaces", name)
    assert desk.does(*again).err.startswith("Báo cáo này tính cho lần 2026-Q2 (hạn 25/06/2026).")
    assert "period: 2026-Q2\n" in desk.last_event()[1]


# Whose report is answered


def test_the_answer_to_a_predecessors_report_stands_under_the_predecessor(desk: Desk) -> None:
    desk.reports("I.2", "so-cu", "2026-06-20")
    desk.does("confirm", "I.2", "--agency", "so-moi")
    assert desk.last_event()[0] == "plans/kh/progress/2026/so-cu/2026-11-23-I.2-000002.yaml"
    assert desk.standing("I.2", "so-moi") == "done-on-time"
    desk.does("validate")


@pytest.mark.parametrize("subject", ["{}", "kh/{}", "plans/kh/progress/2026/so-a/{}.yaml"])
def test_the_report_itself_may_be_named_instead_of_the_item(subject: str, desk: Desk) -> None:
    name = desk.reports("I.1", "so-a", "2026-06-20")
    desk.does("confirm", subject.format(name))
    assert f"of: {name}\n" in desk.last_event()[1]


def test_a_filing_is_confirmed_by_its_name(desk: Desk, tmp_path: Path) -> None:
    form = tmp_path / "bao-cao.yaml"
    form.write_text(
        "received: 2026-11-20\nstatement: Tốt.\nitems:\n  - {item: I.1, state: completed, results: Xong.}\n", encoding="utf-8"
    )
    desk.does("submit", "kh", "-a", "so-a", "-p", "2026", "--from", str(form))
    desk.does("confirm", "2026/so-a")
    path, text = desk.last_event()
    assert path == "plans/kh/progress/2026/so-a/2026-11-23-I.1-000002.yaml"
    assert "of: 2026/so-a.r1\n" in text
    assert desk.standing("I.1", "so-a") == "done-late"


def test_of_several_reports_the_one_meant_has_to_be_named(desk: Desk) -> None:
    first, second = desk.reports("I.4", "so-a", "2026-11-01"), desk.reports("I.4", "so-b", "2026-11-02")
    said = desk.refused("confirm", "I.4")
    assert f"kh/I.4 --agency so-a --of {first}; kh/I.4 --agency so-b --of {second}" in said
    desk.does("confirm", "--of", second)
    assert desk.standing("I.4", "so-b") == "done-on-time"
    desk.does("confirm", "I.4")
    assert desk.standing("I.4", "so-a") == "done-on-time"


def test_a_wrong_answer_is_corrected_by_another(desk: Desk) -> None:
    desk.reports("I.1", "so-a", "2026-06-20")
    desk.does("return", "I.1", "-m", "Nhầm.", "-d", "2026-07-01")
    assert "thêm --replaces 2026-07-01-I.1-000002" in desk.refused("confirm", "I.1", "-a", "so-a")
    desk.does("confirm", "--replaces", "2026-07-01-I.1-000002", "-d", "2026-07-02")
    assert "replaces: 2026-07-01-I.1-000002\n" in desk.last_event()[1]
    assert desk.standing("I.1", "so-a") == "done-on-time"
    desk.does("validate")


def test_a_confirmed_completion_can_be_returned_by_its_name(desk: Desk) -> None:
    name = desk.reports("I.1", "so-a", "2026-06-20")
    desk.does("confirm", "I.1", "-d", "2026-07-01")
    assert f"thêm --of {name}" in desk.refused("return", "I.1", "-m", "Kiểm tra lại thấy chưa xong.")
    desk.does("return", "I.1", "--of", name, "-m", "Kiểm tra lại thấy chưa xong.")
    assert desk.standing("I.1", "so-a") == "overdue"


def test_an_extension_is_corrected_to_an_earlier_day(desk: Desk) -> None:
    extend = ("extend", "I.1", "-a", "so-a", "-b", "Công văn 5/UBND")
    desk.does(*extend, "--to", "2026-12-31", "-d", "2026-06-29")
    assert "--replaces 2026-06-29-I.1-000001" in desk.refused(*extend, "--to", "2026-11-30")
    desk.does(*extend, "--to", "2026-11-30", "--replaces", "2026-06-29-I.1-000001")
    assert desk.stands("I.1", "so-a")["due"] == "2026-11-30"


def test_an_heir_corrects_the_extension_that_its_predecessor_was_granted(desk: Desk) -> None:
    desk.does("extend", "I.2", "-a", "so-cu", "-b", "Công văn 5/UBND", "--to", "2027-06-30", "-d", "2026-06-01")
    shorter = ("extend", "I.2", "-a", "so-moi", "-b", "Công văn 6/UBND", "--to", "2027-03-31")
    assert "--replaces 2026-06-01-I.2-000001" in desk.refused(*shorter)
    desk.does(*shorter, "--replaces", "2026-06-01-I.2-000001")
    assert desk.stands("I.2", "so-moi")["due"] == "2027-03-31"
    desk.does("validate")


def test_what_is_named_wrongly_is_not_met_with_the_name_of_the_file_being_written(desk: Desk, kehoach: Program) -> None:
    ran = kehoach("extend", "I.1", "-a", "so-a", "-b", "Công văn 6/UBND", "--to", "2027-03-31",
                  "--replaces", "2026-11-23-I.1-0000ff", cwd=desk.folder)  # fmt: skip
    assert ran.code == 1
    assert "KH206" in ran.err
    assert "gần nhất" not in ran.err


def test_an_excuse_is_corrected(desk: Desk, kehoach: Program) -> None:
    desk.does("excuse", "-a", "so-a", "-p", "2026", "-b", "Công văn 7/VP", "-d", "2026-11-01")
    again = ("excuse", "-a", "so-a", "-p", "2026", "-b", "Công văn 8/VP")
    assert "đã được miễn báo cáo kỳ 2026: Công văn 7/VP" in desk.refused(*again)
    desk.does(*again, "--replaces", "2026-11-01-excuse-000001")
    assert "Sở A (so-a): Công văn 8/VP" in kehoach("check", "-p", "2026", cwd=desk.folder).out
    desk.does("validate")


# What is refused, always before anything is written


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("confirm",), "Còn thiếu: KẾ-HOẠCH/MỤC."),
        (("return",), "Còn thiếu: KẾ-HOẠCH/MỤC, --reason."),
        (("return", "I.2"), "Còn thiếu: --reason."),
        (("confirm", "I.2"), "Mục I.2 của kế hoạch kh: hiện không có báo cáo hoàn thành nào."),
        (("confirm", "I.2", "-a", "so-moi"), "Tính đến 23/11/2026, Sở Mới chưa báo mục I.2 là hoàn thành."),
        (("confirm", "I.2", "-a", "so-moi"), "kehoach record kh/I.2 --agency so-moi --state completed"),
        (("confirm", "I.1", "-a", "so-a", "-d", "2026-06-19"), "Tính đến 19/06/2026, Sở A chưa báo mục I.1 là hoàn thành."),
        (("confirm", "I.1", "-d", "2026-11-24"), "--date: ngày 24/11/2026 chưa đến"),
        (("confirm", "I"), "Mục I của kế hoạch kh chỉ là đề mục"),
        (("confirm", "I.1", "-a", "so-b"), "Sở B chỉ phối hợp ở mục I.1"),
        (("confirm", "I.4", "--of", "2026-06-20-I.1-000001"), "-000001” không phải báo cáo hoàn thành mục I.4."),
        (("confirm", "--of", "2026-06-20-I.1-000001", "-a", "van-phong"), "không phải báo cáo hoàn thành mục I.1 của Văn phòng."),
        (("confirm", "2026/so-c"), "Không có sự kiện hay báo cáo nào tên “2026/so-c”."),
        (("confirm", "I.1", "-a", "so-xyz"), "Không có cơ quan nào tên “so-xyz”"),
        (("extend",), "Còn thiếu: KẾ-HOẠCH/MỤC, --agency, --to, --basis."),
        (("extend", "I.1", "-a", "so-a", "-b", "Căn cứ", "--to", "30/6/2026"), "sau hạn đang áp dụng của mục I.1: 30/06/2026"),
        (("extend", "I.1", "-a", "so-a", "-b", "Căn cứ", "--to", "31/2/2027"), "--to: “31/2/2027” không phải là ngày."),
        (("extend", "I.1", "-a", "so-b", "-b", "Căn cứ", "--to", "1/2/2027"), "chủ trì là so-a (Sở A)"),
        (("extend", "I.1", "-a", "so-a", "-b", "Căn cứ", "--to", "1/2/2027", "-p", "2026"), "Cách sửa: bỏ --period"),
        (("extend", "I.3", "-a", "so-a", "-b", "Căn cứ", "--to", "1/2/2027"), "thêm --period, ví dụ --period 2026-Q4"),
        (("extend", "I.3", "-a", "so-a", "-b", "Căn cứ", "--to", "25/12/2026", "-p", "2026-Q4"), "25/12/2026."),
        (("extend", "I.3", "-a", "so-a", "-b", "Căn cứ", "--to", "1/2/2027", "-p", "2026"), "2026-Q3, 2026-Q4"),
        (("extend", "I.5", "-a", "so-a", "-b", "Căn cứ", "--to", "1/2/2027"), "không có thời hạn, nên không gia hạn được"),
        (("extend", "I.4", "-a", "các sở", "-b", "Căn cứ", "--to", "1/2/2027"), "“các sở” là một nhóm; ở đây"),
        (("record", "I.4", "-a", "cac so", "-s", "completed", "-m", "X"), "một trong: so-a (Sở A), so-b (Sở B), so-moi (Sở Mới)"),
        (("extend", "I.1", "-a", "cac-so", "-b", "Căn cứ", "--to", "1/2/2027"), "Cách sửa: ghi một cơ quan\n"),
        (("excuse",), "Còn thiếu: --agency, --period, --basis."),
        (("excuse", "-a", "van-phong", "-p", "2026", "-b", "Căn cứ"), "phải nộp là: so-a (Sở A), so-b (Sở B), so-moi (Sở Mới)."),
        (("excuse", "-a", "so-cu", "-p", "2026", "-b", "Căn cứ"), "phải nộp là: so-moi (Sở Mới)."),
        (("excuse", "-a", "so-a", "-p", "2026-Q1", "-b", "Căn cứ"), "không yêu cầu báo cáo kỳ “2026-Q1”"),
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused_in_a_sentence(arguments: tuple[str, ...], said: str, desk: Desk) -> None:
    desk.reports("I.1", "so-a", "2026-06-20")
    assert said in desk.refused(*arguments, "--no-input")


def test_a_second_confirmation_and_an_excuse_after_filing_are_refused(desk: Desk) -> None:
    desk.reports("I.1", "so-a", "2026-06-20")
    desk.does("confirm", "I.1")
    assert "đã được xác nhận ngày 23/11/2026 (2026-11-23-I.1-000002)" in desk.refused("confirm", "I.1")
    desk.does("submit", "-a", "so-a", "-p", "2026", "-m", "Tốt.")
    said = desk.refused("excuse", "-a", "so-a", "-p", "2026", "-b", "Căn cứ")
    assert "Sở A đã nộp báo cáo kỳ 2026 ngày 23/11/2026, nên không có gì để miễn." in said


def test_english_is_complete(desk: Desk) -> None:
    desk.reports("I.1", "so-a", "2026-06-20")
    said = desk.refused("--lang", "en", "extend", "I.1", "-a", "so-a", "-b", "Letter 5", "--to", "2026-06-30")
    assert said.split("\n")[:2] == [
        "Error: The new deadline 2026-06-30 is not after the one in force for item I.1: 2026-06-30.",
        "Cure: give a day after 2026-06-30",
    ]


# The steps it shares with `record`


def test_a_dry_run_prints_a_patch_and_changes_nothing(desk: Desk, kehoach: Program) -> None:
    desk.reports("I.1", "so-a", "2026-06-20")
    before = state_of(desk.folder)
    for arguments in (
        ("confirm", "I.1"),
        ("return", "I.1", "-m", "Thiếu."),
        ("extend", "I.1", "-a", "so-a", "--to", "2026-12-01", "-b", "Căn cứ"),
        ("excuse", "-a", "so-a", "-p", "2026", "-b", "Căn cứ"),
    ):
        ran = kehoach(*arguments, "--dry-run", cwd=desk.folder)
        assert (ran.code, state_of(desk.folder)) == (0, before), ran.err
        assert ran.out.startswith("diff --git a/plans/kh/progress/2026/so-a/2026-11-23-")


@pytest.mark.parametrize(
    ("arguments", "again"),
    [
        (("confirm", "I.1", "-m", "Chữ quý."), "kehoach confirm kh/I.1 --agency so-a --from"),
        (("return", "I.1", "-m", "Chữ quý."), "kehoach return kh/I.1 --agency so-a --from"),
        (("extend", "I.1", "-a", "so-a", "--to", "2026-12-01", "-b", "Chữ quý."), "kehoach extend kh/I.1 --agency so-a --from"),
        (("excuse", "-a", "so-a", "-p", "2026", "-b", "Chữ quý."), "kehoach excuse kh --agency so-a --period 2026 --from"),
    ],
)
def test_a_refused_commit_keeps_the_words_and_says_how_to_take_them_up(
    arguments: tuple[str, ...], again: str, desk: Desk, kehoach: Program
) -> None:
    desk.reports("I.1", "so-a", "2026-06-20")
    hook(desk.folder, "pre-commit", "exit 1")
    before = state_of(desk.folder)
    ran = kehoach(*arguments, cwd=desk.folder)
    assert (ran.code, state_of(desk.folder)) == (3, before)
    assert again in ran.err
    (draft,) = (desk.folder / ".git/kehoach/drafts").iterdir()
    (told,) = (line for line in kehoach("doctor", cwd=desk.folder).out.splitlines() if str(draft) in line and "--from" in line)
    assert again in told
    (desk.folder / ".git/hooks/pre-commit").unlink()
    desk.does(*again.split()[1:], str(draft))
    assert "Chữ quý." in desk.last_event()[1]
    assert not draft.exists()


def test_a_file_of_another_act_is_sent_to_its_own_command(desk: Desk, tmp_path: Path) -> None:
    desk.reports("I.1", "so-a", "2026-06-20")
    source = tmp_path / "viec.yaml"
    source.write_text("kind: confirmation\nitem: I.1\nresult: returned\nreason: Thiếu.\n", encoding="utf-8")
    for command in ("confirm", "record", "extend", "excuse", "submit"):
        assert "dùng lệnh kehoach return" in desk.refused(command, "--from", str(source))
    desk.does("return", "--from", str(source))
    assert "reason: Thiếu.\n" in desk.last_event()[1]


def test_a_file_with_faults_is_told_at_its_place(desk: Desk, kehoach: Program, tmp_path: Path) -> None:
    source = tmp_path / "viec.yaml"
    source.write_text("kind: extension\nitem: I.1\nto: 30/11/2026\nbasic: Công văn\n", encoding="utf-8")
    ran = kehoach("extend", "-a", "so-a", "--from", source, cwd=desk.folder)
    assert ran.code == 1
    assert [line.split(" ")[1] for line in ran.err.splitlines() if line.startswith(str(source))] == ["KH124", "KH121"]


def test_an_agency_that_has_ended_is_told_its_heir(desk: Desk, kehoach: Program) -> None:
    ran = kehoach("extend", "I.2", "-a", "so-cu", "--to", "2027-01-31", "-b", "Căn cứ", cwd=desk.folder)
    assert ran.code == 1
    assert "KH202" in ran.err
    assert "Sở Mới" in ran.err


def test_of_a_split_agency_the_one_that_holds_the_item_is_named_and_the_kept_words_can_be_recorded_by_it(
    desk: Desk, kehoach: Program
) -> None:
    agencies, plan = desk.folder / "agencies.yaml", desk.folder / "plans/kh/plan.yaml"
    split = agencies.read_text(encoding="utf-8").replace("successor: so-moi", "successor: [so-moi, so-b]")
    agencies.write_text(split, encoding="utf-8")
    handed = "transfers:\n  - {items: [I.2], from: so-cu, to: so-b, date: 2026-07-01, basis: Quyết định 9}\n"
    plan.write_text(plan.read_text(encoding="utf-8") + handed, encoding="utf-8")
    git(desk.folder, "commit", "--quiet", "--all", "--message=Tách")
    for command in (("record", "-s", "in-progress", "-m", "Đang làm."), ("extend", "--to", "2027-01-31", "-b", "Căn cứ")):
        ran = kehoach(command[0], "I.2", "-a", "so-cu", *command[1:], cwd=desk.folder)
        assert ran.code == 1
        assert "KH202" in ran.err
        assert "Sở B (so-b)" in ran.err
        assert "Sở Mới" not in ran.err
        (draft,) = (desk.folder / ".git/kehoach/drafts").iterdir()
        assert f"kehoach {command[0]} kh/I.2 --agency so-b --from " in ran.err
        desk.does(command[0], "kh/I.2", "--agency", "so-b", "--from", str(draft))
