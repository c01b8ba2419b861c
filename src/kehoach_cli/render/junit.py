"""JUnit XML, which every CI system can show as tests: one case for each thing that was looked at."""

from itertools import groupby

from kehoach_cli.render import safe
from kehoach_cli.render.entries import Case, Listing


def text(listing: Listing) -> str:
    """The cases in suites; cases of one suite stand together."""
    name = f"kehoach {listing.command}"
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{_attributes(name, list(listing.cases))}>"]
    for suite, cases in groupby(listing.cases, key=lambda case: case.suite):
        group = list(cases)
        lines.append(f"  <testsuite{_attributes(suite, group)}>")
        for case in group:
            lines += _case(name, case)
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _attributes(name: str, cases: list[Case]) -> str:
    failed = sum(not case.sound for case in cases)
    skipped = sum(case.excuse is not None for case in cases)
    counts = f'tests="{len(cases)}" failures="{failed}" errors="0" skipped="{skipped}"'
    return f' name="{safe.for_xml(name)}" {counts} time="0"'


def _case(group: str, case: Case) -> list[str]:
    told = safe.for_xml("\n".join(safe.on_one_line(line) for line in case.lines))
    opening = f'    <testcase classname="{safe.for_xml(group)}.{_named(case.suite)}" name="{_named(case.name)}" time="0"'
    if case.excuse is not None:
        return [f"{opening}>", f'      <skipped message="{_named(case.excuse)}"/>', "    </testcase>"]
    if not case.sound:
        first = _named(case.lines[0]) if case.lines else ""
        return [f"{opening}>", f'      <failure message="{first}">{told}</failure>', "    </testcase>"]
    if told:
        return [f"{opening}>", f"      <system-out>{told}</system-out>", "    </testcase>"]
    return [f"{opening}/>"]


def _named(written: str) -> str:
    return safe.for_xml(safe.on_one_line(written))
