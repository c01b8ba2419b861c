"""The use cases of templates: which there are, what they may use, whether one is sound, what it looks like."""

from datetime import date
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from kehoach_cli import disk, documents, stationery
from kehoach_cli.documents import DOCX, FORMATS, HTML, MARKDOWN, PAGE, PAGE_BODY, PAGE_STYLE, PDF
from kehoach_cli.render import archive, filling
from kehoach_cli.render.filling import Filler
from kehoach_cli.render.mistakes import Mistake
from kehoach_cli.render.properties import About
from kehoach_cli.report import variables
from kehoach_cli.report.shapes import SAMPLES
from kehoach_cli.report.variables import KINDS
from kehoach_cli.text import LANGUAGES, Say
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import closest

WORD, MARKDOWN_TEMPLATE, TEXT_TEMPLATE, PAGE_TEMPLATE, STYLE = ".docx", ".md.j2", ".txt.j2", ".html.j2", ".css"
_LETTERS = ("reminder", "escalation")
PAGE_FILES = (PAGE_BODY, PAGE_STYLE)
_PREVIEW_DAY = date(2026, 11, 23)  # the day of the samples


def endings(kind: str) -> tuple[str, ...]:
    """How the names of templates of a kind end."""
    if kind == PAGE:
        return (PAGE_TEMPLATE, STYLE)
    if kind == "reminder":
        return (WORD, TEXT_TEMPLATE)
    return (WORD,) if kind in _LETTERS else (WORD, MARKDOWN_TEMPLATE)


PAPERS = tuple(kind for kind in KINDS if kind != PAGE)
KNOWN = (
    *(f"{language}/{kind}{ending}" for language in LANGUAGES for kind in PAPERS for ending in endings(kind)),
    *PAGE_FILES,
)


class Listed(NamedTuple):
    """A template as listed: its name, its kind ("" where no command uses it), where it comes from, a near name."""

    name: str
    kind: str
    origin: str
    suggestion: str = ""


def listed(root: Path) -> list[Listed]:
    """Every template there is, by language and kind."""
    found = stationery.templates(root)
    order = {name: place for place, name in enumerate(KNOWN)}
    names = sorted(found, key=lambda name: (order.get(name, len(order)), name))
    return [_listed(name, found[name]) for name in names]


def _listed(name: str, origin: str) -> Listed:
    if name in KNOWN:
        return Listed(name, _kind_by_name(name) or "", origin)
    return Listed(name, "", origin, closest(name, list(KNOWN)) or "")


class Template(NamedTuple):
    """One template to look at: its content and the name to call it by, its kind, how it ends, the language of its samples; and
    the workspace it is looked at in, whose style sheet goes with a page."""

    file: stationery.Template
    kind: str
    ending: str
    language: str
    root: Path | None = None


def find(root: Path | None, typed: str, kind: str | None, say: Say) -> Template:
    """The template meant: a file, or one of `listed` by name. Raises Trouble; `kind` is given where the name does not tell."""
    path = Path(typed)
    if path.is_file():
        file = stationery.Template(disk.read_input(path, archive.LARGEST), path.as_posix(), foreign=True)
    elif root is not None and typed in stationery.templates(root):
        file = stationery.template(root, typed)
    else:
        known = stationery.templates(root) if root is not None else {}
        raise Trouble("no-such-template", exit_code=WRONG_USE, path=typed, suggestion=closest(typed, list(known)) or "")
    name = file.name
    kind = kind or _kind_by_name(name)
    if kind is None:
        raise Trouble("template-kind", exit_code=WRONG_USE, path=name, among=", ".join(KINDS))
    ending = next((one for one in endings(kind) if name.lower().endswith(one)), None)
    if ending is None:
        raise Trouble("template-form", exit_code=WRONG_USE, path=name, kind=kind, among=", ".join(endings(kind)))
    parent = PurePosixPath(name).parent.name
    return Template(file, kind, ending, parent if parent in LANGUAGES else say.language, root)


def _kind_by_name(name: str) -> str | None:
    first = PurePosixPath(name).name.partition(".")[0]
    return first if first in KINDS else None


def check(template: Template) -> list[Mistake]:
    """Every mistake in a template, each once. Raises Trouble for a file that must not be opened."""
    if template.ending == STYLE:
        from kehoach_cli.render import page

        return page.check_style(template.file.content, template.file.name)
    samples = [variables.sample(template.kind, Say(template.language), how) for how in SAMPLES]
    found = _filler(template).check(samples)
    once = {(one.kind, one.words, one.name or one.cause): one for one in found}
    return sorted(once.values(), key=lambda one: one.line or 0)


def preview(template: Template, form: str) -> bytes:
    """The template filled with the samples, in a form that suits it. Raises Trouble."""
    values = variables.sample(template.kind, Say(template.language))
    if form == HTML:
        own = {template.ending: template.file}
        return documents.laid_out(values, template.root, body=own.get(PAGE_TEMPLATE), style=own.get(STYLE))
    made = _filler(template).fill(values, About(template.file.name, _PREVIEW_DAY))
    if form != PDF:
        return made
    from kehoach_cli import pdf

    return pdf.convert([made])[0]


def _filler(template: Template) -> Filler:
    by_ending = {
        WORD: filling.WORD, MARKDOWN_TEMPLATE: filling.MARKDOWN, TEXT_TEMPLATE: filling.TEXT, PAGE_TEMPLATE: filling.PAGE,
    }  # fmt: skip
    return filling.filler(template.file, by_ending[template.ending])


def forms(template: Template) -> dict[str, str]:
    """In which forms a template can be shown, with the ending of each."""
    if template.ending == WORD:
        return {DOCX: FORMATS[DOCX], PDF: FORMATS[PDF]}
    if template.kind == PAGE:
        return {HTML: FORMATS[HTML]}
    return {MARKDOWN: FORMATS[MARKDOWN]} if template.ending == MARKDOWN_TEMPLATE else {"text": ".txt"}
