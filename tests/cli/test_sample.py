"""`init --sample`: a newcomer sees full screens at once, in both languages; and `init` touches nothing that is there."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT, Program, git, posix_only, spawn
from kehoach_cli.model import STATES
from kehoach_cli.text import Say

LANGUAGES = ("vi", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screens_of_the_sample(language: str, sample: Path, kehoach: Program, golden) -> None:
    screens = {
        "home": (),
        "status": ("status", "mau-01", "--format", "table"),
        "show-item": ("show", "mau-01/II.2-1", "--why"),
        "show-agency": ("show", "mau-so-cay-xanh"),
        "check": ("check", "mau-01", "--period", "2025"),
    }
    for name, arguments in screens.items():
        golden(f"sample-{name}.{language}.txt", kehoach("--lang", language, *arguments, cwd=sample).out)


def test_the_sample_shows_every_standing_and_is_clean(sample: Path, kehoach: Program) -> None:
    assert kehoach("validate", cwd=sample).code == 0
    out = kehoach("status", "mau-01", "--each", "--format", "plain", cwd=sample).out
    for word in (
        "hoàn thành đúng hạn",
        "hoàn thành quá hạn",
        "trong hạn",
        "sắp đến hạn",
        "✗ quá hạn",
        "chờ xác nhận",
        "không hạn",
        "tạm dừng",
    ):
        assert word in out


def test_every_name_of_the_sample_says_that_it_is_invented(sample: Path) -> None:
    files = list((sample / "plans/mau-01").rglob("*.yaml"))
    assert len(files) > 30
    assert [path.name for path in files if "mẫu" not in path.read_text(encoding="utf-8").lower()] == []
    assert [path.name for path in files if "mau-" not in path.as_posix()] == []


def test_the_sample_is_told_as_of_the_present_year(tmp_path: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEHOACH_TODAY", "2031-11-23")
    kehoach("init", "--sample", tmp_path / "sau")
    assert (tmp_path / "sau/plans/mau-01/filings/2030").is_dir()
    assert kehoach("validate", cwd=tmp_path / "sau").code == 0
    assert "20/12/2030" in kehoach("check", "mau-01", "--period", "2030", cwd=tmp_path / "sau").out


def test_an_empty_workspace_has_a_commented_example_without_findings(tmp_path: Path, kehoach: Program) -> None:
    ran = kehoach("init", tmp_path / "moi")
    assert ran.code == 0
    assert kehoach("validate", "--strict", cwd=tmp_path / "moi").out == "Không có vấn đề nào.\n"
    assert git(tmp_path / "moi", "status", "--porcelain") == ""
    assert sorted(path.name for path in (tmp_path / "moi").iterdir()) == [
        ".editorconfig", ".git", ".gitattributes", "agencies.yaml", "plans", "schema",
    ]  # fmt: skip


def test_in_an_existing_repository_nothing_of_the_user_is_touched(tmp_path: Path, kehoach: Program) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / ".editorconfig").write_text("root = false\n", encoding="utf-8")
    (tmp_path / "viec.txt").write_text("x", encoding="utf-8")
    git(tmp_path, "add", "viec.txt")
    ran = kehoach("init", cwd=tmp_path)
    assert ran.code == 0
    assert ".editorconfig" in ran.err
    assert (tmp_path / ".editorconfig").read_text(encoding="utf-8") == "root = false\n"
    assert git(tmp_path, "status", "--porcelain") == "A  viec.txt\n?? .editorconfig\n"
    assert kehoach("init", cwd=tmp_path).code == 3


def test_without_git_or_identity_the_files_are_laid_and_the_reason_is_told(
    tmp_path: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kehoach("init", "--no-git", tmp_path / "a").code == 0
    assert not (tmp_path / "a/.git").exists()
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{name}_NAME")
        monkeypatch.delenv(f"GIT_{name}_EMAIL")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.useConfigOnly")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    ran = kehoach("init", tmp_path / "b")
    assert ran.code == 0
    assert "Lỗi" not in ran.err
    assert "git config --global user.name" in ran.err
    assert (tmp_path / "b/agencies.yaml").is_file()


@posix_only
def test_a_template_of_the_workspace_comes_first(sample: Path, kehoach: Program) -> None:
    own = sample / "templates/vi/annual.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("# {{ plan.number }}: {{ cells.done }}/{{ cells.base }}\n", encoding="utf-8")
    out = kehoach("report", "annual", "mau-01", cwd=sample).out
    assert out.startswith("# 01/KH-MẪU: 10/12\n\n<!-- kehoach kind=annual&plan=mau-01&")
    own.write_text("dòng một\n{{ plan.nunber }}\n", encoding="utf-8")
    ran = kehoach("report", "annual", "mau-01", cwd=sample)
    assert ran.code == 3
    assert "vi/annual.md.j2:2" in ran.err
    own.unlink()
    own.symlink_to("/etc/hostname")
    assert kehoach("report", "annual", "mau-01", cwd=sample).code == 3


def test_a_report_replaces_its_output_whole_or_not_at_all(sample: Path, kehoach: Program) -> None:
    target = sample / "bao-cao.md"
    target.write_text("bản cũ", encoding="utf-8")
    assert kehoach("report", "annual", "mau-01", "-o", target, "--period", "2035-Q1", cwd=sample).code == 2
    assert target.read_text(encoding="utf-8") == "bản cũ"
    assert kehoach("report", "annual", "mau-01", "-o", target, cwd=sample).code == 0
    assert "BÁO CÁO" in target.read_text(encoding="utf-8")
    assert kehoach("report", "annual", "mau-01", "-o", sample / "khong-co" / "x.md", cwd=sample).code == 2


def test_doctor_says_what_is_missing_and_the_command_that_mends_it(
    sample: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/bin/bash")
    monkeypatch.setenv("PYTHONIOENCODING", "cp1258")
    (sample / ".gitattributes").unlink()
    git(sample, "checkout", "--quiet", "--detach")
    ran = kehoach("doctor", cwd=sample)
    assert ran.code == 1
    for mend in ("git switch main", "* text=auto eol=lf", "setx PYTHONUTF8 1", "kehoach completion bash"):
        assert mend in ran.out, mend
    git(sample, "checkout", "--quiet", "main")
    assert kehoach("doctor", cwd=sample).code == 0
    assert kehoach("--lang", "en", "doctor", cwd=sample.parent).code == 1


def offered(cwd: Path, *words: str, **environment: str) -> list[str]:
    ran = spawn("--complete", str(len(words)), "kehoach", *words, cwd=cwd, **environment)
    assert ran.stderr == b""
    return [line.split("\t")[0] for line in ran.stdout.decode().splitlines()]


def test_names_can_be_typed_without_the_mark_of_the_sample(sample: Path, kehoach: Program) -> None:
    for typed in ("so cay xanh", "so song nuoc", "uy ban nhan dan phuong hoa mai", "van phong dieu phoi"):
        assert kehoach("show", typed, cwd=sample).out.startswith("mau-"), typed
    entries = re.findall(r"name: (.*) \(mẫu\)\n    aliases: \[(.*?)[,\]]", (sample / "agencies.yaml").read_text(encoding="utf-8"))
    assert len(entries) == 13
    assert [name for name, alias in entries if alias != name] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blank_form_explains_itself(language: str, sample: Path, kehoach: Program) -> None:
    form = kehoach("--lang", language, "submit", "mau-01", "-a", "so cay xanh", "--form", cwd=sample).out
    comments = " ".join(line.strip().removeprefix("#").strip() for line in form.split("\n") if line.strip().startswith("#"))
    say = Say(language)
    for words in (
        "01/KH-MẪU", "THỰC HIỆN CHỈ THỊ MẪU", "Sở Cây xanh (mẫu)", "Văn phòng Điều phối (mẫu)",
        say.day(date(2025, 12, 15)), say.day(date(2026, 12, 14)), *(say.word("state", state) for state in STATES),
        "trồng mới 3.000 cây bóng mát trên các tuyến đường chính, hoàn thành chậm nhất ngày 30/9/2025.",
        "name: số cây trồng mới", "number: 123/BC-SNV", say("fields.filing-item.causes"),
    ):  # fmt: skip
        assert words in comments, words
    assert max(map(len, form.split("\n"))) <= 100


def test_the_blank_form_is_refused_until_one_sentence_is_in_it(sample: Path, kehoach: Program) -> None:
    form = sample / "mau.yaml"
    assert kehoach("submit", "mau-01", "-a", "so cay xanh", "--form", "-o", form, cwd=sample).code == 0
    ran = kehoach("submit", "--from", form, cwd=sample)
    assert (ran.code, "KH405" in ran.err) == (1, True)
    form.write_text(form.read_text(encoding="utf-8").replace("(điền vào đây)", "Đã làm xong."), encoding="utf-8")
    assert "--period là “2025”" in kehoach("submit", "--from", form, "-p", "2025", cwd=sample).err
    assert "KẾ-HOẠCH là “38-ct-tw”" in kehoach("submit", "38-ct-tw", "--from", form, cwd=sample).err
    assert kehoach("submit", "--from", form, cwd=sample).code == 0
    ran = kehoach("submit", "--from", form, "--revise", cwd=sample)
    assert (ran.code, "không khác báo cáo kỳ 2026" in ran.err) == (2, True)
    assert not (sample / "plans/mau-01/filings/2026/mau-so-cay-xanh.r2.yaml").exists()


def test_the_example_in_the_blank_form_can_be_copied(sample: Path, kehoach: Program) -> None:
    form = sample / "mau.yaml"
    kehoach("submit", "mau-01", "-a", "so cay xanh", "--form", "-o", form, cwd=sample)
    lines = form.read_text(encoding="utf-8").split("\n")
    example = [line.removeprefix("# ") for line in lines if line.startswith("#     ")]
    assert example[0] == "    figures:"
    lines.remove("    evidence:")
    place = lines.index("    figures:")
    form.write_text("\n".join([*lines[:place], *example, *lines[place + 1 :]]), encoding="utf-8")
    ran = kehoach("submit", "--from", form, cwd=sample)
    assert ran.code == 0, ran.err
    filed = (sample / "plans/mau-01/filings/2026/mau-so-cay-xanh.yaml").read_text(encoding="utf-8")
    assert "value: 300\n" in filed
    assert "number: 123/BC-SNV\n" in filed


def test_a_form_is_only_for_who_files_and_for_a_period_that_is_asked_for(sample: Path, kehoach: Program) -> None:
    assert kehoach("submit", "mau-01", "-a", "mau-ubnd", "--form", cwd=sample).code == 2
    assert kehoach("submit", "mau-01", "-a", "mau-so-den-duong", "--form", cwd=sample).code == 2
    assert kehoach("submit", "mau-01", "-a", "so cay xanh", "-p", "2026-Q1", "--form", cwd=sample).code == 2
    assert "period: 2025\n" in kehoach("submit", "mau-01", "-a", "so cay xanh", "-p", "2025", "--form", cwd=sample).out


def test_the_plan_with_late_work_comes_first(sample: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    out = kehoach(cwd=sample).out
    assert out.index("(mau-01)") < out.index("(38-ct-tw)")
    assert "kehoach record mau-01/" in out
    monkeypatch.setenv("KEHOACH_TODAY", "2026-06-01")
    out = kehoach("--lang", "en", cwd=sample).out
    assert "due in 29 days: item II.1-2" in out
    assert "II.2-2" not in out, "what is due in 177 days is left out"


def test_a_workspace_is_not_made_inside_another_nor_over_a_file(sample: Path, tmp_path: Path, kehoach: Program) -> None:
    ran = kehoach("init", sample / "plans" / "moi")
    assert (ran.code, "nằm trong kho kehoach" in ran.err) == (3, True)
    assert not (sample / "plans/moi").exists()
    (tmp_path / "vuong").mkdir()
    (tmp_path / "vuong/plans").write_text("x", encoding="utf-8")
    assert kehoach("init", tmp_path / "vuong").code == 3
    assert [path.name for path in (tmp_path / "vuong").iterdir()] == ["plans"]


def test_templates_are_laid_where_they_are_missing(sample: Path, tmp_path: Path, kehoach: Program) -> None:
    own = sample / "templates/vi/annual.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("của tôi\n", encoding="utf-8")
    ran = kehoach("init", "--templates", cwd=sample)
    assert ran.code == 0
    assert own.read_text(encoding="utf-8") == "của tôi\n"
    assert (sample / "templates/en/annual.docx").read_bytes() == (ROOT / "templates/en/annual.docx").read_bytes()
    assert git(sample, "status", "--porcelain") == "?? templates/vi/annual.md.j2\n"
    assert kehoach("init", "--templates", tmp_path / "moi").code == 0
    assert (tmp_path / "moi/templates/vi/annual.md.j2").is_file()
    assert git(tmp_path / "moi", "status", "--porcelain") == ""


def test_completion_offers_tasks_words_and_periods_and_nothing_hostile(sample: Path) -> None:
    assert "mau-01/II.2-1" in offered(sample, "record", "mau-01/")
    assert "mau-01/II.1" not in offered(sample, "record", "mau-01/")
    files, outputs = ["agencies", "plan", "event", "filing"], ["validate", "status", "check", "by-agency", "matrix", "trend"]
    assert offered(sample, "schema", "") == [*files, *outputs, "agency-list", "sync", "diff", "audit", "log"]
    assert offered(sample, "report", "") == ["annual", "summary", "agency", "item", "matrix", "leader", "page"]
    assert "II.2-1" in offered(sample, "report", "item", "mau-01", "--item", "II.2")
    assert offered(sample, "template", "check", "en/rem") == ["en/reminder.docx", "en/reminder.txt.j2"]
    assert offered(sample, "template", "vars", "") == [
        "annual", "summary", "agency", "item", "matrix", "leader", "reminder", "escalation", "page",
    ]  # fmt: skip
    assert offered(sample, "--lang", "") == ["vi", "en"]
    assert {"2025", "2026"} <= set(offered(sample, "check", "mau-01", "--period", ""))
    (sample / "plans/$(touch x)").mkdir()
    shutil.copy(sample / "plans/mau-01/plan.yaml", sample / "plans/$(touch x)")
    for path in ("agencies.yaml", "plans/mau-01/plan.yaml"):
        text = (sample / path).read_text(encoding="utf-8")
        hostile = text.replace("id: mau-so-tai-che", 'id: "$(touch x)"').replace("id: II.4", 'id: "$(touch x)"')
        assert hostile != text
        (sample / path).write_text(hostile, encoding="utf-8")
    for words in (("status", ""), ("show", ""), ("record", ""), ("record", "--agency", "")):
        found = offered(sample, *words)
        assert found
        assert [candidate for candidate in found if "$" in candidate] == []
