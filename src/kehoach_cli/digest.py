"""From standing to what people read: rows, counts and ready texts, the same for every format and template."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kehoach_cli import filings as fl
from kehoach_cli import standing as st
from kehoach_cli.cooperation import CONFIRMED, Cooperation
from kehoach_cli.filings import FilingStanding
from kehoach_cli.model import LEAD, SUPPORT, Group, Item, Plan, Register
from kehoach_cli.periods import Period
from kehoach_cli.standing import ObligationStanding, PlanStanding

OBLIGATION, FILING = "obligation", "filing"
PARTNER = "partner"  # cơ quan được nêu là có phối hợp
UNASSIGNED = "unassigned"  # the plan names nobody, or an open group
NOBODY_LEFT = "nobody-left"  # everyone of the group has ended, without heirs
NOBODY_YET = "nobody-yet"  # its members have not begun, or it was due before they existed
REVIEW = "needs-review"  # cần xem lại: the words have changed since the report
NO_STATE = "none"  # chưa có báo cáo: how a filter asks for what nobody has reported on


class Filters(NamedTuple):
    """What of a plan to show; None shows everything. An item stands for everything below it too."""

    agency: str | None = None
    item: str | None = None
    state: str | None = None
    standing: str | None = None

    def admits(self, one: ObligationStanding) -> bool:
        """Whether an obligation is to be shown."""
        obligation = one.obligation
        return (
            (self.agency is None or self.agency in obligation.holders)
            and self.admits_item(obligation.item)
            and (self.state is None or (one.state or NO_STATE) == self.state)
            and (self.standing is None or one.standing == self.standing or (self.standing == REVIEW and one.review))
        )

    @property
    def unassigned(self) -> bool:
        """Whether tasks and parties that are nobody's obligation are to be shown."""
        return self.agency is None and self.state is None and self.standing in (None, UNASSIGNED, NOBODY_LEFT, NOBODY_YET)

    def admits_item(self, item: Item) -> bool:
        """Whether an item is the one asked for, or below it."""
        return self.admits_id(item.id)

    def admits_id(self, item: str) -> bool:
        """The same by its id."""
        return self.item is None or item == self.item or item.startswith((f"{self.item}.", f"{self.item}-"))

    def admits_filing(self, one: FilingStanding) -> bool:
        """Whether a filing is to be shown: filings have neither item nor state."""
        by_standing = self.standing is None or one.status == self.standing or (self.standing == REVIEW and bool(one.review))
        return by_standing and self.agency in (None, one.agency) and self.item is None and self.state is None

    def admits_cooperation(self, one: Cooperation) -> bool:
        """Whether what a lead says of a partner is to be shown: it concerns both."""
        by_standing = self.standing is None or one.answer == self.standing
        concerned = self.agency in (None, one.lead, one.partner)
        return by_standing and concerned and self.state is None and self.admits_id(one.item)


def filtered(whole: PlanStanding, filters: Filters) -> PlanStanding:
    """The part of a plan's standing that passes the filters, counted anew."""
    kept = tuple(one for one in whole.obligations if filters.admits(one))
    claims = tuple(one for one in whole.cooperation if filters.admits_cooperation(one))
    shown = {one.obligation.item.id for one in kept} | {one.item for one in claims}
    tasks = tuple(item for item in whole.tasks if item.id in shown or (filters.unassigned and filters.admits_item(item)))
    filings = tuple(one for one in whole.filings if filters.admits_filing(one))
    owed = tuple(one for one in whole.outstanding if filters.admits_filing(one))
    return whole._replace(
        tasks=tasks, obligations=kept, counts=st.count(kept), filings=filings, outstanding=owed, cooperation=claims
    )


class Row(NamedTuple):
    """One line of the status: an obligation, members of a group that stand alike, or a filing. Texts are keys or names."""

    section: str
    subject: str
    agency: str
    role: str
    state: str | None
    standing: str
    due: date | None
    reported: date | None
    agencies: tuple[str, ...]
    review: bool = False
    returned: bool = False


