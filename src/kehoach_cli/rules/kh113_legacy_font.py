"""KH113: text in TCVN3, VNI or doubly encoded UTF-8 (chữ theo bảng mã cũ), which Unicode shows as garbage."""

import re
from collections.abc import Iterator
from itertools import islice

from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.rules.base import Rule

_LEGACY = re.compile(
    # TCVN3, "nh©n d©n": letters that no syllable ends in are followed by one, so "ABC®", "«A»" and "Col·legi" are honest
    r"[A-Za-z](?:[©¨»][a-z]|[µ¸¹¬«¶]|·(?!l))[A-Za-z]*|[§®][a-z\u00a8-\u00ff]"
    # VNI, "nhaân daân": vowel pairs no Vietnamese word has, at the end of a syllable, so "naïve" and "Israël" are honest
    r"|(?:[aA][âêûøïåüëä]|[oO][âûøïåä]|[eE][âûøïä]|[uU][ûøïä])(?:ch|ng|nh|[cimnoptuy])?(?![A-Za-z])"
    r"|Ã[\u0080-\u00bf]|á[º»][\u0080-\u00bf]|Æ°"  # UTF-8 read as Latin-1 and saved again
)
_RARE = re.compile("[©¨»µ¸¹¬«¶·§®ûøïåüëäÃÆº]")  # every match has one of them, or one of these pairs
_PAIRS = tuple(first + second for first in "aAoOeE" for second in ("âê" if first in "aA" else "â"))
_MARKED = re.compile("[âê]")  # in every pair
_MOST_MATCHES = 10_000  # of one word again and again: the name of a place
_BEFORE = 8  # as many characters before a match may belong to its word


def check_text(text: str, path: str) -> Iterator[Finding]:
    if not _RARE.search(text) and not (_MARKED.search(text) and any(pair in text for pair in _PAIRS)):
        return
    first, found = "", 0
    for match in islice(_LEGACY.finditer(text), _MOST_MATCHES):
        word = text[max(0, match.start() - _BEFORE) : match.end()].rsplit(maxsplit=1)[-1]
        if not first:
            first, found = word, match.start()
        elif word != first:  # one odd word may be a foreign name ("Hanoï"); text in an old encoding has many
            before = text[:found]
            line, column = before.count("\n") + 1, found - before.rfind("\n")
            yield Finding("KH113", path, facts={"text": first}, line=line, column=column)
            return


RULE = Rule("KH113", WARNING, check_text=check_text)
