"""`validate` and `rule`: every problem at once with its place, line and cure; any file a person can damage gives findings."""

import json
from pathlib import Path

import pytest

from conftest import Program, posix_only, spawn

PLAN = "plans/38-ct-tw/plan.yaml"


def damage(folder: Path, old: str, new: str, path: str = PLAN) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_shipped_plan_has_notes_and_no_errors(language: str, shipped: Path, kehoach: Program, golden) -> None:
    ran = kehoach("--lang", language, "validate", cwd=shipped)
    assert ran.code == 0
    golden(f"validate.{language}.txt", ran.out)


def test_many_faults_are_told_at_once_each_where_it_is(shipped: Path, kehoach: Program) -> None:
    damage(shipped, "    lead: [so-noi-vu]", "    leed: [so-noi-vu]")
    damage(shipped, "lead: [so-ngoai-vu]", "lead: [so-ngoai-vuu]")
    damage(shipped, "  closes: 12-14", "  closes: 31-12")
    damage(shipped, "until: 2025-03-01", "until: 2025-02-30", "agencies.yaml")
    (shipped / "plans/38-ct-tw/progress").mkdir()
    (shipped / "plans/38-ct-tw/progress/ghi-chu.yaml").write_text("a: 1\n", encoding="utf-8")
    ran = kehoach("validate", "--format", "json", cwd=shipped)
    found = [(f["code"], f["path"], f["line"] > 0) for f in json.loads(ran.out)["findings"] if f["severity"] == "error"]
    assert ran.code == 1
    assert sorted(code for code, _, _ in found) == ["KH121", "KH124", "KH124", "KH127", "KH201", "KH316"]
    assert all(placed for _, _, placed in found)


def test_an_excerpt_points_at_the_place(shipped: Path, kehoach: Program) -> None:
    damage(shipped, "lead: [so-ngoai-vu]", "lead: [so-ngoai-vuu]")
    lines = kehoach("validate", cwd=shipped).out.split("\n")
    at = next(number for number, line in enumerate(lines) if "KH201" in line)
    assert lines[at + 1].endswith("lead: [so-ngoai-vuu]")
    assert lines[at + 2].index("^") == lines[at + 1].index("so-ngoai-vuu")
    assert lines[at + 3].startswith("  Cách sửa: ")
    assert "so-ngoai-vu" in lines[at]


def test_one_unreadable_file_hides_no_other(shipped: Path, kehoach: Program) -> None:
    damage(shipped, "  closes: 12-14", "  closes: 31-12")
    (shipped / "agencies.yaml").write_bytes(b"agencies:\n\t- id: a\n")
    codes = {f["code"] for f in json.loads(kehoach("validate", "--format", "json", cwd=shipped).out)["findings"]}
    assert codes == {"KH103", "KH124", "KH305", "KH306"}  # what the unread file would have stated is not called unknown


HOSTILE = {
    "binary": bytes(range(256)) * 50,
    "utf-16": "agencies: []\n".encode("utf-16"),
    "deep": b"a: " + b"[" * 60_000,
    "wide": b"a: [" + b"1," * 60_000 + b"]",
    "large": b"# " + b"x" * 2_000_000,
    "laughs": b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
    "merge": b"a: &a {x: 1}\nb: {<<: *a}\n",
    "two documents": b"a: 1\n---\nb: 2\n",
    "python": b"a: !!python/object/apply:os.system [id]\n",
    "scalar": b"hello\n",
    "list": b"- 1\n- 2\n",
    "escape": b'a: "\\e[2J"\n',
    "half": b"agencies:\n  - id: so-noi-vu\n    name: [",
    "empty": b"",
    "conflict": b"<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("path", ["agencies.yaml", PLAN, "plans/38-ct-tw/filings/2026/so-noi-vu.yaml"])
def test_any_damaged_file_gives_findings_and_every_command_still_answers(
    name: str, path: str, shipped: Path, kehoach: Program
) -> None:
    (shipped / path).parent.mkdir(parents=True, exist_ok=True)
    (shipped / path).write_bytes(HOSTILE[name])
    ran = kehoach("validate", cwd=shipped)
    assert ran.code == 1
    assert f"{path}:" in ran.out
    assert "\x1b" not in ran.out
    for command in (("status",), ("show", "III.2"), ("check", "--period", "2026"), ("report", "annual"), ()):
        assert kehoach(*command, cwd=shipped).code in (0, 1, 2)


@posix_only
def test_a_link_out_of_the_workspace_is_named_and_not_read(shipped: Path, kehoach: Program, tmp_path: Path) -> None:
    (tmp_path / "ngoai.yaml").write_text("bí mật: 1\n", encoding="utf-8")
    (shipped / "plans/38-ct-tw/ngoai.yaml").symlink_to(tmp_path / "ngoai.yaml")
    (shipped / "plans/khac").symlink_to(tmp_path)
    ran = kehoach("validate", cwd=shipped)
    assert [line.split(" ")[1] for line in ran.out.split("\n") if "KH112" in line] == ["KH112", "KH112"]
    assert "bí mật" not in ran.out


def test_warnings_fail_only_when_asked(shipped: Path, kehoach: Program) -> None:
    assert kehoach("validate", cwd=shipped).code == 0
    assert kehoach("validate", "--strict", cwd=shipped).code == 1
    assert kehoach("validate", "--strict", "--exit-zero", cwd=shipped).code == 0


@pytest.mark.parametrize("language", ["vi", "en"])
def test_rules_are_listed_and_explained(language: str, kehoach: Program, golden) -> None:
    golden(f"rule-list.{language}.txt", kehoach("--lang", language, "rule").out)
    golden(f"rule-KH201.{language}.txt", kehoach("--lang", language, "rule", "kh201").out)


def test_a_rule_is_found_by_the_start_of_its_code_or_a_word(kehoach: Program) -> None:
    assert kehoach("rule", "KH20").out.count("\n") == 9
    assert "KH303" in kehoach("rule", "nhom").out
    assert kehoach("rule", "KH999").code == 2


def test_wrong_use_is_told_in_the_readers_language(shipped: Path) -> None:
    cases = {
        ("stauts",): "Không có lệnh “stauts”; gần nhất là status.",
        ("status", "--agncy", "x"): "Không có tùy chọn --agncy",
        ("show",): "Thiếu MÃ.",
        ("status", "a", "b"): "Thừa “b”",
        ("status", "--agency"): "Tùy chọn --agency cần một giá trị",
        ("status", "--lang", "en"): "--lang đứng trước tên lệnh",
        ("status", "--as-of", "31/2/2026"): "“31/2/2026” không phải là ngày",
        ("status", "--format", "xml"): "table, plain, csv, markdown, json",
        ("report", "annual", "-o", "x.odt"): ".md, .docx, .pdf",
        ("check",): "--period",
        ("-C", "khong-co", "status"): "Không có thư mục “khong-co”",
    }
    for arguments, sentence in cases.items():
        ran = spawn(*arguments, cwd=shipped)
        assert ran.returncode == 2, arguments
        assert sentence in ran.stderr.decode(), (arguments, ran.stderr.decode())
        assert ran.stdout == b""
