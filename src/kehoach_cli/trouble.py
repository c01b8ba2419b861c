"""Trouble: the program cannot do what was asked. One sentence and one cure, never a traceback.

`key` names the sentence in the message catalogue; the facts fill it. What is wrong *inside* the files is a finding.
"""

FOUND = 1  # the files have errors that stand in the way
WRONG_USE = 2  # the command was typed wrongly
CANNOT_WORK = 3  # no workspace, no git, no identity, disk full


class Trouble(Exception):  # noqa: N818 - it is the field's word, and not always an error
    """Raised anywhere below the command layer, caught once in it."""

    def __init__(self, key: str, *, exit_code: int = CANNOT_WORK, **facts: str) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts
        self.exit_code = exit_code
