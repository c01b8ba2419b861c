"""What a new workspace holds, as values: path to content. Nothing is written here."""

import re
from collections.abc import Mapping

_SAMPLE_YEARS = re.compile(r"\b(2025|2026|2027)\b")
_SAMPLE_YEAR = 2026  # the sample tells of the year before and of this one
_DOTTED = ("gitattributes", "editorconfig")

Files = dict[str, bytes]


def empty(skeleton: Mapping[str, bytes], schemas: Mapping[str, bytes]) -> Files:
    """A workspace with one commented example of everything."""
    return {**_common(skeleton, schemas), **{path: content for path, content in skeleton.items() if path not in _DOTTED}}


def sample(
    skeleton: Mapping[str, bytes],
    schemas: Mapping[str, bytes],
    shipped: Mapping[str, bytes],
    invented: Mapping[str, bytes],
    year: int,
) -> Files:
    """A workspace with the shipped plan, and a sample plan of fictional agencies told as of the given year."""
    told = {_told(path, year): _told(content.decode(), year).encode() for path, content in invented.items()}
    agencies = joined_agencies(shipped["agencies.yaml"].decode(), told.pop("agencies.yaml").decode())
    return {**_common(skeleton, schemas), **shipped, **told, "agencies.yaml": agencies.encode()}


def _common(skeleton: Mapping[str, bytes], schemas: Mapping[str, bytes]) -> Files:
    dotted = {f".{name}": skeleton[name] for name in _DOTTED}
    return {**dotted, **{f"schema/{name}": content for name, content in schemas.items()}}


def _told(text: str, year: int) -> str:
    """The text with the sample's years moved to the given one."""
    return _SAMPLE_YEARS.sub(lambda found: str(int(found[1]) - _SAMPLE_YEAR + year), text)


def joined_agencies(ours: str, theirs: str) -> str:
    """Two agencies.yaml as one: our agencies, theirs, our groups, theirs. Both have the keys in that order."""
    our_agencies, _, our_groups = ours.partition("\ngroups:\n")
    their_agencies, _, their_groups = theirs.partition("\ngroups:\n")
    _, _, their_entries = their_agencies.partition("agencies:\n")
    return f"{our_agencies.rstrip()}\n{their_entries.rstrip()}\ngroups:\n{our_groups.rstrip()}\n{their_groups.rstrip()}\n"
