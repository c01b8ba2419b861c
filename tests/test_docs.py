"""What the README promises is what happens: its commands are the ones CI runs, its outputs are real, its twin is complete."""

import re
import shlex
from pathlib import Path

import pytest

from conftest import ROOT, Program

READMES = ("README.md", "README.vi.md")
CLERK = {"README.md": "Five minutes for a clerk", "README.vi.md": "Năm phút cho văn thư"}
SHOWN = re.compile(r"```console\n\$ kehoach (?P<command>[^\n]*)\n(?P<output>.*?)```", re.DOTALL)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_outputs_shown_are_what_is_printed(name: str, kehoach: Program, request: pytest.FixtureRequest) -> None:
    text = read(name)
    assert SHOWN.search(text)

    def printed(shown: "re.Match[str]") -> str:
        out = kehoach(*shown["command"].split(), "--format", "table", cwd=ROOT).out
        return f"```console\n$ kehoach {shown['command']}\n{out.rstrip()}\n```"

    now = SHOWN.sub(printed, text)
    if request.config.getoption("--update-golden"):
        (ROOT / name).write_text(now, encoding="utf-8")
    assert now == text


TOLD = ("docs/organisations.md", "docs/organisations.vi.md")


@pytest.mark.parametrize("name", TOLD)
def test_outputs_told_in_the_pages_are_what_is_printed(name: str, kehoach: Program, request: pytest.FixtureRequest) -> None:
    text = read(name)

    def printed(shown: "re.Match[str]") -> str:
        ran = kehoach(*shown["command"].split(), cwd=ROOT)
        assert ran.err == ""
        return f"```console\n$ kehoach {shown['command']}\n{ran.out.rstrip()}\n```"

    now = SHOWN.sub(printed, text)
    if request.config.getoption("--update-golden"):
        (ROOT / name).write_text(now, encoding="utf-8")
    assert now == text


def test_the_pages_on_organisations_have_the_same_parts() -> None:
    english, vietnamese = (read(name) for name in TOLD)
    for mark in ("\n## ", "\n```", "\n| ", "\n$ "):
        assert english.count(mark) == vietnamese.count(mark), mark


@pytest.mark.parametrize("name", READMES)
def test_the_test_command_is_the_one_ci_runs(name: str) -> None:
    command = next(line for line in read(".ci/run").split("\n") if line.startswith("python3"))
    assert command in read(name)


def test_both_readmes_have_the_same_parts() -> None:
    english, vietnamese = (read(name) for name in READMES)
    for mark in ("\n## ", "\n```", "\n| ", "\n- ["):
        assert english.count(mark) == vietnamese.count(mark), mark


@pytest.mark.parametrize(
    "path", [*(ROOT / name for name in READMES), *sorted((ROOT / "docs").glob("*.md"))], ids=lambda path: path.name
)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(
        r"\]\((?!https?:)([^)#\s]+)", re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    )
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_command_a_readme_names_exists() -> None:
    from kehoach_cli.cli.main import ALL

    for name in READMES:
        named = set(
            re.findall(r"kehoach (?:--lang en )?([a-z]+)\b", "\n".join(re.findall(r"```sh\n(.*?)```", read(name), re.DOTALL)))
        )
        assert named <= set(ALL), named - set(ALL)


@pytest.mark.parametrize("name", READMES)
def test_every_line_for_the_clerk_works(name: str, kehoach: Program, tmp_path: Path) -> None:
    part = read(name).split(f"## {CLERK[name]}\n")[1].split("\n## ")[0]
    lines = "".join(re.findall(r"```sh\n(.*?)```", part, re.DOTALL)).replace("\\\n", " ").splitlines()
    assert len(lines) > 10
    folder = tmp_path
    for line in lines:
        program, *arguments = shlex.split(line, comments=True)
        if program == "cd":
            folder = folder / arguments[0]
            continue
        assert program == "kehoach"
        if "--from" in arguments:  # the agency fills in the form
            form = folder / arguments[arguments.index("--from") + 1]
            form.write_text(form.read_text(encoding="utf-8").replace("(điền vào đây)", "Đã làm xong."), encoding="utf-8")
        ran = kehoach(*arguments, *(["--yes"] if arguments == ["undo"] else []), cwd=folder)
        assert ran.code in ((0, 1) if arguments[:1] == ["check"] else (0,)), f"{line}\n{ran.err}"


@pytest.mark.parametrize("name", READMES)
def test_nothing_is_promised_from_a_package_index(name: str) -> None:
    assert re.findall(r"pip install kehoach\b", read(name)) == []


def test_the_design_tells_of_every_module_once() -> None:
    """In the table of the house, whose rows name modules and folders of the package."""
    rows = re.findall(r"^\| ((?:`[\w/]+`(?:, )?)+) \|", read("docs/design.md"), re.MULTILINE)
    told = [name.rstrip("/") for row in rows for name in re.findall(r"`([\w/]+)`", row)]
    package = ROOT / "src" / "kehoach_cli"
    modules = {path.stem for path in package.glob("*.py")} - {"__init__"}
    assert sorted(modules - {*told}) == []
    assert [name for name in told if told.count(name) > 1] == []
    assert [name for name in told if not (package / name).is_dir() and not (package / f"{name}.py").is_file()] == []
