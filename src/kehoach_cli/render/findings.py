"""Findings for people, with the line they speak of, and for other tools."""

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kehoach_cli.findings import Finding
from kehoach_cli.parse import Snapshot
from kehoach_cli.render import known, safe
from kehoach_cli.rules import SEVERITIES, severity
from kehoach_cli.text import Say

if TYPE_CHECKING:  # whoever has one has loaded it
    from kehoach_cli.past import Known
    from kehoach_cli.suppression import Suppressed

FORMAT = "kehoach/validate"
FORMAT_VERSION = "1.1"
_WIDEST_EXCERPT = 66  # with its line number, within 80 columns


def message(say: Say, finding: Finding) -> str:
    """The sentence of a finding."""
    return safe.on_one_line(say.fill(say.rule(finding.code).message, _facts(finding)))


def hint(say: Say, finding: Finding) -> str:
    """How to mend it."""
    return safe.on_one_line(say.fill(say.rule(finding.code).hint, _facts(finding)))


def _facts(finding: Finding) -> dict[str, object]:
    return {name: safe.shortened(fact) for name, fact in finding.facts.items()}


def as_text(
    say: Say, findings: tuple[Finding, ...], snapshot: Snapshot, suppressed: int = 0, since: "Known | None" = None
) -> str:
    """Every finding with its place, its line and its cure, grouped by file; the counts come last."""
    return "\n".join([*each(say, findings, snapshot), *closing(say, findings, suppressed, since)])


def each(say: Say, findings: tuple[Finding, ...], snapshot: Snapshot) -> list[str]:
    """Every finding with its place, its line and its cure."""
    return [_one(say, finding, snapshot) for finding in findings]


def _one(say: Say, finding: Finding, snapshot: Snapshot) -> str:
    kind = say.word("severity", severity(finding))
    lines = [f"{safe.on_one_line(finding.path)}:{finding.line}:{finding.column}: {finding.code} {kind}: {message(say, finding)}"]
    lines += _excerpt(finding, snapshot)
    lines.append(f"  {say('remarks.cure')} {hint(say, finding)}")
    return "\n".join(lines) + "\n"


@lru_cache(maxsize=1)  # findings come file by file
def _lines(raw: bytes) -> list[str]:
    return raw.decode("utf-8", "replace").removeprefix("\ufeff").split("\n")


def _excerpt(finding: Finding, snapshot: Snapshot) -> list[str]:
    lines = _lines(snapshot.files.get(finding.path, b""))
    if finding.line > len(lines) or not lines[finding.line - 1].strip():
        return []
    line = lines[finding.line - 1].rstrip("\r")
    start = max(0, finding.column - 1 - _WIDEST_EXCERPT // 2)
    shown, before = line[start : start + _WIDEST_EXCERPT], line[start : finding.column - 1]
    number = str(finding.line)
    return [
        f"  {number} | {safe.for_terminal(shown.replace(chr(9), ' '))}",
        f"  {' ' * len(number)} | {' ' * _columns(before)}^",
    ]


def _columns(text: str) -> int:
    """How many columns a text takes on a screen: marks stand on the letter before them, escapes are longer."""
    return sum(len(safe.for_terminal(c)) if c != "\t" else 1 for c in text if not unicodedata.combining(c))


def counts(say: Say, findings: tuple[Finding, ...]) -> str:
    """How many of each kind, in how many files."""
    if not findings:
        return say("screens.no-findings")
    tally = Counter(severity(finding) for finding in findings)
    parts = [say(f"screens.count-{kind}", count=str(tally[kind])) for kind in SEVERITIES if tally[kind]]
    return say("screens.found", parts=", ".join(parts), files=str(len({finding.path for finding in findings})))


def as_json(
    say: Say, findings: tuple[Finding, ...], suppressed: "tuple[Suppressed, ...]" = (), since: "Known | None" = None
) -> dict[str, Any]:
    """The findings for other tools, in the shape of `schema/validate.schema.json`."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "changed_since": known.as_json(since),
        "findings": [_one_as_json(say, finding) for finding in findings],
        "suppressed": [
            {**_one_as_json(say, one.finding), "until": one.by.until and one.by.until.isoformat(), "reason": one.by.reason}
            for one in suppressed
        ],
    }


def _one_as_json(say: Say, finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": severity(finding),
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": message(say, finding),
        "hint": hint(say, finding),
    }


def closing(say: Say, findings: tuple[Finding, ...], suppressed: int = 0, since: "Known | None" = None) -> tuple[str, ...]:
    """The last sentences: how many of each kind, how many a comment suppresses, what a change was compared with."""
    sentences = [counts(say, findings)]
    if suppressed:
        sentences.append(say("screens.suppressed", count=str(suppressed)))
    if since:
        sentences.append(say("screens.changed-since", commit=since.short, day=since.day))
    return tuple(sentences)
