"""What a repository holds: names, commits, trees, contents. Nothing is written, fetched or filtered."""

import re
import stat
from typing import NamedTuple

from kehoach_cli.repo import Repo
from kehoach_cli.trouble import Trouble


class Commit(NamedTuple):
    """A commit by its hash, whole and short, and the second (since 1970, UTC) it was committed."""

    hash: str
    short: str
    seconds: int


class Entry(NamedTuple):
    """A path as a commit holds it: its mode as a disk would tell it (a submodule as a link), and the hash of its content."""

    path: str
    mode: int
    hash: str


_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SUBMODULE = 0o160000
_DEEPEST = 8  # folders around a file of ours, and some more
_MOST_FAR_DOWN = 10_000  # files, of all that people put where they do not belong
MOST_CONTENT = 256_000_000  # bytes of all files read from one commit


def revision(repo: Repo, typed: str) -> Commit | None:
    """The commit that a branch, a tag, a hash or another expression of git names; None when it names none, or none that is here.

    What was typed is resolved once, behind --end-of-options; from then on only the hash is used.
    """
    code, out, _ = repo.look("rev-parse", "--verify", "--quiet", "--end-of-options", f"{typed}^{{commit}}")
    found = out.decode("ascii", "replace").strip()
    return _listed(repo, "--no-walk", found) if code == 0 and _HASH.fullmatch(found) else None


def last_commit_by(repo: Repo, start: str, seconds: int) -> Commit | None:
    """The first commit found, from `start` back along first parents, that was committed by that second; None if none is."""
    if seconds < 0:  # before the time that git can count
        return None
    return _listed(repo, "--first-parent", f"--before=@{seconds} +0000", start)


def merge_base(repo: Repo, one: str, other: str) -> Commit | None:
    """The commit at which two commits, by their hashes, parted; None when they have none in common that is here."""
    code, out, error = repo.look("merge-base", one, other)
    if code > 1:
        raise _damaged(error)
    found = out.decode("ascii", "replace").strip()
    return _listed(repo, "--no-walk", found) if code == 0 and _HASH.fullmatch(found) else None


def first_commit(repo: Repo) -> Commit | None:
    """The oldest commit here along the first parents of HEAD; None on an unborn branch."""
    return _listed(repo, "--first-parent", "--max-parents=0", "HEAD")


def _listed(repo: Repo, *arguments: str) -> Commit | None:
    """The first commit that git lists, if any; none either when HEAD is asked for and there is none yet."""
    code, out, error = repo.look("rev-list", "--max-count=1", "--format=%H %h %ct", *arguments, "--")
    if code and "HEAD" in arguments and repo.look("rev-parse", "--verify", "--quiet", "HEAD")[0]:
        return None
    if code:
        raise _damaged(error)
    found = out.decode("ascii", "replace").split("\n")[1:2]
    name, short, seconds = found[0].split(" ") if found else ("", "", "")
    return Commit(name, short, int(seconds or 0)) if name else None


def is_shallow(repo: Repo) -> bool:
    """Whether the history was cut off when it was copied."""
    return repo.look("rev-parse", "--is-shallow-repository")[1].strip() == b"true"


def is_partial(repo: Repo) -> bool:
    """Whether files were left on the server when it was copied."""
    return repo.look("config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$")[0] == 0


def absent(repo: Repo, name: str) -> frozenset[str]:
    """The hashes of everything in the commit of that hash that is not here. Raises Trouble."""
    code, out, error = repo.look("rev-list", "--objects", "--no-object-names", "--missing=print", "--no-walk", name, "--")
    if code:
        raise _damaged(error)
    return frozenset(line.removeprefix("?") for line in out.decode("ascii", "replace").splitlines() if line.startswith("?"))


def tree(repo: Repo, name: str, paths: tuple[str, ...], *, deep: bool = True) -> list[Entry]:
    """Everything below the paths in the commit of that hash, folders themselves apart; without `deep` what lies right at the
    paths, or in them where they end in a slash, folders too. Raises Trouble, also for very many files further down than any of
    a workspace."""
    code, out, error = repo.look_bounded("ls-tree", *(["-r"] if deep else []), "-z", "--full-tree", name, "--", *paths)
    if code:
        raise _damaged(error)
    entries, far_down, deepest = [], 0, repo.prefix.count("/") + _DEEPEST
    for line in out.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        far_down += path.count(b"/") > deepest
        if far_down > _MOST_FAR_DOWN:
            raise Trouble("history-too-many")
        mode, _, content = about.decode("ascii").split(" ")
        entries.append(_entry(path, int(mode, 8), content))
    return entries


