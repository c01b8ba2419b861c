"""The files of a workspace: finding it, reading it whole, creating one file, replacing an output.

Only regular files inside the workspace are read or written; nothing is followed through a symbolic link.
"""

import contextlib
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from kehoach_cli.nodes import MAX_BYTES
from kehoach_cli.parse import Snapshot
from kehoach_cli.places import AGENCIES_PATH
from kehoach_cli.places import PLANS as PLANS  # noqa: PLC0414 - these three are part of this module, for all who may load it whole
from kehoach_cli.places import is_passed_over as is_passed_over  # noqa: PLC0414
from kehoach_cli.survey import State, each, states
from kehoach_cli.survey import find_root as find_root  # noqa: PLC0414
from kehoach_cli.trouble import WRONG_USE, Trouble, cause_of

TEMPLATES = "templates"
READ = "read"
_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_EXCLUSIVE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def place_in_repository(root: Path) -> str:
    """What leads to the workspace from the top of the repository around it, as in "sub/folder/"; empty where it is the top itself
    or there is no repository. Told by the folder `.git`, so that it needs no git.
    """
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    return f"{root.relative_to(top).as_posix()}/" if top != root else ""


def treatment(path: str, mode: int) -> str | None:
    """What becomes of a path: READ, the code of the rule that refuses it, or None when it is not ours or a folder to enter."""
    if stat.S_ISDIR(mode):
        return "KH112" if path.endswith(".yaml") else None
    if not path.isprintable():
        return "KH127"
    if not path.lower().endswith((".yaml", ".yml")) and not stat.S_ISLNK(mode):
        return None
    return READ if stat.S_ISREG(mode) else "KH112"


def shown(path: str) -> str:
    """How a path that is refused is named: what is not printable in it as an escape."""
    return path if path.isprintable() else path.encode("unicode_escape").decode()


def has_plans(root: Path, plans: Collection[str]) -> bool:
    """Whether each of these names is, to the letter, that of something in plans/."""
    try:
        return {*plans} <= {entry.name for entry in (root / PLANS).iterdir()} and not any(map(is_passed_over, plans))
    except OSError:
        return False


def read(root: Path, plans: Collection[str] | None = None) -> Snapshot:
    """Every YAML file of the workspace as bytes, of plans only those that are named, if any are; links and devices are told, not
    read. Raises Trouble on a fault of the disk."""
    files: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    start = str(root)
    places = [PLANS] if plans is None or (root / PLANS).is_symlink() else [f"{PLANS}/{plan}" for plan in plans]
    waiting: list[tuple[str, int | None]] = [(path, None) for path in (AGENCIES_PATH, *places)]
    while waiting:
        path, known = waiting.pop()
        try:
            mode = os.lstat(f"{start}/{path}").st_mode if known is None else known
            treated = treatment(path, mode)
            if treated == READ:
                files[path] = content(f"{start}/{path}")
            elif treated is not None:
                refused[shown(path)] = treated
            elif stat.S_ISDIR(mode):
                waiting += _entries(start, path)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise Trouble("cannot-read", path=path, cause=cause_of(error)) from error
    return Snapshot(dict(sorted(files.items())), refused)


def _entries(start: str, folder: str) -> list[tuple[str, int | None]]:
    """What a folder holds, each with its type: the folder itself tells it, so that no file is asked for it."""
    with os.scandir(f"{start}/{folder}") as found:
        return [(f"{folder}/{entry.name}", _type(entry)) for entry in found if not is_passed_over(entry.name)]


def _type(entry: "os.DirEntry[str]") -> int:
    if entry.is_symlink():
        return stat.S_IFLNK
    if entry.is_dir(follow_symlinks=False):
        return stat.S_IFDIR
    return stat.S_IFREG if entry.is_file(follow_symlinks=False) else stat.S_IFSOCK


