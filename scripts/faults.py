"""Fault injection: run the program, break something at a chosen moment, and look whether anything was lost.

    python scripts/faults.py kills --number 100      kill -9 at random moments: of the tool alone, of the whole group
    python scripts/faults.py calls                   kill -9, SIGTERM, SIGINT, ENOSPC, EIO at every changing system call (strace)
    python scripts/faults.py limits                  files may grow to N bytes and no further (EFBIG)
    python scripts/faults.py disk                    a disk with N KiB left (tmpfs; needs the right to mount)
    python scripts/faults.py crowd --number 25       eight recorders at once, while somebody else commits in a loop

Each case is judged the same way, in `Bench.judge`. The ordinary tests take a small sample of each (tests/git/test_faults.py);
docs/guarantees.md has the figures of whole runs. Linux only.
"""

import argparse
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

AGENCIES = """\
agencies:
  - {id: van-phong, name: Văn phòng}
  - {id: so-a, name: Sở A}
  - {id: so-b, name: Sở B}
"""
PLAN = """\
id: kh
type: Kế hoạch
number: 01/KH
title: Kế hoạch thử
issued: 2026-01-01
reporting: {every: year, first: "2026", filers: [so-a, so-b], coordinator: van-phong, basis: Quy ước}
items:
  - {id: I, heading: Nhiệm vụ}
  - {id: I.1, text: Soạn quy chế., lead: [so-a], support: [so-b], due: 2026-06-30}
"""
RECORD = ("record", "kh/I.1", "--agency", "so-a", "--date", "2026-06-01", "--state", "in-progress", "--summary", "Chữ quý.")
ATTACH = (*RECORD, "--attach", "../bang.csv")
UNDO = ("undo", "--yes")
CHANGE = ("agency", "close", "so-b", "--on", "2027-01-01", "--basis", "Quyết định 1/QĐ 2026-12-01", "--yes")
OPERATIONS = {"record": RECORD, "attach": ATTACH, "undo": UNDO, "change": CHANGE}

# The system calls by which something changes on a disk. `openat` counts where it makes a file.
CALLS = ("write", "fsync", "rename", "link", "unlink", "mkdir", "rmdir", "chmod", "openat")
ERRORS = {
    "ENOSPC": ("write", "fsync", "rename", "link", "mkdir", "openat"),
    "EIO": ("write", "fsync", "rename", "link", "unlink", "mkdir", "openat"),
}
_SAYS_NO = (1, 2, 3, 130)  # the exit codes by which the program itself says that nothing is on record
PATIENCE = 60  # seconds for one run


class Outcome(NamedTuple):
    """How a run ended, and what it said on stderr."""

    code: int
    said: str


class State(NamedTuple):
    """What is the user's own: index, files and stash, but for what is recorded; and the last commit."""

    theirs: tuple[str, ...]
    head: str


