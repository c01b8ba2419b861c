"""What would be recorded, as a value: the path, the text, the commit message, the patch; and how typed documents are read."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import read, the_plan

from kehoach_cli import draft, fields, forms, nodes, periods
from kehoach_cli.draft import Draft, Revision
from kehoach_cli.filings import is_blank
from kehoach_cli.model import EVENT_KINDS, Filing
from kehoach_cli.nodes import Data
from kehoach_cli.parse import classify
from kehoach_cli.text import LANGUAGES, Say
from kehoach_cli.trouble import Trouble

LAW = settings(deadline=None, max_examples=100, derandomize=True)
ON = date(2026, 6, 30)

# Events and filings


def test_an_event_is_one_file_and_one_message() -> None:
    values: dict[str, Data] = {"item": "III.2", "state": "in-progress", "summary": "Đã họp.\r\nĐã báo cáo. ", "period": "2026"}
    made = draft.event("38-ct-tw", "so-noi-vu", "update", values, ON, "0a1b2c")
    assert made == Draft(
        path="plans/38-ct-tw/progress/2026/so-noi-vu/2026-06-30-III.2-0a1b2c.yaml",
        text="""\
# yaml-language-server: $schema=../../../../../schema/event.schema.json
kind: update
date: 2026-06-30
item: III.2
state: in-progress
period: "2026"
summary: |-
  Đã họp.
  Đã báo cáo.
""",
        subject="ghi(38-ct-tw/III.2): so-noi-vu 2026-06-30",
        trailers=(("Plan", "38-ct-tw"), ("Item", "III.2"), ("Agency", "so-noi-vu"), ("Period", "2026")),
    )
    assert made.message == (
        """\
ghi(38-ct-tw/III.2): so-noi-vu 2026-06-30

Plan: 38-ct-tw
Item: III.2
Agency: so-noi-vu
Period: 2026
"""
    )


def test_an_event_about_no_item_is_named_by_its_kind() -> None:
    made = draft.event("kh", "so-a", "excuse", {"period": "2026", "basis": "Công văn 5/CV"}, ON, "0a1b2c")
    assert made.path == "plans/kh/progress/2026/so-a/2026-06-30-excuse-0a1b2c.yaml"
    assert made.subject == "mien(kh/2026): so-a 2026-06-30"
    assert made.trailers == (("Plan", "kh"), ("Agency", "so-a"), ("Period", "2026"))


def test_a_filing_is_one_file_and_one_message() -> None:
    values: dict[str, Data] = {
        "document": {"number": "15/BC-SNV", "date": "2026-12-13", "type": ""},
        "received": "2026-12-14",
        "items": [
            {"item": "III.2", "state": "completed", "results": " Xong. "},
            {"item": "III.3", "state": None, "results": "  ", "figures": [], "evidence": [{"title": ""}]},
        ],
        "proposals": "\n",
    }
    assert draft.filing("kh", "2026-H1", "so-a", 1, values) == Draft(
        path="plans/kh/filings/2026-H1/so-a.yaml",
        text="""\
# yaml-language-server: $schema=../../../../schema/filing.schema.json
document:
  number: 15/BC-SNV
  date: 2026-12-13
received: 2026-12-14
items:
  - item: III.2
    state: completed
    results: Xong.
