"""KH207: progress or a filing of a plan that has no plan.yaml (không có tệp plan.yaml của kế hoạch)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding, Meant
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, entries


def check(register: Register) -> Iterator[Finding]:
    told: set[str] = set()
    for entry in sorted(entries(register), key=lambda entry: entry.path):
        if entry.plan in told:
            continue  # one finding for each plan: its other files have the same cure
        if entry.plan not in register.plan_by_id and f"plans/{entry.plan}/plan.yaml" not in register.unread:
            told.add(entry.plan)
            yield Finding("KH207", entry.path, (), {"plan": entry.plan}, meant=Meant(entry.plan, register.plan_by_id))


RULE = Rule("KH207", ERROR, check)
