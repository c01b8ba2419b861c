"""KH308: an item whose parent the plan does not have: II.1-1 without II.1 (thiếu mục cấp trên)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register, parent_of
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        for item in plan.items:
            parent = parent_of(item.id)
            if parent and parent not in plan.item_by_id:
                yield Finding("KH308", plan.path, ("items", item.position, "id"), {"item": item.id, "parent": parent})


RULE = Rule("KH308", ERROR, check)
