"""`report --verify` of letters, Markdown and pages: made again from what they say, held against the data in the same words."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import pytest

from conftest import Program, Ran, git
from kehoach_cli.render import properties, traces
from kehoach_cli.trouble import Trouble

AS_OF = ("--as-of", "2026-11-23")
Verify = Callable[..., Ran]


@pytest.fixture
def letters(office: Path, kehoach: Program) -> Path:
    """The letters of a day, put on record."""
    ran = kehoach("remind", "--by", "5/12/2026", "--within", "40", "-o", office / "thu", cwd=office)
    assert ran.code == 0, ran.err
    return office / "thu"


# --- letters


def test_a_letter_matches_byte_for_byte_though_the_round_is_on_record_since(letters: Path, kehoach: Program) -> None:
    head = git(letters.parent, "rev-parse", "HEAD~1")[:10]
    for agency in ("so-a", "so-b", "so-moi"):
        ran = kehoach("report", "--verify", letters / f"{agency}.docx", cwd=letters.parent)
        assert (ran.code, ran.out) == (0, f"{agency}.docx: khớp từng byte với dữ liệu hiện có (lập từ commit {head}).\n"), ran.err
    ran = kehoach("--lang", "en", "report", "--verify", letters / "so-a.docx", cwd=letters.parent)
    assert "the same byte for byte as the present data give" in ran.out


def test_a_letter_says_in_its_properties_for_whom_and_of_which_day_it_is(letters: Path) -> None:
    facts = properties.read((letters / "so-a.docx").read_bytes(), "x").made_from
    assert {name: facts[name] for name in ("kind", "plan", "agency", "level", "as-of", "by", "within", "language")} == {
        "kind": "reminder", "plan": "kh", "agency": "so-a", "level": "1", "as-of": "2026-11-23", "by": "2026-12-05",
        "within": "40", "language": "vi",
    }  # fmt: skip
    assert facts["commit"] == git(letters.parent, "rev-parse", "HEAD~1")[:10]
    assert "period" not in facts, "no period was asked for"


def test_a_later_round_does_not_change_the_letters_before_it(
    letters: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEHOACH_TODAY", "2026-12-25")
    monkeypatch.setenv("KEHOACH_TOKEN", "0000f0")
    assert kehoach("remind", "-o", letters.parent / "sau", cwd=letters.parent).code == 0
    for folder in (letters, letters.parent / "sau"):
        assert kehoach("report", "--verify", folder / "so-a.docx", cwd=letters.parent).code == 0


def test_the_report_to_the_leadership_is_verified_too(office: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, day in enumerate(("2026-07-10", "2026-08-10", "2026-09-10", "2026-10-10"), 1):
        monkeypatch.setenv("KEHOACH_TOKEN", f"{number:04x}00")
        assert kehoach("remind", "--as-of", day, "-o", office / day, cwd=office).code == 0
    target = office / "2026-10-10/lanh_dao.docx"
    assert kehoach("report", "--verify", target, cwd=office).code == 0
    plan = office / "plans/kh/plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("number: 01/KH", "number: 02/KH"), encoding="utf-8")
    ran = kehoach("report", "--verify", target, cwd=office)
    assert (ran.code, "từ đó dữ liệu đã thay đổi" in ran.out) == (1, True), ran.out


def test_changed_data_are_told_from_an_edited_letter(letters: Path, kehoach: Program) -> None:
    target = letters / "so-a.docx"
    plan = letters.parent / "plans/kh/plan.yaml"
    before = plan.read_text(encoding="utf-8")
    plan.write_text(before.replace("number: 01/KH", "number: 02/KH"), encoding="utf-8")
    ran = kehoach("report", "--verify", target, cwd=letters.parent)
    assert ran.code == 1
    assert re.match(r"so-a.docx: lập từ commit [0-9a-f]{10} bằng kehoach [\d.]+; từ đó dữ liệu đã thay đổi\.\n", ran.out)
    assert "01/KH" in ran.out
    assert "02/KH" in ran.out
    plan.write_text(before, encoding="utf-8")
    document = python_docx.Document(str(target))
    document.paragraphs[-1].add_run(" Sửa tay.")
    document.save(str(target))
    ran = kehoach("report", "--verify", target, cwd=letters.parent)
    assert (ran.code, "đã được sửa tay" in ran.out) == (1, True)


def test_where_nothing_is_owed_any_more_that_is_said(letters: Path, kehoach: Program) -> None:
    shutil.rmtree(letters.parent / "plans/kh/progress")
    plan = letters.parent / "plans/kh/plan.yaml"
    head, _, _ = plan.read_text(encoding="utf-8").partition("reporting:")
    plan.write_text(head + "items:\n  - {id: I.1, text: Việc., lead: [so-b], due: 2030-01-01}\n", encoding="utf-8")
    ran = kehoach("report", "--verify", letters / "so-a.docx", cwd=letters.parent)
    assert ran.code == 1
    assert "từ đó dữ liệu đã thay đổi" in ran.out
    assert "không còn gì để đôn đốc" in ran.err


# --- Markdown and pages


@pytest.fixture(params=[("annual", "bao-cao.md"), ("leader", "lanh-dao.md"), ("page", "trang.html")], ids=lambda of: of[1])
def made(request: pytest.FixtureRequest, sample: Path, kehoach: Program) -> Path:
    kind, name = request.param
    assert kehoach("report", kind, "mau-01", *AS_OF, "-o", sample / name, cwd=sample).code == 0
    return sample / name


def test_what_has_not_changed_matches_byte_for_byte(made: Path, kehoach: Program) -> None:
    ran = kehoach("report", "--verify", made, cwd=made.parent)
    assert (ran.code, "khớp từng byte" in ran.out) == (0, True), ran.err
    git(made.parent, "commit", "--quiet", "--allow-empty", "--message=Việc khác")
    assert kehoach("report", "--verify", made, cwd=made.parent).code == 0, "another commit is no other data"


def test_a_file_with_the_line_ends_of_windows_still_says_the_same(made: Path, kehoach: Program) -> None:
    made.write_bytes(made.read_bytes().replace(b"\n", b"\r\n"))
    ran = kehoach("report", "--verify", made, cwd=made.parent)
    assert (ran.code, "lời văn khớp" in ran.out) == (0, True), ran.out


def test_changed_data_and_an_edit_are_told_apart(made: Path, kehoach: Program) -> None:
    plan = made.parent / "plans/mau-01/plan.yaml"
    before = plan.read_text(encoding="utf-8")
    plan.write_text(before.replace("01/KH-MẪU", "09/KH-MẪU"), encoding="utf-8")
    ran = kehoach("report", "--verify", made, cwd=made.parent)
    assert (ran.code, "từ đó dữ liệu đã thay đổi" in ran.out) == (1, True), ran.out
    assert re.search(r"^- .*01/KH-MẪU.*\n(?s:.*)^\+ .*09/KH-MẪU", ran.out, re.MULTILINE)
    plan.write_text(before, encoding="utf-8")
    text = made.read_text(encoding="utf-8")
    made.write_text(text.replace("Hoa Nắng", "Hoa Sen"), encoding="utf-8")
    ran = kehoach("report", "--verify", made, cwd=made.parent)
    assert (ran.code, "đã được sửa tay" in ran.out) == (1, True), ran.out
    plan.write_text(before.replace("01/KH-MẪU", "09/KH-MẪU"), encoding="utf-8")
    assert "vừa có phần sửa tay vừa có thay đổi" in kehoach("report", "--verify", made, cwd=made.parent).out


def test_a_page_of_every_plan_is_made_again_of_every_plan(sample: Path, kehoach: Program) -> None:
    target = sample / "tat-ca.html"
    assert kehoach("--lang", "en", "report", "page", *AS_OF, "-o", target, cwd=sample).code == 0
    assert kehoach("report", "--verify", target, cwd=sample).code == 0
    agencies = sample / "agencies.yaml"
    agencies.write_text(agencies.read_text(encoding="utf-8").replace("Sở Cây xanh", "Sở Cây Xanh"), encoding="utf-8")
    assert kehoach("report", "--verify", target, cwd=sample).code == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.md", b"x\n", "không cho biết được lập từ dữ liệu nào"),
        ("a.md", b"<!-- kehoach kind=annual -->\n", "không cho biết được lập từ dữ liệu nào"),
        ("a.md", b"<!-- kehoach kind=page&as-of=2026-11-23&language=vi -->\n", "không cho biết được lập từ dữ liệu nào"),
        ("a.md", b"<!-- kehoach kind=reminder&as-of=2026-11-23&language=vi -->\n", "không cho biết được lập từ dữ liệu nào"),
        ("a.md", b"<!-- kehoach " + b"a=1&" * 99 + b" -->\n", "không cho biết được lập từ dữ liệu nào"),
        ("a.md", b"<!-- kehoach kind=annual&plan=%1B[31m&as-of=2026-11-23&language=vi -->\n", "Không có kế hoạch “\\x1b[31m”"),
        ("a.html", b"\xff\x00<html>", "không cho biết được lập từ dữ liệu nào"),
        ("a.html", b'<meta name="kehoach" content="kind=annual&amp;as-of=2026-11-23&amp;language=vi">', "không cho biết"),
        ("a.pdf", b"%PDF-1.7", "Tệp PDF “a.pdf” không mang theo cách lập"),
        ("a.eml", b"x", "Không kiểm tra được “a.eml”"),
        ("a", b"x", "Không kiểm tra được “a”"),
    ],
)
def test_what_was_not_made_here_is_told(name: str, content: bytes, said: str, sample: Path, kehoach: Program) -> None:
    (sample / name).write_bytes(content)
    ran = kehoach("report", "--verify", sample / name, cwd=sample)
    assert (ran.code, said in ran.err) == (2, True), ran.err
    assert "Cách sửa:" in ran.err


def test_what_a_file_carries_can_end_neither_a_comment_nor_an_attribute() -> None:
    facts = {"plan": "a--b-->", "item": '"><script>', "agency": "--" * 3, "as-of": "2026-11-23"}
    text = traces.on_markdown("# Một\n".encode(), facts).decode()
    assert text.count("--") == 2, "those of the comment itself"
    assert traces.read_markdown(text.encode(), "x").made_from.items() >= facts.items()
    assert set('"<>') & set(traces.for_page("<p>x</p>", facts)) == set()
    with pytest.raises(Trouble):
        traces.read_markdown(b"x", "x")


@pytest.mark.parametrize(
    "trace",
    [
        "kind=annual&plan=mau-01&as-of=2026-11-26&language=vi&period=2026&number=" + "9" * 5000,
        "kind=annual&plan=mau-01&as-of=2026-11-26&language=vi&period=2026&number=٣",
        "kind=agency&plan=mau-01&as-of=2026-11-26&language=vi",
        "kind=item&plan=mau-01&as-of=2026-11-26&language=vi",
    ],
)
def test_facts_that_no_document_of_ours_bears_are_refused(trace: str, sample: Path, kehoach: Program) -> None:
    (sample / "la.md").write_text(f"Báo cáo\n\n<!-- kehoach {trace} -->\n", encoding="utf-8")
    ran = kehoach("report", "--verify", "la.md", cwd=sample)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Lỗi: “la.md” không cho biết được lập từ dữ liệu nào."), ran.err


@pytest.mark.parametrize(
    "text", ["<body " * 200_000, "<body>" + "<script " * 200_000 + "</body>", "<body>" + "<" * 1_000_000 + "</body>"]
)
def test_a_page_that_is_none_is_read_in_one_pass(text: str) -> None:
    head = f'<meta name="{traces.META}" content="kind=page">'
    assert traces.read_page((head + text).encode(), "x.html").made_from == {"kind": "page"}
