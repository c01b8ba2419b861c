"""The views of `status` that show many things at once: agencies across plans, the matrix of filings, the trend."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kehoach_cli import app, digest, lookup
from kehoach_cli.cli.context import Session
from kehoach_cli.model import Plan
from kehoach_cli.overview import Matrix, by_agency, matrix
from kehoach_cli.render import as_json, known, overview, safe, status
from kehoach_cli.render.table import TEXT_FORMATS, Table, joined
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.workspace import Workspace

_WIDTH_IN_FILE = 100
VIEWS = ("--by-agency", "--matrix", "--trend")


class Question(NamedTuple):
    """What a view is asked: of which workspace, plan and agency, as of which day, in which format."""

    workspace: Workspace
    plan: str | None
    agency: str | None
    on: date
    known_then: bool
    form: str
    output: Path | None


def chosen(given: dict[str, bool], *, known_then: bool) -> str | None:
    """The one view that was asked for, if any. Raises Trouble for two at once, and for a past that belongs to no view."""
    views = [name for name in VIEWS if given[name]]
    if len(views) > 1:
        raise Trouble("one-view", exit_code=WRONG_USE, views=", ".join(views))
    if known_then and views != ["--trend"]:
        raise Trouble("needs-trend", exit_code=WRONG_USE)
    return views[0] if views else None


def require_fitting(view: str | None, given: Mapping[str, object]) -> None:
    """Raise Trouble for options that would change nothing in the view; without a view all of them do."""
    if view is None:
        return
    fitting = () if view == "--trend" else ("--agency",)
    ignored = [name for name, value in given.items() if value and name not in fitting]
    if ignored:
        raise Trouble("view-ignores", exit_code=WRONG_USE, view=view, options=", ".join(ignored))


def text(here: Session, view: str, question: Question) -> str:
    """The view as text in the format asked for."""
    shown: dict[str, Callable[[Session, Question], str]] = {"--by-agency": _agencies, "--matrix": _matrix, "--trend": _trend}
    if question.form == "csv":
        for line in known.lines(here.say, question.workspace.known):  # a sheet has no place for it
            here.console.err(line)
    return shown[view](here, question)


def _spoken_of(asked: Question) -> dict[str, Any]:
    return {"as_of": asked.on.isoformat(), "known_at": known.as_json(asked.workspace.known)}


def _plans(question: Question) -> list[Plan]:
    register = question.workspace.register
    return [lookup.plan(register, question.plan)] if question.plan else list(register.plans)


def _agencies(here: Session, asked: Question) -> str:
    register = asked.workspace.register
    filters = digest.Filters(agency=asked.agency)
    rows = by_agency(register, app.status(asked.workspace, asked.plan, asked.on, None, filters))
    rows = [row for row in rows if asked.agency in (None, row.agency)]
    if asked.form == "json":
        return as_json.text(overview.agencies_as_json(register, rows, _spoken_of(asked)))
    table = overview.agencies_table(here.say, register, rows, ids=asked.form == "csv")
    heading = here.say("screens.by-agency", plans=", ".join(plan.id for plan in _plans(asked)), day=asked.on.isoformat())
    return _drawn(here, asked, [(heading, table, "")])


def _matrix(here: Session, asked: Question) -> str:
    say, register = here.say, asked.workspace.register
    found = [matrix(register, plan, asked.on, asked.agency) for plan in _plans(asked)]
    found = [one for one in found if one.periods]
    if asked.form == "json":
        return as_json.text(overview.matrix_as_json(register, found, _spoken_of(asked)))
    if asked.form == "csv":
        return TEXT_FORMATS["csv"](
            joined(say("screens.column-plan"), [(m.plan.id, overview.matrix_sheet(say, register, m)) for m in found])
        )
    parts = []
    for of in found:
        shown = overview.fitting(of, _width(here, asked)) if asked.form == "table" else of
        parts.append((_matrix_heading(here, asked, of), overview.matrix_table(say, register, shown), _below(here, of, shown)))
    return _drawn(here, asked, parts)


def _matrix_heading(here: Session, asked: Question, of: Matrix) -> str:
    return here.say("screens.matrix", **status.called(of.plan), day=asked.on.isoformat())


def _below(here: Session, of: Matrix, shown: Matrix) -> str:
    """The legend, and how many periods the screen had no room for."""
    left_out = len(of.periods) - len(shown.periods)
    more = [here.say("screens.earlier-periods", count=str(left_out))] if left_out else []
    return "\n".join([overview.legend(here.say), *more])


def _trend(here: Session, asked: Question) -> str:
    plans = _plans(asked)
    if asked.known_then:
        here.console.keep_nothing()
    trends = list(zip(plans, app.trends(asked.workspace, plans, asked.on, known_then=asked.known_then), strict=True))
    if asked.form == "json":
        named = [(plan.id, points) for plan, points in trends]
        return as_json.text(overview.trend_as_json(named, _spoken_of(asked), known_then=asked.known_then))
    tables = [(plan, overview.trend_table(here.say, points)) for plan, points in trends]
    if asked.form == "csv":
        return TEXT_FORMATS["csv"](joined(here.say("screens.column-plan"), [(plan.id, table) for plan, table in tables]))
    key = "screens.trend-known-then" if asked.known_then else "screens.trend"
    return _drawn(here, asked, [(_trend_heading(here, key, plan), table, "") for plan, table in tables])


def _trend_heading(here: Session, key: str, plan: Plan) -> str:
    return here.say(key, **status.called(plan))


def _drawn(here: Session, asked: Question, parts: list[tuple[str, Table, str]]) -> str:
    """Tables with what stands above and below them."""
    if not parts:
        return here.say("screens.no-rows")
    if asked.form == "csv":
        return TEXT_FORMATS["csv"](parts[0][1])
    return "\n".join(_part(here, asked, *part) for part in parts)


def _part(here: Session, asked: Question, heading: str, table: Table, below: str) -> str:
    """On a screen, what stands above and below a table is folded to its width."""

    def shown(text: str) -> str:
        return here.console.folded(text) if asked.form == "table" else text

    start = f"## {safe.for_markdown(heading)}" if asked.form == "markdown" else heading
    spoken = [shown(line) for line in known.lines(here.say, asked.workspace.known)]
    lines = [shown(start), *spoken, "", _body(here, asked, table).rstrip("\n"), *(["", shown(below)] if below else []), ""]
    return "\n".join(lines)


def _body(here: Session, asked: Question, table: Table) -> str:
    if not table.rows:
        return here.say("screens.no-rows")
    if asked.form != "table":
        return TEXT_FORMATS[asked.form](table)
    from kehoach_cli.render.terminal import draw

    return draw(table, _width(here, asked), colour=here.console.colour and not asked.output)


def _width(here: Session, asked: Question) -> int:
    return _WIDTH_IN_FILE if asked.output else here.console.width
