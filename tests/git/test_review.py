"""`diff`, `audit` and `log` beyond single stories: all agencies at once, hostile names, further rules, bad input."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt
from stories import (
    AGENCIES,
    BEGUN,
    DONE,
    FILED,
    FOUNDED,
    PLAN,
    PLAN_PATH,
    START,
    Office,
    Step,
    audited,
    branch,
    commit,
    copy_of,
    event_path,
    filing,
    filing_path,
    founded,
    git,
    merge,
    once,
    replaced,
    update,
)

from conftest import ROOT, Program, Ran, posix_only, spawn
from kehoach_cli import __version__, draft
from kehoach_cli.render import ci

MANY = 42
CLEAN = ("ĐẠT: sổ chỉ được ghi thêm.", 0)


def schema(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((ROOT / f"schema/{name}.schema.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def first_office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Office]:
    return once(lambda: founded(tmp_path_factory.mktemp("kho") / "goc"))


@pytest.fixture
def office(first_office: Callable[[], Office], tmp_path: Path) -> Office:
    """The office on its first day, for one test alone."""
    return copy_of(first_office(), tmp_path / "kho")


# --- every agency on a branch of its own


def imported(office: Office, branches: dict[str, draft.Draft]) -> None:
    """A branch for each name, with the one commit that `submit` would make there."""
    lines = []
    for mark, (name, made) in enumerate(branches.items(), start=1):
        text, message = made.text.encode(), made.message.encode()
        lines += [
            f"blob\nmark :{mark}\ndata {len(text)}\n".encode() + text,
            f"commit refs/heads/{name}\ncommitter {name} <{name}@example.vn> 1766000000 +0700\ndata {len(message)}\n".encode()
            + message,
            f"from refs/tags/{START}\nM 100644 :{mark} {made.path}\n".encode(),
        ]
    subprocess.run(["git", "fast-import", "--quiet"], cwd=office.folder, input=b"\n".join(lines), check=True)


def test_branches_of_42_agencies_merge_without_a_conflict_and_check_is_clean(tmp_path: Path, kehoach: Program) -> None:
    agencies = [f"so-{number:02}" for number in range(1, MANY + 1)]
    listed = "".join(f"  - {{id: {one}, name: Sở {one[-2:]}}}\n" for one in agencies)
    duty = "reporting: {every: year, first: '2025', filers: [cac-so]}"
    text = f"id: p\ntitle: Kế hoạch\n{duty}\nitems:\n  - {{id: I, text: Việc., lead: [cac-so]}}\n"
    groups = f"groups:\n  - {{id: cac-so, name: các sở, members: [{', '.join(agencies)}]}}\n"
    office = founded(tmp_path / "kho", {"agencies.yaml": f"agencies:\n{listed}{groups}", PLAN_PATH: text})
    said = {"received": "2025-12-18", "statement": "Đã làm."}
    imported(office, {one: draft.filing("p", "2025", one, 1, dict(said)) for one in agencies})
    for one in agencies:
        office.git("merge", "--quiet", "--no-ff", "--no-edit", one)
    assert kehoach("check", "--period", "2025", cwd=office.folder).code == 0
    assert kehoach("validate", cwd=office.folder).code == 0
    assert verdict(kehoach("audit", cwd=office.folder)) == CLEAN
    told = json.loads(kehoach("diff", START, "--format", "json", cwd=office.folder).out)
    assert [change["kind"] for change in told["changes"]] == ["filed"] * MANY
    assert [agency for change in told["changes"] for agency in change["agencies"]] == agencies
    assert told["plans"][0]["after"]["filings"] == {"period": "2026", "filed": 0, "expected": MANY, "owed": 0}


def test_two_branches_for_one_agency_and_period_conflict_exactly_once(office: Office) -> None:
    texts = {"an": "Đã làm.", "binh": "Làm xong."}
    imported(
        office,
        {who: draft.filing("p", "2025", "so-a", 1, {"received": "2025-12-18", "statement": t}) for who, t in texts.items()},
    )
    office.git("merge", "--quiet", "an")
    office.git("merge", "--quiet", "binh", check=False)
    assert office.git("diff", "--name-only", "--diff-filter=U").splitlines() == [filing_path("so-a", "2025")]


def verdict(ran: Ran) -> tuple[str, int]:
    return ran.out.splitlines()[-1], ran.code


# --- what is shown, whole


HOSTILE = {
    "agencies.yaml": """\
agencies:
  - {id: van-phong, name: Văn phòng}
  - id: so-a
    name: "Sở <script>alert(1)</script> | ]]> `x`"
  - id: so-b
    name: |-
      Sở B
      ::error title=x::y
  - id: so-c
    name: "@admin #12 %0A [x](javascript:y) **z**"
