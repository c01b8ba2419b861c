"""From paths and texts to the register: what a path means, and that one bad file never hides another."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_cli import model
from kehoach_cli.findings import Finding
from kehoach_cli.parse import EventPath, FilingPath, Snapshot, classify, event_path, filing_path, parse

LAW = settings(deadline=None, max_examples=100, derandomize=True)

AGENCIES = """\
agencies:
  - id: so-a
    name: Sở A
  - id: so-b
    name: Sở B
groups:
  - id: cac-so
    name: các sở
    members: [so-a, so-b]
"""
PLAN = """\
id: kh
title: Kế hoạch thử
items:
  - id: I.1
    text: Việc một.
    lead: [so-a]
"""
UPDATE = "kind: update\ndate: 2026-06-30\nitem: I.1\nstate: completed\n"
FILING = "received: 2026-12-14\nstatement: Đã làm.\n"
EVENT_AT = "plans/kh/progress/2026/so-a/2026-06-30-I.1-0a1b2c.yaml"
FILING_AT = "plans/kh/filings/2026/so-a.yaml"
WORLD = {"agencies.yaml": AGENCIES, "plans/kh/plan.yaml": PLAN, EVENT_AT: UPDATE, FILING_AT: FILING}


def snapshot(files: dict[str, str]) -> Snapshot:
    return Snapshot({path: text.encode() for path, text in files.items()})


def found(files: dict[str, str]) -> list[tuple[str, str, int, int]]:
    return [(f.code, f.path, f.line, f.column) for f in parse(snapshot(files)).findings]


# What a path means


@pytest.mark.parametrize(
    ("path", "meaning"),
    [
        ("plans/38-ct-tw/plan.yaml", "38-ct-tw"),
        (
            "plans/38-ct-tw/progress/2026/so-noi-vu/2026-06-30-III.2-0a1b2c.yaml",
            EventPath("38-ct-tw", "2026", "so-noi-vu", "2026-06-30-III.2-0a1b2c"),
        ),
        (
            "plans/kh/progress/2026/so-a/2026-06-30-II.1-1-123456.yaml",
            EventPath("kh", "2026", "so-a", "2026-06-30-II.1-1-123456"),
        ),
        (
            "plans/kh/progress/2026/so-a/2026-06-30-excuse-0a1b2c.yaml",
            EventPath("kh", "2026", "so-a", "2026-06-30-excuse-0a1b2c"),
        ),
        ("plans/kh/filings/2026/so-a.yaml", FilingPath("kh", "2026", "so-a", 1)),
        ("plans/kh/filings/2026-H1/so-a.r2.yaml", FilingPath("kh", "2026-H1", "so-a", 2)),
        ("plans/kh/filings/2026-07/so-a.r12.yaml", FilingPath("kh", "2026-07", "so-a", 12)),
    ],
)
def test_a_path_says_what_the_file_is_about(path: str, meaning: object) -> None:
    assert classify(path) == meaning


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("plans/kh/filings/2026/so-a.r1.yaml", id="first revision has no mark"),
        pytest.param("plans/kh/filings/2026/so-a.r0.yaml", id="revision zero"),
        pytest.param("plans/kh/filings/2026/so-a.r02.yaml", id="revision with a zero in front"),
        pytest.param("plans/kh/filings/2026/so-a.r100.yaml", id="revision of three digits"),
        pytest.param("plans/kh/filings/2026/so-a.R2.yaml", id="capital mark"),
        pytest.param("plans/kh/filings/2026/so-a.r2.r3.yaml", id="two marks"),
        pytest.param("plans/kh/filings/2026/Sở A.yaml", id="a name for an id"),
        pytest.param("plans/kh/filings/2026/.yaml", id="no name"),
        pytest.param("plans/kh/filings/2026/so-a.yml", id="other ending"),
        pytest.param("plans/kh/filings/2026/so-a.yaml.yaml", id="ending twice"),
        pytest.param("plans/kh/filings/2026/so-a.yaml~", id="editor's copy"),
        pytest.param("plans/kh/filings/so-a.yaml", id="no period"),
        pytest.param("plans/kh/filings/nam/so-a.yaml", id="no name of a period"),
        pytest.param("plans/kh/filings/2026-H3/so-a.yaml", id="a third half-year"),
        pytest.param("plans/kh/filings/9999/so-a.yaml", id="a period whose days are beyond the calendar"),
        pytest.param("plans/kh/filings/2026/10/so-a.yaml", id="one folder too many"),
        pytest.param("plans/kh/progress/2026/so-a/ghi-chu.yaml", id="note among events"),
        pytest.param("plans/kh/progress/2026/so-a/2026-06-30-0a1b2c.yaml", id="event without an item"),
        pytest.param("plans/kh/progress/2026/so-a/2026-06-30-I.1.yaml", id="event without a token"),
        pytest.param("plans/kh/progress/2026/so-a/2026-06-30-I.1-0A1B2C.yaml", id="token in capitals"),
        pytest.param("plans/kh/progress/2026/so-a/2026-06-30-I.1-0a1b2.yaml", id="short token"),
        pytest.param("plans/kh/progress/2026/so-a/2026-06-30-I.1-0a1b2c.yaml\n", id="line end in the name"),
        pytest.param("plans/kh/progress/2026/so-a/２０２６-06-30-I.1-0a1b2c.yaml", id="other digits in the name"),
        pytest.param("plans/kh/progress/２０２６/so-a/2026-06-30-I.1-0a1b2c.yaml", id="other digits in the folder"),
        pytest.param("plans/kh/progress/nam/so-a/2026-06-30-I.1-0a1b2c.yaml", id="no year"),
        pytest.param("plans/kh/progress/2026/2026-06-30-I.1-0a1b2c.yaml", id="no agency"),
        pytest.param("plans/kh/progress/2026/so-a/../2026-06-30-I.1-0a1b2c.yaml", id="step up among events"),
        pytest.param("plans/kh/filings/2026/../so-a.yaml", id="step up among filings"),
        pytest.param("plans/kh/filings/2026/..yaml", id="dots for a name"),
        pytest.param("/plans/kh/plan.yaml", id="absolute"),
        pytest.param("../plans/kh/plan.yaml", id="outside"),
        pytest.param("plans/kh/x/plan.yaml", id="plan too deep"),
        pytest.param("plans/plan.yaml", id="plan without a folder"),
        pytest.param("plans/kh/Plan.yaml", id="capital letter"),
        pytest.param("Plans/kh/plan.yaml", id="capital folder"),
        pytest.param("plans\\kh\\plan.yaml", id="backslashes"),
        pytest.param("plans/kh/plan", id="no ending"),
        pytest.param("notes/kh/plan.yaml", id="another folder"),
        pytest.param("", id="nothing"),
        pytest.param(".yaml", id="only an ending"),
    ],
)
def test_any_other_path_means_nothing(path: str) -> None:
    assert classify(path) is None


IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,10}", fullmatch=True)
ITEMS = st.from_regex(r"[A-Z]{1,3}(\.[0-9]{1,2})?(-[0-9])?", fullmatch=True)


@LAW
@given(IDS, IDS, st.dates(min_value=date(1000, 1, 1)), ITEMS, st.from_regex(r"[0-9a-f]{6}", fullmatch=True))
def test_the_path_of_an_event_is_read_as_it_was_made(plan: str, agency: str, day: date, item: str, token: str) -> None:
    meaning = classify(event_path(plan, agency, day, item, token))
    assert isinstance(meaning, EventPath)
    assert (meaning.plan, meaning.year, meaning.agency) == (plan, str(day.year), agency)
    assert meaning.stated == (day.isoformat(), item)


@LAW
@given(IDS, st.sampled_from(["2026", "2026-H1", "2026-Q3", "2026-07"]), IDS, st.integers(1, 99))
def test_the_path_of_a_filing_is_read_as_it_was_made(plan: str, period: str, agency: str, revision: int) -> None:
    assert classify(filing_path(plan, period, agency, revision)) == FilingPath(plan, period, agency, revision)


@LAW
@given(st.text(alphabet="plans/kh.yam0126-rI\n\\ế", max_size=60))
def test_no_path_makes_it_raise(path: str) -> None:
    assert classify(path) is None or path.startswith("plans/")


# What the files hold


def test_every_file_takes_its_place_in_the_register() -> None:
    register, findings = parse(snapshot(WORLD))
    item = model.Item("I.1", text="Việc một.", lead=("so-a",), position=0)
    plan = model.Plan(
        id="kh", title="Kế hoạch thử", path="plans/kh/plan.yaml", stated_id="kh", items=(item,), item_by_id={"I.1": item}
    )
    so_a, so_b = model.Agency("so-a", "Sở A", position=0), model.Agency("so-b", "Sở B", position=1)
    group = model.Group("cac-so", "các sở", members=("so-a", "so-b"), position=0)
    event = model.Event(
        *(EVENT_AT, "kh", "so-a", "2026-06-30-I.1-0a1b2c", "update", date(2026, 6, 30)), item="I.1", state="completed"
    )
    filing = model.Filing(FILING_AT, "kh", "2026", "so-a", 1, date(2026, 12, 14), statement="Đã làm.")
    assert findings == ()
    assert register == model.Register(
        agencies=(so_a, so_b),
        groups=(group,),
        plans=(plan,),
        events=(event,),
        filings=(filing,),
        agency_by_id={"so-a": so_a, "so-b": so_b},
        group_by_id={"cac-so": group},
        plan_by_id={"kh": plan},
    )


def test_events_and_filings_are_sorted_whatever_the_order_of_the_files() -> None:
    files = {
        "plans/kh/progress/2026/so-b/2026-06-30-I.1-000002.yaml": UPDATE,
        "plans/kh/progress/2026/so-a/2026-06-30-I.1-000003.yaml": UPDATE,
        "plans/kh/progress/2026/so-a/2026-06-30-I.1-000001.yaml": UPDATE.replace("2026-06-30", "2026-07-01"),
        "plans/kh/filings/2027/so-a.yaml": FILING,
        "plans/kh/filings/2026/so-b.yaml": FILING,
        "plans/kh/filings/2026/so-a.r2.yaml": FILING,
        "plans/kh/filings/2026/so-a.r10.yaml": FILING,
        "plans/kh/filings/2026/so-a.yaml": FILING,
    }
    register = parse(snapshot({**files, **WORLD})).register
    assert register == parse(snapshot({**WORLD, **dict(reversed(files.items()))})).register
    assert [event.id[-6:] for event in register.events] == ["000002", "000003", "0a1b2c", "000001"]
    assert [(filing.period, filing.agency, filing.revision) for filing in register.filings] == [
        *(("2026", "so-a", 1), ("2026", "so-a", 2), ("2026", "so-a", 10)),
        *(("2026", "so-b", 1), ("2027", "so-a", 1)),
    ]


def test_of_an_id_given_twice_the_first_counts() -> None:
    agencies = AGENCIES.replace("id: so-b", "id: so-a") + "  - id: cac-so\n    name: nhóm hai\n"
    plan = PLAN + "  - id: I.1\n    text: Việc trùng.\n"
    register = parse(snapshot({"agencies.yaml": agencies, "plans/kh/plan.yaml": plan})).register
    assert [agency.name for agency in register.agencies] == ["Sở A", "Sở B"]
    assert register.agency_by_id["so-a"].name == "Sở A"
    assert register.group_by_id["cac-so"].name == "các sở"
    assert register.plans[0].item_by_id["I.1"].text == "Việc một."


def test_the_folder_names_the_plan_whatever_the_file_says() -> None:
    register = parse(snapshot({**WORLD, "plans/kh/plan.yaml": PLAN.replace("id: kh", "id: ke-hoach")})).register
    assert [(plan.id, plan.stated_id) for plan in register.plans] == [("kh", "ke-hoach")]
    assert list(register.plan_by_id) == [plan.id for plan in register.plans] == [event.plan for event in register.events]


def test_an_event_is_held_against_the_form_of_its_kind() -> None:
    extension = "kind: extension\ndate: 2026-06-30\nitem: I.1\nto: 2026-12-31\nbasis: Công văn 1/CV\n"
    register, findings = parse(snapshot({**WORLD, EVENT_AT: extension}))
    assert findings == ()
    assert (register.events[0].to, register.events[0].basis) == (date(2026, 12, 31), "Công văn 1/CV")
    assert found({**WORLD, EVENT_AT: extension.replace("to:", "state:")}) == [
        ("KH122", EVENT_AT, 1, 1),
        ("KH121", EVENT_AT, 4, 1),
    ]


@pytest.mark.parametrize("kind", ["note", "[update]", "{update: x}"])
def test_an_event_of_no_known_kind_is_a_finding(kind: str) -> None:
    codes = [code for code, *_ in found({**WORLD, EVENT_AT: UPDATE.replace("update", kind)})]
    assert codes == ["KH126" if kind == "note" else "KH123"]


# Bad files


@pytest.mark.parametrize("path", list(WORLD))
def test_a_file_that_cannot_be_read_hides_no_other(path: str) -> None:
    bad = {**WORLD, path: "a:\n  - b\n c: [\n"}
    register, findings = parse(snapshot(bad))
    assert [(f.code, f.path, f.line) for f in findings] == [("KH102", path, 3)]
    assert register.unread == {path}
    counts = (len(register.agencies), len(register.plans), len(register.events), len(register.filings))
    assert sum(counts) == 5 - (2 if path == "agencies.yaml" else 1)


@pytest.mark.parametrize("path", list(WORLD))
@pytest.mark.parametrize("text", ["", "# trống\n", "- x\n", "x\n"])
def test_a_file_of_the_wrong_shape_hides_no_other(path: str, text: str) -> None:
    register, findings = parse(snapshot({**WORLD, path: text}))
    code = "KH123" if text.strip("# trống\n") else "KH114"
    assert [(f.code, f.path, f.line, f.column) for f in findings] == [(code, path, 1, 1)]
    assert register.unread == {path}


def test_faults_in_every_file_are_told_at_once_in_order_of_place() -> None:
    bad = {
        "plans/kh/plan.yaml": PLAN.replace("lead: [so-a]", "lead: so-a").replace("title", "titel"),
        FILING_AT: "received: 14/12/2026\n",
        EVENT_AT: UPDATE.replace("completed", "done") + "summary: x\nsummary: y\n",
        "agencies.yaml": AGENCIES.replace("name: Sở B", "name:"),
        "plans/kh/ghi-chu.yaml": "a: 1\n",
    }
    assert found(bad) == [
        ("KH122", "agencies.yaml", 5, 5),
        ("KH124", FILING_AT, 1, 11),
        ("KH127", "plans/kh/ghi-chu.yaml", 1, 1),
        ("KH122", "plans/kh/plan.yaml", 1, 1),
        ("KH121", "plans/kh/plan.yaml", 2, 1),
        ("KH123", "plans/kh/plan.yaml", 6, 11),
        ("KH126", EVENT_AT, 4, 8),
        ("KH104", EVENT_AT, 6, 1),
    ]


def test_one_bad_agency_leaves_the_others_known() -> None:
    register = parse(snapshot({**WORLD, "agencies.yaml": AGENCIES.replace("id: so-a", "id: Sở A")})).register
    assert list(register.agency_by_id) == ["so-b"]
    assert register.unread == frozenset()


def test_decomposed_text_is_read_and_told() -> None:
    register, findings = parse(snapshot({**WORLD, "agencies.yaml": AGENCIES.replace("Sở B", "So\u031b\u0309 B")}))
    assert register.agency_by_id["so-b"].name == "Sở B"
    assert [(f.code, f.line, f.column) for f in findings] == [("KH109", 5, 12)]


def test_a_workspace_without_agencies_is_told() -> None:
    assert parse(Snapshot({})).findings == (Finding("KH116", "agencies.yaml", line=1, column=1),)


def test_a_file_that_was_refused_is_told_and_not_called_missing() -> None:
    assert parse(Snapshot({}, {"agencies.yaml": "KH112"})).findings == (Finding("KH112", "agencies.yaml", line=1, column=1),)


def test_a_snapshot_with_one_more_file_leaves_the_first_as_it_was() -> None:
    before = snapshot(WORLD)
    after = before.with_file("plans/kh/filings/2026/so-b.yaml", FILING.encode())
    assert (len(before.files), len(parse(after).register.filings)) == (4, 2)
