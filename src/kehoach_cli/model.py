"""The values of the field: agencies, plans, events and filings as the files state them.

All are immutable. `position` is the place in the list of the file, for pointing at it. Dates are `datetime.date`; intervals are
half-open, [since, until). Tuples keep the order of the file.
NamedTuple rather than dataclass: thirty frozen dataclasses cost as much start-up as the interpreter itself.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple, TypeVar

from kehoach_cli.attachments import Attachment as Attachment  # noqa: PLC0414 - a value of the field, apart to keep both short
from kehoach_cli.issuing import Issuing, Letterhead
from kehoach_cli.policy import Audit
from kehoach_cli.workdays import Calendar

T = TypeVar("T")
K = TypeVar("K")


LEAD = "lead"  # chủ trì
SUPPORT = "support"  # phối hợp

NOT_STARTED, IN_PROGRESS, COMPLETED, SUSPENDED = "not-started", "in-progress", "completed", "suspended"
STATES = (NOT_STARTED, IN_PROGRESS, COMPLETED, SUSPENDED)  # of who leads
CONTRIBUTED, NOT_ASKED, NOTHING_TO_REPORT = "contributed", "not-asked", "nothing-to-report"
SUPPORT_STATES = (CONTRIBUTED, NOT_ASKED, NOTHING_TO_REPORT)  # of who supports: a light duty, without a deadline
ALL_STATES = (*STATES, *SUPPORT_STATES)

YEAR, HALF_YEAR, QUARTER, MONTH = "year", "half-year", "quarter", "month"
CADENCES = (YEAR, HALF_YEAR, QUARTER, MONTH)

UPDATE, CONFIRMATION, EXTENSION, EXCUSE, REMINDER = "update", "confirmation", "extension", "excuse", "reminder"
EVENT_KINDS = (UPDATE, CONFIRMATION, EXTENSION, EXCUSE, REMINDER)

ACCEPTED, RETURNED = "accepted", "returned"

ADVANCE, LEADERSHIP = 0, 4  # a reminder before anything is late; a report to the leadership after three reminders
LEVELS = tuple(range(ADVANCE, LEADERSHIP + 1))


class Document(NamedTuple):
    """A document cited as basis or evidence (số, ký hiệu, ngày). `file` names one that is kept elsewhere."""

    type: str | None = None
    number: str | None = None
    date: datetime.date | None = None
    title: str | None = None
    issuer: str | None = None
    url: str | None = None
    file: str | None = None
    sha256: str | None = None
    attachments: tuple[Attachment, ...] = ()


class Agency(NamedTuple):
    """An agency (cơ quan), valid in [since, until); its obligations pass to the successor from `until` on."""

    id: str
    name: str
    abbreviation: str | None = None
    aliases: tuple[str, ...] = ()
    rank: int | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    successor: tuple[str, ...] = ()
    basis: str | None = None
    owners: tuple[str, ...] = ()
    note: str | None = None
    position: int = 0
    letterhead: Letterhead = Letterhead()
    email: tuple[str, ...] = ()

    def valid_on(self, day: datetime.date) -> bool:
        """Whether the agency exists on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class Group(NamedTuple):
    """A set of agencies named together ("các sở, ban, ngành"). An open group has members the words do not list."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    open: bool = False
    members: tuple[str, ...] = ()
    note: str | None = None
    position: int = 0


class Reporting(NamedTuple):
    """The filing duty (chế độ báo cáo) of a plan. `closes` and `due` are (month, day), or (0, day) below a year; `calendar` is
    the plan's."""

    every: str
    first: str | None = None
    last: str | None = None
    closes: tuple[int, int] | None = None
    due: tuple[int, int] | None = None
    filers: tuple[str, ...] = ()
    coordinator: str | None = None
    basis: str | None = None
    note: str | None = None
    calendar: Calendar = Calendar()


class Transfer(NamedTuple):
    """Obligations handed over alone, whatever else the agency's successor inherits."""

    items: tuple[str, ...]
    from_: str
    to: str
    date: datetime.date
    basis: str | None = None
    position: int = 0


class Recurrence(NamedTuple):
    """A duty that comes back every period; `by` is the (month, day) of its deadline, None where the plan sets none."""

    every: str
    by: tuple[int, int] | None = None


