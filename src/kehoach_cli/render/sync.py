"""How sending and receiving ended, for people and for other tools."""

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kehoach_cli.draft import unified
from kehoach_cli.parse import FilingPath, classify
from kehoach_cli.render import findings, safe
from kehoach_cli.text import Say

if TYPE_CHECKING:  # only the command of this name loads it
    from kehoach_cli.replay import Told
    from kehoach_cli.sync import Dispute, Report, Side

FORMAT = "kehoach/sync"
FORMAT_VERSION = "1.0"
_MOST_TOLD = 10


def as_text(say: Say, report: "Report") -> str:
    """What went where, and what is to be done about the rest."""
    server = {"server": safe.on_one_line(report.following.server), "branch": safe.on_one_line(report.following.branch)}
    lines = [say("sync.delivered", count=str(report.delivered))] if report.delivered else []
    lines.append(say(f"sync.{report.outcome}", count=str(len(report.disputes)), **server))
    tense = "will" if report.outcome == "planned" else "did"
    if report.outcome in ("synced", "planned"):
        lines += _commits(say, f"sync.{tense}-send", report.sent, "↑", server)
        lines += _commits(say, f"sync.{tense}-receive", report.received, "↓", server)
    for dispute in report.disputes:
        lines += ["", *_dispute(say, dispute)]
    for path, kept in report.kept:
        lines += _kept(say, path, kept)
    lines += [say(f"sync.{key}", count=str(count)) for key in ("later", "errors") if (count := getattr(report, key))]
    return "\n".join(lines)


def _commits(say: Say, key: str, commits: "tuple[Told, ...]", sign: str, server: dict[str, str]) -> list[str]:
    if not commits:
        return []
    lines = [say(key, count=str(len(commits)), **server)]
    lines += [f"  {sign} {safe.on_one_line(one.subject)}" for one in commits[:_MOST_TOLD]]
    more = len(commits) - _MOST_TOLD
    return [*lines, f"  {say('sync.more', count=str(more))}"] if more > 0 else lines


def _dispute(say: Say, one: "Dispute") -> Iterator[str]:
    path = safe.on_one_line(one.path)
    where = classify(one.path) if one.former is None else None
    if isinstance(where, FilingPath):
        yield say("sync.filed-twice", period=where.period, agency=where.agency, path=path)
    else:
        yield say("sync.changed-twice", path=path)
    for key, side in (("sync.theirs", one.theirs), ("sync.ours", one.ours)):
        yield say(key, author=safe.on_one_line(side.author), day=side.date[:10])
        yield from (f"    {line}" for line in _shown(say, one, side).split("\n"))
    yield say("sync.take-theirs")
    yield f"    {_command('sync', '--theirs', one.path)}"
    if isinstance(where, FilingPath):
        yield say("sync.then-revise")
        yield f"    {_revise(where, say('sync.kept-file'))}"
        yield "    kehoach sync"


def _shown(say: Say, one: "Dispute", side: "Side") -> str:
    """A version: as a change of what there was, or whole where both have made the file anew."""
    if side.text is None:
        return say("sync.removed")
    text = side.text if one.former is None else "".join(unified(one.path, one.former, side.text).split("\n", 3)[3:])
    return safe.for_terminal(text.rstrip("\n"))


def _kept(say: Say, path: str, kept: str) -> list[str]:
    where, facts = classify(path), {"path": safe.on_one_line(path), "kept": safe.on_one_line(kept)}
    if not isinstance(where, FilingPath):
        return [say("sync.kept-plain", **facts)]
    return [say("sync.kept", **facts), f"    {_revise(where, kept)}", "    kehoach sync"]


def _revise(where: FilingPath, source: str) -> str:
    about = ("--agency", where.agency, "--period", where.period)
    return _command("submit", where.plan, *about, "--revise", "--from", source)


def _command(*words: str) -> str:
    return f"kehoach {safe.on_one_line(shlex.join(words))}"


def as_json(say: Say, report: "Report") -> dict[str, Any]:
    """The same for other tools, in the shape of `schema/sync.schema.json`."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "outcome": report.outcome,
        "server": report.following.server,
        "branch": report.following.branch,
        "sent": [one._asdict() for one in report.sent],
        "received": [one._asdict() for one in report.received],
        "later": report.later,
        "delivered": report.delivered,
        "errors": report.errors,
        "disagreements": [
            {"path": one.path, "former": one.former, "ours": one.ours._asdict(), "theirs": one.theirs._asdict()}
            for one in report.disputes
        ],
        "kept": [{"path": path, "draft": kept} for path, kept in report.kept],
        "findings": findings.as_json(say, report.rehearsal.errors)["findings"] if report.rehearsal else [],
    }
