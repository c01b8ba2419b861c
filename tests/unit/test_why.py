"""The reasons behind a standing: whose task, since when, by when, what was said; each with its document and its file."""

import re

import pytest
from world import PLAN_PATH, Files, confirmation, day, excuse, extension, filing, read, the_plan, update

from kehoach_cli import standing, why
from kehoach_cli.model import LEAD, SUPPORT
from kehoach_cli.text import LANGUAGES, Say
from kehoach_cli.why import Reason

AGENCIES = """\
agencies:
  - {id: dau-moi, name: Cơ quan đầu mối}
  - {id: a, name: Sở A}
  - {id: b, name: Sở B}
  - {id: cu, name: Sở cũ, until: 2026-03-01, successor: b, basis: Nghị quyết 5/NQ}
  - {id: het, name: Sở đã hết, until: 2026-03-01}
  - {id: moi, name: Sở mới, since: 2026-07-01}
groups:
  - {id: cac-so, name: các sở, members: [cu, a]}
"""
REPORTING = (
    "reporting: {every: year, first: 2026, closes: 12-14, due: 12-20, filers: [cu, a], coordinator: dau-moi, basis: Quy ước}\n"
)
PLAN = """\
transfers:
  - {items: [I.7], from: a, to: b, date: 2026-02-01, basis: Công văn 9}
items:
  - {id: I, heading: PHẦN MỘT, task: true, lead: [a]}
  - {id: I.1, text: Việc một., lead: [a], due: 2026-06-30}
  - {id: I.2, text: Việc hai., due: 2026-06-30}
  - {id: I.3, text: Việc ba., lead: [cac-so], due: 2026-06-30}
  - {id: I.4, text: Việc bốn., lead: [het], support: [b]}
  - {id: I.5, text: Việc năm., lead: [a], ongoing: true}
  - {id: I.6, text: Việc sáu., lead: [a], recurs: {every: year}}
  - {id: I.7, text: Việc bảy., lead: [a]}
  - {id: I.8, text: Việc tám., lead: [a], recurs: {every: year, by: 12-15}, since: 2026-01-01}
  - {id: I.9, text: Việc chín., lead: [dau-moi], due: 2026-06-30}
  - {id: I.10, text: Việc mười., lead: [moi], due: 2026-12-31}
"""


def reasons(
    item: str, on: str, *files: Files, agency: str | None = "a", plan: str = REPORTING + PLAN, role: str = LEAD
) -> list[Reason]:
    register = read(AGENCIES, plan, *files)
    of = the_plan(register)
    found = standing.of_plan(register, of, day(on))
    wanted = (item, agency, role)
    (one,) = [s for s in found.obligations if (s.obligation.item.id, s.obligation.agency, s.obligation.role) == wanted]
    return why.of_obligation(register, of, one, day(on))


def keys(item: str, on: str, *files: Files, agency: str | None = "a", plan: str = REPORTING + PLAN) -> list[str]:
    return [reason.key for reason in reasons(item, on, *files, agency=agency, plan=plan)]


def filing_reasons(agency: str, on: str, *files: Files) -> list[Reason]:
    register = read(AGENCIES, REPORTING + PLAN, *files)
    of = the_plan(register)
    found = standing.of_plan(register, of, day(on))
    (one,) = [one for one in found.filings if one.agency == agency]
    return why.of_filing(register, of, one, day(on))


# Whose task


def test_a_task_that_nobody_has_reported_on_is_explained_from_the_plan_alone() -> None:
    assert reasons("I.1", "2026-07-10") == [
        Reason("assigned", {"party": "Sở A", "role": LEAD, "item": "I.1", "path": PLAN_PATH, "below": "I.1"}),
        Reason("due", {"due": "2026-06-30", "path": PLAN_PATH}),
        Reason("not-reported", {}),
        Reason("verdict-overdue", {"standing": "overdue", "day": "2026-07-10", "due": "2026-06-30", "days": "10"}),
    ]


