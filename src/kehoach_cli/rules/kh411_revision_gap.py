"""KH411: a revision of a filing whose predecessor is missing (bản sửa đổi thiếu bản trước)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    there = {(filing.plan, filing.id, filing.revision) for filing in register.filings}
    for filing in register.filings:
        before = filing.revision - 1
        if before and (filing.plan, filing.id, before) not in there:
            yield Finding("KH411", filing.path, (), {"revision": str(filing.revision), "before": str(before)})


RULE = Rule("KH411", ERROR, check)
