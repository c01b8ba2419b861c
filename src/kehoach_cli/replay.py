"""Our own commits put on top of what has arrived, as objects only: no branch, index or file of the user is touched.

Path by path, as recordings are made: where the others have left a path alone, our change of it is taken over as it is. Where both
sides have changed it, the lines are merged as git merges them; where that is not possible, or both have made the same new file
with different words, the two sides disagree, and a person must say which is meant.
"""

import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from kehoach_cli import drafts
from kehoach_cli.repo import Repo
from kehoach_cli.trouble import Trouble

_FILES = ("100644", "100755")
_SIGNED = ("gpgsig", "gpgsig-sha256")
_DURABLE = ("-c", "core.fsync=all")


class Content(NamedTuple):
    """What a commit holds at a path: its mode ("000000": nothing) and hash."""

    mode: str
    hash: str

    @property
    def is_there(self) -> bool:
        """Whether there is anything at all."""
        return self.mode != "000000"


class Change(NamedTuple):
    """A path and what it held before and after."""

    old: Content
    new: Content


class Told(NamedTuple):
    """A commit as a person is told of it: its hash and its subject."""

    hash: str
    subject: str


class Disagreement(NamedTuple):
    """A path that both sides have changed, each in its way; `former` is what it held before either did."""

    path: str
    former: Content
    ours: Content
    theirs: Content


class Replayed(NamedTuple):
    """Where our commits would end, which of them are carried there, and where the sides disagree (then the end means nothing)."""

    end: str
    carried: tuple[Told, ...]
    disagreements: tuple[Disagreement, ...]


def changes(of: Repo, before: str, after: str) -> dict[str, Change]:
    """Every path in which two commits or trees differ, as git names it from the top. Raises Trouble."""
    return _differences(of.look_bounded("diff-tree", "-r", *_RAW, before, after, "--"))


def staged(of: Repo, commit: str) -> dict[str, Change]:
    """Every path in which the index differs from a commit. Raises Trouble."""
    return _differences(of.raw("diff-index", "--cached", *_RAW, commit, "--"))


_RAW = ("--raw", "-z", "--no-renames", "--no-abbrev")


def _differences(answer: tuple[int, bytes, str]) -> dict[str, Change]:
    code, out, error = answer
    if code:
        raise Trouble("git-refused", cause=error)
    parts = out.split(b"\0")[:-1]
    found = {}
    for about, path in zip(parts[::2], parts[1::2], strict=True):
        old_mode, new_mode, old, new, _ = about.decode("ascii").removeprefix(":").split(" ")
        found[path.decode(sys.getfilesystemencoding(), "surrogateescape")] = Change(
            Content(old_mode, old), Content(new_mode, new)
        )
    return found


def unsent(of: Repo, base: str, end: str) -> list[str]:
    """The commits behind `base` up to `end`, oldest first. Raises Trouble when one of them is a merge: which of its sides was
    meant cannot be told from it."""
    lines = of.run("rev-list", "--reverse", "--topo-order", "--parents", end, f"^{base}").out.splitlines()
    if any(len(line.split()) > 2 for line in lines):
        raise Trouble("sync-merges")
    return [line.split()[0] for line in lines]


def told(of: Repo, *which: str) -> tuple[Told, ...]:
    """The commits that these words mean to `git log`, newest first."""
    answer = of.run("log", "--no-show-signature", "--encoding=UTF-8", "--format=%H %s", *which, "--")
    return tuple(Told(*line.split(" ", 1)) for line in answer.out.split("\n") if line)


def replay(of: Repo, base: str, end: str, onto: str, theirs_at: Collection[str] = ()) -> Replayed:
    """The commits between `base` and `end` once more, on top of `onto`, which has `base` below it or took it in otherwise.

    Author, date and message stay; a commit is signed again where signing is switched on, or where it was signed. One that brings
    nothing new is left out. At the paths `theirs_at` what has arrived counts. Raises Trouble.
    """
    if onto == base:  # nothing has arrived: ours stand on top of it already
        return Replayed(end, _named(of, base, end), ())
    arrived, ours = changes(of, base, onto), changes(of, base, end)
    given_up = {*theirs_at, *_without_effect(ours, arrived)}
    now: dict[str, Content] = {path: change.new for path, change in arrived.items()}
    disagreements: dict[str, Disagreement] = {}
    carried = []
    with _Scratch(of, onto) as scratch:
        for commit in unsent(of, base, end):
            own = _own_changes(of, commit)
            wanted: dict[str, Content] = {}
            for path, change in own.items():
                if path in disagreements or (path in given_up and path in arrived):
                    continue
                there = now.get(path, change.old)
                result = _settled(change, there) or scratch.merged(change, there)
                if result is None:
                    disagreements[path] = Disagreement(path, *ours[path], there)
                elif result != there:
                    wanted[path] = now[path] = result
            if (wanted or not own) and not disagreements:
                carried.append(scratch.commit(commit, wanted))
        return Replayed(scratch.end, tuple(carried), tuple(disagreements.values()))