def test_an_inherited_lead_is_explained_by_the_item_above() -> None:
    assert reasons("I.2", "2026-06-01")[0] == Reason(
        "assigned-above", {"party": "Sở A", "role": LEAD, "item": "I", "path": PLAN_PATH, "below": "I.2"}
    )


def test_a_member_of_a_group_is_explained_by_the_words_of_the_plan() -> None:
    assert reasons("I.3", "2026-06-01")[:2] == [
        Reason("assigned", {"party": "các sở", "role": LEAD, "item": "I.3", "path": PLAN_PATH, "below": "I.3"}),
        Reason("member", {"agency": "Sở A", "party": "các sở"}),
    ]


def test_an_heir_is_explained_by_the_agency_the_plan_names_and_the_document() -> None:
    assert reasons("I.3", "2026-06-01", agency="b")[1:3] == [
        Reason("member", {"agency": "Sở cũ", "party": "các sở"}),
        Reason("succession", {"from": "Sở cũ", "to": "Sở B", "day": "2026-03-01", "basis": "Nghị quyết 5/NQ"}),
    ]


def test_a_transfer_is_explained_by_its_day_and_document() -> None:
    assert reasons("I.7", "2026-06-01", agency="b")[1] == Reason(
        "transfer", {"from": "Sở A", "to": "Sở B", "day": "2026-02-01", "basis": "Công văn 9"}
    )


def test_an_orphan_is_explained_by_the_agency_that_ended() -> None:
    found = reasons("I.4", "2026-06-01", agency=None)
    assert found[1] == Reason("orphaned", {"agency": "Sở đã hết", "day": "2026-03-01", "basis": ""})
    assert found[-1].key == "verdict-orphaned"


def test_a_split_is_explained_by_the_heirs_and_what_the_plan_leaves_open() -> None:
    agencies = AGENCIES.replace("successor: b, basis: Nghị quyết 5/NQ", "successor: [a, b], basis: Nghị quyết 5/NQ")
    register = read(agencies, "items:\n  - {id: I.1, text: Việc., lead: [cu]}\n")
    of = the_plan(register)
    (one,) = standing.of_plan(register, of, day("2026-06-01")).obligations
    facts = {"agency": "Sở cũ", "day": "2026-03-01", "basis": "Nghị quyết 5/NQ", "heirs": "Sở A, Sở B"}
    assert why.of_obligation(register, of, one, day("2026-06-01"))[1] == Reason("succession-split", facts)


def test_an_heir_that_leads_already_says_whose_share_has_come_to_it() -> None:
    register = read(AGENCIES, "items:\n  - {id: I.1, text: Việc., lead: [b, cu]}\n")
    of = the_plan(register)
    (one,) = standing.of_plan(register, of, day("2026-06-01")).obligations
    assert why.of_obligation(register, of, one, day("2026-06-01"))[1] == Reason("also-inherited", {"from": "Sở cũ"})


def test_an_amendment_is_explained_by_its_day_and_document_until_then_it_is_not_spoken_of() -> None:
    plan = """\
items:
  - {id: I.1, text: Việc một., lead: [a], until: 2026-03-01}
  - {id: I.1, text: Việc một sửa đổi., lead: [a], since: 2026-03-01, basis: Quyết định 7}
"""
    facts = {"day": "2026-03-01", "item": "I.1", "basis": "Quyết định 7", "path": PLAN_PATH}
    assert Reason("amended", facts) in reasons("I.1", "2026-03-01", plan=plan)
    assert "amended" not in keys("I.1", "2026-02-28", plan=plan)


def test_support_is_explained_without_a_deadline() -> None:
    found = reasons("I.4", "2026-06-01", agency="b", role=SUPPORT)
    assert [reason.key for reason in found] == ["assigned", "support-has-no-deadline", "not-reported", "verdict-nothing-reported"]


# By when


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("I.5", Reason("ongoing", {"path": PLAN_PATH})),
        ("I.6", Reason("turn-undated", {"every": "year", "occurrence": "2026", "path": PLAN_PATH})),
        ("I.8", Reason("occurrence", {"occurrence": "2026", "due": "2026-12-15", "path": PLAN_PATH})),
    ],
)
def test_a_task_without_a_day_of_its_own_says_why(item: str, reason: Reason) -> None:
    assert reason in reasons(item, "2026-06-01")


