"""The life of a thing in words and as JSON."""

from typing import TYPE_CHECKING, Any

from kehoach_cli.render import changes, safe
from kehoach_cli.text import Say

if TYPE_CHECKING:  # what is shown, made one layer above
    from kehoach_cli.review import Life

FORMAT = "kehoach/log"
FORMAT_VERSION = "1.0"


def as_text(say: Say, life: "Life") -> str:
    """Each commit with its day and its author, newest first; then how far it can be seen."""
    several = len(life.register.plans) > 1
    lines = []
    for told in life.told:
        lines.append(f"{say.day(told.commit.day)}  {told.commit.short}  {safe.on_one_line(told.commit.name)}")
        for change in told.changes:
            plan = f" [{change.plan}]" if change.plan and several else ""
            lines.append(f"  · {safe.on_one_line(changes.sentence(say, change))}{plan}")
            lines += [f"      {one.sign} {safe.on_one_line(one.text)}" for one in change.words]
    lines += [] if life.told else [say("screens.log-nothing" if life.complete else "screens.log-nothing-here")]
    lines += [say("screens.log-more", count=str(life.more))] if life.more else []
    return "\n".join([*lines, *_reach(say, life)]) + "\n"


def _reach(say: Say, life: "Life") -> list[str]:
    if life.complete or life.since is None:
        return []
    return [say("screens.log-cut-off", commit=life.since.short, day=life.since.day.isoformat())]


def as_json(say: Say, life: "Life") -> dict[str, Any]:
    """The same for other tools, in the shape of `schema/log.schema.json`."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "complete": life.complete,
        "since": {"commit": life.since.commit, "date": life.since.moment.isoformat()} if life.since else None,
        "more": life.more,
        "commits": [
            {
                "commit": told.commit.commit,
                "date": told.commit.moment.isoformat(),
                "author": {"name": told.commit.name, "email": told.commit.email},
                "subject": told.commit.subject,
                "changes": [changes.change_as_json(say, change) for change in told.changes],
            }
            for told in life.told
        ],
    }
