"""KH420: an event that two others correct, neither of which is corrected itself (một sự kiện bị đính chính hai lần)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.history import corrects
from kehoach_cli.model import Event, Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    named: dict[tuple[str, str], list[Event]] = {}
    for event in register.events:
        named.setdefault((event.plan, event.id), []).append(event)
    corrections: dict[str, list[Event]] = {}
    for event in sorted(register.events, key=lambda one: (one.date, one.id, one.path)):
        for old in named.get((event.plan, event.replaces or ""), ()):
            if corrects(register, event, old):
                corrections.setdefault(old.path, []).append(event)
    for found in corrections.values():
        first, *more = [event for event in found if event.path not in corrections] or found[:1]
        for event in more:
            yield Finding("KH420", event.path, ("replaces",), {"event": event.replaces or "", "by": first.id})


RULE = Rule("KH420", ERROR, check)
