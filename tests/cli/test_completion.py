"""Completion offers commands, options, choices, agencies and items with their meaning, and never disturbs the command line."""

from pathlib import Path

import pytest

from conftest import spawn
from kehoach_cli.shells import SCRIPTS


def offered(cwd: Path, *words: str) -> list[str]:
    ran = spawn("--complete", str(len(words)), "kehoach", *words, cwd=cwd)
    assert ran.stderr == b""
    return [line.split("\t")[0] for line in ran.stdout.decode().splitlines()]


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (("st",), ["status"]),
        (("status", "--a"), ["--agency", "--as-of"]),
        (("status", "--agency", "so-no"), ["so-noi-vu", "so-nong-nghiep-moi-truong"]),
        (("status", "--standing", "over"), ["overdue"]),
        (("status", ""), ["38-ct-tw"]),
        (("show", "III.2"), ["III.2"]),
        (("record", "38-ct-tw/III.7"), ["38-ct-tw/III.7"]),
        (("return", "38-ct-tw/III.7"), ["38-ct-tw/III.7"]),
        (("extend", "III.2", "--b"), ["--basis"]),
        (("excuse", ""), ["38-ct-tw"]),
        (("ex",), ["extend", "excuse"]),
        (("report", ""), ["annual"]),
        (("rule", "KH20"), ["KH201", "KH202", "KH203", "KH204", "KH205", "KH206", "KH207", "KH208", "KH209"]),
        (("-C", ".", "che"), ["check"]),
        (("ag",), ["agency"]),
        (("agency", ""), ["list", "show", "merge", "rename", "split", "close"]),
        (("--lang", "en", "agency", "m"), ["merge"]),
        (("agency", "merge", "--in"), ["--into"]),
        (("agency", "merge", "so-noi-vu", "so-tu"), ["so-tu-phap"]),
        (("agency", "merge", "so-noi-vu", "--into", "so-tu"), ["so-tu-phap"]),
        (("agency", "split", "so-noi-vu", "--into", "so-y-te", "so-tu"), ["so-tu-phap"]),
        (("agency", "close", "x", "--successor", "so-tu"), ["so-tu-phap"]),
        (("agency", "list", "--format", "js"), ["json"]),
        (("agency", "show", "so-tu"), ["so-tu-phap"]),
    ],
)
def test_candidates(words: tuple[str, ...], some: list[str], shipped: Path) -> None:
    found = offered(shipped, *words)
    assert [candidate for candidate in found if candidate in some] == some


def test_candidates_carry_their_meaning_in_the_language(shipped: Path) -> None:
    vietnamese = spawn("--complete", "3", "kehoach", "show", "--agency", "so-noi", cwd=shipped).stdout.decode()
    assert spawn("--complete", "1", "kehoach", "sta", cwd=shipped).stdout.decode().startswith("status\tTình hình")
    english = spawn("--complete", "1", "kehoach", "sta", cwd=shipped, KEHOACH_LANG="en").stdout.decode()
    assert english.startswith("status\tWhere")
    assert vietnamese.startswith("so-noi-vu\tSở Nội vụ")


def test_the_commands_of_a_group_are_offered_only_behind_it(shipped: Path) -> None:
    assert "merge" not in offered(shipped, "")
    assert "status" not in offered(shipped, "agency", "")
    assert offered(shipped, "agency", "--") == []
    meaning = spawn("--complete", "2", "kehoach", "agency", "sp", cwd=shipped).stdout.decode()
    assert meaning == "split\tChia tách một cơ quan cho nhiều cơ quan kế thừa\n"


def test_a_damaged_or_missing_workspace_offers_nothing_and_says_nothing(shipped: Path, tmp_path: Path) -> None:
    (shipped / "agencies.yaml").write_bytes(b"\xff\xfe\x00")
    assert offered(shipped, "status", "--agency", "") == []
    assert offered(tmp_path, "status", "--agency", "") == []


def test_typer_is_not_loaded(shipped: Path) -> None:
    code = "import sys; sys.argv = ['kehoach', '--complete', '1', 'kehoach', 'st']\nfrom kehoach_cli.__main__ import main\n"
    code += "try: main()\nexcept SystemExit: pass\nassert 'typer' not in sys.modules and 'yaml' not in sys.modules"
    import subprocess
    import sys

    assert subprocess.run([sys.executable, "-c", code], cwd=shipped, check=False, stdout=subprocess.DEVNULL).returncode == 0


@pytest.mark.parametrize("shell", sorted(SCRIPTS))
def test_every_shell_has_its_script(shell: str, shipped: Path) -> None:
    assert "kehoach --complete" in spawn("completion", shell, cwd=shipped).stdout.decode()


def test_the_bash_script_completes_in_bash(shipped: Path) -> None:
    import os
    import subprocess
    import sys

    program = shipped / "bin"
    program.mkdir()
    (program / "kehoach").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kehoach_cli "$@"\n', encoding="utf-8")
    (program / "kehoach").chmod(0o755)
    lines = (
        SCRIPTS["bash"] + 'COMP_WORDS=(kehoach status --agency so-no); COMP_CWORD=3; _kehoach; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    ran = subprocess.run(
        ["bash", "-c", lines], cwd=shipped, check=True, capture_output=True, text=True,
        env={**os.environ, "PATH": f"{program}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert ran.stdout.split() == ["so-noi-vu", "so-nong-nghiep-moi-truong"]
