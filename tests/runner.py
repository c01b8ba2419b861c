"""What the runner of GitHub does with the log of a step and with an action, as far as the tests need it.

After actions/runner, src/Runner.Common/ActionCommand.cs (MIT): which lines of a log it takes for commands, and how it reads them.
"""

import os
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

_KNOWN = {
    "error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "add-matcher", "remove-matcher", "echo",
    "stop-commands",
    "set-env", "set-output", "add-path", "save-state", "internal-set-repo-path",
}  # fmt: skip


class Command(NamedTuple):
    """A command that the runner finds in a log."""

    name: str
    properties: dict[str, str]
    data: str


def commands(log: str) -> list[Command]:
    """Every line that the runner takes for a command, in either form."""
    return [found for line in re.split(r"\r\n|\r|\n", log) if (found := _second_form(line) or _first_form(line))]


def _second_form(line: str) -> Command | None:
    line = line.lstrip()
    if not line.startswith("::") or "::" not in line[2:]:
        return None
    told, _, data = line[2:].partition("::")
    name, _, properties = told.partition(" ")
    if name not in _KNOWN:
        return None
    pairs = (pair.partition("=") for pair in properties.strip().split(",") if pair)
    return Command(name, {key: _plain(value, "%3A:", "%2C,") for key, _, value in pairs if value}, _plain(data))


def _first_form(line: str) -> Command | None:
    found = re.search(r"##\[([^\]]*)\](.*)", line)
    name = found[1].partition(" ")[0] if found else ""
    return Command(name, {}, found[2]) if found and name in _KNOWN else None


def _plain(text: str, *more: str) -> str:
    for escaped in ("%0D\r", "%0A\n", *more, "%25%"):
        text = text.replace(escaped[:3], escaped[3:])
    return text


class Ended(NamedTuple):
    """How a job's steps ended: its exit code, what they printed, the step summary, the outputs of each step."""

    code: int
    log: str
    summary: str
    outputs: dict[str, dict[str, str]]


def run_steps(steps: list[dict[str, Any]], known: dict[str, str], cwd: Path, given: dict[str, dict[str, str]]) -> Ended:
    """Run `run:` steps one after another as the runner does: in bash, each with its own environment, outputs and summary file.

    `known` holds what `${{ ... }}` may name ("inputs.folder"); `given` the outputs of steps that are not run here.
    """
    outputs, log, summary = dict(given), "", ""
    for number, step in enumerate(steps):
        name = step.get("id", str(number))
        values = {
            **known,
            **{f"steps.{one}.outputs.{key}": value for one, found in outputs.items() for key, value in found.items()},
        }
        if name in given or "run" not in step or not _holds(step.get("if", "true"), values):
            continue
        with TemporaryDirectory() as folder:
            files = {variable: Path(folder) / variable for variable in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV")}
            for file in files.values():
                file.touch()
            script = Path(folder) / "step.sh"
            script.write_text(_filled(step["run"], values), encoding="utf-8")
            environment = {variable: _filled(str(value), values) for variable, value in step.get("env", {}).items()}
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
                cwd=cwd,
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={**os.environ, "GITHUB_ACTIONS": "true", **{key: str(file) for key, file in files.items()}, **environment},
                timeout=900,
            )
            log += done.stdout.decode()
            summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
            told = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
            outputs[name] = {key: value for key, _, value in (line.partition("=") for line in told)}
        if done.returncode:
            return Ended(done.returncode, log, summary, outputs)
    return Ended(0, log, summary, outputs)


def _filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda found: values.get(found[1], ""), text)


def _holds(condition: str, values: dict[str, str]) -> bool:
    """Conditions as our files write them: `x == 'y'` and `x != 'y'`."""
    found = re.fullmatch(r"([\w.-]+) (==|!=) '([^']*)'", condition)
    assert found or condition == "true", condition
    return found is None or (values.get(found[1], "") == found[3]) == (found[2] == "==")
