"""KH424: the file kept is not what was attached: other bytes, another size, a link (tệp đính kèm bị thay đổi)."""

from collections.abc import Iterator, Mapping

from kehoach_cli.attachments import Stored
from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, attached


def check(register: Register, stored: Mapping[str, Stored]) -> Iterator[Finding]:
    for one in attached(register):
        found = stored.get(one.stored_at)
        if found is None:
            continue
        fault = found.fault or ("size" if found.size not in (None, one.attachment.size) else "")
        if fault:
            yield Finding("KH424", one.path, one.pointer, {"name": one.attachment.name, "path": one.stored_at, "fault": fault})


RULE = Rule("KH424", ERROR, check_stored=check)
