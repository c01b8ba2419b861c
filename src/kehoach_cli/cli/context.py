"""What every command is given: the folder, the words, the streams; and how it gets the workspace, the day and a token."""

import os
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import TypeVar

import typer

from kehoach_cli import judged
from kehoach_cli.cli import clock
from kehoach_cli.cli.answers import Asked, Said
from kehoach_cli.cli.console import Console
from kehoach_cli.disk import write_output
from kehoach_cli.model import Plan
from kehoach_cli.survey import find_root
from kehoach_cli.text import Say
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import parse_typed_date
from kehoach_cli.workspace import Workspace, load, load_plans, load_surveyed

T = TypeVar("T")


class Session:
    """One run of the program."""

    def __init__(self, console: Console, asked: Asked | None = None) -> None:
        self.console = console
        self.folder = Path()
        self._asked = asked

    @property
    def say(self) -> Say:
        """The words of the chosen language."""
        return self.console.say

    def workspace(self, known_at: str | None = None, plans: Collection[str] = ()) -> Workspace:
        """The workspace around the folder, as it is or as had been committed by `known_at`; says on stderr when its files have
        errors. With `plans`, if all are there, no others are read. Raises Trouble when there is none.
        """
        found = load_plans(self.folder, plans) if plans else self._load(known_at)
        if found.form_errors and found.known:
            self.console.note("files-with-errors-then", count=str(found.form_errors), commit=found.known.short)
        elif found.form_errors:
            self.console.note("files-with-errors", count=str(found.form_errors))
        return found

    def _load(self, known_at: str | None) -> Workspace:
        asked = self._asked
        if asked is None or asked.survey is None or known_at is not None or find_root(self.folder) != asked.survey.root:
            return load(self.folder, known_at)
        self.console.said = []
        return load_surveyed(asked.survey, asked.store)

    def said_of(self, plan: Plan, workspace: Workspace, command: str, work_out: Callable[[], T]) -> T:
        """What a command says of one plan of the workspace, whatever is said of the others and whichever commit it is read from:
        from what is kept of that plan, or by working it out."""
        if self._asked is None:
            return work_out()
        return judged.said(workspace.kept, plan, command, "\0".join(self._asked.question), work_out)

    def keep(self, code: int) -> None:
        """Keep what was answered from the files alone, if anything was; and no more than there is room for."""
        if self._asked is None:
            return
        if self.console.said is not None:
            self._asked.keep(Said(self.console.said, code))
        self._asked.store.tidy()

    def deliver(self, text: str, output: Path | None, *, prose: bool = False) -> None:
        """Hand over a result: to the file the user named, else to stdout; `prose` may be folded to the width of a terminal."""
        if output is not None:
            self.console.keep_nothing()
            write_output(output, text.encode())
            self.console.note("written", path=str(output))
        elif prose:
            self.console.prose(text)
        else:
            self.console.out(text)


def session(ctx: typer.Context) -> Session:
    """The session of a command."""
    found: Session = ctx.obj
    return found


def day(option: str, typed: str | None) -> date:
    """The day an option names, or today. Raises Trouble for a day that does not exist."""
    if typed is None:
        return clock.today()
    found = parse_typed_date(typed)
    if found is None:
        raise Trouble("bad-day", exit_code=WRONG_USE, option=option, typed=typed)
    return found


def one_of(option: str, typed: str | None, among: tuple[str, ...]) -> str | None:
    """The typed word when it is one of those allowed. Raises Trouble, naming them all, when it is not."""
    if typed is None or typed in among:
        return typed
    raise Trouble("not-one-of", exit_code=WRONG_USE, option=option, typed=typed, among=", ".join(among))


def whole(option: str, typed: str, least: int = 0) -> int:
    """The whole number an option is given, below a million. Raises Trouble for anything else."""
    if not typed.isascii() or not typed.isdigit() or not least <= int(typed) < 1_000_000:
        raise Trouble("not-a-number", exit_code=WRONG_USE, option=option, typed=typed)
    return int(typed)


def token() -> str:
    """Six random hex digits for a file name; KEHOACH_TOKEN fixes them for a reproducible run."""
    return os.environ.get("KEHOACH_TOKEN") or os.urandom(3).hex()