def test_a_task_for_which_the_plan_says_nothing_of_time_says_so() -> None:
    assert reasons("I.7", "2026-06-01", agency="b")[2] == Reason("undated", {"path": PLAN_PATH})


def test_a_deadline_on_a_day_off_is_explained_by_both_days() -> None:
    plan = "calendar: {days_off: next}\nitems:\n  - {id: I.1, text: Việc., lead: [a], due: 2026-06-28}\n"  # a Sunday
    facts = {"old": "2026-06-28", "due": "2026-06-29", "path": PLAN_PATH}
    assert reasons("I.1", "2026-06-01", plan=plan)[1] == Reason("shifted", facts)


def test_a_moved_deadline_is_explained_by_its_document() -> None:
    plan = """\
calendar:
  moved:
    - {item: I.1, period: "2026", due: 2027-01-15, basis: Công văn 12}
items:
  - {id: I.1, text: Việc., lead: [a], recurs: {every: year, by: 12-15}}
"""
    facts = {"old": "2026-12-15", "due": "2027-01-15", "path": PLAN_PATH, "basis": "Công văn 12"}
    assert reasons("I.1", "2026-06-01", plan=plan)[1] == Reason("moved", facts)


def test_an_extension_is_explained_by_both_days_and_its_file() -> None:
    found = reasons("I.1", "2026-07-10", extension("2026-06-20", "a", "2026-08-31"))
    path = "plans/kh/progress/2026/a/2026-06-20-I.1-00000e.yaml"
    facts = {"old": "2026-06-30", "due": "2026-08-31", "path": path, "basis": "Công văn gia hạn"}
    assert found[1] == Reason("extended", facts)
    assert found[-1].facts == {"standing": "in-term", "day": "2026-07-10", "due": "2026-08-31", "days": "52"}


# What was said

REPORT = "2026-06-10-I.1-000001"
REPORT_PATH = f"plans/kh/progress/2026/a/{REPORT}.yaml"


def test_a_report_that_waits_is_explained_by_its_file() -> None:
    assert reasons("I.1", "2026-07-10", update("2026-06-10", "a"))[2:] == [
        Reason("reported", {"day": "2026-06-10", "agency": "Sở A", "state": "completed", "path": REPORT_PATH}),
        Reason(
            "verdict-awaiting-confirmation",
            {"standing": "awaiting-confirmation", "day": "2026-07-10", "due": "2026-06-30", "days": "10"},
        ),
    ]


@pytest.mark.parametrize(
    ("result", "key", "verdict"), [("accepted", "confirmed", "verdict-done-on-time"), ("returned", "returned", "verdict-overdue")]
)
def test_the_word_of_the_coordinator_is_explained_by_its_file(result: str, key: str, verdict: str) -> None:
    found = reasons("I.1", "2026-07-10", update("2026-06-10", "a"), confirmation("2026-07-01", "a", REPORT, result))
    assert [reason.key for reason in found[2:]] == ["reported", key, verdict]
    assert found[3].facts["path"] == "plans/kh/progress/2026/a/2026-07-01-I.1-00000c.yaml"


def test_a_return_is_not_held_against_a_later_report() -> None:
    events = [update("2026-06-10", "a"), confirmation("2026-06-15", "a", REPORT, "returned"), update("2026-06-20", "a")]
    assert keys("I.1", "2026-07-10", *events)[2:] == ["reported", "verdict-awaiting-confirmation"]


def test_the_coordinator_itself_needs_no_word() -> None:
    found = keys("I.9", "2026-07-10", update("2026-06-10", "dau-moi", item="I.9"), agency="dau-moi")
    assert found == ["assigned", "due", "reported", "coordinator-itself", "verdict-done-on-time"]


