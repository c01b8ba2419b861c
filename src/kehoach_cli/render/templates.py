"""Jinja2, and only here: templates are foreign code and are run in the immutable sandbox, strict about every name."""

import re
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from types import FrameType
from typing import Any

from jinja2 import BaseLoader, ChainableUndefined, StrictUndefined, Template, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

from kehoach_cli import vn
from kehoach_cli.render import mistakes, safe
from kehoach_cli.render.mistakes import INCLUDE, OTHER, SECURITY, SYNTAX, UNDEFINED, Mistake
from kehoach_cli.trouble import Trouble


class _Included(SecurityError):  # noqa: N818 - what happened, not an error of ours
    """A template asked for another file."""


class _Alone(BaseLoader):
    """A template stands alone: whatever else it asks for is refused."""

    def get_source(self, environment: Any, template: str) -> Any:  # noqa: ARG002 - Jinja's own signature
        raise _Included(template)


def environment(
    *, autoescape: bool, finalize: Callable[[Any], Any] | None = None, notes: "Notes | None" = None
) -> ImmutableSandboxedEnvironment:
    """The one kind of environment: nothing can be included, and only `range` of Jinja's functions is left. An unknown name is an
    error; with `notes` it is noted, and rendering goes on."""
    made = ImmutableSandboxedEnvironment(
        loader=_Alone(), autoescape=autoescape, undefined=notes.undefined if notes else StrictUndefined, finalize=finalize,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals = {"range": made.globals["range"]}
    made.filters |= {"letter": vn.letter, "roman": vn.roman}  # for points and appendices that a loop counts
    return made


def word_environment(notes: "Notes | None" = None) -> ImmutableSandboxedEnvironment:
    """The environment for Word templates: every value is escaped, and its line breaks and tabs are those of Word."""
    return environment(autoescape=True, finalize=_in_word, notes=notes)


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
        self._content, self._name, self._source = template, name, ""
        self._environment = environment(
            autoescape=False, finalize=lambda value: made_safe(value) if isinstance(value, str) else value
        )
        self._compiled: Template | None = None

    def fill(self, values: dict[str, Any]) -> str:
        """The text with the values in it. Raises Trouble with the line."""
        try:
            if self._compiled is None:
                self._source = self._content.decode("utf-8-sig")
                self._compiled = self._environment.from_string(self._source)
            return self._compiled.render(values)
        except Exception as error:  # a template can raise anything
            raise trouble(mistakes.with_words(mistake(error, values), self._source), self._name) from error


def check(template: bytes, samples: Iterable[dict[str, Any]]) -> list[Mistake]:
    """Every mistake in a template of plain text or Markdown that shows with these values."""
    try:
        source = template.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [mistake(error, {})]
    notes, found = Notes(), list[Mistake]()
    env = environment(autoescape=False, notes=notes)
    for values in samples:
        notes.values = values
        try:
            env.from_string(source).render(values)
        except Exception as error:  # noqa: BLE001 - a template can raise anything
            found.append(mistake(error, values))
    return [mistakes.with_words(one, source) for one in [*(note for _, note in notes.taken), *found]]


class Notes:
    """The unknown names that a template uses, each with the template and the line, while it is rendered as if they were empty."""

    def __init__(self) -> None:
        self.values: Mapping[str, Any] = {}
        self.taken: list[tuple[Template | None, Mistake]] = []
        self.undefined = type("Noted", (_Noted,), {"notes": self})

    def take(self, name: str, of: Any) -> None:
        """Note one name; `of` is the mapping it was looked for in, if it was one."""
        template, line = _where()
        among = of if isinstance(of, Mapping) else self.values
        start = mistakes.path_of(of, self.values) if isinstance(of, Mapping) else ""
        whole = f"{start}.{name}" if start else name
        self.taken.append((template, Mistake(UNDEFINED, line, "", whole, mistakes.near(name, among, self.values, start))))


def _where() -> tuple[Template | None, int | None]:
    """The template being rendered, and its line."""
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 - the only way to the line of a name that is used, not raised
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            return template, template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return None, None


class _Noted(ChainableUndefined):
    """An unknown name: noted when it is used, and empty."""

    notes: Notes

    def _note(self) -> None:
        if issubclass(self._undefined_exception, SecurityError):
            self._fail_with_undefined_error()  # no unknown name, but one that is not for templates
        if self._undefined_name is not None:
            self.notes.take(str(self._undefined_name), None if self._undefined_obj is missing else self._undefined_obj)
            self._undefined_name = None  # once is enough

    def __str__(self) -> str:
        self._note()
        return ""

    def __iter__(self) -> Any:
        self._note()
        return iter(())

    def __bool__(self) -> bool:
        self._note()
        return False

    def __len__(self) -> int:
        self._note()
        return 0

    def __eq__(self, other: object) -> bool:
        self._note()
        return other == ""

    def __hash__(self) -> int:
        return hash("")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self._note()
        return self

    def __call__(self, *_: Any, **__: Any) -> Any:
        self._note()
        return self

    def __getitem__(self, _: Any) -> Any:
        self._note()
        return self

    def __html__(self) -> str:
        return str(self)


_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (_Included, INCLUDE), (UndefinedError, UNDEFINED), (SecurityError, SECURITY), (TemplateSyntaxError, SYNTAX),
)  # fmt: skip
_QUOTED = re.compile(r"'([^']+)'(?: is undefined)?$")


def mistake(error: Exception, values: Mapping[str, Any]) -> Mistake:
    """What went wrong in a template, with its line where Jinja knows it."""
    kind = next((word for cls, word in _KINDS if isinstance(error, cls)), OTHER)
    cause = str(error).split("\n")[0][:200]
    name = found[1] if kind == UNDEFINED and (found := _QUOTED.search(cause)) else ""
    if name:
        return Mistake(kind, _line(error), "", name, mistakes.near(name, {}, values))
    return Mistake(kind, _line(error), cause=cause or type(error).__name__)


def trouble(found: Mistake, name: str) -> Trouble:
    """A mistake as what stops a document from being made: with the words of its place, or else its line."""
    place = f"{name}:{found.line}" if found.line and not name.endswith(".docx") else name
    key = f"template-{found.kind}"
    return Trouble(key, place=place, words=found.words, name=found.name, suggestion=found.suggestion, cause=found.cause)


def _line(error: Exception) -> int | None:
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return frames[-1] if frames else None
