"""Every command in every format, and every report in every form, is put through the hostile strings or has a reason not to be."""

from itertools import pairwise

import test_act_sinks
import test_document_sinks
import test_file_sinks
import test_history_sinks
import test_sinks

from kehoach_cli._commands import CHOICES
from kehoach_cli.cli.main import EVERY as COMMANDS
from kehoach_cli.cli.report import ALL_KINDS
from kehoach_cli.commandline import split
from kehoach_cli.documents import FORMATS, OF_PAGE, OF_REPORTS, PAGE, PDF

# What a command line of the tables asks for; "" is the format that a command chooses itself.
TABLES = (
    *(test_sinks.asked(view, form) for view, form in test_sinks.CASES),
    *(("diff", *(("--format", form) if form else ())) for form in test_sinks.CHANGED),
    *test_sinks.SHOWN, *test_act_sinks.TYPED.values(), *test_act_sinks.AGENCIES.values(), *test_act_sinks.TOLD.values(),
    *test_history_sinks.TOLD, *test_history_sinks.SYNCED, *test_history_sinks.CHECKED_UP,
    *test_file_sinks.COMMANDS,
)  # fmt: skip
# Every other command, with the reason why no string of a workspace can come into what it says. What is typed for it is tried all
# the same: see `test_file_sinks`.
WITHOUT = {
    "agency": "lists the commands of the group",
    "template": "lists the commands of the group",
    "template vars": "the variables and samples of the program itself",
    "template preview": "a template filled with samples of the program itself",
    "rule": "the rules and examples of the program itself",
    "schema": "the schemas of the program itself",
    "completion": "scripts of the program itself; what they offer is tried in `test_sinks`",
    "init": "writes files of the program itself",
    "report": "every kind in every form is tried in `test_document_sinks`",
}


def _command(arguments: tuple[str, ...]) -> str:
    return split(list(arguments), COMMANDS)[0] or ""


def _format(arguments: tuple[str, ...]) -> str:
    return next((value for name, value in pairwise(arguments) if name in ("--format", "-f")), "")


def test_every_command_in_every_format_is_tried_or_has_a_reason() -> None:
    tried = {(_command(one), _format(one)) for one in TABLES}
    named = [command for command in COMMANDS if command not in WITHOUT]
    wanted = {(command, form) for command in named for form in ("", *CHOICES.get((command, "--format"), ()))}
    assert {command for command, _ in wanted} | set(WITHOUT) == set(COMMANDS)
    assert sorted(wanted - tried) == []
    assert sorted(set(WITHOUT) & {command for command, _ in tried}) == []


def test_every_report_in_every_form_is_tried() -> None:
    assert test_document_sinks.ASKED.keys() == test_document_sinks.FORMS.keys() == set(ALL_KINDS)
    assert {kind: set(forms) for kind, forms in test_document_sinks.FORMS.items()} == {
        kind: set(OF_PAGE if kind == PAGE else OF_REPORTS) for kind in ALL_KINDS
    }
    assert {*OF_PAGE, *OF_REPORTS} == set(FORMATS) == {*test_document_sinks.READERS, PDF}
