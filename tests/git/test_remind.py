"""`kehoach remind` on real repositories: letters in a folder, one event for each on record, one commit; all of it, or nothing."""

import email
import email.policy
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from test_interruptions import SLOWLY, assert_sound, start
from test_recording import append, hook, state_of

from conftest import OFFICE_AGENCIES, Program, Ran, git, posix_only
from kehoach_cli.render.properties import paragraphs

DAYS = ("2026-07-10", "2026-08-10", "2026-09-10", "2026-10-10")
FOLDER = "don-doc-2026-11-23"
Remind = Callable[..., Ran]


@pytest.fixture
def remind(office: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch) -> Remind:
    """The command in the office; each round is given a token of its own."""
    tokens = iter(range(0x10, 0xFFFFFF, 0x10))

    def call(*arguments: object) -> Ran:
        monkeypatch.setenv("KEHOACH_TOKEN", f"{next(tokens):06x}")
        return kehoach("remind", *arguments, cwd=office)

    return call


def added(folder: Path) -> dict[str, str]:
    """The files of the last commit with their texts; it has added every one of them."""
    lines = git(folder, "show", "--name-status", "--format=", "HEAD").splitlines()
    changes = dict(reversed(line.split("\t")) for line in lines)
    assert set(changes.values()) == {"A"}
    return {path: (folder / path).read_text(encoding="utf-8") for path in changes}


def words(letter: Path) -> tuple[str, ...]:
    with zipfile.ZipFile(letter) as archive:
        return paragraphs(archive.read("word/document.xml"))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- one round


def test_a_round_is_letters_in_a_folder_and_one_commit(office: Path, remind: Remind) -> None:
    ran = remind("--by", "5/12/2026", "--within", "40")
    assert ran.code == 0, ran.err
    agencies = ("so-a", "so-b", "so-moi")
    assert names(office / FOLDER) == [f"{agency}.{form}" for agency in agencies for form in ("docx", "eml", "ics")]
    assert git(office, "log", "-1", "--format=%s%n%(trailers:only,unfold)").split() == [
        "don-doc(kh):", "2026-11-23", "(3)", "Plan:", "kh", "Agency:", "so-a", "Agency:", "so-b", "Agency:", "so-moi",
    ]  # fmt: skip
    files = added(office)
    assert list(files) == [
        f"plans/kh/progress/2026/{agency}/2026-11-23-reminder-00001{number}.yaml" for number, agency in enumerate(agencies)
    ]
    assert files["plans/kh/progress/2026/so-a/2026-11-23-reminder-000010.yaml"].split("\n") == [
        "# yaml-language-server: $schema=../../../../../schema/event.schema.json",
        "kind: reminder", "date: 2026-11-23", 'period: "2026"', "items:", "  - item: I.1", "  - item: I.3", "    period: 2026-Q1",
        "  - item: I.3", "    period: 2026-Q2", "  - item: I.3", "    period: 2026-Q3", "  - item: I.3", "    period: 2026-Q4",
        "  - item: I.4", "level: 1", "document:", "  type: Công văn", "  title: đôn đốc thực hiện Kế hoạch số 01/KH", "",
    ]  # fmt: skip
    assert git(office, "status", "--porcelain") == f"?? {FOLDER}/\n"


def test_the_screen_says_who_is_reminded_of_what(office: Path, remind: Remind, kehoach: Program, golden) -> None:
    """The coordinator itself, and an agency that has ended without an heir, owe something too."""
    append(office / "plans/kh/plan.yaml", "  - {id: I.6, text: Họp., lead: [van-phong, so-het], due: 2026-09-30}\n")
    agencies = OFFICE_AGENCIES.replace("groups:", "  - {id: so-het, name: Sở Hết, until: 2026-10-01}\ngroups:")
    (office / "agencies.yaml").write_text(agencies, encoding="utf-8")
    golden("remind-round.en.txt", shown(kehoach("--lang", "en", "remind", "--within", "40", "--dry-run", cwd=office)))
    golden("remind-round.vi.txt", shown(remind("--within", "40")))
    golden("remind-again.vi.txt", shown(remind("--within", "45", "--agency", "so-a")))


def shown(ran: Ran) -> str:
    assert ran.code == 0, ran.err
    said = "\n".join("  commit …" if line.startswith("  commit ") else line for line in ran.err.split("\n"))
    return f"{ran.out}---\n{said}"


def test_the_files_it_leaves_are_sound(office: Path, remind: Remind, kehoach: Program) -> None:
    assert remind("--within", "40").code == 0
    assert kehoach("validate", cwd=office).code == 0
    assert kehoach("fmt", "--check", "plans/kh/progress", cwd=office).code == 0


