"""Many entries in one list: checked as a whole, one commit for each agency, and given again it records only what is missing."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import hostile_lists
from conftest import Program, git, posix_only, spawn
from kehoach_cli import emit, fields, repo, rules
from kehoach_cli.findings import MORE
from kehoach_cli.findings import MOST as MOST_OF_A_KIND
from kehoach_cli.lists import MOST
from kehoach_cli.nodes import MAX_BYTES

LIST = """\
# Tháng 6
- plan: kh
  item: I.1
  agency: so-a
  date: 2026-06-30
  state: in-progress
  summary: Đang soạn quy chế.
- plan: kh
  item: I.4
  agency: so-b
  date: 2026-06-30
  state: in-progress
  summary: >-
    Đang làm.
    Câu hai: “trích” #3.
- {plan: kh, item: I.5, agency: SA, date: 2026-05-31, state: in-progress, summary: Tháng năm.}
"""
REPORTS = """\
- plan: kh
  agency: so-a
  period: "2026"
  document: {type: Báo cáo, number: 12/BC-SA, date: 2026-11-20}
  statement: Đã làm theo kế hoạch.
  items:
    - {item: I.1, state: , results: }
    - {item: I.5, state: in-progress, results: Đã làm thường xuyên.}
- plan: kh
  agency: so-b
  period: "2026"
  document: {type: Báo cáo, number: 7/BC-SB, date: 2026-11-20}
  statement: Đã phối hợp.
