"""What commands that only look at the files answered before, said again where the same is asked of the same files.

The same files and the same day give the same bytes, so what was written may be kept with what it followed from: the command line,
the day, the language, the screen, the mark of the files. Loads no more than it needs to look: no typer, no yaml.
"""

import json
import os
import sys
from pathlib import Path
from typing import NamedTuple

from kehoach_cli.cli import clock
from kehoach_cli.cli.console import Console
from kehoach_cli.commandline import leading
from kehoach_cli.store import Store, store
from kehoach_cli.survey import Survey, find_root, survey
from kehoach_cli.text import DEFAULT, LANGUAGES, Say
from kehoach_cli.trouble import Trouble

# Commands that only read the workspace and write to the streams.
KEPT = frozenset(((), ("status",), ("check",), ("show",), ("agency", "list"), ("agency", "show")))
LANGUAGE_VARIABLE = "KEHOACH_LANG"
_ENVIRONMENT = ("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "GITHUB_ACTIONS")  # and every KEHOACH_*


class Said(NamedTuple):
    """How a run ended: what it wrote to which stream, and its exit code."""

    written: list[tuple[str, str]]
    code: int


class Asked(NamedTuple):
    """A question that may be kept: what the disk says of the files it is about, if it is about those; where answers are kept; and
    everything beside the files that the answer may depend on."""

    survey: Survey | None
    store: Store
    question: tuple[str, ...]

    def kept(self) -> Said | None:
        """What was answered when the files were the same."""
        found = self.store.get(self._name(self.survey), self.survey.mark) if self.survey else None
        return Said([(stream, text) for stream, text in found["written"]], found["code"]) if found else None

    def keep(self, said: Said) -> None:
        """Keep the answer, unless a file was changed so lately that its next change might not show."""
        if self.survey and self.survey.settled:
            self.store.put(self._name(self.survey), self.survey.mark, said._asdict())

    def _name(self, survey: Survey) -> tuple[str, ...]:
        return "said", str(survey.root), *self.question


def ask(arguments: list[str]) -> Asked | None:
    """The question on a command line; None where its answer is not to be kept, or something is wrong that others will tell."""
    before = leading(arguments)
    language = before.language or os.environ.get(LANGUAGE_VARIABLE, DEFAULT)
    words = tuple(before.rest)
    if not {words[:1], words[:2]} & KEPT or language not in LANGUAGES:
        return None
    keeping = store()
    if keeping is None:
        return None
    try:
        seen = None if _speaks_of_the_past(arguments) else survey(find_root(Path(before.folder or "")))
        circumstances = _circumstances(language)
    except (Trouble, OSError, OverflowError):
        return None
    return Asked(seen, keeping, (json.dumps(arguments), *circumstances))


def _speaks_of_the_past(arguments: list[str]) -> bool:
    """Whether a commit is asked about, and so not the work tree, which need not be there."""
    return any(argument.partition("=")[0] == "--known-at" for argument in arguments)


def _circumstances(language: str) -> list[str]:
    """Everything beside the files and the command line that an answer may depend on."""
    console = Console(Say(language))
    screen = [console.width, console.colour, sys.stdout.isatty(), sys.stderr.isatty()]
    variables = sorted(item for item in os.environ.items() if item[0].startswith("KEHOACH_") or item[0] in _ENVIRONMENT)
    return [language, clock.today().isoformat(), str(Path.cwd()), json.dumps([screen, variables])]
