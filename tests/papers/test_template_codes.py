"""Whatever is wrong with a template is told as a finding is, by every command that fills one: place, code, cause, cure."""

import io
import re
from pathlib import Path

import docx as python_docx
import pytest

from conftest import Program, posix_only
from kehoach_cli.text import LANGUAGES, Say
from kehoach_cli.trouble import CODES

WRONG = {
    "KH501": "{{ khong_co }}",
    "KH502": "{% if plan %}",
    "KH503": "{{ plan.__class__ }}",
    "KH504": "{% include 'x' %}",
    "KH505": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "KH506": "{{ 'x' * 999999999 }}",
    "KH514": "{{ 1 // 0 }}",
}
REPORT = ("report", "annual", "mau-01", "--period", "2025")
COMMANDS = {
    "vi/annual.md.j2": (*REPORT, "-f", "markdown"),
    "vi/annual.docx": (*REPORT, "-o", "bao-cao.docx"),
    "vi/reminder.docx": ("remind", "mau-01", "--within", "400"),
    "vi/reminder.txt.j2": ("remind", "mau-01", "--within", "400"),
    "page.html.j2": ("report", "page"),
}


def in_word(text: str) -> bytes:
    document, out = python_docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


EVERYWHERE = ("KH501", "KH502")  # the others in one form each: what is told of them does not depend on it


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (name, code)
        for name in COMMANDS
        for code in WRONG
        if code in EVERYWHERE or name in ("vi/annual.md.j2", "vi/reminder.docx")
    ],
)
def test_a_command_tells_place_code_and_cure(name: str, code: str, sample: Path, kehoach: Program) -> None:
    target = sample / "templates" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if name.endswith(".docx"):
        target.write_bytes(in_word(f"Nơi đây {WRONG[code]}"))
        place = re.escape(name)
    else:
        target.write_text(f"Dòng một\n{WRONG[code]}\n", encoding="utf-8")
        place = rf"{re.escape(name)}:[123]"
    before = sorted(path for path in sample.rglob("*") if ".git" not in path.parts)
    ran = kehoach(*COMMANDS[name], cwd=sample)
    assert ran.code == 3, ran.err
    told = [line for line in ran.err.splitlines() if code in line]
    assert len(told) == 1, ran.err
    assert re.match(rf"Lỗi: {place} {code}[,:]", told[0]), told
    assert not name.endswith(".docx") or "chỗ “Nơi đây" in told[0]
    assert "\nCách sửa: " in ran.err
    assert "Traceback" not in ran.err
    assert sorted(path for path in sample.rglob("*") if ".git" not in path.parts) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_template_check_and_preview_tell_the_same_codes(language: str, sample: Path, kehoach: Program) -> None:
    target = sample / f"templates/{language}/annual.md.j2"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"a\n{WRONG['KH501']}\n{WRONG['KH514']}\n", encoding="utf-8")
    place = f"{language}/annual.md.j2"
    told = kehoach("--lang", language, "template", "check", cwd=sample)
    assert told.code == 1
    assert re.findall(r"^\S+ KH\d{3}", told.out, re.MULTILINE) == [f"{place}:2 KH501", f"{place}:3 KH514"]
    shown = kehoach("--lang", language, "template", "preview", place, cwd=sample)
    assert re.search(rf": {place}:2 KH501, ", shown.err)


@posix_only
def test_what_is_no_template_at_all_is_told_with_a_code(sample: Path, kehoach: Program) -> None:
    target = sample / "templates/vi/annual.docx"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"no zip")
    assert kehoach(*COMMANDS["vi/annual.docx"], cwd=sample).err.startswith("Lỗi: vi/annual.docx KH510: ")
    target.unlink()
    target.symlink_to("/etc/passwd")
    ran = kehoach(*COMMANDS["vi/annual.docx"], cwd=sample)
    assert (ran.code, ran.err.split(" là ")[0].split(": đây")[0]) == (3, "Lỗi: templates/vi/annual.docx KH513")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_explained(language: str, kehoach: Program, tmp_path: Path) -> None:
    say = Say(language)
    assert len(set(CODES.values())) == len(CODES)
    for code in CODES.values():
        ran = kehoach("--lang", language, "rule", code, cwd=tmp_path)
        assert ran.code == 0
        assert ran.out.startswith(f"{code} {say.rule(code).name} (")
        assert say.rule(code).why.split(" ")[0] in ran.out
        assert say("remarks.cure") in ran.out or code == "KH513"
