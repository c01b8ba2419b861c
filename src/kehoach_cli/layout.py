"""The one layout of a file that people review: keys in the order of their form, one sentence a line, quotes only where needed.

What a file says stays what it was, and so does every comment; a file of which that is not certain is left alone. Short lists and
mappings in brackets stay in brackets, those on lines of their own stay there. What `emit` writes is laid out already.
"""

import re
from collections.abc import Iterator, Mapping

from kehoach_cli import emit, parse
from kehoach_cli.fields import Field, Form, Kind, ListOf
from kehoach_cli.nodes import Data, read
from kehoach_cli.outline import BLANK, Doubt, Unit, comments, outline
from kehoach_cli.strict import Node
from kehoach_cli.trouble import FOUND, Trouble
from kehoach_cli.vn import nfc

_BOM = "\ufeff"
_WIDEST = 100  # of a line with brackets
_STEP = "  "
Holds = Kind | Form | ListOf | None


def laid_out(path: str, raw: bytes) -> bytes:
    """The content of a file of a workspace in its one layout; CRLF line ends stay where every line has them.

    Raises Trouble where the file has a fault of form, where a comment cannot be kept in its place for certain, and where the
    result, read back, would not say the same: then the file must be left as it is.
    """
    reading = read(raw, path)
    fault = next((finding for finding in reading.findings if finding.code != "KH109"), None)
    if fault is not None:
        raise Trouble("unsound-layout", exit_code=FOUND, path=path, line=str(fault.line), code=fault.code)
    form = parse.form_of(path, reading.data)
    if form is None or not isinstance(reading.data, dict):
        raise Trouble("unknown-layout", exit_code=FOUND, path=path)
    text = raw.decode("utf-8").removeprefix(_BOM)
    eol = "\r\n" if "\r\n" in text and not re.search(r"(?<!\r)\n", text) else "\n"
    before = text.replace("\r\n", "\n")
    try:
        after = _lay_out(before, form)
        is_certain = _says_the_same(before, after, path, reading.data) and _lay_out(after, form) == after
    except Doubt as doubt:
        raise Trouble("unclear-layout", exit_code=FOUND, path=path, line=str(doubt.line)) from doubt
    if not is_certain:
        raise Trouble("uncertain-layout", exit_code=FOUND, path=path)
    return after.replace("\n", eol).encode()


def _says_the_same(before: str, after: str, path: str, data: Data) -> bool:
    again = read(after.encode(), path)
    return not again.findings and again.data == data and sorted(comments(after)) == sorted(comments(before))


def _lay_out(text: str, form: Form) -> str:
    if "\r" in text:
        raise Doubt(text[: text.index("\r")].count("\n"))
    root = outline(text)
    heading = root.above
    body = list(_pairs(root, form, ""))
    if (not heading or heading[-1] == BLANK) and body[0] == BLANK:
        body = body[1:]
    return "\n".join([*heading, *body, *root.below]) + "\n"


def _pairs(unit: Unit, form: Form | None, indent: str, *, is_entry: bool = False) -> Iterator[str]:
    """The lines of a mapping. As an entry of a list its first line begins with the key: what stands above that goes elsewhere."""
    fields = {field.name: field for field in form.fields} if form else {}
    for place, child in enumerate(in_order(unit, form)):
        if place or not is_entry:
            yield from _indented(child.above, indent)
        yield from _pair(child, fields.get(name_of(child)), indent)


def in_order(unit: Unit, form: Form | None) -> list[Unit]:
    """The keys of a mapping in the order of its form; those it does not know behind them, as they were."""
    names = [field.name for field in form.fields] if form else []
    ranks = {name: rank for rank, name in enumerate(names)}
    return sorted(unit.children, key=lambda child: ranks.get(name_of(child), len(names)))


def name_of(unit: Unit) -> str:
    """The name of a key."""
    return nfc(unit.key.text) if unit.key else ""


