"""KH305: a product that nobody leads and that has no deadline (sản phẩm không có cơ quan chủ trì, không có thời hạn)."""

from collections.abc import Iterator

from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule
from kehoach_cli.wording import each_last_read


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        for item, then in each_last_read(plan):
            undated = item.due is None and item.recurs is None and not item.ongoing
            if item.products and undated and not then.lead_of(item):
                facts = {"item": item.id, "product": item.products[0]}
                yield Finding("KH305", plan.path, ("items", item.position, "products"), facts)


RULE = Rule("KH305", WARNING, check)
