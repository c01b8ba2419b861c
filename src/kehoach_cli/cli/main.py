"""Runs one command line: loads the command, calls it, turns whatever happens into a message and an exit code."""

import os
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from kehoach_cli.cli import usage
from kehoach_cli.cli.answers import LANGUAGE_VARIABLE, Asked
from kehoach_cli.cli.console import Console, ReaderGone, cut_short
from kehoach_cli.cli.context import Session
from kehoach_cli.commandline import split
from kehoach_cli.text import DEFAULT, LANGUAGES, Say
from kehoach_cli.trouble import CANNOT_WORK, INTERRUPTED, WRONG_USE, Trouble

# Every command, in the order of `--help`; the section gives the heading it stands under.
COMMANDS = {
    "daily": ("status", "show", "record", "submit", "sync", "check", "report"),
    "coordinator": ("confirm", "return", "extend", "excuse", "remind"),
    "review": ("diff", "audit", "log"),
    "files": ("validate", "rule", "agency", "template", "fmt", "schema", "codeowners", "undo"),
    "setup": ("init", "doctor", "completion"),
}
# Those of them that hold commands of their own; each is a module too: `agency merge` is cli/agency/merge.py.
GROUPS = {
    "agency": ("list", "show", "merge", "rename", "split", "close"),
    "template": ("list", "vars", "check", "preview"),
}
ALL = tuple(name for names in COMMANDS.values() for name in names)
EVERY = (*ALL, *(f"{group} {name}" for group, names in GROUPS.items() for name in names))
_MODULES = {"return": "return_"}  # a command bears the name of its module, except where that is a word of Python
_DEBUG_VARIABLE = "KEHOACH_DEBUG"


def run(arguments: list[str], asked: Asked | None = None) -> int:
    """Run the command line and return the exit code; keep the answer to a question that may be asked again. Never raises."""
    console = Console(Say(_language_before_parsing(arguments)))
    try:
        return _invoke(arguments, console, asked)
    except Trouble as trouble:
        console.trouble(trouble)
        return trouble.exit_code
    except typer.TyperException as error:
        usage.report(console, error)
        return WRONG_USE
    except (KeyboardInterrupt, typer.Abort):
        console.note("interrupted")
        return INTERRUPTED
    except (ReaderGone, OSError) as error:
        return cut_short(console, error)
    except Exception as error:  # noqa: BLE001 - the last resort: a clerk never meets a traceback
        return _unexpected(console, error)


def _unexpected(console: Console, error: Exception) -> int:
    """A fault of the program itself: one sentence for the clerk, the traceback for whoever asks for it."""
    if os.environ.get(_DEBUG_VARIABLE):
        raise error
    console.trouble(Trouble("unexpected", cause=f"{type(error).__name__}: {error}"))
    return CANNOT_WORK


def _invoke(arguments: list[str], console: Console, asked: Asked | None) -> int:
    known, _ = split(arguments, EVERY)
    command = typer.main.get_command(build((known,)) if known else _listing())
    session = Session(console, asked)
    code = int(command.main(arguments, prog_name="kehoach", standalone_mode=False, obj=session) or 0)
    console.flush()
    session.keep(code)
    return code


def build(names: tuple[str, ...]) -> typer.Typer:
    """The Typer program with these commands: "status", "agency" with all of its own, or "agency merge" alone."""
    app = _program()
    for name in names:
        group, _, own = name.partition(" ")
        if group in GROUPS:
            app.add_typer(_group(group, (own,) if own else GROUPS[group]), name=group)
        else:
            app.command(name, cls=usage.Command)(import_module(f"kehoach_cli.cli.{_MODULES.get(name, name)}").command)
    return app


def _listing() -> typer.Typer:
    """The program where no command was asked for, or none we know: it knows the names of all, and loads none."""
    app = _program()
    for name in ALL:
        app.command(name, cls=usage.Command)(_named_only)
    return app


def _named_only() -> int:
    raise AssertionError  # a command that is asked for is found before, and loaded


def _program() -> typer.Typer:
    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        cls=usage.Program,
        context_settings={"help_option_names": ["--help", "-h"]},
        invoke_without_command=True,
    )
    app.callback(cls=usage.Program)(root)
    return app


def _group(group: str, names: tuple[str, ...]) -> typer.Typer:
    found = typer.Typer(rich_markup_mode=None)
    found.callback(cls=usage.Group, invoke_without_command=True)(usage.show_group)
    for name in names:
        found.command(name, cls=usage.Command)(import_module(f"kehoach_cli.cli.{group}.{name}").command)
    return found


def root(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Option("-C", metavar="DIR")] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="vi|en")] = None,
    version: Annotated[bool, typer.Option("--version", "-V")] = False,  # noqa: ARG001 - answered in __main__; here for --help
) -> int:
    """What stands before the command. Without a command: what is due, what is late, what to type next."""
    session: Session = ctx.obj
    if lang is not None and lang not in LANGUAGES:
        raise Trouble("bad-language", exit_code=WRONG_USE, typed=lang, among=", ".join(LANGUAGES))
    session.folder = folder or Path()
    if ctx.invoked_subcommand is None:
        return int(import_module("kehoach_cli.cli.home").command(ctx))
    return 0


def _language_before_parsing(arguments: list[str]) -> str:
    """The language, known before anything can be said: `--lang` before the command, else the environment, else Vietnamese."""
    for position, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
        if argument == "--lang" and position + 1 < len(arguments):
            return _known(arguments[position + 1])
        if argument in ALL:
            break
    return _known(os.environ.get(LANGUAGE_VARIABLE, DEFAULT))


def _known(language: str) -> str:
    return language if language in LANGUAGES else DEFAULT
