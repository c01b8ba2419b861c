"""The table that follows the tasks (phụ lục theo dõi): what, who leads and supports, by when, product, progress, remarks."""

from kehoach_cli.digest import alike, holders_name
from kehoach_cli.model import LEAD, RETURNED, SUPPORT_STATES, Item
from kehoach_cli.report import head, said
from kehoach_cli.report.asked import Asked
from kehoach_cli.report.parts import Values, by_item, capital, cells, progress, shortened, task
from kehoach_cli.standing import ObligationStanding, PlanStanding
from kehoach_cli.succession import Step

_LATEST_WORDS = 240  # of the last report, in characters; the whole of it stands in the annual report


def values(asked: Asked) -> Values:
    """What the templates of the table see."""
    whole = asked.standing()
    return {**head.common(asked), "cells": cells(whole.counts), "rows": rows(asked.reading(whole.plan), whole)}


def rows(asked: Asked, whole: PlanStanding) -> list[Values]:
    """The tasks in force, in document order, each under the headings that stand above it in the plan."""
    judged, latest = by_item(whole.obligations), _latest(asked)
    found: list[Values] = []
    shown: set[str] = set()
    for number, one in enumerate(whole.tasks, 1):
        for heading in headings(asked, one):
            if heading.id not in shown:
                shown.add(heading.id)
                found.append({"heading": f"{heading.id}. {heading.heading}"})
        found.append({"heading": "", "number": str(number), **_row(asked, one, judged.get(one.id, []), latest)})
    return found


def headings(asked: Asked, one: Item) -> list[Item]:
    """The headings above an item, the highest first."""
    found: list[Item] = []
    current = asked.plan.parent(one)
    while current is not None:
        if current.heading:
            found.insert(0, current)
        current = asked.plan.parent(current)
    return found


def _row(asked: Asked, one: Item, judged: list[ObligationStanding], latest: dict[str, said.Entry]) -> Values:
    entry, lines = latest.get(one.id), progress(asked, judged)
    return {
        **task(asked, one, judged),
        "progress": [capital(lines[0]), *lines[1:]] if lines else [],
        "latest": _last_words(asked, entry) if entry else "",
        "notes": [capital(note) for note in notes(asked, judged)],
    }


def _latest(asked: Asked) -> dict[str, said.Entry]:
    """The last thing said of each item in the period, but for what those said who only support."""
    return {one.said.item: one for one in said.entries(asked) if one.said.results and one.said.state not in SUPPORT_STATES}


def _last_words(asked: Asked, entry: said.Entry) -> str:
    return f"{entry.name} ({asked.say.day(entry.day)}): {shortened(entry.said.results or '', _LATEST_WORDS)}"


def notes(asked: Asked, judged: list[ObligationStanding]) -> list[str]:
    """What happened to the lead obligations of a task: handed over, extended, returned."""
    found: list[str] = []
    say = asked.say
    for same in alike(asked.register, (one for one in judged if one.obligation.role == LEAD)):
        first = same[0]
        found += [handover(asked, step) for step in first.obligation.holding.steps]
        if first.original_due and first.due and first.original_due != first.due:
            facts = {"before": first.original_due.isoformat(), "to": first.due.isoformat()}
            found.append(say("words.paper.extended", who=holders_name(asked.register, same), **facts))
        if first.verdict and first.verdict.result == RETURNED:
            facts = {"day": first.verdict.date.isoformat(), "reason": first.verdict.reason or ""}
            found.append(say("words.verdict.returned", **facts))
    return list(dict.fromkeys(found))


def handover(asked: Asked, step: Step) -> str:
    """One handover in words."""
    return asked.say(
        "words.paper.handed-over", giver=asked.name(step.from_), taker=asked.name(step.to), day=step.date.isoformat()
    )
