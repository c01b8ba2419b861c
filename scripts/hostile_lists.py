"""Hostile lists: what `kehoach record --from LIST` and `submit --from LIST` take to answer the longest files that they look at.

    python scripts/hostile_lists.py          every list in a process of its own: the worst time and memory, and what went wrong
    python scripts/hostile_lists.py WORD     only those with the word in their name, each with its figures

Nearly every list reaches a limit: 8 MB, 4,000 entries, 60,000 parts, or 50,000 parts in one entry. The workspace is the
packaged sample. The figures of a shared machine are higher than those of an idle one.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from hostile import Told, ask

WORDS = {
    "of": "plan: mau-01, item: III.4, agency: mau-van-phong",
    "sound": "plan: mau-01, item: III.4, agency: mau-van-phong, date: 2026-11-01, state: in-progress, summary: x{n}",
    "filing": 'plan: mau-01, agency: mau-so-gio-nang, period: "2026", statement: x',
}


class List(NamedTuple):
    """A list as it is made, the command that reads it, and the exit code that it must come to."""

    make: Callable[[], str]
    code: int = 1
    command: str = "record"


def _entries(entry: str, number: int, after: str = "") -> Callable[[], str]:
    """So many entries in which {n} is their number and <word> one of WORDS; and what stands behind them."""
    for name, words in WORDS.items():
        entry = entry.replace(f"<{name}>", words)
    return lambda: "".join(f"- {{{entry.replace('{n}', str(n))}}}\n" for n in range(number)) + after


def _joined(part: str, number: int, between: str = ", ") -> str:
    """So many parts, in which {n} is the number of the entry and {m} that of the part."""
    return between.join(part.replace("{m}", str(m)) for m in range(number))


def _long(key: str, part: str, parts: int, entries: int, entry: str = "<sound>") -> Callable[[], str]:
    """So many entries, each with a list of so many parts under a key."""
    return _entries(f"{entry}, {key}: [{_joined(part, parts)}]", entries)


_AGENCY = "plan: mau-01, item: III.4, agency: {}, date: 2026-11-01, state: in-progress, summary: x"
_ITEM = "plan: mau-01, item: {}, agency: mau-van-phong, date: 2026-11-01, state: in-progress, summary: x{{n}}"
LISTS = {
    "unknown partners": List(_long("with", "so-x{m}", 29_000, 2)),
    "unknown partners in 12 entries": List(_long("with", "so-x{m}", 4_900, 12)),
    "unknown partners in 99 entries": List(_long("with", "so-x{m}", 590, 99)),
    "unknown partners in 499 entries": List(_long("with", "so-x{m}", 105, 499)),
    "partners known and unknown": List(_long("with", "mau-so-gio-nan{m}", 29_000, 2)),
    "one partner again and again": List(_long("with", "mau-so-gio-nang", 29_000, 2), 0),
    "oneself as partner": List(_long("with", "mau-van-phong", 29_000, 2)),
    "partners that are no ids": List(_long("with", "A B{m}", 29_000, 2)),
    "partners that are lists": List(_long("with", "[]", 14_000, 2)),
    "partners of a hundred letters": List(_long("with", "mau-so-" * 14 + "{m}", 900, 99)),
    "evidence": List(_long("evidence", "{type: Báo cáo, number: {m}/BC, date: 2026-01-01}", 3_600, 2), 0),
    "evidence without numbers": List(_long("evidence", "{type: Báo cáo}", 7_000, 2)),
    "figures without values": List(_long("figures", "{name: a{m}}", 7_000, 2)),
    "sound entries": List(_entries("<sound>", 4_000), 0),
    "sound entries and a faulty one": List(_entries("<sound>", 3_999, "- {item: I.1}\n")),
    "sound entries, then a rule": List(_entries("<sound>", 2_000, _entries("<sound>, with: [so-x]", 2_000)())),
    "sound entries, then partners": List(_entries("<sound>", 500, _long("with", "so-x{m}", 25_000, 2)())),
    "an unknown partner in each": List(_entries("<sound>, with: [so-x]", 4_000)),
    "corrections of nothing": List(_entries("<sound>, replaces: x{n}", 4_000)),
    "corrections of turns": List(_entries(_ITEM.format("III.2") + ", replaces: x{n}", 4_000)),
    "turns that are none": List(_entries("<sound>, period: 2026-Q3", 4_000)),
    "items of others": List(_entries(_ITEM.format("II.3-2"), 4_000), 0),
    "notes alone": List(_entries("<of>, date: 2026-11-01, state: completed, proposals: x{n}", 4_000), 0),
    "one entry again and again": List(_entries("<of>, date: 2026-11-01, state: in-progress, summary: x", 4_000)),
    "unknown agencies": List(_entries(_AGENCY.format("mau-van-phon{n}"), 4_000)),
    "agencies by name": List(_entries(_AGENCY.format("Văn phòng Mẫu {n}"), 4_000)),
    "unknown items": List(_entries(_ITEM.format("III.{n}"), 4_000)),
    "unknown plans": List(_entries(_AGENCY.format("x").replace("mau-01", "mau-{n}"), 4_000)),
    "nothing in each": List(lambda: "- \n" * 95_000),
    "a list in each": List(lambda: "- []\n" * 45_000),
    "unknown keys": List(_entries(_joined("x{m}: 1", 14_000), 2)),
    "keys like known ones": List(_entries(_joined("summar{m}: 1", 14_000), 2)),
    "mappings for values": List(_entries("<of>, " + _joined("x{m}: {a: b}", 5_800), 2)),
    "nested lists": List(_entries("<sound>, figures: " + "[" * 17 + "a" + "]" * 17, 2_000)),
    "lists nested too deep": List(lambda: "- {x: " + "[" * 100_000 + "\n"),
    "a text of 8 MB": List(_entries("<of>, date: 2026-11-01, state: in-progress, summary: " + "a" * 7_900_000, 1)),
    "texts of 900 kB": List(_entries("<sound>" + " a b" * 220_000, 9), 0),
    "texts of 900 kB with letters that look alike": List(_entries("<sound>" + " аa" * 220_000, 9), 0),
    "texts of 900 kB in an old font": List(_entries("<sound>" + " Tµi liÖu" * 80_000, 9), 0),
    "texts of 900 kB with parted marks": List(_entries("<sound>" + "e\u0302" * 290_000, 9), 0),
    "an agency of 8 MB": List(_entries(_AGENCY.format("mau-" * 1_950_000), 1)),
    "agencies of 80 kB": List(_entries(_AGENCY.format("mau-" * 19_500 + "{n}"), 100)),
    "an item of 8 MB": List(_entries(_ITEM.format("III.4" * 1_550_000), 1)),
    "a plan of 8 MB": List(_entries(_AGENCY.format("x").replace("mau-01", "mau-01" * 1_300_000), 1)),
    "a date of 8 MB": List(_entries("<of>, date: " + "2026-" * 1_550_000 + ", state: in-progress, summary: x", 1)),
    "a state of 8 MB": List(_entries("<of>, date: 2026-11-01, summary: x, state: " + "completed" * 860_000, 1)),
    "a number of 8 MB": List(_entries("<sound>, figures: [{name: a, value: " + "1" * 7_900_000 + "}]", 1)),
    "a partner of 8 MB": List(_entries("<sound>, with: [" + "mau-" * 1_950_000 + "]", 1)),
    "a key of 8 MB": List(_entries("<sound>, ? " + "summary" * 1_120_000 + " : x", 1)),
    "8 MB of comments": List(lambda: "# x\n" * 1_950_000 + _entries("<sound>, with: [so-x]", 1)()),
    "8 MB of line ends": List(lambda: "\n" * 7_900_000 + _entries("<sound>, with: [so-x]", 1)()),
    "8 MB of blanks": List(lambda: _entries("<sound>, with: [so-x]", 1)() + " " * 7_900_000 + "\n"),
    "reports on unknown items": List(_long("items", "{item: III.9{m}, results: x}", 4_900, 2, "<filing>"), 1, "submit"),
    "reports on one item": List(_long("items", "{item: II.3-2, results: x{m}}", 8_000, 1, "<filing>"), 1, "submit"),
    "reports with unknown partners": List(
        _entries(f"<filing>, items: [{{item: II.3-2, results: x, with: [{_joined('so-x{m}', 29_000)}]}}]", 2), 1, "submit"
    ),
    "forms nobody filled in": List(_long("items", "{item: III.9{m}, results: }", 4_900, 2, "<filing>"), 1, "submit"),
    "one report again and again": List(_entries("<filing>{n}", 4_000), 1, "submit"),
    "blank reports": List(_entries("plan: mau-01, agency: mau-so-gio-nang, period: 2026", 4_000), 1, "submit"),
}


def lay_out(folder: Path) -> None:
    """The packaged sample, as a repository."""
    folder.mkdir()
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    subprocess.run([sys.executable, "-m", "kehoach_cli", "init", "--sample"], cwd=folder, check=True, capture_output=True)


def told_of(folder: Path, of: List) -> Told:
    """What the program says of a list, without recording it."""
    (folder.parent / "list.yaml").write_text(of.make(), encoding="utf-8")
    return ask(folder, "--dry-run", "--from", "../list.yaml", command=of.command)


def wrong_with(of: List, told: Told) -> list[str]:
    """What an answer lacks; empty when it is a clean one."""
    wrong = [f"exit code {told.code}"] if told.code != of.code else []
    wrong += ["a traceback"] if "Traceback" in told.said else []
    wrong += [f"{len(told.said) / 1e6:.1f} MB of words"] if len(told.said) > 1e6 else []
    wrong += [f"{told.processor:.1f} s"] if told.processor > 2 else []
    wrong += [f"{told.memory / 1e6:.0f} MB"] if told.memory > 500e6 else []
    return wrong


def main(word: str = "") -> int:
    """Try every list and print the figures."""
    tried, bad, slowest, largest = 0, 0, (0.0, ""), (0, "")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "kho"
        lay_out(folder)
        for shape, of in LISTS.items():
            if word not in shape:
                continue
            told = told_of(folder, of)
            tried += 1
            slowest, largest = max(slowest, (told.processor, shape)), max(largest, (told.memory, shape))
            wrong = wrong_with(of, told)
            bad += bool(wrong)
            if wrong or word:
                figures = f"{told.processor:.2f} s of processor, {told.clock:.2f} s, {told.memory / 1e6:.0f} MB"
                print(f"{shape}: {'; '.join([figures, *wrong])}", flush=True)
    print(f"hostile lists: {tried} tried, {bad} bad")
    print(f"at most {slowest[0]:.2f} s of processor ({slowest[1]}) and {largest[0] / 1e6:.0f} MB ({largest[1]})")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
