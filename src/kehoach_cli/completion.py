"""Completion of commands, options, agencies and items in shells: light enough for every TAB, so without typer.

A shell asks `kehoach --complete INDEX WORD...`; the answer is one candidate a line, with its meaning behind a tab.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach_cli._commands import ARGUMENTS, CHOICES, OPTIONS
from kehoach_cli.commandline import split
from kehoach_cli.text import DEFAULT, LANGUAGES, Say

if TYPE_CHECKING:  # read only where a TAB asks for what is in the files
    from kehoach_cli.model import Plan

Candidate = tuple[str, str]
_PERIODS_OFFERED = 3
_TAKE_AN_AGENCY = ("--agency", "--with", "--into", "--successor")


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
    before = words[1:index]
    language = os.environ.get("KEHOACH_LANG", DEFAULT)
    say = Say(language if language in LANGUAGES else DEFAULT)
    return [found for found in _all(typed, before, say) if found[0].startswith(typed)]


def _all(typed: str, before: list[str], say: Say) -> Iterable[Candidate]:
    command, after = split(before, OPTIONS)
    previous = before[-1] if before else ""
    if previous in _TAKE_AN_AGENCY or (previous == "-a" and command):
        return _agencies()
    if command and previous in ("--period", "-p"):
        return _periods()
    if command and previous == "--known-at":
        return _revisions()
    if (command, previous) in CHOICES:
        return [(value, "") for value in CHOICES[command, previous]]
    if typed.startswith("-"):
        return [(option, _first_line(say, *keys)) for option, keys in OPTIONS.get(command, {}).items()]
    if below := _commands_below(command):
        start = f"help.{command}-" if command else "help."
        return [(name, _first_line(say, start + name)) for name in below]
    return _arguments(command, _count_arguments(after), typed)


def _commands_below(command: str) -> list[str]:
    """The commands of a group, by their own names; of "", those of the program."""
    start = f"{command} " if command else ""
    return [name for known in OPTIONS if known.startswith(start) and (name := known[len(start) :]) and " " not in name]


def _count_arguments(after: list[str]) -> int:
    return sum(not word.startswith("-") and not (i and after[i - 1].startswith("-")) for i, word in enumerate(after))


def _first_line(say: Say, *keys: str) -> str:
    return next((say(key).split("\n")[0] for key in keys if say.has(key)), "")


def _arguments(command: str, place: int, typed: str) -> Iterable[Candidate]:
    kinds = ARGUMENTS.get(command, ())
    last = kinds[-1] if kinds and kinds[-1].endswith("...") else ""  # what may be repeated
    kind = (kinds[place] if place < len(kinds) else last).removesuffix("...")
    if kind == "PLAN":
        return ((plan, "") for plan in _plan_ids())
    if kind in ("AGENCY", "HEIR"):
        return _agencies()
    if kind in ("PLAN/ITEM", "ID"):
        return [*_items(typed), *(_agencies() if kind == "ID" else ())]
    return [(value, "") for value in CHOICES.get((command, kind), ())]


def _root() -> Path:
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "agencies.yaml").is_file()), here)


def _plan_ids() -> list[str]:
    """The plans by their folders; what a shell is handed must hold nothing that a shell could act on."""
    return sorted(path.parent.name for path in _root().glob("plans/*/plan.yaml") if _is_harmless(path.parent.name))


def _is_harmless(word: str) -> bool:
    return word.isascii() and word.replace("-", "").replace(".", "").isalnum() and word[0].isalnum()


def _entries(path: str, key: str) -> Iterator[dict[str, Any]]:
    """The entries of a list in one file, as texts, without the forms: a TAB must not wait for them."""
    from kehoach_cli.nodes import read

    data = read((_root() / path).read_bytes(), path).data
    entries = data.get(key) if isinstance(data, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("id"), str) and _is_harmless(str(entry["id"])):
            yield entry


def _agencies() -> Iterator[Candidate]:
    for entry in _entries("agencies.yaml", "agencies"):
        yield entry["id"], _meaning(str(entry.get("name") or ""))


def _items(typed: str) -> Iterator[Candidate]:
    """The items that assign work, after the id of their plan where there are several plans."""
    plans = _plan_ids()
    for plan in plans:
        if "/" in typed and not typed.startswith(f"{plan}/"):
            continue
        prefix = f"{plan}/" if len(plans) > 1 or "/" in typed else ""
        informative: list[str] = []
        for entry in _entries(f"plans/{plan}/plan.yaml", "items"):
            if entry.get("task") == "false":
                informative.append(entry["id"])
            below = any(entry["id"] == one or entry["id"].startswith((f"{one}.", f"{one}-")) for one in informative)
            if not below and (entry.get("text") or entry.get("lead")):
                yield prefix + entry["id"], _meaning(str(entry.get("text") or entry.get("heading") or ""))


def _read_plans(plan: str) -> "tuple[Plan, ...]":
    from kehoach_cli.parse import Snapshot, parse

    path = f"plans/{plan}/plan.yaml"
    return parse(Snapshot({path: (_root() / path).read_bytes()})).register.plans


def _periods() -> list[Candidate]:
    """The last periods that anybody has filed for, and the one after them; of a plan without filings, the first."""
    from kehoach_cli.periods import cadence_of, is_expected, next_name

    found: set[str] = set()
    for plan in (plan for id_ in _plan_ids() for plan in _read_plans(id_)):
        if plan.reporting is None:
            continue
        filed = [folder.name for folder in _root().glob(f"plans/{plan.id}/filings/*") if cadence_of(folder.name)]
        names = {*filed, *([next_name(max(filed))] if filed else [plan.reporting.first or ""])}
        found |= {name for name in names if is_expected(plan.reporting, name)}
    return [(name, "") for name in sorted(found)[-_PERIODS_OFFERED:]]


def _revisions() -> list[Candidate]:
    """The branches and tags; a day is typed."""
    from kehoach_cli import objects, repo

    return [(name, "") for name in objects.names(repo.find(_root())) if _is_harmless(name.replace("/", "-"))]


def _meaning(words: str) -> str:
    """The beginning of a text, without anything that a terminal could act on."""
    return "".join(character for character in " ".join(words.split()) if character.isprintable())[:60]
