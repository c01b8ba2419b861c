"""A small world written as files: what the tests of the middle start from. Nothing here touches a disk."""

from datetime import date

from kehoach_cli.model import Plan, Register
from kehoach_cli.parse import Snapshot, event_path, filing_path, parse

PLAN_PATH = "plans/kh/plan.yaml"
Files = dict[str, str]


def read(agencies: str, plan: str, *more: Files) -> Register:
    """The register of a workspace with the agencies and one plan, "kh"; the texts must be without fault."""
    files = {"agencies.yaml": agencies, PLAN_PATH: f"id: kh\ntitle: Kế hoạch thử\n{plan}"}
    for one in more:
        files |= one
    parsed = parse(Snapshot({path: text.encode() for path, text in files.items()}))
    assert parsed.findings == ()
    return parsed.register


def the_plan(register: Register) -> Plan:
    return register.plans[0]


def day(text: str) -> date:
    return date.fromisoformat(text)


def _event(on: str, agency: str, subject: str, token: str, text: str) -> Files:
    return {event_path("kh", agency, day(on), subject, token): f"date: {on}\n{text}"}


def update(on: str, agency: str, state: str = "completed", item: str = "I.1", token: str = "000001", more: str = "") -> Files:
    """What an agency reports of an item."""
    return _event(on, agency, item, token, f"kind: update\nitem: {item}\nstate: {state}\n{more}")


def confirmation(on: str, agency: str, of: str, result: str = "accepted", item: str = "I.1", token: str = "00000c") -> Files:
    """What the coordinator says of a report."""
    return _event(on, agency, item, token, f"kind: confirmation\nitem: {item}\nof: {of}\nresult: {result}\n")


def extension(on: str, agency: str, to: str, item: str = "I.1", token: str = "00000e", more: str = "") -> Files:
    """A later deadline."""
    return _event(on, agency, item, token, f"kind: extension\nitem: {item}\nto: {to}\nbasis: Công văn gia hạn\n{more}")


def excuse(on: str, agency: str, period: str = "2026", token: str = "00000f") -> Files:
    """No filing is asked of the agency for the period."""
    return _event(on, agency, "excuse", token, f"kind: excuse\nperiod: {period}\nbasis: Công văn miễn\n")


def filing(received: str, agency: str, text: str = "statement: Đã làm.\n", period: str = "2026", revision: int = 1) -> Files:
    """The report of an agency for a period."""
    return {filing_path("kh", period, agency, revision): f"received: {received}\n{text}"}
