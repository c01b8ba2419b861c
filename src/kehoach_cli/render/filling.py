"""Templates of every form, filled in one way: those that travel with the program here, an office's own in a process apart."""

from collections.abc import Iterable
from typing import Any, Protocol

from kehoach_cli import stationery
from kehoach_cli.render.mistakes import Mistake
from kehoach_cli.render.properties import About

WORD, MARKDOWN, TEXT, PAGE = "word", "markdown", "text", "page"


class Filler(Protocol):
    """A template, read once and filled as often as needed."""

    def fill(self, values: dict[str, Any], about: About | None = None) -> bytes:
        """What the template makes of plain values; `about` is for Word. Raises Trouble with the place of a mistake."""

    def check(self, samples: Iterable[dict[str, Any]]) -> list[Mistake]:
        """Every mistake that shows with these values. Raises Trouble for a file that must not be opened."""


def filler(template: stationery.Template, form: str) -> Filler:
    """What fills a template. One that the workspace brings is never trusted; the packaged ones cost no process."""
    if template.foreign:
        from kehoach_cli.render.apart import Apart

        return Apart(form, template.content, template.name)
    return here(form, template.content, template.name)


def here(form: str, content: bytes, name: str) -> Filler:
    """What fills a template in this process. Raises Trouble when it must not be opened."""
    if form == WORD:
        from kehoach_cli.render import docx

        return docx.Template(content, name)
    from kehoach_cli.render import page, templates

    if form == PAGE:
        return page.Body(content, name)
    return templates.Markdown(content, name) if form == MARKDOWN else templates.Text(content, name)
