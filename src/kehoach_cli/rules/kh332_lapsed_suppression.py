"""KH332: the last day of a suppression is over (chú thích bỏ qua đã hết hạn). Called by `rules.check` as of a day only: without a
day the answer would change over night.
"""

from collections.abc import Iterator
from datetime import date

from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.rules.base import Rule
from kehoach_cli.suppression import Suppression


def lapsed(suppressions: list[Suppression], as_of: date) -> Iterator[Finding]:
    """A finding for each comment whose last day is over on the day."""
    for one in suppressions:
        if one.until and one.has_lapsed(as_of) and not one.faults:
            facts = {"code": ", ".join(one.codes), "until": one.until.isoformat(), "reason": one.reason}
            yield Finding("KH332", one.path, facts=facts, line=one.line, column=one.column)


RULE = Rule("KH332", WARNING)
