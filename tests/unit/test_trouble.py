"""Why the system refused something, in words of the reader's language."""

import errno
import os

import pytest

from kehoach_cli import trouble
from kehoach_cli.text import LANGUAGES, Say


def because(number: int) -> OSError:
    return OSError(number, os.strerror(number), "x")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_usual_cause_has_words(language: str) -> None:
    words = {cause: Say(language).word("os-cause", cause) for cause in trouble._USUAL.values()}
    assert [cause for cause, word in words.items() if word == cause] == []


def test_the_usual_causes_are_told_in_vietnamese_and_others_as_the_system_does() -> None:
    say = Say("vi")

    def told(number: int) -> str:
        return say("errors.cannot-read", path="a.docx", cause=trouble.cause_of(because(number)))

    assert told(errno.ENOENT) == "Không đọc được “a.docx”: không có tệp hay thư mục đó."
    assert told(errno.EACCES) == told(errno.EPERM) == "Không đọc được “a.docx”: không có quyền."
    assert told(errno.EISDIR) == "Không đọc được “a.docx”: đó là thư mục, không phải tệp."
    assert told(errno.ENOSPC) == "Không đọc được “a.docx”: đĩa đã đầy."
    assert told(errno.EXDEV) == f"Không đọc được “a.docx”: {os.strerror(errno.EXDEV)}."
    assert trouble.cause_of(OSError("chỉ có lời")) == "chỉ có lời"
