"""Values of the field to plain JSON and back, for keeping them between runs. Nothing but values comes back: no code is run.

A value is a list of nodes, those it holds before itself: a node names its kind and what is in it, which is a plain text, number,
truth or nothing, or `[n]` for the n-th node. What occurs often, an item of a plan in each of its obligations, is written once.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kehoach_cli import cooperation, filings, findings, issuing, model, periods, policy, standing, succession, workdays

_VALUES = (
    model.Attachment, model.Document, model.Agency, model.Group, model.Reporting, model.Transfer, model.Recurrence, model.Item,
    model.Plan,
    issuing.Signer, issuing.Letterhead, issuing.Issuing, workdays.Holiday, workdays.Moved, workdays.Calendar, periods.Period,
    model.Figure, model.Reminded, model.Event, policy.Audit, succession.Step, succession.Holding, succession.Obligation,
    cooperation.Cooperation, filings.FilingStanding, findings.Finding,
    standing.ObligationStanding, standing.Counts, standing.PlanStanding,
)  # fmt: skip
_BY_NAME: dict[str, Any] = {value.__name__: value for value in _VALUES}
_NAMES: dict[Any, str] = {value: name for name, value in _BY_NAME.items()}
_PLAIN = (str, int, bool, type(None))
_TUPLE, _LIST, _SET, _DICT, _DATE = "t", "l", "s", "m", "d"

Nodes = list[list[Any]]


def encode(value: object) -> Nodes:
    """The nodes of a value; the last one is the value itself. Raises TypeError for what is no value of the field."""
    writer = _Writer()
    top = writer.written(value)
    return [*writer.nodes, [_TUPLE, top]]


class _Writer:
    def __init__(self) -> None:
        self.nodes: Nodes = []
        self._known: dict[Any, list[int]] = {}
        self._alive: list[object] = []  # what is known by its place in memory must stay there

    def written(self, value: Any) -> Any:
        """How another node speaks of the value."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        key = (kind, value) if kind is date else id(value)
        if key not in self._known:
            self._alive.append(value)
            self.nodes.append(self._node(kind, value))
            self._known[key] = [len(self.nodes) - 1]
        return self._known[key]

    def _node(self, kind: Any, value: Any) -> list[Any]:
        if kind is date:
            return [_DATE, value.isoformat()]
        if kind in _NAMES:
            return [_NAMES[kind], *map(self.written, value)]
        if kind is tuple:
            return [_TUPLE, *map(self.written, value)]
        if kind is frozenset:
            return [_SET, *map(self.written, sorted(value))]
        if kind is list:
            return [_LIST, *map(self.written, value)]
        if isinstance(value, Mapping):
            return [_DICT, *(self.written(part) for pair in value.items() for part in pair)]
        raise TypeError(kind)


def decode(nodes: Nodes) -> Any:
    """The value that `encode` was given. Raises ValueError, TypeError, KeyError or IndexError for what it never makes."""
    made: list[Any] = []
    for kind, *parts in nodes:
        held = [made[part[0]] if type(part) is list else part for part in parts]
        made.append(_made(kind, held))
    return made[-1][0]


def _made(kind: str, held: list[Any]) -> Any:
    if kind in _BY_NAME:
        return _BY_NAME[kind]._make(held)
    if kind == _TUPLE:
        return tuple(held)
    if kind == _DATE:
        return date.fromisoformat(held[0])
    if kind == _SET:
        return frozenset(held)
    if kind == _DICT:
        return dict(zip(held[::2], held[1::2], strict=True))
    return {_LIST: list}[kind](held)
