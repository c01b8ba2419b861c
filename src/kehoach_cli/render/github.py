"""GitHub workflows: annotations on the lines of a change, and the step summary. GitHub shows ten annotations of a step and drops
the rest without a word, so the worst ten are annotated; the rest stand in the log, and everything in the summary.
"""

from kehoach_cli.findings import ERROR, NOTE, WARNING
from kehoach_cli.render import safe
from kehoach_cli.render.entries import Entry, Listing, on_a_line
from kehoach_cli.text import Say

ANNOTATED = 10
LARGEST_SUMMARY = 900_000  # bytes; GitHub refuses the whole summary of a step beyond 1 MiB
_COMMANDS = {ERROR: "error", WARNING: "warning", NOTE: "notice"}
_COLUMNS = ("severity", "place", "rule", "message", "cure")


def text(listing: Listing) -> str:
    """What goes to the log: the worst as annotations, the rest and the closing sentences as lines."""
    ranked = listing.worst_first
    lines = [_annotation(listing.say, entry) for entry in ranked[:ANNOTATED]]
    lines += [safe.for_workflow(on_a_line(listing.say, entry)) for entry in ranked[ANNOTATED:]]
    lines += [safe.for_workflow(safe.on_one_line(sentence)) for sentence in listing.closing]
    return "\n".join(lines) + "\n"


def _annotation(say: Say, entry: Entry) -> str:
    place = {"file": entry.path, "line": str(entry.line), "col": str(entry.column)}
    properties = {**place, "title": f"{entry.code} {say.rule(entry.code).name}"}
    told = ",".join(f"{name}={safe.for_annotation_property(value)}" for name, value in properties.items())
    message = safe.for_annotation(f"{entry.message}\n{say('remarks.cure')} {entry.hint}")
    return f"::{_COMMANDS[entry.severity]} {told}::{message}"


def summary(listing: Listing) -> str:
    """The step summary, in Markdown: the closing sentences and a table of everything, the worst first."""
    say, ranked = listing.say, listing.worst_first
    parts = [f"### kehoach {listing.command}\n", *(f"{safe.for_markdown(sentence)}\n" for sentence in listing.closing)]
    rows = [_row(say, entry) for entry in ranked]
    if rows:
        parts.append(f"| {' | '.join(say(f'ci.column-{name}') for name in _COLUMNS)} |")
        parts.append("| --- " * len(_COLUMNS) + "|")
        shown = _fitting(rows)
        parts += rows[:shown]
        if shown < len(rows):
            parts.append("\n" + safe.for_markdown(say("ci.more", count=str(len(rows) - shown), command=listing.command)))
    return "\n".join(parts) + "\n\n"


def _row(say: Say, entry: Entry) -> str:
    place = f"{entry.path}:{entry.line}"
    texts = (say.word("severity", entry.severity), place, entry.code, entry.message, entry.hint)
    return f"| {' | '.join(safe.for_markdown(cell) for cell in texts)} |"


def _fitting(rows: list[str]) -> int:
    """How many rows there is room for."""
    size = 0
    for number, row in enumerate(rows):
        size += len(row.encode()) + 1
        if size > LARGEST_SUMMARY:
            return number
    return len(rows)
