"""Values of the field as plain JSON and back: the same values, what they share still shared, and nothing else let in."""

import json
from datetime import date

import pytest

from conftest import ROOT
from kehoach_cli import app, codec, cooperation, filings, issuing, model, policy, standing, succession, workdays
from kehoach_cli.digest import Filters
from kehoach_cli.workspace import load

NEVER_KEPT = {"Register", "_Stated", "Filing", "FilingItem", "_Deadline"}  # read from files, or left behind in between
SAMPLE = ROOT / "src/kehoach_cli/sample"


@pytest.mark.parametrize("root", [ROOT, SAMPLE], ids=["shipped", "sample"])
def test_standings_come_back_as_they_were(root) -> None:
    for one in app.status(load(root), None, date(2026, 11, 23), None, Filters()):
        assert codec.decode(json.loads(json.dumps(codec.encode(one)))) == one


def test_every_value_that_a_file_or_a_standing_can_hold_is_known() -> None:
    """A value of a new kind would never be kept, and nobody would notice but by the time it takes."""
    modules = (cooperation, filings, issuing, model, policy, standing, succession, workdays)
    own = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, tuple) and value.__module__ == module.__name__
    }
    assert {value.__name__ for value in own - set(codec._VALUES)} == NEVER_KEPT


@pytest.mark.parametrize("value", ["", "đ", 0, True, None, (), ("a", ("b",)), [], {"a": (1,)}, frozenset("ab"), date(2026, 1, 1)])
def test_plain_values_come_back_with_their_types(value: object) -> None:
    found = codec.decode(json.loads(json.dumps(codec.encode(value))))
    assert (found, type(found)) == (value, type(value))


def test_what_occurs_twice_is_written_once_and_comes_back_as_one() -> None:
    one = ("x" * 50,)
    nodes = codec.encode((one, [one]))
    assert json.dumps(nodes).count("x" * 50) == 1
    first, (second,) = codec.decode(nodes)
    assert first is second


@pytest.mark.parametrize("value", [1.5, b"x", object(), print], ids=["number", "bytes", "object", "function"])
def test_nothing_else_is_written(value: object) -> None:
    with pytest.raises(TypeError):
        codec.encode((value,))


@pytest.mark.parametrize(
    "nodes", [[], [["os.system", "true"]], [["Item"]], [["t", [5]]], [["d", "hôm nay"]], [["m", "a"]], [[[]]]], ids=str
)
def test_what_it_never_wrote_is_refused(nodes: codec.Nodes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, IndexError)):
        codec.decode(nodes)
