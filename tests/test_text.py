"""Every message exists in both languages, with the same facts; every key the code names exists."""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer

from conftest import ROOT
from kehoach_cli.cli import main
from kehoach_cli.text import LANGUAGES, Say
from kehoach_cli.vn import is_nfc

MODULES = sorted(path.stem for path in (ROOT / "src/kehoach_cli/text/vi").glob("*.py") if path.stem not in ("__init__", "rules"))
SOURCES = [path for path in (ROOT / "src/kehoach_cli").rglob("*.py") if "text" not in path.parts]
_FACT = re.compile(r"\{(\w+)(?:\|[\w/-]+)?\}")
_VOWELS_WITH_MARKS = re.compile("[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]", re.IGNORECASE)


def texts(language: str, module: str) -> dict[str, str]:
    found: dict[str, str] = import_module(f"kehoach_cli.text.{language}.{module}").TEXTS
    return found


@pytest.mark.parametrize("module", MODULES)
def test_both_languages_have_the_same_keys_in_the_same_order(module: str) -> None:
    assert list(texts("vi", module)) == list(texts("en", module))


@pytest.mark.parametrize("module", MODULES)
def test_both_languages_use_the_same_facts(module: str) -> None:
    differing = [
        key
        for key, text in texts("vi", module).items()
        if set(_FACT.findall(text)) != set(_FACT.findall(texts("en", module)[key]))
    ]
    assert differing == []


@pytest.mark.parametrize("module", MODULES)
def test_texts_are_nfc_and_not_empty(module: str) -> None:
    for language in LANGUAGES:
        assert [key for key, text in texts(language, module).items() if not text.strip() or not is_nfc(text)] == []


@pytest.mark.parametrize("module", MODULES)
def test_english_texts_are_english(module: str) -> None:
    quoted = re.compile(r'"[^"]*"')
    only_meanings = module == "variables"  # the samples below them are what Vietnamese offices write
    meant = {key: text.partition("\n")[0] if only_meanings else text for key, text in texts("en", module).items()}
    in_vietnamese = [k for k, text in meant.items() if _VOWELS_WITH_MARKS.search(quoted.sub("", text))]
    assert [key for key in in_vietnamese if key not in _VIETNAMESE_ON_PURPOSE] == []


_VIETNAMESE_ON_PURPOSE = {
    "record.evidence", "record.figure", "record.example",  # documents and figures as offices write them
    "agency-merge.example",  # abbreviations of agencies
    "item.id",  # the names of the parts of a Vietnamese document
}  # fmt: skip


def keys_in_the_code(pattern: str) -> set[str]:
    return {key for path in SOURCES for key in re.findall(pattern, path.read_text(encoding="utf-8"))}


def test_every_trouble_has_its_sentence() -> None:
    keys = keys_in_the_code(r'Trouble\(\s*"([\w-]+)"')
    assert {key for key in keys if not Say("vi").has(f"errors.{key}")} == set()


def test_every_sentence_on_trouble_is_used() -> None:
    mistakes = {
        f"template-{kind}"
        for kind in ("undefined", "security", "syntax", "include", "endless", "large", "other", "idle", "beside")
    }
    keys = keys_in_the_code(r'"([\w-]+)"') | mistakes
    named = keys_in_the_code(r"""['"]errors\.([\w-]+)['"]""")
    unused = {key for key in texts("vi", "errors") if not key.endswith(".cure") and key not in keys | named}
    assert unused == set()


def test_every_key_written_out_in_the_code_exists() -> None:
    keys = keys_in_the_code(r'say\(f?"((?:screens|remarks|questions|help|why|page)\.[\w.-]+)"')
    assert {key for key in keys if not Say("vi").has(key)} == set()


def test_every_remark_and_question_of_the_code_exists() -> None:
    remarks = keys_in_the_code(r'\.note\(\s*"([\w-]+)"')
    assert {key for key in remarks if not Say("vi").has(f"remarks.{key}")} == set()


def test_every_command_and_parameter_has_help() -> None:
    say, missing = Say("vi"), []

    def look(group: Any, above: str) -> None:
        for name, command in group.commands.items():
            key = f"{above}{name}"
            if not say.has(f"help.{key}"):
                missing.append(key)
            names = (p.name for p in command.params if not say.has(f"help.{key}.{p.name}") and not say.has(f"help.any.{p.name}"))
            missing.extend(f"{key}.{name}" for name in names)
            if hasattr(command, "commands"):
                look(command, f"{key}-")

    look(typer.main.get_command(main.build(main.ALL)), "")
    assert missing == []


def test_every_help_text_belongs_to_a_command() -> None:
    commands = {name.replace(" ", "-") for name in main.EVERY}
    known = {*commands, "any", "program", "usage", "usage-all", "usage-group", "commands", "arguments", "options", "examples"}
    strays = [
        key
        for key in texts("vi", "help")
        if key.split(".")[0] not in {*known, "exit-codes"} and not key.startswith(("section-", "page-"))
    ]
    assert strays == []


def test_optional_parts_vanish_with_their_fact_and_words_are_translated() -> None:
    say = Say("vi")
    assert say.fill("a[[, gần {x}]] {s|state}", {"s": "completed"}) == "a hoàn thành"
    assert say.fill("a[[, gần {x}]]", {"x": "b"}) == "a, gần b"
    assert say.fill("a[[, gần {x}]]", {"x": ""}) == "a"


def test_one_is_one_and_everything_else_is_several() -> None:
    text = "{count} {count|day/days}"
    told = [Say("en").fill(text, {"count": count}) for count in ("0", "1", 1, "2", "11")]
    assert told == ["0 days", "1 day", "1 day", "2 days", "11 days"]
    assert Say("en").opened(text) == "… days"


def test_no_text_leaves_it_to_the_reader_whether_it_is_one_or_several() -> None:
    assert [(module, key) for module in MODULES for key, text in texts("en", module).items() if "(s)" in text] == []


def test_facts_are_put_in_as_they_are() -> None:
    assert Say("vi").fill("{a}", {"a": "{b} [[c]] {d|state}"}) == "{b} [[c]] {d|state}"


def test_no_source_file_holds_a_path_of_a_machine() -> None:
    for path in (*SOURCES, *Path(ROOT / "docs").glob("*.md")):
        assert "/home/" not in path.read_text(encoding="utf-8"), path
