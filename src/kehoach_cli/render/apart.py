"""Templates that the workspace brings, filled in a process of their own: limited in time, memory and what may come back.

The process is a fresh interpreter, so it works wherever the program does. It is given the template and plain values, nothing of
the environment but where its libraries are, and what it answers is read as data. It is started when first asked, is asked as
often as needed, and ends with the value that holds it.
"""

import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from kehoach_cli.render import frames
from kehoach_cli.render.mistakes import Mistake
from kehoach_cli.render.properties import About
from kehoach_cli.trouble import CANNOT_WORK, Trouble, cause_of

_HANDED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # an interpreter may not start without
_STARTING = 60.0  # seconds for an interpreter and its libraries on a slow machine
_GRACE = 1.0  # seconds that the process has to say by itself where it was
_TROUBLES = {
    f"template-{kind}"
    for kind in ("undefined", "security", "syntax", "include", "other", "endless", "large", "lost", "not-docx", "unsafe")
}
_FACTS = ("place", "words", "name", "suggestion", "cause")


class Limits(NamedTuple):
    """What filling one template may take: seconds, and one more for so many bytes of values; bytes of memory, of which an
    interpreter and its libraries reserve a good hundred million; bytes of answer."""

    seconds: float = 5
    bytes_a_second: int = 100_000
    memory: int = 650_000_000
    answer: int = 64_000_000


LIMITS = Limits()


class Apart:
    """A template that is filled in another process."""

    def __init__(self, form: str, content: bytes, name: str, limits: Limits = LIMITS) -> None:
        self._form, self._content, self._name, self._limits = form, content, name, limits
        self._process: subprocess.Popen[bytes] | None = None

    def fill(self, values: dict[str, Any], about: About | None = None) -> bytes:
        """What the template makes of the values. Raises Trouble with the place of a mistake."""
        told = [about.title, about.day.isoformat(), dict(about.made_from)] if about else None
        return self._asked({"do": "fill", "values": values, "about": told})[1]

    def check(self, samples: Iterable[dict[str, Any]]) -> list[Mistake]:
        """Every mistake that shows with these values. Raises Trouble."""
        head, _ = self._asked({"do": "check", "samples": list(samples)})
        return [Mistake(*one) for one in head["mistakes"]]

    def _asked(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        process = self._process = self._process or self._started()
        size = sum(map(len, _texts(request)))
        seconds = self._limits.seconds + size / self._limits.bytes_a_second
        head, body = self._answer(process, {**request, "seconds": seconds}, seconds + _GRACE)
        if "trouble" in head:
            self._give_up(process)
            raise _trouble(head, self._name)
        return head, body

    def _started(self) -> "subprocess.Popen[bytes]":
        """The process, its libraries loaded. Raises Trouble."""
        command = [sys.executable, "-P", "-X", "utf8", "-m", "kehoach_cli.render.child"]
        environment = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        try:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except OSError as error:
            raise Trouble("template-ended", place=self._name, cause=cause_of(error)) from error
        weakref.finalize(self, _end, process)
        begin = {"form": self._form, "name": self._name, "memory": self._limits.memory}
        self._answer(process, begin, _STARTING, self._content)
        return process

    def _answer(
        self, process: "subprocess.Popen[bytes]", head: dict[str, Any], seconds: float, body: bytes = b""
    ) -> tuple[dict[str, Any], bytes]:
        """What the process says. Raises Trouble when it says nothing, or too late, or too much; it is ended then."""
        over = threading.Event()

        def end() -> None:
            over.set()
            process.kill()

        clock = threading.Timer(seconds, end)
        clock.start()
        try:
            frames.send(process.stdin, head, body)  # type: ignore[arg-type]
            found = frames.receive(process.stdout, self._limits.answer)  # type: ignore[arg-type]
        except frames.TooLong as error:
            self._give_up(process)
            raise Trouble("template-large", place=self._name, cause="text") from error
        except (OSError, ValueError):
            found = None
        finally:
            clock.cancel()
        if found is None:
            self._give_up(process)
            key, cause = ("endless", f"{seconds:.3g} s") if over.is_set() else ("ended", str(process.returncode))
            raise Trouble(f"template-{key}", place=self._name, cause=cause)
        return found

    def _give_up(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = None
        _end(process)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)


def _trouble(head: dict[str, Any], name: str) -> Trouble:
    """What the process could not do; what it says of that is foreign."""
    key, facts = head["trouble"], head.get("facts")
    if key not in _TROUBLES or not isinstance(facts, dict):
        return Trouble("template-ended", place=name, cause="")
    told = {str(fact): str(facts[fact]) for fact in facts if fact in _FACTS}
    return Trouble(key, exit_code=CANNOT_WORK, **told, **_where_to_look(name))


def _where_to_look(name: str) -> dict[str, str]:
    """The commands that help with a template of that name: the one that tells all that is wrong, and of what kind it is."""
    from kehoach_cli.report.variables import KINDS

    kind = PurePosixPath(name).name.partition(".")[0]
    return {"check": "kehoach template check", "kind": kind if kind in KINDS else ""}


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:  # what was still to be written, to a process that is gone
                continue
    process.wait()