class Bench:
    """A small workspace in a repository in which somebody is at work: something staged, something not, something in the stash."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "KEHOACH_"))},
            "KEHOACH_TODAY": "2026-11-23",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "PYTHONDONTWRITEBYTECODE": "1",
            **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
               for what, value in (("NAME", "Thử"), ("EMAIL", "thu@example.vn"))},
        }  # fmt: skip
        self.before_ours = 0
        self._recorded = 0
        self._group = 0
        self._make()

    def _make(self) -> None:
        (self.folder / "plans/kh").mkdir(parents=True)
        self.write("agencies.yaml", AGENCIES)
        self.write("plans/kh/plan.yaml", PLAN)
        self.write(".gitattributes", "plans/*/attachments/** binary\n")
        for name in ("staged.txt", "changed.txt", "stashed.txt"):
            self.write(name, "một\n")
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=Bắt đầu")
        self.write("stashed.txt", "cất\n")
        self.git("stash", "--quiet")
        self.write("staged.txt", "hai\n")
        self.git("add", "staged.txt")
        self.write("changed.txt", "ba\n")
        self.write("untracked.txt", "bốn\n")

    def write(self, name: str, text: str) -> None:
        """Put a file into the work tree."""
        (self.folder / name).write_text(text, encoding="utf-8")

    def git(self, *arguments: str, check: bool = True) -> str:
        """Plain git."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self.environment, check=False, capture_output=True, timeout=PATIENCE
        )
        if check and done.returncode:
            raise AssertionError(f"git {arguments}: {done.stderr.decode()}")
        return done.stdout.decode("utf-8", "replace")

    def command(self, *arguments: str) -> list[str]:
        """The program with these arguments."""
        return [sys.executable, "-m", "kehoach_cli", *arguments]

    def start(self, command: list[str], **more: Any) -> "subprocess.Popen[bytes]":
        """A command in a process group of its own, under a token of its own."""
        self._recorded += 1
        environment = {**self.environment, "KEHOACH_TOKEN": f"{self._recorded:06x}"}
        options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, **more}
        running: subprocess.Popen[bytes] = subprocess.Popen(
            command, cwd=self.folder, env=environment, start_new_session=True, **options
        )
        self._group = running.pid
        return running

    def run(self, command: list[str], **more: Any) -> Outcome:
        """A command to its end, and whatever it has left running in its group."""
        running = self.start(command, **more)
        try:
            _, said = running.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            _, said = running.communicate()
            return Outcome(-999, "hung\n" + said.decode("utf-8", "replace"))
        return Outcome(running.returncode, (said or b"").decode("utf-8", "replace"))

    def records(self) -> set[str]:
        """The paths of the events that the last commit holds."""
        return set(self.git("ls-tree", "-r", "--name-only", "HEAD", "plans/kh/progress").split())

    def state(self) -> State:
        """Everything that the program must leave as it is."""
        index = [line for line in self.git("ls-files", "--stage").splitlines() if not _is_ours(line)]
        names = ("staged.txt", "changed.txt", "stashed.txt", "untracked.txt", "plans/kh/plan.yaml")
        files = [repr((self.folder / name).read_bytes()) for name in names]
        stray = [line for line in self._status() if not _is_ours(line)]
        return State((*index, *files, *stray, self.git("rev-parse", "stash@{0}")), self.git("rev-parse", "HEAD").strip())

    def _status(self) -> list[str]:
        return self.git("status", "--porcelain", "--untracked-files=all").splitlines()

    def fsck(self) -> list[str]:
        """What git finds wrong with the repository itself."""
        looking = ["git", "fsck", "--strict", "--no-dangling", "--no-progress"]
        done = subprocess.run(looking, cwd=self.folder, env=self.environment, check=False, capture_output=True)
        return (done.stdout + done.stderr).decode("utf-8", "replace").splitlines() if done.returncode else []

    def judge(self, before: State, held: set[str], outcome: Outcome, operation: str) -> list[str]:
        """What is wrong after a fault and after the next recording, which has to work; empty when nothing is."""
        wrong = ["hung"] if outcome.code == -999 else []
        made = self.git("rev-list", "--count", f"{before.head}..HEAD").strip()
        if "Traceback" in outcome.said:
            if _is_of_the_start_up(outcome) and made == "0":
                self.before_ours += 1
            else:
                wrong.append("a traceback")
        if outcome.code == 0 and made != "1":
            wrong.append(f"said to be done, but {made} commits were made")
        if outcome.code in _SAYS_NO and made != "0":
            wrong.append(f"said not to be done (exit code {outcome.code}), but {made} commits were made")
        wrong += self._next_works()
        wrong += [
            f"fsck: {line}" for line in self.git("fsck", "--strict", "--no-dangling", "--no-progress", check=False).splitlines()
        ]
        after = self.state()
        if after.theirs != before.theirs:
            wrong.append(f"something of the user's has moved: {set(after.theirs) ^ set(before.theirs)}")
        commits = self.git("rev-list", "--reverse", f"{before.head}..HEAD").split()
        for commit in commits:
            touched = self.git("diff-tree", "--root", "-r", "--name-only", "--no-commit-id", commit).split()
            if not _is_one_act(touched, operation):
                wrong.append(f"a commit of {touched}")
        wrong += self._stray()
        lost = held - self.records()
        if len(lost) > (operation == "undo"):
            wrong.append(f"lost: {lost}")
        if unclean := [
            line for line in self.git("status", "--porcelain", "--untracked-files=all").splitlines() if _is_ours(line)
        ]:
            wrong.append(f"half done: {unclean}")
        rests = [path.name for path in (self.folder / ".git/kehoach").iterdir() if path.name in ("journal.json", "message")]
        return [*wrong, *rests, *(f"left: {path}" for path in self.folder.rglob(".*.kehoach"))]

    def _stray(self) -> list[str]:
        """Attachments on record that are not what their names say, or that no entry names."""
        named = self.git("grep", "--no-index", "-h", "sha256:", "--", "plans/kh/progress", check=False)
        files = sorted((self.folder / "plans/kh/attachments").glob("*"))
        whole = {path.stem for path in files if sha256(path.read_bytes()).hexdigest() == path.stem}
        return [f"stray: {path}" for path in files if path.stem not in whole or path.stem not in named]

    def _next_works(self) -> list[str]:
        if _locks(self.folder) and self._is_over():  # a git was killed: what a person does then, a minute later
            for lock in _locks(self.folder):
                os.utime(lock, (time.time() - 120, time.time() - 120))
            mended = self.run(self.command("doctor", "--fix"))
            if _locks(self.folder) or "Traceback" in mended.said:
                return [f"doctor --fix left a lock: {mended}"]
        following = self.run(self.command(*RECORD))
        return [] if following.code == 0 else [f"the next recording failed: {following}"]

    def _is_over(self) -> bool:
        """Whether nothing of the last run is at work any more, waiting for it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                os.killpg(self._group, 0)
            except ProcessLookupError:
                return bool(_locks(self.folder))
            time.sleep(0.05)
        raise AssertionError("something is still at work")

    def case(self, operation: str, breaking: Callable[[list[str]], Outcome]) -> list[str]:
        """Run one operation under a fault; what is wrong afterwards."""
        if operation == "undo":
            self.run(self.command(*RECORD))
        if operation == "attach":  # never the same file twice, which would be kept already
            (self.folder.parent / "bang.csv").write_bytes(f"{self._recorded};số\r\n".encode() * 2000)
        if operation == "change":
            self.git("checkout", "--quiet", "HEAD", "--", "agencies.yaml")
            if "until" in self.git("show", "HEAD:agencies.yaml"):
                self.write("agencies.yaml", AGENCIES)
                self.git("commit", "--quiet", "--message=Mở lại", "--only", "--", "agencies.yaml")
        before, held = self.state(), self.records()
        return self.judge(before, held, breaking(self.command(*OPERATIONS[operation])), operation)


def _is_of_the_start_up(outcome: Outcome) -> bool:
    """Whether a traceback is one of Python alone: a fault before a line of ours has run, which nothing of ours can answer."""
    return not re.search(r'File ".*kehoach_cli.*", line', outcome.said)


def _is_ours(line: str) -> bool:
    return "plans/kh/progress" in line or "plans/kh/attachments" in line or line.endswith("agencies.yaml")


def _is_one_act(touched: list[str], operation: str) -> bool:
    """Whether a commit touched one file of ours, and at most one that is attached to it."""
    beside = [path for path in touched if "/attachments/" in path]
    return len(touched) - len(beside) == 1 and all(map(_is_ours, touched)) and len(beside) <= (operation == "attach")


def _locks(folder: Path) -> list[Path]:
    return [path for path in (folder / ".git").rglob("*.lock") if "kehoach" not in path.parts]


def kills(bench: Bench, number: int, dice: random.Random, operation: str, *, together: bool) -> Iterator[tuple[str, list[str]]]:
    """Kill -9 at so many random moments of a run: of the tool alone, or together with all it has started."""
    started = time.monotonic()
    bench.case(operation, bench.run)
    longest = (time.monotonic() - started) / 2
    for _ in range(number):
        moment = dice.uniform(0, longest)

        def breaking(command: list[str], moment: float = moment) -> Outcome:
            running = bench.start(command)
            try:
                _, said = running.communicate(timeout=moment)
            except subprocess.TimeoutExpired:
                (os.killpg if together else os.kill)(running.pid, signal.SIGKILL)
                running.wait()
                running.stderr.close()  # type: ignore[union-attr] - `start` gives every command a pipe
                said = b""
            return Outcome(running.returncode, said.decode("utf-8", "replace"))

        yield f"after {moment:.3f} s", bench.case(operation, breaking)


def steps(bench: Bench, operation: str, call: str, *, follow: bool) -> list[int]:
    """Which of the calls of each process change something, counted from 1: all, or those of `openat` that make a file."""
    traced = bench.folder.parent / "trace"
    command = ["strace", *(["-f"] if follow else []), "-o", str(traced), "-e", f"trace={call}"]
    bench.case(operation, lambda program: bench.run([*command, *program]))
    counted: dict[str, int] = {}
    found: set[int] = set()
    for line in traced.read_text(encoding="utf-8", errors="replace").splitlines():
        process = line.split(" ")[0] if follow else ""
        if re.search(rf"\b{call}\(", line):
            counted[process] = counted.get(process, 0) + 1
            if call != "openat" or "O_CREAT" in line:
                found.add(counted[process])
    return sorted(found)


def injected(bench: Bench, operation: str, call: str, fault: str, step: int, *, follow: bool) -> list[str]:
    """One fault at one call: `fault` as strace takes it, "signal=SIGKILL" or "error=EIO"."""
    tamper = ["-e", f"trace={call}", f"--inject={call}:{fault}:when={step}"]
    traced = bench.folder.parent / "trace"
    command = ["strace", *(["-f"] if follow else []), "-o", str(traced), *tamper]
    wrong = bench.case(operation, lambda program: bench.run([*command, *program]))
    # The same number may hit another process while it reads: a Python that cannot read its own library says so as it likes.
    hit = [line for line in traced.read_text(encoding="utf-8", errors="replace").splitlines() if "INJECTED" in line]
    beside = call == "openat" and any("O_CREAT" not in line for line in hit)
    return [one for one in wrong if not (beside and one == "a traceback")]


def calls(bench: Bench, operation: str, every: int = 1) -> Iterator[tuple[str, list[str]]]:
    """Every fault at every changing call (or at each `every`-th of them), of the tool alone and of every process at once."""
    faults = [("signal=SIGKILL", CALLS, False)]
    faults += [(f"signal={name}", CALLS, True) for name in ("SIGKILL", "SIGTERM", "SIGINT")]
    faults += [(f"error={name}", those, True) for name, those in ERRORS.items()]
    known: dict[tuple[str, bool], list[int]] = {}
    turn = 0
    for fault, those, follow in faults:
        for call in those:
            if (call, follow) not in known:
                known[call, follow] = steps(bench, operation, call, follow=follow)
            for step in known[call, follow]:
                turn += 1
                if turn % every == 0:
                    who = "all" if follow else "tool"
                    yield f"{fault} at {call} {step} of {who}", injected(bench, operation, call, fault, step, follow=follow)


def limits(bench: Bench, operation: str, sizes: tuple[int, ...]) -> Iterator[tuple[str, list[str]]]:
    """No file may grow beyond so many bytes."""
    for size in sizes:

        def limit(size: int = size) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

        yield f"{size} bytes", bench.case(operation, partial(bench.run, preexec_fn=limit))


def disk(bench: Bench, operation: str, free: tuple[int, ...]) -> Iterator[tuple[str, list[str]]]:
    """Only so many KiB are free on the disk while it runs; all of it again afterwards."""
    for size in free:
        filler = bench.folder.parent / "filler"

        def full(command: list[str], size: int = size, filler: Path = filler) -> Outcome:
            left = shutil.disk_usage(bench.folder).free
            with filler.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, max(1, left - size * 1024))
            try:
                return bench.run(command)
            finally:
                filler.unlink()

        yield f"{size} KiB free", bench.case(operation, full)


# Somebody who commits so many times, again where git's lock is held.
_SOMEBODY = """
n=0
while [ $n -lt $1 ]; do
  git commit --quiet --only --allow-empty --message="khac $n" 2>/dev/null && n=$((n+1))
  sleep 0.2
