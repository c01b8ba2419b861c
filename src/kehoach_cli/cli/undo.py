"""`kehoach undo`: take back our own last recording by a commit that removes it; everything else stays."""

import typer

from kehoach_cli import app, disk, draft, ledger, repo, rules
from kehoach_cli.cli import ask, options, recording
from kehoach_cli.cli.context import Session, session
from kehoach_cli.findings import Finding
from kehoach_cli.parse import Snapshot
from kehoach_cli.render import safe
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
    last = repo.last_commit_adding(of, draft.SUBJECT_STARTS)
    if last is None:
        raise Trouble("nothing-to-undo", exit_code=WRONG_USE)
    if repo.is_pushed(of, last.hash) and not pushed:
        raise Trouble("already-pushed", exit_code=WRONG_USE, subject=last.subject)
    if not repo.is_clean(of, last.path):
        raise Trouble("changed-since", exit_code=WRONG_USE, path=last.path)
    here.console.err(f"{safe.on_one_line(last.subject)} ({last.hash[:7]})\n{last.path}\n")
    here.console.err(safe.for_terminal((root / last.path).read_text(encoding="utf-8", errors="replace")))
    if _is_needed(here, disk.read(root), last.path):
        return FOUND
    if not yes:
        if not here.console.can_ask or no_input:
            raise Trouble("options-needed", exit_code=WRONG_USE, options="--yes")
        if not ask.agrees(here.console, "undo-this", default=False):
            raise KeyboardInterrupt
    message = f'Revert "{last.subject}"\n\nThis reverts commit {last.hash}.\n'
    commit = ledger.take_back(of, root, last.path, message)
    here.console.note("undone", path=last.path, commit=commit)
    return 0


def _is_needed(here: Session, snapshot: Snapshot, path: str) -> bool:
    """Show what would be wrong without the file; whether it has to stay for it."""
    without = app.Rehearsal(snapshot._replace(files={name: c for name, c in snapshot.files.items() if name != path}), ())
    before = set(map(Finding.order, rules.check(snapshot)))
    brought = without._replace(findings=tuple(f for f in rules.check(without.snapshot) if f.order() not in before))
    if brought.errors:
        recording.show_findings(here, brought.errors, brought.snapshot)
        here.console.note("nothing-undone")
    return bool(brought.errors)
