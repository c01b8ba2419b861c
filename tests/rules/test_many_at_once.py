"""Rules that go through thousands in a few passes find what comparing each with each would find."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_cli.model import Item, Plan, Register, newest
from kehoach_cli.rules import kh301_duplicate_item
from kehoach_cli.rules.base import circles
from kehoach_cli.wording import each_last_read, last_read

LAW = settings(deadline=None, max_examples=300, derandomize=True)
DAYS = st.integers(0, 12).map(lambda n: date(2026, 1, 1) + timedelta(n))
TIMES = st.tuples(st.none() | DAYS, st.none() | DAYS).filter(lambda one: one[0] is None or one[1] is None or one[0] < one[1])


@st.composite
def plans(draw: st.DrawFn, ids: tuple[str, ...]) -> Plan:
    """A plan whose items have several wordings, overlapping or not."""
    drawn = draw(st.lists(st.tuples(st.sampled_from(ids), TIMES, st.none() | st.just(("a",))), max_size=10))
    items = tuple(
        Item(id_, text="Việc.", lead=lead, since=since, until=until, position=place)
        for place, (id_, (since, until), lead) in enumerate(drawn)
    )
    return Plan("kh", "Kế hoạch", path="plans/kh/plan.yaml", items=items, item_by_id=newest(items))


def _meet(one: Item, other: Item) -> bool:
    return (one.since or date.min) < (other.until or date.max) and (other.since or date.min) < (one.until or date.max)


@LAW
@given(plans(("I.1", "i.1", "II.1")))
def test_an_item_is_taken_twice_where_it_meets_one_before_it(plan: Plan) -> None:
    found = {one.pointer[1] for one in kh301_duplicate_item.check(Register(plans=(plan,)))}
    for place, item in enumerate(plan.items):
        same = [one for one in plan.items[:place] if one.id.casefold() == item.id.casefold()]
        if any(_meet(one, item) for one in same):
            assert place in found
        if all(one.id == item.id and not _meet(one, item) for one in same):
            assert place not in found


def _sound(plan: Plan) -> bool:
    return not list(kh301_duplicate_item.check(Register(plans=(plan,))))


@LAW
@given(plans(("I", "I.1", "I.1-1")).filter(_sound))
def test_what_applies_to_each_wording_is_what_the_whole_plan_said_on_its_last_day(plan: Plan) -> None:
    read = list(each_last_read(plan))
    assert [item for item, _ in read] == list(plan.items)
    for item, then in read:
        whole = last_read(plan, item)
        assert then.lead_of(item) == whole.lead_of(item)
        assert then.is_task(item) == whole.is_task(item)
        assert then.lead_source(item.id) == whole.lead_source(item.id)


@LAW
@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefx"), max_size=3)))
def test_names_are_in_one_circle_where_each_leads_to_the_other(onward: dict[str, list[str]]) -> None:
    leads = {one: {further for further in following if further in onward} for one, following in onward.items()}
    for _ in onward:
        leads = {one: set(to).union(*(leads[further] for further in to)) for one, to in leads.items()}
    circle_of = circles(onward)
    assert circle_of.keys() == onward.keys()
    for one in onward:
        for other in onward:
            assert (circle_of[one] == circle_of[other]) == (one == other or (other in leads[one] and one in leads[other]))
