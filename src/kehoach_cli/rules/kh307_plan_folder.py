"""KH307: the id of a plan differs from the name of its folder (mã kế hoạch khác tên thư mục)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        if plan.stated_id != plan.id:
            yield Finding("KH307", plan.path, ("id",), {"plan": plan.stated_id, "folder": plan.id})


RULE = Rule("KH307", ERROR, check)
