"""Findings: what is wrong with the files, as values.

A finding names the rule, the file, the place and the facts; sentences are made later, in the reader's language.
An exception, by contrast, means that the program cannot work at all (see `trouble.py`).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

ERROR = "error"  # lỗi: the files cannot be relied on; `validate` exits 1
WARNING = "warning"  # cảnh báo: probably not what was meant
NOTE = "note"  # lưu ý: the files are as meant, but someone should know


class KeyOf(str):
    """The last step of a pointer when the finding is about the key itself, not about its value."""

    __slots__ = ()


class EntryOf(str):
    """A step into a list by the text of the entry, where an index would shift with every faulty neighbour."""

    __slots__ = ()


Pointer = tuple[str | int, ...]
# Facts that may change while the finding stays the same; `among` is what this version of the program knows; a rebase
# makes another commit of the same deed.
_PASSING = frozenset(("suggestion", "among", "days", "called", "count", "commit", "adder", "new", "author", "committed"))


MOST = 500  # findings of one code in one file that are told one by one; no honest file has as many
MORE = "KH118"  # how many more there are
_MOST_COMPARED = 10_000  # words looked at in one file to find out what was meant


class Meant(NamedTuple):
    """A word that is not known, the known ones, and the one of these that it cannot have been."""

    word: str
    among: Collection[str]
    but: str = ""


class Finding(NamedTuple):
    """One finding. `line` and `column` count from 1; both are 0 until `nodes.locate` has turned the pointer into them.
    `meant` is gone once `bounded` has made the fact `suggestion` of it."""

    code: str
    path: str
    pointer: Pointer = ()
    facts: Mapping[str, str] = {}
    line: int = 0
    column: int = 0
    meant: Meant | None = None

    def order(self) -> tuple[str, int, int, str, str]:
        """The one order of every listing: path, line, column, code, then the facts."""
        return self.path, self.line, self.column, self.code, str(sorted(self.facts.items()))

    @property
    def subject(self) -> tuple[str, ...]:
        """What the finding is about: the keys that lead to it and its facts. It stays the same when something is inserted before
        it in the file, and on every day; two findings of a file may have the same.
        """
        keys = [str(step) for step in self.pointer if not isinstance(step, int)]
        return *keys, *(f"{name}={fact}" for name, fact in sorted(self.facts.items()) if name not in _PASSING)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, sorted by place and code."""
    return tuple({finding.order(): finding for finding in sorted(findings, key=Finding.order)}.values())


def bounded(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, of each code in a file so many as a person would read, with what was probably meant; how many more there are
    is a finding itself, at the place of the first that is left out. So a file with thousands is refused as soon as any other.
    """
    told: Counter[tuple[str, str]] = Counter()
    left_out: dict[tuple[str, str], Finding] = {}
    compared: Counter[str] = Counter()
    found = []
    for one in findings:
        kind = (one.path, one.code)
        told[kind] += 1
        if told[kind] > MOST and one.code != MORE:
            left_out.setdefault(kind, one)
        else:
            found.append(_with_suggestion(one, compared) if one.meant else one)
    return found + [more(first, told[kind] - MOST) for kind, first in left_out.items()]


def more(first: Finding, number: int) -> Finding:
    """That there are so many more findings of a code in a file, of which this is the first that is not told."""
    return first._replace(code=MORE, facts={"code": first.code, "more": str(number)}, meant=None)


def _with_suggestion(one: Finding, compared: Counter[str]) -> Finding:
    from kehoach_cli.vn import closest

    word, among, but = one.meant or Meant("", ())
    if compared[one.path] >= _MOST_COMPARED:
        return one._replace(meant=None)
    compared[one.path] += len(among)
    near = closest(word, [known for known in among if known != but])
    return one._replace(facts={**one.facts, "suggestion": near} if near else one.facts, meant=None)
