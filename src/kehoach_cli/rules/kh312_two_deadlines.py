"""KH312: an item says when it is due in two ways: `due`, `recurs` or `ongoing` (hai cách ghi thời hạn)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding, KeyOf
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        for item in plan.items:
            given = [key for key in ("due", "recurs", "ongoing") if getattr(item, key)]
            if len(given) > 1:
                facts = {"item": item.id, "keys": ", ".join(given)}
                yield Finding("KH312", plan.path, ("items", item.position, KeyOf(given[1])), facts)


RULE = Rule("KH312", ERROR, check)
