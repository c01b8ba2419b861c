"""Finding what a person meant: an agency by id, abbreviation, name or alias; a plan; an item. A guess is never taken."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from kehoach_cli.model import Agency, Group, Plan, Register
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import closest, comparable, fold

_MOST_NAMED = 10
_LONGEST_NAME = 1_000  # characters; nothing is called so


def agency(register: Register, typed: str) -> Agency:
    """The one agency that is called so. Raises Trouble when there is none, or more than one (all are named)."""
    exact = register.agency_by_id.get(typed.strip())
    if exact:
        return exact
    for key in (comparable, fold) if len(typed) <= _LONGEST_NAME else ():
        found = _by_name(register, key).get(key(typed), ())
        if len(found) == 1:
            return found[0]
        if found:
            candidates = ", ".join(f"{one.id} ({one.name})" for one in found)
            raise Trouble("ambiguous-agency", exit_code=WRONG_USE, typed=typed, candidates=candidates)
    raise Trouble("unknown-agency", exit_code=WRONG_USE, typed=typed, suggestion=_suggested_agency(register, typed))


def _by_name(register: Register, key: Callable[[str], str]) -> Mapping[str, Sequence[Agency]]:
    """The agencies by what they are called; kept with the register, because a list asks for each of its entries."""
    kept = vars(register)
    at = f"agencies_by_{key.__name__}"
    if at not in kept:
        by_name: dict[str, list[Agency]] = {}
        for one in register.agencies:
            for name in {key(called) for called in names(one)}:
                by_name.setdefault(name, []).append(one)
        kept[at] = by_name
    found: Mapping[str, Sequence[Agency]] = kept[at]
    return found


def group(register: Register, typed: str) -> Group | None:
    """The group with that id or name, diacritics or not; None when there is none."""
    calls = {call: one for one in reversed(register.groups) for call in (one.id, *map(fold, (one.name, *one.aliases)))}
    return calls.get(typed) or calls.get(fold(typed))


def names(one: Agency) -> Iterable[str]:
    """Everything an agency is called."""
    return (one.id, one.name, *([one.abbreviation] if one.abbreviation else ()), *one.aliases)


def _suggested_agency(register: Register, typed: str) -> str:
    owner = {name: one for one in register.agencies for name in names(one)}
    near = closest(typed, list(owner))
    return f"{owner[near].id} ({owner[near].name})" if near else ""


def plan(register: Register, typed: str | None) -> Plan:
    """The plan with that id, or the only one. Raises Trouble when it is unknown, or when several leave a choice."""
    if typed is None:
        if len(register.plans) == 1:
            return register.plans[0]
        if register.plans:
            raise which_plan([one.id for one in register.plans])
        raise Trouble("no-plan", exit_code=WRONG_USE)
    if typed in register.plan_by_id:
        return register.plan_by_id[typed]
    known = {one.id.casefold(): one for one in register.plans}
    if typed.casefold() in known:
        return known[typed.casefold()]
    near = closest(typed, [one.id for one in register.plans]) or ", ".join(one.id for one in register.plans)
    raise Trouble("unknown-plan", exit_code=WRONG_USE, typed=typed, suggestion=near)


def plan_and_item(register: Register, typed: str) -> tuple[Plan, str]:
    """What "38-ct-tw/III.2" names, or "III.2" where there is one plan; the item id as the plan writes it."""
    plan_id, slash, item_id = typed.rpartition("/")
    if not slash and len(register.plans) > 1 and (meant := holders(register, item_id)):
        raise which_plan([f"{one.id}/{item(one, item_id)}" for one in meant])
    found = plan(register, plan_id if slash else None)
    return found, item(found, item_id)


def holders(register: Register, item_id: str) -> list[Plan]:
    """The plans that have an item called so."""
    return [one for one in register.plans if any(known.id.casefold() == item_id.casefold() for known in one.items)]


def which_plan(meant: Sequence[str]) -> Trouble:
    """What is said when a text means several things: the first of them as they can be typed, and how many more."""
    more = len(meant) - _MOST_NAMED
    among = ", ".join(meant[:_MOST_NAMED])
    return Trouble("which-plan", exit_code=WRONG_USE, plans=among, more=str(more) if more > 0 else "", example=meant[0])


def item(of: Plan, typed: str) -> str:
    """The id of an item as the plan writes it, whatever the case. Raises Trouble when the plan does not have it."""
    if typed in of.item_by_id:
        return typed
    known = {one.id.casefold(): one.id for one in of.items}
    if typed.casefold() in known:
        return known[typed.casefold()]
    suggestion = closest(typed, list(known.values())) or ""
    raise Trouble("unknown-item", exit_code=WRONG_USE, typed=typed, plan=of.id, suggestion=suggestion)
