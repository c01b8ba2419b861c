"""The use cases of whoever puts something on record: rehearsed, then written and committed; words that could not be are kept.
Like `app`, it holds the order of the steps and nothing else."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from kehoach_cli import drafts, intake, ledger, rehearsal, repo
from kehoach_cli.attachments import Stored
from kehoach_cli.draft import Batch, Draft, Revision
from kehoach_cli.model import Register
from kehoach_cli.parse import Snapshot
from kehoach_cli.places import AGENCIES_PATH
from kehoach_cli.rehearsal import Rehearsal
from kehoach_cli.repo import Repo
from kehoach_cli.trouble import Trouble
from kehoach_cli.workspace import Workspace

if TYPE_CHECKING:  # for changes of agencies only
    from kehoach_cli.lineage import Handover
    from kehoach_cli.reorganisation import Reorganisation


def rehearse(of: Workspace, draft: Draft) -> Rehearsal:
    """Validate the workspace with an event or filing and its attachments in it, as far as it can matter, and keep what is new."""
    brought = {path: Stored(len(content)) for path, content in draft.attached.items()}
    return rehearse_files(of, {draft.path: draft.text.encode()}, brought)


def rehearse_files(of: Workspace, files: Mapping[str, bytes], brought: Mapping[str, Stored] | None = None) -> Rehearsal:
    """The same for new files of one plan, by path, and the attachments that are brought with them."""
    return rehearsal.of_entries(_with_attachments(of, files), of.register, files, brought)


def rehearse_unplaced(of: Workspace, files: Mapping[str, bytes]) -> Rehearsal:
    """The same, for who tells only the first of the findings: as `rehearsal.unplaced` gives them."""
    return rehearsal.unplaced(_with_attachments(of, files), of.register, files)


def _with_attachments(of: Workspace, files: Mapping[str, bytes]) -> Snapshot:
    return of.snapshot._replace(attachments=intake.present(of.root, next(iter(files)).split("/")[1]))


def put(of: Workspace, here: Repo, draft: Draft) -> str:
    """Write the file and commit it alone; the short hash of the commit. Raises Trouble, with nothing changed then."""
    return ledger.record(here, of.root, draft.path, draft.text.encode(), draft.message, draft.attached)


def put_all(of: Workspace, here: Repo, batch: Batch) -> str:
    """Write several files and commit them alone, by one commit; its short hash. Raises Trouble, with nothing changed then."""
    return ledger.record_all(here, of.root, batch.files, batch.message)


def keep_draft(of: Workspace, draft: Draft) -> str | None:
    """Keep what was typed outside the tracked files, and what it brings along; where, or None when there is no repository."""
    try:
        return drafts.keep(repo.find(of.root), draft.path, draft.text.encode(), draft.attached)
    except (Trouble, OSError):
        return None


class Reshaping(NamedTuple):
    """What a reorganisation would do: to agencies.yaml, to the findings, to who answers for what on its day."""

    revision: Revision
    rehearsal: Rehearsal
    after: Register
    moves: "tuple[Handover, ...]"


def reshape(of: Workspace, change: "Reorganisation") -> Reshaping:
    """Work out a reorganisation. Raises Trouble where it is not possible; writes nothing."""
    from kehoach_cli import edit, lineage, reorganisation

    reorganisation.require_possible(of.register, change)
    after = reorganisation.applied(of.register, change)
    text = of.snapshot.files[AGENCIES_PATH].decode()
    revision = Revision(AGENCIES_PATH, text, edit.agencies(text, after.agencies), change.subject, change.trailers)
    found = rehearsal.between(of.snapshot, of.snapshot.with_file(AGENCIES_PATH, revision.text.encode()))
    return Reshaping(revision, found, after, lineage.moves(of.register, after, change.on))


def put_change(of: Workspace, revision: Revision, *, allow_detached: bool) -> str:
    """Change the file and commit it alone; the short hash of the commit. Raises Trouble, with nothing changed then."""
    here = repo.find(of.root)
    repo.require_ready(here, allow_detached=allow_detached)
    return ledger.replace(here, of.root, revision.path, revision.before.encode(), revision.text.encode(), revision.message)
