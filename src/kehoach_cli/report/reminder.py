"""The letter that reminds one agency (công văn đôn đốc), and the list for the leadership of what three letters did not move."""

from datetime import date
from typing import NamedTuple

from kehoach_cli import filings as fl
from kehoach_cli import standing as st
from kehoach_cli import vn
from kehoach_cli.periods import period_words
from kehoach_cli.reminders import Debt, Letter
from kehoach_cli.report import head
from kehoach_cli.report.asked import Asked
from kehoach_cli.report.parts import Values, capital, days_late
from kehoach_cli.text import Say


class Reminding(NamedTuple):
    """What the letters of one round share: the plan and the day, and the day by which an answer is asked for, if one is set."""

    asked: Asked
    by: date | None = None


def letter(of: Reminding, one: Letter, *, calendar: bool) -> Values:
    """What the templates of a letter and of its mail see. `calendar`: whether a calendar of coming deadlines goes with it."""
    asked = of.asked
    name, say = asked.name(one.agency), asked.say
    before = sorted({day for debt in one.debts if debt.level == one.level for day in debt.asked})
    return {
        **head.common(asked),
        "to": [name],
        "recipients": [],  # those of the plan receive its reports
        "agency": {"id": one.agency, "name": name},
        "reminder": {
            "level": str(one.level),
            "again": say.word("again", str(one.level)) if one.level > 1 else "",
            "before": [say.day(day) for day in before],
            "by": say.day_in_words(of.by) if of.by else "",
        },
        "late": [_debt(asked, debt) for debt in one.debts if debt.days_late > 0],
        "soon": [_debt(asked, debt) for debt in one.debts if debt.days_late <= 0],
        "calendar": calendar,
    }


def escalation(of: Reminding, letters: tuple[Letter, ...]) -> Values:
    """What the templates of the report to the leadership see: each agency's debts in the official order of agencies."""
    rows = [{"agency": of.asked.name(one.agency), **_debt(of.asked, debt)} for one in letters for debt in one.debts]
    count = {"agencies": str(len({one.agency for one in letters})), "debts": str(len(rows))}
    return {**head.common(of.asked), "recipients": [], "rows": rows, "count": count}  # not for whom it is about


def what(asked: Asked, debt: Debt) -> str:
    """What is owed, in a few words: "Báo cáo năm 2026", "Khoản 2 Mục III (quý III năm 2026)"."""
    say = asked.say
    turn = period_words(debt.period, say) if debt.period else ""
    if debt.item is None:
        filing, other = say("words.paper.filing-of", period=turn), debt.of != debt.agency
        return say("words.paper.filing-by", filing=filing, agency=asked.name(debt.of)) if other else filing
    place = (say.language == "vi" and vn.place(debt.item.id)) or say("words.paper.item", item=debt.item.id)
    return capital(place) + (f" ({turn})" if turn else "")


def how_late(debt: Debt, say: Say) -> str:
    """How it stands against its deadline: "quá hạn 53 ngày", "còn 2 ngày", "đến hạn hôm nay"."""
    if debt.days_late > 0:
        words = days_late(say, debt.days_late)
    else:
        words = say("words.paper.days-left", days=str(-debt.days_late)) if debt.days_late else say("words.paper.due-today")
    return f"{words}; {say.word('filing', fl.BLANK)}" if debt.status == fl.BLANK else words


def _debt(asked: Asked, debt: Debt) -> Values:
    say = asked.say
    return {
        "what": what(asked, debt),
        "text": (debt.item.text or debt.item.heading or "") if debt.item else "",
        "item": debt.item.id if debt.item else "",
        "due": say.day(debt.due),
        "standing": capital(how_late(debt, say)),
        "standing_key": debt.status if debt.item else st.OVERDUE if debt.days_late > 0 else st.DUE_SOON,
        "asked": [say.day(day) for day in debt.asked],
        "times": str(len(debt.asked)),
    }
