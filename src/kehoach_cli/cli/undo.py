"""`kehoach undo`: take back our own last recording or change by a commit that reverses it; everything else stays."""

from pathlib import Path

import typer

from kehoach_cli import attachments, disk, draft, ledger, repo
from kehoach_cli.cli import ask, options, recording
from kehoach_cli.cli.context import Session, session
from kehoach_cli.parse import Snapshot, parse
from kehoach_cli.rehearsal import between
from kehoach_cli.render import safe
from kehoach_cli.reorganisation import SUBJECT_START
from kehoach_cli.repo import OwnCommit, Repo
from kehoach_cli.rules.base import attached as attached_in
from kehoach_cli.trail import is_entry
from kehoach_cli.trouble import FOUND, WRONG_USE, Trouble


def command(
    ctx: typer.Context,
    yes: options.Yes = False,
    no_input: options.NoInput = False,
    pushed: bool = typer.Option(False, "--pushed"),
    allow_detached: options.AllowDetached = False,
) -> int:
    here = session(ctx)
    root = disk.find_root(here.folder)
    of = repo.find(root)
    repo.require_ready(of, allow_detached=allow_detached)
    recording.settle(here, of, root)
    last = repo.last_own_commit(of, draft.SUBJECT_STARTS, (SUBJECT_START,))
    if last is None:
        raise Trouble("nothing-to-undo", exit_code=WRONG_USE)
    if repo.is_pushed(of, last.hash) and not pushed:
        raise Trouble("already-pushed", exit_code=WRONG_USE, subject=last.subject)
    entries = [path for path in last.paths if attachments.hash_in(path) is None]
    snapshot = disk.read(root, _plans_of(entries) if last.added else None)
    attached = _theirs_alone(of, snapshot, entries) if last.added else []
    for path in (*entries, *attached):
        if not repo.is_clean(of, path):
            raise Trouble("changed-since", exit_code=WRONG_USE, path=path)
    present = (root / last.path).read_bytes()
    former = b"" if last.added else _former(of, last)
    paths = "\n".join(map(safe.for_path, (*entries, *attached)))
    here.console.err(f"{safe.on_one_line(last.subject)} ({last.hash[:7]})\n{paths}\n")
    if len(entries) == 1:
        here.console.err(safe.for_terminal(_shown(root, last, present, former)))
    if _is_needed(here, snapshot, last, former):
        return FOUND
    if not yes:
        if not here.console.can_ask or no_input:
            raise Trouble("options-needed", exit_code=WRONG_USE, options="--yes")
        if not ask.agrees(here.console, "undo-this", default=False):
            raise KeyboardInterrupt
    message = f'Revert "{last.subject}"\n\nThis reverts commit {last.hash}.\n'
    if last.added:
        commit = ledger.take_back(of, root, entries, message, attached)
        several = str(len(entries)) if len(entries) > 1 else ""
        here.console.note("undone", path=last.path, several=several, commit=commit)
    else:
        commit = ledger.replace(of, root, last.path, present, former, message)
        here.console.note("undone-change", path=last.path, commit=commit)
    return 0


def _plans_of(paths: list[str]) -> set[str] | None:
    """The plans of entries, where nothing but those can miss them; None where one of the paths is no entry."""
    return {path.split("/")[1] for path in paths} if all(map(is_entry, paths)) else None


def _theirs_alone(of: Repo, snapshot: Snapshot, entries: list[str]) -> list[str]:
    """The attachments that are on record and that nothing names but these entries."""
    others = {path: content for path, content in snapshot.files.items() if path not in entries}
    named, still = ({one.stored_at for one in attached_in(parse(Snapshot(files)).register)} for files in (snapshot.files, others))
    return sorted(repo.tracked(of, named - still))


def _former(of: Repo, last: OwnCommit) -> bytes:
    """What the file held before the commit. Raises Trouble when somebody has changed it again since."""
    if repo.content_id(of, "HEAD", last.path) != repo.content_id(of, last.hash, last.path):
        raise Trouble("changed-again", exit_code=WRONG_USE, path=last.path, subject=last.subject)
    return repo.content(of, f"{last.hash}^", last.path)


def _shown(root: Path, last: OwnCommit, present: bytes, former: bytes) -> str:
    """What would be taken back: the whole file that was added, or what was changed in it."""
    now = present.decode("utf-8", "replace")
    return now if last.added else draft.unified(recording.prefix(root) + last.path, former.decode("utf-8", "replace"), now)


def _is_needed(here: Session, snapshot: Snapshot, last: OwnCommit, former: bytes) -> bool:
    """Show what would be wrong afterwards; whether everything has to stay for it."""
    others = snapshot._replace(files={name: content for name, content in snapshot.files.items() if name not in last.paths})
    rehearsal = between(snapshot, others if last.added else others.with_file(last.path, former))
    if rehearsal.errors:
        recording.show_findings(here, rehearsal.errors, rehearsal.snapshot)
        here.console.note("nothing-undone")
    return bool(rehearsal.errors)
