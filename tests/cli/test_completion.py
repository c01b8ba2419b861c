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
        (("diff", "--me"), ["--merge-base"]),
        (("audit", "--s"), ["--staged", "--strict"]),
        (("log", "III.2"), ["III.2"]),
        (("log", "so-noi"), ["so-noi-vu"]),
        (("rule", "KH91"), ["KH911", "KH912", "KH913"]),
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


def told(cwd: Path, *words: str, **environment: str) -> list[str]:
    """The candidates with their meaning."""
    ran = spawn("--complete", str(len(words)), "kehoach", *words, cwd=cwd, **environment)
    assert ran.stderr == b""
    return ran.stdout.decode().splitlines()


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (("status", "-a", "so-no"), "so-noi-vu\tSở Nội vụ"),
        (("status", "--agency=so-no"), "--agency=so-noi-vu\tSở Nội vụ"),
        (("status", "--agency", "=", "so-no"), "so-noi-vu\tSở Nội vụ"),
        (("status", "--agency", "="), "so-noi-vu\tSở Nội vụ"),
        (("record", "III.2", "--with", "so-no"), "so-noi-vu\tSở Nội vụ"),
        (("agency", "merge", "so-noi-vu", "--into", "so-no"), "so-noi-vu\tSở Nội vụ"),
        (("agency", "split", "--yes", "so-noi-vu", "so-no"), "so-noi-vu\tSở Nội vụ"),
        (("status", ""), "38-ct-tw\tTRIỂN KHAI THỰC HIỆN CHỈ THỊ 38-CT/TW, NGÀY 19/9/2019 CỦA BA"),
        (("status", "--item", "II"), "II\tNỘI DUNG VÀ GIẢI PHÁP THỰC HIỆN"),
        (("check", "-p", ""), "2021\t2020-12-15 - 2021-12-14"),
        (("status", "--state", "comp"), "completed\thoàn thành"),
        (("--lang", "en", "status", "--state", "comp"), "completed\tcompleted"),
        (("rule", "KH301"), "KH301\ttrùng mã mục"),
        (("fmt", "--ch"), "--check\tkhông sửa; nêu tên tệp cần trình bày lại, có thì mã kết thúc là 1"),
    ],
)
def test_a_candidate_carries_its_meaning(words: tuple[str, ...], some: str, shipped: Path) -> None:
    assert some in told(shipped, *words)


def test_every_option_that_takes_something_of_the_workspace_offers_it(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kehoach_cli._commands import ARGUMENTS, VALUES
    from kehoach_cli.completion import candidates

    monkeypatch.chdir(sample)
    offering = {"AGENCY", "HEIR", "ITEM", "PERIOD", "EVENT", "PLAN", "PLAN/ITEM", "DATE|REV"}
    asked = [(*command.split(), option, "") for (command, option), kind in VALUES.items() if kind in offering]
    asked += [(*command.split(), "") for command, kinds in ARGUMENTS.items() if kinds and kinds[0].rstrip(".") in offering]
    assert len(asked) > 30
    assert [words for words in asked if not candidates(len(words), ["kehoach", *words])] == []


def test_events_are_offered_newest_first_by_item_agency_and_kind(sample: Path) -> None:
    assert told(sample, "confirm", "mau-01/II.1-1", "--of", "2025-")[0].startswith(
        "2025-09-22-II.1-1-e9711c\tmau-so-cay-xanh: Đã"
    )
    newest = offered(sample, "record", "--replaces", "")
    assert newest == sorted(newest, key=lambda name: name[:10], reverse=True)
    assert offered(sample, "confirm", "--agency", "mau-so-cay-xanh", "--replaces", "2025") == ["2025-09-29-II.1-1-3e0ca3"]
    assert "2025/mau-so-cay-xanh" in offered(sample, "confirm", "--of", "2025/")
    assert not [name for name in offered(sample, "confirm", "--of", "2025/") if ".r" in name]


def test_the_folder_named_before_the_command_is_the_one_that_is_looked_into(shipped: Path, tmp_path: Path) -> None:
    assert offered(tmp_path, "-C", str(shipped), "status", "--agency", "so-noi") == ["so-noi-vu"]


def test_names_that_a_shell_could_act_on_are_not_offered(sample: Path) -> None:
    folder = sample / "plans/mau-01/progress/2026/mau-so-cay-xanh"
    (folder / "2026-12-01-$(x)-0a1b2c.yaml").write_text("kind: update\n", encoding="utf-8")
    (folder / "2026-12-02-II-0a1b2c.yaml").write_text('kind: update\nsummary: "a\\tb\\nc"\n', encoding="utf-8")
    found = told(sample, "record", "--replaces", "2026-12")
    assert found == []  # the one by its name, the other because it cannot be read
    (folder / "2026-12-03-II-0a1b2c.yaml").write_text("kind: update\nsummary: |-\n  a\n  b\n", encoding="utf-8")
    assert told(sample, "record", "--replaces", "2026-12") == ["2026-12-03-II-0a1b2c\tmau-so-cay-xanh: a b"]


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
