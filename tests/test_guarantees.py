"""The page on guarantees names tests that exist, in both languages alike, and commands that can be typed."""

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest

from conftest import ROOT

PAGES = ("docs/guarantees.md", "docs/guarantees.vi.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@lru_cache
def defined_in(path: str) -> frozenset[str]:
    return frozenset(node.name for node in ast.parse(read(path)).body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("page", PAGES)
def test_every_test_it_names_exists(page: str) -> None:
    named = NAMED.findall(read(page))
    assert len(named) > 30
    assert [f"{path}::{name}" for path, name in named if not (ROOT / path).is_file() or name not in defined_in(path)] == []


@pytest.mark.parametrize("page", PAGES)
def test_each_of_the_ten_guarantees_has_a_test(page: str) -> None:
    rows = dict(re.findall(r"^\| (G\d+) \|(.*)$", read(page), re.MULTILINE))
    assert list(rows) == [f"G{number}" for number in range(1, 11)]
    assert all(NAMED.search(row) for row in rows.values())


def test_both_pages_name_the_same_tests_and_give_the_same_figures() -> None:
    english, vietnamese = (read(page) for page in PAGES)
    assert NAMED.findall(english) == NAMED.findall(vietnamese)
    assert figures(english) == figures(vietnamese)
    assert len(figures(english)) >= 5


def figures(text: str) -> list[list[str]]:
    """The command, the cases and the bad ones of each row of figures."""
    rows = re.findall(r"^\|.*`python scripts/.*\|$", text, re.MULTILINE)
    return [[cell.strip() for cell in row.split("|")[2:3] + row.split("|")[-2:-1]] for row in rows]


@pytest.mark.parametrize("page", PAGES)
def test_every_script_it_names_exists(page: str) -> None:
    assert [name for name in re.findall(r"python (scripts/\w+\.py)", read(page)) if not Path(ROOT / name).is_file()] == []
