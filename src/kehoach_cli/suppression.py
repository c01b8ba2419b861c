"""Findings that somebody has decided to live with for a while: a comment that names the rule, the last day and the reason.

    # kehoach: bỏ qua KH306 đến 2026-12-31: văn bản gốc không nêu cơ quan chủ trì
    # kehoach: ignore KH306, KH311 until 2026-12-31: the document names no lead

It stands at the end of the line of the finding, or alone above it. One that lacks something suppresses nothing and is a finding
itself (KH330), as is one that has nothing to suppress (KH331). Whether its day is over (KH332) can be told only as of a day:
without one, as in `validate`, whose answer must not change over night, it holds.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from kehoach_cli.findings import Finding
from kehoach_cli.model import grouped
from kehoach_cli.nodes import comments, decode
from kehoach_cli.vn import nfc, parse_typed_date

_WORD = b"kehoach"
_MARK = re.compile(r"#\s*kehoach\s*:", re.IGNORECASE)
_WRITTEN = re.compile(
    r"#\s*kehoach\s*:\s*(?:bỏ qua|bo qua|ignore)\b(?P<codes>[^:]*?)"
    r"(?:\b(?:đến|den|until)\b(?P<until>[^:]*))?(?::(?P<reason>.*))?",
    re.IGNORECASE,
)


class Suppression(NamedTuple):
    """One such comment: where it stands, the line it speaks of, the codes it names, its last day (inclusive) and its reason.
    `faults` are the causes for which it suppresses nothing, each with the code it concerns.
    """

    path: str
    line: int
    column: int
    target: int
    codes: tuple[str, ...] = ()
    until: date | None = None
    reason: str = ""
    faults: tuple[tuple[str, str], ...] = ()

    def covers(self, finding: Finding, as_of: date | None) -> bool:
        """Whether it suppresses a finding that has been placed; as of a day, only until its last."""
        at_its_line = (finding.path, finding.line) == (self.path, self.target)
        return at_its_line and finding.code in self.codes and not self.faults and not self.has_lapsed(as_of)

    def has_lapsed(self, as_of: date | None) -> bool:
        """Whether its last day is over on that day."""
        return as_of is not None and self.until is not None and self.until < as_of


Objection = Callable[[str], str | None]  # why a rule must not be suppressed, as a cause of KH330; None where it may


class Suppressed(NamedTuple):
    """A finding that is there and suppressed."""

    finding: Finding
    by: Suppression


class Judged(NamedTuple):
    """Findings told apart."""

    standing: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]


def find(files: Mapping[str, bytes], objection: Objection) -> list[Suppression]:
    """Every such comment in the files. A file without the word is not read."""
    return [one for path, raw in sorted(files.items()) for one in _in_file(path, raw, objection)]


def is_in(files: Mapping[str, bytes]) -> bool:
    """Whether any file may hold such a comment: a quick look, before anything is loaded to read it."""
    return any(_WORD in raw.lower() for raw in files.values())


def judge(found: Iterable[Finding], suppressions: list[Suppression], as_of: date | None) -> Judged:
    """Tell findings that stand from those that are suppressed, as of a day or, without one, whatever the day."""
    standing, suppressed = [], []
    on_line = grouped(suppressions, lambda one: (one.path, one.target))
    for finding in found:
        by = next((one for one in on_line.get((finding.path, finding.line), ()) if one.covers(finding, as_of)), None)
        if by is None:
            standing.append(finding)
        else:
            suppressed.append(Suppressed(finding, by))
    return Judged(tuple(standing), tuple(suppressed))


def _in_file(path: str, raw: bytes, objection: Objection) -> Iterator[Suppression]:
    text = decode(raw, path)[0] if _WORD in raw.lower() else ""
    if not _MARK.search(text):
        return
    lines = text.split("\n")
    written = [number for number, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("#")]
    for line, column, comment in comments(text):
        if _MARK.match(comment):
            alone = not lines[line - 1][: column - 1].strip()
            at = Suppression(path, line, column, _next(written, line) if alone else line)
            yield _read(at, nfc(comment).rstrip(), objection)


def _next(written: list[int], line: int) -> int:
    """The next line that holds more than a comment; 0 when none does."""
    place = bisect_right(written, line)
    return written[place] if place < len(written) else 0


def _read(at: Suppression, comment: str, objection: Objection) -> Suppression:
    written = _WRITTEN.fullmatch(comment)
    codes = tuple(code.upper() for code in re.split(r"[\s,;]+", written["codes"]) if code) if written else ()
    if written is None or not codes:
        return at._replace(faults=(("form", ""),))
    until, reason = (written["until"] or "").strip(), (written["reason"] or "").strip()
    day, all_codes = parse_typed_date(until), ", ".join(codes)
    faults = [(cause, code) for code in codes if (cause := objection(code))]
    if day is None:
        faults.append(("bad-date" if until else "no-date", all_codes))
    if not any(character.isalnum() for character in reason):
        faults.append(("no-reason", all_codes))
    return at._replace(codes=codes, until=day, reason=reason, faults=tuple(faults))
