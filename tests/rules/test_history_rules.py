"""The rules on history: the example of each is a log of commits, and what `audit` finds in it is what the example says.

`git-log.txt` holds "commit HASH ADDRESS SUBJECT" (or "merge ..."), each with what it did to files: status, the hash of the
content before, after, and the path. "HEAD" lists the entries at the end where the commits alone do not tell, "BASE HASH" those
at the start of a change; "REWRITTEN" says that the history no longer holds it. Files beside it are those at the end.
"""

import re
from pathlib import Path

import pytest

import kehoach_cli.rules
from kehoach_cli.audit import check
from kehoach_cli.findings import Finding
from kehoach_cli.parse import Snapshot, parse
from kehoach_cli.policy import Audit
from kehoach_cli.rules import HISTORY, ON_FILES, rule
from kehoach_cli.text import LANGUAGES, Say
from kehoach_cli.trail import Case, Recorded, Signature, Touch

EXAMPLES = Path(kehoach_cli.rules.__file__).parent / "examples"
FACT = re.compile(r"\{(\w+)(?:\|([\w-]+))?\}")

each_rule = pytest.mark.parametrize("code", HISTORY)


@pytest.fixture(autouse=True)
def fixed_world() -> None:
    """Nothing here reads the clock or the environment."""


class Log:
    """A log as the examples write it, read into what `audit` takes."""

    def __init__(self, folder: Path) -> None:
        self.commits: list[Recorded] = []
        self.end: dict[str, str] = {}
        self.start: dict[str, str] = {}
        self.start_name, self.rewritten, self.signed = "", False, set[str]()
        self._listing: dict[str, str] | None = None
        for line in (folder / "git-log.txt").read_text(encoding="utf-8").splitlines():
            self._take(*line.split(" "))
        texts = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}
        self.register = parse(Snapshot(texts)).register

    def _take(self, word: str, *rest: str) -> None:
        if word in ("commit", "merge"):
            name, *rest = rest
            if rest[0] == "signed":
                self.signed.add(name)
                rest = rest[1:]
            parents = ("x", "y") if word == "merge" else ("x",)
            self.commits.append(Recorded(name, name, parents, 0, "", rest[0], " ".join(rest[1:])))
            self._listing = None
        elif word in ("HEAD", "BASE"):
            self._listing = {}
            if word == "HEAD":
                self.end = self._listing
            else:
                self.start, self.start_name = self._listing, rest[0]
        elif word == "REWRITTEN":
            self.rewritten = True
        elif self._listing is not None:
            self._listing[rest[0]] = word
        else:
            self._touch(word, *rest)

    def _touch(self, status: str, *rest: str) -> None:
        *contents, path = rest
        old = contents[0] if status in "MD" else None
        new = contents[-1] if status in "AM" else None
        last = self.commits[-1]
        self.commits[-1] = last._replace(touches=(*last.touches, Touch(path, old, new)))
        if new is None:
            self.end.pop(path, None)
        else:
            self.end[path] = new

    def case(self) -> Case:
        policies = {plan.id: plan.audit for plan in self.register.plans if plan.audit != Audit()}
        said = {event.path: event for event in self.register.events}
        added = [touch for commit in self.commits for touch in commit.touches if touch.new]
        end = {**(self.start if self.start and not self.rewritten else {}), **self.end}
        return Case(
            tuple(self.commits), frozenset(commit.commit for commit in self.commits), end, self.start, self.start_name, None,
            self.rewritten, policies, {(t.path, t.new or ""): said[t.path] for t in added if t.path in said},
            {plan: {name: Signature("G", "an", ()) for name in self.signed} for plan in policies},
        )  # fmt: skip


def findings_in(code: str, which: str) -> tuple[Finding, ...]:
    return check(Log(EXAMPLES / code / which).case())


def listing(findings: tuple[Finding, ...]) -> str:
    return "".join(f"{found.path}:{found.line}:{found.column} {found.code}\n" for found in findings)


@each_rule
def test_wrong_example_gives_the_listed_findings_its_own_among_them(code: str) -> None:
    found = findings_in(code, "wrong")
    assert listing(found) == (EXAMPLES / code / "expected.txt").read_text(encoding="utf-8")
    assert code in {one.code for one in found}


@each_rule
def test_right_example_has_no_finding(code: str) -> None:
    assert listing(findings_in(code, "right")) == ""


@each_rule
def test_findings_can_be_said_in_every_language_even_of_what_is_not_committed_yet(code: str) -> None:
    for finding in findings_in(code, "wrong"):
        bare = finding._replace(facts={**finding.facts, "commit": "", "author": "", "committed": "", "adder": ""})
        for language in LANGUAGES:
            say, words = Say(language), Say(language).rule(finding.code)
            for text in (words.message, words.hint):
                for one in (finding, bare):
                    assert not FACT.search(say.fill(text, dict(one.facts)))
                chosen = {f"{kind}.{finding.facts[name]}" for name, kind in FACT.findall(text) if kind and kind != "date"}
                assert [word for word in chosen if not say.has(f"words.{word}")] == []


def test_history_has_codes_of_its_own_and_no_rule_that_reads_files() -> None:
    assert all(code.startswith("KH9") for code in HISTORY)
    assert not any(code.startswith("KH9") for code in ON_FILES)
    assert not any(rule(code).check or rule(code).check_text for code in HISTORY)
