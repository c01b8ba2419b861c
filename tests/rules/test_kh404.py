"""KH404 remembers whom an item concerns: it finds what asking anew for each report finds, whatever is amended or handed over."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehoach_cli.model import Agency, Event, Filing, FilingItem, Group, Item, Plan, Register, Reporting, Transfer, newest
from kehoach_cli.rules import kh404_not_its_item
from kehoach_cli.rules.base import ItemReference, item_references, partners
from kehoach_cli.succession import holder

LAW = settings(deadline=None, max_examples=100, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

IDS = ("a", "b", "c", "d")
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 12))  # few, so that things fall on one day
AGENCY, PARTY = st.sampled_from(IDS), st.sampled_from([*IDS, "nhom", "mo"])
PARTIES = st.lists(PARTY, max_size=2, unique=True).map(tuple)
ITEM = st.sampled_from(["I", "I.1", "I.1-1"])


@st.composite
def agencies(draw: st.DrawFn) -> tuple[Agency, ...]:
    """Four agencies, of which some end and leave heirs; now and then one that heirs are not known of, or a circle."""
    heirs = st.lists(st.sampled_from([*IDS, "khong-co"]), max_size=2, unique=True).map(tuple)
    return tuple(Agency(one, one.upper(), until=draw(DAYS | st.none()), successor=draw(heirs)) for one in IDS)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Items with several wordings, which lead or leave that to their parent, and transfers."""
    wording = st.builds(
        lambda item, **more: Item(item, **more),  # noqa: PLW0108 - of the class itself every other value would be drawn too
        ITEM,
        text=st.sampled_from(["Việc.", None]),
        lead=PARTIES | st.none(),
        support=PARTIES,
        task=st.sampled_from([None, None, True, False]),
        since=DAYS | st.none(),
        until=DAYS | st.none(),
    )
    items = tuple(draw(st.lists(wording, min_size=1, max_size=5)))
    transfer = st.builds(lambda item, *rest: Transfer((item,), *rest), ITEM, AGENCY, AGENCY, DAYS)
    duty = Reporting("month", first="2026-01", closes=(0, 5), coordinator=draw(AGENCY | st.none()))
    transfers = tuple(draw(st.lists(transfer, max_size=3)))
    return Plan("kh", "Kế hoạch", items=items, item_by_id=newest(items), transfers=transfers, reporting=duty)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Reports on items by events and by filings."""
    known, plan = draw(agencies()), draw(plans())
    others = st.lists(AGENCY, max_size=1).map(tuple)
    event = st.builds(
        lambda plan, agency, day, item, named: Event("e", plan, agency, "e", "update", day, item, with_=named),
        st.sampled_from(["kh", "kh", "khac"]),
        AGENCY,
        DAYS,
        ITEM,
        others,
    )
    entries = st.lists(st.builds(lambda item, named: FilingItem(item, with_=named), ITEM, others), max_size=2).map(tuple)
    filing = st.builds(
        lambda agency, day, items: Filing("f", "kh", "2026-01", agency, 1, day, items=items), AGENCY, DAYS, entries
    )
    return Register(
        agencies=known,
        agency_by_id={agency.id: agency for agency in known},
        group_by_id={
            "nhom": Group("nhom", "nhóm", members=draw(st.lists(AGENCY, max_size=3, unique=True).map(tuple))),
            "mo": Group("mo", "các đơn vị liên quan", open=True),
        },
        plans=(plan,),
        plan_by_id={"kh": plan},
        events=tuple(draw(st.lists(event, max_size=4))),
        filings=tuple(draw(st.lists(filing, max_size=3))),
    )


def concerns(register: Register, reference: ItemReference, day: date) -> bool:
    """Whether the item, as it reads on a day, is anything of the agency's, asked anew."""
    plan = register.plan_by_id[reference.plan].on(day)
    item = plan.item_by_id[reference.item]
    if not plan.is_task(item):
        return False
    parties = (*plan.lead_of(item), *item.support)
    if not parties or "mo" in parties:
        return True
    coordinator = plan.reporting.coordinator if plan.reporting else None
    named = {*(agency for party in parties for agency in register.members(party)), *([coordinator] if coordinator else [])}
    last = reference.days[1]
    return any(reference.agency in holder(register, plan, item.id, agency, last).agencies(agency) for agency in named)


def plainly(register: Register) -> list[tuple[str, str, str]]:
    found = []
    named = {(one.plan, one.item, one.partner) for one in partners(register)}
    for one in item_references(register):
        if (one.plan, one.item, one.agency) in named:
            continue  # whom a lead says it worked with may answer
        plan = register.plan_by_id.get(one.plan)
        days = [day for day in one.days if plan and one.item in plan.on(day).item_by_id]
        if days and not any(concerns(register, one, day) for day in days):
            found.append((one.path, one.item, one.agency))
    return found


@LAW
@given(registers())
def test_it_finds_what_asking_anew_for_each_report_finds(register: Register) -> None:
    found = kh404_not_its_item.check(register)
    assert [(one.path, one.facts["item"], one.facts["agency"].lower()) for one in found] == plainly(register)
