"""Cases in which a wrong answer would look right: returns and revisions, merged members, agencies born late, unknown heirs."""

from datetime import date

import pytest

from kehoach_cli import filings, standing
from kehoach_cli.model import LEAD, Register
from kehoach_cli.parse import Snapshot, parse

AGENCIES = """\
agencies:
  - {id: a, name: Sở A, until: 2026-01-01, successor: b}
  - {id: b, name: Sở B}
  - {id: c, name: Văn phòng C}
  - {id: moi, name: Xã Mới, since: 2025-07-01}
  - {id: cut, name: Sở Cụt, until: 2026-01-01, successor: khong-co}
groups:
  - {id: ab, name: các sở, members: [a, b]}
  - {id: ba, name: các sở, members: [b, a]}
  - {id: xa, name: các xã, members: [moi]}
"""


def register(items: str, *, extra: str = "", agencies: str = AGENCIES, **files: str) -> Register:
    """A register of one plan `p` coordinated by `c`; other files by their path under the plan, "/" written "__"."""
    plan = (
        f"id: p\ntitle: T\nissued: 2024-01-01\nreporting: {{every: year, first: '2024', coordinator: c}}\n{extra}items:\n{items}"
    )
    texts = {"agencies.yaml": agencies, "plans/p/plan.yaml": plan}
    texts |= {f"plans/p/{path.replace('__', '/')}.yaml": text for path, text in files.items()}
    return parse(Snapshot({path: text.encode() for path, text in texts.items()})).register


def lead(of: Register, day: str, item: str = "I") -> dict[str, str]:
    """Agency (and turn) to standing of the lead obligations of an item on a day."""
    whole = standing.of_plan(of, of.plan_by_id["p"], date.fromisoformat(day))
    mine = [one for one in whole.obligations if one.obligation.role == LEAD and one.obligation.item.id == item]
    return {(one.obligation.agency or "-") + (f" {one.occurrence}" if one.occurrence else ""): one.standing for one in mine}


def update(day: str, state: str, item: str = "I") -> str:
    return f"kind: update\ndate: {day}\nitem: {item}\nstate: {state}\n"


def verdict(day: str, of: str, result: str) -> str:
    return f"kind: confirmation\ndate: {day}\nitem: I\nof: {of}\nresult: {result}\n"


ONE = "  - {id: I, text: Việc., lead: [b], due: 2026-06-30}\n"
DONE = {"progress__2026__b__2026-06-01-I-aaaaaa": update("2026-06-01", "completed")}
ACCEPTED = {"progress__2026__b__2026-06-05-I-bbbbbb": verdict("2026-06-05", "2026-06-01-I-aaaaaa", "accepted")}
FILING = "received: 2026-12-10\nstatement: Tốt.\nitems:\n  - {item: I, results: Vẫn giữ kết quả.}\n"


def test_a_filing_without_a_state_leaves_the_completion_as_it_was() -> None:
    assert lead(register(ONE, **DONE, **ACCEPTED, filings__2026__b=FILING), "2026-12-31") == {"b": "done-on-time"}


def test_a_revision_after_a_return_waits_for_its_own_verdict() -> None:
    first = "received: 2026-06-01\nstatement: Tốt.\nitems: [{item: I, state: completed, results: Xong.}]\n"
    returned = {"progress__2026__b__2026-06-10-I-bbbbbb": verdict("2026-06-10", "2026/b", "returned")}
    second = first.replace("2026-06-01", "2026-06-25")
    assert lead(register(ONE, filings__2026__b=first, **returned), "2026-06-20") == {"b": "in-term"}
    revised = {"filings__2026__b": first, "filings__2026__b.r2": second}
    assert lead(register(ONE, **revised, **returned), "2026-07-31") == {"b": "awaiting-confirmation"}
    accepted = {"progress__2026__b__2026-07-01-I-cccccc": verdict("2026-07-01", "2026/b", "accepted")}
    assert lead(register(ONE, **revised, **returned, **accepted), "2026-07-31") == {"b": "done-on-time"}