done
"""


def crowd(bench: Bench, recorders: int, number: int) -> Iterator[tuple[str, list[str]]]:
    """So many recorders at once, each with so many entries, while somebody else commits in a loop; judged as a whole."""
    before, first = bench.state(), int(bench.git("rev-list", "--count", "HEAD"))
    somebody = subprocess.Popen(["sh", "-c", _SOMEBODY, "sh", str(number)], cwd=bench.folder, env=bench.environment)
    refused = 0
    for _ in range(number):
        running = [bench.start(bench.command(*RECORD)) for _ in range(recorders)]
        ends = [(process.communicate()[1], process.returncode) for process in running]
        refused += sum(code != 0 for _, code in ends)
    somebody.wait(timeout=PATIENCE)
    made = int(bench.git("rev-list", "--count", "HEAD")) - first - number
    wanted, held = recorders * number, len(bench.records())
    told = f"{held} recorded, {made} commits, {wanted - refused - held} lost, {refused} refused; {number} commits of another"
    wrong = [] if (held, made, refused) == (wanted, wanted, 0) else [told]
    wrong += [] if bench.state().theirs == before.theirs else ["something of the user's has moved"]
    wrong += bench.fsck()
    yield told, wrong


def can_strace() -> bool:
    """Whether system calls can be tampered with here."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-o", os.devnull, "--inject=fsync:error=EIO", "true"], check=False, capture_output=True)
    return tried.returncode == 0


