"""The list of rules: every file is in it once, in the group of what it looks at; and no entry can break a rule on plans."""

from pathlib import Path
from typing import Any, NoReturn

import pytest

from kehoach_cli import rules
from kehoach_cli.model import Register
from kehoach_cli.parse import Snapshot, parse

FOLDER = Path(rules.__file__).parent
CASES = Path(__file__).parent / "cases"
GROUPS = {
    "": (rules._BY_READER, rules._ON_SUPPRESSIONS, rules._ON_HISTORY),
    "check_text": (rules._ON_TEXTS,),
    "check": (rules._ON_REFERENCES, rules._ON_PLANS, rules._ON_ENTRIES),
    "check_stored": (rules._ON_ATTACHMENTS,),
}
ON_PLANS = [rules.rule(module[:5].upper()) for module in rules._ON_PLANS]


class Unreported(Register):
    """A register that cannot be asked what has been reported."""

    def _asked(self) -> NoReturn:
        raise AssertionError("this rule reads events or filings")

    events = filings = faulty = property(_asked)  # type: ignore[assignment]  # what a tuple holds is not looked at


def snapshots() -> list[Snapshot]:
    """The files of every example and every case, beside those they are laid over."""
    base = files(FOLDER / "examples" / "base")
    folders = [*(FOLDER / "examples").glob("KH[1-4]*/*"), *CASES.glob("*/*")]
    return [Snapshot({**base, **files(folder)}) for folder in folders if folder.is_dir()]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def test_every_file_of_a_rule_is_named_once_and_no_name_is_left_over() -> None:
    named = [module for groups in GROUPS.values() for group in groups for module in group]
    assert sorted(named) == sorted(path.stem for path in FOLDER.glob("kh*.py"))


def test_every_rule_has_the_code_of_its_file() -> None:
    assert [rules.rule(code).code for code in rules.CODES] == list(rules.CODES)


@pytest.mark.parametrize("function", GROUPS)
def test_a_rule_looks_at_what_its_group_says(function: str) -> None:
    kinds: set[tuple[Any, ...]] = set()
    for group in GROUPS[function]:
        for module in group:
            rule = rules.rule(module[:5].upper())
            kinds.add(tuple(name for name in ("check", "check_text", "check_stored") if getattr(rule, name)))
    assert kinds == {(function,) if function else ()}


def test_no_rule_on_plans_asks_what_has_been_reported() -> None:
    found = 0
    for snapshot in snapshots():
        register = parse(snapshot).register
        unreported = Unreported._make(register)._replace(unread=frozenset(path for path in register.unread if "/" not in path))
        for rule in ON_PLANS:
            assert rule.check
            told = list(rule.check(register))
            assert told == list(rule.check(unreported))
            found += len(told)
    assert found > len(ON_PLANS)  # they had something to look at


def test_a_rule_that_asks_it_would_be_told() -> None:
    (on_entries,) = [rules.rule(module[:5].upper()) for module in rules._ON_ENTRIES if module.startswith("kh413")]
    assert on_entries.check
    with pytest.raises(AssertionError, match="reads events"):
        list(on_entries.check(Unreported._make(parse(snapshots()[0]).register)))
