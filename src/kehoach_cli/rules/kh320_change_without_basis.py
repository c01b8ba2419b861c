"""KH320: an agency ends, an item is handed over, added, changed or dropped, and no document says so (thay đổi thiếu căn cứ)."""

from collections.abc import Iterator

from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, in_agencies


def check(register: Register) -> Iterator[Finding]:
    for agency in register.agencies:
        if agency.until and not agency.basis:
            yield in_agencies("KH320", ("agencies", agency.position, "until"), name=agency.name, cause="agency")
    for plan in register.plans:
        for transfer in plan.transfers:
            if not transfer.basis:
                facts = {"name": ", ".join(transfer.items), "cause": "transfer"}
                yield Finding("KH320", plan.path, ("transfers", transfer.position), facts)
        beginnings = {(item.id, item.since) for item in plan.items}
        for item in plan.items:
            is_reworded = (item.id, item.until) in beginnings  # a later wording follows, which says why
            key = "until" if item.until and not is_reworded else "since"
            if (key == "until" or item.since) and not item.basis:
                yield Finding("KH320", plan.path, ("items", item.position, key), {"name": item.id, "cause": "item"})


RULE = Rule("KH320", WARNING, check)
