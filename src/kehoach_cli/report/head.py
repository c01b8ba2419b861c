"""Who issues a document, to whom it goes and who signs it, as data of the issuing agency and the plan has it.

A letter uses the same values as a report. What the data does not say is an empty text: the document has a line to fill there.
"""

from collections.abc import Iterable
from datetime import date

from kehoach_cli.issuing import Letterhead, Signer
from kehoach_cli.model import Plan, Register
from kehoach_cli.report.asked import Asked
from kehoach_cli.report.parts import Values, as_of, period, plan
from kehoach_cli.vn import comparable, two_digits

_ON_FILE = "lưu:"


def common(asked: Asked) -> Values:
    """What every document has: the plan, the day, the head, addressees, recipients, signer, and what it was made from."""
    return {"plan": plan(asked), "period": period(asked.period, asked.say), "as_of": as_of(asked), **official(asked)}


def official(asked: Asked) -> Values:
    """The parts of the official layout that are data."""
    to = addressees(asked.register, asked.plan)
    return {
        "head": head(asked),
        "to": to,
        "recipients": recipients(asked.register, asked.plan),
        "on_file": on_file(asked.plan),
        "signer": signer(asked.register, asked.plan, asked.as_of),
        "source": source(asked),
    }


def issuer(of: Plan) -> str | None:
    """The agency that issues the documents on a plan: the one the plan names for that, else its coordinator."""
    return of.report.issuer or (of.reporting.coordinator if of.reporting else None)


def _letterhead(register: Register, of: Plan) -> Letterhead:
    known = register.agency_by_id.get(issuer(of) or "")
    return known.letterhead if known else Letterhead()


def head(asked: Asked) -> Values:
    """The letterhead: superior and issuing agency, number and symbol, place and day."""
    letterhead = _letterhead(asked.register, asked.plan)
    id_ = issuer(asked.plan)
    known = asked.register.agency_by_id.get(id_ or "")
    return {
        "superior": letterhead.superior or "",
        "agency": letterhead.name or asked.name(id_),
        "number": two_digits(asked.number) if asked.number is not None else "",
        "symbol": letterhead.symbol or (known.abbreviation if known else None) or "",
        "place": letterhead.place or "",
        "day": asked.say.day_in_words(asked.dated) if asked.dated else "",
        "unit": drafting_unit(asked.plan),
    }


def addressees(register: Register, of: Plan) -> list[str]:
    """To whom a report goes: whom the plan names for that, else whoever issued the plan, unless that is the issuer itself."""
    if of.report.to:
        return [register.party_name(party) for party in of.report.to]
    return [register.party_name(of.issuer)] if of.issuer and of.issuer != issuer(of) else []


def recipients(register: Register, of: Plan) -> list[str]:
    """Who receives a copy, in the words of the list, without the line on filing; each ends as the template ends it."""
    return [_bare(register.party_name(party)) for party in of.report.recipients if not _is_on_file(party)]


def on_file(of: Plan) -> str:
    """The last line of the recipients, "VT, TH": where copies are kept; "" where the plan does not say."""
    line = next((party for party in of.report.recipients if _is_on_file(party)), "")
    return _bare(line[len(_ON_FILE) :]) if line else ""


def drafting_unit(of: Plan) -> str:
    """The abbreviation of the drafting unit: what follows "VT" on the line of copies kept."""
    return on_file(of).partition(",")[2].strip()


def _is_on_file(text: str) -> bool:
    return comparable(text).startswith(_ON_FILE)


def _bare(text: str) -> str:
    return text.strip().rstrip(";.").strip()


def signer(register: Register, of: Plan, day: date) -> Values:
    """Who signs on the day: whom the plan names, else the first in office at the issuing agency."""
    named: Iterable[Signer] = ([of.report.signer] if of.report.signer else ()) or _letterhead(register, of).signers
    found = next((one for one in named if one.valid_on(day)), None)
    if found is None:
        return {"authority": [], "title": "", "name": ""}
    return {"authority": list(found.authority), "title": found.title, "name": found.name or ""}


def source(asked: Asked) -> Values:
    """From what the document was made: the commit, whether files changed after it, the closing day of the data."""
    of = asked.period
    return {
        "commit": asked.source.commit,
        "changed": asked.source.changed,
        "closes": asked.say.day(of.closes) if of else "",
        "as_of": asked.say.day(asked.as_of),
    }
