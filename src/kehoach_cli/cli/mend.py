"""The steps of `validate --fix`: show what can be mended as a patch, ask, write. What is left alone is named, with the reason."""

from pathlib import Path
from typing import TYPE_CHECKING

from kehoach_cli import upkeep
from kehoach_cli.cli import ask
from kehoach_cli.cli.context import Session
from kehoach_cli.draft import unified
from kehoach_cli.render import safe
from kehoach_cli.trouble import WRONG_USE, Trouble

if TYPE_CHECKING:
    from kehoach_cli.mending import Mend


def run(
    here: Session, only: frozenset[str] | None, *, ask_first: bool, may_ask: bool, dry_run: bool, output: Path | None
) -> None:
    """Mend what can be mended, of all files or `only` of these. With `dry_run` the patch is the result, for `output` or stdout,
    and nothing else is written.

    Raises Trouble when it must be asked and nobody can be, KeyboardInterrupt when the person says no; nothing is written then.
    """
    found = upkeep.find(here.folder, only)
    for path, reason in found.left.items():
        here.console.note(f"left-{reason}", path=path)
    patch = "".join(unified(found.prefix + one.path, one.before.decode(), one.after.decode()) for one in found.mends)
    if not found.mends:
        here.console.note("nothing-to-fix")
        return
    if dry_run:
        here.deliver(patch, output)
        return
    here.console.err(safe.for_terminal(patch))
    here.console.err("\n".join(_told(here, mend) for mend in found.mends))
    if ask_first:
        if not here.console.can_ask or not may_ask:
            raise Trouble("options-needed", exit_code=WRONG_USE, options="--yes")
        if not ask.agrees(here.console, "fix-these"):
            raise KeyboardInterrupt
    upkeep.write(found)
    here.console.note("fixed", count=str(len(found.mends)))


def _told(here: Session, mend: "Mend") -> str:
    """What becomes of a file, in words: on a screen composed letters look like decomposed ones."""
    say = here.say
    parts = [say("screens.fix-letters", count=str(mend.letters))] if mend.letters else []
    parts += [say("screens.fix-spaces", count=str(mend.spaces))] if mend.spaces else []
    parts += [say("screens.fix-newline")] if mend.newline else []
    parts += [say("screens.fix-keys")] if mend.keys else []
    return f"{safe.on_one_line(mend.path)}: {', '.join(parts)}"
