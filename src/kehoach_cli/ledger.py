"""Putting files on record, changing one, or taking them back: files and commit together, or neither.

A lock that the system frees when its holders are gone, we and the git we started; the words kept as a draft in the git folder
and a journal beside it before anything else; the file created exclusively, or replaced in one step; one commit of that path
alone. Several files go on record by one commit: the first answers for all. Whatever interrupts it, the same question settles
it, at once or by the next run: does the last commit hold the file, or what it was changed to? If that is what was wanted, the
work is finished; if not, file and index are put back as they were, and the draft stays.
"""

import contextlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kehoach_cli import attachments, disk, drafts, ignoring, intake, locks, objects, repo
from kehoach_cli.locks import insist, lock, outlast_git
from kehoach_cli.repo import Answer, Repo
from kehoach_cli.trouble import WRONG_USE, Trouble, cause_of

RECORDING, REMOVAL, CHANGE = "recording", "removal", "change"
FINISHED, UNDONE, LEFT, UNBEGUN, OTHER = "finished", "undone", "left", "unbegun", "other"
_NONE: Mapping[str, bytes] = MappingProxyType({})


class Settled(NamedTuple):
    """What an interrupted run was at, and how it was settled. A changed file is left alone when somebody has edited it since; of
    a new one what somebody has made of it since is `aside`. OTHER: the last commit holds other words in its place."""

    path: str
    kind: str
    outcome: str
    draft: str
    aside: str = ""


class _Entry(NamedTuple):
    """What is being done, as the journal tells it to a later run. `draft` is where the words of a recording are kept; a change
    has what the file held, and the hash by which the last commit knew that. `more` are the further files of a batch, which is
    `added` or removed; nobody typed its words, so it has no draft. `attached` are the attachments that come or go with it: their
    bytes are kept beside the draft, or are those of the last commit."""

    path: str
    content: bytes
    draft: str
    former: bytes = b""
    former_id: str = ""
    more: tuple[tuple[str, bytes], ...] = ()
    added: bool = False
    attached: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        if self.former_id:
            return CHANGE
        return RECORDING if self.draft or self.added else REMOVAL

    @property
    def files(self) -> tuple[tuple[str, bytes], ...]:
        return ((self.path, self.content), *self.more)

    @property
    def paths(self) -> list[str]:
        return [*(path for path, _ in self.files), *self.attached]


def record(of: Repo, root: Path, path: str, content: bytes, message: str, attached: Mapping[str, bytes] = _NONE) -> str:
    """Create the file, and those of its attachments that are not kept yet, and commit them alone; the short hash of the commit.
    Raises Trouble, with everything as it was before."""
    converted = intake.converted(of, attached)
    if converted:
        raise Trouble("attachment-converted", path=converted[0])
    return _add(of, root, {path: content}, message, typed=True, attached=attached)


def record_all(of: Repo, root: Path, files: Mapping[str, bytes], message: str) -> str:
    """The same for several files, by one commit. Nobody typed their words, so no draft is kept when they are refused."""
    return _add(of, root, files, message, typed=False)


def record_each(of: Repo, root: Path, batches: Sequence[tuple[Mapping[str, bytes], str]]) -> Iterator[None]:
    """Several batches of files, each with its message, one commit for each; each value tells that one more is on record. Raises
    Trouble: with nothing written where a path is not free, else with the batches so far on record and nothing of the rest."""
    paths = [path for files, _ in batches for path in files]
    ignoring.require_none(of, paths)
    _require_free(of, root, paths)
    for files, message in batches:
        with lock(of) as held:
            _recover(held, root)
            _add_now(held, root, files, message)
        yield


def _add(
    of: Repo, root: Path, files: Mapping[str, bytes], message: str, *, typed: bool, attached: Mapping[str, bytes] = _NONE
) -> str:
    with lock(of) as held:
        _recover(held, root)
        kept = repo.tracked(held, attached)
        for path in kept:
            require_committed(held, path)
        brought = {path: content for path, content in attached.items() if path not in kept}
        _require_free(held, root, [*files, *brought])
        draft = drafts.keep(held, *next(iter(files.items())), brought) if typed else ""
        _add_now(held, root, files, message, draft, brought)
        return repo.short_hash(held)


