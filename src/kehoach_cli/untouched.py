"""Plans that are the same at both ends of a comparison, and what other agencies do to them: who takes over, and the figures.

Such a plan is read once for both ends, and what comes of it is kept for the next comparison between the same agencies.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from kehoach_cli import changes
from kehoach_cli.changes import Alike, Change, Effect, Figures, Side
from kehoach_cli.kept import Kept
from kehoach_cli.marks import mark_of
from kehoach_cli.model import Register
from kehoach_cli.places import AGENCIES_PATH, PLANS
from kehoach_cli.store import Nowhere, store
from kehoach_cli.unlike import Scope
from kehoach_cli.workspace import errors


class Untouched:
    """The plans that are the same, between the agencies of two sides, as of a day. `errors` are the faults of form in those that
    have been told."""

    def __init__(self, scope: Scope, before: Side, after: Side, as_of: date) -> None:
        self.errors = 0
        self._scope, self._before, self._after, self._as_of = scope, before.register, after.register, as_of
        contents = (side.snapshot.files.get(AGENCIES_PATH, b"") for side in (before, after))
        self._question = " ".join((f"{as_of}", *map(mark_of, contents)))

    def told(self) -> Iterator[Alike]:
        """What comes of it for each. Raises Trouble."""
        if self._scope.source is None:
            return
        kept = Kept(self._scope.source, store() or Nowhere(Path(), ""))
        told = kept.answers(self._scope.alike, "other agencies", self._question, partial(self._worked_out, kept))
        for plan, found, sides, count in told:
            self.errors += count
            if all(sides):  # one whose plan.yaml cannot be read has no figures
                effect = Effect(plan, *(Figures(*side) for side in sides))
                yield Alike(tuple(Change(*change) for change in found), effect)

    def _worked_out(self, kept: Kept, folder: str) -> Any:
        """The plan, the changes, the figures of both sides, and how many faults of form there are, as plain tuples."""
        plan = folder.removeprefix(f"{PLANS}/")
        stated = kept.parsed(folder).register
        found = changes.alike(_under(self._before, stated), _under(self._after, stated), plan, self._as_of)
        sides = (side and tuple(side) for side in (found.effect.before, found.effect.after))
        return plan, tuple(map(tuple, found.changes)), tuple(sides), len(errors(kept.head(folder).findings))


def _under(agencies: Register, plan: Register) -> Register:
    """What a plan states, under the agencies of a register."""
    fields = "agencies", "groups", "agency_by_id", "group_by_id"
    return plan._replace(**{field: getattr(agencies, field) for field in fields})
