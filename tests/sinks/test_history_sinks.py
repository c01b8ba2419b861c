"""Hostile names of authors and subjects of commits, as only plumbing writes them, in what tells history: shown, never obeyed."""

import json
import subprocess
from pathlib import Path

import pytest
from poison import MANY, is_harmless, mark, said
from test_sinks import leaves, markdown_texts, without_colour

from conftest import Program, git
from runner import commands

EVERY = range(MANY)
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


@pytest.mark.parametrize(
    "arguments", [("log", "I.1"), ("log", "--limit", "0"), ("audit",), ("audit", "--format", "github")], ids=str
)
def test_on_a_screen_and_in_a_log_every_name_is_shown_and_none_obeyed(
    arguments: tuple[str, ...], told: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEHOACH_COLOR", "1")
    ran = kehoach(*arguments, cwd=told)
    assert ran.code in (0, 1), ran.err
    text = without_colour(ran.out)
    assert is_harmless(text)
    assert is_harmless(without_colour(ran.err))
    if "github" in arguments:
        assert {one.name for one in commands(ran.out)} <= {"error", "warning", "notice"}
    else:
        assert _unsaid([text]) == []


@pytest.mark.parametrize("command", ["log", "audit"])
def test_as_data_every_name_is_there(command: str, told: Path, kehoach: Program) -> None:
    out = kehoach(command, "--format", "json", *(("--limit", "0") if command == "log" else ()), cwd=told).out
    assert is_harmless(out)
    assert _unsaid(list(leaves(json.loads(out)))) == []


def test_sync_shows_what_it_receives_and_sends_and_obeys_none(told: Path, tmp_path: Path, kehoach: Program) -> None:
    server, here = tmp_path / "may-chu.git", tmp_path / "day"
    start = git(told, "rev-list", "--max-parents=0", "HEAD").strip()
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(server))
    git(told, "push", "--quiet", str(server), f"{start}:refs/heads/main")
    git(tmp_path, "clone", "--quiet", str(server), str(here))
    git(told, "push", "--quiet", str(server), "main")
    data = kehoach("sync", "--dry-run", "--format", "json", cwd=here)
    assert is_harmless(data.out)
    assert is_harmless(data.err)
    after_the_subject = [n for n in EVERY if "\n\n" in said(n)]
    assert _unsaid(list(leaves(json.loads(data.out)))) == after_the_subject
    ran = kehoach("sync", cwd=here)
    assert ran.code == 0, ran.err
    assert is_harmless(without_colour(ran.out + ran.err))
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
    for arguments in ((), ("--format", "json"), ("--fix",)):
        ran = kehoach("doctor", *arguments, cwd=office)
        assert is_harmless(without_colour(ran.out + ran.err)), arguments
