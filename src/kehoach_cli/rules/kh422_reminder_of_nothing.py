"""KH422: a reminder that names neither a period nor an item asks for nothing (đôn đốc mà không nêu việc)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import REMINDER, Register
from kehoach_cli.rules.base import Rule, events


def check(register: Register) -> Iterator[Finding]:
    for event in events(register):
        if event.kind == REMINDER and not event.periods and not event.items:
            yield Finding("KH422", event.path, (), {})


RULE = Rule("KH422", ERROR, check)
