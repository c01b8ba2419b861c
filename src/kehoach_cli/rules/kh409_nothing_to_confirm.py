"""KH409: a confirmation of something that did not report completion (xác nhận điều chưa báo hoàn thành).

A revision that takes completion back leaves the answer to the filing before it right.
"""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.history import name_of
from kehoach_cli.model import COMPLETED, CONFIRMATION, Register
from kehoach_cli.rules.base import Rule, answered_filings


def check(register: Register) -> Iterator[Finding]:
    answered = answered_filings(register)
    known = {(event.plan, event.agency, event.id) for event in register.events}
    known |= {(filing.plan, filing.agency, name) for filing in answered for name in (filing.id, name_of(filing))}
    completed = {(event.plan, event.agency, event.id, event.item) for event in register.events if event.state == COMPLETED}
    for filing in answered:
        done = [entry.item for entry in filing.items if entry.state == COMPLETED]
        completed |= {(filing.plan, filing.agency, name, item) for name in (filing.id, name_of(filing)) for item in done}
    for event in register.events:
        if event.kind != CONFIRMATION or (event.plan, event.agency, event.of or "") not in known:
            continue
        if (event.plan, event.agency, event.of or "", event.item) not in completed:
            yield Finding("KH409", event.path, ("of",), {"of": event.of or "", "item": event.item or ""})


RULE = Rule("KH409", ERROR, check)
