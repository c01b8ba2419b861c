"""Foreign text made harmless for each place it is shown in. What it says stays readable; what it could do is gone."""

import re
import unicodedata

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&])")
_MARKDOWN_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=](?=\s|$)|-{2,}|={2,}|\d{1,9}(?=[.)](\s|$)))", re.MULTILINE)

_LONGEST_INSIDE = 6_000  # characters
_LINE_ENDS = "\r\u0085\u2028\u2029"
_KEPT_IN_DOCUMENT = "\n\t\u00ad\u200b\u200c\u200d\u2060\ufeff"  # the last ones break and join words: harmless on a page
_FORGE_REFERENCE = re.compile(r"[@#](?=\w)|\b(?:GH|gh)-(?=\d)")


def for_terminal(text: str) -> str:
    """Text for a screen: line breaks stay, every other character that is not printable is shown as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)


def shortened(text: str) -> str:
    """A text inside a sentence: as much of it as anybody would read there."""
    return text if len(text) <= _LONGEST_INSIDE else text[:_LONGEST_INSIDE] + "…"


def for_page(text: str) -> str:
    """Text for a page, line breaks kept: every kind of blank is a blank, all else that is not printable is shown as an escape, so
    nothing turns the direction of what stands around it. `<`, `&` and quotes are left to the template engine."""
    if text.isprintable():
        return text
    return "".join(map(_on_page, text))


def _on_page(character: str) -> str:
    if character.isprintable() or character == "\n":
        return character
    if character == "\t" or unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode()


def on_one_line(text: str) -> str:
    """Text for a screen, a table cell or a message that must stay on one line."""
    return for_terminal(" ".join(text.split()))


def for_path(text: str) -> str:
    """The path of a file for another program, which opens it: as it is, but for what is not printable."""
    return for_terminal(text).replace("\n", "\\n")


def for_document(text: str) -> str:
    """Text for a document: letters, every kind of blank and line breaks stay; what would steer the program that shows it (control
    characters, marks of writing direction, halves of characters) is shown as an escape."""
    if text.isprintable():
        return text
    return "".join(_in_document(character) for character in text.replace("\r\n", "\n"))


def _in_document(character: str) -> str:
    if character.isprintable() or character in _KEPT_IN_DOCUMENT or unicodedata.category(character) == "Zs":
        return character
    return "\n" if character in _LINE_ENDS else character.encode("unicode_escape").decode()


def for_markdown(text: str) -> str:
    """Text that Markdown shows as written: nothing in it is markup, a table or HTML. Line breaks become spaces."""
    text = for_document(text)
    text = _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
    return _MARKDOWN_LINE_START.sub(lambda start: _escaped_start(start[2]), text)


def for_comment(text: str) -> str:
    """The same for a comment on a forge: nothing notifies a person or refers to an issue either, and no character is hidden."""
    return _FORGE_REFERENCE.sub("\\g<0>\u2060", for_markdown(for_terminal(text)))


def _escaped_start(start: str) -> str:
    return start + "\\" if start[0].isdigit() else "\\" + start


def for_workflow(text: str) -> str:
    """Text in the log of a GitHub workflow: no line of it is taken for a command, in neither of the two forms (`::name::` at the
    start of a line, behind blanks too, and `##[name]` anywhere).
    """
    lines = text.replace("##[", "## [").split("\n")
    return "\n".join(line.replace("::", ": :", 1) if line.lstrip().startswith("::") else line for line in lines)


def for_annotation(text: str) -> str:
    """Text as the message of a workflow command."""
    return text.replace("##[", "## [").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def for_annotation_property(text: str) -> str:
    """Text as a property of a workflow command."""
    return for_annotation(text).replace(":", "%3A").replace(",", "%2C")


def for_sarif(text: str) -> str:
    """Text as a plain message of SARIF 2.1.0: no placeholder (3.11.5) and no embedded link (3.11.6)."""
    text = text.replace("{", "{{").replace("}", "}}")
    return re.sub(r"[\\\[\]]", r"\\\g<0>", text) if "](" in text else text


def for_xml(text: str) -> str:
    """Text and attribute values in XML; what XML cannot hold is shown as an escape."""
    from html import escape

    return escape(for_terminal(text))


def for_csv(text: str) -> str:
    """Text for a spreadsheet cell: never taken for a formula, nor where full-width signs count as the plain ones."""
    flat = for_terminal(text)
    return "'" + flat if flat.startswith(tuple("=+-@＝＋－＠")) else flat
