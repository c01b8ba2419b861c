"""The words that somebody typed and that are not on record yet: kept in the git folder, so never tracked, never lost.
Likewise what is put out of the way."""

import contextlib
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from kehoach_cli import attachments, disk
from kehoach_cli.parse import EventPath, FilingPath, classify
from kehoach_cli.repo import Repo
from kehoach_cli.trouble import Trouble, cause_of


def folder(of: Repo) -> Path:
    """Where drafts, and the lock and the journal of the ledger, are kept."""
    return of.git_dir / "kehoach"


def keep(of: Repo, path: str, content: bytes, attached: Mapping[str, bytes] = MappingProxyType({})) -> str:
    """Keep what was typed, and what is to be attached to it; where it is. The same words for the same place are kept once, others
    never overwritten."""
    kept = _keep_words(of, path, content)
    _keep_attachments(of, attached)
    return kept


def _keep_words(of: Repo, path: str, content: bytes) -> str:
    wanted = folder(of) / "drafts" / path.replace("/", "__")
    wanted.parent.mkdir(parents=True, exist_ok=True)
    for draft in waiting(of):
        if _place(draft) == _place(wanted) and draft.read_bytes() == content:
            return draft.as_posix()
    kept, number = wanted, 2
    while kept.exists():
        kept, number = wanted.with_stem(f"{wanted.stem}-{number}"), number + 1
    disk.create(kept.parent, kept.name, content)
    return kept.as_posix()


def _keep_attachments(of: Repo, files: Mapping[str, bytes]) -> None:
    """Keep what a draft is to bring along, by the name it will be kept under, so that the draft needs nobody's file any more."""
    for path, content in files.items():
        target = _attachment(of, path)
        if attachment(of, path) is None:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)  # one that a killed run has cut short
            disk.create(target.parent, target.name, content)


def attachment(of: Repo, path: str) -> bytes | None:
    """What is kept to be attached at that path; None when it is not there whole."""
    with contextlib.suppress(OSError):
        content = disk.content(str(_attachment(of, path)), attachments.LARGEST)
        return None if attachments.fault_of(path, content) else content
    return None


def _attachment(of: Repo, path: str) -> Path:
    return folder(of) / "drafts" / path.rpartition("/")[2]


def _tidy(of: Repo) -> None:
    """Remove what no draft that waits would bring along."""
    kept = folder(of) / "drafts"
    with contextlib.suppress(OSError):  # another run has taken a draft away meanwhile: it tidies up itself
        files = [path for path in kept.iterdir() if path.suffix != ".yaml"]
        wanted = "".join(draft.read_text(encoding="utf-8", errors="replace") for draft in waiting(of)) if files else ""
        for path in files:
            if path.stem not in wanted:
                path.unlink()


def _place(draft: Path) -> str:
    return draft.name.rpartition("__")[0]


def meant_for(draft: Path) -> EventPath | FilingPath | None:
    """What the path is that a draft would have been recorded at; None for what was piped in."""
    path = draft.name.replace("__", "/")
    found = classify(path) or classify(re.sub(r"-[0-9]+\.yaml$", ".yaml", path))  # the second draft for a place, and later ones
    return None if isinstance(found, str) else found


def drop(of: Repo, draft: Path) -> None:
    """Remove a draft that is on record now; a file that is none of ours stays."""
    if draft.resolve().parent == (folder(of) / "drafts").resolve():
        draft.unlink(missing_ok=True)
        _tidy(of)


def set_aside(of: Repo, path: Path) -> Path:
    """Move a file out of the way, to where nothing looks for it; where it is now. Raises Trouble."""
    kept = folder(of) / "set-aside"
    try:
        kept.mkdir(parents=True, exist_ok=True)
        target, number = kept / path.name, 2
        while target.exists():
            target, number = kept / f"{path.name}.{number}", number + 1
        path.rename(target)
    except OSError as error:
        raise Trouble("cannot-write", path=path.as_posix(), cause=cause_of(error)) from error
    return target


def waiting(of: Repo) -> list[Path]:
    """The drafts that wait, oldest first."""
    kept = folder(of) / "drafts"
    return sorted(kept.glob("*.yaml"), key=lambda path: (path.stat().st_mtime, path.name)) if kept.is_dir() else []
