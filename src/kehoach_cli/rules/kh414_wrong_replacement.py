"""KH414: a correction of itself, of its own correction, of another item or of another kind of event (đính chính sai đối tượng).

Of events that correct each other in a circle none would count.
"""

from collections.abc import Iterator, Mapping

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Event, Register
from kehoach_cli.rules.base import Rule

ByName = Mapping[tuple[str, str, str], Event]


def check(register: Register) -> Iterator[Finding]:
    events = {(event.plan, event.agency, event.id): event for event in register.events}
    for event in register.events:
        old = _corrected(events, event)
        if old is not None and ((old.kind, old.item) != (event.kind, event.item) or _comes_back(events, event)):
            yield Finding("KH414", event.path, ("replaces",), {"event": old.id})


def _corrected(events: ByName, event: Event) -> Event | None:
    return events.get((event.plan, event.agency, event.replaces or ""))


def _comes_back(events: ByName, event: Event) -> bool:
    """Whether what an event corrects corrects the event in the end."""
    seen: set[str] = set()
    current = _corrected(events, event)
    while current is not None and current.path not in seen:
        if current.path == event.path:
            return True
        seen.add(current.path)
        current = _corrected(events, current)
    return False


RULE = Rule("KH414", ERROR, check)
