"""Trouble: the program cannot do what was asked. One sentence and one cure, never a traceback.

`key` names the sentence in the message catalogue; the facts fill it. What is wrong *inside* the files is a finding.
"""

import errno

FOUND = 1  # the files have errors that stand in the way
WRONG_USE = 2  # the command was typed wrongly
CANNOT_WORK = 3  # no workspace, no git, no identity, disk full
INTERRUPTED = 130  # what a shell expects of a program ended by Ctrl-C

# What may be wrong with a template, each with a stable code as rules have one; their words are in `text/*/templates.py`.
CODES = {
    "template-undefined": "KH501",
    "template-syntax": "KH502",
    "template-security": "KH503",
    "template-include": "KH504",
    "template-endless": "KH505",
    "template-large": "KH506",
    "template-beside": "KH507",
    "template-idle": "KH508",
    "template-lost": "KH509",
    "template-not-docx": "KH510",
    "template-unsafe": "KH511",
    "template-ended": "KH512",
    "template-link": "KH513",
    "template-other": "KH514",
}


def coded(place: str, key: str) -> str:
    """A place in a template with the code of what is wrong there: "vi/annual.md.j2:7 KH501"."""
    return f"{place} {CODES[key]}" if key in CODES else place


class Trouble(Exception):  # noqa: N818 - it is the field's word, and not always an error
    """Raised anywhere below the command layer, caught once in it."""

    def __init__(self, key: str, *, exit_code: int = CANNOT_WORK, **facts: str) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts
        self.exit_code = exit_code


# The usual reasons of the system, as words of the catalogue ("os-cause.<word>"); everything else is said as the system says it.
_USUAL = {
    errno.ENOENT: "missing", errno.EACCES: "forbidden", errno.EPERM: "forbidden", errno.EROFS: "read-only",
    errno.ENOSPC: "full", errno.EDQUOT: "quota", errno.EFBIG: "too-large", errno.EISDIR: "folder", errno.ENOTDIR: "no-folder",
    errno.EEXIST: "exists", errno.ELOOP: "link", errno.ENAMETOOLONG: "long-name", errno.EBUSY: "in-use", errno.EIO: "damaged",
}  # fmt: skip


def cause_of(error: OSError) -> str:
    """Why the system refused: a word of the catalogue where there is one, else the system's own."""
    return _USUAL.get(error.errno or 0) or error.strerror or str(error)
