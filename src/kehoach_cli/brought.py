"""What a change brings: of the findings on the files after it, those that were not there before, and all in the files it touches.

So one bad file that was there before does not stand in the way of every change after it.
"""

from collections.abc import Iterable

from kehoach_cli.findings import Finding
from kehoach_cli.parse import Snapshot
from kehoach_cli.suppression import Judged


def touched(before: Snapshot, after: Snapshot) -> frozenset[str]:
    """The paths that were added, changed or removed. Line ends, which git may convert, are no change."""
    changed = {path for path in {*before.files, *after.files} if _content(before, path) != _content(after, path)}
    return frozenset(changed | {path for path, _ in set(before.refused.items()) ^ set(after.refused.items())})


def _content(snapshot: Snapshot, path: str) -> bytes | None:
    raw = snapshot.files.get(path)
    return raw.replace(b"\r\n", b"\n") if raw is not None else None


def only(found: Judged, before: Iterable[Finding], paths: frozenset[str]) -> Judged:
    """Of what was found, the part that the change brings. A finding in a file that is as it was is new when there was none of
    its rule at its place about the same subject.
    """
    known = {_identity(finding) for finding in before}

    def is_brought(finding: Finding) -> bool:
        return finding.path in paths or _identity(finding) not in known

    standing = tuple(finding for finding in found.standing if is_brought(finding))
    return Judged(standing, tuple(one for one in found.suppressed if is_brought(one.finding)))


def _identity(finding: Finding) -> tuple[object, ...]:
    return finding.path, finding.line, finding.column, finding.code, finding.subject
