"""`kehoach rule [CODE]`: what a finding means, why, a wrong and a right example, how to mend it."""

from typing import Annotated

import typer

from kehoach_cli.cli.context import Session, session
from kehoach_cli.disk import rule_example
from kehoach_cli.findings import ERROR
from kehoach_cli.render import safe
from kehoach_cli.shortfall import SEVERITIES
from kehoach_cli.trouble import CODES, WRONG_USE, Trouble
from kehoach_cli.vn import closest, fold

_OF_CHECK = [code for code in SEVERITIES if code.startswith("check/")]  # what `check` finds: no rule on files, no example


def command(ctx: typer.Context, code: Annotated[str | None, typer.Argument(metavar="CODE")] = None) -> int:
    from kehoach_cli import rules

    here = session(ctx)
    known = [*rules.CODES, *CODES.values()]
    found = _matching(here, code, [*known, *_OF_CHECK]) if code else known
    if len(found) == 1:
        here.console.prose(_explained(here, found[0]))
    else:
        here.console.out("\n".join(_listed(here, one) for one in found))
    return 0


def _matching(here: Session, typed: str, codes: list[str]) -> list[str]:
    """The codes a code, the start of one or a word of a rule's name finds. Raises Trouble when nothing does."""
    wanted = typed.casefold()
    folded = {code.casefold(): code for code in codes}
    by_code = [folded[wanted]] if wanted in folded else [code for start, code in folded.items() if start.startswith(wanted)]
    by_word = [code for code in codes if fold(typed) in fold(here.say.rule(code).name)]
    if not by_code and not by_word:
        raise Trouble("unknown-rule", exit_code=WRONG_USE, typed=typed, suggestion=closest(typed, codes) or "")
    return by_code or by_word


def _severity(here: Session, code: str) -> str:
    from kehoach_cli import rules

    return here.say.word("severity", rules.rule(code).severity if code in rules.CODES else SEVERITIES.get(code, ERROR))


def _listed(here: Session, code: str) -> str:
    return f"{code}  {_severity(here, code):<9} {here.say.rule(code).name}"


def _explained(here: Session, code: str) -> str:
    from kehoach_cli import rules

    say, text = here.say, here.say.rule(code)
    parts = [
        f"{code} {text.name} ({_severity(here, code)})",
        f"{say('screens.rule-says')} {say.opened(text.message)}",
        f"{say('screens.rule-why')} {text.why}",
        *([f"{say('remarks.cure')} {say.opened(text.hint)}"] if text.hint else []),
        *(_example(here, code, which) for which in ("wrong", "right") if code in rules.CODES),
    ]
    return "\n\n".join(parts)


def _example(here: Session, code: str, which: str) -> str:
    lines = [here.say(f"screens.rule-{which}")]
    for path, content in rule_example(code, which).items():
        lines.append(f"  # {path}")
        lines += [f"  {safe.for_terminal(line)}" for line in content.decode("utf-8", "backslashreplace").splitlines()]
    return "\n".join(lines)