def rows(register: Register, of: PlanStanding, *, each: bool = False, unassigned: bool = True) -> list[Row]:
    """The lines of a plan's status. Members of a group that stand alike share a line, unless `each` asks for all of them;
    `unassigned` adds the tasks and open groups that are nobody's obligation."""
    return [*_task_rows(register, of, each=each, unassigned=unassigned), *_filing_rows(register, of.filings)]


def _task_rows(register: Register, of: PlanStanding, *, each: bool, unassigned: bool) -> Iterator[Row]:
    by_task: dict[str, list[Row]] = {}
    for same in alike(register, of.obligations, each=each):
        by_task.setdefault(same[0].obligation.item.id, []).append(_obligation_row(register, same))
    for task in of.tasks:
        nobodys = unassigned_rows(register, of, task) if unassigned else []
        yield from sorted([*by_task.get(task.id, []), *nobodys], key=lambda row: row.role)  # lead before support
        yield from (_cooperation_row(register, one) for one in of.cooperation if one.item == task.id and one.answer != CONFIRMED)


def _cooperation_row(register: Register, one: Cooperation) -> Row:
    """A partner that a lead names and that has not said so itself."""
    name = register.party_name(one.partner)
    return Row(OBLIGATION, one.item, name, PARTNER, None, one.answer, None, one.date, (one.partner,))


def unassigned_rows(register: Register, of: PlanStanding, task: Item) -> list[Row]:
    """What a task says of parties that are nobody's obligation: it names no lead, an open group, a group that has died out."""
    leads = of.plan.lead_of(task)
    held = {one.obligation.party for one in of.obligations if one.obligation.item.id == task.id}
    rows = [] if leads else [Row(OBLIGATION, task.id, "", LEAD, None, UNASSIGNED, task.due, None, ())]
    for role, parties in ((LEAD, leads), (SUPPORT, task.support)):
        for group in (register.group_by_id[party] for party in parties if party in register.group_by_id):
            if not group.members:
                rows.append(Row(OBLIGATION, task.id, group.name, role, None, UNASSIGNED, task.due, None, ()))
            elif group.id not in held and not _covered(register, of, task, group):
                standing = NOBODY_LEFT if _has_died_out(register, group, of.as_of) else NOBODY_YET
                rows.append(Row(OBLIGATION, task.id, group.name, role, None, standing, task.due, None, ()))
    return rows


def _has_died_out(register: Register, group: Group, day: date) -> bool:
    ends = [register.agency_by_id[member].until for member in register.members(group.id)]
    return all(until is not None and until <= day for until in ends)


def _covered(register: Register, of: PlanStanding, task: Item, group: Group) -> bool:
    """Whether the members of a group hold the task under another name."""
    holders = {holder for one in of.obligations if one.obligation.item.id == task.id for holder in one.obligation.holders}
    return bool(holders & set(register.members(group.id)))


def alike(register: Register, judged: Iterable[ObligationStanding], *, each: bool = False) -> list[list[ObligationStanding]]:
    """Obligations that can share a line: members of one group, of one item, that stand the same. `each` keeps all apart."""
    merged: dict[tuple[object, ...], list[ObligationStanding]] = {}
    for one in judged:
        o = one.obligation
        apart = o.named if each or o.party not in register.group_by_id else ""
        key = (o.item.id, o.role, o.party, apart, one.occurrence, one.state, one.standing, one.due, one.review, one.returned)
        merged.setdefault(key, []).append(one)
    return list(merged.values())


def holders_name(register: Register, same: list[ObligationStanding]) -> str:
    """How a shared line calls those on it: the agency, or the group with their number."""
    o = same[0].obligation
    return register.party_name(o.agency or o.named) if len(same) == 1 else f"{register.party_name(o.party)} ({len(same)})"


def _obligation_row(register: Register, same: list[ObligationStanding]) -> Row:
    first = same[0]
    o = first.obligation
    holders = tuple(one.obligation.agency or one.obligation.named for one in same)
    name = holders_name(register, same)
    subject = o.item.id + (f" ({first.occurrence})" if first.occurrence else "")
    last = max((one.reported for one in same if one.reported), default=None)
    return Row(
        OBLIGATION, subject, name, o.role, first.state, first.standing, first.due, last, holders, first.review, first.returned
    )


