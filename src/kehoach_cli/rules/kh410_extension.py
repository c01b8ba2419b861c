"""KH410: an extension that does not extend: no deadline, or a new date not after the old one (gia hạn không hợp lệ)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import EXTENSION, Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for event in register.events:
        plan = register.plan_by_id.get(event.plan)
        item = plan.item_by_id.get(event.item or "") if plan else None
        if event.kind != EXTENSION or item is None or event.to is None:
            continue
        if item.due is None or event.to <= item.due:
            due = item.due.isoformat() if item.due else "–"
            yield Finding("KH410", event.path, ("to",), {"item": item.id, "due": due, "to": event.to.isoformat()})


RULE = Rule("KH410", ERROR, check)
