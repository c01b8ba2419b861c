"""What stands on a command line before anything is parsed."""

_OPTIONS_WITH_VALUE = ("-C", "--lang")  # those that may stand before the command


def first_word(words: list[str]) -> str:
    """The first word that is neither an option nor the value of one: the command, if it is one; empty when there is none."""
    is_value = False
    for word in words:
        if is_value:
            is_value = False
        elif word in _OPTIONS_WITH_VALUE:
            is_value = True
        elif not word.startswith("-"):
            return word
    return ""
