"""The register finds what concerns one plan without going through all: the same as going through all."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_cli import filings, history, periods, standing
from kehoach_cli.filings import FilingStanding
from kehoach_cli.history import History, Report
from kehoach_cli.model import (
    CONFIRMATION,
    EXCUSE,
    UPDATE,
    Agency,
    Event,
    Filing,
    FilingItem,
    Group,
    Item,
    Plan,
    Register,
    Reporting,
    newest,
)

LAW = settings(deadline=None, max_examples=40, derandomize=True)

AGENCIES = (
    Agency("cu", "Sở cũ", until=date(2026, 1, 20), successor=("a",)),
    Agency("a", "Sở A"),
    Agency("b", "Sở B"),
)
DAYS = st.dates(date(2026, 1, 1), date(2026, 2, 20))
AGENCY, PLAN = st.sampled_from(["cu", "a", "b"]), st.sampled_from(["kh-1", "kh-2", "kh-3"])
ITEM, PERIOD = st.sampled_from(["I.1", "I.2"]), st.sampled_from(["2026-01", "2026-02"])
NAME = st.sampled_from(["e1", "e2", "e3"])


def plan(name: str) -> Plan:
    items = (
        Item("I.1", text="Việc.", lead=("cac-so",), due=date(2026, 1, 31)),
        Item("I.2", text="Việc.", lead=("a",), support=("cac-so",)),
    )
    duty = Reporting("month", first="2026-01", filers=("cac-so",), coordinator="b")
    return Plan(name, "Kế hoạch", items=items, item_by_id=newest(items), reporting=duty)


PLANS = (plan("kh-1"), plan("kh-2"))  # of kh-3 there are files without a plan


@st.composite
def events(draw: st.DrawFn) -> Event:
    """An event, as files may have it: corrected, answered, about a filing, about a plan that is not there."""
    plan, agency, name = draw(PLAN), draw(AGENCY), draw(NAME)
    kind = draw(st.sampled_from([UPDATE, CONFIRMATION, EXCUSE]))
    return Event(
        path=f"{plan}/{agency}/{name}/{draw(st.integers(0, 1))}",
        plan=plan,
        agency=agency,
        id=name,
        kind=kind,
        date=draw(DAYS),
        item=draw(ITEM),
        state=draw(st.sampled_from(["completed", "in-progress", None])),
        replaces=draw(NAME | st.none()),
        of=draw(NAME | st.just("2026-01/a")),
        result=draw(st.sampled_from(["accepted", "returned"])),
        period=draw(PERIOD | st.none()),
    )


@st.composite
def received(draw: st.DrawFn) -> Filing:
    """A filing, or a revision of one; blank now and then."""
    plan, period, agency, revision = draw(PLAN), draw(PERIOD), draw(AGENCY), draw(st.integers(1, 2))
    entry = st.tuples(ITEM, st.sampled_from(["completed", "not-started"])).map(lambda pair: FilingItem(*pair))
    told = draw(st.lists(entry, max_size=2))
    path = f"{plan}/{period}/{agency}.r{revision}"
    return Filing(
        path, plan, period, agency, revision, draw(DAYS), statement=draw(st.sampled_from(["Xong.", ""])), items=tuple(told)
    )


def by_path(one: Event | Filing) -> str:
    return one.path


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Several plans, in whatever order the files come."""
    return Register(
        agencies=AGENCIES,
        agency_by_id={agency.id: agency for agency in AGENCIES},
        group_by_id={"cac-so": Group("cac-so", "các sở", members=("cu", "a", "b"))},
        plans=PLANS,
        plan_by_id={plan.id: plan for plan in PLANS},
        events=tuple(draw(st.lists(events(), max_size=8, unique_by=by_path))),
        filings=tuple(draw(st.lists(received(), max_size=8, unique_by=by_path))),
    )


def only(register: Register, plan: str) -> Register:
    """The register as if there were no files of other plans."""
    return register._replace(
        events=tuple(event for event in register.events if event.plan == plan),
        filings=tuple(filing for filing in register.filings if filing.plan == plan),
    )


@LAW
@given(registers())
def test_what_is_listed_is_what_a_walk_through_all_finds(register: Register) -> None:
    in_order = sorted(register.events, key=lambda event: (event.date, event.id, event.path))
    for name in ("kh-1", "kh-2", "kh-3", "kh-4"):
        assert list(register.events_by_plan.get(name, ())) == [event for event in in_order if event.plan == name]
        assert list(register.filings_by_plan.get(name, ())) == [one for one in register.filings if one.plan == name]
        for period in ("2026-01", "2026-02", "2026-03"):
            found = register.filings_by_period.get((name, period), ())
            assert list(found) == [one for one in register.filings if (one.plan, one.period) == (name, period)]
    assert dict(register.event_by_path) == {event.path: event for event in register.events}
    assert dict(register.filing_by_path) == {filing.path: filing for filing in register.filings}


