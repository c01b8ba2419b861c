"""What had been reported on one plan by a day: by events and by filings, corrections and the coordinator's verdicts applied."""

import datetime
from typing import NamedTuple

from kehoach_cli.model import (
    ACCEPTED,
    ALL_STATES,
    COMPLETED,
    CONFIRMATION,
    EXTENSION,
    RETURNED,
    UPDATE,
    Event,
    Filing,
    Plan,
    Register,
    grouped,
)
from kehoach_cli.succession import holder


class Report(NamedTuple):
    """What an agency said of an item, by an event or in a filing; `id` is how a confirmation names it. A report without a
    state speaks of the item and leaves its state as it was. `partners` are those it says it has worked with. `date` is the day
    from which it counts, `given` the day it was given, where a correction stands for an earlier report."""

    date: datetime.date
    id: str
    path: str
    agency: str
    state: str | None
    period: str | None = None
    partners: tuple[str, ...] = ()
    given: datetime.date = datetime.date.min

    @property
    def names(self) -> tuple[str, ...]:
        """How an answer may name it. A filing may be named without its revision: that speaks of every one there was by then."""
        return (self.id, self.id.rpartition(".r")[0]) if "/" in self.id else (self.id,)

    @property
    def known(self) -> datetime.date:
        """The first day on which it could be answered."""
        return max(self.date, self.given)

    def order(self) -> tuple[datetime.date, int, str]:
        """By day; on one day the more advanced state last, so that chance never decides; a revision behind the first."""
        return self.date, ALL_STATES.index(self.state) if self.state else -1, self.path.removesuffix(".yaml")


class Completion(NamedTuple):
    """Since when completion stands reported, by which file and agency, and what the coordinator said of it."""

    since: datetime.date | None = None
    source: str | None = None
    confirmed: bool = False
    verdict: Event | None = None
    by: str | None = None


def name_of(filing: Filing) -> str:
    """The name of one revision of a filing: "2026/so-noi-vu.r1" for the first."""
    return f"{filing.id}.r{filing.revision}"


def live_events(register: Register, plan: str, as_of: datetime.date) -> list[Event]:
    """The events of a plan by the day, oldest first, without those that another one corrects."""
    visible = [event for event in register.events_by_plan.get(plan, ()) if event.date <= as_of]
    named: dict[str, list[Event]] = {}
    for event in visible:
        named.setdefault(event.id, []).append(event)
    corrections = [event for event in visible if event.replaces]
    replaced = {old.path for new in corrections for old in named.get(new.replaces or "", ()) if corrects(register, new, old)}
    return [event for event in visible if event.path not in replaced]


def corrects(register: Register, event: Event, old: Event) -> bool:
    """Whether an event corrects an older one by its `replaces`: one of its own agency, or an extension that was granted to an
    agency whose item it has taken over by then."""
    if event.replaces != old.id or event.plan != old.plan or event.path == old.path:
        return False
    if event.agency == old.agency:
        return True
    same = (event.kind, event.item) == (old.kind, old.item)
    return same and event.kind == EXTENSION and has_passed(register, old, event.agency, event.date)


def has_passed(register: Register, event: Event, agency: str, day: datetime.date) -> bool:
    """Whether the item of an event has come into the hands of the agency by the day."""
    plan = register.plan_by_id.get(event.plan)
    return plan is not None and holder(register, plan, event.item or "", event.agency, day).agency == agency


class History:
    """The reports and events of one plan by a day, looked up by item."""

    def __init__(self, register: Register, plan: Plan, as_of: datetime.date) -> None:
        self.register, self.plan, self.as_of = register, plan, as_of
        self.events: dict[tuple[str, str | None], list[Event]] = {}
        self.reports: dict[str, list[Report]] = {}
        self._by_name = {(event.agency, event.id): event for event in register.events_by_plan.get(plan.id, ())}
        for event in live_events(register, plan.id, as_of):
            self.events.setdefault((event.kind, event.item), []).append(event)
        for (kind, item), events in self.events.items():
            if kind == UPDATE and item:
                for event in events:
                    day, said = self._counts_from(event), (event.agency, event.state, event.period, event.with_)
                    self._add(item, Report(day, event.id, event.path, *said, event.date))
        for filing in register.filings_by_plan.get(plan.id, ()):
            if filing.received <= as_of:
                for entry in filing.items:
                    day, period = filing.received, filing.period
                    report = Report(day, name_of(filing), filing.path, filing.agency, entry.state, period, entry.with_)
                    self._add(entry.item, report)
        for reports in self.reports.values():
            reports.sort(key=Report.order)
        words = {item: given for (kind, item), given in self.events.items() if kind == CONFIRMATION}
        self._words = {item: grouped(given, lambda word: word.agency) for item, given in words.items()}
        self._said = {item: grouped(reports, lambda report: report.agency) for item, reports in self.reports.items()}

    def _add(self, item: str, report: Report) -> None:
        self.reports.setdefault(item, []).append(report)

    def _counts_from(self, event: Event) -> datetime.date:
        """The day of a report; where it only sets the words of a completion right, that of the completion: a correction makes
        nothing late. What was returned by then counts anew."""
        first, chain = event, {event.id}
        while (old := self._corrected_by(first)) is not None and old.id not in chain and not self._was_returned(old, event.date):
            first = old
            chain.add(old.id)
        return min(event.date, first.date)

    def _corrected_by(self, event: Event) -> Event | None:
        """The report of the same completion that a report of completion corrects."""
        if event.replaces is None or event.state != COMPLETED:
            return None
        old = self._by_name.get((event.agency, event.replaces))
        return old if old and (old.kind, old.item, old.state) == (UPDATE, event.item, COMPLETED) else None

    def granted_on(self, event: Event) -> datetime.date:
        """The day of an extension; of one that corrects another, the day of that one."""
        granted = self.register.events_by_plan.get(self.plan.id, ())
        first, chain = event, {event.path}
        while (old := next((one for one in granted if corrects(self.register, first, one)), None)) and old.path not in chain:
            first = old
            chain.add(old.path)
        return min(event.date, first.date)

    def _was_returned(self, event: Event, day: datetime.date) -> bool:
        answers = (one for one in self.events.get((CONFIRMATION, event.item), ()) if one.date <= day)
        return any((one.of, one.agency, one.result) == (event.id, event.agency, RETURNED) for one in answers)

    def of(self, item: str, agencies: frozenset[str]) -> list[Report]:
        """What these agencies said of the item, oldest first."""
        said = self._said.get(item, {})
        return sorted((report for agency in agencies for report in said.get(agency, ())), key=Report.order)

    def verdict(self, item: str, report: Report) -> Event | None:
        """The coordinator's last word on a report. A word given before a revision arrived does not speak of the revision."""
        given = self._words.get(item, {}).get(report.agency, ())
        about = (v for v in reversed(given) if v.of in report.names and v.date >= report.known)
        return next(about, None)

    def completion(self, item: str, reports: list[Report]) -> Completion:
        """Completion counts from the first report of it that nothing has taken back: no later other state, no return."""
        found = Completion()
        for report in reports:
            verdict = self.verdict(item, report)
            if report.state != COMPLETED:
                found = Completion()
            elif verdict is not None and verdict.result == RETURNED:
                found = Completion(verdict=verdict)
            else:
                accepted = verdict is not None and verdict.result == ACCEPTED
                word = verdict or (found.verdict if found.since else None)  # a return does not speak of a later report
                since, source, by = found.since or report.date, found.source or report.path, found.by or report.agency
                found = Completion(since, source, found.confirmed or accepted, word, by)
        return found
