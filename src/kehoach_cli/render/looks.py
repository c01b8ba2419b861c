"""What a Word document says of the look of its paragraphs: styles and direct settings, worked out to plain numbers.

Works on the elements of the document; names no library. Lengths are in mm, sizes and spaces in points.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from kehoach_cli.render.metrics import LINE_HEIGHT, Face

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWIPS_IN_MM = 1440 / 25.4
_TWIPS_IN_POINT = 20
_DEFAULT_SIZE = 10.0


class Look(NamedTuple):
    """How a paragraph looks: its face, spaces before and after (pt), indents (mm), the height of a line (pt)."""

    face: Face
    before: float
    after: float
    left: float
    right: float
    first_line: float
    line: float


def twips(element: Any, name: str) -> float:
    """An attribute in twentieths of a point, in mm; 0 where it is missing."""
    return _number(element, name) / _TWIPS_IN_MM


def points(element: Any, name: str) -> float:
    """An attribute in twentieths of a point, in points; 0 where it is missing."""
    return _number(element, name) / _TWIPS_IN_POINT


def _number(element: Any, name: str) -> float:
    value = element.get(W + name) if element is not None else None
    try:
        return float(value or 0)
    except ValueError:
        return 0.0


def text_of(paragraph: Any) -> str:
    """The text of a paragraph, with its line breaks."""
    return "".join(text for _, text in runs(paragraph))


def runs(paragraph: Any) -> Iterator[tuple[Any, str]]:
    """Each run of a paragraph with its text, fields and what stands in other elements included."""
    for run in paragraph.iter(W + "r"):
        text = ""
        for node in run:
            if node.tag == W + "t":
                text += node.text or ""
            elif node.tag in (W + "br", W + "cr"):
                text += "\n"
            elif node.tag == W + "tab":
                text += "    "
            elif node.tag == W + "noBreakHyphen":
                text += "-"
        yield run, text


class Looks:
    """The styles of a document, ready to be applied to its paragraphs."""

    def __init__(self, styles: Any) -> None:
        self._styles = {style.get(W + "styleId"): style for style in styles.iter(W + "style")}
        self._defaults = styles.find(f"{W}docDefaults")
        self._by_style: dict[str | None, tuple[list[Any], list[Any]]] = {}
        plain = (id_ for id_, style in self._styles.items() if style.get(W + "type") == "paragraph" and style.get(W + "default"))
        self._plain = next(plain, None)

    def ids_of(self, name: str) -> frozenset[str]:
        """The ids of the styles of that name: office programs change the id of a style, but keep what people read."""
        named = (id_ for id_, style in self._styles.items() if _value(style.find(W + "name")) == name)
        return frozenset(named)

    def of(self, paragraph: Any) -> Look:
        """The look of a paragraph; the face is that of its first run."""
        own = paragraph.find(W + "pPr")
        given = own.find(W + "pStyle") if own is not None else None
        run_properties, paragraph_properties = self._of_style(_value(given) if given is not None else self._plain)
        first = next((run for run, text in runs(paragraph) if text), None)
        direct = first.find(W + "rPr") if first is not None else None
        face = self._face([*([direct] if direct is not None else []), *run_properties])
        return _look(face, [*([own] if own is not None else []), *paragraph_properties])

    def _of_style(self, id_: str | None) -> tuple[list[Any], list[Any]]:
        """The properties of runs and of paragraphs that a style gives: its own, those it is based on, the defaults."""
        if id_ not in self._by_style:
            chain, current = [], self._styles.get(id_)
            while current is not None and current not in chain:
                chain.append(current)
                current = self._styles.get(_value(current.find(W + "basedOn")))
            found = ([], []) if self._defaults is None else ([self._defaults], [self._defaults])
            for style in reversed(chain):
                for properties, tag in zip(found, ("rPr", "pPr"), strict=True):
                    if (own := style.find(W + tag)) is not None:
                        properties.insert(0, own)
            self._by_style[id_] = found
        return self._by_style[id_]

    def _face(self, properties: list[Any]) -> Face:
        size = next((_number(found, "val") for one in properties if (found := _inside(one, "sz")) is not None), 0.0)
        return Face(size / 2 or _DEFAULT_SIZE, _is_on(properties, "b"), _is_on(properties, "i"))


def _value(element: Any) -> str | None:
    return element.get(W + "val") if element is not None else None


def _inside(properties: Any, tag: str) -> Any:
    """A property, in a list of properties or in the defaults of the document."""
    return next(properties.iter(W + tag), None)


def _is_on(properties: list[Any], tag: str) -> bool:
    found = next((found for one in properties if (found := _inside(one, tag)) is not None), None)
    return found is not None and _value(found) not in ("0", "false", "off")


def _look(face: Face, properties: list[Any]) -> Look:
    def given(tag: str, *names: str) -> tuple[Any, str]:
        """Where an attribute is set first: by the paragraph, its style, the style that one is based on, the defaults."""
        for one in properties:
            element = _inside(one, tag)
            for name in names:
                if element is not None and element.get(W + name) is not None:
                    return element, name
        return None, names[0]

    indent = twips(*given("ind", "firstLine")) - twips(*given("ind", "hanging"))
    line, rule = given("spacing", "line"), given("spacing", "lineRule")
    height = points(*line) if _exact(rule) else face.size * LINE_HEIGHT * (_number(*line) / 240 or 1)
    return Look(
        face,
        before=points(*given("spacing", "before")),
        after=points(*given("spacing", "after")),
        left=twips(*given("ind", "left", "start")),
        right=twips(*given("ind", "right", "end")),
        first_line=indent,
        line=height,
    )


def _exact(rule: tuple[Any, str]) -> bool:
    return rule[0] is not None and rule[0].get(W + "lineRule") in ("exact", "atLeast")


def section_of(element: Any) -> Any:
    """The section that something in the body belongs to: the next one that ends behind it."""
    block = element
    while block.getparent().tag != W + "body":
        block = block.getparent()
    while block.tag != W + "sectPr":
        ends = block.find(f"{W}pPr/{W}sectPr")
        if ends is not None:
            return ends
        block = block.getnext()
    return block


def text_width(section: Any) -> float:
    """The width in mm between the margins of a section."""
    page, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    return twips(page, "w") - twips(margins, "left") - twips(margins, "right")


def text_height(section: Any) -> float:
    """The height in mm between the margins of a section."""
    page, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    return twips(page, "h") - twips(margins, "top") - twips(margins, "bottom")
