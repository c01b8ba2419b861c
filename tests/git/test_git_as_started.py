"""What a git sees that is started by the program: its options, its paths, its variables; and which git that is.

A program named git stands first on the PATH, notes how it is called and calls the real one.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import git, posix_only, spawn

pytestmark = posix_only

REAL = shutil.which("git") or "git"
NOTES = """\
#!/bin/sh
note=$(mktemp "$NOTES/XXXXXXXX")
printf '%s\\0' "$@" > "$note.called"
env > "$note.variables"
exec "$REAL" "$@"
"""
BASIS = "Quyết định 1/QĐ 2026-12-01"
EVENT = ("I.1", "-a", "so-a")
LOOKS: tuple[tuple[str, ...], ...] = (
    ("status", "--known-at", "HEAD~1"),
    ("validate", "--changed-since", "nhanh"),
    ("validate", "--fix", "--dry-run"),
    ("report", "annual", "--period", "2026", "--known-at", "HEAD~1"),
    ("report", "page", "-o", "../trang.html"),
    ("diff", "HEAD~1..nhanh"),
    ("diff", "--staged"),
    ("audit", "HEAD~1"),
    ("log", "I.1"),
    ("doctor",),
)
WRITES: tuple[tuple[str, ...], ...] = (
    ("record", *EVENT, "-d", "2026-06-01", "-s", "completed", "-m", "Xong.", "--attach", "../bang.csv"),
    ("confirm", *EVENT),
    ("undo", "--yes"),
    ("extend", "I.2", "-a", "so-moi", "--to", "2027-01-31", "--basis", BASIS),
    ("agency", "close", "so-b", "--on", "2027-01-01", "--basis", BASIS, "--yes"),
    ("doctor", "--fix"),
    ("sync",),
)
LOCAL = {*subprocess.run([REAL, "rev-parse", "--local-env-vars"], check=True, capture_output=True, text=True).stdout.split()}
# Each would lead git elsewhere, or make a path mean something else. Configuration given for one command (`git -c`, or
# GIT_CONFIG_COUNT) is handed on: somebody has asked for it, and our own options come after it.
HANDED_ON = {"GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT"}
ELSEWHERE = (LOCAL - HANDED_ON) | {
    "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE", "GIT_REPLACE_REF_BASE", "GIT_NAMESPACE", "GIT_PREFIX",
    "GIT_ATTR_SOURCE", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
}  # fmt: skip


class Call(NamedTuple):
    """How git was called: its own options, the command, what was given to that, and the variables it found."""

    options: list[str]
    command: str
    given: list[str]
    variables: dict[str, str]

    @property
    def before_the_paths(self) -> list[str]:
        """What is given up to the `--`, or all where there is none."""
        return self.given[: self.given.index("--")] if "--" in self.given else self.given


def read(noted: Path) -> Call:
    words = noted.read_bytes().decode().split("\0")[:-1]
    place = 0
    while words[place].startswith("-") and words[place] != "--version":
        place += 2 if words[place] == "-c" else 1
    told = re.findall(r"^(\w+)=(.*)$", noted.with_suffix(".variables").read_text(encoding="utf-8"), re.MULTILINE)
    return Call(words[:place], words[place], words[place + 1 :], dict(told))


@pytest.fixture
def calls(office: Path, tmp_path: Path) -> Callable[[tuple[tuple[str, ...], ...]], list[Call]]:
    """Runs commands of the program in an office that shares its branch; every call of git that they make."""
    notes, first = tmp_path / "ghi", tmp_path / "truoc"
    notes.mkdir()
    first.mkdir()
    (first / "git").write_text(NOTES, encoding="utf-8")
    (first / "git").chmod(0o755)
    git(office, "commit", "--quiet", "--allow-empty", "--message=Hai")
    git(office, "branch", "nhanh")
    git(tmp_path, "clone", "--quiet", "--bare", str(office), "may-chu.git")
    git(office, "remote", "add", "origin", str(tmp_path / "may-chu.git"))
    git(office, "fetch", "--quiet", "origin")
    git(office, "branch", "--quiet", "--set-upstream-to=origin/main")
    (office / ".gitattributes").write_text("plans/*/attachments/** binary\n", encoding="utf-8")
    git(office, "add", "--all")
    git(office, "commit", "--quiet", "--message=Ba")
    (tmp_path / "bang.csv").write_bytes(b"a;b\r\n")
    inherited = {name: str(tmp_path / "khong-co") if "PATHSPECS" not in name else "1" for name in ELSEWHERE}
    world = {**inherited, "PATH": f"{first}{os.pathsep}{os.environ['PATH']}", "NOTES": str(notes), "REAL": REAL}

    def call(commands: tuple[tuple[str, ...], ...]) -> list[Call]:
        for command in commands:
            ran = spawn(*command, cwd=office, **world, KEHOACH_CACHE="off")
            assert ran.returncode in (0, 1), (command, ran.stderr.decode())
        found = [read(noted) for noted in sorted(notes.glob("*.called"))]
        assert len(found) > 20
        return [one for one in found if one.command != "version"]  # how GitPython looks whether there is a git

    return call


def broken(rules: dict[str, Callable[[Call], bool]], made: list[Call]) -> dict[str, set[str]]:
    """To each rule that does not hold, the calls that break it."""
    found = {name: {" ".join([call.command, *call.given]) for call in made if not rule(call)} for name, rule in rules.items()}
    return {name: those for name, those in found.items() if those}


def configured(call: Call) -> dict[str, str]:
    """The configuration that its options give, each key as it stands last."""
    pairs = [word.partition("=") for option, word in zip(call.options, call.options[1:], strict=False) if option == "-c"]
    return {key: value for key, _, value in pairs}


def is_revision_resolved(call: Call) -> bool:
    """Whether what was typed as a revision stands where it cannot be an option, and there alone."""
    typed = [word for word in call.given if "HEAD~1" in word or "nhanh" in word]
    return not typed or (call.command == "rev-parse" and call.given[:-1] == ["--verify", "--quiet", "--end-of-options"])


RULES: dict[str, Callable[[Call], bool]] = {
    "paths are literal": lambda call: "--literal-pathspecs" in call.options,
    "paths stand behind --": lambda call: (
        not [word for word in call.before_the_paths if re.match(r"(plans|templates)/|agencies\.yaml", word)]
    ),
    "no pager": lambda call: "--no-pager" in call.options,
    "no monitor": lambda call: configured(call).get("core.fsmonitor") == "false",
    "no buried repository": lambda call: configured(call).get("safe.bareRepository") == "explicit",
    "no tidying up beside the work": lambda call: (
        (configured(call).get("gc.auto"), configured(call).get("maintenance.auto")) == ("0", "false")
    ),
    "no owner is trusted that the user does not trust": lambda call: "safe.directory" not in configured(call),
    "hooks, signing and identity are left to the user": lambda call: (
        not [key for key in configured(call) if key.startswith(("core.hooksPath", "commit.gpg", "user.", "gpg."))]
    ),
    "a typed revision is resolved first": is_revision_resolved,
    "nothing leads elsewhere": lambda call: not {name for name in ELSEWHERE if "khong-co" in call.variables.get(name, "")},
    "paths mean what they say": lambda call: (
        not {name for name in ELSEWHERE if "PATHSPECS" in name} & {*call.variables}
        or call.variables.get("GIT_LITERAL_PATHSPECS") == "1"
    ),
    "nobody is asked": lambda call: (
        (call.variables.get("GIT_TERMINAL_PROMPT"), call.variables.get("GIT_EDITOR")) == ("0", "false")
    ),
    "one language": lambda call: call.variables.get("LC_ALL") == "C.UTF-8",
}
FORCED = {
    "--force",
    "-f",
    "--no-verify",
    "-n",
    "--no-gpg-sign",
    "--amend",
    "--all",
    "-a",
    "--hard",
    "--sparse",
    "--allow-unrelated-histories",
}
WRITING_RULES: dict[str, Callable[[Call], bool]] = {
    **RULES,
    "the user's work is never moved": lambda call: (
        call.command not in ("stash", "checkout", "switch", "clean", "reset", "rebase")
    ),
    "nothing is forced or passed by": lambda call: (
        not (call.command in ("add", "rm", "commit", "push", "fetch") and FORCED & {*call.before_the_paths})
    ),
    "a commit takes named paths only": lambda call: (
        call.command != "commit" or {"--only", "--cleanup=verbatim", "--"} <= {*call.given}
    ),
    "a commit is on the disk": lambda call: call.command != "commit" or configured(call).get("core.fsync") == "all",
}
# Commands that run no hook, change nothing, and show contents only as they are stored; or, as `status`, with every filter off.
QUIET = {
    "--version", "rev-parse", "rev-list", "ls-tree", "ls-files", "cat-file", "for-each-ref", "merge-base", "symbolic-ref", "var",
    "config", "check-attr", "diff-index", "log", "status",
}  # fmt: skip
LOOKING_RULES: dict[str, Callable[[Call], bool]] = {
    **RULES,
    "only what changes nothing": lambda call: call.command in QUIET,
    "configuration is only read": lambda call: call.command != "config" or any(word.startswith("--get") for word in call.given),
    "no differences by other programs": lambda call: (
        call.command not in ("log", "diff-index") or {"--no-ext-diff", "--no-textconv"} <= {*call.given}
    ),
    "no content through a filter": lambda call: call.command != "cat-file" or not {"--filters", "--textconv"} & {*call.given},
    "nothing is fetched": lambda call: (
        call.command not in ("log", "rev-list", "cat-file", "ls-tree")
        or (call.variables.get("GIT_NO_LAZY_FETCH"), call.variables.get("GIT_ALLOW_PROTOCOL")) == ("1", "none")
    ),
    "no lock of git is taken": lambda call: call.command != "status" or "--no-optional-locks" in call.options,
}


def test_every_git_that_looks_is_started_by_the_rules(calls: Callable[..., list[Call]]) -> None:
    assert broken(LOOKING_RULES, calls(LOOKS)) == {}


def test_every_git_that_writes_is_started_by_the_rules(calls: Callable[..., list[Call]]) -> None:
    made = calls(WRITES)
    assert broken(WRITING_RULES, made) == {}
    assert {"add", "commit", "push", "fetch"} <= {call.command for call in made}
