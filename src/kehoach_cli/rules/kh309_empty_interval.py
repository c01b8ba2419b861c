"""KH309: `until` is not after `since`, so the thing never exists (khoảng thời gian rỗng)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.parse import AGENCIES_PATH
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    dated = [(AGENCIES_PATH, "agencies", agency) for agency in register.agencies]
    dated += [(plan.path, "items", item) for plan in register.plans for item in plan.items]  # type: ignore[misc]
    for path, name, entry in dated:
        if entry.since and entry.until and entry.until <= entry.since:
            facts = {"name": entry.id, "since": entry.since.isoformat(), "until": entry.until.isoformat()}
            yield Finding("KH309", path, (name, entry.position, "until"), facts)


RULE = Rule("KH309", ERROR, check)
