"""What a document is asked for: the plan and the day, and what its kind needs beside them."""

from datetime import date
from typing import NamedTuple

from kehoach_cli.model import Plan, Register
from kehoach_cli.periods import Period
from kehoach_cli.text import Say


class Source(NamedTuple):
    """From what the files were taken: the commit ("" without one), and whether files were changed after it."""

    commit: str = ""
    changed: bool = False


class Asked(NamedTuple):
    """One document. `as_of` is the day it speaks from; `span` holds its periods, oldest first, `period` the last of them.

    `number` and `dated` are those of the document itself, where they are known before it is signed.
    """

    register: Register
    plan: Plan
    as_of: date
    say: Say
    span: tuple[Period, ...] = ()
    agency: str = ""
    item: str = ""
    number: int | None = None
    dated: date | None = None
    source: Source = Source()

    @property
    def period(self) -> Period | None:
        """The period asked for, the last one of several; None where the plan asks for no reports."""
        return self.span[-1] if self.span else None

    def reading(self, plan: Plan) -> "Asked":
        """The same with the plan as it reads on the day: of an amended item, the wording in force then."""
        return self._replace(plan=plan)

    def name(self, party: str | None) -> str:
        """The written name of an agency or a group; "" for nobody."""
        return self.register.party_name(party) if party else ""
