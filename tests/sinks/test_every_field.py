"""Every field in which people write words says every hostile string; the others can hold none of them."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from poison import EVERY, files_of_the_world, said

from kehoach_cli import forms, kinds
from kehoach_cli.fields import Form, Kind, ListOf
from kehoach_cli.parse import AGENCIES_PATH

FREE = (kinds.TEXT, kinds.FILE_NAME, kinds.KEY)  # a key ends with a comment
ROOTS = (forms.AGENCIES_FILE, forms.PLAN_FILE, *forms.EVENT_FORMS.values(), forms.FILING_FILE)


def kinds(holds: Form | ListOf | Kind, path: str) -> Iterator[tuple[str, Kind]]:
    """Every single value that a form can hold, by its path: "agencies.agencies.letterhead.signers.title"."""
    if isinstance(holds, Kind):
        yield path, holds
    for field in holds.fields if isinstance(holds, Form) else ():
        yield from kinds(field.holds, f"{path}.{field.name}")
    if isinstance(holds, ListOf):
        yield from kinds(holds.holds, path)


def numbers(data: Any, path: str) -> Iterator[tuple[str, int]]:
    """Which string stands where in what a file says."""
    if isinstance(data, str):
        _, _, rest = data.partition("@")
        number, at, _ = rest.partition("@")
        if at and number.isdigit():
            yield path, int(number)
    for key, inner in data.items() if isinstance(data, dict) else ():
        yield from numbers(inner, f"{path}.{key}")
    for inner in data if isinstance(data, list) else ():
        yield from numbers(inner, path)


def _root(path: str, data: Any) -> str:
    if path == AGENCIES_PATH:
        return "agencies"
    if path.endswith("/plan.yaml"):
        return "plan"
    return str(data.get("kind", "filing"))


KINDS = {path: kind for root in ROOTS for path, kind in kinds(root, root.name)}


def test_every_field_for_words_says_every_string() -> None:
    found: dict[str, set[int]] = {}
    for path, text in files_of_the_world().items():
        data = yaml.load(text, yaml.CBaseLoader)
        for place, number in numbers(data, _root(path, data)):
            found.setdefault(place, set()).add(number)
    fields = {path for path, kind in KINDS.items() if kind in FREE}
    assert len(fields) > 100
    assert {
        path: sorted(set(EVERY) - found.get(path, set()))[:3] for path in sorted(fields) if found.get(path, set()) != set(EVERY)
    } == {}
    assert found.keys() - fields == set()


@pytest.mark.parametrize(
    "kind", sorted({kind.name: kind for kind in KINDS.values() if kind not in FREE}.items()), ids=lambda x: x
)
def test_no_other_field_takes_one(kind: tuple[str, Kind]) -> None:
    assert [said(n) for n in EVERY if kind[1].convert(said(n)) is not None] == []
