"""KH412: a filing speaks twice of one item, so that nobody knows which holds (một mục ghi hai lần)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for filing in register.filings:
        seen: set[str] = set()
        for entry in filing.items:
            if entry.item in seen:
                yield Finding("KH412", filing.path, ("items", entry.position, "item"), {"item": entry.item})
            seen.add(entry.item)


RULE = Rule("KH412", ERROR, check)
