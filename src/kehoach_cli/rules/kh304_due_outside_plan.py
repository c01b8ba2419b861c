"""KH304: a deadline before the plan was issued or the item was added, or after the plan ends (thời hạn ngoài kế hoạch)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        for item in plan.items:
            if item.due is None:
                continue
            start = max((day for day in (plan.issued, item.since) if day), default=None)
            end = plan.ends  # never `until`: an amendment may drop what is not yet done
            if (start and item.due < start) or (end and item.due > end):
                facts = {
                    "item": item.id,
                    "due": item.due.isoformat(),
                    "start": start.isoformat() if start else "…",
                    "end": end.isoformat() if end else "…",
                }
                yield Finding("KH304", plan.path, ("items", item.position, "due"), facts)


RULE = Rule("KH304", ERROR, check)
