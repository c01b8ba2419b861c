"""How wide a text is; and LibreOffice: asked, not believed, ended when it does not end, named by doctor."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Program, posix_only
from kehoach_cli import pdf
from kehoach_cli.render.metrics import Face, lines, width
from kehoach_cli.trouble import Trouble

# --- the widths of letters


@pytest.mark.parametrize(
    ("text", "face", "mm"),
    [
        ("Độc lập - Tự do - Hạnh phúc", Face(13, bold=True), 56.1),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Face(12, bold=True), 88.3),
        ("Thành phố Hồ Chí Minh, ngày 05 tháng 01 năm 2026", Face(13, italic=True), 98.7),
        ("", Face(14), 0),
    ],
)
def test_the_width_of_a_text_in_times_new_roman(text: str, face: Face, mm: float) -> None:
    assert width(text, face) == pytest.approx(mm, abs=0.05)


def test_marks_add_no_width_but_the_horn_does() -> None:
    for face in (Face(14), Face(14, bold=True), Face(14, italic=True), Face(14, bold=True, italic=True)):
        assert {width(letter, face) for letter in "aáàảãạăằâấậ"} == {width("a", face)}
        assert width("Đ", face) == width("D", face)
        assert width("ờ", face) == width("ơ", face) > width("o", face)
        assert width("ữ", face) == width("ư", face) > width("u", face)


@given(st.text(max_size=200), st.integers(20, 160))
def test_no_line_is_wider_than_its_column_and_nothing_is_lost(text: str, room: int) -> None:
    face = Face(14)
    found = lines(text, room, face)
    assert max(found) <= room
    words = sum(width(word, face) for line in text.split("\n") for word in line.split(" "))
    assert sum(found) >= words - 0.01


# --- LibreOffice, asked and not believed


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A program in the place of LibreOffice that does what the given shell lines say; $out is the folder asked for."""

    def install(script: str) -> None:
        program = tmp_path / "soffice"
        find_out = 'while [ "$1" != "--outdir" ]; do shift; done; out=$2\n'
        program.write_text(f"#!/bin/sh\n{find_out}{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("KEHOACH_SOFFICE", str(program))

    return install


@posix_only
@pytest.mark.parametrize(
    ("script", "cause"),
    [
        ("exit 0", "–"),
        ("echo 'source file could not be loaded'; exit 0", "source file could not be loaded"),
        ("echo x > $out/0.pdf", "–"),
        ("printf '%%PDF-1.6 no page' > $out/0.pdf", "–"),
        ("kill -9 $$", "–"),
    ],
)
def test_an_exit_without_a_usable_file_is_a_failure(script: str, cause: str, office: Callable[[str], None]) -> None:
    office(script)
    with pytest.raises(Trouble) as caught:
        pdf.convert([b"docx"])
    assert (caught.value.key, caught.value.facts) == ("libreoffice-failed", {"cause": cause})


@posix_only
def test_a_file_with_pages_is_believed_whatever_the_exit_code(office: Callable[[str], None]) -> None:
    office("for n in 0 1; do printf '%%PDF-1.6 /Type/Page /Type /Page /Type/Pages' > $out/$n.pdf; done; exit 7")
    assert [pdf.pages(content) for content in pdf.convert([b"a", b"b"])] == [2, 2]


@posix_only
def test_an_office_that_never_ends_is_ended_with_all_it_started(
    office: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pdf, "_START_SECONDS", 0.3)
    monkeypatch.setattr(pdf, "_DOCUMENT_SECONDS", 0)
    office(f"sleep 600 & echo $! > {tmp_path}/child; wait")
    with pytest.raises(Trouble) as caught:
        pdf.convert([b"docx"])
    assert caught.value.key == "libreoffice-too-slow"
    child = Path(f"/proc/{(tmp_path / 'child').read_text().strip()}/stat")
    assert not child.exists() or child.read_text().split()[2] == "Z"


def test_without_libreoffice_the_way_out_is_told(kehoach: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEHOACH_SOFFICE", "")
    target = tmp_path / "a.pdf"
    ran = kehoach("report", "matrix", "-o", target, cwd=ROOT)
    assert (ran.code, target.exists()) == (3, False)
    assert "Máy chưa có LibreOffice" in ran.err
    assert "-o TÊN-TỆP.docx" in ran.err
    assert "LibreOffice is not installed" in kehoach("--lang", "en", "report", "matrix", "-o", target, cwd=ROOT).err


@pytest.mark.parametrize(
    ("installed", "family", "verdict"),
    [("", "Times New Roman", "!"), ("soffice", "Liberation Serif", "!"), ("soffice", "Times New Roman,Times", "✓")],
)
@posix_only
def test_doctor_names_the_office_and_the_font(
    installed: str, family: str, verdict: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kehoach: Program
) -> None:
    for name, script in (("soffice", ""), ("fc-match", f"printf '%s' '{family}'")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("KEHOACH_SOFFICE", str(tmp_path / installed) if installed else "")
    out = kehoach("doctor", cwd=ROOT).out
    line = next(line for line in out.split("\n") if "PDF" in line)
    assert line.startswith(verdict)
    if installed and verdict == "!":
        assert "Liberation Serif" in line
