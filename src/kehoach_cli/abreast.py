"""A large workspace judged on several processors at once: each takes the entries of some of the plans.

What is found in an entry follows from agencies.yaml, the plan files and the entries of its own plan. So every share holds
agencies.yaml and all plan files, and everything of the plans that are dealt to it; a finding counts in the share that its file
was dealt to. Where no second process can be begun, or it dies, the work is done by this one.
"""

import os
import sys
from collections.abc import Callable
from typing import NamedTuple

from kehoach_cli import rules
from kehoach_cli.findings import Finding, in_order
from kehoach_cli.parse import Snapshot
from kehoach_cli.places import PLANS

FEW = 2000  # files below which another process costs more than it saves
_MOST = 4  # processes; every one of them reads the plan files


class Share(NamedTuple):
    """The files that one process looks at, and the folders of plans whose findings are its own; the first share has those in
    files outside of all plans too."""

    snapshot: Snapshot
    folders: frozenset[str]
    has_rest: bool

    def owns(self, path: str) -> bool:
        """Whether a finding in that file is for this share to tell."""
        folder = _folder(path)
        return folder in self.folders or (folder == "" and self.has_rest)


def found(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Every finding of form and of meaning, as `rules.found` gives them."""
    shares = deal(snapshot, _processors()) if len(snapshot.files) >= FEW else []
    if len(shares) < 2:
        return rules.found(snapshot)
    rules.load()
    others = [_begun(share) for share in shares[1:]]
    own = _of(shares[0])
    return in_order([*own, *(finding for other in others for finding in other())])


def deal(snapshot: Snapshot, number: int) -> list[Share]:
    """The files in so many shares of about the same size, or in fewer where there are fewer plans."""
    sizes: dict[str, int] = {}
    for path in (*snapshot.files, *snapshot.refused, *(snapshot.attachments or ())):
        folder = _folder(path)
        sizes[folder] = sizes.get(folder, 0) + len(snapshot.files.get(path, b""))
    sizes.pop("", None)
    hands: list[list[str]] = [[] for _ in range(min(number, len(sizes)))]
    for folder in sorted(sizes, key=lambda one: (-sizes[one], one)):
        min(hands, key=lambda hand: sum(sizes[one] for one in hand)).append(folder)
    return [_share(snapshot, frozenset(hand), has_rest=not place) for place, hand in enumerate(hands)]


def _share(snapshot: Snapshot, folders: frozenset[str], *, has_rest: bool) -> Share:
    def is_seen(path: str) -> bool:
        folder = _folder(path)
        return folder in folders or folder == "" or path == f"{folder}/plan.yaml"

    files = {path: content for path, content in snapshot.files.items() if is_seen(path)}
    refused = {path: code for path, code in snapshot.refused.items() if is_seen(path)}
    kept = snapshot.attachments
    attachments = None if kept is None else {path: found for path, found in kept.items() if is_seen(path)}
    return Share(Snapshot(files, refused, attachments), folders, has_rest)


def _folder(path: str) -> str:
    """The folder of the plan that a file lies in; empty for a file that lies in none."""
    parts = path.split("/", 2)
    return f"{PLANS}/{parts[1]}" if len(parts) == 3 and parts[0] == PLANS else ""


def _of(share: Share) -> list[Finding]:
    return [finding for finding in rules.found(share.snapshot) if share.owns(finding.path)]


def _processors() -> int:
    """How many processes are worth beginning. Only Linux hands a new one what is in memory without a copy, and safely."""
    if sys.platform != "linux":
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


def _begun(share: Share) -> Callable[[], list[Finding]]:
    """Begin to judge a share in a process of its own; what is returned waits for it."""
    import multiprocessing
    import signal

    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)

    def work() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever interrupts us speaks to the first process
        receiving.close()
        try:
            sending.send(_of(share))
        except BaseException:  # noqa: BLE001 - the first process does it again, and tells what it meets then
            os._exit(1)

    try:
        process = context.Process(target=work, daemon=True)
        process.start()
    except OSError:
        return lambda: _of(share)
    sending.close()

    def result() -> list[Finding]:
        try:
            findings: list[Finding] = receiving.recv()
        except (EOFError, OSError):  # it died before, or in the middle of what it had to say
            return _of(share)
        process.join()
        return findings

    return result
