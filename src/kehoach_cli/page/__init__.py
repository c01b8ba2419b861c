"""The values of the page a leader reads: where one plan or every plan stands, as plain texts and lists for a template.

Texts from files are handed on as they are; the renderer shows them and never obeys them. Words come from the catalogue, so a
template holds the layout alone. Everything here is one pass over what standing, filings and events already say.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from kehoach_cli import digest
from kehoach_cli import filings as fl
from kehoach_cli import standing as st
from kehoach_cli.digest import Due
from kehoach_cli.model import Item, Register
from kehoach_cli.page import duties, reporting, timeline
from kehoach_cli.page.bars import bar
from kehoach_cli.parse import Snapshot
from kehoach_cli.places import PLANS
from kehoach_cli.standing import Counts, PlanStanding
from kehoach_cli.text import Say
from kehoach_cli.vn import percent

Values = dict[str, Any]

CELLS = (st.DONE_ON_TIME, st.DONE_LATE, st.IN_TERM, st.OVERDUE)  # the official four
BESIDE = (st.DUE_SOON, st.AWAITING_CONFIRMATION, st.NO_DEADLINE, st.HALTED, st.ORPHANED, st.NOT_JUDGED)
MOST_NAMES = 12  # that stand under a date; where more are concerned, their number does, and a link to where they are named
MOST_DUE = 8  # what a list of dates shows at once; the rest is folded
_MARK_LENGTH = 16


def values(
    register: Register,
    standings: Iterable[PlanStanding],
    as_of: date,
    say: Say,
    snapshot: Snapshot,
    commit: str = "",
    *,
    changed: bool = False,
) -> Values:
    """Everything the page of these plans says, as of the day of their standing. `snapshot` holds the files they were read
    from, `commit` is the one they are of ("" without one), `changed` whether files were changed after it."""
    shown = list(standings)
    plans = [_plan(register, of, say, f"p{number}") for number, of in enumerate(shown, 1)]
    one = shown[0].plan if len(shown) == 1 else None
    title = say("page.title", plan=plan_name(shown[0])) if one else say("page.title-all")
    return {
        "language": say.language,
        "heading": say("page.heading" if one else "page.title-all"),
        "head": say("page.head", title=title, day=as_of.isoformat()),
        "as_of": say("page.as-of", day=say.day_in_words(as_of)),
        "source": f"{say(f'page.commit{_state(commit, changed=changed)}', commit=commit)} "
        + _source(register, shown, as_of, say, snapshot),
        "reading": [say(f"page.reading-{part}") for part in ("cells", "share", "filings", "print")],
        "label": {name.replace("-", "_"): text for name, text in say.texts("page.label-").items()},
        "plans": plans,
    }


def _state(commit: str, *, changed: bool) -> str:
    return "-none" if not commit else "-changed" if changed else ""


def plan_name(of: PlanStanding) -> str:
    """How the page calls a plan: its type and number, or its id while the number is unknown."""
    return f"{of.plan.type} {of.plan.number or of.plan.id}"


def mark(files: Mapping[str, bytes]) -> str:
    """A mark of files by their paths and contents: the same files give the same mark, on any machine, without git."""
    whole = sha256()
    for path, content in sorted(files.items()):
        whole.update(f"{path}\0{sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()[:_MARK_LENGTH]


def _source(register: Register, shown: list[PlanStanding], as_of: date, say: Say, snapshot: Snapshot) -> str:
    plans = {of.plan.id for of in shown}
    others = tuple(f"{PLANS}/{plan}/" for plan in register.plan_by_id if plan not in plans)
    files = {path: content for path, content in snapshot.files.items() if not path.startswith(others)}
    events = [event.date for plan in plans for event in register.events_by_plan.get(plan, ()) if event.date <= as_of]
    filings = [one.received for plan in plans for one in register.filings_by_plan.get(plan, ()) if one.received <= as_of]
    last = max([*events, *filings], default=None)
    return say(
        "page.source",
        files=str(len(files)),
        events=str(len(events)),
        filings=str(len(filings)),
        last=last.isoformat() if last else "",
        mark=mark(files),
    )


def _plan(register: Register, of: PlanStanding, say: Say, anchor: str) -> Values:
    number_of = _numbers(register, of)
    anchors = {task.id: f"{anchor}-{number}" for number, task in enumerate(of.tasks, 1)}
    filings_anchor = f"{anchor}-filings"
    late, coming = digest.late(of), digest.coming(of)
    return {
        "anchor": anchor,
        "id": of.plan.id,
        "name": plan_name(of),
        "title": of.plan.title,
        "issued_by": _issued_by(register, of, say),
        "closes": _closes(of, say),
        "cells": [_cell(say, of.counts, standing) for standing in CELLS],
        "cells_bar": bar([(standing, _count(of.counts, standing)) for standing in CELLS], say, "standing"),
        "percent": percent(of.counts.done, of.counts.base) or "",
        "share": _share(of.counts, say),
        "beside": [cell for standing in BESIDE if (cell := _cell(say, of.counts, standing))["count"]],
        "headline": _headline(of, late, coming, say),
        "late": [_due(register, of, due, anchors, filings_anchor, say) for due in late],
        "coming": [_due(register, of, due, anchors, filings_anchor, say) for due in coming],
        "most_due": MOST_DUE,
        "owed": [{"period": reporting.period_name(name, say), "count": count} for name, count in digest.owed(of).items()],
        "reporting": reporting.values(register, of, say),
        "agencies": [{"number": number, "name": register.party_name(agency)} for agency, number in number_of.items()],
        "tasks": duties.values(register, of, anchors, number_of, say),
        "standings": duties.standings(register, of, say),
        "timeline": timeline.values(register, of, anchors, say),
    }


def _numbers(register: Register, of: PlanStanding) -> dict[str, int]:
    """A number for every agency that holds an obligation, in the official order of lists: what a filter goes by."""
    agencies = {one.obligation.agency or one.obligation.named for one in of.obligations}
    return {agency: number for number, agency in enumerate(sorted(agencies, key=lambda a: fl.agency_order(register, a)), 1)}


def _issued_by(register: Register, of: PlanStanding, say: Say) -> str:
    plan = of.plan
    coordinator = plan.reporting.coordinator if plan.reporting else None
    return say(
        "page.issued-by",
        issuer=register.party_name(plan.issuer) if plan.issuer else "",
        issued=plan.issued.isoformat() if plan.issued else "",
        coordinator=register.party_name(coordinator) if coordinator else "",
    )


def _closes(of: PlanStanding, say: Say) -> str:
    """Which period the page speaks of, and the closing day of its data; "" where the plan asks for no filings."""
    if of.period is None:
        return ""
    return say("page.closes", period=reporting.period_name(of.period.name, say), day=of.period.closes.isoformat())


def _count(counts: Counts, standing: str) -> int:
    found: int = getattr(counts, standing.replace("-", "_"))
    return found


def _cell(say: Say, counts: Counts, standing: str) -> Values:
    return {"key": standing, "word": say(f"page.cell-{standing}"), "count": _count(counts, standing)}


def _share(counts: Counts, say: Say) -> str:
    if not counts.base:
        return say("page.no-base")
    return say("page.share", done=str(counts.done), base=str(counts.base))


def _headline(of: PlanStanding, late: list[Due], coming: list[Due], say: Say) -> list[Values]:
    """What a leader asks first: what is overdue, who has filed, what earlier periods still owe, what comes next."""
    overdue = sum(len(due.agencies) for due in late if due.section == digest.OBLIGATION)
    none = {"key": st.DONE_ON_TIME, "text": say("page.headline-none-overdue")}
    found = [{"key": st.OVERDUE, "text": say("page.headline-overdue", count=str(overdue))} if overdue else none]
    if of.period is not None and of.filings:
        filed = sum(one.status in fl.FILED for one in of.filings)
        owed = of.period.due < of.as_of and filed < len(of.filings)
        text = say("page.headline-filings", filed=str(filed), expected=str(len(of.filings)),
                   period=reporting.period_name(of.period.name, say), due=of.period.due.isoformat())  # fmt: skip
        found.append({"key": fl.MISSING if owed else fl.ON_TIME if filed == len(of.filings) else fl.NOT_DUE, "text": text})
    if of.outstanding:
        found.append({"key": fl.MISSING, "text": say("page.headline-owed", count=str(len(of.outstanding)))})
    if coming:
        days = (coming[0].day - of.as_of).days
        found.append({
            "key": st.DUE_SOON if days <= of.plan.calendar.due_soon else st.IN_TERM,
            "text": say("page.headline-next", day=coming[0].day.isoformat(), days=str(days)),
        })  # fmt: skip
    return found


def _due(register: Register, of: PlanStanding, due: Due, anchors: dict[str, str], filings_anchor: str, say: Say) -> Values:
    """One date: when, how many days off, what, whose, and where on the page to read on."""
    names = [register.party_name(agency) if agency else say("page.nobody") for agency in due.agencies]
    days = (due.day - of.as_of).days
    item: Item | None = of.plan.item_by_id.get(due.subject) if due.section == digest.OBLIGATION else None
    name = due.subject if item else reporting.period_name(due.subject, say)
    return {
        "day": say.day(due.day),
        "iso": due.day.isoformat(),
        "days": say(f"page.days-{'late' if days < 0 else 'left'}", days=str(abs(days))),
        "what": say(f"page.due-{due.section}", subject=name),
        "text": (item.text or item.heading or "") if item else "",
        "anchor": anchors.get(due.subject, "") if item else filings_anchor,
        "who": names if len(names) <= MOST_NAMES else [say("screens.agencies", count=str(len(names)))],
    }