def _pair(unit: Unit, field: Field | None, indent: str) -> Iterator[str]:
    holds = field.holds if field else None
    start = f"{indent}{field.name if field else emit.on_one_line(None, name_of(unit))}:"
    in_brackets = _in_brackets(unit, holds, len(start) + 1)
    if unit.children and in_brackets is None:
        yield _with_comment(start, unit.beside)
        yield from _collection(unit, holds, indent + _STEP)
    elif in_brackets is not None:
        yield _with_comment(f"{start} {in_brackets}", unit.beside)
    else:
        yield from _single(unit, holds, start, indent + _STEP)
    yield from _indented(unit.below, indent + _STEP)


def _collection(unit: Unit, holds: Holds, indent: str) -> Iterator[str]:
    inner = held(holds)
    if unit.value.pairs:
        yield from _pairs(unit, inner if isinstance(inner, Form) else None, indent)
        return
    for child in unit.children:
        yield from _entry(child, inner, indent)


def _entry(unit: Unit, holds: Holds, indent: str) -> Iterator[str]:
    yield from _indented(unit.above, indent)
    start = f"{indent}-"
    in_brackets = _in_brackets(unit, holds, len(start) + 1)
    if in_brackets is not None:
        yield _with_comment(f"{start} {in_brackets}", unit.beside)
    elif unit.value.pairs:
        form = holds if isinstance(holds, Form) else None
        hoisted = [unit.beside, *in_order(unit, form)[0].above]
        yield from _indented([comment for comment in hoisted if comment], indent)
        first, *more = _pairs(unit, form, indent + _STEP, is_entry=True)
        yield from [f"{start} {first.lstrip()}", *more]
    elif unit.children:
        raise Doubt(unit.start[0])  # a list in a list
    else:
        yield from _single(unit, holds, start, indent + _STEP)
    yield from _indented(unit.below, indent + _STEP)


def _indented(lines: list[str], indent: str) -> Iterator[str]:
    return (f"{indent}{line}" if line else BLANK for line in lines)


def _with_comment(line: str, comment: str) -> str:
    return f"{line} {comment}" if comment else line


def _single(unit: Unit, holds: Holds, start: str, indent: str) -> Iterator[str]:
    """The lines of a single value behind its key or dash."""
    written = _null(unit.value)
    text = nfc(unit.value.text)
    if written is not None:
        yield _with_comment(f"{start} {written}".rstrip(), unit.beside)
        return
    first, more = emit.styled(held(holds), text)
    yield _with_comment(f"{start} {first}", unit.beside)
    yield from _indented(more, indent)


def _null(value: Node) -> str | None:
    """How an empty value is written: nothing stays nothing, every word for it becomes `null`. None for a value that is there."""
    if value.style or value.text not in ("", "~", "null", "Null", "NULL"):
        return None
    return "null" if value.text else ""


def held(holds: Holds) -> Kind | Form | None:
    """What is held by a value, or by each entry of a list."""
    return holds.holds if isinstance(holds, ListOf) else holds


def _in_brackets(unit: Unit, holds: Holds, column: int) -> str | None:
    """A list or mapping in brackets on one line; None where it is none, or would not fit on the line that it begins in."""
    if unit.value.style != "flow":
        return None
    try:
        written = _flow(unit, holds)
    except _DoesNotFit:
        return None
    return written if column + len(written) <= _WIDEST or not unit.children else None


class _DoesNotFit(Exception):  # noqa: N818 - asks for lines
    pass


def _flow(unit: Unit, holds: Holds) -> str:
    inner = held(holds)
    if unit.bracket == "{" or unit.value.pairs:
        form = inner if isinstance(inner, Form) else None
        known = {field.name: field.holds for field in form.fields} if form else {}
        named = [(name_of(child), child) for child in in_order(unit, form)]
        return "{" + ", ".join(f"{_key(name, known)}: {_flow(child, known.get(name))}" for name, child in named) + "}"
    if unit.bracket:
        return "[" + ", ".join(_flow(child, inner) for child in unit.children) + "]"
    text = nfc(unit.value.text)
    if "\n" in text:
        raise _DoesNotFit
    return "null" if _null(unit.value) is not None else emit.on_one_line(inner, text, in_brackets=True)


def _key(name: str, known: Mapping[str, Holds]) -> str:
    return name if name in known else emit.on_one_line(None, name, in_brackets=True)
