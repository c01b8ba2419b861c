"""The words that somebody typed and that are not on record yet: kept in the git folder, so never tracked, never lost."""

import re
from pathlib import Path

from kehoach_cli import disk
from kehoach_cli.parse import EventPath, FilingPath, classify
from kehoach_cli.repo import Repo


def folder(of: Repo) -> Path:
    """Where drafts, and the lock and the journal of the ledger, are kept."""
    return of.git_dir / "kehoach"


def keep(of: Repo, path: str, content: bytes) -> str:
    """Keep what was typed; where it is. The same words for the same place are kept once, others never overwritten."""
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


def waiting(of: Repo) -> list[Path]:
    """The drafts that wait, oldest first."""
    kept = folder(of) / "drafts"
    return sorted(kept.glob("*.yaml"), key=lambda path: (path.stat().st_mtime, path.name)) if kept.is_dir() else []
