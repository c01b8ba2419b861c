"""Why a template fails, out of what Jinja and Python say of it: a word of the catalogue, and what it is about.

The sentences of a kind of mistake name the cause by "<kind>-cause.<word>"; `errors.template-<kind>.<word>.cure` mends that one
cause, where the cure of the kind would not. What has no word here is told as it was said.
"""

import re
from typing import NamedTuple

from kehoach_cli.render.mistakes import ENDLESS, LARGE, OTHER, SECURITY, SYNTAX, UNDEFINED

_LONGEST_SAID = 200
UNKNOWN_FILTER, UNKNOWN_TEST, UNKNOWN_TAG, NO_ELEMENT = "unknown-filter", "unknown-test", "unknown-tag", "no-element"


class Cause(NamedTuple):
    """A word of the catalogue, or what was said where there is none; and the name it is about."""

    word: str
    about: str = ""


# The first that is found in what was said; what its brackets hold is what it is about.
_SAID = {
    UNDEFINED: (
        (r"'([^']+)'(?: is undefined)?$", ""),  # the name says enough
        (r"has no element (.+)$", NO_ELEMENT),
        (r"parameter '(.+?)' was not provided", "no-argument"),
    ),
    SYNTAX: (
        (r"No filter named '(.+?)'", UNKNOWN_FILTER),
        (r"No test named '(.+?)'", UNKNOWN_TEST),
        (r"innermost block that needs to be closed is '(.+?)'", "unclosed"),
        (r"unknown tag '(end\w+|else|elif)'", "unopened"),
        (r"unknown tag '(.+?)'", UNKNOWN_TAG),
        (r"[Uu]nexpected end of template|[Mm]issing end of|got 'end of template'", "unfinished"),
        (r"got 'end of \w+ (?:statement|block)'|got 'end of statement block'|expected name or number", "incomplete"),
        (r"unexpected char ['\"](.+)['\"] at \d+$", "strange"),
        (r"block '(.+?)' defined twice", "twice"),
        (r"expected token .+, got '(.+?)'", "misplaced"),
        (r"unexpected '(.+?)'", "misplaced"),
    ),
    SECURITY: (
        (r"access to attribute '(_.*?)' of", "hidden"),
        (r"access to attribute '(.+?)' of", "changing"),
        (r"is not safely callable$", "call"),
    ),
    OTHER: (
        (r"can only concatenate|unsupported operand type|not supported between|must be str, not", "mixed"),
        (r"is not iterable|object is not subscriptable", "no-list"),
        (r"is not callable", "no-call"),
        (r"positional argument|keyword argument|expected (?:at most|at least|exactly)? ?\d* arguments?", "arguments"),
    ),
}  # fmt: skip
# By the kind of the error, where what it says tells nothing more.
_BY_CLASS: dict[str, tuple[tuple[type[Exception], str], ...]] = {
    ENDLESS: ((RecursionError, "recursion"),),
    LARGE: ((MemoryError, "memory"),),
    OTHER: (
        (UnicodeDecodeError, "encoding"), (ZeroDivisionError, "zero"), (OverflowError, "overflow"), (TypeError, "type"),
        (ValueError, "value"),
    ),
}  # fmt: skip
_PATTERNS = {kind: tuple((re.compile(pattern), word) for pattern, word in known) for kind, known in _SAID.items()}


def of(kind: str, error: Exception) -> Cause:
    """Why a template fails with that error, which is a mistake of that kind."""
    said = str(error).split("\n")[0][:_LONGEST_SAID]
    for pattern, word in _PATTERNS.get(kind, ()):
        if found := pattern.search(said):
            return Cause(word, found[1] if pattern.groups else "")
    word = next((word for cls, word in _BY_CLASS.get(kind, ()) if isinstance(error, cls)), "")
    return Cause(word or said or type(error).__name__)
