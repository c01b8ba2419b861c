"""The kinds of report: for each, the values its templates see, the same for Markdown and Word.

Values are plain texts and lists. What is not known is an empty text; templates leave a line to fill for it.
To add a kind: one module here with a `values` function, a line in `KINDS`, its outline in `scripts/papers/`.
"""

from collections.abc import Callable
from typing import NamedTuple

from kehoach_cli.report import agency, annual, item, leader, matrix, summary
from kehoach_cli.report.asked import Asked
from kehoach_cli.report.parts import Values

PERIOD, SPAN, AGENCY, ITEM = "period", "span", "agency", "item"  # what a kind has to be told, beside the plan and the day


class Kind(NamedTuple):
    """One kind of report: its values, what has to be asked for, and whether it must fit on one page."""

    values: Callable[[Asked], Values]
    needs: tuple[str, ...] = ()
    one_page: bool = False


KINDS: dict[str, Kind] = {
    "annual": Kind(annual.values, (PERIOD,)),
    "summary": Kind(summary.values, (SPAN,)),
    "agency": Kind(agency.values, (AGENCY,)),
    "item": Kind(item.values, (ITEM,)),
    "matrix": Kind(matrix.values),
    "leader": Kind(leader.values, one_page=True),
}
