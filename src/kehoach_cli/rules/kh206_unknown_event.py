"""KH206: a correction or confirmation of an event or filing that is not there (sự kiện được dẫn không tồn tại)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, events, suggestion


def check(register: Register) -> Iterator[Finding]:
    known_events = {(event.plan, event.agency, event.id) for event in events(register)}
    filings = {(filing.plan, filing.agency, filing.id) for filing in register.filings}
    for event in register.events:
        for key, named, known in (("replaces", event.replaces, known_events), ("of", event.of, known_events | filings)):
            if named and (event.plan, event.agency, named) not in known:
                near = [name for plan, agency, name in known if (plan, agency) == (event.plan, event.agency)]
                yield Finding("KH206", event.path, (key,), {"event": named, **suggestion(named, sorted(near))})


RULE = Rule("KH206", ERROR, check)