""",
    PLAN_PATH: PLAN.replace("filers: [cac-so]", "filers: [so-a, so-b, so-c]"),
}
LATER = {
    filing_path("so-a", "2025"): filing("2025-12-24"),
    filing_path("so-c", "2025"): filing("2025-12-20"),
    event_path("so-b", "2026-06-01", "I.2", "cccccc"): update(
        "2026-06-01", "I.2", "completed", '"Đã | <b>xong</b>\\n::error::x"'
    ),
    event_path("so-b", "2026-06-09", "I.2", "dddddd"): (
        "kind: confirmation\ndate: 2026-06-09\nitem: I.2\nof: 2026-06-01-I.2-cccccc\nresult: returned\n"
        'reason: "</details>\\n::error::x"\n'
    ),
}


@pytest.fixture(scope="module")
def hostile_office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Office]:
    """An office of agencies, authors and commits that nobody should believe."""

    def made() -> Office:
        there = founded(tmp_path_factory.mktemp("kho") / "la", HOSTILE)
        for step in (
            commit(LATER, who="An \u202egnôhk\x1b[2J", message="::error::x\u202e"),
            replaced(PLAN_PATH, "Sở B lập đề án.", '"Sở B <img src=x> lập ::error:: đề án."'),
            replaced(filing_path("so-a", "2025"), "Đã làm theo kế hoạch.", "Đã sửa ]]> lại.", who="<script>"),
            commit({PLAN_PATH.replace("/p/", "/q/"): "x: [\n"}),
        ):
            step(there)
        return there

    return once(made)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_diff_with_hostile_names(
    form: str, language: str, hostile_office: Callable[[], Office], kehoach: Program, golden: Callable[[str, str], None]
) -> None:
    ran = kehoach("--lang", language, "diff", f"{START}..HEAD", "--format", form, cwd=hostile_office().folder)
    assert ran.code == 0
    unharmed(ran.out)
    golden(f"diff.{language}.{form}.txt", masked(ran.out, hostile_office()))
    if form == "json":
        jsonschema.validate(json.loads(ran.out), schema("diff"))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("command", ["audit", "log"])
def test_audit_and_log_with_hostile_names(
    command: str,
    form: str,
    language: str,
    hostile_office: Callable[[], Office],
    kehoach: Program,
    golden: Callable[[str, str], None],
) -> None:
    ran = kehoach("--lang", language, command, "--format", form, cwd=hostile_office().folder)
    assert ran.code == (1 if command == "audit" else 0)
    unharmed(ran.out)
    golden(f"{command}.{language}.{form}.txt", masked(ran.out, hostile_office()))
    if form == "json":
        jsonschema.validate(json.loads(ran.out), schema(command))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("form", ci.FORMATS)
def test_audit_in_the_formats_for_ci(
    form: str, language: str, hostile_office: Callable[[], Office], kehoach: Program, golden: Callable[[str, str], None]
) -> None:
    ran = kehoach("--lang", language, "audit", "--format", form, cwd=hostile_office().folder)
    assert ran.code == 1
    commands = [line for line in ran.out.splitlines() if line.startswith(("::", "##["))]
    assert len(commands) == (1 if form == "github" else 0)
    golden(f"audit.{language}.{form}.txt", masked(ran.out, hostile_office()).replace(__version__, "VERSION"))
    if form == "sarif":
        jsonschema.validate(json.loads(ran.out), json.loads((ROOT / "tests/data/sarif/sarif-schema-2.1.0.json").read_bytes()))


def test_a_rebase_does_not_make_another_finding_of_an_edit(office: Office, kehoach: Program) -> None:
    def prints() -> list[str]:
        found = json.loads(kehoach("audit", "--merge-base", "main", "--format", "gitlab", cwd=office.folder).out)
        return [one["fingerprint"] for one in found]

    office.git("switch", "-qc", "viec")
    replaced(BEGUN, "Đang", "Đã")(office)
    before = prints()
    office.git("commit", "-q", "--amend", "--message=Khác", who="binh")
    assert len(before) == 1
    assert prints() == before


def unharmed(out: str) -> None:
    """No line is a command to a runner, no character acts on a terminal or hides."""
    assert not [line for line in out.splitlines() if line.startswith(("::", "##["))]
    assert all(character.isprintable() or character == "\n" for character in out.replace("\u2060", ""))


def masked(out: str, office: Office) -> str:
    """The output with commits by their places in history: their hashes hold the hashes of everything."""
    for place, name in enumerate(office.git("rev-list", "--topo-order", "HEAD").split(), start=1):
        for length in (40, 10, 7):
            out = out.replace(name[:length], f"<commit-{place}>")
    return out


def test_markdown_says_it_all_in_one_line_and_shows_hostile_text_as_text(
    hostile_office: Callable[[], Office], kehoach: Program
) -> None:
    out = kehoach("diff", f"{START}..HEAD", "--format", "markdown", cwd=hostile_office().folder).out
    assert out.splitlines()[2] == ("**6 thay đổi: tệp không đọc được 1 · báo cáo kỳ 2 · tiến độ 2 · các mục của kế hoạch 1**")
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(out)
    html = [token.content for token in tokens if token.type == "html_block"]
    assert all(block.startswith(("<!-- kehoach diff -->", "<details", "</details>")) for block in html)
    inline = [child.type for token in tokens for child in token.children or ()]
    assert set(inline) <= {"text", "strong_open", "strong_close", "softbreak", "text_special"}


def test_a_comment_is_never_longer_than_a_forge_takes(office: Office, kehoach: Program) -> None:
    commit(
        {event_path("so-a", "2026-07-01", "I.1", f"{n:06x}"): update("2026-07-01", "I.1", "in-progress") for n in range(1500)}
    )(office)
    out = kehoach("diff", START, "--format", "markdown", cwd=office.folder).out
    assert len(out) < 65_536
    assert "thay đổi nữa" in out


# --- further rules of a plan


RULES = "audit: {one_agency: true, confirmed_by_another: true}\nitems:"


def with_rules(office: Office) -> None:
    replaced(PLAN_PATH, "items:", RULES)(office)
    office.git("tag", "-f", START)


def codes(kehoach: Program, office: Office, *arguments: str) -> list[str]:
    return audited(kehoach, office, *arguments)[0]


def confirmation(of: str, agency: str = "so-b", item: str = "I.2") -> dict[str, str]:
    text = f"kind: confirmation\ndate: 2026-06-09\nitem: {item}\nof: {of}\nresult: accepted\n"
    return {event_path(agency, "2026-06-09", item, "dddddd"): text}


def test_a_change_may_record_for_one_agency_only(office: Office, kehoach: Program) -> None:
    with_rules(office)
    commit({filing_path("so-a", "2025"): filing("2025-12-18")})(office)
    assert codes(kehoach, office, START) == []
    commit({filing_path("so-b", "2025"): filing("2025-12-18")})(office)
    assert codes(kehoach, office, START) == ["KH911"]
    assert codes(kehoach, office, "HEAD~1") == []
    office.git("reset", "-q", "--hard", "HEAD~1")
    replaced("agencies.yaml", "Sở C", "Sở C mới")(office)
    assert codes(kehoach, office, START) == ["KH911"]


def test_the_coordinator_may_answer_many_agencies_in_one_change(office: Office, kehoach: Program) -> None:
    with_rules(office)
    answers = {**confirmation("2026-05-31-I.2-bbbbbb"), **confirmation("2026-03-31-I.1-aaaaaa", "so-a", "I.1")}
    commit(answers, who="van-phong")(office)
    assert codes(kehoach, office, START) == []


def test_nobody_confirms_a_report_of_their_own(office: Office, kehoach: Program) -> None:
    with_rules(office)
    commit(confirmation("2026-05-31-I.2-bbbbbb"))(office)
    assert codes(kehoach, office, START) == ["KH912"]
    assert "KH912" in codes(kehoach, office)
    office.git("reset", "-q", "--hard", START)
    commit(confirmation("2024/so-a", "so-a", "I.1"))(office)
    assert codes(kehoach, office, START) == ["KH912"]


def test_rules_are_those_before_the_change_so_that_no_change_lifts_them_for_itself(office: Office, kehoach: Program) -> None:
    with_rules(office)
    replaced(PLAN_PATH, RULES, "items:")(office)
    commit(confirmation("2026-05-31-I.2-bbbbbb"))(office)
    assert codes(kehoach, office, START) == ["KH912"]


def test_another_id_for_the_plan_does_not_lift_its_rules(office: Office, kehoach: Program) -> None:
    with_rules(office)
    office.git("mv", "plans/p", "plans/moi")
    office.git("commit", "-qm", "Đổi mã kế hoạch")
    replaced("plans/moi/plan.yaml", RULES, "items:")(office)
    replaced("plans/moi/plan.yaml", "id: p\n", "id: moi\n")(office)
    assert [code for code in codes(kehoach, office, START) if code in ("KH911", "KH912")] == []
    answer = {path.replace("plans/p/", "plans/moi/"): text for path, text in confirmation("2026-05-31-I.2-bbbbbb").items()}
    commit(answer)(office)
    assert "KH912" in codes(kehoach, office, START)


def test_before_the_first_commit_everything_staged_is_new(tmp_path: Path, kehoach: Program) -> None:
    assert kehoach("init", tmp_path / "moi", "--sample").code == 0
    folder = tmp_path / "moi"
    shutil.rmtree(folder / ".git", ignore_errors=True)
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "--all"], check=True)
    assert kehoach("audit", "--staged", cwd=folder).code == 0


def test_rules_count_from_their_first_day_on(office: Office, kehoach: Program) -> None:
    replaced(PLAN_PATH, "items:", RULES.replace("{", "{since: 2027-01-01, "))(office)
    commit(confirmation("2026-05-31-I.2-bbbbbb"))(office)
    assert codes(kehoach, office) == []


def test_a_commit_does_not_escape_a_rule_by_an_early_date(
    office: Office, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced(PLAN_PATH, "items:", RULES.replace("{", "{since: 2026-11-23, "))(office)
    office.git("tag", "-f", START)
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2001-01-01T00:00:00+07:00")
    commit(confirmation("2026-05-31-I.2-bbbbbb"))(office)
    assert codes(kehoach, office, START) == ["KH912"]
    assert "KH912" in codes(kehoach, office)


@posix_only
@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")
def test_commits_are_signed_by_the_keys_that_the_plan_lists(office: Office, tmp_path: Path, kehoach: Program) -> None:
    for name in ("an", "la"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "x", "-f", str(tmp_path / name)]
        subprocess.run(command, check=True)
    known = (tmp_path / "an.pub").read_text(encoding="utf-8").strip()
    replaced(PLAN_PATH, "items:", f'audit: {{signed: true, keys: ["{known}"]}}\nitems:')(office)
    office.git("tag", "-f", START)
    planted = tmp_path / "planted"
    office.git("config", "gpg.program", f"touch {planted};")  # what a repository asks to run is not run
    office.git("config", "gpg.ssh.program", "ssh-keygen")
    for key, found in (("an", []), ("la", ["KH913"]), (None, ["KH913"])):
        office.git("config", "gpg.format", "ssh")
        office.git("config", "user.signingkey", str(tmp_path / (key or "an")))
        office.write({filing_path("so-a", "2025"): filing("2025-12-18")})
        office.git("add", "--all")
        office.git("commit", "--quiet", "--message=x", *(["-S"] if key else []))
        office.git("config", "gpg.ssh.program", f"touch {planted};")
        assert codes(kehoach, office, START) == found
        office.git("config", "gpg.ssh.program", "ssh-keygen")
        office.git("reset", "-q", "--hard", START)
    assert not planted.exists()


# --- what is about to be committed


def test_what_is_staged_is_judged_before_it_is_committed(office: Office, kehoach: Program) -> None:
    office.write({DONE: FOUNDED[DONE].replace("trình", "duyệt"), filing_path("so-a", "2025"): filing("2025-12-18")})
    assert codes(kehoach, office, "--staged") == []
    office.git("add", "--all")
    assert codes(kehoach, office, "--staged") == ["KH901"]
    ran = kehoach("audit", "--staged", cwd=office.folder)
    assert f"mục đã ghi ở commit {office.git('rev-parse', 'HEAD')[:10]} bị sửa\n" in ran.out
    assert ran.code == 1


def test_the_cure_is_to_make_one_commit_only_where_the_same_change_has_added_the_entry(office: Office, kehoach: Program) -> None:
    replaced(BEGUN, "Đang", "Đã")(office)
    assert "gộp các commit" not in kehoach("audit", START, cwd=office.folder).out
    assert "gộp các commit" not in kehoach("audit", cwd=office.folder).out
    office.git("reset", "-q", "--hard", START)
    report = filing_path("so-a", "2025")
    commit({report: filing("2025-12-18")})(office)
    short = office.git("rev-parse", "HEAD")[:10]
    replaced(report, "theo", "đúng")(office)
    assert (
        f"mới được thêm trong cùng thay đổi (commit {short}), gộp các commit đó làm một"
        in kehoach("audit", START, cwd=office.folder).out
    )


def test_strict_counts_what_was_taken_back_and_exit_zero_counts_nothing(office: Office, kehoach: Program) -> None:
    commit({filing_path("so-a", "2025"): filing("2025-12-18")})(office)
    office.git("revert", "--no-edit", "HEAD")
    assert verdict(kehoach("audit", cwd=office.folder)) == CLEAN
    assert kehoach("audit", "--strict", cwd=office.folder).code == 1
    commit(gone=(BEGUN,))(office)
    assert kehoach("audit", "--exit-zero", cwd=office.folder).code == 0


# --- against where a branch was left


def test_only_what_a_branch_does_is_gated(office: Office, kehoach: Program) -> None:
    """A fault on main reddens main; not every branch that has nothing to do with it."""
    for step in (
        replaced(BEGUN, "Đang", "Đã"),
        git("switch", "-qc", "viec"),
        commit({filing_path("so-a", "2025"): filing("2025-12-18")}),
        git("switch", "-q", "main"),
        commit(gone=(FILED,)),
        git("switch", "-q", "viec"),
    ):
        step(office)
    assert codes(kehoach, office) == ["KH901"]
    for arguments in (("--merge-base", "main"), ("main...HEAD",), ("main...",), ("main...viec",), ("HEAD~1", "viec")):
        assert codes(kehoach, office, *arguments) == []
        told = kehoach("diff", *arguments, "--format", "json", cwd=office.folder).out
        assert [change["message"] for change in json.loads(told)["changes"]] == ["Sở A nộp báo cáo năm 2025 (đúng hạn)"]
    office.git("merge", "--quiet", "--no-edit", "main")
    assert codes(kehoach, office, "--merge-base", "main") == []


def test_the_sentences_of_a_text_are_told_one_by_one(office: Office, kehoach: Program) -> None:
    replaced(PLAN_PATH, "Kết quả gửi Văn phòng.", "Kết quả gửi Văn phòng trước ngày 30/6.")(office)
    (change,) = json.loads(kehoach("diff", START, "--format", "json", cwd=office.folder).out)["changes"]
    assert change["words"] == [
        {"sign": "-", "text": "Kết quả gửi Văn phòng."},
        {"sign": "+", "text": "Kết quả gửi Văn phòng trước ngày 30/6."},
    ]


def test_plans_whose_figures_stay_are_told_in_one_line(office: Office, kehoach: Program) -> None:
    def figures(plans: int) -> list[str]:
        others = {f"plans/q{n}/plan.yaml": PLAN.replace("id: p", f"id: q{n}") for n in range(1, plans)}
        commit(others)(office) if others else None
        office.git("tag", "-f", START)
        replaced("agencies.yaml", "name: Sở C", f"name: Sở C{plans}")(office)
        return kehoach("diff", START, cwd=office.folder).out.rstrip().split("\n\n")[-1].splitlines()

    assert figures(1) == ["p · các ô và số báo cáo đã nộp không đổi"]
    assert figures(3) == ["p, q1, q2 · các ô và số báo cáo đã nộp không đổi"]
    assert figures(9) == ["9 kế hoạch · các ô và số báo cáo đã nộp không đổi"]


def test_figures_are_told_before_and_after(office: Office, kehoach: Program) -> None:
    commit(confirmation("2026-05-31-I.2-bbbbbb"))(office)
    out = kehoach("diff", START, cwd=office.folder).out
    assert "hoàn thành đúng hạn 0 → 1, hoàn thành quá hạn 0, chưa xong trong hạn 0, chưa xong quá hạn 1" in out
    assert "Ngoài ra: chờ xác nhận 1 → 0 · không hạn 1" in out
    assert "Tỷ lệ hoàn thành: 0,00 % → 50,00 % (0/1 → 1/2 nhiệm vụ đã đến hạn)" in out


# --- the life of a thing


def test_log_tells_the_life_of_an_item_an_agency_and_an_entry(office: Office, kehoach: Program) -> None:
    for step in (
        commit(confirmation("2026-05-31-I.2-bbbbbb"), who="van-phong"),
        replaced(PLAN_PATH, "Sở B lập đề án.", "Sở B lập và trình đề án."),
        commit({filing_path("so-c", "2025"): filing("2025-12-18")}),
        git("revert", "--no-edit", "HEAD"),
        replaced("agencies.yaml", "name: Sở B", "name: Sở B mới"),
    ):
        step(office)
    office.git("tag", "truoc")
    asked = {event_path("so-b", "2026-06-20", "reminder", "eeeeee"): "kind: reminder\ndate: 2026-06-20\nitems: [{item: I.2}]\n"}
    commit(asked)(office)
    assert life(kehoach, office, "I.2")[0] == ["Đôn đốc Sở B mới, làm I.2"]
    office.git("reset", "-q", "--hard", "truoc")
    confirmed = "I.2: xác nhận báo cáo của Sở B (09/06/2026)"
    reported = "I.2: chưa báo cáo → hoàn thành (Sở B, 31/05/2026)"
    plan_came, agencies_came = "Thêm kế hoạch: Kế hoạch thử (4 mục)", "Thêm danh bạ: 4 cơ quan, 1 nhóm"
    lives = {
        "I.2": [["I.2: sửa lời văn tại chỗ"], [confirmed], [reported, plan_came]],
        "so-b": [["Sở B (so-b) đổi tên thành Sở B mới"], [confirmed], [reported, agencies_came]],
        "2026-05-31-I.2-bbbbbb": [[confirmed], [reported]],
        "p/2025/so-c": [
            ["Báo cáo năm 2025 của Sở C bị rút khỏi sổ"],
            ["Sở C nộp báo cáo năm 2025 (không thuộc diện phải báo cáo kỳ này)"],
        ],
        "I.3": [[plan_came]],
    }
    told = {typed: life(kehoach, office, typed) for typed in lives}
    # the name is the one of the time: what Sở B did before it was renamed was done by Sở B
    assert told == lives
    assert len(life(kehoach, office)) == 6


def renamed_plan(was: str, now: str) -> Step:
    """A plan gets another id: its folder, and what plan.yaml says."""

    def step(office: Office) -> None:
        office.git("mv", f"plans/{was}", f"plans/{now}")
        replaced(f"plans/{now}/plan.yaml", f"id: {was}\n", f"id: {now}\n")(office)

    return step


def test_log_goes_on_before_a_plan_got_its_id(office: Office, kehoach: Program) -> None:
    entry = event_path("so-b", "2026-05-31", "I.2", "bbbbbb")
    reported = "I.2: chưa báo cáo → hoàn thành (Sở B, 31/05/2026)"
    plan_came = "Thêm kế hoạch: Kế hoạch thử (4 mục)"
    before = life(kehoach, office, "p")
    renamed_plan("p", "q")(office)
    new = "Kế hoạch p đổi mã thành q: Kế hoạch thử"
    assert life(kehoach, office, "q") == [[new], *before]
    assert life(kehoach, office, "p") == [[new], *before], "whoever knows the former id is understood"
    assert life(kehoach, office, "q/I.2") == life(kehoach, office, "p/I.2") == [[new], [reported, plan_came]]
    for typed in (entry, entry.replace("plans/p/", "plans/q/"), "2026-05-31-I.2-bbbbbb"):
        assert life(kehoach, office, typed) == [[reported]]
    renamed_plan("q", "p")(office)
    back = "Kế hoạch q đổi mã thành p: Kế hoạch thử"
    assert life(kehoach, office, "p") == life(kehoach, office, "q") == [[back], [new], *before]


def test_a_plan_of_a_former_id_is_itself_and_no_other(office: Office, kehoach: Program) -> None:
    renamed_plan("p", "q")(office)
    commit({"plans/p/plan.yaml": PLAN.replace("Kế hoạch thử", "Kế hoạch khác")})(office)
    assert life(kehoach, office, "p")[0] == ["Thêm kế hoạch: Kế hoạch khác (4 mục)"]
    assert "Kế hoạch khác" not in str(life(kehoach, office, "q"))


def test_log_tells_what_an_heir_reports_from_what_stood_before_it(office: Office, kehoach: Program) -> None:
    end = "name: Sở B, until: 2026-06-15, successor: so-c"
    news = event_path("so-c", "2026-07-01", "I.2", "cccccc")
    for step in (replaced("agencies.yaml", "name: Sở B", end), commit({news: update("2026-07-01", "I.2", "in-progress")})):
        step(office)
    reported = "I.2: hoàn thành → đang thực hiện (Sở C, 01/07/2026)"
    assert life(kehoach, office, "so-c")[0] == [reported]
    assert life(kehoach, office, "I.2")[0] == [reported]
    assert life(kehoach, office)[0] == [reported]


def test_log_tells_a_report_with_its_revisions_or_one_of_them(office: Office, kehoach: Program) -> None:
    first, second = filing_path("so-a", "2025"), filing_path("so-a", "2025", ".r2")
    answer = confirmation("2025/so-a.r2", "so-a", "I.1")
    for step in (commit({first: filing("2025-12-18")}), commit({second: filing("2025-12-19", "Bổ sung.")}), commit(answer)):
        step(office)
    filed, revised = "Sở A nộp báo cáo năm 2025 (đúng hạn)", "Sở A nộp bản thứ 2 của báo cáo năm 2025"
    confirmed = "I.1: xác nhận báo cáo của Sở A (09/06/2026)"
    assert life(kehoach, office, "2025/so-a") == [[confirmed], [revised], [filed]]
    assert life(kehoach, office, "2025/so-a.r1") == [[filed]]
    assert life(kehoach, office, second) == [[confirmed], [revised]]


def life(kehoach: Program, office: Office, *arguments: str) -> list[list[str]]:
    ran = kehoach("log", *arguments, "--format", "json", cwd=office.folder)
    assert ran.code == 0, ran.err
    return [[change["message"] for change in one["changes"]] for one in json.loads(ran.out)["commits"]]


def test_log_tells_what_a_merge_brought_once_where_it_was_recorded(office: Office, kehoach: Program) -> None:
    news = commit({filing_path("so-a", "2025"): filing("2025-12-18")}, who="an")
    for step in (branch("a", news), commit({filing_path("so-b", "2025"): filing("2025-12-18")}), merge("a")):
        step(office)
    ran = json.loads(kehoach("log", "2025/so-a", "--format", "json", cwd=office.folder).out)
    assert [(one["author"]["name"], len(one["changes"])) for one in ran["commits"]] == [("an", 1)]


def test_log_is_cut_where_it_is_told_to_be(office: Office, kehoach: Program) -> None:
    commit({filing_path("so-a", "2025"): filing("2025-12-18")})(office)
    replaced("agencies.yaml", "name: Sở B", "name: Sở B mới")(office)  # says nothing of Sở A, and takes no place
    out = kehoach("log", "so-a", "-n", "1", cwd=office.folder).out
    more = "... còn 1 commit trước đó chưa xem tới: thêm --limit 0"
    assert out.splitlines()[1:] == ["  · Sở A nộp báo cáo năm 2025 (đúng hạn)", more]


def test_history_is_read_in_a_few_looks_however_many_files_there_are(
    office: Office, tmp_path: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    for month in range(1, 13):
        commit({event_path("so-a", f"2025-{month:02}-01", "I.1", "eeeeee"): update(f"2025-{month:02}-01", "I.1", "in-progress")})(
            office
        )
    log = tmp_path / "git.log"
    (tmp_path / "git").write_text(f'#!/bin/sh\necho "$*" >> {log}\nexec {shutil.which("git")} "$@"\n', encoding="utf-8")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    for arguments, looks in ((("log", "I.1"), 10), (("audit",), 10), (("diff", START), 10)):
        assert kehoach(*arguments, cwd=office.folder).code == 0
        assert len(log.read_text(encoding="utf-8").splitlines()) <= looks
        log.unlink()


# --- a part of history, and bad input


@pytest.fixture
def shallow(office: Office, tmp_path: Path) -> Office:
    """A clone that reaches back one commit."""
    commit({filing_path("so-a", "2025"): filing("2025-12-18")})(office)
    commit({filing_path("so-b", "2025"): filing("2025-12-18")})(office)
    office.git("clone", "--quiet", "--depth=2", office.folder.as_uri(), str(tmp_path / "nong"))
    return Office(tmp_path / "nong")


def test_a_shallow_clone_tells_what_it_has_and_how_far_it_sees(shallow: Office, kehoach: Program) -> None:
    out = kehoach("log", cwd=shallow.folder).out
    last = shallow.git("rev-parse", "HEAD~1")[:10]
    assert out.splitlines()[1:] == [
        "  · Sở B nộp báo cáo năm 2025 (đúng hạn)",
        f"Chỉ thấy lịch sử sau commit {last} ngày 23/11/2026: kho này chỉ chép về một phần (shallow clone).",
    ]
    assert codes(kehoach, shallow, "HEAD~1") == []
    ran = kehoach("audit", cwd=shallow.folder)
    assert (ran.code, ran.out) == (3, "")
    assert "Không xét được toàn bộ lịch sử của sổ: kho này chỉ chép về một phần (shallow clone).\n" in ran.err


def test_a_shallow_clone_does_not_say_who_recorded_what_it_cannot_see(office: Office, tmp_path: Path, kehoach: Program) -> None:
    """Where history is cut off one commit seems to have recorded everything; its author has done nothing of it."""
    with_rules(office)
    replaced("agencies.yaml", "Sở C", "Sở C mới", who="van-phong")(office)
    office.git("tag", "-f", START)
    for change, found in (
        (commit(confirmation("2026-05-31-I.2-bbbbbb"), who="van-phong"), []),
        (commit(gone=(DONE,)), ["KH902"]),
        (replaced(BEGUN, "Đang", "Đã"), ["KH901"]),
    ):
        change(office)
        assert codes(kehoach, office, "HEAD~1") == found
        part = tmp_path / f"nong-{found}"
        office.git("clone", "--quiet", "--depth=2", office.folder.as_uri(), str(part))
        ran = kehoach("audit", "HEAD~1", cwd=part)
        assert (ran.code, ran.out) == (3, "")
        assert "Không xét được thay đổi này: kho chỉ chép về một phần lịch sử (shallow clone)" in ran.err
        office.git("reset", "-q", "--hard", "HEAD~1")


def one_sentence(ran: Ran, code: int, sentence: str) -> None:
    """Nothing on stdout, one sentence and its cure on stderr."""
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.splitlines()[0] == f"Lỗi: {sentence}"
    assert len(ran.err.splitlines()) == 2
    assert ran.err.splitlines()[1].startswith("Cách sửa: ")


ALL = ("diff", "audit", "log")
WITH_ENDS = ("diff", "audit")


@pytest.mark.parametrize("command", WITH_ENDS)
@pytest.mark.parametrize(
    "typed",
    ["khong-co", "--output=x", "-p", "HEAD:agencies.yaml", "\x1b[2J", "HEAD~99", "main..khong-co", "main..--output=x", "x" * 300],
)
def test_an_unknown_revision(command: str, typed: str, office: Office, kehoach: Program) -> None:
    ran = kehoach(command, "--", typed, cwd=office.folder)
    assert (ran.code, ran.out) == (2, "")
    assert "không phải là ngày, cũng không phải nhánh, thẻ hay commit đọc được trong kho này." in ran.err
    assert "\x1b" not in ran.err
    assert not list(office.folder.glob("x*"))


@pytest.mark.parametrize("command", WITH_ENDS)
def test_an_option_in_the_place_of_a_revision_is_no_option_of_git(command: str, office: Office, kehoach: Program) -> None:
    ran = kehoach(command, "--output-directory=x", cwd=office.folder)
    assert (ran.code, ran.out) == (2, "")
    assert kehoach(command, "--merge-base=--output=x", cwd=office.folder).code == 2
    assert not list(office.folder.glob("x*"))


@pytest.mark.parametrize("command", ALL)
def test_not_a_repository(command: str, tmp_path: Path, kehoach: Program) -> None:
    (tmp_path / "agencies.yaml").write_text(AGENCIES, encoding="utf-8")
    ran = kehoach(command, cwd=tmp_path)
    one_sentence(ran, 3, f"“{tmp_path.as_posix()}” không nằm trong kho git, nên không có lịch sử để xem lại.")


@pytest.mark.parametrize("command", ALL)
def test_no_commit_yet(command: str, tmp_path: Path, kehoach: Program) -> None:
    (tmp_path / "agencies.yaml").write_text(AGENCIES, encoding="utf-8")
    Office(tmp_path).git("init", "--quiet")
    one_sentence(kehoach(command, cwd=tmp_path), 3, "Kho git này chưa có commit nào.")


@pytest.mark.parametrize("command", ALL)
def test_a_bare_repository(command: str, office: Office, tmp_path: Path, kehoach: Program) -> None:
    office.git("clone", "--quiet", "--bare", ".", str(tmp_path / "kho.git"))
    ran = kehoach(command, cwd=tmp_path / "kho.git")
    one_sentence(ran, 3, f"“{(tmp_path / 'kho.git').as_posix()}” là kho git không có tệp làm việc (bare).")


def test_a_shallow_clone_that_does_not_reach_the_common_commit(office: Office, tmp_path: Path, kehoach: Program) -> None:
    for step in (
        branch("a", commit({filing_path("so-a", "2025"): filing("2025-12-18")})),
        commit({filing_path("so-b", "2025"): filing("2025-12-18")}),
    ):
        step(office)
    office.git("clone", "--quiet", "--depth=1", "--no-single-branch", office.folder.as_uri(), str(tmp_path / "nong"))
    for command in WITH_ENDS:
        ran = kehoach(command, "--merge-base", "origin/a", cwd=tmp_path / "nong")
        one_sentence(
            ran, 3, "Không tìm thấy commit chung của “origin/a” và “HEAD”: kho này chỉ chép về một phần lịch sử (shallow clone)."
        )


def test_histories_with_nothing_in_common(office: Office, kehoach: Program) -> None:
    office.git("switch", "-q", "--orphan", "khac")
    commit(FOUNDED)(office)
    for command in WITH_ENDS:
        ran = kehoach(command, "--merge-base", "main", cwd=office.folder)
        one_sentence(ran, 3, "“main” và “HEAD” không có commit chung nào.")
    assert codes(kehoach, office, "main") == ["KH906"]


def test_a_revision_in_which_the_workspace_was_still_unsound(office: Office, kehoach: Program) -> None:
    commit({BEGUN: "kind: update\n  - x\n"})(office)
    commit({BEGUN: FOUNDED[BEGUN]})(office)
    short = office.git("rev-parse", "--short", "HEAD~1").strip()
    ran = kehoach("diff", "HEAD~1", cwd=office.folder)
    assert f" lỗi trong các tệp được so sánh ở đây, như đã lưu ở commit {short}, kết quả dưới đây có thể thiếu.\n" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert f"  · Tệp {BEGUN} trước đây không đọc được, nay đọc được\n" in ran.out


def test_a_revision_from_before_there_was_a_workspace(office: Office, kehoach: Program) -> None:
    office.git("switch", "-q", "--orphan", "trong")
    commit({"x.txt": "x\n"})(office)
    short = office.git("rev-parse", "--short", "HEAD").strip()
    office.git("switch", "-q", "main")
    ran = kehoach("diff", "trong", "--format", "json", cwd=office.folder)
    assert ran.err == f"Chú ý: ở commit {short} ngày 23/11/2026 chỗ này chưa phải kho kehoach, nên coi như trống.\n"
    kinds = [change["kind"] for change in json.loads(ran.out)["changes"]]
    assert kinds == ["filed", "reported", "reported", "agencies-added", "plan-added"]
    one_sentence(
        kehoach("diff", "main", "trong", cwd=office.folder),
        3,
        f"Ở commit {short} ngày 23/11/2026 chỗ này chưa phải kho kehoach (không có agencies.yaml hay plans/).",
    )


@pytest.mark.parametrize(
    "arguments", [("main", "HEAD", "--staged"), ("main..HEAD", "HEAD"), ("main", "--merge-base", "main"), ("main..", "--staged")]
)
def test_ends_given_twice(arguments: tuple[str, ...], office: Office, kehoach: Program) -> None:
    one_sentence(kehoach("diff", *arguments, cwd=office.folder), 2, "Các phiên bản cần so được ghi hai lần.")


@pytest.mark.parametrize("arguments", [("",), ("..HEAD",), ("...HEAD",), ("main", ""), ("--merge-base", "")])
@pytest.mark.parametrize("command", WITH_ENDS)
def test_a_revision_left_empty_is_not_taken_for_another_one(
    command: str, arguments: tuple[str, ...], office: Office, kehoach: Program
) -> None:
    one_sentence(kehoach(command, *arguments, cwd=office.folder), 2, "Phiên bản cần so bị để trống.")


@pytest.mark.parametrize("typed", ["-1", "năm", "1.5", "9999999"])
def test_a_limit_that_is_no_number(typed: str, office: Office, kehoach: Program) -> None:
    one_sentence(kehoach("log", "--limit", typed, cwd=office.folder), 2, f"--limit cần một số, không phải “{typed}”.")


def test_conflicts_in_the_index(office: Office, kehoach: Program) -> None:
    for step in (
        branch("a", replaced(PLAN_PATH, "đề án", "dự án")),
        replaced(PLAN_PATH, "đề án", "đồ án"),
        git("merge", "-q", "a", check=False),
    ):
        step(office)
    for command in WITH_ENDS:
        one_sentence(kehoach(command, "--staged", cwd=office.folder), 3, "Có tệp còn xung đột chưa giải quyết.")


def test_a_thing_that_nobody_knows(office: Office, kehoach: Program) -> None:
    one_sentence(
        kehoach("log", "khong-co", cwd=office.folder), 2, "Không có mục, kế hoạch, cơ quan hay mục đã ghi nào là “khong-co”."
    )


def test_a_workspace_below_the_top_of_its_repository(office: Office, kehoach: Program) -> None:
    (office.folder / "kho").mkdir()
    office.git("mv", "agencies.yaml", "plans", "kho")
    office.git("commit", "-qm", "Dời kho")
    office.git("tag", "-f", START)
    commit({"kho/" + filing_path("so-a", "2025"): filing("2025-12-18"), "khac.yaml": "x"})(office)
    inside = Office(office.folder / "kho")
    assert life(kehoach, inside, "2025/so-a") == [["Sở A nộp báo cáo năm 2025 (đúng hạn)"]]
    assert codes(kehoach, inside) == []
    commit(gone=("kho/" + BEGUN,))(office)
    assert codes(kehoach, inside) == ["KH902"]


def test_the_same_bytes_every_time(hostile_office: Callable[[], Office], kehoach: Program) -> None:
    for command in (("diff", START), ("audit",), ("log",)):
        first, second = (kehoach(*command, cwd=hostile_office().folder).out for _ in range(2))
        assert first == second


def test_a_day_names_what_had_been_known_then(office: Office, kehoach: Program) -> None:
    told = kehoach("diff", "23/11/2026", "--format", "json", cwd=office.folder)
    assert json.loads(told.out)["before"]["typed"] == "23/11/2026"


def test_a_tab_offers_branches_and_tags_for_an_end(office: Office) -> None:
    office.git("branch", "viec")
    for words in (["diff", ""], ["diff", "main", ""], ["audit", ""], ["diff", "--merge-base", ""]):
        ran = spawn("--complete", str(len(words)), "kehoach", *words, cwd=office.folder)
        assert {line.split("\t")[0] for line in ran.stdout.decode().splitlines()} == {"main", "viec", START}
