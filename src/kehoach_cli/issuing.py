"""How documents go out: what stands at the head of an agency's documents, who signs them, who receives them.

Values of the field like those in `model`, apart from it to keep both short. Intervals are half-open, [since, until).
"""

import datetime
from typing import NamedTuple


class Signer(NamedTuple):
    """Who signs, in [since, until). `authority` holds the lines above the title as they are written: "TM. Ủy ban nhân dân"."""

    title: str
    name: str | None = None
    authority: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    position: int = 0

    def valid_on(self, day: datetime.date) -> bool:
        """Whether this person signs on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class Letterhead(NamedTuple):
    """What stands at the head of an agency's documents, where it is not simply its name, and who signs them."""

    superior: str | None = None
    name: str | None = None
    symbol: str | None = None
    place: str | None = None
    signers: tuple[Signer, ...] = ()


class Issuing(NamedTuple):
    """How the reports on a plan go out: by whom, to whom, signed by whom. Addressees are agencies, groups or texts."""

    issuer: str | None = None
    to: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: Signer | None = None
