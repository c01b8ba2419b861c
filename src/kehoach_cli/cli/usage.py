"""Help and wrong use in the reader's language: Typer's own texts are English and cannot all be translated."""

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from kehoach_cli.cli import options
from kehoach_cli.cli.console import Console
from kehoach_cli.render import safe
from kehoach_cli.text import Say
from kehoach_cli.trouble import Trouble
from kehoach_cli.vn import closest

_INDENT = 2
_TEXT_COLUMN = 26


class Command(TyperCommand):
    """A command whose help comes from the catalogue: "help.<command>" and "help.<command>.<parameter>", where the command is
    "status" or, in a group, "agency-merge"."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command. Where it cannot do without a work tree, the cure knows whether it can look at a commit instead."""
        try:
            return super().invoke(ctx)
        except Trouble as trouble:
            if trouble.key == "bare-repository" and ctx.params.get("known_at", "no such option") is None:
                trouble.facts["instead"] = "--known-at HEAD"
            raise

    def get_help(self, ctx: Any) -> str:
        """The whole help of one command."""
        say, width, key = ctx.obj.say, ctx.obj.console.width, _key(ctx)
        parts = [usage_line(say, ctx), _wrapped(say(f"help.{key}"), width)]
        for kind in ("argument", "option"):
            entries = [(_names(say, p), text_of(say, key, p)) for p in self.get_params(ctx) if p.param_type_name == kind]
            if entries:
                parts.append("\n".join([say(f"help.{kind}s"), *_columns(entries, width)]))
        if say.has(f"help.{key}.example"):
            parts.append(f"{say('help.examples')}\n{say(f'help.{key}.example')}")
        return "\n\n".join(parts)


class Group(TyperGroup):
    """A command that holds commands: its help lists them."""

    def get_help(self, ctx: Any) -> str:
        """What the group is for, its commands, its options."""
        say, width, key = ctx.obj.say, ctx.obj.console.width, _key(ctx)
        entries = [(name, _first_line(say, f"{key}-{name}")) for name in self.commands]
        return "\n\n".join(
            [
                say("help.usage-group", command=ctx.command_path),
                _wrapped(say(f"help.{key}"), width),
                "\n".join([say("help.commands"), *_columns(entries, width)]),
                "\n".join([say("help.options"), *_columns(_options(say, key, self.get_params(ctx)), width)]),
            ]
        )


def show_group(ctx: typer.Context) -> int:
    """A group without a command: its help."""
    if ctx.invoked_subcommand is None:
        ctx.obj.console.out(ctx.get_help())
    return 0


class Program(Group):
    """The program itself: its commands under headings."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command. Typer would end an interrupted one without a word."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise typer.Abort from None

    def get_help(self, ctx: Any) -> str:
        """The list of commands."""
        from kehoach_cli.cli.main import COMMANDS

        say, width = ctx.obj.say, ctx.obj.console.width
        parts = [say("help.usage-all"), _wrapped(say("help.program"), width)]
        for section, names in COMMANDS.items():
            entries = [(name, _first_line(say, name)) for name in names]
            parts.append("\n".join([say(f"help.section-{section}"), *_columns(entries, width)]))
        parts.append("\n".join([say("help.options"), *_columns(_options(say, "program", self.get_params(ctx)), width)]))
        parts.append(_wrapped(say("help.exit-codes"), width))
        return "\n\n".join(parts)


def _key(ctx: Any) -> str:
    """How the catalogue calls the command: "agency-merge" for `kehoach agency merge`."""
    return "-".join(ctx.command_path.split()[1:])


def _first_line(say: Say, key: str) -> str:
    return say(f"help.{key}").split("\n")[0]


def _options(say: Say, key: str, parameters: list[Any]) -> list[tuple[str, str]]:
    return [(_names(say, parameter), text_of(say, key, parameter)) for parameter in parameters]


def usage_line(say: Say, ctx: Any) -> str:
    """ "Cách dùng: kehoach record [KẾ-HOẠCH/MỤC] [TÙY CHỌN]"."""
    arguments = [parameter for parameter in ctx.command.get_params(ctx) if parameter.param_type_name == "argument"]
    shown = " ".join(_names(say, a) if a.required else f"[{_names(say, a)}]" for a in arguments)
    return " ".join(say("help.usage", command=ctx.command_path, arguments=shown).split())


def text_of(say: Say, command: str, parameter: Any) -> str:
    """The text of one parameter: its own, or the one it shares with other commands."""
    own = f"help.{command}.{parameter.name}"
    return say(own) if say.has(own) else say(f"help.any.{parameter.name}")


def _names(say: Say, parameter: Any) -> str:
    written = options.metavar(say, parameter.metavar or "")
    if parameter.param_type_name == "argument":
        return written
    names = ", ".join(sorted((*parameter.opts, *parameter.secondary_opts), key=lambda name: (len(name) > 2, name)))
    return names if parameter.is_flag or parameter.name == "help" else f"{names} {written}".rstrip()


def _columns(entries: list[tuple[str, str]], width: int) -> list[str]:
    lines = []
    for name, text in entries:
        start = " " * _INDENT + name
        rest = _wrapped(text, width - _TEXT_COLUMN).split("\n")
        if len(start) + 2 <= _TEXT_COLUMN:
            start = start.ljust(_TEXT_COLUMN) + rest.pop(0)
        lines += [start, *(" " * _TEXT_COLUMN + line for line in rest)]
    return lines


def _wrapped(text: str, width: int) -> str:
    from textwrap import fill

    return "\n".join(fill(line, width, break_on_hyphens=False) for line in text.split("\n"))


def report(console: Console, error: typer.TyperException) -> None:
    """What was typed wrongly, what is near, and where to read on."""
    name, ctx = type(error).__name__, getattr(error, "ctx", None)
    message = safe.on_one_line(getattr(error, "message", str(error)))
    say = console.say
    console.err(f"{say('remarks.error')} {_sentence(say, name, error, message)}")
    if ctx is not None:
        console.err(f"{say('remarks.cure')} {say('errors.see-help', command=ctx.command_path)}")


def _sentence(say: Say, name: str, error: Any, message: str) -> str:
    if name == "NoSuchOption":
        option = safe.on_one_line(error.option_name)
        if option == "--lang":
            return say("errors.lang-first")
        return say("errors.no-such-option", option=option, suggestion=", ".join(error.possibilities or ()))
    if name == "MissingParameter":
        return say("errors.missing-parameter", parameter=_parameter_name(say, error.param))
    if found := re.match(r"No such command '(.*?)'", message):
        near = closest(found[1], list(error.ctx.command.commands)) if error.ctx else None
        return say("errors.no-such-command", command=found[1], suggestion=near or "")
    if found := re.match(r"Got unexpected extra argument\S* \((.*)\)", message):
        return say("errors.extra-argument", argument=found[1])
    if found := re.match(r"Option '?(-[\w-]+)'? requires an argument", message):
        return say("errors.option-needs-value", option=found[1])
    if found := re.match(r"Option '?(-[\w-]+)'? does not take a value", message):
        return say("errors.option-takes-no-value", option=found[1])
    return say("errors.bad-use", parameter=_parameter_name(say, getattr(error, "param", None)), cause=message)


def _parameter_name(say: Say, parameter: Any) -> str:
    if parameter is None:
        return ""
    names = _names(say, parameter)
    return names.split(" ")[0] if parameter.param_type_name == "option" else names
