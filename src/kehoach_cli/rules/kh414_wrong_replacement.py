"""KH414: a correction of itself, of another item or of another kind of event (đính chính sai đối tượng)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    events = {(event.plan, event.agency, event.id): event for event in register.events}
    for event in register.events:
        old = events.get((event.plan, event.agency, event.replaces or ""))
        if old is not None and (old.path == event.path or (old.kind, old.item) != (event.kind, event.item)):
            yield Finding("KH414", event.path, ("replaces",), {"event": old.id})


RULE = Rule("KH414", ERROR, check)
