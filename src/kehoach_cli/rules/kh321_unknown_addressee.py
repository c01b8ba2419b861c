"""KH321: a report goes to what looks like an id, but is none (nơi nhận viết như mã mà không có trong danh bạ)."""

import re
from collections.abc import Iterator

from kehoach_cli.findings import ERROR, EntryOf, Finding, Meant
from kehoach_cli.kinds import ID_PATTERN
from kehoach_cli.model import Register
from kehoach_cli.parse import AGENCIES_PATH
from kehoach_cli.rules.base import Rule, known_parties

_ID = re.compile(ID_PATTERN)


def check(register: Register) -> Iterator[Finding]:
    if AGENCIES_PATH in register.unread:
        return
    known = known_parties(register)
    for plan in register.plans:
        for key, parties in (("to", plan.report.to), ("recipients", plan.report.recipients)):
            for party in parties:
                if _ID.fullmatch(party) and party not in known:
                    at = ("report", key, EntryOf(party))
                    yield Finding("KH321", plan.path, at, {"party": party}, meant=Meant(party, known))


RULE = Rule("KH321", ERROR, check)
