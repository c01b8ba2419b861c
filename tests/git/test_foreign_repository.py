"""A repository from somebody else, by zip or on a shared disk: every command that only looks runs nothing that it names."""

import shutil
from pathlib import Path

import pytest

from conftest import Program, git, posix_only
from kehoach_cli.cli.main import EVERY

pytestmark = posix_only

# Every command there is: as it is typed where it only looks, or why it is not among them.
ACTS = "records, or mends what was recorded: it runs the user's hooks and filters by design"
NO_REPOSITORY = "touches no repository"
CHANGE = ("--on", "2027-01-01", "--basis", "Quyết định 1/QĐ 2026-12-01", "--dry-run")
LOOKS: dict[str, tuple[tuple[str, ...], ...] | str] = {
    "status": (("status",), ("status", "--known-at", "HEAD"), ("status", "--trend"), ("status", "--trend", "--known-then")),
    "show": (("show", "I.1"), ("show", "so-a", "--known-at", "HEAD")),
    "record": (("record", "I.1", "-a", "so-a", "-d", "2026-06-01", "-s", "completed", "-m", "Xong.", "--dry-run"),),
    "submit": (("submit", "--agency", "so-a", "--form"),),
    "check": (("check", "--period", "2026", "--format", "github"), ("check", "--period", "2026", "--known-at", "HEAD")),
    "report": (
        ("report", "annual", "--period", "2026", "-o", "../bao-cao.docx"),
        ("report", "annual", "--period", "2026", "--known-at", "HEAD"),
        ("report", "page", "-o", "../trang.html"),
    ),
    "confirm": (("confirm", "I.1", "-a", "so-a", "--dry-run"),),
    "return": (("return", "I.1", "-a", "so-a", "--reason", "Thiếu.", "--dry-run"),),
    "extend": (("extend", "I.1", "-a", "so-a", "--to", "2026-12-31", "--basis", "Công văn 1/CV 2026-06-01", "--dry-run"),),
    "excuse": (("excuse", "-a", "so-a", "--period", "2026", "--basis", "Công văn 1/CV 2026-06-01", "--dry-run"),),
    "validate": (
        ("validate",),
        ("validate", "--format", "sarif"),
        ("validate", "--changed-since", "HEAD"),
        ("validate", "--fix", "--dry-run"),
    ),
    "rule": NO_REPOSITORY,
    "agency": (("agency", "list"),),
    "agency list": (("agency", "list"),),
    "agency show": (("agency", "show", "so-a"),),
    "agency merge": (("agency", "merge", "so-a", "--into", "so-b", *CHANGE),),
    "agency rename": (("agency", "rename", "so-a", "--to", "so-x", "--name", "Sở X", *CHANGE),),
    "agency split": (("agency", "split", "so-a", "--into", "so-b", "--into", "so-moi", *CHANGE),),
    "agency close": (("agency", "close", "so-b", *CHANGE),),
    "fmt": (("fmt", "--check"), ("fmt",)),
    "schema": NO_REPOSITORY,
    "codeowners": (("codeowners",),),
    "undo": ACTS,
    "sync": "speaks with the server, as the user has set it up",
    "diff": (("diff",), ("diff", "HEAD~1"), ("diff", "HEAD~1..HEAD"), ("diff", "--staged"), ("diff", "--format", "markdown")),
    "audit": (("audit",), ("audit", "HEAD~1"), ("audit", "--staged")),
    "log": (("log",), ("log", "I.1"), ("log", "so-a", "--format", "json")),
    "remind": (("remind", "--dry-run"),),
    "template": (("template", "list"),),
    "template list": (("template", "list", "--format", "plain"),),
    "template vars": (("template", "vars", "annual"),),
    "template check": (("template", "check"),),
    "template preview": (("template", "preview", "vi/annual.docx", "-o", "../mau.docx"),),
    "init": NO_REPOSITORY,
    "doctor": (("doctor",), ("doctor", "--format", "json")),
    "completion": NO_REPOSITORY,
}  # fmt: skip

