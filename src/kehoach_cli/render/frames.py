"""Messages between two processes over a pipe: a head of plain values and bytes that go with it. Nothing in one is ever run."""

import json
import struct
from typing import Any, BinaryIO

_SIZES = struct.Struct(">QQ")


class TooLong(Exception):  # noqa: N818 - what happened, not an error of ours
    """A message is longer than the reader takes."""


def send(stream: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    """Write one message."""
    text = json.dumps(head).encode()
    stream.write(_SIZES.pack(len(text), len(body)) + text + body)
    stream.flush()


def receive(stream: BinaryIO, most: int) -> tuple[dict[str, Any], bytes] | None:
    """The next message; None where there is none any more. Raises TooLong over `most` bytes, ValueError for no message."""
    sizes = stream.read(_SIZES.size)
    if len(sizes) < _SIZES.size:
        return None
    for_text, for_body = _SIZES.unpack(sizes)
    if for_text + for_body > most:
        raise TooLong
    text, body = stream.read(for_text), stream.read(for_body)
    if len(text) + len(body) < for_text + for_body:
        return None
    head = json.loads(text)
    if not isinstance(head, dict):
        raise ValueError("no message")  # noqa: TRY004 - as json says it
    return head, body