"""
FAULTY = """\
- {plan: kh, item: I.1, agency: so-a, date: 2026-06-31, state: in-progres, summary: Ngày không có.}
- {plan: kh, item: I.9, agency: so-a, date: 2026-06-30, state: in-progress, summary: Mục không có.}
- {plan: kh, item: I.1, agency: so-a, state: in-progress, summary: Không có ngày.}
- {plan: kh, item: I.2, agency: so-b, date: 2026-06-30, state: in-progress, summary: Việc của sở khác.}
- {plan: kh, item: I.1, agency: so-a, date: 2026-06-29, state: in-progress, summary: Hai lần.}
- {plan: kh, item: I.1, agency: so-a, date: 2026-06-29, state: in-progress, summary: Hai lần.}
- chỉ một dòng chữ
- {plan: kh, item: I.1, agency: so-a, date: 2027-01-01, state: in-progress, summary: Ngày chưa đến.}
- {kind: excuse, plan: kh, agency: so-a, date: 2026-06-29}
- {plan: kh, item: I.1, agency: so-a, date: 2026-06-28, state: in-progress, summary: Mục này không sai.}
"""


@pytest.fixture
def lists(office: Path) -> Path:
    """The folder with the lists, beside the workspace."""
    folder = office.parent
    for name, text in (("ds", LIST), ("bao-cao", REPORTS), ("sai", FAULTY)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def log(folder: Path) -> list[str]:
    """The subjects of the commits since the workspace was made, oldest first."""
    return git(folder, "log", "--reverse", "--format=%s").splitlines()[1:]


def hook(folder: Path, name: str, script: str) -> None:
    path = folder / ".git/hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_each_agency_gets_one_commit_with_all_of_its_entries(office: Path, lists: Path, kehoach: Program) -> None:
    ran = kehoach("record", "--from", lists / "ds.yaml", cwd=office)
    assert (ran.code, ran.out, ran.err) == (0, "", "Đã ghi 3 mục, 2 commit: so-a, so-b.\n")
    assert git(office, "log", "-2", "--reverse", "--name-status", "--format=%n%B").split("\n") == [
        "",
        "ghi(kh): so-a (2)",
        "",
        "Plan: kh",
        "Item: I.1",
        "Item: I.5",
        "Agency: so-a",
        "",
        "",
        "A\tplans/kh/progress/2026/so-a/2026-05-31-I.5-52fb12.yaml",
        "A\tplans/kh/progress/2026/so-a/2026-06-30-I.1-a420a7.yaml",
        "",
        "ghi(kh/I.4): so-b 2026-06-30",
        "",
        "Plan: kh",
        "Item: I.4",
        "Agency: so-b",
        "",
        "",
        "A\tplans/kh/progress/2026/so-b/2026-06-30-I.4-2fed0e.yaml",
        "",
    ]
    (written,) = (office / "plans/kh/progress/2026/so-b").iterdir()
    assert written.read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../../../../schema/event.schema.json\n"
        "kind: update\n"
        "date: 2026-06-30\n"
        "item: I.4\n"
        "state: in-progress\n"
        'summary: "Đang làm. Câu hai: “trích” #3."\n'
    )
    assert git(office, "status", "--porcelain") == ""
    assert kehoach("validate", cwd=office).code == 0


def test_reports_for_a_period_are_filed_in_the_same_way(office: Path, lists: Path, kehoach: Program) -> None:
    assert kehoach("submit", "--from", lists / "bao-cao.yaml", cwd=office).code == 0
    assert log(office) == ["nop(kh/2026): so-a", "nop(kh/2026): so-b"]
    assert "item: I.1" not in (office / "plans/kh/filings/2026/so-a.yaml").read_text(encoding="utf-8")


def test_every_fault_is_told_with_its_entry_and_nothing_is_written(
    office: Path, lists: Path, kehoach: Program, golden: Any
) -> None:
    before = git(office, "rev-parse", "HEAD")
    for language in ("vi", "en"):
        ran = kehoach("--lang", language, "record", "--from", "../sai.yaml", cwd=office)
        assert (ran.code, ran.out) == (1, "")
        golden(f"list-faults.{language}.txt", ran.err)
    assert (git(office, "rev-parse", "HEAD"), git(office, "status", "--porcelain")) == (before, "")
    assert not (office / ".git/kehoach/drafts").exists()


SOUND = "plan: kh, item: I.1, agency: so-a, date: 2026-06-29, state: in-progress"
FLOODS = {
    "unknown keys": "{{item: I.1, a: 1, b: 1, c: 1, d: 1, e: 1}}",
    "missing keys": "{{item: I.1, agency: so-a}}",
    "wrong types": "{{item: [1], state: {{a: 1}}, date: x, summary: [a]}}",
    "nested": "{{item: I.1, figures: [[[[{{a: [b]}}]]]]}}",
    "no mappings": "{n}",
    "nothing": "",
    "an agency that is unknown": "{{plan: kh, item: I.1, agency: so-{n}, date: 2026-06-29, state: in-progress, summary: x}}",
    "one entry again and again": f"{{{{{SOUND}, summary: x}}}}",
    "a rule": "{{plan: kh, item: I.2, agency: so-b, date: 2026-06-29, state: in-progress, summary: x{n}}}",
    "agencies that are unknown": f"{{{{{SOUND}, summary: x{{n}}, with: [zz-a, zz-b]}}}}",
}


def flood(name: str, number: int) -> str:
    return "".join(f"- {FLOODS[name].format(n=n)}\n" for n in range(number))


@pytest.mark.parametrize("name", FLOODS)
def test_of_very_many_faulty_entries_the_first_are_told_and_how_many_are_left(
    name: str, office: Path, lists: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled: list[object] = []
    fill = fields.fill
    monkeypatch.setattr(fields, "fill", lambda *given: (filled.append(given), fill(*given))[1])
    (lists / "lut.yaml").write_text(flood(name, 3000), encoding="utf-8")
    ran = kehoach("record", "--from", lists / "lut.yaml", cwd=office)
    last = MOST + (name == "one entry again and again")  # the first one is sound
    assert (ran.code, ran.err.count("Mục thứ ")) == (1, MOST)
    assert ran.err.endswith(
        f"Nhiều lỗi quá, chưa kể hết: còn {3000 - last} mục, từ mục thứ {last + 1} trở đi, có thể cũng có lỗi.\n"
        "Sửa các mục trên rồi gõ lại lệnh để xem tiếp.\n"
        "Chưa ghi gì: cần sửa các lỗi trên trước.\n"
    )
    assert len(filled) < 3000, "what is not told is not looked at"
    ran = kehoach("--lang", "en", "record", "--from", lists / "lut.yaml", cwd=office)
    assert f": {3000 - last} more entries, from entry {last + 1} on, may have some too.\n" in ran.err


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a process from /proc")
@pytest.mark.parametrize(
    "name", ["unknown partners", "sound entries and a faulty one", "unknown keys", "reports on one item", "agencies of 80 kB"]
)
def test_the_longest_lists_are_refused_within_bounds(name: str, tmp_path: Path) -> None:
    hostile_lists.lay_out(tmp_path / "kho")
    told = hostile_lists.told_of(tmp_path / "kho", hostile_lists.LISTS[name])
    assert told.processor < 4, "twice the bar, because machines that test are shared"
    assert told.memory > 10e6
    assert hostile_lists.wrong_with(hostile_lists.LISTS[name], told._replace(processor=told.processor / 2)) == []


def test_one_entry_with_very_many_faults_is_told_as_a_file_with_as_many(office: Path, lists: Path, kehoach: Program) -> None:
    entry = "{" + "".join(f"x{n}: 1, " for n in range(MOST_OF_A_KIND + 40)) + "item: I.1}"
    for text in (entry, f"- {entry}\n"):
        (lists / "lut.yaml").write_text(text, encoding="utf-8")
        ran = kehoach("record", "--from", lists / "lut.yaml", cwd=office)
        assert (ran.code, ran.err.count(": KH121 "), ran.err.count(f": {MORE} ")) == (1, MOST_OF_A_KIND, 1)
        assert "còn 40 chỗ KH121 nữa" in ran.err


def test_the_faults_that_forbid_are_told_whatever_else_is_to_be_noted(office: Path, lists: Path, kehoach: Program) -> None:
    noted = SOUND.replace("in-progress", "completed")  # KH415: without a word on what was done
    text = "".join(f"- {{{noted}, proposals: x{n}}}\n" for n in range(MOST + 20))
    (lists / "lut.yaml").write_text(text, encoding="utf-8")
    ran = kehoach("record", "--dry-run", "--from", lists / "lut.yaml", cwd=office)
    assert (ran.code, ran.err.count("Mục thứ ")) == (0, MOST)
    assert ran.err.endswith("Còn 20 mục khác cũng có điều cần lưu ý, không kể ở đây.\n")
    (lists / "lut.yaml").write_text(text + "- {item: I.1}\n", encoding="utf-8")
    ran = kehoach("record", "--from", lists / "lut.yaml", cwd=office)
    assert (ran.code, f"Mục thứ {MOST + 21} trong danh sách" in ran.err) == (1, True)
    assert "chưa kể hết" not in ran.err


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("- a\n" * 4_001, "có hơn 4.000 mục"),
        ("- [a]\n" * 40_000, "có hơn 60.000 thành phần"),
        (f"- x: [{'a, ' * 50_000}a]\n", "có hơn 50.000 thành phần"),
        (f"x: [{'a, ' * 50_000}a]\n", "có hơn 50.000 thành phần"),
        ("#" * 8_000_001, "lớn hơn 8 MB"),
    ],
    ids=["entries", "list", "entry of a list", "entry", "bytes"],
)
def test_what_is_too_long_to_be_read_is_refused(text: str, limit: str, office: Path, lists: Path, kehoach: Program) -> None:
    (lists / "lut.yaml").write_text(text, encoding="utf-8")
    ran = kehoach("record", "--from", lists / "lut.yaml", cwd=office)
    assert (ran.code, f"KH111 lỗi: tệp {limit}" in ran.err) == (1, True), ran.err[:500]


def test_of_a_key_that_is_unknown_the_nearest_is_told(office: Path, lists: Path, kehoach: Program) -> None:
    for text in ("sumary: Đang làm.\n", "- sumary: Đang làm.\n"):
        (lists / "sai.yaml").write_text(text, encoding="utf-8")
        assert "có phải ý là “summary”?" in kehoach("record", "--from", lists / "sai.yaml", cwd=office).err


def test_a_fault_in_a_form_points_at_its_line_in_the_list(office: Path, lists: Path, kehoach: Program) -> None:
    (lists / "bao-cao.yaml").write_text(REPORTS.replace("item: I.5", "item: I.55"), encoding="utf-8")
    ran = kehoach("submit", "--from", "../bao-cao.yaml", cwd=office)
    assert ran.err.splitlines()[:2] == [
        "Mục thứ 1 trong danh sách (../bao-cao.yaml, dòng 1):",
        "../bao-cao.yaml:8:14: KH203 lỗi: kế hoạch kh không có mục “I.55”; gần nhất là “I.5”",
    ]


def test_given_again_only_what_is_new_is_recorded(office: Path, lists: Path, kehoach: Program) -> None:
    kehoach("record", "--from", lists / "ds.yaml", cwd=office)
    ran = kehoach("record", "--from", lists / "ds.yaml", cwd=office)
    assert (ran.code, ran.err, len(log(office))) == (0, "Bỏ qua 3 mục đã có trong sổ.\n", 2)
    more = "- {plan: kh, item: I.1, agency: so-a, date: 2026-07-31, state: completed, summary: Xong quy chế.}\n"
    (lists / "ds.yaml").write_text(LIST + more, encoding="utf-8")
    ran = kehoach("record", "--from", lists / "ds.yaml", cwd=office)
    assert (ran.code, ran.err) == (0, "Bỏ qua 3 mục đã có trong sổ.\nĐã ghi 1 mục, 1 commit: so-a.\n")


def test_what_was_recorded_by_hand_is_passed_over_too(office: Path, lists: Path, kehoach: Program) -> None:
    typed = ("-a", "so-a", "-d", "2026-06-30", "-s", "in-progress", "-m", "Đang soạn quy chế.")
    assert kehoach("record", "kh/I.1", *typed, cwd=office).code == 0
    ran = kehoach("record", "--from", lists / "ds.yaml", cwd=office)
    assert ran.err == "Bỏ qua 1 mục đã có trong sổ.\nĐã ghi 2 mục, 2 commit: so-b, so-a.\n"


def test_a_report_without_the_day_it_came_is_known_on_another_day(
    office: Path, lists: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    kehoach("submit", "--from", lists / "bao-cao.yaml", cwd=office)
    monkeypatch.setenv("KEHOACH_TODAY", "2026-11-30")
    ran = kehoach("submit", "--from", lists / "bao-cao.yaml", cwd=office)
    assert (ran.code, ran.err) == (0, "Bỏ qua 2 mục đã có trong sổ.\n")
    (lists / "bao-cao.yaml").write_text(REPORTS.replace("Đã phối hợp.", "Đã phối hợp tốt."), encoding="utf-8")
    ran = kehoach("submit", "--from", lists / "bao-cao.yaml", cwd=office)
    assert ran.code == 1
    assert "so-b đã nộp báo cáo kỳ 2026" in ran.err
    assert kehoach("submit", "--revise", "--from", lists / "bao-cao.yaml", cwd=office).code == 0
    assert log(office)[-1] == "nop(kh/2026): so-b r2"


def test_options_hold_for_every_entry_and_must_agree_with_it(office: Path, lists: Path, kehoach: Program) -> None:
    (lists / "ngan.yaml").write_text(
        "- {item: I.1, state: in-progress, summary: Làm.}\n- {item: I.5, state: in-progress, summary: Làm.}\n"
    )
    ran = kehoach("record", "--agency", "so-a", "--date", "2026-06-30", "--from", lists / "ngan.yaml", cwd=office)
    assert (ran.code, log(office)) == (0, ["ghi(kh): so-a (2)"])
    ran = kehoach("record", "--agency", "so-b", "--from", lists / "ds.yaml", cwd=office)
    assert ran.code == 1
    assert ran.err.count("--agency là “so-b” nhưng tệp ghi “so-a”") == 2


def test_a_dry_run_prints_a_patch_of_the_same_files(office: Path, lists: Path, kehoach: Program) -> None:
    ran = kehoach("record", "--dry-run", "--from", lists / "ds.yaml", cwd=office)
    (lists / "p.patch").write_text(ran.out, encoding="utf-8", newline="\n")
    assert log(office) == []
    git(office, "apply", "--index", str(lists / "p.patch"))
    applied = git(office, "write-tree")
    git(office, "reset", "--quiet", "--hard")
    kehoach("record", "--from", lists / "ds.yaml", cwd=office)
    assert git(office, "rev-parse", "HEAD^{tree}") == applied


def test_what_the_user_has_staged_stays_staged(office: Path, lists: Path, kehoach: Program) -> None:
    (office / "ghi-chu.txt").write_text("đang soạn", encoding="utf-8")
    git(office, "add", "ghi-chu.txt")
    assert kehoach("record", "--from", lists / "ds.yaml", cwd=office).code == 0
    assert git(office, "status", "--porcelain") == "A  ghi-chu.txt\n"


@posix_only
def test_refused_half_way_the_rest_is_told_and_recorded_by_the_same_command(office: Path, lists: Path, kehoach: Program) -> None:
    hook(office, "pre-commit", "git diff --cached --name-only | grep -q so-b && { echo 'chưa duyệt' >&2; exit 1; }; exit 0")
    ran = kehoach("record", "--from", lists / "ds.yaml", cwd=office)
    assert ran.code == 3
    assert ran.err.startswith("Đã ghi 2 mục, 1 commit: so-a.\nLỗi: ")
    assert "chưa duyệt" in ran.err
    assert ran.err.endswith("Còn 1 mục chưa ghi: so-b.\nGõ lại đúng lệnh này để ghi nốt; mục đã ghi sẽ được bỏ qua.\n")
    assert git(office, "status", "--porcelain") == ""
    (office / ".git/hooks/pre-commit").unlink()
    ran = kehoach("record", "--from", lists / "ds.yaml", cwd=office)
    assert (ran.code, ran.err) == (0, "Bỏ qua 2 mục đã có trong sổ.\nĐã ghi 1 mục, 1 commit: so-b.\n")


@posix_only
def test_interrupted_the_commit_at_hand_is_finished_and_the_rest_told(office: Path, lists: Path, kehoach: Program) -> None:
    hook(office, "post-commit", f"kill -INT {os.getpid()}")
    ran = kehoach("record", "--from", lists / "ds.yaml", cwd=office)
    assert (ran.code, log(office)) == (130, ["ghi(kh): so-a (2)"])
    assert ran.err == (
        "Đã ghi 2 mục, 1 commit: so-a.\nCòn 1 mục chưa ghi: so-b.\nGõ lại đúng lệnh này để ghi nốt; mục đã ghi sẽ được bỏ qua.\n"
    )
    (office / ".git/hooks/post-commit").unlink()
    assert kehoach("record", "--from", lists / "ds.yaml", cwd=office).code == 0
    assert (len(log(office)), git(office, "status", "--porcelain")) == (2, "")


@posix_only
def test_killed_in_the_middle_the_next_run_settles_it_and_records_the_rest(office: Path, lists: Path, kehoach: Program) -> None:
    hook(office, "pre-commit", "git diff --cached --name-only | grep -q so-b && kill -KILL $(ps -o ppid= $PPID); exit 0")
    spawn("record", "--from", str(lists / "ds.yaml"), cwd=office)
    (office / ".git/hooks/pre-commit").unlink()
    ran = kehoach("record", "--from", lists / "ds.yaml", cwd=office)
    assert ran.code == 0, ran.err
    assert sorted(log(office)) == ["ghi(kh): so-a (2)", "ghi(kh/I.4): so-b 2026-06-30"]
    assert git(office, "status", "--porcelain") == ""


def test_one_undo_takes_back_what_one_agency_had_in_the_list(office: Path, lists: Path, kehoach: Program) -> None:
    kehoach("record", "--from", lists / "ds.yaml", cwd=office)
    for _ in range(2):
        assert kehoach("undo", "--yes", cwd=office).code == 0
    assert not (office / "plans/kh/progress").exists()
    assert kehoach("record", "--from", lists / "ds.yaml", cwd=office).code == 0
    assert kehoach("audit", cwd=office).code == 0


def test_a_list_that_was_piped_in_and_refused_is_kept(office: Path, lists: Path) -> None:
    command = ["record", "--from", "-"]
    ran = subprocess.run(
        [sys.executable, "-m", "kehoach_cli", *command], cwd=office, input=FAULTY.encode(), capture_output=True, check=False
    )
    assert ran.returncode == 1
    assert (office / ".git/kehoach/drafts/record.yaml").read_bytes() == FAULTY.encode()


def test_what_is_piped_in_without_end_is_not_read_without_end(office: Path, lists: Path) -> None:
    endless = "import sys\nwhile True: sys.stdout.write('x' * 1_000_000)"
    with subprocess.Popen([sys.executable, "-c", endless], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as source:
        command = [sys.executable, "-m", "kehoach_cli", "record", "--from", "-"]
        ran = subprocess.run(command, cwd=office, stdin=source.stdout, capture_output=True, check=False, timeout=60)
        source.kill()
    assert (ran.returncode, "KH111" in ran.stderr.decode()) == (1, True)
    assert not (office / ".git/kehoach/drafts").exists(), "a part of it is worth nothing"


@pytest.mark.parametrize("text", ["", "# chưa có gì\n", "[]\n", "{}\n", "---\n"])
def test_a_file_without_content_is_told_as_such_whatever_the_options_say(
    text: str, office: Path, lists: Path, kehoach: Program
) -> None:
    (lists / "trong.yaml").write_text(text, encoding="utf-8")
    for command in (("record", "kh/I.1", "-a", "so-a", "-s", "in-progress", "-m", "x"), ("submit",), ("excuse",)):
        ran = kehoach(*command, "--from", lists / "trong.yaml", cwd=office)
        assert (ran.code, "trong.yaml:1:1: KH114 lỗi" in ran.err) == (1, True), ran.err


def test_a_plan_or_an_agency_that_is_no_text_is_not_called_missing(office: Path, lists: Path, kehoach: Program) -> None:
    for text in ("{plan: [kh], item: I.1, agency: {a: b}}\n", "- {plan: [kh], item: I.1, agency: {a: b}}\n"):
        (lists / "sai.yaml").write_text(text, encoding="utf-8")
        ran = kehoach("record", "--from", lists / "sai.yaml", cwd=office)
        assert (ran.code, "thiếu" in ran.err) == (1, False)
        assert "KH123 lỗi: giá trị của “plan” phải là một đoạn chữ" in ran.err
        assert "KH123 lỗi: giá trị của “agency” phải là một đoạn chữ" in ran.err


def test_a_report_in_a_list_that_says_nothing_is_to_be_taken_out_of_the_list(office: Path, lists: Path, kehoach: Program) -> None:
    (lists / "bao-cao.yaml").write_text('- {agency: so-a, period: "2026", items: [{item: I.1}]}\n', encoding="utf-8")
    ran = kehoach("submit", "--from", lists / "bao-cao.yaml", cwd=office)
    assert "KH405" in ran.err
    assert "bỏ mục này khỏi danh sách" in ran.err


def test_entries_that_would_bear_one_name_are_kept_under_two_and_known_when_given_again(
    office: Path, lists: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kehoach_cli.lists.token", lambda *_: "ffffff")
    text = "".join(f"- {{{SOUND}, summary: Lần {n}.}}\n" for n in (1, 2, 3))
    (lists / "trung.yaml").write_text(text, encoding="utf-8")
    assert kehoach("record", "--from", lists / "trung.yaml", cwd=office).code == 0
    folder = office / "plans/kh/progress/2026/so-a"
    kept = {path.name: path.read_text(encoding="utf-8").rpartition("summary: ")[2] for path in folder.iterdir()}
    names = [f"2026-06-29-I.1-{digits}.yaml" for digits in ("ffffff", "000000", "000001")]
    assert kept == dict(zip(names, ("Lần 1.\n", "Lần 2.\n", "Lần 3.\n"), strict=True))
    (lists / "trung.yaml").write_text(text + f"- {{{SOUND}, summary: Lần 4.}}\n", encoding="utf-8")
    ran = kehoach("record", "--from", lists / "trung.yaml", cwd=office)
    assert (ran.code, ran.err) == (0, "Bỏ qua 3 mục đã có trong sổ.\nĐã ghi 1 mục, 1 commit: so-a.\n")
    assert (folder / "2026-06-29-I.1-000002.yaml").exists()


def test_entries_of_two_agencies_bear_two_names_too(
    office: Path, lists: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within a plan: there an answer names the event alone."""
    monkeypatch.setattr("kehoach_cli.lists.token", lambda *_: "0a1b2c")
    for agency in ("so-a", "so-b", "so-a"):
        (lists / "trung.yaml").write_text(f"- {{{SOUND.replace('so-a', agency)}, summary: Của {agency}.}}\n", encoding="utf-8")
        assert kehoach("record", "--from", lists / "trung.yaml", cwd=office).code == 0
    names = sorted(path.relative_to(office / "plans/kh/progress/2026").as_posix() for path in office.rglob("2026-06-29-*.yaml"))
    assert names == ["so-a/2026-06-29-I.1-0a1b2c.yaml", "so-b/2026-06-29-I.1-0a1b2d.yaml"]
    assert kehoach("validate", cwd=office).code == 0


