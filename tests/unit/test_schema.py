"""The schemas that editors use: sound, in both languages, and of one mind with the program on its own files."""

import json
from collections.abc import Iterator
from typing import Any, ClassVar

import jsonschema
import pytest
import yaml

from conftest import ROOT, Program
from kehoach_cli import forms, schema
from kehoach_cli.disk import packaged
from kehoach_cli.fields import Kind

NAMES = ("agencies", "plan", "filing", "event")
EVERY = schema.files()


class AsEditors(yaml.SafeLoader):
    """YAML as editors read it: YAML 1.2, in which a date is a text."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":sexagesimal"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def parts(found: Any) -> Iterator[dict[str, Any]]:
    if isinstance(found, dict):
        yield found
    for below in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        yield from parts(below)


def schema_of(path: str) -> str:
    name = next((name for name in ("plan", "filing") if f"/{name}" in path), "event")
    return "agencies" if path == "agencies.yaml" else name


def files() -> dict[str, bytes]:
    shipped = {path: (ROOT / path).read_bytes() for path in ("agencies.yaml", "plans/38-ct-tw/plan.yaml")}
    found = {f"{folder}/{path}": raw for folder in ("skeleton", "sample") for path, raw in packaged(folder).items()}
    return {path: raw for path, raw in {**shipped, **found}.items() if path.endswith(".yaml")}


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_sound(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(EVERY[name])


@pytest.mark.parametrize("name", NAMES)
def test_every_meaning_is_given_in_both_languages(name: str) -> None:
    spoken = [part[key] for part in parts(EVERY[name]) for key in ("title", "description") if isinstance(part.get(key), str)]
    spoken += [word for part in parts(EVERY[name]) for word in part.get("enumDescriptions", ())]
    assert len(spoken) > 10
    assert [text for text in spoken if len(text.split(" — ")) != 2] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_choice_has_its_meaning(name: str) -> None:
    for part in parts(EVERY[name]):
        meanings = part.get("enumDescriptions", [])
        assert len(meanings) == len(part.get("enum", []))
        assert not any(meaning.startswith(f"{word} — ") for word, meaning in zip(part.get("enum", []), meanings, strict=True))


@pytest.mark.parametrize("kind", [kind for kind in vars(forms).values() if isinstance(kind, Kind)], ids=lambda kind: kind.name)
def test_an_example_is_read_as_what_it_is_an_example_of(kind: Kind) -> None:
    assert [example for example in kind.examples if kind.convert(example) is None] == []


def test_the_files_that_travel_with_the_program_follow_their_schemas() -> None:
    found = {}
    for path, raw in files().items():
        short = path.removeprefix("skeleton/").removeprefix("sample/")
        validator = jsonschema.Draft202012Validator(EVERY[schema_of(short)])
        found[path] = [error.message for error in validator.iter_errors(yaml.load(raw, AsEditors))]
    assert len(found) > 30
    assert {path: errors for path, errors in found.items() if errors} == {}


def test_a_wrong_word_and_an_unknown_key_are_seen() -> None:
    event = {"kind": "update", "date": "2026-06-30", "item": "I.1", "state": "xong"}
    assert not jsonschema.Draft202012Validator(EVERY["event"]).is_valid(event)
    assert jsonschema.Draft202012Validator(EVERY["event"]).is_valid({**event, "state": "completed"})
    assert not jsonschema.Draft202012Validator(EVERY["event"]).is_valid({**event, "state": "completed", "x": 1})


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_command_prints_the_file_of_the_workspace(language: str, kehoach: Program) -> None:
    printed = json.loads(kehoach("--lang", language, "schema", "plan").out)
    assert printed == json.loads((ROOT / "schema/plan.schema.json").read_text(encoding="utf-8"))
