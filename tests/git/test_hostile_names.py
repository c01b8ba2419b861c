"""Whatever stands where an id is asked for, on the command line or in a file: no path is built of it, and nothing is written."""

from pathlib import Path

import pytest

from conftest import Program, git, posix_only

NAMES = (
    "..", "../../x", "/tmp/x", "kh/../../x", ".git/hooks/pre-commit", ".git", ".GIT", "git~1", ".g\u200cit", "CON", "con", "aux",
    "LPT¹", "nul.yaml", "a:b", "a.", "a ", "-a", "--output=x", ":(glob)**", "x.lock", "a\\b", "a\nb", "so-ế",
    "so-e\u0302\u0301", "\x1b[2J", "x" * 300, "ế" * 90, "*", "$(touch x)", "%(x)s", "",
)  # fmt: skip
BASIS = ("--basis", "Quyết định 1/QĐ 2026-12-01")
ON = ("--on", "2027-01-01", *BASIS, "--yes")
UPDATE = ("-d", "2026-06-01", "-s", "in-progress", "-m", "Làm.")
PLACES: dict[str, tuple[str, ...]] = {
    "the plan of a recording": ("record", "{}/I.1", "-a", "so-a", *UPDATE),
    "the item of a recording": ("record", "kh/{}", "-a", "so-a", *UPDATE),
    "the agency of a recording": ("record", "kh/I.1", "-a", "{}", *UPDATE),
    "the plan of a filing": ("submit", "{}", "-a", "so-a", "--period", "2026", "--from", "../nop.yaml"),
    "the agency of a filing": ("submit", "kh", "-a", "{}", "--period", "2026", "--from", "../nop.yaml"),
    "the period of a filing": ("submit", "kh", "-a", "so-a", "--period", "{}", "--from", "../nop.yaml"),
    "the agency of an extension": ("extend", "kh/I.1", "-a", "{}", "--to", "2027-01-01", *BASIS),
    "the period of an excuse": ("excuse", "kh", "-a", "so-a", "--period", "{}", *BASIS),
    "the new id of an agency": ("agency", "rename", "so-a", "--to", "{}", "--name", "Sở X", *ON),
    "the heir of an agency": ("agency", "merge", "so-a", "--into", "{}", *ON),
    "a template": ("template", "preview", "{}", "-o", "../mau.docx"),
}  # fmt: skip
FILING = "document: {type: Báo cáo, number: 1/BC, date: 2026-12-01}\nreceived: 2026-12-01\nstatement: Tốt.\nitems: []\n"


def everything(folder: Path) -> dict[str, bytes]:
    """Every file there is, but for what git and the program keep to themselves."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in found
        if not path.is_relative_to(folder / "kho/.git") or "hooks" in path.parts
    }


@pytest.mark.parametrize("place", PLACES)
def test_a_name_that_is_no_id_is_refused_and_nothing_is_written(
    place: str, office: Path, tmp_path: Path, kehoach: Program
) -> None:
    (tmp_path / "nop.yaml").write_text(FILING, encoding="utf-8")
    before, head = everything(tmp_path), git(office, "rev-parse", "HEAD")
    for name in NAMES:
        if PLACES[place][1] == "{}" and (name.startswith("-") or not name):  # an option; the one plan there is
            continue
        ran = kehoach(*(word.replace("{}", name) for word in PLACES[place]), cwd=office)
        assert ran.code in (1, 2) or (ran.code == 3 and "tên quá dài" in ran.err), (name, ran.out, ran.err)
        assert "\x1b[2J" not in ran.out + ran.err
    assert everything(tmp_path) == before
    assert git(office, "rev-parse", "HEAD") == head
    assert [*office.glob(".git/kehoach/drafts/*")] == []


def test_an_id_in_a_file_is_held_to_the_same(office: Path, kehoach: Program) -> None:
    agencies, plan = office / "agencies.yaml", office / "plans/kh/plan.yaml"
    sound = agencies.read_text(encoding="utf-8"), plan.read_text(encoding="utf-8")
    for name in (name for name in NAMES if name.isprintable() and name):
        quoted = name.replace("\\", "\\\\")
        agencies.write_text(sound[0] + f'  - {{id: them, name: Nhóm, members: ["{quoted}"]}}\n', encoding="utf-8")
        assert kehoach("validate", cwd=office).code == 1, name
        agencies.write_text(sound[0], encoding="utf-8")
        if name not in ("con", "aux", "KH", "CON"):  # Roman or Latin, an item may be called so: its file begins with a day
            plan.write_text(sound[1] + f'  - {{id: "{quoted}", text: Việc., lead: [so-a]}}\n', encoding="utf-8")
            assert kehoach("validate", cwd=office).code == 1, name
            plan.write_text(sound[1], encoding="utf-8")
    assert kehoach("validate", cwd=office).code == 0


@posix_only
@pytest.mark.parametrize("folder", ["CON", "Kh2", "kh.", "kh ", "..kh", "a:b", "kế", "x" * 200])
def test_a_folder_of_a_plan_with_such_a_name_is_a_finding(folder: str, office: Path, kehoach: Program) -> None:
    (office / "plans" / folder).mkdir()
    plan = (office / "plans/kh/plan.yaml").read_text(encoding="utf-8")
    (office / "plans" / folder / "plan.yaml").write_text(plan.replace("id: kh", f'id: "{folder}"'), encoding="utf-8")
    ran = kehoach("validate", cwd=office)
    hidden = folder.startswith(".")
    assert ran.code == (0 if hidden else 1), ran.out
    assert kehoach("record", f"{folder}/I.1", "-a", "so-a", *UPDATE, cwd=office).code in (1, 2)
    assert git(office, "rev-list", "--count", "HEAD") == "1\n"
