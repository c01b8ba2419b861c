"""Hostile names of authors and subjects of commits, as only plumbing writes them, in what tells history: shown, never obeyed."""

import subprocess
from pathlib import Path

import pytest
from poison import EVERY, MANY, is_harmless, mark, said
from readers import FORMATS, json_texts, markdown_texts, screen_texts, without_colour

from conftest import Program, git
from kehoach_cli._commands import CHOICES

_EVENT = "kind: update\ndate: 2026-06-30\nitem: I.1\nstate: in-progress\nsummary: {}\n"


def _author(number: int) -> bytes:
    """What git takes for a name: everything but what ends it."""
    return said(number).translate({ord(one): None for one in "\n<>\0"}).strip().encode("utf-8", "surrogatepass")


def _commit(number: int, path: str, content: str, at: int) -> bytes:
    who = b"%s <a%d@x.example> %d +0700" % (_author(number), number, 1_782_800_000 + at)
    message = said(number).replace("\0", "").encode("utf-8", "surrogatepass")
    body = content.encode()
    return b"commit refs/heads/main\nauthor %s\ncommitter %s\ndata %d\n%s\n%sM 100644 inline %s\ndata %d\n%s\n" % (
        who, who, len(message), message, b"" if at else b"from refs/heads/main^0\n", path.encode(), len(body), body,
    )  # fmt: skip


def _event(number: int) -> str:
    return f"plans/kh/progress/2026/so-a/2026-06-30-I.1-{number:06x}.yaml"


@pytest.fixture
def told(office: Path) -> Path:
    """An office in which each string has added an event and edited it, by name and by subject."""
    added = [_commit(n, _event(n), _EVENT.format("Đang làm."), n) for n in EVERY]
    edited = [_commit(n, _event(n), _EVENT.format("Đã sửa."), MANY + n) for n in EVERY]
    subprocess.run(["git", "fast-import", "--quiet", "--force"], cwd=office, input=b"".join([*added, *edited]), check=True)
    git(office, "reset", "--quiet", "--hard", "main")
    return office


def _unsaid(texts: list[str]) -> list[int]:
    return [n for n in EVERY if not any(mark(n) in text for text in texts)]


LOG = tuple(("log", "--limit", "0", *form) for form in ((), ("--format", "text"), ("--format", "json")))
AUDIT = (("audit",), *(("audit", "--format", form) for form in CHOICES["audit", "--format"]))
TOLD = (("log", "I.1"), *LOG, *AUDIT)
SYNCED = (("sync",), ("sync", "--dry-run", "--format", "text"), ("sync", "--dry-run", "--format", "json"))
CHECKED_UP = (("doctor",), ("doctor", "--format", "text"), ("doctor", "--format", "json"), ("doctor", "--fix"))


@pytest.mark.parametrize("arguments", TOLD, ids=" ".join)
def test_every_name_is_shown_and_none_obeyed(
    arguments: tuple[str, ...], told: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEHOACH_COLOR", "1")
    ran = kehoach(*arguments, cwd=told)
    assert ran.code in (0, 1), ran.err
    assert is_harmless(without_colour(ran.err))
    form = arguments[-1] if "--format" in arguments else ""
    texts = FORMATS[form].read(ran.out)
    assert form == "github" or _unsaid(texts) == []  # of which ten are annotations


def test_sync_shows_what_it_receives_and_sends_and_obeys_none(told: Path, tmp_path: Path, kehoach: Program) -> None:
    server, here = tmp_path / "may-chu.git", tmp_path / "day"
    start = git(told, "rev-list", "--max-parents=0", "HEAD").strip()
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(server))
    git(told, "push", "--quiet", str(server), f"{start}:refs/heads/main")
    git(tmp_path, "clone", "--quiet", str(server), str(here))
    git(told, "push", "--quiet", str(server), "main")
    text, data, synced = SYNCED[1], SYNCED[2], SYNCED[0]
    assert _unsaid(json_texts(kehoach(*data, cwd=here).out)) == [n for n in EVERY if "\n\n" in said(n)]  # the end of a subject
    for arguments in (text, synced):
        ran = kehoach(*arguments, cwd=here)
        assert ran.code == 0, ran.err
        assert screen_texts(ran.out + ran.err)
    assert kehoach("log", cwd=here).code == 0


def test_the_words_of_a_commit_are_no_markup_in_a_summary(
    told: Path, tmp_path: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary"
    summary.touch()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    kehoach("audit", "--format", "github", cwd=told)
    assert markdown_texts(summary.read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", range(0, MANY, 9))
def test_doctor_obeys_nothing_that_the_configuration_says(number: int, office: Path, kehoach: Program) -> None:
    name = said(number).replace("\0", "").encode("utf-8", "replace").decode()
    for key in ("user.name", "user.email", "core.editor", "init.defaultBranch"):
        git(office, "config", key, name)
    for arguments in CHECKED_UP:
        ran = kehoach(*arguments, cwd=office)
        assert is_harmless(without_colour(ran.out + ran.err)), arguments
