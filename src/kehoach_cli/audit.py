"""Whether the ledger was only ever added to: every event and filing is written once, by one commit, and stays as it is.

Pure: what commits did comes in as values, findings go out. A correction is a new event, so an entry that was edited, moved or
removed is a finding; taking back one's own last recording (`undo`, a revert of it) is not, and is told. An entry that is again
as it had been recorded is settled: that is the cure. Merges are judged by what they do themselves; content that a squash, a
rebase or a cherry-pick has carried over unchanged is the same entry.
"""

from collections.abc import Iterator

from kehoach_cli import oversight
from kehoach_cli.findings import Finding, in_order
from kehoach_cli.trail import Case, Recorded, Touch, Touches, by_path, is_entry, own_touches, told

LEDGER = "plans"  # the path of a finding on the ledger as a whole
_EDITED, _REMOVED, _REPLACED = "edited", "removed", "replaced"


def check(case: Case) -> tuple[Finding, ...]:
    """Every finding on the ledger over time, in order of path."""
    touches = own_touches(case.commits)
    found = [*_rewritten(case), *oversight.check(case, touches)]
    lives = by_path(case.commits, touches)
    for path in sorted({*lives, *case.start}):
        if is_entry(path):
            for life in _lives(case, touches, path, lives.get(path, [])):
                found += life.findings()
    return in_order(found)


Steps = list[tuple[Recorded, Touch]]


def _lives(case: Case, touches: Touches, path: str, steps: Steps) -> "list[_Life]":
    """What was done to one path, apart for each entry that stood there: one that was taken back makes room for another."""
    lives = [_Life(case, touches, path, at_start=case.start.get(path))]
    for commit, touch in steps:
        if touch.old is None and lives[-1].is_over:
            lives.append(_Life(case, touches, path))
        lives[-1].take(commit, touch)
    lives[-1].present = case.end.get(path)
    return lives


def _rewritten(case: Case) -> Iterator[Finding]:
    if case.rewritten:
        lost = sum(case.end.get(path) != content for path, content in case.start.items())
        yield Finding("KH906", LEDGER, (), {"base": case.start_name, "count": str(lost)}, 1, 1)


