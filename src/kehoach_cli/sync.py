"""Sharing a branch through a server, step by step: what has arrived, ours on top of it, is it sound, send it, and only then move
the work tree.

Until the server has taken our commits nothing here has changed but git's memory of the server, so a run that fails or is killed
leaves the state from before. A run killed between sending and moving has left a note of what it sent, so that the next one knows
its own commits again, whatever the others have done to them since.
"""

import json
import os
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from kehoach_cli import advance, attachments, drafts, objects, past, remote, replay, repo, rules
from kehoach_cli.drafts import folder
from kehoach_cli.locks import SYNCING, lock
from kehoach_cli.parse import AGENCIES_PATH, Snapshot
from kehoach_cli.past import Known
from kehoach_cli.rehearsal import Rehearsal, between
from kehoach_cli.remote import Upstream
from kehoach_cli.replay import Content, Disagreement, Replayed, Told
from kehoach_cli.repo import Repo
from kehoach_cli.soundness import Judge
from kehoach_cli.trouble import FOUND, WRONG_USE, Trouble
from kehoach_cli.workspace import errors

ATTEMPTS = 12
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 3.0  # seconds between attempts

UP_TO_DATE, SYNCED, PLANNED, DISAGREEMENT, UNSOUND = "up-to-date", "synced", "planned", "disagreement", "unsound"


class SentOnly(Exception):  # noqa: N818 - half of it is done
    """The server has taken our commits, but what was received could not be put into the work tree, and why."""

    def __init__(self, count: int, trouble: Trouble) -> None:
        super().__init__(count, trouble)
        self.count = count
        self.trouble = trouble


class Side(NamedTuple):
    """One version of a disputed file: its text (None: the file is taken away), who wrote it and when (ISO)."""

    text: str | None
    author: str
    date: str


class Dispute(NamedTuple):
    """A file that both sides have changed, each in its way; `path` is its name in the workspace. `former` is its text before, or
    None where both have made it anew."""

    path: str
    former: str | None
    ours: Side
    theirs: Side


class Report(NamedTuple):
    """How it ended. `sent` are our commits as the server has them, `received` those of the others, newest first; `later` counts
    what was recorded while this ran; `delivered` what an earlier run had sent without hearing that it arrived; `errors` the
    faults in the files as they are then; `kept` has each path that was given up, and where our version of it is kept."""

    outcome: str
    following: Upstream
    sent: tuple[Told, ...] = ()
    received: tuple[Told, ...] = ()
    later: int = 0
    delivered: int = 0
    errors: int = 0
    disputes: tuple[Dispute, ...] = ()
    rehearsal: Rehearsal | None = None
    kept: tuple[tuple[str, str], ...] = ()


class _Plan(NamedTuple):
    """What is to be done: from the commit `here`, with `base` the last one that both sides have, to `replayed.end`."""

    here: str
    arrived: str | None
    base: str
    replayed: Replayed
    delivered: tuple[str, ...] = ()


def run(root: Path, *, theirs_at: Collection[str] = (), dry_run: bool = False, asks: bool = False) -> Report:
    """Fetch, put ours on top, check, send, move. `theirs_at` are paths of the workspace at which our version is given up. Raises
    Trouble: no server, not reachable, refused, somebody's unsaved work in the way; and SentOnly."""
    of = repo.find(root)
    repo.require_ready(of, allow_detached=True)  # where there is no branch, the next line has its own word on it
    following = remote.upstream(of)
    with lock(of, SYNCING) as held:
        replay.tidy(held)
        judge = Judge(held)
        for pause in _pauses():
            plan = _planned(held, following, theirs_at, asks=asks)
            report = _judged(held, following, plan, theirs_at, judge, dry_run=dry_run)
            if report.outcome != SYNCED:
                return report
            advance.require_possible(held, plan.here, plan.replayed.end)
            if not plan.replayed.carried or _sent(held, following, plan, asks=asks):
                return _brought_home(held, plan, report)
            time.sleep(pause)
    raise Trouble("sync-lost-races", attempts=str(ATTEMPTS), server=following.server)


def _pauses() -> Iterator[float]:
    """How long to wait after each attempt: longer each time, and never as long as the others."""
    import secrets

    for attempt in range(ATTEMPTS):
        yield min(_FIRST_PAUSE * 2**attempt, _LONGEST_PAUSE) * (0.5 + secrets.randbelow(1000) / 1000)