TYPED = [one for typed in LOOKS.values() if isinstance(typed, tuple) for one in typed]
NAMED = (
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.alternateRefsCommand",
    "filter.bay.smudge", "filter.bay.clean", "filter.bay.process", "filter.a=b.clean", "diff.bay.textconv", "diff.bay.command",
    "diff.external", "gpg.program", "gpg.ssh.program", "sequence.editor", "credential.helper", "merge.bay.driver",
    "trailer.x.command", "interactive.diffFilter", "pager.status", "alias.status", "uploadpack.packObjectsHook",
)  # fmt: skip
HOOKS = (
    "post-index-change", "fsmonitor-watchman", "reference-transaction", "post-checkout", "pre-commit", "pre-auto-gc",
    "prepare-commit-msg", "commit-msg", "post-commit",
)  # fmt: skip


def test_every_command_is_tried_or_has_a_reason_not_to_be() -> None:
    assert set(LOOKS) == set(EVERY)


@pytest.fixture
def trapped(office: Path, tmp_path: Path) -> Path:
    """A repository in which every program that git could be made to run leaves a mark; its files all look changed to git."""
    trap = tmp_path / "bay"
    trap.write_text(f'#!/bin/sh\necho "$0 $*" >> {tmp_path / "da-chay"}\nexit 1\n', encoding="utf-8")
    trap.chmod(0o755)
    (office / ".gitattributes").write_text("* filter=bay diff=bay merge=bay\nagencies.yaml filter=a=b\n", encoding="utf-8")
    event = office / "plans/kh/progress/2026/so-a/2026-06-01-I.1-aaaaaa.yaml"
    event.parent.mkdir(parents=True)
    event.write_text("date: 2026-06-01\nkind: update\nitem: I.1\nstate: completed\nsummary: Xong.\n", encoding="utf-8")
    git(office, "add", "--all")
    git(office, "commit", "--quiet", "--message=Bẫy")
    for name in HOOKS:
        (office / ".git/hooks").mkdir(exist_ok=True)
        shutil.copy(trap, office / ".git/hooks" / name)
    for key in NAMED:
        git(office, "config", key, f"!{trap}" if key.startswith("alias") else str(trap))
    for key, value in (("filter.bay.required", "true"), ("log.showSignature", "true"), ("protocol.ext.allow", "always")):
        git(office, "config", key, value)
    git(office, "config", "remote.origin.url", f"ext::{trap} %S")
    git(office, "config", "remote.origin.promisor", "true")
    for path in office.rglob("*.yaml"):
        path.touch()
    return office


@pytest.mark.parametrize("arguments", TYPED, ids=" ".join)
def test_a_command_that_only_looks_runs_nothing(
    arguments: tuple[str, ...], trapped: Path, kehoach: Program, tmp_path: Path
) -> None:
    index = (trapped / ".git/index").read_bytes()
    ran = kehoach(*arguments, cwd=trapped)
    marks = tmp_path / "da-chay"
    assert not marks.exists(), marks.read_text(encoding="utf-8")
    assert ran.code in (0, 1), ran.err
    assert (trapped / ".git/index").read_bytes() == index


def test_the_traps_are_live(trapped: Path, tmp_path: Path) -> None:
    for arguments in (("status",), ("diff",), ("log", "-p")):
        (tmp_path / "da-chay").unlink(missing_ok=True)
        git(trapped, *arguments, check=False)
        assert (tmp_path / "da-chay").exists(), arguments


@pytest.mark.parametrize("arguments", [("doctor",), ("report", "page", "-o", "../x.html"), ("undo", "--yes")])
def test_a_repository_buried_in_a_folder_is_not_obeyed(
    arguments: tuple[str, ...], trapped: Path, kehoach: Program, tmp_path: Path
) -> None:
    """A workspace whose own folder looks like a git folder, with a configuration that names programs."""
    buried = tmp_path / "vui"
    shutil.copytree(trapped / ".git", buried)
    shutil.copytree(trapped / "plans", buried / "plans")
    shutil.copy(trapped / "agencies.yaml", buried)
    git(trapped, "config", "--file", str(buried / "config"), "core.bare", "false")
    git(trapped, "config", "--file", str(buried / "config"), "core.worktree", str(buried))
    (tmp_path / "da-chay").unlink(missing_ok=True)
    ran = kehoach(*arguments, cwd=buried)
    assert not (tmp_path / "da-chay").exists(), (tmp_path / "da-chay").read_text(encoding="utf-8")
    assert arguments[0] == "report" or "(bare)" in ran.out + ran.err
