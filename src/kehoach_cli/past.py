"""What had been committed by a day or a revision, read from git as the workspace of that time.

Only objects of the repository are read, each by its hash: the work tree, the index and the refs are not touched, and nothing that
the repository could make git run (filters, hooks, a fetch) is run.
"""

import stat
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from kehoach_cli import attachments, disk, objects, repo
from kehoach_cli.attachments import Stored
from kehoach_cli.nodes import MAX_BYTES
from kehoach_cli.objects import Commit, Entry
from kehoach_cli.parse import AGENCIES_PATH, Snapshot, classify
from kehoach_cli.repo import Repo
from kehoach_cli.survey import Part, is_workspace
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import VIETNAM, moment, parse_typed_date

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PATHS_AT_ONCE = 100  # a command line of Windows holds 32,767 characters
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


class Committed:
    """The workspace as one commit has it, by part: the hash of a folder is another one when any file in it is. `marks` tells the
    same of agencies.yaml and of everything right in plans/, `beside` what of that is not the folder of a plan."""

    at_once = 50  # that git is run costs more than what it then reads

    def __init__(self, archive: "Archive", root: Path, known: Known, entries: list[Entry]) -> None:
        self.root = root
        self._archive, self._known = archive, known
        entries = [entry for entry in entries if not disk.is_passed_over(entry.path.rpartition("/")[2])]
        self.beside = [entry.path for entry in entries if not _is_plan_folder(entry) and entry.path != AGENCIES_PATH]
        self.marks = {entry.path: f"{entry.mode:o} {entry.hash}" for entry in entries}
        folders = {entry.path: Part(self.marks[entry.path], settled=True) for entry in entries if _is_plan_folder(entry)}
        rest = "\0".join(f"{path} {self.marks[path]}" for path in self.beside)
        agencies = Part(self.marks.get(AGENCIES_PATH, ""), settled=True)
        self.parts = {AGENCIES_PATH: agencies, **folders, disk.PLANS: Part(rest, settled=True)}
        self._hashes: dict[str, str] = {}

    def place(self, part: str) -> tuple[str, ...]:
        """What follows from a folder as it was in one commit does so in every other that has it."""
        return "committed", part, self.parts[part].mark

    def readings_place(self, part: str) -> tuple[str, ...]:
        """What files hold is kept of the last state that was read, for its neighbours."""
        return "committed", part

    def listed(self, parts: Iterable[str]) -> dict[str, tuple[dict[str, tuple[str]], dict[str, str]]]:
        """The files of each part with the hash of each, and what is refused."""
        wanted = list(parts)
        entries: dict[str, list[Entry]] = {part: [] for part in wanted}
        for entry in self._archive.below(self._known, [path for part in wanted for path in self._paths(part)]):
            entries[self._part_of(entry.path)].append(entry)
        found = {part: _sorted_out(entries[part], "") for part in wanted}
        self._hashes |= {path: name for hashes, _ in found.values() for path, name in hashes.items()}
        return {part: ({path: (name,) for path, name in hashes.items()}, refused) for part, (hashes, refused) in found.items()}

    def _part_of(self, path: str) -> str:
        folder = "/".join(path.split("/", 2)[:2])
        if folder in self.parts:
            return folder
        return AGENCIES_PATH if path.split("/", 1)[0] == AGENCIES_PATH else disk.PLANS

    def _paths(self, part: str) -> list[str]:
        return self.beside if part == disk.PLANS else [part]

    def contents(self, paths: Iterable[str]) -> dict[str, bytes | None]:
        """What the files of a part that has been listed hold."""
        wanted = {path: self._hashes[path] for path in paths}
        found = self._archive.contents(wanted.values())
        return {path: found[name] for path, name in wanted.items()}

    def is_settled(self, state: tuple[str], now: int) -> bool:  # noqa: ARG002 - asked of every source
        """A commit does not change."""
        return True

    def snapshot(self) -> Snapshot:
        """All files."""
        return self._archive.read(self._known) or Snapshot({})


