"""The use cases of whoever looks back: what a change means, whether the ledger was only added to, the life of a thing. Like
`app`, it holds the order of the steps and nothing else."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kehoach_cli import audit, changes, chronicle, disk, life, objects, past, repo, unlike
from kehoach_cli.changes import Comparison, Side
from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.life import Told
from kehoach_cli.model import Event, Register
from kehoach_cli.oversight import reports_confirmed, to_be_signed
from kehoach_cli.parse import EventPath, Parsed, Snapshot, classify, parse
from kehoach_cli.past import Archive, Known
from kehoach_cli.policy import Audit
from kehoach_cli.trail import Case, Recorded, Touch, is_entry, own_touches, plans_renamed
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.unlike import Scope
from kehoach_cli.untouched import Untouched
from kehoach_cli.workspace import committed


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
    """One end as read: which commit it is (None for the work tree and the index), what it states as far as both ends differ, and
    the faults of form in what was compared. `missing` says that there was no workspace yet."""

    known: Known | None
    side: Side
    errors: int = 0
    missing: bool = False


class Compared(NamedTuple):
    """Two ends and what differs between them; `staged` where the second end is the index, `several` where the second end has more
    than one plan."""

    before: Read
    after: Read
    comparison: Comparison
    staged: bool = False
    several: bool = False


def compared(start: Path, which: Ends, as_of: date) -> Compared:
    """What a change means, as of a day. Raises Trouble: no workspace, no git or repository, no such revision, no workspace at the
    second end, conflicts in the index."""
    root, archive = _history(start)
    one = archive.head() if which.before == "HEAD" else archive.at(which.before)
    other = archive.at(which.after) if which.after is not None else None
    if which.from_base:
        one = archive.merge_base(one, other or archive.head())
    if other is not None:
        scope = unlike.of_commits(archive, root, one, other)
        before, after = (_of_commit(archive, known, scope) for known in (one, other))
    elif which.staged:
        scope = unlike.of_index(archive, root, one)
        before = _of_commit(archive, one, scope)
        after = _read(None, archive.read_staged(scope.places), archive.templates(None), scope)
    else:
        scope = unlike.of_work_tree(archive, root, one)
        before = _of_commit(archive, one, scope)
        after = _of_disk(root, before.side, scope)
    if after.missing:
        raise Trouble("no-workspace-then", commit=other.short if other else "–", day=other.day if other else "–")
    several = len(scope.alike) + len(after.side.register.plans) > 1
    untouched = Untouched(scope, before.side, after.side, as_of)
    comparison = changes.compare(before.side, after.side, as_of, untouched.told)
    before, after = (end._replace(errors=end.errors + untouched.errors) for end in (before, after))
    return Compared(before, after, comparison, which.staged, several)


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


def _of_commit(archive: Archive, known: Known, scope: Scope) -> Read:
    return _read(known, archive.read(known, places=scope.places), archive.templates(known), scope)


def _of_disk(root: Path, before: Side, scope: Scope) -> Read:
    """The work tree; a template that git would store as it had been counts as the same."""
    found = disk.own_templates(root)
    same = {path: before.templates.get(path, "") for path in found}
    names = {path: same[path] if objects.is_content(same[path], content) else "–" for path, content in found.items()}
    return _read(None, disk.read(root, scope.names), names, scope)


def _read(known: Known | None, snapshot: Snapshot | None, templates: dict[str, str], scope: Scope) -> Read:
    if snapshot is None and scope.alike:  # what differs is not here, but there is a workspace
        snapshot = Snapshot({})
    if snapshot is None:
        return Read(known, Side(Snapshot({}), Register()), missing=True)
    parsed = parse(snapshot)
    return Read(known, Side(snapshot, parsed.register, templates), _form_errors(parsed))


def _form_errors(parsed: Parsed) -> int:
    if not parsed.findings:
        return 0
    from kehoach_cli.rules import severity

    return sum(severity(finding) == ERROR for finding in parsed.findings)


class Audited(NamedTuple):
    """What the ledger is like over time: the findings, how many commits were looked at and how many entries there are; `start` is
    where the change began, None for the whole history, `head` None for what is staged."""

    root: Path
    head: Known | None
    start: Known | None
    commits: int
    entries: int
    findings: tuple[Finding, ...]


_FEW = 200  # paths to ask git for one by one; for more, the whole history is as quick


def audited(start: Path, which: Ends | None) -> Audited:
    """Whether the ledger was only ever added to: over the whole history, or by a change. Raises Trouble: no workspace, no git, no
    such revision, or too little history here to judge by."""
    root, archive = _history(start)
    if which is not None and which.staged and not archive.has_commits():
        return Audited(root, None, None, 0, len(_ledger(archive.entries(None))), ())  # everything is new
    head = archive.at(which.after) if which and which.after is not None else archive.head()
    base = _base(archive, which, head)
    if base is None and archive.is_shallow():
        raise Trouble("audit-cut-off")
    staged = which is not None and which.staged
    commits = (
        (chronicle.staged(archive.repo, head.commit),)
        if staged
        else chronicle.read(archive.repo, head.commit, base and base.commit)
    )
    case = Case(
        commits,
        frozenset(commit.commit for commit in commits),
        _ledger(archive.entries(None if staged else head)),
        _ledger(archive.entries(base)) if base else {},
        base.short if base else "",
        date.fromisoformat(base.day) if base else None,
        rewritten=base is not None and not archive.holds(head, base),
    )
    case = _with_policies(archive, case, base or head)
    case = _with_signatures(archive, _with_past(archive, case, head))
    return Audited(root, None if staged else head, base, len(commits), len(case.end), audit.check(case))


def _base(archive: Archive, which: Ends | None, head: Known) -> Known | None:
    if which is None:
        return None
    base = archive.head() if which.before == "HEAD" else archive.at(which.before)
    return archive.merge_base(base, head) if which.from_base else base


def _ledger(entries: dict[str, str]) -> dict[str, str]:
    return {path: content for path, content in entries.items() if is_entry(path)}


def _with_policies(archive: Archive, case: Case, of: Known) -> Case:
    """The case with the further rules of the plans, and what they are about. The rules are those before the change: a change
    cannot lift them for itself."""
    plans = parse(Snapshot(archive.plans(of))).register.plans
    policies = {plan.id: plan.audit for plan in plans if plan.audit != Audit()}
    for was, plan in _plans_renamed(case.commits):
        if was in policies:
            policies.setdefault(plan, policies[was])
    return case._replace(policies=policies, events=_events(archive, case)) if policies else case


def _plans_renamed(commits: tuple[Recorded, ...]) -> Iterator[tuple[str, str]]:
    """The old and the new id of each plan that got another one, oldest first: a rename does not leave the plan's rules behind."""
    for commit in commits:
        files = [touch for touch in commit.touches if touch.path.startswith("plans/") and touch.path.endswith("/plan.yaml")]
        gone = [touch.path.split("/")[1] for touch in files if touch.new is None]
        came = [touch.path.split("/")[1] for touch in files if touch.old is None]
        yield from ((was, plan) for was in gone for plan in came)


