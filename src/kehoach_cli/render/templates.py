"""Texts from templates of plain text and Markdown; and what went wrong in any template: the kind, the line, the name meant."""

import re
import sys
import traceback
from collections.abc import Iterable, Mapping
from types import FrameType
from typing import Any

from jinja2 import ChainableUndefined, TemplateRuntimeError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.utils import missing
from markupsafe import Markup, escape

from kehoach_cli.render import causes, mistakes, safe
from kehoach_cli.render.causes import Cause
from kehoach_cli.render.mistakes import ENDLESS, INCLUDE, LARGE, OTHER, SECURITY, SYNTAX, UNDEFINED, Mistake
from kehoach_cli.render.sandbox import FILTERS, TAGS, TESTS, Included, Sandbox, Template, TooLarge, environment, poured
from kehoach_cli.trouble import Trouble
from kehoach_cli.vn import closest


def word_environment(notes: "Notes | None" = None) -> Sandbox:
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


class Text:
    """A template of plain text, read once and filled as often as needed. What a value could do to the program that shows it is
    gone."""

    made_safe = staticmethod(safe.for_document)

    def __init__(self, template: bytes, name: str) -> None:
        self._content, self._name = template, name
        self._compiled: Template | None = None

    def fill(self, values: dict[str, Any], about: object = None) -> bytes:  # noqa: ARG002 - as other templates are filled
        """The text with the values in it. Raises Trouble with the line."""
        source = ""
        try:
            if self._compiled is None:
                source = self._content.decode("utf-8-sig")
                self._compiled = self._environment().compiled(source)
            source = self._compiled.source
            return self._laid_out(poured(self._compiled, values)).encode()
        except Exception as error:  # a template can raise anything
            raise trouble(mistakes.with_words(mistake(error, values), source), self._name) from error

    def check(self, samples: Iterable[dict[str, Any]]) -> list[Mistake]:
        """Every mistake that shows with these values."""
        try:
            source = self._content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            return [mistake(error, {})]
        notes = Notes()
        return shown_by(environment(autoescape=False, notes=notes), notes, source, samples)

    def _environment(self) -> Sandbox:
        made_safe = self.made_safe
        return environment(autoescape=False, finalize=lambda value: made_safe(value) if isinstance(value, str) else value)

    def _laid_out(self, text: str) -> str:
        return text


class Markdown(Text):
    """A template of Markdown: every value is escaped where it is put in."""

    made_safe = staticmethod(safe.for_markdown)

    def _laid_out(self, text: str) -> str:
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


class Notes:
    """The unknown names that a template uses, each with the template and the line, while it is rendered as if they were empty."""

    def __init__(self) -> None:
        self.values: Mapping[str, Any] = {}
        self.taken: list[tuple[Template | None, Mistake]] = []
        self.undefined = type("Noted", (_Noted,), {"notes": self})

    def take(self, name: str, of: Any) -> None:
        """Note one name; `of` is the mapping or list it was looked for in, if it was one."""
        template, line = _where()
        if isinstance(of, list):
            self.taken.append((template, Mistake(UNDEFINED, line, name=name, cause=causes.NO_ELEMENT)))
            return
        among = of if isinstance(of, Mapping) else self.values
        start = mistakes.path_of(of, self.values) if isinstance(of, Mapping) else ""
        whole = f"{start}.{name}" if start else name
        self.taken.append((template, Mistake(UNDEFINED, line, "", whole, mistakes.near(name, among, self.values, start))))


def _where() -> tuple[Template | None, int | None]:
    """The template being rendered, and its line."""
    return template_at(sys._getframe(2))  # noqa: SLF001 - the only way to the line of a name that is used, not raised


def template_at(frame: FrameType | None) -> tuple[Template | None, int | None]:
    """The template that a stack of frames is in, and its line."""
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


def shown_by(env: Sandbox, notes: Notes, source: str, samples: Iterable[dict[str, Any]]) -> list[Mistake]:
    """Every mistake that shows when the template is filled with each of the values; `notes` are those that `env` takes."""
    found = list[Mistake]()
    for values in samples:
        notes.values = values
        try:
            poured(env.compiled(source), values)
        except Exception as error:  # noqa: BLE001 - a template can raise anything
            found.append(mistake(error, values))
    return [mistakes.with_words(one, source) for one in [*(note for _, note in notes.taken), *found]]


_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (Included, INCLUDE), (UndefinedError, UNDEFINED), (SecurityError, SECURITY),
    (TemplateSyntaxError, SYNTAX), (TemplateRuntimeError, SYNTAX),  # a filter that is not there, told late within a condition
    (TooLarge, LARGE), (MemoryError, LARGE), (RecursionError, ENDLESS),
)  # fmt: skip


def mistake(error: Exception, values: Mapping[str, Any]) -> Mistake:
    """What went wrong in a template, with its line where Jinja knows it."""
    kind = next((word for cls, word in _KINDS if isinstance(error, cls)), OTHER)
    cause = Cause(error.what, error.most) if isinstance(error, TooLarge) else causes.of(kind, error)
    return Mistake(kind, _line(error), "", cause.about, _meant(kind, cause, values), cause.word)


_KNOWN = {causes.UNKNOWN_FILTER: FILTERS, causes.UNKNOWN_TEST: TESTS, causes.UNKNOWN_TAG: TAGS}


def _meant(kind: str, cause: Cause, values: Mapping[str, Any]) -> str:
    """The nearest of the names that there are, where one is not known."""
    if kind == UNDEFINED and not cause.word:
        return mistakes.near(cause.about, {}, values)
    return closest(cause.about, sorted(_KNOWN.get(cause.word, ()))) or ""


def trouble(found: Mistake, name: str) -> Trouble:
    """A mistake as what stops a document from being made: with the words of its place, or else its line."""
    place = f"{name}:{found.line}" if found.line and not name.endswith(".docx") else name
    key = f"template-{found.kind}"
    return Trouble(key, place=place, words=found.words, name=found.name, suggestion=found.suggestion, cause=found.cause)


def _line(error: Exception) -> int | None:
    if isinstance(error, UnicodeDecodeError):
        return error.object.count(b"\n", 0, error.start) + 1
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return frames[-1] if frames else None
