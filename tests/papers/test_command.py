"""`kehoach report`: every kind from the sample, what it was made from, wrong use, one sheet for each agency, looking back."""

import io
import re
import shutil
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from docx.shared import Pt
from paper_world import LANGUAGES

from conftest import ROOT, Program, git
from kehoach_cli.render import properties
from kehoach_cli.report import KINDS

AS_OF = ("--as-of", "2026-11-23")
NEEDED = {"agency": ("--agency", "so cay xanh"), "item": ("--item", "II.2-1")}


@pytest.fixture
def sample(tmp_path: Path, kehoach: Program) -> Path:
    folder = tmp_path / "mau"
    assert kehoach("init", "--sample", folder).code == 0
    return folder


def commit_hidden(text: str) -> str:
    """The same text whatever the hash and the version: the sample may change."""
    text = re.sub(r"commit([ =])[0-9a-f]{10}\b", r"commit\g<1>0123456789", text)
    return re.sub(r"&version=[^&]+&text=[0-9a-f]{32} ", "&version=0&text=0 ", text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_the_sample(language: str, kind: str, sample: Path, kehoach: Program, golden) -> None:
    arguments = ("--lang", language, "report", kind, "mau-01", *NEEDED.get(kind, ()), *AS_OF)
    golden(f"report-{kind}.{language}.md", commit_hidden(kehoach(*arguments, cwd=sample).out))


def words_of(path: Path) -> list[str]:
    return list(properties.read(path.read_bytes(), path.name).paragraphs)


def foot_of(path: Path) -> str:
    return python_docx.Document(str(path)).sections[0].first_page_footer.paragraphs[0].text


def test_a_document_says_from_which_commit_it_was_made(sample: Path, kehoach: Program) -> None:
    head = git(sample, "rev-parse", "HEAD")[:10]
    target = sample / "a.docx"

    def foot() -> str:
        assert kehoach("report", "matrix", "mau-01", *AS_OF, "-o", target, cwd=sample).code == 0
        return foot_of(target)

    start = f"Lập từ dữ liệu kehoach, commit {head}"
    end = "kỳ số liệu chốt ngày 14/12/2026, tính đến ngày 23/11/2026."
    assert foot() == f"{start}; {end}"
    assert foot() == f"{start}; {end}", "the document itself is no change of the data"
    (sample / "templates").mkdir()
    (sample / "templates/ghi-chu.txt").write_text("x", encoding="utf-8")
    assert foot() == f"{start} và phần sửa chưa lưu vào git; {end}"
    shutil.rmtree(sample / ".git")
    assert foot() == f"Lập từ dữ liệu kehoach, chưa lưu vào git; {end}"


def test_number_and_date_of_a_document_are_put_in_where_they_are_known(sample: Path, kehoach: Program) -> None:
    target = sample / "a.docx"
    kehoach("report", "leader", "mau-01", "--number", "5", "--dated", "5/1/2027", "-o", target, cwd=sample)
    head = [cell.text for cell in python_docx.Document(str(target)).tables[0].rows[1].cells]
    assert (head[0], head[-1]) == ("Số: 05/BC-VPĐP", "Thành phố Hoa Nắng, ngày 05 tháng 01 năm 2027")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("report",), 2, "Còn thiếu: LOẠI."),
        (("report", "khac"), 2, "chọn một trong: annual, summary, agency, item, matrix, leader"),
        (("report", "agency", "mau-01"), 2, "Còn thiếu: --agency."),
        (("report", "item", "mau-01"), 2, "Còn thiếu: --item."),
        (("report", "annual", "mau-01", "--item", "II.1"), 2, "--item không dùng với annual"),
        (("report", "annual", "mau-01", "--period", "2025..2026"), 2, "chỉ nói về một kỳ"),
        (("report", "summary", "mau-01", "--period", "2026..2025"), 2, "viết ngược"),
        (("report", "summary", "mau-01", "--period", "2025..2026-Q1"), 2, "không yêu cầu báo cáo kỳ “2026-Q1”"),
        (("report", "annual", "mau-01", "--period", "2031"), 2, "kỳ 2031 của kế hoạch mau-01 chưa bắt đầu"),
        (("report", "annual", "mau-01", "--period", "2031"), 2, "chọn một kỳ từ 2025 đến 2026"),
        (("report", "summary", "mau-01", "--period", "2025..2027"), 2, "số liệu của kỳ tính từ ngày 15/12/2026"),
        (("report", "page", "--period", "2031"), 2, "kỳ 2031 của kế hoạch"),
        (("report", "annual", "mau-01", "-o", "khong/x.docx"), 2, "tạo thư mục trước, bằng lệnh mkdir"),
        (("report", "--verify", "."), 2, "đó là thư mục, không phải tệp"),
        (("report", "annual", "mau-01", "--number", "năm"), 2, "--number cần một số, không phải “năm”"),
        (("report", "annual", "mau-01", "--all", "-o", "x"), 2, "--all chỉ dùng với kehoach report agency"),
        (("report", "agency", "mau-01", "--all"), 2, "Còn thiếu: --output."),
        (("report", "agency", "mau-01", "--all", "-o", "khong/co"), 2, "Không có thư mục “khong”"),
        (("report", "agency", "mau-01", "--agency", "khong co"), 2, "Không có cơ quan nào tên"),
        (("report", "item", "mau-01", "--item", "IX.9"), 2, "không có mục “IX.9”"),
        (("report", "annual", "mau-01", "-o", "x.odt"), 2, "đặt tên có đuôi: .md, .docx, .pdf"),
        (("report", "--verify", "khong-co.docx"), 2, "Không đọc được “khong-co.docx”"),
    ],
)
def test_wrong_use_is_told_with_its_cure(
    arguments: tuple[str, ...], code: int, said: str, sample: Path, kehoach: Program
) -> None:
    ran = kehoach(*arguments, cwd=sample)
    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert ran.out == ""