def test_the_mail_in_the_folder_opens_as_a_draft_with_the_letter_of_the_folder(office: Path, remind: Remind) -> None:
    assert remind("--agency", "so-a").code == 0
    message = email.message_from_bytes((office / FOLDER / "so-a.eml").read_bytes(), policy=email.policy.default)
    assert message["X-Unsent"] == "1"
    attached = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
    assert attached == {
        "Công văn - Sở A.docx": (office / FOLDER / "so-a.docx").read_bytes(),
        "Lịch thời hạn - Sở A.ics": (office / FOLDER / "so-a.ics").read_bytes(),
    }


def test_what_the_user_has_staged_and_unsaved_stays(office: Path, remind: Remind) -> None:
    (office / "ghi-chu.txt").write_text("đang soạn", encoding="utf-8")
    git(office, "add", "ghi-chu.txt")
    append(office / "agencies.yaml", "# sửa dở\n")
    assert remind("--within", "40").code == 0
    assert git(office, "status", "--porcelain") == f" M agencies.yaml\nA  ghi-chu.txt\n?? {FOLDER}/\n"


# --- rounds on many days


def test_first_second_third_then_the_leadership(office: Path, remind: Remind) -> None:
    """I.1 and the first quarter's turn of I.3 are late on every one of these days; what becomes late later counts for itself."""
    levels = []
    for day in DAYS:
        assert remind("--agency", "so-a", "--as-of", day, "--within", "0").code == 0
        texts = added(office).values()
        levels.append(sorted(text.partition("level: ")[2][0] for text in texts if "item: I.1\n" in text))
    assert levels == [["1"], ["2"], ["3"], ["4"]]
    last = office / f"don-doc-{DAYS[-1]}"
    assert names(last) == ["lanh_dao.docx", "so-a.docx", "so-a.eml", "so-a.ics"]
    told = words(last / "lanh_dao.docx")
    assert "10/07/2026; 10/08/2026; 10/09/2026" in told
    assert "Khoản 1 Mục I: Soạn quy chế." in told
    asked = words(last / "so-a.docx")
    assert "Khoản 3 Mục I (quý III năm 2026): Báo cáo quý." in asked
    assert "Khoản 1 Mục I: Soạn quy chế." not in asked


def test_never_twice_on_a_day(office: Path, remind: Remind) -> None:
    assert remind().code == 0
    before = state_of(office)
    again = remind()
    assert (again.code, again.out) == (0, "Không có ai để đôn đốc.\n")
    assert "đã đôn đốc 4 việc của Sở A rồi" in again.err
    assert state_of(office) == before
    assert remind("--agency", "so-b", "--within", "40").code == 0, "but of something else"
    assert "period" in next(iter(added(office).values()))


def test_a_task_that_is_done_is_asked_for_no_more(office: Path, remind: Remind, kehoach: Program) -> None:
    assert "I.1:" in remind("--agency", "so-a", "--dry-run").out
    done = (
        "record",
        "I.1",
        "-a",
        "so-a",
        "-d",
        "2026-06-20",
        "-s",
        "completed",
        "-m",
        "Đã ban hành.",
        "-e",
        "Quyết định 1/QĐ-SA",
    )
    assert kehoach(*done, cwd=office).code == 0
    assert "I.1:" not in remind("--agency", "so-a", "--dry-run").out


# --- without a record


def test_a_dry_run_only_lists(office: Path, remind: Remind) -> None:
    before = state_of(office)
    ran = remind("--within", "40", "--dry-run")
    assert (ran.code, len(ran.out.splitlines()), state_of(office)) == (0, 4, before)
    assert not (office / FOLDER).exists()


def test_the_letters_of_a_recorded_day_can_be_made_once_more(office: Path, remind: Remind) -> None:
    assert remind("-o", "mot").code == 0
    commit = git(office, "rev-parse", "HEAD")
    assert remind("-o", "hai", "--no-record").code == 0
    assert git(office, "rev-parse", "HEAD") == commit
    assert words(office / "mot/so-a.docx") == words(office / "hai/so-a.docx")
    assert (office / "mot/so-a.ics").read_bytes() == (office / "hai/so-a.ics").read_bytes()


def test_letters_need_no_repository_when_nothing_is_recorded(shipped: Path, kehoach: Program) -> None:
    wanted = ("remind", "--within", "60", "--as-of", "2026-11-23")
    refused = kehoach(*wanted, cwd=shipped)
    assert (refused.code, (shipped / FOLDER).exists()) == (3, False)
    assert kehoach(*wanted, "--no-record", cwd=shipped).code == 0
    assert len(names(shipped / FOLDER)) % 3 == 0


# --- all or nothing


def test_a_refusing_hook_leaves_everything_as_it_was(office: Path, remind: Remind) -> None:
    hook(office, "pre-commit", "echo 'thiếu chữ ký' >&2; exit 1")
    before = state_of(office)
    ran = remind()
    assert (ran.code, "thiếu chữ ký" in ran.err) == (3, True)
    assert state_of(office) == before
    assert not (office / FOLDER).exists()
    assert not (office / ".git/kehoach/drafts").exists(), "nobody typed anything that could be lost"


