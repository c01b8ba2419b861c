"""One self-contained HTML page: it loads nothing, and no script but its own can run.

The program writes the head itself, so that no template can loosen it: a policy (CSP) that forbids everything but the one style
sheet and the one script below, each by its hash. The template fills the body; values are escaped where they are put in.
"""

from base64 import b64encode
from hashlib import sha256
from typing import Any

from kehoach_cli.render import safe, status
from kehoach_cli.render.mistakes import Mistake
from kehoach_cli.render.sandbox import Sandbox, environment, poured
from kehoach_cli.render.templates import mistake, trouble

_HEAD = """\
<!DOCTYPE html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{{ head }}</title>
<style>"""


def render(body: bytes, style: bytes, script: bytes, values: dict[str, Any]) -> bytes:
    """The page around a body. `style` may be the office's own; `script` is the program's. Raises Trouble."""
    css = _text(style, "page.css").replace("</", "<\\/")  # what is written so in CSS means the same
    js = _text(script, "page.js")
    head = _environment().from_string(_HEAD).render(values, policy=_policy(css, js))
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
            raise trouble(mistake(error, values), self._name) from error

    def check(self, samples: Any) -> list[Mistake]:  # noqa: ARG002 - there are no samples of a page
        """Nothing: a page is looked at by making it."""
        return []


def _environment() -> Sandbox:
    env = environment(autoescape=True, finalize=_shown)
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
