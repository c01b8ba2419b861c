"""Changes: what two registers state differently is told, nothing else is, and everything can be said in every language."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import confirmation, excuse, extension, filing, read, update

from kehoach_cli import fields, forms
from kehoach_cli import model as m
from kehoach_cli.changes import SECTIONS, Change, Side, between, compare, section
from kehoach_cli.changes.base import reworded
from kehoach_cli.issuing import Issuing, Letterhead, Signer
from kehoach_cli.parse import Snapshot, event_path, filing_path, parse
from kehoach_cli.policy import Audit
from kehoach_cli.render.changes import label, sentence
from kehoach_cli.text import LANGUAGES, Say
from kehoach_cli.workdays import NEXT, Calendar, Holiday, Moved

FACT = re.compile(r"\{\w+(?:\|[\w-]+)?\}|\[\[|\]\]")
DAY, LATER = date(2025, 3, 1), date(2026, 3, 1)
LONG = "Một câu dài hơn sáu mươi chữ để được so từng câu một, không so cả đoạn. Hai."


@pytest.fixture(autouse=True)
def fixed_world() -> None:
    """Nothing here reads the clock or the environment."""


# --- the law: two registers differ when, and only when, there is a change that says so


SIGNER = Signer("Giám đốc", "Nguyễn Văn Ký", ("TM. UBND",), DAY, LATER)
LETTERHEAD = Letterhead("UBND", "SỞ A", "SA", "Hà Nội", (SIGNER,))
AGENCY = m.Agency("so-a", "Sở A", "A", ("x", "y"), 1, DAY, LATER, ("so-b",), "QĐ 1", "Ghi chú.", letterhead=LETTERHEAD)
OTHER = m.Agency("so-b", "Sở B")
GROUP = m.Group("nhom", "Nhóm", ("n",), True, ("so-a", "so-b"), "Ghi chú.")
ATTACHMENT = m.Attachment("y.pdf", "1" * 64, 2000)
DOCUMENT = m.Document("Công văn", "1/CV", DAY, "về x", "UBND", "https://x", "x.pdf", "0" * 64, (ATTACHMENT,))
CALENDAR = Calendar(
    NEXT, ("sunday",), (Holiday(DAY, LATER, "Tết", "TB 1"),), (DAY,), (Moved("2026", "I.1", DAY, LATER, "CV 2"),), 5
)
DUTY = m.Reporting(m.YEAR, "2025", "2027", (12, 14), (12, 20), ("nhom",), "so-b", "CV 3", "Ghi chú.")
ITEM = m.Item(
    "I.1", "Tiêu đề", LONG, "Ghi chú.", ("so-a",), ("so-b",), LATER, m.Recurrence(m.YEAR, (12, 15)), True, ("x", "y"), True, DAY,
    date(2027, 1, 1), "QĐ 4",
)  # fmt: skip
PLAN = m.Plan(
    id="kh", title="Kế hoạch", path="plans/kh/plan.yaml", type="Chương trình", number="1/KH", issuer="so-b", issued=DAY,
    ends=LATER, source="Nguồn.", note="Ghi chú.", preamble="Mở đầu.", basis=(DOCUMENT,), reporting=DUTY, items=(ITEM,),
    recipients=("Như trên",),
    transfers=(m.Transfer(("I.1",), "so-a", "so-b", LATER, "CV 5"),), calendar=CALENDAR,
    report=Issuing("so-b", ("nhom",), ("so-b",), SIGNER),
    audit=Audit(DAY, one_agency=True, confirmed_by_another=True, signed=True, keys=("x",)),
)  # fmt: skip
FIGURE = m.Figure("số cây", "300", "cây")


def event(kind: str, **said: Any) -> m.Event:
    path = event_path("kh", "so-a", DAY, "I.1", f"00000{m.EVENT_KINDS.index(kind)}")
    return m.Event(path, "kh", "so-a", path.rpartition("/")[2][:-5], kind, DAY, "I.1", replaces="x", note="Ghi chú.", **said)


EVENTS = (
    event(m.UPDATE, state=m.COMPLETED, summary=LONG, figures=(FIGURE,), difficulties="Khó.", proposals="Đề nghị.",
          with_=("so-b",), evidence=(DOCUMENT,), period="2026"),
    event(m.CONFIRMATION, of="x", result=m.RETURNED, reason="Thiếu."),
    event(m.EXTENSION, to=LATER, basis="CV 6", period="2026"),
    event(m.EXCUSE, period="2026", basis="CV 7"),
    event(m.REMINDER, periods=("2026",), items=(m.Reminded("I.9", "2026-Q1"),), level=2, document=DOCUMENT),
)  # fmt: skip
SAID = m.FilingItem("I.1", m.COMPLETED, ("so-b",), LONG, (FIGURE,), "Khó.", "Vì khó.", "Làm tiếp.", (DOCUMENT,))
FILING = m.Filing(
    filing_path("kh", "2026", "so-a", 1), "kh", "2026", "so-a", 1, LATER, DOCUMENT, LONG, (SAID,), "Đề nghị.", "Ghi chú."
)
PARTS: dict[str, Any] = {
    "agency": AGENCY, "group": GROUP, "plan": PLAN, "duty": DUTY, "calendar": CALENDAR, "audit": PLAN.audit, "item": ITEM,
    "holiday": CALENDAR.holidays[0], "moved": CALENDAR.moved[0], "transfer": PLAN.transfers[0], "document": DOCUMENT,
    "attachment": ATTACHMENT, "letterhead": LETTERHEAD, "signer": SIGNER, "issuing": PLAN.report, "recurrence": ITEM.recurs,
    "figure": FIGURE, "filing": FILING, "said": SAID, "reminded": EVENTS[-1].items[0], **{one.kind: one for one in EVENTS},
}  # fmt: skip
_STANDS_IN_PARTS = [
    *(("plan", name) for name in ("items", "calendar", "report", "audit")),
    *(("filing", name) for name in ("items", "period", "document")),
    (m.REMINDER, "items"),
    ("agency", "letterhead"),
    ("duty", "calendar"),
]
_IDENTITY = ("id", "path", "plan", "agency", "kind", "position", "item_by_id", "stated_id", "revision")
CHANGEABLE = [
    (part, name)
    for part, value in PARTS.items()
    for name in value._fields
    if getattr(value, name) not in (None, (), False, 0) and name not in _IDENTITY and (part, name) not in _STANDS_IN_PARTS
    if not (name == "date" and part in m.EVENT_KINDS)  # the path says it too
]


def without(gone: Iterable[tuple[str, str]]) -> m.Register:
    """The register that states everything there is to state, but for these fields."""
    gone = set(gone)

    def kept(part: str, **parts: Any) -> Any:
        value = PARTS[part]._replace(**parts)
        empty = {name: _emptied(getattr(value, name)) for where, name in gone if where == part}
        return value._replace(**empty)

    document, figure = kept("document", attachments=(kept("attachment"),)), kept("figure")
    calendar = kept("calendar", holidays=(kept("holiday"),), moved=(kept("moved"),))
    item = kept("item", recurs=kept("recurrence"))
    signer = kept("signer")
    plan = kept(
        "plan", basis=(document,), reporting=kept("duty"), transfers=(kept("transfer"),), items=(item,), calendar=calendar,
        audit=kept("audit"), report=kept("issuing", signer=signer), item_by_id={"I.1": item},
    )  # fmt: skip
    update_ = kept(m.UPDATE, figures=(figure,), evidence=(document,))
    reminder = kept(m.REMINDER, document=document, items=(kept("reminded"),))
    events = (update_, *(kept(kind) for kind in m.EVENT_KINDS[1:4]), reminder)
    said = kept("said", figures=(figure,), evidence=(document,))
    agencies, group = (kept("agency", letterhead=kept("letterhead", signers=(signer,))), OTHER), kept("group")
    filings = (kept("filing", items=(said,), document=document),)
    by_id = {one.id: one for one in agencies}
    return m.Register(agencies, (group,), (plan,), events, filings, by_id, {"nhom": group}, {"kh": plan})


def _emptied(value: Any) -> Any:
    """Nothing, as the model has it for values of that kind; where there must be something, something else."""
    others: dict[Any, Any] = {
        "Sở A": "Sở khác",
        "Nhóm": "Nhóm khác",
        "Kế hoạch": "Kế hoạch khác",
        "số cây": "số nhà",
        "300": "301",
        "I.9": "I.8",
        m.YEAR: m.QUARTER,
        "Giám đốc": "Chánh Văn phòng",
        "y.pdf": "z.pdf",
        "1" * 64: "2" * 64,
        2000: 5000,
    }
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return () if not all(isinstance(one, int) for one in value) else None
    if isinstance(value, bool):
        return False
    return others.get(value) if isinstance(value, str | int) else date(2025, 1, 1) if value == LATER else None


def test_the_full_register_has_a_value_of_every_form() -> None:
    made = {form.make for form in every_form() if form.make is not dict}
    assert [make for make in made if make not in {type(part) for part in PARTS.values()}] == []


@pytest.mark.parametrize("field", CHANGEABLE, ids=".".join)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_that_comes_or_goes_is_told_in_words(language: str, field: tuple[str, str]) -> None:
    say, whole, less = Say(language), without(()), without([field])
    assert whole != less
    for before, after in ((whole, less), (less, whole)):
        found = between(before, after)
        assert found != ()
        for change in found:
            assert section(change) in SECTIONS
            assert not FACT.search(sentence(say, change)), change
            assert sentence(say, change).strip()


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.sets(st.sampled_from(CHANGEABLE), max_size=4), st.sets(st.sampled_from(CHANGEABLE), max_size=4))
def test_registers_differ_when_and_only_when_there_is_a_change(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> None:
    before, after = without(one), without(other)
    assert (between(before, after) == ()) == (before == after)
    assert between(before, without(one)) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_and_heading_has_words_and_no_words_are_left_over(language: str) -> None:
    say = Say(language)
    kinds = {kind for kinds in SECTIONS.values() for kind in kinds}
    assert [name for name in SECTIONS if not say.has(f"changes.section-{name}")] == []
    assert [kind for kind in kinds if not say.has(f"changes.{kind}")] == []
    others: dict[Any, Any] = {
        "heading",
        "commit",
        "work-tree",
        "index",
        "none",
        "summary",
        "more",
        "word-gone",
        "word-new",
        "recurs",
        "month-day",
        "plans",
    }
    others |= {"same-figures", "owed", *(f"section-{name}" for name in SECTIONS)}
    assert set(say.texts("changes.")) == kinds | others


def every_form() -> Iterator[fields.Form]:
    waiting: list[object] = [forms.AGENCIES_FILE, forms.PLAN_FILE, forms.FILING_FILE, *forms.EVENT_FORMS.values()]
    while waiting:
        holds = waiting.pop()
        if isinstance(holds, fields.ListOf):
            waiting.append(holds.holds)
        elif isinstance(holds, fields.Form):
            yield holds
            waiting += [field.holds for field in holds.fields]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_short_name(language: str) -> None:
    for form in every_form():
        for field in form.fields:
            name = label(Say(language), f"{form.name}.{field.name}")
            assert name, field
            assert len(name) < 90, field
            assert name not in ("true", "false"), field


# --- single sentences


AGENCIES = """\
agencies:
  - {id: dau-moi, name: Đầu mối}
  - {id: so-a, name: Sở A}
  - {id: so-b, name: Sở B, until: 2026-03-01, successor: so-a, basis: QĐ 1}
