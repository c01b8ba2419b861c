"""What stands on a command line before anything is parsed."""

from collections.abc import Collection

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
