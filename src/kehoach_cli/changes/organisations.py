"""What a change does to agencies.yaml: agencies founded, renamed, ended and inherited from; groups and their members."""

from collections.abc import Iterator

from kehoach_cli.changes.base import About, Change, Names, as_listed, differing, iso, of_field
from kehoach_cli.model import Agency, Group, Register
from kehoach_cli.parse import AGENCIES_PATH

_END = ("until", "successor", "basis")  # what is told in one sentence when an agency ends


def between(before: Register, after: Register) -> Iterator[Change]:
    """Agencies in the order of the files, then groups."""
    names = Names(before, after)
    if not before.agencies or not after.agencies:
        yield from _whole(before, after)
        return
    for agency in as_listed(after.agencies, after.agency_by_id):
        known = before.agency_by_id.get(agency.id)
        yield from _changed(known, agency, names) if known else [_added(agency)]
    for agency in as_listed(before.agencies, before.agency_by_id):
        if agency.id not in after.agency_by_id:
            yield _about(agency).change("removed")
    yield from _groups(before, after, names)


def _whole(before: Register, after: Register) -> Iterator[Change]:
    """The file as a whole, where one side has none."""
    for what, side in (("added", after), ("removed", before)):
        if side.agencies or side.groups:
            facts = {"count": str(len(side.agency_by_id)), "groups": str(len(side.group_by_id))}
            yield Change(
                f"agencies-{what}",
                AGENCIES_PATH,
                facts=facts,
                agencies=tuple(agency.id for agency in as_listed(side.agencies, side.agency_by_id)),
            )


def _about(agency: Agency) -> About:
    return About("agency", "agency", AGENCIES_PATH, facts={"id": agency.id, "name": agency.name}, agencies=(agency.id,))


def _added(agency: Agency) -> Change:
    return _about(agency).change("added", since=iso(agency.since), basis=agency.basis or "")


def _changed(before: Agency, after: Agency, names: Names) -> Iterator[Change]:
    about = _about(after)
    told: list[str] = ["id", "letterhead"]
    if before.name != after.name:
        told.append("name")
        yield about.change("renamed", before=before.name)
    if after.until is not None and before.until is None:
        told += _END
        heirs = about._replace(agencies=(after.id, *after.successor))
        yield heirs.change("ended", until=iso(after.until), heirs=names.all(after.successor), basis=after.basis or "")
    for field in differing(before, after, told):
        yield of_field(about, field, names.of if field.name == "successor" else str)
    letterhead = about._replace(form="letterhead")
    yield from (of_field(letterhead, field) for field in differing(before.letterhead, after.letterhead))


def _groups(before: Register, after: Register, names: Names) -> Iterator[Change]:
    for group in as_listed(after.groups, after.group_by_id):
        known = before.group_by_id.get(group.id)
        if known is None:
            yield _about_group(group).change("added", members=names.all(group.members))
            continue
        for field in differing(known, group):
            concerned = set(known.members) ^ set(group.members) if field.name == "members" else ()
            about = _about_group(group)._replace(agencies=tuple(sorted(concerned)))
            yield of_field(about, field, names.of if field.name == "members" else str)
    for group in as_listed(before.groups, before.group_by_id):
        if group.id not in after.group_by_id:
            yield _about_group(group).change("removed")


def _about_group(group: Group) -> About:
    return About("group", "group", AGENCIES_PATH, facts={"id": group.id, "name": group.name}, agencies=group.members)
