"""The use case of reminding: a round of letters, each with its mail draft and calendar, and what of it goes on record."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from kehoach_cli import app, documents, lookup, reminders, stationery
from kehoach_cli.model import Agency, Plan
from kehoach_cli.nodes import Data
from kehoach_cli.periods import current
from kehoach_cli.reminders import Debt, Letter, Round, Wanted
from kehoach_cli.render import calendar, filling, mail
from kehoach_cli.render.filling import Filler
from kehoach_cli.render.properties import About
from kehoach_cli.report import head
from kehoach_cli.report import reminder as values
from kehoach_cli.report.asked import Asked, Source
from kehoach_cli.report.reminder import Reminding
from kehoach_cli.text import Say
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.workspace import Workspace

REMINDER, ESCALATION = KINDS = ("reminder", "escalation")
LETTER, MAIL, CALENDAR = ".docx", ".eml", ".ics"
LEADERSHIP_FILE = "lanh_dao.docx"  # no agency has a file of that name: ids hold no underscore
_AN_ANSWER = "Re: "
_ABOUT = {"vi": "V/v ", "en": "Re: "}  # what a subject begins with


class Request(NamedTuple):
    """Whom to remind of what, as somebody asks for it; names as they were typed. `by` is the day by which an answer is asked for;
    `again` makes the letters of the day once more, whatever is on record."""

    as_of: date
    plan: str | None = None
    agency: str | None = None
    period: str | None = None
    within: int | None = None
    by: date | None = None
    again: bool = False


Record = tuple[str, Mapping[str, Data]]  # an agency, and the keys of its event


class Paper(NamedTuple):
    """The documents of one step, by their file names, and what goes on record of them."""

    files: dict[str, bytes]
    record: list[Record]


def make_again(of: Workspace, request: Request, say: Say, kind: str, source: Source) -> bytes | None:
    """One letter of a day, or the report to the leadership, from another source; None where nobody is to be reminded any more.
    Raises Trouble."""
    round_ = prepare(of, request, say, source)
    return round_.report() if kind == ESCALATION else round_.first_letter()


def prepare(of: Workspace, request: Request, say: Say, source: Source | None = None) -> "Mailing":
    """The letters of the day, still to be made. Raises Trouble; writes nothing."""
    app.require_sound(of)
    plan = lookup.plan(of.register, request.plan)
    if request.by is not None and request.by < request.as_of:
        raise Trouble("by-is-past", exit_code=WRONG_USE, by=request.by.isoformat(), day=request.as_of.isoformat())
    agency = lookup.agency(of.register, request.agency).id if request.agency else None
    period = app.expected_period(plan, request.period) if request.period else None
    if period:
        app.require_begun(plan, period, request.as_of)
    wanted = Wanted(request.as_of, request.within, period, agency, request.again)
    found = reminders.of_day(of.register, plan, wanted, head.issuer(plan))
    now = current(plan.reporting, request.as_of) if plan.reporting else None
    shown = period or now
    asked = Asked(of.register, plan, request.as_of, say, (shown,) if shown else (), source=source or documents.source(of))
    wanted_again = {
        "period": period.name if period else "",
        "agency": agency or "",
        "within": "" if request.within is None else str(request.within),
        "by": request.by.isoformat() if request.by else "",
    }
    return Mailing(of, found, Reminding(asked, request.by), wanted_again)


def _of_mail(subject: str) -> str:
    """The subject of a letter as that of a mail, where "Re:" would say that it answers another."""
    bare = subject.removeprefix(_AN_ANSWER)
    return bare[:1].upper() + bare[1:] if bare != subject else subject


class Mailing:
    """A round of letters, made one after another as they are asked for; each template is read once."""

    def __init__(self, of: Workspace, found: Round, shared: Reminding, wanted: Mapping[str, str]) -> None:
        self.round, self._of, self._shared, self._wanted = found, of, shared, wanted
        asked = shared.asked
        self._plan_name = " ".join(part for part in (asked.plan.type, asked.plan.number or asked.plan.id) if part)
        self._coming = reminders.coming(asked.register, asked.plan, asked.as_of) if found.letters else {}

    @property
    def asked(self) -> Asked:
        """What every document of the round is asked for."""
        return self._shared.asked

    @property
    def plan(self) -> Plan:
        """The plan the letters are about."""
        return self._shared.asked.plan

    @property
    def day(self) -> date:
        """The day they speak from."""
        return self._shared.asked.as_of

    def __len__(self) -> int:
        return len(self.round.letters) + bool(self.round.to_leadership)

    def __iter__(self) -> Iterator[Paper]:
        if self.round.letters:
            letter, text = self._letter_fillers()
            for one in self.round.letters:
                yield self._letter(one, letter, text)
        if report := self.report():
            title = self.asked.say("words.paper.escalated")
            recorded = [(one.agency, self._event(one, "report", title)) for one in self.round.to_leadership]
            yield Paper({LEADERSHIP_FILE: report}, recorded)

    def first_letter(self) -> bytes | None:
        """The letter of the first agency that is reminded, if any is."""
        if not self.round.letters:
            return None
        one = self.round.letters[0]
        return self._letter(one, *self._letter_fillers()).files[one.agency + LETTER]

    def report(self) -> bytes | None:
        """The report to the leadership, where there is something to report."""
        if not self.round.to_leadership:
            return None
        title = f"{self.asked.say('words.paper.escalated')}, {self._plan_name}"
        about = About(title, self.day, documents.made_from(ESCALATION, self.asked, **self._wanted))
        return self._filler("escalation.docx", filling.WORD).fill(
            values.escalation(self._shared, self.round.to_leadership), about
        )

    def _letter_fillers(self) -> tuple[Filler, Filler]:
        return self._filler("reminder.docx", filling.WORD), self._filler("reminder.txt.j2", filling.TEXT)

    def _filler(self, name: str, form: str) -> Filler:
        return filling.filler(stationery.template(self._of.root, f"{self._shared.asked.say.language}/{name}"), form)

    def _letter(self, one: Letter, letter: Filler, text: Filler) -> Paper:
        asked = self._shared.asked
        agency = asked.register.agency_by_id[one.agency]
        deadlines = self._deadlines(one.agency)
        found = values.letter(self._shared, one, calendar=bool(deadlines))
        subject, _, body = text.fill(found).decode().strip().partition("\n")
        facts = {**self._wanted, "agency": one.agency, "level": str(one.level)}
        about = About(subject, asked.as_of, documents.made_from(REMINDER, asked, **facts))
        files = {one.agency + LETTER: letter.fill(found, about)}
        if deadlines:
            name = f"{self._plan_name}, {agency.name}"
            files[one.agency + CALENDAR] = calendar.file(name, deadlines, asked.as_of, asked.plan.calendar.due_soon)
        files[one.agency + MAIL] = self._mail(agency, subject, body.strip() + "\n", files)
        return Paper(files, [(one.agency, self._event(one, "letter", subject.removeprefix(_ABOUT[asked.say.language])))])

    def _mail(self, agency: Agency, subject: str, body: str, files: Mapping[str, bytes]) -> bytes:
        say, kinds = self._shared.asked.say, {LETTER: mail.WORD, CALENDAR: mail.CALENDAR}
        called = {LETTER: "words.paper.letter-file", CALENDAR: "words.paper.calendar-file"}
        attachments = [
            mail.Attachment(mail.file_name(say(called[ending], agency=agency.name), ending), kinds[ending], content)
            for name, content in files.items()
            if (ending := name[name.rindex(".") :])
        ]
        return mail.draft(_of_mail(subject), agency.name, agency.email, body, attachments, self._shared.asked.as_of)

    def _deadlines(self, agency: str) -> list[calendar.Deadline]:
        asked, say = self._shared.asked, self._shared.asked.say
        found = [self._deadline(agency, debt) for debt in self._coming.get(agency, ())]
        if self._shared.by:
            id_ = f"{asked.plan.id}.{asked.as_of.isoformat()}.{agency}@kehoach"
            found.append(calendar.Deadline(id_, self._shared.by, say("words.paper.answer-by", plan=self._plan_name)))
        return sorted(found, key=lambda one: one.day)

    def _deadline(self, agency: str, debt: Debt) -> calendar.Deadline:
        say = self._shared.asked.say
        id_ = ".".join(part for part in (self.plan.id, *debt.key, *dict.fromkeys((debt.of, agency))) if part) + "@kehoach"
        title = say("words.paper.deadline", what=values.what(self._shared.asked, debt), plan=self._plan_name)
        return calendar.Deadline(id_, debt.due, title, (debt.item.text or debt.item.heading or "") if debt.item else "")

    def _event(self, one: Letter, kind: str, title: str) -> Mapping[str, Data]:
        named = sorted({debt.key for debt in one.debts})  # an heir may owe one report for itself and one for another
        periods: list[Data] = [period for item, period in named if not item]
        items: list[Data] = [{"item": item, "period": period or None} for item, period in named if item]
        return {
            "period": periods[0] if len(periods) == 1 else periods,
            "items": items,
            "level": str(one.level),
            "document": {"type": self._shared.asked.say(f"words.paper.{kind}"), "title": title},
        }
