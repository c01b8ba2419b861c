"""KH201: an agency or group that agencies.yaml does not know (cơ quan không có trong danh bạ)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.parse import AGENCIES_PATH
from kehoach_cli.rules.base import Rule, all_parties, entries, known_parties, partners, suggestion


def check(register: Register) -> Iterator[Finding]:
    if AGENCIES_PATH in register.unread:
        return
    known = known_parties(register)
    for reference in all_parties(register):
        if reference.party not in known:
            facts = {"agency": reference.party, **suggestion(reference.party, known)}
            yield Finding("KH201", reference.plan.path, reference.pointer, facts)
    for entry in entries(register):
        if entry.agency not in register.agency_by_id:
            facts = {"agency": entry.agency, **suggestion(entry.agency, list(register.agency_by_id))}
            yield Finding("KH201", entry.path, (), facts)
    for one in partners(register):
        if one.partner not in known:
            facts = {"agency": one.partner, **suggestion(one.partner, list(register.agency_by_id))}
            yield Finding("KH201", one.path, one.pointer, facts)


RULE = Rule("KH201", ERROR, check)