def test_without_a_coordinator_nobody_needs_a_word() -> None:
    found = keys("I.1", "2026-07-10", update("2026-07-05", "a"), plan=PLAN)
    assert found == ["assigned", "due", "reported", "no-confirmation-needed", "verdict-done-late"]


# Filings

EXPECTED = {
    "period": "2026",
    "opens": "2025-12-15",
    "closes": "2026-12-14",
    "due": "2026-12-20",
    "path": PLAN_PATH,
    "basis": "Quy ước",
}


def test_a_missing_filing_is_explained_by_the_duty_and_its_days() -> None:
    assert filing_reasons("b", "2026-12-20") == [
        Reason("filing-expected", EXPECTED),
        Reason("filing-through", {"items": "I.3, I.4, I.7"}),
        Reason("filing-inherited", {"from": "Sở cũ"}),
        Reason("filing-not-due", {"day": "2026-12-20", "filed": "–", "days": "0", "path": "", "basis": ""}),
    ]


def test_a_late_filing_is_explained_by_its_day_and_its_file() -> None:
    register = read(AGENCIES, REPORTING + PLAN, filing("2026-12-23", "a"))
    of = the_plan(register)
    found = standing.of_plan(register, of, day("2026-12-31"), standing.of_plan(register, of, day("2026-12-01")).period)
    (late,) = [one for one in found.filings if one.agency == "a"]
    facts = {"day": "2026-12-31", "filed": "2026-12-23", "days": "3", "path": "plans/kh/filings/2026/a.yaml", "basis": ""}
    assert why.of_filing(register, of, late, day("2026-12-31"))[-1] == Reason("filing-late", facts)


def test_an_excuse_is_explained_by_its_file() -> None:
    found = filing_reasons("a", "2026-12-16", excuse("2026-12-01", "a"))[-1]
    assert (found.key, found.facts["path"]) == ("filing-excused", "plans/kh/progress/2026/a/2026-12-01-excuse-00000f.yaml")


# Wording

STORIES: list[list[Files]] = [
    [],
    [update("2026-06-10", "a")],
    [update("2026-07-10", "a"), confirmation("2026-07-11", "a", "2026-07-10-I.1-000001")],
    [update("2026-06-10", "a"), confirmation("2026-06-11", "a", REPORT, "returned")],
    [update("2026-06-10", "a", "suspended"), extension("2026-06-11", "a", "2026-08-31", item="I.2")],
    [update("2026-06-10", "b", item="I.4"), excuse("2026-12-01", "a"), filing("2026-12-01", "b", "statement: (điền vào đây)\n")],
    [filing("2026-12-01", "a"), update("2026-06-10", "dau-moi", item="I.9")],
    [filing("2026-12-23", "a")],
]
DAYS = ["2026-01-01", "2026-06-12", "2026-06-29", "2026-08-01", "2026-12-14", "2026-12-20", "2026-12-31", "2027-12-31"]


def told(story: list[Files], plan: str) -> list[Reason]:
    register = read(AGENCIES, plan, *story)
    of = the_plan(register)
    found: list[Reason] = []
    for on in DAYS:
        now = standing.of_plan(register, of, day(on))
        for one in now.obligations:
            found += why.of_obligation(register, of, one, day(on))
        for filed in (*now.filings, *now.outstanding):
            found += why.of_filing(register, of, filed, day(on))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("plan", [REPORTING + PLAN, PLAN], ids=["coordinated", "alone"])
def test_every_reason_has_words_in_both_languages_and_all_its_facts(language: str, story: list[Files], plan: str) -> None:
    say = Say(language)
    for reason in told(story, plan):
        assert say.has(f"why.{reason.key}")
        assert not re.search(r"[{}]|\[\[", say(f"why.{reason.key}", **reason.facts))


def test_every_standing_and_every_status_has_words_in_both_languages() -> None:
    wanted = [f"why.verdict-{one}" for one in standing.STANDINGS]
    wanted += [f"why.filing-{one}" for one in ("on-time", "late", "missing", "not-due", "excused", "blank")]
    assert [(language, key) for language in LANGUAGES for key in wanted if not Say(language).has(key)] == []
