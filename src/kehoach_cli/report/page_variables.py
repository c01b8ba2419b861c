"""The variables of the page for leaders: the part of the table of variables that `page` fills.

Counts are numbers here, because a template of HTML adds and compares them.
"""

from kehoach_cli.report.shapes import NUMBERS, Group, Maybe, Rows, Words, group

_WORD = group("word", "key word")
_TALLY = group("tally", "key word count#")
_BAR = group("bar", "words", parts=Rows(group("bar-part", "key x width middle count")))
_DATE = group("page-date", "day iso days what text anchor who*")
_TURN = group("page-turn", "name due expected#", counts=NUMBERS, bar=_BAR)
_REPORTING = group(
    "reporting", "", recent=Rows(_TURN), earlier=Rows(_TURN), columns=Rows(_WORD),
    maps=Rows(group("map", "name periods*", rows=Rows(group("map-row", "agency", cells=Rows(_WORD))))),
    legend=Rows(_WORD),
)  # fmt: skip
_TASK = group(
    "page-task", "anchor id above text note products* due keys*", tally=Rows(_TALLY),
    rows=Rows(group("page-row", "key word numbers name members* role turn due heir_of state returned review said")),
)  # fmt: skip
_ENTRY = group(
    "page-entry", "day iso agency item anchor kind word details* figures*",
    texts=Rows(group("page-text", "label text")), documents=Rows(group("page-document", "cited title url place")),
)  # fmt: skip
_PLAN = group(
    "page-plan", "anchor id name title issued_by closes percent share most_due#",
    cells=Rows(_TALLY), cells_bar=_BAR, beside=Rows(_TALLY), headline=Rows(group("headline", "key text")),
    late=Rows(_DATE), coming=Rows(_DATE), owed=Rows(group("owed", "period count#")), reporting=Maybe(_REPORTING),
    agencies=Rows(group("page-agency", "number# name")), tasks=Rows(_TASK), standings=Rows(_TALLY),
    timeline=group("timeline", "older*", months=Rows(group("month", "name open?", entries=Rows(_ENTRY)))),
)  # fmt: skip

PAGE: Group = group(
    "page", "language heading head as_of source reading*", label=Words("page.label-"), plans=Rows(_PLAN)
)  # fmt: skip