def _planned(held: Repo, following: Upstream, theirs_at: Collection[str], *, asks: bool) -> _Plan:
    arrived = remote.fetch(held, following, asks=asks)
    here = repo.head(held) or ""
    if arrived is None:
        return _Plan(here, None, "", Replayed(here, tuple(reversed(replay.told(held, here))), ()))
    base, delivered = _common(held, following, here, arrived)
    replayed = replay.replay(held, base, here, arrived)
    disputed = {one.path for one in replayed.disagreements}
    given_up = {name for name in disputed if name.removeprefix(held.prefix) in theirs_at}
    unknown = sorted({*theirs_at} - {name.removeprefix(held.prefix) for name in given_up})
    if unknown:
        raise Trouble("sync-not-disputed", exit_code=WRONG_USE, path=unknown[0])
    if given_up:
        others = tuple(one for one in replayed.disagreements if one.path not in given_up)
        replayed = replayed._replace(disagreements=others) if others else replay.replay(held, base, here, arrived, given_up)
    return _Plan(here, arrived, base, replayed, delivered)


def _common(held: Repo, following: Upstream, here: str, arrived: str) -> tuple[str, tuple[str, ...]]:
    """The last commit of ours that the server has, and what it has of ours under other names. Raises Trouble."""
    noted = _read_note(held)
    if noted and _is_below(held, noted.end, arrived) and _is_below(held, noted.here, here):
        return noted.here, noted.commits
    if _is_below(held, here, arrived):
        return here, ()
    base = held.run("merge-base", arrived, here).out.strip()
    if not base:
        raise Trouble("sync-cut-off" if objects.is_shallow(held) else "sync-unrelated", server=following.server)
    fork = held.run("merge-base", "--fork-point", following.seen, here).out.strip()
    if fork and not _is_below(held, fork, arrived):
        raise Trouble("sync-rewritten", server=following.server, branch=following.branch)
    return base, ()


def _is_below(of: Repo, older: str, newer: str) -> bool:
    return of.run("merge-base", "--is-ancestor", older, newer).code == 0


def _judged(held: Repo, following: Upstream, plan: _Plan, theirs_at: Collection[str], judge: Judge, *, dry_run: bool) -> Report:
    """What is to be said of the plan before anything is done: SYNCED when nothing stands in its way."""
    nothing = Report(UP_TO_DATE, following, delivered=len(plan.delivered))
    if plan.replayed.disagreements:
        disputes = tuple(_dispute(held, plan, one) for one in plan.replayed.disagreements)
        return nothing._replace(outcome=DISAGREEMENT, disputes=disputes)
    if plan.here == plan.replayed.end and not plan.replayed.carried:
        return nothing
    count, rehearsal = _checked(held, plan, judge)
    if rehearsal and rehearsal.errors:
        return nothing._replace(outcome=UNSOUND, rehearsal=rehearsal)
    _require_as_attached(held, plan)
    received = replay.told(held, plan.arrived, f"^{plan.here}") if plan.arrived else ()
    others = tuple(one for one in received if one.hash not in plan.delivered)
    report = nothing._replace(outcome=SYNCED, sent=plan.replayed.carried, received=others, errors=count)
    if dry_run:
        return report._replace(outcome=PLANNED)
    return report._replace(kept=tuple((path, where) for path in sorted(theirs_at) if (where := _kept(held, plan, path))))


def _checked(held: Repo, plan: _Plan, judge: Judge) -> tuple[int, Rehearsal | None]:
    """How many errors the files would have, and where ours may bring one, both states held against each other."""
    if objects.is_partial(held):
        after = _snapshot(held, plan.replayed.end)
        count = len(errors(rules.judge(after).standing))
        return count, between(_snapshot(held, plan.arrived), after) if count and plan.replayed.carried else None
    found = judge.errors(plan.replayed.end)
    if not found.standing or not plan.replayed.carried or (plan.arrived and not found.brings(judge.errors(plan.arrived))):
        return len(found.standing), None
    return len(found.standing), between(_snapshot(held, plan.arrived), _snapshot(held, plan.replayed.end))


def _require_as_attached(held: Repo, plan: _Plan) -> None:
    """Raise Trouble where ours would send an attachment whose bytes are not those that its name promises; a pointer of git-lfs is
    the file for whoever fetches it."""
    if not plan.arrived or not plan.replayed.carried:
        return
    ours = replay.changes(held, plan.arrived, plan.replayed.end)
    named = {path.removeprefix(held.prefix): change.new.hash for path, change in ours.items() if change.new.is_there}
    kept = {path: name for path, name in named.items() if attachments.hash_in(path)}
    contents = objects.blobs(held, sorted(set(kept.values())), largest=attachments.LARGEST)
    for path, name in sorted(kept.items()):
        content = contents[name]
        fault = attachments.TOO_LARGE if content is None else attachments.fault_of(path, content)
        if fault not in ("", attachments.POINTER):
            raise Trouble("sync-altered", exit_code=FOUND, path=path, fault=fault)


