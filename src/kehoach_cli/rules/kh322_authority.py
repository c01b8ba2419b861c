"""KH322: the authority to sign begins with none of TM., KT., TL., TUQ. (quyền hạn ký viết sai)."""

import re
from collections.abc import Iterator

from kehoach_cli.findings import WARNING, EntryOf, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, signers

_AUTHORITY = re.compile(r"(TM|KT|TL|TUQ)\. \S.*")


def check(register: Register) -> Iterator[Finding]:
    for path, pointer, signer in signers(register):
        for line in signer.authority:
            if not _AUTHORITY.fullmatch(line):
                yield Finding("KH322", path, (*pointer, "authority", EntryOf(line)), {"line": line})


RULE = Rule("KH322", WARNING, check)