def _require_free(of: Repo, root: Path, paths: Sequence[str]) -> None:
    taken = [*repo.tracked(of, paths), *(path for path in paths if (root / path).exists())]
    if taken:
        raise Trouble("file-exists", path=taken[0])


def _add_now(
    held: Repo, root: Path, files: Mapping[str, bytes], message: str, draft: str = "", brought: Mapping[str, bytes] = _NONE
) -> None:
    everything = {**files, **brought}

    def steps(held: Repo) -> None:
        for path, content in everything.items():
            disk.create(root, path, content)
        _stage(held, *everything)
        _commit(held, list(everything), message)

    (path, content), *more = files.items()
    repo.head_holds(held, path)  # where git cannot tell now, it could not tell either whether the commit was made
    _carry_out(held, root, _Entry(path, content, draft, more=tuple(more), added=True, attached=tuple(brought)), steps)


def take_back(of: Repo, root: Path, paths: Sequence[str], message: str, attached: Sequence[str] = ()) -> str:
    """Remove files again that one commit has recorded, and attachments that nothing else names, by a commit of its own; its short
    hash. Raises Trouble, with everything as before."""
    everything = [*paths, *attached]

    def steps(held: Repo) -> None:
        for path in everything:
            (root / path).unlink()
        _commit(held, everything, message)

    with lock(of) as held:
        _recover(held, root)
        for path in everything:
            if not (repo.head_holds(held, path) and repo.is_clean(held, path)):
                raise Trouble("changed-since", exit_code=WRONG_USE, path=path)
        first, *more = [(path, (root / path).read_bytes()) for path in paths]
        _carry_out(held, root, _Entry(*first, "", more=tuple(more), attached=tuple(attached)), steps)
        return repo.short_hash(held)


def replace(of: Repo, root: Path, path: str, former: bytes, content: bytes, message: str) -> str:
    """Another content for a file that is on record, and a commit of it alone; the short hash. Raises Trouble, with everything as
    before: where the file is not as the last commit has it, or not what was read as `former`.
    """

    def steps(held: Repo) -> None:
        disk.replace(root, path, content)
        _commit(held, [path], message)

    with lock(of) as held:
        _recover(held, root)
        require_committed(held, path)
        if (root / path).read_bytes() != former:
            raise Trouble("changed-meanwhile", path=path)
        disk.require_room_beside(root, path)
        entry = _Entry(path, content, "", former, repo.content_id(held, "HEAD", path))
        _carry_out(held, root, entry, steps)
        return repo.short_hash(held)


def require_committed(of: Repo, path: str) -> None:
    """Raise Trouble when somebody has changed a file and not committed that: their change would go into our commit."""
    if not repo.is_as_committed(of, path):
        raise Trouble("uncommitted-changes", path=path)


def commit_files(of: Repo, paths: list[str], message: str) -> str:
    """Commit files that stand in the work tree already, and nothing else; the short hash. Raises Trouble."""
    with lock(of) as held:
        _stage(held, *paths)
        _commit(held, paths, message)
        return repo.short_hash(held)


def settle(of: Repo, root: Path) -> Settled | None:
    """Finish or take back what an interrupted run left, once nobody is at it any more; None when nothing was left."""
    if not is_interrupted(of):
        return None
    with lock(of) as held:
        return _recover(held, root)


def is_interrupted(of: Repo) -> bool:
    """Whether a run is at work, or was interrupted."""
    return _journal(of).exists()


