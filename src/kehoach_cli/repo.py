"""What git knows and does, each as one small function.

Every call names its paths literally after `--`, reads with `-z`, and runs no editor and no pager.
"""

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from kehoach_cli import gitrun
from kehoach_cli.attachments import entries_first
from kehoach_cli.trouble import Trouble

_BARE = ("-c", "safe.bareRepository=all")  # for the one that the user names
# For a server that takes the connection and then says nothing; over ssh the system itself gives up.
_PATIENT = ("-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60")
# For reading what was committed: nothing is fetched (git would complete a partial clone file by file, with programs that the
# repository names), and neither replacements nor grafts change what a hash means.
_HISTORY = {
    "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull,
}  # fmt: skip
_PATHS_AT_ONCE = 100  # a command line of Windows holds 32,767 characters
_FILTERS = r"^filter\..*\.(clean|smudge|process|required)$"
_NO_REPOSITORY = "not a git repository (or any"  # nowhere above; other words speak of one that is there and broken
_IN_PROGRESS = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "BISECT_LOG": "bisect",
}


class Answer(NamedTuple):
    """How a git command ended; `error` is what it said on stderr."""

    code: int
    out: str
    error: str


class Repo(NamedTuple):
    """A work tree with its git folder; `prefix` leads from its top to the workspace ("" or "sub/folder/"). `held` are open files
    that git and its hooks keep open too: the lock of the ledger, which so outlives us for as long as they work. A bare one, which
    is only looked at, is its own git folder."""

    top: Path
    git_dir: Path
    prefix: str
    held: tuple[int, ...] = ()

    def run(self, *arguments: str) -> Answer:
        """Run one git command in the work tree, with whatever hooks and filters the user has: for what records."""
        return _answer(*self.raw(*arguments))

    def raw(self, *arguments: str, given: bytes = b"", **environment: str) -> tuple[int, bytes, str]:
        """The same, its output as bytes; `given` is its standard input, and `environment` is added to that of every git."""
        return gitrun.run(self.top, arguments, environment, given=given, held=self.held)

    def talk(self, *arguments: str, asks: bool) -> Answer:
        """Run a git command that speaks with a server. Unless it may ask the person at the terminal for a password, nothing that
        it starts waits for one; a way to reach the server that somebody has set up stays as it is."""
        manner = {"GIT_TERMINAL_PROMPT": "1"} if asks else {"SSH_ASKPASS_REQUIRE": "never"}
        chosen = any(os.environ.get(name) for name in ("GIT_SSH", "GIT_SSH_COMMAND"))
        if not asks and not chosen and self.run("config", "--get", "core.sshCommand").code:
            manner["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes -o ConnectTimeout=30"
        return _answer(*gitrun.talk(self.top, (*_PATIENT, *arguments), manner, self.held))

    def compare(self, *arguments: str) -> Answer:
        """Run a git command that compares the work tree with what was committed, for what only looks: nothing that the
        repository names is run, so a file that goes through a filter may be taken for changed.
        """
        guarded = {**_HISTORY, **_without_filters(self)}
        return _answer(*gitrun.run(self.top, ("--no-optional-locks", *arguments), guarded))

    def look(self, *arguments: str, given: bytes = b"") -> tuple[int, bytes, str]:
        """Read from the history: the exit code, the output as bytes, and what git said. `given` is its standard input."""
        return gitrun.run(self.top, (*self._allowed(), *arguments), _HISTORY, given=given)

    def look_bounded(self, *arguments: str) -> tuple[int, bytes, str]:
        """The same for what a few objects can make endless. Raises Trouble where the answer is too long."""
        return gitrun.run_bounded(self.top, (*self._allowed(), *arguments), _HISTORY)

    def _allowed(self) -> tuple[str, ...]:
        return _BARE if self.git_dir == self.top else ()

    def full(self, path: str) -> str:
        """A path of the workspace as git names it."""
        return self.prefix + path


def _run(folder: Path, *arguments: str) -> Answer:
    return _answer(*gitrun.run(folder, arguments, {}))


def _answer(code: int, out: bytes, error: str) -> Answer:
    return Answer(code, gitrun.decoded(out), error)


def _without_filters(repo: Repo) -> dict[str, str]:
    """Variables that make every filter of the configuration one that does nothing, beside those that are set already."""
    names = repo.run("config", "--null", "--name-only", "--get-regexp", _FILTERS).out.split("\0")[:-1]
    first = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    pairs = {}
    for number, name in enumerate(names, start=first):
        pairs[f"GIT_CONFIG_KEY_{number}"] = name
        pairs[f"GIT_CONFIG_VALUE_{number}"] = "false" if name.endswith(".required") else ""
    return {**pairs, "GIT_CONFIG_COUNT": str(first + len(names))} if names else {}


def version() -> str:
    """The version of git, as it says it. Raises Trouble when there is none."""
    return _run(Path(), "--version").out.strip()


def find(root: Path, *, or_bare: bool = False) -> Repo:
    """The repository of the workspace; bare too, where that will do. Raises Trouble: no git, none, unsafe owner, bare, else."""
    asked = ("--is-bare-repository", "--absolute-git-dir", "--show-toplevel", "--show-prefix")
    answer = _run(root, *(_BARE if or_bare else ()), "rev-parse", *asked)
    if "safe.bareRepository" in answer.error:
        raise Trouble("bare-repository", path=root.as_posix())
    if "dubious ownership" in answer.error:
        raise Trouble("unsafe-owner", path=root.as_posix())
    if _NO_REPOSITORY in answer.error:
        folder = next((place for place in (root, *root.parents) if (place / ".git" / "objects").is_dir()), None)
        if folder:  # there is one, and git does not know it any more
            raise Trouble("damaged-repository", path=(folder / ".git").as_posix())
        raise Trouble("no-repository", path=root.as_posix())
    if answer.out.startswith("true\n") and or_bare:
        bare = Path(answer.out.split("\n")[1])
        return Repo(bare, bare, "")
    if answer.out.startswith("true\n"):
        raise Trouble("bare-repository", path=root.as_posix())
    if answer.code:
        raise Trouble("config-damaged" if "bad config line" in answer.error else "git-refused", cause=answer.error)
    _, git_dir, top, prefix = answer.out.split("\n")[:4]
    return Repo(Path(top), Path(git_dir), prefix)


def require_ready(repo: Repo, *, allow_detached: bool = False) -> None:
    """Raise Trouble, with its cure, unless a commit can be made here and now."""
    require_at_rest(repo, allow_detached=allow_detached)
    require_identity(repo)


def require_at_rest(repo: Repo, *, allow_detached: bool = False) -> None:
    """Raise Trouble, with its cure, where git would commit but nobody should: in a merge, in a conflict, on no branch."""
    for name, operation in _IN_PROGRESS.items():
        if (repo.git_dir / name).exists():
            raise Trouble("in-progress", operation=operation)
    if _in_index(repo, "--unmerged"):
        raise Trouble("unmerged")
    branch = repo.run("symbolic-ref", "--quiet", "HEAD")
    if branch.code > 1:
        raise Trouble("git-refused", cause=branch.error)
    if branch.code and not allow_detached:
        raise Trouble("detached-head")


def require_identity(repo: Repo) -> None:
    """Raise Trouble, with its cure, where git will refuse to commit because it does not know who does. Whoever loses nothing by
    the refusal can wait for it, and ask then."""
    for who in ("GIT_COMMITTER", "GIT_AUTHOR"):
        identity = repo.run("var", f"{who}_IDENT")
        if "invalid date format" in identity.error:
            raise Trouble("bad-git-date", variable=f"{who}_DATE", typed=os.environ.get(f"{who}_DATE", ""))
        if identity.code:
            raise Trouble("no-identity")


def _in_parts(paths: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The paths, so many at a time as every system takes on one command line."""
    waiting = iter(paths)
    while part := tuple(islice(waiting, _PATHS_AT_ONCE)):
        yield part


def head_holds(repo: Repo, path: str) -> bool:
    """Whether the last commit has the path. Raises Trouble where git cannot tell."""
    return bool(committed(repo, [path]))


def committed(repo: Repo, paths: Iterable[str]) -> set[str]:
    """Those of the files that the last commit has; none on an unborn branch. Raises Trouble where git cannot tell."""
    asked = "ls-tree", "--name-only", "-z", "--full-tree", "HEAD", "--"
    answers = [repo.run(*asked, *map(repo.full, part)) for part in _in_parts(paths)]
    refused = next((answer for answer in answers if answer.code), None)
    if refused and not _is_unborn(repo):
        raise Trouble("git-refused", cause=refused.error)
    return {path.removeprefix(repo.prefix) for answer in answers for path in answer.out.split("\0") if path}


def _is_unborn(repo: Repo) -> bool:
    """Whether nothing has been committed on the branch yet, and git itself says so."""
    answer = repo.run("rev-parse", "--verify", "--quiet", "HEAD")
    return answer.code == 1 and not answer.error


def tracked(repo: Repo, paths: Iterable[str]) -> list[str]:
    """Those of the paths that the index has. Raises Trouble where it cannot be read."""
    found = [path for part in _in_parts(paths) for path in _in_index(repo, "--full-name", "--", *map(repo.full, part))]
    return [path.removeprefix(repo.prefix) for path in found]


def _in_index(repo: Repo, *asked: str) -> list[str]:
    answer = repo.run("ls-files", "-z", *asked)
    if answer.code:
        raise Trouble("index-damaged", path=(repo.git_dir / "index").as_posix(), cause=answer.error)
    return [line for line in answer.out.split("\0") if line]


def is_as_committed(repo: Repo, path: str) -> bool:
    """Whether the last commit, the index and the work tree hold the same; not so where git has been told to look away."""
    shown = repo.run("ls-files", "-v", "-z", "--", repo.full(path)).out
    return head_holds(repo, path) and shown.startswith("H ") and is_clean(repo, path)


def content_id(repo: Repo, revision: str, path: str) -> str:
    """The hash of what the path holds in a commit; empty where it is not there. Raises Trouble where git cannot tell."""
    answer = repo.run("rev-parse", "--verify", "--quiet", f"{revision}:{repo.full(path)}")
    if answer.error and not answer.out:
        raise Trouble("git-refused", cause=answer.error)
    return answer.out.strip()


def content(repo: Repo, revision: str, path: str) -> bytes:
    """What the path holds in a commit, as git would write it into the work tree. Raises Trouble."""
    answer = repo.run("cat-file", "--filters", f"{revision}:{repo.full(path)}")
    if answer.code:
        raise Trouble("git-refused", cause=answer.error)
    return answer.out.encode("utf-8", "surrogateescape")


def stage(repo: Repo, *paths: str) -> Answer:
    """Make these paths known to the index."""
    return _until_refused(repo, ("add",), paths)


def unstage(repo: Repo, *paths: str) -> Answer:
    """Take these paths out of the index again; the files stay."""
    return _until_refused(repo, ("rm", "--cached", "--quiet", "--ignore-unmatch"), paths)


def _until_refused(repo: Repo, command: tuple[str, ...], paths: tuple[str, ...]) -> Answer:
    answer = Answer(0, "", "")
    for part in _in_parts(paths):
        answer = repo.run(*command, "--", *map(repo.full, part))
        if answer.code:
            break
    return answer


def commit_only(repo: Repo, paths: list[str], message_file: Path) -> Answer:
    """Commit exactly these paths as they are in the work tree; whatever else is staged stays staged. Hooks and signing run."""
    named = [repo.full(path) for path in paths]
    which = ["--", *named]
    if len(paths) > _PATHS_AT_ONCE:
        listed = message_file.with_name("paths")
        listed.write_bytes(b"\0".join(map(os.fsencode, named)))
        which = [f"--pathspec-from-file={listed}", "--pathspec-file-nul"]
    return repo.run(
        "-c", "core.fsync=all", "-c", "commit.verbose=false",
        "commit", "--quiet", "--cleanup=verbatim", "--file", str(message_file), "--only", *which,
    )  # fmt: skip


def lock_files(repo: Repo) -> list[str]:
    """Where the locks are that a commit on the present branch takes, or may leave behind."""
    branch = repo.run("symbolic-ref", "--quiet", "HEAD").out.strip()
    names = ["index", "HEAD", "packed-refs", "objects/maintenance", *([branch] if branch else [])]
    found = repo.run("rev-parse", *(part for name in names for part in ("--git-path", f"{name}.lock"))).out.splitlines()
    return [(repo.top / path).as_posix() for path in found]


def renew_index(repo: Repo) -> None:
    """Make the index anew from the last commit, once the old one is out of the way; no file is touched. Raises Trouble."""
    answer = repo.run("reset", "--quiet") if head(repo) else repo.run("read-tree", "--empty")
    if answer.code:
        raise Trouble("git-refused", cause=answer.error)


def head(repo: Repo) -> str | None:
    """The hash of the last commit; None on an unborn branch."""
    return repo.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}").out.strip() or None


def short_hash(repo: Repo) -> str:
    """The abbreviated hash of the last commit."""
    return repo.run("rev-parse", "--short", "HEAD").out.strip()


def _own_address(repo: Repo) -> str:
    """The mail address under which git would commit here and now; empty when it knows none."""
    return repo.run("var", "GIT_AUTHOR_IDENT").out.partition("<")[2].partition(">")[0]


class OwnCommit(NamedTuple):
    """A commit that changed exactly one file, or that added files, mostly one: `more` are the others."""

    hash: str
    subject: str
    path: str
    author: str
    added: bool
    more: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Everything it added or changed."""
        return (self.path, *self.more)


def last_own_commit(repo: Repo, adding: tuple[str, ...], changing: tuple[str, ...]) -> OwnCommit | None:
    """The newest commit by the present user that added files, or changed one, under a subject that starts so; None if there is
    none. One that has been taken back since is passed over."""
    email = _own_address(repo)
    if not email:
        return None
    answer = repo.run(
        "log", "-n", "50", "--no-show-signature", "--no-merges", "--no-renames", "--diff-filter=AMD", "--name-status", "-z",
        "--format=%x01%H%x00%s%x00%ae%x00", "HEAD",
    )  # fmt: skip
    for block in answer.out.split("\x01")[1:]:
        commit, subject, author, *changes = [part.strip("\n") for part in block.split("\0") if part.strip("\n")]
        signs, names = set(changes[::2]), changes[1::2]
        one_change = len(names) == 1 and signs == {"M"}
        if author != email or not (one_change or signs == {"A"}) or not all(name.startswith(repo.prefix) for name in names):
            continue
        path, *more = sorted((name.removeprefix(repo.prefix) for name in names), key=entries_first)
        found = OwnCommit(commit, subject, path, author, not one_change, tuple(more))
        if subject.startswith(adding if found.added else changing) and not _is_taken_back(repo, found):
            return found
    return None


def _is_taken_back(repo: Repo, commit: OwnCommit) -> bool:
    if commit.added:
        return not head_holds(repo, commit.path)
    return content_id(repo, "HEAD", commit.path) == content_id(repo, f"{commit.hash}^", commit.path)


def is_pushed(repo: Repo, commit: str) -> bool:
    """Whether any remote branch known here holds the commit."""
    return bool(repo.run("branch", "--remotes", "--contains", commit).out.strip())


class State(NamedTuple):
    """What files come from: the last commit ("" without one), and whether any of them differs from it."""

    commit: str
    changed: bool


def state(root: Path, paths: tuple[str, ...]) -> State:
    """The state of these paths of the workspace; without git or a repository there is no commit, and nothing to differ from."""
    try:
        repo = find(root)
    except Trouble:
        return State("", changed=False)
    commit = head(repo) or ""
    if not commit:
        return State("", changed=False)
    shown = "status", "--porcelain", "-z", "--ignore-submodules=all"
    return State(commit, changed=bool(repo.compare(*shown, "--", *(repo.full(path) for path in paths)).out))


def is_clean(repo: Repo, path: str) -> bool:
    """Whether index and work tree hold the path as the last commit has it."""
    return not repo.run("--no-optional-locks", "status", "--porcelain", "-z", "--", repo.full(path)).out


def uncommitted(repo: Repo) -> dict[str, bool]:
    """The paths of the workspace that are not as the last commit has them; to each, whether that commit knows it at all. Raises
    Trouble.
    """
    shown = "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=all"
    answer = repo.compare(*shown, "--", repo.prefix or ".")
    if answer.code:
        raise Trouble("git-refused", cause=answer.error)
    lines = [line for line in answer.out.split("\0") if line]
    return {line[3:].removeprefix(repo.prefix): line[0] not in "?A" for line in lines}


def create_repository(root: Path) -> Repo:
    """A new repository in the folder. Raises Trouble."""
    answer = _run(root, "init", "--quiet", "--initial-branch=main")
    if answer.code:
        raise Trouble("git-refused", cause=answer.error)
    return find(root)