@pytest.mark.parametrize("name", ["reminder.docx", "reminder.txt.j2"])
def test_a_template_with_a_mistake_stops_the_round_before_anything_is_written(name: str, office: Path, remind: Remind) -> None:
    own = office / "templates/vi"
    own.mkdir(parents=True)
    (own / name).write_bytes(b"V/v {{ reminder.levle }}" if name.endswith(".j2") else b"PK")
    git(office, "add", "--all")
    git(office, "commit", "--quiet", "--message=Mẫu")
    before = state_of(office)
    ran = remind()
    assert (ran.code, f"vi/{name}" in ran.err) == (3, True), ran.err
    assert state_of(office) == before
    assert not (office / FOLDER).exists()


@posix_only
def test_a_round_killed_while_git_commits_is_finished_by_the_next_command(office: Path, kehoach: Program) -> None:
    hook(office, "pre-commit", SLOWLY)
    running = start(office, "remind", "--within", "40")
    running.kill()
    running.communicate()
    (left,) = (office / FOLDER).iterdir()
    assert left.name.startswith(".kehoach-"), "no letter is in its place before the round is on record"
    ran = kehoach("remind", "--within", "40", cwd=office)
    assert ran.code == 0, ran.err
    assert git(office, "rev-list", "--count", "HEAD") == "2\n"
    assert len(added(office)) == 3
    assert "đã đôn đốc" in ran.err, "what the killed run put on record counts"
    (left / "so-a.docx").unlink(missing_ok=True)
    git(office, "clean", "--quiet", "--force", "-d", FOLDER)
    assert_sound(office)


def test_one_undo_takes_the_whole_round_back(office: Path, remind: Remind, kehoach: Program) -> None:
    tree = git(office, "rev-parse", "HEAD^{tree}")
    assert remind("--within", "40").code == 0
    ran = kehoach("undo", "--yes", cwd=office)
    assert ran.code == 0, ran.err
    assert "(tất cả 3 tệp)" in ran.err
    assert git(office, "rev-parse", "HEAD^{tree}") == tree
    assert names(office / "plans/kh") == ["plan.yaml"]
    assert "lần thứ nhất" in remind("--dry-run").out, "what was taken back counts no more"


# --- the folder


def test_the_folder_keeps_what_is_in_it_and_gets_new_letters_for_old(office: Path, remind: Remind) -> None:
    (office / "thu").mkdir()
    (office / "thu/ghi-chu.txt").write_text("của tôi", encoding="utf-8")
    (office / "thu/so-a.docx").write_bytes(b"old")
    assert remind("-o", "thu").code == 0
    assert names(office / "thu") == ["ghi-chu.txt", "so-a.docx", "so-a.eml", "so-a.ics"]
    assert (office / "thu/so-a.docx").read_bytes().startswith(b"PK")


def test_a_letter_that_cannot_be_put_in_its_place_is_told_and_made_later(office: Path, remind: Remind) -> None:
    """As when the old one is open in Word: the round is on record by then."""
    (office / "thu/so-a.docx").mkdir(parents=True)
    ran = remind("-o", "thu")
    assert ran.code == 3
    assert "thêm --no-record" in ran.err
    assert ran.err.index("đã ghi sổ") < ran.err.index("Word")
    assert names(office / "thu") == ["so-a.docx"]
    (office / "thu/so-a.docx").rmdir()
    assert remind("-o", "thu", "--no-record").code == 0
    assert names(office / "thu") == ["so-a.docx", "so-a.eml", "so-a.ics"]


# --- wrong use

WRONG = {
    "no number of days": (("--within", "mười"), "--within: “mười” không phải số ngày"),
    "too many days": (("--within", "99999"), "từ 0 đến 3660"),
    "an answer before the letter": (("--by", "22/11/2026"), "Hạn trả lời 22/11/2026 đứng trước ngày lập công văn"),
    "a day to come": (("--as-of", "2026-11-24"), "24/11/2026"),
    "no such day": (("--as-of", "2026-02-30"), "2026-02-30"),
    "no such agency": (("--agency", "khong co"), "Không có cơ quan nào tên"),
    "no such plan": (("khac",), "khac"),
    "no such period": (("--period", "2025"), "2025"),
    "a period that has not begun": (("--period", "2040"), "kỳ 2040 của kế hoạch kh chưa bắt đầu"),
    "a folder in no folder": (("-o", "khong/co"), "Không có thư mục “khong”"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_use_is_told_and_changes_nothing(case: str, office: Path, remind: Remind) -> None:
    arguments, said = WRONG[case]
    before = state_of(office)
    ran = remind(*arguments)
    assert (ran.code, said in ran.err) == (2, True), ran.err
    assert state_of(office) == before


def test_where_something_is_wrong_nobody_is_reminded(office: Path, remind: Remind) -> None:
    append(office / "plans/kh/plan.yaml", "  - {id: I.9, text: Việc., leads: [so-a]}\n")
    ran = remind()
    assert (ran.code, "Có 1 lỗi trong các tệp" in ran.err) == (1, True), ran.err
    assert not (office / FOLDER).exists()
