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

    @cache
    def closing(plan_id: str, period: str) -> date | None:
        plan = register.plan_by_id.get(plan_id)
        if not plan or not plan.reporting or not periods.is_expected(plan.reporting, period):
            return None
        return periods.period(plan.reporting, period).closes

    for filing in register.filings:
        closes = closing(filing.plan, filing.period)
        agency = register.agency_by_id.get(filing.agency)
        if closes is None or agency is None:
            continue
        if not any(filing.agency in expected(filing.plan, day) for day in (closes, min(closes, filing.received))):
            yield Finding("KH416", filing.path, (), {"agency": agency.name, "period": filing.period})


RULE = Rule("KH416", WARNING, check)
