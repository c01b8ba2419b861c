"""What had been committed by a day or a revision, read from git as the workspace of that time.

Only objects of the repository are read, each by its hash: the work tree, the index and the refs are not touched, and nothing that
the repository could make git run (filters, hooks, a fetch) is run.
"""

import stat
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from kehoach_cli import disk, objects, repo
from kehoach_cli.nodes import MAX_BYTES
from kehoach_cli.objects import Commit, Entry
from kehoach_cli.parse import AGENCIES_PATH, Snapshot, classify
from kehoach_cli.repo import Repo
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import VIETNAM, moment, parse_typed_date

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_REVISION = 250  # no branch, tag or hash is longer
_TOO_LARGE = bytes(MAX_BYTES + 1)  # stands for a file that is refused for its size (KH111), and is never loaded


class Known(NamedTuple):
    """The commit that an answer speaks from: its hash, whole and short, when it was committed (ISO, in Vietnam, +07:00), and what
    was typed to name it.
    """

    commit: str
    short: str
    date: str
    typed: str

    @property
    def day(self) -> str:
        """The day of the commit in Vietnam, in ISO form."""
        return self.date[:10]


class Archive:
    """The history of one workspace. A file once read is kept under its hash, which names that content for ever; where HEAD is,
    is asked each time.
    """

    def __init__(self, here: Repo) -> None:
        self._repo = here
        self._contents: dict[str, bytes] = {}

    def at(self, typed: str) -> Known:
        """The commit that a person means by a day or a revision.

        A day, in any form `vn.parse_typed_date` takes, means `by` that day. A full date wins over a branch or tag of the same
        name, which can still be typed as tags/2025-12-31. Anything else is for git to resolve. Raises Trouble: no commit by that
        day, history cut off before it, no such revision.
        """
        day = parse_typed_date(typed)
        return self._revision(typed) if day is None else self._needed(day, typed)

    def by(self, day: date, typed: str, start: str = "HEAD") -> Known | None:
        """The last commit by the end of the day in Vietnam (+07:00, inclusive), or None when there is none.

        The last one along the first parents of `start`: the branch's own line, because what was merged later was not known here
        before its merge. The line decides what came before what, and a commit counts by its own date: a child older than its
        parent brings its parent with it. Raises Trouble where a shallow clone is cut off before that day.
        """
        seconds = int((datetime.combine(day, time(23, 59, 59), VIETNAM) - _EPOCH).total_seconds())
        found = objects.last_commit_by(self._repo, start, seconds)
        if found is None and objects.is_shallow(self._repo):
            raise Trouble("history-cut-off", day=day.isoformat(), first=self._first_day())
        return _known(found, typed) if found else None

    def parting(self, typed: str) -> Known:
        """The commit at which the present branch left the line of a day or revision, as typed: what a change is compared with.

        Raises Trouble like `at`, and where the two have no commit in common, or none that a shallow clone still has.
        """
        other, head = self.at(typed), objects.revision(self._repo, "HEAD")
        found = objects.merge_base(self._repo, head.hash, other.commit) if head else None
        if found is None:
            key = "parting-cut-off" if objects.is_shallow(self._repo) else "no-parting"
            raise Trouble(key, exit_code=WRONG_USE, typed=typed)
        return _known(found, typed)

    @property
    def repo(self) -> Repo:
        """The repository."""
        return self._repo

    def has_commits(self) -> bool:
        """Whether anything has been committed on this branch."""
        return objects.revision(self._repo, "HEAD") is not None

    def head(self) -> Known:
        """The last commit. Raises Trouble while there is none."""
        found = objects.revision(self._repo, "HEAD")
        if found is None:
            raise Trouble("no-commits")
        return _known(found, "HEAD")

    def holds(self, head: Known, base: Known) -> bool:
        """Whether the history of `head` still holds `base`. Raises Trouble where too little of it is here to say."""
        found = objects.merge_base(self._repo, base.commit, head.commit)
        if found is None and self.is_shallow():
            raise Trouble("merge-base-cut-off", one=base.typed, other=head.typed)
        return found is not None and found.hash == base.commit

    def is_shallow(self) -> bool:
        """Whether only a part of the history is here."""
        return objects.is_shallow(self._repo)

    def merge_base(self, one: Known, other: Known) -> Known:
        """The newest commit that both have in their history. Raises Trouble when there is none here."""
        found = objects.merge_base(self._repo, one.commit, other.commit)
        if found is None:
            key = "merge-base-cut-off" if objects.is_shallow(self._repo) else "no-merge-base"
            raise Trouble(key, one=one.typed, other=other.typed)
        return _known(found, one.typed)

    def entries(self, known: Known | None) -> dict[str, str]:
        """The files below plans/ in that commit, in the index with None: each path with the hash of its content."""
        folder = (self._repo.full(disk.PLANS),)
        found = objects.tree(self._repo, known.commit, folder) if known else objects.staged(self._repo, folder)
        return {entry.path.removeprefix(self._repo.prefix): entry.hash for entry in found}

    def read(self, known: Known, elsewhere: frozenset[str] = frozenset()) -> Snapshot | None:
        """The files of the workspace as that commit has them, or None when there was no workspace in this place; without those
        whose hashes are `elsewhere`, as a partial clone leaves them on the server.

        What `disk.read` gives of a clean checkout of that commit, line ends that git converts apart; but a submodule, which is
        not part of the commit, is refused like a link. Raises Trouble when objects are missing or damaged.
        """
        return self._snapshot(objects.tree(self._repo, known.commit, self._places()), elsewhere)

    def read_staged(self) -> Snapshot | None:
        """The same of what the next commit would hold. Raises Trouble while a merge has left conflicts."""
        return self._snapshot(objects.staged(self._repo, self._places()))

    def _places(self) -> tuple[str, ...]:
        return self._repo.full(AGENCIES_PATH), self._repo.full(disk.PLANS)

    def _snapshot(self, entries: list[Entry], elsewhere: frozenset[str] = frozenset()) -> Snapshot | None:
        if not entries:
            return None
        wanted, refused = _sorted_out([entry for entry in entries if entry.hash not in elsewhere], self._repo.prefix)
        contents = self.contents(wanted.values())
        return Snapshot({path: contents[name] for path, name in sorted(wanted.items())}, refused)

    def plans(self, known: Known) -> dict[str, bytes]:
        """The plan.yaml of every plan in that commit. Raises Trouble."""
        found = {path: name for path, name in self.entries(known).items() if isinstance(classify(path), str)}
        contents = self.contents(found.values())
        return {path: contents[name] for path, name in found.items()}

    def contents(self, names: Iterable[str]) -> dict[str, bytes]:
        """The contents of files by their hashes; what is too large to be one of ours is not loaded. Raises Trouble."""
        wanted = list(names)
        self._fetch(wanted)
        return {name: self._contents[name] for name in wanted}

    def templates(self, known: Known | None) -> dict[str, str]:
        """The templates of the workspace in that commit, in the index with None: each path with the hash of its content."""
        folder = (self._repo.full(disk.TEMPLATES),)
        entries = objects.tree(self._repo, known.commit, folder) if known else objects.staged(self._repo, folder)
        files = (entry for entry in entries if stat.S_ISREG(entry.mode))
        found = {disk.shown(entry.path.removeprefix(self._repo.prefix)): entry.hash for entry in files}
        return {path: name for path, name in found.items() if not any(map(disk.is_passed_over, path.split("/")))}

    def _fetch(self, names: Iterable[str]) -> None:
        new = sorted(set(names) - self._contents.keys())
        for name, content in objects.blobs(self._repo, new, largest=MAX_BYTES).items():
            self._contents[name] = _TOO_LARGE if content is None else content

    def _needed(self, day: date, typed: str) -> Known:
        found = self.by(day, typed)
        if found is None:
            raise Trouble("nothing-committed", day=day.isoformat(), first=self._first_day())
        return found

    def _revision(self, typed: str) -> Known:
        sound = typed.isprintable() and not typed.startswith("-") and len(typed) <= _LONGEST_REVISION
        found = objects.revision(self._repo, typed) if sound else None
        if found is None:
            key = "revision-cut-off" if sound and objects.is_shallow(self._repo) else "unknown-revision"
            raise Trouble(key, exit_code=WRONG_USE, typed=" ".join(typed.split())[:_LONGEST_REVISION])
        return _known(found, typed)

    def _first_day(self) -> str:
        first = objects.first_commit(self._repo)
        return _known(first, "").day if first else ""


