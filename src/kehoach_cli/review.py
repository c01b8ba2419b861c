"""The use cases of whoever looks back: what a change means. Like `app`, it holds the order of the steps and nothing else."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from kehoach_cli import changes, disk, objects, past, repo
from kehoach_cli.changes import Comparison, Side
from kehoach_cli.findings import ERROR
from kehoach_cli.model import Register
from kehoach_cli.parse import Parsed, Snapshot, parse
from kehoach_cli.past import Archive, Known
from kehoach_cli.trouble import WRONG_USE, Trouble


class Ends(NamedTuple):
    """What a person typed to say what is compared with what. `after` None is the work tree, or the index with `staged`;
    `from_base` takes for the first end the newest commit that both have in common."""

    before: str
    after: str | None = None
    from_base: bool = False
    staged: bool = False


def ends(base: str | None, head: str | None, merge_base: str | None, *, staged: bool = False) -> Ends:
    """The ends that arguments and options name: BASE, BASE HEAD, BASE..HEAD, BASE...HEAD or --merge-base REV. Raises Trouble
    when they contradict each other, or when one is empty: in CI that is a variable nobody has set."""
    dots = next((dots for dots in ("...", "..") if base and dots in base), None)
    if "" in (base, head, merge_base) or (dots and base and base.startswith(dots)):
        raise Trouble("empty-revision", exit_code=WRONG_USE)
    twice = merge_base is not None and base is not None
    if twice or (staged and head is not None) or (dots and (head is not None or staged)):
        raise Trouble("too-many-ends", exit_code=WRONG_USE)
    if dots and base:
        one, _, other = base.partition(dots)
        return Ends(one, other or "HEAD", from_base=dots == "...")
    first = "HEAD" if base is None else base
    return Ends(first if merge_base is None else merge_base, head, merge_base is not None, staged)


class Read(NamedTuple):
    """One end as read: which commit it is (None for the work tree and the index), what it states, and its faults of form.
    `missing` says that there was no workspace yet."""

    known: Known | None
    side: Side
    errors: int = 0
    missing: bool = False


class Compared(NamedTuple):
    """Two ends and what differs between them; `staged` where the second end is the index."""

    before: Read
    after: Read
    comparison: Comparison
    staged: bool = False


def compared(start: Path, which: Ends, as_of: date) -> Compared:
    """What a change means, as of a day. Raises Trouble: no workspace, no git or repository, no such revision, no workspace at the
    second end, conflicts in the index."""
    root, archive = _history(start)
    one = archive.head() if which.before == "HEAD" else archive.at(which.before)
    other = archive.at(which.after) if which.after is not None else None
    if which.from_base:
        one = archive.merge_base(one, other or archive.head())
    before = _of_commit(archive, one)
    if other is not None:
        after = _of_commit(archive, other)
    elif which.staged:
        after = _read(None, archive.read_staged(), archive.templates(None))
    else:
        after = _of_disk(root, before.side)
    if after.missing:
        raise Trouble("no-workspace-then", commit=other.short if other else "–", day=other.day if other else "–")
    return Compared(before, after, changes.compare(before.side, after.side, as_of), which.staged)


def _history(start: Path) -> tuple[Path, Archive]:
    """The workspace around a folder, and its history. Raises Trouble."""
    try:
        root = disk.find_root(start)
    except Trouble as trouble:
        if trouble.key == "no-workspace":
            _require_work_tree(start)
        raise
    return root, past.archive(root, "needs-history")


def _require_work_tree(start: Path) -> None:
    """Raise Trouble where there can be no workspace because the repository is bare."""
    try:
        repo.find(start.resolve())
    except Trouble as trouble:
        if trouble.key == "bare-repository":
            raise


def _of_commit(archive: Archive, known: Known) -> Read:
    return _read(known, archive.read(known), archive.templates(known))


def _of_disk(root: Path, before: Side) -> Read:
    """The work tree; a template that git would store as it had been counts as the same."""
    found = disk.own_templates(root)
    same = {path: before.templates.get(path, "") for path in found}
    names = {path: same[path] if objects.is_content(same[path], content) else "–" for path, content in found.items()}
    return _read(None, disk.read(root), names)


def _read(known: Known | None, snapshot: Snapshot | None, templates: dict[str, str]) -> Read:
    if snapshot is None:
        return Read(known, Side(Snapshot({}), Register()), missing=True)
    parsed = parse(snapshot)
    return Read(known, Side(snapshot, parsed.register, templates), _form_errors(parsed))


def _form_errors(parsed: Parsed) -> int:
    if not parsed.findings:
        return 0
    from kehoach_cli.rules import severity

    return sum(severity(finding) == ERROR for finding in parsed.findings)
