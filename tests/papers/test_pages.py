"""The pages as LibreOffice sets them: how many, in which font, in which order, with hard data; and the estimate against them."""

import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from paper_world import AGENCIES, DAY, LANGUAGES, PLAN, register, values

from conftest import ROOT, Program
from kehoach_cli import pdf
from kehoach_cli.render import docx
from kehoach_cli.render.pages import filled
from kehoach_cli.report import KINDS

needs_office = [
    pytest.mark.xdist_group("office"),
    pytest.mark.skipif(
        pdf.program() is None or shutil.which("pdftotext") is None, reason="needs LibreOffice Writer and poppler-utils"
    ),
]
pytestmark = needs_office
ABOUT = docx.About("Báo cáo", DAY)


def made(kind: str, language: str, of: dict[str, Any]) -> bytes:
    name = f"{language}/{kind}.docx"
    return docx.render((ROOT / "templates" / name).read_bytes(), name, of, ABOUT)


LONG_NAME = "Ban Quản lý các dự án hợp tác quốc tế về phát triển bền vững và ứng phó với biến đổi khí hậu vùng đô thị"
LONGEST = (
    AGENCIES.replace("name: Văn phòng Mẫu", f"name: {LONG_NAME}")
    .replace("superior: Ủy ban Mẫu", "superior: Ủy ban nhân dân Thành phố Hồ Chí Minh")
    .replace("place: Thành phố Mẫu", "place: Thành phố Hồ Chí Minh")
    .replace("name: Sở A", f"name: {LONG_NAME} và các vùng phụ cận của Thành phố Hồ Chí Minh")
)


def sixty_filers() -> dict[str, Any]:
    wards = "".join(f"  - {{id: p{n}, name: Xã {n}, rank: {n + 9}}}\n" for n in range(60))
    group = f"  - {{id: phuong, name: các phường, members: [{', '.join(f'p{n}' for n in range(60))}]}}\n"
    agencies = AGENCIES.replace("groups:", wards + "groups:") + group
    return values("annual", of=register(agencies, PLAN.replace("filers: [cac-so]", "filers: [phuong]")))


def four_hundred_rows() -> dict[str, Any]:
    item = "  - {{id: II.{0}, text: Nhiệm vụ thứ {0} của kế hoạch mẫu., lead: [a], due: 2026-12-31}}\n"
    items = "  - {id: II, heading: CÁC VIỆC}\n" + "".join(map(item.format, range(1, 401)))
    return values("matrix", of=register(plan=PLAN + items))


def a_tall_row() -> dict[str, Any]:
    text = " ".join(f"từ{n}" for n in range(1500))
    return values("matrix", of=register(plan=PLAN.replace("Sở C rà soát.", text)))


HARD: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "longest": ("annual", lambda: values("annual", of=register(LONGEST))),
    "longest-leader": ("leader", lambda: values("leader", of=register(LONGEST))),
    "sixty": ("annual", sixty_filers),
    "rows": ("matrix", four_hundred_rows),
    "empty": ("annual", lambda: values("annual", of=register(files={}))),
    "tall": ("matrix", a_tall_row),
}


