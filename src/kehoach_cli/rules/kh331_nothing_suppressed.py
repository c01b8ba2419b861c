"""KH331: a comment suppresses a finding that is not there, or no longer (chú thích bỏ qua không còn tác dụng). Called by
`rules.check`, which knows the findings.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.rules.base import Rule
from kehoach_cli.suppression import Suppression


def idle(suppressions: list[Suppression], found: Iterable[Finding], as_of: date | None) -> Iterator[Finding]:
    """A finding for each code that a comment names for nothing. Of one whose last day is over that is not said as well: KH332
    says to take it out."""
    there = {(finding.path, finding.line, finding.code) for finding in found}
    for one in suppressions:
        for code in () if one.faults or one.has_lapsed(as_of) else one.codes:
            if (one.path, one.target, code) not in there:
                yield Finding("KH331", one.path, facts={"code": code}, line=one.line, column=one.column)


RULE = Rule("KH331", WARNING)
