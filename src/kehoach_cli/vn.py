"""The mechanics of Vietnamese text: comparing, sorting, dates and numbers as offices write them.

Pure functions on text. Nothing here rewrites a person's words: keys are for comparing, the written form is kept.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

VIETNAM = timezone(timedelta(hours=7))  # no summer time, so no time-zone data is needed
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_SECOND = int(
    (datetime(9999, 12, 30, tzinfo=UTC) - _EPOCH).total_seconds()
)  # that a date can tell; clocks can be further off

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền < hỏi < ngã < sắc < nặng
_LETTER_RANK = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_DIGITS_OR_CHARACTER = re.compile(r"[0-9]{1,18}|.", re.DOTALL)


def moment(seconds: int) -> datetime:
    """A second since 1970, UTC, as the time in Vietnam."""
    return (_EPOCH + timedelta(seconds=min(seconds, _LAST_SECOND))).astimezone(VIETNAM)


def nfc(text: str) -> str:
    """Text in Unicode form NFC, in which every Vietnamese letter is one character."""
    return unicodedata.normalize("NFC", text)


def is_nfc(text: str) -> bool:
    """Whether the text is already in form NFC."""
    return unicodedata.is_normalized("NFC", text)


def _new_to_old_tone_place() -> dict[str, str]:
    """Each vowel pair with the tone on its second letter ("oà") to the same pair with it on the first ("òa")."""
    return {nfc(a + b + tone): nfc(a + tone + b) for a, b in ("oa", "oe", "uy") for tone in _TONES}


_TONE_PLACE = _new_to_old_tone_place()
# Only an open syllable has two spellings (hoà/hòa, but hoàn), and never after q (quý).
_MOVABLE_TONE = re.compile(rf"(?<!q)({'|'.join(_TONE_PLACE)})(?!\w)")


def comparable(text: str) -> str:
    """A key under which two spellings of one Vietnamese name are equal: "Uỷ  ban" and "ủy ban".

    Case, runs of white space and the place of the tone mark are evened out; letters and tones are kept.
    """
    evened = " ".join(nfc(text).casefold().split())
    return _MOVABLE_TONE.sub(lambda found: _TONE_PLACE[found[1]], evened)


def fold(text: str) -> str:
    """A key without diacritics, for what people type in a hurry: "so noi vu" finds "Sở Nội vụ"."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d").replace("ð", "d"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", bare).split())


SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]


@lru_cache(maxsize=4096)
def sort_key(text: str) -> SortKey:
    """The dictionary order of Vietnamese (CLDR "vi"), with numbers in order of value: "Quận 2" before "Quận 10".

    Letters decide first (a < ă < â, d < đ, o < ô < ơ, u < ư), then tones (ngang, huyền, hỏi, ngã, sắc, nặng).
    """
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for piece in _DIGITS_OR_CHARACTER.findall(nfc(text).lower()):
        if piece[0] in "0123456789":
            letters.append((1, int(piece)))
            tones.append(0)
            continue
        letter, tone = _split_tone(piece)
        letters.append((2, _LETTER_RANK[letter]) if letter in _LETTER_RANK else (0, ord(letter)))
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def _split_tone(character: str) -> tuple[str, int]:
    """A letter without its tone mark, and the rank of the tone (0 for none)."""
    decomposed = unicodedata.normalize("NFD", character)
    tone = next((mark for mark in decomposed if mark in _TONES), "")
    letter = (nfc(decomposed.replace(tone, "")) if tone else "") or character  # a mark that stands on no letter is one itself
    return letter[0], _TONES.get(tone, 0)


_TYPED_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_WORDED_DATE = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


@lru_cache(maxsize=4096)  # thousands of files bear the same few days
def parse_iso_date(text: str) -> date | None:
    """The day written as YYYY-MM-DD, the only form the files hold; None for anything else or no such day."""
    found = _ISO_DATE.fullmatch(text)
    return _day(found[1], found[2], found[3]) if found else None


