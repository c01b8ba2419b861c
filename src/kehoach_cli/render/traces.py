"""What Markdown and HTML carry with them, as Word files do: from what they were made; and their text, read back.

It stands where no reader sees it: in a comment at the end of a Markdown file, in the head of a page. What is read is foreign.
"""

import html
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from kehoach_cli.render.properties import Read, evened, fingerprint
from kehoach_cli.trouble import WRONG_USE, Trouble

META = "kehoach"
_COMMENT = re.compile(r"^<!-- kehoach (\S+) -->$", re.MULTILINE)
_IN_HEAD = re.compile(rf'<meta name="{META}" content="([^"]*)"', re.IGNORECASE)
# What is read is foreign: each of these is found, or not, in one pass over the text.
_BODY_BEGINS, _BODY_ENDS = re.compile(r"<body\b[^<>]*>", re.IGNORECASE), re.compile(r"</body>", re.IGNORECASE)
_CODE = {
    name: (re.compile(rf"<{name}\b", re.IGNORECASE), re.compile(rf"</{name}>", re.IGNORECASE)) for name in ("script", "style")
}
_WITHIN_A_LINE = re.compile(r"</?(?:a|b|span|time|em|strong|i)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_HEAD_LENGTH, _MOST_FACTS = 300_000, 50


def on_markdown(content: bytes, made_from: Mapping[str, str]) -> bytes:
    """A Markdown file that says from what it was made."""
    facts = {**made_from, "text": fingerprint(evened(content.decode().split("\n")))}
    return content + f"\n<!-- kehoach {_in_one_word(facts)} -->\n".encode()


def for_page(body: str, made_from: Mapping[str, str]) -> str:
    """What the head of a page says of its making."""
    return _in_one_word({**made_from, "text": fingerprint(_lines_of(body))})


def read_markdown(content: bytes, name: str) -> Read:
    """A Markdown file that was made here. Raises Trouble when it says nothing of its making."""
    text = _text(content)
    found = _COMMENT.findall(text)
    return Read(_facts(found[-1] if found else "", name), evened(_COMMENT.sub("", text).split("\n")))


def read_page(content: bytes, name: str) -> Read:
    """A page that was made here. Raises Trouble when it says nothing of its making."""
    text = _text(content)
    found = _IN_HEAD.search(text, 0, _HEAD_LENGTH)
    return Read(_facts(html.unescape(found[1]) if found else "", name), _lines_of(_without_code(_body(text))))


def _body(text: str) -> str:
    begin, ends = _BODY_BEGINS.search(text), [found.start() for found in _BODY_ENDS.finditer(text)]
    return text[begin.end() : ends[-1]] if begin and ends and begin.end() <= ends[-1] else ""


def _without_code(text: str) -> str:
    for begins, ends in _CODE.values():
        kept, at = [], 0
        while (begin := begins.search(text, at)) and (end := ends.search(text, begin.end())):
            kept.append(text[at : begin.start()])
            at = end.end()
        text = "".join([*kept, text[at:]])
    return text


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _in_one_word(facts: Mapping[str, str]) -> str:
    """Facts without blanks, quotes, or what would end a comment."""
    return urlencode(facts).replace("--", "%2D-").replace("--", "%2D-")


def _facts(word: str, name: str) -> dict[str, str]:
    try:
        found = dict(parse_qsl(word, max_num_fields=_MOST_FACTS))
    except ValueError:  # far more than any document says
        found = {}
    if not found:
        raise Trouble("not-made-here", exit_code=WRONG_USE, path=name)
    return found


def _lines_of(body: str) -> tuple[str, ...]:
    """The text of a body, block by block: entities read, blanks evened."""
    return evened([html.unescape(text) for text in _TAG.split(_WITHIN_A_LINE.sub("", body))])
