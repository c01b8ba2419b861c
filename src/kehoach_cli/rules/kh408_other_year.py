"""KH408: a filing written or received before its period opened: it belongs to another one (báo cáo của kỳ khác)."""

from collections.abc import Iterator
from datetime import date

from kehoach_cli import periods
from kehoach_cli.findings import ERROR, Finding, Pointer
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for filing in register.filings:
        plan = register.plan_by_id.get(filing.plan)
        if not plan or not plan.reporting or periods.cadence_of(filing.period) != plan.reporting.every:
            continue
        opens = periods.period(plan.reporting, filing.period).opens
        days: tuple[tuple[Pointer, date | None], ...] = (
            (("received",), filing.received),
            (("document", "date"), filing.document.date),
        )
        for pointer, day in days:
            if day is not None and day < opens:
                facts = {"period": filing.period, "day": day.isoformat(), "opens": opens.isoformat()}
                yield Finding("KH408", filing.path, pointer, facts)


RULE = Rule("KH408", ERROR, check)
