"""Keys in the order of their form: whole lines move, with their comments, and nothing else does; in doubt nothing at all."""

from itertools import permutations

import pytest

from conftest import ROOT
from kehoach_cli import layout
from kehoach_cli.keyorder import in_order

PLAN = "plans/kh/plan.yaml"

UNTIDY = """\
# Kế hoạch thử

title:   "Kế hoạch thử"   # theo văn bản
# mã

id: kh
reporting: {due: 12-20, every: year}
items:

  # việc một
  - lead: [ so-a,so-b ]   # ai làm
    text: >-
      Sở A chủ trì.
      # không phải chú thích
    id: I
    # hết việc một

  - id: II
    products:
    -   name: báo cáo
    text: Việc hai.
# hết
"""

TIDY = """\
# Kế hoạch thử

# mã

id: kh
title:   "Kế hoạch thử"   # theo văn bản
reporting: {due: 12-20, every: year}
items:

  # việc một
  - id: I
    text: >-
      Sở A chủ trì.
      # không phải chú thích
    lead: [ so-a,so-b ]   # ai làm
    # hết việc một

  - id: II
    text: Việc hai.
    products:
    -   name: báo cáo
# hết
"""


def test_only_the_order_of_the_keys_changes() -> None:
    assert in_order(PLAN, UNTIDY) == TIDY
    assert in_order(PLAN, TIDY) == TIDY


ENTRY = {
    "id": "id: I  # mã",
    "text": "text: >-\n      Một việc.\n      Hai việc.",
    "lead": "lead:\n    - so-a  # một",
    "due": "due: 2026-01-01",
}


@pytest.mark.parametrize("names", list(permutations(ENTRY)), ids=" ".join)
def test_the_dash_of_an_entry_stays_before_its_first_key(names: tuple[str, ...]) -> None:
    def written(order: tuple[str, ...]) -> str:
        return "id: kh\ntitle: Thử\nitems:\n  - " + "\n    ".join(ENTRY[name] for name in order) + "\n  # cuối\n"

    assert in_order(PLAN, written(names)) == written(tuple(ENTRY))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("title: Thử\nid: kh", id="no newline at the end"),
        pytest.param("title: Thử\n\n\nid: kh\n\n", id="empty lines"),
        pytest.param("title: Thử\n\n# một\n\n# hai\nid: kh\n# cuối\n\n# hết\n", id="comments between empty lines"),
        pytest.param("title: |\n  Thử\n  # văn\nid: kh\n", id="a block that ends in what looks like a comment"),
        pytest.param("'title': Thử\n\"id\": kh\n", id="quoted keys"),
        pytest.param("items:\n  - text: Một\n    # mã\n    id: I\nid: kh\n", id="a comment above what would come first"),
        pytest.param("title: Thử\nid: kh\n# items:\n#  - id: I\n", id="what was made a comment"),
    ],
)
def test_the_layout_of_the_file_is_the_same_before_and_after(text: str) -> None:
    ordered = in_order(PLAN, text)
    assert ordered != text
    assert layout.laid_out(PLAN, ordered.encode()) == layout.laid_out(PLAN, text.encode())
    assert sorted(line.replace("-", " ").strip() for line in ordered.split("\n")) == sorted(
        line.replace("-", " ").strip() for line in text.split("\n")
    )
    assert in_order(PLAN, ordered) == ordered


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PLAN, "items:\n  - text: Một\n    # mã\n    id: I\n"),
        (PLAN, "items:\n  - - text: Một\n      id: I\n"),
        (PLAN, "title: Thử\n id: kh\n"),
        (PLAN, "la: một khóa lạ\ntitle: Thử\nid: kh\n"),
        (PLAN, "note: Thử\nid: kh\ntitle: >+\n  một\n\n\n"),
        (PLAN, "- title: Thử\n  id: kh\n"),
        (PLAN, ""),
        ("plans/kh/ghi-chu.yaml", "title: Thử\nid: kh\n"),
    ],
)
def test_in_doubt_nothing_moves(path: str, text: str) -> None:
    assert in_order(path, text) == text


@pytest.mark.parametrize("path", ["agencies.yaml", "plans/38-ct-tw/plan.yaml"])
def test_what_is_shipped_is_in_order(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert in_order(path, text) == text
