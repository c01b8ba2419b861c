"""KH323: an academic title stands before the name of a signer (học hàm, học vị trước họ tên người ký)."""

import re
from collections.abc import Iterator

from kehoach_cli.findings import NOTE, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, signers

_TITLE = re.compile(
    r"(?:PGS|GS|TS|ThS|KS|CN|BS|LS|NGND|NGƯT|PGs|Ths)\.(?=\s?\S)|(?:Phó )?[Gg]iáo sư(?= )|Tiến sĩ(?= )|Thạc sĩ(?= )"
)


def check(register: Register) -> Iterator[Finding]:
    for path, pointer, signer in signers(register):
        found = _TITLE.match(signer.name or "")
        if found:
            yield Finding("KH323", path, (*pointer, "name"), {"name": signer.name or "", "title": found[0]})


RULE = Rule("KH323", NOTE, check)
