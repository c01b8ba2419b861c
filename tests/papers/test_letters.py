"""Letters of reminder: what they say and how they look, at every level; their mail drafts and calendars, read back by others."""

import email
import email.policy
import io
from collections.abc import Mapping
from datetime import date, timedelta
from email.header import decode_header, make_header
from email.message import EmailMessage
from functools import cache
from itertools import count, pairwise
from pathlib import Path

import docx as python_docx
import icalendar
import pytest
from decree30 import ALWAYS, WITH_LETTERHEAD, WITH_TITLE, Paper, rule_ii_5_b_letter
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_world import AGENCIES, LANGUAGES, PLAN, register
from test_templates import NASTY, filled, paragraphs, printed

from conftest import ROOT
from kehoach_cli.mailing import LEADERSHIP_FILE, Mailing, Request, prepare
from kehoach_cli.parse import Snapshot
from kehoach_cli.render import calendar, docx, mail, templates
from kehoach_cli.report import variables
from kehoach_cli.text import Say
from kehoach_cli.workspace import Workspace

DAY = date(2026, 12, 18)
NOWHERE = Path(Path(__file__).anchor)  # no repository, no templates of its own
ADDRESSED = AGENCIES.replace("id: a, name: Sở A,", "id: a, name: Sở A, email: vanthu@so-a.example,")


def asked_for(agency: str, *days: str) -> dict[str, str]:
    """Reminders of I.2, a task that is late since the last of August."""
    text = "kind: reminder\ndate: {}\nitems: [{{item: I.2}}]\n"
    return {f"progress/{day[:4]}/{agency}/{day}-reminder-{number:06x}": text.format(day) for number, day in enumerate(days)}


BEFORE = ("2026-09-15", "2026-10-15", "2026-11-15")
LEVELS: Mapping[str, Mapping[str, str]] = {f"level {count + 1}": asked_for("b", *BEFORE[:count]) for count in range(4)}


def mailing(
    files: Mapping[str, str] | None = None, language: str = "vi", agencies: str = ADDRESSED, plan: str = PLAN, **asked: object
) -> Mailing:
    """A round on the small invented world, in which Sở B is late with I.2 and more."""
    of = register(agencies, plan, files or {})
    return prepare(Workspace(NOWHERE, Snapshot({}), of, ()), Request(DAY, **asked), Say(language))  # type: ignore[arg-type]


@cache
def made(level: str, language: str) -> dict[str, bytes]:
    return {name: content for paper in mailing(LEVELS[level], language) for name, content in paper.files.items()}


def read(content: bytes) -> EmailMessage:
    found = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    assert found.defects == []
    return found


# --- what they say


def shown(content: bytes) -> str:
    return "".join(f"{line}\n" for line in paragraphs(content) if line)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", LEVELS)
