"""What a plan may ask of changes to its ledger. A value of the field like those in `model`, apart from it to keep both short."""

import datetime
from typing import NamedTuple


class Audit(NamedTuple):
    """What `audit` asks of changes to a plan's ledger beyond being added to only; asked of commits from `since` on.

    `one_agency`: what records for an agency touches nothing of another; `confirmed_by_another`: who confirms is not who reported;
    `signed`: by a key that git knows, or by one of `keys` (OpenPGP fingerprints, SSH public keys) where there are any."""

    since: datetime.date | None = None
    one_agency: bool = False
    confirmed_by_another: bool = False
    signed: bool = False
    keys: tuple[str, ...] = ()
