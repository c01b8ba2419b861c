"""What commits did to the files, as values: the history of a workspace, ready to be judged and told."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import product
from typing import NamedTuple

from kehoach_cli.model import Event
from kehoach_cli.parse import EventPath, FilingPath, classify
from kehoach_cli.policy import Audit
from kehoach_cli.vn import moment


class Touch(NamedTuple):
    """What a commit did to one file: the hash of its content before and after; None where there was or is no file. A merge is
    told against its first parent."""

    path: str
    old: str | None
    new: str | None


class Recorded(NamedTuple):
    """A commit: its hash, whole and short, its parents, the second (since 1970, UTC) it was committed, its author and subject,
    and what it did. What has not been committed yet has an empty hash."""

    commit: str
    short: str
    parents: tuple[str, ...]
    seconds: int
    name: str
    email: str
    subject: str
    touches: tuple[Touch, ...] = ()

    @property
    def is_merge(self) -> bool:
        """Whether it joins lines of history."""
        return len(self.parents) > 1

    @property
    def moment(self) -> datetime:
        """When it was committed, in Vietnam."""
        return moment(self.seconds)

    @property
    def day(self) -> date:
        """The day it was committed, in Vietnam."""
        return self.moment.date()


class Signature(NamedTuple):
    """How git judges the signature of a commit: G good, U good of unknown worth, N none, E unknown key, and others; who signed;
    the fingerprints of the key and of the main key it belongs to."""

    verdict: str
    signer: str
    fingerprints: tuple[str, ...]


Touches = dict[str, tuple[Touch, ...]]  # by the hash of the commit


def own_touches(commits: Iterable[Recorded]) -> Touches:
    """Of each commit what it did itself. A merge did itself only what none of the commits it joins had done, and the choice of
    one added version of a file over another."""
    commits = list(commits)
    made: dict[tuple[str, str | None], bool] = {}  # whether a commit has made that content out of another one
    for commit in commits:
        for touch in () if commit.is_merge else commit.touches:
            key = touch.path, touch.new
            made[key] = made.get(key, False) or touch.old is not None

    def is_own(touch: Touch) -> bool:
        known = made.get((touch.path, touch.new))
        return known is None or (touch.old is not None and not known)

    return {commit.commit: tuple(t for t in commit.touches if not commit.is_merge or is_own(t)) for commit in commits}


def by_path(commits: Iterable[Recorded], touches: Touches) -> dict[str, list[tuple[Recorded, Touch]]]:
    """The life of each file: what was done to it, in the order of the commits."""
    found: dict[str, list[tuple[Recorded, Touch]]] = {}
    for commit in commits:
        for touch in touches[commit.commit]:
            found.setdefault(touch.path, []).append((commit, touch))
    return found


def plans_renamed(commits: Iterable[Recorded]) -> dict[str, str]:
    """The next id of each plan that got another one: its folder went, another came, with entries of the first as they were."""
    found = {}
    for commit in commits:
        files = [touch for touch in commit.touches if touch.path.endswith("/plan.yaml")]
        gone = [plan for touch in files if touch.new is None and isinstance(plan := classify(touch.path), str)]
        came = [plan for touch in files if touch.old is None and isinstance(plan := classify(touch.path), str)]
        there = {touch.path: touch.new for touch in commit.touches} if gone and came and not commit.is_merge else {}
        for was, now in product(gone, came) if there else ():
            mine = (touch for touch in commit.touches if touch.path.startswith(f"plans/{was}/") and is_entry(touch.path))
            if any(touch.old and there.get(under(touch.path, now)) == touch.old for touch in mine):
                found[was] = now
    return found


def under(path: str, plan: str) -> str:
    """Where a file of a plan lies when the plan has that id."""
    folder, _, rest = path.split("/", 2)
    return f"{folder}/{plan}/{rest}"


class Case(NamedTuple):
    """What is judged: the commits, oldest first, of which `judged` (hashes) are to be spoken of and the others only tell what had
    been before; the entries of the ledger (path to hash) at the end, and at the `start` where a change is judged, not a whole
    history. `start_name` and `start_day` are how the commit there is called and when it was made; `rewritten` says that the
    history no longer holds it.

    `policies` are the further rules of each plan, `events` what was recorded (by path and hash), `signatures` those of commits
    for each plan that asks for them.
    """

    commits: tuple[Recorded, ...]
    judged: frozenset[str]
    end: Mapping[str, str]
    start: Mapping[str, str] = {}
    start_name: str = ""
    start_day: date | None = None
    rewritten: bool = False
    policies: Mapping[str, Audit] = {}
    events: Mapping[tuple[str, str], Event] = {}
    signatures: Mapping[str, Mapping[str, Signature]] = {}


def is_entry(path: str) -> bool:
    """Whether a path is that of an event or a filing."""
    return isinstance(classify(path), EventPath | FilingPath)


def told(commit: Recorded | None) -> dict[str, str]:
    """The facts of who did something, when and in which commit; empty for what nobody has committed yet."""
    if commit is None or not commit.commit:
        return {"commit": "", "author": "", "committed": ""}
    return {"commit": commit.short, "author": commit.name, "committed": commit.day.isoformat()}
