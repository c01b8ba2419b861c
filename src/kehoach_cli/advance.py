"""Moving on to another commit: branch, index and work tree together, or none of them.

Git itself moves index and work tree in one step that refuses to touch what the user has changed (`read-tree -m -u`); the branch
follows, if it still is where it was. A journal is written before. Whatever interrupts it, the index tells how far it came, as git
writes that last and in one step: has it moved, so has the work tree, and the branch is moved too; has it not, what has been put
into the work tree already is taken out again.
"""

import json
import os
from pathlib import Path

from kehoach_cli import disk, repo
from kehoach_cli.drafts import folder
from kehoach_cli.locks import insist, lock, outlast_git
from kehoach_cli.replay import Change, Content, changes, staged
from kehoach_cli.repo import Answer, Repo
from kehoach_cli.trouble import Trouble, cause_of

FINISHED, UNDONE, UNBEGUN = "finished", "undone", "unbegun"
_LINK = "120000"


def require_possible(of: Repo, here: str, there: str) -> None:
    """Raise Trouble, naming the files, when something of the user's stands where the commit `there` has something else."""
    _refresh(of)
    answer = insist(of, lambda: of.run("read-tree", "-n", "-m", "-u", here, there))
    if answer.code:
        changed = [path for path in changes(of, here, there) if not _is_untouched(of, path)]
        if changed:
            raise Trouble("sync-in-the-way", paths="\n".join(f"  {path}" for path in sorted(changed)))
        raise Trouble("git-refused", cause=answer.error)


def _is_untouched(of: Repo, path: str) -> bool:
    return not of.run("--no-optional-locks", "status", "--porcelain", "--untracked-files=all", "--ignored", "-z", "--", path).out


def _refresh(of: Repo) -> None:
    """Let git look at files again whose times have changed, so that it does not take them for changed ones."""
    insist(of, lambda: of.run("update-index", "-q", "--refresh")._replace(code=0))


def advance(held: Repo, here: str, there: str) -> None:
    """Move on from the commit `here`, where the branch is, to `there`; to be called with the lock. Raises Trouble, with
    everything as it was before."""
    require_possible(held, here, there)
    _write_journal(held, here, there)
    try:
        _require(insist(held, lambda: held.run("read-tree", "-m", "-u", here, there)))
        _require(insist(held, lambda: _move_branch(held, here, there)))
    except BaseException:
        if _settle(held, here, there) != FINISHED:
            raise
    _journal(held).unlink(missing_ok=True)


def settle(of: Repo) -> str | None:
    """Finish or take back what an interrupted run left; None when there was nothing. Raises Trouble."""
    if not _journal(of).exists():
        return None
    with lock(of) as held:
        return _recover(held)


def _recover(held: Repo) -> str | None:
    try:
        told = json.loads(_journal(held).read_text(encoding="utf-8"))
        here, there = str(told["here"]), str(told["there"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):  # killed while the journal itself was written: nothing else had begun
        _journal(held).unlink(missing_ok=True)
        return UNBEGUN
    outlast_git(held)
    return _settle(held, here, there)


def is_interrupted(of: Repo) -> bool:
    """Whether a run is at work, or was interrupted."""
    return _journal(of).exists()


def _settle(held: Repo, here: str, there: str) -> str:
    """Both halves on the same side again; which. Raises Trouble when git cannot, and the journal stays for the next run."""
    arriving = changes(held, here, there)
    head = repo.head(held) or ""
    outcome = UNDONE
    if head == there:
        outcome = FINISHED
    elif not _has_moved(held, here, arriving):
        _take_out(held, there, arriving)
    elif head == here and not insist(held, lambda: _move_branch(held, here, there)).code:
        outcome = FINISHED
    else:  # somebody has committed meanwhile, or a hook does not let the branch move
        _refresh(held)
        _require(insist(held, lambda: held.run("read-tree", "-m", "-u", there, head)))
    _journal(held).unlink(missing_ok=True)
    return outcome


def _has_moved(held: Repo, here: str, arriving: dict[str, Change]) -> bool:
    """Whether the index holds what has arrived: git writes it in one step, so one path speaks for all."""
    now = staged(held, here)
    return not arriving or any(path in now and now[path].new == change.new for path, change in arriving.items())


def _take_out(held: Repo, there: str, arriving: dict[str, Change]) -> None:
    """Put back, in the work tree alone, what git has written there before it was stopped: whole, cut short, or only removed."""
    looked_at = held.run("diff-files", "--name-only", "-z").out.split("\0")
    to_restore = []
    for path, change in arriving.items():
        target = held.top / path
        if change.old.is_there and path not in looked_at:
            continue
        if os.path.lexists(target):
            if not _is_from(held, there, path, change.new):
                continue
            target.unlink()
            disk.remove_folders([parent for parent in target.parents if held.top in parent.parents])
        if change.old.is_there:
            to_restore.append(path)
    if to_restore:
        listed = b"".join(os.fsencode(path) + b"\0" for path in to_restore)
        code, _, error = held.raw("checkout-index", "--quiet", "--force", "-u", "-z", "--stdin", given=listed)
        _require(Answer(code, "", error))


def _is_from(held: Repo, there: str, path: str, content: Content) -> bool:
    """Whether the file in the work tree is the one that was arriving, or its beginning; never one that somebody else made."""
    target = held.top / path
    if not content.is_there or target.is_dir():
        return False
    if target.is_symlink():
        return content.mode == _LINK
    code, whole, _ = held.raw("cat-file", "--filters", f"{there}:{path}")
    return code == 0 and whole.startswith(target.read_bytes())


def _move_branch(held: Repo, here: str, there: str) -> Answer:
    return held.run("-c", "core.fsync=all", "update-ref", "-m", "kehoach sync", "HEAD", there, here)


def _require(answer: Answer) -> None:
    if answer.code:
        raise Trouble("git-refused", cause=answer.error)


def _journal(of: Repo) -> Path:
    return folder(of) / "advance.json"


def _write_journal(of: Repo, here: str, there: str) -> None:
    try:
        with _journal(of).open("w", encoding="utf-8") as file:
            json.dump({"here": here, "there": there}, file)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        _journal(of).unlink(missing_ok=True)
        raise Trouble("cannot-write", path=_journal(of).as_posix(), cause=cause_of(error)) from error