@pytest.fixture(scope="module")
def office_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every kind in every language, and the hard cases, as PDF; LibreOffice is started once."""
    folder = tmp_path_factory.mktemp("pdf")
    documents = {f"{kind}-{language}": made(kind, language, values(kind, language)) for kind in KINDS for language in LANGUAGES}
    documents |= {name: made(kind, "vi", of()) for name, (kind, of) in HARD.items()}
    found = {}
    for name, content in zip(documents, pdf.convert(list(documents.values())), strict=True):
        found[name] = folder / f"{name}.pdf"
        found[name].write_bytes(content)
    return found


def told(program: str, *arguments: object) -> str:
    return subprocess.run([program, *map(str, arguments)], check=True, capture_output=True, text=True, encoding="utf-8").stdout


def page_texts(path: Path) -> list[str]:
    return told("pdftotext", "-layout", path, "-").removesuffix("\f").split("\f")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_every_kind(kind: str, language: str, office_pages: dict[str, Path]) -> None:
    path = office_pages[f"{kind}-{language}"]
    texts = page_texts(path)
    information = told("pdfinfo", "-f", 1, "-l", len(texts), path)
    assert pdf.pages(path.read_bytes()) == len(texts) == int(re.search(r"Pages: +(\d+)", information)[1])
    sizes = {tuple(sorted(size)) for size in re.findall(r"size: +([\d.]+) x ([\d.]+) pts", information)}
    assert {tuple(round(float(side) * 25.4 / 72) for side in size) for size in sizes} <= {(210, 297), (297, 210)}
    numbers = [re.match(r"\s*(\d+)\n", text) for text in texts]
    shown = [int(found[1]) if found else 1 for found in numbers]
    assert shown[0] == 1
    assert all(after in (before + 1, 1) for before, after in pairwise(shown)), shown
    expected_parts = {"annual": 3, "summary": 4}.get(kind, 1)
    assert shown.count(1) == expected_parts, "each appendix has pages of its own, the first without a number"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_order_on_paper_is_the_order_of_the_annex(language: str, office_pages: dict[str, Path]) -> None:
    text = " ".join(" ".join(page_texts(office_pages[f"annual-{language}"])).split())
    ends = ["Trần Văn Mẫu", {"vi": "Phụ lục I ", "en": "Annex I "}[language], {"vi": "Phụ lục II ", "en": "Annex II "}[language]]
    marks = {
        "vi": ["CỘNG HÒA XÃ HỘI", "Độc lập - Tự do", "Số: ……/BC-VPM", "BÁO CÁO", "Kính gửi:", "Căn cứ", "I. CÔNG TÁC",
               "II. KẾT QUẢ", "V. KIẾN NGHỊ", "./.", "Nơi nhận:"],
        "en": ["SOCIALIST REPUBLIC", "Independence - Freedom", "No.: ……/BC-VPM", "REPORT", "To:", "Pursuant", "I. DIRECTION",
               "II. RESULTS", "V. RECOMMENDATIONS", "This is the report", "Recipients:"],
    }[language] + ends  # fmt: skip
    places = []
    for mark in marks:
        places.append(text.index(mark, places[-1] if places else 0))
    assert places == sorted(places)


in_the_font = pytest.mark.skipif(
    pdf.font() not in (None, pdf.FONT, "Liberation Serif"),
    reason="needs Times New Roman or Liberation Serif with Vietnamese letters",
)


@in_the_font
@pytest.mark.parametrize("name", ["annual-vi", "matrix-vi", "longest"])
def test_the_fonts_are_those_of_the_decree_or_their_twin(name: str, office_pages: dict[str, Path]) -> None:
    fonts = {
        line.split()[0].partition("+")[2].partition("-")[0]
        for line in told("pdffonts", office_pages[name]).split("\n")[2:]
        if line
    }
    assert fonts <= {"TimesNewRoman", "TimesNewRomanPSMT", "LiberationSerif"}


@in_the_font
def test_the_longest_names_break_well(office_pages: dict[str, Path]) -> None:
    first = page_texts(office_pages["longest"])[0]
    assert "Thành phố Hồ Chí Minh, ngày … tháng … năm ……" in first, "on one line"
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert LONG_NAME.upper() in " ".join(re.sub(r" {3,}.*", "", line).strip() for line in first.split("\n")[:8])
    assert pdf.pages(office_pages["longest-leader"].read_bytes()) == 1


def test_a_long_appendix_repeats_its_heading_and_loses_no_row(office_pages: dict[str, Path]) -> None:
    texts = page_texts(office_pages["rows"])
    assert len(texts) > 20
    assert [number for number, text in enumerate(texts) if "Nội dung nhiệm vụ" not in text and "thứ" in text] == []
    found = re.findall(r"II\.(\d+)\.", " ".join(texts))
    assert list(map(int, found)) == list(range(1, 401))


def test_sixty_filers_fill_their_appendix(office_pages: dict[str, Path]) -> None:
    text = " ".join(page_texts(office_pages["sixty"]))
    assert set(range(60)) <= set(map(int, re.findall(r"Xã (\d+)", text)))


def test_a_row_taller_than_a_page_goes_on_and_loses_no_word(office_pages: dict[str, Path]) -> None:
    words = re.findall(r"từ(\d+)", " ".join(page_texts(office_pages["tall"])))
    assert sorted(set(map(int, words))) == list(range(1500))


@in_the_font
def test_the_estimate_is_never_below_what_is_needed() -> None:
    """What the estimate takes for one page is one page; of leader pages with much and with little in them."""
    texts = {}
    for words in (1, 6, 12, 18, 24):
        of = values("leader")
        of["worst"] = [{"what": "Nhiệm vụ " * words, "owner": "Sở Mẫu", "since": "quá hạn 9 ngày", "ask": "Yêu cầu"}] * 5
        texts[words] = made("leader", "vi", of)
    counted = [pdf.pages(content) for content in pdf.convert(list(texts.values()))]
    estimated = [filled(content) for content in texts.values()]
    assert [pages for pages, share in zip(counted, estimated, strict=True) if share <= 1 and pages > 1] == []
    assert estimated == sorted(estimated)
    assert counted[0] == 1
    assert counted[-1] == 2
    assert [share for pages, share in zip(counted, estimated, strict=True) if pages == 1 and share > 1.15] == [], "nor far above"


@in_the_font
def test_pdf_on_the_command_line(kehoach: Program, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    ran = kehoach("report", "leader", "-o", target, cwd=ROOT)
    assert (ran.code, target.read_bytes()[:5], pdf.pages(target.read_bytes())) == (0, b"%PDF-", 1), ran.err
    if pdf.font() not in (None, pdf.FONT):
        assert f"dùng {pdf.font()} thay thế" in ran.err