def _is_plan_folder(entry: Entry) -> bool:
    is_in_plans = entry.path.startswith(f"{disk.PLANS}/")
    return is_in_plans and stat.S_ISDIR(entry.mode) and disk.treatment(entry.path, entry.mode) is None


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

        Raises Trouble like `at` and `merge_base`.
        """
        return self.merge_base(self.at(typed), self.head())

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

    def read(
        self, known: Known, elsewhere: frozenset[str] = frozenset(), places: tuple[str, ...] = (AGENCIES_PATH, disk.PLANS)
    ) -> Snapshot | None:
        """The files of the workspace as that commit has them, or None when there was no workspace in this place; without those
        whose hashes are `elsewhere`, as a partial clone leaves them on the server, and only those at `places` or below.

        What `disk.read` gives of a clean checkout of that commit, line ends that git converts apart; but a submodule, which is
        not part of the commit, is refused like a link. Raises Trouble when objects are missing or damaged.
        """
        return self._snapshot(self._tree(known, places), elsewhere)

    def committed(self, root: Path, known: Known) -> Committed | None:
        """The same workspace part by part, each read when it is asked for."""
        places = (*self._places(), self._repo.full(f"{disk.PLANS}/"))
        found = objects.tree(self._repo, known.commit, places, deep=False)
        entries = [entry._replace(path=entry.path.removeprefix(self._repo.prefix)) for entry in found]
        return Committed(self, root, known, entries) if entries else None

    def below(self, known: Known, paths: list[str]) -> list[Entry]:
        """What lies at and below some paths in a commit, named from the workspace. Raises Trouble."""
        return [entry._replace(path=entry.path.removeprefix(self._repo.prefix)) for entry in self._tree(known, paths)]

    def _tree(self, known: Known, paths: Sequence[str]) -> list[Entry]:
        found: list[Entry] = []
        for start in range(0, len(paths), _PATHS_AT_ONCE):
            full = map(self._repo.full, paths[start : start + _PATHS_AT_ONCE])
            found += objects.tree(self._repo, known.commit, tuple(full))
        return found

    def read_staged(self, places: tuple[str, ...] = (AGENCIES_PATH, disk.PLANS)) -> Snapshot | None:
        """The same of what the next commit would hold. Raises Trouble while a merge has left conflicts at those places."""
        found: list[Entry] = []
        for start in range(0, len(places), _PATHS_AT_ONCE):
            found += objects.staged(self._repo, tuple(map(self._repo.full, places[start : start + _PATHS_AT_ONCE])))
        return self._snapshot(found)

    def staged_otherwise(self, known: Known) -> set[str]:
        """agencies.yaml and what lies right in plans/, as far as the index has it otherwise than the commit. Raises Trouble."""
        paths = objects.staged_otherwise(self._repo, known.commit, self._places())
        return {"/".join(path.removeprefix(self._repo.prefix).split("/")[:2]) for path in paths}

    def _places(self) -> tuple[str, ...]:
        return self._repo.full(AGENCIES_PATH), self._repo.full(disk.PLANS)

    def _snapshot(self, entries: list[Entry], elsewhere: frozenset[str] = frozenset()) -> Snapshot | None:
        if not entries:
            return None
        wanted, refused = _sorted_out([entry for entry in entries if entry.hash not in elsewhere], self._repo.prefix)
        contents = self.contents(wanted.values())
        return Snapshot({path: contents[name] for path, name in sorted(wanted.items())}, refused)

    def attachments(self, known: Known, places: Sequence[str] = (disk.PLANS,)) -> dict[str, Stored]:
        """The attachments that a commit has at `places` or below, without looking into them: it must be said in time that a
        change lacks one, and nobody wants to wait while all are read."""
        paths = {disk.shown(entry.path): stat.S_ISREG(entry.mode) for entry in self.below(known, [*places])}
        return {
            path: Stored(None, "" if is_file else attachments.NOT_REGULAR)
            for path, is_file in sorted(paths.items())
            if attachments.is_kept(path)
        }

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
        return Archive(repo.find(root, or_bare=not is_workspace(root)))
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
