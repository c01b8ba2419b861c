"""Every variable a template may use, kind by kind: one table for `template vars`, for sample values, and for suggestions.

A test holds it against the values the kinds really produce. Of what the table is made is in `shapes`.
"""

from typing import Any

from kehoach_cli.report import shapes
from kehoach_cli.report.page_variables import PAGE
from kehoach_cli.report.shapes import FLAG, FULL, TEXT, TEXTS, Group, Rows, Shape, Variable, group, more
from kehoach_cli.text import Say

DOCUMENT = group("document", "type number date issuer title cited")
FIGURE = group("figure", "name value unit")
PERIOD = group("period", "name year next_year words next_words opens closes due")
CELLS = group(
    "cells",
    "done_on_time done_late in_term overdue due_soon awaiting_confirmation no_deadline suspended orphaned not_judged "
    "done base percent",
)
COUNTS = group("filing_counts", "expected filed on_time late missing not_due excused blank")
FILING = group("filing", "agency period due status status_key filed days_late inherited_from")
REPORT = group("report", "agency date period state results returned", figures=Rows(FIGURE), documents=Rows(DOCUMENT))
TASK = group("task", "id text note leads* supports* due products* standings*")
DUTY = group("duty", "item occurrence text due state standing reported leads* products* notes*")
DEBT = group("debt", "what text item due standing standing_key asked* times")
SOON = Group("soon", DEBT.fields)
SAID = group("said", "agency period text")
WRITTEN = group("written", "agency date text")
ISSUED = more(DOCUMENT, "issued", "agency")
MATRIX = Rows(more(TASK, "row", "heading number progress* latest notes*"), band="heading")
HARD = Rows(group("entry", "agency item difficulties causes"))
NEXT = Rows(group("entry", "agency item next"))

_COMMON: dict[str, Shape] = {
    "plan": group("plan", "id type number title issuer issued coordinator recipients*", basis=Rows(DOCUMENT)),
    "period": PERIOD,
    "as_of": group("as_of", "figures words year"),
    "head": group("head", "superior agency number symbol place day unit"),
    "to": TEXTS,
    "recipients": TEXTS,
    "on_file": TEXT,
    "signer": group("signer", "authority* title name"),
    "source": group("source", "commit changed? closes as_of"),
}
_SPOKEN: dict[str, Shape] = {
    "documents": Rows(ISSUED),
    "statements": Rows(SAID),
    "difficulties": HARD,
    "next_steps": NEXT,
    "proposals": Rows(SAID),
}
_ITEMS = Rows(more(TASK, "item", reports=Rows(REPORT)))

KINDS: dict[str, Group] = {
    "annual": Group(
        "annual",
        {**_COMMON, "cells": CELLS, "filings": Rows(FILING), "filing_counts": COUNTS, "items": _ITEMS, **_SPOKEN, "rows": MATRIX},
    ),
    "summary": Group(
        "summary",
        {
            **_COMMON,
            "span": group("span", "words opens closes count"),
            "periods": Rows(more(PERIOD, "period", cells=CELLS, filing_counts=COUNTS)),
            "cells": CELLS,
            "filing_counts": COUNTS,
            "filers": Rows(more(COUNTS, "filer", "agency faults*")),
            "items": _ITEMS,
            **_SPOKEN,
            "figures": Rows(more(FIGURE, "reported", "item agency", values=Rows(group("in-period", "period value")))),
            "rows": MATRIX,
        },
    ),
    "agency": Group(
        "agency",
        {
            **_COMMON,
            "agency": group("agency", "id name heirs*"),
            "cells": CELLS,
            "leads": Rows(DUTY),
            "supports": Rows(DUTY),
            "reports": Rows(more(REPORT, "report", "item")),
            "filings": Rows(FILING),
            "filing_counts": COUNTS,
            **_SPOKEN,
        },
    ),
    "item": Group(
        "item",
        {
            **_COMMON,
            "item": more(TASK, "item", "place headings* since until basis"),
            "holders": Rows(group("holder", "agency role occurrence due state standing notes*")),
            "moments": Rows(group("moment", "date agency what text", documents=Rows(DOCUMENT))),
            "figures": Rows(more(FIGURE, "figure", "agency date")),
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
            "before": more(PERIOD, "period", cells=CELLS),
            "change": group("change", "done_on_time done_late in_term overdue percent"),
            "newly": group("newly", "done done_items overdue overdue_items"),
            "worst": Rows(group("worst", "what owner since ask")),
            "more": TEXT,
        },
    ),
    "reminder": Group(
        "reminder",
        {
            **_COMMON,
            "agency": group("agency", "id name"),
            "reminder": group("reminder", "level again before* by"),
            "late": Rows(DEBT),
            "soon": Rows(SOON),
            "calendar": FLAG,
        },
    ),
    "escalation": Group(
        "escalation",
        {**_COMMON, "rows": Rows(more(DEBT, "debt", "agency")), "count": group("count", "agencies debts")},
    ),
    "page": PAGE,
}


def of_kind(kind: str, say: Say) -> list[Variable]:
    """Every variable of a kind, in the order of the table."""
    return list(shapes.listed(KINDS[kind], say))


def sample(kind: str, say: Say, how: str = FULL) -> dict[str, Any]:
    """Values such as the kind produces; `how` as in `shapes.sample`."""
    return shapes.sample(KINDS[kind], say, how)