def _named(of: Repo, base: str, end: str) -> tuple[Told, ...]:
    return tuple(reversed(told(of, end, f"^{base}")))


def _own_changes(of: Repo, commit: str) -> dict[str, Change]:
    return changes(of, f"{commit}^", commit)


def _without_effect(ours: Mapping[str, Change], arrived: Mapping[str, Change]) -> set[str]:
    """The paths at which our commits, taken together, ask for nothing: what we did there we have taken back since, or it is just
    what has arrived."""
    return {path for path, change in arrived.items() if path not in ours or ours[path].new == change.new}


def _settled(change: Change, there: Content) -> Content | None:
    """What a path holds after our change, where no thought is needed; None where both sides have changed it."""
    return change.new if there in (change.old, change.new) else None


class _Scratch:
    """An index of our own in which commits are put together, on top of `onto`; gone when it is left."""

    def __init__(self, of: Repo, onto: str) -> None:
        from tempfile import TemporaryDirectory  # every recording loads this module, to finish what a `sync` left

        self._of = of
        self.end = onto
        self._folder = TemporaryDirectory(dir=drafts.folder(of), prefix="sync-", ignore_cleanup_errors=True)
        self._signs = of.run("config", "--type=bool", "--get", "commit.gpgsign").out.strip() == "true"

    def __enter__(self) -> "_Scratch":
        self._do("read-tree", self.end)
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def _do(self, *arguments: str, given: bytes = b"", **environment: str) -> bytes:
        """One git command on our index; what it says. Raises Trouble."""
        index = str(Path(self._folder.name) / "index")
        code, out, error = self._of.raw(*_DURABLE, *arguments, given=given, GIT_INDEX_FILE=index, **environment)
        if code:
            raise Trouble("git-refused", cause=error)
        return out

    def commit(self, commit: str, wanted: Mapping[str, Content]) -> Told:
        """The commit once more, with these contents changed in what there is now."""
        lines = (f"{content.mode.lstrip('0') or '0'} {content.hash}\t{path}" for path, content in wanted.items())
        listed = b"".join(line.encode(sys.getfilesystemencoding(), "surrogateescape") + b"\0" for line in lines)
        if listed:
            self._do("update-index", "-z", "--index-info", given=listed)
        tree = self._do("write-tree", "--missing-ok").decode().strip()
        head, _, message = self._do("cat-file", "commit", commit).partition(b"\n\n")
        told = dict(
            line.split(" ", 1) for line in reversed(head.decode("utf-8", "surrogateescape").split("\n")) if line[0] != " "
        )
        name, _, rest = told["author"].rpartition("<")
        address, _, moment = rest.rpartition("> ")
        who = {"GIT_AUTHOR_NAME": name.strip(), "GIT_AUTHOR_EMAIL": address, "GIT_AUTHOR_DATE": f"@{moment}"}
        coded = ("-c", f"i18n.commitEncoding={told.get('encoding', 'UTF-8')}")
        sign = ("-S",) if self._signs or any(key in told for key in _SIGNED) else ()
        words = ("-F", "-") if message else ("-m", "")
        made = self._do(*coded, "commit-tree", tree, "-p", self.end, *sign, *words, given=message, **who)
        self.end = made.decode().strip()
        return Told(self.end, message.decode("utf-8", "replace").partition("\n")[0])

    def merged(self, change: Change, there: Content) -> Content | None:
        """A file with the lines of both sides, where they have changed different ones."""
        versions = {"ours": change.new, "former": change.old, "theirs": there}
        if not all(version.mode in _FILES for version in versions.values()):
            return None
        paths = {name: Path(self._folder.name) / name for name in versions}
        for name, version in versions.items():
            paths[name].write_bytes(self._do("cat-file", "blob", version.hash))
        named = [str(paths[name]) for name in ("theirs", "former", "ours")]
        code, out, _ = self._of.raw("merge-file", "--stdout", "--quiet", *named)
        if code:
            return None
        return Content(there.mode, self._do("hash-object", "-w", "--stdin", given=out).decode().strip())


def tidy(of: Repo) -> None:
    """Remove what killed runs have left; to be called by who holds the lock of syncing."""
    import shutil

    for folder in drafts.folder(of).glob("sync-*/"):
        shutil.rmtree(folder, ignore_errors=True)
