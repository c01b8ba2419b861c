"""From files to the register: what every path means, what every file holds, and each fault of form as a finding."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from kehoach_cli import fields, forms, kinds, model
from kehoach_cli.attachments import Stored
from kehoach_cli.findings import Finding, bounded, in_order
from kehoach_cli.nodes import Data, Reading, locate, read
from kehoach_cli.periods import cadence_of
from kehoach_cli.places import AGENCIES_PATH as AGENCIES_PATH  # noqa: PLC0414 - handed on to who imports it from here

_YEAR = re.compile(r"[0-9]{4}")
_FILING_NAME = re.compile(rf"({kinds.ID_PATTERN})(?:\.r([1-9][0-9]?))?")
EVENT_NAME = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})-({kinds.ITEM_PATTERN})-([0-9a-f]{{6}})")


class Snapshot(NamedTuple):
    """The files of a workspace as they were read: path (POSIX, relative) to bytes, and what was not read, with the code why.
    `attachments` are the files where attachments are kept, or None where nobody has looked for them."""

    files: Mapping[str, bytes]
    refused: Mapping[str, str] = {}
    attachments: Mapping[str, Stored] | None = None

    def with_file(self, path: str, content: bytes) -> "Snapshot":
        """The same files and one more."""
        return self.with_files({path: content})

    def with_files(self, files: Mapping[str, bytes]) -> "Snapshot":
        """The same files and some more."""
        return self._replace(files={**self.files, **files})

    def deciding_on(self, path: str) -> "Snapshot":
        """The files that decide what is found in an event or filing: agencies.yaml and those of its plan. What other plans say
        changes nothing there."""
        plan = "/".join(path.split("/")[:2]) + "/"
        files = {name: content for name, content in self.files.items() if name.startswith(plan) or name == AGENCIES_PATH}
        refused = {name: code for name, code in self.refused.items() if name.startswith(plan)}
        kept = self.attachments
        return Snapshot(files, refused, kept and {name: found for name, found in kept.items() if name.startswith(plan)})


class Parsed(NamedTuple):
    """What could be made of the files, and the findings of form. One bad file never hides the others."""

    register: model.Register
    findings: tuple[Finding, ...]


class EventPath(NamedTuple):
    """What the path of an event says: plans/<plan>/progress/<year>/<agency>/<date>-<item>-<6 hex>.yaml."""

    plan: str
    year: str
    agency: str
    name: str

    @property
    def stated(self) -> tuple[str, str] | None:
        """The date and the item (or kind) in the file name; None when the name has another form."""
        found = EVENT_NAME.fullmatch(self.name)
        return (found[1], found[2]) if found else None


class FilingPath(NamedTuple):
    """What the path of a filing says: plans/<plan>/filings/<period>/<agency>[.r<n>].yaml."""

    plan: str
    period: str
    agency: str
    revision: int


def classify(path: str) -> str | EventPath | FilingPath | None:
    """What a path under plans/ means: a plan id (for its plan.yaml), an event, a filing, or None for anything else."""
    parts = path.removesuffix(".yaml").split("/")
    if not path.endswith(".yaml") or len(parts) < 3 or parts[0] != "plans":
        return None
    match parts[1:]:
        case [plan, "plan"]:
            return plan
        case [plan, "progress", year, agency, name] if _YEAR.fullmatch(year):
            return EventPath(plan, year, agency, name) if EVENT_NAME.fullmatch(name) else None
        case [plan, "filings", period, name]:
            found = _FILING_NAME.fullmatch(name)
            sound = found is not None and found[2] != "1" and cadence_of(period) is not None
            return FilingPath(plan, period, found[1], int(found[2] or 1)) if found and sound else None
    return None


def form_of(path: str, data: Data) -> fields.Form | None:
    """The form of a file, by its path and, where it is an event, by the kind that it says; one of unknown kind is taken for a
    report. None where no file of a workspace lies."""
    meaning = classify(path)
    if isinstance(meaning, EventPath):
        return _event_form(data)
    if isinstance(meaning, FilingPath):
        return forms.FILING_FILE
    return forms.AGENCIES_FILE if path == AGENCIES_PATH else forms.PLAN_FILE if meaning is not None else None


def _event_form(data: Data) -> fields.Form:
    kind = data.get("kind") if isinstance(data, dict) else None
    return forms.EVENT_FORMS[kind if isinstance(kind, str) and kind in forms.EVENT_FORMS else model.UPDATE]


def parse(snapshot: Snapshot, reading: Callable[[str], Reading] | None = None) -> Parsed:
    """Read every file. Findings carry line and column; the register holds whatever is sound enough to stand in it.

    `reading` gives what a file holds as text; where somebody has kept that, no file is opened but those with findings.
    """
    reader = _Reader(reading or (lambda path: read(snapshot.files[path], path)))
    for path in sorted(snapshot.files):
        reader.take(path)
    for path, code in sorted(snapshot.refused.items()):
        reader.findings.append(Finding(code, path, line=1, column=1))
    if AGENCIES_PATH not in snapshot.files and AGENCIES_PATH not in snapshot.refused:
        reader.findings.append(Finding("KH116", AGENCIES_PATH, line=1, column=1))
    return Parsed(reader.register(), placed(bounded(reader.findings), snapshot))


def placed(findings: list[Finding], snapshot: Snapshot) -> tuple[Finding, ...]:
    """The findings in order, each with its line and column; a file is read for positions only when it has a finding."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    return in_order(placed for path, group in by_path.items() for placed in _placed_in_file(path, group, snapshot))