def _with_past(archive: Archive, case: Case, head: Known) -> Case:
    """The case with what had been done before to the entries that a change touches, and to the reports that it confirms; a whole
    history holds it already. Raises Trouble where a shallow clone does not."""
    if not case.start_name:
        return case
    paths = {touch.path for commit in case.commits for touch in commit.touches if touch.old and is_entry(touch.path)}
    paths |= {path for path, content in case.start.items() if case.end.get(path) != content}
    paths |= reports_confirmed(case)
    if not paths:
        return case
    known = {commit.commit for commit in case.commits}
    read = chronicle.read(archive.repo, head.commit, paths=sorted(paths) if len(paths) <= _FEW else None)
    before = [commit for commit in read if commit.commit not in known]
    if archive.is_shallow():
        _require_recording(paths, (*before, *case.commits))
    return case._replace(commits=(*before, *case.commits))


def _require_recording(paths: set[str], commits: tuple[Recorded, ...]) -> None:
    """Raise Trouble where the recording of one of these entries is not here: where history is cut off everything seems to have
    been recorded by one commit, and nobody can say who did it."""
    seen = {touch.path for commit in commits if commit.parents for touch in commit.touches if touch.old is None}
    if paths - seen:
        raise Trouble("recording-cut-off", path=min(paths - seen))


def _with_signatures(archive: Archive, case: Case) -> Case:
    """The case with the signatures of those commits that a plan wants signed."""
    found = {}
    for plan, policy in case.policies.items():
        if policy.signed:
            wanted = [commit.commit for commit in to_be_signed(case, own_touches(case.commits), plan) if commit.commit]
            found[plan] = chronicle.signatures(archive.repo, wanted, policy.keys)
    return case._replace(signatures=found)


def _events(archive: Archive, case: Case) -> dict[tuple[str, str], Event]:
    """What the events that were added said when they were."""
    added = {
        (touch.path, touch.new)
        for commit in case.commits
        if commit.commit in case.judged
        for touch in commit.touches
        if touch.old is None and touch.new and isinstance(classify(touch.path), EventPath)
    }
    contents = archive.contents(content for _, content in added)
    found = {key: parse(Snapshot({key[0]: contents[key[1]]})).register.events for key in added}
    return {key: events[0] for key, events in found.items() if events}


class Life(NamedTuple):
    """What commits did, newest first; `more` are those not looked at for the limit. `complete` says that the whole history is
    here, `since` is the first commit that can be seen."""

    told: tuple[Told, ...]
    more: int
    complete: bool
    since: Recorded | None
    register: Register


def lived(start: Path, typed: str | None, limit: int) -> Life:
    """The life of what was typed, or of everything; at most `limit` commits, all of them with 0. Raises Trouble: no workspace, no
    git, no commit, nothing of that name."""
    root, archive = _history(start)
    head = archive.head()
    now = committed(archive, root, head)
    if now is None:
        raise Trouble("no-workspace-then", commit=head.short, day=head.day)
    register = now.register
    commits = chronicle.read(archive.repo, head.commit)
    shallow = archive.is_shallow()
    seen = [commit for commit in commits if commit.parents or not shallow]  # where history is cut off nobody recorded anything
    touches = own_touches(commits)
    entries = {touch.path for done in touches.values() for touch in done if is_entry(touch.path)}
    subject = life.subject(register, entries, typed, plans_renamed(commits))
    steps = life.relevant(seen, touches, subject)
    told: list[Told] = []
    looked_at = 0
    for one in life.tell(_with_contents(archive, steps), register, subject):
        if limit and len(told) == limit:
            break
        looked_at += 1
        told += [one] if one.changes else []
    return Life(tuple(told), len(steps) - looked_at, not shallow, commits[0] if commits else None, register)


_AT_ONCE = 256  # commits whose files are read in one look: few looks for a long life, little reading for a short one


def _with_contents(archive: Archive, steps: list[tuple[Recorded, tuple[Touch, ...]]]) -> Iterator[life.Step]:
    """Each step with the contents it speaks of."""
    for start in range(0, len(steps), _AT_ONCE):
        some = steps[start : start + _AT_ONCE]
        contents = archive.contents({name for _, done in some for touch in done for name in (touch.old, touch.new) if name})
        yield from ((commit, done, contents) for commit, done in some)
