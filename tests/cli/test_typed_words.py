"""Words typed in another encoding, or cut in half: no file can hold them, so they are refused by name before anything is made."""

from pathlib import Path

import pytest

from conftest import Program, git

RECORD = ("record", "kh/I.1", "-a", "so-a", "-d", "2026-06-01", "-s", "in-progress")
SAID = {
    "vi": "Lỗi: {}: “{}” trống hoặc có ký tự không hiện được.\nCách sửa: gõ lại phần chữ, không dán ký tự lạ\n",
    "en": (
        "Error: {}: “{}” is empty or has characters that cannot be shown.\n"
        "Cure: type the text again, without what was pasted in\n"
    ),
}
HALF = "ch\udce1"


@pytest.mark.parametrize(
    ("arguments", "option", "shown"),
    [
        ((*RECORD, "-m", HALF), "--summary", "ch\\udce1"),
        ((*RECORD, "-m", "x", "--figure", f"{HALF}=1 cây"), "--figure", "ch\\udce1"),
        ((*RECORD, "-m", "x", "-e", f"Báo cáo 1/BC {HALF}"), "--evidence", "ch\\udce1"),
        (("submit", "kh", "-a", "so-a", "-p", "2026", "-m", HALF), "--statement", "ch\\udce1"),
        (("excuse", "kh", "-a", "so-a", "-p", "2026", "-b", HALF), "--basis", "ch\\udce1"),
    ],
)
@pytest.mark.parametrize("language", SAID)
def test_what_no_file_can_hold_is_refused_by_name(
    arguments: tuple[str, ...], option: str, shown: str, language: str, office: Path, kehoach: Program
) -> None:
    ran = kehoach("--lang", language, *arguments, cwd=office)
    assert (ran.code, ran.out, ran.err) == (2, "", SAID[language].format(option, shown))
    assert git(office, "status", "--porcelain") == ""


def test_options_that_hold_for_a_whole_list_are_looked_at_too(office: Path, kehoach: Program, tmp_path: Path) -> None:
    source = tmp_path / "danh-sach.yaml"
    source.write_text("- {item: I.1, agency: so-a, date: 2026-06-01, state: in-progress}\n", encoding="utf-8")
    ran = kehoach("record", "kh", "-m", HALF, "--from", source, cwd=office)
    assert (ran.code, ran.err) == (2, SAID["vi"].format("--summary", "ch\\udce1"))