def test_one_entry_twice_and_two_reports_for_one_period_are_still_told(office: Path, lists: Path, kehoach: Program) -> None:
    (lists / "trung.yaml").write_text(f"- {{{SOUND}, summary: Một.}}\n" * 2, encoding="utf-8")
    assert "mục thứ 1" in kehoach("record", "--from", lists / "trung.yaml", cwd=office).err
    (lists / "trung.yaml").write_text(REPORTS + REPORTS.replace("theo kế hoạch", "tốt"), encoding="utf-8")
    ran = kehoach("submit", "--from", lists / "trung.yaml", cwd=office)
    assert (ran.code, ran.err.count("Mục thứ ")) == (1, 2)


def test_the_rules_are_asked_as_soon_as_there_is_much_to_ask_about(
    office: Path, lists: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    emitted: list[object] = []
    document = emit.document
    monkeypatch.setattr(emit, "document", lambda *given: (emitted.append(given), document(*given))[1])
    partners = ", ".join(f"so-x{n}" for n in range(560))
    for first, looked_at in ((0, 20), (500, 560)):
        emitted.clear()
        text = "".join(f"- {{{SOUND}, summary: x{n}}}\n" for n in range(first))
        text += "".join(f"- {{{SOUND}, summary: y{n}, with: [{partners}]}}\n" for n in range(90))
        (lists / "lut.yaml").write_text(text, encoding="utf-8")
        ran = kehoach("record", "--from", lists / "lut.yaml", cwd=office)
        assert (ran.code, ran.err.count(": KH201 ")) == (1, MOST_OF_A_KIND)
        assert len(emitted) < looked_at


def test_of_one_entry_with_more_than_is_told_the_others_are_not_looked_at(office: Path, lists: Path, kehoach: Program) -> None:
    entry = "- {" + "".join(f"x{n}: 1, " for n in range(MOST_OF_A_KIND + 1)) + "item: I.1}\n"
    (lists / "lut.yaml").write_text(entry * 3, encoding="utf-8")
    ran = kehoach("record", "--from", lists / "lut.yaml", cwd=office)
    assert (ran.code, ran.err.count("Mục thứ "), "còn 2 mục, từ mục thứ 2 trở đi" in ran.err) == (1, 1, True)


@pytest.mark.parametrize("key", ["plan", "item", "agency", "date", "state"])
def test_a_word_as_long_as_a_book_is_told_shortened(key: str, office: Path, lists: Path, kehoach: Program) -> None:
    said = {"plan": "kh", "item": "I.1", "agency": "so-a", "date": "2026-06-29", "state": "completed", "summary": "x"}
    said[key] = "so-a " * 100_000
    (lists / "dai.yaml").write_text(f"- {{{', '.join(f'{name}: {value}' for name, value in said.items())}}}\n", encoding="utf-8")
    ran = kehoach("record", "--from", lists / "dai.yaml", cwd=office)
    assert (ran.code, "so-a so-a" in ran.err, len(ran.err) < 7_000) == (1, True, True)


def test_an_empty_list_and_a_list_for_another_command_are_refused(office: Path, lists: Path, kehoach: Program) -> None:
    (lists / "trong.yaml").write_text("[]\n", encoding="utf-8")
    assert "KH114" in kehoach("record", "--from", lists / "trong.yaml", cwd=office).err
    assert "KH123" in kehoach("confirm", "kh/I.1", "--from", lists / "ds.yaml", cwd=office).err


def test_a_list_may_be_longer_than_any_file_of_a_workspace(office: Path, lists: Path, kehoach: Program) -> None:
    words = "Đã làm. " * 20_000
    entry = "- {{plan: kh, item: I.{n}, agency: so-a, date: 2026-06-{day}, state: in-progress, summary: {words}}}\n"
    long = "".join(entry.format(n=5, day=day, words=words) for day in range(10, 20))
    assert len(long.encode()) > MAX_BYTES
    (lists / "dai.yaml").write_text(long, encoding="utf-8")
    ran = kehoach("record", "--from", lists / "dai.yaml", cwd=office)
    assert (ran.code, log(office)) == (0, ["ghi(kh): so-a (10)"]), ran.err


def test_more_entries_ask_neither_git_nor_the_rules_more_often(
    office: Path, lists: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    run, check = repo.Repo.raw, rules.check
    monkeypatch.setattr(repo.Repo, "raw", lambda *words, **more: (asked.append(words[1]), run(*words, **more))[1])
    monkeypatch.setattr(rules, "check", lambda *given: (asked.append("rules"), check(*given))[1])
    counted = []
    for month, count in (("05", 2), ("06", 20)):
        entry = "- {{plan: kh, item: I.5, agency: so-a, date: 2026-{}-{}, state: in-progress, summary: Đang làm.}}\n"
        (lists / "n.yaml").write_text("".join(entry.format(month, 10 + n) for n in range(count)), encoding="utf-8")
        asked.clear()
        assert kehoach("record", "--from", lists / "n.yaml", cwd=office).code == 0
        counted.append(sorted(asked))
    assert counted[0] == counted[1]
