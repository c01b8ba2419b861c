"""KH423: an entry names an attachment that is not kept (thiếu tệp đính kèm)."""

from collections.abc import Iterator, Mapping

from kehoach_cli.attachments import Stored
from kehoach_cli.findings import ERROR, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, attached


def check(register: Register, stored: Mapping[str, Stored]) -> Iterator[Finding]:
    for one in attached(register):
        if one.stored_at not in stored:
            yield Finding("KH423", one.path, one.pointer, {"name": one.attachment.name, "path": one.stored_at})


RULE = Rule("KH423", ERROR, check_stored=check)
