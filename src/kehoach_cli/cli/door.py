"""Answers one command line: from what was answered before, else by running the command. Loads typer only for the latter."""

from kehoach_cli.cli.answers import Said, ask
from kehoach_cli.cli.console import Console, ReaderGone, cut_short
from kehoach_cli.text import Say


def run(arguments: list[str]) -> int:
    """Answer the command line and return the exit code. Never raises."""
    asked = ask(arguments)
    said = asked.kept() if asked else None
    if said is not None:
        return _again(said)
    from kehoach_cli.cli.main import run as run_command

    return run_command(arguments, asked)


def _again(said: Said) -> int:
    console = Console(Say())
    try:
        console.repeat(said.written)
        console.flush()
    except (ReaderGone, OSError) as error:
        return cut_short(console, error)
    return said.code
