"""One self-contained HTML page: it loads nothing, and no script but its own can run.

The program writes the head itself, so that no template can loosen it: a policy (CSP) that forbids everything but the one style
sheet and the one script below, each by its hash. The template fills the body; values are escaped where they are put in.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from kehoach_cli.render import mistakes, safe, status, traces
from kehoach_cli.render.mistakes import Mistake
from kehoach_cli.render.sandbox import Sandbox, environment, poured
from kehoach_cli.render.templates import Notes, mistake, shown_by, trouble

_HEAD = """\
<!DOCTYPE html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
{% if made_from %}
<meta name="{{ meta }}" content="{{ made_from }}">
{% endif %}
<title>{{ head }}</title>
<style>"""

# What the policy above forbids: code, styles outside of the style sheet, anything that is fetched.
_FORBIDDEN_TAGS = "script|style|link|img|image|iframe|object|embed|base|form|video|audio"
_IDLE_IN_BODY = re.compile(rf"<(?:{_FORBIDDEN_TAGS})\b|<[a-z][^<>]*\s(?:style|src|srcset|on[a-z]+)\s*=", re.IGNORECASE)
_IDLE_IN_STYLE = re.compile(r"@import|url\(", re.IGNORECASE)
_OF_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def render(
    body: bytes, style: bytes, script: bytes, values: dict[str, Any], made_from: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    """The page around a body. `style` may be the office's own; `script` is the program's; `made_from` is what has to be known to
    make the page again. Raises Trouble."""
    css = _text(style, "page.css").replace("</", "<\\/")  # what is written so in CSS means the same
    js = _text(script, "page.js")
    about = traces.for_page(body.decode(), made_from) if made_from else ""
    head = _environment().from_string(_HEAD).render(values, policy=_policy(css, js), meta=traces.META, made_from=about)
    parts = (head, css, "</style>\n</head>\n<body>\n", body.decode(), "\n<script>", js, "</script>\n</body>\n</html>\n")
    return "".join(parts).encode()


class Body:
    """The template of what stands in a page, read once and filled as often as needed."""

    def __init__(self, template: bytes, name: str) -> None:
        self._content, self._name = template, name

    def fill(self, values: dict[str, Any], about: object = None) -> bytes:  # noqa: ARG002 - as other templates are filled
        """The body with the values in it. Raises Trouble with the line."""
        source = _text(self._content, self._name)
        try:
            return poured(_environment().compiled(source), values).strip().encode()
        except Exception as error:  # a template can raise anything
            raise trouble(mistakes.with_words(mistake(error, values), source), self._name) from error

    def check(self, samples: Iterable[dict[str, Any]]) -> list[Mistake]:
        """Every mistake that shows with these values, and what has no effect in a page. Raises Trouble when it is no text."""
        source, notes = _text(self._content, self._name), Notes()
        return [*shown_by(_environment(notes), notes, source, samples), *_idle(source, _OF_JINJA, _IDLE_IN_BODY)]


def check_style(content: bytes, name: str) -> list[Mistake]:
    """What has no effect in a style sheet of a page, which loads nothing. Raises Trouble when it is no text."""
    return _idle(_text(content, name), _COMMENT, _IDLE_IN_STYLE)


def _idle(source: str, passed_over: re.Pattern[str], wanted: re.Pattern[str]) -> list[Mistake]:
    lines, read = source.split("\n"), passed_over.sub(lambda part: re.sub(r"[^\n]", " ", part[0]), source)
    numbers = dict.fromkeys(read.count("\n", 0, found.end()) for found in wanted.finditer(read))
    return [mistakes.idle(number + 1, lines[number]) for number in numbers]


def _environment(notes: Notes | None = None) -> Sandbox:
    env = environment(autoescape=True, finalize=_shown, notes=notes)
    env.filters["sign"] = _sign
    return env


def _text(content: bytes, name: str) -> str:
    """A text with the line ends a browser reads it with: the hashes of the policy are taken of that."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise trouble(mistake(error, {}), name) from error


def _sign(key: str) -> str:
    """The sign that goes with a colour. In a map of filings blank and excused must not look like missing and not due."""
    return {"blank": "□", "excused": "○", "not-expected": "–"}.get(key) or status.sign(key)


def _shown(value: Any) -> Any:
    """Foreign text as text that has no power over the page; what the template engine has already escaped stays."""
    return safe.for_page(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _policy(css: str, js: str) -> str:
    return f"default-src 'none'; style-src {_hash(css)}; script-src {_hash(js)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
