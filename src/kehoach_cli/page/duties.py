"""The tasks of a plan with everyone who answers for them, for a list that can be filtered."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from kehoach_cli import digest
from kehoach_cli import standing as st
from kehoach_cli.cooperation import CONFIRMED, DENIED, UNCONFIRMED, Cooperation
from kehoach_cli.digest import Row
from kehoach_cli.model import LEAD, RETURNED, Item, Plan, Register
from kehoach_cli.standing import ObligationStanding, PlanStanding
from kehoach_cli.text import Say

Values = dict[str, Any]

# What asks for attention comes first; the same order in the filter and in the list of a task.
ORDER = (
    st.OVERDUE, st.DUE_SOON, st.AWAITING_CONFIRMATION, st.IN_TERM, st.HALTED, st.NO_DEADLINE, st.DONE_LATE, st.DONE_ON_TIME,
    st.ORPHANED, st.NOT_JUDGED, digest.REVIEW, digest.UNASSIGNED, digest.NOBODY_LEFT, digest.NOBODY_YET, DENIED, UNCONFIRMED,
    st.CONTRIBUTED, st.NOT_ASKED, st.NOTHING_TO_REPORT, st.NOTHING_REPORTED,
)  # fmt: skip
_OPEN = (st.OVERDUE, st.DUE_SOON, st.IN_TERM)
_NO_FACTS: Values = {
    **dict.fromkeys(("numbers", "heir_of", "turn", "due", "state", "returned", "review", "said"), ""), "members": [],
}  # fmt: skip


class _Task(NamedTuple):
    """A task with its obligations, with what it says of parties that are nobody's obligation, and with the partners that its
    leads name and that have not said so themselves."""

    item: Item
    judged: list[ObligationStanding]
    nobodys: list[Row]
    partners: list[Cooperation]

    @property
    def of_leads(self) -> list[str]:
        """How its leads stand, once for each, the parties without an agency included."""
        leads = [one.standing for one in self.judged if one.obligation.role == LEAD]
        return leads + [row.standing for row in self.nobodys if row.role == LEAD]

    @property
    def keys(self) -> set[str]:
        """What the task can be found by. A supporting agency has no deadline and is never late, so how it stands is no key."""
        beside = {row.standing for row in self.nobodys} | {one.answer for one in self.partners}
        return {*self.of_leads, *beside, *([digest.REVIEW] if any(one.review for one in self.judged) else [])}


def values(register: Register, of: PlanStanding, anchors: dict[str, str], number_of: dict[str, int], say: Say) -> list[Values]:
    """Every task in force with its parties, deadlines and standings, in document order."""
    said = _said(register, of.plan)
    return [
        {
            "anchor": anchors[task.item.id],
            "id": task.item.id,
            "above": _above(of.plan, task.item),
            "text": task.item.text or task.item.heading or "",
            "note": task.item.note or "",
            "products": list(task.item.products),
            "due": _deadline(task.item, say),
            "tally": [
                {"key": key, "word": say.word("standing", key), "count": task.of_leads.count(key)}
                for key in ORDER
                if key in task.of_leads
            ],
            "keys": sorted(task.keys),
            "rows": [
                *(_row(register, of, same, number_of, said, say) for same in _in_order(digest.alike(register, task.judged))),
                *(_nobodys(row, say) for row in task.nobodys),
                *(_partner(register, one, number_of, say) for one in task.partners),
            ],
        }
        for task in _by_task(register, of)
    ]


def standings(register: Register, of: PlanStanding, say: Say) -> list[Values]:
    """What the list can be filtered by, and how many tasks have it."""
    counts = Counter(key for task in _by_task(register, of) for key in task.keys)
    return [{"key": key, "word": say.word("standing", key), "count": counts[key]} for key in ORDER if key in counts]


def _by_task(register: Register, of: PlanStanding) -> list[_Task]:
    judged: dict[str, list[ObligationStanding]] = {task.id: [] for task in of.tasks}
    partners: dict[str, list[Cooperation]] = {task.id: [] for task in of.tasks}
    for one in of.obligations:
        judged[one.obligation.item.id].append(one)
    for named in of.cooperation:
        if named.answer != CONFIRMED:
            partners[named.item].append(named)
    return [
        _Task(task, judged[task.id], _nobodys_of(register, of, task, judged[task.id]), partners[task.id]) for task in of.tasks
    ]


def _nobodys_of(register: Register, of: PlanStanding, task: Item, judged: list[ObligationStanding]) -> list[Row]:
    """Handed the task's own obligations alone, so that the work grows with the plan and not with its square."""
    return digest.unassigned_rows(register, of._replace(obligations=tuple(judged)), task)


