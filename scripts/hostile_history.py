"""Hostile histories: what the commands that read commits take to answer a repository of a few objects that name a million paths.

    python scripts/hostile_history.py          every history with every command, in processes of their own, and what went wrong

What git itself takes to tell the paths is counted with it.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hostile import FILES, Told, ask

COMMANDS = (("status", "--known-at", "HEAD~1"), ("diff", "HEAD~1"), ("diff", "HEAD~2", "HEAD~1"), ("audit",), ("log",))
_SOMEBODY = ("-c", "user.name=Thử", "-c", "user.email=thu@example.vn")
EVENT = FILES["plans/kh/progress/2026/so-a/2026-06-01-I.1-0a1b2c.yaml"]
# A tree by level, from the file up: how many names each level has, and of what kind they are.
HISTORIES = {
    "a million files six folders down": ((10, "{}.yaml"), *[(10, "{}")] * 5, (1, "2026"), (1, "progress")),
    "a million words six folders down": ((10, "{}.txt"), *[(10, "{}")] * 5, (1, "2026"), (1, "progress")),
    "a million files twenty folders down": ((10, "{}.yaml"), *[(10, "{}")] * 5, *[(1, "x")] * 14),
    "a million entries of one agency": ((1_000, "2026-06-01-I.1-{:06x}.yaml"), (1_000, "so-{}"), (1, "2026"), (1, "progress")),
    "a million reports": ((1_000, "so-{}.yaml"), (1_000, "{}"), (1, "filings")),
    "ten thousand million files": ((10, "{}.yaml"), *[(10, "{}")] * 9, (1, "progress")),
}


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    """What git answers in a folder."""
    told = subprocess.run(["git", *_SOMEBODY, *arguments], cwd=folder, input=given, check=True, capture_output=True)
    return told.stdout.decode().strip()


def tree(folder: Path, entries: Sequence[tuple[str, str, str]]) -> str:
    """A tree of entries (kind, hash, name), written; its hash."""
    modes = {"blob": "100644", "tree": "040000"}
    lines = (f"{modes[kind]} {kind} {content}\t{name}\n" for kind, content, name in entries)
    return git(folder, "mktree", given="".join(lines).encode())


def lay_out(folder: Path, levels: Sequence[tuple[int, str]]) -> None:
    """A repository with three commits: without plans, with all the paths in one plan, without them again."""
    git(folder, "init", "--quiet")
    blobs = {path: git(folder, "hash-object", "-w", "--stdin", given=text.encode()) for path, text in FILES.items()}
    kind, content = "blob", git(folder, "hash-object", "-w", "--stdin", given=EVENT.encode())
    name = ""
    for number, name in levels:
        kind, content = "tree", tree(folder, [(kind, content, name.format(n)) for n in range(number)])
    (top,) = git(folder, "ls-tree", content).splitlines()
    plan = tree(folder, [("blob", blobs["plans/kh/plan.yaml"], "plan.yaml"), ("tree", top.split()[2], name)])
    agencies = ("blob", blobs["agencies.yaml"], "agencies.yaml")
    without, within = tree(folder, [agencies]), tree(folder, [agencies, ("tree", tree(folder, [("tree", plan, "kh")]), "plans")])
    commit = ""
    for state in (without, within, without):
        commit = git(folder, "commit-tree", *(["-p", commit] if commit else []), "-m", "x", state)
    git(folder, "update-ref", "HEAD", commit)
    git(folder, "reset", "--quiet", "--hard")


def wrong_with(told: Told) -> list[str]:
    """What an answer lacks; empty when it is a clean one."""
    wrong = [f"exit code {told.code}"] if told.code != 3 else []
    wrong += ["a traceback"] if "Traceback" in told.said else []
    return wrong + ([f"{told.memory / 1e6:.0f} MB"] if told.memory > 500e6 else [])


def main() -> int:
    """Try every history with every command and print the figures."""
    tried, bad, slowest, largest = 0, 0, (0.0, ""), (0, "")
    for history, levels in HISTORIES.items():
        with tempfile.TemporaryDirectory() as name:
            lay_out(Path(name), levels)
            for command, *options in COMMANDS:
                told = ask(Path(name), *options, command=command)
                words = f"{' '.join([command, *options])}: {history}"
                tried += 1
                slowest, largest = max(slowest, (told.processor, words)), max(largest, (told.memory, words))
                if wrong := wrong_with(told):
                    bad += 1
                    print(f"{words}: {'; '.join(wrong)}", flush=True)
    print(f"hostile histories: {tried} tried, {bad} bad")
    print(f"at most {slowest[0]:.2f} s of processor ({slowest[1]}) and {largest[0] / 1e6:.0f} MB ({largest[1]})")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
