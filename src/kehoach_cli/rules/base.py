"""What a rule is, and the walks through the register that several rules share."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from kehoach_cli import attachments, periods
from kehoach_cli.attachments import Stored
from kehoach_cli.findings import EntryOf, Finding, Meant, Pointer
from kehoach_cli.issuing import Signer
from kehoach_cli.model import CONFIRMATION, LEAD, SUPPORT, Attachment, Document, Event, Filing, Item, Plan, Register
from kehoach_cli.parse import AGENCIES_PATH


class Rule(NamedTuple):
    """One rule: its stable code, its severity, and how it looks. Rules are timeless: same files, same findings.

    A rule without a function is reported by the reader (`nodes`, `forms` or `parse`), which knows the place already, or by
    `audit`, which reads history.
    """

    code: str
    severity: str
    check: Callable[[Register], Iterator[Finding]] | None = None
    check_text: Callable[[str, str], Iterator[Finding]] | None = None
    check_stored: Callable[[Register, Mapping[str, Stored]], Iterator[Finding]] | None = None


class PartyReference(NamedTuple):
    """A place in a plan that names an agency or a group; `single` where only one agency makes sense."""

    plan: Plan
    pointer: Pointer
    party: str
    single: bool = False
    item: Item | None = None


def parties_of(plan: Plan) -> Iterator[PartyReference]:
    """Every agency or group that a plan names."""
    if plan.issuer:
        yield PartyReference(plan, ("issuer",), plan.issuer, single=True)
    if plan.reporting:
        if plan.reporting.coordinator:
            yield PartyReference(plan, ("reporting", "coordinator"), plan.reporting.coordinator, single=True)
        for filer in plan.reporting.filers:
            yield PartyReference(plan, ("reporting", "filers", EntryOf(filer)), filer)
    if plan.report.issuer:
        yield PartyReference(plan, ("report", "issuer"), plan.report.issuer, single=True)
    for transfer in plan.transfers:
        at: Pointer = ("transfers", transfer.position)
        yield PartyReference(plan, (*at, "from"), transfer.from_, single=True)
        yield PartyReference(plan, (*at, "to"), transfer.to, single=True)
    for item in plan.items:
        for role, parties in ((LEAD, item.lead or ()), (SUPPORT, item.support)):
            for party in parties:
                yield PartyReference(plan, ("items", item.position, role, EntryOf(party)), party, item=item)


def all_parties(register: Register) -> Iterator[PartyReference]:
    """Every place in any plan that names an agency or a group."""
    for plan in register.plans:
        yield from parties_of(plan)


def signers(register: Register) -> Iterator[tuple[str, Pointer, Signer]]:
    """Every signer of an agency or of a plan, with the file and the place."""
    for agency in register.agencies:
        for signer in agency.letterhead.signers:
            yield AGENCIES_PATH, ("agencies", agency.position, "letterhead", "signers", signer.position), signer
    for plan in register.plans:
        if plan.report.signer:
            yield plan.path, ("report", "signer"), plan.report.signer


class ItemReference(NamedTuple):
    """A place in an event or filing that names an item of its plan. `days` are the first and the last day it may speak of: of an
    event its own, of a filing those from the opening of its period to its receipt."""

    path: str
    pointer: Pointer
    plan: str
    agency: str
    item: str
    days: tuple[date, date]


def item_references(register: Register) -> tuple[ItemReference, ...]:
    """Every item that an event or a filing names; kept with the register, beside what that works out of itself."""
    kept = vars(register)
    if "item_references" not in kept:
        kept["item_references"] = tuple(_find_item_references(register))
    found: tuple[ItemReference, ...] = kept["item_references"]
    return found


def _find_item_references(register: Register) -> Iterator[ItemReference]:
    @cache
    def opening(plan: str, period: str) -> date | None:
        return _opening(register.plan_by_id.get(plan), period)

    for event in events(register):
        if event.item:
            yield ItemReference(event.path, ("item",), event.plan, event.agency, event.item, (event.date, event.date))
        for asked in event.items:
            at: Pointer = ("items", asked.position, "item")
            yield ItemReference(event.path, at, event.plan, event.agency, asked.item, (event.date, event.date))
    for filing in register.filings:
        opens = opening(filing.plan, filing.period)
        days = (min(opens, filing.received) if opens else filing.received, filing.received)
        for entry in filing.items:
            at = ("items", entry.position, "item")
            yield ItemReference(filing.path, at, filing.plan, filing.agency, entry.item, days)


def _opening(plan: Plan | None, period: str) -> date | None:
    if plan is None or plan.reporting is None or periods.cadence_of(period) != plan.reporting.every:
        return None
    return periods.period(plan.reporting, period).opens


class Partner(NamedTuple):
    """A place in a report that names an agency it has worked with, on an item and a day."""

    path: str
    pointer: Pointer
    plan: str
    item: str
    agency: str
    partner: str
    day: date


def partners(register: Register) -> Iterator[Partner]:
    """Every agency that a report names as one it has worked with. A filing speaks of any day from the opening of its period to
    its receipt; the earlier one is taken, when more of its partners still existed."""
    for event in events(register):
        for partner in event.with_:
            at: Pointer = ("with", EntryOf(partner))
            yield Partner(event.path, at, event.plan, event.item or "", event.agency, partner, event.date)
    for filing in register.filings:
        opens = _opening(register.plan_by_id.get(filing.plan), filing.period) if any(e.with_ for e in filing.items) else None
        day = min(opens, filing.received) if opens else filing.received
        for entry in filing.items:
            for partner in entry.with_:
                at = ("items", entry.position, "with", EntryOf(partner))
                yield Partner(filing.path, at, filing.plan, entry.item, filing.agency, partner, day)


def events(register: Register) -> Iterator[Event]:
    """Every event, those with a fault of form too: one fault must not hide the others."""
    yield from register.events
    yield from register.faulty


def entries(register: Register) -> Iterator[Event | Filing]:
    """Every event and every filing."""
    yield from events(register)
    yield from register.filings


def evidence(register: Register) -> Iterator[tuple[Event | Filing, Pointer, Document]]:
    """Every document that stands behind what was reported, with the entry that names it and the place there."""
    for event in events(register):
        for index, document in enumerate(event.evidence):
            yield event, ("evidence", index), document
    for filing in register.filings:
        yield filing, ("document",), filing.document
        for entry in filing.items:
            for index, document in enumerate(entry.evidence):
                yield filing, ("items", entry.position, "evidence", index), document


class Attached(NamedTuple):
    """A place that names an attachment, and where its file is kept."""

    path: str
    pointer: Pointer
    attachment: Attachment
    stored_at: str


def attached(register: Register) -> Iterator[Attached]:
    """Every attachment that an entry or a plan names."""
    documents = [(entry.path, entry.plan, pointer, document) for entry, pointer, document in evidence(register)]
    documents += [(e.path, e.plan, ("document",), e.document) for e in events(register) if e.document]
    documents += [(p.path, p.path.split("/")[1], ("basis", i), d) for p in register.plans for i, d in enumerate(p.basis)]
    for path, plan, pointer, document in documents:
        for index, one in enumerate(document.attachments):
            stored_at = attachments.path_of(plan, one.sha256, one.name)
            yield Attached(path, (*pointer, "attachments", index), one, stored_at)


def answered_filings(register: Register) -> list[Filing]:
    """The filings of those agencies of which any filing has been answered; an answer to one names it by period and agency."""
    answers = {(event.plan, event.agency) for event in register.events if event.kind == CONFIRMATION and "/" in (event.of or "")}
    return [filing for filing in register.filings if (filing.plan, filing.agency) in answers] if answers else []


def filing_texts(filing: Filing) -> Iterator[tuple[Pointer, str]]:
    """The long texts an agency writes in a filing."""
    if filing.statement:
        yield ("statement",), filing.statement
    for entry in filing.items:
        if entry.results:
            yield ("items", entry.position, "results"), entry.results


def known_parties(register: Register) -> dict[str, None]:
    """Every agency and group id."""
    return dict.fromkeys((*register.agency_by_id, *register.group_by_id))


def in_agencies(code: str, pointer: Pointer, meant: Meant | None = None, **facts: str) -> Finding:
    """A finding in agencies.yaml."""
    return Finding(code, AGENCIES_PATH, pointer, facts, meant=meant)


def circles(onward: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Each name with that of its circle: those that lead to each other, or itself alone. A few passes over all of
    them (Kosaraju's algorithm), however many there are."""
    forward = {name: [one for one in following if one in onward] for name, following in onward.items()}
    backward: dict[str, list[str]] = {name: [] for name in forward}
    for name, following in forward.items():
        for one in following:
            backward[one].append(name)
    seen: set[str] = set()
    last_left = [one for start in forward for one in _left(start, forward, seen)]
    seen = set()
    return {one: start for start in reversed(last_left) for one in _left(start, backward, seen)}


def _left(start: str, onward: Mapping[str, list[str]], seen: set[str]) -> list[str]:
    """What can be reached and has not been seen, in the order in which a walk leaves it for good; without recursion."""
    if start in seen:
        return []
    seen.add(start)
    left: list[str] = []
    path = [(start, iter(onward[start]))]
    while path:
        current, rest = path[-1]
        further = next((one for one in rest if one not in seen), None)
        if further is None:
            path.pop()
            left.append(current)
        else:
            seen.add(further)
            path.append((further, iter(onward[further])))
    return left
