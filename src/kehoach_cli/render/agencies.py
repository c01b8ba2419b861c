"""Agencies as tables and JSON."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kehoach_cli.model import Agency, Register
from kehoach_cli.render.table import Table
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
