"""What `validate` and `check` tell CI systems: each format whole, held against its schema, harmless whatever names say."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from markdown_it import MarkdownIt

from conftest import GOLDEN, ROOT, Program, spawn
from kehoach_cli import __version__
from kehoach_cli.render.ci import FORMATS
from runner import commands

SARIF = json.loads((ROOT / "tests/data/sarif/sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
HOSTILE_NAMES = {
    "so-lenh": "::error file=x::Sở Lệnh",
    "so-phan-tram": "Sở %0A::error::Phần trăm, 100%: hết",
    "so-xml": 'Sở ]]> <script>alert(1)</script> & "XML"',
    "so-bang": "Sở | cột | `mã` **đậm**",
    "so-lien-ket": "Sở [bấm](https://evil.example) {0} {{1}}",
    "so-lenh-cu": "Sở ##[error]cũ",
    "so-xuong-dong": "Sở\n::error::xuống dòng\n::stop-commands::x",
}
PLAN = "plans/la/plan.yaml"


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A workspace below the top of a repository whose agencies have every name that a format could trip over."""
    top = tmp_path / "kho chung"
    folder = top / "sổ"
    (top / ".git").mkdir(parents=True)
    agencies = [f"  - id: {id_}\n    name: {quoted(name)}\n" for id_, name in HOSTILE_NAMES.items()]
    ids = list(HOSTILE_NAMES)
    items = [f"  - id: I.{n}\n    text: Việc.\n    lead: [{id_}]\n    support: [{id_}]\n" for n, id_ in enumerate(ids)]
    hostile_key = quoted(HOSTILE_NAMES["so-xml"] + HOSTILE_NAMES["so-lenh-cu"])
    texts = {
        "agencies.yaml": f"agencies:\n{''.join(agencies)}",
        PLAN: (
            f"id: la\ntitle: Kế hoạch lạ\n{hostile_key}: 1\nreporting:\n  every: year\n  first: '2025'\n  due: 12-20\n"
            f"  filers: [{', '.join(ids)}]\nitems:\n"
            "  # kehoach: bỏ qua KH306 đến 2026-12-31: ::error::lý do ]]> | [x](https://evil.example) {0}\n"
            "  - id: I\n    text: Nhiệm vụ.\n" + "".join(items)
        ),
        "plans/la/filings/2025/so-lenh.yaml": "received: 2026-01-05\nstatement: Đã làm.\n",
        "plans/la/filings/2025/so-xml.yaml": "received: 2025-12-19\nstatement: '...'\n",
        "plans/la/progress/2025/so-bang/2025-12-19-excuse-0a1b2c.yaml": (
            f"kind: excuse\ndate: 2025-12-19\nperiod: '2025'\nbasis: {quoted('Công văn ]]> <b>1</b> | ::error::')}\n"
        ),
    }
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


CALLS = {"validate": ("validate",), "check": ("check", "--period", "2025", "--as-of", "2026-02-01")}
each_call = pytest.mark.parametrize("name", CALLS)
Golden = Callable[[str, str], None]


def told(kehoach: Program, folder: Path, name: str, form: str, language: str = "vi") -> str:
    ran = kehoach("--lang", language, *CALLS[name], "--format", form, cwd=folder)
    assert ran.code == 1
    return ran.out


@each_call
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_format_whole(name: str, form: str, language: str, hostile: Path, kehoach: Program, golden: Golden) -> None:
    out = told(kehoach, hostile, name, form, language).replace(f'"version": "{__version__}"', '"version": "VERSION"')
    if (name, form) == ("validate", "junit"):  # a case for every rule there is: those with something to say
        out = re.sub(r' +<testcase [^\n]*"/>\n', "", re.sub(r'tests="\d+"', 'tests="RULES"', out))
    golden(f"ci/{name}.{language}.{form}.txt", out)


# --- SARIF


@each_call
def test_sarif_follows_the_schema_of_oasis(name: str, hostile: Path, kehoach: Program) -> None:
    log = json.loads(told(kehoach, hostile, name, "sarif"))
    jsonschema.Draft7Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(log)


def test_sarif_of_a_workspace_without_findings_is_sound_too(sample: Path, kehoach: Program, tmp_path: Path) -> None:
    ran = kehoach("validate", "-o", tmp_path / "x.sarif", cwd=ROOT / "src/kehoach_cli/rules/examples/base")
    assert ran.code == 0
    log = json.loads((tmp_path / "x.sarif").read_text(encoding="utf-8"))
    jsonschema.validate(log, SARIF)
    assert log["runs"][0]["results"] == []


