"""Programs that check plain files too, each on as many entries as `kehoach validate`, in multiples of it: whole processes, in
turn.

    python benchmarks/peers.py [--runs RUNS] [--picture FILE] [--only PEER] [ENTRIES ...]

Install the program as users do (`pip install .`) into the environment whose Python runs this. The peers in peers.txt are
installed at the versions written there, each into an environment of its own below the folder for temporary files, where the
next run finds them. An entry is a filing or an event of ours, a transaction of beancount, a control of an OSCAL catalog, an
item of doorstop (each second one linked to another), a note of reno (each with its commit); all say the same sentence. 1,000
and 10,000 unless told; beside all peers, or those named by --only. What takes longer than the limit (120 s by the clock) is
ended, and not tried with more entries. Prints tables for docs/speed.md. Nothing here passes or fails.

These programs do different work. The figures say what somebody waits who keeps so much in one of them, not which is the better.
"""

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from measure import Run, arguments, cpu, head, in_turn, memory, ratio, row
from plot import bars
from workspaces import AS_OF, GIT_STATUS, LAST_PERIOD, check_out, commit, importing, plans_for, start_repository, written

PINS = Path(__file__).with_name("peers.txt")
PROGRAM = Path(sys.executable).with_name("kehoach")
DAY = date(2018, 1, 1)
BASE, GIT = "kehoach validate", "git status"
LIMIT = 120.0  # seconds by the clock
AIMS = {"bean-check --no-cache": "x 1 or more"}


def programs() -> dict[str, Path]:
    """The folder with the programs of each peer, installed if need be."""
    found = {}
    for line in PINS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        folder = Path(tempfile.gettempdir()) / "kehoach-peers" / line.replace("==", "-")
        done = folder / "installed"
        if not done.is_file():
            print(f"installing {line}", file=sys.stderr)
            venv.create(folder, with_pip=True, clear=True)
            subprocess.run([folder / "bin/pip", "install", "--quiet", "--no-input", line], check=True)
            done.touch()
        found[line.partition("==")[0]] = folder / "bin"
    return found


def sentence(number: int) -> str:
    """What an entry says."""
    return f"Kết quả thực hiện (kh-{number // 320 + 1}, {2018 + number % 8}, so-{number % 40 + 1})."


def ours(folder: Path, entries: int, _: dict[str, Path]) -> dict[str, Run]:
    """Our own commands, without anything kept and with; and git's."""
    work, kept = folder / "work", {"KEHOACH_TODAY": AS_OF, "XDG_CACHE_HOME": str(folder / "cache")}
    written(work, plans_for(entries) + 1, most=entries)
    off = {**kept, "KEHOACH_CACHE": "off"}
    check = (PROGRAM, "check", "--period", LAST_PERIOD)
    return {
        BASE: Run((PROGRAM, "validate"), work, off),
        "kehoach check, nothing kept": Run(check, work, off),
        "kehoach check, asked again": Run(check, work, kept),
        GIT: Run(GIT_STATUS, work),
    }


def beancount(folder: Path, entries: int, bin_: dict[str, Path]) -> dict[str, Run]:
    """One ledger of transactions between the accounts of the agencies."""
    accounts = "".join(f"{DAY} open Assets:So-{number}\n{DAY} open Income:So-{number}\n" for number in range(1, 41))
    of = '{day} * "{text}"\n  document: "{number}/BC"\n  Assets:So-{agency}  1 VND\n  Income:So-{agency}\n\n'
    told = (
        of.format(day=DAY + timedelta(days=number % 2800), text=sentence(number), number=number, agency=number % 40 + 1)
        for number in range(entries)
    )
    (folder / "so.beancount").write_text(accounts + "".join(told), encoding="utf-8")
    check = bin_["beancount"] / "bean-check"
    kept = {"BEANCOUNT_LOAD_CACHE_FILENAME": str(folder / "{filename}.kept")}
    return {
        "bean-check --no-cache": Run((check, "--no-cache", "so.beancount"), folder),
        "bean-check, asked again": Run((check, "so.beancount"), folder, kept),
    }


def trestle(folder: Path, entries: int, bin_: dict[str, Path]) -> dict[str, Run]:
    """One OSCAL catalog of controls, 20 to a group."""
    program = bin_["compliance-trestle"] / "trestle"
    subprocess.run([program, "init"], cwd=folder, check=True, capture_output=True)
    controls = [
        {
            "id": f"c-{number}",
            "title": f"{number}/BC",
            "props": [{"name": "label", "value": f"C-{number}"}],
            "parts": [{"id": f"c-{number}_smt", "name": "statement", "prose": sentence(number)}],
        }
        for number in range(entries)
    ]
    groups = [{"id": f"g-{at}", "title": f"Nhóm {at}", "controls": controls[at : at + 20]} for at in range(0, entries, 20)]
    metadata = {"title": "Kế hoạch", "last-modified": "2026-03-01T00:00:00+07:00", "version": "1", "oscal-version": "1.1.3"}
    catalog = {"catalog": {"uuid": "5e0b1c5c-8d3c-4e8e-9d6c-0f7f0f2b9a11", "metadata": metadata, "groups": groups}}
    (folder / "catalogs/so").mkdir(parents=True)
    (folder / "catalogs/so/catalog.json").write_text(json.dumps(catalog), encoding="utf-8")
    return {"trestle validate": Run((program, "validate", "--file", "catalogs/so/catalog.json"), folder)}


