"""KH403: a period the plan does not ask for (kỳ báo cáo kế hoạch không yêu cầu)."""

from collections.abc import Iterator

from kehoach_cli import periods
from kehoach_cli.findings import ERROR, EntryOf, Finding, Pointer
from kehoach_cli.model import EXCUSE, Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for path, pointer, plan_id, name in _periods(register):
        plan = register.plan_by_id.get(plan_id)
        if plan is None or (plan.reporting and periods.is_expected(plan.reporting, name)):
            continue
        every = plan.reporting.every if plan.reporting else ""
        first, last = (plan.reporting.first, plan.reporting.last) if plan.reporting else (None, None)
        yield Finding("KH403", path, pointer, {"period": name, "every": every, "first": first or "", "last": last or ""})


def _periods(register: Register) -> Iterator[tuple[str, Pointer, str, str]]:
    for filing in register.filings:
        yield filing.path, (), filing.plan, filing.period
    for event in register.events:
        if event.period and event.kind == EXCUSE:
            yield event.path, ("period",), event.plan, event.period
        for asked in event.periods:
            yield event.path, ("period", EntryOf(asked)), event.plan, asked


RULE = Rule("KH403", ERROR, check)