def test_sarif_has_the_words_of_every_broken_rule_in_both_languages(hostile: Path, kehoach: Program) -> None:
    (run,) = json.loads(told(kehoach, hostile, "validate", "sarif"))["runs"]
    rules, (translation,) = run["tool"]["driver"]["rules"], run["translations"]
    assert (run["language"], translation["language"]) == ("vi", "en")
    assert translation["associatedComponent"]["guid"] == translation["guid"] == run["tool"]["driver"]["guid"]
    broken = {result["ruleId"] for result in run["results"]}
    assert [rule["id"] for rule in rules] == [rule["id"] for rule in translation["rules"]] == sorted(broken)
    for rule, translated in zip(rules, translation["rules"], strict=True):
        for part in ("shortDescription", "fullDescription", "help"):
            assert rule[part]["text"].strip()
            assert translated[part]["text"].strip()
            assert rule[part] != translated[part]


def test_sarif_names_places_from_the_top_of_the_repository(hostile: Path, kehoach: Program) -> None:
    (run,) = json.loads(told(kehoach, hostile, "validate", "sarif"))["runs"]
    places = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
    assert places == {f"s%E1%BB%95/{PLAN}", "s%E1%BB%95/plans/la/filings/2025/so-xml.yaml"}
    assert {result["locations"][0]["physicalLocation"]["artifactLocation"]["uriBaseId"] for result in run["results"]} == {
        "SRCROOT"
    }
    assert run["originalUriBaseIds"].keys() == {"SRCROOT"}


def test_sarif_shows_no_link_and_no_placeholder_of_a_name(hostile: Path, kehoach: Program) -> None:
    (run,) = json.loads(told(kehoach, hostile, "check", "sarif"))["runs"]
    messages = [result["message"]["text"] for result in run["results"]]
    linked = [text for text in messages if "evil" in text]
    assert linked
    for text in linked:
        assert r"\[bấm\](https://evil.example) {{0}} {{{{1}}}}" in text
    assert not re.search(r"(?<!\\)\]\(", "".join(messages))


def test_what_is_suppressed_stays_in_sarif_with_its_reason_and_nowhere_else(hostile: Path, kehoach: Program) -> None:
    (run,) = json.loads(told(kehoach, hostile, "validate", "sarif"))["runs"]
    (result,) = [result for result in run["results"] if "suppressions" in result]
    assert result["ruleId"] == "KH306"
    (suppression,) = result["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("inSource", "accepted")
    assert suppression["justification"].startswith("::error::lý do ]]> |")
    for form in ("github", "gitlab", "junit"):
        assert "mục I giao" not in told(kehoach, hostile, "validate", form)
    found = json.loads(told(kehoach, hostile, "validate", "json"))
    jsonschema.validate(found, json.loads((ROOT / "schema/validate.schema.json").read_text(encoding="utf-8")))
    assert [(one["code"], one["until"]) for one in found["suppressed"]] == [("KH306", "2026-12-31")]
    assert "Ngoài ra 1 điều được bỏ qua có lý do" in told(kehoach, hostile, "validate", "text")


def fingerprints(kehoach: Program, folder: Path, name: str = "validate") -> list[tuple[str, str]]:
    sarif = json.loads(told(kehoach, folder, name, "sarif"))["runs"][0]["results"]
    return sorted((result["ruleId"], result["partialFingerprints"]["kehoach/v1"]) for result in sarif)


@each_call
def test_fingerprints_are_unique_and_hold_no_line(name: str, hostile: Path, kehoach: Program) -> None:
    before = fingerprints(kehoach, hostile, name)
    assert max(Counter(before).values()) == 1
    path = hostile / PLAN
    text = path.read_text(encoding="utf-8")
    moved = text.replace("items:\n", "items:\n  - id: O\n    heading: Mới\n").replace("id: la\n", "# thêm\n# hai dòng\nid: la\n")
    path.write_text(moved, encoding="utf-8")
    assert fingerprints(kehoach, hostile, name) == before


def test_fingerprints_of_check_are_the_same_on_every_day(hostile: Path, kehoach: Program) -> None:
    runs = [
        json.loads(kehoach("check", "--period", "2025", "--as-of", day, "--format", "gitlab", cwd=hostile).out)
        for day in ("2026-02-01", "2026-03-01")
    ]
    first, second = ({one["fingerprint"]: one["description"] for one in run} for run in runs)
    assert first.keys() == second.keys()
    assert first != second  # the days since the due date are told


# --- GitHub


@each_call
def test_the_runner_finds_our_annotations_and_nothing_that_a_name_says(name: str, hostile: Path, kehoach: Program) -> None:
    found = commands(told(kehoach, hostile, name, "github"))
    assert {command.name for command in found} <= {"error", "warning", "notice"}
    assert len(found) <= 10
    for command in found:
        assert command.properties.keys() == {"file", "line", "col", "title"}
        assert command.properties["file"].startswith("sổ/")
        assert command.data.count("\nCách sửa: ") == 1


def test_names_reach_the_annotation_as_they_are_written(hostile: Path, kehoach: Program) -> None:
    data = "\n".join(command.data for command in commands(told(kehoach, hostile, "check", "github")))
    assert "Sở %0A::error::Phần trăm, 100%: hết (so-phan-tram)" in data
    assert "Sở ::error::xuống dòng ::stop-commands::x (so-xuong-dong)" in data


def test_the_worst_ten_are_annotated_the_rest_is_in_the_log_and_all_in_the_summary(
    hostile: Path, kehoach: Program, golden: Golden, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("của bước trước\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    plan = hostile / PLAN
    more = "".join(f"  - id: II.{n}\n    text: Việc {n}.\n" for n in range(12))
    plan.write_text(plan.read_text(encoding="utf-8") + more, encoding="utf-8")
    out = told(kehoach, hostile, "validate", "github")
    levels = [command.name for command in commands(out)]
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)
    assert len(levels) == 10
    written = summary.read_text(encoding="utf-8")
    assert written.startswith("của bước trước\n### kehoach validate\n")
    for number in range(12):
        assert f"II.{number}" in written
    assert out.count("KH306") == written.count("KH306") == 12
    golden("ci/summary.vi.md", written)


@each_call
def test_the_summary_is_a_table_of_plain_text(
    name: str, hostile: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "s.md"))
    told(kehoach, hostile, name, "github")
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse((tmp_path / "s.md").read_text(encoding="utf-8"))
    rows = [token for token in tokens if token.type == "tr_open"]
    cells = [token for token in tokens if token.type in ("td_open", "th_open")]
    assert len(cells) == 5 * len(rows) > 5
    inline = {child.type for token in tokens for child in token.children or ()}
    assert inline <= {"text", "text_special", "softbreak"}


def test_a_summary_too_large_for_github_says_how_many_are_left_out(
    hostile: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from kehoach_cli.render import github

    monkeypatch.setattr(github, "LARGEST_SUMMARY", 1500)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "s.md"))
    told(kehoach, hostile, "validate", "github")
    written = (tmp_path / "s.md").read_text(encoding="utf-8")
    assert len(written.encode()) < 2500
    assert re.search(r"và \d+ dòng nữa: gõ kehoach validate để xem hết", written)


