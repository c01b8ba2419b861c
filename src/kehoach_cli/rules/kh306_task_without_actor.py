"""KH306: a task for which the plan names no lead agency (nhiệm vụ không nêu cơ quan chủ trì): a finding, not a guess."""

from collections.abc import Iterator

from kehoach_cli.findings import NOTE, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        for item in plan.items:
            if plan.is_task(item) and not plan.lead_of(item):
                yield Finding("KH306", plan.path, ("items", item.position), {"item": item.id})


RULE = Rule("KH306", NOTE, check)