def test_a_span_of_periods_is_for_the_summary(sample: Path, kehoach: Program) -> None:
    one = kehoach("report", "summary", "mau-01", "--period", "2025", *AS_OF, cwd=sample).out
    both = kehoach("report", "summary", "mau-01", "--period", "2025..2026", *AS_OF, cwd=sample).out
    assert "Tổng kết thực hiện Kế hoạch số 01/KH-MẪU của Ủy ban nhân dân thành phố Hoa Nắng (mẫu) năm 2025" in one
    assert "giai đoạn 2025 - 2026" in both
    assert both == kehoach("report", "summary", "mau-01", *AS_OF, cwd=sample).out, "from the first period to the current one"


def test_an_item_may_be_named_with_its_plan(sample: Path, kehoach: Program) -> None:
    with_plan, alone = (
        kehoach("report", "item", *arguments, *AS_OF, cwd=sample).out
        for arguments in (("mau-01", "--item", "II.2-1"), ("--item", "mau-01/II.2-1"))
    )
    assert with_plan == alone == kehoach("report", "item", "mau-01", "-i", "mau-01/ii.2-1", *AS_OF, cwd=sample).out
    ran = kehoach("report", "item", "38-ct-tw", "--item", "mau-01/II.2-1", cwd=sample)
    assert (ran.code, "Kế hoạch 38-ct-tw không có mục “mau-01/II.2-1”" in ran.err) == (2, True)


def test_a_sheet_for_every_agency(sample: Path, kehoach: Program) -> None:
    target = sample / "phieu"
    ran = kehoach("report", "agency", "mau-01", "--all", *AS_OF, "-o", target, cwd=sample)
    names = sorted(path.name for path in target.iterdir())
    assert (ran.code, ran.out, len(names)) == (0, "", 9)
    assert f"Đã ghi 9 tệp vào {target}" in ran.err
    alone = sample / "mot.docx"
    kehoach("report", "agency", "mau-01", "-a", "mau-so-cay-xanh", *AS_OF, "-o", alone, cwd=sample)
    assert alone.read_bytes() == (target / "mau-so-cay-xanh.docx").read_bytes()
    assert kehoach("report", "agency", "mau-01", "--all", "-f", "markdown", "-o", target, cwd=sample).code == 0
    assert len(list(target.glob("*.md"))) == 9


# --- one page


