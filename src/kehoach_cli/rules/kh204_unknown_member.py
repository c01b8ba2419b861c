"""KH204: a group counts a member that agencies.yaml does not know (thành viên nhóm không có trong danh bạ)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, EntryOf, Finding, Meant
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, in_agencies, known_parties


def check(register: Register) -> Iterator[Finding]:
    known = known_parties(register)
    for group in register.groups:
        for member in group.members:
            if member not in known:
                at = ("groups", group.position, "members", EntryOf(member))
                yield in_agencies("KH204", at, Meant(member, known), group=group.name, agency=member)


RULE = Rule("KH204", ERROR, check)
