"""The use cases of documents: asked for, made, turned into PDF, held to one page, verified."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from kehoach_cli import __version__, app, lookup, periods, repo, stationery
from kehoach_cli.model import Plan
from kehoach_cli.periods import Period
from kehoach_cli.render import filling
from kehoach_cli.render.properties import About
from kehoach_cli.report import AGENCY, ITEM, KINDS, PERIOD, SPAN
from kehoach_cli.report.asked import Asked, Source
from kehoach_cli.text import LANGUAGES, Say
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import parse_iso_date
from kehoach_cli.workspace import Workspace, load

MARKDOWN, DOCX, PDF = "markdown", "docx", "pdf"
FORMATS = {MARKDOWN: ".md", DOCX: ".docx", PDF: ".pdf"}
SPAN_MARK = ".."
LARGEST_DOCUMENT = 20_000_000  # as `render.archive` takes it
_SOURCES = ("agencies.yaml", "plans", "templates")
_SHORT_HASH = 10
_AT_ONCE = 20
_MOST_DIFFERENCES = 12


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
    asked = _asked(of, request, say, source(of))
    return _Press(of, request.kind, say, form).print(asked)


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
        """The document as Word, however many pages it has."""
        return self._as_word(asked, KINDS[self._kind].values(asked))

    def _in_words(self, asked: Asked) -> bytes:
        """The document as Markdown or Word."""
        values = KINDS[self._kind].values(asked)
        if self._form == MARKDOWN:
            return self._template.fill(values)
        content = self._as_word(asked, values)
        if KINDS[self._kind].one_page and self._form == DOCX:
            _require_one_page(content)
        return content

    def _as_word(self, asked: Asked, values: dict[str, object]) -> bytes:
        title = " ".join(part for part in (values["plan"]["type"], asked.plan.number or asked.plan.id) if part)  # type: ignore[index]
        about = About(f"{title}, {asked.say.day(asked.as_of)}", asked.dated or asked.as_of, _made_from(self._kind, asked))
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
        return Source(of.known.commit[:_SHORT_HASH])
    found = repo.state(of.root, _SOURCES)
    return Source(found.commit[:_SHORT_HASH], found.changed)


def _made_from(kind: str, asked: Asked) -> dict[str, str]:
    """What has to be known to make the same document again."""
    facts = {
        "kind": kind,
        "plan": asked.plan.id,
        "period": SPAN_MARK.join(dict.fromkeys((asked.span[0].name, asked.span[-1].name))) if asked.span else "",
        "agency": asked.agency,
        "item": asked.item,
        "as-of": asked.as_of.isoformat(),
        "number": str(asked.number or ""),
        "dated": asked.dated.isoformat() if asked.dated else "",
        "language": asked.say.language,
        "commit": asked.source.commit,
        "changed": "yes" if asked.source.changed else "",
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
        return _from_to(plan, app.expected_period(plan, first), app.expected_period(plan, last or first))
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


SAME, SAME_WORDS, EDITED, DATA, CHANGED, BOTH = "same", "same-words", "edited", "data", "changed", "both"
HOLDS = (SAME, SAME_WORDS)
_HASH = re.compile(f"[0-9a-f]{{{_SHORT_HASH}}}")


class Verdict(NamedTuple):
    """Whether a document still says what the files say. `lines` are what differs: "-" only in the document, "+" only now.
    `commit_is_known` unless the commit it names is not in the history that is here."""

    kind: str
    commit: str
    version: str
    lines: tuple[tuple[str, str], ...] = ()
    more: int = 0
    commit_is_known: bool = True


def verify(of: Workspace, content: bytes, name: str) -> Verdict:
    """Make the document again from what it says it was made from, and compare. Raises Trouble."""
    from kehoach_cli.render import properties

    found = properties.read(content, name)
    facts = found.made_from
    again = _made_again(of, facts, name)
    commit = facts.get("commit", "")
    verdict = Verdict(SAME, commit, facts.get("version", ""), commit_is_known=not commit or _is_in_history(of, commit))
    if again == content:
        return verdict
    now, then = properties.read(again, name).paragraphs, facts.get("text", "")
    if now == found.paragraphs:
        return verdict._replace(kind=SAME_WORDS)
    edited, changed = properties.fingerprint(found.paragraphs) != then, properties.fingerprint(now) != then
    kind = BOTH if edited and changed else EDITED if edited else CHANGED
    if kind == CHANGED and _came_from_its_commit(of, facts, name):
        kind = DATA
    lines = _differences(found.paragraphs, now)
    return verdict._replace(kind=kind, lines=lines[:_MOST_DIFFERENCES], more=max(0, len(lines) - _MOST_DIFFERENCES))


def _made_again(of: Workspace, facts: dict[str, str], name: str) -> bytes:
    request, say = _as_asked_then(facts, name)
    source = Source(facts.get("commit", ""), changed=bool(facts.get("changed")))
    return _Press(of, request.kind, say, DOCX).unchecked(_asked(of, request, say, source))


def _is_in_history(of: Workspace, commit: str) -> bool:
    """Whether the workspace has a commit of that name; what a document says of its making is foreign, and no revision."""
    from kehoach_cli import past

    if not _HASH.fullmatch(commit):
        return False
    try:
        past.archive(of.root).at(commit)
    except Trouble:
        return False
    return True


def _came_from_its_commit(of: Workspace, facts: dict[str, str], name: str) -> bool:
    """Whether the commit a document names still gives its words with the present templates and program: then it is the data
    that have changed since."""
    from kehoach_cli.render import properties

    if facts.get("changed") or not _HASH.fullmatch(facts.get("commit", "")):
        return False
    try:
        then = _made_again(load(of.root, facts["commit"]), facts, name)
    except Trouble:  # that commit is not here, or held no sound workspace
        return False
    return properties.fingerprint(properties.read(then, name).paragraphs) == facts.get("text")


def _as_asked_then(facts: dict[str, str], name: str) -> tuple[Request, Say]:
    """The request a document was made by. What it says is foreign: whatever does not fit is refused."""
    day, language = parse_iso_date(facts.get("as-of", "")), facts.get("language", "")
    number = facts.get("number", "")
    if day is None or language not in LANGUAGES or facts.get("kind") not in KINDS or not (number or "1").isdecimal():
        raise Trouble("not-made-here", exit_code=WRONG_USE, path=name)
    request = Request(
        facts["kind"], day, facts.get("plan"), facts.get("period"), facts.get("agency"), facts.get("item"),
        int(number) if number else None, parse_iso_date(facts.get("dated", "")),
    )  # fmt: skip
    return request, Say(language)


def _differences(then: tuple[str, ...], now: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for kind, *then_part, now_from, now_to in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [("-", line) for line in then[slice(*then_part)]] + [("+", line) for line in now[now_from:now_to]]
    return tuple(found)
