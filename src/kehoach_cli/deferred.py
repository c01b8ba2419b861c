"""A register of which nothing but agencies and plans has been read: events and filings are read plan by plan, when they are asked
for. Whoever asks for all of them reads them all.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from kehoach_cli.model import Event, Filing, Register, grouped
from kehoach_cli.parse import Parsed
from kehoach_cli.places import PLANS

T = TypeVar("T")


class Deferred(Register):
    """The register of a workspace whose events and filings are read when somebody asks for them: those of one plan, or all."""

    def read_from(self, parsed: Callable[[str], Parsed], folders: tuple[str, ...]) -> None:
        """Say what gives the contents of the folder of a plan, and which folders there are, in the order of their paths."""
        self._parsed, self._folders = parsed, folders

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events of all plans, in the order of a register read at once."""
        found = [event for folder in self._folders for event in self._parsed(folder).register.events]
        return tuple(sorted(found, key=lambda event: (event.date, event.id, event.path)))

    @cached_property
    def filings(self) -> tuple[Filing, ...]:
        """The filings of all plans, likewise."""
        found = [filing for folder in self._folders for filing in self._parsed(folder).register.filings]
        return tuple(sorted(found, key=lambda filing: (filing.plan, filing.period, filing.agency, filing.revision)))

    @cached_property
    def faulty(self) -> tuple[Event, ...]:
        """The events with a fault of form, likewise."""
        return tuple(event for folder in self._folders for event in self._parsed(folder).register.faulty)

    @cached_property
    def events_by_plan(self) -> Mapping[str, tuple[Event, ...]]:
        """The events of each plan, oldest first."""
        return _ByPlan(self._folders, lambda folder: self._parsed(folder).register.events_by_plan)

    @cached_property
    def filings_by_plan(self) -> Mapping[str, tuple[Filing, ...]]:
        """The filings of each plan."""
        return _ByPlan(self._folders, lambda folder: self._parsed(folder).register.filings_by_plan)

    @cached_property
    def filings_by_period(self) -> Mapping[tuple[str, str], tuple[Filing, ...]]:
        """The filings of each plan and period."""
        return _ByPeriod(self.filings_by_plan)

    @cached_property
    def event_by_path(self) -> Mapping[str, Event]:
        """Each event by its file."""
        return _ByPath(self._folders, lambda folder: self._parsed(folder).register.event_by_path)

    @cached_property
    def filing_by_path(self) -> Mapping[str, Filing]:
        """Each filing by its file."""
        return _ByPath(self._folders, lambda folder: self._parsed(folder).register.filing_by_path)

    def _replace(self, **fields: Any) -> Any:
        """A register like this one, with everything read that stays."""
        staying = {name: getattr(self, name) for name in self._fields if name not in fields}
        return Register(**staying, **fields)


class _ByPlan(Mapping[str, T]):
    """What is looked up by plan, from the folder of that plan alone."""

    def __init__(self, folders: tuple[str, ...], of: Callable[[str], Mapping[str, T]]) -> None:
        self._plans = {folder.removeprefix(f"{PLANS}/"): folder for folder in folders}
        self._of = of

    def __getitem__(self, plan: str) -> T:
        return self._of(self._plans[plan])[plan]

    def __iter__(self) -> Iterator[str]:
        return (plan for plan in self._plans if plan in self)

    def __len__(self) -> int:
        return len(list(iter(self)))


class _ByPath(Mapping[str, T]):
    """What is looked up by its file, from the folder of its plan alone."""

    def __init__(self, folders: tuple[str, ...], of: Callable[[str], Mapping[str, T]]) -> None:
        self._folders, self._of = frozenset(folders), of

    def __getitem__(self, path: str) -> T:
        folder = "/".join(path.split("/", 2)[:2])
        if folder not in self._folders:
            raise KeyError(path)
        return self._of(folder)[path]

    def __iter__(self) -> Iterator[str]:
        return (path for folder in sorted(self._folders) for path in self._of(folder))

    def __len__(self) -> int:
        return len(list(iter(self)))


class _ByPeriod(Mapping[tuple[str, str], tuple[Filing, ...]]):
    """What is looked up by plan and period, from the folder of that plan alone."""

    def __init__(self, by_plan: Mapping[str, tuple[Filing, ...]]) -> None:
        self._by_plan = by_plan
        self._grouped: dict[str, dict[str, tuple[Filing, ...]]] = {}

    def __getitem__(self, key: tuple[str, str]) -> tuple[Filing, ...]:
        plan, period = key
        if plan not in self._grouped:
            self._grouped[plan] = grouped(self._by_plan[plan], lambda filing: filing.period)
        return self._grouped[plan][period]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(dict.fromkeys((filing.plan, filing.period) for of in self._by_plan.values() for filing in of))

    def __len__(self) -> int:
        return len(list(iter(self)))
