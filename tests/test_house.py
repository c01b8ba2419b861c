"""The house rules, run by the one test command: types, style, layers, generated files, size of things."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "src" / "kehoach_cli"
IN_CHECKOUT = (ROOT / "pyproject.toml").is_file()
LONGEST_FUNCTION = 60
LONGEST_FILE = 400


def run(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_are_strict() -> None:
    run("mypy", "--no-error-summary")


def test_style_is_kept() -> None:
    run("ruff", "check", "--quiet", ".")


def test_layout_is_kept() -> None:
    run("ruff", "format", "--check", "--quiet", ".")


def test_layers_are_kept() -> None:
    subprocess.run([Path(sys.executable).parent / "lint-imports", "--no-logo"], cwd=ROOT, check=True, capture_output=True)


def test_generated_files_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/generate.py", "--check"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"run python scripts/generate.py: {done.stdout}{done.stderr}"


def modules() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if "text" not in path.parts]


def test_files_and_functions_stay_small() -> None:
    long = []
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > LONGEST_FILE:
            long.append(f"{path.name}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long.append(f"{path.name}:{node.lineno} {node.name}: {length} lines")
    assert long == []


def test_of_gitpython_only_the_runner_is_used_and_no_option_is_made_by_it() -> None:
    """Its index and commit functions pass by hooks, signing and what else is staged; of keyword arguments it makes options."""
    imported, called = set(), set()
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "git":
                imported |= {f"{node.module}.{alias.name}" for alias in node.names}
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names if alias.name.partition(".")[0] == "git"}
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Call)
                and getattr(node.value.func, "id", "") == "Git"
            ):
                called.add(node.attr)
    assert imported <= {"git.Git", "git.exc.GitCommandNotFound"}
    assert called <= {"execute"}


def test_every_module_outside_the_package_has_a_name_of_its_own() -> None:
    """Tests and scripts are imported by their bare names: of two of one name only one can be loaded."""
    names = [
        path.stem
        for folder in ("tests", "scripts", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if not (path.parent / "__init__.py").is_file()
    ]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("test_*.py")), ids=lambda path: path.stem)
def test_every_test_file_says_what_it_is_about(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
