"""KH416: a filing by an agency from which the plan expects none (cơ quan không thuộc diện báo cáo)."""

from collections.abc import Iterator

from kehoach_cli import periods
from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule
from kehoach_cli.succession import filers


def check(register: Register) -> Iterator[Finding]:
    expected: dict[tuple[str, str], frozenset[str]] = {}
    for filing in register.filings:
        plan = register.plan_by_id.get(filing.plan)
        if not plan or not plan.reporting or not periods.is_expected(plan.reporting, filing.period):
            continue
        key = (filing.plan, filing.period)
        if key not in expected:
            closes = periods.period(plan.reporting, filing.period).closes
            expected[key] = frozenset(filers(register, plan, closes))
        agency = register.agency_by_id.get(filing.agency)
        if agency and filing.agency not in expected[key]:
            yield Finding("KH416", filing.path, (), {"agency": agency.name, "period": filing.period})


RULE = Rule("KH416", WARNING, check)
