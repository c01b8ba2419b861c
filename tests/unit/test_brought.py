"""What a change brings: new findings anywhere, every finding in a file it touches, and nothing that was there before."""

from kehoach_cli import brought, rules
from kehoach_cli.parse import Snapshot

PLAN = "plans/mau/plan.yaml"
OTHER = "plans/khac/plan.yaml"
AGENCIES = "agencies:\n  - id: so-mau-a\n    name: Sở Mẫu A\n  - id: so-mau-b\n    name: Sở Mẫu B\n"


def plan(name: str, *leads: str) -> str:
    items = "".join(f"  - id: I.{n}\n    text: Việc {n}.\n    lead: [{lead}]\n" for n, lead in enumerate(leads, 1))
    return f"id: {name}\ntitle: Kế hoạch {name}\nitems:\n  - id: I\n    heading: Nhiệm vụ\n{items}"


def snapshot(agencies: str = AGENCIES, /, **plans: str) -> Snapshot:
    files = {f"plans/{name}/plan.yaml": text.encode() for name, text in plans.items()}
    return Snapshot({"agencies.yaml": agencies.encode(), **files})


def told(before: Snapshot, after: Snapshot) -> list[str]:
    paths = brought.touched(before, after)
    found = brought.only(rules.judge(after), rules.check(before), paths)
    return [f"{one.path}:{one.line} {one.code}" for one in found.standing]


def test_one_bad_file_of_before_is_not_told_to_every_change() -> None:
    bad = plan("mau", "so-mau-z")
    assert told(snapshot(mau=bad), snapshot(mau=bad, khac=plan("khac", "so-mau-a"))) == []


def test_whatever_is_wrong_in_a_file_that_is_touched_is_told_old_faults_too() -> None:
    before, after = plan("mau", "so-mau-z"), plan("mau", "so-mau-z", "so-mau-y")
    assert told(snapshot(mau=before), snapshot(mau=after)) == [f"{PLAN}:8 KH201", f"{PLAN}:11 KH201"]


def test_what_a_change_breaks_in_a_file_it_does_not_touch_is_told() -> None:
    good = plan("mau", "so-mau-b")
    without = "".join(line for line in AGENCIES.splitlines(keepends=True) if "mau-b" not in line and "Mẫu B" not in line)
    assert told(snapshot(mau=good), snapshot(without, mau=good)) == [f"{PLAN}:8 KH201"]


def test_an_old_finding_with_other_advice_is_not_new() -> None:
    bad = plan("mau", "so-mau-zz")
    more = AGENCIES + "  - id: so-mau-zzz\n    name: Sở Mẫu Z\n"
    before, after = snapshot(mau=bad), snapshot(more, mau=bad)
    suggested = [[one.facts.get("suggestion") for one in rules.check(files)] for files in (before, after)]
    assert suggested[0] != suggested[1]
    assert told(before, after) == []


def test_a_file_that_is_gone_and_what_it_leaves_behind() -> None:
    event = "kind: update\ndate: 2026-06-30\nitem: I.1\nstate: in-progress\nsummary: Đã làm.\n"
    path = "plans/mau/progress/2026/so-mau-a/2026-06-30-I.1-0a1b2c.yaml"
    before = snapshot(mau=plan("mau", "so-mau-a")).with_file(path, event.encode())
    after = Snapshot({name: raw for name, raw in before.files.items() if name != PLAN})
    assert brought.touched(before, after) == {PLAN}
    assert told(before, after) == [f"{path}:1 KH207"]


def test_line_ends_that_git_converts_are_no_change_and_what_was_refused_is_one() -> None:
    before = snapshot(mau=plan("mau", "so-mau-z"))
    windows = Snapshot({path: raw.replace(b"\n", b"\r\n") for path, raw in before.files.items()})
    assert brought.touched(before, windows) == frozenset()
    assert brought.touched(before, windows._replace(refused={"plans/x.yaml": "KH112"})) == {"plans/x.yaml"}


def test_what_is_suppressed_is_limited_in_the_same_way() -> None:
    comment = "  # kehoach: bỏ qua KH306 đến 2026-12-31: văn bản không nêu\n"
    text = f"id: mau\ntitle: Kế hoạch\nitems:\n{comment}  - id: I\n    text: Việc.\n"
    before = snapshot(mau=text)
    after = snapshot(mau=text, khac=text.replace("mau", "khac"))
    found = brought.only(rules.judge(after), rules.check(before), brought.touched(before, after))
    assert [one.finding.path for one in found.suppressed] == [OTHER]
