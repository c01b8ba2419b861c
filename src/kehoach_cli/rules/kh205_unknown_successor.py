"""KH205: the heir of an agency is unknown, or is the agency itself (cơ quan kế thừa không có trong danh bạ)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, EntryOf, Finding, Meant
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, in_agencies


def check(register: Register) -> Iterator[Finding]:
    for agency in register.agencies:
        for heir in agency.successor:
            if heir not in register.agency_by_id or heir == agency.id:
                at = ("agencies", agency.position, "successor", EntryOf(heir))
                yield in_agencies("KH205", at, Meant(heir, register.agency_by_id, agency.id), agency=agency.name, heir=heir)


RULE = Rule("KH205", ERROR, check)
