"""The door: answers what needs nothing loaded (`--version`, shell completion), hands the rest to the command layer.

Whatever takes time to load is loaded behind `main`, which hears Ctrl-C: here only what every Python has loaded already.
"""

import os
import sys

from kehoach_cli import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

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
    import gc

    gc.disable()  # a process this short never gets back what collecting costs
    from kehoach_cli.cli.door import run

    _leave(run(sys.argv[1:]))


def _leave(code: int) -> "NoReturn":
    """End at once when everything is written: taking the interpreter apart would cost a tenth of the whole run."""
    try:
        sys.stdout.flush()
    except OSError:
        code = code or 3
    from contextlib import suppress

    with suppress(OSError):  # remarks that nobody takes change no result
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