def _filing_rows(register: Register, filings: Iterable[FilingStanding]) -> Iterator[Row]:
    for one in filings:
        name = register.party_name(one.agency)
        day, review = one.period.due, bool(one.review)
        yield Row(FILING, one.period.name, name, "filer", None, one.status, day, one.filed, (one.agency,), review)


class Due(NamedTuple):
    """Something that comes due: a day, what, and how many agencies it concerns."""

    day: date
    section: str
    subject: str
    agencies: tuple[str, ...]


def coming(of: PlanStanding) -> list[Due]:
    """What comes due on or after the day of the standing, soonest first: open obligations and filings not yet received."""
    found: dict[tuple[date, str, str], list[str]] = {}
    for one in of.obligations:
        if one.standing in (st.IN_TERM, st.DUE_SOON) and one.due:
            found.setdefault((one.due, OBLIGATION, one.obligation.item.id), []).append(one.obligation.agency or "")
    for filing in of.filings:
        if filing.status in (fl.NOT_DUE, fl.BLANK) and filing.period.due >= of.as_of:
            found.setdefault((filing.period.due, FILING, filing.period.name), []).append(filing.agency)
    return [Due(*key, tuple(agencies)) for key, agencies in sorted(found.items())]


def late(of: PlanStanding) -> list[Due]:
    """What is late on the day, oldest first: obligations overdue and filings missing or blank after their due date."""
    found: dict[tuple[date, str, str], list[str]] = {}
    for one in of.obligations:
        if one.standing == st.OVERDUE and one.due and one.obligation.role == LEAD:
            found.setdefault((one.due, OBLIGATION, one.obligation.item.id), []).append(one.obligation.agency or "")
    for filing in of.filings:
        if filing.status in fl.OUTSTANDING and filing.period.due < of.as_of:
            found.setdefault((filing.period.due, FILING, filing.period.name), []).append(filing.agency)
    return [Due(*key, tuple(agencies)) for key, agencies in sorted(found.items())]


def owed(of: PlanStanding) -> dict[str, int]:
    """How many filings each earlier period still owes, oldest first."""
    return dict(Counter(one.period.name for one in of.outstanding))


class Gate(NamedTuple):
    """The answer of `check` for one plan and period: agency ids in the official order. `missing` holds what is not due yet;
    `register` every expected filing, `through` the items through which each agency has to do with the plan."""

    plan: Plan
    period: Period
    expected: tuple[str, ...]
    filed: tuple[str, ...]
    missing: tuple[str, ...]
    late: tuple[FilingStanding, ...]
    excused: tuple[FilingStanding, ...]
    blank: tuple[str, ...]
    register: tuple[FilingStanding, ...]
    through: dict[str, tuple[str, ...]]

    @property
    def passed(self) -> bool:
        """Whether every expected agency has a real filing or an excuse."""
        return not self.missing and not self.blank


def gate(plan: Plan, period: Period, filings: tuple[FilingStanding, ...], through: dict[str, tuple[str, ...]]) -> Gate:
    """Sort the expected filings by how they stand."""
    by_status: dict[str, list[FilingStanding]] = {status: [] for status in fl.FILING_STATUSES}
    expected = []
    for one in filings:
        by_status[one.status].append(one)
        expected.append(one.agency)

    def agencies(*statuses: str) -> tuple[str, ...]:
        return tuple(a for a in expected if any(one.agency == a for status in statuses for one in by_status[status]))

    return Gate(
        plan,
        period,
        tuple(expected),
        agencies(fl.ON_TIME, fl.LATE),
        agencies(fl.MISSING, fl.NOT_DUE),
        tuple(by_status[fl.LATE]),
        tuple(by_status[fl.EXCUSED]),
        agencies(fl.BLANK),
        filings,
        through,
    )
