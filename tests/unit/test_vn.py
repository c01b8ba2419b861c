"""Vietnamese text: two spellings of one name are equal, names sort as in a dictionary, dates and numbers are office ones."""

import random
import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_cli import vn

LAW = settings(deadline=None, max_examples=100, derandomize=True)
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
VIETNAMESE = st.text(alphabet=LETTERS + LETTERS.upper() + " 0123456789-/.,&", max_size=30)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


# Forms of Unicode


def test_every_vietnamese_letter_is_one_character_in_nfc() -> None:
    assert [vn.nfc(nfd(letter)) for letter in LETTERS] == list(LETTERS)


def test_decomposed_text_is_told_from_composed_text() -> None:
    assert vn.is_nfc("Ủy ban")
    assert not vn.is_nfc(nfd("Ủy ban"))


# Comparing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban", "Ủy ban"),
        ("hoà bình", "hòa bình"),
        ("Xã Hoà", "xã hòa"),
        ("khoẻ", "khỏe"),
        ("thuỷ, bộ", "thủy, bộ"),
        ("UỶ BAN NHÂN DÂN", "Ủy  ban\u00a0nhân dân"),
        (" Sở Nội vụ\n", "sở nội vụ"),
        (nfd("Hoà"), "Hòa"),
    ],
)
def test_two_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert vn.comparable(one) == vn.comparable(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sở Y tế", "Sở Ý tế"), ("Đan", "Dan"), ("hòa", "hóa"), ("Tân Bình", "Tân Binh"), ("ma", "mà"), ("sở", "so")],
)
def test_letters_and_tones_still_tell_names_apart(one: str, other: str) -> None:
    assert vn.comparable(one) != vn.comparable(other)


@pytest.mark.parametrize("word", ["quý", "quỳ", "hoàn", "khuỷu", "hoạt", "toàn", "thuyền", "ngoéo", "quả"])
def test_a_tone_with_one_possible_place_is_left_alone(word: str) -> None:
    assert vn.comparable(word) == word


@LAW
@given(VIETNAMESE)
def test_the_key_of_a_key_is_the_key(text: str) -> None:
    key = vn.comparable(text)
    assert vn.comparable(key) == key


@LAW
@given(st.text())
def test_the_form_of_unicode_makes_no_difference_to_the_key(text: str) -> None:
    assert vn.comparable(nfd(text)) == vn.comparable(vn.nfc(text))


# Without diacritics


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Sở Nội vụ", "so noi vu"),
        (nfd("Sở Nội vụ"), "so noi vu"),
        ("Sở Kế hoạch & Đầu tư", "so ke hoach dau tu"),
        ("ĐẶNG", "dang"),
        ("Ðà Nẵng", "da nang"),
        ("Thành phố Thủ Đức", "thanh pho thu duc"),
        ("  38-CT/TW. ", "38 ct tw"),
        ("", ""),
    ],
)
def test_what_is_typed_in_a_hurry_finds_the_name(text: str, key: str) -> None:
    assert vn.fold(text) == key


@LAW
@given(VIETNAMESE)
def test_folding_leaves_ascii_in_small_letters(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9 ]*", vn.fold(text))
    assert vn.fold(vn.fold(text)) == vn.fold(text) == vn.fold(nfd(text))


# Sorting

IN_ORDER = [
    "Ao", "Ào", "Ảo", "Ão", "Áo", "Ạo",
    "Ăn", "Ấn", "Ấp",
    "Ba", "Bà", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Ninh", "Bến Tre",
    "Dân", "Duy", "Đà Nẵng", "Đài", "Đắk Lắk", "Đồng Nai",
    "Em", "Ế", "Ếch",
    "Hòa An", "Hoa Ban", "Hòa Bình",
    "Oanh", "Ông", "Ơn",
    "Quận 1", "Quận 2", "Quận 10", "Quận 11", "Quận Bình Tân",
    "Sở", "Sở Kế hoạch và Đầu tư", "Sở Khoa học và Công nghệ", "Sở Ngoại vụ", "Sở Nội vụ", "Sở Y tế",
    "Thành ủy", "Thanh Xuân", "Thủ Đức",
    "Ung", "Uỷ ban", "Ủy ban", "Ủy ban nhân dân", "Ưng",
    "Xã Yên", "Ý Yên",
]  # fmt: skip


