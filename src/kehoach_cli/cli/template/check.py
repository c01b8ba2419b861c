"""`kehoach template check [FILE]`: whether a template is sound; of a mistake, the words of its place and the nearest name."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach_cli import disk, stationery, templating
from kehoach_cli.cli.context import Session, one_of, session
from kehoach_cli.render import safe
from kehoach_cli.render.mistakes import Mistake
from kehoach_cli.report.variables import KINDS
from kehoach_cli.trouble import FOUND, Trouble, coded


def command(
    ctx: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="TEMPLATE")] = None,
    kind: Annotated[str | None, typer.Option("--kind", "-k", metavar="KIND")] = None,
) -> int:
    here = session(ctx)
    one_of("--kind", kind, tuple(KINDS))
    root = root_of(here, needed=file is None)
    if file is not None:
        return FOUND if _check(here, templating.find(root, file, kind, here.say)) else 0
    own = _own(here, root) if root else []
    if not own:
        here.console.out(here.say("screens.no-own-templates"))
    return FOUND if sum([_check_own(here, root, name) for name in own]) else 0


def _own(here: Session, root: Path) -> list[str]:
    """The workspace's own templates that can be checked; says which no command would ever use."""
    own = [one for one in templating.listed(root) if one.origin != stationery.SHIPPED]
    for one in own:
        if not one.kind:
            here.console.note("template-unused", path=one.name, suggestion=one.suggestion)
    return [one.name for one in own if one.kind in KINDS]


def root_of(here: Session, *, needed: bool) -> Path | None:
    """The workspace around the folder. Raises Trouble where there is none though it is needed."""
    try:
        return disk.find_root(here.folder)
    except Trouble:
        if needed:
            raise
        return None


def _check_own(here: Session, root: Path | None, name: str) -> int:
    """The same for one of several: where it cannot even be read, the others can."""
    try:
        template = templating.find(root, name, None, here.say)
    except Trouble as trouble:
        here.console.trouble(trouble)
        return 1
    return _check(here, template)


def _check(here: Session, template: templating.Template) -> int:
    """Tell every mistake; how many there are."""
    try:
        found = templating.check(template)
    except Trouble as trouble:
        here.console.trouble(trouble)
        return 1
    for one in found:
        here.console.out(_told(here, template, one))
    if not found:
        here.console.out(here.say("screens.template-sound", path=safe.on_one_line(template.file.name)))
    return len(found)


def _told(here: Session, template: templating.Template, one: Mistake) -> str:
    place = template.file.name if template.ending == templating.WORD or not one.line else f"{template.file.name}:{one.line}"
    key = f"template-{one.kind}"
    facts = {
        "place": coded(place, key),
        "kind": template.kind,
        "words": one.words,
        "name": one.name,
        "suggestion": one.suggestion,
        "cause": one.cause,
    }
    shown = {key: safe.on_one_line(fact) for key, fact in facts.items()}
    cure = here.say.cure(f"errors.{key}", **shown)
    return here.say(f"errors.{key}", **shown) + f"\n  {here.say('remarks.cure')} {cure}"
