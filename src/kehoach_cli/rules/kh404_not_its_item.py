"""KH404: an agency reports on an item it neither leads nor supports (mục không giao cho cơ quan này).

Groups, heirs and handovers count, and so do those who held it before; an open group ("các đơn vị liên quan") may be anyone.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Plan, Register
from kehoach_cli.rules.base import ItemReference, Rule, item_references, partners
from kehoach_cli.succession import holder


def check(register: Register) -> Iterator[Finding]:
    duties = {id_: _Duties(register, plan) for id_, plan in register.plan_by_id.items()}
    strangers = [
        reference
        for reference in item_references(register)
        if reference.agency in register.agency_by_id
        and reference.plan in duties
        and duties[reference.plan].are_not_for(reference)
    ]
    named = {(one.plan, one.item, one.partner) for one in partners(register)} if strangers else ()  # whom a lead names may answer
    for reference in strangers:
        if (reference.plan, reference.item, reference.agency) not in named:
            facts = {"agency": register.party_name(reference.agency), "item": reference.item}
            yield Finding("KH404", reference.path, reference.pointer, facts)


class _Duties:
    """Whom the items of a plan concern. Its words change on the days that amendments name and its holders on those of handovers,
    so both are worked out once from one such day to the next, however many reports fall between."""

    def __init__(self, register: Register, plan: Plan) -> None:
        self._register = register
        self._amended = _days(day for item in plan.items for day in (item.since, item.until))
        self._handed = _days((*(agency.until for agency in register.agencies), *(one.date for one in plan.transfers)))
        self._on, self._named, self._held = cache(plan.on), cache(self._find_named), cache(self._find_held)
        self._strange = cache(self._find_strange)

    def are_not_for(self, reference: ItemReference) -> bool:
        """Whether the plan has the item on the days that are spoken of, and by the last of them it had not come to the agency."""
        first, last = reference.days
        readings = _last(self._amended, first), _last(self._amended, last)
        return self._strange(reference.item, reference.agency, *readings, _last(self._handed, last))

    def _find_strange(self, item: str, agency: str, first: date, last: date, handed: date) -> bool:
        readings = [reading for reading in (first, last) if item in self._on(reading).item_by_id]
        return bool(readings) and not any(self._concerns(item, agency, reading, handed) for reading in readings)

    def _concerns(self, item: str, agency: str, reading: date, handed: date) -> bool:
        named = self._named(item, reading)
        return named is None or agency in named or agency in self._held(item, reading, handed)

    def _find_named(self, item_id: str, reading: date) -> frozenset[str] | None:
        """Every agency that the plan puts it on, and the coordinator; None where the plan does not say who."""
        plan = self._on(reading)
        item = plan.item_by_id[item_id]
        if not plan.is_task(item):
            return frozenset()  # a heading assigns nothing to anybody
        parties = (*plan.lead_of(item), *item.support)
        if not parties or any(_is_open(self._register, party) for party in parties):
            return None
        coordinator = plan.reporting.coordinator if plan.reporting else None
        named = {agency for party in parties for agency in self._register.members(party)}
        return frozenset(named | ({coordinator} if coordinator else set()))

    def _find_held(self, item_id: str, reading: date, day: date) -> frozenset[str]:
        """Everyone through whose hands it has come by the day."""
        plan, named = self._on(reading), self._named(item_id, reading) or ()
        return frozenset(one for agency in named for one in holder(self._register, plan, item_id, agency, day).agencies(agency))


def _days(named: Iterable[date | None]) -> list[date]:
    return sorted({date.min, *(day for day in named if day)})


def _last(days: list[date], day: date) -> date:
    """The last of the days up to that one."""
    return days[bisect_right(days, day) - 1]


def _is_open(register: Register, party: str) -> bool:
    group = register.group_by_id.get(party)
    return group is not None and group.open


RULE = Rule("KH404", ERROR, check)
