"""KH110: a character that cannot be seen, or that looks like another (ký tự ẩn, ký tự giống nhau)."""

import re
import unicodedata
from collections.abc import Iterator

from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.rules.base import Rule

# No-break and zero-width spaces, soft hyphen, BOM inside the text, private use, U+FFFD; the Icelandic and African D that
# look like Đ (a small ð inside a word is an Icelandic name); Cyrillic next to Latin, and Greek after it ("μm" is honest).
_INVISIBLE = "\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2000-\u200f\u202f\u205f\u2060-\u2064\u3000\ufeff"
_LATIN = r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
_SUSPECT = re.compile(
    rf"[{_INVISIBLE}\ufffd\ue000-\uf8ffÐ\u0189\u0256]|(?<!{_LATIN})ð"
    rf"|(?<={_LATIN})[\u0370-\u03ff\u0400-\u04ff]|[\u0400-\u04ff](?={_LATIN})"
)
_RARE = re.compile(rf"[{_INVISIBLE}\ufffd\ue000-\uf8ffÐ\u0189\u0256ð\u0370-\u03ff\u0400-\u04ff]")  # every match has one of them
_MOST = 20


def check_text(text: str, path: str) -> Iterator[Finding]:
    if not _RARE.search(text):
        return
    for count, found in enumerate(_SUSPECT.finditer(text)):
        if count == _MOST:
            return
        before = text[: found.start()]
        line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
        name = f"U+{ord(found[0]):04X} {unicodedata.name(found[0], '')}".strip()
        yield Finding("KH110", path, facts={"character": name}, line=line, column=column)


RULE = Rule("KH110", WARNING, check_text=check_text)
