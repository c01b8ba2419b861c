"""For which turn of a recurring item a report counts: said always, asked where it could be another than the next one."""

from datetime import date

from kehoach_cli import coordinator
from kehoach_cli.cli import ask
from kehoach_cli.cli.recording import Recording
from kehoach_cli.cli.subjects import text_of
from kehoach_cli.model import UPDATE, Event, Plan
from kehoach_cli.nodes import Data
from kehoach_cli.standing import ObligationStanding

_MOST_NAMED = 8


def settle(rec: Recording, plan: Plan, item: str, agency: str, values: dict[str, Data], on: date) -> None:
    """Have the event name its turn where it corrects another, or where a person chose one; else say which turn its day gives it.
    An item without recurring deadlines, or that the agency does not lead, has nothing to settle. Of entries of a list
    only corrections are settled, and nothing is said."""
    recurs = any(one.recurs for one in plan.items if one.id == item)
    if not recurs or (rec.entries and _corrected(rec, values) is None):
        return
    turns = [one for one in coordinator.led(rec.register, plan, item, agency, on) if one.occurrence and one.due]
    if values.get("period") or not turns:
        return
    counted = _of_corrected(rec, plan, turns, values) or coordinator.turn_on(plan, turns, on)
    waiting = coordinator.open_turns(turns)
    if values.get("replaces") and counted:
        values["period"] = counted.occurrence
    elif rec.asks and waiting and waiting != [counted]:
        _ask(rec, plan, agency, waiting, values, on)
        return
    if not rec.entries:
        _say(rec, counted, waiting, turns[-1])


def _of_corrected(
    rec: Recording, plan: Plan, turns: list[ObligationStanding], values: dict[str, Data]
) -> ObligationStanding | None:
    old = _corrected(rec, values)
    if old is None:
        return None
    named = next((one for one in turns if one.occurrence == old.period), None)
    return named or coordinator.turn_on(plan, turns, old.date)


def _corrected(rec: Recording, values: dict[str, Data]) -> Event | None:
    return coordinator.corrected(rec.register, UPDATE, text_of(values.get("replaces")))


def _ask(rec: Recording, plan: Plan, agency: str, waiting: list[ObligationStanding], values: dict[str, Data], on: date) -> None:
    """Ask for the turn; the oldest that waits is the default."""
    item, console = waiting[0].obligation.item.id, rec.here.console

    def known(answer: str) -> str:
        return coordinator.deadline(rec.register, plan, item, agency, answer, on).occurrence or ""

    console.note("waiting-turns", turns=_named(rec, waiting))
    values["period"] = ask.text(console, "occurrence", waiting[0].occurrence or "", known, needed=True)


def _say(rec: Recording, counted: ObligationStanding | None, waiting: list[ObligationStanding], last: ObligationStanding) -> None:
    others = [one for one in waiting if counted is None or (one.occurrence or "") < (counted.occurrence or "")]
    example = (others or [last])[0].occurrence or ""
    if counted is None:
        rec.here.console.note("counts-for-none", item=last.obligation.item.id, last=_named(rec, [last]), example=example)
    else:
        shown = _named(rec, others)
        rec.here.console.note("counts-for", turn=_named(rec, [counted]), waiting=shown, example=example if others else "")


def _named(rec: Recording, turns: list[ObligationStanding]) -> str:
    say = rec.here.say
    shown = [say("remarks.turn", turn=one.occurrence or "", due=one.due.isoformat() if one.due else "") for one in turns]
    return ", ".join([*shown[:_MOST_NAMED], *(["…"] if len(shown) > _MOST_NAMED else [])])