def _placed_in_file(path: str, findings: list[Finding], snapshot: Snapshot) -> list[Finding]:
    waiting = [finding for finding in findings if not finding.line]
    if not waiting:
        return findings
    places = locate(snapshot.files[path], [f.pointer for f in waiting]) if path in snapshot.files else [(1, 1)] * len(waiting)
    found = [f._replace(line=line, column=column) for f, (line, column) in zip(waiting, places, strict=True)]
    return [finding for finding in findings if finding.line] + found


class _Reader:
    """Collects what the files hold while they are read one after another."""

    def __init__(self, reading: Callable[[str], Reading]) -> None:
        self._reading = reading
        self.findings: list[Finding] = []
        self._agencies: tuple[model.Agency, ...] = ()
        self._groups: tuple[model.Group, ...] = ()
        self._plans: list[model.Plan] = []
        self._events: list[model.Event] = []
        self._faulty: list[model.Event] = []
        self._filings: list[model.Filing] = []
        self._unread: set[str] = set()

    def take(self, path: str) -> None:
        """Read one file into the place its path gives it."""
        meaning = AGENCIES_PATH if path == AGENCIES_PATH else classify(path)
        if meaning is None:
            self.findings.append(Finding("KH127", path, line=1, column=1))
            return
        reading = self._reading(path)
        self.findings += reading.findings
        if reading.data is None and any(finding.code != "KH109" for finding in reading.findings):
            self._unread.add(path)
            return
        if isinstance(meaning, EventPath):
            self._take_event(path, meaning, reading.data)
        elif isinstance(meaning, FilingPath):
            self._take_filing(path, meaning, reading.data)
        elif path == AGENCIES_PATH:
            self._take_agencies(path, reading.data)
        else:
            self._take_plan(path, reading.data)

    def _fill(self, form: fields.Form, data: Data, path: str) -> dict[str, Any] | None:
        filled = fields.fill(form, data, path)
        self.findings += filled.findings
        if fields.is_complete(form, filled.values):
            return filled.values
        self._unread.add(path)
        return None

    def _take_agencies(self, path: str, data: Data) -> None:
        filled = fields.fill(forms.AGENCIES_FILE, data, path)
        self.findings += filled.findings
        if "agencies" not in filled.values:
            self._unread.add(path)
        self._agencies = filled.values.get("agencies", ())
        self._groups = filled.values.get("groups", ())

    def _take_plan(self, path: str, data: Data) -> None:
        values = self._fill(forms.PLAN_FILE, data, path)
        if values is not None:
            identity = {"id": path.split("/")[1], "stated_id": values["id"]}  # the path is the truth
            if "reporting" in values and "calendar" in values:
                values["reporting"] = values["reporting"]._replace(calendar=values["calendar"])
            by_id = model.newest(values["items"])
            self._plans.append(model.Plan(**{**values, **identity}, path=path, item_by_id=by_id))

    def _take_event(self, path: str, where: EventPath, data: Data) -> None:
        form = _event_form(data)
        filled = fields.fill(form, data, path)
        self.findings += filled.findings
        if not {"kind", "date"} <= filled.values.keys():
            self._unread.add(path)
            return
        event = model.Event(path=path, plan=where.plan, agency=where.agency, id=where.name, **filled.values)
        (self._events if fields.is_complete(form, filled.values) else self._faulty).append(event)

    def _take_filing(self, path: str, where: FilingPath, data: Data) -> None:
        values = self._fill(forms.FILING_FILE, data, path)
        if values is not None:
            self._filings.append(model.Filing(path=path, **where._asdict(), **values))

    def register(self) -> model.Register:
        """The register of everything read; where an id is given twice, the first one counts."""
        return model.Register(
            agencies=self._agencies,
            groups=self._groups,
            plans=tuple(self._plans),
            events=tuple(sorted(self._events, key=lambda event: (event.date, event.id, event.path))),
            filings=tuple(sorted(self._filings, key=lambda filing: (filing.plan, filing.period, filing.agency, filing.revision))),
            agency_by_id={agency.id: agency for agency in reversed(self._agencies)},
            group_by_id={group.id: group for group in reversed(self._groups)},
            plan_by_id={plan.id: plan for plan in reversed(self._plans)},
            unread=frozenset(self._unread),
            faulty=tuple(self._faulty),
        )


def event_path(plan: str, agency: str, day: date, subject: str, token: str) -> str:
    """Where an event is kept. `subject` is the item, or the kind for an event about no item; `token` six hex digits."""
    return f"plans/{plan}/progress/{day.year:04}/{agency}/{day.isoformat()}-{subject}-{token}.yaml"


def filing_path(plan: str, period: str, agency: str, revision: int) -> str:
    """Where a filing is kept; revision 1 has no mark."""
    mark = "" if revision == 1 else f".r{revision}"
    return f"plans/{plan}/filings/{period}/{agency}{mark}.yaml"
