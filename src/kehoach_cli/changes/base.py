"""What a change is, as a value, and the comparisons that all kinds of changes share."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from typing import Any, NamedTuple, TypeVar

from kehoach_cli.emit import sentences
from kehoach_cli.fields import as_text
from kehoach_cli.model import Agency, Attachment, Document, Group, Plan, Recurrence, Register, Reminded

GONE, NEW = "-", "+"
_SHORT = 60  # a text up to this length is shown whole, before and after
_PLACES = ("position", "path", "item_by_id", "stated_id")  # where a value stands, not what it says


class Sentence(NamedTuple):
    """A sentence that has gone (-) or come (+)."""

    sign: str
    text: str


class Change(NamedTuple):
    """One change of meaning. `kind` names its sentence ("changes.<kind>"), which the facts fill; `path` is the file that makes
    it; `items` and `agencies` (ids) are those it concerns; `words` are the sentences of a text that has changed."""

    kind: str
    path: str
    plan: str | None = None
    facts: Mapping[str, str] = {}
    items: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    words: tuple[Sentence, ...] = ()


class Names(NamedTuple):
    """How agencies and groups are called: as after the change, or as before it where they are gone."""

    before: Register
    after: Register

    def of(self, party: str) -> str:
        """The name of one."""
        known = party in self.after.agency_by_id or party in self.after.group_by_id
        return (self.after if known else self.before).party_name(party)

    def all(self, parties: Iterable[str]) -> str:
        """The names of several."""
        return ", ".join(map(self.of, parties))


Named = TypeVar("Named", Agency, Group, Plan)


def as_listed(values: Iterable[Named], by_id: Mapping[str, Named]) -> list[Named]:
    """Agencies, groups or plans in the order of the files; of two with one id the one that counts."""
    return [value for value in values if by_id.get(value.id) is value]


def reworded(before: str | None, after: str | None) -> tuple[Sentence, ...]:
    """The sentences that make one text out of another, those that stayed left out."""
    old, new = _sentences(before), _sentences(after)
    found: list[Sentence] = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            found += [Sentence(GONE, text) for text in old[i:j]]
            found += [Sentence(NEW, text) for text in new[k:m]]
    return tuple(found)


def _sentences(text: str | None) -> list[str]:
    return [sentence for line in (text or "").split("\n") for sentence in sentences(line) if sentence]


class Field(NamedTuple):
    """A field that differs: its name, and both its values."""

    name: str
    before: Any
    after: Any


def differing(before: Any, after: Any, leaving_out: Iterable[str] = ()) -> Iterator[Field]:
    """The fields in which two values of one kind differ; where they stand in a file is not one."""
    passed_over = {*_PLACES, *leaving_out}
    for name in before._fields:
        if name not in passed_over:
            one, other = _said(getattr(before, name)), _said(getattr(after, name))
            if one != other:
                yield Field(name, one, other)


def _said(value: Any) -> Any:
    """A value without the places of what it lists."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(map(_said, value))
    return value._replace(position=0) if "position" in getattr(value, "_fields", ()) else value


class About(NamedTuple):
    """What a change of a field belongs to: the start of its kind ("agency"), the form that has the field, the rest of it."""

    kind: str
    form: str
    path: str
    plan: str | None = None
    facts: Mapping[str, str] = {}
    items: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()

    def change(self, what: str, words: tuple[Sentence, ...] = (), /, **facts: str) -> Change:
        """The change of that kind."""
        return Change(f"{self.kind}-{what}", self.path, self.plan, {**self.facts, **facts}, self.items, self.agencies, words)


def of_field(about: About, field: Field, named: Callable[[str], str] = str) -> Change:
    """The change of one field: a list by what joined and left it, a long text by its sentences, anything else before and after.
    `named` turns an entry of a list into what people call it."""
    known = f"{about.form}.{field.name.rstrip('_')}"
    if isinstance(field.before or field.after, tuple) and not hasattr(field.before or field.after, "_fields"):
        return _of_list(about, field, named, known)
    if any(isinstance(value, str) and len(value) > _SHORT for value in (field.before, field.after)):
        return about.change("text", reworded(field.before, field.after), field=known)
    return about.change("field", field=known, before=shown(field.before, named), after=shown(field.after, named))


def _of_list(about: About, field: Field, named: Callable[[str], str], known: str) -> Change:
    old, new = list(field.before or ()), list(field.after or ())
    if all(isinstance(one, int) for one in (*old, *new)):  # a day of the year
        return about.change("field", field=known, before=shown(field.before), after=shown(field.after))
    came = "; ".join(shown(one, named) for one in new if one not in old)
    went = "; ".join(shown(one, named) for one in old if one not in new)
    if not came and not went:
        came = went = ", ".join(shown(one, named) for one in new)  # the same in another order
    return about.change("list", field=known, added=came, removed=went)


def shown(value: Any, named: Callable[[str], str] = str) -> str:
    """How a value is written in a sentence; empty for none."""
    if value is None or value == ():
        return ""
    if isinstance(value, Document):
        parts = value.type, value.number, value.date, value.title or value.url, value.attachments
        return " ".join(shown(part) for part in parts if part)
    if isinstance(value, Attachment):
        return value.shown
    if isinstance(value, Reminded):
        return f"{value.item} ({value.period})" if value.period else value.item
    if isinstance(value, Recurrence):
        return " ".join((value.every, *([shown(value.by)] if value.by else ())))
    if isinstance(value, tuple) and all(isinstance(part, int) for part in value):
        return "-".join(f"{part:02}" for part in value if part)
    if isinstance(value, tuple):
        return ", ".join(shown(part, named) for part in value if part not in (None, ()))
    return named(value) if isinstance(value, str) else as_text(value)


def iso(day: date | None) -> str:
    """A day as facts hold it; empty for none."""
    return day.isoformat() if day else ""
