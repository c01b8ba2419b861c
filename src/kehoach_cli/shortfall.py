"""What `check` finds, as findings: who has not filed, who has filed nothing, who was late, each with a place in the files.

They depend on a day, which rules do not; their words are in `text/*/check.py`.
"""

from collections.abc import Iterable
from datetime import date

from kehoach_cli import filings as fl
from kehoach_cli.digest import Gate
from kehoach_cli.filings import FilingStanding
from kehoach_cli.findings import ERROR, NOTE, WARNING, Finding, KeyOf, Pointer
from kehoach_cli.model import Register

SEVERITIES = {
    "check/missing": ERROR,
    "check/not-due": WARNING,
    "check/blank": ERROR,
    "check/late": NOTE,
    "check/nobody": ERROR,
    "check/unsound": ERROR,
    "KH332": WARNING,  # a rule that needs a day too
}
_CODES = {fl.MISSING: "check/missing", fl.NOT_DUE: "check/not-due", fl.BLANK: "check/blank", fl.LATE: "check/late"}
_REPORTING: Pointer = (KeyOf("reporting"),)  # the duty to file


def severity(finding: Finding) -> str:
    """How serious a finding of `check` is."""
    return SEVERITIES[finding.code]


def of_gate(register: Register, gate: Gate, as_of: date) -> list[Finding]:
    """One finding for each expected agency that is missing, blank or late on the day, in the official order."""
    if not gate.expected:
        facts = {"plan": gate.plan.id, "period": gate.period.name}
        return [Finding("check/nobody", gate.plan.path, _REPORTING, facts)]
    return [of_filing(register, gate, one, as_of) for one in gate.register if one.status in _CODES]


def of_filing(register: Register, gate: Gate, one: FilingStanding, as_of: date) -> Finding:
    """The finding on one expected filing: at the filing where there is one, else where the plan asks for it."""
    facts = {
        "plan": gate.plan.id,
        "period": gate.period.name,
        "agency": one.agency,
        "called": register.party_name(one.agency),
        "due": gate.period.due.isoformat(),
        "days": str(one.days_late or abs((as_of - gate.period.due).days)),
    }
    if one.filed:
        facts["received"] = one.filed.isoformat()
    path, pointer = (one.path, ("received",)) if one.path else (gate.plan.path, _REPORTING)
    return Finding(_CODES[one.status], path, pointer, facts)


def of_errors(errors: Iterable[Finding]) -> list[Finding]:
    """That nothing can be concluded while the files have errors: said once, at the first of them."""
    found = list(errors)
    if not found:
        return []
    first = found[0]
    return [Finding("check/unsound", first.path, facts={"count": str(len(found))}, line=first.line, column=first.column)]
