"""What a recording is about: plan, item, agency, period and day, from the command line, from the file or from answers."""

from datetime import date

from kehoach_cli import coordinator, filings, lookup, periods
from kehoach_cli.cli import ask, clock, options
from kehoach_cli.cli.context import Session, day
from kehoach_cli.cli.recording import Recording
from kehoach_cli.entryfile import Typed
from kehoach_cli.model import LEAD, Item, Plan, Register
from kehoach_cli.nodes import Data
from kehoach_cli.periods import Period
from kehoach_cli.render import safe
from kehoach_cli.succession import filers, obligations
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import day_words

Text = str | None
_MOST_NAMED = 8
_LONGEST_SHOWN = 200


def text_of(value: Data) -> Text:
    """A value as a text; None for anything else."""
    return value if isinstance(value, str) else None


def day_past(option: str, typed: Text) -> date:
    """The day named, or today. Raises Trouble for a day that has not come yet."""
    found = day(option, typed)
    if found > clock.today():
        facts = {"day": found.isoformat(), "today": clock.today().isoformat()}
        raise Trouble("future-day", exit_code=WRONG_USE, option=option, **facts)
    return found


def in_iso(option: str, typed: Text) -> Text:
    """The day an option names as a file states it; None when it names none. Raises Trouble for a day that does not exist."""
    return day(option, typed).isoformat() if typed else None


def asked_day(rec: Recording, question: str, given: Data, check: ask.Check | None = None) -> date:
    """The day of an event: the one given, else today or, where it may be asked for, the answer, echoed in words. `check` is told
    the answer in ISO form. Raises Trouble for a day that has not come yet."""
    typed, console = text_of(given), rec.here.console
    if typed or not rec.asks:
        return day_past("--date", typed)

    def sound(answer: str) -> str:
        found = day_past("--date", answer).isoformat()
        return check(found) if check else found

    on = date.fromisoformat(ask.text(console, question, console.say.day(clock.today()), sound))
    console.err(f"  {day_words(on)}")
    return on


def words_of(item: Item) -> str:
    """An item by its id and the beginning of its text, on one line."""
    words = safe.on_one_line(item.text or item.heading or "")
    return f"{item.id}: {words[:_LONGEST_SHOWN]}{'…' if len(words) > _LONGEST_SHOWN else ''}"


def agreed_item(rec: Recording, typed: Typed, item: Text, agency: Text) -> tuple[Text, Text]:
    """The item and the agency, which the command line or the file names. Raises Trouble when they name different ones."""
    if rec.source is None:
        return item, agency
    register, say = rec.register, rec.here.say
    plan_in_file, item_in_file = text_of(typed.whose.get("plan")), text_of(typed.values.get("item"))
    if item and item_in_file:
        plan_here = item.rpartition("/")[0] or None
        items = [
            "/".join(_ids(lookup.plan_and_item(register, item if plan_here or not plan_in_file else f"{plan_in_file}/{item}"))),
            "/".join(_ids(lookup.plan_and_item(register, _joined(plan_in_file or plan_here, item_in_file)))),
        ]
        item = options.agree(say, "PLAN/ITEM", *items)
    elif item_in_file:
        item = _joined(plan_in_file, item_in_file)
    return item, _agreed_agency(rec, typed, agency)


def agreed_filing(rec: Recording, typed: Typed, plan: Text, agency: Text, period: Text) -> tuple[Text, Text, Text]:
    """Plan, agency and period, which the command line or the file names. Raises Trouble when they name different ones."""
    in_file = text_of(typed.values.pop("period", None))
    if rec.source is None:
        return plan, agency, period
    plans = [lookup.plan(rec.register, one).id if one else None for one in (plan, text_of(typed.whose.get("plan")))]
    return (
        options.agree(rec.here.say, "PLAN", *plans),
        _agreed_agency(rec, typed, agency),
        options.agree(rec.here.say, "--period", period, in_file),
    )


def _agreed_agency(rec: Recording, typed: Typed, agency: Text) -> Text:
    named = (agency, text_of(typed.whose.get("agency")))
    return options.agree(rec.here.say, "--agency", *(lookup.agency(rec.register, one).id if one else None for one in named))


def _joined(plan: Text, item: str) -> str:
    return f"{plan}/{item}" if plan else item


def _ids(found: tuple[Plan, str]) -> tuple[str, str]:
    return found[0].id, found[1]