def _snapshot(of: Repo, commit: str | None) -> Snapshot:
    """The workspace as a commit has it, with the names of its attachments; in a partial clone, the plans that are here."""
    if commit is None:
        return Snapshot({})
    known, archive = Known(commit, "", "", ""), past.Archive(of)
    if not objects.is_partial(of):
        return (archive.read(known) or Snapshot({}))._replace(attachments=archive.attachments(known))
    snapshot = archive.read(known, objects.absent(of, commit)) or Snapshot({})
    here = {path.removesuffix("plan.yaml") for path in snapshot.files if path.endswith("/plan.yaml")}
    # A file elsewhere may be here by chance, because another one reads the same.
    kept = {path: raw for path, raw in snapshot.files.items() if path == AGENCIES_PATH or path.startswith(tuple(here))}
    return snapshot._replace(files=kept, attachments=archive.attachments(known))


def _kept(held: Repo, plan: _Plan, path: str) -> str:
    """Where our version of a path is kept that is given up; "" where it had been taken away."""
    ours = _content(held, plan.here, held.full(path))
    return "" if ours is None else drafts.keep(held, path, ours)


def _dispute(held: Repo, plan: _Plan, one: Disagreement) -> Dispute:
    former = _text(held, one.former)
    ours = _side(held, plan.here, plan.base, one.path, _text(held, one.ours))
    theirs = _side(held, plan.arrived or "", plan.base, one.path, _text(held, one.theirs))
    return Dispute(one.path.removeprefix(held.prefix), former, ours, theirs)


def _side(of: Repo, end: str, base: str, path: str, text: str | None) -> Side:
    """A version with the last commit between `base` and `end` that changed the path."""
    told = of.run(
        "log", "-1", "--no-show-signature", "--encoding=UTF-8", "--format=%an%x00%aI", end, f"^{base}", "--", path
    ).out.strip()
    author, _, date = told.partition("\0")
    return Side(text, author, date)


def _text(of: Repo, content: Content) -> str | None:
    if not content.is_there:
        return None
    return of.raw("cat-file", "blob", content.hash)[1].decode("utf-8", "replace")


def _content(of: Repo, commit: str, path: str) -> bytes | None:
    code, content, _ = of.raw("cat-file", "blob", f"{commit}:{path}")
    return None if code else content


def _sent(held: Repo, following: Upstream, plan: _Plan, *, asks: bool) -> bool:
    """Send it; False when others were faster. Raises Trouble."""
    _write_note(held, _Note(plan.here, plan.replayed.end, tuple(one.hash for one in plan.replayed.carried)))
    return remote.send(held, following, plan.replayed.end, asks=asks).taken


def _brought_home(held: Repo, plan: _Plan, report: Report) -> Report:
    """Move branch, index and work tree to where the server is; what was recorded meanwhile goes on top. Raises Trouble, or
    SentOnly where something was sent before."""
    end, later = plan.replayed.end, 0
    try:
        with lock(held) as both:
            here = repo.head(both) or ""
            if here != plan.here:
                recorded = _recorded_meanwhile(both, plan, here)
                end, later = recorded.end, len(recorded.carried)
            if here != end:
                advance.advance(both, here, end)
    except Trouble as trouble:
        if report.sent:
            raise SentOnly(len(report.sent), trouble) from trouble
        raise
    _note(held).unlink(missing_ok=True)
    return report._replace(later=later)


def _recorded_meanwhile(both: Repo, plan: _Plan, here: str) -> Replayed:
    if not _is_below(both, plan.here, here):
        raise Trouble("sync-branch-moved")
    recorded = replay.replay(both, plan.here, here, plan.replayed.end)
    if recorded.disagreements:
        raise Trouble("sync-branch-moved")
    return recorded


class _Note(NamedTuple):
    """What was sent, perhaps: our commits up to `here` are on the server as `commits`, up to `end`, if that has arrived there."""

    here: str
    end: str
    commits: tuple[str, ...]


def _note(of: Repo) -> Path:
    return folder(of) / "sent.json"


def _write_note(of: Repo, note: _Note) -> None:
    with _note(of).open("w", encoding="utf-8") as file:
        json.dump(note._asdict(), file)
        file.flush()
        os.fsync(file.fileno())


def _read_note(of: Repo) -> _Note | None:
    try:
        told = json.loads(_note(of).read_text(encoding="utf-8"))
        return _Note(str(told["here"]), str(told["end"]), tuple(map(str, told["commits"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None
