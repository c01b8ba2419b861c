"""The audit of a ledger: over any history, it passes when, and only when, every entry is as it was recorded or was taken back."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_cli.audit import check
from kehoach_cli.findings import ERROR
from kehoach_cli.rules import severity
from kehoach_cli.trail import Case, Recorded, Touch, own_touches

A = "plans/p/filings/2025/so-a.yaml"
B = "plans/p/progress/2026/so-a/2026-03-31-I.1-aaaaaa.yaml"


@pytest.fixture(autouse=True)
def fixed_world() -> None:
    """Nothing here reads the clock or the environment."""


def commit(
    name: str, *touches: Touch, subject: str = "", email: str = "an@example.vn", parents: tuple[str, ...] = ("x",)
) -> Recorded:
    return Recorded(name, name, parents, 0, "An", email, subject or name, touches)


def codes(commits: Iterable[Recorded], end: dict[str, str]) -> list[str]:
    commits = tuple(commits)
    return [one.code for one in check(Case(commits, frozenset(one.commit for one in commits), end))]


class World:
    """What a sequence of deeds makes of two entries: what is on record, what is there, and the commits."""

    def __init__(self) -> None:
        self.record: dict[str, tuple[str, Recorded]] = {}
        self.present: dict[str, str] = {}
        self.commits: list[Recorded] = []

    def do(self, deed: str, path: str, content: str) -> None:
        there, kept = self.present.get(path), self.record.get(path)
        name, subject, new = f"c{len(self.commits)}", "", None if deed in ("remove", "undo") else content
        if deed == "undo" and (kept is None or kept[0] != there):
            return
        if deed == "restore":
            new = kept[0] if kept else None
        if there == new:
            return
        if deed == "undo" and kept:
            subject = f'Revert "{kept[1].subject}"'
        self.commits.append(commit(name, Touch(path, there, new), subject=subject))
        if new is None:
            del self.present[path]
        else:
            self.present[path] = new
        if deed == "undo":
            del self.record[path]
        elif there is None and kept is None and new is not None:
            self.record[path] = new, self.commits[-1]


DEEDS = st.tuples(
    st.sampled_from(["write", "remove", "undo", "restore"]), st.sampled_from([A, B]), st.sampled_from(["1", "2", "3"])
)


@settings(max_examples=600, derandomize=True, deadline=None)
@given(st.lists(DEEDS, max_size=9))
def test_an_audit_passes_when_and_only_when_what_is_on_record_is_what_is_there(deeds: list[tuple[str, str, str]]) -> None:
    world = World()
    for deed in deeds:
        world.do(*deed)
    case = Case(tuple(world.commits), frozenset(one.commit for one in world.commits), world.present)
    passed = not any(severity(found) == ERROR for found in check(case))
    assert passed == ({path: kept for path, (kept, _) in world.record.items()} == world.present)


def test_a_merge_did_itself_only_what_nobody_had_done() -> None:
    commits = (
        commit("a", Touch(A, None, "1")),
        commit("b", Touch(B, None, "1")),
        commit("m", Touch(A, None, "1"), Touch(B, "1", "2"), parents=("b", "a")),
    )
    assert own_touches(commits)["m"] == (Touch(B, "1", "2"),)
    assert codes(commits, {A: "1", B: "2"}) == ["KH901"]


def test_a_merge_of_three_lines_is_one_like_any_other() -> None:
    commits = (
        commit("a", Touch(A, None, "1")),
        commit("b", Touch(B, None, "1")),
        commit("m", Touch(A, None, "1"), Touch(B, None, "1"), parents=("x", "a", "b")),
    )
    assert codes(commits, {A: "1", B: "1"}) == []


def test_what_a_merge_removes_itself_is_removed() -> None:
    commits = (
        commit("a", Touch(A, None, "1")),
        commit("b", Touch(B, None, "1")),
        commit("m", Touch(A, "1", None), parents=("a", "b")),
    )
    assert codes(commits, {B: "1"}) == ["KH902"]


def test_the_wrong_version_kept_in_a_merge_and_then_mended() -> None:
    two = (
        commit("a", Touch(A, None, "1")),
        commit("b", Touch(A, None, "2")),
        commit("m", Touch(A, "1", "2"), parents=("a", "b")),
    )
    assert codes(two, {A: "2"}) == ["KH904"]
    assert codes((*two, commit("c", Touch(A, "2", "1"))), {A: "1"}) == ["KH908"]
    revised = A.replace(".yaml", ".r2.yaml")
    assert codes((*two, commit("c", Touch(A, "2", "1"), Touch(revised, None, "2"))), {A: "1", revised: "2"}) == ["KH908"]


def test_nobody_takes_back_what_another_has_recorded_under_whatever_spelling() -> None:
    recorded = commit("a", Touch(A, None, "1"), email="An@Example.vn")
    for email, code in (("an@example.VN", "KH907"), ("binh@example.vn", "KH902"), ("", "KH902")):
        assert codes((recorded, commit("b", Touch(A, "1", None), subject='Revert "a"', email=email)), {}) == [code]


def test_a_change_is_judged_against_its_start_and_knows_what_was_before() -> None:
    before, edit = commit("a", Touch(A, None, "1")), commit("b", Touch(A, "1", "2"))
    case = Case((before, edit), frozenset("b"), {A: "2"}, {A: "1"}, "a")
    assert [(one.code, one.facts["adder"]) for one in check(case)] == [("KH901", "a")]
    assert check(case._replace(judged=frozenset())) == ()
    assert [one.code for one in check(case._replace(commits=(edit,)))] == ["KH901"]


def test_other_files_may_change() -> None:
    plan, elsewhere = "plans/p/plan.yaml", "plans/p/filings/2025/so-a.txt"
    commits = (
        commit("a", Touch(plan, None, "1"), Touch(elsewhere, None, "1")),
        commit("b", Touch(plan, "1", "2"), Touch(elsewhere, "1", None)),
    )
    assert codes(commits, {}) == []
