"""`kehoach check [PLAN] --period P`: did every expected agency file? The gate for CI."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from kehoach_cli import app, disk
from kehoach_cli.cli import formats, options
from kehoach_cli.cli.context import Session, day, session
from kehoach_cli.digest import Gate
from kehoach_cli.filings import FilingStanding
from kehoach_cli.findings import Finding
from kehoach_cli.model import Plan
from kehoach_cli.render import as_json, ci, known, overview, safe, status
from kehoach_cli.render.table import TEXT_FORMATS, Table, joined
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.workspace import Workspace

if TYPE_CHECKING:
    from kehoach_cli.render.entries import Listing

_OWN = ("text", "table", *TEXT_FORMATS, "json")
FORMATS = (*_OWN, *ci.FORMATS)
_BY_EXTENSION = {".csv": "csv", ".json": "json", ".md": "markdown"}
FORMAT = "kehoach/check"
FORMAT_VERSION = "1.2"


def command(
    ctx: typer.Context,
    plan: options.PlanArgument = None,
    period: options.PeriodOption = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    format_: options.FormatOption = None,
    output: options.OutputOption = None,
) -> int:
    here = session(ctx)
    if period is None:
        raise Trouble("period-needed", exit_code=WRONG_USE)
    on = day("--as-of", as_of)
    chosen = formats.chosen(here, format_, output, _OWN, _BY_EXTENSION)
    workspace = here.workspace(known_at)
    plans = app.gated(workspace, plan, period)
    lapsed = app.lapsed(workspace, on)
    sound = not workspace.form_errors
    if chosen == "text":
        _note_lapsed(here, lapsed, on)
        return _say(here, workspace, (plans, period, on), output, sound=sound)
    gates = [app.gate_of(workspace, one, period, on) for one in plans]
    code = 0 if sound and all(map(_passes, gates)) else 1
    if chosen in ci.FORMATS:
        formats.hand_over(here, chosen, _listing(here, workspace, gates, on, lapsed), output)
        return code
    _note_lapsed(here, lapsed, on)
    if chosen == "json":
        text = as_json.text(_json(workspace, gates, on.isoformat(), lapsed))
    else:
        text = _register(here, workspace, gates, chosen, output)
    here.deliver(text, output)
    return code


def _passes(gate: Gate) -> bool:
    return bool(gate.expected) and gate.passed


def _note_lapsed(here: Session, lapsed: tuple[Finding, ...], on: date) -> None:
    if lapsed:
        paths = ", ".join(dict.fromkeys(finding.path for finding in lapsed))
        here.console.note("suppressions-lapsed", count=str(len(lapsed)), paths=paths, day=on.isoformat())


def _say(here: Session, workspace: Workspace, asked: tuple[list[Plan], str, date], output: Path | None, *, sound: bool) -> int:
    """Tell in words who has filed for the period of each plan, as of the day; the exit code."""
    plans, period, on = asked

    def part(plan: Plan) -> tuple[bool, str, list[str]]:
        gate = app.gate_of(workspace, plan, period, on)
        return _passes(gate), _heading(here, gate), _lines(here, workspace, gate, (gate.period.due - on).days, sound=sound)

    parts = [here.said_of(plan, workspace, f"check {sound}", partial(part, plan)) for plan in plans]
    spoken = known.lines(here.say, workspace.known)
    here.deliver("\n".join("\n".join([above, *spoken, *below, ""]) for _, above, below in parts), output, prose=True)
    return 0 if sound and all(passed for passed, _, _ in parts) else 1


def _listing(here: Session, workspace: Workspace, gates: list[Gate], on: date, lapsed: tuple[Finding, ...]) -> "Listing":
    """What was found, as formats for CI show it."""
    from kehoach_cli import shortfall
    from kehoach_cli.render import cases
    from kehoach_cli.render.entries import Listing, entries

    found = app.shortfall(workspace, gates, on)
    shown = entries(here.say, (*found, *lapsed), shortfall.severity, disk.place_in_repository(workspace.root))
    by_agency, others = {}, []
    for finding, entry in zip((*found, *lapsed), shown, strict=True):
        if "agency" in finding.facts:
            by_agency[finding.facts["plan"], finding.facts["period"], finding.facts["agency"]] = entry
        else:
            others.append(entry)
    looked_at = cases.of_gates(here.say, workspace.register, gates, by_agency, tuple(others))
    closing = known.lines(here.say, workspace.known)
    for gate in gates:
        closing += [_heading(here, gate), here.say(f"screens.{_verdict(gate, sound=not workspace.form_errors)}")]
    return Listing("check", here.say, shown, looked_at, tuple(closing))


def _register(here: Session, workspace: Workspace, gates: list[Gate], chosen: str, output: Path | None) -> str:
    """The register of expected filings, a table for each plan; in a sheet all in one."""
    tables = [(gate.plan.id, overview.register_table(here.say, workspace.register, gate)) for gate in gates]
    if chosen == "csv":
        for line in known.lines(here.say, workspace.known):  # a sheet has no place for it
            here.console.err(line)
        return TEXT_FORMATS[chosen](joined(here.say("screens.column-plan"), tables))
    parts = zip(gates, tables, strict=True)
    return "\n".join(_drawn(here, workspace, gate, table, chosen, output) for gate, (_, table) in parts)


def _drawn(here: Session, workspace: Workspace, gate: Gate, table: Table, chosen: str, output: Path | None) -> str:
    if chosen != "table":
        return "\n".join([_heading(here, gate), *known.lines(here.say, workspace.known), "", TEXT_FORMATS[chosen](table)])
    from kehoach_cli.render.terminal import draw

    console = here.console
    drawn = draw(overview.on_screen(table), console.width, colour=console.colour and not output)
    below = [console.folded(safe.on_one_line(line)) for line in overview.remarks(here.say, workspace.register, gate)]
    above = [console.folded(line) for line in (_heading(here, gate), *known.lines(here.say, workspace.known))]
    return "\n".join([*above, "", drawn, *below])


def _json(workspace: Workspace, gates: list[Gate], as_of: str, lapsed: tuple[Finding, ...]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "as_of": as_of,
        "known_at": known.as_json(workspace.known),
        "errors": workspace.form_errors,
        "lapsed": [{"path": one.path, "line": one.line, **one.facts} for one in lapsed],
        "plans": [
            {
                "id": gate.plan.id,
                "period": gate.period.name,
                "due": gate.period.due.isoformat(),
                "expected": list(gate.expected),
                "filed": list(gate.filed),
                "missing": list(gate.missing),
                "late": [one.agency for one in gate.late],
                "excused": [one.agency for one in gate.excused],
                "blank": list(gate.blank),
                "register": [_entry(workspace, gate, one) for one in gate.register],
            }
            for gate in gates
        ],
    }


def _entry(workspace: Workspace, gate: Gate, one: FilingStanding) -> dict[str, Any]:
    items = list(dict.fromkeys(gate.through.get(one.agency, ())))
    return {**status.filing_as_json(workspace.register, one), "items": items}


def _heading(here: Session, gate: Gate) -> str:
    facts = {"filed": str(len(gate.filed)), "expected": str(len(gate.expected)), "due": gate.period.due.isoformat()}
    return here.say("screens.gate", plan=gate.plan.id, period=gate.period.name, **facts)


def _verdict(gate: Gate, *, sound: bool) -> str:
    """The gate never passes on files it cannot read, nor on nobody."""
    if not sound:
        return "gate-unsound"
    if not gate.expected:
        return "gate-nobody"
    return "gate-passed" if gate.passed else "gate-failed"


def _lines(here: Session, workspace: Workspace, gate: Gate, days_left: int, *, sound: bool) -> list[str]:
    """What stands below the heading of a plan."""
    say, lines = here.say, []

    def name(agency: str) -> str:
        return safe.on_one_line(workspace.register.party_name(agency))

    if gate.missing:
        key = "screens.gate-not-due" if days_left >= 0 else "screens.gate-missing"
        lines.append(say(key, count=str(len(gate.missing)), days=str(abs(days_left))))
        lines += [f"  ✗ {name(agency)} ({agency})" for agency in gate.missing]
    if gate.blank:
        lines.append(say("screens.gate-blank", count=str(len(gate.blank))))
        lines += [f"  ✗ {name(agency)} ({agency})" for agency in gate.blank]
    if gate.late:
        lines.append(say("screens.gate-late", count=str(len(gate.late))))
        lines += [
            f"  ! {name(one.agency)} ({one.agency}): {say('screens.days-late', days=str(one.days_late))}" for one in gate.late
        ]
    if gate.excused:
        lines.append(say("screens.gate-excused", count=str(len(gate.excused))))
        lines += [f"  · {name(one.agency)} ({one.agency}): {safe.on_one_line(one.excuse_basis or '')}" for one in gate.excused]
    lines.append(say(f"screens.{_verdict(gate, sound=sound)}"))
    return lines
