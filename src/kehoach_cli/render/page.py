"""One self-contained HTML page: it loads nothing, and no script but its own can run.

The program writes the head itself, so that no template can loosen it: a policy (CSP) that forbids everything but the one style
sheet and the one script below, each by its hash. The template fills the body; values are escaped where they are put in.
"""

from base64 import b64encode
from hashlib import sha256
from typing import Any

from kehoach_cli.render import safe, status
from kehoach_cli.render.templates import environment, mistake, trouble

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


def render(template: bytes, name: str, style: bytes, script: bytes, values: dict[str, Any]) -> bytes:
    """The page of these values. `style` may be the office's own; `script` is the program's. Raises Trouble with the line."""
    css = _text(style, "page.css").replace("</", "<\\/")  # what is written so in CSS means the same
    js = _text(script, "page.js")
    try:
        env = environment(autoescape=True, finalize=_shown)
        env.filters["sign"] = _sign
        body = env.from_string(_text(template, name)).render(values)
        head = env.from_string(_HEAD).render(values, policy=_policy(css, js))
    except Exception as error:  # a template can raise anything
        raise trouble(mistake(error, values), name) from error
    parts = (head, css, "</style>\n</head>\n<body>\n", body.strip(), "\n<script>", js, "</script>\n</body>\n</html>\n")
    return "".join(parts).encode()


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