def archive(root: Path, without: str = "no-history") -> Archive:
    """The history of the workspace in that folder. Raises Trouble: no git, no repository (under the key `without`), or what
    `repo.find` says."""
    try:
        return Archive(repo.find(root))
    except Trouble as trouble:
        if trouble.key == "no-repository":
            raise Trouble(without, path=root.as_posix()) from trouble
        raise


def _known(commit: Commit, typed: str) -> Known:
    return Known(commit.hash, commit.short, moment(commit.seconds).isoformat(), typed)


def _sorted_out(entries: list[Entry], prefix: str) -> tuple[dict[str, str], dict[str, str]]:
    """Which paths to read, with the hash of each, and which are refused, with the code why: as `disk.read` would judge them."""
    wanted: dict[str, str] = {}
    refused: dict[str, str] = {}
    for entry in entries:
        path, mode = _first_judged(entry.path.removeprefix(prefix), entry.mode)
        treated = disk.treatment(path, mode) if path else None
        if treated == disk.READ:
            wanted[path] = entry.hash
        elif treated is not None:
            refused[disk.shown(path)] = treated
    return wanted, refused


def _first_judged(path: str, mode: int) -> tuple[str, int]:
    """The path on which judgement falls: the file, or a folder above it that is not entered; empty when one is passed over."""
    parts = path.split("/")
    for depth, part in enumerate(parts, start=1):
        if disk.is_passed_over(part):
            return "", 0
        if depth < len(parts) and disk.treatment(above := "/".join(parts[:depth]), stat.S_IFDIR):
            return above, stat.S_IFDIR
    return path, mode
