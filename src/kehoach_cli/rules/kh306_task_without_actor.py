"""KH306: a task for which the plan names no lead agency (nhiệm vụ không nêu cơ quan chủ trì): a finding, not a guess."""

from collections.abc import Iterator

from kehoach_cli.findings import NOTE, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule
from kehoach_cli.wording import each_last_read


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        for item, then in each_last_read(plan):
            if then.is_task(item) and not then.lead_of(item):
                yield Finding("KH306", plan.path, ("items", item.position), {"item": item.id})


RULE = Rule("KH306", NOTE, check)
