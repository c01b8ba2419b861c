"""Hostile strings in every field through every view, each read back by a real parser: the text is there, and only as text."""

import json
import re
from pathlib import Path

import pytest
from poison import DAY, EVERY, World, blanks_evened, is_harmless, mark, said, shown
from readers import FORMATS, comment_texts, json_texts, lines_kept, markdown_texts, missing, screen_texts
from sink_world import Run, on_the_world

from conftest import Program, git
from kehoach_cli import candidates, changes, review
from kehoach_cli._commands import CHOICES
from kehoach_cli.changes import Side
from kehoach_cli.cli import context
from kehoach_cli.cli.main import EVERY as COMMANDS
from kehoach_cli.commandline import split
from kehoach_cli.model import Register
from kehoach_cli.parse import Snapshot
from kehoach_cli.vn import nfc
from kehoach_cli.workspace import load

pytestmark = pytest.mark.xdist_group("sinks")  # the world is made once


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World.made(tmp_path_factory.mktemp("sinks"))


@pytest.fixture
def run(world: World, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> Run:
    return on_the_world(world, kehoach, monkeypatch)


# --- what the files say, as it is looked at

VIEWS = {
    "home": (),
    "a plan": ("status", "kh"),
    "each obligation": ("status", "kh", "--each"),
    "all plans": ("status",),
    "by agency": ("status", "kh", "--by-agency"),
    "matrix": ("status", "kh", "--matrix"),
    "trend": ("status", "kh", "--trend"),
    "check": ("check", "kh", "--period", "2026"),
    "agencies": ("agency", "list"),
    "validate": ("validate",),
}
WITHOUT_WORDS = ("trend",)  # figures by days
WHOLE_ELSEWHERE = ("github",)  # ten annotations at most; the summary of the step has all
SENTENCES = ("validate",)  # of it JSON holds sentences; of the others data for other programs, to the character


def formats(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """The formats that a command gives, "" first: the one that it chooses itself."""
    command, _ = split(list(arguments), COMMANDS)
    return ("", *CHOICES.get((command or "", "--format"), ()))


CASES = [(view, form) for view, arguments in VIEWS.items() for form in formats(arguments)]


def asked(view: str, form: str) -> tuple[str, ...]:
    """The words that ask for a view in a format."""
    return (*VIEWS[view], *(("--format", form) if form else ()))


@pytest.mark.parametrize(("view", "form"), CASES)
def test_a_view_says_every_text_in_every_format_and_obeys_none(view: str, form: str, run: Run) -> None:
    texts = FORMATS[form].read(run(*asked(view, form)))
    exact = form == "json" and view not in SENTENCES
    if view not in WITHOUT_WORDS and form not in WHOLE_ELSEWHERE:
        assert (_not_exactly(texts) if exact else missing(texts, FORMATS[form].shows)) == []


def _not_exactly(texts: list[str]) -> list[int]:
    return [n for n in EVERY if not any(said(n) in text for text in texts)]


@pytest.mark.parametrize(("view", "form"), [one for one in CASES if one[1] in ("", "text", "table")])
def test_in_colour_and_in_english_too(view: str, form: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEHOACH_COLOR", "1")
    texts = screen_texts(run("--lang", "en", *asked(view, form)))
    assert view in WITHOUT_WORDS or missing(texts) == []


@pytest.mark.parametrize("view", [view for view, form in CASES if form == "github"])
def test_the_summary_of_a_step_says_every_text(view: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary"
    summary.touch()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    run(*asked(view, "github"))
    assert missing(markdown_texts(summary.read_text(encoding="utf-8"))) == []


# --- one thing and all that is known of it

SHOWN = (("show",), ("agency", "show"), ("codeowners",))  # what is tried below, as it begins


def test_one_thing_shown_shows_its_texts(run: Run, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in EVERY:
        monkeypatch.setattr(context, "load", lambda start, known_at=None, n=n: world.with_plans("kh", f"p-{n}"))
        for arguments in (
            *(("show", name) for name in (f"kh/I.{n + 1}", f"a-{n}", f"g-{n}", f"p-{n}")),
            ("agency", "show", f"a-{n}"),
        ):
            assert shown(n) in blanks_evened(" ".join(screen_texts(run(*arguments)))), arguments


@pytest.mark.parametrize("number", range(0, len(EVERY), 4))
def test_an_entry_shown_shows_its_file_line_by_line(number: int, run: Run, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "load", lambda start, known_at=None: world.with_plans(f"p-{number}"))
    register = world.with_plans(f"p-{number}").register
    entries = [one.path for one in (*register.events, *register.filings) if one.plan == f"p-{number}"]
    assert len(entries) == 6
    for path in entries:
        text = blanks_evened(" ".join(screen_texts(run("show", path))))
        assert lines_kept(number) in text or f"? {mark(number)}" in text, path  # no file holds half a character


@pytest.mark.parametrize("number", range(0, len(EVERY), 7))
def test_the_reasons_for_a_standing_obey_no_text(number: int, run: Run, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "load", lambda start, known_at=None: world.with_plans("kh", f"p-{number}"))
    for name in (f"kh/I.{number + 1}", f"p-{number}/I.1", f"a-{number}"):
        text = run("show", name, "--why")
        assert is_harmless(text), name
        assert shown(number) in blanks_evened(text), name


# --- what a change means


@pytest.fixture
def changed(world: World, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`diff` of nothing and the world: everything in it is new."""
    nothing, everything = Side(Snapshot({}), Register()), Side(world.workspace.snapshot, world.workspace.register)
    found = review.Compared(review.Read(None, nothing), review.Read(None, everything), changes.compare(nothing, everything, DAY))
    monkeypatch.setattr(review, "compared", lambda *_: found)
    return run


CHANGED = {"": screen_texts, "text": screen_texts, "json": json_texts, "markdown": comment_texts}


@pytest.mark.parametrize("form", CHANGED)
def test_a_change_is_told_with_every_text_and_obeys_none(form: str, changed: Run) -> None:
    texts = CHANGED[form](changed("diff", *(("--format", form) if form else ())))
    assert form == "markdown" or missing(texts) == []  # a comment is cut to what a forge takes


# --- what goes into git, and what a shell is offered


def test_a_commit_message_says_nothing_that_somebody_typed(office: Path, kehoach: Program) -> None:
    """Every string that a file can hold, in one report; the message is ids and dates, and its trailers are ours."""
    typed = nfc("\n".join(said(n) for n in EVERY if all(one.isprintable() or one == "\n" for one in said(n))))
    arguments = ("kh/I.1", "--agency", "so-a", "--date", "2026-06-30", "--state", "in-progress", "--yes", "--no-input")
    ran = kehoach("record", *arguments, "--summary", typed, "--evidence", "Báo cáo 1/BC 2026-06-29", cwd=office)
    assert ran.code == 0, ran.err
    message = git(office, "log", "-1", "--format=%B")
    assert message.rstrip("\n").split("\n") == [
        "ghi(kh/I.1): so-a 2026-06-30", "", "Plan: kh", "Item: I.1", "Agency: so-a",
    ]  # fmt: skip
    (event,) = (office / "plans/kh/progress/2026/so-a").iterdir()
    found = json.loads(kehoach("status", "kh", "--format", "json", cwd=office).out)
    assert found["plans"][0]["id"] == "kh"
    assert load(office).register.events[0].summary == "\n".join(map(str.rstrip, typed.split("\n")))
    assert is_harmless(event.read_text(encoding="utf-8"))


def test_codeowners_holds_ids_and_owners_only(run: Run) -> None:
    assert re.search(r"z\d+z", run("codeowners")) is None


def test_what_a_shell_is_offered_is_one_harmless_line(world: World) -> None:
    for n in EVERY:
        meaning = candidates._meaning(said(n))
        assert is_harmless(meaning, "")
        assert len(meaning) <= 60
    assert [word for word in (said(n) for n in EVERY) if candidates._is_harmless(word)] == []
