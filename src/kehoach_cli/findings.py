"""Findings: what is wrong with the files, as values.

A finding names the rule, the file, the place and the facts; sentences are made later, in the reader's language.
An exception, by contrast, means that the program cannot work at all (see `trouble.py`).
"""

from collections.abc import Iterable, Mapping
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


class Finding(NamedTuple):
    """One finding. `line` and `column` count from 1; both are 0 until `nodes.locate` has turned the pointer into them."""

    code: str
    path: str
    pointer: Pointer = ()
    facts: Mapping[str, str] = {}
    line: int = 0
    column: int = 0

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
