"""The process that an office's own templates run in: fills one template as often as it is asked, and can do nothing else.

Started by `apart`, which says what to do over a pipe. Before the template is looked at, the process gives up what it does not
need, as far as the system can take it away: memory beyond a limit, files, processes. A clock of its own says at which line it is
when the time is over.
"""

import contextlib
import os
import sys
import threading
from typing import Any, BinaryIO

from kehoach_cli.render import filling, frames, mistakes
from kehoach_cli.render.filling import Filler
from kehoach_cli.render.mistakes import ENDLESS, Mistake
from kehoach_cli.render.properties import About
from kehoach_cli.trouble import Trouble
from kehoach_cli.vn import parse_iso_date

_LONGEST_REQUEST = 1_000_000_000
_GRACE = 2  # seconds of work beyond the time before the system ends the process


def main() -> None:
    """Read what to do from stdin and answer on stdout until nobody asks any more."""
    source, out = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    begun = frames.receive(source, _LONGEST_REQUEST)
    if begun is None:
        return
    of, content = begun
    _load(of["form"])
    _confine(of["memory"])
    frames.send(out, {"ready": True})
    filler: Filler | None = None
    while (asked := frames.receive(source, _LONGEST_REQUEST)) is not None:
        clock = _Clock(out, of["name"], asked[0]["seconds"])
        try:
            filler = filler or filling.here(of["form"], content, of["name"])
            head, body = _done(filler, asked[0])
        except Trouble as trouble:
            head, body = _told(trouble), b""
        except Exception as error:  # noqa: BLE001 - what an odd template makes of the libraries below
            head, body = _told(_trouble(error, of["name"])), b""
        clock.stop()
        frames.send(out, head, body)


def _done(filler: Filler, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    if asked["do"] == "check":
        return {"mistakes": [list(one) for one in filler.check(asked["samples"])]}, b""
    title, day, made_from = asked["about"] or ("", "", {})
    on = parse_iso_date(day)
    return {}, filler.fill(asked["values"], About(title, on, made_from) if on else None)


def _told(trouble: Trouble) -> dict[str, Any]:
    return {"trouble": trouble.key, "facts": trouble.facts}


def _trouble(error: Exception, name: str) -> Trouble:
    from kehoach_cli.render import templates

    return templates.trouble(templates.mistake(error, {}), name)


def _load(form: str) -> None:
    """Load what will be needed while this process may still read files."""
    from kehoach_cli.render import page, templates  # noqa: F401

    if form == filling.WORD:
        from docx import Document

        from kehoach_cli.render import docx  # noqa: F401

        Document()  # it reads a file of its own library the first time


def _confine(memory: int) -> None:
    """Give up what the work does not need. Windows takes nothing away: the clock, the caps of the sandbox and the length of the
    answer are the limits there."""
    try:
        import resource
    except ImportError:
        return
    limits = (("RLIMIT_AS", memory), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0), ("RLIMIT_NPROC", 0))
    for name, most in limits:
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


class _Clock:
    """Ends the process when a piece of work takes too long, and says where in the template it was."""

    def __init__(self, out: BinaryIO, name: str, seconds: float) -> None:
        self._out, self._name, self._seconds = out, name, seconds
        self._worker, self._lock, self._over = threading.get_ident(), threading.Lock(), False
        _limit_work(seconds + _GRACE)
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """The work is done; does not return when the time was over before."""
        with self._lock:
            self._over = True
        self._timer.cancel()

    def _ring(self) -> None:
        with self._lock:
            if self._over:
                return
            from kehoach_cli.render import templates

            template, line = templates.template_at(sys._current_frames()[self._worker])  # noqa: SLF001 - a look at the other thread
            found = Mistake(ENDLESS, line, cause=f"{self._seconds:.3g} s")
            if template is not None:
                found = mistakes.with_words(found, template.source)
            frames.send(self._out, _told(templates.trouble(found, self._name)))
            os._exit(1)


def _limit_work(seconds: float) -> None:
    """Have the system end the process after so much more work, even where nobody is left who waits for it."""
    with contextlib.suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
