"""Mail drafts: a message with its attachments as a file that a mail program opens for a person to send. Nothing is ever sent.

`X-Unsent: 1` makes mail programs open the file as a draft. Bytes follow from what is given: no clock, no random boundary. The
older classes of the standard library are used: the newer ones lose a space here and there where they fold a Vietnamese header.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from email.encoders import encode_base64
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from typing import NamedTuple

from kehoach_cli.render import safe
from kehoach_cli.report.parts import shortened
from kehoach_cli.vn import VIETNAM

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CALENDAR = "text/calendar"
_CRLF = compat32.clone(linesep="\r\n", max_line_length=None)  # what has to be folded is
_MORNING = time(8, tzinfo=VIETNAM)
_LONGEST_SUBJECT, _LONGEST_NAME = 200, 100  # characters
_LONGEST_FILE_NAME = 200  # bytes: a file system takes 255, a line of a mail three times as many when each is written %E1
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|%]+')


class Attachment(NamedTuple):
    """A file that goes with a mail: its name as the reader sees it, what kind of file, its content."""

    name: str
    kind: str
    content: bytes


def draft(subject: str, name: str, addresses: Iterable[str], body: str, attachments: Sequence[Attachment], day: date) -> bytes:
    """A draft to these addresses, all under one name; without any, who sends it fills them in. Names and texts are foreign."""
    message = MIMEMultipart()
    message["Subject"] = _words(cut(subject, _LONGEST_SUBJECT), "Subject")
    called = _words(cut(name, _LONGEST_NAME), "To")
    to = ",\n ".join(f"{called} <{address}>" for address in addresses)
    if to:
        message["To"] = to
    message["Date"] = format_datetime(datetime.combine(day, _MORNING))
    message["X-Unsent"] = "1"
    message.attach(MIMEText(safe.for_document(body), "plain", "utf-8"))
    for one in attachments:
        message.attach(_part(one))
    parts = b"".join(one.content for one in attachments)
    message.set_boundary(f"=_kehoach_{hashlib.sha256(subject.encode() + body.encode() + parts).hexdigest()[:32]}")
    return message.as_bytes(policy=_CRLF)


def _words(text: str, header: str) -> str:
    """A text as a header can hold it, all of it encoded: nothing in it is taken for an address or another header."""
    return Header(text, "utf-8", header_name=header).encode()


def _part(one: Attachment) -> MIMEBase:
    part = MIMEBase(*one.kind.split("/"))
    if one.kind == CALENDAR:
        part.set_param("charset", "utf-8")
        part.set_param("method", "PUBLISH")
    part.set_payload(one.content)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", one.name))
    return part


def file_name(words: str, ending: str) -> str:
    """A name for a file that people read, from foreign words: without what a file system takes for a path, and not too long."""
    name = cut(_NOT_IN_FILE_NAMES.sub(" ", safe.on_one_line(words)), _LONGEST_NAME)
    return name.encode()[:_LONGEST_FILE_NAME].decode(errors="ignore").strip(". ") + ending


def cut(text: str, most: int) -> str:
    """A text on one line, and not too long for its place."""
    return shortened(safe.on_one_line(text), most)
