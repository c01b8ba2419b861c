"""Changes to a real repository, each with what `diff` says of it, what `audit` finds in it, and how `audit` ends.

Every story starts from the same founding commit. `says` holds the sentences of `kehoach diff`, whole and in order; `finds` the
codes of `kehoach audit` for the change. Errors end `audit` with 1; warnings and notes do not.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from stories import (
    BEGUN,
    DONE,
    FILED,
    FOUNDED,
    PLAN,
    PLAN_PATH,
    START,
    Office,
    Step,
    audited,
    branch,
    commit,
    copy_of,
    event_path,
    filing,
    filing_path,
    founded,
    git,
    merge,
    once,
    replaced,
    settle,
    unsaved,
    update,
)

from conftest import Program, Ran
from kehoach_cli import rules

A_2025, B_2025 = filing_path("so-a", "2025"), filing_path("so-b", "2025")
NEWS = event_path("so-a", "2026-07-01", "I.1", "cccccc")
NEWS_TEXT = update("2026-07-01", "I.1", "completed", "Xong.")
A_FILES = "Sở A nộp báo cáo năm 2025 (đúng hạn)"
B_FILES = "Sở B nộp báo cáo năm 2025 (đúng hạn)"
A_DONE = "I.1: đang thực hiện → hoàn thành, chờ xác nhận (Sở A, 01/07/2026)"
filed_a = commit({A_2025: filing("2025-12-18")}, message="nop(p/2025): so-a")
filed_b = commit({B_2025: filing("2025-12-19")}, message="nop(p/2025): so-b", who="binh")
reported = commit({NEWS: NEWS_TEXT}, message="ghi(p/I.1): so-a 2026-07-01")


_PROGRAM: list[Program] = []


def undo(office: Office) -> Ran:
    return _PROGRAM[-1]("undo", "--yes", "--no-input", cwd=office.folder)


class Story(NamedTuple):
    """What somebody does; what `diff` says of it, between the founding commit and the end or other `ends`; what `audit` finds."""

    does: tuple[Step, ...]
    says: tuple[str, ...] = ()
    finds: tuple[str, ...] = ()
    ends: tuple[str, ...] = (START, "HEAD")


def act(kind: str, day: str, more: str, item: str | None = "I.2", agency: str = "so-b") -> Step:
    """An act of the coordinator."""
    subject = f"item: {item}\n" if item else ""
    return commit({event_path(agency, day, item or kind, "dddddd"): f"kind: {kind}\ndate: {day}\n{subject}{more}"})


def agency(old: str, new: str) -> Step:
    return replaced("agencies.yaml", old, new)


def plan(old: str, new: str) -> Step:
    return replaced(PLAN_PATH, old, new)


WORK = {
    "a report in time": Story((filed_a,), (A_FILES,)),
    "a report three days late": Story((commit({A_2025: filing("2025-12-23")}),), ("Sở A nộp báo cáo năm 2025 (chậm 3 ngày)",)),
    "a report that says nothing": Story(
        (commit({A_2025: filing("2025-12-18", "...")}),), ("Sở A nộp báo cáo năm 2025 (để trống, chưa tính là đã nộp)",)
    ),
    "a report that nobody asked for": Story(
        (commit({filing_path("so-c", "2025"): filing("2025-12-18")}),),
        ("Sở C nộp báo cáo năm 2025 (không thuộc diện phải báo cáo kỳ này)",),
    ),
    "a report that tells of an item": Story(
        (commit({A_2025: filing("2025-12-18", more="items:\n  - {item: I.1, state: not-started}\n")}),),
        (A_FILES, "I.1: chưa báo cáo → chưa thực hiện (Sở A, 18/12/2025)"),
    ),
    "a revision beside the first report": Story(
        (commit({filing_path("so-a", "2024", ".r2"): filing("2025-01-10", "Đã bổ sung.")}),),
        ("Sở A nộp bản thứ 2 của báo cáo năm 2024",),
    ),
    "completion": Story((reported,), (A_DONE,)),
    "a turn of a recurring item, after an earlier one was completed": Story(
        (
            plan("    due: 2026-12-31\n", "    recurs: {every: quarter, by: '25'}\n"),
            commit({event_path("so-b", "2026-08-31", "I.2", "cccccc"): update("2026-08-31", "I.2", "in-progress")}),
        ),
        (
            "I.2: chưa báo cáo → đang thực hiện, quá hạn (Sở B, 31/08/2026, lần 2026-Q3)",
            "I.2: thời hạn, trước là 31/12/2026",
            "I.2: nhiệm vụ định kỳ, nay là hằng quý, hạn 25",
        ),
    ),
    "the same once more": Story(
        (commit({NEWS: update("2026-07-01", "I.1", "in-progress")}),), ("I.1: vẫn đang thực hiện (Sở A, 01/07/2026)",)
    ),
    "a correction by a new event": Story(
        (commit({NEWS: update("2026-07-01", "I.1", "suspended", more=f"replaces: {Path(BEGUN).stem}\n")}),),
        ("I.1: đang thực hiện → tạm dừng (Sở A, 01/07/2026), đính chính 2026-03-31-I.1-aaaaaa",),
    ),
    "a confirmation": Story(
        (act("confirmation", "2026-06-05", f"of: {Path(DONE).stem}\nresult: accepted\n"),),
        ("I.2: xác nhận báo cáo của Sở B (05/06/2026) → hoàn thành đúng hạn",),
    ),
    "a return": Story(
        (act("confirmation", "2026-06-05", f"of: {Path(DONE).stem}\nresult: returned\nreason: Thiếu phụ lục.\n"),),
        ("I.2: trả lại báo cáo của Sở B (05/06/2026): Thiếu phụ lục.",),
    ),
    "an extension": Story(
        (act("extension", "2026-06-15", "to: 2026-12-15\nbasis: Công văn 5/VP\n", "I.1", "so-a"),),
        ("Thời hạn I.1 lùi từ 30/06/2026 đến 15/12/2026 (Sở A, căn cứ Công văn 5/VP)",),
    ),
    "an excuse": Story(
        (act("excuse", "2025-12-10", 'period: "2025"\nbasis: Công văn 6/VP\n', None),),
        ("Sở B được miễn báo cáo năm 2025 (căn cứ Công văn 6/VP)",),
    ),
    "a reminder": Story(
        (act("reminder", "2025-12-22", 'period: "2025"\nlevel: 1\n', None),),
        ("Đôn đốc Sở B nộp báo cáo năm 2025, lần thứ nhất",),
    ),
    "a reminder of several things": Story(
        (act("reminder", "2026-07-22", 'period: ["2024", "2025"]\nitems: [{item: I.2}]\nlevel: 0\n', None),),
        ("Đôn đốc Sở B nộp báo cáo năm 2024, năm 2025, làm I.2, nhắc trước hạn",),
    ),
}
TAMPERING = {
    "one word of a past event": Story(
        (replaced(DONE, "đã trình", "đã duyệt"),),
        ("Mục đã ghi bị sửa (cập nhật tiến độ, I.2, Sở B, 31/05/2026): tóm tắt kết quả",),
        ("KH901",),
    ),
    "the state of a past event": Story(
        (replaced(BEGUN, "in-progress", "completed"),),
        ("Mục đã ghi bị sửa (cập nhật tiến độ, I.1, Sở A, 31/03/2026): tình trạng",),
        ("KH901",),
    ),
    "the day of a past report": Story(
        (replaced(FILED, "2024-12-18", "2024-12-01"),), ("Báo cáo năm 2024 của Sở A đã nộp bị sửa: ngày nhận",), ("KH901",)
    ),
    "only the looks of a past event": Story((replaced(BEGUN, "summary: Đang làm.", 'summary: "Đang làm."'),), (), ("KH901",)),
    "only the mode of a past event": Story((git("update-index", "--chmod=+x", BEGUN), git("commit", "-qm", "x"))),
    "a past event deleted": Story(
        (commit(gone=(BEGUN,)),), ("Mục đã ghi bị rút khỏi sổ (cập nhật tiến độ, I.1, Sở A, 31/03/2026)",), ("KH902",)
    ),
    "a past report deleted": Story((commit(gone=(FILED,)),), ("Báo cáo năm 2024 của Sở A bị rút khỏi sổ",), ("KH902",)),
    "an event given to another agency": Story(
        (commit({BEGUN.replace("so-a", "so-b"): FOUNDED[BEGUN]}, gone=(BEGUN,)),),
        (f"Mục đã ghi của Sở A bị chuyển từ {BEGUN} sang {BEGUN.replace('so-a', 'so-b')}",),
        ("KH903",),
    ),
    "an event under another name": Story(
        (git("mv", BEGUN, BEGUN.replace("aaaaaa", "eeeeee")), git("commit", "-qm", "x")),
        (f"Mục đã ghi của Sở A bị chuyển từ {BEGUN} sang {BEGUN.replace('aaaaaa', 'eeeeee')}",),
        ("KH903",),
    ),
    "an event edited and put back": Story((replaced(BEGUN, "Đang", "Đã"), replaced(BEGUN, "Đã", "Đang")), (), ("KH908",)),
    "an event deleted and put back": Story((commit(gone=(BEGUN,)), commit({BEGUN: FOUNDED[BEGUN]})), (), ("KH908",)),
    "an event edited on the disk alone": Story(
        (unsaved({DONE: FOUNDED[DONE].replace("trình", "duyệt")}),),
        ("Mục đã ghi bị sửa (cập nhật tiến độ, I.2, Sở B, 31/05/2026): tóm tắt kết quả",),
        ends=(),
    ),
    "a file deleted on the disk alone": Story(
        (unsaved({}, gone=(FILED,)),), ("Báo cáo năm 2024 của Sở A bị rút khỏi sổ",), ends=(START,)
    ),
    "an edit that is staged": Story(
        (unsaved({FILED: filing("2024-12-30")}), git("add", "--all"), unsaved({FILED: FOUNDED[FILED]})),
        ("Báo cáo năm 2024 của Sở A đã nộp bị sửa: ngày nhận",),
        ends=("--staged",),
    ),
}
TAKEN_BACK = {
    "undone by who recorded it": Story((reported, undo), (), ("KH907",)),
    "reverted by who recorded it": Story((filed_a, git("revert", "--no-edit", "HEAD")), (), ("KH907",)),
    "reverted by somebody else": Story((filed_a, git("revert", "--no-edit", "HEAD", who="binh")), (), ("KH902",)),
    "undone and recorded again": Story(
        (filed_a, git("revert", "--no-edit", "HEAD"), commit({A_2025: filing("2025-12-20", "Đã sửa lại.")})),
        (A_FILES,),
        ("KH907",),
    ),
    "a revert reverted": Story(
        (filed_a, git("revert", "--no-edit", "HEAD"), git("revert", "--no-edit", "HEAD")), (A_FILES,), ("KH907",)
    ),
    "an edit reverted": Story((replaced(BEGUN, "Đang", "Đã"), git("revert", "--no-edit", "HEAD")), (), ("KH908",)),
    "a removal that only says it is a revert": Story(
        (commit(gone=(BEGUN,), message='Revert "ghi(p/I.1): so-a 2026-03-31"'),),
        ("Mục đã ghi bị rút khỏi sổ (cập nhật tiến độ, I.1, Sở A, 31/03/2026)",),
        ("KH902",),
    ),
    "a revert that takes something else along": Story(
        (filed_a, commit(gone=(A_2025, BEGUN), message='Revert "nop(p/2025): so-a"')),
        ("Mục đã ghi bị rút khỏi sổ (cập nhật tiến độ, I.1, Sở A, 31/03/2026)",),
        ("KH902", "KH902"),
    ),
    "recorded, undone and rebased": Story(
        (
            branch("việc", reported, git("revert", "--no-edit", "HEAD")),
            filed_a,
            git("switch", "--quiet", "việc"),
            git("rebase", "--quiet", "main"),
        ),
        (A_FILES,),
        ("KH907",),
    ),
}
BRANCHES = {
    "two agencies on two branches": Story(
        (branch("a", filed_a), branch("b", filed_b), merge("a"), merge("b")), (A_FILES, B_FILES)
    ),
    "a branch rebased": Story(
        (branch("a", filed_a), filed_b, git("rebase", "--quiet", "main", "a"), git("switch", "-q", "main"), merge("a")),
        (A_FILES, B_FILES),
    ),
    "a branch squashed": Story(
        (branch("a", filed_a, reported), git("merge", "--squash", "--quiet", "a"), git("commit", "-qm", "Sở A (#7)")),
        (A_FILES, A_DONE),
    ),
    "one recording picked onto two branches": Story(
        (branch("a", filed_a), git("cherry-pick", "a", who="binh"), merge("a")), (A_FILES,)
    ),
    "an event edited on a branch before the merge": Story(
        (branch("a", reported, replaced(NEWS, "Xong.", "Đã xong.")), merge("a")), (A_DONE,), ("KH901",)
    ),
    "the same, squashed": Story(
        (
            branch("a", reported, replaced(NEWS, "Xong.", "Đã xong.")),
            git("merge", "--squash", "--quiet", "a"),
            git("commit", "-qm", "Sở A (#8)"),
        ),
        (A_DONE,),
    ),
    "a past event edited on a branch": Story(
        (branch("a", replaced(BEGUN, "Đang", "Đã")), filed_b, merge("a")),
        ("Mục đã ghi bị sửa (cập nhật tiến độ, I.1, Sở A, 31/03/2026): tóm tắt kết quả", B_FILES),
        ("KH901",),
    ),
    "an edit on a branch that the merge leaves out": Story(
        (branch("a", replaced(BEGUN, "Đang", "Đã")), filed_b, merge("a", "--strategy=ours")), (B_FILES,), ("KH908",)
    ),
    "a merge that edits an event by the way": Story(
        (branch("a", filed_a), filed_b, settle("a", {BEGUN: update("2026-03-31", "I.1", "completed")})),
        ("Mục đã ghi bị sửa (cập nhật tiến độ, I.1, Sở A, 31/03/2026): tình trạng", A_FILES, B_FILES),
        ("KH901",),
    ),
    "a merge that drops the other branch": Story(
        (branch("a", filed_a), filed_b, merge("a", "--strategy=ours")), (B_FILES,), ("KH902",)
    ),
    "two reports, the one that was here kept": Story(
        (
            branch("a", filed_a),
            commit({A_2025: filing("2025-12-19", "Bản khác.")}),
            settle("a", {A_2025: filing("2025-12-19", "Bản khác.")}),
        ),
        (A_FILES,),
        ("KH905",),
    ),
    "two reports, the one that came put in its place": Story(
        (branch("a", filed_a), commit({A_2025: filing("2025-12-19", "Bản khác.")}), settle("a", {A_2025: filing("2025-12-18")})),
        (A_FILES,),
        ("KH904",),
    ),
    "two reports, the one that came kept as a revision": Story(
        (
            branch("a", filed_a),
            commit({A_2025: filing("2025-12-18", "Bản khác.")}),
            settle("a", {A_2025: filing("2025-12-18", "Bản khác."), filing_path("so-a", "2025", ".r2"): filing("2025-12-18")}),
        ),
        (A_FILES, "Sở A nộp bản thứ 2 của báo cáo năm 2025"),
    ),
    "history rewritten, everything kept": Story(
        (filed_a, git("commit", "--amend", "-qm", "Viết lại"), git("tag", "-f", START, "HEAD@{1}")), (), ("KH906",)
    ),
    "history rewritten, a report lost": Story(
        (filed_a, git("tag", "-f", START), git("reset", "-q", "--hard", "HEAD~1"), filed_b),
        ("Báo cáo năm 2025 của Sở A bị rút khỏi sổ", B_FILES),
        ("KH902", "KH906"),
    ),
}
OFFICES = {
    "an agency renamed": Story((agency("name: Sở B", "name: Sở B mới"),), ("Sở B (so-b) đổi tên thành Sở B mới",)),
    "an agency founded": Story(
        (agency("  - {id: so-c", "  - {id: so-d, name: Sở D, since: 2026-01-01, basis: QĐ 1}\n  - {id: so-c"),),
        ("Thêm cơ quan Sở D (so-d), hoạt động từ 01/01/2026 (căn cứ QĐ 1)",),
    ),
    "an agency that ends and has an heir": Story(
        (agency("name: Sở B}", "name: Sở B, until: 2026-03-01, successor: so-c, basis: QĐ 2}"),),
        (
            "Sở B chấm dứt hoạt động từ 01/03/2026, Sở C kế thừa (căn cứ QĐ 2)",
            "I.1: phối hợp Sở B → Sở C từ 01/03/2026, do kế thừa (căn cứ QĐ 2)",
            "I.2: chủ trì Sở B → Sở C từ 01/03/2026, do kế thừa (căn cứ QĐ 2)",
        ),
    ),
    "an agency that ends without an heir": Story(
        (agency("name: Sở C}", "name: Sở C, until: 2026-03-01}"),),
        ("Sở C chấm dứt hoạt động từ 01/03/2026", "I.3: không còn ai chủ trì từ 01/03/2026, sau Sở C"),
    ),
    "an agency joins a group": Story((agency("[so-a, so-b]", "[so-a, so-b, so-c]"),), ("Nhóm các sở: thành viên, thêm Sở C",)),
    "an item handed over": Story(
        (plan("items:", "transfers:\n  - {items: [I.2], from: so-b, to: so-c, date: 2026-03-01, basis: CV 3}\nitems:"),),
        ("I.2: chủ trì Sở B → Sở C từ 01/03/2026 (căn cứ CV 3)",),
    ),
    "an item given to another agency in the plan itself": Story(
        (plan("lead: [so-c]", "lead: [so-b]"),), ("I.3: chủ trì Sở C → Sở B",)
    ),
}
AMENDED = """\
    due: 2026-12-31
    until: 2026-06-01
  - {id: I.2, text: Sở B lập và trình đề án., lead: [so-b], since: 2026-06-01, basis: QĐ 4}