@LAW
@given(registers(), registers())
def test_a_register_made_of_another_lists_its_own(one: Register, other: Register) -> None:
    assert (one.events_by_plan, one.filings_by_plan, one.filings_by_period) is not None  # looked up before the other is made
    made = one._replace(events=other.events, filings=other.filings)
    assert made == other
    assert (made.events_by_plan, made.event_by_path) == (other.events_by_plan, other.event_by_path)
    assert (made.filings_by_plan, made.filings_by_period) == (other.filings_by_plan, other.filings_by_period)


@LAW
@given(registers(), DAYS)
def test_files_of_other_plans_change_nothing(register: Register, on: date) -> None:
    for plan in register.plans:
        assert standing.of_plan(register, plan, on) == standing.of_plan(only(register, plan.id), plan, on)


@LAW
@given(registers(), DAYS)
def test_each_filing_stands_as_a_walk_through_all_finds(register: Register, on: date) -> None:
    for plan in register.plans:
        assert plan.reporting is not None
        opened = list(periods.up_to(plan.reporting, on))
        found = list(filings.in_periods(register, plan, opened, on))
        assert found == [filings.filings(register, plan, period, on) for period in opened]
        for one in (one for expected in found for one in expected):
            assert (one.status, one.path, one.excused_by, one.before) == plainly(register, plan, one, on)


def plainly(register: Register, plan: Plan, one: FilingStanding, on: date) -> tuple[str, str | None, str | None, tuple[str, ...]]:
    """The status of an expected filing, its last file, the event that excuses from it, and what those before it had filed."""
    there = [f for f in register.filings if (f.plan, f.period) == (plan.id, one.period.name) and f.received <= on]
    own = [filing for filing in there if filing.agency == one.agency]
    real = [filing for filing in own if not filings.is_blank(filing)]
    excuses = [
        event
        for event in history.live_events(register, plan.id, on)
        if (event.kind, event.agency, event.period) == (EXCUSE, one.agency, one.period.name)
    ]
    before = tuple(filing.path for filing in there if filing.agency in one.inherited_from)
    if real:
        return filings.LATE if real[0].received > one.period.due else filings.ON_TIME, real[-1].path, None, before
    if excuses:
        return filings.EXCUSED, None, excuses[-1].path, before
    if own:
        return filings.BLANK, own[-1].path, None, before
    return filings.MISSING if on > one.period.due else filings.NOT_DUE, None, None, before


@LAW
@given(registers(), DAYS, st.frozensets(AGENCY))
def test_what_agencies_said_is_what_a_walk_through_all_reports_finds(
    register: Register, on: date, agencies: frozenset[str]
) -> None:
    for plan in register.plans:
        of = History(register, plan, on)
        for item in ("I.1", "I.2", "I.3"):
            reports: list[Report] = of.reports.get(item, [])
            assert of.of(item, agencies) == [report for report in reports if report.agency in agencies]
            for report in reports:
                given = [word for word in of.events.get((CONFIRMATION, item), ()) if word.agency == report.agency]
                about = [word for word in given if word.of in report.names and word.date >= report.known]
                assert of.verdict(item, report) == (about[-1] if about else None)


def test_groups_that_hold_each_other_many_times_over_are_gone_through_once() -> None:
    """Each in two others: to follow every way would take longer than anybody lives."""
    groups = [Group(f"g{n}", f"Nhóm {n}", members=(f"g{n + 1}", f"g{n + 2}", f"a{n}")) for n in range(3_000)]
    agencies = [Agency(f"a{n}", f"Sở {n}") for n in range(3_000)]
    register = Register(group_by_id={one.id: one for one in groups}, agency_by_id={one.id: one for one in agencies})
    assert register.members("g0")[:1] == ("a2999",)
    assert sorted(register.members("g0")) == sorted(one.id for one in agencies)
    assert register.members("g2998") == ("a2999", "a2998")
    assert (register.members("a7"), register.members("khong-co")) == (("a7",), ())


def test_a_group_in_itself_holds_what_else_is_in_it() -> None:
    groups = (Group("g", "G", members=("a", "h", "b")), Group("h", "H", members=("b", "g", "c")))
    agencies = [Agency(name, name) for name in "abc"]
    register = Register(group_by_id={one.id: one for one in groups}, agency_by_id={one.id: one for one in agencies})
    assert register.members("g") == ("a", "b", "c")
    assert register.members("h") == ("b", "a", "c")
