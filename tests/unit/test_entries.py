"""Findings as the formats for CI show them: where they are, and what tells one from another."""

import pytest

from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.render.entries import Entry, entry, fingerprints
from kehoach_cli.text import Say

SAY = Say("vi")


def shown(prefix: str = "", **facts: str) -> Entry:
    given = {"item": "I.1", **facts}
    return entry(SAY, Finding("KH306", "plans/a/plan.yaml", ("items", 0), given, 3, 5), WARNING, prefix)


@pytest.mark.parametrize(
    ("prefix", "path"),
    [
        ("", "plans/a/plan.yaml"),
        ("sổ  hai/", "sổ  hai/plans/a/plan.yaml"),
        ("a\n::error::b/", r"a\n::error::b/plans/a/plan.yaml"),
        ("a\x1b[2J/", r"a\x1b[2J/plans/a/plan.yaml"),
    ],
)
def test_a_path_is_told_as_it_is_on_one_line(prefix: str, path: str) -> None:
    assert shown(prefix).path == path


def test_two_workspaces_of_one_repository_are_told_apart() -> None:
    assert len(set(fingerprints([shown(), shown("a/"), shown("b/")]))) == 3


def test_two_findings_that_are_alike_are_told_apart_by_their_order() -> None:
    first, second = fingerprints([shown(), shown()])
    assert first != second
    assert fingerprints([shown()]) == [first]


@pytest.mark.parametrize("passing", ["suggestion", "among", "days", "called", "count"])
def test_what_changes_with_the_day_or_the_program_opens_nothing_anew(passing: str) -> None:
    assert fingerprints([shown(**{passing: "một"})]) == fingerprints([shown(**{passing: "hai"})])
    assert fingerprints([shown(by="một")]) != fingerprints([shown(by="hai")])