def doorstop(folder: Path, entries: int, bin_: dict[str, Path]) -> dict[str, Run]:
    """Two documents of items; each item of the second is linked to one of the first. All count as reviewed: the first run, which
    does not count, replaces `true` by its stamps."""
    start_repository(folder)
    half = entries // 2
    for prefix, parent, count in (("REQ", "", half), ("TST", "  parent: REQ\n", entries - half)):
        (folder / prefix).mkdir()
        settings = f"settings:\n  digits: 6\n  itemformat: yaml\n{parent}  prefix: {prefix}\n  sep: ''\n"
        (folder / prefix / ".doorstop.yml").write_text(settings, encoding="utf-8")
        for number in range(1, count + 1):
            links = f"links:\n- REQ{min(number, half):06}: true\n" if parent else "links: []\n"
            item = (
                f"active: true\nderived: false\nheader: ''\nlevel: {number}.0\n{links}normative: true\nref: ''\n"
                f"reviewed: true\ntext: |\n  {sentence(number)}\n"
            )
            (folder / prefix / f"{prefix}{number:06}.yml").write_text(item, encoding="utf-8")
    for command in (["add", "--all"], ["-c", "user.name=x", "-c", "user.email=x@example.vn", "commit", "--quiet", "--message=x"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return {"doorstop": Run((bin_["doorstop"] / "doorstop",), folder)}


def reno(folder: Path, entries: int, bin_: dict[str, Path]) -> dict[str, Run]:
    """Notes, each with the commit that brought it."""
    start_repository(folder)
    with importing(folder) as stream:
        commit(stream, DAY, "Bắt đầu", [("README", "Ghi chú\n")])
        for number in range(entries):
            path = f"releasenotes/notes/ghi-chu-{number:016x}.yaml"
            note = f"---\nfeatures:\n  - |\n    {sentence(number)}\n"
            commit(stream, DAY + timedelta(days=number // 4), "Ghi chú", [(path, note)])
    check_out(folder)
    program = bin_["reno"] / "reno"
    return {"reno lint": Run((program, "lint"), folder), "reno list": Run((program, "list"), folder)}


WORLDS: dict[str, Callable[[Path, int, dict[str, Path]], dict[str, Run]]] = {
    "kehoach": ours, "beancount": beancount, "trestle": trestle, "doorstop": doorstop, "reno": reno,
}  # fmt: skip


class Found(NamedTuple):
    """What one command took, in multiples of ours and of git's; a bound, where it was ended before it was done."""

    cpu: str
    ours: float
    git: float
    memory: str
    over: bool

    def told(self, value: float) -> str:
        """A multiple as words."""
        return f"over {value:.0f}" if self.over else f"{value:.2f}"


def compared(entries: int, times: int, skipped: set[str]) -> dict[str, Found]:
    """What each took on so many entries; whose command goes over the limit is added to those to skip with more of them."""
    bin_ = programs()
    with tempfile.TemporaryDirectory() as place:
        runs: dict[str, Run] = {}
        maker: dict[str, str] = {}
        for peer, world in WORLDS.items():
            if peer not in skipped:
                (folder := Path(place) / peer).mkdir()
                made = world(folder, entries, bin_)
                runs, maker = runs | made, maker | dict.fromkeys(made, peer)
        costs = in_turn(runs, times, LIMIT)
    found = {}
    for name, own in costs.items():
        if own:
            ratios = ratio(own, costs[BASE]), ratio(own, costs[GIT])
            found[name] = Found(f"{cpu(own):.2f}", *ratios, f"{memory(own):.0f}", over=False)
        else:
            skipped.add(maker[name])
            found[name] = Found(f"over {LIMIT:.0f}", LIMIT / cpu(costs[BASE]), LIMIT / cpu(costs[GIT]), "–", over=True)
    return found


def main() -> None:
    """One table for each number of entries, fewest first; and the picture of all."""
    given = arguments(__doc__, "entries", [1000, 10000], runs=5, among=[*WORLDS])
    skipped = set(WORLDS) - {"kehoach", *given.only}
    groups: dict[str, dict[str, tuple[float, str]]] = {}
    for entries in sorted(given.entries):
        found = compared(entries, given.runs, skipped)
        print(f"\n{head(f'{entries:,} entries', 'CPU s', f'x {BASE}', f'x {GIT}', 'memory, MB', 'aim')}")
        for name, one in found.items():
            print(row(f"`{name}`", one.cpu, one.told(one.ours), one.told(one.git), one.memory, AIMS.get(name, "")))
        sys.stdout.flush()
        groups[f"{entries:,} entries"] = {name: (one.ours, one.told(one.ours)) for name, one in found.items()}
    if given.picture:
        title = "Checking as many entries, in multiples of kehoach validate"
        given.picture.write_text(bars(title, "CPU time of the whole process", groups), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
