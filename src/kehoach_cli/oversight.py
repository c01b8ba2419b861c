"""What a plan may ask of changes to its ledger beside being added to only (`audit:` in plan.yaml): one agency at a time, somebody
else who confirms, signatures from known keys."""

from collections.abc import Iterator
from datetime import date

from kehoach_cli.findings import Finding
from kehoach_cli.model import ACCEPTED, CONFIRMATION, UPDATE, Event
from kehoach_cli.parse import EventPath, FilingPath, classify
from kehoach_cli.policy import Audit
from kehoach_cli.trail import Case, Recorded, Signature, Touch, Touches, told

_NOT_LISTED = "not-listed"
Done = tuple[Recorded, Touch]


def check(case: Case, touches: Touches) -> Iterator[Finding]:
    """The findings on every plan that asks for more."""
    for plan, policy in case.policies.items():
        judged = _judged(case, policy)
        if policy.one_agency:
            yield from _several_agencies(case, touches, plan, judged)
        if policy.confirmed_by_another:
            yield from _self_confirmed(case, touches, plan, judged)
        if policy.signed:
            yield from _unsigned(case, touches, plan, policy)


def _judged(case: Case, policy: Audit) -> list[Recorded]:
    """The commits that a policy speaks of: those from its first day on. A commit is no older than what it builds on, whatever
    date it bears."""
    days: dict[str, date] = {}
    for commit in case.commits:
        known = [days[parent] for parent in commit.parents if parent in days]
        start = [case.start_day] if case.start_day and commit.commit in case.judged else []
        days[commit.commit] = max(commit.day, *known, *start) if known or start else commit.day
    return [
        commit
        for commit in case.commits
        if commit.commit in case.judged and (policy.since is None or days[commit.commit] >= policy.since)
    ]


def _several_agencies(case: Case, touches: Touches, plan: str, judged: list[Recorded]) -> Iterator[Finding]:
    """Changes that record for one agency and touch something else; what is judged against a start is one change as a whole."""
    for change in [judged] if case.start_name else [[commit] for commit in judged]:
        done = [(commit, touch) for commit in change for touch in touches[commit.commit]]
        moved = {touch.old for _, touch in done if touch.new is None}  # as when a plan gets another id
        recorded = [one for one in done if one[1].old is None and one[1].new not in moved and _is_report(case, plan, one[1])]
        if not recorded:
            continue
        agency = _agency(recorded[0][1].path)
        others: dict[str, Done] = {}
        for one in done:
            if (area := _agency(one[1].path)) != agency:
                others.setdefault(area, one)
        for area, (commit, touch) in others.items():
            yield Finding("KH911", touch.path, (), {**told(commit), "agency": agency, "other": area}, 1, 1)


def _agency(path: str) -> str:
    """Whose a path is: an agency by its id, or the file itself where it is nobody's alone."""
    meaning = classify(path)
    return meaning.agency if isinstance(meaning, EventPath | FilingPath) else path


def _is_report(case: Case, plan: str, touch: Touch) -> bool:
    """Whether an agency speaks in an entry, not the coordinator."""
    meaning = classify(touch.path)
    if not isinstance(meaning, EventPath | FilingPath) or meaning.plan != plan:
        return False
    event = case.events.get((touch.path, touch.new or ""))
    return event is None or event.kind == UPDATE


def _self_confirmed(case: Case, touches: Touches, plan: str, judged: list[Recorded]) -> Iterator[Finding]:
    """Confirmations recorded by who had recorded the report."""
    added = [(commit, touch) for commit in case.commits for touch in touches[commit.commit] if touch.old is None]
    for commit in judged:
        moved = {touch.old for touch in touches[commit.commit] if touch.new is None}
        for touch in touches[commit.commit]:
            is_new = touch.old is None and touch.new not in moved
            event = case.events.get((touch.path, touch.new or "")) if is_new else None
            if event and event.plan == plan and event.kind == CONFIRMATION and event.result == ACCEPTED:
                adders = (one for one, report in added if is_report_of(event, report.path) and _same(one, commit))
                if adder := next(adders, None):
                    facts = {**told(commit), "of": event.of or "", "adder": adder.short}
                    yield Finding("KH912", touch.path, (), facts, 1, 1)


def _same(one: Recorded, other: Recorded) -> bool:
    return one.email.casefold() == other.email.casefold()


def is_report_of(event: Event, path: str) -> bool:
    """Whether a path is that of the report which a confirmation is on, in any revision."""
    return (event.plan, event.agency, event.of or "") in names_of(path)


def names_of(path: str) -> set[tuple[str, str, str]]:
    """How a confirmation may name the report of that path: its plan, its agency, and its name there, of a filing without or with
    its revision."""
    meaning = classify(path)
    if isinstance(meaning, EventPath):
        return {(meaning.plan, meaning.agency, meaning.name)}
    if isinstance(meaning, FilingPath):
        name = f"{meaning.period}/{meaning.agency}"
        return {(meaning.plan, meaning.agency, one) for one in (name, f"{name}.r{meaning.revision}")}
    return set()


def reports_confirmed(case: Case) -> set[str]:
    """The paths of the reports that are confirmed in the case, where a plan asks who recorded them."""
    asking = [plan for plan, policy in case.policies.items() if policy.confirmed_by_another]
    named = {(event.plan, event.agency, event.of) for event in case.events.values() if event.of and event.plan in asking}
    return {path for path in case.end if names_of(path) & named} if named else set()


def to_be_signed(case: Case, touches: Touches, plan: str) -> list[Recorded]:
    """The commits that the policy of a plan wants signed: those that touched the plan themselves."""
    start = f"plans/{plan}/"
    judged = _judged(case, case.policies[plan])
    return [commit for commit in judged if any(touch.path.startswith(start) for touch in touches[commit.commit])]


def _unsigned(case: Case, touches: Touches, plan: str, policy: Audit) -> Iterator[Finding]:
    signatures = case.signatures.get(plan, {})
    for commit in to_be_signed(case, touches, plan):
        fault = _fault(policy, signatures.get(commit.commit, Signature("N", "", ()))) if commit.commit else ""
        if fault:
            touch = next(t for t in touches[commit.commit] if t.path.startswith(f"plans/{plan}/"))
            yield Finding("KH913", touch.path, (), {**told(commit), "fault": fault}, 1, 1)


def _fault(policy: Audit, signature: Signature) -> str:
    """What is wrong with a signature; empty when it is good and by a known key."""
    if signature.verdict not in ("G", "U") or not signature.signer:
        return "E" if signature.verdict == "U" else signature.verdict
    listed = {"".join(key.split()).upper() for key in policy.keys}
    by_ssh = any(one.startswith("SHA256:") for one in signature.fingerprints)  # held against the list by git already
    return "" if not policy.keys or by_ssh or listed & {one.upper() for one in signature.fingerprints} else _NOT_LISTED