def test_the_whole_letter(level: str, language: str, golden) -> None:
    golden(f"letter-{level.replace(' ', '-')}.{language}.txt", shown(made(level, language)["b.docx"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_notice_before_a_deadline(language: str, golden) -> None:
    (paper,) = mailing(language=language, agency="a", period="2026", by=date(2027, 1, 5))
    golden(f"letter-notice.{language}.txt", shown(paper.files["a.docx"]))
    golden(f"letter-notice-mail.{language}.txt", "".join(f"{line}\n" for line in said(paper.files["a.eml"])))


def said(content: bytes) -> list[str]:
    """The headers a person sees, the text, the names of what is attached."""
    message = read(content)
    body = message.get_body()
    assert body is not None
    attached = [f"[{part.get_filename()}]" for part in message.iter_attachments()]
    return [f"{name}: {message[name] or '–'}" for name in ("Subject", "To", "Date")] + [body.get_content(), *attached]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_list_for_the_leadership(language: str, golden) -> None:
    golden(f"letter-leadership.{language}.txt", shown(made("level 4", language)[LEADERSHIP_FILE]))


def test_at_the_fourth_level_the_agency_is_asked_only_for_what_is_younger() -> None:
    assert "Khoản 2 Mục I" in shown(made("level 3", "vi")["b.docx"])
    assert "Khoản 2 Mục I" not in shown(made("level 4", "vi")["b.docx"])
    assert LEADERSHIP_FILE not in made("level 3", "vi")


def test_of_what_is_soon_due_alone_nothing_is_said_to_be_late() -> None:
    (paper,) = mailing(agency="a", period="2026")
    words = shown(paper.files["a.docx"])
    assert ("sắp đến hạn" in words, "quá hạn" in words, "đôn đốc" in words) == (True, False, False)


# --- how they look

LETTER_RULES = {**ALWAYS, **WITH_LETTERHEAD, "II.5.b": rule_ii_5_b_letter}
LONG = "Ủy ban nhân dân thành phố trực thuộc thành phố Hồ Chí Minh và các đơn vị sự nghiệp công lập trực thuộc " * 3
BARE = """\
id: kh
title: Làm việc mẫu
reporting: {every: year, first: "2025"}
items: [{id: I.2, text: Việc., lead: [a], due: 2026-12-19}]
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", LEVELS)
def test_every_rule_of_the_annex_at_every_level(level: str, language: str) -> None:
    of = Paper(made(level, language)["b.docx"], language)
    assert {name: found for name, rule in LETTER_RULES.items() if (found := list(rule(of)))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", ["nothing known", "long names", "many rows"])
def test_every_rule_of_the_annex_with_little_and_with_much(case: str, language: str) -> None:
    turns = PLAN.replace(
        "  - {id: I.6", "  - {id: I.7, text: Việc., lead: [b], recurs: {every: month, by: '02'}, since: 2025-01-01}\n  - {id: I.6"
    )
    papers = {
        "nothing known": mailing(language=language, agencies="agencies: [{id: a, name: Sở A}]\n", plan=BARE, within=5),
        "long names": mailing(language=language, agencies=ADDRESSED.replace("Sở B", LONG), agency="b"),
        "many rows": mailing(language=language, plan=turns, agency="b"),
    }[case]
    (paper,) = papers
    of = Paper(next(content for name, content in paper.files.items() if name.endswith(".docx")), language)
    assert {name: found for name, rule in LETTER_RULES.items() if (found := list(rule(of)))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_for_the_leadership_keeps_every_rule(language: str) -> None:
    of = Paper(made("level 4", language)[LEADERSHIP_FILE], language)
    rules = {**ALWAYS, **WITH_LETTERHEAD, **WITH_TITLE}
    assert {name: found for name, rule in rules.items() if (found := list(rule(of)))} == {}


# --- mail


def test_the_mail_is_a_draft_with_the_letter_attached() -> None:
    files = made("level 2", "vi")
    message = read(files["a.eml"])
    assert dict(message.items()).keys() == {"MIME-Version", "Content-Type", "Subject", "To", "Date", "X-Unsent"}
    assert (message["X-Unsent"], message["To"], message["Date"]) == (
        "1", "Sở A <vanthu@so-a.example>", "Fri, 18 Dec 2026 08:00:00 +0700",
    )  # fmt: skip
    letter, dates = message.iter_attachments()
    assert (letter.get_filename(), letter.get_content()) == ("Công văn - Sở A.docx", files["a.docx"])
    assert (letter.get_content_type(), dates.get_content_type()) == (mail.WORD, mail.CALENDAR)
    assert dates.get_filename() == "Lịch thời hạn - Sở A.ics"
    assert dates.get_payload(decode=True) == files["a.ics"]


def test_without_an_address_the_sender_fills_it_in() -> None:
    message = read(made("level 1", "vi")["b.eml"])
    assert message["To"] is None
    assert message["From"] is None


def test_several_addresses_are_all_written_to() -> None:
    both = ADDRESSED.replace("email: vanthu@so-a.example", "email: [vanthu@so-a.example, a.b+c@so-a.example]")
    (paper,) = mailing(agencies=both, agency="a")
    assert [one.addr_spec for one in read(paper.files["a.eml"])["To"].addresses] == ["vanthu@so-a.example", "a.b+c@so-a.example"]


TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=300),
    st.lists(
        st.sampled_from(
            ["Kế hoạch", "số", "01/KH-MẪU", "Ủy ban", '"a,b"', "<x@y>", "=?utf-8?b?eA==?=", "\r\nBcc: x@y", "..", "/"]
        )
    ).map(" ".join),
)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_whatever_names_hold_the_mail_has_the_headers_it_should_have(subject: str, name: str, body: str, file: str) -> None:
    attached = mail.Attachment(mail.file_name(file, ".docx"), mail.WORD, b"PK" * 300)
    content = mail.draft(subject, name, ["a@b.example"], body, [attached], DAY)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert not any(set(line) & {0, 10, 13} or max(line, default=0) > 126 for line in lines)
    message = read(content)
    assert list(message.keys()) == ["Content-Type", "MIME-Version", "Subject", "To", "Date", "X-Unsent"]
    assert message["Subject"] == mail.cut(subject, 200)
    assert [one.addr_spec for one in message["To"].addresses] == ["a@b.example"]
    told = str(make_header(decode_header(email.message_from_bytes(content)["To"])))
    assert told.removesuffix("<a@b.example>").split() == mail.cut(name, 100).split()
    (found,) = message.iter_attachments()
    assert (found.get_filename(), found.get_content()) == (attached.name, attached.content)


@given(TEXTS)
def test_a_file_name_leads_nowhere_else(words: str) -> None:
    name = mail.file_name(f"Công văn {words}", ".docx")
    assert (Path(name).name, Path(name).suffix) == (name, ".docx")
    assert not set(name) & set('\\/:*?"<>|%\r\n\0')
    assert name.isprintable()
    assert len(name.encode()) <= 205


# --- calendar


def events(content: bytes) -> list[icalendar.Event]:
    found = icalendar.Calendar.from_ical(content)
    assert (found["VERSION"], found["METHOD"]) == ("2.0", "PUBLISH")
    return list(found.walk("VEVENT"))


def test_the_calendar_holds_the_coming_deadlines_of_the_agency() -> None:
    (paper,) = mailing(agency="a", by=date(2026, 12, 24))
    found = events(paper.files["a.ics"])
    assert [(str(one["SUMMARY"]), one["DTSTART"].dt, one["DTEND"].dt, str(one["UID"])) for one in found] == [
        ("Hạn: Báo cáo năm 2026 (Kế hoạch 15/KH-UBM)", date(2026, 12, 20), date(2026, 12, 21), "kh.2026.a@kehoach"),
        ("Hạn trả lời công văn đôn đốc (Kế hoạch 15/KH-UBM)", date(2026, 12, 24), date(2026, 12, 25), "kh.2026-12-18.a@kehoach"),
    ]
    assert {one["DTSTAMP"].dt.date() for one in found} == {DAY}
    alarms = [[alarm["TRIGGER"].dt for alarm in one.walk("VALARM")] for one in found]
    assert alarms == [[timedelta(days=-3, hours=8), timedelta(hours=8)]] * 2


def test_a_later_calendar_replaces_what_an_earlier_one_brought() -> None:
    (first,), (second,) = (
        events(calendar.file("x", [calendar.Deadline("a@kehoach", date(2027, 1, 1), "t")], made_on, 3))
        for made_on in (DAY, DAY + timedelta(days=1))
    )
    assert first["UID"] == second["UID"]
    assert first["SEQUENCE"] < second["SEQUENCE"]


def test_where_nothing_is_coming_there_is_no_calendar() -> None:
    none = PLAN.replace("filers: [cac-so]", "filers: [vp]")
    (paper,) = mailing(plan=none, agency="a")
    assert sorted(paper.files) == ["a.docx", "a.eml"]
    assert [part.get_content_type() for part in read(paper.files["a.eml"]).iter_attachments()] == [mail.WORD]


@settings(max_examples=50)
@given(TEXTS, TEXTS)
def test_whatever_names_hold_the_calendar_has_the_lines_it_should_have(title: str, text: str) -> None:
    content = calendar.file(title, [calendar.Deadline("a@kehoach", DAY, title, text)], DAY, 3)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any({10, 13} & set(line) for line in lines)
    (event,) = events(content)
    assert set(event) <= {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP"}
    assert str(event["SUMMARY"]).split() == title_shown(title).split()


def title_shown(title: str) -> str:
    from kehoach_cli.render import safe

    return safe.on_one_line(title)


# --- foreign text, the same bytes


def test_foreign_text_is_whole_in_the_letter_and_obeyed_nowhere() -> None:
    hostile = " ".join(NASTY.split()).replace("'", "''")
    agencies = ADDRESSED.replace("name: Sở B,", f"name: '{hostile}',")
    plan = PLAN.replace("text: Sở C rà soát.", f"text: '{hostile}'")
    (paper,) = mailing(agencies=agencies, plan=plan, agency="b")
    name = " ".join(NASTY.split())
    lines = paragraphs(paper.files["b.docx"])
    assert f"Kính gửi: {name}" in lines
    assert any(line.endswith(f": {name}") for line in lines)
    assert f"Kính gửi: {name}" in said(paper.files["b.eml"])[3]


def printed_by(name: str, of: dict[str, object]) -> list[str]:
    """The paragraphs of a letter, or the lines of the text of its mail."""
    content = (ROOT / "templates" / name).read_bytes()
    if name.endswith(".txt.j2"):
        return templates.Text(content, name).fill(of).decode().split("\n")
    return paragraphs(docx.render(content, name, of, docx.About("x", DAY)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["reminder.docx", "escalation.docx", "reminder.txt.j2"])
def test_whatever_a_value_holds_it_stands_whole_in_its_own_place(name: str, language: str) -> None:
    """As many paragraphs as with plain values, and the same values printed from their first letter to their last."""
    sample = variables.sample(name.partition(".")[0], Say(language))
    plain, nasty, hostile = (
        filled(sample, text, count()) for text in ("y", " ".join(NASTY.split()), "a\x1b[2J\u202eb\x0cc\ud800")
    )
    lines = {
        text: printed_by(f"{language}/{name}", of) for text, of in (("plain", plain), ("nasty", nasty), ("hostile", hostile))
    }
    assert len(lines["plain"]) == len(lines["nasty"]) == len(lines["hostile"])
    assert printed(lines["plain"], plain, "docx") == printed(lines["nasty"], nasty, "docx")
    shown = "\n".join(lines["hostile"]).casefold()
    assert "a\\x1b[2j\\u202eb\\x0cc\\ud800" in shown
    assert not set(shown) & set("\x1b\u202e\x0c\ud800")


def test_a_text_of_a_hundred_thousand_letters_is_whole_in_every_file() -> None:
    text = " ".join(f"từ{n}" for n in range(16_000))
    assert len(text) > 100_000
    (paper,) = mailing(
        plan=PLAN.replace("Các sở tập huấn., lead: [cac-so], due: 2026-09-30", f"{text}, lead: [a], due: 2026-12-19"), agency="a"
    )
    letter = " ".join(paragraphs(paper.files["a.docx"]))
    assert text in letter
    (event,) = (one for one in events(paper.files["a.ics"]) if "Khoản 3" in str(one["SUMMARY"]))
    assert str(event["DESCRIPTION"]) == text
    assert next(read(paper.files["a.eml"]).iter_attachments()).get_content() == paper.files["a.docx"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_same_input_same_bytes(language: str) -> None:
    again = {name: content for paper in mailing(LEVELS["level 4"], language) for name, content in paper.files.items()}
    assert again == made("level 4", language)


@pytest.mark.parametrize(
    ("language", "kind", "title"),
    [
        ("vi", "Công văn", "đôn đốc thực hiện Kế hoạch số 15/KH-UBM"),
        ("en", "Letter", "reminder to carry out Kế hoạch No. 15/KH-UBM"),
    ],
)
def test_the_record_names_the_letter(language: str, kind: str, title: str) -> None:
    (paper,) = mailing(language=language, agency="b")
    ((agency, keys),) = paper.record
    assert (agency, keys["document"]) == ("b", {"type": kind, "title": title})


def test_letters_come_in_the_official_order_each_agency_once() -> None:
    agencies = [paper.record[0][0] for paper in mailing()]
    ranks = ["vp", "a", "b"]
    assert all(ranks.index(one) < ranks.index(other) for one, other in pairwise(agencies))


def test_a_letter_says_nothing_of_whom_and_when_it_was_made() -> None:
    core = python_docx.Document(io.BytesIO(made("level 1", "vi")["b.docx"])).core_properties
    assert (core.author, core.last_modified_by, core.created.date()) == ("", "", DAY)
    assert core.title == "V/v đôn đốc thực hiện Kế hoạch số 15/KH-UBM"
