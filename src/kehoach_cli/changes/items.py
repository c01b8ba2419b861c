"""What a change does to the items of a plan: added, dropped, amended by a document, reworded in place, given to others."""

from collections.abc import Iterable, Iterator, Mapping

from kehoach_cli.changes.base import About, Change, Names, differing, iso, of_field, reworded
from kehoach_cli.model import Item, Plan

_WORDS = ("heading", "text")
_PARTIES = ("lead", "support")


def between(before: Plan, after: Plan, names: Names) -> Iterator[Change]:
    """The items of two states of a plan, in the order of the new one; then those that are gone."""
    pairs = _paired(before, after)
    for old, new in pairs:
        if old is not None:
            yield from _changed(after, old, new, names)
        elif earlier := _earlier(after, new):
            yield from _amended(after, earlier, new, names)
        else:
            yield _added(after, new, names)
    kept = [old for old, _ in pairs if old is not None]
    for item in before.items:
        if not any(item is old for old in kept):
            yield _about(after, item).change("removed", reworded(_said(item), None))
    yield from _reordered(after, pairs)


def _added(plan: Plan, item: Item, names: Names) -> Change:
    about = _about(plan, item)._replace(agencies=item.lead or ())
    facts = {"since": iso(item.since), "basis": item.basis or "", "lead": names.all(item.lead or ()), "due": iso(item.due)}
    return about.change("added", reworded(None, _said(item)), **facts)


def _said(item: Item) -> str:
    return "\n".join(words for words in (item.heading, item.text) if words)


def _about(plan: Plan, item: Item) -> About:
    return About("item", "item", plan.path, plan.id, {"item": item.id}, (item.id,))


def _paired(before: Plan, after: Plan) -> list[tuple[Item | None, Item]]:
    """Each wording of the new plan with the same one of the old: of one id and one first day, or else the only one left."""
    waiting = {(item.id, item.since): item for item in reversed(before.items)}
    found = [waiting.pop((item.id, item.since), None) for item in after.items]
    for place, item in enumerate(after.items):
        old = [key for key in waiting if key[0] == item.id]
        new = [one for one, pair in zip(after.items, found, strict=True) if one.id == item.id and pair is None]
        if found[place] is None and len(old) == len(new) == 1:
            found[place] = waiting.pop(old[0])
    return list(zip(found, after.items, strict=True))


def _earlier(plan: Plan, item: Item) -> Item | None:
    """The wording that a later one follows; None for the first."""
    former = [one for one in plan.wordings(item.id) if one.since is None or (item.since is not None and one.since < item.since)]
    return former[-1] if former and item.since is not None else None


def _amended(plan: Plan, earlier: Item, item: Item, names: Names) -> Iterator[Change]:
    """A wording that follows another one: its words, and what else is different from its first day on."""
    first_day = {"since": iso(item.since), "basis": item.basis or ""}
    others = list(_differing(plan, earlier, item, ("since", "until", "basis"), names, first_day))
    words = reworded(_said(earlier), _said(item))
    if words or not others:
        yield _about(plan, item).change("amended", words, **first_day)
    yield from others


def _changed(plan: Plan, old: Item, new: Item, names: Names) -> Iterator[Change]:
    about, told = _about(plan, new), []
    if any(getattr(old, name) != getattr(new, name) for name in _WORDS):
        yield about.change("reworded", reworded(_said(old), _said(new)))
    if new.until is not None and old.until is None:
        told += ["until", "basis"]
        if not any(one.since == new.until for one in plan.wordings(new.id)):  # else the new wording is told
            yield about.change("dropped", until=iso(new.until), basis=new.basis or "")
    yield from _differing(plan, old, new, told, names)


def _differing(
    plan: Plan, old: Item, new: Item, told: Iterable[str], names: Names, first_day: Mapping[str, str] | None = None
) -> Iterator[Change]:
    """What is different beside the words and what has been told, in an amendment with its first day and its basis."""
    about = _about(plan, new)
    about = about._replace(facts={**about.facts, **(first_day or {})})
    for field in differing(old, new, ("id", *_WORDS, *told)):
        if field.name == "lead":
            concerned = about._replace(agencies=(*(old.lead or ()), *(new.lead or ())))
            yield concerned.change("lead", before=names.all(old.lead or ()), after=names.all(new.lead or ()))
        elif field.name == "due" and old.due and new.due:
            yield about.change("due-later" if new.due > old.due else "due-earlier", before=iso(old.due), after=iso(new.due))
        else:
            parties = {*old.support} ^ {*new.support} if field.name == "support" else ()
            concerned = about._replace(agencies=tuple(sorted(parties)))
            yield of_field(concerned, field, names.of if field.name in _PARTIES else str)


def _reordered(plan: Plan, pairs: list[tuple[Item | None, Item]]) -> Iterator[Change]:
    """Items that stand in another order than before."""
    places = [(old.position, new.id) for old, new in pairs if old is not None]
    moved = [now for (one, now), (other, _) in zip(places[1:], places, strict=False) if one < other]
    if moved:
        yield Change("items-reordered", plan.path, plan.id, {"items": ", ".join(moved)}, tuple(moved))
