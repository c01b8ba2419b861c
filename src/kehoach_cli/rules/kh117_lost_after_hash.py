"""KH117: text behind " #" on the line of a value, which YAML takes for a comment and drops (chữ sau dấu # bị bỏ).

A comment set off as people write it, "# " with a space, is meant; "Đoàn #3" is not.
"""

import re
from collections.abc import Iterator

from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.rules.base import Rule

_LONGEST_LINE = 10_000
_VALUE = re.compile(r" *(?:- +)*(?:[\w-]+:(?: +|$))?(?P<value>.*)")
_MAY_BE_LOST = re.compile(r" #[^ #\n]")  # which hardly any file has
_OPENS_BLOCK = re.compile(r"(?:.*: *|\s*- +)[|>][-+0-9]*\s*$")


def check_text(text: str, path: str) -> Iterator[Finding]:
    if not _MAY_BE_LOST.search(text):
        return
    block_indent: int | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE:
            continue
        indent = len(line) - len(line.lstrip(" "))
        if block_indent is not None and (not line.strip() or indent > block_indent):
            continue  # inside a block of text a # is a letter like any other
        block_indent = indent if _OPENS_BLOCK.match(line) else None
        start = _lost_from(line)
        if start is not None:
            yield Finding("KH117", path, facts={"lost": line[start:].strip()}, line=number, column=start + 1)


def _lost_from(line: str) -> int | None:
    """Where the lost text begins: at a # behind a space and not before one, on a line that holds an unquoted value."""
    start = line.find(" #") + 1
    found = _VALUE.match(line) if start else None
    if found is None or line.lstrip().startswith("#") or found["value"][:1] in ("", '"', "'", "|", ">", "[", "{"):
        return None
    return start if line[start + 1 : start + 2] not in ("", " ", "#") else None


RULE = Rule("KH117", WARNING, check_text=check_text)
