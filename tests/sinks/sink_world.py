"""Commands on the world that says every hostile string."""

from collections.abc import Callable

import pytest
from poison import EVERY, World, is_harmless, poisoned

from conftest import Program
from kehoach_cli import app, rules
from kehoach_cli.cli import context
from kehoach_cli.cli.console import Console
from kehoach_cli.parse import Snapshot

Run = Callable[..., str]


def on_the_world(world: World, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command on the world, wide enough that no line is folded: what it says on stdout, once stderr is found harmless."""
    quietly(monkeypatch)
    monkeypatch.setattr(context, "load", lambda start, known_at=None: world.workspace)
    monkeypatch.setattr(app, "validate", lambda *_: _validation(world))

    def call(*arguments: str) -> str:
        ran = kehoach(*arguments, cwd=world.workspace.root)
        assert ran.code in (0, 1), ran.err
        assert is_harmless(ran.err)
        return ran.out

    return call


def quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is kept, because what is put in after reading is in no file; no line is folded."""
    monkeypatch.setenv("KEHOACH_CACHE", "off")
    monkeypatch.setattr(Console, "width", property(lambda self: 40_000))


def _validation(world: World) -> app.Validation:
    """Findings about names nobody knows: every string is a fact of one."""
    lines = [f'  - {{id: I.{n + 1}, text: Việc, lead: ["@{n}@"]}}' for n in EVERY]
    files = {
        "agencies.yaml": b"agencies: []\n",
        "plans/kh/plan.yaml": "\n".join(["id: kh", "title: K", "items:", *lines]).encode(),
    }
    found = poisoned(rules.judge(Snapshot(files), None).standing)
    texts = {path: poisoned(content.decode()).encode("utf-8", "surrogatepass") for path, content in files.items()}
    return app.Validation(world.workspace.root, Snapshot(texts), found, ())