def test_github_is_chosen_by_itself_in_a_workflow_only(shipped: Path) -> None:
    def first(*arguments: str, **environment: str) -> str:
        return spawn("validate", *arguments, cwd=shipped, **environment).stdout.decode()[:9]

    assert first(GITHUB_ACTIONS="true") == "::warning"
    assert first() == first(GITHUB_ACTIONS="") == first("--format", "text", GITHUB_ACTIONS="true") == "plans/38-"
    assert spawn("check", "--period", "2026", cwd=shipped, GITHUB_ACTIONS="true").stdout.startswith(b"::warning")


def test_an_output_file_decides_the_format_in_a_workflow_too(shipped: Path, tmp_path: Path) -> None:
    for name, start in {
        "a.json": b'{\n  "format"',
        "a.sarif": b'{\n  "$schema"',
        "a.xml": b"<?xml",
        "a.txt": b"plans/38-ct-tw",
    }.items():
        ran = spawn("validate", "-o", str(tmp_path / name), cwd=shipped, GITHUB_ACTIONS="true")
        assert (ran.returncode, ran.stdout) == (0, b"")
        assert (tmp_path / name).read_bytes().startswith(start)


def test_a_summary_that_cannot_be_written_is_one_sentence(shipped: Path, tmp_path: Path) -> None:
    ran = spawn("validate", "--format", "github", cwd=shipped, GITHUB_STEP_SUMMARY=str(tmp_path / "khong-co" / "s.md"))
    assert ran.returncode == 3
    assert "Không ghi được" in ran.stderr.decode()


# --- GitLab


@each_call
def test_gitlab_has_what_its_report_needs(name: str, hostile: Path, kehoach: Program) -> None:
    issues = json.loads(told(kehoach, hostile, name, "gitlab"))
    assert issues
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major")
        assert issue["location"]["path"].startswith("sổ/")
        assert issue["location"]["lines"]["begin"] >= 1
        assert "\n" not in issue["description"]


# --- JUnit


def suites(kehoach: Program, folder: Path, *arguments: str) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(kehoach(*arguments, "--format", "junit", cwd=folder).out)
    assert root.tag == "testsuites"
    for suite in (root, *root):
        cases = list(suite.iter("testcase"))
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(len(list(suite.iter("failure"))))
        assert suite.get("skipped") == str(len(list(suite.iter("skipped"))))
    return {suite.get("name", ""): suite for suite in root}