def _carry_out(of: Repo, root: Path, entry: _Entry, steps: Callable[[Repo], None]) -> None:
    """Do it under the journal. Whatever stops the steps is settled before it is raised."""
    _write_journal(of, entry)
    try:
        steps(of)
        locks.hear_no_more_interrupts()
    except BaseException as error:
        locks.hear_no_more_interrupts()
        waited = isinstance(error, Trouble) and error.key == "git-locked"
        try:
            settled = _settle(of, root, entry, 0.0 if waited else locks.LONGEST_WAIT)
        except Trouble:
            if not _is_done(of, entry):
                raise
            return  # on record; what git was kept from, the next run does, by the journal
        if settled.outcome == LEFT:
            raise Trouble("left-changed", path=entry.path) from error
        if settled.outcome not in (FINISHED, OTHER):
            raise
    else:
        for path in entry.paths:
            _remove_folders_above(root, path)
        _close(of, entry)


def _recover(of: Repo, root: Path) -> Settled | None:
    """Settle what the journal tells of; to be called with the lock."""
    try:
        entry = _read_journal(of)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):  # killed while the journal itself was written: nothing else had begun
        _journal(of).unlink(missing_ok=True)
        return Settled("", RECORDING, UNBEGUN, "")
    outlast_git(of)
    return _settle(of, root, entry, locks.LONGEST_WAIT)


def _settle(of: Repo, root: Path, entry: _Entry, patience: float) -> Settled:
    if entry.kind == CHANGE:
        outcome = _settle_change(of, root, entry, patience)
        _close(of, entry)
        return Settled(entry.path, CHANGE, outcome, "")
    removal, finished = entry.kind == REMOVAL, _is_done(of, entry)
    aside = _take_away(of, root, entry, patience) if removal == finished else ""  # where the file is to be gone
    if removal and not finished:
        _put_back(of, root, entry, patience)
    # other words: somebody was faster in that place, or a hook changed them
    other = finished and entry.draft and not objects.is_content(repo.content_id(of, "HEAD", entry.path), entry.content)
    outcome = OTHER if other else FINISHED if finished else UNDONE
    draft = "" if outcome == FINISHED else entry.draft
    _close(of, entry._replace(draft="") if draft else entry)
    return Settled(entry.path, entry.kind, outcome, draft, aside)


def _is_done(of: Repo, entry: _Entry) -> bool:
    """Whether the last commit has it."""
    if entry.kind == CHANGE:
        return repo.content_id(of, "HEAD", entry.path) != entry.former_id
    return repo.head_holds(of, entry.path) != (entry.kind == REMOVAL)


def _settle_change(of: Repo, root: Path, entry: _Entry, patience: float) -> str:
    """Whether the last commit has it; if not, the file holds again what it held, unless somebody has edited it since."""
    target = root / entry.path
    disk.replacement_of(target).unlink(missing_ok=True)
    held = target.read_bytes() if target.is_file() and not target.is_symlink() else None
    if _is_done(of, entry):
        if held == entry.content and not repo.is_clean(of, entry.path):  # killed between the commit and the index
            _require(insist(of, lambda: repo.stage(of, entry.path), patience))
        return FINISHED
    if held == entry.content:
        disk.replace(root, entry.path, entry.former)
    return UNDONE if held in (entry.content, entry.former) else LEFT


def _close(of: Repo, entry: _Entry) -> None:
    """All is as the last commit has it: nothing need be remembered, but for the draft of what is not in it. What a disk will not
    remove changes nothing in that; by a journal that stays, the next run tries again."""
    with contextlib.suppress(OSError):
        (drafts.folder(of) / "message").unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        if entry.draft:
            drafts.drop(of, Path(entry.draft))
        _journal(of).unlink(missing_ok=True)


