"""SARIF 2.1.0 (OASIS), for code scanning: the rules that were broken with their words in every language, and the results."""

from typing import Any
from urllib.parse import quote

from kehoach_cli import __version__
from kehoach_cli.findings import ERROR, NOTE, WARNING
from kehoach_cli.render import as_json, safe
from kehoach_cli.render.entries import Entry, Listing, fingerprints
from kehoach_cli.text import LANGUAGES, RuleText, Say

# Ours: `primaryLocationLineHash` is GitHub's own, which its upload computes, and warns about for each result that brings another.
_FINGERPRINT = "kehoach/v1"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
BASE = "SRCROOT"  # the top of the repository: every path is relative to it
_NAME = "kehoach"
_GUID = "8d0d0c8e-6f0b-5c0d-9a3e-2f4c5b7a1e60"  # of the tool; its translations bear the same (3.19.4)
_LEVELS = {ERROR: "error", WARNING: "warning", NOTE: "note"}


def text(listing: Listing) -> str:
    """The log of one run."""
    codes = sorted({entry.code for entry in listing.entries})
    severities = {entry.code: entry.severity for entry in listing.entries}
    own = listing.say.language
    run = {
        "tool": {"driver": {**_component(own), "rules": [_rule(listing.say, code, severities[code]) for code in codes]}},
        "language": own,
        "translations": [_translation(language, codes) for language in LANGUAGES if language != own],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": _message(listing.say("ci.source-root"))}},
        "automationDetails": {"id": f"{_NAME}/{listing.command}/"},
        "results": _results(listing, codes),
    }
    return as_json.text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _component(language: str) -> dict[str, Any]:
    return {"name": _NAME, "version": __version__, "guid": _GUID, "language": language}


def _translation(language: str, codes: list[str]) -> dict[str, Any]:
    say = Say(language)
    return {
        **_component(language),
        "contents": ["localizedData"],
        "translationMetadata": {"name": f"{_NAME} ({language})"},
        "associatedComponent": {"name": _NAME, "guid": _GUID},
        "rules": [_rule(say, code) for code in codes],
    }


def _rule(say: Say, code: str, severity: str | None = None) -> dict[str, Any]:
    """The words of a rule, its facts still open; in a translation the words alone."""
    words = say.rule(code)
    configuration = {"defaultConfiguration": {"level": _LEVELS[severity]}} if severity else {}
    return {
        "id": code,
        "shortDescription": _message(words.name),
        "fullDescription": _message(words.why),
        "help": _help(say, code, words),
        **configuration,
    }


def _help(say: Say, code: str, words: RuleText) -> dict[str, str]:
    cure, mend = say("remarks.cure"), say.opened(words.hint)
    shown = [safe.for_markdown(f"{code} {words.name}"), safe.for_markdown(words.why), safe.for_markdown(mend)]
    markdown = f"**{shown[0]}**\n\n{shown[1]}\n\n*{cure}* {shown[2]}"
    return {**_message(f"{words.why} {cure} {mend}"), "markdown": markdown.replace("{", "{{").replace("}", "}}")}


def _results(listing: Listing, codes: list[str]) -> list[dict[str, Any]]:
    pairs = zip(listing.entries, fingerprints(listing.entries), strict=True)
    return [_result(listing.say, entry, codes, fingerprint) for entry, fingerprint in pairs]


def _result(say: Say, entry: Entry, codes: list[str], fingerprint: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": entry.code,
        "ruleIndex": codes.index(entry.code),
        "level": _LEVELS[entry.severity],
        "message": _message(f"{entry.message}. {say('remarks.cure')} {entry.hint}."),
        "locations": [_location(entry)],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    if entry.excuse is not None:
        result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": entry.excuse}]
    return result


def _location(entry: Entry) -> dict[str, Any]:
    place = {"uri": quote(entry.path), "uriBaseId": BASE}
    return {"physicalLocation": {"artifactLocation": place, "region": {"startLine": entry.line, "startColumn": entry.column}}}


def _message(sentence: str) -> dict[str, str]:
    return {"text": safe.for_sarif(sentence)}