def test_a_page_that_does_not_fit_is_not_made(sample: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEHOACH_SOFFICE", "")
    document = python_docx.Document(str(ROOT / "templates/vi/leader.docx"))
    document.styles["Bảng nhỏ, ô"].font.size = Pt(22)
    own = sample / "templates/vi/leader.docx"
    own.parent.mkdir(parents=True)
    document.save(str(own))
    target = sample / "lanh-dao.docx"
    target.write_bytes(b"cu")
    ran = kehoach("report", "leader", "mau-01", *AS_OF, "-o", target, cwd=sample)
    assert ran.code == 3
    assert re.search(r"chiếm khoảng 1\d\d% một trang \(ước tính\)", ran.err)
    assert target.read_bytes() == b"cu"


# --- looking back


@pytest.fixture
def made(sample: Path, kehoach: Program) -> Path:
    target = sample / "bao-cao.docx"
    assert kehoach("report", "annual", "mau-01", *AS_OF, "--number", "7", "-o", target, cwd=sample).code == 0
    return target


def test_what_has_not_changed_matches_byte_for_byte(made: Path, kehoach: Program) -> None:
    ran = kehoach("report", "--verify", made, cwd=made.parent)
    assert (ran.code, "khớp từng byte" in ran.out) == (0, True)
    git(made.parent, "commit", "--quiet", "--allow-empty", "--message=Việc khác")
    assert kehoach("report", "--verify", made, cwd=made.parent).code == 0, "another commit is no other data"
    assert "the same byte for byte" in kehoach("--lang", "en", "report", "--verify", made, cwd=made.parent).out


def test_changed_data_are_told_from_an_edited_file(made: Path, kehoach: Program) -> None:
    plan = made.parent / "plans/mau-01/plan.yaml"
    before = plan.read_text(encoding="utf-8")
    plan.write_text(before.replace("trồng mới 3.000 cây", "trồng mới 9.000 cây"), encoding="utf-8")
    ran = kehoach("report", "--verify", made, cwd=made.parent)
    assert ran.code == 1
    assert re.match(r"bao-cao.docx: lập từ commit [0-9a-f]{10} bằng kehoach [\d.]+; từ đó dữ liệu đã thay đổi\.\n", ran.out)
    assert re.search(r"^- II\.1-1\. .*3\.000 cây.*\n\+ II\.1-1\. .*9\.000 cây", ran.out, re.MULTILINE)
    plan.write_text(before, encoding="utf-8")

    document = python_docx.Document(str(made))
    heading = next(p for p in document.paragraphs if p.text == "1. Kết quả chung")
    heading.runs[0].text = "1. Kết quả rất tốt"
    document.save(str(made))
    ran = kehoach("report", "--verify", made, cwd=made.parent)
    assert ran.code == 1
    assert "đã được sửa tay" in ran.out
    assert "- 1. Kết quả rất tốt\n+ 1. Kết quả chung\n" in ran.out
    plan.write_text(before.replace("trồng mới 3.000 cây", "trồng mới 9.000 cây"), encoding="utf-8")
    assert "vừa có phần sửa tay vừa có thay đổi" in kehoach("report", "--verify", made, cwd=made.parent).out


def test_a_difference_far_into_a_paragraph_is_shown(made: Path, kehoach: Program) -> None:
    document = python_docx.Document(str(made))
    longest = max(document.paragraphs, key=lambda p: len(p.text))
    longest.add_run(" Thêm một câu.")
    document.save(str(made))
    out = kehoach("report", "--verify", made, cwd=made.parent).out
    assert re.search(r"^- … .* Thêm một câu\.$", out, re.MULTILINE)


def test_a_commit_that_is_not_here_is_not_vouched_for(made: Path, kehoach: Program) -> None:
    git(made.parent, "commit", "--quiet", "--amend", "--message=Khác")
    git(made.parent, "reflog", "expire", "--expire=now", "--all")
    git(made.parent, "gc", "--quiet", "--prune=now")
    ran = kehoach("--lang", "en", "report", "--verify", made, cwd=made.parent)
    assert ran.code == 0
    said = " ".join(ran.err.split())
    assert re.search(r"names commit [0-9a-f]{10} as its source, but no such commit is in the history here", said)


def test_what_else_is_asked_for_has_no_meaning_beside_verify(made: Path, kehoach: Program) -> None:
    ran = kehoach("report", "annual", "--verify", made, "--period", "2024", cwd=made.parent)
    assert (ran.code, ran.out) == (2, "")


def test_a_changed_template_is_not_called_changed_data(made: Path, kehoach: Program) -> None:
    own = made.parent / "templates/vi/annual.docx"
    own.parent.mkdir(parents=True)
    document = python_docx.Document(str(ROOT / "templates/vi/annual.docx"))
    next(p for p in document.paragraphs if p.text == "1. Kết quả chung").runs[0].text = "1. Kết quả toàn kế hoạch"
    document.save(str(own))
    out = kehoach("report", "--verify", made, cwd=made.parent).out
    assert "từ đó dữ liệu, mẫu hoặc chương trình đã thay đổi" in out
    assert "- 1. Kết quả chung\n+ 1. Kết quả toàn kế hoạch\n" in out


def test_a_document_is_held_against_what_had_been_committed(made: Path, kehoach: Program) -> None:
    plan = made.parent / "plans/mau-01/plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("trồng mới 3.000 cây", "trồng mới 9.000 cây"), encoding="utf-8")
    git(made.parent, "commit", "--quiet", "--all", "--message=Đổi")
    assert kehoach("report", "--verify", made, cwd=made.parent).code == 1
    assert kehoach("report", "--verify", made, "--known-at", "HEAD~1", cwd=made.parent).code == 0


def test_a_page_that_would_no_longer_fit_is_still_compared(
    sample: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEHOACH_SOFFICE", "")
    target = sample / "lanh-dao.docx"
    assert kehoach("report", "leader", "mau-01", *AS_OF, "-o", target, cwd=sample).code == 0
    agencies = sample / "agencies.yaml"
    agencies.write_text(
        agencies.read_text(encoding="utf-8").replace("symbol: VPĐP", "symbol: VPĐP\n      name: " + "Tên rất dài " * 60),
        encoding="utf-8",
    )
    assert kehoach("report", "leader", "mau-01", *AS_OF, "-o", target, cwd=sample).code == 3
    assert "dữ liệu đã thay đổi" in kehoach("report", "--verify", target, cwd=sample).out


def test_a_file_saved_again_without_a_word_changed_still_matches(made: Path, kehoach: Program) -> None:
    python_docx.Document(str(made)).save(str(made))
    ran = kehoach("report", "--verify", made, cwd=made.parent)
    assert (ran.code, "lời văn khớp" in ran.out) == (0, True)


def test_many_differences_are_counted_not_all_shown(made: Path, kehoach: Program) -> None:
    plan = made.parent / "plans/mau-01/plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("number: 01/KH-MẪU", "number: 02/KH-MẪU"), encoding="utf-8")
    shutil.rmtree(made.parent / "plans/mau-01/progress")
    ran = kehoach("report", "--verify", made, cwd=made.parent)
    assert len([line for line in ran.out.split("\n") if line[:2] in ("- ", "+ ")]) == 12
    assert re.search(r"\.\.\. và \d+ chỗ khác nữa", ran.out)


def test_a_plan_that_is_gone_is_told(made: Path, kehoach: Program) -> None:
    shutil.rmtree(made.parent / "plans/mau-01")
    ran = kehoach("report", "--verify", made, cwd=made.parent)
    assert (ran.code, "Không có kế hoạch “mau-01”" in ran.err) == (2, True)


def altered(made: Path, name: str, change) -> Path:
    """The document with one of its parts changed."""
    out, target = io.BytesIO(), made.with_name("khac.docx")
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w") as archive:
        for entry in source.namelist():
            archive.writestr(entry, change(source.read(entry)) if entry == name else source.read(entry))
    target.write_bytes(out.getvalue())
    return target


ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        (properties.PART, b">annual<", b">../../x<", "không cho biết được lập từ dữ liệu nào"),
        (properties.PART, b">vi<", b">fr<", "không cho biết được lập từ dữ liệu nào"),
        (properties.PART, b">2026-11-23<", b">hom qua<", "không cho biết được lập từ dữ liệu nào"),
        (properties.PART, b">7<", b">-7<", "không cho biết được lập từ dữ liệu nào"),
        (properties.PART, b">mau-01<", b">\x1b[31m<", "tệp bị hỏng"),
        (properties.PART, b">mau-01<", b">$(touch x)<", "Không có kế hoạch “$(touch x)”"),
        (properties.PART, b'standalone="yes"?>', b'standalone="yes"?>' + ENTITY, "kiểu tài liệu (DTD)"),
        ("word/document.xml", b"<w:body>", b"<w:body", "tệp bị hỏng"),
    ],
)
def test_what_a_file_says_of_its_making_is_not_trusted(
    part: str, old: bytes, new: bytes, said: str, made: Path, kehoach: Program
) -> None:
    target = altered(made, part, lambda content: content.replace(old, new))
    ran = kehoach("report", "--verify", target, cwd=made.parent)
    assert (ran.code, said in ran.err) == (2, True), ran.err


def test_only_a_word_file_made_here_can_be_verified(sample: Path, kehoach: Program) -> None:
    (sample / "a.docx").write_bytes(b"PK\x03\x04")
    assert "tệp bị hỏng" in kehoach("report", "--verify", sample / "a.docx", cwd=sample).err
    python_docx.Document().save(str(sample / "b.docx"))
    assert "không cho biết" in kehoach("report", "--verify", sample / "b.docx", cwd=sample).err


def test_a_zip_that_unpacks_without_end_is_refused(made: Path, kehoach: Program) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(properties.PART, zipfile.ZipFile(made).read(properties.PART))
        with archive.open("word/document.xml", "w") as part:
            for _ in range(70):
                part.write(b" " * 1_000_000)
    target = made.with_name("bom.docx")
    target.write_bytes(out.getvalue())
    ran = kehoach("report", "--verify", target, cwd=made.parent)
    assert (ran.code, "bung ra quá lớn" in ran.err) == (2, True)
