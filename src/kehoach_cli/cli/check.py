"""`kehoach check [PLAN] --period P`: did every expected agency file? The gate for CI."""

from pathlib import Path
from typing import Any

import typer

from kehoach_cli import app
from kehoach_cli.cli import options
from kehoach_cli.cli.context import Session, day, one_of, session
from kehoach_cli.digest import Gate
from kehoach_cli.filings import FilingStanding
from kehoach_cli.render import as_json, known, overview, safe, status
from kehoach_cli.render.table import TEXT_FORMATS, Table, joined
from kehoach_cli.trouble import WRONG_USE, Trouble

FORMATS = ("text", "table", *TEXT_FORMATS, "json")
BY_EXTENSION = {".csv": "csv", ".json": "json", ".md": "markdown"}
FORMAT = "kehoach/check"
FORMAT_VERSION = "1.1"


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
    by_name = BY_EXTENSION.get(output.suffix.lower(), "text") if output else "text"
    chosen = one_of("--format", format_, FORMATS) or by_name
    workspace = here.workspace(known_at)
    gates = app.gates(workspace, plan, period, on)
    sound = not workspace.form_errors
    if chosen == "json":
        text = as_json.text(_json(workspace, gates, on.isoformat()))
    elif chosen != "text":
        text = _register(here, workspace, gates, chosen, output)
    else:
        text = "\n".join(_text(here, workspace, gate, (gate.period.due - on).days, sound=sound) for gate in gates)
    here.deliver(text, output, prose=chosen == "text")
    return 0 if sound and all(gate.expected and gate.passed for gate in gates) else 1


def _register(here: Session, workspace: app.Workspace, gates: list[Gate], chosen: str, output: Path | None) -> str:
    """The register of expected filings, a table for each plan; in a sheet all in one."""
    tables = [(gate.plan.id, overview.register_table(here.say, workspace.register, gate)) for gate in gates]
    if chosen == "csv":
        for line in known.lines(here.say, workspace.known):  # a sheet has no place for it
            here.console.err(line)
        return TEXT_FORMATS[chosen](joined(here.say("screens.column-plan"), tables))
    parts = zip(gates, tables, strict=True)
    return "\n".join(_drawn(here, workspace, gate, table, chosen, output) for gate, (_, table) in parts)


def _drawn(here: Session, workspace: app.Workspace, gate: Gate, table: Table, chosen: str, output: Path | None) -> str:
    if chosen != "table":
        return "\n".join([_heading(here, gate), *known.lines(here.say, workspace.known), "", TEXT_FORMATS[chosen](table)])
    from kehoach_cli.render.terminal import draw

    console = here.console
    drawn = draw(overview.on_screen(table), console.width, colour=console.colour and not output)
    below = [console.folded(safe.on_one_line(line)) for line in overview.remarks(here.say, workspace.register, gate)]
    above = [console.folded(line) for line in (_heading(here, gate), *known.lines(here.say, workspace.known))]
    return "\n".join([*above, "", drawn, *below])


def _json(workspace: app.Workspace, gates: list[Gate], as_of: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "as_of": as_of,
        "known_at": known.as_json(workspace.known),
        "errors": workspace.form_errors,
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


def _entry(workspace: app.Workspace, gate: Gate, one: FilingStanding) -> dict[str, Any]:
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


def _text(here: Session, workspace: app.Workspace, gate: Gate, days_left: int, *, sound: bool) -> str:
    say, name = here.say, workspace.register.party_name
    lines = [_heading(here, gate), *known.lines(say, workspace.known)]
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
    return "\n".join(lines) + "\n"
