"""The history of a workspace as git has it: which commits did what to its files, in one look. Nothing is fetched or run."""

import re
from collections.abc import Iterable
from pathlib import Path

from kehoach_cli import disk, objects
from kehoach_cli.parse import AGENCIES_PATH
from kehoach_cli.repo import Repo
from kehoach_cli.trail import Recorded, Signature, Touch
from kehoach_cli.trouble import Trouble

_SHORT = 10  # hex digits that keep a million commits apart
_FIELDS = "%H%x00%P%x00%ct%x00%an%x00%ae%x00%s"
_RAW = re.compile(rb"\n?:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*")
_NO_FILE = "000000"
_DIFF = ("--raw", "--no-abbrev", "--no-renames", "-z", "--no-ext-diff", "--no-textconv")


def read(repo: Repo, upto: str, since: str | None = None, paths: Iterable[str] | None = None) -> tuple[Recorded, ...]:
    """The commits up to that hash, those up to `since` left out, that touched the workspace, or those paths of it: oldest first,
    parents before children, whatever their dates say. Merges are told against their first parent. Raises Trouble."""
    places = [*paths] if paths is not None else [AGENCIES_PATH, disk.PLANS, disk.TEMPLATES]
    code, out, error = repo.look_bounded(
        "log", f"--format={_FIELDS}", "--encoding=UTF-8", "--topo-order", "--full-history", "--diff-merges=first-parent",
        "--no-show-signature", "--no-notes", "--no-mailmap", *_DIFF,
        upto, *([f"^{since}"] if since else []), "--", *(repo.full(place) for place in places),
    )  # fmt: skip
    if code:
        raise Trouble("history-damaged", cause=error.rsplit("\n", maxsplit=1)[-1])
    return tuple(reversed(_commits(out, repo.prefix)))


def _commits(out: bytes, prefix: str) -> list[Recorded]:
    """The commits of a log as git tells them: six fields, then the files, each with its path behind it, whatever that is."""
    parts = out.split(b"\0")
    found = []
    place = 0
    while place + 5 < len(parts):
        name, parents, seconds, author, email, subject = (_text(part) for part in parts[place : place + 6])
        touches, place = _touches(parts, place + 6, prefix)
        found.append(Recorded(name, name[:_SHORT], tuple(parents.split()), int(seconds), author, email, subject, touches))
    return found


def _touches(parts: list[bytes], place: int, prefix: str) -> tuple[tuple[Touch, ...], int]:
    touches = []
    while place + 1 < len(parts) and (about := _RAW.fullmatch(parts[place])):
        old_mode, new_mode, old, new = (group.decode("ascii") for group in about.groups())
        path = _text(parts[place + 1]).removeprefix(prefix)
        touch = Touch(path, None if old_mode == _NO_FILE else old, None if new_mode == _NO_FILE else new)
        if touch.old != touch.new:  # a mode alone says nothing
            touches.append(touch)
        place += 2
    return tuple(touches), place


def _text(part: bytes) -> str:
    return part.decode("utf-8", "surrogateescape")


def staged(repo: Repo, head: str) -> Recorded:
    """What the next commit would do, by whoever would make it here and now; its hash is empty. Raises Trouble."""
    objects.staged(repo, (repo.full(AGENCIES_PATH), repo.full(disk.PLANS)))  # conflicts are refused
    code, out, error = repo.look("-c", "core.fsmonitor=false", "diff-index", "--cached", *_DIFF, head, "--")
    if code:
        raise Trouble("history-damaged", cause=error.rsplit("\n", maxsplit=1)[-1])
    touches, _ = _touches(out.split(b"\0"), 0, repo.prefix)
    name, email, seconds = _author(repo)
    return Recorded("", "", (head,), seconds, name, email, "", touches)


def _author(repo: Repo) -> tuple[str, str, int]:
    told = repo.run("var", "GIT_AUTHOR_IDENT").out.strip()
    found = re.fullmatch(r"(.*?) ?<(.*)> (\d+) [-+]\d{4}", told)
    return (found[1], found[2], int(found[3])) if found else ("", "", 0)


def signatures(repo: Repo, commits: Iterable[str], keys: Iterable[str] = ()) -> dict[str, Signature]:
    """The signature of each commit, as `git verify-commit` checks it. With `keys` SSH signatures are held against those alone.

    The programs that check are git's usual ones, whatever the configuration of a repository would rather run. Raises Trouble.
    """
    from tempfile import TemporaryDirectory

    wanted, keys = list(commits), list(keys)
    if not wanted:
        return {}
    with TemporaryDirectory() as folder:
        signers = Path(folder, "signers")
        known = [" ".join(key.split()) for key in keys if not is_fingerprint(key)]
        signers.write_text("".join(f'* namespaces="git" {key}\n' for key in known), encoding="utf-8")
        trusted = ["-c", f"gpg.ssh.allowedSignersFile={signers.as_posix()}"] if keys else []
        code, out, error = repo.look(
            "-c", "gpg.program=gpg", "-c", "gpg.openpgp.program=gpg", "-c", "gpg.ssh.program=ssh-keygen",
            "-c", "gpg.x509.program=gpgsm", *trusted,
            "log", "--no-walk=unsorted", "--stdin", "--format=%H%x00%G?%x00%GS%x00%GF%x00%GP", "-z", "--no-show-signature",
            given="".join(f"{commit}\n" for commit in wanted).encode(),
        )  # fmt: skip
    if code:
        raise Trouble("history-damaged", cause=error.rsplit("\n", maxsplit=1)[-1])
    parts = [_text(part) for part in out.split(b"\0")]
    rows = [parts[place : place + 5] for place in range(0, len(parts) - 4, 5)]
    return {name: Signature(verdict, signer, (key, main)) for name, verdict, signer, key, main in rows}


def is_fingerprint(key: str) -> bool:
    """Whether a key is written as an OpenPGP fingerprint; else it is the SSH public key itself."""
    return re.fullmatch(r"[0-9A-Fa-f ]{40,60}", key) is not None