def content(path: str, most: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file up to a limit and one more. A link or a pipe put in its place meanwhile is not followed."""
    descriptor = os.open(path, _READING)
    try:
        found = os.read(descriptor, most + 1)
        while len(found) <= most and (more := os.read(descriptor, most + 1 - len(found))):
            found += more
        return found
    finally:
        os.close(descriptor)


def listed(root: Path, start: str, *, deep: bool = True) -> tuple[dict[str, State], dict[str, str]]:
    """What `read` would read below one path of a workspace, with the state of each file, and what it would refuse, with the code
    why. Raises Trouble on a fault of the disk."""
    wanted: dict[str, State] = {}
    refused: dict[str, str] = {}
    try:
        for folder, names, numbers in states(root, start, deep=deep):
            for name, state in each(names, numbers):
                path = f"{folder}/{name}" if folder else name
                treated = treatment(path, state[0])
                if treated == READ:
                    wanted[path] = state
                elif treated is not None:
                    refused[shown(path)] = treated
    except OSError as error:
        raise Trouble("cannot-read", path=_named(root, error), cause=cause_of(error)) from error
    return wanted, refused


def read_file(root: Path, path: str) -> bytes | None:
    """What `read` would read of one file; None when it is gone. Raises Trouble on a fault of the disk."""
    try:
        return content(f"{root}/{path}")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Trouble("cannot-read", path=path, cause=cause_of(error)) from error


def _named(root: Path, error: OSError) -> str:
    path = Path(os.fsdecode(error.filename or root))
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def inside(root: Path, path: Path) -> str:
    """A file or folder as it is called in the workspace; "" for the workspace itself. Raises Trouble when it is not in it."""
    whole = path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()
    if not whole.is_relative_to(root):
        raise Trouble("not-a-workspace-file", exit_code=WRONG_USE, path=str(path))
    return "" if whole == root else whole.relative_to(root).as_posix()


def own_templates(root: Path) -> dict[str, bytes]:
    """The templates of a workspace, by their paths in it; links and hidden files are no templates."""
    folder = root / TEMPLATES
    if folder.is_symlink():
        return {}
    paths = (path for path in sorted(folder.rglob("*")) if not path.is_symlink() and path.is_file())
    names = {path.relative_to(root).as_posix(): path for path in paths}
    return {shown(name): path.read_bytes() for name, path in names.items() if not any(map(is_passed_over, name.split("/")))}


def missing_folders(root: Path, path: str) -> list[Path]:
    """The folders that `create` would have to make, deepest first. Raises Trouble when a link or a file is in the way."""
    missing = []
    for folder in (root / path).relative_to(root).parents:
        whole = root / folder
        if whole.is_symlink() or (whole.exists() and not whole.is_dir()):
            raise Trouble("in-the-way", path=folder.as_posix())
        if not whole.exists():
            missing.append(whole)
    return missing


def create(root: Path, path: str, content: bytes) -> None:
    """Create one file that must not exist, and have it on the disk before returning. Raises Trouble; leaves nothing then."""
    target = root / path
    made = missing_folders(root, path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(target, _EXCLUSIVE, 0o666)
    except FileExistsError as error:
        raise Trouble("file-exists", path=path) from error
    except OSError as error:
        remove_folders(made)
        raise Trouble("cannot-write", path=path, cause=cause_of(error)) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:
        target.unlink(missing_ok=True)
        remove_folders(made)
        if isinstance(error, OSError):
            raise Trouble("cannot-write", path=path, cause=cause_of(error)) from error
        raise
    for folder in {target.parent, *(one.parent for one in made)}:
        keep_names(folder)


def replace(root: Path, path: str, content: bytes) -> None:
    """Another content for a file that is there, whole or not at all, and on the disk before returning. Raises Trouble."""
    target = root / path
    aside = replacement_of(target)
    try:
        mode = target.stat().st_mode & 0o777
        with os.fdopen(os.open(aside, _EXCLUSIVE, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(mode)
        aside.replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        if isinstance(error, PermissionError):
            raise Trouble("output-in-use", path=path) from error
        raise Trouble("cannot-write", path=path, cause=cause_of(error)) from error
    keep_names(target.parent)


def exchange(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Another content for a file that a person may be working on. Raises Trouble where it is no longer as it was read."""
    target = root / path
    if target.is_symlink() or target.read_bytes() != before:
        raise Trouble("changed-meanwhile", path=path)
    require_room_beside(root, path)
    replace(root, path, after)


def replacement_of(target: Path) -> Path:
    """Where the new content of a file waits until it takes its place; always there, so that what a killed run left is found."""
    return target.with_name(f".{target.name}.kehoach")


def require_room_beside(root: Path, path: str) -> None:
    """Raise Trouble when somebody else has a file where the new content of this one would wait."""
    aside = replacement_of(root / path)
    if aside.exists() or aside.is_symlink():
        raise Trouble("file-exists", path=aside.relative_to(root).as_posix())


def keep_names(folder: Path) -> None:
    """Have the names in a folder on the disk too, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_folders(folders: list[Path]) -> None:
    """Remove the folders that are still empty, deepest first."""
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return


def write_output(target: Path, content: bytes) -> None:
    """Put a document where the user asked for it, whole or not at all. Raises Trouble."""
    import tempfile

    target = target.resolve()  # through a link to the file it means
    if not target.parent.is_dir():
        raise Trouble("no-output-folder", exit_code=WRONG_USE, path=str(target.parent))
    temporary = None
    try:
        if target.exists() and not target.is_file():  # a device or a pipe is written to, never replaced
            with target.open("wb") as device:
                device.write(content)
            return
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".kehoach-", delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        temporary.chmod(mode)
        temporary.replace(target)
    except PermissionError as error:
        raise Trouble("output-in-use", path=str(target)) from error
    except OSError as error:
        raise Trouble("cannot-write", path=str(target), cause=cause_of(error)) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def output_folder(target: Path) -> Path:
    """The folder for several documents, made where only it is missing. Raises Trouble."""
    try:
        target.mkdir(exist_ok=True)
    except FileNotFoundError as error:
        raise Trouble("no-output-folder", exit_code=WRONG_USE, path=str(target.parent)) from error
    except OSError as error:
        raise Trouble("cannot-write", path=str(target), cause=cause_of(error)) from error
    return target


def append(target: Path, text: str) -> None:
    """Add a text to the end of a file that somebody else has set out for it. Raises Trouble."""
    try:
        with target.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise Trouble("cannot-write", path=str(target), cause=cause_of(error)) from error


class Staging:
    """Documents written whole beside the folder they are meant for, and put into it only when everything else has gone well."""

    def __init__(self, folder: Path, temporary: Path) -> None:
        self._folder, self._temporary, self.names = folder, temporary, list[str]()

    def add(self, name: str, content: bytes) -> None:
        """Write one document. Raises Trouble."""
        write_output(self._temporary / name, content)
        self.names.append(name)

    def publish(self) -> None:
        """Put all of them in their places, over those of the same names. Raises Trouble where one is open in another program."""
        for name in self.names:
            try:
                (self._temporary / name).replace(self._folder / name)
            except OSError as error:
                raise Trouble("output-in-use", path=str(self._folder / name)) from error


@contextmanager
def staging(target: Path) -> Iterator[Staging]:
    """A place for the documents of one folder, which is made where it is missing. Whatever was not published is gone at the end,
    and so is the folder if nothing is in it. Raises Trouble."""
    import shutil
    import tempfile

    missing = not target.exists()
    folder = output_folder(target)
    try:
        temporary = Path(tempfile.mkdtemp(dir=folder, prefix=".kehoach-"))
    except OSError as error:
        raise Trouble("cannot-write", path=str(target), cause=cause_of(error)) from error
    try:
        yield Staging(folder, temporary)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        if missing:
            remove_folders([folder])


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def read_input(source: Path, most: int = MAX_BYTES) -> bytes:
    """A file the user names on the command line, and no more of it than one byte over `most`. Raises Trouble."""
    try:
        with source.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise Trouble("cannot-read", exit_code=WRONG_USE, path=str(source), cause=cause_of(error)) from error


def shipped(name: str) -> Path:
    """A file or folder that travels with the program (templates, schema, the shipped plan); beside the source in a checkout."""
    package = Path(__file__).parent
    installed = package / "shipped" / name
    return installed if installed.exists() else package.parents[1] / name


def rule_example(code: str, which: str) -> dict[str, bytes]:
    """The files of a rule's example ("wrong" or "right"), by their path in the workspace; the notes of the tests left out."""
    return {path: content for path, content in packaged(f"rules/examples/{code}/{which}").items() if not path.isupper()}


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder that travels with the program, by its path in it."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def packaged(name: str) -> dict[str, bytes]:
    """The files of a data folder inside the package ("skeleton", "sample")."""
    return files_below(Path(__file__).parent / name)
