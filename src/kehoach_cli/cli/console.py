"""The streams: results to stdout, everything else to stderr, always UTF-8, colour decided once."""

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TextIO

from kehoach_cli.render import safe
from kehoach_cli.text import Say
from kehoach_cli.trouble import CANNOT_WORK, Trouble, cause_of, coded

OUT, ERR = "out", "err"
_NARROWEST, _WIDEST = 40, 140


class ReaderGone(Exception):  # noqa: N818 - not an error: who reads us has seen enough
    """Nobody reads stdout any more."""


class Console:
    """Where one run writes. All text passes here; foreign text is made harmless before."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.said: list[tuple[str, str]] | None = None  # where somebody wants to keep it: everything written, with its stream
        sys.stdout = sys.stdout or _nowhere()  # closed by whoever started us
        sys.stderr = sys.stderr or _nowhere()
        for stream in (sys.stdout, sys.stderr):
            _speak_utf8(stream)

    @property
    def is_terminal(self) -> bool:
        """Whether a person is looking at stdout."""
        return sys.stdout.isatty()

    @property
    def can_ask(self) -> bool:
        """Whether there is somebody to answer a question."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    @property
    def width(self) -> int:
        """Columns to draw in."""
        return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))

    @property
    def colour(self) -> bool:
        """Colour: KEHOACH_COLOR (0 or 1), then NO_COLOR, then FORCE_COLOR, then whether stdout is a terminal."""
        for name, when_set in (("KEHOACH_COLOR", True), ("NO_COLOR", False), ("FORCE_COLOR", True)):
            value = os.environ.get(name)
            if value:
                return when_set and value not in ("0", "false", "no")
        return self.is_terminal and os.environ.get("TERM") != "dumb"

    def out(self, text: str) -> None:
        """A result, as it is, with one line end."""
        self._write(OUT, text if text.endswith("\n") else text + "\n")

    def prose(self, text: str) -> None:
        """A result in sentences: on a terminal, long lines are broken between words."""
        self.out(self.folded(text) if self.is_terminal else text)

    def bytes_out(self, content: bytes) -> None:
        """A result that is not text."""
        self.keep_nothing()
        sys.stdout.flush()
        sys.stdout.buffer.write(content)

    def err(self, text: str) -> None:
        """A remark for the person, not part of the result."""
        text = self.folded(text) if sys.stderr.isatty() else text
        self._write(ERR, text if text.endswith("\n") else text + "\n")

    def _write(self, stream: str, text: str) -> None:
        if self.said is not None:
            self.said.append((stream, text))
        try:
            if stream == OUT:
                sys.stdout.write(text)
            else:
                sys.stdout.flush()
                _remark(text)
        except BrokenPipeError:
            raise ReaderGone from None

    def keep_nothing(self) -> None:
        """What this run answers follows from more than the files and the command line, or is not all text."""
        self.said = None

    def repeat(self, said: list[tuple[str, str]]) -> None:
        """Write again what an earlier run wrote."""
        for stream, text in said:
            self._write(stream, text)

    def folded(self, text: str) -> str:
        """Text whose long lines are broken between words, to the width of the screen."""
        from textwrap import fill

        def folded(line: str) -> str:
            indent = " " * (len(line) - len(line.lstrip()) + 2)
            return fill(
                line, self.width, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False, drop_whitespace=True
            )

        return "\n".join(folded(line) if len(line) > self.width else line for line in text.rstrip("\n").split("\n"))

    def progress(self, total: int, said: str = "progress") -> AbstractContextManager[Callable[[], None]]:
        """A bar on stderr for work of so many steps, called by that key of the catalogue; the value is what tells it that one is
        done. Nothing where nobody looks."""
        if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
            return nullcontext(lambda: None)
        from kehoach_cli.render.terminal import bar

        return bar(total, self.say(f"screens.{said}"))

    def err_part(self, text: str) -> None:
        """The beginning of a line for the person, who goes on writing behind it."""
        self.keep_nothing()
        sys.stdout.flush()
        _remark(text)

    def note(self, key: str, **facts: str) -> None:
        """A remark from the catalogue."""
        self.err(self.say(f"remarks.{key}", **{name: safe.on_one_line(fact) for name, fact in facts.items()}))

    def trouble(self, trouble: Trouble) -> None:
        """What went wrong, in one sentence, and the cure in another. What git or a hook says may have lines, nothing else."""
        facts = {name: safe.for_terminal(safe.shortened(fact)) for name, fact in trouble.facts.items()}
        facts = {name: fact if name == "cause" else fact.replace("\n", " ") for name, fact in facts.items()}
        if "place" in facts:
            facts["place"] = coded(facts["place"], trouble.key)
        self.err(f"{self.say('remarks.error')} {self.say(f'errors.{trouble.key}', **facts)}")
        if cure := self.say.cure(f"errors.{trouble.key}", **facts):
            self.err(f"{self.say('remarks.cure')} {cure}")

    def flush(self) -> None:
        """Have everything written, so that a full disk or a closed pipe is noticed."""
        sys.stdout.flush()


def cut_short(console: Console, error: ReaderGone | OSError) -> int:
    """The exit code of a run that could not write all it had to say: quietly where nobody reads on, else with a message."""
    if isinstance(error, ReaderGone | BrokenPipeError):
        sys.stdout = _nowhere()
        return 0
    console.trouble(Trouble("system", cause=cause_of(error), path=str(error.filename or "")))
    return CANNOT_WORK


def _remark(text: str) -> None:
    """Tell a person something. That nobody listens any more, or that the log is full, must not stop the work half way, nor make
    a recording that is on record end as if it were not.
    """
    with suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - lives until the process ends


def _speak_utf8(stream: TextIO) -> None:
    """A Vietnamese word must not kill the program because a code page cannot hold it."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n" if not stream.isatty() else None)
