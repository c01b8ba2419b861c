"""What a workspace would look like with something new in it: the findings that would bring, and no others.

An event or a filing is new, so what other files hold stays what it is: only it is read, and of the rules only those that it can
break are asked of the register of its plan with and without it. Where a comment suppresses findings, or anything else changes,
both states are checked whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kehoach_cli import suppression
from kehoach_cli.attachments import Stored
from kehoach_cli.findings import Finding, bounded
from kehoach_cli.model import Event, Filing, Register
from kehoach_cli.parse import Snapshot, parse, placed
from kehoach_cli.places import AGENCIES_PATH
from kehoach_cli.workspace import errors


class Rehearsal(NamedTuple):
    """The files as they would be, and the findings that are new then."""

    snapshot: Snapshot
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings for which nothing is written."""
        return errors(self.findings)


def of_entries(
    snapshot: Snapshot, register: Register, files: Mapping[str, bytes], brought: Mapping[str, Stored] | None = None
) -> Rehearsal:
    """What new events and filings of one plan, and the attachments brought with them, would bring into a workspace with these
    files, which state that register."""
    found = unplaced(snapshot, register, files, brought)
    return found._replace(findings=placed(bounded(found.findings), found.snapshot))


def unplaced(
    snapshot: Snapshot, register: Register, files: Mapping[str, bytes], brought: Mapping[str, Stored] | None = None
) -> Rehearsal:
    """The same, each finding without its line and without what was probably meant, and however many there are: for who tells only
    the first of them."""
    from kehoach_cli import rules

    before = snapshot.deciding_on(next(iter(files)))
    after = before.with_files(files)
    if before.attachments is not None:
        after = after._replace(attachments={**(brought or {}), **before.attachments})
    if before.files.keys() & files.keys() or suppression.is_in(after.files):
        return between(before, after)
    new = parse(Snapshot(files))
    own = [finding for finding in new.findings if finding.path != AGENCIES_PATH]  # which is not among the new files
    known = _of_plan(register, next(iter(files)).split("/")[1])
    found = (*own, *rules.in_texts(files), *_of_meaning(_joined(known, new.register), after))
    return Rehearsal(after, _without(found, _of_meaning(known, before)) if found else ())


def _of_meaning(register: Register, snapshot: Snapshot) -> Iterator[Finding]:
    from kehoach_cli import rules

    yield from rules.in_entries(register)
    yield from rules.in_attachments(register, snapshot.attachments)


def between(before: Snapshot, after: Snapshot) -> Rehearsal:
    """The findings that one state of the files has and the other has not, wherever their lines have moved to."""
    from kehoach_cli import rules

    found = rules.check(after)
    return Rehearsal(after, _without(found, rules.check(before)) if found else ())


def _without(found: Iterable[Finding], known: Iterable[Finding]) -> tuple[Finding, ...]:
    from collections import Counter

    known = list(known)
    paths = {finding.path for finding in known}
    left = Counter(without_place(finding) for finding in known)
    brought = []
    for finding in found:
        if finding.path in paths:  # not so in a new file
            left[without_place(finding)] -= 1
        if finding.path not in paths or left[without_place(finding)] < 0:
            brought.append(finding)
    return tuple(brought)


def without_place(finding: Finding) -> tuple[str, str, str]:
    """What tells a finding from others, wherever its line has moved to."""
    return finding.code, finding.path, str(sorted(finding.facts.items()))


def _of_plan(register: Register, plan: str) -> Register:
    """What agencies.yaml and the folder of one plan state."""
    folder = f"plans/{plan}/"
    plans = tuple(one for one in register.plans if one.id == plan)
    return register._replace(
        plans=plans,
        events=tuple(register.events_by_plan.get(plan, ())),
        filings=tuple(register.filings_by_plan.get(plan, ())),
        plan_by_id={one.id: one for one in reversed(plans)},
        unread=frozenset(path for path in register.unread if path.startswith(folder) or path == AGENCIES_PATH),
        faulty=tuple(one for one in register.faulty if one.plan == plan),
    )


def _joined(register: Register, new: Register) -> Register:
    """A register with the events and filings of another one in it."""
    return register._replace(
        events=tuple(sorted((*register.events, *new.events), key=_event_order)),
        filings=tuple(sorted((*register.filings, *new.filings), key=_filing_order)),
        unread=register.unread | new.unread,
        faulty=tuple(sorted((*register.faulty, *new.faulty), key=lambda event: event.path)),
    )


def _event_order(event: Event) -> tuple[object, ...]:
    return event.date, event.id, event.path


def _filing_order(filing: Filing) -> tuple[object, ...]:
    return filing.plan, filing.period, filing.agency, filing.revision
