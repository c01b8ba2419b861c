"""Where templates run: Jinja's immutable sandbox with fewer functions, strict about every name, and with a cap on what can grow.

A template is foreign code. The sandbox keeps it from the program; the caps keep one expression from taking all memory or time at
once. What many small steps add up to is limited by the process an office's own templates run in (see `apart`).
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, StrictUndefined, nodes
from jinja2 import Template as JinjaTemplate
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.runtime import markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as DEFAULT_TESTS

from kehoach_cli import vn

if TYPE_CHECKING:
    from kehoach_cli.render.templates import Notes

LARGEST_VALUE = 5_000_000  # characters or entries of what one expression makes
LARGEST_TEXT = 60_000_000  # characters of what a template makes
MOST_STEPS = 10_000  # of one range
_MOST_BITS = 4_096  # of a number
_SIZED = (str, list, tuple, bytes)
_WIDEST = 10_000  # blanks that a text is filled up with
_NOT_FOR_DOCUMENTS = ("random", "pprint", "urlize", "xmlattr")  # never the same twice, or markup from values

# What a template may use: filters, among them two for points and appendices that a loop counts, tests, and tags.
FILTERS: Mapping[str, Callable[..., Any]] = {
    **{name: filter_ for name, filter_ in DEFAULT_FILTERS.items() if name not in _NOT_FOR_DOCUMENTS},
    "letter": vn.letter, "roman": vn.roman,
}  # fmt: skip
TESTS = tuple(DEFAULT_TESTS)
TAGS = ("for", "if", "elif", "else", "set", "macro", "endfor", "endif", "endset", "endmacro")


class Included(SecurityError):  # noqa: N818 - what happened, not an error of ours
    """A template asked for another file."""


class TooLarge(Exception):  # noqa: N818 - what happened, not an error of ours
    """A template makes something that no document needs: `what` is the word of the catalogue for it ("large-cause.power"), `most`
    how many there may be, where that helps whoever mends it."""

    def __init__(self, what: str, most: int | None = None) -> None:
        super().__init__(what, most)
        self.what = what
        self.most = "" if most is None else str(most)


def environment(*, autoescape: bool, finalize: Callable[[Any], Any] | None = None, notes: "Notes | None" = None) -> "Sandbox":
    """The one kind of environment: nothing can be included, and only `range` of Jinja's functions is left. An unknown name is an
    error; with `notes` it is noted, and rendering goes on."""
    made = Sandbox(
        loader=_Alone(), autoescape=autoescape, undefined=notes.undefined if notes else StrictUndefined, finalize=finalize,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals = {"range": _range}
    made.filters = dict(FILTERS)
    return made


def poured(template: "Template", values: Mapping[str, Any]) -> str:
    """What a template makes of the values. Raises whatever the template raises, TooLarge with the line it grows at."""
    parts, size = list[str](), 0
    made = template.generate(values)
    for part in made:
        parts.append(part)
        size += len(part)
        if size > LARGEST_TEXT:
            made.throw(TooLarge("text"))  # type: ignore[attr-defined]
    return "".join(parts)


class Template(JinjaTemplate):
    """A template that knows its text."""

    source = ""


class _Alone(BaseLoader):
    """A template stands alone: whatever else it asks for is refused."""

    def get_source(self, environment: Any, template: str) -> Any:  # noqa: ARG002 - Jinja's own signature
        raise Included(template)


def _range(*limits: int) -> range:
    found = range(*limits)
    if len(found) > MOST_STEPS:
        raise TooLarge("range", MOST_STEPS)
    return found


class _Code(CodeGenerator):
    """Jinja's compiler, but `~` asks the environment, as the other operators do."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's own name
        self.write("environment.joined((")
        for one in node.nodes:
            self.visit(one, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of every template."""

    code_generator_class = _Code
    template_class = Template
    intercepted_binops = frozenset(("*", "**", "+", "%"))

    def compiled(self, source: str) -> Template:
        """A template from its text. Raises what is wrong with it."""
        made: Template = self.from_string(source)  # type: ignore[assignment]
        made.source = source
        return made

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """One of the operators that can make much of little."""
        _require_small(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call; a text is not filled up to any width."""
        if isinstance(getattr(obj, "__self__", None), str):
            _require_narrow(*args, *kwargs.values())
        return super().call(context, obj, *args, **kwargs)

    def joined(self, parts: tuple[Any, ...]) -> str:
        """What `~` makes."""
        if sum(_size(part) for part in parts) > LARGEST_VALUE:
            raise TooLarge("joined")
        return markup_join(parts) if any(hasattr(part, "__html__") for part in parts) else str_join(parts)


def _require_small(operator: str, left: Any, right: Any) -> None:
    if operator == "%" and isinstance(left, str):
        raise SecurityError("percent")  # a width in it could be anything
    numbers = isinstance(left, int) and isinstance(right, int)
    if operator == "**" and not (numbers and 0 <= right <= _MOST_BITS and left.bit_length() * right <= _MOST_BITS):
        raise TooLarge("power")
    if operator == "*" and numbers and left.bit_length() + right.bit_length() > _MOST_BITS:
        raise TooLarge("product")
    if operator == "*" and not numbers and _times(left, right) > LARGEST_VALUE:
        raise TooLarge("product")
    if operator == "+" and not numbers and _size(left) + _size(right) > LARGEST_VALUE:
        raise TooLarge("sum")


def _times(left: Any, right: Any) -> int:
    """How long a text or list becomes that is repeated."""
    if isinstance(left, int) and isinstance(right, _SIZED):
        return left * len(right)
    return right * len(left) if isinstance(right, int) and isinstance(left, _SIZED) else 0


def _size(value: Any) -> int:
    return len(value) if isinstance(value, _SIZED) else 1


def _require_narrow(*arguments: Any) -> None:
    if any(isinstance(one, int) and one > _WIDEST for one in arguments):
        raise TooLarge("width", _WIDEST)
