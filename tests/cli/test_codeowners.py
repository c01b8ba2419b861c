"""`codeowners`: printed, written, held against what is there."""

from pathlib import Path

import pytest

from conftest import Program


@pytest.fixture
def owned(shipped: Path) -> Path:
    path = shipped / "agencies.yaml"
    text = path.read_text(encoding="utf-8")
    for agency in ("so-noi-vu", "lien-hiep-huu-nghi"):
        assert f"  - id: {agency}\n" in text
        text = text.replace(f"  - id: {agency}\n", f"  - id: {agency}\n    owners: [ubnd/{agency}]\n")
    path.write_text(text, encoding="utf-8")
    return shipped


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_whole_file(language: str, owned: Path, kehoach: Program, golden) -> None:
    ran = kehoach("--lang", language, "codeowners", cwd=owned)
    assert (ran.code, ran.err) == (0, "")
    golden(f"codeowners.{language}.txt", ran.out)


def test_the_owned_register_is_sound(owned: Path, kehoach: Program) -> None:
    assert kehoach("validate", cwd=owned).code == 0


def test_a_file_is_held_against_the_register_whatever_stands_around_and_in_whatever_language(
    owned: Path, kehoach: Program
) -> None:
    target = owned / "CODEOWNERS"
    assert kehoach("--lang", "en", "codeowners", "-o", target, cwd=owned).code == 0
    target.write_bytes(("/docs/ @ubnd/khac\r\n" + target.read_text(encoding="utf-8").replace("\n", "\r\n")).encode())
    ran = kehoach("codeowners", "--check", target, cwd=owned)
    assert (ran.code, ran.out) == (0, "")
    assert "đúng với agencies.yaml" in ran.err
    whole = target.read_bytes()
    target.write_bytes(whole + b"* @evil\n")  # of several lines that match, the last one counts
    assert kehoach("codeowners", "--check", target, cwd=owned).code == 1
    target.write_bytes(whole)
    target.write_text(target.read_text(encoding="utf-8").replace("ubnd/so-noi-vu", "evil"), encoding="utf-8")
    ran = kehoach("codeowners", "--check", target, cwd=owned)
    assert ran.code == 1
    assert f"gõ kehoach codeowners -o {target}" in " ".join(ran.err.split())


def test_a_register_without_owners_and_a_missing_file(shipped: Path, kehoach: Program) -> None:
    ran = kehoach("codeowners", cwd=shipped)
    assert ran.code == 0
    assert ran.out.count("\n") == 1
    assert "chưa cơ quan nào" in ran.err
    assert kehoach("codeowners", "--check", "khong-co", cwd=shipped).code == 2
