"""The installed wheel, driven as a user would, in a folder that has nothing of the source."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT, TODAY

pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked into an environment of its own, which sees our libraries but not our source."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    site = next((folder / "lib").glob("python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    (site / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
    return folder / "bin" / "python"


def kehoach(program: Path, *arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    world = {
        "KEHOACH_TODAY": TODAY,
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@b.vn",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@b.vn",
    }
    code = "import kehoach_cli.__main__ as m, sys; sys.argv[0] = 'kehoach'; m.main()"
    return subprocess.run(
        [program, "-c", code, *arguments], cwd=cwd, check=False, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, **world},
    )  # fmt: skip


def test_it_carries_what_it_needs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "shipped/templates/vi/annual.docx", "shipped/templates/en/annual.md.j2", "shipped/schema/plan.schema.json",
        "shipped/plans/38-ct-tw/plan.yaml", "shipped/agencies.yaml", "skeleton/agencies.yaml", "sample/agencies.yaml",
        "rules/examples/KH201/expected.txt", "shipped/templates/page.html.j2", "shipped/templates/page.css", "script/page.js",
    ):  # fmt: skip
        assert f"kehoach_cli/{wanted}" in names, wanted


def test_the_source_is_not_what_runs(program: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [program, "-c", "import kehoach_cli; print(kehoach_cli.__file__)"], cwd=tmp_path, check=True, capture_output=True
    )
    assert str(ROOT).encode() not in where.stdout


def test_the_whole_job_end_to_end(program: Path, tmp_path: Path) -> None:
    assert kehoach(program, "init", "--sample", "kho", cwd=tmp_path).returncode == 0
    kho = tmp_path / "kho"
    steps = {
        ("validate",): 0,
        ("status", "mau-01"): 0,
        ("rule", "KH201"): 0,
        ("record", "mau-01/II.2-2", "-a", "mau-so-song-nuoc", "-s", "in-progress", "-m", "Đang làm."): 0,
        ("submit", "mau-01", "-a", "mau-so-cay-xanh", "-p", "2026", "-m", "Đã làm đủ việc."): 0,
        ("check", "mau-01", "--period", "2026"): 1,
        ("report", "annual", "mau-01", "--period", "2026", "-o", "a.md"): 0,
        ("report", "annual", "mau-01", "--period", "2026", "-o", "a.docx"): 0,
        ("report", "page", "-o", "a.html"): 0,
        ("schema", "plan"): 0,
        ("undo", "--yes"): 0,
        ("--lang", "en", "status"): 0,
    }
    for arguments, code in steps.items():
        ran = kehoach(program, *arguments, cwd=kho)
        assert ran.returncode == code, (arguments, ran.stdout, ran.stderr)
        assert "Traceback" not in ran.stderr
    log = subprocess.run(["git", "log", "--format=%s"], cwd=kho, check=True, capture_output=True, text=True).stdout
    assert log.splitlines() == [
        'Revert "nop(mau-01/2026): mau-so-cay-xanh"',
        "nop(mau-01/2026): mau-so-cay-xanh",
        "ghi(mau-01/II.2-2): mau-so-song-nuoc 2026-11-23",
        "Khởi tạo kho kehoach",
    ]