def failed(suite: ElementTree.Element) -> list[str]:
    return [case.get("name", "") for case in suite if case.find("failure") is not None]


def test_junit_has_a_case_for_every_rule_and_fails_those_that_count(hostile: Path, kehoach: Program) -> None:
    from kehoach_cli.rules import ON_FILES

    (suite,) = suites(kehoach, hostile, *CALLS["validate"]).values()
    assert [case.get("name", "").split()[0] for case in suite] == list(ON_FILES)
    errors = {name.split()[0] for name in failed(suite)}
    assert errors == {"KH121", "KH405"}
    (strict,) = suites(kehoach, hostile, *CALLS["validate"], "--strict").values()
    assert errors < {name.split()[0] for name in failed(strict)}


def test_junit_has_a_case_for_every_agency_and_says_how_each_stands(hostile: Path, kehoach: Program) -> None:
    plan = hostile / PLAN
    text = plan.read_text(encoding="utf-8")
    plan.write_text("".join(line for line in text.splitlines(keepends=True) if "script" not in line), encoding="utf-8")
    files, agencies = suites(kehoach, hostile, *CALLS["check"]).values()
    assert failed(files) == []
    how = {case.get("name", "").rpartition("(")[2][:-1]: next((part.tag for part in case), "") for case in agencies}
    assert how == {
        "so-bang": "skipped",
        "so-lenh": "system-out",
        "so-lenh-cu": "failure",
        "so-lien-ket": "failure",
        "so-phan-tram": "failure",
        "so-xml": "failure",
        "so-xuong-dong": "failure",
    }


def test_junit_of_files_with_errors_says_that_nothing_can_be_concluded(hostile: Path, kehoach: Program) -> None:
    files, _ = suites(kehoach, hostile, *CALLS["check"]).values()
    assert failed(files) == ["các tệp và kế hoạch"]


# --- check


def test_check_tells_of_suppressions_past_their_day_and_passes_all_the_same(sample: Path, kehoach: Program) -> None:
    plan = sample / "plans/38-ct-tw/plan.yaml"
    text = plan.read_text(encoding="utf-8")
    comment = "  # kehoach: bỏ qua KH306 đến 2026-06-30: chờ văn bản hướng dẫn\n"
    plan.write_text(text.replace("  - id: II.1\n", f"{comment}  - id: II.1\n", 1), encoding="utf-8")
    call = ("check", "mau-01", "--period", "2026", "--as-of")
    before, after = (kehoach(*call, day, cwd=sample) for day in ("2026-06-30", "2026-07-01"))
    assert before.code == after.code == 1
    assert before.err == ""
    assert "1 chú thích bỏ qua đã hết hạn (plans/38-ct-tw/plan.yaml)" in after.err
    found = json.loads(kehoach(*call, "2026-07-01", "--format", "json", cwd=sample).out)
    jsonschema.validate(found, json.loads((ROOT / "schema/check.schema.json").read_text(encoding="utf-8")))
    assert [(one["code"], one["until"]) for one in found["lapsed"]] == [("KH306", "2026-06-30")]
    codes = [one["check_name"] for one in json.loads(kehoach(*call, "2026-07-01", "--format", "gitlab", cwd=sample).out)]
    assert "KH332" in codes


def test_nothing_of_this_is_loaded_before_it_is_needed(shipped: Path) -> None:
    shown = "import sys; from kehoach_cli.cli.main import run; run({}); sys.stderr.write(' '.join(sys.modules))"
    ours = {f"kehoach_cli.render.{name}" for name in (*FORMATS, "entries", "cases")}
    ours |= {f"kehoach_cli.{name}" for name in ("shortfall", "brought", "mending", "upkeep", "owners", "cli.mend")}
    for arguments in (["validate"], ["check", "--period", "2026"], ["status"]):
        done = subprocess.run([sys.executable, "-c", shown.format(arguments)], cwd=shipped, check=False, capture_output=True)
        assert ours & set(done.stderr.decode().split()) == set(), arguments


def test_every_code_of_check_is_explained(kehoach: Program) -> None:
    from kehoach_cli.shortfall import SEVERITIES

    for code in SEVERITIES:
        ran = kehoach("rule", code)
        assert ran.code == 0
        assert ran.out.startswith(f"{code} ")
        assert "Cách sửa:" in ran.out
    assert kehoach("rule", "check/").out.count("\n") == len(SEVERITIES) - 1
    assert "check/" not in kehoach("rule").out


def test_no_old_golden_file_is_left_over() -> None:
    wanted = {f"{name}.{language}.{form}.txt" for name in CALLS for language in ("vi", "en") for form in FORMATS}
    assert {path.name for path in (GOLDEN / "ci").iterdir()} == {*wanted, "summary.vi.md"}