""",
        subject="nop(kh/2026-H1): so-a",
        trailers=(("Plan", "kh"), ("Agency", "so-a"), ("Period", "2026-H1")),
    )


def test_a_revision_stands_beside_the_first_filing() -> None:
    made = draft.filing("kh", "2026", "so-a", 3, {"received": "2026-12-14"})
    assert (made.path, made.subject) == ("plans/kh/filings/2026/so-a.r3.yaml", "nop(kh/2026): so-a r3")


@pytest.mark.parametrize("nothing", [None, "", " \n", [], {}, [None], [""], [{}], [{"title": " "}]], ids=repr)
def test_what_was_left_empty_is_not_written(nothing: Data) -> None:
    made = draft.event("kh", "so-a", "update", {"item": "I.1", "state": "completed", "evidence": nothing}, ON, "0a1b2c")
    assert made.text.splitlines()[1:] == ["kind: update", "date: 2026-06-30", "item: I.1", "state: completed"]


def test_typed_text_is_kept_composed() -> None:
    made = draft.event("kh", "so-a", "update", {"item": "I.1", "state": "completed", "summary": "U\u0309y ban"}, ON, "0a1b2c")
    assert "summary: Ủy ban\n" in made.text


@pytest.mark.parametrize("made", [
    draft.event("kh", "so-a", "reminder", {"period": "2026"}, ON, "0a1b2c"),
    draft.filing("kh", "2026", "so-a", 2, {"received": "2026-12-14"}),
], ids=["event", "filing"])  # fmt: skip
def test_the_modeline_leads_from_the_file_to_the_schemas(made: Draft) -> None:
    steps = made.text.splitlines()[0].partition("$schema=")[2].split("schema/")[0]
    assert steps == "../" * made.path.count("/")


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_every_kind_of_event_is_drafted_where_an_event_is_looked_for(kind: str) -> None:
    asked = {field.name for field in forms.EVENT_FORMS[kind].fields if field.required}
    values: dict[str, Data] = {name: "I.1" if name == "item" else "2026" for name in asked - {"kind", "date"}}
    made = draft.event("kh", "so-a", kind, values, ON, "0a1b2c")
    assert classify(made.path) is not None
    assert nodes.read(made.text.encode(), made.path).data == {"kind": kind, "date": "2026-06-30", **values}


# Messages and patches


@LAW
@given(st.text(min_size=1), st.lists(st.text(min_size=1), max_size=2))
def test_a_commit_message_never_holds_what_somebody_typed(text: str, evidence: list[str]) -> None:
    typed: dict[str, Data] = {"summary": text, "proposals": text, "note": text, "evidence": [{"title": one} for one in evidence]}
    values: dict[str, Data] = {"item": "I.1", "state": "completed"}
    silent = draft.event("kh", "so-a", "update", values, ON, "0a1b2c")
    assert draft.event("kh", "so-a", "update", {**values, **typed}, ON, "0a1b2c").message == silent.message
    report = draft.filing("kh", "2026", "so-a", 1, {"received": "2026-12-14", "statement": text, "items": [{"item": text}]})
    assert report.message == "nop(kh/2026): so-a\n\nPlan: kh\nAgency: so-a\nPeriod: 2026\n"


def test_a_patch_makes_the_file_with_plain_git_apply() -> None:
    made = Draft("plans/kh/filings/2026/so-a.yaml", "một\n\n-hai\n", "nop", ())
    assert made.patch == (
        """\
diff --git a/plans/kh/filings/2026/so-a.yaml b/plans/kh/filings/2026/so-a.yaml
new file mode 100644
--- /dev/null
+++ b/plans/kh/filings/2026/so-a.yaml
@@ -0,0 +1,3 @@
+một
+
+-hai
"""
    )


@LAW
@given(st.text(alphabet="aế \n-+@#\"'", min_size=1))
def test_the_added_lines_of_a_patch_are_the_file(text: str) -> None:
    made = draft.event("kh", "so-a", "update", {"item": "I.1", "state": "completed", "summary": text}, ON, "0a1b2c")
    head, _, body = made.patch.partition(" @@\n")
    added = [line.removeprefix("+") for line in body.splitlines()]
    assert "\n".join([*added, ""]) == made.text
    assert head.endswith(f"+1,{len(added)}")


# Typed documents


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Báo cáo 123/BC-SNV 2026-06-29", {"type": "Báo cáo", "number": "123/BC-SNV", "date": "2026-06-29"}),
        ("Công văn số 147-CV/TU ngày 28/4/2021", {"type": "Công văn", "number": "147-CV/TU", "date": "2021-04-28"}),
        ("Báo cáo số: 15/BC-SNV, ngày 05.01.2026", {"type": "Báo cáo", "number": "15/BC-SNV", "date": "2026-01-05"}),
        (
            "Báo cáo số 123/BC-SNV ngày 29 tháng 6 năm 2026 về công tác đối ngoại",
            {"type": "Báo cáo", "number": "123/BC-SNV", "date": "2026-06-29", "title": "về công tác đối ngoại"},
        ),
        (
            "Quyết định 42/2014/QĐ-TTg 27/7/2014: Quy chế theo dõi",
            {"type": "Quyết định", "number": "42/2014/QĐ-TTg", "title": "27/7/2014: Quy chế theo dõi"},
        ),
        ("123/BC-SNV", {"number": "123/BC-SNV"}),
        ("số 15/QĐ-BNV", {"number": "15/QĐ-BNV"}),
        ("Số: 15/QĐ-BNV; về việc thành lập", {"number": "15/QĐ-BNV", "title": "về việc thành lập"}),
        ("Kế hoạch 2722/KH-UBND", {"type": "Kế hoạch", "number": "2722/KH-UBND"}),
        ("  Báo cáo \n 1/BC  ", {"type": "Báo cáo", "number": "1/BC"}),
        ("Báo cáo 123/BC-SNV 31/2/2026", {"type": "Báo cáo", "number": "123/BC-SNV", "date": "31/2/2026"}),
        ("Ảnh chụp hội nghị", {"title": "Ảnh chụp hội nghị"}),
        ("Biên bản họp 5 sở", {"title": "Biên bản họp 5 sở"}),
        ("Ba\u0301o ca\u0301o 1/BC", {"type": "Báo cáo", "number": "1/BC"}),
    ],
)
def test_a_document_is_read_as_a_person_names_it(typed: str, parts: dict[str, Data]) -> None:
    assert draft.evidence(typed) == parts


def test_a_day_that_does_not_exist_is_kept_for_the_rehearsal_to_refuse() -> None:
    parts = draft.evidence("Báo cáo 123/BC-SNV 31/2/2026")
    assert [finding.code for finding in fields.fill(forms.DOCUMENT, parts, "tep.yaml").findings] == ["KH124"]


@pytest.mark.parametrize(
    "typed", ["x" + " " * 60_000 + "y", "a " * 30_000, "1/a" + ", " * 30_000, "số " * 30_000, "1/a 1" + "-" * 60_000]
)
def test_the_longest_typed_document_is_read_at_once(typed: str) -> None:
    assert draft.evidence(typed)


@LAW
@given(st.text(min_size=1, max_size=40) | st.text(alphabet="Báo cáosố 12/-.,;ngày tháng năm\n", min_size=1, max_size=40))
def test_no_word_of_a_typed_document_is_lost(typed: str) -> None:
    parts = draft.evidence(typed)
    assert set(parts) <= {"type", "number", "date", "title"}
    if "number" not in parts:
        assert parts == {"title": typed}


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("số đoàn = 12 đoàn", {"name": "số đoàn", "value": "12", "unit": "đoàn"}),
        ("kinh phí=1.5 tỷ đồng", {"name": "kinh phí", "value": "1.5", "unit": "tỷ đồng"}),
        (" số đoàn =  12 ", {"name": "số đoàn", "value": "12"}),
        ("số đoàn", {"name": "số đoàn", "value": ""}),
        ("= 12", {"name": "", "value": "12"}),
        ("số đoàn = 21.914", {"name": "số đoàn", "value": "21.914"}),
        ("a = b = c", {"name": "a", "value": "b", "unit": "= c"}),
        ("so\u0302\u0301 = 1", {"name": "số", "value": "1"}),
    ],
)
def test_a_figure_is_read_as_a_person_names_it(typed: str, parts: dict[str, Data]) -> None:
    assert draft.figure(typed) == parts


# The blank form

AGENCIES = """\
agencies:
  - {id: so-a, name: Sở A, until: 2026-07-01, successor: so-b}
  - {id: so-b, name: Sở B}
  - {id: so-c, name: Sở C}
  - {id: so-d, name: Sở D}
