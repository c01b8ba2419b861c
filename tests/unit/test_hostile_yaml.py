"""Hostile YAML in every kind of file: each input is refused by a finding with its place, soon, or is as harmless as it looks.

The inputs are those of scripts/hostile.py, which also measures them in processes of their own; the corpus in
tests/data/hostile-yaml holds small ones as files, whatever made them; the fuzzer mixes real structure with all of it.
"""

import json
import re
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import hostile
from conftest import ROOT, Program
from kehoach_cli import rules
from kehoach_cli.findings import MORE, MOST
from kehoach_cli.parse import Snapshot
from kehoach_cli.render.findings import as_text, message
from kehoach_cli.text import Say

CORPUS = sorted((ROOT / "tests/data/hostile-yaml").glob("*.yaml"))
SOUND = {path: text.encode() for path, text in hostile.FILES.items()}
HUGE = re.compile("mega|million|thousands")
LONGEST = 4.0  # seconds of the processor; twice the bar, because machines that test are shared


def test_the_sound_workspace_is_sound() -> None:
    assert rules.check(Snapshot(SOUND)) == ()


@pytest.mark.parametrize("path", hostile.FILES)
def test_every_fault_is_refused_with_its_place_and_every_harmless_change_is_not(
    path: str, tmp_path: Path, kehoach: Program
) -> None:
    hostile.lay_out(tmp_path)
    wrong = {}
    for name, change in {**hostile.FAULTS, **hostile.HARMLESS}.items():
        if HUGE.search(name) and not path.endswith("plan.yaml"):
            continue  # the reader knows no kinds; scripts/hostile.py tries them all
        (tmp_path / path).write_bytes(change(hostile.FILES[path]))
        started = time.process_time()
        ran = kehoach("validate", "--format", "json", cwd=tmp_path)
        told = hostile.Told(ran.code, json.loads(ran.out)["findings"], ran.err, (time.process_time() - started) / 2, 0)
        if found := hostile.wrong_with(path, name, told):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a process from /proc")
@pytest.mark.parametrize("name", ["merge bomb", "twenty megabytes of text", "thousands of unknown keys", "thousands of wordings"])
def test_the_worst_are_refused_within_bounds_by_the_whole_program(name: str, tmp_path: Path) -> None:
    hostile.lay_out(tmp_path)
    path = "plans/kh/plan.yaml"
    (tmp_path / path).write_bytes(hostile.FAULTS[name](hostile.FILES[path]))
    told = hostile.ask(tmp_path)
    assert told.memory > 10e6, "it was measured"
    assert hostile.wrong_with(path, name, told._replace(processor=told.processor / 2)) == []


def judged(path: str, raw: bytes) -> None:
    """Hold one file against all rules in the workspace, and show what is found; it ends soon, and every finding has a place."""
    snapshot = Snapshot({**SOUND, path: raw})
    started = time.process_time()
    found = rules.check(snapshot)
    shown = as_text(Say("vi"), found, snapshot)
    assert time.process_time() - started < LONGEST
    lines = raw.count(b"\n") + 1
    for finding in found:
        assert 1 <= finding.line <= (lines if finding.path == path else 1000)
        assert finding.column >= 1
    assert all(character.isprintable() or character == "\n" for character in shown)


@pytest.mark.parametrize("kept", CORPUS, ids=lambda path: path.stem)
def test_the_corpus_is_refused_as_any_kind_of_file(kept: Path) -> None:
    raw = kept.read_bytes()
    for path, sound in SOUND.items():
        judged(path, raw)
        judged(path, sound + raw)
        assert rules.check(Snapshot({**SOUND, path: raw})) != ()


def test_of_many_findings_of_a_rule_the_first_are_told_and_how_many_more_there_are() -> None:
    keys = "".join(f"titel{n}: 1\n" for n in range(MOST + 40))
    path = "plans/kh/plan.yaml"
    found = [one for one in rules.check(Snapshot({**SOUND, path: SOUND[path] + keys.encode()})) if one.code in ("KH121", MORE)]
    first = SOUND[path].count(b"\n") + 1
    assert [(one.code, one.line) for one in found] == [
        *(("KH121", first + n) for n in range(MOST)), (MORE, first + MOST),
    ]  # fmt: skip
    assert {one.facts.get("suggestion") for one in found[:-1]} == {"title"}
    vi, en = (message(Say(language), found[-1]) for language in ("vi", "en"))
    assert vi == "trong tệp này còn 40 chỗ KH121 nữa, từ đây trở đi không kể từng chỗ"
    assert en == "this file has 40 more findings KH121, which from here on are not told one by one"


def test_where_findings_are_left_out_no_suppression_is_called_idle() -> None:
    path = "plans/kh/plan.yaml"
    items = "".join(f"  - {{id: I.{n}, text: a}}\n" for n in range(2, MOST + 40))
    last = f"  # kehoach: ignore KH306 until 2026-12-31: x\n  - {{id: I.{MOST + 40}, text: a}}\n"
    found = rules.check(Snapshot({**SOUND, path: SOUND[path] + (items + last).encode()}))
    assert {one.code for one in found} == {"KH306", MORE}


PIECES = [
    *("a: b\n", "- a\n", "  - id: x\n", "&x ", "*x", "!!int ", "<<: *x\n", "? ", "---\n", "...\n", "|-\n", ">-\n", "{", "[", "]"),
    *('"', "'", "#", ": ", "\t", "\0", "\x1b[2J", "\u202e", "\ufeff", "ế", "\u0301", "null", "~", "no", "9" * 400, "2026-02-30"),
    *("id: ", "items:\n", "kind: update\n", "lead: [so-a]\n", "so-a", "I.1", "../../x", "%YAML 1.1\n", "<<<<<<< HEAD\n", "\r\n"),
]  # fmt: skip


@st.composite
def hostile_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A real file of some kind with lines moved, doubled, indented, emptied or mixed with pieces of YAML and of the corpus."""
    path = draw(st.sampled_from(list(SOUND)))
    lines = hostile.FILES[path].splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 6))):
        at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        piece = draw(st.sampled_from(PIECES))
        place = draw(st.integers(0, len(lines[at])))
        change = draw(st.integers(0, 7))
        if change == 0:
            lines[at], lines[other] = lines[other], lines[at]
        elif change == 1:
            lines.insert(at, lines[other])
        elif change == 2:
            lines[at] = "  " + lines[at]
        elif change == 3:
            lines[at] = lines[at].lstrip(" ")
        elif change == 4:
            lines[at] = lines[at].partition(":")[0] + f": {piece}\n"
        elif change == 5:
            lines[at] = lines[at][:place] + piece + lines[at][place:]
        elif change == 6:
            lines[at] = piece * draw(st.sampled_from([1, 30, 3000]))
        else:
            lines.insert(at, draw(st.sampled_from(CORPUS)).read_bytes().decode("utf-8", "surrogateescape"))
    return path, "".join(lines).encode("utf-8", "surrogateescape")


@settings(deadline=None, max_examples=200, derandomize=True)
@given(hostile_files())
@example(("agencies.yaml", b""))
def test_no_mixture_makes_the_rules_raise_or_dawdle(one: tuple[str, bytes]) -> None:
    judged(*one)
