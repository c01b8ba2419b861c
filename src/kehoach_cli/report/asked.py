"""What a document is asked for: the plan and the day, and what its kind needs beside them."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeVar

from kehoach_cli.model import Plan, Register
from kehoach_cli.periods import Period
from kehoach_cli.standing import PlanStanding, of_plan
from kehoach_cli.text import Say

Found = TypeVar("Found")


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
    memory: dict[str, Any] | None = None  # what documents that differ in agency or item only have in common, worked out once

    def once(self, name: str, work: Callable[[], Found]) -> Found:
        """What the work gives; remembered under the name where there is a memory. It must not depend on agency or item."""
        if self.memory is None:
            return work()
        if name not in self.memory:
            self.memory[name] = work()
        found: Found = self.memory[name]
        return found

    def standing(self) -> PlanStanding:
        """Where the plan stands on the day, with the filings of the period."""
        return self.once("standing", lambda: of_plan(self.register, self.plan, self.as_of, self.period))

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
