"""Every variable a template may use, kind by kind: one table for `template vars`, for sample values, and for suggestions.

A test holds it against the values the kinds really produce. What a variable means, and a sample of it, is in the catalogue:
"variables.<group>.<name>", or "variables.any.<name>" where it means the same everywhere; the meaning on the first line, the
sample below it, one entry a line where it is a list.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kehoach_cli.text import Say

TEXT, TEXTS, FLAG = "text", "texts", "flag"
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


Shape = str | Group | Rows


class Variable(NamedTuple):
    """A variable as people read of it: its path ("filings[].agency"), what it means, a sample; "" for what holds others."""

    path: str
    meaning: str
    sample: str


def _group(name: str, plain: str, **holds: Shape) -> Group:
    """A group from the names of its plain fields: "*" behind a name marks a list of texts, "?" a flag."""
    kinds = {"*": TEXTS, "?": FLAG}
    return Group(name, {word.rstrip("*?"): kinds.get(word[-1], TEXT) for word in plain.split()} | holds)


def _more(group: Group, name: str, plain: str = "", **holds: Shape) -> Group:
    return Group(name, {**group.fields, **_group(name, plain, **holds).fields})


DOCUMENT = _group("document", "type number date issuer title cited")
FIGURE = _group("figure", "name value unit")
PERIOD = _group("period", "name year next_year words next_words opens closes due")
CELLS = _group(
    "cells",
    "done_on_time done_late in_term overdue due_soon awaiting_confirmation no_deadline suspended orphaned not_judged "
    "done base percent",
)
COUNTS = _group("filing_counts", "expected filed on_time late missing not_due excused blank")
FILING = _group("filing", "agency period due status status_key filed days_late inherited_from")
REPORT = _group("report", "agency date period state results returned", figures=Rows(FIGURE), documents=Rows(DOCUMENT))
TASK = _group("task", "id text note leads* supports* due products* standings*")
DUTY = _group("duty", "item occurrence text due state standing reported leads* products* notes*")
DEBT = _group("debt", "what text item due standing standing_key asked* times")
SOON = Group("soon", DEBT.fields)
SAID = _group("said", "agency period text")
WRITTEN = _group("written", "agency date text")
ISSUED = _more(DOCUMENT, "issued", "agency")
MATRIX = Rows(_more(TASK, "row", "heading number progress* latest notes*"), band="heading")
HARD = Rows(_group("entry", "agency item difficulties causes"))
NEXT = Rows(_group("entry", "agency item next"))

_COMMON: dict[str, Shape] = {
    "plan": _group("plan", "id type number title issuer issued coordinator recipients*", basis=Rows(DOCUMENT)),
    "period": PERIOD,
    "as_of": _group("as_of", "figures words year"),
    "head": _group("head", "superior agency number symbol place day unit"),
    "to": TEXTS,
    "recipients": TEXTS,
    "on_file": TEXT,
    "signer": _group("signer", "authority* title name"),
    "source": _group("source", "commit changed? closes as_of"),
}
_SPOKEN: dict[str, Shape] = {
    "documents": Rows(ISSUED),
    "statements": Rows(SAID),
    "difficulties": HARD,
    "next_steps": NEXT,
    "proposals": Rows(SAID),
}
_ITEMS = Rows(_more(TASK, "item", reports=Rows(REPORT)))

KINDS: dict[str, Group] = {
    "annual": Group(
        "annual",
        {**_COMMON, "cells": CELLS, "filings": Rows(FILING), "filing_counts": COUNTS, "items": _ITEMS, **_SPOKEN, "rows": MATRIX},
    ),
    "summary": Group(
        "summary",
        {
            **_COMMON,
            "span": _group("span", "words opens closes count"),
            "periods": Rows(_more(PERIOD, "period", cells=CELLS, filing_counts=COUNTS)),
            "cells": CELLS,
            "filing_counts": COUNTS,
            "filers": Rows(_more(COUNTS, "filer", "agency faults*")),
            "items": _ITEMS,
            **_SPOKEN,
            "figures": Rows(_more(FIGURE, "reported", "item agency", values=Rows(_group("in-period", "period value")))),
            "rows": MATRIX,
        },
    ),
    "agency": Group(
        "agency",
        {
            **_COMMON,
            "agency": _group("agency", "id name heirs*"),
            "cells": CELLS,
            "leads": Rows(DUTY),
            "supports": Rows(DUTY),
            "reports": Rows(_more(REPORT, "report", "item")),
            "filings": Rows(FILING),
            "filing_counts": COUNTS,
            **_SPOKEN,
        },
    ),
    "item": Group(
        "item",
        {
            **_COMMON,
            "item": _more(TASK, "item", "place headings* since until basis"),
            "holders": Rows(_group("holder", "agency role occurrence due state standing notes*")),
            "moments": Rows(_group("moment", "date agency what text", documents=Rows(DOCUMENT))),
            "figures": Rows(_more(FIGURE, "figure", "agency date")),
            "difficulties": Rows(WRITTEN),
            "proposals": Rows(WRITTEN),
        },
    ),
    "matrix": Group("matrix", {**_COMMON, "cells": CELLS, "rows": MATRIX}),
    "leader": Group(
        "leader",
        {
            **_COMMON,
            "cells": CELLS,
            "filing_counts": COUNTS,
            "before": _more(PERIOD, "period", cells=CELLS),
            "change": _group("change", "done_on_time done_late in_term overdue percent"),
            "newly": _group("newly", "done done_items overdue overdue_items"),
            "worst": Rows(_group("worst", "what owner since ask")),
            "more": TEXT,
        },
    ),
    "reminder": Group(
        "reminder",
        {
            **_COMMON,
            "agency": _group("agency", "id name"),
            "reminder": _group("reminder", "level again before* by"),
            "late": Rows(DEBT),
            "soon": Rows(SOON),
            "calendar": FLAG,
        },
    ),
    "escalation": Group(
        "escalation",
        {**_COMMON, "rows": Rows(_more(DEBT, "debt", "agency")), "count": _group("count", "agencies debts")},
    ),
}


def of_kind(kind: str, say: Say) -> list[Variable]:
    """Every variable of a kind, in the order of the table."""
    return list(_listed(KINDS[kind], "", say))


def _listed(group: Group, before: str, say: Say) -> Iterator[Variable]:
    for name, shape in group.fields.items():
        path, (meaning, *lines) = f"{before}{name}", _words(group, name, say)
        if isinstance(shape, Rows):
            yield Variable(f"{path}[]", meaning, "")
            yield from _listed(shape.of, f"{path}[].", say)
        elif isinstance(shape, Group):
            yield Variable(path, meaning, "")
            yield from _listed(shape, f"{path}.", say)
        else:
            yield Variable(path + ("[]" if shape == TEXTS else ""), meaning, "; ".join(lines))


def _words(group: Group, name: str, say: Say) -> list[str]:
    own = f"variables.{group.name}.{name}"
    return say(own if say.has(own) else f"variables.any.{name}").split("\n")


def sample(kind: str, say: Say, how: str = FULL) -> dict[str, Any]:
    """Values such as the kind produces. `how` is FULL, BARE (empty texts, lists of a row) or EMPTY (empty lists)."""
    return _sample(KINDS[kind], say, how)


def _sample(group: Group, say: Say, how: str) -> dict[str, Any]:
    return {name: _value(group, name, shape, say, how) for name, shape in group.fields.items()}


def _value(group: Group, name: str, shape: Shape, say: Say, how: str) -> Any:
    if isinstance(shape, Group):
        return _sample(shape, say, how)
    if isinstance(shape, Rows):
        return [] if how == EMPTY else _rows(shape, say, how)
    lines = _words(group, name, say)[1:]
    if shape == FLAG:
        return how == FULL
    if shape == TEXTS:
        return lines if how == FULL else []
    return " ".join(lines) if how == FULL else ""


def _rows(shape: Rows, say: Say, how: str) -> list[dict[str, Any]]:
    row = _sample(shape.of, say, how)
    if not shape.band:
        return [row]
    return [{shape.band: row[shape.band] or "–"}, {**row, shape.band: ""}]
