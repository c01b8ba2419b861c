"""`kehoach status [PLAN]`: where every obligation and filing stands."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from kehoach_cli import app, digest, lookup
from kehoach_cli.cli import options, overview
from kehoach_cli.cli.context import Session, day, one_of, session
from kehoach_cli.cooperation import DENIED, UNCONFIRMED
from kehoach_cli.filings import FILING_STATUSES
from kehoach_cli.model import ALL_STATES, Plan
from kehoach_cli.render import as_json, known, safe, status
from kehoach_cli.render.table import TEXT_FORMATS, Table, markdown
from kehoach_cli.standing import STANDINGS, PlanStanding
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.workspace import Workspace

FORMATS = ("table", *TEXT_FORMATS, "json")
_BESIDE = (digest.UNASSIGNED, digest.NOBODY_LEFT, digest.NOBODY_YET, UNCONFIRMED, DENIED, digest.REVIEW)
STANDING_WORDS = tuple(dict.fromkeys((*STANDINGS, *_BESIDE, *FILING_STATUSES)))
BY_EXTENSION = {".csv": "csv", ".json": "json", ".md": "markdown", ".txt": "plain"}
_TABLE_WIDTH_IN_FILE = 100


def command(
    ctx: typer.Context,
    plan: options.PlanArgument = None,
    agency: options.AgencyOption = None,
    item: Annotated[str | None, typer.Option("--item", "-i", metavar="ITEM")] = None,
    period: options.PeriodOption = None,
    state: Annotated[str | None, typer.Option("--state", metavar="STATE")] = None,
    standing: Annotated[str | None, typer.Option("--standing", metavar="STANDING")] = None,
    each: Annotated[bool, typer.Option("--each")] = False,
    by_agency: Annotated[bool, typer.Option("--by-agency")] = False,
    matrix: Annotated[bool, typer.Option("--matrix")] = False,
    trend: Annotated[bool, typer.Option("--trend")] = False,
    known_then: Annotated[bool, typer.Option("--known-then")] = False,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    format_: options.FormatOption = None,
    output: options.OutputOption = None,
) -> int:
    here = session(ctx)
    on = day("--as-of", as_of)
    chosen = _format(here, one_of("--format", format_, FORMATS), output)
    one_of("--state", state, (*ALL_STATES, "none"))
    one_of("--standing", standing, STANDING_WORDS)
    overall = overview.chosen({"--by-agency": by_agency, "--matrix": matrix, "--trend": trend}, known_then=known_then)
    select = {"--item": item, "--period": period, "--state": state, "--standing": standing, "--each": each, "--agency": agency}
    overview.require_fitting(overall, select)
    workspace = here.workspace(known_at)
    register = workspace.register
    agency_id = lookup.agency(register, agency).id if agency is not None else None
    if overall:
        question = overview.Question(workspace, plan, agency_id, on, known_then, chosen, output)
        here.deliver(overview.text(here, overall, question), output)
        return 0
    filters = digest.Filters(
        agency_id,
        lookup.item(lookup.plan(register, plan), item) if item else None,
        state,
        standing,
    )
    view = _View(here, workspace, on, period, filters, each or agency is not None, chosen, output)
    here.deliver(view.text(app.asked(workspace, plan, period)), output)
    return 0


def _format(here: Session, given: str | None, output: Path | None) -> str:
    by_name = BY_EXTENSION.get(output.suffix.lower()) if output else None
    if output and not given and by_name is None:
        raise Trouble("unknown-suffix", exit_code=WRONG_USE, path=output.name, among=", ".join(BY_EXTENSION))
    return given or by_name or ("table" if here.console.is_terminal and not output else "plain")


class _Part(NamedTuple):
    """One plan as it is shown: its standing, its summary, its rows."""

    of: PlanStanding
    summary: list[str]
    rows: list[digest.Row]


class _View(NamedTuple):
    """How plans are to be shown: as of which day and period, which part of them, in which format, in a file or on the screen."""

    here: Session
    workspace: Workspace
    on: date
    period: str | None
    filters: digest.Filters
    each: bool
    format: str
    output: Path | None

    def text(self, plans: list[Plan]) -> str:
        """All of them."""
        here, spoken = self.here, known.lines(self.here.say, self.workspace.known)
        if self.format == "json":
            of = [self._standing(plan) for plan in plans]
            return as_json.text(status.as_json(self.workspace.register, of, self.on, known.as_json(self.workspace.known)))
        if spoken and (self.format == "csv" or not plans):  # no heading for the line to stand under
            here.console.err(spoken[0])
        if self.format == "csv":
            return TEXT_FORMATS["csv"](_joined(here, [self._part(plan) for plan in plans]))
        between = [shown for line in spoken for shown in _spoken(here, self.format, line)]
        drawn = [here.said_of(plan, self.workspace, "status", partial(self._drawn, plan)) for plan in plans]
        return "\n".join("\n".join([above, *between, below]) for above, below in drawn) or here.say("screens.no-plans")

    def _standing(self, plan: Plan) -> PlanStanding:
        return app.standing_of(self.workspace, plan, self.on, self.period, self.filters)

    def _part(self, plan: Plan) -> _Part:
        of, register = self._standing(plan), self.workspace.register
        rows = digest.rows(register, of, each=self.each, unassigned=self.filters.unassigned)
        return _Part(of, status.summary(self.here.say, register, of), rows)

    def _drawn(self, plan: Plan) -> tuple[str, str]:
        """What stands above the line that names the commit, and what below it."""
        return _drawn(self.here, self.format, self._part(plan), self.output)


def _drawn(here: Session, chosen: str, part: _Part, output: Path | None) -> tuple[str, str]:
    heading = status.heading(here.say, part.of)
    if chosen == "markdown":
        lines = "\n".join(shown for line in part.summary for shown in _spoken(here, chosen, line))
        return f"## {safe.for_markdown(heading)}\n", f"{lines}\n\n{markdown(_table(here, part))}"
    summary, body = part.summary, ""
    if not part.rows:
        body = here.say("screens.no-rows")
    elif chosen == "table":
        summary = [shown for line in summary for shown in _spoken(here, chosen, line)]
        body = _on_screen(here, part.rows, output)
    else:
        body = TEXT_FORMATS[chosen](_table(here, part))
    above = [heading, *_wrapped(here, safe.on_one_line(part.of.plan.title))]
    return "\n".join(above), "\n".join([*summary, "", body])


def _spoken(here: Session, chosen: str, line: str) -> list[str]:
    """A line of the summary as it stands above the table."""
    if chosen == "markdown":
        return [f"- {safe.for_markdown(line)}"]
    return _wrapped(here, line) if chosen == "table" else [line]


def _table(here: Session, part: _Part) -> Table:
    return status.table(here.say, part.rows)


def _on_screen(here: Session, rows: list[digest.Row], output: Path | None) -> str:
    from kehoach_cli.render.terminal import draw

    width = _TABLE_WIDTH_IN_FILE if output else here.console.width
    return "\n".join(
        draw(part, width, colour=here.console.colour and not output) for part in status.sections(here.say, rows, width)
    )


def _wrapped(here: Session, line: str) -> list[str]:
    from textwrap import wrap

    return wrap(line, here.console.width, break_on_hyphens=False)


def _joined(here: Session, parts: list[_Part]) -> Table:
    """All plans in one sheet, the plan in the first column."""
    rows = tuple((part.of.plan.id, *row) for part in parts for row in status.sheet(here.say, part.rows).rows)
    columns = status.sheet(here.say, []).headings
    return Table((here.say("screens.column-plan"), *columns), rows)
