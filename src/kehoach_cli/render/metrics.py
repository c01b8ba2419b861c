"""How wide a text is in Times New Roman, so that lines can be drawn under it and pages be counted without an office program.

The figures are advance widths in units of 1/2048 of the font size. They are those of Liberation Serif 2, which was made to
have the widths of Times New Roman. A letter with a tone or a circumflex is as wide as the bare letter; only the horn of ơ and ư
adds to it.
"""

import unicodedata
from typing import NamedTuple

LINE_HEIGHT = (1825 + 443 + 87) / 2048  # of the font size: ascent, descent and gap
_UNITS = 2048
_POINTS_IN_MM = 72 / 25.4
_WIDEST = 2048  # for a character that no table knows

_REGULAR = {
    369: "'", 410: "|", 512: " ,.", 569: '/:;\\ijlt', 682: "!()-I[]`fr‘’·", 717: "•", 797: "Js", 836: '"', 909: "?acez“”",
    961: "^", 983: "{}", 1024: "#$*0123456789_bdghknopquvxy–§€", 1050: "₫", 1083: "ơ", 1108: "~", 1110: "ư", 1139: "FPS",
    1155: "+<=>×", 1251: "ELTZ", 1366: "BCR", 1479: "ADGHKNOQUVXYw", 1536: "½", 1589: "Ư", 1593: "&m", 1706: "%", 1821: "M",
    1886: "@", 1933: "W", 2048: "…—",
}  # fmt: skip
_BOLD = {
    451: "|", 512: " ,.", 569: "'/\\il", 682: "!()-:;[]`fjt‘’·", 717: "•", 797: "Is", 807: "{}", 909: "cerz",
    1024: "#$*0123456789?J_agovxy“”–§€", 1050: "₫", 1065: "~", 1134: "ơ", 1137: '"', 1139: "Sbdhknpqu", 1167: "+<=>×",
    1190: "^", 1229: "ư", 1251: "FP", 1366: "BELTZ", 1479: "ACDNRUVXYw", 1536: "½", 1593: "GHKOQ", 1630: "Ư", 1706: "&m",
    1905: "@", 1933: "M", 2048: "%W…—",
}  # fmt: skip
_ITALIC = {
    438: "'", 512: " ,.·", 563: "|", 569: '/\\fijlt', 682: "!()-:;I`‘’", 717: "•", 797: "[]rsz", 819: "{}", 860: '"',
    864: "^", 909: "Jcekvxy", 1024: "#$*0123456789?S_abdghnopqu–§€", 1050: "₫", 1093: "ơ", 1108: "~", 1117: "ư",
    1139: "LTYZ“”", 1251: "ABEFPRVX", 1366: "CKNw", 1382: "+<=>×", 1479: "DGHOQUm", 1536: "½", 1544: "Ư", 1593: "&",
    1706: "%MW", 1821: "…—", 1884: "@",
}  # fmt: skip
_BOLD_ITALIC = {
    451: "|", 512: " ,.·", 569: "'/\\ijlt", 682: "()-:;[]`f‘’", 713: "{}", 717: "•", 797: "!Irsz", 909: "cevy",
    1024: "#$*0123456789?J_abdgkopqx“”–§€", 1050: "₫", 1099: "ơ", 1137: '"', 1139: "Shnu", 1167: "+<=>^~×", 1227: "ư",
    1251: "LPTYZ", 1366: "ABCEFKRVXw", 1479: "DGNOQU", 1536: "½", 1587: "Ư", 1593: "&Hm", 1704: "@", 1706: "%", 1821: "MW",
    2048: "…—",
}  # fmt: skip


class Face(NamedTuple):
    """A font as a text is set in it: its size in points, bold, italic."""

    size: float
    bold: bool = False
    italic: bool = False


def _by_character(groups: dict[int, str]) -> dict[str, int]:
    return {character: width for width, characters in groups.items() for character in characters}


_TABLES = {
    (False, False): _by_character(_REGULAR),
    (True, False): _by_character(_BOLD),
    (False, True): _by_character(_ITALIC),
    (True, True): _by_character(_BOLD_ITALIC),
}


def width(text: str, face: Face) -> float:
    """The length of a text on one line, in mm."""
    table = _TABLES[face.bold, face.italic]
    units = 0
    for character in text:
        if character not in table:
            table[character] = _unlisted(character, table)
        units += table[character]
    return units * face.size / _UNITS / _POINTS_IN_MM


def _unlisted(character: str, table: dict[str, int]) -> int:
    """The width of a marked letter is that of the letter; of a mark alone, none; a wide guess for what is not Vietnamese."""
    if unicodedata.combining(character):
        return 0
    if character.isspace():
        return table[" "]
    letter = {"đ": "d", "Đ": "D"}.get(character) or unicodedata.normalize("NFD", character)
    horned = unicodedata.normalize("NFC", letter[:1] + "\u031b") if "\u031b" in letter else letter[:1]
    return table.get(horned, table.get(letter[:1], _WIDEST))


def lines(text: str, room: float, face: Face, first_line: float = 0) -> list[float]:
    """The widths in mm of the lines that a text takes in a column of `room` mm, broken between words as office programs do.

    `first_line` is the indent of the first line. An empty text takes one empty line.
    """
    found: list[float] = []
    for part in text.split("\n"):
        found += _broken(part, room, face, first_line if not found else 0)
    return found


def _broken(text: str, room: float, face: Face, indent: float) -> list[float]:
    found, current, pending = [], indent, 0.0
    blank = width(" ", face)
    for word in text.split(" "):
        needed = width(word, face)
        if current + pending + needed <= room or current == 0:
            current += pending + needed
        else:
            found.append(current)
            current = needed
        while current > room:  # a word longer than the column
            found.append(room)
            current -= room
        pending = blank
    return [*found, current]
