"""Which errors a commit has, told plan by plan from what is kept, is what reading all of it would tell."""

from pathlib import Path

import pytest
from stories import AGENCIES, PLAN, event_path, update

from conftest import git
from kehoach_cli import objects, repo, rules
from kehoach_cli.parse import Snapshot
from kehoach_cli.past import Archive, Known
from kehoach_cli.rehearsal import between
from kehoach_cli.soundness import Judge
from kehoach_cli.workspace import errors as only_errors

OTHER = PLAN.replace("id: p\n", "id: q\n")
EVENT = event_path("so-a", "2026-03-31", "I.1", "aaaaaa")
COMMENT = "# kehoach: ignore KH201 until 2026-12-31: đang chờ"
# One commit after another: what each writes, None where a file goes.
CHANGES: dict[str, dict[str, str | None]] = {
    "begin": {"agencies.yaml": AGENCIES, "plans/p/plan.yaml": PLAN, "plans/q/plan.yaml": OTHER},
    "an event": {EVENT: update("2026-03-31", "I.1", "in-progress")},
    "an unknown item": {event_path("so-b", "2026-03-31", "I.9", "bbbbbb"): update("2026-03-31", "I.9", "in-progress")},
    "the same error twice": {event_path("so-b", "2026-03-30", "I.9", "cccccc"): update("2026-03-30", "I.9", "in-progress")},
    "a loose file": {"plans/la.yaml": "x: 1\n"},
    "a syntax error": {"plans/q/filings/2025/so-a.yaml": "received: [\n"},
    "an agency gone": {"agencies.yaml": AGENCIES.replace("  - {id: so-c, name: Sở C}\n", "")},
    "a suppressed error": {"plans/q/plan.yaml": OTHER.replace("lead: [so-c]", f"lead: [so-c]  {COMMENT}")},
    "an agency back": {"agencies.yaml": AGENCIES},
    "an unknown member": {"agencies.yaml": AGENCIES.replace("[so-a, so-b]", "[so-a, so-x]")},
    "a plan gone": {"plans/p/plan.yaml": None},
    "all mended": {"agencies.yaml": AGENCIES, "plans/p/plan.yaml": PLAN, "plans/la.yaml": None},
    "no agencies": {"agencies.yaml": None},
}  # fmt: skip


@pytest.fixture
def told(tmp_path: Path) -> tuple[repo.Repo, list[str]]:
    """The repository of the story, and its commits."""
    folder, commits = tmp_path / "kho", []
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(folder))
    for change in CHANGES.values():
        for path, text in change.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).unlink(missing_ok=True)
            if text is not None:
                (folder / path).write_text(text, encoding="utf-8")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message=x")
        commits.append(git(folder, "rev-parse", "HEAD").strip())
    return repo.find(folder), commits


def whole(of: repo.Repo, commit: str) -> Snapshot:
    return Archive(of).read(Known(commit, "", "", "")) or Snapshot({})


def test_what_is_told_is_what_reading_everything_would_tell(told: tuple[repo.Repo, list[str]]) -> None:
    of, commits = told
    counts = []
    for judge in (Judge(of), Judge(of)):  # the second one begins with what the first has kept
        before = None
        for commit in commits:
            errors, after = judge.errors(commit), whole(of, commit)
            assert len(errors.standing) == len(only_errors(rules.judge(after).standing)), commit
            if before is not None:
                brought = between(before[1], after).errors
                assert errors.brings(before[0]) == bool(brought), (commit, brought)
            before = errors, after
            counts.append(len(errors.standing))
    assert len(set(counts)) > 4


def test_only_what_has_changed_is_read(told: tuple[repo.Repo, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    of, commits = told
    Judge(of).errors(commits[0])
    read: list[str] = []
    blobs = objects.blobs
    monkeypatch.setattr(objects, "blobs", lambda one, names, largest: (read.extend(names), blobs(one, names, largest))[1])
    judge = Judge(of)
    judge.errors(commits[0])
    assert read == []
    judge.errors(commits[1])
    assert len(read) == 3  # agencies.yaml, the plan, its event; nothing of the other plan
