"""`kehoach rule [CODE]`: what a finding means, why, a wrong and a right example, how to mend it."""

from typing import Annotated

import typer

from kehoach_cli.cli.context import Session, session
from kehoach_cli.disk import rule_example
from kehoach_cli.render import safe
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import closest, fold

_OPEN_FACT = "…"


def command(ctx: typer.Context, code: Annotated[str | None, typer.Argument(metavar="CODE")] = None) -> int:
    from kehoach_cli.rules import RULES

    here = session(ctx)
    known = [rule.code for rule in RULES]
    found = _matching(here, code, known) if code else known
    if len(found) == 1:
        here.console.prose(_explained(here, found[0]))
    else:
        here.console.out("\n".join(_listed(here, one) for one in found))
    return 0


def _matching(here: Session, typed: str, codes: list[str]) -> list[str]:
    """The codes a code, the start of one or a word of a rule's name finds. Raises Trouble when nothing does."""
    wanted = typed.upper()
    by_code = [code for code in codes if code == wanted] or [code for code in codes if code.startswith(wanted)]
    by_word = [code for code in codes if fold(typed) in fold(here.say.rule(code).name)]
    if not by_code and not by_word:
        raise Trouble("unknown-rule", exit_code=WRONG_USE, typed=typed, suggestion=closest(typed, codes) or "")
    return by_code or by_word


def _listed(here: Session, code: str) -> str:
    from kehoach_cli.rules import BY_CODE

    kind = here.say.word("severity", BY_CODE[code].severity)
    return f"{code}  {kind:<9} {here.say.rule(code).name}"


def _explained(here: Session, code: str) -> str:
    from kehoach_cli.rules import BY_CODE

    say, text = here.say, here.say.rule(code)
    blanks = _Blanks()
    parts = [
        f"{code} {text.name} ({say.word('severity', BY_CODE[code].severity)})",
        f"{say('screens.rule-says')} {say.fill(text.message, blanks)}",
        f"{say('screens.rule-why')} {text.why}",
        f"{say('remarks.cure')} {say.fill(text.hint, blanks)}",
        *(_example(here, code, which) for which in ("wrong", "right")),
    ]
    return "\n\n".join(parts)


class _Blanks(dict[str, object]):
    """Facts still open: every one is an ellipsis."""

    def __missing__(self, key: str) -> str:
        return _OPEN_FACT


def _example(here: Session, code: str, which: str) -> str:
    lines = [here.say(f"screens.rule-{which}")]
    for path, content in rule_example(code, which).items():
        lines.append(f"  # {path}")
        lines += [f"  {safe.for_terminal(line)}" for line in content.decode("utf-8", "backslashreplace").splitlines()]
    return "\n".join(lines)
