"""Hostile strings in what is recorded and in what is typed: what the commands that record and change show of them."""

import builtins
from collections.abc import Callable
from functools import cache

import pytest
from poison import EVERY, World, blanks_evened, is_harmless, mark, said, shown
from readers import patch_texts, screen_texts
from sink_world import quietly

from conftest import Program, Ran
from kehoach_cli.cli import context
from kehoach_cli.cli.console import Console
from kehoach_cli.workspace import Workspace

pytestmark = pytest.mark.xdist_group("sinks-acts")
ON = ("--on", "2027-01-01", "--basis", "Quyết định 1/QĐ 2026-12-01")
# Every act on the plan of one string; "{n}" is its number, and "{words}" the string itself, as somebody types it.
TYPED = {
    "record": ("record", "p-{n}/I.2", "-a", "a-{n}", "-d", "2026-06-01", "-s", "in-progress", "-m", "{words}"),
    "record, evidence": (
        "record", "p-{n}/I.2", "-a", "a-{n}", "-d", "2026-06-01", "-s", "in-progress", "-m", "x", "-e", "Báo cáo 1/BC {words}",
    ),
    "submit": ("submit", "p-{n}", "-a", "a-{n}", "-p", "2026", "--revise", "-m", "{words}"),
    "confirm": ("confirm", "p-{n}/I.1", "-a", "a-{n}", "-m", "{words}"),
    "return": ("return", "p-{n}/I.1", "-a", "a-{n}", "-m", "{words}"),
    "extend": ("extend", "p-{n}/I.1", "-a", "a-{n}", "--to", "2027-03-31", "-b", "{words}"),
    "excuse": ("excuse", "p-{n}", "-a", "a-{n}", "-p", "2028", "-b", "{words}"),
}  # fmt: skip
AGENCIES = {
    "merge": ("agency", "merge", "a-{n}", "--into", "vp", *ON),
    "rename": ("agency", "rename", "a-{n}", "--to", "a-moi", "--name", "{words}", "--abbreviation", "{words}", *ON),
    "split": ("agency", "split", "a-{n}", "--into", "vp", "--into", "a-moi", "--name", "{words}", *ON),
    "close": ("agency", "close", "a-{n}", "--on", "2027-01-01", "--basis", "{words}"),
}
# The same on a terminal, where what is left open is asked for and what it is about is shown first.
ASKED = {
    "record": ("record", "p-{n}/I.2", "-a", "a-{n}"),
    "submit": ("submit", "p-{n}", "-a", "a-{n}", "-p", "2026", "--revise"),
    "confirm": ("confirm", "p-{n}/I.1"),
    "return": ("return", "p-{n}/I.1"),
    "extend": ("extend", "p-{n}/I.1"),
    "excuse": ("excuse", "p-{n}"),
}
TOLD = {
    "form": ("submit", "p-{n}", "-a", "a-{n}", "-p", "2026", "--form"),
    "remind": ("remind", "p-{n}", "--within", "400", "--dry-run"),
}

SOME = EVERY[::3]  # where each takes a rehearsal of the whole workspace, or a dozen questions
Act = Callable[..., Ran]
Saying = Callable[[int], Workspace]
_SAID = ("1", "x", "31/3/2027", "2028", "", "1", "x", "31/3/2027", "2028", "", "", "")  # one of them fits each question


def _answers() -> Callable[[], str]:
    """Whoever answers a dozen questions, each with the next word, and then has had enough."""
    left = list(_SAID)

    def answer() -> str:
        if not left:
            raise EOFError
        return left.pop(0)

    return answer


@pytest.fixture(scope="module")
def saying(tmp_path_factory: pytest.TempPathFactory) -> Saying:
    """The workspace that says one string."""
    return cache(World.made(tmp_path_factory.mktemp("sinks")).of_one)


