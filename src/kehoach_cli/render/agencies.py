"""Agencies as tables, lines and JSON: the list of them, the line of one, what a reorganisation moves."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from kehoach_cli import emit, forms, lineage
from kehoach_cli.lineage import FILER, Handover, Lineage, Link
from kehoach_cli.model import LEAD, SUPPORT, Agency, Plan, Register
from kehoach_cli.render import safe
from kehoach_cli.render.table import Table
from kehoach_cli.reorganisation import Reorganisation
from kehoach_cli.text import Say

FORMAT = "kehoach/agency-list"
FORMAT_VERSION = "1.0"
_NOTHING = "–"


def table(say: Say, register: Register, agencies: Sequence[Agency]) -> Table:
    """One agency a row; heirs by name."""
    headings = tuple(say(f"screens.column-{name}") for name in ("id", "name", "abbreviation", "since", "until", "heirs"))
    return Table(headings, tuple(_cells(say, register, one) for one in agencies), ("",) * len(agencies))


def sheet(drawn: Table) -> Table:
    """The same rows for a spreadsheet: empty cells empty."""
    return drawn._replace(rows=tuple(tuple("" if cell == _NOTHING else cell for cell in row) for row in drawn.rows))


def _cells(say: Say, register: Register, agency: Agency) -> tuple[str, ...]:
    heirs = "; ".join(map(register.party_name, agency.successor))
    days = (say.day(day) if day else _NOTHING for day in (agency.since, agency.until))
    return (agency.id, agency.name, agency.abbreviation or _NOTHING, *days, heirs or _NOTHING)


def as_json(agencies: Iterable[Agency], as_of: date, known_at: dict[str, Any] | None) -> dict[str, Any]:
    """The list for other tools, in the shape of `schema/agency-list.schema.json`."""
    listed = [
        {
            "id": agency.id,
            "name": agency.name,
            "abbreviation": agency.abbreviation,
            "rank": agency.rank,
            "since": _iso(agency.since),
            "until": _iso(agency.until),
            "successor": list(agency.successor),
            "valid": agency.valid_on(as_of),
        }
        for agency in agencies
    ]
    head = {"format": FORMAT, "format_version": FORMAT_VERSION, "as_of": as_of.isoformat(), "known_at": known_at}
    return {**head, "agencies": listed}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


class LineageView:
    """The lineage of one agency in lines. A document that stands behind several of them is named where it comes first; `told`
    are those that have been named already."""

    def __init__(self, say: Say, register: Register, found: Lineage, told: Iterable[str | None]) -> None:
        self._say, self._register, self._found = say, register, found
        self._told = set(told)

    def line(self) -> list[str]:
        """Where the agency comes from, and who has come after it."""
        lines: list[str] = []
        for key, links in (("before", self._found.before), ("after", self._found.after)):
            if links:
                lines.append(self._say(f"screens.lineage-{key}"))
            for link in links:
                lines += [f"  {self._step(link)}", *self._basis(link.basis, "    ")]
        return lines

    def _step(self, link: Link) -> str:
        day = _iso(link.date) or "…"
        if not link.heirs:
            return self._say("screens.lineage-end", day=day, agency=self._name(link.agency))
        return self._say(
            "screens.lineage-step", day=day, agency=self._name(link.agency), heirs="; ".join(map(self._name, link.heirs))
        )

    def duties(self) -> list[str]:
        """What the agency has inherited and handed on, with from whom and to whom, by plan and item."""
        lines: list[str] = []
        for key, moved in (("inherited", self._found.inherited), ("handed-on", self._found.handed_on)):
            if moved:
                lines += ["", self._say(f"screens.lineage-{key}")]
            for _, group in groupby(sorted(moved, key=_handover_order), key=_handover_order):
                lines += self._handover(key, list(group))
        return lines

    def _handover(self, key: str, same: list[Handover]) -> list[str]:
        one = same[0]
        facts = {"day": one.date.isoformat(), "kind": one.kind}
        if key == "inherited":
            heading = self._say("screens.lineage-from", agency=self._name(one.from_), **facts)
        elif one.to is None:
            heading = self._say("screens.lineage-to-nobody", day=one.date.isoformat())
        else:
            heading = self._say("screens.lineage-to", agency=self._name(one.to), **facts)
        plans = groupby(same, key=lambda duty: duty.plan)
        return [
            f"  {heading}",
            *(f"    {plan}: {_duties(self._say, list(duties))}" for plan, duties in plans),
            *self._basis(one.basis, "    "),
        ]

    def _basis(self, basis: str | None, indent: str) -> list[str]:
        if not basis or basis in self._told:
            return []
        self._told.add(basis)
        return [indent + self._say("screens.show-basis", basis=safe.on_one_line(basis))]

    def _name(self, agency: str) -> str:
        return safe.on_one_line(self._register.party_name(agency))


def _handover_order(one: Handover) -> tuple[date, str, str, str, str]:
    return one.date, one.kind, one.from_, one.to or "", one.basis or ""


def _duties(say: Say, duties: list[Handover]) -> str:
    """ "III.1, III.5 (chủ trì); III.2 (phối hợp); báo cáo kỳ"."""
    parts = []
    for role in (LEAD, SUPPORT):
        items = [duty.item for duty in duties if duty.role == role]
        if items:
            parts.append(f"{', '.join(items)} ({say.word('role', role)})")
    if any(duty.role == FILER for duty in duties):
        parts.append(say("screens.duty-to-file"))
    return "; ".join(parts)


def moves(say: Say, after: Register, change: Reorganisation, moved: Sequence[Handover]) -> list[str]:
    """Every duty that a reorganisation moves, one a line: plan, item, role, from whom, to whom."""
    day = change.on.isoformat()
    if not moved:
        return [say("screens.no-moves", day=day)]
    lines = [say("screens.moves", day=day, count=str(len(moved)))]
    for one in moved:
        duty = (
            f"{one.plan}/{one.item} ({say.word('role', one.role)})" if one.item else f"{one.plan}, {say('screens.duty-to-file')}"
        )
        to = safe.on_one_line(after.party_name(one.to)) if one.to else say("screens.nobody")
        lines.append(f"  {duty}: {safe.on_one_line(after.party_name(one.from_))} → {to}")
    return lines


def wanted_transfers(say: Say, plan: Plan, change: Reorganisation, moved: Sequence[Handover]) -> list[str]:
    """What is to be written into a plan for the items that nobody would answer for; nothing when there are none."""
    orphaned = lineage.wanting_transfers(plan.on(change.on), moved)
    if not orphaned:
        return []
    head = [say("screens.wanting-transfers", path=plan.path), *([] if plan.transfers else ["transfers:"])]
    return [*head, *(line for one in orphaned for line in _transfer(one, change))]


def _transfer(one: Handover, change: Reorganisation) -> list[str]:
    """The lines of a handover that lack the receiver."""
    heirs = f" # {' | '.join(change.heirs)}" if change.heirs else ""
    return [
        f"  - items: [{one.item}]",
        f"    from: {one.from_}",
        f"    to:{heirs}",
        f"    date: {change.on.isoformat()}",
        *emit.lines(forms.TRANSFER, {"basis": change.basis}, "    "),
    ]
