"""Findings as the formats for CI show them: words chosen, places told from the top of the repository, every text on one line."""

from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import NamedTuple

from kehoach_cli.findings import ERROR, NOTE, WARNING, Finding
from kehoach_cli.render import findings, safe
from kehoach_cli.text import Say

_WORST_FIRST = {ERROR: 0, WARNING: 1, NOTE: 2}


class Entry(NamedTuple):
    """One finding, ready to be shown. `subject` is what it is about, for telling it from others; `excuse` the reason for which it
    is suppressed, None when it is not.
    """

    code: str
    severity: str
    path: str
    line: int
    column: int
    message: str
    hint: str
    subject: tuple[str, ...] = ()
    excuse: str | None = None


class Case(NamedTuple):
    """Something that was looked at, and how it is: what JUnit calls a test. `lines` say more; a case that is not sound has
    failed, one with an `excuse` was left out.
    """

    suite: str
    name: str
    sound: bool = True
    excuse: str | None = None
    lines: tuple[str, ...] = ()


class Listing(NamedTuple):
    """What a command has found. `closing` are the sentences a person reads last."""

    command: str
    say: Say
    entries: tuple[Entry, ...]
    cases: tuple[Case, ...]
    closing: tuple[str, ...]

    @property
    def standing(self) -> list[Entry]:
        """What is not suppressed, in order of place."""
        return [entry for entry in self.entries if entry.excuse is None]

    @property
    def worst_first(self) -> list[Entry]:
        """What is not suppressed: errors, then warnings, then notes, each in order of place."""
        return sorted(self.standing, key=lambda entry: _WORST_FIRST[entry.severity])


def entry(say: Say, finding: Finding, severity: str, prefix: str = "", excuse: str | None = None) -> Entry:
    """One finding as an entry; `prefix` leads from the top of the repository to the workspace ("" or "sub/folder/")."""
    path = prefix + finding.path
    return Entry(
        finding.code,
        severity,
        safe.for_path(path),
        max(1, finding.line),
        max(1, finding.column),
        findings.message(say, finding),
        findings.hint(say, finding),
        (path, *finding.subject),
        safe.on_one_line(excuse) if excuse is not None else None,
    )


def entries(say: Say, found: Iterable[Finding], severity: Callable[[Finding], str], prefix: str = "") -> tuple[Entry, ...]:
    """Findings as entries, in their order."""
    return tuple(entry(say, finding, severity(finding), prefix) for finding in found)


def fingerprints(shown: Iterable[Entry]) -> list[str]:
    """For each entry what tells it from all others, the same after lines were put before it: made of the rule, the file and the
    subject. Of several that are alike, each is told by which of them it is.
    """
    alike: Counter[tuple[str, ...]] = Counter()
    found = []
    for one in shown:
        key = (one.code, *one.subject)
        alike[key] += 1
        parts = (*key, str(alike[key]))
        found.append(sha256("".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")).hexdigest())
    return found


def on_a_line(say: Say, one: Entry) -> str:
    """An entry as one line of text."""
    return f"{one.path}:{one.line}:{one.column}: {one.code} {say.word('severity', one.severity)}: {one.message}"