def parse_typed_date(text: str) -> date | None:
    """The day a person typed: 2026-06-05, 5/6/2026, 05.06.2026 or "ngày 5 tháng 6 năm 2026"; the day comes first."""
    text = nfc(text).strip().lower()
    for form in (_TYPED_DATE, _WORDED_DATE):
        if found := form.fullmatch(text):
            return _day(found[3], found[2], found[1])
    return parse_iso_date(text)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if 1900 <= int(year) <= 2199 else None
    except ValueError:
        return None


def day_figures(day: date) -> str:
    """05/01/2026, the short form for tables and screens."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def day_words(day: date) -> str:
    """ "ngày 05 tháng 01 năm 2026": days below 10 and the months 1 and 2 take a zero.

    Source: Decree 30/2020/NĐ-CP, annex I, part I, section II.4 and its samples.
    """
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


# The letters that number the điểm of a document: those of the alphabet without the marked vowels, so đ but no f, j, w, z.
_POINTS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def letter(position: int) -> str:
    """The letter of a điểm, counted from 1: a, b, c, d, đ, e, g, h ...; after y comes aa, ab.

    Source: Decree 30/2020/NĐ-CP, annex I, part I, section II.6: points follow the Vietnamese alphabet.
    """
    before, index = divmod(position - 1, len(_POINTS))
    return (letter(before) if before else "") + _POINTS[index]


def roman(value: int) -> str:
    """A whole number from 1 on as sections and appendices are numbered: I, II, III, IV."""
    written = ""
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        written += sign * times
    return written


_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_PLACE = re.compile(r"([IVXLC]+)(?:\.([0-9]+))?(?:-([0-9]+))?")


def place(item_id: str) -> str | None:
    """How a document cites one of its places, the smallest part first: "II.1-2" is "gạch đầu dòng thứ hai khoản 1 Mục II".

    None for an id that does not follow sections, clauses and dashes. Source: Decree 30/2020/NĐ-CP, annex II, section V.7.
    """
    found = _PLACE.fullmatch(item_id)
    if found is None:
        return None
    section, clause, dash = found.groups()
    turn = int(dash or 0)
    ordinal = _ORDINALS[turn - 1] if 0 < turn <= len(_ORDINALS) else str(turn)
    parts = [f"gạch đầu dòng thứ {ordinal}" if dash else "", f"khoản {clause}" if clause else "", f"Mục {section}"]
    return " ".join(part for part in parts if part)


def two_digits(value: int) -> str:
    """A count or a document number as offices write it: 05, 12. Source: annex I, part I, section II.3."""
    return f"{value:02}"


def number(value: str) -> str:
    """A plain decimal ("21914.5") as Vietnamese offices write it: "21.914,5". Other text is returned as it is."""
    if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]+)?", value):
        return value
    whole, _, decimals = value.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", ".")
    return sign + grouped + (f",{decimals}" if decimals else "")


def percent(part: int, whole: int) -> str | None:
    """The share with two decimals, half up, "98,63 %"; None when the base is empty."""
    if not whole:
        return None
    hundredths = (part * 20000 + whole) // (whole * 2)
    return number(f"{hundredths // 100}.{hundredths % 100:02}") + " %"


_LONGEST_COMPARED = 200  # characters; no name is as long, and two long texts would be compared for minutes
_fold_kept = lru_cache(maxsize=4096)(fold)


def closest(word: str, among: list[str]) -> str | None:
    """The known word that was probably meant, compared without case and diacritics; None when nothing is near."""
    from difflib import get_close_matches  # loaded only when something is wrong

    if len(word) > _LONGEST_COMPARED:
        return None
    folded = {_fold_kept(candidate): candidate for candidate in reversed(among) if len(candidate) <= _LONGEST_COMPARED}
    near = get_close_matches(fold(word), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None
