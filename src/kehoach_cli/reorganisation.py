"""What a document does to agencies on a day: some end, others take over, some of which are new. Whether it is possible, and the
register after it. Pure: nothing is written here.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kehoach_cli import kinds, lookup
from kehoach_cli.model import Agency, Register
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import nfc

MERGE, RENAME, SPLIT, CLOSE = "merge", "rename", "split", "close"
SUBJECT_START = "to-chuc("  # tổ chức: the word that begins the subject of a commit
_MOST_NAMED = 3  # in the subject of a commit
_BETWEEN = {MERGE: "into", RENAME: "to", SPLIT: "into", CLOSE: "into"}
_SENTENCE_ENDS = ".;!?…:"
_CLOSING_MARKS = ")]”\"'’"


class Reorganisation(NamedTuple):
    """`ended` end on the day `on`, from which the `heirs` take over (several: nobody, unless a plan says so); `founded` are those
    of the heirs that begin on that day. `basis` is the document that says so."""

    verb: str
    ended: tuple[str, ...]
    heirs: tuple[str, ...]
    founded: tuple[Agency, ...]
    on: date
    basis: str

    @property
    def subject(self) -> str:
        """The subject of the commit, of ids and dates only: "to-chuc(agencies): merge so-x into so-y 2025-03-01"."""
        more = len(self.ended) - _MOST_NAMED
        ended = " ".join(self.ended[:_MOST_NAMED]) + (f" (+{more})" if more > 0 else "")
        heirs = f" {_BETWEEN[self.verb]} {' '.join(self.heirs)}" if self.heirs else ""
        return f"{SUBJECT_START}agencies): {self.verb} {ended}{heirs} {self.on.isoformat()}"

    @property
    def trailers(self) -> tuple[tuple[str, str], ...]:
        """For grep: every agency that ends or begins."""
        return tuple(("Agency", agency) for agency in (*self.ended, *(one.id for one in self.founded)))


def typed_text(option: str, typed: str) -> str:
    """A text from the command line as it is kept: NFC, on one line. Raises Trouble for what cannot be shown."""
    text = " ".join(nfc(typed).split())
    if not text or not text.isprintable():
        raise Trouble("bad-text", exit_code=WRONG_USE, option=option, typed=typed)
    return text


def heirs(
    register: Register, option: str, typed: list[str], names: list[str], like: Agency, on: date, basis: str
) -> tuple[tuple[str, ...], tuple[Agency, ...]]:
    """Who takes over, by id, and which of them are new. What is no id of an agency but could be one is new and takes the next of
    the `names`; it begins on the day, in the place that the agency `like` has in the official order. Raises Trouble."""
    found: list[str] = []
    new: list[Agency] = []
    waiting = list(names)
    for one in typed:
        if one not in register.agency_by_id and waiting and kinds.ID.convert(one):
            if one in register.group_by_id:
                raise Trouble("id-taken", exit_code=WRONG_USE, option=option, typed=one, name=register.party_name(one))
            new.append(Agency(one, typed_text("--name", waiting.pop(0)), rank=like.rank, since=on, basis=basis))
            found.append(one)
        else:
            found.append(_known(register, option, one, is_named=bool(waiting)))
    if waiting:
        raise Trouble("name-left", exit_code=WRONG_USE, option=option, name=waiting[0], heirs=", ".join(found))
    return tuple(dict.fromkeys(found)), tuple({one.id: one for one in new}.values())


def _known(register: Register, option: str, typed: str, *, is_named: bool) -> str:
    try:
        return lookup.agency(register, typed).id
    except Trouble as trouble:
        if trouble.key != "unknown-agency":
            raise
        key = "bad-id" if is_named else "unknown-heir"
        raise Trouble(key, exit_code=WRONG_USE, option=option, **trouble.facts) from trouble


def require_possible(register: Register, change: Reorganisation) -> None:
    """Raise Trouble where an agency cannot end on the day, or an heir cannot take over from it."""
    if change.verb == SPLIT and len(change.heirs) < 2:
        raise Trouble("one-heir", exit_code=WRONG_USE, heir=", ".join(change.heirs))
    on = {"day": change.on.isoformat()}
    for agency in (register.agency_by_id[id_] for id_ in change.ended):
        whose = {"agency": agency.id, "name": agency.name}
        if agency.until is not None or agency.successor:
            heirs = ", ".join(map(register.party_name, agency.successor))
            until = agency.until.isoformat() if agency.until else ""
            raise Trouble("agency-ended", exit_code=WRONG_USE, **whose, until=until, heir=heirs)
        if agency.since is not None and agency.since >= change.on:
            raise Trouble("agency-not-begun", exit_code=WRONG_USE, **whose, since=agency.since.isoformat(), **on)
    new = {agency.id for agency in change.founded}
    for heir in (register.agency_by_id[id_] for id_ in change.heirs if id_ not in new):
        whose = {"heir": heir.id, "name": heir.name}
        if heir.id in change.ended:
            raise Trouble("heir-itself", exit_code=WRONG_USE, **whose)
        if heir.until is not None and heir.until <= change.on:
            further = ", ".join(map(register.party_name, heir.successor))
            raise Trouble("heir-ended", exit_code=WRONG_USE, **whose, until=heir.until.isoformat(), **on, further=further)
        if heir.since is not None and heir.since > change.on:
            raise Trouble("heir-not-begun", exit_code=WRONG_USE, **whose, since=heir.since.isoformat(), **on)
        back = next((one for one in _heirs_of(register, heir) if one in change.ended), None)
        if back is not None:
            raise Trouble("heir-circle", exit_code=WRONG_USE, **whose, agency=back)


def _heirs_of(register: Register, agency: Agency) -> Iterator[str]:
    """The heirs of an agency, their heirs and so on, each once."""
    waiting, seen = list(agency.successor), set[str]()
    while waiting:
        current = waiting.pop()
        if current in seen or current not in register.agency_by_id:
            continue
        seen.add(current)
        yield current
        waiting += register.agency_by_id[current].successor


def applied(register: Register, change: Reorganisation) -> Register:
    """The register after the change: an agency that ends says so, a new one stands below the last of those it succeeds."""
    listed: list[Agency] = []
    last = max(register.agency_by_id[id_].position for id_ in change.ended)
    for agency in register.agencies:
        ends = agency.id in change.ended
        listed.append(_ended(agency, change) if ends else agency)
        if agency.position == last:
            listed += change.founded
    placed = tuple(agency._replace(position=place) for place, agency in enumerate(listed))
    return register._replace(agencies=placed, agency_by_id={agency.id: agency for agency in reversed(placed)})


def _ended(agency: Agency, change: Reorganisation) -> Agency:
    return agency._replace(until=change.on, successor=change.heirs, basis=_with_sentence(agency.basis, change.basis))


def _with_sentence(text: str | None, sentence: str) -> str:
    """The text and one sentence more, with a full stop between them where there is none; once is enough."""
    if text is None:
        return sentence
    if sentence in " ".join(text.split()):
        return text
    kept = text.rstrip()
    stop = "" if kept.rstrip(_CLOSING_MARKS).endswith(tuple(_SENTENCE_ENDS)) else "."
    return f"{kept}{stop} {sentence}"
