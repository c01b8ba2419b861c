"""KH416: a filing by an agency from which the plan expects none (cơ quan không thuộc diện báo cáo).

Who is expected is settled on the closing day; an agency that filed earlier and ended before that day was right to file.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

from kehoach_cli import periods
from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule
from kehoach_cli.succession import filers


def check(register: Register) -> Iterator[Finding]:
    @cache
    def expected(plan_id: str, day: date) -> frozenset[str]:
        return frozenset(filers(register, register.plan_by_id[plan_id], day))

    for filing in register.filings:
        plan = register.plan_by_id.get(filing.plan)
        if not plan or not plan.reporting or not periods.is_expected(plan.reporting, filing.period):
            continue
        closes = periods.period(plan.reporting, filing.period).closes
        agency = register.agency_by_id.get(filing.agency)
        days = (closes, min(closes, filing.received))
        if agency and not any(filing.agency in expected(plan.id, day) for day in days):
            yield Finding("KH416", filing.path, (), {"agency": agency.name, "period": filing.period})


RULE = Rule("KH416", WARNING, check)
