"""KH407: evidence that cannot be found again: neither number, address nor file (tài liệu chứng minh thiếu số)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding, Pointer
from kehoach_cli.model import Document, Register
from kehoach_cli.rules.base import Rule, events


def check(register: Register) -> Iterator[Finding]:
    for path, pointer, document in _evidence(register):
        if not (document.number or document.url or document.file):
            yield Finding("KH407", path, pointer, {"title": document.title or document.type or "?"})


def _evidence(register: Register) -> Iterator[tuple[str, Pointer, Document]]:
    for event in events(register):
        for index, document in enumerate(event.evidence):
            yield event.path, ("evidence", index), document
    for filing in register.filings:
        if filing.document.title:
            yield filing.path, ("document",), filing.document
        for entry in filing.items:
            for index, document in enumerate(entry.evidence):
                yield filing.path, ("items", entry.position, "evidence", index), document


RULE = Rule("KH407", ERROR, check)
