"""The use cases of whoever looks: the order of the steps, and nothing else. It reads like the diagram in docs/design.md; those of
whoever puts something on record are in `onrecord`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kehoach_cli import digest, disk, judged, lookup, overview, periods, standing
from kehoach_cli.digest import Filters, Gate
from kehoach_cli.findings import Finding
from kehoach_cli.model import Plan, Register
from kehoach_cli.overview import Point
from kehoach_cli.parse import Snapshot, placed
from kehoach_cli.periods import Period
from kehoach_cli.standing import PlanStanding
from kehoach_cli.trouble import FOUND, WRONG_USE, Trouble
from kehoach_cli.workspace import Workspace, archive_of, errors, load_at

if TYPE_CHECKING:  # its reader loads it; `status` need not
    from kehoach_cli.past import Known
    from kehoach_cli.suppression import Suppressed


class Validation(NamedTuple):
    """What `validate` has found: the findings that stand, those that a comment suppresses, and the files they point into. `since`
    is the commit that a change was compared with, when only what it brings was asked for.
    """

    root: Path
    snapshot: Snapshot
    standing: tuple[Finding, ...]
    suppressed: "tuple[Suppressed, ...]"
    since: "Known | None" = None


def validate(start: Path, as_of: date | None = None, changed_since: str | None = None) -> Validation:
    """Every finding on the workspace. As of a day, suppressions whose last day is over do not hold; otherwise no day matters.

    With `changed_since`, a revision or day as typed, only what the change brings: the findings that are not there where the
    present branch left the line of that revision, and all in the files that differ from there. Raises Trouble, as `load` does.
    """
    from kehoach_cli import abreast, intake, rules

    root = disk.find_root(start)
    snapshot = disk.read(root)._replace(attachments=intake.verified(root))
    found = rules.judge(snapshot, as_of, abreast.found)
    if changed_since is None:
        return Validation(root, snapshot, *found)
    from kehoach_cli import brought

    since, before = _before(root, changed_since)
    found = brought.only(found, rules.check(before, as_of), brought.touched(before, snapshot))
    return Validation(root, snapshot, *found, since)


def _before(root: Path, changed_since: str) -> "tuple[Known, Snapshot]":
    """What a change is compared with: where the present branch left the line of a revision, and the files there."""
    archive = archive_of(root)
    since = archive.parting(changed_since)
    return since, (archive.read(since) or Snapshot({}))._replace(attachments=archive.attachments(since))


def touched(start: Path, changed_since: str) -> frozenset[str]:
    """The paths of the files that a change adds, alters or removes; `validate` says what it is compared with. Raises Trouble."""
    from kehoach_cli import brought

    root = disk.find_root(start)
    return brought.touched(_before(root, changed_since)[1], disk.read(root))


def asked(of: Workspace, plan: str | None, period: str | None) -> list[Plan]:
    """The plan, or every plan when none is named; with a period those that ask for it. Raises Trouble when none does."""
    plans = [lookup.plan(of.register, plan)] if plan else _that_expect(of.register, period)
    if period is not None and not plans and of.register.plans:
        raise Trouble("unexpected-period", exit_code=WRONG_USE, period=period, plan="–")
    return plans


def standing_of(of: Workspace, plan: Plan, as_of: date, period: str | None, filters: Filters) -> PlanStanding:
    """Where a plan stands on the day, with the filings of that or the current period. Raises Trouble."""
    wanted = expected_period(plan, period) if period is not None else None
    return digest.filtered(judged.whole(of.kept, of.register, plan, as_of, wanted), filters)


def status(of: Workspace, plan: str | None, as_of: date, period: str | None, filters: Filters) -> list[PlanStanding]:
    """Where every plan that was asked for stands. Raises Trouble, as `asked` does."""
    return [standing_of(of, one, as_of, period, filters) for one in asked(of, plan, period)]


def trends(of: Workspace, plans: list[Plan], as_of: date, *, known_then: bool = False) -> list[list[Point]]:
    """The cells of each plan at the end of each of its past periods, and on the day; with `known_then` only as far as had been
    committed by each of those days, and no cells where the plan was not there yet. Raises Trouble where history cannot be read.

    One day after another for all plans, so that each commit is read once.
    """
    ends = {plan.id: overview.ends(plan, as_of) for plan in plans}
    asked: dict[date, list[str]] = {}
    for plan, found in ends.items():
        for _, day in found:
            asked.setdefault(day, []).append(plan)
    cells: dict[tuple[str, date], standing.Counts | None] = {}
    for day in sorted(asked):
        then = load_at(of, day) if known_then else of
        for plan in asked[day]:
            known = then.register.plan_by_id.get(plan) if then else None
            cells[plan, day] = judged.counts(then.kept, then.register, known, day, as_of) if then and known else None
    return [[Point(period, day, cells[plan, day]) for period, day in found] for plan, found in ends.items()]


def gated(of: Workspace, plan: str | None, period: str) -> list[Plan]:
    """The plan, or every plan that asks for filings of that kind of period. Raises Trouble when none does."""
    several = plan is None and len(of.register.plans) > 1
    plans = _that_expect(of.register, period) if several else [lookup.plan(of.register, plan)]
    if not plans:
        raise Trouble("unexpected-period", exit_code=WRONG_USE, period=period, plan="–")
    return plans


def gate_of(of: Workspace, plan: Plan, period: str, as_of: date) -> Gate:
    """Who has filed for the period of a plan. Raises Trouble."""
    wanted = expected_period(plan, period)
    expected, through = judged.expected(of.kept, of.register, plan, wanted, as_of)
    return digest.gate(plan, wanted, expected, through)


def _that_expect(register: Register, period: str | None) -> list[Plan]:
    """The plans that ask for filings of a period; all without one, and a plan alone in any case, so that it can say why not."""
    plans = list(register.plans)
    if period is None or len(plans) == 1:
        return plans
    return [one for one in plans if one.reporting and periods.is_expected(one.reporting, period)]


def shortfall(of: Workspace, gates: list[Gate], as_of: date) -> tuple[Finding, ...]:
    """What `check` finds as of the day, each with its place: that the files have errors, then who has not filed, or late."""
    from kehoach_cli import shortfall

    found = shortfall.of_errors(errors(of.findings))
    for gate in gates:
        found += shortfall.of_gate(of.register, gate, as_of)
    return placed(found, of.snapshot)


def lapsed(of: Workspace, as_of: date) -> tuple[Finding, ...]:
    """The comments that suppressed a finding until a day that is over as of this one."""
    from kehoach_cli import suppression

    if not (of.kept.suppresses() if of.kept else suppression.is_in(of.snapshot.files)):
        return ()
    from kehoach_cli import rules

    return rules.lapsed(of.snapshot, as_of)


def expected_period(plan: Plan, name: str) -> Period:
    """The period of that name, where the plan asks for reports on it. Raises Trouble."""
    if plan.reporting is None:
        raise Trouble("no-reporting", exit_code=WRONG_USE, plan=plan.id)
    if not periods.is_expected(plan.reporting, name):
        raise Trouble("unexpected-period", exit_code=WRONG_USE, period=name, plan=plan.id)
    return periods.period(plan.reporting, name)


def require_begun(plan: Plan, period: Period, as_of: date) -> None:
    """Raise Trouble while a period has not begun: there is nothing yet to tell of it, or to ask for."""
    if period.opens <= as_of or plan.reporting is None:
        return
    begun = [one.name for one in periods.up_to(plan.reporting, as_of)] or [""]
    days = {"day": as_of.isoformat(), "opens": period.opens.isoformat()}
    raise Trouble(
        "period-not-begun", exit_code=WRONG_USE, period=period.name, plan=plan.id, first=begun[0], last=begun[-1], **days
    )


def require_sound(of: Workspace) -> None:
    """Raise Trouble while files have faults of form: a document must not leave out what they would have said."""
    if of.form_errors and of.known:
        raise Trouble("unsound-files-then", exit_code=FOUND, count=str(of.form_errors), commit=of.known.short)
    if of.form_errors:
        raise Trouble("unsound-files", exit_code=FOUND, count=str(of.form_errors))
