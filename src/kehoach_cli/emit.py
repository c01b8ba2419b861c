"""Writing YAML that people review: fixed key order, one sentence a line, nothing quoted without need.

The inverse of `nodes.read` and `fields.fill` on what the program itself writes; `layout` does the same for what people wrote.
"""

import re
from collections.abc import Iterator, Mapping

from kehoach_cli.fields import Field, Form, Kind, ListOf
from kehoach_cli.nodes import Data

LONGEST_ON_ONE_LINE = 80
# Kinds that every YAML reader takes for what they are.
_AS_WRITTEN = ("number", "integer", "file-size", "level", "boolean", "date")
_RAW = re.compile(r"-?[0-9][0-9.-]*|true|false")
_PLAIN = re.compile(r"(?:[^\W_]|[“(])[^\n]*")
_UNSAFE_INSIDE = re.compile(r": |:$| #|\s$")
_FLOW_MARKS = re.compile(r"[,\[\]{}]")
_RETYPED_ELSEWHERE = re.compile(  # what other YAML readers take for a number, a time or a flag
    r"(?i)[-+]?[\d._,:e]+|0x[\da-f_]+|0o[0-7_]+|0b[01_]+|y|n|yes|no|on|off|true|false|null|inf|nan"
)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SENTENCE_END = re.compile(r"(?<=[.;?!…]) (?=(\S))")


def tidy(text: str) -> str:
    """Typed text as it is kept: LF line ends, no spaces at line ends, no empty lines around it."""
    lines = [line.replace("\t", " ").rstrip() for line in re.split(r"\r\n|\r|\n", text)]
    return "\n".join(lines).strip()


def document(form: Form, values: Mapping[str, Data], heading: tuple[str, ...] = ()) -> str:
    """The text of a file: comment lines, then the values in the order of the form. Keys without a value are left out."""
    head = [f"# {line}" for line in heading]
    return "\n".join([*head, *lines(form, values, "")]) + "\n"


def lines(form: Form, values: Mapping[str, Data], indent: str) -> list[str]:
    """The lines of a mapping that stands in a file at that indent."""
    return list(_mapping(form, values, indent))


def flow(form: Form, values: Mapping[str, Data]) -> str:
    """A mapping on one line, as it stands between braces. Line breaks in a text become spaces."""
    return ", ".join(f"{field.name}: {_inline(field, value)}" for field in form.fields if (value := values.get(field.name)))


def _inline(field: Field, value: Data) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_inline(field, one) for one in value) + "]"
    return on_one_line(field.holds, " ".join(str(value).split()), in_brackets=True)


def on_one_line(holds: object, text: str, *, in_brackets: bool = False) -> str:
    """A single value as it stands behind its key or, in brackets, between commas: in quotes where it needs them. `holds` is the
    kind of value its key takes; without one it is a text."""
    is_plain = _may_be_plain(text) and not (in_brackets and _FLOW_MARKS.search(text))
    return text if is_plain or _is_as_written(holds, text) else _quoted(text)


def _mapping(form: Form, values: Mapping[str, Data], indent: str) -> Iterator[str]:
    for field in form.fields:
        value = values.get(field.name)
        if value is None or (isinstance(value, list | dict) and not value):
            continue
        holds = field.holds.holds if isinstance(field.holds, ListOf) else field.holds
        if isinstance(value, list):
            yield f"{indent}{field.name}:"
            for entry in value:
                yield from _entry(holds, entry, indent + "  ")
        elif isinstance(value, dict) and isinstance(holds, Form):
            yield f"{indent}{field.name}:"
            yield from _mapping(holds, value, indent + "  ")
        else:
            start = f"{indent}{field.name}: "
            yield from _scalar(holds, start, str(value), indent + "  ")


def _is_as_written(holds: object, text: str) -> bool:
    return isinstance(holds, Kind) and holds.name in _AS_WRITTEN and bool(_RAW.fullmatch(text))


def _entry(holds: object, entry: Data, indent: str) -> Iterator[str]:
    if isinstance(entry, dict) and isinstance(holds, Form):
        lines = list(_mapping(holds, entry, indent + "  "))
        if lines:
            yield f"{indent}- {lines[0].lstrip()}"
            yield from lines[1:]
    else:
        yield from _scalar(None, f"{indent}- ", str(entry), indent + "  ")


def _scalar(holds: object, start: str, text: str, indent: str) -> Iterator[str]:
    first, more = styled(holds, text)
    yield start + first
    yield from (f"{indent}{line}" if line else "" for line in more)


def styled(holds: object, text: str) -> tuple[str, list[str]]:
    """How a text is written: what follows the key, and the lines below it. A line end that closes the text is part of it."""
    body = text.removesuffix("\n")
    keep = "" if body != text else "-"
    if not body or body != body.strip():
        return on_one_line(holds, text), []
    if "\n" in body:
        return f"|{keep}", body.split("\n")
    if (len(body) > LONGEST_ON_ONE_LINE or not keep) and "  " not in body:
        return f">{keep}", list(sentences(body))
    return on_one_line(holds, text), []


def sentences(text: str) -> Iterator[str]:
    """The sentences of a paragraph; joined by single spaces they are the paragraph again."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if end[1].isupper() or end[1] in '“"(':
            yield text[start : end.start()]
            start = end.end()
    yield text[start:]


def _may_be_plain(text: str) -> bool:
    if _ISO_DATE.fullmatch(text):
        return True
    return bool(_PLAIN.fullmatch(text)) and not _UNSAFE_INSIDE.search(text) and not _RETYPED_ELSEWHERE.fullmatch(text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
