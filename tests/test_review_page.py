"""The page for reviewers is walked as a reader would: its lines are typed one after another, its outputs are what is printed."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT, Program, posix_only
from kehoach_cli.rules import HISTORY

PAGES = ("docs/review.md", "docs/review.vi.md")
BLOCK = re.compile(r"```(?P<kind>sh|console)\n(?P<text>.*?)```", re.DOTALL)
HASH = re.compile(r"\b[0-9a-f]{7,10}\b")
_FAILS_ON_PURPOSE = "audit"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@posix_only
@pytest.mark.parametrize("name", PAGES)
def test_the_page_can_be_walked_from_top_to_bottom(
    name: str, kehoach: Program, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    text = read(name)
    folder = tmp_path

    def typed(line: str) -> str:
        nonlocal folder
        words = shlex.split(line)
        if words[0] == "cd":
            folder = folder / words[1]
        elif words[0] == "kehoach":
            ran = kehoach(*words[1:], cwd=folder)
            assert ran.code in ((0, 1) if _FAILS_ON_PURPOSE in words else (0,)), ran.err
            return ran.out
        else:
            subprocess.run(line, cwd=folder, shell=True, check=True, capture_output=True)
        return ""

    def walked(block: "re.Match[str]") -> str:
        if block["kind"] == "sh":
            for line in block["text"].splitlines():
                typed(line)
            return block[0]
        first, _, shown = block["text"].partition("\n")
        printed = typed(first.removeprefix("$ ")).rstrip() + "\n"
        same = HASH.sub("", shown) == HASH.sub("", printed)  # a hash holds the hash of everything before it
        return block[0] if same else f"```console\n{first}\n{printed}```"

    now = BLOCK.sub(walked, text)
    if request.config.getoption("--update-golden"):
        (ROOT / name).write_text(now, encoding="utf-8")
    assert now == text


def test_both_pages_have_the_same_parts() -> None:
    english, vietnamese = (read(name) for name in PAGES)
    for mark in ("\n## ", "\n```", "\n| ", "\n- **", "`kehoach "):
        assert english.count(mark) == vietnamese.count(mark), mark


@pytest.mark.parametrize("name", PAGES)
def test_the_page_tells_of_every_rule_on_history(name: str) -> None:
    assert [code for code in HISTORY if code not in read(name)] == []
