"""Completion of commands, options, agencies and items in shells: light enough for every TAB, so without typer.

A shell asks `kehoach --complete INDEX WORD...`; the answer is one candidate a line, with its meaning behind a tab. What kind of
word may stand at a place is read off the tables in `_commands`, which are made from the commands themselves.
"""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from kehoach_cli._commands import ARGUMENTS, CHOICES, OPTIONS, SHORT, VALUES
from kehoach_cli.commandline import split
from kehoach_cli.text import DEFAULT, LANGUAGES, Say

Candidate = tuple[str, str]
_WORDS_OF = {"--state": "state", "--standing": "standing"}


def answer(arguments: list[str]) -> int:
    """Print the candidates; a fault of any kind prints nothing, because nobody would see a message."""
    try:
        index, words = int(arguments[0]), arguments[1:]
        lines = [f"{value}\t{meaning}\n" for value, meaning in candidates(index, words)]
    except Exception:  # noqa: BLE001 - a TAB must never print a traceback into the command line
        return 1
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.stdout.write("".join(lines))
    return 0


def candidates(index: int, words: list[str]) -> list[Candidate]:
    """What may stand at the place of the word; `words[0]` is the program itself."""
    typed = words[index] if index < len(words) else ""
    before = [word for word in words[1:index] if word != "="]  # bash takes `--agency=so` for three words
    option, equals, value = typed.partition("=")
    if equals and option.startswith("--"):
        return [(f"{option}={found}", meaning) for found, meaning in _beginning(value, [*before, option])]
    return _beginning("" if typed == "=" else typed, before)


def _beginning(typed: str, before: list[str]) -> list[Candidate]:
    return [found for found in _all(typed, _Line.of(before)) if found[0].startswith(typed)]


class _Line(NamedTuple):
    """The words before the place: the command, the values of its arguments and options, the option that waits for its value."""

    command: str
    arguments: list[str]
    options: dict[str, str]
    waiting: str

    @staticmethod
    def of(before: list[str]) -> "_Line":
        """What the words mean."""
        command, after = split(before, OPTIONS)
        words = before[: len(before) - len(after)] if command else before
        arguments, options, waiting = list[str](), dict[str, str](), ""
        for scope, word in [*(("", word) for word in words), *((command, word) for word in after)]:
            if waiting:
                options[waiting], waiting = word, ""
            elif word.startswith("-"):
                name, equals, value = word.partition("=")
                name = SHORT.get((scope, name), name)
                if equals:
                    options[name] = value
                elif (scope, name) in VALUES:
                    waiting = name
            elif scope:
                arguments.append(word)
        return _Line(command, arguments, options, waiting)

    @property
    def say(self) -> Say:
        """The language asked for on the line, else in the environment."""
        language = self.options.get("--lang") or os.environ.get("KEHOACH_LANG", DEFAULT)
        return Say(language if language in LANGUAGES else DEFAULT)

    @property
    def folder(self) -> Path:
        """The folder the command would work in."""
        return Path(self.options.get("-C", ""))

    def named(self, metavar: str) -> str:
        """The value of the argument that is called so; empty where it has not been typed."""
        kinds = ARGUMENTS.get(self.command, ())
        place = kinds.index(metavar) if metavar in kinds else len(self.arguments)
        return self.arguments[place] if place < len(self.arguments) else ""


def _all(typed: str, line: _Line) -> Iterable[Candidate]:
    command, say = line.command, line.say
    if line.waiting:
        scope = command if (command, line.waiting) in VALUES else ""
        return _values(VALUES[scope, line.waiting], line.waiting, scope, typed, line)
    if typed.startswith("-"):
        return [(option, _first_line(say, *keys)) for option, keys in OPTIONS.get(command, {}).items()]
    if below := _commands_below(command):
        start = f"help.{command}-" if command else "help."
        return [(name, _first_line(say, start + name)) for name in below]
    kinds = ARGUMENTS.get(command, ())
    last = kinds[-1] if kinds and kinds[-1].endswith("...") else ""  # what may be repeated
    kind = kinds[len(line.arguments)] if len(line.arguments) < len(kinds) else last
    return _values(kind.removesuffix("..."), kind, command, typed, line)


def _values(kind: str, name: str, command: str, typed: str, line: _Line) -> Iterable[Candidate]:
    """What may be the value of an option or argument of that name, whose kind its metavar tells."""
    if (command, name) in CHOICES:
        return [(value, _meaning_of(line.say, name, value)) for value in CHOICES[command, name]]
    from kehoach_cli import candidates as found

    here = found.Files.around(line.folder)
    plan, _, item = line.named("PLAN/ITEM").rpartition("/")
    plan = plan or line.named("PLAN")
    finders: dict[str, Callable[[], Iterable[Candidate]]] = {
        "PLAN": here.plans,
        "AGENCY": here.agencies,
        "HEIR": here.agencies,
        "PLAN/ITEM": lambda: here.tasks(typed),
        "ITEM": lambda: here.tasks(typed) if "/" in typed else here.items(plan),
        "ID": lambda: [*here.tasks(typed), *here.agencies()] if command in ("show", "log") else [],
        "PERIOD": lambda: here.periods(plan),
        "EVENT": lambda: here.events(command, name, plan, item, line.options.get("--agency", "")),
        **dict.fromkeys(("DATE|REV", "REV", "BASE", "HEAD"), here.revisions),
    }
    return finders[kind]() if kind in finders else []


def _meaning_of(say: Say, name: str, value: str) -> str:
    if name == "CODE":
        return say.rule(value).name
    return say.word(_WORDS_OF[name], value) if name in _WORDS_OF else ""


def _commands_below(command: str) -> list[str]:
    """The commands of a group, by their own names; of "", those of the program."""
    start = f"{command} " if command else ""
    return [name for known in OPTIONS if known.startswith(start) and (name := known[len(start) :]) and " " not in name]


def _first_line(say: Say, *keys: str) -> str:
    return next((say(key).split("\n")[0] for key in keys if say.has(key)), "")
