"""KH208: one name, alias or abbreviation stands for two agencies or groups (tên gọi trùng nhau)."""

from collections.abc import Iterator

from kehoach_cli.findings import WARNING, Finding, Pointer
from kehoach_cli.model import Agency, Register
from kehoach_cli.rules.base import Rule, in_agencies
from kehoach_cli.vn import comparable


def check(register: Register) -> Iterator[Finding]:
    owners: dict[str, list[str]] = {}
    for owner, name, at in _names(register):
        same = owners.setdefault(comparable(name), [])
        other = next((one for one in same if one != owner and _at_one_time(register, one, owner)), None)
        if other:
            yield in_agencies("KH208", at, name=name, first=other, second=owner)
        same.append(owner)


def _at_one_time(register: Register, one: str, other: str) -> bool:
    """Whether both exist on some day: a name may pass from an agency that has ended to a later one."""
    first, second = register.agency_by_id.get(one), register.agency_by_id.get(other)
    if first is None or second is None:
        return True
    return _begins_before_end(first, second) and _begins_before_end(second, first)


def _begins_before_end(one: Agency, other: Agency) -> bool:
    return one.since is None or other.until is None or one.since < other.until


def _names(register: Register) -> Iterator[tuple[str, str, Pointer]]:
    for agency in register.agencies:
        at: Pointer = ("agencies", agency.position)
        yield agency.id, agency.name, (*at, "name")
        if agency.abbreviation:
            yield agency.id, agency.abbreviation, (*at, "abbreviation")
        for alias in agency.aliases:
            yield agency.id, alias, (*at, "aliases")
    for group in register.groups:
        yield group.id, group.name, ("groups", group.position, "name")
        for alias in group.aliases:
            yield group.id, alias, ("groups", group.position, "aliases")


RULE = Rule("KH208", WARNING, check)