def _take_away(of: Repo, root: Path, entry: _Entry, patience: float) -> str:
    """Leave nothing of the files: themselves first, which needs nobody's lock, then their places in the index, if any. What
    somebody, or a hook, has made of one meanwhile is set aside; where."""
    aside = ""
    brought = ((path, drafts.attachment(of, path)) for path in entry.attached)
    for path, content in (*entry.files, *brought):
        target = root / path
        if target.is_file() and not target.is_symlink():
            if _is_ours(path, content, target.read_bytes()):
                target.unlink()
            else:
                aside = drafts.set_aside(of, target).as_posix()
        _remove_folders_above(root, path)
    tracked = repo.tracked(of, entry.paths)
    if tracked:
        _require(insist(of, lambda: repo.unstage(of, *tracked), patience))
    return aside


def _is_ours(path: str, written: bytes | None, found: bytes) -> bool:
    """Whether a file is what we have put there, whole or cut short; never one that somebody else has. Of an attachment that is
    kept nowhere any more the name says it."""
    if written is None:
        return bool(attachments.hash_in(path)) and not attachments.fault_of(path, found)
    return written.startswith(found)


def _put_back(of: Repo, root: Path, entry: _Entry, patience: float) -> None:
    """Undo a removal: the files as they were, and their places in the index."""
    for path, content in entry.files:
        if not (root / path).exists():
            disk.create(root, path, content)
    for path in entry.attached:
        if not (root / path).exists():
            disk.create(root, path, repo.content(of, "HEAD", path))
    lost = sorted({*entry.paths}.difference(repo.tracked(of, entry.paths)))
    if lost:
        _require(insist(of, lambda: repo.stage(of, *lost), patience))


def _require(answer: Answer) -> None:
    """Raise Trouble when git could not do it: the journal stays then, and the next run tries again."""
    if answer.code:
        raise Trouble("git-refused", cause=answer.error)


def _remove_folders_above(root: Path, path: str) -> None:
    disk.remove_folders([parent for parent in (root / path).parents if root in parent.parents])


def _stage(of: Repo, *paths: str) -> None:
    answer = insist(of, lambda: repo.stage(of, *paths))
    if answer.code:
        ignoring.require_none(of, paths)
        raise _refused(of, answer)


def _commit(of: Repo, paths: list[str], message: str) -> None:
    message_file = drafts.folder(of) / "message"
    message_file.write_bytes(message.encode())
    answer = insist(of, lambda: repo.commit_only(of, paths, message_file))
    message_file.unlink(missing_ok=True)
    if answer.code:
        raise _refused(of, answer)


def _refused(of: Repo, answer: Answer) -> Trouble:
    """Why git has refused: what we know the cure of, else in its own words."""
    try:
        repo.require_identity(of)
    except Trouble as known:
        return known
    cause = (answer.error or answer.out).strip()
    return Trouble("commit-refused", cause=cause) if cause else Trouble("commit-refused-silently")


def _journal(of: Repo) -> Path:
    return drafts.folder(of) / "journal.json"


def _write_journal(of: Repo, entry: _Entry) -> None:
    more = [(path, _told(content)) for path, content in entry.more]
    told = {**entry._asdict(), "content": _told(entry.content), "former": _told(entry.former), "more": more}
    try:
        with _journal(of).open("w", encoding="utf-8") as file:
            json.dump(told, file)
            file.flush()
            os.fsync(file.fileno())
        disk.keep_names(drafts.folder(of))
    except OSError as error:
        _journal(of).unlink(missing_ok=True)
        raise Trouble("cannot-write", path=_journal(of).as_posix(), cause=cause_of(error)) from error


def _read_journal(of: Repo) -> _Entry:
    told = json.loads(_journal(of).read_text(encoding="utf-8"))
    more = tuple((str(path), _meant(content)) for path, content in told.get("more", ()))
    former, former_id = _meant(told.get("former", "")), str(told.get("former_id", ""))
    entry = _Entry(str(told["path"]), _meant(told["content"]), str(told["draft"]), former, former_id)
    attached = tuple(map(str, told.get("attached", ())))
    return entry._replace(more=more, added=told.get("added") is True, attached=attached)


def _told(content: bytes) -> str:
    return content.decode("latin-1")  # a character for a byte


def _meant(told: object) -> bytes:
    return str(told).encode("latin-1")
