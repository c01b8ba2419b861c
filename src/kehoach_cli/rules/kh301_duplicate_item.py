"""KH301: two items of one plan have the same id (trùng mã mục)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        seen: set[str] = set()
        for item in plan.items:
            if item.id.casefold() in seen:
                yield Finding("KH301", plan.path, ("items", item.position, "id"), {"item": item.id})
            seen.add(item.id.casefold())


RULE = Rule("KH301", ERROR, check)
