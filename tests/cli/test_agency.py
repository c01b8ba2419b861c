"""`kehoach agency`: a command of commands; the list and the line of agencies, and what a change would do, in both languages."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from test_terminal import talk

from conftest import ROOT, Program, git

LANGUAGES = ("vi", "en")
BASIS = "Nghị quyết số 7/NQ-HĐND ngày 20/11/2026 về tổ chức lại các sở."


def parts(kehoach: Program, cwd: Path, *arguments: str) -> str:
    """Both streams of a command that works, apart."""
    ran = kehoach(*arguments, cwd=cwd)
    assert ran.code == 0, ran.err
    return f"{ran.err}--- stdout ---\n{ran.out}"


# A command of commands


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_group_alone_shows_its_commands(language: str, tmp_path: Path, kehoach: Program, golden) -> None:
    ran = kehoach("--lang", language, "agency", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    golden(f"agency-help.{language}.txt", ran.out)
    assert kehoach("--lang", language, "agency", "--help", cwd=tmp_path).out == ran.out


def test_every_command_of_the_group_has_its_help(tmp_path: Path, kehoach: Program) -> None:
    for name in ("list", "show", "merge", "rename", "split", "close"):
        ran = kehoach("agency", name, "--help", cwd=tmp_path)
        assert (ran.code, ran.out.split("\n")[0].startswith(f"Cách dùng: kehoach agency {name} ")) == (0, True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("agency", "mege"), "Không có lệnh “mege”; gần nhất là merge."),
        (("agency", "zzz"), "gõ kehoach agency --help"),
        (("agency", "merge", "--itno", "x"), "Không có tùy chọn --itno; gần nhất là --int"),
        (("agency", "merge", "--itno", "x"), "gõ kehoach agency merge --help"),
        (("agency", "--format", "json"), "Không có tùy chọn --format."),
        (("agency", "show"), "Thiếu CƠ-QUAN."),
        (("agensy", "list"), "Không có lệnh “agensy”; gần nhất là agency."),
    ],
)
def test_what_is_typed_wrongly_is_explained(typed: tuple[str, ...], said: str, tmp_path: Path, kehoach: Program) -> None:
    ran = kehoach(*typed, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_only_the_command_that_runs_is_loaded(shipped: Path) -> None:
    code = "import sys\nfrom kehoach_cli.cli.main import run\nassert run(['agency', 'list']) == 0\n"
    code += (
        "assert [name for name in sys.modules if name.startswith('kehoach_cli.cli.agency.')] == ['kehoach_cli.cli.agency.list']"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=shipped, check=False, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr


# The list


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_agencies_of_a_day(language: str, shipped: Path, kehoach: Program, golden) -> None:
    listing = ("--lang", language, "agency", "list", "--format")
    golden(f"agency-list.{language}.txt", kehoach(*listing, "table", cwd=shipped).out)
    golden(f"agency-list-2021.{language}.md", kehoach(*listing, "markdown", "--as-of", "2021-12-31", cwd=shipped).out)


def test_every_format_lists_the_same_agencies_in_the_official_order(shipped: Path, kehoach: Program) -> None:
    found = json.loads(kehoach("agency", "list", "--all", "--format", "json", cwd=shipped).out)
    jsonschema.validate(found, json.loads((ROOT / "schema/agency-list.schema.json").read_text(encoding="utf-8")))
    ids = [agency["id"] for agency in found["agencies"]]
    assert len(ids) == 45
    assert [agency["rank"] for agency in found["agencies"]] == sorted(agency["rank"] for agency in found["agencies"])
    assert kehoach("agency", "list", "--all", "-o", "a.csv", cwd=shipped).code == 0
    rows = list(csv.reader(io.StringIO((shipped / "a.csv").read_text(encoding="utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ids
    assert "–" not in "".join(map("".join, rows))
    plain = kehoach("agency", "list", "--all", cwd=shipped).out.split("\n")
    assert [line.split("  ")[0] for line in plain[1:-1]] == ids
    assert max(map(len, kehoach("agency", "list", "--all", "-f", "table", cwd=shipped).out.split("\n"))) <= 80
    valid = [agency["id"] for agency in found["agencies"] if agency["valid"]]
    listed = kehoach("agency", "list", "-f", "json", cwd=shipped).out
    assert [agency["id"] for agency in json.loads(listed)["agencies"]] == valid


def test_an_empty_list_is_a_table_without_rows(tmp_path: Path, kehoach: Program) -> None:
    (tmp_path / "agencies.yaml").write_text("agencies: []\n", encoding="utf-8")
    for form in ("table", "plain", "csv", "markdown"):
        assert kehoach("agency", "list", "-f", form, cwd=tmp_path).code == 0
    assert json.loads(kehoach("agency", "list", "-f", "json", cwd=tmp_path).out)["agencies"] == []


def test_the_list_and_the_line_of_what_had_been_committed(repository: Path, kehoach: Program) -> None:
    assert kehoach("agency", *CHANGES["rename"], "--basis", BASIS, "--yes", cwd=repository).code == 0
    found = json.loads(kehoach("agency", "list", "--all", "--known-at", "HEAD~1", "-f", "json", cwd=repository).out)
    assert (found["known_at"]["typed"], "so-noi-vu-moi" in {agency["id"] for agency in found["agencies"]}) == ("HEAD~1", False)
    assert "so-noi-vu-moi" not in kehoach("agency", "list", "--all", "--known-at", "HEAD~1", cwd=repository).out
    assert "Theo dữ liệu đã lưu đến commit" in kehoach("agency", "list", "--known-at", "HEAD~1", cwd=repository).err
    heading, known, *rest = kehoach("agency", "show", "SNV", "--known-at", "HEAD~1", cwd=repository).out.split("\n")
    assert (heading, known[:30]) == ("so-noi-vu: Sở Nội vụ (SNV)", "Theo dữ liệu đã lưu đến commit")
    assert "Về sau:" not in rest


# One agency


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("agency", ["so-tai-chinh", "so-ke-hoach-dau-tu", "ubnd-quan-1"])
def test_the_line_of_an_agency_and_its_duties(agency: str, language: str, shipped: Path, kehoach: Program, golden) -> None:
    out = kehoach("--lang", language, "agency", "show", agency, cwd=shipped).out
    golden(f"agency-show-{agency}.{language}.txt", out)
    assert kehoach("--lang", language, "show", agency, cwd=shipped).out == out


def test_a_past_day_shows_what_it_held_then(shipped: Path, kehoach: Program) -> None:
    out = kehoach("agency", "show", "SKHĐT", "--as-of", "2024-12-31", "--why", cwd=shipped).out
    assert "III.5 · Sở Kế hoạch và Đầu tư · chủ trì" in out
    assert "Đã chuyển đi" not in out


def test_a_transfer_is_told_on_both_sides_with_its_document(shipped: Path, kehoach: Program) -> None:
    plan = shipped / "plans/38-ct-tw/plan.yaml"
    line = "transfers:\n  - {items: [III.5], from: so-tai-chinh, to: so-xay-dung, date: 2026-01-01, basis: Công văn 9}\n"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("items:\n  - id: I\n", f"{line}items:\n  - id: I\n"), encoding="utf-8"
    )
    told = "    38-ct-tw: III.5 (chủ trì)\n    Căn cứ: Công văn 9\n"
    assert f"  01/01/2026, của Sở Tài chính (chuyển giao):\n{told}" in kehoach("agency", "show", "so-xay-dung", cwd=shipped).out
    assert f"  01/01/2026, sang Sở Xây dựng (chuyển giao):\n{told}" in kehoach("agency", "show", "so-tai-chinh", cwd=shipped).out


def test_only_an_agency_can_be_shown(shipped: Path, kehoach: Program) -> None:
    ran = kehoach("agency", "show", "III.5", cwd=shipped)
    assert (ran.code, "Không có cơ quan nào tên “III.5”" in ran.err) == (2, True)


# What a change would do

CHANGES = {
    "merge": ("merge", "so du lich", "so-van-hoa-the-thao", "--into", "so-vhttdl", "--name", "Sở Văn hóa, Thể thao và Du lịch",
              "--abbreviation", "SVHTTDL", "--on", "1/1/2027"),
    "merge-into": ("merge", "so-ngoai-vu", "--into", "van-phong-ubnd-tphcm", "--on", "2026-01-01"),
    "rename": ("rename", "SNV", "--to", "so-noi-vu-moi", "--name", "Sở Nội vụ và Lao động", "--rank", "31", "--on", "2027-01-01"),
    "split": ("split", "so-tai-chinh", "--into", "so-ke-hoach", "so-xay-dung", "--name", "Sở Kế hoạch", "--on", "2027-01-01"),
    "close": ("close", "uy-ban-nguoi-viet-nam-o-nuoc-ngoai", "so-ngoai-vu", "--on", "2027-01-01"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHANGES)
def test_a_dry_run_prints_the_patch_and_lists_what_moves(
    name: str, language: str, shipped: Path, kehoach: Program, golden
) -> None:
    arguments = ("--lang", language, "agency", *CHANGES[name], "--basis", BASIS, "--dry-run")
    golden(f"agency-{name}.{language}.txt", parts(kehoach, shipped, *arguments))


def test_the_lines_for_a_plan_can_be_completed_and_used(repository: Path, kehoach: Program) -> None:
    ran = kehoach("agency", *CHANGES["split"], "--basis", BASIS, "--yes", cwd=repository)
    assert ran.code == 0, ran.err
    lines = ran.err.partition("\ntransfers:\n")[2].partition("\nĐã ghi sổ")[0]
    plan = repository / "plans/38-ct-tw/plan.yaml"
    done = lines.replace("    to: # so-ke-hoach | so-xay-dung", "    to: so-xay-dung")
    text = plan.read_text(encoding="utf-8").replace("items:\n  - id: I\n", f"transfers:\n{done}\nitems:\n  - id: I\n")
    plan.write_text(text, encoding="utf-8")
    assert kehoach("validate", cwd=repository).code == 0
    found = kehoach("status", "--agency", "so-xay-dung", "--item", "III.5", "--as-of", "2027-01-01", cwd=repository).out
    assert "III.5  Sở Xây dựng" in found


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_leaves_the_files_clean(name: str, repository: Path, kehoach: Program) -> None:
    def faults() -> list[str]:
        found = json.loads(kehoach("validate", "--format", "json", cwd=repository).out)["findings"]
        return [one["code"] for one in found if one["severity"] != "note"]

    before = faults()
    assert kehoach("agency", *CHANGES[name], "--basis", BASIS, "--yes", cwd=repository).code == 0
    assert faults() == before


END = ("--on", "2027-01-01", "--basis", "x", "--dry-run")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("merge",), "Còn thiếu: CƠ-QUAN, --into, --on, --basis."),
        (("merge", "SNV", "--into", "so-moi", "--rank", "5", *END), "Còn thiếu: --name."),
        (("rename", "SNV", *END), "Còn thiếu: --to, --name."),
        (("split", "SNV", "so-a", *END), "Còn thiếu: --into."),
        (("close", "--yes"), "Còn thiếu: CƠ-QUAN, --on, --basis."),
        (("merge", "so xyz", "--into", "SNV", *END), "Không có cơ quan nào tên “so xyz”"),
        (("merge", "SNV", "--into", "so-xyz", *END), "nếu đó là mã của cơ quan mới, thêm --name"),
        (("close", "SNV", "--on", "31/2/2027", "--basis", "x", "-n"), "--on: “31/2/2027” không phải là ngày."),
        (("close", "SNV", "--on", "2027-01-01", "--basis", " ", "-n"), "--basis: “ ” trống"),
        (("close", "SNV", "--on", "2027-01-01", "--basis", "a\x1b[2Jb", "-n"), "--basis: “a\\x1b[2Jb” trống hoặc có ký tự"),
        (("close", "SKHĐT", *END), "đã được ghi là thôi hoạt động từ 01/03/2025, cơ quan kế thừa: Sở Tài chính."),
        (("merge", "SNV", "--into", "SKHĐT", *END), "nêu cơ quan kế thừa của cơ quan đó: Sở Tài chính; hoặc xem lại --on"),
        (("merge", "SNV", "--into", "so noi vu", *END), "Sở Nội vụ (so-noi-vu) không thể tự kế thừa chính mình."),
        (("merge", "SNV", "--into", "so-y-te", "--on", "2025-06-30", "--basis", "x", "-n"), "chưa kế thừa được từ 30/06/2025"),
        (("close", "so-y-te", "--on", "2025-07-01", "--basis", "x", "-n"), "không thể thôi hoạt động từ 01/07/2025"),
        (("rename", "SNV", "--to", "so-y-te", "--name", "Sở", *END), "--to: so-y-te đã có trong agencies.yaml"),
        (("rename", "SNV", "--to", "so-ban-nganh", "--name", "Sở", *END), "mã “so-ban-nganh” đã là của các sở, ban, ngành."),
        (("rename", "SNV", "--to", "Sở Mới", "--name", "Sở", *END), "--to: “Sở Mới” không dùng làm mã được."),
        (("rename", "SNV", "--to", "so-moi", "--name", "Sở", "--rank", "-1", *END), "--rank: “-1” không phải là số"),
        (("split", "SNV", "--into", "so-y-te", *END), "cần ít nhất hai cơ quan kế thừa; ở đây chỉ có so-y-te."),
        (("split", "SNV", "--into", "so-y-te", "so y te", *END), "ở đây chỉ có so-y-te."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_explained_with_its_cure(
    arguments: tuple[str, ...], said: str, shipped: Path, kehoach: Program
) -> None:
    before = (shipped / "agencies.yaml").read_bytes()
    ran = kehoach("agency", *arguments, cwd=shipped)
    assert (ran.code, ran.out) == (2, ""), ran.err
    assert said in ran.err
    assert "\nCách sửa: " in ran.err
    assert "\x1b" not in ran.err
    assert (shipped / "agencies.yaml").read_bytes() == before


def test_a_circle_of_heirs_is_explained(tmp_path: Path, kehoach: Program) -> None:
    text = "agencies:\n  - {id: a, name: A}\n  - {id: b, name: B, until: 2028-01-01, successor: a}\n"
    (tmp_path / "agencies.yaml").write_text(text, encoding="utf-8")
    assert (
        "B (b) sau đó lại chuyển về a, thành vòng tròn." in kehoach("agency", "merge", "a", "--into", "b", *END, cwd=tmp_path).err
    )


def test_a_file_with_errors_is_not_edited(shipped: Path, kehoach: Program) -> None:
    with (shipped / "agencies.yaml").open("a", encoding="utf-8") as file:
        file.write("nhom: []\n")
    ran = kehoach("agency", "close", "SNV", *END, cwd=shipped)
    assert (ran.code, ran.out) == (1, "")
    assert "“agencies.yaml” đang có lỗi" in ran.err


def test_what_was_wrong_before_does_not_stand_in_the_way(shipped: Path, kehoach: Program) -> None:
    """Findings that only move to another line are not new."""
    path = shipped / "agencies.yaml"
    text = path.read_text(encoding="utf-8").replace("members: [ubnd-quan-huyen, ubnd-tp-thu-duc]", "members: [khong-co]")
    path.write_text(text, encoding="utf-8")
    assert kehoach("validate", cwd=shipped).code == 1
    ran = kehoach("agency", "close", "so-du-lich", *END, cwd=shipped)
    assert (ran.code, "KH204" in ran.err) == (0, False)


# On a terminal

CLOSE = ["agency", "close", "so-du-lich", "--on", "2027-01-01", "--basis", "Nghị quyết 7."]


def test_the_change_is_shown_and_asked_about(repository: Path) -> None:
    code, shown = talk(CLOSE, ["k"], repository)
    assert code == 130, shown
    assert "+    until: 2027-01-01\n" in shown
    assert "  38-ct-tw, báo cáo kỳ: Sở Du lịch → không cơ quan nào\n" in shown
    assert "Ghi thay đổi trên và lưu vào git? (c = có, K = không) [c/K] " in shown
    assert git(repository, "status", "--porcelain") == ""
    code, shown = talk(CLOSE, ["c"], repository)
    assert code == 0, shown
    assert git(repository, "log", "-1", "--format=%s") == "to-chuc(agencies): close so-du-lich 2027-01-01\n"
