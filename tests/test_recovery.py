"""The pages on recovery tell of everything that the program says of an interrupted run, in the program's own words."""

import re

import pytest

from conftest import ROOT
from kehoach_cli.text import Say

PAGES = {"vi": "docs/recovery.vi.md", "en": "docs/recovery.md"}
# What a machine that went off midway, or a window that was closed, can make the program say.
SAID = {
    "errors": (
        "busy", "busy-syncing", "git-locked", "in-progress", "detached-head", "index-damaged", "config-damaged",
        "damaged-repository", "branch-damaged", "history-damaged", "git-refused",
    ),
    "doctor": (
        "locks.warn", "git-at-work.bad", "too-new.bad", "rests.warn", "interrupted.warn", "interrupted.ok", "drafts.warn",
        "index-fixed.ok",
    ),
}  # fmt: skip


def sentence(text: str) -> str:
    """The longest part of a text that is the same whatever it speaks of."""
    return max((part.strip(" “”():;.,–") for part in re.split(r"\{[^}]*\}|\[\[|\]\]|[\n();:]", text)), key=len)


@pytest.mark.parametrize("language", PAGES)
def test_the_page_quotes_what_the_program_says(language: str) -> None:
    say = Say(language)
    said = [say.texts(f"{module}.")[key] for module, keys in SAID.items() for key in keys]
    settled = [*say.texts("remarks.settled-").values()]
    assert len(settled) > 10
    page = " ".join((ROOT / PAGES[language]).read_text(encoding="utf-8").split())
    assert [one for text in (*said, *settled) if (one := sentence(text)) not in page] == []
