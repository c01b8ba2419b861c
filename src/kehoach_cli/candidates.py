"""What the files of a workspace offer to somebody who is typing a command: ids with their meaning, without reading it whole.

A TAB must not wait: one file is read for agencies or items, names of folders and files tell plans, periods and events, and of
events no more than the newest few are looked into. What a shell is handed holds nothing that a shell could act on.
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kehoach_cli.nodes import Data, read

if TYPE_CHECKING:  # read only where a TAB asks for periods
    from kehoach_cli.model import Plan

Candidate = tuple[str, str]
_PERIODS_OFFERED = 3
_EVENTS_OFFERED = 20
_EVENTS_LOOKED_INTO = 200
_BEGINNING = 4096  # of a plan: what stands above its items
_TITLE = re.compile(r"^title: *(?:[>|][-+0-9]* *(?:#.*)?\n +)?(.+)$", re.MULTILINE)
_ABOUT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-(.+)-[0-9a-f]{6}")
_CORRECTED_BY = {
    "record": "update",
    "confirm": "confirmation",
    "return": "confirmation",
    "extend": "extension",
    "excuse": "excuse",
}


class Files(NamedTuple):
    """The files of the workspace with that root."""

    root: Path

    @staticmethod
    def around(folder: Path) -> "Files":
        """Those of the workspace that holds the folder."""
        here = folder.resolve()
        return Files(next((one for one in (here, *here.parents) if (one / "agencies.yaml").is_file()), here))

    def plans(self) -> Iterator[Candidate]:
        """Every plan with its title."""
        for plan in self._plan_ids():
            with (self.root / f"plans/{plan}/plan.yaml").open("rb") as file:
                title = _TITLE.search(file.read(_BEGINNING).decode("utf-8", "replace").replace("\r\n", "\n"))
            yield plan, _meaning(title[1].strip("\"'")) if title else ""

    def agencies(self) -> Iterator[Candidate]:
        """Every agency with its name."""
        for entry in self._entries("agencies.yaml", "agencies"):
            yield entry["id"], _meaning(str(entry.get("name") or ""))

    def tasks(self, typed: str) -> Iterator[Candidate]:
        """The items that assign work, after the id of their plan where there are several plans."""
        plans = self._plan_ids()
        for plan in plans:
            if "/" in typed and not typed.startswith(f"{plan}/"):
                continue
            prefix = f"{plan}/" if len(plans) > 1 or "/" in typed else ""
            informative: list[str] = []
            for entry in self._entries(f"plans/{plan}/plan.yaml", "items"):
                if entry.get("task") == "false":
                    informative.append(entry["id"])
                below = any(entry["id"] == one or entry["id"].startswith((f"{one}.", f"{one}-")) for one in informative)
                if not below and (entry.get("text") or entry.get("lead")):
                    yield prefix + entry["id"], _words_of(entry)

    def items(self, plan: str) -> Iterator[Candidate]:
        """Every item of the plan, headings too; of every plan where none is named."""
        for one in self._named(plan):
            for entry in self._entries(f"plans/{one}/plan.yaml", "items"):
                yield entry["id"], _words_of(entry)

    def periods(self, plan: str) -> list[Candidate]:
        """The last periods that anybody has filed for, and the one after them, each with its days; of a plan without filings, the
        first."""
        from kehoach_cli.periods import cadence_of, is_expected, next_name, period

        found: dict[str, str] = {}
        for one in (one for id_ in self._named(plan) for one in self._read_plans(id_)):
            if one.reporting is None:
                continue
            filed = [folder.name for folder in self.root.glob(f"plans/{one.id}/filings/*") if cadence_of(folder.name)]
            names = {*filed, *([next_name(max(filed))] if filed else [one.reporting.first or ""])}
            for expected in (period(one.reporting, name) for name in names if is_expected(one.reporting, name)):
                found.setdefault(expected.name, f"{expected.opens} - {expected.closes}")
        return sorted(found.items())[-_PERIODS_OFFERED:]

    def events(self, command: str, option: str, plan: str, item: str, agency: str) -> Iterator[Candidate]:
        """The newest events that the option may name: reports to be answered, or those that the command itself has recorded;
        about the item and by the agency where they have been typed."""
        kind = "update" if option == "--of" else _CORRECTED_BY.get(command, "")
        paths = islice(self._newest(plan, item, agency), _EVENTS_LOOKED_INTO)
        yield from islice((found for path in paths if (found := _event(path, kind)) is not None), _EVENTS_OFFERED)
        if option == "--of":
            yield from islice(self._filings(plan, agency), _EVENTS_OFFERED)

    def revisions(self) -> list[Candidate]:
        """The branches and tags; a day is typed."""
        from kehoach_cli import objects, repo

        return [(name, "") for name in objects.names(repo.find(self.root)) if _is_harmless(name.replace("/", "-"))]

    def _named(self, plan: str) -> list[str]:
        plans = self._plan_ids()
        return [plan] if plan in plans else plans

    def _plan_ids(self) -> list[str]:
        return sorted(path.parent.name for path in self.root.glob("plans/*/plan.yaml") if _is_harmless(path.parent.name))

    def _entries(self, path: str, key: str) -> Iterator[dict[str, Any]]:
        """The entries of a list in one file, as texts, without the forms: a TAB must not wait for them."""
        data = read((self.root / path).read_bytes(), path).data
        entries = data.get(key) if isinstance(data, dict) else None
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get("id"), str) and _is_harmless(str(entry["id"])):
                yield entry

    def _read_plans(self, plan: str) -> "tuple[Plan, ...]":
        from kehoach_cli.parse import Snapshot, parse

        path = f"plans/{plan}/plan.yaml"
        return parse(Snapshot({path: (self.root / path).read_bytes()})).register.plans

    def _newest(self, plan: str, item: str, agency: str) -> Iterator[Path]:
        """The events about an item (any, where none is named), the last day first, a year at a time."""
        folders = [self.root / f"plans/{one}/progress" for one in self._named(plan)]
        is_known = _is_harmless(agency) and any(next(folder.glob(f"*/{agency}"), None) for folder in folders)
        whose = agency if is_known else "*"
        years = sorted({year.name for folder in folders for year in folder.glob("[0-9][0-9][0-9][0-9]")}, reverse=True)
        for year in years:
            found = (path for folder in folders for path in (folder / year).glob(f"{whose}/*.yaml"))
            about = [path for path in found if not item or ((at := _ABOUT.fullmatch(path.stem)) and at[1] == item)]
            yield from sorted((path for path in about if _is_harmless(path.stem)), key=lambda path: path.stem, reverse=True)

    def _filings(self, plan: str, agency: str) -> Iterator[Candidate]:
        """The reports of whole periods, the last period first; the name of the first one stands for its last revision."""
        for one in self._named(plan):
            for period in sorted(self.root.glob(f"plans/{one}/filings/*"), reverse=True):
                for path in sorted(period.glob("*.yaml")):
                    if _is_harmless(path.stem) and "." not in path.stem and agency in ("", path.stem):
                        yield f"{period.name}/{path.stem}", one


def _event(path: Path, kind: str) -> Candidate | None:
    if path.is_symlink():
        return None
    data = read(path.read_bytes(), path.name).data
    if not isinstance(data, dict) or (kind and data.get("kind") != kind):
        return None
    return path.stem, _meaning(f"{path.parent.name}: {_said(data)}")


def _said(data: dict[str, Data]) -> str:
    words = (data.get(key) for key in ("summary", "reason", "basis", "state", "result"))
    return next((one for one in words if isinstance(one, str)), "")


def _words_of(entry: dict[str, Any]) -> str:
    return _meaning(str(entry.get("text") or entry.get("heading") or ""))


def _is_harmless(word: str) -> bool:
    return word != "" and word.isascii() and word.replace("-", "").replace(".", "").isalnum() and word[0].isalnum()


def _meaning(words: str) -> str:
    """The beginning of a text, without anything that a terminal could act on."""
    return "".join(character for character in " ".join(words.split()) if character.isprintable())[:60]
