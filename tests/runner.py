"""What the runner of GitHub does with the log of a step and with an action, as far as the tests need it.

After actions/runner, src/Runner.Common/ActionCommand.cs (MIT): which lines of a log it takes for commands, and how it reads them.
"""

import re
from typing import NamedTuple

_KNOWN = {
    "error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "add-matcher", "remove-matcher", "echo",
    "stop-commands",
    "set-env", "set-output", "add-path", "save-state", "internal-set-repo-path",
}  # fmt: skip


class Command(NamedTuple):
    """A command that the runner finds in a log."""

    name: str
    properties: dict[str, str]
    data: str


def commands(log: str) -> list[Command]:
    """Every line that the runner takes for a command, in either form."""
    return [found for line in re.split(r"\r\n|\r|\n", log) if (found := _second_form(line) or _first_form(line))]


def _second_form(line: str) -> Command | None:
    line = line.lstrip()
    if not line.startswith("::") or "::" not in line[2:]:
        return None
    told, _, data = line[2:].partition("::")
    name, _, properties = told.partition(" ")
    if name not in _KNOWN:
        return None
    pairs = (pair.partition("=") for pair in properties.strip().split(",") if pair)
    return Command(name, {key: _plain(value, "%3A:", "%2C,") for key, _, value in pairs if value}, _plain(data))


def _first_form(line: str) -> Command | None:
    found = re.search(r"##\[([^\]]*)\](.*)", line)
    name = found[1].partition(" ")[0] if found else ""
    return Command(name, {}, found[2]) if found and name in _KNOWN else None


def _plain(text: str, *more: str) -> str:
    for escaped in ("%0D\r", "%0A\n", *more, "%25%"):
        text = text.replace(escaped[:3], escaped[3:])
    return text
