"""What a file given on the command line holds: one entry, or a list of entries, with every fault of form in its place."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kehoach_cli import fields, nodes
from kehoach_cli.findings import Finding, Pointer, bounded
from kehoach_cli.nodes import Data
from kehoach_cli.parse import Snapshot, placed
from kehoach_cli.workspace import errors

MOST_ENTRIES = 4_000  # of a list; as many as are checked in two seconds


class Typed(NamedTuple):
    """What an entry says, and the findings on it. `whose` are its keys plan and agency, if any."""

    values: dict[str, Data]
    whose: dict[str, Data]
    findings: tuple[Finding, ...]
    snapshot: Snapshot


class Given(NamedTuple):
    """A file as read: its name, what it holds, the errors for which nothing could be made of it, and its content."""

    name: str
    data: Data
    errors: tuple[Finding, ...]
    snapshot: Snapshot

    @property
    def entries(self) -> list[Data] | None:
        """The entries of a list; None where the file holds one entry, or nothing that could be read."""
        return self.data if isinstance(self.data, list) and not self.errors else None

    @property
    def plans(self) -> tuple[str | None, ...]:
        """The plan that each entry names, None for one that names none."""
        named = [one.get("plan") if isinstance(one, dict) else None for one in (self.entries or [self.data])]
        return tuple(one if isinstance(one, str) else None for one in named)


def read(content: bytes, name: str) -> Given:
    """Read a file; never raises. A list may be longer than a file of a workspace."""
    reading = nodes.read(content, name, long=True)
    broken = errors(reading.findings)
    if not broken and not isinstance(reading.data, dict | list | None):
        broken = (Finding("KH123", name, (), {"expected": "mapping", "field": ""}, 1, 1),)
    if isinstance(reading.data, list) and len(reading.data) > MOST_ENTRIES:
        broken = broken or (Finding("KH111", name, (), {"limit": f"{MOST_ENTRIES} entries"}, 1, 1),)
    if not broken and not reading.data:
        broken = (Finding("KH114", name, (), {}, 1, 1),)
    return Given(name, reading.data, broken, Snapshot({name: content}))


def one(given: Given, form: fields.Form, options: Mapping[str, Data]) -> Typed:
    """The values of a form from the file and from options; an option wins. Positions point into the file."""
    if given.errors or given.entries is not None:
        faults = given.errors or (Finding("KH123", given.name, (), {"expected": "mapping", "field": ""}, 1, 1),)
        return Typed({}, {}, faults, given.snapshot)
    typed = _filled(given, form, options, given.data or {}, ())
    return typed._replace(findings=placed(bounded(typed.findings), given.snapshot))


def each(given: Given, form: fields.Form, options: Mapping[str, Data]) -> Iterator[Typed]:
    """The same of every entry of a list, one after another as they are asked for. The findings point into the list; they have no
    line yet, and are all there are."""
    asked = form._replace(fields=tuple(field._replace(required=False) for field in form.fields))
    return (_filled(given, asked, options, entry, (place,)) for place, entry in enumerate(given.entries or ()))


def _filled(given: Given, form: fields.Form, options: Mapping[str, Data], data: Data, at: Pointer) -> Typed:
    if not isinstance(data, dict):
        return Typed({}, {}, (Finding("KH123", given.name, at, {"expected": "mapping", "field": ""}),), given.snapshot)
    values = {**data, **{key: value for key, value in options.items() if value not in (None, [])}}
    whose: dict[str, Data] = {key: values.pop(key) for key in ("plan", "agency") if key in values}
    filled = fields.fill(form, values, given.name, at)
    findings = [finding for finding in filled.findings if finding.code != "KH122"]  # what is missing may still be asked for
    for key, value in whose.items():
        if not isinstance(value, str | None):
            findings.append(Finding("KH123", given.name, (*at, key), {"expected": "text", "field": key}))
    return Typed(values, whose, tuple(findings), given.snapshot)
