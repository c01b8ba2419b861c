"""KH415: completion reported without a sentence, a figure or a document (báo hoàn thành mà không nêu kết quả)."""

from collections.abc import Iterator

from kehoach_cli.filings import is_blank_text
from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.model import COMPLETED, Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for event in register.events:
        if event.state == COMPLETED and not (event.evidence or event.figures) and is_blank_text(event.summary):
            yield Finding("KH415", event.path, ("state",), {"item": event.item or ""})
    for filing in register.filings:
        for entry in filing.items:
            if entry.state == COMPLETED and not (entry.evidence or entry.figures) and is_blank_text(entry.results):
                yield Finding("KH415", filing.path, ("items", entry.position, "state"), {"item": entry.item})


RULE = Rule("KH415", WARNING, check)