def task(register: Register, typed: str) -> tuple[Plan, str]:
    """The plan and the item meant. Raises Trouble when the item assigns no work."""
    plan, item_id = lookup.plan_and_item(register, typed)
    if not plan.is_task(plan.item_by_id[item_id]):
        tasks = dict.fromkeys(one.id for one in plan.items if plan.is_task(one))
        below = [one for one in tasks if one.startswith((f"{item_id}.", f"{item_id}-"))]
        raise Trouble("not-a-task", exit_code=WRONG_USE, item=item_id, plan=plan.id, tasks=", ".join(below[:_MOST_NAMED]))
    return plan, item_id


def item_and_agency(rec: Recording, item: Text, agency: Text) -> tuple[Plan, str, str]:
    """The plan, the item and the agency, asked for when they were not given."""
    register, console = rec.register, rec.here.console
    if item is None:
        from textwrap import fill

        console.err(console.say("questions.items"))
        for one in register.plans:
            ids = "  ".join(dict.fromkeys(entry.id for entry in one.items if one.is_task(entry)))
            console.err(fill(f"{one.id}/  {ids}", console.width, subsequent_indent="  ", break_on_hyphens=False))
        item = ask.text(console, "item", check=lambda typed: "/".join(_ids(task(register, typed))), needed=True)
    plan, item_id = task(register, item)
    if agency is None:
        leads = [o.agency for o in obligations(register, plan, clock.today()) if o.item.id == item_id and o.role == LEAD]
        default = leads[0] if len(leads) == 1 and leads[0] else ""
        agency = ask.text(console, "agency", default, lambda typed: _one_agency(register, plan, item_id, typed), needed=True)
    return plan, item_id, _one_agency(register, plan, item_id, agency)


def _one_agency(register: Register, plan: Plan, item: str, typed: str) -> str:
    """The agency meant. Raises Trouble; for a group with those of its members that lead the item today, or else support it."""
    try:
        return lookup.agency(register, typed).id
    except Trouble:
        group = lookup.group(register, typed)
        if group is None:
            raise
    held = [one for one in obligations(register, plan, clock.today()) if one.item.id == item and one.party == group.id]
    concerned = [one.agency for one in held if one.agency and one.role == LEAD] or [one.agency for one in held if one.agency]
    facts = {"group": group.name, "item": item, "members": coordinator.names(register, concerned)}
    raise Trouble("group-not-agency", exit_code=WRONG_USE, **facts)


def plan(rec: Recording, typed: Text) -> Plan:
    """The plan, asked for when there are several and none was named."""
    register, console = rec.register, rec.here.console
    if typed is None and rec.asks and len(register.plans) > 1:
        console.err(console.say("questions.plans"))
        for one in register.plans:
            console.err(f"  {one.id}  {safe.on_one_line(one.number or '')} {safe.on_one_line(one.title)}")
        typed = ask.text(console, "plan", check=lambda answer: lookup.plan(register, answer).id, needed=True)
    return lookup.plan(register, typed)


def period(of: Plan, typed: Text) -> Period | None:
    """The period named, or the current one, if any. Raises Trouble when the plan asks for no filing for it."""
    if of.reporting is None:
        raise Trouble("no-reporting", exit_code=WRONG_USE, plan=of.id)
    if typed is None:
        return periods.current(of.reporting, clock.today())
    if not periods.is_expected(of.reporting, typed):
        raise Trouble("unexpected-period", exit_code=WRONG_USE, period=typed, plan=of.id)
    return periods.period(of.reporting, typed)


def agency_and_period(rec: Recording, of: Plan, agency: Text, typed: Text) -> tuple[str, Period]:
    """The agency and the period of a filing, asked for when they were not given."""
    register, console, wanted = rec.register, rec.here.console, period(of, typed)
    if agency is None:
        if wanted is not None:
            _list_filers(rec.here, register, of, wanted)
        agency = ask.text(console, "agency", check=lambda answer: lookup.agency(register, answer).id, needed=True)
    agency = lookup.agency(register, agency).id
    if typed is None:
        default = wanted.name if wanted else ""
        typed = ask.text(console, "period", default, lambda answer: _name(period(of, answer)), needed=True)
    found = period(of, typed)
    assert found is not None  # noqa: S101 - for the type checker: a period that was named is there, or Trouble was raised
    return agency, found


def _name(found: Period | None) -> str:
    return found.name if found else ""


def _list_filers(here: Session, register: Register, of: Plan, wanted: Period) -> None:
    """Show who is expected to file, by id and name."""
    expected = filers(register, of, wanted.closes)
    here.console.err(here.say("questions.agencies", period=wanted.name))
    for agency in sorted(expected, key=lambda one: filings.agency_order(register, one)):
        here.console.err(f"  {agency}  {safe.on_one_line(register.party_name(agency))}")
