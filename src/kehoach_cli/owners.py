"""CODEOWNERS for GitHub and GitLab: whose word a change to which file needs, by the `owners` of each agency."""

import re
from collections.abc import Iterable

from kehoach_cli.model import Agency, Register
from kehoach_cli.parse import AGENCIES_PATH
from kehoach_cli.text import Say


def codeowners(register: Register, say: Say, prefix: str = "") -> str:
    """The text of the file; of several lines that match a path, the last counts. `prefix` leads from the top of the repository to
    the workspace.

    The register and each plan belong to the coordinators, what an agency has done and filed to that agency. A coordinator
    confirms, returns, extends and excuses in the folder of the agency concerned, so the coordinators own all events as well. What
    an agency did before it ended stays its own: the text depends on the files alone, on no day.
    """
    top = f"/{_pattern(prefix)}"
    by_plan = {plan.id: _of(register, plan.reporting and plan.reporting.coordinator) for plan in register.plans}
    coordinators = _each_once(owner for owners in by_plan.values() for owner in owners)
    lines = [f"# {say('ci.owners-heading')}", *_line(f"{top}{AGENCIES_PATH}", coordinators)]
    for plan, owners in sorted(by_plan.items()):
        lines += _line(f"{top}plans/{plan}/plan.yaml", owners)
    lines += _line(f"{top}plans/*/progress/", coordinators)
    for agency in sorted(register.agencies, key=lambda agency: agency.id):
        own = _named(agency)
        if own:
            lines += _line(f"{top}plans/*/progress/*/{agency.id}/", _each_once([*own, *coordinators]))
            lines += _line(f"{top}plans/*/filings/*/{agency.id}.yaml", own)
            lines += _line(f"{top}plans/*/filings/*/{agency.id}.r*.yaml", own)
    return "\n".join(lines) + "\n"


def _pattern(path: str) -> str:
    """A path as a pattern that means it; what is not printable, and could end the line, as "?", which means any one character."""
    escaped = re.sub(r"[\\#!*?\[\] ]", r"\\\g<0>", path)
    return "".join(one if one.isprintable() else "?" for one in escaped)


def _of(register: Register, agency: str | None) -> list[str]:
    known = register.agency_by_id.get(agency or "")
    return _named(known) if known else []


def _named(agency: Agency) -> list[str]:
    """Its owners as CODEOWNERS names them: a mail address as it is, a user or a team behind an @."""
    return [owner if "@" in owner[1:] else "@" + owner.removeprefix("@") for owner in agency.owners]


def _each_once(owners: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(owners))


def _line(pattern: str, owners: list[str]) -> list[str]:
    return [f"{pattern} {' '.join(owners)}"] if owners else []
