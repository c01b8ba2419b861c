"""`--attach FILE`: files that a recording brings along, as values of its form and as bytes to be kept."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kehoach_cli import drafts, intake, repo
from kehoach_cli.cli.recording import Recording
from kehoach_cli.draft import Draft
from kehoach_cli.intake import Brought
from kehoach_cli.nodes import Data
from kehoach_cli.parse import Snapshot, parse
from kehoach_cli.trouble import WRONG_USE, Trouble


def read(given: Iterable[Path] | None) -> tuple[Brought, ...]:
    """The files, each once; the same content under two names is two. Raises Trouble for one that cannot be attached."""
    return tuple(dict.fromkeys(intake.read(path) for path in given or ()))


def require_none(files: Sequence[Brought]) -> None:
    """Raise Trouble where files come with a list: nobody has said which entry they prove."""
    if files:
        raise Trouble("attach-to-list", exit_code=WRONG_USE)


def to_evidence(documents: Data, files: Sequence[Brought]) -> list[Data]:
    """Evidence with the files: they belong to the one document it names, otherwise each is evidence of its own."""
    known = list(documents) if isinstance(documents, list) else []
    held = {one["sha256"] for document in known for one in _attached(document)}
    new = [one for one in files if one.sha256 not in held]
    if len(known) == 1:
        return [to_document(known[0], new)]
    return [*known, *(to_document(None, [one]) for one in new)]


def to_document(document: Data, files: Sequence[Brought]) -> Data:
    """A document with the files beside those it has."""
    known = _attached(document)
    held = {one["sha256"] for one in known}
    new: list[Data] = [
        {"name": one.name, "sha256": one.sha256, "size": str(len(one.content))} for one in files if one.sha256 not in held
    ]
    if not new:
        return document
    return {**(document if isinstance(document, dict) else {}), "attachments": [*known, *new]}


def _attached(document: Data) -> list[dict[str, Data]]:
    found = document.get("attachments") if isinstance(document, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def bring(rec: Recording, made: Draft, files: Sequence[Brought]) -> Draft:
    """The draft with the bytes of what it names and has to keep: the files, and what waits beside a draft taken up."""
    plan = made.path.split("/")[1]
    given = {one.stored_at(plan): one.content for one in files}
    named = [path for path in _named(made) if path not in given]
    return made._replace(attached={**_waiting(rec, named), **given})


def _named(made: Draft) -> list[str]:
    from kehoach_cli.rules.base import attached

    register = parse(Snapshot({made.path: made.text.encode()})).register
    return [one.stored_at for one in attached(register)]


def _waiting(rec: Recording, paths: list[str]) -> Mapping[str, bytes]:
    if not paths:
        return {}
    try:
        of = repo.find(rec.workspace.root)
    except Trouble:
        return {}
    found = {path: drafts.attachment(of, path) for path in paths}
    return {path: content for path, content in found.items() if content is not None}
