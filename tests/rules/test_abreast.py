"""Findings are the same, whichever process finds them."""

import os
import signal
import time

import pytest

from kehoach_cli import abreast, disk, rules
from kehoach_cli.parse import Snapshot

EXAMPLES = [(code, which) for code in rules.ON_FILES for which in ("wrong", "right")]


def several(files: dict[str, bytes]) -> Snapshot:
    """The files of an example, and everything in its plans again in two more."""
    more = {}
    for path, content in files.items():
        top, _, rest = path.partition("/")
        plan, _, below = rest.partition("/")
        if top == "plans" and below:
            more |= {f"plans/{name}/{below}": content for name in (f"{plan}-hai", f"a-{plan}")}
    return Snapshot({**files, **more}, {"plans/lien-ket.yaml": "KH112", "plans/a/b.yaml": "KH112"})


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processors, and no workspace too small for them."""
    monkeypatch.setattr(abreast, "FEW", 0)
    monkeypatch.setattr(abreast, "_processors", lambda: 2)


@pytest.mark.parametrize(("code", "which"), EXAMPLES)
def test_shares_find_together_what_one_finds_alone(code: str, which: str) -> None:
    snapshot = several(disk.rule_example(code, which))
    shares = abreast.deal(snapshot, 3)
    found = [finding for share in shares for finding in abreast._of(share)]
    assert sorted(found, key=repr) == sorted(rules.found(snapshot), key=repr)


@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_every_file_is_owned_by_one_share(number: int) -> None:
    files = {f"plans/{plan}/{n}.yaml": b"#" * 100 * plan for plan in range(1, 4) for n in range(9)}
    snapshot = Snapshot({**files, "agencies.yaml": b"", "plans/a.yaml": b"", "x/y.yaml": b""}, {"plans/9/a.yaml": "KH112"})
    shares = abreast.deal(snapshot, number)
    assert len(shares) == min(number, 4)
    for path in (*snapshot.files, *snapshot.refused):
        assert sum(share.owns(path) for share in shares) == 1, path
    assert all("agencies.yaml" in share.snapshot.files for share in shares)


def test_shares_are_of_about_the_same_size() -> None:
    snapshot = Snapshot({f"plans/{plan}/1.yaml": b"#" * plan for plan in range(1, 40)})
    sizes = [sum(map(len, share.snapshot.files.values())) for share in abreast.deal(snapshot, 4)]
    assert max(sizes) - min(sizes) < 40


@pytest.mark.usefixtures("two")
def test_another_process_finds_the_same() -> None:
    snapshot = several(disk.rule_example("KH203", "wrong"))
    assert abreast.found(snapshot) == rules.found(snapshot) != ()


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("fate", ["dies", "cannot begin"])
def test_without_the_other_process_this_one_does_its_work(fate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, here, of = several(disk.rule_example("KH203", "wrong")), os.getpid(), abreast._of

    def dying(share: abreast.Share) -> list[rules.Finding]:
        return of(share) if os.getpid() == here else os._exit(9)

    def refused() -> int:
        raise OSError

    if fate == "dies":
        monkeypatch.setattr(abreast, "_of", dying)
    else:
        monkeypatch.setattr(os, "fork", refused)
    assert abreast.found(snapshot) == rules.found(snapshot)


@pytest.mark.usefixtures("two")
def test_what_is_cut_off_in_the_middle_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, here, of = several(disk.rule_example("KH203", "wrong")), os.getpid(), abreast._of

    def cut_off(share: abreast.Share) -> list[rules.Finding]:
        if os.getpid() != here:
            signal.setitimer(signal.ITIMER_REAL, 0.2)  # while the pipe is full, which nobody reads yet
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            return [rules.Finding("KH203", "plans/x.yaml", facts={"item": "x" * 5_000_000})]
        time.sleep(0.5)
        return of(share)

    monkeypatch.setattr(abreast, "_of", cut_off)
    assert abreast.found(snapshot) == rules.found(snapshot)


def test_a_small_workspace_begins_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abreast, "_begun", None)
    snapshot = several(disk.rule_example("KH203", "wrong"))
    assert abreast.found(snapshot) == rules.found(snapshot)
