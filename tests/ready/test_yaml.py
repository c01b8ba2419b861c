"""The YAML that we hand out and use: held against the schemas that its readers publish, pinned, and safe with what is foreign."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from kehoach_cli.cli.main import ALL

WORKFLOWS = [*sorted((ROOT / ".github/workflows").glob("*.yml")), ROOT / "ci/github-workspace.yml", ROOT / "ci/github-yearly.yml"]
FILES = [(path, "github-workflows") for path in WORKFLOWS]
FILES += [(ROOT / "action.yml", "github-actions"), (ROOT / "ci/kehoach.gitlab-ci.yml", "gitlab-ci")]
PAGES = (ROOT / "docs/ci.md", ROOT / "docs/ci.vi.md")


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    found = load(path)
    jobs = [found["runs"]] if "runs" in found else found["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


ACTION = load(ROOT / "action.yml")


@pytest.mark.parametrize(("path", "schema"), FILES, ids=[path.name for path, _ in FILES])
def test_it_follows_the_published_schema(path: Path, schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.name)
def test_actions_of_others_are_pinned_by_hash(path: Path) -> None:
    used = [step["uses"] for step in steps(path) if "uses" in step]
    foreign = [name for name in used if name not in ("./", "OWNER/kehoach@REF")]
    assert foreign
    assert [name for name in foreign if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name)] == []


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.name)
def test_what_is_foreign_reaches_a_script_by_its_environment_only(path: Path) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "") and "matrix." not in step["run"]] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_may_only_read(path: Path) -> None:
    found = load(path)
    assert found["permissions"] == {"contents": "read"}
    assert not [name for name, job in found["jobs"].items() if "permissions" in job], "a job gives itself no more"
    assert set(found["on"]) <= {"push", "pull_request", "schedule", "workflow_dispatch"}, (
        "none that hands its token to foreign code"
    )
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)
    assert not re.search(r"\bsecrets\b|github\.token", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml", ROOT / "ci/kehoach.gitlab-ci.yml"], ids=lambda path: path.name)
def test_nothing_that_is_run_on_a_change_fills_a_template_that_the_change_brings(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    called = set(re.findall(r'(?:"\$KEHOACH"|bin/kehoach) -C "\$\w+" (\w+)', text))
    assert called <= {"validate", "check", "audit", "codeowners"}
    assert bool(called) == ("KEHOACH" in text)


def test_the_libraries_are_audited_on_every_change_of_them_and_every_week() -> None:
    audit = load(ROOT / ".github/workflows/audit.yml")
    for event in ("push", "pull_request"):
        assert {"constraints.txt", "pyproject.toml"} <= set(audit["on"][event]["paths"])
    (schedule,) = audit["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", schedule["cron"])
    ran = [step["run"] for step in steps(ROOT / ".github/workflows/audit.yml") if "run" in step]
    assert any(re.fullmatch(r"pip install pip-audit==[0-9.]+", one) for one in ran)
    assert any(one.startswith("pip-audit --requirement constraints.txt") and "||" not in one for one in ran)


@pytest.mark.parametrize(("library", "least"), [("gitpython", (3, 2, 1)), ("jinja2", (3, 1, 6))])
def test_no_version_with_a_known_hole_is_allowed_or_pinned(library: str, least: tuple[int, ...]) -> None:
    """GitPython: the advisories up to 3.2.0; Jinja2: CVE-2025-27516, a way out of the sandbox of 3.1.5."""
    declared = re.search(rf'"{library}>=([0-9.]+)', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = re.search(
        rf"^{library}==([0-9.]+)$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE | re.IGNORECASE
    )
    for found in (declared, pinned):
        assert found
        assert tuple(map(int, found[1].split("."))) >= least


@pytest.mark.parametrize("path", [path for path in WORKFLOWS if path.name != "audit.yml"], ids=lambda path: path.name)
def test_what_is_given_to_the_action_are_inputs_that_it_has(path: Path) -> None:
    ours = [step for step in steps(path) if step.get("uses") in ("./", "OWNER/kehoach@REF")]
    assert ours
    for step in ours:
        assert set(step["with"]) <= set(ACTION["inputs"])


def test_a_pull_request_is_compared_with_its_base_branch_and_a_push_with_nothing() -> None:
    """The commit that an event names as its base can be older than the one the runner has merged the change into."""
    for path in (ROOT / ".github/workflows/ci.yml", ROOT / "ci/github-workspace.yml"):
        (given,) = [step["with"] for step in steps(path) if step.get("uses") in ("./", "OWNER/kehoach@REF")]
        assert given["changed-since"] == "${{ github.base_ref && format('origin/{0}', github.base_ref) }}"


def test_every_hook_runs_a_command_that_exists() -> None:
    for hook in HOOKS:
        assert hook["entry"].split()[:2] == ["kehoach", hook["id"].removeprefix("kehoach-")]
        assert hook["id"].removeprefix("kehoach-") in ALL


def test_every_input_is_described_and_used() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    for name, one in ACTION["inputs"].items():
        assert one["description"]
        assert "default" in one
        assert f"inputs.{name}" in text


def test_the_yearly_runs_open_nothing() -> None:
    for name in (".github/workflows/yearly.yml", "ci/github-yearly.yml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert set(load(ROOT / name)["on"]) == {"schedule", "workflow_dispatch"}
        assert not re.search(r"issues: write|pull-requests: write|gh (issue|pr)|github-script", text)


HOOKS = yaml.load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_every_hook_calls_a_command_of_the_program(hook: dict[str, str]) -> None:
    program, command, *_ = hook["entry"].split()
    assert program == "kehoach"
    if command not in ALL:
        pytest.skip(f"kehoach {command} is not there yet")


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("agencies.yaml", ["validate", "fmt"]),
        ("sổ/agencies.yaml", ["validate", "fmt"]),
        ("plans/38-ct-tw/plan.yaml", ["validate", "fmt", "audit"]),
        ("plans/38-ct-tw/filings/2026/so-noi-vu.yaml", ["validate", "fmt", "audit"]),
        ("plans/38-ct-tw/x.yml", ["validate", "fmt", "audit"]),
        ("my-agencies.yaml", []),
        ("agencies.yaml.orig", []),
        ("docs/plans.md", []),
    ],
)
def test_hooks_run_for_the_files_that_they_are_about(path: str, ids: list[str]) -> None:
    assert [hook["id"] for hook in HOOKS if re.search(hook["files"], path)] == [f"kehoach-{name}" for name in ids]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_the_yaml_that_the_pages_show_is_the_yaml_that_is_tested(page: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    workspace = (ROOT / "ci/github-workspace.yml").read_text(encoding="utf-8")
    assert workspace.partition("name: kehoach\n")[2] in "".join(blocks)
    for block in blocks:
        found = yaml.load(block, Loader=yaml.BaseLoader)
        if "repos" in found:
            (repository,) = found["repos"]
            assert {hook["id"] for hook in repository["hooks"]} <= {hook["id"] for hook in HOOKS}


def test_both_pages_have_the_same_parts() -> None:
    english, vietnamese = (page.read_text(encoding="utf-8") for page in PAGES)
    for mark in ("\n## ", "\n```", "\n| ", "](../ci/"):
        assert english.count(mark) == vietnamese.count(mark), mark


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_the_pages_tell_of_every_input_every_format_and_commands_that_exist(page: Path) -> None:
    from kehoach_cli.render.ci import FORMATS

    text = page.read_text(encoding="utf-8")
    assert [name for name in (*ACTION["inputs"], *FORMATS) if f"`{name}`" not in text] == []
    assert set(re.findall(r"`kehoach ([a-z]+)", text)) <= set(ALL)
