"""`--known-at`: answers from what had been committed by a day or a revision, with nothing touched and nothing run."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from conftest import ROOT, Program, git, posix_only

AGENCIES = "agencies:\n  - {id: so-a, name: Sở A}\n  - {id: so-b, name: Sở B}\n"
PLAN = """\
id: p
title: Kế hoạch thử
number: 1/KH
issued: 2024-12-01
reporting: {every: year, first: '2025'}
items:
  - {id: I.1, text: Việc một., lead: [so-a], due: 2025-06-30}
  - {id: I.2, text: Việc hai., lead: [so-b]}
"""
PLAN_PATH, EVENT_PATH = "plans/p/plan.yaml", "plans/p/progress/2025/so-a/2025-06-01-I.1-aaaaaa.yaml"
FILING_PATH = "plans/p/filings/2025/so-a.yaml"
FOUNDED = {"agencies.yaml": AGENCIES, PLAN_PATH: PLAN}
REPORTED = {EVENT_PATH: "kind: update\ndate: 2025-06-01\nitem: I.1\nstate: completed\nsummary: Xong.\n"}
FILED = {FILING_PATH: "received: 2025-12-15\nstatement: Tốt.\n"}


class History:
    """A repository that commits at the times it is told."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._monkeypatch = folder, monkeypatch
        folder.mkdir()
        git(folder, "init", "--quiet", "--initial-branch=main")

    def commit(self, when: str, files: dict[str, str] | None = None, *, gone: tuple[str, ...] = ()) -> str:
        """Commit the tree with these files in it and those gone; the hash."""
        for path, text in (files or {}).items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(text, encoding="utf-8", newline="")
        for path in gone:
            (self.folder / path).unlink()
        git(self.folder, "add", "--all")
        return self.run_at(when, "commit", "--quiet", "--allow-empty", "--message=x")

    def run_at(self, when: str, *arguments: str) -> str:
        """A command of git as if run at that time; the hash of HEAD after it."""
        self._monkeypatch.setenv("GIT_COMMITTER_DATE", f"{when}T09:00:00+07:00" if len(when) == len("2025-01-01") else when)
        git(self.folder, *arguments)
        return git(self.folder, "rev-parse", "HEAD").strip()


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """An empty repository."""
    return History(tmp_path / "kho", monkeypatch)


@pytest.fixture
def told(history: History) -> History:
    """Founded in January; what agency A did in June was committed in September, its filing on the 20th of December."""
    history.commit("2025-01-10", FOUNDED)
    history.commit("2025-09-01", REPORTED)
    history.commit("2025-12-20", FILED)
    return history


