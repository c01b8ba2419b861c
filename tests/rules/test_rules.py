"""Every rule: its words in each language, its packaged example, and the cases beyond it.

The rules on history (KH9xx) read commits, not files: their examples hold `git-log.txt` and are judged in `test_history_rules`.

A case is a folder `cases/<code>/<what it shows>/`: files laid over the packaged base workspace, and `expected.txt` with
every finding, one a line, "path:line:column CODE" (empty: no finding). To add a test, drop a folder. `REMOVED` lists files
of the base to take away, `REFUSED` paths that were not read, each with the code why, `AS_OF` the day as of which suppressions are
judged.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import kehoach_cli.rules
from kehoach_cli import attachments, fields, forms, model, rehearsal, strict
from kehoach_cli.attachments import Stored
from kehoach_cli.findings import Finding
from kehoach_cli.parse import EventPath, FilingPath, Snapshot, classify, parse
from kehoach_cli.rules import CODES, ON_FILES, check, judge
from kehoach_cli.text import LANGUAGES, RuleText, Say

EXAMPLES = Path(kehoach_cli.rules.__file__).parent / "examples"
CASES = Path(__file__).parent / "cases"
CASE_NAMES = sorted(folder.relative_to(CASES).as_posix() for folder in CASES.glob("*/*"))
OPEN_FACT = "…"

FACT = re.compile(r"\{(\w+)(?:\|([\w-]+))?\}")
OPTIONAL = re.compile(r"\[\[.*?\]\]")

Fact = tuple[str, str]  # its name and the vocabulary it chooses from, if any

each_rule = pytest.mark.parametrize("code", ON_FILES)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def fixed_world() -> None:
    """Rules read neither the clock nor the environment, so there is no world to fix."""


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@cache
def base() -> Mapping[str, bytes]:
    return files_in(EXAMPLES / "base")


def laid_over_base(folder: Path) -> Snapshot:
    over = files_in(folder)
    removed = over.pop("REMOVED", b"").decode().split()
    refused = dict(line.split() for line in over.pop("REFUSED", b"").decode().splitlines())
    over.pop("expected.txt", None)
    over.pop("AS_OF", None)
    assert set(removed) <= set(base()), "REMOVED names a file that the base does not have"
    kept = {path: content for path, content in base().items() if path not in removed}
    files = kept | over
    stored = {path: files.pop(path) for path in list(files) if attachments.is_kept(path)}
    return Snapshot(files, refused, {path: Stored(len(c), attachments.fault_of(path, c)) for path, c in stored.items()})


@cache
def findings_in(folder: Path) -> tuple[Finding, ...]:
    """Those that stand; what a comment suppresses is left out."""
    day = folder / "AS_OF"
    return judge(laid_over_base(folder), date.fromisoformat(day.read_text().strip()) if day.is_file() else None).standing


def test_no_plan_changes_what_is_found_in_another() -> None:
    """So a recording is rehearsed with the files of its own plan."""
    other = {path.replace("/mau/", "/khac/"): content for path, content in base().items() if path.startswith("plans/mau/")}
    for name in CASE_NAMES:
        alone = laid_over_base(CASES / name)
        together = alone._replace(files={**alone.files, **other})
        mine = [found for found in check(together) if found.path.startswith("plans/mau/")]
        assert mine == [found for found in check(alone.deciding_on("plans/mau/x")) if found.path.startswith("plans/mau/")], name


def test_what_an_entry_brings_is_found_without_reading_the_others_again() -> None:
    for name in CASE_NAMES:
        case = laid_over_base(CASES / name)
        for path in [path for path in case.files if isinstance(classify(path), EventPath | FilingPath)]:
            before = case._replace(files={other: content for other, content in case.files.items() if other != path})
            brought = rehearsal.of_entries(before, parse(before).register, {path: case.files[path]}).findings
            alone = before.deciding_on(path)
            assert brought == rehearsal.between(alone, alone.with_file(path, case.files[path])).findings, (name, path)


def listing(findings: tuple[Finding, ...]) -> str:
    return "".join(f"{found.path}:{found.line}:{found.column} {found.code}\n" for found in findings)


def expected_in(folder: Path) -> str:
    return (folder / "expected.txt").read_text(encoding="utf-8")


def texts(language: str) -> dict[str, RuleText]:
    rules: dict[str, RuleText] = import_module(f"kehoach_cli.text.{language}.rules").RULES
    return rules


def facts_of(text: str) -> set[Fact]:
    return set(FACT.findall(text))


def facts_in(code: str, field: str) -> list[tuple[set[Fact], set[Fact]]]:
    """In each language, the facts of a text and those of its parts that may vanish."""
    in_each = [str(getattr(texts(language)[code], field)) for language in LANGUAGES]
    return [(facts_of(text), facts_of("".join(OPTIONAL.findall(text)))) for text in in_each]


def findings_with_code(code: str) -> list[Finding]:
    folders = [EXAMPLES / code / "wrong", *sorted((CASES / code).glob("*"))]
    return [found for folder in folders for found in findings_in(folder) if found.code == code]


def forms_used() -> Iterator[fields.Form]:
    waiting: list[object] = [forms.AGENCIES_FILE, forms.PLAN_FILE, forms.FILING_FILE, *forms.EVENT_FORMS.values()]
    while waiting:
        holds = waiting.pop()
        if isinstance(holds, fields.ListOf):
            waiting.append(holds.holds)
        elif isinstance(holds, fields.Form):
            yield holds
            waiting += [field.holds for field in holds.fields]


def kinds_used() -> dict[str, fields.Kind]:
    held = [field.holds for form in forms_used() for field in form.fields]
    single = [holds.holds if isinstance(holds, fields.ListOf) else holds for holds in held]
    return {holds.name: holds for holds in single if isinstance(holds, fields.Kind)}


# --- words


@each_language
def test_every_rule_has_words_and_no_words_are_left_over(language: str) -> None:
    assert sorted(texts(language)) == list(CODES)


@each_language
def test_words_of_every_rule_are_complete(language: str) -> None:
    for code, (name, message, hint, why) in texts(language).items():
        assert 2 <= len(name.split()) <= 8, code
        assert message.strip(), code
        assert hint.strip(), code
        assert not message.endswith("."), f"{code}: a message is a sentence without a full stop"
        assert not hint.endswith("."), f"{code}: a hint follows a colon and has no full stop"
        assert why.endswith("."), f"{code}: a reason is whole sentences"
        assert not facts_of(name + why), code


@each_language
def test_no_two_rules_have_one_name(language: str) -> None:
    names = [text.name for text in texts(language).values()]
    assert len(set(names)) == len(names)


def test_all_languages_use_the_same_facts() -> None:
    for code in CODES:
        for field in ("message", "hint"):
            first, *others = facts_in(code, field)
            assert others == [first] * len(others), f"{code} {field}"


@each_rule
def test_findings_of_a_rule_can_be_said_in_every_language(code: str) -> None:
    found = findings_with_code(code)
    assert found
    for language in LANGUAGES:
        say, words = Say(language), texts(language)[code]
        for finding in found:
            for text in (words.message, words.hint):
                assert not FACT.search(say.fill(text, dict(finding.facts)))
                chosen = {f"{kind}.{finding.facts[name]}" for name, kind in facts_of(text) if kind and finding.facts.get(name)}
                assert [word for word in chosen if not word.startswith("date.") and not say.has(f"words.{word}")] == []


@each_language
def test_every_hint_can_be_said_while_its_facts_are_open(language: str) -> None:
    say = Say(language)
    for code, text in texts(language).items():
        facts: dict[str, object] = {name: OPEN_FACT for name, _ in facts_of(text.hint)}
        assert say.fill(text.hint, facts) != OPEN_FACT, code


@each_language
def test_every_form_every_kind_of_value_and_every_limit_has_a_word(language: str) -> None:
    kinds = kinds_used().values()
    wanted = {f"form.{form.name}" for form in forms_used()}
    wanted |= {f"expected.{name}" for name in (*kinds_used(), "list", "mapping")}
    wanted |= {f"how-to-write.{name}" for name in (*kinds_used(), "list", "mapping")}
    wanted |= {f"how-to-date.{kind.name}" for kind in kinds if kind.code == "KH124"}
    wanted |= {f"how-to-name.{kind.name}" for kind in kinds if kind.code == "KH125"}
    wanted |= {f"too-large.{limit}" for limit in ("1 MB", strict.MAX_DEPTH, strict.MAX_EVENTS)}
    wanted |= {f"yaml-cause.{cause}" for cause in ("colon", "special", "quote", "bracket", "indent", "other")}
    wanted |= {f"succession-cause.{cause}" for cause in ("no-until", "gap", "ended", "overlap", "circle")}
    faults = ("bytes", "size", "line-ends", "lfs", "not-regular", "too-large", "unreadable")
    wanted |= {f"attachment-{part}.{fault}" for part in ("fault", "cure") for fault in faults}
    wanted |= {f"cadence.{cadence}" for cadence in model.CADENCES}
    assert [word for word in sorted(wanted) if not Say(language).has(f"words.{word}")] == []


# --- examples


def test_base_of_the_examples_has_no_finding() -> None:
    assert listing(check(Snapshot(base()))) == ""


def test_every_rule_has_an_example_and_no_example_is_left_over() -> None:
    assert sorted(folder.name for folder in EXAMPLES.iterdir()) == sorted([*CODES, "base"])


@each_rule
def test_right_example_has_no_finding(code: str) -> None:
    assert listing(findings_in(EXAMPLES / code / "right")) == ""


@each_rule
def test_wrong_example_gives_the_listed_findings_its_own_among_them(code: str) -> None:
    found = findings_in(EXAMPLES / code / "wrong")
    assert listing(found) == expected_in(EXAMPLES / code)
    assert code in {one.code for one in found}


def test_every_example_is_short_enough_to_be_read_on_a_screen() -> None:
    for folder in [EXAMPLES / code / which for code in CODES for which in ("wrong", "right")]:
        assert sum(len(content.splitlines()) for content in files_in(folder).values()) <= 15, folder


# --- cases


@pytest.mark.parametrize("name", CASE_NAMES)
def test_case_gives_the_listed_findings(name: str) -> None:
    assert listing(findings_in(CASES / name)) == expected_in(CASES / name)


def test_every_folder_of_cases_is_named_after_a_rule() -> None:
    assert {name.split("/")[0] for name in CASE_NAMES} <= set(CODES)
