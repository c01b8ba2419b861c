"""Letters of reminder as LibreOffice sets them: how many pages, in which font, in which order, with little and with much."""

from pathlib import Path

import pytest
from paper_world import LANGUAGES, PLAN
from test_letters import ADDRESSED, LONG, made, mailing
from test_pages import in_the_font, needs_office, page_texts, told

from kehoach_cli import pdf
from kehoach_cli.mailing import LEADERSHIP_FILE

pytestmark = needs_office

ROWS = 60
MANY = "".join(f"  - {{id: II.{n}, text: Nhiệm vụ thứ {n} của kế hoạch mẫu., lead: [a], due: 2026-10-31}}\n" for n in range(ROWS))
TALL = " ".join(f"từ{n}" for n in range(1_500))


def only(suffix: str, **asked: object) -> bytes:
    (paper,) = mailing(**asked)  # type: ignore[arg-type]
    return next(content for name, content in paper.files.items() if name.endswith(suffix))


@pytest.fixture(scope="module")
def letter_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The letters of every sort as PDF; LibreOffice is started once."""
    folder = tmp_path_factory.mktemp("letters")
    documents = {}
    for language in LANGUAGES:
        documents[f"second-{language}"] = made("level 2", language)["b.docx"]
        documents[f"leadership-{language}"] = made("level 4", language)[LEADERSHIP_FILE]
        documents[f"notice-{language}"] = only(".docx", language=language, agency="a", period="2026")
    documents["long"] = only(".docx", agencies=ADDRESSED.replace("Sở B", LONG).replace("Văn phòng Mẫu", LONG), agency="b")
    documents["many"] = only(".docx", plan=PLAN + MANY, agency="a")
    documents["tall"] = only(".docx", plan=PLAN.replace("Sở A chủ trì xây dựng quy chế.", TALL), agency="a", within=0)
    found = {}
    for name, content in zip(documents, pdf.convert(list(documents.values())), strict=True):
        found[name] = folder / f"{name}.pdf"
        found[name].write_bytes(content)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_and_the_list_for_the_leadership_are_one_page(language: str, letter_pages: dict[str, Path]) -> None:
    for kind in ("notice", "leadership"):
        assert pdf.pages(letter_pages[f"{kind}-{language}"].read_bytes()) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_order_on_paper_is_that_of_a_letter(language: str, letter_pages: dict[str, Path]) -> None:
    text = " ".join(" ".join(page_texts(letter_pages[f"second-{language}"])).split())
    marks = {
        "vi": ["CỘNG HÒA XÃ HỘI", "Độc lập - Tự do", "Số: ……/VPM-TH", "V/v đôn đốc", "Kính gửi: Sở B", "Thực hiện Kế hoạch",
               "TT Nội dung", "khẩn trương thực hiện", "./.", "Nơi nhận:", "- Như trên;", "Trần Văn Mẫu"],
        "en": ["SOCIALIST REPUBLIC", "Independence - Freedom", "No.: ……/VPM-TH", "Re: reminder", "To: Sở B", "Under Kế hoạch",
               "No. What", "without delay", "appreciated.", "Recipients:", "- As above;", "Trần Văn Mẫu"],
    }[language]  # fmt: skip
    place = 0
    for mark in marks:
        place = text.index(mark, place)


@in_the_font
@pytest.mark.parametrize("name", ["second-vi", "leadership-vi", "long"])
def test_the_fonts_are_those_of_the_decree_or_their_twin(name: str, letter_pages: dict[str, Path]) -> None:
    lines = told("pdffonts", letter_pages[name]).split("\n")[2:]
    fonts = {line.split()[0].partition("+")[2].partition("-")[0] for line in lines if line}
    assert fonts <= {"TimesNewRoman", "TimesNewRomanPSMT", "LiberationSerif"}


def test_a_long_list_repeats_its_heading_counts_its_pages_and_loses_no_row(letter_pages: dict[str, Path]) -> None:
    texts = page_texts(letter_pages["many"])
    assert [text.split()[0] for text in texts[1:]] == [str(number) for number in range(2, len(texts) + 1)]
    assert all("Nội dung" in text for text in texts if "Nhiệm vụ thứ" in text)
    words = " ".join(" ".join(texts).split())
    assert [n for n in range(ROWS) if f"Nhiệm vụ thứ {n} của" not in words] == []


def test_a_text_longer_than_a_page_goes_on_and_loses_no_word(letter_pages: dict[str, Path]) -> None:
    words = set(" ".join(page_texts(letter_pages["tall"])).split())
    assert set(TALL.split()) <= words


@in_the_font
def test_the_longest_names_break_and_stay_whole(letter_pages: dict[str, Path]) -> None:
    first = page_texts(letter_pages["long"])[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert " ".join(LONG.split()) in " ".join(first.split())