class Item(NamedTuple):
    """One heading, khoản or gạch đầu dòng of the plan, in force in [since, until). `lead` is None when the parent item's lead
    applies. An amended item stands in the plan once for each of its wordings, under one id, in intervals apart."""

    id: str
    heading: str | None = None
    text: str | None = None
    note: str | None = None
    lead: tuple[str, ...] | None = None
    support: tuple[str, ...] = ()
    due: datetime.date | None = None
    recurs: Recurrence | None = None
    ongoing: bool = False
    products: tuple[str, ...] = ()
    task: bool | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    basis: str | None = None
    position: int = 0

    def in_force(self, day: datetime.date) -> bool:
        """Whether the plan has the item, so worded, on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class Plan(NamedTuple):
    """A plan (kế hoạch): its identity, its filing duty and its items in document order. `item_by_id` gives of an amended item
    the newest wording; `on(day)` the plan as it read on a day."""

    id: str
    title: str
    path: str = ""
    stated_id: str = ""
    type: str = "Kế hoạch"
    number: str | None = None
    issuer: str | None = None
    issued: datetime.date | None = None
    ends: datetime.date | None = None
    source: str | None = None
    note: str | None = None
    preamble: str | None = None
    basis: tuple[Document, ...] = ()
    reporting: Reporting | None = None
    report: Issuing = Issuing()
    transfers: tuple[Transfer, ...] = ()
    items: tuple[Item, ...] = ()
    recipients: tuple[str, ...] = ()
    calendar: Calendar = Calendar()
    audit: Audit = Audit()
    item_by_id: Mapping[str, Item] = {}

    def on(self, day: datetime.date) -> "Plan":
        """The plan with the items in force on the day, as they read then."""
        items = tuple(item for item in self.items if item.in_force(day))
        return self if len(items) == len(self.items) else self._replace(items=items, item_by_id=newest(items))

    def wordings(self, item_id: str) -> tuple[Item, ...]:
        """Every wording of an item, oldest first; empty when the plan never had it."""
        return tuple(sorted((item for item in self.items if item.id == item_id), key=_begins))

    def lead_of(self, item: Item) -> tuple[str, ...]:
        """Who leads the item, its own or the nearest parent's (II.4-1 takes II.4's); empty where the plan names none."""
        source = self.lead_source(item.id)
        return self.item_by_id[source].lead or () if source else ()

    def lead_source(self, item_id: str) -> str | None:
        """The item whose `lead` applies to this one: itself, or the nearest above it that names one."""
        current: str | None = item_id
        while current is not None and current in self.item_by_id:
            if self.item_by_id[current].lead is not None:
                return current
            current = parent_of(current)
        return None

    def is_task(self, item: Item) -> bool:
        """Whether the item assigns work: it has a text or names a lead, and no heading above it says `task: false`."""
        if item.text is None:
            return bool(item.lead)
        current: Item | None = item
        while current is not None:
            if current.task is not None:
                return current.task
            current = self.parent(current)
        return True

    def parent(self, item: Item) -> Item | None:
        """The item that holds this one: III for III.2, II.1 for II.1-1."""
        return self.item_by_id.get(parent_of(item.id) or "")


def newest(items: Iterable[Item]) -> dict[str, Item]:
    """Of each id the newest wording; of two that begin together the first one in the file."""
    found: dict[str, Item] = {}
    for item in items:
        if item.id not in found or _begins(found[item.id]) < _begins(item):
            found[item.id] = item
    return found


def _begins(item: Item) -> datetime.date:
    return item.since or datetime.date.min


def parent_of(item_id: str) -> str | None:
    """The id one step up: "II.1-1" gives "II.1", "II.1" gives "II", "II" gives None."""
    cut = max(item_id.rfind("."), item_id.rfind("-"))
    return item_id[:cut] if cut > 0 else None


class Figure(NamedTuple):
    """A number reported by an agency, with its unit ("12", "đoàn")."""

    name: str
    value: str
    unit: str | None = None


class Reminded(NamedTuple):
    """A task that a reminder asks for; of a recurring one, which turn."""

    item: str
    period: str | None = None
    position: int = 0


class Event(NamedTuple):
    """One progress event; plan, agency and id come from the path, `kind` decides which of the rest apply. `with_` are the
    agencies with which the reporting one says it has worked; `period` names the turn of a recurring item. A reminder asks for
    the filings of `periods` and for `items`."""

    path: str
    plan: str
    agency: str
    id: str
    kind: str
    date: datetime.date
    item: str | None = None
    state: str | None = None
    summary: str | None = None
    figures: tuple[Figure, ...] = ()
    difficulties: str | None = None
    proposals: str | None = None
    with_: tuple[str, ...] = ()
    evidence: tuple[Document, ...] = ()
    replaces: str | None = None
    of: str | None = None
    result: str | None = None
    reason: str | None = None
    to: datetime.date | None = None
    period: str | None = None
    periods: tuple[str, ...] = ()
    items: tuple[Reminded, ...] = ()
    level: int | None = None
    document: Document | None = None
    basis: str | None = None
    note: str | None = None


class FilingItem(NamedTuple):
    """What a filing says of one item of the plan; `with_` as in an event."""

    item: str
    state: str | None = None
    with_: tuple[str, ...] = ()
    results: str | None = None
    figures: tuple[Figure, ...] = ()
    difficulties: str | None = None
    causes: str | None = None
    next: str | None = None
    evidence: tuple[Document, ...] = ()
    position: int = 0


class Filing(NamedTuple):
    """The periodic report of one agency; plan, period, agency and revision come from the path (revision 1 is the first)."""

    path: str
    plan: str
    period: str
    agency: str
    revision: int
    received: datetime.date
    document: Document = Document()
    statement: str | None = None
    items: tuple[FilingItem, ...] = ()
    proposals: str | None = None
    note: str | None = None

    @property
    def id(self) -> str:
        """How a confirmation names the filing: "2026/so-noi-vu"."""
        return f"{self.period}/{self.agency}"


def grouped(values: Iterable[T], key: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    """The values by a key of each; under one key in the order in which they came."""
    found: dict[K, list[T]] = {}
    for value in values:
        found.setdefault(key(value), []).append(value)
    return {one: tuple(those) for one, those in found.items()}


class _Stated(NamedTuple):
    """The fields of the register."""

    agencies: tuple[Agency, ...] = ()
    groups: tuple[Group, ...] = ()
    plans: tuple[Plan, ...] = ()
    events: tuple[Event, ...] = ()
    filings: tuple[Filing, ...] = ()
    agency_by_id: Mapping[str, Agency] = {}
    group_by_id: Mapping[str, Group] = {}
    plan_by_id: Mapping[str, Plan] = {}
    unread: frozenset[str] = frozenset()
    faulty: tuple[Event, ...] = ()


class Register(_Stated):
    """Everything the files state, ready to be looked up. Where an id is given twice, the first one counts. `unread` are the
    paths of files that are there but could not be read: what they would have stated is not missing. `faulty` are
    events with a fault of form: rules look at what is sound of them, standing never does.

    Who asks about one plan does not go through the files of all: the lists by plan and by period are made when first asked for,
    from the fields of this very register. One made by `_replace` makes its own.
    """

    @cached_property
    def events_by_plan(self) -> Mapping[str, tuple[Event, ...]]:
        """The events of each plan, oldest first."""
        return grouped(sorted(self.events, key=lambda event: (event.date, event.id, event.path)), lambda event: event.plan)

    @cached_property
    def filings_by_plan(self) -> Mapping[str, tuple[Filing, ...]]:
        """The filings of each plan, in the order of `filings`."""
        return grouped(self.filings, lambda filing: filing.plan)

    @cached_property
    def filings_by_period(self) -> Mapping[tuple[str, str], tuple[Filing, ...]]:
        """The filings of each plan and period, in the order of `filings`."""
        return grouped(self.filings, lambda filing: (filing.plan, filing.period))

    @cached_property
    def event_by_path(self) -> Mapping[str, Event]:
        """Each event by its file."""
        return {event.path: event for event in reversed(self.events)}

    @cached_property
    def filing_by_path(self) -> Mapping[str, Filing]:
        """Each filing by its file."""
        return {filing.path: filing for filing in reversed(self.filings)}

    def members(self, party: str) -> tuple[str, ...]:
        """The agency ids a party stands for: itself, or the members of the group, groups within groups included."""
        found: dict[str, None] = {}
        waiting, seen = [party], set[str]()
        while waiting:
            current = waiting.pop()
            group = self.group_by_id.get(current)
            if group is None and current in self.agency_by_id:
                found[current] = None
            elif group is not None and current not in seen:  # a group may stand in many, and by mistake in itself
                seen.add(current)
                waiting += reversed(group.members)
        return tuple(found)

    def party_name(self, party: str) -> str:
        """The written name of an agency or a group; the id itself when nobody knows it."""
        known = self.agency_by_id.get(party) or self.group_by_id.get(party)
        return known.name if known else party
