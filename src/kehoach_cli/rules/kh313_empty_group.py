"""KH313: a group without members that is not marked open (nhóm không có thành viên)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, in_agencies


def check(register: Register) -> Iterator[Finding]:
    for group in register.groups:
        if not group.members and not group.open:
            yield in_agencies("KH313", ("groups", group.position), group=group.id)


RULE = Rule("KH313", ERROR, check)
