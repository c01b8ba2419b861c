"""What was looked at, as cases: every rule for `validate`, every expected agency for `check`. What JUnit shows as tests."""

from collections.abc import Collection, Iterable, Mapping

from kehoach_cli import filings as fl
from kehoach_cli.digest import Gate
from kehoach_cli.filings import FilingStanding
from kehoach_cli.findings import ERROR
from kehoach_cli.model import Register
from kehoach_cli.render.entries import Case, Entry, on_a_line
from kehoach_cli.text import Say


def of_rules(say: Say, codes: Iterable[str], entries: Iterable[Entry], failing: Collection[str]) -> tuple[Case, ...]:
    """A case for each rule; it is not sound when one of its findings has a severity among `failing`."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.code, []).append(entry)
    return tuple(_of_rule(say, code, found.get(code, []), failing) for code in codes)


def _of_rule(say: Say, code: str, entries: list[Entry], failing: Collection[str]) -> Case:
    sound = not any(entry.severity in failing for entry in entries)
    lines = [line for entry in entries for line in (on_a_line(say, entry), f"  {say('remarks.cure')} {entry.hint}")]
    return Case(say("ci.suite-rules"), f"{code} {say.rule(code).name}", sound, lines=tuple(lines))


def of_gates(
    say: Say,
    register: Register,
    gates: Iterable[Gate],
    by_agency: Mapping[tuple[str, str, str], Entry],
    others: tuple[Entry, ...],
) -> tuple[Case, ...]:
    """A case for each expected agency of each plan and period, in the official order; `by_agency` has the entry on a plan, period
    and agency where there is one. Before them a case for the files, for what is wrong with those or with the plans.
    """
    lines = tuple(on_a_line(say, entry) for entry in others)
    sound = not any(entry.severity == ERROR for entry in others)
    files = Case(say("ci.suite-files"), say("ci.case-files"), sound, lines=lines)
    agencies = (
        _of_filing(say, register, gate, one, by_agency.get((gate.plan.id, gate.period.name, one.agency)))
        for gate in gates
        for one in gate.register
    )
    return (files, *agencies)


def _of_filing(say: Say, register: Register, gate: Gate, one: FilingStanding, entry: Entry | None) -> Case:
    case = Case(f"{gate.plan.id} {gate.period.name}", f"{register.party_name(one.agency)} ({one.agency})")
    if one.status == fl.EXCUSED:
        return case._replace(excuse=one.excuse_basis or say.word("filing", one.status))
    if entry is not None:
        lines = (on_a_line(say, entry), f"{say('remarks.cure')} {entry.hint}")
        return case._replace(sound=one.status in fl.FILED, lines=lines)
    return case._replace(lines=(say("ci.case-filed", day=one.filed.isoformat()),)) if one.filed else case
