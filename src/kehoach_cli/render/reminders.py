"""A round of reminders as a table: to whom, which time, of what, and whether there is an address."""

from kehoach_cli.model import LEADERSHIP
from kehoach_cli.reminders import Debt, Letter, Round
from kehoach_cli.render.table import Table
from kehoach_cli.report import reminder
from kehoach_cli.report.asked import Asked

_NOTHING = "–"
_SIGNS = {0: "due-soon", LEADERSHIP: "overdue"}


def table(asked: Asked, of: Round) -> Table:
    """One letter a row, in the official order of agencies; those reported to the leadership last."""
    headings = tuple(asked.say(f"screens.column-{name}") for name in ("agency", "reminder", "matters", "email"))
    signs = tuple(_SIGNS.get(letter.level, "late") for letter in of.all)
    return Table(headings, tuple(_cells(asked, letter) for letter in of.all), signs)


def _cells(asked: Asked, letter: Letter) -> tuple[str, ...]:
    known = asked.register.agency_by_id.get(letter.agency)
    address = ", ".join(known.email) if known and letter.level != LEADERSHIP else ""
    owed = "; ".join(_debt(asked, debt) for debt in letter.debts)
    return asked.name(letter.agency), asked.say.word("level", str(letter.level)), owed, address or _NOTHING


def _debt(asked: Asked, debt: Debt) -> str:
    subject = f"{debt.item.id}{f' ({debt.period})' if debt.period else ''}" if debt.item else reminder.what(asked, debt)
    return f"{subject}: {reminder.how_late(debt, asked.say)}"
