"""The kinds of single values that stand in files: how each is read, and what an editor is told of it."""

import re
from functools import lru_cache

from kehoach_cli import attachments, model, periods, workdays
from kehoach_cli.fields import Convert, Kind
from kehoach_cli.vn import parse_iso_date

# An id becomes the name of a folder or a file; Windows keeps some names to itself, with any ending.
_OF_WINDOWS = r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?![a-z0-9-])"
ID_PATTERN = rf"(?!{_OF_WINDOWS})[a-z0-9][a-z0-9-]{{0,62}}"
EMAIL_PATTERN = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}"  # what every mail program takes bare
ITEM_PATTERN = r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)*(-[0-9]+)*"
_LONGEST_ITEM = 63  # with the day and six digits it becomes the name of a file
_MONTH_DAY = re.compile(r"(?:([0-9]{2})-)?([0-9]{2})")


def _matching(pattern: str) -> Convert:
    compiled = re.compile(pattern)
    return lru_cache(maxsize=4096)(lambda text: text if compiled.fullmatch(text) else None)


def _month_day(text: str) -> tuple[int, int] | None:
    found = _MONTH_DAY.fullmatch(text)
    if not found:
        return None
    month, day = int(found[1] or 0), int(found[2])
    return (month, day) if month <= 12 and 1 <= day <= 31 and (found[1] is None or month) else None


def _pattern(pattern: str) -> dict[str, object]:
    return {"type": "string", "pattern": f"^{pattern}$"}


_INTEGERS_TOO: dict[str, object] = {"type": ["string", "integer"]}  # editors read an unquoted 2026 as a number

TEXT = Kind("text", lambda text: text if text.strip() else None, "KH129", {"type": "string", "minLength": 1})
ID = Kind("id", _matching(ID_PATTERN), "KH125", _pattern(ID_PATTERN))
ITEM_ID = Kind(
    "item-id",
    _matching(rf"(?=.{{1,{_LONGEST_ITEM}}}\Z){ITEM_PATTERN}"),
    "KH125",
    {**_pattern(ITEM_PATTERN), "maxLength": _LONGEST_ITEM},
    ("III.2", "II.1-1"),
)
DATE = Kind("date", parse_iso_date, "KH124", {"type": "string", "format": "date"}, ("2026-06-30",))
INTEGER = Kind("integer", lambda text: int(text) if re.fullmatch(r"[0-9]{1,6}", text) else None, "KH123", {"type": "integer"})
BOOLEAN = Kind("boolean", {"true": True, "false": False}.get, "KH123", {"type": "boolean"})
MONTH_DAY = Kind("month-day", _month_day, "KH124", _INTEGERS_TOO | {"pattern": r"^(\d{2}-)?\d{2}$"}, ("12-20", "25"))
PERIOD = Kind(
    "period",
    lambda text: text if periods.cadence_of(text) else None,
    "KH128",
    _INTEGERS_TOO | {"pattern": r"^\d{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$"},
    ("2026", "2026-H1", "2026-Q3", "2026-07"),
)
NUMBER = Kind(
    "number",
    lambda text: text if re.fullmatch(r"-?[0-9]{1,18}(\.([0-9]{1,2}|[0-9]{4,6}))?", text) else None,  # 21.914 may mean 21914
    "KH130",
    {"type": ["string", "number"]},
    ("12", "98.5"),
)
# A user or a team of GitHub or GitLab, with or without the @ (YAML lets no bare text begin with one), or a mail address.
OWNER_PATTERN = r"@?[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
OWNER = Kind("owner", _matching(OWNER_PATTERN), "KH125", _pattern(f"({OWNER_PATTERN})"))
EMAIL = Kind(
    "email",
    _matching(EMAIL_PATTERN),
    "KH131",
    {"type": "string", "pattern": f"^{EMAIL_PATTERN}$"},
)
FILE_NAME = Kind(
    "file-name",
    lambda text: text if attachments.is_sound_name(text) else None,
    "KH125",
    {"type": "string", "maxLength": attachments.LONGEST_NAME, "pattern": r"^[^/\\\n]+\.[A-Za-z0-9]{2,4}$"},
    ("Báo cáo 123.pdf",),
)
FILE_SIZE = Kind(
    "file-size",
    lambda text: int(text) if re.fullmatch(r"[1-9][0-9]{0,8}", text) and int(text) <= attachments.LARGEST else None,
    "KH125",
    {"type": "integer", "minimum": 1, "maximum": attachments.LARGEST},
)
# An OpenPGP fingerprint, with or without blanks, or an SSH public key as its file says it, with or without a comment.
KEY_PATTERN = (
    r"([0-9A-Fa-f] {0,2}){39}[0-9A-Fa-f]"
    r"|(ssh-(ed25519|rsa)|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)"
    r" [A-Za-z0-9+/]{60,4000}={0,2}( [^\x00-\x1f]{0,200})?"
)
KEY = Kind("key", _matching(KEY_PATTERN), "KH132", _pattern(f"({KEY_PATTERN})"))
SHA256 = Kind("sha256", _matching("[0-9a-f]{64}"), "KH125", _pattern("[0-9a-f]{64}"))


def choice(name: str, values: tuple[str, ...]) -> Kind:
    """A kind that takes one of the given words."""
    return Kind(name, {value: value for value in values}.get, "KH126", {"enum": list(values)})


CADENCE = choice("cadence", model.CADENCES)
STATE = choice("state", model.ALL_STATES)
SHIFT = choice("shift", workdays.SHIFTS)
WEEKDAY = choice("weekday", workdays.WEEKDAYS)
EVENT_KIND = choice("event-kind", model.EVENT_KINDS)
RESULT = choice("result", (model.ACCEPTED, model.RETURNED))
LEVEL = Kind("level", {str(level): level for level in model.LEVELS}.get, "KH126", {"enum": list(model.LEVELS)})