"""
DUTY_TEXT = "reporting: {every: year, first: '2025', due: 12-20, closes: 12-14, filers: [so-a], coordinator: dau-moi}\n"
PLAN_TEXT = f"{DUTY_TEXT}items:\n  - {{id: I.1, text: Việc., lead: [so-b], due: 2026-06-30}}\n"


def told(*more: dict[str, str], before: tuple[dict[str, str], ...] = (), on: str = "2026-12-31") -> list[str]:
    """What new entries mean, in Vietnamese."""
    then, now = read(AGENCIES, PLAN_TEXT, *before), read(AGENCIES, PLAN_TEXT, *before, *more)
    return [sentence(Say("vi"), change) for change in between(then, now, date.fromisoformat(on))]


def test_an_heir_goes_on_from_what_was_reported_before_it() -> None:
    begun = update("2026-02-01", "so-b", "in-progress")
    assert told(update("2026-06-01", "so-a"), before=(begun,)) == [
        "I.1: đang thực hiện → hoàn thành, chờ xác nhận (Sở A, 01/06/2026)"
    ]


def test_what_is_entered_late_is_told_from_what_stood_then() -> None:
    later = update("2026-06-01", "so-a", "completed", token="00000b")
    assert told(update("2026-04-01", "so-a", "in-progress"), before=(later,)) == [
        "I.1: chưa báo cáo → đang thực hiện (Sở A, 01/04/2026)"
    ]


def test_entries_of_one_change_are_told_one_after_another() -> None:
    assert told(update("2026-04-01", "so-a", "in-progress"), update("2026-05-01", "so-a", "suspended", token="00000b")) == [
        "I.1: chưa báo cáo → đang thực hiện (Sở A, 01/04/2026)",
        "I.1: đang thực hiện → tạm dừng (Sở A, 01/05/2026)",
    ]


def test_a_report_that_comes_with_its_correction_goes_on_from_what_stood_before_it() -> None:
    begun = update("2026-03-01", "so-a", "in-progress")
    wrong = update("2026-04-01", "so-a", "in-progress", token="00000b")
    (path,) = wrong
    right = update("2026-04-02", "so-a", "suspended", token="00000c")
    right = {name: f"{text}replaces: {PurePosixPath(path).stem}\n" for name, text in right.items()}
    assert told(wrong, right, before=(begun,)) == [
        "I.1: vẫn đang thực hiện (Sở A, 01/04/2026)",
        "I.1: đang thực hiện → tạm dừng (Sở A, 02/04/2026), đính chính 2026-04-01-I.1-00000b",
    ]


def test_a_deadline_that_was_moved_before_moves_on_from_there() -> None:
    first = extension("2026-05-01", "so-a", "2026-08-31")
    assert told(extension("2026-08-01", "so-a", "2026-10-31", token="0000ee"), before=(first,)) == [
        "Thời hạn I.1 lùi từ 31/08/2026 đến 31/10/2026 (Sở A, căn cứ Công văn gia hạn)"
    ]


def test_a_confirmation_tells_where_that_leaves_the_item() -> None:
    done = update("2026-07-15", "so-a")
    of = "2026-07-15-I.1-000001"
    assert told(confirmation("2026-07-20", "so-a", of), before=(done,)) == [
        "I.1: xác nhận báo cáo của Sở A (20/07/2026) → hoàn thành quá hạn"
    ]


def test_an_excuse_and_a_report_of_one_period() -> None:
    assert told(excuse("2026-12-18", "so-a"), filing("2026-12-23", "so-a")) == [
        "Sở A nộp báo cáo năm 2026 (chậm 3 ngày)",
        "Sở A được miễn báo cáo năm 2026 (căn cứ Công văn miễn)",
    ]


def test_agencies_and_groups_are_told_in_the_order_of_the_file() -> None:
    more = "  - {id: so-y, name: Sở Y}\n  - {id: so-x, name: Sở X}\ngroups:\n  - {id: n2, name: hai, members: []}\n"
    then, now = read(AGENCIES, PLAN_TEXT), read(f"{AGENCIES}{more}  - {{id: n1, name: một, members: []}}\n", PLAN_TEXT)
    assert [change.facts["id"] for change in between(then, now)] == ["so-y", "so-x", "n2", "n1"]


def test_sentences_that_stay_are_not_told() -> None:
    before = "Một. Hai. Ba.\nBốn."
    assert [(one.sign, one.text) for one in reworded(before, "Một. Hai rưỡi. Ba.\nBốn.")] == [("-", "Hai."), ("+", "Hai rưỡi.")]
    assert reworded(before, before) == ()
    assert [one.sign for one in reworded(None, before)] == ["+"] * 4


def side(files: dict[str, bytes], templates: dict[str, str] | None = None) -> Side:
    snapshot = Snapshot({"agencies.yaml": AGENCIES.encode(), **files}, {"plans/lien-ket": "KH112"})
    return Side(snapshot, parse(snapshot).register, templates or {})


def test_what_cannot_be_read_is_not_taken_for_missing() -> None:
    path = filing_path("kh", "2026", "so-a", 1)
    sound, broken, elsewhere = {path: b"received: 2026-12-18\nstatement: x\n"}, {path: b"x: ["}, {"plans/kh/x.yaml": b"a: 1\n"}
    cases: list[tuple[dict[str, bytes], dict[str, bytes], list[tuple[str, str]]]] = [
        (sound, broken, [("unreadable", path)]),
        (broken, sound, [("readable", path)]),
        (broken, broken, []),
        (broken, {path: b"y: ["}, [("unreadable", path)]),
        (broken, {}, [("readable", path)]),
        ({}, elsewhere, [("unreadable", "plans/kh/x.yaml")]),
    ]
    for before, after, expected in cases:
        found = compare(side(before), side(after), date(2026, 12, 31)).changes
        assert [(change.kind, change.path) for change in found] == expected


def test_templates_are_told_by_their_contents() -> None:
    before, after = (
        {"templates/a": "1", "templates/b": "1", "templates/c": "1"},
        {"templates/a": "1", "templates/b": "2", "templates/d": "1"},
    )
    found = compare(side({}, before), side({}, after), date(2026, 12, 31)).changes
    assert [(change.kind, change.path) for change in found] == [
        ("template-changed", "templates/b"),
        ("template-removed", "templates/c"),
        ("template-added", "templates/d"),
    ]


def test_a_plan_whose_file_cannot_be_read_is_not_told_to_be_gone() -> None:
    sound = {"plans/kh/plan.yaml": f"id: kh\ntitle: Kế hoạch\n{PLAN_TEXT}".encode()}
    found = compare(side(sound), side({"plans/kh/plan.yaml": b"x: ["}), date(2026, 12, 31)).changes
    assert found == (Change("unreadable", "plans/kh/plan.yaml", facts={"path": "plans/kh/plan.yaml", "was": "readable"}),)


def test_what_cannot_be_read_is_not_told_again_for_the_line_ends_of_another_system() -> None:
    paths = "plans/kh/plan.yaml", "plans/lac.yaml"
    before, after = (side(dict.fromkeys(paths, content)) for content in (b"x: [\n", b"x: [\r\n"))
    assert compare(before, after, date(2026, 12, 31)).changes == ()
    assert len(compare(before, side(dict.fromkeys(paths, b"y: [\r\n")), date(2026, 12, 31)).changes) == 2
