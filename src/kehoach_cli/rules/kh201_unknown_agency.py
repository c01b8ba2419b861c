"""KH201: an agency or group that agencies.yaml does not know (cơ quan không có trong danh bạ)."""

from collections.abc import Collection, Iterator

from kehoach_cli.findings import ERROR, Finding, Meant, Pointer
from kehoach_cli.model import Register
from kehoach_cli.parse import AGENCIES_PATH
from kehoach_cli.rules.base import Rule, all_parties, entries, known_parties, partners


def check(register: Register) -> Iterator[Finding]:
    if AGENCIES_PATH in register.unread:
        return
    known = known_parties(register)
    for reference in all_parties(register):
        if reference.party not in known:
            yield _unknown(reference.plan.path, reference.pointer, reference.party, known)
    for entry in entries(register):
        if entry.agency not in register.agency_by_id:
            yield _unknown(entry.path, (), entry.agency, register.agency_by_id)
    for one in partners(register):
        if one.partner not in known:
            yield _unknown(one.path, one.pointer, one.partner, register.agency_by_id)


def _unknown(path: str, pointer: Pointer, agency: str, known: Collection[str]) -> Finding:
    return Finding("KH201", path, pointer, {"agency": agency}, meant=Meant(agency, known))


RULE = Rule("KH201", ERROR, check)
