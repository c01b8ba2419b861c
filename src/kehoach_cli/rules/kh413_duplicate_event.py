"""KH413: two events of a plan have the same name, so a reference to it is ambiguous (trùng tên sự kiện)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    first: dict[tuple[str, str], str] = {}
    for event in sorted(register.events, key=lambda event: event.path):
        other = first.setdefault((event.plan, event.id), event.path)
        if other != event.path:
            yield Finding("KH413", event.path, (), {"event": event.id, "other": other})


RULE = Rule("KH413", ERROR, check)
