"""`kehoach show ITEM|AGENCY|EVENT [--why]`: one thing and everything known of it."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Annotated

import typer

from kehoach_cli import coordinator, digest, judged, lineage, lookup, periods, why
from kehoach_cli.cli import options
from kehoach_cli.cli.context import Session, day, session
from kehoach_cli.cooperation import Cooperation
from kehoach_cli.digest import Row
from kehoach_cli.filings import FilingStanding, filings
from kehoach_cli.model import Agency, Event, Filing, Group, Item, Plan
from kehoach_cli.render import agencies, known, safe, status
from kehoach_cli.render.table import plain
from kehoach_cli.standing import ObligationStanding, PlanStanding
from kehoach_cli.why import Reason
from kehoach_cli.workspace import Workspace


def command(
    ctx: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    why: Annotated[bool, typer.Option("--why", "-w")] = False,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
) -> int:
    here = session(ctx)
    view = View(here, here.workspace(known_at), day("--as-of", as_of), with_reasons=why)
    view.print(view.of(id_))
    return 0


_HANDOVERS = ("succession", "transfer")  # they differ from member to member, so a shared line leaves them out


class View:
    """One showing: the words, the workspace, the day."""

    def __init__(self, here: Session, workspace: Workspace, on: date, *, with_reasons: bool) -> None:
        self.here, self.workspace, self.register = here, workspace, workspace.register
        self.on, self.with_reasons, self.say = on, with_reasons, here.say

    def print(self, lines: list[str]) -> None:
        """Show the lines; below the first of them the commit that they speak from, if it is not the work tree."""
        heading, *rest = lines
        self.here.console.prose("\n".join([heading, *known.lines(self.say, self.workspace.known), *rest]))

    def of(self, typed: str) -> list[str]:
        """The lines for whatever the id names: an event, a filing, an item, an agency."""
        entry = coordinator.entry(self.register, typed)
        if entry:
            return self._entry(entry)
        plans = {plan.id.casefold() for plan in self.register.plans}
        if typed.partition("/")[0].casefold() in plans and "/" in typed:
            return self._item(*lookup.plan_and_item(self.register, typed))
        holders = lookup.holders(self.register, typed)
        if len(holders) > 1:
            raise lookup.which_plan([f"{plan.id}/{typed}" for plan in holders])
        if holders:
            return self._item(holders[0], lookup.item(holders[0], typed))
        if typed.casefold() in plans:
            return self._plan(lookup.plan(self.register, typed))
        group = lookup.group(self.register, typed)
        return self._group(group) if group else self.agency(lookup.agency(self.register, typed))

    def _whole(self, plan: Plan) -> PlanStanding:
        return judged.whole(self.workspace.kept, self.register, plan, self.on, None)

    def _plan(self, plan: Plan) -> list[str]:
        whole = self._whole(plan)
        lines = [status.heading(self.say, whole), safe.on_one_line(plan.title), *status.summary(self.say, self.register, whole)]
        texts = (("note", plan.note), ("basis", plan.reporting.basis if plan.reporting else None))
        return [*lines, *(self.say(f"screens.show-{key}", **{key: safe.for_terminal(text)}) for key, text in texts if text)]

    def _group(self, group: Group) -> list[str]:
        lines = [f"{group.id}: {safe.on_one_line(group.name)}"]
        if group.open:
            lines.append(self.say("screens.show-open"))
        if group.note:
            lines.append(self.say("screens.show-note", note=safe.for_terminal(group.note)))
        valid = [a for a in self.register.members(group.id) if self.register.agency_by_id[a].valid_on(self.on)]
        lines.append(self.say("screens.show-members", count=str(len(valid)), day=self.on.isoformat()))
        return [*lines, *(f"  {agency}: {safe.on_one_line(self.register.party_name(agency))}" for agency in valid)]

    def _item(self, plan: Plan, item_id: str) -> list[str]:
        now, say = plan.on(self.on), self.say
        item = now.item_by_id.get(item_id) or plan.item_by_id[item_id]
        lines = [f"{plan.id}/{item.id}", safe.for_terminal(item.text or item.heading or ""), *self._amendments(plan, item)]
        if item.note:
            lines.append(say("screens.show-note", note=safe.for_terminal(item.note)))
        reading = now if item_id in now.item_by_id else plan
        for role, parties in (("lead", reading.lead_of(item)), ("support", item.support)):
            shown = ", ".join(safe.on_one_line(self.register.party_name(party)) for party in parties) or "–"
            lines.append(f"{say(f'screens.show-{role}')} {shown}")
        if item.products:
            lines.append(f"{say('screens.show-products')} {'; '.join(map(safe.on_one_line, item.products))}")
        whole = self._whole(plan)
        mine = [one for one in whole.obligations if one.obligation.item.id == item_id]
        in_force = item_id in now.item_by_id and now.is_task(item)
        nobodys = digest.unassigned_rows(self.register, whole, item) if in_force else []
        return [
            *lines,
            "",
            *self._obligations(whole, mine, nobodys),
            *self._cooperation([one for one in whole.cooperation if one.item == item_id]),
        ]

    def _amendments(self, plan: Plan, shown: Item) -> list[str]:
        """How the words have come about: the former ones with the day until which they stood, the day of the present ones."""
        lines = []
        for item in plan.wordings(shown.id):
            facts = {"basis": safe.on_one_line(item.basis or "")}
            if item != shown and item.until and item.until <= self.on:
                words = safe.on_one_line(item.text or item.heading or "")
                lines.append(self.say("screens.show-wording", until=item.until.isoformat(), text=words))
            elif item == shown and item.since:
                key = "show-amended" if item.since <= self.on else "show-not-yet"
                lines.append(self.say(f"screens.{key}", since=item.since.isoformat(), **facts))
            if item == shown and item.until and item.until <= self.on:
                lines.append(self.say("screens.show-dropped", until=item.until.isoformat(), **facts))
        return lines

    def _cooperation(self, claims: list[Cooperation]) -> list[str]:
        """What leads say of partners, and what those say."""
        told = [why.of_cooperation(self.register, one) for one in claims]
        return (
            ["", self.say("screens.show-cooperation"), *(line for one in told for line in self._reasons(one))] if claims else []
        )

    def agency(self, agency: Agency) -> list[str]:
        """The lines for an agency: its line, what it holds by plan, what it has inherited and handed on."""
        say = self.say
        found = agencies.LineageView(say, self.register, lineage.of_agency(self.register, agency, self.on), [agency.basis])
        short = f" ({safe.on_one_line(agency.abbreviation)})" if agency.abbreviation else ""
        lines = [f"{agency.id}: {safe.on_one_line(agency.name)}{short}"]
        if agency.since or agency.until:
            since, until = (d.isoformat() if d else "…" for d in (agency.since, agency.until))
            lines.append(say("screens.show-valid", since=since, until=until))
        for text, key in ((agency.basis, "basis"), (agency.note, "note")):
            if text:
                lines.append(say(f"screens.show-{key}", **{key: safe.for_terminal(text)}))
        lines += found.line()
        for plan in self.register.plans:
            lines += self.here.said_of(plan, self.workspace, "show", partial(self._held, agency, plan))
        return [*lines, *found.duties()]

    def _held(self, agency: Agency, plan: Plan) -> list[str]:
        """What an agency has to do in a plan; nothing where that is nothing."""
        whole = self._whole(plan)
        mine = [one for one in whole.obligations if one.obligation.agency == agency.id]
        owed = [one for one in whole.filings if one.agency == agency.id]
        if not mine and not owed:
            return []
        claims = [one for one in whole.cooperation if agency.id in (one.lead, one.partner)]
        shown = ["", status.heading(self.say, whole), *self._obligations(whole, mine), *self._filings(plan, owed)]
        return [*shown, *self._cooperation(claims)]

    def _entry(self, entry: Event | Filing) -> list[str]:
        text = self.workspace.snapshot.files[entry.path].decode("utf-8", "replace")
        lines = [entry.path, "", safe.for_terminal(text).rstrip()]
        plan = self.register.plan_by_id.get(entry.plan)
        if plan is None:
            return lines
        whole = self._whole(plan)
        items = [entry.item] if isinstance(entry, Event) else [part.item for part in entry.items]
        touched = [one for one in whole.obligations if one.obligation.item.id in items and entry.agency in one.obligation.holders]
        about = self._obligations(whole, touched) if any(items) else []
        return [*lines, "", *about, *self._filings(plan, self._filing_of(plan, entry))]

    def _filing_of(self, plan: Plan, entry: Event | Filing) -> list[FilingStanding]:
        """Where the filing stands, of whichever period, that an entry is or, as an excuse or a reminder, speaks of."""
        if (isinstance(entry, Event) and entry.item) or plan.reporting is None or entry.period is None:
            return []
        if not periods.is_expected(plan.reporting, entry.period):
            return []
        expected = filings(self.register, plan, periods.period(plan.reporting, entry.period), self.on)
        return [one for one in expected if entry.agency in (one.agency, *one.inherited_from)]

    def _obligations(self, whole: PlanStanding, judged: list[ObligationStanding], nobodys: Sequence[Row] = ()) -> list[str]:
        """Obligations and, of a single item, the parties that are nobody's; as a table or each with its reasons."""
        if not judged and not nobodys:
            return [self.say("screens.show-nothing")]
        if self.with_reasons:
            return [*self._explained(whole, judged), *(self._unassigned(whole.plan, row) for row in nobodys)]
        part = whole._replace(obligations=tuple(judged), filings=(), cooperation=())
        rows = [*digest.rows(self.register, part, unassigned=False), *nobodys]
        table = status.table(self.say, rows)
        if self.here.console.is_terminal:
            from kehoach_cli.render.terminal import draw

            return [draw(table, self.here.console.width, colour=self.here.console.colour).rstrip()]
        return [plain(table).rstrip()]

    def _explained(self, whole: PlanStanding, judged: list[ObligationStanding]) -> list[str]:
        lines: list[str] = []
        for same in digest.alike(self.register, judged):
            one, o = same[0], same[0].obligation
            occurrence = f" ({one.occurrence})" if one.occurrence else ""
            who = safe.on_one_line(digest.holders_name(self.register, same))
            lines.append(
                f"{o.item.id}{occurrence} · {who} · {self.say.word('role', o.role)}: {self.say.word('standing', one.standing)}"
            )
            plan = self.register.plan_by_id[whole.plan.id]  # with every wording, not only those of the day
            reasons = why.of_obligation(self.register, plan, one, self.on)
            lines += self._reasons([r for r in reasons if len(same) == 1 or r.key not in ("member", *_HANDOVERS)])
        return lines

    def _unassigned(self, plan: Plan, row: Row) -> str:
        """Why a party of an item is nobody's obligation."""
        key = "no-lead" if not row.agency else row.standing
        return (
            f"  - {self.say(f'why.{key}', item=row.subject, party=safe.on_one_line(row.agency), role=row.role, path=plan.path)}"
        )

    def _filings(self, plan: Plan, shown: list[FilingStanding]) -> list[str]:
        lines = []
        for one in shown:
            word = self.say.word("filing", one.status)
            lines.append(f"{self.say('screens.filing-subject', period=one.period.name)}: {word}")
            if self.with_reasons:
                lines += self._reasons(why.of_filing(self.register, plan, one, self.on))
        return lines

    def _reasons(self, reasons: list[Reason]) -> list[str]:
        shown = (self.say(f"why.{r.key}", **{name: safe.on_one_line(fact) for name, fact in r.facts.items()}) for r in reasons)
        return [f"  - {line}" for line in shown]
