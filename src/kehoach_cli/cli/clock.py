"""The one place that reads the clock."""

import os
from datetime import date, datetime

from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import VIETNAM, parse_typed_date

_VARIABLE = "KEHOACH_TODAY"


def today() -> date:
    """The day in Vietnam, or KEHOACH_TODAY. Raises Trouble when that variable is no day."""
    fixed = os.environ.get(_VARIABLE)
    if not fixed:
        return datetime.now(VIETNAM).date()  # noqa: TID251 - this is that one place
    found = parse_typed_date(fixed)
    if found is None:
        raise Trouble("bad-day", exit_code=WRONG_USE, option=_VARIABLE, typed=fixed)
    return found