def test_a_late_revision_does_not_make_an_early_completion_late() -> None:
    first = "received: 2026-05-15\nstatement: Tốt.\nitems: [{item: I, state: completed, results: Xong.}]\n"
    accepted = {"progress__2026__b__2026-05-20-I-bbbbbb": verdict("2026-05-20", "2026/b", "accepted")}
    revised = {"filings__2026__b": first, "filings__2026__b.r2": first.replace("2026-05-15", "2026-07-15")}
    assert lead(register(ONE, **revised, **accepted), "2026-12-31") == {"b": "done-on-time"}


@pytest.mark.parametrize("tokens", [("aaaaaa", "bbbbbb"), ("bbbbbb", "aaaaaa")])
def test_on_one_day_the_more_advanced_state_counts_whatever_the_names(tokens: tuple[str, str]) -> None:
    files = {
        f"progress__2026__b__2026-06-01-I-{tokens[0]}": update("2026-06-01", "completed"),
        f"progress__2026__b__2026-06-01-I-{tokens[1]}": update("2026-06-01", "in-progress"),
    }
    assert lead(register(ONE, **files), "2026-06-02") == {"b": "awaiting-confirmation"}


@pytest.mark.parametrize("group", ["ab", "ba"])
def test_members_that_merged_share_one_obligation_whatever_their_order(group: str) -> None:
    item = f"  - {{id: I, text: Việc., lead: [{group}], due: 2026-06-30}}\n"
    done = {"progress__2025__a__2025-12-01-I-aaaaaa": update("2025-12-01", "completed")}
    assert lead(register(item, **done), "2025-12-31") == {"a": "awaiting-confirmation", "b": "in-term"}
    assert lead(register(item, **done), "2026-12-31") == {"b": "overdue"}  # its own share was never reported


def test_an_agency_owes_nothing_from_before_it_existed() -> None:
    recurring = "  - {id: I, text: Việc., lead: [xa], recurs: {every: year, by: 12-15}}\n"
    assert lead(register(recurring), "2026-11-23") == {"moi 2025": "overdue", "moi 2026": "in-term"}
    assert lead(register("  - {id: I, text: Việc., lead: [xa], due: 2024-12-31}\n"), "2026-11-23") == {}


def test_a_recurring_duty_ends_with_the_plan() -> None:
    recurring = "  - {id: I, text: Việc., lead: [b], recurs: {every: year, by: 12-15}}\n"
    assert list(lead(register(recurring, extra="ends: 2025-12-31\n"), "2027-11-23")) == ["b 2024", "b 2025"]


def test_an_unknown_heir_leaves_an_orphan_not_a_traceback() -> None:
    assert lead(register("  - {id: I, text: Việc., lead: [cut]}\n"), "2026-11-23") == {"-": "orphaned"}
    moved = "transfers: [{items: [I], from: b, to: zz, date: 2025-01-01}]\n"
    assert lead(register(ONE, extra=moved), "2026-11-23") == {"-": "orphaned"}


def test_a_transfer_of_a_heading_moves_what_takes_its_lead_from_it() -> None:
    items = "  - {id: I, text: Việc., lead: [b]}\n  - {id: I-1, text: Việc con.}\n"
    moved = "transfers: [{items: [I], from: b, to: c, date: 2025-01-01}]\n"
    assert lead(register(items, extra=moved), "2026-11-23", "I-1") == {"c": "no-deadline"}


def test_a_corrected_excuse_excuses_only_as_corrected() -> None:
    first = "kind: excuse\ndate: 2025-12-01\nperiod: '2025'\nbasis: Công văn 1\n"
    second = "kind: excuse\ndate: 2025-12-02\nperiod: '2026'\nbasis: Công văn 1\nreplaces: 2025-12-01-excuse-aaaaaa\n"
    files = {"progress__2025__b__2025-12-01-excuse-aaaaaa": first, "progress__2025__b__2025-12-02-excuse-bbbbbb": second}
    of = register(ONE, **files)
    plan = of.plan_by_id["p"]
    statuses = {
        name: {
            one.agency: one.status
            for one in filings.filings(of, plan, standing.periods.period(plan.reporting, name), date(2027, 1, 1))
        }
        for name in ("2025", "2026")
        if plan.reporting
    }
    assert statuses == {"2025": {"b": "missing"}, "2026": {"b": "excused"}}


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
def test_the_edges_of_the_calendar_are_answered(day: str) -> None:
    assert lead(register("  - {id: I, text: Việc., lead: [b], recurs: {every: month, by: '31'}}\n"), day) is not None
