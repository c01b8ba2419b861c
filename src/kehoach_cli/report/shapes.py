"""What a table of variables is made of: groups of fields, lists of them; and from a table its listing and its sample values.

What a variable means, and a sample of it, is in the catalogue: "variables.<group>.<name>", or "variables.any.<name>" where it
means the same everywhere; the meaning on the first line, the sample below it, one entry a line where it is a list.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kehoach_cli.text import Say

TEXT, TEXTS, FLAG, NUMBER, NUMBERS = "text", "texts", "flag", "number", "numbers"
FULL, BARE, EMPTY = "full", "bare", "empty"  # everything known; nothing but the rows; nothing at all
SAMPLES = (FULL, BARE, EMPTY)


class Group(NamedTuple):
    """Variables that go together: `plan.number` is the field "number" of a group. `name` is how the catalogue calls it."""

    name: str
    fields: "Mapping[str, Shape]"


class Rows(NamedTuple):
    """A list, each entry with the fields of a group. `band` is the field of a row that has no other and is a heading."""

    of: Group
    band: str = ""


class Maybe(NamedTuple):
    """A group, or None where there is nothing to tell."""

    of: Group


class Words(NamedTuple):
    """The words of the catalogue that begin so ("page.label-"), by the rest of their key: the same whatever the data."""

    start: str


Shape = str | Group | Rows | Maybe | Words


class Variable(NamedTuple):
    """A variable as people read of it: its path ("filings[].agency"), what it means, a sample; "" for what holds others."""

    path: str
    meaning: str
    sample: str


def group(name: str, plain: str, **holds: Shape) -> Group:
    """A group from the names of its plain fields: "*" behind a name marks a list of texts, "?" a flag, "#" a whole number."""
    kinds = {"*": TEXTS, "?": FLAG, "#": NUMBER}
    return Group(name, {word.rstrip("*?#"): kinds.get(word[-1], TEXT) for word in plain.split()} | holds)


def more(of: Group, name: str, plain: str = "", **holds: Shape) -> Group:
    """A group with the fields of another, and more."""
    return Group(name, {**of.fields, **group(name, plain, **holds).fields})


def words(of: Words, say: Say) -> dict[str, str]:
    """The words, by the names a template calls them by."""
    return {name.replace("-", "_"): text for name, text in say.texts(of.start).items()}


def listed(of: Group, say: Say, before: str = "") -> Iterator[Variable]:
    """Every variable of a group, in the order of the table, with what it means and a sample."""
    for name, shape in of.fields.items():
        path, (meaning, *lines) = f"{before}{name}", _told(of, name, say)
        if isinstance(shape, Rows):
            yield Variable(f"{path}[]", meaning, "")
            yield from listed(shape.of, say, f"{path}[].")
        elif isinstance(shape, Group | Maybe):
            yield Variable(path, meaning, "")
            yield from listed(shape.of if isinstance(shape, Maybe) else shape, say, f"{path}.")
        elif isinstance(shape, Words):
            yield Variable(path, meaning, "")
            yield from (Variable(f"{path}.{key}", meaning, text) for key, text in words(shape, say).items())
        else:
            yield Variable(path + ("[]" if shape in (TEXTS, NUMBERS) else ""), meaning, "; ".join(lines))


def _told(of: Group, name: str, say: Say) -> list[str]:
    own = f"variables.{of.name}.{name}"
    return say(own if say.has(own) else f"variables.any.{name}").split("\n")


def sample(of: Group, say: Say, how: str = FULL) -> dict[str, Any]:
    """Values of that shape. `how` is FULL, BARE (empty texts, lists of a row) or EMPTY (empty lists)."""
    return {name: _value(of, name, shape, say, how) for name, shape in of.fields.items()}


def _value(of: Group, name: str, shape: Shape, say: Say, how: str) -> Any:
    if isinstance(shape, Group):
        return sample(shape, say, how)
    if isinstance(shape, Rows):
        return [] if how == EMPTY else _rows(shape, say, how)
    if isinstance(shape, Maybe):
        return None if how == EMPTY else sample(shape.of, say, how)
    return words(shape, say) if isinstance(shape, Words) else _plain(shape, _told(of, name, say)[1:], how)


def _plain(shape: str, lines: list[str], how: str) -> Any:
    if shape == FLAG:
        return how == FULL
    if shape == NUMBER:
        return int(lines[0]) if how == FULL else 0
    if shape == NUMBERS:
        return list(map(int, lines)) if how == FULL else []
    if shape == TEXTS:
        return lines if how == FULL else []
    return " ".join(lines) if how == FULL else ""


def _rows(shape: Rows, say: Say, how: str) -> list[dict[str, Any]]:
    row = sample(shape.of, say, how)
    if not shape.band:
        return [row]
    return [{shape.band: row[shape.band] or "–"}, {**row, shape.band: ""}]