def _entry(path: bytes, mode: int, content: str) -> Entry:
    return Entry(path.decode("utf-8", "surrogateescape"), stat.S_IFLNK if mode == _SUBMODULE else mode, content)


def staged(repo: Repo, paths: tuple[str, ...]) -> list[Entry]:
    """Everything below the paths as the index has it. Raises Trouble while a merge has left conflicts in them."""
    code, out, error = repo.look("-c", "core.fsmonitor=false", "ls-files", "--stage", "--full-name", "-z", "--", *paths)
    if code:
        raise _damaged(error)
    entries = []
    for line in out.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, content, stage = about.decode("ascii").split(" ")
        if stage != "0":
            raise Trouble("unmerged")
        entries.append(_entry(path, int(mode, 8), content))
    return entries


def staged_otherwise(repo: Repo, name: str, paths: tuple[str, ...]) -> list[str]:
    """Everything below the paths that the index has otherwise than the commit of that hash, in conflict, or only one of both.
    Raises Trouble."""
    shown = "--cached", "--name-only", "--no-renames", "--ignore-submodules=none", "--ita-visible-in-index", "-z"
    code, out, error = repo.look_bounded("diff-index", *shown, "--no-ext-diff", "--no-textconv", name, "--", *paths)
    if code:
        raise _damaged(error)
    return [path.decode("utf-8", "surrogateescape") for path in out.split(b"\0")[:-1]]


def blobs(repo: Repo, names: list[str], largest: int) -> dict[str, bytes | None]:
    """The contents of files by their hashes; None for one of more than `largest` bytes, which is not read. Raises Trouble."""
    if not names:
        return {}
    sizes = _sizes(repo, names)
    readable = [name for name in names if sizes[name] <= largest]
    if sum(sizes[name] for name in readable) > MOST_CONTENT:
        raise Trouble("history-too-large")
    found: dict[str, bytes | None] = dict.fromkeys(names)
    code, out, error = repo.look("cat-file", "--batch", "--buffer", given=_lines(readable)) if readable else (0, b"", "")
    place = 0
    for name in readable:
        head = f"{name} blob {sizes[name]}\n".encode()
        start, end = place + len(head), place + len(head) + sizes[name]
        if code or out[place:start] != head or len(out) <= end:
            raise _damaged(error)
        found[name] = out[start:end]
        place = end + 1
    return found


def is_content(name: str, content: bytes) -> bool:
    """Whether the content, with the line ends of this or of another system, is the one of that hash."""
    forms = {content, content.replace(b"\r\n", b"\n")}
    return any(name_of(form, len(name)) == name for form in forms)


def name_of(content: bytes, length: int = 40) -> str:
    """The hash that git gives to a content, in hex digits: 40 as most repositories have them, or 64."""
    import hashlib

    kind = hashlib.sha1 if length == 40 else hashlib.sha256
    return kind(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _sizes(repo: Repo, names: list[str]) -> dict[str, int]:
    code, out, error = repo.look("cat-file", "--batch-check", "--buffer", given=_lines(names))
    sizes = {}
    for line in out.decode("ascii", "replace").splitlines():
        name, kind, *size = line.split(" ")
        if kind == "blob":
            sizes[name] = int(size[0])
    if code or len(sizes) < len(names):
        raise _damaged(error)
    return sizes


def _lines(names: list[str]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode()


def _damaged(error: str) -> Trouble:
    return Trouble("history-damaged", cause=error.rsplit("\n", maxsplit=1)[-1])


def names(repo: Repo) -> list[str]:
    """The branches and tags, the newest first."""
    _, out, _ = repo.look("for-each-ref", "--sort=-creatordate", "--format=%(refname:short)", "refs/heads", "refs/tags")
    return out.decode("utf-8", "replace").split()
