"""`validate --fix`: shows a patch, asks, and touches neither what is on record nor what somebody is working on."""

import unicodedata
from pathlib import Path

import pytest

from conftest import Program, git, posix_only

PLAN = "plans/38-ct-tw/plan.yaml"
FILING = "plans/38-ct-tw/filings/2026/so-noi-vu.yaml"
UNTIDY = "received: 2026-12-10 \nstatement: Đã làm xong.  "
TIDY = "received: 2026-12-10\nstatement: Đã làm xong.\n"


def spoil(folder: Path, path: str) -> bytes:
    """Decompose the letters of a file, which is how some systems save it; what it should be mended to."""
    raw = (folder / path).read_bytes()
    (folder / path).write_bytes(unicodedata.normalize("NFD", raw.decode()).encode())
    return raw


def put(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(text.encode())


def state(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.relative_to(folder).parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def spoilt(repository: Path) -> Path:
    """A repository whose last commit holds a decomposed plan."""
    spoil(repository, PLAN)
    git(repository, "commit", "--quiet", "--all", "--message=NFD")
    return repository


def test_a_committed_plan_is_mended_and_its_patch_is_shown(spoilt: Path, shipped: Path, kehoach: Program) -> None:
    before = (spoilt / PLAN).read_bytes()
    ran = kehoach("validate", "--fix", "--yes", cwd=spoilt)
    assert ran.code == 0
    assert (spoilt / PLAN).read_bytes() == unicodedata.normalize("NFC", before.decode()).encode()
    assert f"--- a/{PLAN}" in ran.err
    assert "dấu rời được ghép vào chữ" in ran.err
    assert "Đã sửa 1 tệp" in ran.err
    assert "KH109" not in ran.out
    assert git(spoilt, "status", "--porcelain").split() == ["M", PLAN]  # left for the person to commit


def test_keys_are_put_in_order_and_nothing_else_moves(repository: Path, kehoach: Program) -> None:
    path = repository / PLAN
    text = path.read_text(encoding="utf-8")
    start = text.index("type: ")
    line, rest = text[start:].split("\n", 1)
    path.write_text(f"{text[:start]}{rest}# loại văn bản\n{line}  # theo văn bản\n", encoding="utf-8")
    git(repository, "commit", "--quiet", "--all", "--message=Lộn xộn")
    ran = kehoach("validate", "--fix", "--yes", cwd=repository)
    assert f"{PLAN}: xếp các khóa theo thứ tự chung" in ran.err
    assert path.read_text(encoding="utf-8") == f"{text[:start]}# loại văn bản\n{line}  # theo văn bản\n{rest}"
    assert kehoach("--lang", "en", "validate", "--fix", cwd=repository).err == "There is nothing to fix without a person.\n"


def test_a_dry_run_prints_a_patch_that_git_applies(spoilt: Path, kehoach: Program) -> None:
    put(spoilt, FILING, UNTIDY)
    before = state(spoilt)
    patch = kehoach("validate", "--fix", "--dry-run", cwd=spoilt).out
    assert state(spoilt) == before
    (spoilt.parent / "va.patch").write_bytes(patch.encode())
    git(spoilt, "apply", "--check", str(spoilt.parent / "va.patch"))
    git(spoilt, "apply", str(spoilt.parent / "va.patch"))
    applied = state(spoilt)
    assert applied[FILING] == TIDY.encode()
    git(spoilt, "apply", "--reverse", str(spoilt.parent / "va.patch"))
    kehoach("validate", "--fix", "--yes", cwd=spoilt)
    assert state(spoilt) == applied


def test_a_patch_names_paths_from_the_top_of_the_repository(tmp_path: Path, shipped: Path, kehoach: Program) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    spoil(shipped, PLAN)
    (tmp_path / "va.patch").write_bytes(kehoach("validate", "--fix", "--dry-run", cwd=shipped).out.encode())
    git(tmp_path, "apply", "va.patch")
    assert kehoach("validate", "--fix", "--dry-run", cwd=shipped).out == ""


def test_of_a_change_only_the_files_it_touches_are_mended(spoilt: Path, kehoach: Program) -> None:
    put(spoilt, FILING, UNTIDY)
    plan = (spoilt / PLAN).read_bytes()
    assert kehoach("validate", "--fix", "--yes", "--changed-since", "HEAD", cwd=spoilt).code == 0
    assert (spoilt / FILING).read_bytes() == TIDY.encode()
    assert (spoilt / PLAN).read_bytes() == plan
    assert kehoach("validate", "--fix", "--changed-since", "khong-co", cwd=spoilt).code == 2


def test_what_is_on_record_is_never_edited(repository: Path, kehoach: Program) -> None:
    put(repository, FILING, UNTIDY)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=Nộp")
    ran = kehoach("validate", "--fix", "--yes", cwd=repository)
    assert (repository / FILING).read_bytes() == UNTIDY.encode()
    assert f"Giữ nguyên {FILING}: đã ghi sổ thì không sửa nữa." in ran.err
    (repository / FILING).write_bytes(UNTIDY.encode() + b" ")
    assert "đã ghi sổ" in kehoach("validate", "--fix", "--yes", cwd=repository).err


@pytest.mark.parametrize("staged", [False, True])
def test_what_somebody_is_working_on_is_left_alone(staged: bool, spoilt: Path, kehoach: Program) -> None:
    with (spoilt / PLAN).open("ab") as file:
        file.write("# đang sửa\n".encode())
    if staged:
        git(spoilt, "add", PLAN)
    before = state(spoilt), git(spoilt, "status", "--porcelain")
    ran = kehoach("validate", "--fix", "--yes", cwd=spoilt)
    assert (state(spoilt), git(spoilt, "status", "--porcelain")) == before
    assert f"Giữ nguyên {PLAN}: đang có phần sửa chưa lưu vào git" in ran.err


@pytest.mark.parametrize("staged", [False, True])
def test_a_new_file_is_mended_before_it_goes_on_record(staged: bool, repository: Path, kehoach: Program) -> None:
    put(repository, FILING, UNTIDY)
    if staged:
        git(repository, "add", FILING)
    assert kehoach("validate", "--fix", "--yes", cwd=repository).code == 0
    assert (repository / FILING).read_bytes() == TIDY.encode()


def test_before_the_first_commit_and_without_a_repository(shipped: Path, kehoach: Program) -> None:
    put(shipped, FILING, UNTIDY)
    kehoach("validate", "--fix", "--yes", cwd=shipped)
    assert (shipped / FILING).read_bytes() == TIDY.encode()
    git(shipped, "init", "--quiet", "--initial-branch=main")
    put(shipped, FILING, UNTIDY)
    kehoach("validate", "--fix", "--yes", cwd=shipped)
    assert (shipped / FILING).read_bytes() == TIDY.encode()


def test_nothing_is_written_without_a_yes(spoilt: Path, kehoach: Program) -> None:
    before = state(spoilt)
    ran = kehoach("validate", "--fix", cwd=spoilt)
    assert ran.code == 2
    assert "--yes" in ran.err
    assert state(spoilt) == before


def test_a_person_is_asked_and_no_means_no(spoilt: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from kehoach_cli.cli.console import Console

    monkeypatch.setattr(Console, "can_ask", True)
    before = state(spoilt)
    for answer, code, changed in (("n", 130, False), ("", 0, True)):
        monkeypatch.setattr("builtins.input", lambda answer=answer: answer)
        assert kehoach("validate", "--fix", cwd=spoilt).code == code
        assert (state(spoilt) != before) == changed


def test_options_of_fix_need_fix(repository: Path, kehoach: Program) -> None:
    for option in ("--yes", "--dry-run"):
        ran = kehoach("validate", option, cwd=repository)
        assert ran.code == 2
        assert f"{option} chỉ đi với --fix." in ran.err


def test_a_sound_workspace_needs_nothing(repository: Path, kehoach: Program) -> None:
    for options in ((), ("--dry-run",)):
        ran = kehoach("validate", "--fix", *options, cwd=repository)
        assert (ran.code, ran.err) == (0, "Không có gì tự sửa được.\n"), options


@posix_only
def test_the_mode_of_a_file_stays_and_nothing_is_left_beside_it(spoilt: Path, kehoach: Program) -> None:
    (spoilt / PLAN).chmod(0o640)
    kehoach("validate", "--fix", "--yes", cwd=spoilt)
    assert (spoilt / PLAN).stat().st_mode & 0o777 == 0o640
    assert [path.name for path in (spoilt / PLAN).parent.iterdir()] == ["plan.yaml"]


def test_a_file_that_changed_while_it_was_shown_is_not_overwritten(
    spoilt: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kehoach_cli.cli.console import Console

    monkeypatch.setattr(Console, "can_ask", True)

    def meanwhile() -> str:
        (spoilt / PLAN).write_text("của người khác\n", encoding="utf-8")
        return ""

    monkeypatch.setattr("builtins.input", meanwhile)
    ran = kehoach("validate", "--fix", cwd=spoilt)
    assert ran.code == 3
    assert "vừa bị sửa trong lúc lệnh chạy" in ran.err
    assert (spoilt / PLAN).read_text(encoding="utf-8") == "của người khác\n"
