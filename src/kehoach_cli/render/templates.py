"""Jinja2, and only here: templates are foreign code and are run in the immutable sandbox, strict about every name."""

import re
import traceback
from collections.abc import Callable
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from kehoach_cli import vn
from kehoach_cli.render import safe
from kehoach_cli.trouble import Trouble


def environment(*, autoescape: bool, finalize: Callable[[Any], Any] | None = None) -> ImmutableSandboxedEnvironment:
    """The one kind of environment: no loader, so nothing can be included; only `range` of Jinja's functions is left."""
    made = ImmutableSandboxedEnvironment(
        autoescape=autoescape, undefined=StrictUndefined, finalize=finalize, trim_blocks=True, lstrip_blocks=True
    )
    made.globals = {"range": made.globals["range"]}
    made.filters |= {"letter": vn.letter, "roman": vn.roman}  # for points and appendices that a loop counts
    return made


def word_environment() -> ImmutableSandboxedEnvironment:
    """The environment for Word templates: every value is escaped, and its line breaks and tabs are those of Word."""
    return environment(autoescape=True, finalize=_in_word)


_BREAK, _TAB = ("</w:t><w:" + kind + '/><w:t xml:space="preserve">' for kind in ("br", "tab"))


def _in_word(value: Any) -> Any:
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    clean = value if isinstance(value, Markup) or value.isprintable() else safe.for_document(value.rstrip("\n"))
    text = escape(clean)
    if "\n" not in text and "\t" not in text:
        return text
    return Markup(str(text).replace("\n", _BREAK).replace("\t", _TAB))  # noqa: S704 - escaped above


def markdown(template: bytes, name: str, values: dict[str, Any]) -> str:
    """A Markdown text from a template; every value is escaped where it is put in. Raises Trouble with the line."""
    return re.sub(r"\n{3,}", "\n\n", Text(template, name, safe.for_markdown).fill(values)).strip() + "\n"


class Text:
    """A template of plain text, read once and filled as often as needed. `made_safe` is what becomes of every value; as it is,
    what a value could do to the program that shows it is gone."""

    def __init__(self, template: bytes, name: str, made_safe: Callable[[str], str] = safe.for_document) -> None:
        self._content, self._name = template, name
        self._environment = environment(
            autoescape=False, finalize=lambda value: made_safe(value) if isinstance(value, str) else value
        )
        self._compiled: Template | None = None

    def fill(self, values: dict[str, Any]) -> str:
        """The text with the values in it. Raises Trouble with the line."""
        try:
            if self._compiled is None:
                self._compiled = self._environment.from_string(self._content.decode("utf-8-sig"))
            return self._compiled.render(values)
        except Exception as error:  # a template can raise anything
            raise trouble(error, self._name) from error


def trouble(error: Exception, name: str) -> Trouble:
    """What went wrong in a template, with its line where Jinja knows it."""
    kinds = {UndefinedError: "undefined", SecurityError: "security", TemplateSyntaxError: "syntax"}
    kind = next((word for cls, word in kinds.items() if isinstance(error, cls)), "other")
    line = _line(error)
    place = f"{name}:{line}" if line else name
    return Trouble(f"template-{kind}", place=place, cause=str(error).split("\n")[0][:200])


def _line(error: Exception) -> int | None:
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return frames[-1] if frames else None
