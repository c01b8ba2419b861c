"""KH425: a file among the attachments that no entry names (tệp đính kèm không ai nêu)."""

from collections.abc import Iterator, Mapping

from kehoach_cli.attachments import Stored
from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule, attached


def check(register: Register, stored: Mapping[str, Stored]) -> Iterator[Finding]:
    named = {one.stored_at for one in attached(register)}
    unread = {"/".join(path.split("/")[:2]) for path in register.unread}  # plans with files that may name more
    for path in stored:
        if path not in named and "/".join(path.split("/")[:2]) not in unread:
            yield Finding("KH425", path, line=1, column=1)


RULE = Rule("KH425", WARNING, check_stored=check)
