"""KH402: an event lies in the folder of another year than its date (thư mục năm khác ngày của sự kiện)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, events


def check(register: Register) -> Iterator[Finding]:
    for event in events(register):
        folder = event.path.split("/")[3]
        if folder != f"{event.date.year:04}":
            yield Finding("KH402", event.path, ("date",), {"folder": folder, "year": f"{event.date.year:04}"})


RULE = Rule("KH402", ERROR, check)
