"""Write the files that are made from the code: the table for completion, the schemas, the pages on commands and rules.

`python scripts/generate.py` writes them; with `--check` it writes nothing and fails where one is not current.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from kehoach_cli import model, rules, schema, templating
from kehoach_cli.cli import audit, check, diff, log, main, report, status, sync, tables, validate
from kehoach_cli.cli import schema as schema_command
from kehoach_cli.cli.console import Console
from kehoach_cli.cli.context import Session
from kehoach_cli.cli.template import list as template_list
from kehoach_cli.cli.template import vars as template_vars
from kehoach_cli.disk import rule_example
from kehoach_cli.findings import ERROR
from kehoach_cli.report import variables
from kehoach_cli.shells import SCRIPTS
from kehoach_cli.text import LANGUAGES, Say
from kehoach_cli.trouble import CODES

ROOT = Path(__file__).parents[1]
os.environ["COLUMNS"] = "80"  # help pages are the same on every screen


def commands_table() -> str:
    """`_commands.py`: what completion must know of the commands without loading typer."""
    root: Any = typer.main.get_command(main.build(main.ALL))  # the types of the commands are private to typer
    options: dict[str, dict[str, tuple[str, ...]]] = {"": _options("program", root)}
    arguments: dict[str, tuple[str, ...]] = {}
    short, values = _short_names("", root), _values("", root)
    for name, command in _every(root):
        short |= _short_names(name, command)
        values |= _values(name, command)
        options[name] = _options(name.replace(" ", "-"), command)
        arguments[name] = tuple(p.metavar or "" for p in command.params if p.param_type_name == "argument")
    lines = [
        '"""The commands as completion sees them. Written by scripts/generate.py; do not edit."""',
        "",
        '# Command to its options, each with the keys of its meaning; "" is the program itself.',
        f"OPTIONS: dict[str, dict[str, tuple[str, ...]]] = {_literal(options)}",
        "",
        "# Command to the names of its arguments.",
        f"ARGUMENTS: dict[str, tuple[str, ...]] = {_literal(arguments)}",
        "",
        '# Command and short option to the long one; "" is the program itself.',
        f"SHORT: dict[tuple[str, str], str] = {_literal(short)}",
        "",
        '# Command and option that takes a value to what stands for that value in its help; "" is the program itself.',
        f"VALUES: dict[tuple[str, str], str] = {_literal(values)}",
        "",
        '# Command and option or argument to the words it takes; "" is the program itself.',
        f"CHOICES: dict[tuple[str, str], tuple[str, ...]] = {_literal(_choices())}",
    ]
    return "\n".join(lines) + "\n"


def _every(root: Any) -> Iterator[tuple[str, Any]]:
    """Every command by its name, those of a group ("agency merge") behind the group."""
    for name in main.ALL:
        yield name, root.commands[name]
        for own in main.GROUPS.get(name, ()):
            yield f"{name} {own}", root.commands[name].commands[own]


def _options(command: str, found: Any) -> dict[str, tuple[str, ...]]:
    keys = {}
    for parameter in found.params:
        if parameter.param_type_name == "option":
            for name in parameter.opts:
                if name.startswith("--"):
                    keys[name] = (f"help.{command}.{parameter.name}", f"help.any.{parameter.name}")
    return keys


def _options_of(found: Any) -> list[Any]:
    return [parameter for parameter in found.params if parameter.param_type_name == "option"]


def _short_names(command: str, found: Any) -> dict[tuple[str, str], str]:
    named = {}
    for parameter in _options_of(found):
        long = next((name for name in parameter.opts if name.startswith("--")), None)
        named |= {(command, name): long for name in parameter.opts if long and name != long}
    return named


def _values(command: str, found: Any) -> dict[tuple[str, str], str]:
    return {
        (command, next((name for name in parameter.opts if name.startswith("--")), parameter.opts[0])): parameter.metavar
        for parameter in _options_of(found)
        if parameter.metavar and not parameter.is_flag
    }


def _choices() -> dict[tuple[str, str], tuple[str, ...]]:
    standings = status.STANDING_WORDS
    return {
        ("", "--lang"): LANGUAGES,
        ("report", "KIND"): report.ALL_KINDS,
        ("schema", "KIND"): (*schema_command.FILES, *schema_command.OUTPUTS),
        ("rule", "CODE"): (*rules.CODES, *CODES.values()),
        ("completion", "SHELL"): tuple(SCRIPTS),
        ("status", "--format"): status.FORMATS,
        ("status", "--state"): (*model.ALL_STATES, "none"),
        ("status", "--standing"): standings,
        ("record", "--state"): model.ALL_STATES,
        ("validate", "--format"): validate.FORMATS,
        ("check", "--format"): check.FORMATS,
        ("sync", "--format"): sync.FORMATS,
        ("diff", "--format"): diff.FORMATS,
        ("audit", "--format"): audit.FORMATS,
        ("log", "--format"): log.FORMATS,
        ("report", "--format"): tuple(report.FORMATS),
        ("agency list", "--format"): tables.FORMATS,
        ("template list", "--format"): template_list.FORMATS,
        ("template vars", "--format"): template_vars.FORMATS,
        ("template vars", "KIND"): tuple(variables.KINDS),
        ("template check", "TEMPLATE"): templating.KNOWN,
        ("template preview", "TEMPLATE"): templating.KNOWN,
        ("template check", "--kind"): tuple(variables.KINDS),
        ("template preview", "--kind"): tuple(variables.KINDS),
    }


def _literal(table: dict[Any, Any]) -> str:
    entries = "".join(f"    {key!r}: {value!r},\n" for key, value in table.items())
    return "{\n" + entries.replace("'", '"') + "}"


def files() -> dict[str, str]:
    """Every generated file, by its path."""
    made = {"src/kehoach_cli/_commands.py": commands_table()}
    for name, found in schema.files().items():
        made[f"schema/{name}.schema.json"] = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    for language, suffix in (("en", ""), ("vi", ".vi")):
        made[f"docs/commands{suffix}.md"] = commands_page(language)
        made[f"docs/rules{suffix}.md"] = rules_page(language)
    return made


def commands_page(language: str) -> str:
    """Every command with its help, as the program prints it."""
    say = Say(language)
    session = Session(Console(say))
    root: Any = typer.main.get_command(main.build(main.ALL))  # the types of the commands are private to typer
    parts = [f"# {say('help.page-commands')}", say("help.page-generated"), _block(_help(root, "kehoach", session, None))]
    top = root.make_context("kehoach", [], obj=session, resilient_parsing=True)
    above = top
    for name, found in _every(root):
        group, _, own = name.rpartition(" ")
        parts += [f"## kehoach {name}", _block(_help(found, own, session, above if group else top))]
        if name in main.GROUPS:
            above = found.make_context(name, [], obj=session, parent=top, resilient_parsing=True)
    return "\n\n".join(parts) + "\n"


def _help(command: Any, name: str, session: Session, parent: Any) -> str:
    context = command.make_context(name, [], obj=session, parent=parent, resilient_parsing=True)
    return str(command.get_help(context))


def _block(text: str) -> str:
    return f"```text\n{text}\n```"


def rules_page(language: str) -> str:
    """Every rule: what it says, why, how to mend it, a wrong and a right example."""
    say = Say(language)
    parts = [f"# {say('help.page-rules')}", say("help.page-generated")]
    for rule in map(rules.rule, rules.CODES):
        text = say.rule(rule.code)
        kind = say.word("severity", rule.severity)
        parts += [f"## {rule.code} {text.name}", f"*{kind}* — {text.why}"]
        for which in ("wrong", "right"):
            parts += [
                say(f"screens.rule-{which}"),
                *(_example(path, raw) for path, raw in rule_example(rule.code, which).items()),
            ]
    for code in CODES.values():
        text = say.rule(code)
        cure = [f"{say('remarks.cure')} {say.opened(text.hint)}"] if text.hint else []
        parts += [f"## {code} {text.name}", f"*{say.word('severity', ERROR)}* — {text.why}", *cure]
    return "\n\n".join(parts) + "\n"


def _example(path: str, raw: bytes) -> str:
    text = raw.decode("utf-8", "backslashreplace").rstrip("\n")
    shown = "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)
    kind = "text" if path.endswith(".txt") else "yaml"
    return f"````{kind}\n# {path}\n{shown}\n````"


def main_() -> int:
    stale = []
    for path, text in files().items():
        target = ROOT / path
        if target.is_file() and target.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if "--check" not in sys.argv:
            target.write_text(text, encoding="utf-8", newline="\n")
    print("\n".join(stale) or "all current")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main_())
