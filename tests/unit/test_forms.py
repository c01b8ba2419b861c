"""The forms of the files: good and bad values of every kind, and faults that leave everything else standing."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehoach_cli import fields, forms, kinds, model, workdays
from kehoach_cli.fields import Field, Form, Kind, ListOf
from kehoach_cli.findings import Finding, KeyOf, Pointer, bounded
from kehoach_cli.nodes import Data

PATH = "tep.yaml"


def fill(form: Form, data: Data) -> tuple[dict[str, Any], list[tuple[str, Pointer]]]:
    filled = fields.fill(form, data, PATH)
    return filled.values, [(finding.code, finding.pointer) for finding in filled.findings]


# Single values

KINDS: list[tuple[Kind, str, dict[str, Any], list[str]]] = [
    (kinds.TEXT, "KH129", {"Sở Nội vụ": "Sở Nội vụ", " x ": " x ", "0": "0"}, ["", " ", "\n\n", "\u00a0"]),
    (kinds.ID, "KH125", dict.fromkeys(["so-noi-vu", "7", "a" * 63]), ["", "-a", "Sở", "A", "a_b", "a.b", "a b", "a" * 64, "a\n"]),
    (
        kinds.ITEM_ID,
        "KH125",
        dict.fromkeys(["I", "III.2", "II.1-1", "II.4-7-2", "a.b.c", "I" * 63]),
        ["I" * 64, "I.1" * 100, "", "II.", ".1", "II.1-a", "II.1-", "II 1", "II/1", "Đ.1", "../I"],
    ),
    (
        kinds.DATE,
        "KH124",
        {"2026-06-05": date(2026, 6, 5), "2024-02-29": date(2024, 2, 29)},
        ["2026-02-29", "2026-13-01", "5/6/2026", "2026-6-5", "2026", "2026-06-05 ", "２０２６-06-05"],
    ),
    (kinds.INTEGER, "KH123", {"0": 0, "40": 40, "007": 7, "999999": 999_999}, ["", "-1", "1.5", "1000000", "bốn", "٣", "0x1"]),
    (kinds.BOOLEAN, "KH123", {"true": True, "false": False}, ["yes", "no", "True", "1", ""]),
    (
        kinds.MONTH_DAY,
        "KH124",
        {"12-20": (12, 20), "02-30": (2, 30), "14": (0, 14), "31": (0, 31)},
        ["00-10", "13-01", "12-00", "12-32", "00", "32", "1", "1-2", "20-12-", "12/20"],
    ),
    (
        kinds.PERIOD,
        "KH128",
        dict.fromkeys(["2026", "2026-H1", "2026-H2", "2026-Q1", "2026-Q4", "2026-01", "2026-12"]),
        [
            "26",
            "2026-H3",
            "2026-Q0",
            "2026-Q5",
            "2026-00",
            "2026-13",
            "2026-7",
            "2026-h1",
            "năm 2026",
            "２０２６",
            "0000",
            "9999",
        ],
    ),
    (
        kinds.NUMBER,
        "KH130",
        dict.fromkeys(["0", "12", "-3", "98.62", "1.5", "21914", "1.2345", "9" * 18]),
        ["", "21.914", "98,62", "1.234567x", "1 000", "+1", "1.", ".5", "9" * 19, "hai", "٣٤"],
    ),
    (kinds.SHA256, "KH125", dict.fromkeys(["0" * 64, "af09" * 16]), ["", "0" * 63, "0" * 65, "AF09" * 16, "g" * 64]),
    (
        kinds.OWNER,
        "KH125",
        dict.fromkeys(["an", "@an", "ubnd/so-noi-vu", "@a/b/c.d_e", "an.binh+x@so-noi-vu.example.vn"]),
        ["", "@", "@@an", "a b", "a//b", "a/", "/a", "a@b", "an@", "#an", "*", "an\n@b", "@ế"],
    ),
    (kinds.CADENCE, "KH126", dict.fromkeys(model.CADENCES), ["", "week", "Year", "years"]),
    (kinds.STATE, "KH126", dict.fromkeys(model.ALL_STATES), ["", "done", "in_progress", "hoàn thành"]),
    (kinds.SHIFT, "KH126", dict.fromkeys(workdays.SHIFTS), ["", "Next", "later"]),
    (kinds.WEEKDAY, "KH126", dict.fromkeys(workdays.WEEKDAYS), ["", "sat", "Sunday", "chủ nhật"]),
    (
        kinds.FILE_NAME,
        "KH125",
        dict.fromkeys(["Báo cáo 123.pdf", "CON.PDF", "a b.c.xlsx", "x" * 251 + ".pdf"]),
        ["", "x", ".pdf", "x.exe", "x.docm", "../x.pdf", "a\\x.pdf", "a\nb.pdf", "x" * 252 + ".pdf", "pdf"],
    ),
    (
        kinds.FILE_SIZE,
        "KH125",
        {"1": 1, "10000000": 10_000_000},
        ["", "0", "-1", "01", "1.0", "1e3", "10000001", "99999999999999999999", "một"],
    ),
    (kinds.EVENT_KIND, "KH126", dict.fromkeys(model.EVENT_KINDS), ["", "Update", "note"]),
    (kinds.LEVEL, "KH126", {"0": 0, "3": 3, "4": 4}, ["", "5", "-1", "01", "1.0", "lần một"]),
    (
        kinds.KEY,
        "KH132",
        dict.fromkeys(
            [
                "0" * 40,
                "4a1b" * 10,
                "4A1B 9C2D 3E4F 5061 7283  94A5 B6C7 D8E9 FA0B 1C2D",
                f"ssh-ed25519 {'A' * 68}",
                f"ssh-rsa {'A+/9' * 90}== an@may.example",
                f"sk-ssh-ed25519@openssh.com {'A' * 100}",
            ]
        ),
        [
            "",
            "abc",
            "0" * 39,
            "0" * 41,
            "g" * 40,
            "0x" + "0" * 40,
            "ssh-ed25519",
            f"ssh-dss {'A' * 68}",
            f"x ssh-rsa {'A' * 68}",
            f"ssh-rsa {'A' * 20}",
            f"ssh-ed25519 {'A' * 68}\n* ssh-rsa {'A' * 68}",
            "so-a@example.vn",
        ],
    ),
    (
        kinds.EMAIL,
        "KH131",
        dict.fromkeys(["vanthu@so-a.example", "a.b+c_d%e@x.y.z.vn", "A@B.co", "0-9@1.vn"]),
        [
            "",
            "vanthu",
            "@a.vn",
            "a@b",
            "a@b.",
            "a@.vn",
            "a b@c.vn",
            "Văn thư <a@b.vn>",
            "a@b.vn, c@d.vn",
            "văn@thư.vn",
            "a@b.vn\n",
            "a@b.vn\r\nBcc: x@y.vn",
            "mailto:a@b.vn",
            '"a b"@c.vn',
            "a@[127.0.0.1]",
            "x" * 65 + "@a.vn",
        ],
    ),
    (kinds.RESULT, "KH126", dict.fromkeys((model.ACCEPTED, model.RETURNED)), ["", "accept", "yes"]),
]
GOOD = [(kind, given, given if means is None else means) for kind, _, good, _ in KINDS for given, means in good.items()]
BAD = [(kind, code, given) for kind, code, _, bad in KINDS for given in bad]


def one_field(kind: Kind) -> Form:
    return Form("thu", dict, (Field("x", kind),))


@pytest.mark.parametrize(("kind", "given", "means"), GOOD, ids=lambda value: getattr(value, "name", None))
def test_a_good_value_is_taken_for_what_it_means(kind: Kind, given: str, means: object) -> None:
    assert fill(one_field(kind), {"x": given}) == ({"x": means}, [])


@pytest.mark.parametrize(("kind", "code", "given"), BAD, ids=lambda value: getattr(value, "name", None))
def test_a_bad_value_is_left_out_and_told(kind: Kind, code: str, given: str) -> None:
    assert fill(one_field(kind), {"x": given}) == ({}, [(code, ("x",))])


def test_every_kind_of_every_form_is_tried_here() -> None:
    every: set[str] = set()

    def walk(holds: Kind | Form | ListOf) -> None:
        if isinstance(holds, Kind):
            every.add(holds.name)
        elif isinstance(holds, ListOf):
            walk(holds.holds)
        else:
            for field in holds.fields:
                walk(field.holds)

    for form in (forms.AGENCIES_FILE, forms.PLAN_FILE, forms.FILING_FILE, *forms.EVENT_FORMS.values()):
        walk(form)
    assert every == {kind.name for kind, *_ in KINDS}


@pytest.mark.parametrize("kind", [kind for kind, *_ in KINDS], ids=lambda kind: str(kind.name))
@pytest.mark.parametrize("given", [["a"], {"a": "b"}, [], {}], ids=["list", "mapping", "empty list", "empty mapping"])
def test_a_collection_where_one_value_stands_is_the_wrong_type(kind: Kind, given: Data) -> None:
    assert fill(one_field(kind), {"x": given}) == ({}, [("KH123", ("x",))])


def test_the_facts_of_a_bad_value_name_what_was_expected_and_what_was_given() -> None:
    filled = fields.fill(one_field(kinds.STATE), {"x": "done"}, PATH)
    facts = {"expected": "state", "field": "x", "value": "done", "among": " ".join(model.ALL_STATES)}
    assert filled.findings == [Finding("KH126", PATH, ("x",), facts)]


# Keys


def test_null_is_the_same_as_absent() -> None:
    given: Data = {"type": "Báo cáo", "number": None, "date": None}
    assert fill(forms.DOCUMENT, given) == fill(forms.DOCUMENT, {"type": "Báo cáo"}) == ({"type": "Báo cáo"}, [])


def test_an_unknown_key_is_told_with_the_key_that_was_probably_meant() -> None:
    filled = fields.fill(forms.RECURRENCE, {"every": "year", "bys": "12-15"}, PATH, ("recurs",))
    facts = {"key": "bys", "form": "recurrence", "among": "every by", "suggestion": "by"}
    assert filled.values == {"every": "year"}
    assert bounded(filled.findings) == [Finding("KH121", PATH, ("recurs", KeyOf("bys")), facts)]
    assert isinstance(filled.findings[0].pointer[-1], KeyOf)


def test_for_a_key_like_no_other_nothing_is_proposed() -> None:
    filled = fields.fill(forms.RECURRENCE, {"every": "year", "ghi-chu-dai": "x"}, PATH)
    assert "suggestion" not in bounded(filled.findings)[0].facts


def test_a_missing_key_points_at_the_mapping_and_an_empty_one_at_itself() -> None:
    assert fill(forms.RECURRENCE, {"by": "12-15"}) == ({"by": (12, 15)}, [("KH122", ())])
    filled = fields.fill(forms.RECURRENCE, {"every": None}, PATH)
    assert filled.findings == [Finding("KH122", PATH, (KeyOf("every"),), {"key": "every", "form": "recurrence"})]
    assert isinstance(filled.findings[0].pointer[-1], KeyOf)


def test_all_faults_of_a_form_are_told_at_once() -> None:
    values, found = fill(forms.FIGURE, {"value": "21.914", "unit": ["đoàn"], "nam": "x"})
    assert values == {}
    assert found == [("KH121", ("nam",)), ("KH122", ()), ("KH130", ("value",)), ("KH123", ("unit",))]


@pytest.mark.parametrize("given", ["x", ["x"], [], ""], ids=repr)
def test_a_file_that_is_no_mapping_is_the_wrong_type(given: Data) -> None:
    assert fill(forms.PLAN_FILE, given) == ({}, [("KH123", ())])


def test_a_file_that_says_nothing_is_called_empty() -> None:
    assert fill(forms.PLAN_FILE, None) == ({}, [("KH114", ())])


def test_the_key_from_becomes_a_name_that_python_allows() -> None:
    given: Data = {"items": ["I.1"], "from": "so-a", "to": "so-b", "date": "2026-01-01"}
    values, found = fill(forms.TRANSFER, given)
    assert (values, found) == ({"items": ("I.1",), "from_": "so-a", "to": "so-b", "date": date(2026, 1, 1)}, [])
    assert fields.is_complete(forms.TRANSFER, values)


def test_a_form_is_complete_when_every_required_key_has_a_sound_value() -> None:
    assert fields.is_complete(forms.FIGURE, {"name": "x", "value": "1"})
    assert not fields.is_complete(forms.FIGURE, {"name": "x", "unit": "đoàn"})


# Lists


def test_a_faulty_entry_of_a_list_leaves_the_others() -> None:
    values, found = fill(forms.GROUP, {"id": "g", "name": "G", "members": ["so-a", "Sở B", None, ["so-c"], "so-d"]})
    assert values == {"id": "g", "name": "G", "members": ("so-a", "so-d")}
    assert found == [("KH125", ("members", 1)), ("KH129", ("members", 2)), ("KH123", ("members", 3))]


def test_a_faulty_form_in_a_list_leaves_the_others_with_their_own_positions() -> None:
    items: Data = [{"id": "I"}, {"heading": "không có id"}, "I.2", None, {"id": "I.3", "due": "31/12/2026"}]
    values, found = fill(forms.PLAN_FILE, {"id": "p", "title": "T", "items": items})
    assert values["items"] == (model.Item("I", position=0), model.Item("I.3", position=4))
    assert found == [
        ("KH122", ("items", 1)),
        ("KH123", ("items", 2)),
        ("KH123", ("items", 3)),
        ("KH124", ("items", 4, "due")),
    ]


def test_a_list_may_be_empty() -> None:
    assert fill(forms.GROUP, {"id": "g", "name": "G", "members": []}) == ({"id": "g", "name": "G", "members": ()}, [])


@pytest.mark.parametrize("given", ["so-a", {"so-a": None}], ids=["text", "mapping"])
def test_one_value_is_no_list(given: Data) -> None:
    values, found = fill(forms.GROUP, {"id": "g", "name": "G", "members": given})
    assert (values, found) == ({"id": "g", "name": "G"}, [("KH123", ("members",))])


def test_a_successor_may_stand_alone_or_in_a_list() -> None:
    agency = {"id": "a", "name": "A"}
    assert fill(forms.AGENCY, {**agency, "successor": "so-b"})[0]["successor"] == ("so-b",)
    assert fill(forms.AGENCY, {**agency, "successor": ["so-b", "so-c"]})[0]["successor"] == ("so-b", "so-c")
    assert fill(forms.AGENCY, {**agency, "successor": "Sở B"}) == (agency, [("KH125", ("successor",))])


def test_what_stands_alone_is_told_no_position() -> None:
    values, found = fill(forms.FILING_FILE, {"received": "2026-12-14", "document": {"number": "1/BC", "date": "2026-12-13"}})
    assert (values["document"], found) == (model.Document(number="1/BC", date=date(2026, 12, 13)), [])


def test_an_incomplete_form_within_a_form_is_left_out() -> None:
    values, found = fill(forms.PLAN_FILE, {"id": "p", "title": "T", "items": [], "reporting": {"first": "2021"}})
    assert (values, found) == ({"id": "p", "title": "T", "items": ()}, [("KH122", ("reporting",))])


# Whole values


def test_a_filled_agency_is_the_agency_of_the_model() -> None:
    values, found = fill(
        forms.AGENCIES_FILE,
        {
            "agencies": [
                {
                    "id": "so-khdt",
                    "name": "Sở Kế hoạch và Đầu tư",
                    "abbreviation": "SKHĐT",
                    "aliases": ["Sở KH&ĐT"],
                    "rank": "40",
                    "since": "1995-01-01",
                    "until": "2025-03-01",
                    "successor": "so-tai-chinh",
                    "basis": "Nghị quyết",
                    "owners": ["ubnd/so-khdt"],
                    "note": "ghi chú",
                }
            ],
            "groups": [{"id": "so-nganh", "name": "các sở, ngành", "open": "true", "members": ["so-khdt"]}],
        },
    )
    agency = model.Agency(
        *("so-khdt", "Sở Kế hoạch và Đầu tư", "SKHĐT", ("Sở KH&ĐT",), 40, date(1995, 1, 1), date(2025, 3, 1)),
        *(("so-tai-chinh",), "Nghị quyết", ("ubnd/so-khdt",), "ghi chú", 0),
    )
    group = model.Group("so-nganh", "các sở, ngành", open=True, members=("so-khdt",), position=0)
    assert (values, found) == ({"agencies": (agency,), "groups": (group,)}, [])


@pytest.mark.parametrize("kind", model.EVENT_KINDS)
def test_every_kind_of_event_has_a_form_whose_keys_the_model_knows(kind: str) -> None:
    keys = forms.EVENT_FORMS[kind].fields
    assert [key.name for key in keys[:2]] == ["kind", "date"]
    assert set(map(fields.attribute, keys)) <= set(model.Event._fields)


@pytest.mark.parametrize(("value", "text"), [(True, "true"), (False, "false"), (date(2026, 1, 5), "2026-01-05"), (40, "40")])
def test_a_value_is_written_as_the_files_write_it(value: object, text: str) -> None:
    assert fields.as_text(value) == text


# Data without a fault is read in one go, all other data key by key

DATA: st.SearchStrategy[Data] = st.recursive(
    st.none() | st.sampled_from(["", "x", "so-noi-vu", "I.1", "2026-06-30", "2026", "true", "7", "completed", "year", "12-20"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "name", "text", "lead", "date", "every", "items", "lạ"]), inner, max_size=4)
    ),
    max_leaves=12,
)
FORMS = [*forms.EVENT_FORMS.values(), forms.FILING_FILE, forms.PLAN_FILE, forms.AGENCIES_FILE, forms.AGENCY, forms.ITEM]


def whole(form: Form, draw: st.DrawFn) -> Data:
    """Data for the form of which most keys are sound, so that now and then all are."""
    data: dict[str, Data] = {}
    for field in form.fields:
        if field.required or draw(st.integers(0, 3)) == 0:
            holds = field.holds.holds if isinstance(field.holds, ListOf) else field.holds
            sound = whole(holds, draw) if isinstance(holds, Form) else one_of_kind(holds)
            data[field.name] = [sound] if isinstance(field.holds, ListOf) else sound
    return data


def one_of_kind(kind: Kind) -> str:
    words = ["x", "so-noi-vu", "I.1", "2026-06-30", "2026", "true", "7", "completed", "year", "12-20", "a" * 64, "accepted"]
    words += ["update", "saturday", "keep", "4", "vanthu@so-a.example", "a.pdf", "A" * 40]
    return next(word for word in words if kind.convert(word) is not None)


@st.composite
def filled_in(draw: st.DrawFn) -> tuple[Form, Data]:
    """A form with data for it, or with one of its keys written over by something else."""
    form = draw(st.sampled_from(FORMS))
    data = whole(form, draw)
    if isinstance(data, dict) and draw(st.booleans()):
        data[draw(st.sampled_from([*data, "lạ"]))] = draw(DATA)
    return form, data


@settings(deadline=None, max_examples=200, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(filled_in())
def test_what_is_read_in_one_go_is_what_is_read_key_by_key(drawn: tuple[Form, Data]) -> None:
    form, data = drawn
    closely = fields.fill_closely(form, data, PATH, ())
    assert fields.fill(form, data, PATH) == closely
    if not closely.findings:
        assert form.read_soundly(data) == closely.values


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com0", "com9", "lpt1"])
def test_an_id_is_no_name_that_windows_keeps_to_itself(name: str) -> None:
    assert kinds.ID.convert(name) is None
    assert [kinds.ID.convert(longer) for longer in (f"{name}-1", f"{name}a", f"x{name}")] == [f"{name}-1", f"{name}a", f"x{name}"]


@pytest.mark.parametrize(
    "typed",
    [
        *("../../x", "/tmp/x", ".git/hooks/pre-commit", ".GIT", "git~1", ".g\u200cit", "CON", "LPT¹", "a:b", "a.", "a ", "-a"),
        *("--output=x", ":(glob)**", "x.lock", "a/b", "a\\b", "a\0", "a\n", "ế" * 90, "a" * 64, "", "Sở A", "а", "a_b", "*"),
    ],
)
def test_no_other_text_is_an_id(typed: str) -> None:
    assert kinds.ID.convert(typed) is None