@pytest.fixture
def ran_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The commands given to git from here on, by any process: a git that writes down each and runs the real one."""
    folder, log = tmp_path / "bin", tmp_path / "git.log"
    folder.mkdir()
    (folder / "git").write_text(f'#!/bin/sh\necho "$*" >> {log}\nexec {shutil.which("git")} "$@"\n', encoding="utf-8")
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return lambda: log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def standing(kehoach: Program, folder: Path, *arguments: str) -> dict[str, str]:
    """Item to standing of what agency A leads; nothing of items that are not there."""
    ran = kehoach("status", "p", "--format", "json", *arguments, cwd=folder)
    assert ran.code == 0, ran.err
    (plan,) = json.loads(ran.out)["plans"]
    return {item["id"]: one["standing"] for item in plan["items"] for one in item["obligations"] if one["agency"] == "so-a"}


def filed(kehoach: Program, folder: Path, *arguments: str) -> list[str]:
    ran = kehoach("check", "p", "--period", "2025", "--format", "json", *arguments, cwd=folder)
    assert ran.code == 1, ran.err
    return list(json.loads(ran.out)["plans"][0]["filed"])


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file, those of git too, with the time it was changed."""
    return {
        path.relative_to(folder).as_posix(): (path.lstat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_what_was_true_and_what_was_known_are_asked_apart(told: History, kehoach: Program) -> None:
    on = ("--as-of", "2025-07-31")
    assert standing(kehoach, told.folder, *on) == {"I.1": "done-on-time"}
    assert standing(kehoach, told.folder, *on, "--known-at", "31/7/2025") == {"I.1": "overdue"}
    assert standing(kehoach, told.folder, *on, "--known-at", "01.09.2025") == {"I.1": "done-on-time"}
    assert standing(kehoach, told.folder, "--as-of", "2025-05-31", "--known-at", "2025-12-31") == {"I.1": "in-term"}
    assert (filed(kehoach, told.folder, "--known-at", "2025-12-19"), filed(kehoach, told.folder)) == ([], ["so-a"])


def test_a_plan_that_was_not_there_yet_is_not_there(told: History, kehoach: Program) -> None:
    told.commit("2025-12-30", {"plans/q/plan.yaml": PLAN.replace("id: p", "id: q")})
    ran = kehoach("status", "q", "--known-at", "2025-12-29", cwd=told.folder)
    assert (ran.code, "Không có kế hoạch “q”" in ran.err) == (2, True)
    first = told.commit("2025-12-31", {"agencies.yaml": AGENCIES}, gone=(PLAN_PATH, EVENT_PATH, FILING_PATH, "plans/q/plan.yaml"))
    ran = kehoach("status", "--known-at", first, cwd=told.folder)
    assert (ran.code, "Chưa có kế hoạch nào" in ran.out, "Theo dữ liệu" in ran.err) == (0, True, True)


LINES = {
    "vi": "Theo dữ liệu đã lưu đến commit {} ngày 01/09/2025",
    "en": "From what had been committed up to {} of 2025-09-01",
}


@pytest.mark.parametrize("language", LINES)
def test_an_answer_from_the_past_is_the_answer_of_a_checkout_and_says_so(
    language: str, told: History, kehoach: Program, tmp_path: Path
) -> None:
    """The same to the last byte, but for one line under the heading."""
    git(told.folder, "worktree", "add", "--quiet", "--detach", str(tmp_path / "khi-do"), "HEAD~1")
    line = LINES[language].format(git(told.folder, "rev-parse", "--short", "HEAD~1").strip())
    for arguments in (
        ("status", "-f", "plain"),
        ("status", "-f", "table"),
        ("status", "-f", "markdown"),
        ("status", "-f", "plain", "-a", "so a", "-i", "I.1", "-p", "2025", "--standing", "done-on-time", "--each"),
        ("check", "--period", "2025"),
        ("show", "I.1", "--why"),
        ("show", "so-a"),
        ("show", "p"),
        ("show", EVENT_PATH, "--as-of", "2026-02-01"),
    ):
        then = kehoach("--lang", language, *arguments, cwd=tmp_path / "khi-do")
        now = kehoach("--lang", language, *arguments, "--known-at", "19/12/2025", cwd=told.folder)
        shown = now.out.split("\n")
        (place,) = (n for n, one in enumerate(shown) if one.removeprefix("- ") == line)
        assert 0 < place < 3
        assert (now.code, now.err, "\n".join(shown[:place] + shown[place + 1 :])) == (then.code, "", then.out)


def test_what_has_no_heading_for_the_line_says_it_on_stderr(told: History, kehoach: Program, tmp_path: Path) -> None:
    git(told.folder, "worktree", "add", "--quiet", "--detach", str(tmp_path / "khi-do"), "HEAD~1")
    line = LINES["vi"].format(git(told.folder, "rev-parse", "--short", "HEAD~1").strip()) + "\n"
    report = ("report", "annual", "--period", "2025")
    for arguments in (("status", "-f", "csv"), report, (*report, "-o", tmp_path / "x.md"), (*report, "-o", tmp_path / "x.docx")):
        then = kehoach(*arguments, cwd=tmp_path / "khi-do")
        documents = [path.read_bytes() for path in sorted(tmp_path.glob("x.*"))]
        now = kehoach(*arguments, "--known-at", "2025-12-19", cwd=told.folder)
        assert (now.code, now.err, now.out) == (0, line + then.err, then.out)
        assert [path.read_bytes() for path in sorted(tmp_path.glob("x.*"))] == documents


def test_a_report_takes_data_from_the_past_and_the_template_from_today(told: History, kehoach: Program) -> None:
    template = told.folder / "templates/vi/annual.md.j2"
    template.parent.mkdir(parents=True)
    template.write_text("mẫu hôm nay: {{ plan.id }}\n", encoding="utf-8")
    ran = kehoach("report", "annual", "--period", "2025", "--known-at", "2025-01-31", cwd=told.folder)
    assert ran.out.startswith("mẫu hôm nay: p\n\n<!-- kehoach kind=annual&plan=p&period=2025&")


@pytest.mark.parametrize(
    ("arguments", "done"),
    [
        ((), [("2025", 1), (None, 1)]),
        (("--known-then",), [("2025", 0), (None, 1)]),
        (("--known-at", "2025-06-30"), [("2025", 0), (None, 0)]),
    ],
)
def test_a_trend_speaks_of_what_was_true_or_of_what_was_known_then(
    arguments: tuple[str, ...], done: list[tuple[str | None, int]], history: History, kehoach: Program
) -> None:
    history.commit("2025-01-10", FOUNDED)
    history.commit("2025-12-20", REPORTED)
    ran = kehoach("status", "--trend", *arguments, "--as-of", "2026-02-01", "--format", "json", cwd=history.folder)
    points = json.loads(ran.out)["plans"][0]["points"]
    assert [(point["period"], point["counts"]["done_on_time"]) for point in points] == done


def test_a_trend_has_no_cells_before_anything_was_known(history: History, kehoach: Program) -> None:
    history.commit("2026-03-10", {**FOUNDED, **REPORTED})
    ran = kehoach("status", "--trend", "--known-then", "--as-of", "2026-12-31", cwd=history.folder)
    rows = [line.split() for line in ran.out.splitlines() if line.startswith(("2025", "2026", "nay"))]
    assert rows[0][:3] == ["2025", "14/12/2025", "–"]
    assert rows[1][:3] == ["2026", "14/12/2026", "1"]


@pytest.mark.parametrize("view", ["--by-agency", "--matrix", "--trend"])
def test_a_view_from_the_past_says_so(view: str, told: History, kehoach: Program) -> None:
    asked = ("status", view, "--as-of", "2025-12-31", "--known-at", "2025-12-31")
    assert "Theo dữ liệu đã lưu đến commit" in kehoach(*asked, cwd=told.folder).out.splitlines()[1]
    assert "Theo dữ liệu đã lưu đến commit" in kehoach(*asked, "--format", "csv", cwd=told.folder).err
    assert json.loads(kehoach(*asked, "--format", "json", cwd=told.folder).out)["known_at"]["typed"] == "2025-12-31"


def test_json_follows_its_schema_with_and_without(told: History, kehoach: Program) -> None:
    versions = {"status": "1.1", "check": "1.2"}
    for name, arguments in {"status": ("status",), "check": ("check", "--period", "2025")}.items():
        schema = json.loads((ROOT / f"schema/{name}.schema.json").read_text(encoding="utf-8"))
        for more, known_at in (
            ((), None),
            (
                ("--known-at", "2/9/2025"),
                {
                    "typed": "2/9/2025",
                    "commit": git(told.folder, "rev-parse", "HEAD~1").strip(),
                    "date": "2025-09-01T09:00:00+07:00",
                },
            ),
        ):
            answer = json.loads(kehoach(*arguments, "-f", "json", *more, cwd=told.folder).out)
            jsonschema.validate(answer, schema)
            assert (answer["format_version"], answer["known_at"]) == (versions[name], known_at)


@pytest.mark.parametrize(
    ("committed", "known"),
    [
        ("2025-12-31T23:59:59+07:00", True),
        ("2026-01-01T00:00:00+07:00", False),
        ("2025-12-31T16:59:59+00:00", True),
        ("2025-12-31T17:00:00+00:00", False),
        ("2026-01-01T02:59:59+10:00", True),
        ("2025-12-31T06:00:00-12:00", False),
    ],
)
def test_a_day_ends_at_midnight_in_vietnam(committed: str, known: bool, history: History, kehoach: Program) -> None:
    history.commit("2025-01-10", FOUNDED)
    history.commit(committed, FILED)
    assert filed(kehoach, history.folder, "--known-at", "2025-12-31") == (["so-a"] if known else [])


def test_what_is_merged_later_was_not_known_before(told: History, kehoach: Program) -> None:
    git(told.folder, "switch", "--quiet", "--create", "sua", "HEAD~2")
    told.commit("2025-02-01", {PLAN_PATH: PLAN.replace("due: 2025-06-30", "due: 2025-10-31")})
    git(told.folder, "switch", "--quiet", "main")
    told.run_at("2025-12-25", "merge", "--quiet", "--no-ff", "--message=x", "sua")
    on = ("--as-of", "2025-08-31")
    assert standing(kehoach, told.folder, *on, "--known-at", "2025-03-01") == {"I.1": "overdue"}
    assert standing(kehoach, told.folder, *on, "--known-at", "sua") == {"I.1": "in-term"}
    assert standing(kehoach, told.folder, *on, "--known-at", "2025-12-25") == {"I.1": "done-on-time"}
    answer = json.loads(kehoach("status", "-f", "json", "--known-at", "2025-12-25", cwd=told.folder).out)
    assert answer["known_at"]["commit"] == git(told.folder, "rev-parse", "HEAD").strip()


def test_a_child_older_than_its_parent_brings_its_parent_with_it(history: History, kehoach: Program) -> None:
    history.commit("2025-01-10", FOUNDED)
    history.commit("2025-06-01", REPORTED)  # by a clock that is ahead
    history.commit("2025-03-01", FILED)
    history.commit("2025-09-01")
    for day, known in {"2025-02-28": [], "2025-03-01": ["so-a"], "2025-07-01": ["so-a"], "2030-01-01": ["so-a"]}.items():
        assert filed(kehoach, history.folder, "--known-at", day) == known
    on = ("--as-of", "2025-07-31")
    assert standing(kehoach, history.folder, *on, "--known-at", "2025-03-01") == {"I.1": "done-on-time"}
    assert standing(kehoach, history.folder, *on, "--known-at", "2025-02-28") == {"I.1": "overdue"}


def test_clocks_that_are_quite_wrong_are_told_as_they_are(history: History, kehoach: Program) -> None:
    history.commit("@0 +0000", FOUNDED)
    assert "ngày 01/01/1970" in kehoach("status", "--known-at", "1/1/1970", cwd=history.folder).out
    assert "chưa lưu gì vào git" in kehoach("status", "--known-at", "31/12/1969", cwd=history.folder).err
    history.commit("@99999999999999 +0000", FILED)
    assert "ngày 01/01/1970" in kehoach("status", "--known-at", "31/12/2199", cwd=history.folder).out
    ran = kehoach("status", "--known-at", "HEAD", cwd=history.folder)
    assert (ran.code, "ngày 9999-12-30" in ran.out) == (0, True)


def test_a_day_to_come_is_the_last_commit_whatever_lies_in_the_work_tree(told: History, kehoach: Program) -> None:
    (told.folder / PLAN_PATH).write_text("nửa chừng", encoding="utf-8")
    answers = [
        json.loads(kehoach("status", "-f", "json", "--known-at", typed, cwd=told.folder).out)
        for typed in ("31/12/2199", "HEAD", "@", "main", "refs/heads/main", git(told.folder, "rev-parse", "HEAD").strip())
    ]
    assert {answer["known_at"].pop("typed") for answer in answers} >= {"HEAD", "31/12/2199"}
    assert [answer for answer in answers if answer != answers[0]] == []


def test_a_date_wins_over_a_tag_of_its_name(told: History, kehoach: Program) -> None:
    git(told.folder, "tag", "2025-12-31", "HEAD~2")
    git(told.folder, "tag", "--annotate", "--message=x", "ky-2025", "HEAD~1")
    assert filed(kehoach, told.folder, "--known-at", "2025-12-31") == ["so-a"]
    assert filed(kehoach, told.folder, "--known-at", "tags/2025-12-31") == []
    assert standing(kehoach, told.folder, "--known-at", "ky-2025") == {"I.1": "done-on-time"}


def test_files_that_were_renamed_or_removed_since_are_where_they_were(told: History, kehoach: Program) -> None:
    told.commit(
        "2025-12-28", {"plans/moi/plan.yaml": PLAN.replace("id: p", "id: moi")}, gone=(PLAN_PATH, EVENT_PATH, FILING_PATH)
    )
    assert kehoach("status", "p", cwd=told.folder).code == 2
    assert filed(kehoach, told.folder, "--known-at", "2025-12-27") == ["so-a"]
    assert kehoach("show", EVENT_PATH, "--known-at", "2025-12-27", cwd=told.folder).out.startswith(EVENT_PATH)


def test_a_workspace_in_a_sub_folder_a_linked_work_tree_and_without_a_branch(history: History, kehoach: Program) -> None:
    history.commit("2025-01-10", {f"công việc/kho 1/{path}": text for path, text in FOUNDED.items()})
    history.commit(
        "2025-09-01", {f"công việc/kho 1/{path}": text for path, text in REPORTED.items()} | {"agencies.yaml": "hỏng: ["}
    )
    where = history.folder / "công việc/kho 1"
    git(history.folder, "worktree", "add", "--quiet", "-b", "khac", "../cay", "HEAD~1")
    git(history.folder, "switch", "--quiet", "--detach", "HEAD~1")
    linked = history.folder.parent / "cay/công việc/kho 1"
    on = ("--as-of", "2025-07-31")
    for folder in (where, where / "plans", linked):
        assert standing(kehoach, folder, *on, "--known-at", "2025-12-31") == {"I.1": "overdue"}
        assert standing(kehoach, folder, *on, "--known-at", "main") == {"I.1": "done-on-time"}


def test_nothing_is_touched(told: History, kehoach: Program) -> None:
    (told.folder / EVENT_PATH).write_text("đang sửa", encoding="utf-8")
    (told.folder / "moi.txt").write_text("đã thêm", encoding="utf-8")
    git(told.folder, "add", "moi.txt")
    git(told.folder, "rm", "--quiet", "--cached", FILING_PATH)
    os.utime(told.folder / "agencies.yaml")  # an index that would gladly be refreshed
    before = everything(told.folder)
    for typed in ("2025-09-30", "HEAD~2", "main", "2020-01-01", "khong-co"):
        for arguments in (("status",), ("check", "--period", "2025"), ("show", "I.1"), ("report", "annual", "--period", "2025")):
            kehoach(*arguments, "--known-at", typed, cwd=told.folder)
    assert everything(told.folder) == before


HOSTILE = [
    "--output=x", "-n", "--", "-", "--all", "HEAD:plans", "HEAD:agencies.yaml", "@{upstream}", "HEAD\n--all", "HEAD\0x", "\0",
    "x" * 300_000, "", " ", "^HEAD", "HEAD..HEAD~1", "HEAD...HEAD~1", "HEAD^@", "HEAD^!", "HEAD~99", "$(touch x)", "`touch x`",
    ";touch x", "|touch x", "refs/heads/*", "..", "../../etc/passwd", "\x1b[2J", "HEAD\udcff", "0" * 40, "f" * 64, "HEAD^{tree}",
    "HEAD^{blob}", ":/x", "31/02/2025", "2025-13-01", "2025", ":(glob)**", "--end-of-options",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_revision_is_one_sentence_and_nothing_more(typed: str, told: History, kehoach: Program) -> None:
    before = everything(told.folder)
    ran = kehoach("status", "--known-at", typed, cwd=told.folder)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 2)
    assert ran.err.startswith("Lỗi: “")
    assert "không phải là ngày, cũng không phải nhánh, thẻ hay commit" in ran.err
    assert "\x1b" not in ran.err
    assert len(ran.err) < 1000
    assert everything(told.folder) == before


def test_a_path_that_looks_like_a_commit_is_no_revision(told: History, kehoach: Program) -> None:
    told.commit("2025-12-30", {"x^{commit}": "x"})
    ran = kehoach("status", "--known-at", "HEAD:x", cwd=told.folder)
    assert (ran.code, "không phải là ngày" in ran.err) == (2, True)


def test_before_the_first_commit_nothing_was_known(told: History, kehoach: Program) -> None:
    ran = kehoach("status", "--known-at", "9/1/2025", cwd=told.folder)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(
        "Lỗi: Đến hết ngày 09/01/2025 nhánh này chưa lưu gì vào git; commit đầu tiên lưu ngày 10/01/2025.\nCách sửa: "
    )
    git(told.folder, "switch", "--quiet", "--orphan", "trong")
    (told.folder / "plans").mkdir(exist_ok=True)
    ran = kehoach("status", "--known-at", "31/12/2199", cwd=told.folder)
    assert (ran.code, ran.err.split("\n")[0]) == (3, "Lỗi: Đến hết ngày 31/12/2199 nhánh này chưa lưu gì vào git.")
    assert kehoach("status", "--known-at", "HEAD", cwd=told.folder).code == 2


def test_a_shallow_clone_answers_as_far_as_it_reaches(told: History, kehoach: Program, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "2", told.folder.as_uri(), "nong")
    shallow = tmp_path / "nong"
    assert filed(kehoach, shallow, "--known-at", "2025-12-31") == ["so-a"]
    assert filed(kehoach, shallow, "--known-at", "2025-09-01") == []
    ran = kehoach("status", "--known-at", "2025-08-31", cwd=shallow)
    assert ran.code == 3
    assert ran.err == (
        "Lỗi: Không biết đến hết ngày 31/08/2025 đã lưu những gì: kho này chỉ chép về một phần lịch sử (shallow clone),"
        " từ ngày 01/09/2025.\nCách sửa: gõ git fetch --unshallow để lấy đủ lịch sử, rồi gõ lại lệnh\n"
    )
    ran = kehoach("status", "--known-at", "HEAD~2", cwd=shallow)
    assert (ran.code, "git fetch --unshallow" in ran.err) == (2, True)
    git(shallow, "fetch", "--quiet", "--unshallow")
    assert standing(kehoach, shallow, "--as-of", "2025-08-31", "--known-at", "2025-08-31") == {"I.1": "overdue"}


def test_without_repository_or_git_or_work_tree_it_says_so(told: History, kehoach: Program, tmp_path: Path, monkeypatch) -> None:
    outside = tmp_path / "ngoai"
    shutil.copytree(told.folder, outside, ignore=shutil.ignore_patterns(".git"))
    ran = kehoach("status", "--known-at", "HEAD", cwd=outside)
    assert (ran.code, "không nằm trong kho git" in ran.err, "bỏ --known-at" in ran.err) == (3, True, True)
    git(tmp_path, "clone", "--quiet", "--bare", str(told.folder), "tran.git")
    (tmp_path / "tran.git/plans").mkdir()
    ran = kehoach("status", "--known-at", "HEAD", cwd=tmp_path / "tran.git")
    assert (ran.code, "(bare)" in ran.err) == (3, True)
    monkeypatch.setenv("PATH", str(tmp_path / "trong"))
    ran = kehoach("status", "--known-at", "HEAD", cwd=told.folder)
    assert (ran.code, "Máy chưa có git." in ran.err) == (3, True)
    assert kehoach("status", cwd=told.folder).code == 0


def test_a_workspace_that_was_not_there_yet_or_not_sound_yet(history: History, kehoach: Program) -> None:
    history.commit("2025-01-01", {"README.md": "x", "plansx/a.yaml": "x", "agencies.yaml.txt": "x"})
    history.commit("2025-02-01", FOUNDED | {PLAN_PATH: PLAN + "hỏng"})
    history.commit("2025-03-01", FOUNDED)
    ran = kehoach("status", "--known-at", "2025-01-31", cwd=history.folder)
    assert (ran.code, "ngày 01/01/2025 chỗ này chưa phải kho kehoach" in ran.err) == (3, True)
    ran = kehoach("check", "--period", "2025", "--known-at", "2025-02-28", cwd=history.folder)
    assert (ran.code, "lỗi trong các tệp như đã lưu ở commit" in ran.err) == (2, True)
    ran = kehoach("report", "annual", "--period", "2025", "--known-at", "2025-02-28", cwd=history.folder)
    assert (ran.code, "git worktree add" in ran.err) == (1, True)
    assert kehoach("report", "annual", "--period", "2025", "--known-at", "2025-03-31", cwd=history.folder).code == 0


def object_of(folder: Path, name: str) -> Path:
    found = git(folder, "rev-parse", name).strip()
    return folder / ".git/objects" / found[:2] / found[2:]


@pytest.mark.parametrize("name", ["HEAD~1:agencies.yaml", "HEAD~1^{tree}", "HEAD~1:plans/p", "HEAD~1"])
@pytest.mark.parametrize("damage", ["gone", "garbage", "empty", "cut"])
def test_missing_or_damaged_objects_are_one_sentence(name: str, damage: str, told: History, kehoach: Program) -> None:
    path, commit = object_of(told.folder, name), git(told.folder, "rev-parse", "HEAD~1").strip()
    sound = path.read_bytes()
    path.unlink()
    if damage != "gone":
        path.write_bytes({"garbage": b"rac", "empty": b"", "cut": sound[: len(sound) // 2]}[damage])
    for typed in ("2025-09-30", commit):
        ran = kehoach("status", "--known-at", typed, cwd=told.folder)
        named = (name, typed) == ("HEAD~1", commit)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2 if named else 3, "", 2)
        assert ("commit đọc được trong kho này" if named else "Không đọc được lịch sử trong git, vì thiếu hoặc hỏng") in ran.err


@posix_only
def test_nothing_that_the_repository_names_is_run(told: History, kehoach: Program, tmp_path: Path) -> None:
    """Filters, text conversion, hooks, a file-system monitor, a pager, signatures; and a partial clone is not completed."""
    trap, marker = tmp_path / "bay", tmp_path / "da-chay"
    trap.write_text(f"#!/bin/sh\necho $0 $* >> {marker}\nexit 1\n", encoding="utf-8")
    trap.chmod(0o755)
    told.commit("2025-12-30", {"agencies.yaml": AGENCIES.replace("Sở B", "Sở Bê")})
    git(told.folder, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", told.folder.as_uri(), "mot-phan")
    for folder in (told.folder, tmp_path / "mot-phan"):
        (folder / ".git/info/attributes").write_text("* filter=bay diff=bay\n", encoding="utf-8")
        for hook in (hooks := folder / ".git/hooks", hooks / "post-index-change", hooks / "reference-transaction"):
            shutil.copy(trap, hook) if hook != hooks else hooks.mkdir(exist_ok=True)
        for key in (
            "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "filter.bay.smudge", "filter.bay.clean",
            "filter.bay.process", "diff.bay.textconv", "diff.external", "gpg.program", "core.alternateRefsCommand",
        ):  # fmt: skip
            git(folder, "config", key, str(trap))
        git(folder, "config", "log.showSignature", "true")
        git(folder, "config", "protocol.ext.allow", "always")
        git(folder, "config", "remote.origin.url", f"ext::{trap} %S")
    assert filed(kehoach, told.folder, "--known-at", "2025-12-31") == ["so-a"]
    assert filed(kehoach, tmp_path / "mot-phan", "--known-at", "2025-12-31") == ["so-a"]
    assert kehoach("status", "--known-at", "HEAD~1", cwd=tmp_path / "mot-phan").code == 3, "one of its files was left out"
    assert not marker.exists(), marker.read_text(encoding="utf-8")


def test_a_partial_clone_says_what_is_missing_and_how_to_get_it(told: History, kehoach: Program, tmp_path: Path) -> None:
    told.commit("2025-12-30", {"agencies.yaml": AGENCIES.replace("Sở B", "Sở Bê")})
    git(told.folder, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", told.folder.as_uri(), "mot-phan")
    partial = tmp_path / "mot-phan"
    assert filed(kehoach, partial, "--known-at", "2025-12-31") == ["so-a"]
    ran = kehoach("status", "--known-at", "2025-12-29", cwd=partial)
    assert (ran.code, ran.out) == (3, "")
    assert "thiếu hoặc hỏng dữ liệu" in ran.err
    assert "git fetch --refetch --no-filter" in ran.err
    git(partial, "fetch", "--quiet", "--refetch", "--no-filter")
    assert filed(kehoach, partial, "--known-at", "2025-12-29") == ["so-a"]


def test_replacements_and_grafts_change_no_answer(told: History, kehoach: Program) -> None:
    was = kehoach("status", "--known-at", "2025-09-30", cwd=told.folder).out
    git(told.folder, "replace", "HEAD~1", "HEAD")
    git(told.folder, "replace", "HEAD~1:agencies.yaml", f"HEAD:{FILING_PATH}")
    (told.folder / ".git/info/grafts").write_text(git(told.folder, "rev-parse", "HEAD"), encoding="utf-8")
    assert kehoach("status", "--known-at", "2025-09-30", cwd=told.folder).out == was
    assert kehoach("status", "--known-at", "HEAD~1", cwd=told.folder).out == was


@posix_only
def test_git_is_run_a_few_times_whatever_the_number_of_files(
    told: History, kehoach: Program, ran_git: Callable[[], list[str]]
) -> None:
    event = REPORTED[EVENT_PATH].replace("summary: Xong.", "summary: Xong lần {}.")
    many = {EVENT_PATH.replace("aaaaaa", f"{n:06x}"): event.format(n) for n in range(300)}
    told.commit("2025-12-31", many)
    before = len(ran_git())
    assert kehoach("status", cwd=told.folder).code == 0
    assert len(ran_git()) == before, "the work tree is read without git"
    for typed, most in {"2025-12-31": 7, "2025-01-31": 7, "main": 8}.items():
        before = len(ran_git())
        assert kehoach("status", "--known-at", typed, cwd=told.folder).code == 0
        assert 0 < len(ran_git()) - before <= most, ran_git()[before:]


def test_a_repository_of_another_kind_of_hash_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kehoach: Program) -> None:
    history = History(tmp_path / "kho", monkeypatch)
    shutil.rmtree(history.folder / ".git")
    git(history.folder, "init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    history.commit("2025-01-10", FOUNDED)
    history.commit("2025-12-20", FILED)
    assert filed(kehoach, history.folder, "--known-at", "2025-12-31") == ["so-a"]
    assert filed(kehoach, history.folder, "--known-at", "HEAD~1") == []


def test_completion_offers_branches_and_tags_that_a_shell_cannot_act_on(
    told: History, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kehoach_cli.completion import candidates

    for name in ("ky-2025", "nam/2025", "$(touch-x)", "a;b"):
        git(told.folder, "tag", name)
    monkeypatch.chdir(told.folder)
    offered = {value for value, _ in candidates(3, ["kehoach", "status", "--known-at", ""])}
    assert offered == {"main", "ky-2025", "nam/2025"}
    assert "--known-at" in {value for value, _ in candidates(2, ["kehoach", "report", "--kn"])}
