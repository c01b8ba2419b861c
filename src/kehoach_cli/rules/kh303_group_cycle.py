"""KH303: a group is a member of itself, directly or through others (nhóm chứa chính nó)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, EntryOf, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, circles, in_agencies


def check(register: Register) -> Iterator[Finding]:
    circle_of = circles({group.id: group.members for group in register.group_by_id.values()})
    for group in register.groups:
        for member in group.members:
            if member == group.id or (member in circle_of and circle_of[member] == circle_of.get(group.id)):
                at = ("groups", group.position, "members", EntryOf(member))
                yield in_agencies("KH303", at, group=group.id, member=member)


RULE = Rule("KH303", ERROR, check)
