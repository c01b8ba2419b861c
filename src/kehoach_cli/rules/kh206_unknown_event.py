"""KH206: a correction or confirmation of an event or filing that is not there (sự kiện được dẫn không tồn tại)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding, Meant
from kehoach_cli.history import corrects, name_of
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, events


def check(register: Register) -> Iterator[Finding]:
    known_events = {(event.plan, event.agency, event.id) for event in events(register)}
    filings = {(filing.plan, filing.agency, name) for filing in register.filings for name in (filing.id, name_of(filing))}
    answerable = known_events | filings
    for event in register.events:
        for key, named, known in (("replaces", event.replaces, known_events), ("of", event.of, answerable)):
            if not named or (event.plan, event.agency, named) in known:
                continue
            if key == "replaces" and any(corrects(register, event, old) for old in register.events):
                continue
            own = (name for plan, agency, name in known if (plan, agency) == (event.plan, event.agency))
            near = sorted(name for name in own if name != event.id)
            yield Finding("KH206", event.path, (key,), {"event": named}, meant=Meant(named, near))


RULE = Rule("KH206", ERROR, check)
