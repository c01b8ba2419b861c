"""KH406: a long text that another filing has word for word (nội dung chép nguyên văn từ báo cáo khác)."""

from collections.abc import Iterator

from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, filing_texts
from kehoach_cli.vn import comparable

_LONG = 60  # shorter texts ("Đã hoàn thành.") are alike by chance


def check(register: Register) -> Iterator[Finding]:
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for filing in register.filings:
        for pointer, text in filing_texts(filing):
            if len(text) < _LONG:
                continue
            key = (filing.plan, comparable(text))
            owner, path = first.setdefault(key, (filing.id, filing.path))
            if owner != filing.id:
                yield Finding("KH406", filing.path, pointer, {"other": path})


RULE = Rule("KH406", WARNING, check)
