"""`kehoach agency`: a command of commands; the list and the line of agencies, in both languages."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from conftest import ROOT, Program

LANGUAGES = ("vi", "en")


# A command of commands


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_group_alone_shows_its_commands(language: str, tmp_path: Path, kehoach: Program, golden) -> None:
    ran = kehoach("--lang", language, "agency", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    golden(f"agency-help.{language}.txt", ran.out)
    assert kehoach("--lang", language, "agency", "--help", cwd=tmp_path).out == ran.out


def test_every_command_of_the_group_has_its_help(tmp_path: Path, kehoach: Program) -> None:
    for name in ("list", "show"):
        ran = kehoach("agency", name, "--help", cwd=tmp_path)
        assert (ran.code, ran.out.split("\n")[0].startswith(f"Cách dùng: kehoach agency {name} ")) == (0, True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("agency", "lits"), "Không có lệnh “lits”; gần nhất là list."),
        (("agency", "zzz"), "gõ kehoach agency --help"),
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
