"""KH302: two agencies or groups have the same id (trùng mã cơ quan, nhóm)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, in_agencies


def check(register: Register) -> Iterator[Finding]:
    seen: set[str] = set()
    for name, entries in (("agencies", register.agencies), ("groups", register.groups)):
        for entry in entries:
            if entry.id in seen:
                yield in_agencies("KH302", (name, entry.position, "id"), agency=entry.id)
            seen.add(entry.id)


RULE = Rule("KH302", ERROR, check)
