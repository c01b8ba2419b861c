"""The overviews as tables and JSON: agencies across plans, the matrix of filings, the trend."""

from typing import Any

from kehoach_cli import filings as fl
from kehoach_cli.digest import Gate
from kehoach_cli.filings import FilingStanding
from kehoach_cli.model import Register
from kehoach_cli.overview import AgencyOverview, Matrix, Point
from kehoach_cli.render.status import counts_as_json
from kehoach_cli.render.table import Table, without
from kehoach_cli.standing import Counts
from kehoach_cli.text import Say
from kehoach_cli.vn import percent

FORMAT_VERSION = "1.0"
SpokenOf = dict[str, Any]  # as_of and known_at: the day, and what had been committed by when
SIGNS = {fl.ON_TIME: "✓", fl.LATE: "~", fl.MISSING: "✗", fl.NOT_DUE: "·", fl.EXCUSED: "○", fl.BLANK: "□"}
NOT_EXPECTED = " "
_CELLS = ("done_on_time", "done_late", "in_term", "overdue", "awaiting_confirmation", "no_deadline")
_ROOM_FOR_NAMES = 24
_REMARK = 6  # column of the register
_GAP = 1


def agencies_table(say: Say, register: Register, rows: list[AgencyOverview], *, ids: bool = False) -> Table:
    """A line for each agency: the cells of what it leads, its share, what it supports, its filings."""
    names = ("agency", "plans", *_CELLS, "percent", "supports", "filed", "owed")
    several = len({plan for row in rows for plan in row.plans}) > 1
    headings = tuple(say(f"screens.column-{name}") for name in names)
    lines = tuple(
        (
            register.party_name(row.agency),
            str(len(row.plans)) if several else "–",
            *(str(getattr(row.counts, name)) for name in _CELLS),
            _rate(row.counts),
            str(row.supports),
            f"{row.filed}/{row.expected}",
            str(row.owed),
            *([row.agency] if ids else ()),
        )
        for row in rows
    )
    signs = tuple("overdue" if row.counts.overdue or row.owed else "" for row in rows)
    return Table((*headings, *([say("screens.column-id")] if ids else ())), lines, signs)


def agencies_as_json(register: Register, rows: list[AgencyOverview], spoken_of: SpokenOf) -> dict[str, Any]:
    """The same for other tools, in the shape of `schema/by-agency.schema.json`."""
    return {
        "format": "kehoach/by-agency",
        "format_version": FORMAT_VERSION,
        **spoken_of,
        "agencies": [
            {
                "agency": row.agency,
                "name": register.party_name(row.agency),
                "plans": list(row.plans),
                "counts": counts_as_json(row.counts),
                "supports": row.supports,
                "filings": {"filed": row.filed, "expected": row.expected, "owed": row.owed},
            }
            for row in rows
        ],
    }


def fitting(of: Matrix, width: int) -> Matrix:
    """The matrix with as many of its newest periods as a screen has room for beside the names."""
    columns = [len(_short(period)) + _GAP for period in of.periods]
    first = len(columns)
    room = width - _ROOM_FOR_NAMES - _GAP
    while first and columns[first - 1] <= room:
        first -= 1
        room -= columns[first]
    return of._replace(periods=of.periods[min(first, max(len(columns) - 1, 0)) :])


def _short(period: str) -> str:
    """How a narrow column calls a period: "2026", "H1/26", "Q3/26", "07/26"."""
    year, _, part = period.partition("-")
    return f"{part}/{year[2:]}" if part else year


def matrix_table(say: Say, register: Register, of: Matrix) -> Table:
    """A line for each agency, a column for each period, a sign in each cell; `legend` tells what they mean."""
    headings = (say("screens.column-agency"), *map(_short, of.periods))
    lines = tuple(
        (register.party_name(agency), *(_sign(of.cells.get((agency, period))) for period in of.periods)) for agency in of.agencies
    )
    return Table(headings, lines, tuple("" for _ in lines))


def _sign(one: FilingStanding | None) -> str:
    return SIGNS[one.status] if one else NOT_EXPECTED


def legend(say: Say) -> str:
    """What the signs of the matrix mean."""
    return say("screens.legend", signs="; ".join(f"{sign} {say.word('filing', status)}" for status, sign in SIGNS.items()))


def matrix_sheet(say: Say, register: Register, of: Matrix) -> Table:
    """The matrix for a spreadsheet: words instead of signs, the agencies by their ids too, nothing where none was expected."""
    headings = (say("screens.column-id"), say("screens.column-agency"), *of.periods)
    lines = tuple(
        (agency, register.party_name(agency), *(_words(say, of.cells.get((agency, period))) for period in of.periods))
        for agency in of.agencies
    )
    return Table(headings, lines, tuple("" for _ in lines))


