"""What is asked of one plan as of a day: from what is kept of it, where something is, or worked out."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from kehoach_cli import filings, lasting, standing
from kehoach_cli.filings import FilingStanding
from kehoach_cli.model import Plan, Register
from kehoach_cli.periods import Period
from kehoach_cli.standing import Counts, PlanStanding

if TYPE_CHECKING:  # not loaded where nothing is kept
    from kehoach_cli.kept import Kept

T = TypeVar("T")
_ANY_DAY = date.min  # instead of its own in an answer that holds for some days
Expected = tuple[tuple[FilingStanding, ...], dict[str, tuple[str, ...]]]


def whole(kept: "Kept | None", register: Register, plan: Plan, as_of: date, period: Period | None) -> PlanStanding:
    """Where the plan stands on the day, with the filings of that or the current period."""
    name = period.name if period else ""

    def work_out() -> PlanStanding:
        return standing.of_plan(register, plan, as_of, period)._replace(as_of=_ANY_DAY)

    return _lasting(kept, register, plan, "standing", name, as_of, work_out)._replace(as_of=as_of)


def counts(kept: "Kept | None", register: Register, plan: Plan, day: date, today: date) -> Counts:
    """The cells alone, as of a day: those of today from where the plan stands, which is kept until something falls due."""
    if kept and day == today:
        return whole(kept, register, plan, day, None).counts
    return _recalled(kept, plan, f"counts {day}", "", lambda: standing.counts_on(register, plan, day))


def expected(kept: "Kept | None", register: Register, plan: Plan, period: Period, as_of: date) -> Expected:
    """The expected filings of a period as of the day, and the items through which each agency has to do with the plan."""

    def work_out() -> Expected:
        return filings.filings(register, plan, period, as_of), filings.through(register, plan, period.closes)

    return _lasting(kept, register, plan, "gate", period.name, as_of, work_out)


def said(kept: "Kept | None", plan: Plan, command: str, question: str, work_out: Callable[[], T]) -> T:
    """What a command says of the plan, whatever it may be made of; `question` holds all that it follows from beside the files."""
    return _recalled(kept, plan, f"said {command}", question, work_out)


def _lasting(
    kept: "Kept | None", register: Register, plan: Plan, kind: str, question: str, as_of: date, work_out: Callable[[], T]
) -> T:
    """An answer that holds for some days: kept with the first of them and the one on which it has to be worked out anew."""

    def anew() -> tuple[date, date, T]:
        found = work_out()
        return as_of, lasting.until(register, plan, as_of, found), found

    if kept is None:
        return work_out()
    return kept.answer(plan.id, kind, question, anew, lambda answer: answer[0] <= as_of < answer[1])[2]


def _recalled(kept: "Kept | None", plan: Plan, kind: str, question: str, work_out: Callable[[], T]) -> T:
    return kept.answer(plan.id, kind, question, work_out) if kept else work_out()
