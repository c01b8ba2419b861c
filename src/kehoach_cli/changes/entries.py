"""What a change does to the ledger: what has been filed, reported, confirmed, extended, excused; and what was recorded once and
has been edited, moved or taken out since."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from kehoach_cli import model
from kehoach_cli.changes.base import NEW, Change, Names, Sentence, iso, shown
from kehoach_cli.changes.written import differences, timing
from kehoach_cli.filings import agency_order
from kehoach_cli.history import History
from kehoach_cli.model import Event, Filing, Plan, Register
from kehoach_cli.standing import ObligationStanding, of_plan
from kehoach_cli.succession import Obligation, obligations
from kehoach_cli.turns import Turn, turns

Entry = Event | Filing


def between(before: Register, after: Register, as_of: date | None, only: Callable[[str], bool]) -> Iterator[Change]:
    """The entries that have come, in the order of the ledger; then those that should have stayed as they were.

    `as_of` is the day for which standings are compared; with None none are. `only` says of which paths to speak.
    """
    old = {entry.path: entry for entry in _entries(before) if only(entry.path)}
    new = {entry.path: entry for entry in _entries(after) if only(entry.path)}
    moved = dict(_moved(old, new))
    tell = _Teller(before, after, as_of)
    for path, entry in new.items():
        if path not in old and path not in moved.values():
            yield from tell.added(entry)
    for path, entry in old.items():
        if path in moved:
            yield tell.moved(entry, new[moved[path]])
        elif path not in new:
            yield tell.removed(entry)
        elif new[path] != entry:
            yield tell.edited(entry, new[path])


def _entries(register: Register) -> Iterator[Entry]:
    yield from sorted(register.filings, key=lambda one: (one.plan, one.period, agency_order(register, one.agency), one.revision))
    yield from register.events


def _moved(old: Mapping[str, Entry], new: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """Entries that say the same under another path."""
    came = {_said(entry): path for path, entry in new.items() if path not in old}
    for path, entry in old.items():
        if path not in new and (now := came.pop(_said(entry), None)):
            yield path, now


def _said(entry: Entry) -> Entry:
    """An entry without what its path says of it."""
    if isinstance(entry, Event):
        return entry._replace(path="", plan="", agency="", id="")
    return entry._replace(path="", plan="", agency="", period="", revision=0)


def _items(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, Filing):
        return tuple(dict.fromkeys(said.item for said in entry.items))
    return tuple(dict.fromkeys((*([entry.item] if entry.item else []), *(asked.item for asked in entry.items))))


def _files(entry: Entry) -> tuple[Sentence, ...]:
    """The files that an entry brings along."""
    said = [entry] if isinstance(entry, Event) else list(entry.items)
    cover = [] if isinstance(entry, Event) else [entry.document]
    documents = [*cover, *(document for one in said for document in one.evidence)]
    return tuple(Sentence(NEW, file.shown) for document in documents for file in document.attachments)


class _Teller:
    """Tells what single entries mean, given the registers without and with them."""

    def __init__(self, before: Register, after: Register, as_of: date | None) -> None:
        self.before, self.after, self.as_of = before, after, as_of
        self.name = Names(before, after).of
        self._histories: dict[str, History] = {}
        self._obligations: dict[tuple[str, str, date], tuple[Obligation, ...]] = {}
        self._stood: dict[tuple[bool, str], tuple[ObligationStanding, ...]] = {}

    def added(self, entry: Entry) -> Iterator[Change]:
        """What a new entry means."""
        if isinstance(entry, Filing):
            yield self._filed(entry)
            for said in entry.items:
                if said.state and said.state != self._before(entry, said.item, entry.received)[0]:
                    yield self._reported(entry, said.item, said.state, entry.received)
        elif entry.kind == model.UPDATE:
            yield self._reported(entry, entry.item or "", entry.state or "", entry.date, entry.period)
        else:
            yield self._act(entry)

    def moved(self, entry: Entry, now: Entry) -> Change:
        """An entry that stands under another path now."""
        facts = {"was": entry.path, "now": now.path, "agency": self.name(entry.agency)}
        return Change("entry-moved", now.path, now.plan, facts, _items(entry), (entry.agency, now.agency))

    def removed(self, entry: Entry) -> Change:
        """An entry that is no longer there."""
        return self._of_recorded("removed", entry, {}, _items(entry))

    def edited(self, old: Entry, new: Entry) -> Change:
        """An entry that says something else than what was recorded."""
        found = list(differences(old, new))
        words = tuple(sentence for one in found for sentence in one.words)
        fields = {"fields": " ".join(dict.fromkeys(one.field for one in found))}
        return self._of_recorded("edited", new, fields, tuple(dict.fromkeys((*_items(old), *_items(new)))), words)

    def _of_recorded(
        self, what: str, entry: Entry, more: dict[str, str], items: tuple[str, ...], words: tuple[Sentence, ...] = ()
    ) -> Change:
        facts = {"agency": self.name(entry.agency), **more}
        if isinstance(entry, Filing):
            facts |= {"period": entry.period, "day": iso(entry.received)}
            return Change(f"filing-{what}", entry.path, entry.plan, facts, items, (entry.agency,), words)
        facts |= {"event": entry.kind, "item": entry.item or "", "day": iso(entry.date)}
        return Change(f"event-{what}", entry.path, entry.plan, facts, items, (entry.agency,), words)

    def _filed(self, filing: Filing) -> Change:
        facts = {"agency": self.name(filing.agency), "period": filing.period, "day": iso(filing.received)}
        facts |= {"revision": str(filing.revision), **timing(self.after, filing)}
        kind = "revised" if filing.revision > 1 else "filed"
        return Change(kind, filing.path, filing.plan, facts, _items(filing), (filing.agency,), _files(filing))

    def _reported(self, entry: Entry, item: str, state: str, day: date, turn: str | None = None) -> Change:
        known, turn = self._before(entry, item, day, turn)
        then, now = self._effect(entry, item, turn)
        decides = now is not None and now.source == entry.path
        changed = decides and now is not None and now.standing not in (state, then and then.standing)
        facts = {"item": item, "agency": self.name(entry.agency), "day": iso(day), "state": state, "before": known or "none"}
        facts |= {"standing": now.standing if now and changed else "", "turn": turn or ""}
        facts |= {"replaces": (entry.replaces if isinstance(entry, Event) else "") or ""}
        kind = "reported-again" if known == state else "reported"
        files = _files(entry) if isinstance(entry, Event) else ()  # of a filing they are told with it as a whole
        return Change(kind, entry.path, entry.plan, facts, (item,), (entry.agency,), files)

    def _act(self, event: Event) -> Change:
        """What the coordinator has recorded."""
        item = event.item or ""
        then, now = self._effect(event, item, event.period)
        facts = {"item": item, "agency": self.name(event.agency), "day": iso(event.date), "period": event.period or ""}
        facts |= {"basis": event.basis or "", "replaces": event.replaces or ""}
        if event.kind == model.CONFIRMATION:
            kind = "returned" if event.result == model.RETURNED else "confirmed"
            facts |= {"of": event.of or "", "reason": event.reason or "", "standing": now.standing if now else ""}
        elif event.kind == model.EXTENSION:
            kind = "extended"
            facts |= {"before": iso(then.due) if then else iso(self._own_deadline(event)), "to": iso(event.to)}
        elif event.kind == model.EXCUSE:
            kind = "excused"
        else:
            kind = "reminded"
            facts |= {"periods": " ".join(event.periods), "tasks": ", ".join(map(shown, event.items))}
            facts |= {"level": "" if event.level is None else str(event.level), "document": shown(event.document)}
        return Change(kind, event.path, event.plan, facts, _items(event), (event.agency,))

    def _own_deadline(self, event: Event) -> date | None:
        """The deadline by the words of the plan."""
        plan = self.before.plan_by_id.get(event.plan)
        item = plan.on(event.date).item_by_id.get(event.item or "") if plan else None
        return item.due if item else None

    def _before(self, entry: Entry, item: str, day: date, turn: str | None = None) -> tuple[str | None, str | None]:
        """The state that stood reported before: in the entry that this one corrects, else by the agency, or by those from whom
        the item has come to it, in the report before. Of a recurring item the report before in the same turn, whose name is the
        second value; else that is the `turn` as stated."""
        plan = self.after.plan_by_id.get(entry.plan)
        if plan is None:
            return None, turn
        history, held = self._history(plan), self._held(plan, item, entry.agency, day)
        said = history.of(item, held.holders if held else frozenset({entry.agency}))
        if held and held.item.recurs and (own := _turn_of(entry, turns(history, held, said))):
            said, turn = own.reports, own.occurrence.name
        if isinstance(entry, Event) and entry.replaces:
            sides = (*self.before.events, *self.after.events)
            return next((one.state for one in sides if (one.agency, one.id) == (entry.agency, entry.replaces)), None), turn
        earlier = sum(report.date < day for report in said)  # of one that is not there, because another one corrects it
        place = next((n for n, report in enumerate(said) if report.path == entry.path), earlier)
        return next((report.state for report in reversed(said[:place]) if report.state), None), turn

    def _history(self, plan: Plan) -> History:
        """Everything that has been reported on a plan up to now, whatever day that is."""
        if plan.id not in self._histories:
            days = [event.date for event in self.after.events_by_plan.get(plan.id, ())]
            days += [filing.received for filing in self.after.filings_by_plan.get(plan.id, ())]
            self._histories[plan.id] = History(self.after, plan, max(days, default=date.min))
        return self._histories[plan.id]

    def _held(self, plan: Plan, item: str, agency: str, day: date) -> Obligation | None:
        """The obligation that an agency speaks of."""
        key = plan.id, item, day
        if key not in self._obligations:
            self._obligations[key] = tuple(obligations(self.after, plan, day, item))
        return next((one for one in self._obligations[key] if agency in one.holders), None)

    def _effect(self, entry: Entry, item: str, turn: str | None) -> tuple[ObligationStanding | None, ObligationStanding | None]:
        """Where the obligation that an entry speaks of stood and stands; of a recurring one the turn it counts for."""
        mine = [one for one in self._standings(entry.plan, after=True) if _is_on(one, item, entry.agency)]
        decided = [one for one in mine if entry.path in (one.source, one.verdict and one.verdict.path, one.extended_by)]
        named = [one for one in mine if one.occurrence == turn]
        now = next(iter(decided or named or mine[-1:]), None)
        if now is None:
            return None, None
        same = (one for one in self._standings(entry.plan, after=False) if _is_on(one, item, entry.agency))
        return next((one for one in same if one.occurrence == now.occurrence), None), now

    def _standings(self, plan_id: str, *, after: bool) -> tuple[ObligationStanding, ...]:
        side = self.after if after else self.before
        plan = side.plan_by_id.get(plan_id)
        if plan is None or self.as_of is None:
            return ()
        if (after, plan_id) not in self._stood:
            self._stood[after, plan_id] = of_plan(side, plan, self.as_of).obligations
        return self._stood[after, plan_id]


def _is_on(one: ObligationStanding, item: str, agency: str) -> bool:
    return one.obligation.item.id == item and agency in one.obligation.holders


def _turn_of(entry: Entry, among: list[Turn]) -> Turn | None:
    """The turn that an entry counts for."""
    return next((turn for turn in among if any(report.path == entry.path for report in turn.reports)), None)