"""
LONG = "Việc một, dài: " + "rất " * 60 + "dài; có # và 'nháy'."
PLAN = f"""\
reporting: {{every: half-year, first: 2026-H1, coordinator: so-d}}
items:
  - {{id: I, heading: "PHẦN MỘT: mở đầu"}}
  - id: I.1
    text: >-
      {LONG}
    lead: [so-a]
    support: [so-c]
  - id: I.2
    heading: "VIỆC HAI # có: dấu"
    lead: [so-c]
  - id: I.3
    text: Việc ba.
    lead: [so-b, so-a]
"""


def form_of(agency: str, period: str = "2026-H1", language: str = "vi") -> str:
    register = read(AGENCIES, PLAN)
    plan = the_plan(register)
    assert plan.reporting is not None
    return draft.blank_form(register, plan, agency, periods.period(plan.reporting, period), Say(language))


def values_of(form: str) -> dict[str, Data]:
    """What a form says as it stands, without the lines that say whose it is."""
    reading = nodes.read(form.encode(), "bao-cao.yaml")
    assert reading.findings == ()
    assert isinstance(reading.data, dict)
    return {key: value for key, value in reading.data.items() if key not in ("plan", "agency", "period")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_the_form_of_a_filing_and_says_whose_it_is(language: str) -> None:
    form = form_of("so-c", language=language)
    assert {line for line in form.splitlines() if line.startswith(("plan:", "agency:", "period:"))} == {
        *("plan: kh", "agency: so-c", "period: 2026-H1")
    }
    item: dict[str, Data] = dict.fromkeys(["state", "results", "figures", "difficulties", "causes", "next", "evidence"])
    assert values_of(form) == {
        "document": {"type": "Báo cáo", "number": None, "date": None},
        "received": None,
        "statement": "(điền vào đây)",
        "items": [{"item": "I.1", **item}, {"item": "I.2", **item, "with": None}],  # it supports I.1 and leads I.2
        "proposals": None,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_shows_all_the_words_of_the_plan_as_comments(language: str) -> None:
    comments = [line.strip().removeprefix("#").strip() for line in form_of("so-c", language=language).splitlines() if "#" in line]
    shown = " ".join(comments)
    assert all(words in shown for words in (LONG, "VIỆC HAI # có: dấu", "PHẦN MỘT: mở đầu", "Sở C", "Sở D"))
    assert "Việc ba." not in shown


@pytest.mark.parametrize(
    ("agency", "period", "items"),
    [("so-a", "2026-H1", ["I.1", "I.3"]), ("so-b", "2026-H1", ["I.3"]), ("so-b", "2026-H2", ["I.1", "I.3"])],
)
def test_the_form_lists_what_the_agency_holds_on_the_closing_day(agency: str, period: str, items: list[str]) -> None:
    entries = values_of(form_of(agency, period))["items"]
    assert isinstance(entries, list)
    assert [entry["item"] for entry in entries if isinstance(entry, dict)] == items


@pytest.mark.parametrize(("agency", "period"), [("so-a", "2026-H2"), ("so-d", "2026-H1")])
def test_who_need_not_file_gets_no_form(agency: str, period: str) -> None:
    with pytest.raises(Trouble) as caught:
        form_of(agency, period)
    assert (caught.value.key, caught.value.facts) == ("not-a-filer", {"agency": agency, "period": period, "plan": "kh"})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("agency", ["so-a", "so-b", "so-c"])
def test_the_form_as_it_comes_is_a_sound_file_that_says_nothing(agency: str, language: str) -> None:
    filled = fields.fill(forms.FILING_FILE, values_of(form_of(agency, language=language)), "bao-cao.yaml")
    assert [(finding.code, finding.facts["key"]) for finding in filled.findings] == [("KH122", "received")]
    assert is_blank(Filing(path="", plan="kh", period="2026-H1", agency=agency, revision=1, received=ON, **filled.values))


def test_what_is_filed_from_the_untouched_form_is_still_blank() -> None:
    made = draft.filing("kh", "2026-H1", "so-c", 1, {**values_of(form_of("so-c")), "received": "2026-06-14"})
    assert made.text.splitlines()[1:] == [
        *("document:", "  type: Báo cáo", "received: 2026-06-14", "statement: (điền vào đây)"),
    ]


# Changes


def test_a_change_is_a_patch_with_three_lines_around_it() -> None:
    before = "".join(f"dòng {n}\n" for n in range(1, 12))
    after = before.replace("dòng 5\n", "dòng năm\n").replace("dòng 11\n", "dòng 11\ndòng 12")
    made = Revision("kho của tôi/agencies.yaml", before, after, "to-chuc(agencies): close a 2027-01-01", (("Agency", "a"),))
    assert made.message == "to-chuc(agencies): close a 2027-01-01\n\nAgency: a\n"
    assert made.patch == (
        """\
