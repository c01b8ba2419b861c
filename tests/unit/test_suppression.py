"""Comments that suppress a finding: which comments are meant, which line they speak of, how long they hold, what they lack."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_cli import nodes, rules, suppression
from kehoach_cli.parse import Snapshot

PLAN = "plans/mau/plan.yaml"
AGENCIES = "agencies:\n  - id: so-mau-a\n    name: Sở Mẫu A\n"
LAST = date(2026, 12, 31)
GOOD = "# kehoach: bỏ qua KH306 đến 2026-12-31: văn bản không nêu"


def workspace(*lines: str) -> Snapshot:
    """A plan whose item II (the last line but one or so) names nobody, which is KH306 where its dash stands."""
    plan = "\n".join(["id: mau", "title: Kế hoạch mẫu", "items:", *lines]) + "\n"
    return Snapshot({"agencies.yaml": AGENCIES.encode(), PLAN: plan.encode()})


ITEM = ("  - id: II", "    text: Rà soát quy chế.")


def standing(snapshot: Snapshot, as_of: date | None = None) -> list[str]:
    return [f"{found.line} {found.code}" for found in rules.judge(snapshot, as_of).standing]


@pytest.mark.parametrize(
    "comment",
    [
        GOOD,
        "# kehoach: ignore KH306 until 2026-12-31: the document names none",
        "# kehoach: bo qua KH306 den 31/12/2026: khong neu",
        "#kehoach:ignore kh306 until 2026-12-31: x",
        "# KEHOACH: Bỏ Qua KH306 Đến 2026-12-31: lý do: có dấu hai chấm",
        unicodedata.normalize("NFD", GOOD),
    ],
)
def test_a_comment_above_the_line_suppresses_with_rule_day_and_reason(comment: str) -> None:
    found = rules.judge(workspace(f"  {comment}", *ITEM))
    assert [one.code for one in found.standing if one.code != "KH109"] == []
    (one,) = found.suppressed
    assert (one.finding.code, one.finding.line, one.by.line, one.by.until) == ("KH306", 5, 4, LAST)


def test_the_reason_is_kept_as_it_was_written() -> None:
    (one,) = rules.judge(workspace("  # kehoach: ignore KH306 until 2026-12-31:  lý do: a; b  ", *ITEM)).suppressed
    assert one.by.reason == "lý do: a; b"


def test_a_comment_at_the_end_of_the_line_speaks_of_that_line_only() -> None:
    assert standing(workspace(f"  - id: II {GOOD}", "    text: Rà soát.")) == []
    assert standing(workspace(f"  - id: I  {GOOD}", "    text: A.", "    lead: [so-mau-a]", *ITEM)) == ["4 KH331", "7 KH306"]


def test_several_comments_may_stand_above_one_line_and_one_may_name_several_rules() -> None:
    other = "  # kehoach: ignore KH305 until 2026-12-31: hỏi Sở Mẫu A"
    products = (*ITEM, "    products: [Quy chế]")
    assert standing(workspace(f"  {GOOD}", "", "  # ghi chú", *products)) == ["9 KH305"]
    assert standing(workspace(other.replace("KH305", "KH306, KH318"), *ITEM)) == ["4 KH331"]


def test_what_only_looks_like_a_comment_suppresses_nothing() -> None:
    inside = "kehoach: bỏ qua KH306 đến 2026-12-31: lừa"
    for lines in (
        ("  - id: II", "    text: >-", f"      # {inside}"),
        ("  - id: II", "    text: |", f"      Rà soát # {inside}", f"      # {inside}"),
        ("  - id: II", f'    text: "Rà soát # {inside}"'),
        ("  - id: II", "    text: 'Rà soát", f"      # {inside}'"),
    ):
        assert [line for line in standing(workspace(*lines)) if "KH306" in line] == ["4 KH306"], lines


def test_it_holds_through_its_last_day_and_whatever_the_day_where_none_is_given() -> None:
    snapshot = workspace(f"  {GOOD}", *ITEM)
    assert standing(snapshot) == []
    assert standing(snapshot, LAST) == []
    assert standing(snapshot, date(2027, 1, 1)) == ["4 KH332", "5 KH306"]


@pytest.mark.parametrize(
    ("comment", "causes"),
    [
        ("# kehoach: bỏ qua KH306", ["no-date", "no-reason"]),
        ("# kehoach: bỏ qua KH306: vì thế", ["no-date"]),
        ("# kehoach: bỏ qua KH306 đến 2026-12-31", ["no-reason"]),
        ("# kehoach: bỏ qua KH306 đến 2026-12-31: ...", ["no-reason"]),
        ("# kehoach: bỏ qua KH306 đến 2026-02-30: vì thế", ["bad-date"]),
        ("# kehoach: bỏ qua KH306 đến hết năm: vì thế", ["bad-date"]),
        ("# kehoach: bỏ qua đến 2026-12-31: vì thế", ["form"]),
        ("# kehoach: tắt KH306", ["form"]),
        ("# kehoach:", ["form"]),
        ("# kehoach: bỏ qua KH999 đến 2026-12-31: vì thế", ["no-rule"]),
        ("# kehoach: bỏ qua tất cả đến 2026-12-31: vì thế", ["no-rule", "no-rule"]),
        ("# kehoach: bỏ qua KH124 đến 2026-12-31: vì thế", ["form-error"]),
        ("# kehoach: bỏ qua KH901 đến 2026-12-31: vì thế", ["form-error"]),
        ("# kehoach: bỏ qua KH330 đến 2026-12-31: vì thế", ["form-error"]),
    ],
)
def test_one_that_lacks_something_suppresses_nothing_and_says_what(comment: str, causes: list[str]) -> None:
    found = rules.judge(workspace(f"  {comment}", *ITEM))
    assert [one.facts["cause"] for one in found.standing if one.code == "KH330"] == sorted(causes)
    assert [one.code for one in found.standing if one.code != "KH330"] == ["KH306"]
    assert found.suppressed == ()


def test_errors_of_form_cannot_be_suppressed_and_warnings_of_form_can() -> None:
    lines = ("  - id: II", "    lead: [so-mau-a]", "    text: Rà soát.")
    bad_key = workspace(*lines, "    # kehoach: bỏ qua KH121 đến 2026-12-31: sẽ sửa", "    leed: [so-mau-a]")
    assert standing(bad_key) == ["7 KH330", "8 KH121"]
    lost = workspace(*lines[:2], "    # kehoach: bỏ qua KH117 đến 2026-12-31: có ý", "    text: Đoàn #3")
    assert standing(lost) == []


def test_a_file_that_cannot_be_read_holds_no_suppression() -> None:
    snapshot = workspace(f"  {GOOD}", "  - id: [")
    assert [found.code for found in rules.judge(snapshot).standing] == ["KH102"]


def test_files_without_the_word_are_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: str) -> list[tuple[int, int, str]]:
        raise AssertionError

    monkeypatch.setattr(suppression, "comments", never)
    assert standing(workspace(*ITEM)) == ["4 KH306"]


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.text(alphabet="# :kehoac\n-ab|>'\"[]{}\tế", max_size=40))
def test_looking_for_comments_never_fails_and_points_at_one(text: str) -> None:
    lines = text.split("\n")
    for line, column, comment in nodes.comments(text):
        assert comment.startswith("#")
        assert lines[line - 1][column - 1 :] == comment


def test_a_comment_whose_day_is_over_is_told_once_even_where_nothing_is_left_to_suppress() -> None:
    done = workspace("  - id: I", f"    heading: A {GOOD}")
    assert standing(done) == ["5 KH331"]
    assert standing(done, LAST) == ["5 KH331"]
    assert standing(done, date(2027, 1, 1)) == ["5 KH332"]
