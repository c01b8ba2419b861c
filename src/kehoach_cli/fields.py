"""What a form is made of, and how data are read against one: the values of its keys, and every fault with its place.

`kinds` has the kinds of single values, `forms` the form of every file.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from keyword import iskeyword
from typing import Any, NamedTuple

from kehoach_cli.findings import Finding, KeyOf, Meant, Pointer
from kehoach_cli.nodes import Data

Convert = Callable[[str], Any]  # the value, or None when the text is not of that kind


class Kind(NamedTuple):
    """A kind of single value: how to read it, the code of the finding when it cannot be read, its JSON Schema, and examples."""

    name: str
    convert: Convert
    code: str
    schema: dict[str, object]
    examples: tuple[str, ...] = ()


class Field(NamedTuple):
    """One key of a form. `holds` is what it takes: a kind, a form, or a list of either; `called` is its name in the model, where
    that is another one."""

    name: str
    holds: "Kind | Form | ListOf"
    required: bool = False
    called: str = ""


class ListOf(NamedTuple):
    """A list of values; `or_one` also takes a single value without the list, `most` is how many there may be (None: as
    many as fit into a file)."""

    holds: "Kind | Form"
    or_one: bool = False
    most: int | None = None


class _Form(NamedTuple):
    name: str
    make: Callable[..., Any]
    fields: tuple[Field, ...]
    numbered: bool = False


class Form(_Form):
    """The keys of a mapping and the value made of it. A numbered form stands in a list and is told its `position` there."""

    @cached_property
    def required(self) -> frozenset[str]:
        """The values without which nothing can be made of it."""
        return frozenset(attribute(field) for field in self.fields if field.required)

    @cached_property
    def read_soundly(self) -> Callable[[Data], dict[str, Any]]:
        """Its values by key out of data without any fault. Raises _Faulty at the first one, and does not say which: most files
        have none, and need not be asked so closely."""
        readers = {field.name: (attribute(field), *_sound_readers(field.holds)) for field in self.fields}
        required = self.required

        def values(data: Data) -> dict[str, Any]:
            if not isinstance(data, dict):
                raise _Faulty
            found = {}
            for key, given in data.items():
                if key not in readers:
                    raise _Faulty
                if given is None:
                    continue
                name, convert, read = readers[key]
                value = read(given) if read else convert(given) if convert and isinstance(given, str) else None
                if value is None:
                    raise _Faulty
                found[name] = value
            if not required <= found.keys():
                raise _Faulty
            return found

        return values


class _Faulty(Exception):  # noqa: N818 - has the data read again, with all its findings
    pass


def _sound_readers(holds: "Kind | Form | ListOf") -> tuple[Convert | None, Callable[[Data], Any] | None]:
    """How to read what a field holds: a single text by its conversion alone, anything else by a reader of its own."""
    return (holds.convert, None) if isinstance(holds, Kind) else (None, _sound_reader(holds))


def _sound_reader(holds: "Kind | Form | ListOf") -> Callable[[Data], Any]:
    """Reads what a field holds; see `Form.read_soundly`."""
    if isinstance(holds, ListOf):
        return _sound_list_reader(holds)
    if isinstance(holds, Form):
        make, values = holds.make, holds.read_soundly
        return lambda given: make(**values(given))
    convert = holds.convert

    def single(given: Data) -> Any:
        value = convert(given) if isinstance(given, str) else None
        if value is None:
            raise _Faulty
        return value

    return single


def _sound_list_reader(holds: ListOf) -> Callable[[Data], Any]:
    inner = holds.holds
    if isinstance(inner, Form) and inner.numbered:
        make, values = inner.make, inner.read_soundly

        def numbered(given: Data) -> Any:
            if not isinstance(given, list) or (holds.most is not None and len(given) > holds.most):
                raise _Faulty
            return tuple(make(**values(entry), position=place) for place, entry in enumerate(given))

        return numbered
    read = _sound_reader(inner)

    def plain(given: Data) -> Any:
        if holds.or_one and isinstance(given, str):
            return (read(given),)
        if not isinstance(given, list):
            raise _Faulty
        return tuple(read(entry) for entry in given)

    return plain


class Filled(NamedTuple):
    """A form as filled in: the values by key, and the findings."""

    values: dict[str, Any]
    findings: list[Finding]


def fill(form: Form, data: Data, path: str, at: Pointer = ()) -> Filled:
    """Read the data against the form. Keys with a fault are left out of the values; every fault is a finding."""
    try:
        return Filled(form.read_soundly(data), [])
    except _Faulty:
        return fill_closely(form, data, path, at)


def fill_closely(form: Form, data: Data, path: str, at: Pointer) -> Filled:
    """The same, key by key."""
    if not isinstance(data, dict):
        code = "KH114" if data is None and not at else "KH123"
        return Filled({}, [Finding(code, path, at, {"expected": "mapping", "field": str(at[-1]) if at else ""})])
    findings = list(_key_findings(form, data, path, at))
    values: dict[str, Any] = {}
    for field in form.fields:
        given = data.get(field.name)
        if given is None:
            continue
        value, faults = _read(field.holds, given, path, (*at, field.name))
        findings += faults
        if value is not None:
            values[attribute(field)] = value
    return Filled(values, findings)


def is_complete(form: Form, values: dict[str, Any]) -> bool:
    """Whether every required key has a sound value, so that the model value can be made."""
    return form.required <= values.keys()


def attribute(field: Field) -> str:
    """How the model calls a key: as it is, but for the words Python keeps to itself ("from", "with")."""
    return field.called or (f"{field.name}_" if iskeyword(field.name) else field.name)


def _key_findings(form: Form, data: dict[str, Data], path: str, at: Pointer) -> Iterable[Finding]:
    names = [field.name for field in form.fields]
    for key in data:
        if key not in names:
            facts = {"key": key, "form": form.name, "among": " ".join(names)}
            yield Finding("KH121", path, (*at, KeyOf(key)), facts, meant=Meant(key, names))
    for field in form.fields:
        if field.required and data.get(field.name) is None:
            pointer = (*at, KeyOf(field.name)) if field.name in data else at
            yield Finding("KH122", path, pointer, {"key": field.name, "form": form.name})


def _read(holds: Kind | Form | ListOf, given: Data, path: str, at: Pointer) -> tuple[Any, list[Finding]]:
    if isinstance(holds, ListOf):
        return _read_list(holds, given, path, at)
    if isinstance(holds, Form):
        filled = fill_closely(holds, given, path, at)
        sound = isinstance(given, dict) and is_complete(holds, filled.values)
        place = {"position": at[-1]} if holds.numbered else {}
        return (holds.make(**filled.values, **place) if sound else None), filled.findings
    return _read_single(holds, given, path, at)


def _read_list(holds: ListOf, given: Data, path: str, at: Pointer) -> tuple[Any, list[Finding]]:
    if holds.or_one and isinstance(given, str):
        value, findings = _read(holds.holds, given, path, at)
        return (value,) if value is not None else None, findings
    if not isinstance(given, list):
        return None, [Finding("KH123", path, at, {"expected": "list", "field": str(at[-1])})]
    if holds.most is not None and len(given) > holds.most:
        return None, [Finding("KH111", path, at, {"limit": f"{holds.most} {at[-1]}"})]
    values, findings = [], []
    for index, entry in enumerate(given):
        value, faults = _read(holds.holds, entry, path, (*at, index))
        findings += faults
        if value is not None:
            values.append(value)
    return tuple(values), findings


def _read_single(kind: Kind, given: Data, path: str, at: Pointer) -> tuple[Any, list[Finding]]:
    name = next((str(step) for step in reversed(at) if isinstance(step, str)), "")
    if not isinstance(given, str):
        code = "KH129" if given is None else "KH123"
        return None, [Finding(code, path, at, {"expected": kind.name, "field": name})]
    value = kind.convert(given)
    if value is not None:
        return value, []
    facts = {"expected": kind.name, "field": name, "value": given}
    if kind.code == "KH126":
        facts["among"] = " ".join(str(word) for word in kind.schema["enum"])  # type: ignore[attr-defined]  # choices have it
    return None, [Finding(kind.code, path, at, facts)]


def as_text(value: object) -> str:
    """How a value of a form is written in a file: dates in ISO form, flags as true and false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
