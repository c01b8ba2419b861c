"""KH315: first, last, closing or due day do not fit the cadence of the reports (kỳ báo cáo không khớp chu kỳ)."""

from collections.abc import Iterator

from kehoach_cli import periods
from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import YEAR, Register, Reporting
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        for key in _misfits(plan.reporting) if plan.reporting else ():
            facts = {"key": key, "every": plan.reporting.every if plan.reporting else ""}
            yield Finding("KH315", plan.path, ("reporting", key), facts)
        for item in plan.items:
            if item.recurs and item.recurs.by and bool(item.recurs.by[0]) != (item.recurs.every == YEAR):
                facts = {"key": "by", "every": item.recurs.every}
                yield Finding("KH315", plan.path, ("items", item.position, "recurs", "by"), facts)


def _misfits(reporting: Reporting) -> Iterator[str]:
    for key, name in (("first", reporting.first), ("last", reporting.last)):
        if name and periods.cadence_of(name) != reporting.every:
            yield key
    if reporting.first and reporting.last and reporting.last < reporting.first:
        yield "last"
    for key, day in (("closes", reporting.closes), ("due", reporting.due)):
        if day and bool(day[0]) != (reporting.every == YEAR):
            yield key


RULE = Rule("KH315", ERROR, check)
