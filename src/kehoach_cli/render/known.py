"""Which commit an answer speaks from, in words and in JSON."""

from typing import TYPE_CHECKING, Any

from kehoach_cli.text import Say

if TYPE_CHECKING:  # only what reads the past loads it
    from kehoach_cli.past import Known


def lines(say: Say, known: "Known | None") -> list[str]:
    """The line that stands under a heading; none for the work tree."""
    return [say("screens.known-at", commit=known.short, day=known.day)] if known else []


def as_json(known: "Known | None") -> dict[str, Any] | None:
    """What was typed, the commit it means and when that was committed; null for the work tree."""
    return {"typed": known.typed, "commit": known.commit, "date": known.date} if known else None