diff --git a/kho của tôi/agencies.yaml b/kho của tôi/agencies.yaml
--- a/kho của tôi/agencies.yaml\t
+++ b/kho của tôi/agencies.yaml\t
@@ -2,10 +2,11 @@
 dòng 2
 dòng 3
 dòng 4
-dòng 5
+dòng năm
 dòng 6
 dòng 7
 dòng 8
 dòng 9
 dòng 10
 dòng 11
+dòng 12
\\ No newline at end of file
"""
    )


def test_entries_that_are_alike_are_not_shown_as_taken_out() -> None:
    entry = "  - id: so-{}\n    basis: >-\n      Thành lập ngày 01/7/2025.\n"
    before = "agencies:\n" + "".join(entry.format(n) for n in range(300))
    after = before.replace("  - id: so-150\n", "  - id: so-150\n    until: 2027-01-01\n")
    lines = draft.unified("agencies.yaml", before, after).split("\n")
    assert [line for line in lines[4:] if line[:1] in ("+", "-")] == ["+    until: 2027-01-01"]


LINES = st.lists(st.sampled_from(["a", "b", "", "c\r", "  - id: x"]), max_size=30).map("\n".join)


@LAW
@given(LINES, LINES)
def test_a_patch_leads_from_the_one_text_to_the_other(before: str, after: str) -> None:
    assert applied(before, draft.unified("agencies.yaml", before, after)) == after


def applied(text: str, patch: str) -> str:
    """What a patch makes of a text, read as strictly as git reads it."""
    old, new, at = re.findall(r"[^\n]*\n|[^\n]+", text), list[str](), 0
    for hunk in re.split(r"^@@ -", patch, flags=re.MULTILINE)[1:]:
        place, _, body = hunk.partition(" @@\n")
        first, length, _, written = (int(number) for number in re.split(r"[, +]+", place))
        parts: list[str] = []
        for line in re.findall(r"[^\n]*\n", body):
            if line.startswith("\\"):
                parts[-1] = parts[-1].removesuffix("\n")
            else:
                parts.append(line)
        start = first - 1 if length else first
        new += old[at:start]
        at = start + length
        assert [part[1:] for part in parts if part[0] in " -"] == old[start:at]
        kept = [part[1:] for part in parts if part[0] in " +"]
        assert len(kept) == written
        new += kept
    return "".join(new + old[at:])
