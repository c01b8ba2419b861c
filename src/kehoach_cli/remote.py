"""The server that a branch is shared through: which one it is, what has arrived there, and sending commits to it.

What git or the server says when it will not is sorted by what a person can do about it; their own words are always shown.
"""

import re
from typing import NamedTuple

from kehoach_cli.locks import insist
from kehoach_cli.repo import Answer, Repo
from kehoach_cli.trouble import Trouble


class Upstream(NamedTuple):
    """Where a branch is shared: the short name of the branch here, the name of the server ("origin"), the branch on it
    ("refs/heads/main"), and where git remembers what it last saw there ("refs/remotes/origin/main")."""

    local: str
    server: str
    there: str
    seen: str

    @property
    def branch(self) -> str:
        """The short name of the branch on the server."""
        return self.there.removeprefix("refs/heads/")


class Outgoing(NamedTuple):
    """What became of sending: taken, or refused because others were faster, with what git said to that."""

    taken: bool
    said: str


_LOST_RACE = re.compile(
    r"\[rejected\] \((fetch first|non-fast-forward|stale info)\)"
    r"|\[remote rejected\] \(.*(lock|incorrect old value|failed to update ref|reference already exists).*\)"
)
# What git says, for the key of the sentence; the first that is found counts, so the most certain come first.
_CAUSES = {
    "sync-denied": (
        "could not read Username", "could not read Password", "terminal prompts disabled", "Authentication failed",
        "Permission denied (publickey", "Host key verification failed", "HTTP Basic: Access denied", "error: 401",
    ),
    "sync-forbidden": ("error: 403", "service not enabled", "access denied or repository not exported", "Permission to "),
    "sync-unreachable": (
        "Could not resolve host", "unable to connect", "Failed to connect", "Couldn't connect", "Connection refused", "timed out",
        "Connection reset", "unreachable", "No route to host", "unable to look up", "Could not resolve proxy", "too slow",
    ),
    "sync-no-such-repository": ("does not appear to be a git repository", "not found", "no such repository", "does not exist"),
}  # fmt: skip


def upstream(of: Repo) -> Upstream:
    """The server and the branch on it that the branch here follows. Raises Trouble with the cure when it follows none."""
    head = of.run("symbolic-ref", "--quiet", "HEAD")
    if head.code:
        raise Trouble("sync-detached")
    name = head.out.strip()
    local = name.removeprefix("refs/heads/")
    form = "%(upstream)%00%(upstream:remotename)%00%(upstream:remoteref)%00%(push:remotename)"
    told = of.run("for-each-ref", f"--format={form}", name).out.split("\n")[0]
    if not told:
        raise Trouble("sync-nothing-committed")
    seen, server, there, pushed_to = told.split("\0")
    if not server or server == "." or not seen:
        known = of.run("remote").out.split()
        raise Trouble("sync-no-upstream", branch=local, server=known[0]) if known else Trouble("sync-no-server", branch=local)
    if pushed_to not in ("", server):
        raise Trouble("sync-two-servers", branch=local, server=server, other=pushed_to)
    return Upstream(local, server, there, seen)


def fetch(of: Repo, following: Upstream, *, asks: bool) -> str | None:
    """Get what has arrived on the branch; its last commit, or None when nothing was ever sent to that server. `asks`: git may
    ask the person at the terminal for a password. Raises Trouble."""
    wanted = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", following.server, following.there)
    answer = insist(of, lambda: of.talk(*wanted, asks=asks))  # an editor may be fetching too
    if answer.code and "couldn't find remote ref" in answer.error:
        branches = of.talk("ls-remote", "--heads", following.server, asks=asks)
        if branches.code == 0 and not branches.out:
            return None
        raise Trouble("sync-branch-gone", branch=following.branch, server=following.server)
    if answer.code:
        raise _trouble(answer, following)
    return of.run("rev-parse", "--verify", "--quiet", f"{following.seen}^{{commit}}").out.strip()


def send(of: Repo, following: Upstream, commit: str, *, asks: bool) -> Outgoing:
    """Send a commit, with all below it, as the new end of the branch on the server; never by force. The hook pre-push and those
    of the server run. Raises Trouble when it is not taken for another reason than that others were faster."""
    answer = of.talk(
        "push", "--porcelain", "--no-follow-tags", "--recurse-submodules=no", following.server, f"{commit}:{following.there}",
        asks=asks,
    )  # fmt: skip
    if answer.code == 0:
        return Outgoing(taken=True, said="")
    refused = [line for line in answer.out.split("\n") if line.startswith("!")]
    if any(_LOST_RACE.search(line) for line in refused):
        return Outgoing(taken=False, said=_reason(refused[0]))
    if refused:
        raise Trouble(
            "sync-refused", server=following.server, branch=following.branch, cause=_server_said(refused[0], answer.error)
        )
    if answer.code == 1 and "failed to push some refs" in answer.error:
        raise Trouble("sync-hook-refused", cause=_own_words(answer.error))
    raise _trouble(answer, following)


def _trouble(answer: Answer, following: Upstream) -> Trouble:
    said = answer.error or answer.out
    for key, signs in _CAUSES.items():
        if any(sign.lower() in said.lower() for sign in signs):
            return Trouble(key, server=following.server, cause=said)
    return Trouble("sync-failed", server=following.server, cause=said)


def _reason(line: str) -> str:
    """What stands behind the last tabulator of a line for a ref: "[remote rejected] (pre-receive hook declined)"."""
    return line.rpartition("\t")[2]


def _server_said(line: str, error: str) -> str:
    words = [said.removeprefix("remote:").strip() for said in error.split("\n") if said.startswith("remote:")]
    return "\n".join([_reason(line), *filter(None, words)])


def _own_words(error: str) -> str:
    return "\n".join(line for line in error.split("\n") if not line.startswith("error: failed to push some refs"))
