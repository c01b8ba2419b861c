"""What an act changes, shown on a terminal before it is put on record: the deadline, and how things stand now and then."""

from kehoach_cli import coordinator
from kehoach_cli.cli import clock
from kehoach_cli.cli.recording import Recording
from kehoach_cli.draft import Draft
from kehoach_cli.filings import filings
from kehoach_cli.model import Plan, Register
from kehoach_cli.periods import Period
from kehoach_cli.standing import ObligationStanding


def show(rec: Recording, plan: Plan, item: str, agency: str, occurrence: str | None, made: Draft) -> None:
    """How the obligation stands today, and how it would with the draft on record; nothing without a terminal."""
    if not rec.asks:
        return
    now, then = (_standing(register, plan, item, agency, occurrence) for register in _now_and_then(rec, made))
    if now and then:
        word = rec.here.say.word
        rec.here.console.note("standing-change", now=word("standing", now.standing), then=word("standing", then.standing))


def show_filing(rec: Recording, plan: Plan, period: Period, agency: str, made: Draft) -> None:
    """The same of an expected filing."""
    if not rec.asks:
        return
    words = [
        rec.here.say.word("filing", one.status)
        for register in _now_and_then(rec, made)
        for one in filings(register, plan, period, clock.today())
        if one.agency == agency
    ]
    rec.here.console.note("standing-change", now=words[0], then=words[-1])


def show_deadline(rec: Recording, plan: Plan, item: str, agency: str, occurrence: str | None) -> None:
    """The deadline in force today, for an obligation that has one."""
    one = _standing(rec.register, plan, item, agency, occurrence)
    if one:
        say_deadline(rec, one)


def say_deadline(rec: Recording, one: ObligationStanding) -> None:
    """The deadline in force, and the one before it was extended."""
    if one.due is None:
        rec.here.console.note("no-deadline")
        return
    moved = one.original_due if one.original_due != one.due else None
    original = moved.isoformat() if moved else ""
    rec.here.console.note("deadline", due=one.due.isoformat(), original=original, occurrence=one.occurrence or "")


def _now_and_then(rec: Recording, made: Draft) -> tuple[Register, Register]:
    return rec.register, coordinator.after(rec.register, made.path, made.text)


def _standing(register: Register, plan: Plan, item: str, agency: str, occurrence: str | None) -> ObligationStanding | None:
    found = coordinator.led(register, plan, item, agency, clock.today())
    return next((one for one in found if one.occurrence == occurrence), None)
