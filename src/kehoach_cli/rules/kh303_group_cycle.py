"""KH303: a group is a member of itself, directly or through others (nhóm chứa chính nó)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, EntryOf, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, in_agencies


def check(register: Register) -> Iterator[Finding]:
    for group in register.groups:
        for member in group.members:
            if _reaches(register, member, group.id):
                at = ("groups", group.position, "members", EntryOf(member))
                yield in_agencies("KH303", at, group=group.id, member=member)


def _reaches(register: Register, start: str, target: str) -> bool:
    waiting, seen = [start], set[str]()
    while waiting:
        current = waiting.pop()
        if current == target:
            return True
        if current in register.group_by_id and current not in seen:
            seen.add(current)
            waiting += register.group_by_id[current].members
    return False


RULE = Rule("KH303", ERROR, check)