def _words(say: Say, one: FilingStanding | None) -> str:
    if one is None:
        return ""
    word = say.word("filing", one.status)
    return f"{word} ({say('screens.days-late', days=str(one.days_late))})" if one.days_late else word


def matrix_as_json(register: Register, matrices: list[Matrix], spoken_of: SpokenOf) -> dict[str, Any]:
    """The same for other tools, in the shape of `schema/matrix.schema.json`."""
    return {
        "format": "kehoach/matrix",
        "format_version": FORMAT_VERSION,
        **spoken_of,
        "plans": [
            {
                "id": of.plan.id,
                "periods": list(of.periods),
                "agencies": [
                    {
                        "agency": agency,
                        "name": register.party_name(agency),
                        "filings": [_cell(of.cells[agency, period]) for period in of.periods if (agency, period) in of.cells],
                    }
                    for agency in of.agencies
                ],
            }
            for of in matrices
        ],
    }


def _cell(one: FilingStanding) -> dict[str, Any]:
    filed = one.filed.isoformat() if one.filed else None
    return {"period": one.period.name, "status": one.status, "filed": filed, "days_late": one.days_late}


def register_table(say: Say, register: Register, gate: Gate) -> Table:
    """The register of expected filings: who, through which items, inherited from whom, how it stands, by which document."""
    names = ("agency", "through", "inherited", "standing", "due", "received", "remark", "id")
    lines = tuple(
        (
            register.party_name(one.agency),
            ", ".join(dict.fromkeys(gate.through.get(one.agency, ()))) or "–",
            ", ".join(register.party_name(agency) for agency in one.inherited_from) or "–",
            f"{SIGNS[one.status]} {_words(say, one)}",
            say.day(one.period.due),
            say.day(one.filed) if one.filed else "–",
            _remark(say, one) or "–",
            one.agency,
        )
        for one in gate.register
    )
    return Table(tuple(say(f"screens.column-{name}") for name in names), lines, tuple(one.status for one in gate.register))


def on_screen(register: Table) -> Table:
    """The register for a screen: without the due day, which stands in the heading, the remarks, which stand below, and ids."""
    return without(without(without(register, 7), _REMARK), 4)


def remarks(say: Say, register: Register, gate: Gate) -> list[str]:
    """What is to be said of single agencies, a line for each."""
    said = [(one.agency, _remark(say, one)) for one in gate.register]
    return [f"- {register.party_name(agency)}: {remark}" for agency, remark in said if remark]


def _remark(say: Say, one: FilingStanding) -> str:
    """By which document it was excused, what the agencies before it had filed, and what asks for another look."""
    before = [say("screens.filed-before", paths=", ".join(one.before))] if one.before else []
    review = [say("screens.review-items", items=", ".join(one.review))] if one.review else []
    return "; ".join([*([one.excuse_basis] if one.excuse_basis else []), *before, *review])


def trend_table(say: Say, points: list[Point]) -> Table:
    """A line for each period that has closed, and one for the day asked about."""
    names = ("period", "day", *_CELLS, "percent")
    headings = tuple(say(f"screens.column-{name}") for name in names)
    lines = tuple((point.period or say("screens.trend-now"), say.day(point.day), *_cells(point.counts)) for point in points)
    return Table(headings, lines, tuple("" for _ in lines))


def _cells(counts: Counts | None) -> tuple[str, ...]:
    """The cells; dashes where nothing had been committed yet."""
    if counts is None:
        return ("–",) * (len(_CELLS) + 1)
    return (*(str(getattr(counts, name)) for name in _CELLS), _rate(counts))


def _rate(counts: Counts) -> str:
    """The official percentage without its sign, which stands in the heading."""
    return (percent(counts.done, counts.base) or "–").removesuffix(" %")


def trend_as_json(trends: list[tuple[str, list[Point]]], spoken_of: SpokenOf, *, known_then: bool) -> dict[str, Any]:
    """The same for other tools, in the shape of `schema/trend.schema.json`."""
    return {
        "format": "kehoach/trend",
        "format_version": FORMAT_VERSION,
        **spoken_of,
        "known_then": known_then,
        "plans": [{"id": plan, "points": [_point(point) for point in points]} for plan, points in trends],
    }


def _point(point: Point) -> dict[str, Any]:
    counts = counts_as_json(point.counts) if point.counts else None
    return {"period": point.period, "day": point.day.isoformat(), "counts": counts}
