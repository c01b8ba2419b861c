"""Hostile YAML: faults put into every kind of file of a small workspace, and what `kehoach validate` takes to refuse them.

    python scripts/hostile.py            every input in a process of its own: the worst time and memory, and what went wrong

The tests run the same inputs within one process (tests/unit/test_hostile_yaml.py), and a fuzzer that mixes them.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

FILES = {
    "agencies.yaml": (
        "agencies:\n"
        "  - id: van-phong\n    name: Văn phòng\n    rank: 1\n"
        "  - id: so-a\n    name: Sở A\n    aliases: [Sở Á]\n    since: 2020-01-01\n"
        "groups:\n  - id: cac-so\n    name: các sở\n    members: [so-a]\n"
    ),
    "plans/kh/plan.yaml": (
        "id: kh\ntype: Kế hoạch\nnumber: 01/KH\ntitle: Kế hoạch thử\nissued: 2026-01-01\n"
        'reporting:\n  every: year\n  first: "2026"\n  filers: [so-a]\n  coordinator: van-phong\n  basis: Quy ước\n'
        "items:\n  - id: I\n    heading: Nhiệm vụ\n  - id: I.1\n    text: >-\n      Soạn quy chế.\n    lead: [so-a]\n"
        "    due: 2026-06-30\n"
    ),
    "plans/kh/progress/2026/so-a/2026-06-01-I.1-0a1b2c.yaml": (
        "kind: update\ndate: 2026-06-01\nitem: I.1\nstate: in-progress\nsummary: Đang làm.\n"
        "evidence:\n  - type: Báo cáo\n    number: 1/BC\n    date: 2026-06-01\n"
    ),
    "plans/kh/filings/2026/so-a.yaml": (
        "document:\n  type: Báo cáo\n  number: 9/BC\n  date: 2026-12-10\nreceived: 2026-12-11\n"
        "statement: Tốt.\nitems:\n  - item: I.1\n    state: completed\n    results: Xong.\n"
    ),
}

Change = Callable[[str], bytes]


def _added(text: str) -> Change:
    return lambda base: (base + text).encode("utf-8", "surrogatepass")


def _replaced_by(text: str) -> Change:
    return lambda _base: text.encode()


def _many(text: str, number: int, before: str = "", after: str = "") -> Change:
    """So many times the same, made only when it is asked for."""

    def change(base: str) -> bytes:
        return (base + before + text * number + after).encode()

    return change


def _value(written: str) -> Change:
    """Another value for the last single value of the file."""

    def change(base: str) -> bytes:
        head, _, tail = base.rstrip("\n").rpartition(": ")
        return f"{head}: {written if tail else ''}\n".encode("utf-8", "surrogatepass")

    return change


def _bytes(change: Callable[[bytes], bytes]) -> Change:
    return lambda base: change(base.encode())


def _laughs(joined: str) -> str:
    lines = ["x0: &x0 " + ("[ha]" if joined == "[{}]" else "{a: b}")]
    lines += [f"x{n}: &x{n} {joined.format(', '.join([f'*x{n - 1}'] * 9))}" for n in range(1, 10)]
    return "\n".join(lines) + "\n"


def _agencies_and_members(agencies: int, members: int) -> str:
    """So many agencies, and a group of so many whose names are like theirs."""
    known = "".join(f"  - {{id: so-{n}, name: Sở {n}}}\n" for n in range(agencies))
    return f"agencies:\n{known}groups:\n  - {{id: x, name: x, members: [{', '.join(f'so-x{n}' for n in range(members))}]}}\n"


def _lines(line: str, number: int) -> str:
    """So many lines, each with its number and the next two, and with days."""
    days = [(date(2000, 1, 1) + timedelta(n)).isoformat() for n in range(3 * number)]
    facts = ((n, {"day": days[n], "next": days[n + 1], "later": days[-n - 1]}) for n in range(number))
    return "".join(line.format(n, n + 1, n + 2, **those) + "\n" for n, those in facts)


_PLAN = "id: kh\ntitle: Kế hoạch\nitems:\n"


# Faults as they are put into a file. All of them must be refused, with a place.
FAULTS: dict[str, Change] = {
    "latin": _bytes(lambda raw: raw + b"x: \xff\n"),
    "cut in a letter": _bytes(lambda raw: raw + "x: ộ".encode()[:-1]),
    "utf-16": lambda base: base.encode("utf-16"),
    "cp1258": _bytes(lambda raw: raw + "x: Thành phố\n".encode("cp1252", "ignore")),
    "nul": _added("x: a\0b\n"),
    "escape": _added("x: a\x1b[2Jb\n"),
    "escape in quotes": _value('"a\\e[2Jb"'),
    "c1": _added("x: \x9b31m\n"),
    "bidi": _added("x: \u202eabc\n"),
    "bidi in quotes": _value('"\\u2067abc"'),
    "lone surrogate": _value('"\\ud800"'),
    "beyond unicode": _value('"\\U00110000"'),
    "no character": _added("x: \uffff\n"),
    "line separator": _added("x: a\u2028b\n"),
    "conflict": _added("<<<<<<< HEAD\nx: 1\n=======\nx: 2\n>>>>>>> khac\n"),
    "twice": lambda base: (base + base).encode(),
    "second document": _added("---\nx: 1\n"),
    "directive": lambda base: f"%YAML 1.1\n---\n{base}".encode(),
    "tag that runs": _value("!!python/object/apply:os.system [ls]"),
    "tag that does not fit": _value("!!int 'mười'"),
    "tag of nothing": _value("!!int ''"),
    "timestamp tag": _value("!!timestamp x"),
    "binary": _value("!!binary AAAA"),
    "anchor": _value("&x a"),
    "alias to nothing": _value("*x"),
    "alias to itself": _value("&x [*x]"),
    "merge key": _added("<<: {x: 1}\n"),
    "alias bomb": _added(_laughs("[{}]")),
    "merge bomb": _added(_laughs("{{<<: [{}]}}")),
    "list as key": _added("? [a, b]\n: x\n"),
    "mapping as key": _added("? {a: b}\n: x\n"),
    "null as key": _added("~: x\n"),
    "date as key": _added("2026-01-01: x\n"),
    "unknown key": _added("xyz: 1\n"),
    "tab": _added("x:\ta\n"),
    "open quote": _added('x: "a\n'),
    "open bracket": _added("x: [a, b\n"),
    "dash out of line": _added("x:\n  - a\n - b\n"),
    "two colons": _added("x: a: b\n"),
    "list for all": _replaced_by("- a\n- b\n"),
    "text for all": _replaced_by("xin chao\n"),
    "mapping for a value": _value("{a: b}"),
    "deep list": _added("x: " + "[" * 3000 + "]" * 3000 + "\n"),
    "deep mapping": _added("x: " + "{a: " * 3000 + "}" * 3000 + "\n"),
    "tower of brackets": _added("x: " + "[" * 100_000 + "\n"),
    "tower of questions": _added("? " * 100_000 + "\n"),
    "tower of dashes": _added("x:\n  " + "- " * 100_000 + "\n"),
    "long digits": _added("x: " + "9" * 5000 + "\n"),
    "thirty megabytes of comment": _many("x", 30_000_000, "# "),
    "twenty megabytes of text": _many("a", 20_000_000, "x: "),
    "a million entries": _many("  - a\n", 1_000_000, "x:\n"),
    "a megabyte of entries": _many("  - a\n", 160_000, "x:\n"),
    "a megabyte of keys": _added("".join(f"x{n}: 1\n" for n in range(90_000))),
    "thousands of unknown keys": _added("".join(f"x{n}: 1\n" for n in range(11_000))),
    "thousands of unknown agencies": _value("[" + ", ".join(f"so-{n}" for n in range(20_000)) + "]"),
    "thousands of agencies and of unknown members": _replaced_by(_agencies_and_members(3_500, 15_000)),
    "thousands of groups in two groups each": _replaced_by(
        "agencies: []\ngroups:\n" + _lines("  - {{id: g{0}, name: N{0}, members: [g{1}, g{2}]}}", 4_000)
    ),
    "thousands of agencies split among two": _replaced_by(
        "agencies:\n" + _lines("  - {{id: s-{0}, name: S{0}, until: {day}, successor: [s-{1}, s-{2}]}}", 3_500)
    ),
    "thousands of items": _replaced_by(_PLAN + _lines("  - {{id: I.{1}-{1}, text: a, lead: [so-a]}}", 4_000)),
    "thousands of wordings": _replaced_by(_PLAN + _lines("  - {{id: I.1, text: a, since: {day}, until: {next}}}", 4_000)),
    "thousands of wordings at one time": _replaced_by(
        _PLAN + _lines("  - {{id: I.1, text: a, since: {day}, until: {later}}}", 4_000)
    ),
    "thousands of handovers": _replaced_by(
        _PLAN
        + "  - {id: I.1, text: a}\ntransfers:\n"
        + _lines("  - {{items: [I.1], from: so-a, to: van-phong, date: {day}}}", 3_000)
    ),
    "thousands of suppressions": _added("# kehoach: ignore KH306, KH311\n" * 30_000),
    "thousands of anchors": _added("x:\n" + "".join(f"  - &a{n} b\n" for n in range(16_000))),
    "thousands of doubled keys": _added("x: 1\n" * 20_000),
    "a megabyte of quotes": _added("x: " + "'" * 950_000 + "\n"),
    "a megabyte of spaces": _added("x: [" + " " * 950_000 + "\n"),
    "a megabyte of tabs": _added("\t" * 950_000 + "\n"),
    "a megabyte of escapes": _value('"' + "\\u0041" * 150_000 + '\\e"'),
    "a megabyte of open mappings": _added("{" * 950_000),
    "a megabyte of marks": _added("x: a" + "\u0301" * 450_000 + "\n"),
}
# Of these a person would say that nothing is wrong with the form; the values decide.
HARMLESS: dict[str, Change] = {
    "as it is": _added(""),
    "byte order mark": _bytes(lambda raw: b"\xef\xbb\xbf" + raw),
    "windows line ends": _bytes(lambda raw: raw.replace(b"\n", b"\r\n")),
    "no last line end": _bytes(bytes.rstrip),
    "comments": lambda base: f"# ghi chú\n{base}# hết\n".encode(),
    "document marks": lambda base: f"---\n{base}...\n".encode(),
    "a megabyte of comment": lambda base: base.encode() + b"# " + b"x" * (999_990 - len(base.encode()) - 2) + b"\n",
    "a megabyte of line ends": lambda base: base.encode() + b"\n" * (999_990 - len(base.encode())),
}
# Kinds of faults whose place is the file, not a line in it.
OF_THE_WHOLE = ("utf-16", "megabytes", "million", "list for all", "text for all")


class Told(NamedTuple):
    """What the program said of one input: exit code, findings, stderr; seconds of the processor, bytes of memory at most; seconds
    by the clock."""

    code: int
    findings: list[dict[str, object]]
    said: str
    processor: float
    memory: int
    clock: float = 0


def lay_out(folder: Path) -> None:
    """The sound workspace."""
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def wrong_with(path: str, name: str, told: Told) -> list[str]:
    """What an answer lacks; empty when it is a clean one."""
    found = [finding for finding in told.findings if finding["path"] == path]
    wrong = [f"exit code {told.code}"] if told.code != (name not in HARMLESS) else []
    wrong += ["no finding on the file"] if name in FAULTS and not found else []
    wrong += ["a traceback"] if "Traceback" in told.said else []
    wrong += [f"no place: {finding}" for finding in told.findings if not (finding["code"] and finding["line"])][:1]
    wrong += [f"{told.processor:.1f} s"] if told.processor > 2 else []
    wrong += [f"{told.memory / 1e6:.0f} MB"] if told.memory > 500e6 else []
    return wrong


# The program, which tells last how much memory it had at most: what the system counts for a child includes its parent.
_PROGRAM = """
import gc, os, re, sys
from kehoach_cli.cli.main import run
gc.disable()  # as `kehoach_cli.__main__` does
code = run(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
sys.stderr.flush()
os._exit(code)
"""


def ask(folder: Path, *options: str, command: str = "validate") -> Told:
    """What `kehoach validate`, or another command, says of a workspace, in a process of its own. Linux only."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        words = [sys.executable, "-c", _PROGRAM, command, *(options or ("--format", "json"))]
        begun = time.monotonic()
        process = subprocess.Popen(words, cwd=folder, stdout=out, stderr=err)
        _, status, used = os.wait4(process.pid, 0)
        clock = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        text, said = out.read(), err.read().decode("utf-8", "replace")
    findings = json.loads(text)["findings"] if text and not options else []
    memory = int(said.split("\n")[-1] or 0) * 1024 if process.returncode >= 0 else 0
    return Told(process.returncode, findings, said, used.ru_utime + used.ru_stime, memory, clock)


def main() -> int:
    """Try every input and print the figures."""
    tried, bad, in_line, slowest, largest = 0, 0, 0, (0.0, ""), (0, "")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(folder)
        for path, base in FILES.items():
            for fault, change in {**FAULTS, **HARMLESS}.items():
                (folder / path).write_bytes(change(base))
                told = ask(folder)
                tried += 1
                in_line += any(finding["path"] == path and finding["line"] for finding in told.findings)
                slowest = max(slowest, (told.processor, f"{fault} in {path}"))
                largest = max(largest, (told.memory, f"{fault} in {path}"))
                if wrong := wrong_with(path, fault, told):
                    bad += 1
                    print(f"{fault} in {path}: {'; '.join(wrong)}", flush=True)
            (folder / path).write_text(base, encoding="utf-8")
    print(f"hostile yaml: {tried} tried, {bad} bad; {in_line} of {len(FAULTS) * len(FILES)} refusals name a line")
    print(f"at most {slowest[0]:.2f} s of processor ({slowest[1]}) and {largest[0] / 1e6:.0f} MB ({largest[1]})")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