class _Life:
    """What was done to one entry, and what of it asks for a finding."""

    def __init__(self, case: Case, touches: Touches, path: str, at_start: str | None = None) -> None:
        self.case, self.touches, self.path, self.at_start = case, touches, path, at_start
        self.steps: Steps = []
        self.added: dict[str, Recorded] = {}  # each content it was recorded with, and by which commit first
        self.present: str | None = None
        self.is_over = False  # it was taken back

    def take(self, commit: Recorded, touch: Touch) -> None:
        """One more thing that was done to it."""
        was_removed = any(one.new is None for _, one in self.steps)
        self.steps.append((commit, touch))
        if touch.old is None and touch.new is not None and not was_removed:  # else it stands in the place of what was removed
            self.added.setdefault(touch.new, commit)
        self.is_over = touch.new is None and self._is_taken_back(commit, touch)

    def findings(self) -> Iterator[Finding]:
        """The findings on it."""
        for commit, touch in self.steps:
            if commit.commit in self.case.judged and touch.old is not None:
                yield from self._of_removal(commit, touch) if touch.new is None else self._of_edit(commit, touch)
        yield from self._dropped()

    def _of_edit(self, commit: Recorded, touch: Touch) -> Iterator[Finding]:
        if touch.new not in self.added:
            yield self._finding("KH901", commit, touch, _EDITED, settled=self._is_settled())
        elif touch.old in self.added and not self._is_return(commit, touch):
            yield self._finding("KH904", commit, touch, _REPLACED, settled=self.present == touch.old)

    def _is_return(self, commit: Recorded, touch: Touch) -> bool:
        """Whether an edit before it had put the one version in the place of the other."""
        before = self.steps[: self.steps.index((commit, touch))]
        return any((one.old, one.new) == (touch.new, touch.old) for _, one in before)

    def _is_settled(self) -> bool:
        """Whether it is, or was last before it was taken back, as it had been recorded."""
        return self.is_over or self.present in self.added

    def _of_removal(self, commit: Recorded, touch: Touch) -> Iterator[Finding]:
        now = next(
            (t.path for t in self.touches[commit.commit] if t.old is None and t.new == touch.old and is_entry(t.path)), None
        )
        if now and self._moved_with_plan(commit, now):
            yield Finding(
                "KH909", f"plans/{now.split('/')[1]}/plan.yaml", (), {**told(commit), "was": self.path.split("/")[1]}, 1, 1
            )
        elif now:
            yield self._finding("KH903", commit, touch, _REMOVED, settled=self._is_settled(), now=now)
        elif self._is_taken_back(commit, touch):
            yield self._finding("KH907", commit, touch, _REMOVED)
        else:
            yield self._finding("KH902", commit, touch, _REMOVED, settled=self._is_settled())

    def _moved_with_plan(self, commit: Recorded, now: str) -> bool:
        """Whether the whole plan has got another id, and the entry went with it."""
        (_, was, *rest), (_, plan, *others) = self.path.split("/"), now.split("/")
        done = {(touch.path, touch.new is None) for touch in commit.touches}
        return rest == others and {(f"plans/{was}/plan.yaml", True), (f"plans/{plan}/plan.yaml", False)} <= done

    def _is_taken_back(self, commit: Recorded, touch: Touch) -> bool:
        """Whether the author of a recording took it back, and nothing else with it, by the commit that `undo` and a revert make.

        The files decide: what is removed must be what the other commit added. The hash that a message names is not asked for,
        because a rebase changes it."""
        recorded = self.added.get(touch.old or "")
        if recorded is None or commit.subject != f'Revert "{recorded.subject}"':
            return False
        brought = {(one.path, one.new) for one in recorded.touches if one.old is None}
        removed = {(one.path, one.old) for one in commit.touches if is_entry(one.path)}
        only_removed = all(one.new is None for one in commit.touches if is_entry(one.path))
        return only_removed and removed <= brought and commit.email.casefold() == recorded.email.casefold()

    def _dropped(self) -> Iterator[Finding]:
        """Versions that no commit took away and that are not there: a merge has left them out, or history was rewritten."""
        at_start, known = self.at_start, dict(self.added)
        if at_start is not None and at_start not in known:
            known[at_start] = Recorded("", self.case.start_name, (), 0, "", "", "")
        for content, recorded in known.items():
            if self.present == content or any(touch.old == content for _, touch in self.steps):
                continue
            if at_start == content or recorded.commit in self.case.judged:
                facts = {"adder": recorded.short, **told(None)}
                if self.present is None:
                    yield Finding("KH902", self.path, (), facts, 1, 1)
                elif at_start == content:
                    yield Finding("KH904", self.path, (), facts, 1, 1)
                elif not self._is_kept_as_revision(content):
                    yield Finding("KH905", self.path, (), facts, 1, 1)

    def _is_kept_as_revision(self, content: str) -> bool:
        """Whether the other of two filings lives on as a revision."""
        stem = self.path.removesuffix(".yaml")
        return any(path.startswith(f"{stem}.r") for path, known in self.case.end.items() if known == content)

    def _finding(self, code: str, commit: Recorded, touch: Touch, what: str, *, settled: bool = False, **more: str) -> Finding:
        recorded = self.added.get(touch.old or "") or next(iter(self.added.values()), None)
        is_new = recorded is not None and bool(self.case.start_name) and recorded.commit in self.case.judged
        adder = recorded.short if recorded else ""
        facts = {"adder": adder, "new": adder if is_new else "", "path": self.path, **told(commit), **more}
        if settled:
            return Finding("KH908", self.path, (), {**facts, "what": what}, 1, 1)
        return Finding(code, self.path, (), facts, 1, 1)
