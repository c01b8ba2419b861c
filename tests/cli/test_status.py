"""`status`, bare `kehoach`, `show` and `check` on the shipped plan: whole outputs, in both languages and every format."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from conftest import ROOT, Program, spawn
from kehoach_cli.cli.status import FORMATS

LANGUAGES = ("vi", "en")
RECORD = ("record", "III.5", "--agency", "so-tai-chinh", "--date", "2026-06-30", "--summary", "Đang làm.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_bare_program_says_what_is_due_and_what_to_type(language: str, shipped: Path, kehoach: Program, golden) -> None:
    golden(f"home.{language}.txt", kehoach("--lang", language, cwd=shipped).out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_outside_a_workspace_the_bare_program_welcomes(language: str, tmp_path: Path, kehoach: Program, golden) -> None:
    ran = kehoach("--lang", language, cwd=tmp_path)
    assert ran.code == 0
    golden(f"welcome.{language}.txt", ran.out)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMATS)
def test_status_in_every_format(form: str, language: str, shipped: Path, kehoach: Program, golden) -> None:
    ran = kehoach("--lang", language, "status", "--format", form, cwd=shipped)
    assert (ran.code, ran.err) == (0, "")
    golden(f"status.{language}.{form}.txt", ran.out)


def test_a_table_fits_eighty_columns(shipped: Path, kehoach: Program) -> None:
    lines = kehoach("status", "--format", "table", cwd=shipped).out.split("\n")
    assert max(map(len, lines)) <= 80


def test_every_format_has_the_same_rows(shipped: Path, kehoach: Program) -> None:
    """The sheet has the ids of the agencies beside, no signs, and leaves empty what the others mark with a dash."""
    sheet = list(csv.reader(io.StringIO(kehoach("status", "--format", "csv", cwd=shipped).out.removeprefix("\ufeff"))))
    cells = [row[1:-1] for row in sheet[1:]]
    assert len(cells) > 40
    plain = kehoach("status", "--format", "plain", cwd=shipped).out
    markdown = kehoach("status", "--format", "markdown", cwd=shipped).out
    assert [line.split("  ")[0] for line in plain.split("\n\n")[1].split("\n")[1:] if line] == [row[0] for row in cells]
    drawn = [row.strip("| ").split(" | ") for row in markdown.split("--- |\n")[1].split("\n") if row]
    assert [[cell.lstrip("✓✗?!· ").replace("–", "") for cell in row] for row in drawn] == cells


def test_a_sheet_names_every_agency_by_its_id(shipped: Path, kehoach: Program) -> None:
    sheet = list(
        csv.reader(io.StringIO(kehoach("status", "--item", "III.3", "-f", "csv", cwd=shipped).out.removeprefix("\ufeff")))
    )
    assert sheet[1][-1] == "so-khoa-hoc-cong-nghe"


def test_an_empty_result_says_so(shipped: Path, kehoach: Program) -> None:
    assert "Không có dòng nào" in kehoach("status", "--state", "completed", cwd=shipped).out


def test_the_gate_never_passes_on_files_it_cannot_read(shipped: Path, kehoach: Program) -> None:
    sound = (shipped / "agencies.yaml").read_bytes()
    for damaged in (b"", sound + b"\t\n", b"<<<<<<< a\n" + sound, b"agencies: []\n"):
        (shipped / "agencies.yaml").write_bytes(damaged)
        ran = kehoach("check", "--period", "2026", cwd=shipped)
        assert ran.code == 1
        assert "CHƯA KẾT LUẬN ĐƯỢC" in ran.out
        assert json.loads(kehoach("check", "--period", "2026", "-f", "json", cwd=shipped).out)["plans"][0]["filed"] == []
    (shipped / "agencies.yaml").unlink()
    assert kehoach("check", "--period", "2026", cwd=shipped).code == 1
    assert kehoach("report", "annual", cwd=shipped).code == 1


@pytest.mark.parametrize(("today", "period"), [("2026-12-14", "2026"), ("2026-12-20", "2026"), ("2026-12-21", "2027")])
def test_a_period_stays_in_sight_until_its_filing_is_due(today: str, period: str, shipped: Path, kehoach: Program) -> None:
    found = json.loads(kehoach("status", "--as-of", today, "-f", "json", cwd=shipped).out)["plans"][0]
    assert {one["period"] for one in found["filings"]} == {period}
    assert ("2026" in {one["period"] for one in found["outstanding"]}) == (period == "2027")


def test_devices_are_written_to_and_links_followed_never_replaced(shipped: Path, kehoach: Program) -> None:
    (shipped / "that.txt").write_text("cũ", encoding="utf-8")
    (shipped / "lien-ket.txt").symlink_to(shipped / "that.txt")
    assert kehoach("status", "-o", shipped / "lien-ket.txt", cwd=shipped).code == 0
    assert (shipped / "lien-ket.txt").is_symlink()
    assert "38-ct-tw" in (shipped / "that.txt").read_text(encoding="utf-8")
    assert kehoach("status", "-f", "plain", "-o", "/dev/null", cwd=shipped).code == 0
    assert Path("/dev/null").is_char_device()
    assert kehoach("status", "-o", "x.pdf", cwd=shipped).code == 2


def test_closed_streams_are_no_traceback(shipped: Path) -> None:
    import subprocess
    import sys

    for closed in (">&-", "2>&-", ">&- 2>&-"):
        ran = subprocess.run(
            ["sh", "-c", f"{sys.executable} -m kehoach_cli status {closed}"], cwd=shipped, check=False, capture_output=True
        )
        assert b"Traceback" not in ran.stderr


def test_show_speaks_of_one_item_only_and_of_nobody_too(shipped: Path, kehoach: Program) -> None:
    assert kehoach("show", "II.2-3", cwd=shipped).out.count("II.2-3 ") == 1
    assert "III.7" not in kehoach("show", "II.2-3", cwd=shipped).out
    assert "kế hoạch không nêu cơ quan chủ trì" in kehoach("show", "II.2-3", "--why", cwd=shipped).out
    reasons = kehoach("show", "III.1", "--why", cwd=shipped).out
    assert "“các đơn vị liên quan” (chủ trì): tập mở" in reasons
    assert "“Ủy ban nhân dân các quận, huyện” (chủ trì): mọi thành viên đã thôi hoạt động" in reasons
    assert kehoach("show", "so-ban-nganh", cwd=shipped).out.startswith("so-ban-nganh: các sở, ban, ngành\n")
    assert kehoach("show", "38-ct-tw", cwd=shipped).code == 0


def test_json_follows_its_schema(shipped: Path, kehoach: Program) -> None:
    for name, arguments in {"status": ("status",), "check": ("check", "--period", "2026"), "validate": ("validate",)}.items():
        schema = json.loads((ROOT / f"schema/{name}.schema.json").read_text(encoding="utf-8"))
        jsonschema.validate(json.loads(kehoach(*arguments, "--format", "json", cwd=shipped).out), schema)


def test_json_has_an_entry_for_every_agency_of_a_group(shipped: Path, kehoach: Program) -> None:
    found = json.loads(kehoach("status", "--item", "III.1", "--format", "json", cwd=shipped).out)
    (item,) = found["plans"][0]["items"]
    assert len(item["obligations"]) == 18
    assert {o["party"] for o in item["obligations"]} == {"so-ban-nganh", "ubnd-tp-thu-duc"}


def test_filters_narrow_rows_and_counts(repository: Path, kehoach: Program) -> None:
    kehoach(*RECORD, "--state", "completed", cwd=repository)
    rows = {
        name: kehoach("status", *arguments, "--format", "plain", cwd=repository).out.split("\n\n")[1].strip().split("\n")[1:]
        for name, arguments in {
            "agency": ("--agency", "so tai chinh", "--item", "III"),
            "state": ("--state", "completed"),
            "standing": ("--standing", "awaiting-confirmation"),
            "unassigned": ("--standing", "unassigned", "--item", "II.2"),
        }.items()
    }
    assert [line.split("  ")[0] for line in rows["agency"]] == ["III.1 (2026)", "III.2", "III.5"]
    assert [line.split("  ")[0] for line in rows["state"]] == ["III.5"]
    assert rows["standing"] == rows["state"]
    assert [line.split("  ")[0] for line in rows["unassigned"]] == ["II.2", "II.2-1", "II.2-2", "II.2-3"]


def test_the_output_name_decides_the_format(shipped: Path, kehoach: Program) -> None:
    assert kehoach("status", "-o", "bang.csv", cwd=shipped).out == ""
    assert (shipped / "bang.csv").read_text(encoding="utf-8").startswith('\ufeff"Kế hoạch"')


@pytest.mark.parametrize("language", LANGUAGES)
def test_show_why_tells_the_chain_with_dates_and_documents(language: str, shipped: Path, kehoach: Program, golden) -> None:
    golden(f"show-why.{language}.txt", kehoach("--lang", language, "show", "III.5", "--why", cwd=shipped).out)


def test_show_finds_items_agencies_events_and_filings(repository: Path, kehoach: Program) -> None:
    kehoach(*RECORD, "--state", "in-progress", cwd=repository)
    assert kehoach("show", "iii.5", cwd=repository).out.startswith("38-ct-tw/III.5\n")
    assert kehoach("show", "38-ct-tw/III.5", cwd=repository).out.startswith("38-ct-tw/III.5\n")
    assert kehoach("show", "SKHĐT", cwd=repository).out.startswith("so-ke-hoach-dau-tu: Sở Kế hoạch và Đầu tư (SKHĐT)\n")
    event = kehoach("show", "2026-06-30-III.5-0a1b2c", "--why", cwd=repository).out
    assert event.startswith("plans/38-ct-tw/progress/2026/so-tai-chinh/2026-06-30-III.5-0a1b2c.yaml\n")
    assert "đang thực hiện" in event
    assert kehoach("show", "không có", cwd=repository).code == 2


def _put(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


def test_show_takes_the_last_revision_and_tells_where_a_filing_of_a_past_period_stands(office: Path, kehoach: Program) -> None:
    plan = (office / "plans/kh/plan.yaml").read_text(encoding="utf-8")
    _put(office, "plans/kh/plan.yaml", plan.replace('every: year, first: "2026"', "every: quarter, first: 2026-Q1"))
    _put(office, "plans/kh/filings/2026-Q1/so-b.yaml", "received: 2026-03-20\nstatement: Lần một.\n")
    _put(office, "plans/kh/filings/2026-Q2/so-a.yaml", "received: 2026-06-27\nstatement: Lần một.\n")
    _put(office, "plans/kh/filings/2026-Q2/so-a.r2.yaml", "received: 2026-07-05\nstatement: Lần hai.\n")
    _put(office, "plans/kh/progress/2026/so-b/2026-07-01-excuse-000001.yaml",
         "kind: excuse\ndate: 2026-07-01\nperiod: 2026-Q2\nbasis: Công văn 7/VP\n")  # fmt: skip
    shown = kehoach("show", "2026-Q2/so-a", cwd=office).out
    assert shown.startswith("plans/kh/filings/2026-Q2/so-a.r2.yaml\n")
    assert "Lần hai." in shown
    assert "BC 2026-Q2: đã nộp, chậm\n" in shown
    assert "Lần một." in kehoach("show", "plans/kh/filings/2026-Q2/so-a.yaml", cwd=office).out
    assert "BC 2026-Q1: đã nộp đúng hạn\n" in kehoach("show", "2026-Q1/so-b", cwd=office).out
    assert "BC 2026-Q2: được miễn\n" in kehoach("show", "2026-07-01-excuse-000001", cwd=office).out


def test_show_asks_which_of_two_plans_is_meant(office: Path, kehoach: Program) -> None:
    plan = (office / "plans/kh/plan.yaml").read_text(encoding="utf-8")
    _put(office, "plans/hai/plan.yaml", plan.replace("id: kh", "id: hai"))
    for name in ("hai", "kh"):
        _put(office, f"plans/{name}/filings/2026/so-b.yaml", f"received: 2026-11-20\nstatement: Của {name}.\n")
    ran = kehoach("show", "2026/so-b", cwd=office)
    assert ran.code == 2
    assert "hai/2026/so-b, kh/2026/so-b" in ran.err
    assert "Của kh." in kehoach("show", "kh/2026/so-b", cwd=office).out


@pytest.mark.parametrize("language", LANGUAGES)
def test_check_names_those_that_have_not_filed(language: str, shipped: Path, kehoach: Program, golden) -> None:
    ran = kehoach("--lang", language, "check", "--period", "2026", cwd=shipped)
    assert ran.code == 1
    golden(f"check.{language}.txt", ran.out)


def test_check_passes_when_everybody_has_filed_or_is_excused(repository: Path, kehoach: Program) -> None:
    found = json.loads(kehoach("check", "--period", "2026", "--format", "json", cwd=repository).out)["plans"][0]
    *filers, excused = found["expected"]
    for number, agency in enumerate(filers):
        text = f"Cơ quan số {number} đã thực hiện các nhiệm vụ được giao trong năm."
        late = ["--received", "2026-12-23"] if number == 0 else []
        assert kehoach("submit", "-a", agency, "-p", "2026", "-m", text, *late, cwd=repository).code == 0
    folder = repository / f"plans/38-ct-tw/progress/2026/{excused}"
    folder.mkdir(parents=True)
    event = 'kind: excuse\ndate: 2026-11-01\nperiod: "2026"\nbasis: Công văn mẫu số 1\n'
    (folder / "2026-11-01-excuse-aaaaaa.yaml").write_text(event, encoding="utf-8")
    ran = kehoach("check", "--period", "2026", "--as-of", "2026-12-31", "--format", "json", cwd=repository)
    plan = json.loads(ran.out)["plans"][0]
    assert ran.code == 0
    assert (plan["filed"], plan["missing"], plan["late"], plan["excused"]) == (filers, [], filers[:1], [excused])


def test_the_day_moves_who_is_expected(shipped: Path, kehoach: Program) -> None:
    def expected(period: str) -> list[str]:
        return json.loads(kehoach("check", "--period", period, "--format", "json", cwd=shipped).out)["plans"][0]["expected"]

    assert "so-ke-hoach-dau-tu" in expected("2024")
    assert "so-ke-hoach-dau-tu" not in expected("2025")
    assert "ubnd-quan-1" in expected("2024")
    assert "ubnd-quan-1" not in expected("2025")


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "cp1258"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}],
)
def test_any_code_page_and_a_pipe_get_the_same_utf8(environment: dict[str, str], shipped: Path, kehoach: Program) -> None:
    ran = spawn("status", cwd=shipped, **environment)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode("utf-8") == kehoach("status", cwd=shipped).out


def test_a_closed_pipe_ends_quietly(shipped: Path) -> None:
    import subprocess
    import sys

    reader = subprocess.Popen(["head", "-1"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    writer = subprocess.Popen(
        [sys.executable, "-m", "kehoach_cli", "status", "--each"], cwd=shipped, stdout=reader.stdin, stderr=subprocess.PIPE
    )
    assert reader.stdin is not None
    reader.stdin.close()
    _, err = writer.communicate(timeout=30)
    reader.wait()
    assert err == b""


def test_the_same_files_and_day_give_the_same_bytes(shipped: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KEHOACH_TODAY")
    first = kehoach("status", "--as-of", "31/12/2026", cwd=shipped)
    monkeypatch.setenv("KEHOACH_TODAY", "2026-12-31")
    assert kehoach("status", cwd=shipped) == first


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["by-agency", "matrix", "trend"])
@pytest.mark.parametrize("form", FORMATS)
def test_views_of_many_things_at_once(view: str, form: str, language: str, sample: Path, kehoach: Program, golden) -> None:
    ran = kehoach("--lang", language, "status", f"--{view}", "--format", form, cwd=sample)
    assert (ran.code, ran.err) == (0, "")
    golden(f"{view}.{language}.{form}.txt", ran.out)
    if form == "table":
        assert max(map(len, ran.out.split("\n"))) <= 80
    if form == "json":
        jsonschema.validate(json.loads(ran.out), json.loads((ROOT / f"schema/{view}.schema.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--matrix", "--item", "III"], "--item"),
        (["--by-agency", "--state", "completed", "--each"], "--state, --each"),
        (["--trend", "--agency", "SNV"], "--agency"),
    ],
)
def test_a_view_refuses_what_would_change_nothing_in_it(
    arguments: list[str], named: str, shipped: Path, kehoach: Program
) -> None:
    ran = kehoach("status", *arguments, cwd=shipped)
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err


def test_a_period_is_asked_of_the_plans_that_know_it(sample: Path, kehoach: Program) -> None:
    assert "mau-01" not in kehoach("status", "--period", "2022", "--format", "json", cwd=sample).out  # it begins in 2025
    assert kehoach("status", "--period", "2022-Q1", cwd=sample).code == 2


def test_what_earlier_periods_owe_is_said_of_earlier_ones_only(shipped: Path, kehoach: Program) -> None:
    (plan,) = json.loads(kehoach("status", "--period", "2023", "--format", "json", cwd=shipped).out)["plans"]
    assert {one["period"] for one in plan["outstanding"]} == {"2021", "2022"}


@pytest.mark.parametrize("form", ["text", "table", "csv", "markdown", "json"])
def test_a_plan_of_which_nobody_is_left_to_file_fails_alone_and_says_why(form: str, office: Path, kehoach: Program) -> None:
    plan = (office / "plans/kh/plan.yaml").read_text(encoding="utf-8")
    gone = plan.replace("id: kh\n", "id: cu\n").replace("filers: [so-a, so-b, so-cu]", "filers: [so-het]")
    (office / "plans/cu").mkdir()
    (office / "plans/cu/plan.yaml").write_text(gone, encoding="utf-8")
    agencies = office / "agencies.yaml"
    ended = "  - {id: so-het, name: Sở Hết, until: 2026-02-01, basis: Quyết định 1}\ngroups:"
    agencies.write_text(agencies.read_text(encoding="utf-8").replace("groups:", ended), encoding="utf-8")
    ran = kehoach("check", "--period", "2026", "--format", form, cwd=office)
    assert ran.code == 1
    if form == "text":
        assert "không có ai phải báo cáo kỳ này" in ran.out
        assert "CHƯA ĐẠT" in ran.out


@pytest.mark.parametrize(("arguments", "word"), [(["--matrix", "--trend"], "--matrix, --trend"), (["--known-then"], "--trend")])
def test_views_that_do_not_go_together_are_refused(
    arguments: tuple[str, ...], word: str, shipped: Path, kehoach: Program
) -> None:
    ran = kehoach("status", *arguments, cwd=shipped)
    assert (ran.code, ran.out) == (2, "")
    assert word in ran.err


@pytest.mark.parametrize("form", ["table", "plain", "csv", "markdown", "json"])
def test_the_register_of_expected_filings_in_every_format(form: str, sample: Path, kehoach: Program, golden) -> None:
    ran = kehoach("check", "mau-01", "--period", "2025", "--format", form, cwd=sample)
    golden(f"register.vi.{form}.txt", ran.out)
    if form == "table":
        assert max(map(len, ran.out.split("\n"))) <= 80
