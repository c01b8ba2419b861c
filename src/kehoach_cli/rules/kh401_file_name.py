"""KH401: the file name of an event states another date or item than the file (tên tệp khác nội dung)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding, Pointer
from kehoach_cli.model import Register
from kehoach_cli.parse import EVENT_NAME
from kehoach_cli.rules.base import Rule, events


def check(register: Register) -> Iterator[Finding]:
    for event in events(register):
        stated = EVENT_NAME.fullmatch(event.id)
        if stated is None:
            continue
        about = event.item or event.kind
        pairs: tuple[tuple[Pointer, str, str], ...] = (
            (("date",), stated[1], event.date.isoformat()),
            (("item",), stated[2], about),
        )
        for pointer, in_name, in_file in pairs:
            if in_name != in_file:
                yield Finding("KH401", event.path, pointer, {"in_name": in_name, "in_file": in_file})


RULE = Rule("KH401", ERROR, check)