@pytest.fixture(scope="module")
def holding(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Workspace | None]:
    """The same, where its files say the string; None where no file can hold it."""
    return cache(World.made(tmp_path_factory.mktemp("held")).held_of_one)


@pytest.fixture
def act(kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> Act:
    """A command about one string, on a workspace that says it."""
    quietly(monkeypatch)

    def call(on: Workspace, n: int, *arguments: str) -> Ran:
        for loader in ("load", "load_plans"):
            monkeypatch.setattr(context, loader, lambda *_: on)
        typed = (one.replace("{n}", str(n)).replace("{words}", said(n)) for one in arguments)
        return kehoach(*typed, cwd=on.root)

    return call


@pytest.mark.parametrize("case", TYPED)
def test_what_is_typed_is_shown_or_refused_and_never_obeyed(case: str, saying: Saying, act: Act) -> None:
    taken = 0
    for n in EVERY:
        ran = act(saying(n), n, *TYPED[case], "--dry-run")
        assert ran.code in (0, 1, 2), ran.err
        assert mark(n) in ran.out + ran.err or shown(n)[:40] in ran.err, n
        assert is_harmless(ran.err), n
        assert patch_texts(ran.out)
        assert (ran.code == 0) == bool(ran.out), ran.err
        taken += ran.code == 0
    assert len(EVERY) / 2 < taken < len(EVERY)


@pytest.mark.parametrize("case", AGENCIES)
def test_a_change_of_agencies_tells_every_text_and_obeys_none(
    case: str, saying: Saying, holding: Callable[[int], Workspace | None], act: Act
) -> None:
    """What is typed is refused where it could not be seen; what the files say is told, and is in the patch as it is."""
    taken = 0
    for n in SOME:
        held = holding(n)
        ran = act(held or saying(n), n, *AGENCIES[case], "--dry-run")
        assert ran.code in ((0, 2) if held else (0, 1, 2, 3)), ran.err
        assert is_harmless(ran.err), n
        assert patch_texts(ran.out)
        assert not held or mark(n) in ran.err
        taken += ran.code == 0
    assert len(SOME) / 2 < taken < len(SOME)


@pytest.mark.parametrize("case", TOLD)
def test_what_is_told_of_a_plan_says_every_text_and_obeys_none(case: str, saying: Saying, act: Act) -> None:
    for n in EVERY:
        ran = act(saying(n), n, *TOLD[case])
        assert ran.code == 0, ran.err
        texts = screen_texts(ran.out + ran.err)
        assert mark(n) in "".join(texts)
        assert case == "form" or any(shown(n) in blanks_evened(one) for one in texts), (n, texts)


SHOW_FIRST = ("confirm", "return", "submit", "excuse")


@pytest.mark.parametrize("case", ASKED)
def test_on_a_terminal_questions_show_every_text_and_obey_none(
    case: str, saying: Saying, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Console, "can_ask", property(lambda self: True))
    for n in SOME if case in SHOW_FIRST else EVERY[::9]:  # the others ask by ids and dates
        monkeypatch.setattr(builtins, "input", _answers())
        ran = act(saying(n), n, *ASKED[case], "--dry-run")
        assert ran.code in (0, 1, 130), ran.err
        assert is_harmless(ran.err), n
        assert case not in SHOW_FIRST or shown(n)[:40] in blanks_evened(ran.err), (n, ran.err)


def test_an_answer_that_no_file_can_hold_is_asked_for_again(saying: Saying, act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Console, "can_ask", property(lambda self: True))
    answers = ["Ghi ch\udce1", "Đã đối chiếu.", ""]
    monkeypatch.setattr(builtins, "input", lambda: answers.pop(0))
    ran = act(saying(46), 46, *ASKED["confirm"], "--dry-run")
    assert (ran.code, answers) == (0, []), ran.err
    assert "“Ghi ch\\udce1” trống hoặc có ký tự không hiện được." in ran.err
    assert "+note: Đã đối chiếu.\n" in ran.out