def _in_order(groups: list[list[ObligationStanding]]) -> list[list[ObligationStanding]]:
    """Leads before supports, the most urgent first."""

    def place(same: list[ObligationStanding]) -> tuple[bool, int, date]:
        first = same[0]
        return first.obligation.role != LEAD, ORDER.index(first.standing), first.due or date.max

    return sorted(groups, key=place)


def _row(
    register: Register,
    of: PlanStanding,
    same: list[ObligationStanding],
    number_of: dict[str, int],
    said: dict[tuple[str, str], str],
    say: Say,
) -> Values:
    """One line: an agency, or the members of a group that stand alike."""
    first = same[0]
    agencies = [one.obligation.agency or one.obligation.named for one in same]
    reported = max((one.reported for one in same if one.reported), default=None)
    return {
        "key": first.standing,
        "word": say.word("standing", first.standing),
        "numbers": _runs(sorted(number_of[agency] for agency in agencies)),
        "name": digest.holders_name(register, same),
        "members": [register.party_name(agency) for agency in agencies] if _tells_members(same) else [],
        "role": say.word("role", first.obligation.role),
        "turn": say("page.turn", turn=first.occurrence) if first.occurrence else "",
        "due": _due(of, first, say),
        "heir_of": _heir_of(register, same, say),
        "state": say("page.state", state=first.state or "none", day=reported.isoformat() if reported else ""),
        "returned": _returned(first, say),
        "review": say.word("standing", digest.REVIEW) if first.review else "",
        "said": said.get((first.obligation.item.id, first.source), "") if len(same) == 1 and first.source else "",
    }


def _tells_members(same: list[ObligationStanding]) -> bool:
    """Whether the members on a shared line are named: not those who support and have nothing to tell, which nobody asks after and
    which in a large plan would be most of the page."""
    return len(same) > 1 and same[0].standing != st.NOTHING_REPORTED


def _runs(numbers: list[int]) -> str:
    """Ascending numbers as runs, "1-17 20 22-25"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number <= runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(f"{first}-{last}" if last > first else str(first) for first, last in runs)


def _heir_of(register: Register, same: list[ObligationStanding], say: Say) -> str:
    """Whom the plan named, where somebody else holds the duty now."""
    o = same[0].obligation
    return say("page.heir-of", agency=register.party_name(o.named)) if len(same) == 1 and o.agency not in (None, o.named) else ""


def _returned(one: ObligationStanding, say: Say) -> str:
    """When and why the coordinator sent the last report of completion back, while that stands."""
    if one.verdict is None or one.verdict.result != RETURNED:
        return ""
    return say("words.verdict.returned", day=one.verdict.date.isoformat(), reason=one.verdict.reason or "")


def _nobodys(row: Row, say: Say) -> Values:
    """A line for a party that is nobody's obligation."""
    known = {
        "key": row.standing,
        "word": say.word("standing", row.standing),
        "name": row.agency,
        "role": say.word("role", row.role),
    }
    return _NO_FACTS | known


def _partner(register: Register, one: Cooperation, number_of: dict[str, int], say: Say) -> Values:
    """A line for a partner that a lead names and that has not said so itself."""
    return _NO_FACTS | {
        "key": one.answer,
        "word": say.word("standing", one.answer),
        "numbers": str(number_of.get(one.partner, "")),
        "name": register.party_name(one.partner),
        "role": say("page.named", lead=register.party_name(one.lead), day=one.date.isoformat()),
    }


def _due(of: PlanStanding, one: ObligationStanding, say: Say) -> str:
    """The deadline of a line; how far off it is while the duty is open; the first deadline where it was extended."""
    if one.due is None:
        return ""
    days = (one.due - of.as_of).days
    distance = say(f"page.days-{'late' if days < 0 else 'left'}", days=str(abs(days))) if one.standing in _OPEN else ""
    original = one.original_due.isoformat() if one.original_due and one.original_due != one.due else ""
    return say("page.due", day=one.due.isoformat(), distance=distance, original=original)


def _deadline(task: Item, say: Say) -> str:
    if task.due is not None:
        return say.day(task.due)
    if task.ongoing:
        return say.word("deadline", "ongoing")
    return say.word("cadence", task.recurs.every) if task.recurs else say("page.no-deadline")


def _above(plan: Plan, task: Item) -> str:
    """The nearest heading above a task."""
    current = plan.parent(task)
    while current is not None:
        if current.heading:
            return f"{current.id}. {current.heading}"
        current = plan.parent(current)
    return ""


def _said(register: Register, plan: Plan) -> dict[tuple[str, str], str]:
    """What was written of an item, by the item and the file that says it."""
    found = {(e.item, e.path): e.summary for e in register.events_by_plan.get(plan.id, ()) if e.item and e.summary}
    for filing in register.filings_by_plan.get(plan.id, ()):
        found |= {(entry.item, filing.path): entry.results for entry in filing.items if entry.results}
    return found
