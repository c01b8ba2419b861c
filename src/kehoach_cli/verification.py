"""The use case of looking back: a document made again from what it says it was made from, and compared.

What a document says of its making is foreign: it names a kind, a plan, a day, and whatever does not fit is refused.
"""

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import PurePath
from typing import NamedTuple

from kehoach_cli import documents, mailing
from kehoach_cli.documents import DOCX, FORMATS, HTML, MARKDOWN, PAGE, PDF, SHORT_HASH
from kehoach_cli.render import properties, traces
from kehoach_cli.render.properties import Read
from kehoach_cli.report import AGENCY, ITEM, KINDS
from kehoach_cli.report.asked import Source
from kehoach_cli.text import LANGUAGES, Say
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import parse_iso_date
from kehoach_cli.workspace import Workspace, load

SAME, SAME_WORDS, EDITED, DATA, CHANGED, BOTH = "same", "same-words", "edited", "data", "changed", "both"
HOLDS = (SAME, SAME_WORDS)
LARGEST_DOCUMENT = 20_000_000  # as `render.archive` takes it
_MOST_DIFFERENCES = 12
_NUMBER = re.compile("[0-9]{1,4}")
_HASH = re.compile(f"[0-9a-f]{{{SHORT_HASH}}}")
_READERS: dict[str, Callable[[bytes, str], Read]] = {
    DOCX: properties.read, MARKDOWN: traces.read_markdown, HTML: traces.read_page,
}  # fmt: skip
_KINDS = {DOCX: (*KINDS, *mailing.KINDS), MARKDOWN: tuple(KINDS), HTML: (PAGE,)}


class Verdict(NamedTuple):
    """Whether a document still says what the files say. `lines` are what differs: "-" only in the document, "+" only now.
    `commit_is_known` unless the commit it names is not in the history that is here; `is_made` unless the files now give no such
    document at all: nobody is reminded who owes nothing."""

    kind: str
    commit: str
    version: str
    lines: tuple[tuple[str, str], ...] = ()
    more: int = 0
    commit_is_known: bool = True
    is_made: bool = True


def require_verifiable(name: str) -> None:
    """Raise Trouble for a file that does not say how it was made, by its name."""
    if PurePath(name).suffix.lower() == FORMATS[PDF]:
        raise Trouble("verify-no-pdf", exit_code=WRONG_USE, path=name)
    if _form(name) is None:
        raise Trouble("verify-other-file", exit_code=WRONG_USE, path=name, among=", ".join(FORMATS[form] for form in _READERS))


def verify(of: Workspace, content: bytes, name: str) -> Verdict:
    """Make the document again from what it says it was made from, and compare. Raises Trouble."""
    require_verifiable(name)
    form = _form(name) or DOCX
    found = _READERS[form](content, name)
    facts = found.made_from
    again = _made_again(of, facts, form, name)
    commit = facts.get("commit", "")
    verdict = Verdict(SAME, commit, facts.get("version", ""), commit_is_known=not commit or _is_in_history(of, commit))
    if again == content:
        return verdict
    now, then = _READERS[form](again, name).paragraphs if again else (), facts.get("text", "")
    if now == found.paragraphs:
        return verdict._replace(kind=SAME_WORDS)
    edited, changed = properties.fingerprint(found.paragraphs) != then, properties.fingerprint(now) != then
    kind = BOTH if edited and changed else EDITED if edited else CHANGED
    if kind == CHANGED and _came_from_its_commit(of, facts, form, name):
        kind = DATA
    if again is None:
        return verdict._replace(kind=kind, is_made=False)
    lines = _differences(found.paragraphs, now)
    return verdict._replace(kind=kind, lines=lines[:_MOST_DIFFERENCES], more=max(0, len(lines) - _MOST_DIFFERENCES))


def _form(name: str) -> str | None:
    return next((form for form in _READERS if PurePath(name).suffix.lower() == FORMATS[form]), None)


def _made_again(of: Workspace, facts: dict[str, str], form: str, name: str) -> bytes | None:
    """The document the facts name, from these files; None where they give none."""
    day, language, number = parse_iso_date(facts.get("as-of", "")), facts.get("language", ""), facts.get("number", "")
    kind = facts.get("kind", "")
    within, lacks = facts.get("within", ""), [need for need in (AGENCY, ITEM) if need in _needs(kind) and not facts.get(need)]
    sound = _is_small(number) and _is_small(within) and not lacks
    if day is None or language not in LANGUAGES or kind not in _KINDS[form] or not sound:
        raise Trouble("not-made-here", exit_code=WRONG_USE, path=name)
    say, source = Say(language), Source(facts.get("commit", ""), changed=bool(facts.get("changed")))
    plan, period, agency = facts.get("plan"), facts.get("period"), facts.get("agency")
    if kind in mailing.KINDS:
        wanted = mailing.Request(
            day,
            plan,
            agency,
            period,
            int(within) if within else None,
            parse_iso_date(facts.get("by", "")),
            again=True,
        )
        return mailing.make_again(of, wanted, say, kind, source)
    request = documents.Request(
        kind,
        day,
        plan,
        period,
        agency,
        facts.get("item"),
        int(number) if number else None,
        parse_iso_date(facts.get("dated", "")),
    )
    return documents.make_again(of, request, say, form, source)


def _needs(kind: str) -> tuple[str, ...]:
    return KINDS[kind].needs if kind in KINDS else ()


def _is_small(number: str) -> bool:
    """Whether a fact is a number such as documents bear, or says none."""
    return not number or _NUMBER.fullmatch(number) is not None


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


def _came_from_its_commit(of: Workspace, facts: dict[str, str], form: str, name: str) -> bool:
    """Whether the commit a document names still gives its words with the present templates and program: then it is the data
    that have changed since."""
    if facts.get("changed") or not _HASH.fullmatch(facts.get("commit", "")):
        return False
    try:
        then = _made_again(load(of.root, facts["commit"]), facts, form, name)
    except Trouble:  # that commit is not here, or held no sound workspace
        return False
    return then is not None and properties.fingerprint(_READERS[form](then, name).paragraphs) == facts.get("text")


def _differences(then: tuple[str, ...], now: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for kind, *then_part, now_from, now_to in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [("-", line) for line in then[slice(*then_part)]] + [("+", line) for line in now[now_from:now_to]]
    return tuple(found)
