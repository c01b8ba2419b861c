"""KH316: an heir without a day of succession, an heir that ends too early, an heir of the same
name that begins while the old one still exists, or a circle of heirs (kế thừa không thông)."""

from collections.abc import Iterator, Mapping

from kehoach_cli.findings import ERROR, EntryOf, Finding
from kehoach_cli.model import Agency, Register
from kehoach_cli.rules.base import Rule, circles, in_agencies
from kehoach_cli.vn import comparable


def check(register: Register) -> Iterator[Finding]:
    circle_of = circles({agency.id: agency.successor for agency in register.agency_by_id.values()})
    for agency in register.agencies:
        for heir_id in agency.successor:
            heir = register.agency_by_id.get(heir_id)
            cause = _cause(circle_of, agency, heir) if heir and heir_id != agency.id else None  # itself: KH205
            if cause:
                at = ("agencies", agency.position, "successor", EntryOf(heir_id))
                yield in_agencies("KH316", at, agency=agency.id, heir=heir_id, cause=cause)


def _cause(circle_of: Mapping[str, str], agency: Agency, heir: Agency) -> str | None:
    if agency.until is None:
        return "no-until"
    if heir.since and heir.since > agency.until:
        return "gap"
    if heir.until and heir.until <= agency.until:
        return "ended"
    if comparable(heir.name) == comparable(agency.name) and (heir.since is None or heir.since < agency.until):
        return "overlap"
    return "circle" if circle_of[heir.id] == circle_of[agency.id] else None


RULE = Rule("KH316", ERROR, check)