def test_names_sort_as_in_a_vietnamese_dictionary_with_numbers_by_value() -> None:
    shuffled = random.Random(38).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=vn.sort_key) == IN_ORDER


def test_letters_decide_before_tones() -> None:
    assert sorted(["má", "mạ", "mà", "mả", "ma", "mã", "mai", "mài"], key=vn.sort_key) == [
        *("ma", "mà", "mả", "mã", "má", "mạ"),
        *("mai", "mài"),
    ]


def test_decomposed_names_sort_beside_their_composed_twins() -> None:
    assert sorted(["Ưng", nfd("Ủy ban"), "Ung"], key=vn.sort_key) == ["Ung", nfd("Ủy ban"), "Ưng"]


def test_a_mark_that_stands_on_no_letter_can_be_sorted() -> None:
    assert sorted(["b", "\u0300", "a \u0301", "a"], key=vn.sort_key) == ["\u0300", "a", "a \u0301", "b"]


def test_the_longest_number_can_be_sorted() -> None:
    assert sorted(["9" * 5000, "10", "9"], key=vn.sort_key) == ["9", "10", "9" * 5000]


@LAW
@given(st.lists(VIETNAMESE, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_the_order_is_total_and_does_not_depend_on_where_one_starts(names: list[str], chance: random.Random) -> None:
    shuffled = chance.sample(names, len(names))
    assert sorted(names, key=vn.sort_key) == sorted(shuffled, key=vn.sort_key)
    assert len({vn.sort_key(name) for name in names}) == len(names)


@LAW
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_in_names_sort_by_value(one: int, other: int) -> None:
    assert (vn.sort_key(f"Quận {one}") < vn.sort_key(f"Quận {other}")) == (one < other)


# Dates


@pytest.mark.parametrize(
    "typed",
    [
        *("2026-06-05", "5/6/2026", "05/06/2026", "05.06.2026", "5-6-2026", "  5/6/2026 "),
        *("ngày 5 tháng 6 năm 2026", "ngày 05 tháng 06 năm 2026", "Ngày 05 tháng 6 năm 2026", nfd("ngày 5 tháng 6 năm 2026")),
    ],
)
def test_a_typed_date_has_the_day_first(typed: str) -> None:
    assert vn.parse_typed_date(typed) == date(2026, 6, 5)


@pytest.mark.parametrize(
    "typed",
    [
        *("31/4/2026", "30/2/2024", "29/2/2025", "0/1/2026", "1/13/2026", "2026-13-01", "1/1/0000", "2026-02-30"),
        *("5/6/26", "5/6", "2026", "2026-6-5", "tháng 6 năm 2026", "hôm nay", "", "5/6/2026 10:00", "２０２６-06-05", "٥/٦/٢٠٢٦"),
    ],
)
def test_what_is_no_day_is_no_date(typed: str) -> None:
    assert vn.parse_typed_date(typed) is None


def test_the_files_hold_only_the_iso_form() -> None:
    assert vn.parse_iso_date("2026-06-05") == date(2026, 6, 5)
    assert [vn.parse_iso_date(text) for text in ("5/6/2026", " 2026-06-05", "2026-06-05\n", "20260605")] == [None] * 4


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 10, 31), "ngày 31 tháng 10 năm 2026"),
    ],
)
def test_days_below_ten_and_the_months_one_and_two_take_a_zero(day: date, words: str) -> None:
    assert vn.day_words(day) == words


@LAW
@given(DAYS)
def test_a_day_reads_back_from_every_way_of_writing_it(day: date) -> None:
    assert [vn.parse_typed_date(text) for text in (vn.day_words(day), vn.day_figures(day), day.isoformat())] == [day] * 3


# Numbers


