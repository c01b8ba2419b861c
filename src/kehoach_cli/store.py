"""Where what was worked out is kept between runs: small files in the user's own cache folder, never in the workspace.

Everything here can be worked out again, so nothing here is trusted or needed: a file that is missing, cut off, foreign or of
another version of the program is as if it were not there, and a full or read-only disk only means that nothing is kept. Files are
plain JSON, put in place whole, so that processes may share them, be interrupted, or have them deleted under their hands.
"""

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

from kehoach_cli import __version__
from kehoach_cli.marks import mark_of, mark_of_texts

FORMAT = 1
MOST_BYTES = 512_000_000
_LARGEST = 64_000_000
_VARIABLE = "KEHOACH_CACHE"
_OFF = ("off", "0", "no", "false")
_LEFT_OUT = ("__pycache__", "examples", "sample", "skeleton", "shipped", "script")


class Store(NamedTuple):
    """A folder of kept values; `program` is a mark of the program, which every value is kept under."""

    folder: Path
    program: str

    def get(self, name: tuple[str, ...], state: str) -> Any:
        """What is kept under a name, if it was worked out from that state; None when there is nothing, or nothing sound."""
        try:
            raw = self._path(name).read_bytes()
        except (OSError, ValueError):
            return None
        head, _, body = raw.partition(b"\n")
        if head != self._head(name, state, body):
            return None
        return json.loads(body.decode("utf-8", "surrogatepass"))

    def put(self, name: tuple[str, ...], state: str, value: Any) -> None:
        """Keep a value of plain JSON in place of what was kept under that name; or not, where the disk does not take it."""
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        if len(body) > _LARGEST:
            return
        path = self._path(name)
        aside = path.with_suffix(f".{os.getpid()}")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
                file.write(self._head(name, state, body) + b"\n" + body)
            aside.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)

    def _path(self, name: tuple[str, ...]) -> Path:
        return self.folder / mark_of_texts(f"{FORMAT}", *name)

    def _head(self, name: tuple[str, ...], state: str, body: bytes) -> bytes:
        return mark_of_texts(self.program, *name, state, mark_of(body)).encode()

    def size(self) -> tuple[int, int]:
        """How many values are kept, and how many bytes they take."""
        sizes = [size for _, size, _ in self._files()]
        return len(sizes), sum(sizes)

    def clear(self) -> None:
        """Delete everything that is kept."""
        for _, _, path in self._files():
            with contextlib.suppress(OSError):
                Path(path).unlink()

    def tidy(self) -> None:
        """Delete what was kept longest ago, as far as it is too much."""
        files = sorted(self._files())
        excess = sum(size for _, size, _ in files) - MOST_BYTES
        for _, size, path in files:
            if excess <= 0:
                return
            with contextlib.suppress(OSError):
                Path(path).unlink()
            excess -= size

    def _files(self) -> list[tuple[int, int, str]]:
        """The time, the size and the place of every file."""
        found = []
        with contextlib.suppress(OSError), os.scandir(self.folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    about = entry.stat(follow_symlinks=False)
                    found.append((about.st_mtime_ns, about.st_size, entry.path))
        return found


class Nowhere(Store):
    """A store that keeps nothing, for who asks in the same way whether anything can be kept or not."""

    def get(self, name: tuple[str, ...], state: str) -> Any:  # noqa: ARG002 - asked like any store
        """Nothing."""
        return None

    def put(self, name: tuple[str, ...], state: str, value: Any) -> None:
        """Keep nothing."""


def store() -> Store | None:
    """The user's store; None where KEHOACH_CACHE says off, or where the user has no place for it."""
    if os.environ.get(_VARIABLE, "").lower() in _OFF:
        return None
    try:
        return Store(_folder(), _program())
    except (OSError, RuntimeError):
        return None


def _folder() -> Path:
    """The folder for caches that the system gives every user. Raises RuntimeError for a user without a home."""
    given = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    base = Path(given) if Path(given).is_absolute() else Path.home() / ".cache"
    return base / "kehoach"


def _program() -> str:
    """A mark of this program: its code, the Python it runs on, and when the libraries beside it were last installed."""
    package = Path(__file__).parent
    seen = [__version__, sys.version, str(package), *_times(str(package), (".py",))]
    beside = [Path(place) for place in sys.path if place.endswith("-packages")]
    seen += [f"{place} {place.stat().st_mtime_ns}" for place in beside if place.is_dir()]
    return mark_of_texts(*seen, str(getattr(os, "geteuid", int)()))


def _times(folder: str, suffixes: tuple[str, ...]) -> list[str]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(suffixes):
                about = entry.stat()
                found.append(f"{entry.path} {about.st_size} {about.st_mtime_ns}")
            elif entry.is_dir() and entry.name not in _LEFT_OUT:
                found += _times(entry.path, suffixes)
    return sorted(found)