def main() -> int:
    """Run what was asked for and print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", choices=("kills", "calls", "limits", "disk", "crowd"))
    asked.add_argument("--operation", choices=OPERATIONS, default="record")
    asked.add_argument("--number", type=int, default=25)
    asked.add_argument("--every", type=int, default=1, help="of the calls, only each n-th")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--folder", type=Path, help="an empty folder on the disk to use")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        bench = Bench(Path(name) / "kho")
        runs = {
            "kills": lambda: (
                case for together in (False, True)
                for case in kills(bench, given.number, random.Random(given.seed), given.operation, together=together)
            ),
            "calls": lambda: calls(bench, given.operation, given.every),
            "limits": lambda: limits(bench, given.operation, (0, 1, 50, 100, 150, 200, 300, 400, 500, 1000, 2000, 4000, 8000)),
            "disk": lambda: disk(bench, given.operation, (0, 4, 8, 12, 16, 20, 24, 32, 48, 64, 96, 128)),
            "crowd": lambda: crowd(bench, 8, given.number),
        }  # fmt: skip
        tried, bad, told = 0, 0, ""
        for told, wrong in runs[given.what]():
            tried, bad = tried + 1, bad + bool(wrong)
            if wrong:
                print(f"{told}: {'; '.join(wrong)}", flush=True)
            if tried % 25 == 0:
                print(f"{tried} tried, {bad} bad, the last one {told}", file=sys.stderr, flush=True)
        more = f", {bench.before_ours} ended by Python before a line of ours had run" if bench.before_ours else ""
        more += f" ({told})" if given.what == "crowd" else ""
        print(f"{given.what} {given.operation}: {tried} tried, {bad} bad{more}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
