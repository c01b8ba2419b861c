"""KH314: an item has neither heading nor text, or both (mục thiếu lời hoặc ghi hai lần)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        for item in plan.items:
            if (item.heading is None) == (item.text is None):
                yield Finding("KH314", plan.path, ("items", item.position), {"item": item.id})


RULE = Rule("KH314", ERROR, check)
