"""What stands on a command line before anything is parsed."""

from collections.abc import Collection
from typing import NamedTuple

_OPTIONS_WITH_VALUE = ("-C", "--lang")  # those that may stand before the command


def split(words: list[str], known: Collection[str]) -> tuple[str, list[str]]:
    """The command that is asked for, "status" or "agency merge", and the words behind it; ("", []) where it is none of those
    known. Of a group, the command itself must follow at once: what else stands there belongs to the group.
    """
    is_value = False
    for place, word in enumerate(words):
        if is_value:
            is_value = False
        elif word in _OPTIONS_WITH_VALUE:
            is_value = True
        elif not word.startswith("-"):
            return _longest(words[place:], known)
    return "", []


def _longest(words: list[str], known: Collection[str]) -> tuple[str, list[str]]:
    for length in (2, 1):
        command = " ".join(words[:length])
        if command in known:
            return command, words[length:]
    return "", []


class Leading(NamedTuple):
    """What stands before the command: the folder and the language, None where they are not given; and the rest of the line."""

    folder: str | None
    language: str | None
    rest: list[str]


def leading(words: list[str]) -> Leading:
    """Take off the options before the command, in every way in which they may be written."""
    folder = language = None
    place = 0
    while place < len(words):
        word, value = words[place], words[place + 1] if place + 1 < len(words) else None
        if word in _OPTIONS_WITH_VALUE and value is not None:
            folder, language = (value, language) if word == "-C" else (folder, value)
            place += 1
        elif word.startswith("-C") and word != "-C":
            folder = word[2:]
        elif word.startswith("--lang="):
            language = word.partition("=")[2]
        else:
            break
        place += 1
    return Leading(folder, language, words[place:])