@pytest.mark.parametrize(
    ("plain", "written"),
    [
        ("21914", "21.914"),
        ("98.62", "98,62"),
        ("21914.5", "21.914,5"),
        ("1234567", "1.234.567"),
        ("-21914", "-21.914"),
        ("-0.5", "-0,5"),
        ("999", "999"),
        ("0", "0"),
        ("1.10", "1,10"),
        ("khoảng 12", "khoảng 12"),
        ("1,5", "1,5"),
        ("", ""),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_numbers_take_a_dot_for_thousands_and_a_comma_for_decimals(plain: str, written: str) -> None:
    assert vn.number(plain) == written


@LAW
@given(st.integers(-(10**17), 10**17))
def test_grouping_changes_no_digit(value: int) -> None:
    written = vn.number(str(value))
    assert written.replace(".", "") == str(value)
    assert all(len(group) == 3 for group in written.lstrip("-").split(".")[1:])


def test_the_official_percentage_of_2017_is_reproduced() -> None:
    assert vn.percent(16051, 16274) == "98,63 %"


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        *((0, 7, "0,00 %"), (7, 7, "100,00 %"), (1, 3, "33,33 %"), (2, 3, "66,67 %"), (2501, 2723, "91,85 %")),
        *((1, 20000, "0,01 %"), (1, 20001, "0,00 %"), (1, 800, "0,13 %"), (3, 800, "0,38 %")),
    ],
)
def test_a_percentage_has_two_decimals_rounded_half_up(part: int, whole: int, written: str) -> None:
    assert vn.percent(part, whole) == written


def test_without_a_base_there_is_no_percentage() -> None:
    assert vn.percent(0, 0) is None


@LAW
@given(st.integers(1, 10**6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_percentage_is_what_decimal_arithmetic_gives(share: tuple[int, int]) -> None:
    exact = Decimal(100 * share[0]) / Decimal(share[1])
    assert vn.percent(*share) == f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP)} %".replace(".", ",")


# Numbering


def test_points_follow_the_vietnamese_alphabet() -> None:
    assert " ".join(map(vn.letter, range(1, 24))) == "a b c d đ e g h i k l m n o p q r s t u v x y"
    assert [vn.letter(position) for position in (24, 25, 46, 47, 552, 553)] == ["aa", "ab", "ay", "ba", "yy", "aaa"]


@LAW
@given(st.integers(1, 5000))
def test_every_point_has_a_letter_of_its_own(position: int) -> None:
    assert vn.letter(position) not in {vn.letter(other) for other in range(max(1, position - 600), position)}


def test_sections_are_numbered_in_roman_figures() -> None:
    assert " ".join(map(vn.roman, range(1, 15))) == "I II III IV V VI VII VIII IX X XI XII XIII XIV"
    assert [vn.roman(value) for value in (19, 40, 49, 90, 99, 100)] == ["XIX", "XL", "XLIX", "XC", "XCIX", "C"]


def test_counts_below_ten_take_a_zero() -> None:
    assert [vn.two_digits(value) for value in (0, 5, 10, 120)] == ["00", "05", "10", "120"]


# Guessing


def test_the_nearest_known_word_is_proposed_whatever_case_and_diacritics() -> None:
    assert vn.closest("so noi vụ", ["Sở Ngoại vụ", "Sở Nội vụ"]) == "Sở Nội vụ"
    assert vn.closest("LEED", ["lead", "support"]) == "lead"


def test_of_two_words_that_look_alike_the_first_is_proposed() -> None:
    assert vn.closest("so mau", ["Sở Mẫu", "So mau"]) == "Sở Mẫu"


def test_nothing_is_proposed_when_nothing_is_near() -> None:
    assert vn.closest("xyz", ["lead", "support"]) is None
    assert vn.closest("lead", []) is None


def test_a_text_that_is_no_name_is_compared_with_nothing() -> None:
    assert vn.closest("l" * 200, ["l" * 199]) == "l" * 199
    assert vn.closest("l" * 201, ["l" * 200]) is None
    assert vn.closest("lead", ["l" * 10_000_000]) is None
