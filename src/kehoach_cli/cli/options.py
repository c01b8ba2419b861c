"""Options that several commands share. Their help texts are in the catalogue under "help.any.<name>"."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

from typer import Argument, Option

from kehoach_cli.text import Say
from kehoach_cli.trouble import WRONG_USE, Trouble

PlanArgument = Annotated[str | None, Argument(metavar="PLAN")]
ItemArgument = Annotated[str | None, Argument(metavar="PLAN/ITEM")]
AsOf = Annotated[str | None, Option("--as-of", metavar="DATE")]
KnownAt = Annotated[str | None, Option("--known-at", metavar="DATE|REV")]
MergeBase = Annotated[str | None, Option("--merge-base", metavar="REV")]
AgencyOption = Annotated[str | None, Option("--agency", "-a", metavar="AGENCY")]
PeriodOption = Annotated[str | None, Option("--period", "-p", metavar="PERIOD")]
FormatOption = Annotated[str | None, Option("--format", "-f", metavar="FORMAT")]
OutputOption = Annotated[Path | None, Option("--output", "-o", metavar="FILE")]
FromOption = Annotated[str | None, Option("--from", metavar="FILE|-")]
DryRun = Annotated[bool, Option("--dry-run", "-n")]
NoInput = Annotated[bool, Option("--no-input")]
Yes = Annotated[bool, Option("--yes", "-y")]
AllowDetached = Annotated[bool, Option("--allow-detached")]
DateOption = Annotated[str | None, Option("--date", "-d", metavar="DATE")]
ReplacesOption = Annotated[str | None, Option("--replaces", metavar="EVENT")]
AttachOption = Annotated[list[Path] | None, Option("--attach", metavar="FILE")]
BasisOption = Annotated[str | None, Option("--basis", "-b", metavar="TEXT")]


class Common(NamedTuple):
    """What the options say that every recording command has."""

    source: str | None
    dry_run: bool
    no_input: bool
    yes: bool
    allow_detached: bool


def metavar(say: Say, written: str) -> str:
    """How help and messages call what stands for a value, in the language of the reader: "PLAN/ITEM" is "KẾ-HOẠCH/MỤC"."""
    return re.sub("[A-Z]+", lambda word: say.word("metavar", word[0]), written)


def require(say: Say, given: Mapping[str, object]) -> None:
    """Raise Trouble that names everything still missing at once; `given` maps an option or a metavar to its value."""
    missing = [name if name.startswith("-") else metavar(say, name) for name, value in given.items() if not value]
    if missing:
        raise Trouble("options-needed", exit_code=WRONG_USE, options=", ".join(missing))


def agree(say: Say, option: str, typed: str | None, in_file: str | None) -> str | None:
    """What the command line or the file names. Raises Trouble when both do, and not the same."""
    if typed and in_file and typed != in_file:
        name = option if option.startswith("-") else metavar(say, option)
        raise Trouble("contradiction", exit_code=WRONG_USE, option=name, typed=typed, in_file=in_file)
    return typed or in_file
