"""The report of one period (báo cáo năm, sơ kết).

The outline follows what offices write: direction and documents issued, results item by item, difficulties and causes, next
steps, proposals; appended are the register of filings and the table of tasks.
"""

from kehoach_cli import standing as st
from kehoach_cli.report import head, matrix, said
from kehoach_cli.report.asked import Asked
from kehoach_cli.report.parts import Values, by_item, cells, filing, filing_counts, task


def values(asked: Asked) -> Values:
    """What the templates of the annual report see."""
    whole = asked.standing()
    entries = said.entries(asked)
    judged = by_item(whole.obligations)
    asked = asked.reading(whole.plan)
    return {
        **head.common(asked),
        "cells": cells(whole.counts),
        "filings": [filing(asked, one) for one in whole.filings],
        "filing_counts": filing_counts(whole.filings),
        "documents": said.documents(entries, asked.say),
        "items": items(asked, judged, entries),
        "statements": said.statements(asked),
        "difficulties": said.written_under(entries, ("difficulties", "causes")),
        "next_steps": said.written_under(entries, ("next",)),
        "proposals": said.proposals(asked),
        "rows": matrix.rows(asked, whole),
    }


def items(asked: Asked, judged: dict[str, list[st.ObligationStanding]], entries: list[said.Entry]) -> list[Values]:
    """Every task of the plan, in document order, with what was reported of it."""
    return [
        {**task(asked, one, judged.get(one.id, [])), "reports": said.of_item(entries, one.id, asked.say)}
        for one in asked.plan.items
        if asked.plan.is_task(one)
    ]
