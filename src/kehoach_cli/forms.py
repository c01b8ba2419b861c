"""The form of every file: which keys it has, of what kind, and which value of the model it makes.

One table serves three readers: `parse` (values and findings), `schema` (JSON Schema for editors) and the documentation.
To add a key: one `Field` here, one field in `model`, one line in each language's `text/*/fields.py`.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, lru_cache
from keyword import iskeyword
from typing import Any, NamedTuple

from kehoach_cli import attachments, issuing, model, periods, policy, workdays
from kehoach_cli.findings import Finding, KeyOf, Meant, Pointer
from kehoach_cli.nodes import Data
from kehoach_cli.vn import parse_iso_date

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


# An id becomes the name of a folder or a file; Windows keeps some names to itself, with any ending.
_OF_WINDOWS = r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?![a-z0-9-])"
ID_PATTERN = rf"(?!{_OF_WINDOWS})[a-z0-9][a-z0-9-]{{0,62}}"
EMAIL_PATTERN = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}"  # what every mail program takes bare
ITEM_PATTERN = r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)*(-[0-9]+)*"
_LONGEST_ITEM = 63  # with the day and six digits it becomes the name of a file
_MONTH_DAY = re.compile(r"(?:([0-9]{2})-)?([0-9]{2})")


def _matching(pattern: str) -> Convert:
    compiled = re.compile(pattern)
    return lru_cache(maxsize=4096)(lambda text: text if compiled.fullmatch(text) else None)


def _month_day(text: str) -> tuple[int, int] | None:
    found = _MONTH_DAY.fullmatch(text)
    if not found:
        return None
    month, day = int(found[1] or 0), int(found[2])
    return (month, day) if month <= 12 and 1 <= day <= 31 and (found[1] is None or month) else None


def _pattern(pattern: str) -> dict[str, object]:
    return {"type": "string", "pattern": f"^{pattern}$"}


_INTEGERS_TOO: dict[str, object] = {"type": ["string", "integer"]}  # editors read an unquoted 2026 as a number

TEXT = Kind("text", lambda text: text if text.strip() else None, "KH129", {"type": "string", "minLength": 1})
ID = Kind("id", _matching(ID_PATTERN), "KH125", _pattern(ID_PATTERN))
ITEM_ID = Kind(
    "item-id",
    _matching(rf"(?=.{{1,{_LONGEST_ITEM}}}\Z){ITEM_PATTERN}"),
    "KH125",
    {**_pattern(ITEM_PATTERN), "maxLength": _LONGEST_ITEM},
    ("III.2", "II.1-1"),
)
DATE = Kind("date", parse_iso_date, "KH124", {"type": "string", "format": "date"}, ("2026-06-30",))
INTEGER = Kind("integer", lambda text: int(text) if re.fullmatch(r"[0-9]{1,6}", text) else None, "KH123", {"type": "integer"})
BOOLEAN = Kind("boolean", {"true": True, "false": False}.get, "KH123", {"type": "boolean"})
MONTH_DAY = Kind("month-day", _month_day, "KH124", _INTEGERS_TOO | {"pattern": r"^(\d{2}-)?\d{2}$"}, ("12-20", "25"))
PERIOD = Kind(
    "period",
    lambda text: text if periods.cadence_of(text) else None,
    "KH128",
    _INTEGERS_TOO | {"pattern": r"^\d{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$"},
    ("2026", "2026-H1", "2026-Q3", "2026-07"),
)
NUMBER = Kind(
    "number",
    lambda text: text if re.fullmatch(r"-?[0-9]{1,18}(\.([0-9]{1,2}|[0-9]{4,6}))?", text) else None,  # 21.914 may mean 21914
    "KH130",
    {"type": ["string", "number"]},
    ("12", "98.5"),
)
# A user or a team of GitHub or GitLab, with or without the @ (YAML lets no bare text begin with one), or a mail address.
OWNER_PATTERN = r"@?[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
OWNER = Kind("owner", _matching(OWNER_PATTERN), "KH125", _pattern(f"({OWNER_PATTERN})"))
EMAIL = Kind(
    "email",
    _matching(EMAIL_PATTERN),
    "KH131",
    {"type": "string", "pattern": f"^{EMAIL_PATTERN}$"},
)
FILE_NAME = Kind(
    "file-name",
    lambda text: text if attachments.is_sound_name(text) else None,
    "KH125",
    {"type": "string", "maxLength": attachments.LONGEST_NAME, "pattern": r"^[^/\\\n]+\.[A-Za-z0-9]{2,4}$"},
    ("Báo cáo 123.pdf",),
)
FILE_SIZE = Kind(
    "file-size",
    lambda text: int(text) if re.fullmatch(r"[1-9][0-9]{0,8}", text) and int(text) <= attachments.LARGEST else None,
    "KH125",
    {"type": "integer", "minimum": 1, "maximum": attachments.LARGEST},
)
# An OpenPGP fingerprint, with or without blanks, or an SSH public key as its file says it, with or without a comment.
KEY_PATTERN = (
    r"([0-9A-Fa-f] {0,2}){39}[0-9A-Fa-f]"
    r"|(ssh-(ed25519|rsa)|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)"
    r" [A-Za-z0-9+/]{60,4000}={0,2}( [^\x00-\x1f]{0,200})?"
)
KEY = Kind("key", _matching(KEY_PATTERN), "KH132", _pattern(f"({KEY_PATTERN})"))
SHA256 = Kind("sha256", _matching("[0-9a-f]{64}"), "KH125", _pattern("[0-9a-f]{64}"))


def choice(name: str, values: tuple[str, ...]) -> Kind:
    """A kind that takes one of the given words."""
    return Kind(name, {value: value for value in values}.get, "KH126", {"enum": list(values)})


CADENCE = choice("cadence", model.CADENCES)
STATE = choice("state", model.ALL_STATES)
SHIFT = choice("shift", workdays.SHIFTS)
WEEKDAY = choice("weekday", workdays.WEEKDAYS)
EVENT_KIND = choice("event-kind", model.EVENT_KINDS)
RESULT = choice("result", (model.ACCEPTED, model.RETURNED))
LEVEL = Kind("level", {str(level): level for level in model.LEVELS}.get, "KH126", {"enum": list(model.LEVELS)})

ATTACHMENT = Form(
    "attachment",
    model.Attachment,
    (
        Field("name", FILE_NAME, required=True),
        Field("sha256", SHA256, required=True),
        Field("size", FILE_SIZE, required=True),
    ),
)
DOCUMENT = Form(
    "document",
    model.Document,
    (
        Field("type", TEXT),
        Field("number", TEXT),
        Field("date", DATE),
        Field("title", TEXT),
        Field("issuer", TEXT),
        Field("url", TEXT),
        Field("file", TEXT),
        Field("sha256", SHA256),
        Field("attachments", ListOf(ATTACHMENT)),
    ),
)
SIGNER = Form(
    "signer",
    issuing.Signer,
    (
        Field("title", TEXT, required=True),
        Field("name", TEXT),
        Field("authority", ListOf(TEXT, or_one=True)),
        Field("since", DATE),
        Field("until", DATE),
    ),
)
LETTERHEAD = Form(
    "letterhead",
    issuing.Letterhead,
    (
        Field("superior", TEXT),
        Field("name", TEXT),
        Field("symbol", TEXT),
        Field("place", TEXT),
        Field("signers", ListOf(SIGNER._replace(numbered=True))),
    ),
)
ISSUING = Form(
    "issuing",
    issuing.Issuing,
    (
        Field("issuer", ID),
        Field("to", ListOf(TEXT, or_one=True)),
        Field("recipients", ListOf(TEXT)),
        Field("signer", SIGNER),
    ),
)
AGENCY = Form(
    "agency",
    model.Agency,
    (
        Field("id", ID, required=True),
        Field("name", TEXT, required=True),
        Field("abbreviation", TEXT),
        Field("aliases", ListOf(TEXT)),
        Field("rank", INTEGER),
        Field("since", DATE),
        Field("until", DATE),
        Field("successor", ListOf(ID, or_one=True)),
        Field("letterhead", LETTERHEAD),
        Field("email", ListOf(EMAIL, or_one=True)),
        Field("basis", TEXT),
        Field("owners", ListOf(OWNER, or_one=True)),
        Field("note", TEXT),
    ),
    numbered=True,
)
GROUP = Form(
    "group",
    model.Group,
    (
        Field("id", ID, required=True),
        Field("name", TEXT, required=True),
        Field("aliases", ListOf(TEXT)),
        Field("open", BOOLEAN),
        Field("members", ListOf(ID)),
        Field("note", TEXT),
    ),
    numbered=True,
)
AGENCIES_FILE = Form("agencies", dict, (Field("agencies", ListOf(AGENCY), required=True), Field("groups", ListOf(GROUP))))

REPORTING = Form(
    "reporting",
    model.Reporting,
    (
        Field("every", CADENCE, required=True),
        Field("first", PERIOD),
        Field("last", PERIOD),
        Field("closes", MONTH_DAY),
        Field("due", MONTH_DAY),
        Field("filers", ListOf(ID)),
        Field("coordinator", ID),
        Field("basis", TEXT),
        Field("note", TEXT),
    ),
)
TRANSFER = Form(
    "transfer",
    model.Transfer,
    (
        Field("items", ListOf(ITEM_ID), required=True),
        Field("from", ID, required=True),
        Field("to", ID, required=True),
        Field("date", DATE, required=True),
        Field("basis", TEXT),
    ),
    numbered=True,
)
HOLIDAY = Form(
    "holiday",
    workdays.Holiday,
    (Field("date", DATE, required=True), Field("to", DATE), Field("name", TEXT), Field("basis", TEXT)),
    numbered=True,
)
MOVED = Form(
    "moved",
    workdays.Moved,
    (
        Field("period", PERIOD, required=True),
        Field("item", ITEM_ID),
        Field("closes", DATE),
        Field("due", DATE),
        Field("basis", TEXT, required=True),
    ),
    numbered=True,
)
CALENDAR = Form(
    "calendar",
    workdays.Calendar,
    (
        Field("days_off", SHIFT),
        Field("weekend", ListOf(WEEKDAY)),
        Field("holidays", ListOf(HOLIDAY)),
        Field("worked", ListOf(DATE)),
        Field("moved", ListOf(MOVED)),
        Field("due_soon", INTEGER),
    ),
)
AUDIT = Form(
    "audit",
    policy.Audit,
    (
        Field("since", DATE),
        Field("one_agency", BOOLEAN),
        Field("confirmed_by_another", BOOLEAN),
        Field("signed", BOOLEAN),
        Field("keys", ListOf(KEY)),
    ),
)
RECURRENCE = Form("recurrence", model.Recurrence, (Field("every", CADENCE, required=True), Field("by", MONTH_DAY)))
ITEM = Form(
    "item",
    model.Item,
    (
        Field("id", ITEM_ID, required=True),
        Field("heading", TEXT),
        Field("text", TEXT),
        Field("note", TEXT),
        Field("lead", ListOf(ID)),
        Field("support", ListOf(ID)),
        Field("due", DATE),
        Field("recurs", RECURRENCE),
        Field("ongoing", BOOLEAN),
        Field("products", ListOf(TEXT)),
        Field("task", BOOLEAN),
        Field("since", DATE),
        Field("until", DATE),
        Field("basis", TEXT),
    ),
    numbered=True,
)
PLAN_FILE = Form(
    "plan",
    model.Plan,
    (
        Field("id", ID, required=True),
        Field("type", TEXT),
        Field("number", TEXT),
        Field("title", TEXT, required=True),
        Field("issuer", ID),
        Field("issued", DATE),
        Field("ends", DATE),
        Field("source", TEXT),
        Field("note", TEXT),
        Field("preamble", TEXT),
        Field("basis", ListOf(DOCUMENT)),
        Field("reporting", REPORTING),
        Field("report", ISSUING),
        Field("calendar", CALENDAR),
        Field("transfers", ListOf(TRANSFER, most=300)),
        Field("items", ListOf(ITEM), required=True),
        Field("recipients", ListOf(TEXT)),
        Field("audit", AUDIT),
    ),
)

FIGURE = Form(
    "figure", model.Figure, (Field("name", TEXT, required=True), Field("value", NUMBER, required=True), Field("unit", TEXT))
)
REMINDED = Form("reminded", model.Reminded, (Field("item", ITEM_ID, required=True), Field("period", PERIOD)), numbered=True)
_EVENT_START = (Field("kind", EVENT_KIND, required=True), Field("date", DATE, required=True))
_EVENT_END = (Field("replaces", TEXT), Field("note", TEXT))
EVENT_FORMS = {
    model.UPDATE: Form(
        "update",
        model.Event,
        (
            *_EVENT_START,
            Field("item", ITEM_ID, required=True),
            Field("state", STATE, required=True),
            Field("period", PERIOD),
            Field("summary", TEXT),
            Field("figures", ListOf(FIGURE)),
            Field("difficulties", TEXT),
            Field("proposals", TEXT),
            Field("with", ListOf(ID)),
            Field("evidence", ListOf(DOCUMENT)),
            *_EVENT_END,
        ),
    ),
    model.CONFIRMATION: Form(
        "confirmation",
        model.Event,
        (
            *_EVENT_START,
            Field("item", ITEM_ID, required=True),
            Field("of", TEXT, required=True),
            Field("result", RESULT, required=True),
            Field("reason", TEXT),
            *_EVENT_END,
        ),
    ),
    model.EXTENSION: Form(
        "extension",
        model.Event,
        (
            *_EVENT_START,
            Field("item", ITEM_ID, required=True),
            Field("period", PERIOD),
            Field("to", DATE, required=True),
            Field("basis", TEXT, required=True),
            *_EVENT_END,
        ),
    ),
    model.EXCUSE: Form(
        "excuse",
        model.Event,
        (*_EVENT_START, Field("period", PERIOD, required=True), Field("basis", TEXT, required=True), *_EVENT_END),
    ),
    model.REMINDER: Form(
        "reminder",
        model.Event,
        (
            *_EVENT_START,
            Field("period", ListOf(PERIOD, or_one=True), called="periods"),
            Field("items", ListOf(REMINDED)),
            Field("level", LEVEL),
            Field("document", DOCUMENT),
            *_EVENT_END,
        ),
    ),
}
FILING_ITEM = Form(
    "filing-item",
    model.FilingItem,
    (
        Field("item", ITEM_ID, required=True),
        Field("state", STATE),
        Field("with", ListOf(ID)),
        Field("results", TEXT),
        Field("figures", ListOf(FIGURE)),
        Field("difficulties", TEXT),
        Field("causes", TEXT),
        Field("next", TEXT),
        Field("evidence", ListOf(DOCUMENT)),
    ),
    numbered=True,
)
FILING_FILE = Form(
    "filing",
    model.Filing,
    (
        Field("document", DOCUMENT),
        Field("received", DATE, required=True),
        Field("statement", TEXT),
        Field("items", ListOf(FILING_ITEM)),
        Field("proposals", TEXT),
        Field("note", TEXT),
    ),
)


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
        facts["among"] = " ".join(str(word) for word in kind.schema["enum"])  # type: ignore[attr-defined]
    return None, [Finding(kind.code, path, at, facts)]


def as_text(value: object) -> str:
    """How a value of a form is written in a file: dates in ISO form, flags as true and false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
