"""KH407: evidence that cannot be found again: neither number, address nor file (tài liệu chứng minh thiếu số)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Filing, Register
from kehoach_cli.rules.base import Rule, evidence


def check(register: Register) -> Iterator[Finding]:
    for entry, pointer, document in evidence(register):
        is_cover = isinstance(entry, Filing) and pointer == ("document",)  # of which a filing may say nothing at all
        found = document.number or document.url or document.file or document.attachments
        if not found and (document.title or not is_cover):
            yield Finding("KH407", entry.path, pointer, {"title": document.title or document.type or "?"})


RULE = Rule("KH407", ERROR, check)