"""
AMENDED_ACTOR = """\
    due: 2026-12-31
    until: 2026-06-01
  - {id: I.2, text: Sở B lập đề án., lead: [so-c], due: 2027-12-31, since: 2026-06-01, basis: QĐ 4}
"""
CALENDAR = """\
calendar:
  holidays: [{date: 2026-12-24, to: 2026-12-25, name: Nghỉ}]
  moved: [{period: "2026", due: 2026-12-28, basis: CV 7}]
items:"""
Q_PLAN = {"plans/q/plan.yaml": PLAN.replace("id: p", "id: q")}
PLANS = {
    "one word of a text": Story((plan("danh mục hằng năm", "danh sách hằng năm"),), ("I.1: sửa lời văn tại chỗ",)),
    "an amendment": Story(
        (plan("    due: 2026-12-31\n", AMENDED),),
        ("I.2: lời văn mới từ 01/06/2026 (căn cứ QĐ 4)", "I.2: thời hạn, trước là 31/12/2026, từ 01/06/2026 (căn cứ QĐ 4)"),
    ),
    "an amendment that changes who leads and by when": Story(
        (plan("    due: 2026-12-31\n", AMENDED_ACTOR),),
        (
            "I.2: chủ trì Sở B → Sở C từ 01/06/2026 (căn cứ QĐ 4)",
            "Thời hạn I.2 lùi từ 31/12/2026 đến 31/12/2027, hiệu lực từ 01/06/2026 (căn cứ QĐ 4)",
        ),
    ),
    "an amendment that changes nothing": Story(
        (plan("    due: 2026-12-31\n", AMENDED_ACTOR.replace("so-c", "so-b").replace("2027", "2026")),),
        ("I.2: lời văn mới từ 01/06/2026 (căn cứ QĐ 4)",),
    ),
    "an item dropped": Story(
        (plan("    lead: [so-c]", "    lead: [so-c]\n    until: 2026-06-01\n    basis: QĐ 5"),),
        ("I.3: bị bỏ từ 01/06/2026 (căn cứ QĐ 5)",),
    ),
    "an item added": Story(
        (plan("  - id: I.3", "  - {id: I.4, text: Việc mới., lead: [so-a]}\n  - id: I.3"),), ("Thêm mục I.4, chủ trì Sở A",)
    ),
    "an item deleted": Story((plan("  - id: I.3\n    text: Sở C kiểm tra.\n    lead: [so-c]\n", ""),), ("Xóa mục I.3 khỏi tệp",)),
    "items in another order": Story(
        (
            plan("  - id: I\n    heading: Việc chung\n", ""),
            plan("    lead: [so-c]", "    lead: [so-c]\n  - {id: I, heading: Việc chung}"),
        ),
        ("Các mục đổi thứ tự: I",),
    ),
    "a deadline put off in place": Story(
        (plan("due: 2026-06-30", "due: 2026-09-30"),), ("Thời hạn I.1 lùi từ 30/06/2026 đến 30/09/2026",)
    ),
    "a deadline brought forward in place": Story(
        (plan("due: 2026-06-30", "due: 2026-05-31"),), ("Thời hạn I.1 đẩy sớm lên, từ 30/06/2026 thành 31/05/2026",)
    ),
    "a deadline taken away": Story((plan("    due: 2026-06-30\n", ""),), ("I.1: thời hạn, trước là 30/06/2026",)),
    "the day reports are due": Story((plan("due: 12-20", "due: 12-25"),), ("hạn nộp, trước là 20/12, nay là 25/12",)),
    "a holiday and a moved deadline": Story(
        (plan("items:", CALENDAR),),
        ("Thêm ngày nghỉ 24/12/2026 - 25/12/2026, Nghỉ", "Dời thời hạn kỳ 2026, hạn 28/12/2026 (căn cứ CV 7)"),
    ),
    "a stricter audit": Story(
        (plan("items:", "audit: {since: 2027-01-01, one_agency: true}\nitems:"),),
        (
            "chỉ xét các commit từ ngày này, nay là 01/01/2027",
            "thay đổi ghi cho một cơ quan không động tới tệp nào khác, trước là không, nay là có",
        ),
    ),
    "a plan with another id": Story(
        (git("mv", "plans/p", "plans/q"), lambda office: office.write(Q_PLAN), git("commit", "-qam", "x")),
        ("Kế hoạch p đổi mã thành q: Kế hoạch thử",),
        ("KH909",),
    ),
    "a plan with another id, and more in the same commit": Story(
        (
            git("mv", "plans/p", "plans/q"),
            lambda office: office.write(
                {
                    "plans/q/plan.yaml": PLAN.replace("id: p", "id: q").replace("2026-12-31", "2027-01-31"),
                    DONE.replace("/p/", "/q/"): update("2026-05-31", "I.2", "completed", "Khác."),
                    A_2025.replace("/p/", "/q/"): filing("2025-12-18"),
                }
            ),
            git("add", "--all"),
            git("commit", "-qm", "x"),
        ),
        (
            "Mục đã ghi bị sửa (cập nhật tiến độ, I.2, Sở B, 31/05/2026): tóm tắt kết quả",
            A_FILES,
            "Thời hạn I.2 lùi từ 31/12/2026 đến 31/01/2027",
            "Kế hoạch p đổi mã thành q: Kế hoạch thử",
        ),
        ("KH902", "KH909"),
    ),
    "a second plan": Story((commit(Q_PLAN),), ("Thêm kế hoạch: Kế hoạch thử (4 mục)",)),
    "a template": Story((commit({"templates/vi/annual.md.j2": "x\n"}),), ("Thêm mẫu templates/vi/annual.md.j2",)),
    "a file nobody can read": Story((commit({NEWS: "kind: update\n  - x"}),), (f"Không đọc được {NEWS}",)),
    "a past event that cannot be read any more": Story(
        (commit({BEGUN: "<<<<<<< HEAD\n"}),), (f"Không đọc được {BEGUN} (trước đây đọc được)",), ("KH901",)
    ),
    "nothing that means anything": Story((plan("items:", "# ghi chú\nitems:"),)),
}
EVERY_STORY = {**WORK, **TAMPERING, **TAKEN_BACK, **BRANCHES, **OFFICES, **PLANS}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Office]:
    return once(lambda: founded(tmp_path_factory.mktemp("kho") / "goc"))


@pytest.mark.parametrize("name", EVERY_STORY)
def test_story(name: str, office: Callable[[], Office], tmp_path: Path, kehoach: Program) -> None:
    story = EVERY_STORY[name]
    _PROGRAM[:] = [kehoach]
    there = copy_of(office(), tmp_path / "kho")
    for step in story.does:
        step(there)
    told = kehoach("diff", *story.ends, "--format", "json", cwd=there.folder)
    assert told.code == 0, told.err
    assert tuple(change["message"] for change in json.loads(told.out)["changes"]) == story.says
    code = int(any(rules.rule(code).severity == "error" for code in story.finds))
    assert audited(kehoach, there, f"{START}..HEAD") == (list(story.finds), code)
    if "KH906" not in story.finds:  # what the whole history shows is what the change has brought
        assert audited(kehoach, there) == (list(story.finds), code)
