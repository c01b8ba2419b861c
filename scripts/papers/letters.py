"""What stands in a letter that reminds an agency, in its mail, and in the list for the leadership after three letters."""

from collections.abc import Callable

from papers import layout as look
from papers.kinds import REPORT, table
from papers.pieces import Line, Outline, Tag
from papers.wording import Words


def reminder(words: Words) -> Outline:
    """The letter: a notice before the deadline (level 0), or a first, second, third reminder."""
    what = "**{{ debt.what }}**{% if debt.text %}: {{ debt.text }}{% endif %}"
    return Outline(
        about=words("about"),
        body=(
            Tag("if late"),
            Line(look.OPENING, words("opening")),
            table(
                "debt in late", (10, 74, 25, 27, 29), words("late-heads"),
                Line(look.SMALL_CENTRED, "{{ loop.index }}"),
                Line(look.SMALL, what),
                Line(look.SMALL_CENTRED, "{{ debt.due }}"),
                Line(look.SMALL, "{{ debt.standing }}"),
                Line(look.SMALL, words("asked")),
            ),
            Line(look.AFTER_TABLE, words("request")),
            Tag('if reminder.level == "3"'),
            Line(look.BODY, words("last")),
            Tag("endif"),
            Tag("endif"),
            Tag("if soon"),
            Tag("if late"),
            Line(look.BEFORE_TABLE, words("soon")),
            Tag("else"),
            Line(look.OPENING, words("opening-soon")),
            Tag("endif"),
            table(
                "debt in soon", (10, 105, 25, 25), words("soon-heads"),
                Line(look.SMALL_CENTRED, "{{ loop.index }}"),
                Line(look.SMALL, what),
                Line(look.SMALL_CENTRED, "{{ debt.due }}"),
                Line(look.SMALL, "{{ debt.standing }}"),
            ),
            Line(look.AFTER_TABLE, words("request-soon")),
            Tag("endif"),
            Line(look.CLOSING, words("closing")),
        ),
    )  # fmt: skip


def escalation(words: Words) -> Outline:
    """The list for the leadership: whom three letters did not move, and in what."""
    return Outline(
        title=words("title"),
        subject=words("subject"),
        symbol=REPORT,
        body=(
            Line(look.OPENING, words("opening")),
            table(
                "row in rows", (10, 33, 49, 25, 21, 27), words("heads"),
                Line(look.SMALL_CENTRED, "{{ loop.index }}"),
                Line(look.SMALL, "{{ row.agency }}"),
                Line(look.SMALL, "**{{ row.what }}**{% if row.text %}: {{ row.text }}{% endif %}"),
                Line(look.SMALL_CENTRED, "{{ row.due }}"),
                Line(look.SMALL, "{{ row.standing }}"),
                Line(look.SMALL, '{{ row.asked|join("; ") }}'),
            ),
            Line(look.CLOSING, words("closing")),
        ),
    )  # fmt: skip


LETTERS: dict[str, Callable[[Words], Outline]] = {"reminder": reminder, "escalation": escalation}


def mail(words: Words) -> str:
    """The text of the mail that goes with a letter. Its first line is the subject."""
    return words("mail")
