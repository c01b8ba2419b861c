"""Questions on a terminal. Every question has an option, so nothing here is ever needed; Ctrl-C leaves everything as it was."""

import re
import sys
from collections.abc import Callable, Sequence

from kehoach_cli import draft
from kehoach_cli.cli.console import Console
from kehoach_cli.nodes import Data
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import parse_iso_date

Check = Callable[[str], str]
_NO_CHARACTER = re.compile("[\ud800-\udfff]")


def text(console: Console, key: str, default: str = "", check: Check | None = None, *, needed: bool = False, **facts: str) -> str:
    """An answer; Enter takes the default. `check` returns the answer as it is kept, or raises Trouble to ask again; an empty
    answer to what is `needed` is asked again without a word."""
    question = console.say(f"questions.{key}", **facts)
    while True:
        answer = _read(console, f"{question} [{default}]: " if default else f"{question}: ") or default
        if needed and not answer:
            continue
        try:
            answer = whole(question, answer)
            return check(answer) if check else answer
        except Trouble as trouble:
            console.trouble(trouble)


def whole(option: str, typed: str) -> str:
    """What was typed, when every character of it is one. Raises Trouble for bytes that are none in UTF-8, as from a terminal
    or a script of another encoding: no file can hold them."""
    if typed.isascii() or not _NO_CHARACTER.search(typed):
        return typed
    raise Trouble("bad-text", exit_code=WRONG_USE, option=option, typed=typed)


def choice(console: Console, key: str, values: Sequence[str], kind: str, default: str) -> str:
    """One of several words, by its number, by itself or by its Vietnamese name."""
    words = {value: console.say.word(kind, value) for value in values}
    console.err("  ".join(f"{number}. {word}" for number, word in enumerate(words.values(), 1)))

    def meant(answer: str) -> str:
        by_number = {str(number): value for number, value in enumerate(values, 1)}
        by_word = {word: value for value, word in words.items()}
        found = by_number.get(answer) or by_word.get(answer.lower()) or (answer if answer in values else None)
        if found is None:
            raise Trouble("not-one-of", option=answer, typed=answer, among=", ".join(words.values()))
        return found

    return text(console, key, str(list(values).index(default) + 1), meant)


def pick(console: Console, key: str, among: Sequence[str]) -> int:
    """The place of one of several lines, chosen by its number; there is no default."""
    for number, line in enumerate(among, 1):
        console.err(f"  {number}. {line}")
    by_number = {str(place + 1): place for place in range(len(among))}

    def meant(answer: str) -> str:
        if answer not in by_number:
            raise Trouble("not-one-of", option=answer, typed=answer, among=", ".join(by_number))
        return answer

    return by_number[text(console, key, check=meant, needed=True)]


def lines(console: Console, key: str, check: Check | None = None) -> list[str]:
    """Several answers, one a line, until an empty line."""
    answers: list[str] = []
    while answer := text(console, key, "", check):
        answers.append(answer)
    return answers


def document(option: str, typed: str) -> dict[str, Data]:
    """A document as a person names it. Raises Trouble when it has no number, or a date that does not exist."""
    parts = draft.evidence(typed)
    if "number" not in parts:
        raise Trouble("no-document-number", exit_code=WRONG_USE, option=option, typed=typed)
    if "date" in parts and parse_iso_date(str(parts["date"])) is None:
        raise Trouble("bad-day", exit_code=WRONG_USE, option=option, typed=str(parts["date"]))
    return parts


def as_document(option: str) -> Check:
    """Takes an answer that names a document, or an empty one, as it is."""

    def check(typed: str) -> str:
        if typed:
            document(option, typed)
        return typed

    return check


def agrees(console: Console, key: str, *, default: bool = True, **facts: str) -> bool:
    """Whether the person says yes; Enter takes the default."""
    answer = _read(
        console,
        f"{console.say(f'questions.{key}', **facts)} {console.say('questions.yes-no' if default else 'questions.no-yes')} ",
    )
    return default if not answer else answer.lower() in console.say("questions.yes-words").split()


def _read(console: Console, prompt: str) -> str:
    try:
        console.err_part(prompt)
        reconfigure = getattr(sys.stdin, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="surrogateescape")  # what is no character is asked for again, see `whole`
        return input().strip()
    except (EOFError, KeyboardInterrupt):
        console.err("")  # what follows begins on a line of its own
        raise KeyboardInterrupt from None
