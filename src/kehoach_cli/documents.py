"""The use cases of documents: asked for, made, turned into PDF, held to one page; and the page for leaders."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kehoach_cli import __version__, app, disk, lookup, periods, repo, stationery
from kehoach_cli.digest import Filters
from kehoach_cli.model import Plan
from kehoach_cli.periods import Period
from kehoach_cli.render import filling, traces
from kehoach_cli.render.properties import About
from kehoach_cli.report import AGENCY, ITEM, KINDS, PERIOD, SPAN
from kehoach_cli.report.asked import Asked, Source
from kehoach_cli.text import Say
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.workspace import Workspace

MARKDOWN, DOCX, PDF, HTML = "markdown", "docx", "pdf", "html"
FORMATS = {MARKDOWN: ".md", DOCX: ".docx", PDF: ".pdf", HTML: ".html"}
OF_REPORTS, OF_PAGE = (MARKDOWN, DOCX, PDF), (HTML,)
PAGE, PAGE_BODY, PAGE_STYLE = "page", "page.html.j2", "page.css"
SPAN_MARK = ".."
_SOURCES = ("agencies.yaml", "plans", "templates")
SHORT_HASH = 10
_AT_ONCE = 20


class Request(NamedTuple):
    """A document as somebody asks for it; names as they were typed. A span is "2021..2025"."""

    kind: str
    as_of: date
    plan: str | None = None
    period: str | None = None
    agency: str | None = None
    item: str | None = None
    number: int | None = None
    dated: date | None = None


def make(of: Workspace, request: Request, say: Say, form: str) -> bytes:
    """One document as bytes: register to standing to values to template. Raises Trouble; writes nothing."""
    if request.kind == PAGE:
        return page(of, request, say, source(of))
    asked = _asked(of, request, say, source(of))
    return _Press(of, request.kind, say, form).print(asked)


def make_again(of: Workspace, request: Request, say: Say, form: str, source: Source) -> bytes:
    """The same from another source, however many pages it has: to hold a document against the data. Raises Trouble."""
    if request.kind == PAGE:
        return page(of, request, say, source)
    return _Press(of, request.kind, say, form).unchecked(_asked(of, request, say, source))


def page(of: Workspace, request: Request, say: Say, source: Source) -> bytes:
    """One HTML page on the plan, or on every plan when none is named. Raises Trouble; writes nothing."""
    from kehoach_cli import page as values

    app.require_sound(of)
    standings = app.status(of, request.plan, request.as_of, request.period, Filters())
    for one in standings:
        if one.period and request.period:
            app.require_begun(one.plan, one.period, request.as_of)
    found = values.values(of.register, standings, request.as_of, say, of.snapshot, source.commit, changed=source.changed)
    plan = standings[0].plan.id if len(standings) == 1 else ""
    return laid_out(found, of.root, made_from=_facts(request, say, source, plan=plan, period=request.period or ""))


def laid_out(
    values: dict[str, Any],
    root: Path | None,
    *,
    body: stationery.Template | None = None,
    style: stationery.Template | None = None,
    made_from: dict[str, str] | None = None,
) -> bytes:
    """The page of these values, in the layout and the style given, else those of the workspace. Raises Trouble."""
    from kehoach_cli.render import page as pages

    inner = filling.filler(body or stationery.template(root, PAGE_BODY), filling.PAGE).fill(values)
    css = style or stationery.template(root, PAGE_STYLE)
    return pages.render(inner, css.content, disk.packaged("script")["page.js"], values, made_from or {})


def make_for_all(of: Workspace, request: Request, say: Say, form: str) -> "Batch":
    """One sheet for each agency with a duty or a filing, made one after another as they are asked for. Raises Trouble."""
    from kehoach_cli.report.agency import involved

    asked = _asked(of, request, say, source(of))._replace(memory={})
    return Batch(involved(asked), _Press(of, request.kind, say, form), asked)


class Batch:
    """Documents still to be made, one for each agency."""

    def __init__(self, agencies: list[str], press: "_Press", asked: Asked) -> None:
        self.agencies, self._press, self._asked = agencies, press, asked

    def __len__(self) -> int:
        return len(self.agencies)

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        for start in range(0, len(self.agencies), _AT_ONCE):
            agencies = self.agencies[start : start + _AT_ONCE]
            yield from zip(agencies, self._press.print_all([self._asked._replace(agency=one) for one in agencies]), strict=True)


class _Press:
    """Makes documents of one kind in one form; its template is read once."""

    def __init__(self, of: Workspace, kind: str, say: Say, form: str) -> None:
        self._kind, self._say, self._form = kind, say, form
        name = f"{say.language}/{kind}" + (".md.j2" if form == MARKDOWN else ".docx")
        how = filling.MARKDOWN if form == MARKDOWN else filling.WORD
        self._template = filling.filler(stationery.template(of.root, name), how)

    def print(self, asked: Asked) -> bytes:
        """The document."""
        return next(iter(self.print_all([asked])))

    def print_all(self, asked: list[Asked]) -> Iterable[bytes]:
        """The documents, one after another; LibreOffice is started once for all of them."""
        if self._form == PDF:
            from kehoach_cli import pdf

            made = pdf.convert([self._in_words(one) for one in asked])
            if KINDS[self._kind].one_page:
                _refuse_more_than_one(max(map(pdf.pages, made)))
            return made
        return map(self._in_words, asked)

    def unchecked(self, asked: Asked) -> bytes:
        """The document as Markdown or Word, however many pages it has."""
        values = KINDS[self._kind].values(asked)
        if self._form == MARKDOWN:
            return traces.on_markdown(self._template.fill(values), made_from(self._kind, asked))
        return self._as_word(asked, values)

    def _in_words(self, asked: Asked) -> bytes:
        """The document as Markdown or Word, of one page where it must be."""
        content = self.unchecked(asked)
        if KINDS[self._kind].one_page and self._form == DOCX:
            _require_one_page(content)
        return content

    def _as_word(self, asked: Asked, values: dict[str, object]) -> bytes:
        title = " ".join(part for part in (values["plan"]["type"], asked.plan.number or asked.plan.id) if part)  # type: ignore[index]
        about = About(f"{title}, {asked.say.day(asked.as_of)}", asked.dated or asked.as_of, made_from(self._kind, asked))
        return self._template.fill(values, about)


def _require_one_page(content: bytes) -> None:
    """Raise Trouble unless the document fits on one page: counted by LibreOffice where it is installed, estimated elsewhere."""
    from kehoach_cli import pdf

    if pdf.program() is not None:
        _refuse_more_than_one(pdf.pages(pdf.convert([content])[0]))
        return
    from kehoach_cli.render.pages import filled

    share = filled(content)
    if share > 1:
        raise Trouble("more-than-a-page-estimated", percent=str(round(share * 100)))


def _refuse_more_than_one(pages: int) -> None:
    if pages > 1:
        raise Trouble("more-than-a-page", pages=str(pages))


def source(of: Workspace) -> Source:
    """From what the files were taken."""
    if of.known:
        return Source(of.known.commit[:SHORT_HASH])
    found = repo.state(of.root, _SOURCES)
    return Source(found.commit[:SHORT_HASH], found.changed)


def made_from(kind: str, asked: Asked, **more: str) -> dict[str, str]:
    """What has to be known to make the same document again; `more` belongs to the kind, or says otherwise."""
    request = Request(kind, asked.as_of, number=asked.number, dated=asked.dated)
    span = SPAN_MARK.join(dict.fromkeys((asked.span[0].name, asked.span[-1].name))) if asked.span else ""
    told = {"plan": asked.plan.id, "period": span, "agency": asked.agency, "item": asked.item, **more}
    return _facts(request, asked.say, asked.source, **told)


def _facts(request: Request, say: Say, source: Source, **told: str) -> dict[str, str]:
    facts = {
        "kind": request.kind,
        **told,
        "as-of": request.as_of.isoformat(),
        "number": str(request.number or ""),
        "dated": request.dated.isoformat() if request.dated else "",
        "language": say.language,
        "commit": source.commit,
        "changed": "yes" if source.changed else "",
        "version": __version__,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _asked(of: Workspace, request: Request, say: Say, source: Source) -> Asked:
    """What was typed, looked up. Raises Trouble."""
    app.require_sound(of)
    needs = KINDS[request.kind].needs
    plan, item = _plan_and_item(of, request, needs)
    agency = lookup.agency(of.register, request.agency).id if request.agency and AGENCY in needs else ""
    for name, given, need in (("--agency", request.agency, AGENCY), ("--item", request.item, ITEM)):
        if given and need not in needs:
            raise Trouble("not-for-this-kind", exit_code=WRONG_USE, option=name, kind=request.kind)
    span = _span(plan, request, needs)
    return Asked(of.register, plan, request.as_of, say, span, agency, item, request.number, request.dated, source)


def _plan_and_item(of: Workspace, request: Request, needs: tuple[str, ...]) -> tuple[Plan, str]:
    if ITEM not in needs or request.item is None:
        return lookup.plan(of.register, request.plan), ""
    if request.plan is None:
        return lookup.plan_and_item(of.register, request.item)
    plan = lookup.plan(of.register, request.plan)
    return plan, lookup.item(plan, request.item.removeprefix(f"{plan.id}/"))


def _span(plan: Plan, request: Request, needs: tuple[str, ...]) -> tuple[Period, ...]:
    """The periods asked for. A kind that can do without is given the current one, if there is one."""
    if plan.reporting is None:
        if PERIOD in needs or SPAN in needs or request.period:
            raise Trouble("no-reporting", exit_code=WRONG_USE, plan=plan.id)
        return ()
    first, _, last = (request.period or "").partition(SPAN_MARK)
    if last and SPAN not in needs:
        raise Trouble("one-period", exit_code=WRONG_USE, period=request.period or "")
    if first:
        span = _from_to(plan, app.expected_period(plan, first), app.expected_period(plan, last or first))
        app.require_begun(plan, span[-1], request.as_of)
        return span
    current = periods.current(plan.reporting, request.as_of)
    if current is None and (PERIOD in needs or SPAN in needs):
        raise Trouble("period-needed", exit_code=WRONG_USE)
    if current is None:
        return ()
    begins = plan.reporting.first if SPAN in needs else None
    return _from_to(plan, app.expected_period(plan, begins), current) if begins else (current,)


def _from_to(plan: Plan, first: Period, last: Period) -> tuple[Period, ...]:
    if first.closes > last.closes:
        raise Trouble("backward-span", exit_code=WRONG_USE, first=first.name, last=last.name)
    found = [first]
    while found[-1].name != last.name:
        found.append(app.expected_period(plan, periods.next_name(found[-1].name)))
    return tuple(found)
