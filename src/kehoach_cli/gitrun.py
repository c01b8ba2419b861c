"""How git is started: which program, with which options and variables, and what comes back.

Git is started directly, which costs two milliseconds. Only what speaks with a server goes through GitPython's runner: loading it
costs as much as a whole `kehoach status`, which is nothing beside a network. Of GitPython no more is used: its own index and
commit functions commit what else is staged, skip signing and ignore the line-end rules.
"""

import os
import re
import sys
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import IO

from kehoach_cli.trouble import Trouble

# Set by git for its hooks, or by a person for one command; inherited, they would point our git at another repository or index,
# or change what a path means: what `git rev-parse --local-env-vars` lists, but for configuration, and the kinds of pathspecs.
_INHERITED = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_NAMESPACE",
    "GIT_PREFIX", "GIT_ATTR_SOURCE", "GIT_CONFIG", "GIT_NO_REPLACE_OBJECTS", "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
)  # fmt: skip
_ENVIRONMENT = {"GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "false", "GIT_PAGER": "cat", "LC_ALL": "C.UTF-8", "LANGUAGE": "C"}
# The monitor is a program that a repository names, and a repository buried in a folder names programs of its own.
_OPTIONS = (
    "--literal-pathspecs", "--no-pager", "-c", "core.quotePath=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false",
    "-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit",
)  # fmt: skip
MOST = 256_000_000  # bytes of an answer that may be endless, some two million paths
_AT_ONCE = 5_000_000  # bytes of it that are read at a time, some fifty thousand paths
_MOST_PLACES = 1_000  # of one content on average, where there are so many paths: in a workspace nearly each file has its own
_CONTENT = re.compile(rb"\0\n?:?\d{6} (?:\d{6} )?(?:blob )?([0-9a-f ]{40,129})[\t ]")  # of ls-tree; before and after, of --raw
_LONGEST_WORDS = 1_000_000  # bytes that are read of what it says about that
_MOST_MEMORY = 500_000_000  # bytes that git may hold then; what differs between two trees it collects before it says a word
# Windows would open a window for each git, and give it our Ctrl-C while it writes.
_WINDOWS_FLAGS = 0x08000000 | 0x00000200 if os.name == "nt" else 0  # CREATE_NO_WINDOW, CREATE_NEW_PROCESS_GROUP


def run(
    folder: Path, arguments: tuple[str, ...], environment: dict[str, str], *, given: bytes = b"", held: tuple[int, ...] = ()
) -> tuple[int, bytes, str]:
    """Run git in the folder: the exit code, its output, and what it said. `environment` is added to what every git gets, `given`
    is its standard input, and the open files `held` are kept open by it and all it starts. Raises Trouble without git."""
    process = _started(folder, arguments, environment, PIPE if given else DEVNULL, PIPE, held)
    out, said = process.communicate(given)
    return process.returncode, out, decoded(said).strip()


def run_bounded(folder: Path, arguments: tuple[str, ...], environment: dict[str, str]) -> tuple[int, bytes, str]:
    """The same for what a few objects can make endless: a tree that holds another one ten times, ten levels deep, names more
    paths than any disk has. Raises Trouble where git says too much, or the same again and again, or (noticed on Linux) needs too
    much memory for it."""
    from tempfile import TemporaryFile

    with TemporaryFile() as said:
        process = _started(folder, arguments, environment, DEVNULL, said)
        _limit_memory(process.pid)
        assert process.stdout is not None  # noqa: S101 - a pipe, as asked for
        with process.stdout:
            out, too_many = _read_bounded(process.stdout)
        if too_many:
            process.kill()
        code = process.wait()
        said.seek(0)
        error = decoded(said.read(_LONGEST_WORDS)).strip()
    if too_many or "out of memory" in error.lower():
        raise Trouble("history-too-many")
    return code, out, error


def _read_bounded(answer: "IO[bytes]") -> tuple[bytes, bool]:
    """What git says, and whether that is more than it could be of a workspace; then it is not read to its end."""
    parts: list[bytes] = []
    length = named = 0
    contents: set[bytes] = set()
    while part := answer.read(_AT_ONCE):
        parts.append(part)
        length += len(part)
        if length < _AT_ONCE:  # all there is
            break
        found = _CONTENT.findall(part)
        named += len(found)
        contents.update(found)
        if length > MOST or named > _MOST_PLACES * len(contents):
            return b"", True
    return b"".join(parts), False


def _started(
    folder: Path,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    source: int,
    words: "int | IO[bytes]",
    held: tuple[int, ...] = (),
) -> "Popen[bytes]":
    program = _program()
    try:
        return Popen(  # noqa: S603 - no shell, and the program is git
            [program, *_OPTIONS, *arguments],
            cwd=folder,
            env=_inherited() | _ENVIRONMENT | environment,
            stdin=source,
            stdout=PIPE,
            stderr=words,
            pass_fds=held,
            creationflags=_WINDOWS_FLAGS,
        )
    except OSError as error:
        raise Trouble("git-refused", cause=f"{folder}: {error.strerror}") from error


def _limit_memory(process: int) -> None:
    try:
        import resource

        resource.prlimit(process, resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))
    except (ImportError, AttributeError, OSError, ValueError):  # another system; it has ended; a lower limit is set already
        pass


def talk(folder: Path, arguments: tuple[str, ...], environment: dict[str, str], held: tuple[int, ...]) -> tuple[int, bytes, str]:
    """The same for a command that speaks with a server."""
    program = _program()
    for name in set(os.environ) - set(_inherited()):
        del os.environ[name]  # GitPython hands on all that stands here
    os.environ["GIT_PYTHON_GIT_EXECUTABLE"] = program  # which it runs as soon as it is imported
    from git import Git

    code, out, said = Git(folder).execute(
        [program, *_OPTIONS, *arguments],
        with_extended_output=True,
        with_exceptions=False,
        stdout_as_string=False,
        strip_newline_in_stdout=False,
        env=_ENVIRONMENT | environment,
        pass_fds=held,
    )
    return code, out, said.strip()


def decoded(out: bytes) -> str:
    """What git wrote, in the encoding of file names; bytes that are none stay what they are when it is written again."""
    return out.decode(sys.getfilesystemencoding(), "surrogateescape")


def _inherited() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _INHERITED}


def _program() -> str:
    """The git of the PATH. Folders named from where one stands do not count, nor does that folder itself, where Windows would
    look first: what lies there came with the files."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.get_exec_path():
        path = os.path.join(folder, name)  # noqa: PTH118 - with Path an empty entry becomes the present folder
        if os.path.isabs(path) and os.access(path, os.X_OK) and not os.path.isdir(path):  # noqa: PTH112, PTH117 - likewise
            return path
    raise Trouble("no-git")
