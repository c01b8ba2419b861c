"""The door: answers what needs nothing loaded (`--version`, shell completion), hands the rest to the command layer."""

import contextlib
import gc
import os
import sys
from typing import NoReturn

from kehoach_cli import __version__

_INTERRUPTED = 130  # what a shell expects of a program ended by Ctrl-C


def main() -> None:
    """The `kehoach` program."""
    try:
        _answer()
    except KeyboardInterrupt:  # while something was still being loaded; later the commands themselves say what became of it
        os._exit(_INTERRUPTED)


def _answer() -> None:
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"kehoach {__version__}\n")
        return
    if sys.argv[1:2] == ["--complete"]:
        from kehoach_cli.completion import answer

        sys.exit(answer(sys.argv[2:]))
    gc.disable()  # a process this short never gets back what collecting costs
    from kehoach_cli.cli.door import run

    _leave(run(sys.argv[1:]))


def _leave(code: int) -> NoReturn:
    """End at once when everything is written: taking the interpreter apart would cost a tenth of the whole run."""
    try:
        sys.stdout.flush()
    except OSError:
        code = code or 3
    with contextlib.suppress(OSError):  # remarks that nobody takes change no result
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
