"""KH330: a comment that is to suppress a finding lacks what it needs (chú thích bỏ qua thiếu nội dung). Called by `rules.check`,
which reads the comments.

It must name a rule that exists and may be suppressed, the last day, and the reason.
"""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.rules.base import Rule
from kehoach_cli.suppression import Suppression


def faults(suppressions: list[Suppression]) -> Iterator[Finding]:
    """A finding for each thing that a comment lacks."""
    for one in suppressions:
        for cause, code in one.faults:
            yield Finding("KH330", one.path, facts={"cause": cause, "code": code}, line=one.line, column=one.column)


RULE = Rule("KH330", ERROR)
